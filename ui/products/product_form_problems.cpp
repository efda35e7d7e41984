// What is wrong with what was typed of a product, shown at the fields.
#include "core/base/reason.h"
#include "core/products/gs1.h"
#include "ui/context/words.h"
#include "ui/products/device_fields.h"
#include "ui/products/product_form.h"
#include "ui/widgets/form_field.h"

#include <QLineEdit>

namespace dermis {

namespace {

} // namespace

/// Says at each field what is to be mended, and goes to the first.
bool ProductForm::hasProblem()
{
    const Product product = typed();
    const Result<QString> gtin = product.gtin.isEmpty() ? Result<QString>(QString()) : gtin14(product.gtin);
    const bool isUnread = !m_labelDate->line()->text().trimmed().isEmpty() && !product.labelDate.isValid();
    const bool lacksReason = !m_base.id.isNull() && !isReason(m_reason->line()->text().trimmed());
    const Result<DeviceProfile> profile = m_device->profile();
    m_name->setProblem(product.name.isEmpty() ? tr("A product needs a name.") : QString());
    m_gtin->setProblem(gtin ? QString() : sentences({capitalised(gtin.error().detail)}));
    m_labelDate->setProblem(isUnread ? tr("Write it as 14 Mar 2026 or 14/3/2026.") : QString());
    m_reason->setProblem(lacksReason ? tr("Write why, in 15 characters or more.") : QString());
    m_device->setProblem(profile ? QString() : sentences({capitalised(profile.error().detail)}));
    const QList<std::pair<bool, QWidget *>> checks{{product.name.isEmpty(), m_name->control()},
                                                   {!gtin, m_gtin->control()},
                                                   {isUnread, m_labelDate->control()},
                                                   {!profile, m_device},
                                                   {lacksReason, m_reason->control()}};
    for (const auto &[isWrong, widget] : checks) {
        if (isWrong) {
            widget->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

} // namespace dermis
