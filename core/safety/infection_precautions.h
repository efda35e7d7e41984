#pragma once

#include "core/safety/precaution.h"
#include "core/safety/safety_check.h"

namespace dermis {

/// Which of the lists a flag belongs to while it is no hard stop.
enum class PrecautionList { Host, Area };

/// What makes a flag true (domain.md §2.3): findings of rules, an answer, or what is planned; else it is asked on the day.
struct InfectionFlagSource
{
    QString code; ///< "IF-01"
    PrecautionList list = PrecautionList::Host;
    QString title;
    QString action;
    QString source;      ///< with status tags
    QStringList rules;   ///< any of them
    QString answer;      ///< an operand: yes, or anything chosen
    QStringList zones;   ///< planned
    std::optional<double> depthMm; ///< planned, from this
    std::optional<double> areaCm2; ///< numbed, from this: the plan states no other area
    bool body = false;   ///< a planned zone that is not on the face
    QString asked;       ///< the question of the day
};

/// A process control (domain.md §2.4).
struct ProcessControl
{
    enum class Stage { Start, Close };        ///< mandatory before the needles, or to close the session
    enum class When { Always, Anaesthetic, Latex }; ///< Latex: MN-ALG-09 or -10
    enum class By { Person, Plan, Program };
    QString code; ///< "IP-01"; ANAES-ON is the time that IP-06 answers
    Stage stage = Stage::Start;
    When when = When::Always;
    By by = By::Person;
    bool mandatory = true;
    QString text;
    QString no;     ///< the words of the other answer; empty: there is none
    QString detail; ///< what to write beside it; empty: nothing
    bool detailNeeded = false;
    QString care;
    QList<int> followUpDays; ///< proposed, after the session [P]
    QString source;
};

const QList<InfectionFlagSource> &infectionFlagSources();
const QList<ProcessControl> &processControls();
/// The control of a code, or null.
const ProcessControl *findControl(const QString &code);
/// The question of the day of a flag's code; empty when it is not asked so.
QString askedOnTheDay(const QString &code);
/// The fixed words below the lists (domain.md §2.2).
QString precautionsFooter();

/// Absolute, relative, and all else; by the severity of the rule that fired, as it is in force.
enum class FlagKind { HardStop, Decision, Note };
enum class FlagState { Clear, NotKnown, Present };
/// Stable spelling: hard-stop, decision, note; clear, not-known, present.
QString flagKindName(FlagKind kind);
QString flagStateName(FlagState state);

struct InfectionFlag
{
    const InfectionFlagSource *source = nullptr;
    FlagKind kind = FlagKind::Note;
    FlagState state = FlagState::Clear;
    bool settled = false; ///< decided or seen
    QStringList because;  ///< titles of findings, answers, zones
    std::optional<Precaution> answer; ///< where it is asked on the day
    bool stops() const { return kind == FlagKind::HardStop && state != FlagState::Clear; }
    bool isOpen() const;
    bool isNoted() const { return state == FlagState::Present && !isOpen(); }
};

struct ControlState
{
    const ProcessControl *control = nullptr;
    bool confirmed = false;
    std::optional<Precaution> noted; ///< by whom and when, where a person does
    QStringList against;             ///< what keeps the program from confirming it
};

/// Counts and lists, never a score (domain.md §2.2).
struct InfectionPrecautions
{
    enum class Status { Blocked, Incomplete, Ready };
    QDate day;
    QList<InfectionFlag> flags;     ///< all of them
    QList<ControlState> controls;   ///< those that hold for this plan
    Status status() const;
    int openItems() const; ///< flags that are open, and mandatory controls before the needles that are missing
    int noted() const;
    QList<InfectionFlag> hardStops() const;
    QList<InfectionFlag> inList(PrecautionList list) const; ///< present or not known, hard stops left out
    QList<ControlState> missing(ProcessControl::Stage stage) const;
    /// "Infection precautions: 3 open items, 2 noted".
    QString heading() const;
};
/// Stable spelling: blocked, incomplete, ready.
QString precautionsStatusName(InfectionPrecautions::Status status);

/// As they stand for the plan's session; `sessionRecorded`: the session of that day is on record.
InfectionPrecautions infectionPrecautions(const SafetyCheck &check, bool sessionRecorded);
/// The process controls of another day, by the plan as it is now.
QList<ControlState> controlsOn(const SafetyCheck &check, const QDate &day, bool sessionRecorded);
QJsonObject toJson(const InfectionPrecautions &precautions);

} // namespace dermis
