#pragma once

#include "core/consents/consent.h"

#include <QTime>

namespace dermis {

/// Where a booked patient's sheet stands before the day.
enum class DaySheetState {
    ToIssue, ///< may be issued now
    Issued,  ///< one for this plan is issued and waits for signatures
    Signed,  ///< one that covers this plan on the day is signed
    Stopped  ///< none may be issued yet
};
/// Stable spelling: to-issue, issued, signed, stopped.
QString daySheetStateName(DaySheetState state);

/// One booked patient of a day, and the consent sheet.
struct DaySheet
{
    PatientId patient;
    QString fileNumber;
    QString familyName;
    QString givenNames;
    QTime at; ///< of the visit; invalid without a time
    DaySheetState state = DaySheetState::Stopped;
    ConsentId consent;  ///< the issued or signed one
    QString shortCode;  ///< of that one
    QStringList why;    ///< Stopped: what is open, in words; ToIssue: why the sheet before does not hold for this plan
    bool operator==(const DaySheet &) const = default;
};

/// The microneedling sheets of everybody who is booked on a day and not finished there, in the order of the day; needs IssueConsent.
Result<QList<DaySheet>> daySheets(Database &database, const Actor &actor, const QDateTime &now, const QDate &day);
/// The sheet of one of them as it goes to paper, issued in a transaction of its own where there is none; needs IssueConsent. NotReady: none may be issued.
/// InvalidInput: one is signed.
Result<Consent> issueForDay(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, const QDate &day);

} // namespace dermis
