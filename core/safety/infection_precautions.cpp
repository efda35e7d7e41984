#include "core/safety/infection_precautions.h"

#include "core/base/clock.h"
#include "core/base/spelling.h"
#include "core/safety/zones.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Stage = ProcessControl::Stage;
using When = ProcessControl::When;
using By = ProcessControl::By;
using Status = InfectionPrecautions::Status;

constexpr std::array kinds{
    Spelling<FlagKind>{FlagKind::HardStop, u"hard-stop"},
    Spelling<FlagKind>{FlagKind::Decision, u"decision"},
    Spelling<FlagKind>{FlagKind::Note, u"note"},
};
constexpr std::array states{
    Spelling<FlagState>{FlagState::Clear, u"clear"},
    Spelling<FlagState>{FlagState::NotKnown, u"not-known"},
    Spelling<FlagState>{FlagState::Present, u"present"},
};
constexpr std::array precautionStatuses{
    Spelling<Status>{Status::Blocked, u"blocked"},
    Spelling<Status>{Status::Incomplete, u"incomplete"},
    Spelling<Status>{Status::Ready, u"ready"},
};

std::optional<Precaution> notedOn(const QList<Precaution> &noted, const QDate &day, const QString &code)
{
    const auto found = std::ranges::find_if(noted, [&](const Precaution &one) { return one.day == day && one.code == code; });
    return found == noted.end() ? std::nullopt : std::optional(*found);
}

FlagKind kindOf(Severity severity)
{
    if (severity == Severity::Absolute)
        return FlagKind::HardStop;
    return severity == Severity::Relative ? FlagKind::Decision : FlagKind::Note;
}

/// The worst of a flag's findings: what fired comes before what is not known, and within that the severity.
class Worst
{
public:
    Worst(InfectionFlag &flag, const SafetyCheck &check) : m_flag(flag), m_check(check) {}
    void take(const Finding &finding)
    {
        if (finding.outcome == Outcome::Clear || finding.severity() == Severity::Info)
            return;
        const bool isFired = finding.outcome == Outcome::Fired;
        const FlagState state = isFired ? FlagState::Present : FlagState::NotKnown;
        const FlagKind kind = kindOf(finding.severity());
        if (m_flag.state == FlagState::Clear || kind < m_flag.kind)
            m_flag.kind = kind;
        m_flag.state = std::max(m_flag.state, state);
        m_flag.settled = m_flag.settled && isFired && isSettled(finding);
        const QString because = isFired ? finding.rule->title : finding.rule->title + u": not known"_s;
        if (!m_flag.because.contains(because))
            m_flag.because << because;
    }

private:
    bool isSettled(const Finding &finding) const
    {
        const Decision *decision = answerTo(finding, m_check.decisions);
        if (finding.severity() == Severity::Absolute || decision == nullptr)
            return false;
        const Verdict verdict = decision->choice.verdict;
        return verdict == Verdict::Proceed || verdict == Verdict::Modify || verdict == Verdict::Acknowledge;
    }

    InfectionFlag &m_flag;
    const SafetyCheck &m_check;
};

void takeRules(InfectionFlag &flag, const SafetyCheck &check)
{
    flag.settled = true;
    Worst worst(flag, check);
    for (const Finding &finding : check.assessment.findings) {
        if (flag.source->rules.contains(finding.rule->code))
            worst.take(finding);
    }
    flag.settled = flag.settled && flag.state != FlagState::Clear;
}

void takeAnswer(InfectionFlag &flag, const SafetyCheck &check)
{
    const Observation said = check.facts.patient.value(flag.source->answer);
    if (said.fact.state == Fact::State::NotApplicable)
        return;
    if (!said.isKnown()) {
        flag.state = FlagState::NotKnown;
        return;
    }
    const bool isNo = said.fact.yesNo() == false || said.fact.values.isEmpty();
    if (isNo)
        return;
    flag.state = FlagState::Present;
    for (const AnswerValue &value : said.fact.values)
        flag.because << toText(value);
}

