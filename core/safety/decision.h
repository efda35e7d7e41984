#pragma once

#include "core/safety/assessment.h"

namespace dermis {

/// On screen: Treat as planned, Treat with changes, Defer until, Do not treat; Acknowledge is for cautions.
enum class Verdict { Proceed, Modify, Defer, Refuse, Acknowledge };
/// Stable spelling: proceed, modify, defer, refuse, acknowledge.
QString verdictName(Verdict verdict);
std::optional<Verdict> verdictFromName(const QString &name);

/// The antiviral record of MN-INF-07 (domain.md §1.7); doses are never suggested.
struct Antiviral
{
    bool prophylaxis = false;
    QString drug;
    QString dose;
    QDate start;
    QDate stop;
    bool renalChecked = false;
    QString prescriber;
    bool startedAsPrescribed = false; ///< MN-INF-08 fires until it is true
    bool operator==(const Antiviral &) const = default;
};
QJsonObject toJson(const Antiviral &antiviral);
/// {"prophylaxis":true,"drug":"…","dose":"…","start":"2026-03-01","stop":"2026-03-15","renalChecked":true,
/// "prescriber":"…","startedAsPrescribed":false}; all may be left out. InvalidInput names a member that is
/// not of its type.
Result<Antiviral> antiviralFromJson(const QJsonObject &json);

/// What a person decides about one or more findings.
struct Choice
{
    Verdict verdict = Verdict::Proceed;
    QString reason;                     ///< at least 15 characters [P]; not needed to acknowledge
    QString modification;               ///< what is changed; may be empty
    QDate deferUntil;                   ///< needed for Defer, after the session
    std::optional<Antiviral> antiviral; ///< for MN-INF-07
    QString advice = {}; ///< with Defer: what the patient is told to do until then; kept with the deferral
};

/// A choice as it stands against one finding: rule and version, zone, and the facts the rule read.
struct Decision
{
    DecisionId id;
    int revision = 0;
    PatientId patientId;
    QString rule;
    int ruleVersion = 1;
    QString zone;
    QString factsDigest;
    Choice choice;
    StaffId decidedBy;
    QString decidedByName;
    QDateTime decidedAt; ///< UTC

    /// Whether it still answers this finding: same rule version, zone and facts.
    bool answers(const Finding &finding) const;
};

/// Names one finding of an assessment.
struct FindingKey
{
    QString rule;
    QString zone;
    bool operator==(const FindingKey &) const = default;
};

/// The worst that stands between now and the session (domain.md §0.3), worst first; a session that the doctor
/// refused or deferred stands after what only facts can settle.
enum class SessionStatus {
    AbsoluteFired,
    AbsoluteUnknown,
    Refused,
    Deferred,
    RelativeUndecided,
    RelativeUnknown,
    CautionOpen,
    Ready
};
/// Stable spelling: absolute-fired, absolute-unknown, refused, deferred, relative-undecided, ..., ready.
QString sessionStatusName(SessionStatus status);

SessionStatus status(const Assessment &assessment, const QList<Decision> &decisions);
/// The decision that now answers a finding, or null.
const Decision *answerTo(const Finding &finding, const QList<Decision> &decisions);
/// The decision whose antiviral record holds, the newest of MN-INF-07 that has one (decisions newest first),
/// or null.
const Decision *antiviralDecision(const QList<Decision> &decisions);
/// Findings that still want something: fired and not settled, or not known; information never does.
QList<Finding> openFindings(const Assessment &assessment, const QList<Decision> &decisions);
/// What stops a consent sheet (design.md §8); empty: it may be issued. Absolute findings fired or not known,
/// and relative ones not known or not decided proceed or modify; not those the sheet settles, nor those that
/// forbid only a product.
QList<Finding> mayIssueSheet(const Assessment &assessment, const QList<Decision> &decisions);
/// The verdicts a finding can still be given; while an absolute finding is open, only defer and refuse.
QList<Verdict> possibleVerdicts(const Assessment &assessment, const Finding &finding);

/// The patient's decisions, newest first; `answers()` tells which still hold.
Result<QList<Decision>> decisions(Database &database, PatientId patient);

/// Records one choice against findings of an assessment just made, and freezes what it saw. NotAllowed
/// without Decide (AcknowledgeCaution for a caution); InvalidInput for a short reason or a verdict that
/// finding cannot be given; NotFound for a finding that did not fire.
Result<QList<Decision>> recordDecision(Database &database, const Actor &actor, const QDateTime &now,
                                       PatientId patient, const Facts &facts, const Assessment &assessment,
                                       const QList<FindingKey> &findings, const Choice &choice);
Result<> recordDecision(Transaction &transaction, PatientId patient, const Facts &facts,
                        const Assessment &assessment, const QList<FindingKey> &findings,
                        const Choice &choice);
/// The patient says that the tablets of MN-INF-07 were started as prescribed; needs Answers.
Result<> markAntiviralStarted(Database &database, const Actor &actor, const QDateTime &now,
                              DecisionId decision);

/// Keeps what an assessment saw and found, when a decision is made or a sheet issued; gives the row's id.
Result<qint64> freezeAssessment(Transaction &transaction, PatientId patient, const Facts &facts,
                                const Assessment &assessment);

} // namespace dermis
