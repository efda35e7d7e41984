#include "ui/patients/document_words.h"

#include "core/consents/sheet_letterhead.h"
#include "ui/consents/scan_fields.h"
#include "ui/context/words.h"
#include "ui/patients/record_words.h"

using namespace Qt::StringLiterals;

namespace dermis {

QString documentTitle(const RecordDocument &document)
{
    if (document.kind == RecordDocument::Kind::Sheet)
        return consentWords(document.sheet);
    const ScanPage &first = document.pages.first();
    return first.paper ? Documents::tr("%1: %2").arg(paperKindWords(*first.paper), first.title) : Documents::tr("Scanned page: %1").arg(scanTitle(first));
}

QString documentState(const RecordDocument &document)
{
    QString state;
    switch (document.kind) {
    case RecordDocument::Kind::Sheet:
        state = consentStateWords(document.sheet);
        break;
    case RecordDocument::Kind::Paper:
        state = Documents::tr("filed");
        break;
    case RecordDocument::Kind::SetAside:
        return Documents::tr("set aside");
    case RecordDocument::Kind::MovedAway:
        return Documents::tr("moved away");
    }
    return document.moves.isEmpty() ? state : Documents::tr("%1, moved here").arg(state);
}

QString filingWords(const FilingStep &step)
{
    if (step.isDestroyed || (step.fileNumber.isEmpty() && step.state == ScanState::Filed))
        return Documents::tr("a record that was destroyed");
    if (step.paper)
        return Documents::tr("the papers of %1 (%2: %3)").arg(step.fileNumber, paperKindWords(*step.paper), step.title);
    if (step.state == ScanState::Filed)
        return Documents::tr("page %1 of %2, %3").arg(step.page).arg(groupedCode(step.shortCode), step.fileNumber);
    return Documents::tr("nowhere");
}

QString moveWords(const FilingMove &move)
{
    return Documents::tr("Moved from %1 to %2 by %3, %4: %5")
        .arg(filingWords(move.from), filingWords(move.to), move.to.byName, momentWords(move.to.at), move.to.reason);
}

} // namespace dermis
