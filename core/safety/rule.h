#pragma once

#include "core/questionnaires/conditions.h"

#include <QDate>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace dermis {

/// domain.md §1.1, worst first.
enum class Severity { Absolute, Relative, Caution, Info };
/// Stable spelling: absolute, relative, caution, info.
QString severityName(Severity severity);
std::optional<Severity> severityFromName(const QString &name);

/// What makes a finding go: a changed fact, a recorded decision (or acknowledgement), the signed sheet itself, or what is
/// noted on the day of the treatment (domain.md §2.4). The last two stop neither the sheet nor a decision.
enum class SettledBy { Facts, Decision, Sheet, Day };
inline bool comesAfterSheet(SettledBy settledBy)
{
    return settledBy == SettledBy::Sheet || settledBy == SettledBy::Day;
}
QString settledByName(SettledBy settledBy);
std::optional<SettledBy> settledByFromName(const QString &name);

/// When a finding means a use that the maker of the device has not tested or advises against.
enum class OffLabel {
    Never,
    WhenFired,  ///< outside what the device is authorised for
    WhenDecided ///< a contraindication of the device's label, once the doctor decided it
};
std::optional<OffLabel> offLabelFromName(const QString &name);

/// A length of time: calendar months (clamped), days, or hours. A date has no hour, so n × 24 hours after a
/// date may begin as late as that day's midnight.
struct Span
{
    enum class Unit { Months, Days, Hours };
    Unit unit = Unit::Days;
    int count = 0;
    /// The first day on which the span is over, whatever the hour.
    QDate after(const QDate &date) const;
    bool operator==(const Span &) const = default;
};

/// A rule's condition, resolved when the rule-set is read: operands are numbers into RuleSet::operands().
struct Condition
{
    enum class Kind {
        All,      ///< every child
        Any,      ///< at least one child
        Not,      ///< the child is false
        Matches,  ///< any of the operand's values, by `op`, against any of `values`
        Count,    ///< how many values the operand has, by `op`, against the first of `values`
        FreeText, ///< an answer in the patient's own words stands among the values
        Since,    ///< time from the operand's (latest) date to the session
        Until,    ///< time from the session to the operand's date, which is not past
        ZoneIn,   ///< the zone in question is among the operand's codes
        Unknown   ///< not asked or unsure; itself unknown where the answer is out of date
    };
    Kind kind = Kind::All;
    std::vector<Condition> children;
    int operand = -1;
    Operator op = Operator::Equal;
    QList<AnswerValue> values;
    std::optional<Span> atLeast;
    std::optional<Span> lessThan;
};

/// One computable contraindication, as resources/safety/*.json states it (docs/rules.md).
struct Rule
{
    QString code; ///< "MN-ISO-01"
    int version = 1;
    QString category; ///< "ISO"
    QString title;
    Severity severity = Severity::Absolute;
    QString scope;          ///< letters of domain.md §1.1 as printed there: "P", "A", "S", "X+P"
    QString scopeNote;      ///< what the letters do not say: "all amides", "whole face if facial"
    bool wholeFace = false; ///< found in one facial zone, it concerns every facial zone
    Condition condition;
    std::optional<Condition> planned; ///< when a finding about products stops what is planned, too
    std::vector<int> operands; ///< every operand the condition reads, without repeats, in order of reading
    bool readsZone = false;    ///< the condition differs from zone to zone
    bool together = false;     ///< one finding for all zones concerned, not one for each
    QString message;           ///< for the nurse
    QString action;
    QString
        source; ///< as domain.md words it, with status tags: [S10→S06] seen, [K28] known, [P] practice policy
    QString patientText; ///< section 7 of the sheet, draft until sign-off; empty: the title stands there
    SettledBy settledBy = SettledBy::Facts;
    OffLabel offLabel = OffLabel::Never; ///< stands in the sheet's part on off-label use
    bool onSheet = false; ///< information that is printed among the patient's own risks all the same
    std::optional<Severity> practiceMaySet; ///< the one looser severity that a signed set may choose

    QString setByPractice;  ///< what the clinic changed in it, or all of a rule of its own; empty: as shipped
    QJsonObject definition; ///< as the files state it

    QString raisedBy; ///< the device whose label makes it absolute; empty: none does

    /// Forbids a numbing or topical product, not the procedure (domain.md §0.2, axiom 1).
    bool concernsProductOnly() const { return scope == u"X" || scope == u"T"; }
    /// A rule of the clinic's own (docs/rules.md).
    bool isOwn() const { return !code.startsWith(u"MN-"); }
    /// Some number or wording is a practice policy default, not published evidence (tag [P]).
    bool isPracticePolicy() const { return source.contains(u"[P]"); }
};

} // namespace dermis
