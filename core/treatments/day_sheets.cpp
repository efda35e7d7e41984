#include "core/treatments/day_sheets.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/spelling.h"
#include "core/consents/consent_template.h"
#include "core/patients/languages.h"
#include "core/patients/patient_repository.h"
#include "core/safety/safety_check.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"
#include "core/visits/visit_repository.h"

#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array daySheetStates{
    Spelling<DaySheetState>{DaySheetState::ToIssue, u"to-issue"},
    Spelling<DaySheetState>{DaySheetState::Issued, u"issued"},
    Spelling<DaySheetState>{DaySheetState::Signed, u"signed"},
    Spelling<DaySheetState>{DaySheetState::Stopped, u"stopped"},
};

/// Titles instead of codes, for people.
QStringList stopWords(const SafetyCheck &safety)
{
    QStringList words;
    for (const Finding &finding : safety.stopsSheet())
        words << finding.rule->title;
    for (const PlannedUse &use : safety.shutProducts())
        words << use.problemWords();
    words.removeDuplicates();
    return words;
}

/// The language in which a patient's sheet is issued.
Result<QString> sheetLanguage(Database &database, PatientId id, const QDate &today)
{
    const Patient whose = TRY(patient(database, id));
    return languageFor(database, ConsentRequest().templateName, whose.language, today);
}

/// Why an issued sheet is not the one to sign any more: it is in another language than would be issued, or by what would end it if it were signed today.
Result<QStringList> outdated(Database &database, const Consent &sheet, const SafetyCheck &safety, const QDate &today)
{
    const QString language = TRY(sheetLanguage(database, sheet.patientId, today));
    if (sheet.language != language)
        return QStringList{u"it is in %1, not in %2"_s.arg(languageName(sheet.language), languageName(language))};
    const QByteArray inputs = TRY(document(database, sheet.inputsDigest));
    ConsentCover cover;
    cover.issuedAt = sheet.issuedAt;
    cover.signedOn = today;
    cover.until = coverUntil(today);
    cover.plan = TRY(Plan::fromJson(QJsonDocument::fromJson(inputs).object().value(u"plan"_s).toObject()));
    return notCovered(cover, *safety.plan, safety.decisions, today);
}

/// The newest sheet of the form that is issued and not signed.
std::optional<Consent> waitingSheet(const QList<Consent> &sheets)
{
    for (const Consent &sheet : sheets) {
        if (sheet.templateName == ConsentRequest().templateName && sheet.state == ConsentState::Issued)
            return sheet;
    }
    return std::nullopt;
}

/// The newest signed sheet that covers the plan on the day.
std::optional<Consent> coveringSheet(const QList<Consent> &sheets, const SafetyCheck &safety, const QDate &day)
{
    for (const ConsentCover &cover : safety.covers) {
        const auto sheet = std::ranges::find(sheets, cover.consent, &Consent::id);
        if (sheet != sheets.end() && notCovered(cover, *safety.plan, safety.decisions, day).isEmpty())
            return *sheet;
    }
    return std::nullopt;
}

void setSheet(DaySheet &sheet, DaySheetState state, const Consent &consent)
{
    sheet.state = state;
    sheet.consent = consent.id;
    sheet.shortCode = consent.shortCode;
}

Result<> judge(Database &database, const SafetyBasis &basis, const QDateTime &now, const QDate &day, DaySheet &sheet)
{
    const QDate today = clinicTime(now).date();
    const SafetyRecord record = TRY(safetyRecord(database, basis, sheet.patient));
    if (!record.plan) {
        sheet.why = {u"no treatment is planned"_s};
        return {};
    }
    const SafetyCheck safety = checkSafety(basis, record, *record.plan, today);
    const QList<Consent> sheets = TRY(consents(database, sheet.patient));
    if (const auto covering = coveringSheet(sheets, safety, std::max(day, today))) {
        setSheet(sheet, DaySheetState::Signed, *covering);
        return {};
    }
    if (const auto waiting = waitingSheet(sheets)) {
        sheet.why = TRY(outdated(database, *waiting, safety, today));
        if (sheet.why.isEmpty()) {
            setSheet(sheet, DaySheetState::Issued, *waiting);
            return {};
        }
    }
    if (const QStringList stops = stopWords(safety); !stops.isEmpty()) {
        sheet.why = stops;
        return {};
    }
    sheet.state = DaySheetState::ToIssue;
    return {};
}

} // namespace

QString daySheetStateName(DaySheetState state)
{
    return nameIn(daySheetStates, state);
}

Result<QList<DaySheet>> daySheets(Database &database, const Actor &actor, const QDateTime &now, const QDate &day)
{
    TRY(require(actor, Permission::IssueConsent));
    const SafetyBasis basis = TRY(safetyBasis(database));
    QList<DaySheet> sheets;
    for (const DayVisit &booked : TRY(visitsOn(database, day))) {
        const bool isListed = std::ranges::find(sheets, booked.visit.patientId, &DaySheet::patient) != sheets.end();
        if (isListed || isFinished(booked.visit.state))
            continue;
        DaySheet sheet;
        sheet.patient = booked.visit.patientId;
        sheet.fileNumber = booked.fileNumber;
        sheet.familyName = booked.familyName;
        sheet.givenNames = booked.givenNames;
        sheet.at = booked.visit.plannedAt;
        TRY(judge(database, basis, now, day, sheet));
        sheets << sheet;
    }
    return sheets;
}

Result<Consent> issueForDay(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, const QDate &day)
{
    TRY(require(actor, Permission::IssueConsent));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const SafetyBasis basis = TRY(safetyBasis(database));
    DaySheet sheet;
    sheet.patient = patient;
    TRY(judge(database, basis, now, day, sheet)); // it may have changed since it was listed
    switch (sheet.state) {
    case DaySheetState::Issued:
        return consent(database, sheet.consent);
    case DaySheetState::Signed:
        return invalidInput(u"sheet %1 is signed and covers the plan"_s.arg(sheet.shortCode));
    case DaySheetState::Stopped:
        return fail(ErrorCode::NotReady, u"the sheet cannot be issued while these are open: %1"_s.arg(sheet.why.join(u", "_s)));
    case DaySheetState::ToIssue:
        break;
    }
    ConsentRequest request{.patientId = patient};
    request.language = TRY(sheetLanguage(database, patient, clinicTime(now).date()));
    const Consent issued = TRY(issueConsent(transaction, request));
    TRY(transaction.commit());
    return issued;
}

} // namespace dermis
