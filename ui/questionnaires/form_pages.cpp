#include "ui/questionnaires/form_pages.h"

#include <QCryptographicHash>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool isPageGroup(const Questionnaire &form, const Item &item)
{
    const Item *parent = form.parentOf(item);
    return item.type == ItemType::Group &&
           (item.control == ItemControl::Page || (parent && parent->control == ItemControl::Tabs));
}

/// The group that keeps a row's neighbours on its page; null where the row stands for itself. The innermost page counts, and
/// outside pages the outermost repeating group.
const Item *pageGroupOf(const Questionnaire &form, const FormRow &row)
{
    const Item *repeating = nullptr;
    for (const Item *at = row.item; at; at = form.parentOf(*at)) {
        if (isPageGroup(form, *at))
            return at;
        if (at->type == ItemType::Group && at->repeats)
            repeating = at;
    }
    return repeating;
}

QString modeKey(const Questionnaire &questionnaire)
{
    const QByteArray digest = QCryptographicHash::hash(questionnaire.url().toUtf8(), QCryptographicHash::Sha256);
    return u"readPaged/"_s + QString::fromLatin1(digest.toHex().left(16));
}

} // namespace

QList<QList<FormRow>> formPages(const Questionnaire &questionnaire, const QList<FormRow> &rows)
{
    QList<QList<FormRow>> pages;
    QList<FormRow> headings; // wait for what they stand above
    const Item *group = nullptr;
    int depth = 0;
    for (const FormRow &row : rows) {
        const Item *own = pageGroupOf(questionnaire, row);
        if (row.kind == FormRow::Kind::Text && !own) {
            headings << row;
            continue;
        }
        const bool isSameGroup = own && own == group;
        const bool isFollowUp = !own && !group && headings.isEmpty() && row.depth > depth;
        if (pages.isEmpty() || (!isSameGroup && !isFollowUp)) {
            pages << QList<FormRow>();
            depth = row.depth;
        }
        group = own;
        pages.last() << headings << row;
        headings.clear();
    }
    if (pages.isEmpty())
        pages << QList<FormRow>();
    pages.last() << headings;
    return pages;
}

int pageOf(const QList<QList<FormRow>> &pages, const AnswerKey &key)
{
    for (int page = 0; page < pages.size(); ++page) {
        const bool holds = std::any_of(pages.at(page).begin(), pages.at(page).end(),
                                       [&](const FormRow &row) { return row.key == key; });
        if (holds)
            return page;
    }
    return 0;
}

bool isReadPaged(const Questionnaire &questionnaire)
{
    const QList<const Item *> &items = questionnaire.inOrder();
    const bool wanted = std::any_of(items.begin(), items.end(), [&](const Item *item) { return isPageGroup(questionnaire, *item); });
    return QSettings().value(modeKey(questionnaire), wanted).toBool();
}

void rememberPaged(const Questionnaire &questionnaire, bool paged)
{
    QSettings().setValue(modeKey(questionnaire), paged);
}

} // namespace dermis