void takePlan(InfectionFlag &flag, const Plan &plan)
{
    for (const PlannedZone &planned : plan.zones) {
        const Zone *zone = findZone(planned.zone);
        const bool isDeep = flag.source->depthMm && planned.depthMm >= flag.source->depthMm;
        const bool isBody = flag.source->body && zone != nullptr && !zone->onFace;
        if (isDeep)
            flag.because << u"%1 %2 mm"_s.arg(zoneName(planned.zone), QString::number(*planned.depthMm));
        else if (isBody || flag.source->zones.contains(planned.zone))
            flag.because << zoneName(planned.zone);
    }
    const auto area = plan.anaesthetic ? plan.anaesthetic->areaCm2 : std::nullopt;
    if (flag.source->areaCm2 && area >= flag.source->areaCm2)
        flag.because << u"%1 cm² under numbing cream"_s.arg(QString::number(*area));
    if (!flag.because.isEmpty())
        flag.state = FlagState::Present;
}

void takeDay(InfectionFlag &flag, const QList<Precaution> &noted, const QDate &day)
{
    flag.answer = notedOn(noted, day, flag.source->code);
    if (flag.state == FlagState::Present)
        return;
    if (!flag.answer)
        flag.state = FlagState::NotKnown;
    else if (flag.answer->yes) {
        flag.state = FlagState::Present;
        flag.because << (flag.answer->detail.isEmpty() ? u"yes"_s : flag.answer->detail);
    }
}

InfectionFlag flagFor(const InfectionFlagSource &source, const SafetyCheck &check)
{
    InfectionFlag flag;
    flag.source = &source;
    if (!source.rules.isEmpty())
        takeRules(flag, check);
    if (!source.answer.isEmpty())
        takeAnswer(flag, check);
    takePlan(flag, check.facts.plan);
    if (!source.asked.isEmpty())
        takeDay(flag, check.precautions, check.facts.session);
    return flag;
}

bool holds(const ProcessControl &control, const SafetyCheck &check)
{
    if (control.when == When::Anaesthetic)
        return check.facts.plan.anaesthetic.has_value();
    if (control.when == When::Always)
        return true;
    const auto &findings = check.assessment.findings;
    const bool isAllergic = std::ranges::any_of(findings, [](const Finding &finding) {
        return finding.outcome != Outcome::Clear && (finding.rule->code == u"MN-ALG-09" || finding.rule->code == u"MN-ALG-10");
    });
    return isAllergic || check.facts.plan.latexFreeSet;
}

/// What the program itself looks after.
void takeProgram(ControlState &state, const SafetyCheck &check, bool sessionRecorded)
{
    if (state.control->code == u"IP-09") {
        for (const PlannedUse &use : check.shutProducts()) {
            if (use.phase != ProductPhase::Home) // not on open skin
                state.against << use.problemWords();
        }
        state.confirmed = state.against.isEmpty();
    } else if (state.control->code == u"IP-15") {
        state.confirmed = sessionRecorded;
    } else {
        state.confirmed = true; // IP-03: a unit that was used is refused when the session is recorded
    }
}

ControlState stateOf(const ProcessControl &control, const SafetyCheck &check, const QDate &day, bool sessionRecorded)
{
    ControlState state;
    state.control = &control;
    if (control.by == By::Program) {
        takeProgram(state, check, sessionRecorded);
    } else if (control.by == By::Plan) {
        state.confirmed = check.facts.plan.latexFreeSet;
    } else {
        state.noted = notedOn(check.precautions, day, control.code);
        state.confirmed = state.noted && (state.noted->yes || control.stage == Stage::Close);
    }
    return state;
}

QJsonObject toJson(const InfectionFlag &flag)
{
    QJsonObject json{{u"code"_s, flag.source->code},
                     {u"title"_s, flag.source->title},
                     {u"list"_s, flag.source->list == PrecautionList::Area ? u"area"_s : u"host"_s},
                     {u"class"_s, flagKindName(flag.kind)},
                     {u"state"_s, flagStateName(flag.state)},
                     {u"open"_s, flag.isOpen()},
                     {u"because"_s, QJsonArray::fromStringList(flag.because)},
                     {u"action"_s, flag.source->action},
                     {u"source"_s, flag.source->source}};
    if (!flag.source->asked.isEmpty())
        json.insert(u"question"_s, flag.source->asked);
    return json;
}

