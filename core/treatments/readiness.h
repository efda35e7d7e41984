#pragma once

#include "core/consents/consent.h"
#include "core/safety/safety_check.h"

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace dermis {

/// One part of the readiness line: what stands between now and treatment, or what is settled.
struct ReadinessPart {
    enum class Topic {
        Allergies, ///< never asked, confirmed too long ago (`date`), or `count` texts not matched
        Checklist, ///< `count` questions not asked, unsure or out of date
        Finding,   ///< one open absolute finding: `ruleCode`, `title`
        Decisions, ///< `count` open relative findings for the dermatologist
        Cautions,  ///< `count` cautions not yet seen
        Products,  ///< `count` planned products that may not be used so, or rules on them not known; `title` is the first
        Consent,   ///< level Clear: signed, valid to `date`; Caution: issued on `date`, to be signed; else no sheet that holds, `title` says why
        RuleSet    ///< the rules in force are proposed, not signed off
    };
    enum class Level { Clear, Caution, NotKnown, Relative, Stop };
    Topic topic = Topic::Checklist;
    Level level = Level::Clear;
    int count = 0;
    QString ruleCode;
    QString title;
    QDate date;
    bool operator==(const ReadinessPart &) const = default;
};
/// Stable spelling: allergies, checklist, finding, decisions, cautions, products, consent, rule-set.
QString topicName(ReadinessPart::Topic topic);
/// Stable spelling: clear, caution, not-known, relative, stop.
QString levelName(ReadinessPart::Level level);
/// One part in a line of plain English: "Glow serum (after): the lot has expired, and 1 more".
QString toText(const ReadinessPart &part);
/// Whether a rule is about what readiness says for each planned product.
bool isOfGate(const QString &code);

/// Computed, never set: gaps first, in the order they are best settled, then what is clear.
struct Readiness {
    QList<ReadinessPart> parts;
    QDate deferredUntil; ///< valid while a decision defers the treatment
    int gaps() const;
    bool isReady() const { return gaps() == 0; }
};
/// {"ready", "parts": [{"topic", "level", "count", "rule", "title", "date"}], "deferredUntil"}; what does not apply is left out.
QJsonObject toJson(const Readiness &readiness);

/// Joins findings, decisions, allergies, products and consent for the patient's plan as of that day.
Readiness readiness(const SafetyCheck &check, const QList<Consent> &consents, const QDate &today);
/// The same, read from the file.
Result<Readiness> readiness(Database &database, PatientId patient, const QDate &today);

} // namespace dermis
