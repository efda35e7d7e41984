#include "ui/products/recall_words.h"

#include "core/safety/zones.h"
#include "ui/context/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace dermis {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recall", text);
}

} // namespace

QString recallStateWords(RecallState state)
{
    switch (state) {
    case RecallState::ToContact:
        return tr("To contact");
    case RecallState::Letter:
        return tr("Letter");
    case RecallState::Reached:
        return tr("Reached");
    case RecallState::NotReached:
        return tr("Not reached");
    case RecallState::Seen:
        return tr("Seen");
    }
    return {};
}

SeverityMark recallStateMark(RecallState state)
{
    switch (state) {
    case RecallState::ToContact:
        return SeverityMark::NotAsked;
    case RecallState::Letter:
        return SeverityMark::Note;
    case RecallState::NotReached:
        return SeverityMark::Caution;
    case RecallState::Reached:
    case RecallState::Seen:
        return SeverityMark::Clear;
    }
    return SeverityMark::Note;
}

QString spanWords(const QDate &from, const QDate &to)
{
    if (!from.isValid() && !to.isValid())
        return tr("every day of use");
    if (from == to)
        return dateWords(from);
    if (!to.isValid())
        return tr("since %1").arg(dateWords(from));
    if (!from.isValid())
        return tr("until %1").arg(dateWords(to));
    return tr("%1 to %2").arg(dateWords(from), dateWords(to));
}

QString scopeWords(const ShelfLine &line, LotId lot)
{
    const auto found = std::ranges::find(line.lots, lot, &Lot::id);
    return found == line.lots.end() ? line.product.title() : tr("%1, lot %2").arg(line.product.title(), found->code);
}

QString foundWords(const Recall &recall)
{
    const qint64 found = recall.counts.value(RecallState::Reached) + recall.counts.value(RecallState::Seen);
    return tr("%1 of %2 reached or seen").arg(countWords(found), countWords(recall.patients()));
}

QString zonesWords(const QStringList &codes)
{
    QStringList names;
    for (const QString &code : codes)
        names << zoneName(code);
    return names.join(QLatin1String(", "));
}

} // namespace dermis