QJsonObject toJson(const ControlState &state)
{
    QJsonObject json{{u"code"_s, state.control->code},
                     {u"text"_s, state.control->text},
                     {u"stage"_s, state.control->stage == Stage::Close ? u"close"_s : u"start"_s},
                     {u"mandatory"_s, state.control->mandatory},
                     {u"confirmed"_s, state.confirmed},
                     {u"source"_s, state.control->source}};
    if (state.noted) {
        json.insert(u"answer"_s, state.noted->yes ? u"yes"_s : u"no"_s);
        json.insert(u"by"_s, state.noted->byName);
        json.insert(u"at"_s, toIsoUtc(state.noted->at));
        json.insert(u"detail"_s, state.noted->detail);
    }
    if (!state.against.isEmpty())
        json.insert(u"against"_s, QJsonArray::fromStringList(state.against));
    return json;
}

} // namespace

QString flagKindName(FlagKind kind)
{
    return nameIn(kinds, kind);
}

QString flagStateName(FlagState state)
{
    return nameIn(states, state);
}

QString precautionsStatusName(Status status)
{
    return nameIn(precautionStatuses, status);
}

bool InfectionFlag::isOpen() const
{
    if (state == FlagState::Present)
        return kind != FlagKind::Note && !settled;
    return state == FlagState::NotKnown;
}

Status InfectionPrecautions::status() const
{
    if (std::ranges::any_of(flags, &InfectionFlag::stops))
        return Status::Blocked;
    return openItems() > 0 ? Status::Incomplete : Status::Ready;
}

int InfectionPrecautions::openItems() const
{
    return static_cast<int>(std::ranges::count_if(flags, &InfectionFlag::isOpen) + missing(Stage::Start).size());
}

int InfectionPrecautions::noted() const
{
    return static_cast<int>(std::ranges::count_if(flags, &InfectionFlag::isNoted));
}

QList<InfectionFlag> InfectionPrecautions::hardStops() const
{
    QList<InfectionFlag> list;
    std::ranges::copy_if(flags, std::back_inserter(list), &InfectionFlag::stops);
    return list;
}

QList<InfectionFlag> InfectionPrecautions::inList(PrecautionList wanted) const
{
    QList<InfectionFlag> list;
    std::ranges::copy_if(flags, std::back_inserter(list), [wanted](const InfectionFlag &flag) {
        return flag.source->list == wanted && flag.state != FlagState::Clear && !flag.stops();
    });
    return list;
}

QList<ControlState> InfectionPrecautions::missing(Stage stage) const
{
    QList<ControlState> list;
    std::ranges::copy_if(controls, std::back_inserter(list), [stage](const ControlState &state) {
        return state.control->stage == stage && state.control->mandatory && !state.confirmed;
    });
    return list;
}

QString InfectionPrecautions::heading() const
{
    const int open = openItems();
    return (open == 1 ? u"Infection precautions: %1 open item, %2 noted"_s : u"Infection precautions: %1 open items, %2 noted"_s)
        .arg(open)
        .arg(noted());
}

InfectionPrecautions infectionPrecautions(const SafetyCheck &check, bool sessionRecorded)
{
    InfectionPrecautions precautions;
    precautions.day = check.facts.session;
    for (const InfectionFlagSource &source : infectionFlagSources())
        precautions.flags << flagFor(source, check);
    precautions.controls = controlsOn(check, check.facts.session, sessionRecorded);
    return precautions;
}

QList<ControlState> controlsOn(const SafetyCheck &check, const QDate &day, bool sessionRecorded)
{
    QList<ControlState> list;
    for (const ProcessControl &control : processControls()) {
        if (holds(control, check))
            list << stateOf(control, check, day, sessionRecorded);
    }
    return list;
}

QJsonObject toJson(const InfectionPrecautions &precautions)
{
    QJsonArray flags;
    for (const InfectionFlag &flag : precautions.flags)
        flags << toJson(flag);
    QJsonArray controls;
    for (const ControlState &state : precautions.controls)
        controls << toJson(state);
    return {{u"heading"_s, precautions.heading()},
            {u"day"_s, precautions.day.toString(Qt::ISODate)},
            {u"status"_s, precautionsStatusName(precautions.status())},
            {u"open"_s, precautions.openItems()},
            {u"noted"_s, precautions.noted()},
            {u"flags"_s, flags},
            {u"controls"_s, controls},
            {u"footer"_s, precautionsFooter()}};
}

} // namespace dermis
