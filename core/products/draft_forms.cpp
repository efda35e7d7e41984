#include "core/products/draft_forms.h"

#include "core/base/spelling.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array names{
    Spelling<ProductDraft>{ProductDraft::Details, u"product"},
    Spelling<ProductDraft>{ProductDraft::Assessment, u"assessment"},
    Spelling<ProductDraft>{ProductDraft::Delivery, u"lot"},
};

} // namespace

QString productDraftForm(ProductDraft draft, ProductId product)
{
    return u"%1/%2"_s.arg(nameIn(names, draft)).arg(product.value());
}

std::optional<std::pair<ProductDraft, ProductId>> productDraftFrom(const QString &form)
{
    const auto draft = valueIn(names, form.section(u'/', 0, 0));
    bool isNumber = false;
    const qint64 product = form.section(u'/', 1).toLongLong(&isNumber);
    if (!draft || !isNumber)
        return std::nullopt;
    return std::pair(*draft, ProductId(product));
}

} // namespace dermis
