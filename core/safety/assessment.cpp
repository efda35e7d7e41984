#include "core/safety/assessment.h"

#include "core/base/canonical_json.h"
#include "core/safety/evaluation.h"
#include "core/base/spelling.h"
#include "core/safety/zones.h"
#include "core/storage/documents.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array outcomes{
    Spelling<Outcome>{Outcome::Fired, u"fired"},
    Spelling<Outcome>{Outcome::NotKnown, u"not-known"},
    Spelling<Outcome>{Outcome::OutOfDate, u"out-of-date"},
    Spelling<Outcome>{Outcome::Clear, u"clear"},
};

const QString missingOperand = u"REQUIRED-MISSING"_s;

/// One pass of a rule-set over facts.
class Assessing
{
public:
    /// With `decided` as assessStanding() says, else the whole.
    Assessing(const RuleSet &ruleSet, const Facts &facts, const QStringList &missing, const QSet<QString> *decided);
    QList<Finding> findings();

private:
    using Scopes = std::vector<const ScopeFacts *>;
    const Observation *found(const Observations &observations, const QString &operand) const;
    ScopeFacts scopeFacts(const QString &zone) const;
    std::shared_ptr<const Rule> raised(const std::shared_ptr<const Rule> &rule) const;
    void judge(const std::shared_ptr<const Rule> &rule);
    void judgeZones(const std::shared_ptr<const Rule> &rule);
    void add(const std::shared_ptr<const Rule> &rule, Truth truth, const Scopes &causes,
             const QStringList &zones, const QString &zone = QString());
    std::optional<Window> windowOf(const Rule &rule, const Scopes &causes) const;
    void stopPlan(const Scopes &causes, Finding &finding, Truth truth) const;
    const ScopeFacts &cause(const Rule &rule, const ScopeFacts &scope) const;
    void tell(Finding &finding, Truth truth, const Scopes &causes) const;
    QString digest(const Rule &rule, const Scopes &scopes) const;

    const RuleSet &m_ruleSet;
    const Facts &m_facts;
    Evaluation m_evaluation;
    const QSet<QString> *m_decided; ///< null: everything is told
    Observation m_notAsked;
    Observation m_missing;
    ScopeFacts m_whole;
    std::vector<ScopeFacts> m_zones;    ///< planned
    std::vector<ScopeFacts> m_examined; ///< on the face and examined, but not planned
    QList<Finding> m_findings;
};

Assessing::Assessing(const RuleSet &ruleSet, const Facts &facts, const QStringList &missing, const QSet<QString> *decided)
    : m_ruleSet(ruleSet)
    , m_facts(facts)
    , m_evaluation(ruleSet, facts.session, decided == nullptr)
    , m_decided(decided)
{
    m_missing.fact.state = Fact::State::Answered;
    m_missing.fact.values = {AnswerValue(static_cast<qint64>(missing.size()))};
    m_whole = scopeFacts(QString());
    m_findings.reserve(ruleSet.rules().size());
    m_zones.reserve(static_cast<size_t>(facts.zones.size()));
    for (const QString &zone : facts.zones)
        m_zones.push_back(scopeFacts(zone));
    for (const QString &zone : facts.inZone.keys()) {
        if (!facts.zones.contains(zone) && findZone(zone) && findZone(zone)->onFace)
            m_examined.push_back(scopeFacts(zone));
    }
}

const Observation *Assessing::found(const Observations &observations,
                                    const QString &operand) const
{
    const auto observation = observations.constFind(operand);
    return observation == observations.constEnd() ? &m_notAsked : &*observation;
}

/// The whole session first: a zone differs from it only in the operands of zones.
ScopeFacts Assessing::scopeFacts(const QString &zone) const
{
    ScopeFacts scope;
    scope.zone = zone;
    const Zone *known = findZone(zone);
    scope.onFace = known && known->onFace;
    const auto inZone = m_facts.inZone.constFind(zone);
    const QStringList &operands = m_ruleSet.operands();
    scope.observations = m_whole.observations;
    if (scope.observations.empty()) {
        scope.observations.reserve(static_cast<size_t>(operands.size()));
        for (const QString &operand : operands)
            scope.observations.push_back(operand == missingOperand ? &m_missing
                                                                   : found(m_facts.patient, operand));
    }
    for (int i = 0; inZone != m_facts.inZone.constEnd() && i < operands.size(); ++i) {
        if (m_ruleSet.isZoneOperand(i))
            scope.observations[static_cast<size_t>(i)] = found(*inZone, operands.at(i));
    }
    return scope;
}

QList<Finding> Assessing::findings()
{
    for (const auto &rule : m_ruleSet.rules())
        judge(raised(rule));
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding &left, const Finding &right) {
        return left.severity() < right.severity();
    });
    return std::move(m_findings);
}

/// The label of the device in use may raise a severity, never lower one (domain.md §1.2).
std::shared_ptr<const Rule> Assessing::raised(const std::shared_ptr<const Rule> &rule) const
{
    if (rule->severity == Severity::Absolute || !m_facts.deviceContraindications.contains(rule->code))
        return rule;
    Rule absolute = *rule;
    absolute.severity = Severity::Absolute;
    if (absolute.settledBy == SettledBy::Decision)
        absolute.settledBy = SettledBy::Facts;
    absolute.raisedBy = m_facts.deviceLabel;
    return std::make_shared<const Rule>(absolute);
}

/// What holds whatever the zone is one finding for all of them; otherwise each zone is judged by itself.
void Assessing::judge(const std::shared_ptr<const Rule> &rule)
{
    const Truth whatever = m_evaluation.evaluate(rule->condition, m_whole);
    if (rule->readsZone && whatever == Truth::Unknown && !m_zones.empty()) {
        judgeZones(rule);
        return;
    }
    const bool aboutZones = rule->scope.contains(u'A');
    add(rule, whatever, {&m_whole}, aboutZones ? m_facts.zones : QStringList());
}

void Assessing::judgeZones(const std::shared_ptr<const Rule> &rule)
{
    Scopes fired;
    Scopes unknown;
    QStringList firedZones;
    QStringList unknownZones;
    for (const ScopeFacts &zone : m_zones) {
        const ScopeFacts &from = cause(*rule, zone);
        const Truth outcome = m_evaluation.evaluate(rule->condition, from);
        if (outcome == Truth::True) {
            fired.push_back(&from);
            firedZones << zone.zone;
        } else if (outcome == Truth::Unknown) {
            unknown.push_back(&from);
            unknownZones << zone.zone;
        }
    }
    if (rule->together && !fired.empty()) {
        add(rule, Truth::True, fired, firedZones);
        return;
    }
    for (size_t i = 0; i < fired.size(); ++i)
        add(rule, Truth::True, {fired[i]}, {firedZones.at(static_cast<qsizetype>(i))},
            firedZones.at(static_cast<qsizetype>(i)));
    if (!unknown.empty())
        add(rule, Truth::Unknown, unknown, unknownZones);
    if (fired.empty() && unknown.empty())
        add(rule, Truth::False, {&m_zones.front()}, m_facts.zones);
}

/// The scope whose facts count for a zone: what a whole-face rule finds in one facial zone counts for all of
/// them.
const ScopeFacts &Assessing::cause(const Rule &rule, const ScopeFacts &scope) const
{
    if (!rule.wholeFace || !scope.onFace)
        return scope;
    const auto found = [&](const ScopeFacts &other) {
        return other.onFace && m_evaluation.evaluate(rule.condition, other) == Truth::True;
    };
    if (found(scope))
        return scope;
    if (const auto here = std::find_if(m_zones.begin(), m_zones.end(), found); here != m_zones.end())
        return *here;
    const auto there = std::find_if(m_examined.begin(), m_examined.end(), found);
    return there == m_examined.end() ? scope : *there;
}

void Assessing::add(const std::shared_ptr<const Rule> &rule, Truth truth, const Scopes &causes,
                    const QStringList &zones, const QString &zone)
{
    if (m_decided != nullptr && truth == Truth::False)
        return;
    Finding finding;
    finding.rule = rule;
    finding.zone = zone;
    finding.zones = zones;
    tell(finding, truth, causes);
    stopPlan(causes, finding, truth);
    m_findings << std::move(finding);
}

/// The outcome, and the facts that made it so.
void Assessing::tell(Finding &finding, Truth truth, const Scopes &causes) const
{
    const std::shared_ptr<const Rule> &rule = finding.rule;
    if (m_decided != nullptr && truth == Truth::True) {
        finding.outcome = Outcome::Fired;
        if (m_decided->contains(rule->code))
            finding.factsDigest = digest(*rule, causes);
        return;
    }
    const bool oneIsEnough = truth == Truth::True && rule->together; // the others are like it, and named in zones
    for (const ScopeFacts *scope : oneIsEnough ? Scopes{causes.front()} : causes)
        m_evaluation.explain(rule->condition, *scope, finding.evidence);
    if (truth == Truth::True) {
        finding.outcome = Outcome::Fired;
        finding.factsDigest = digest(*rule, causes);
        finding.window = windowOf(*rule, causes);
    } else if (truth == Truth::Unknown) {
        const bool onlyStale = std::all_of(finding.evidence.begin(), finding.evidence.end(),
                                           [](const Evidence &evidence) { return evidence.outOfDate; });
        finding.outcome = onlyStale ? Outcome::OutOfDate : Outcome::NotKnown;
    }
}

/// The last window of all zones; nothing while one zone's does not end by time.
std::optional<Window> Assessing::windowOf(const Rule &rule, const Scopes &causes) const
{
    std::optional<Window> last;
    for (const ScopeFacts *scope : causes) {
        const auto window = m_evaluation.windowOf(rule.condition, *scope);
        if (!window)
            return std::nullopt;
        if (!last || last->end() < window->end())
            last = window;
    }
    return last;
}

/// A product that is forbidden stops the session where it is planned, or where that is not known.
void Assessing::stopPlan(const Scopes &causes, Finding &finding, Truth truth) const
{
    const auto &planned = finding.rule->planned;
    if (truth == Truth::False || !planned)
        return;
    for (const ScopeFacts *scope : causes) {
        if (m_evaluation.evaluate(*planned, *scope) == Truth::False)
            continue;
        if (!finding.stopsPlan && (m_decided == nullptr || truth == Truth::Unknown))
            m_evaluation.explain(*planned, *scope, finding.evidence);
        finding.stopsPlan = true;
    }
}

QString Assessing::digest(const Rule &rule, const Scopes &scopes) const
{
    QJsonObject values;
    for (const int operand : rule.operands) {
        const QString name = m_ruleSet.operands().at(operand);
        for (const ScopeFacts *scope : scopes) {
            const QString key = m_ruleSet.isZoneOperand(operand) ? scope->zone + u'/' + name : name;
            values.insert(key, valueJson(*scope->observations[static_cast<size_t>(operand)]));
        }
    }
    if (!rule.setByPractice.isEmpty()) // what the practice changes in a rule reopens what was decided on it
        values.insert(u"rule"_s, rule.setByPractice);
    return documentDigest(canonicalJson(values));
}

QStringList missingFor(const RuleSet &ruleSet, const QStringList &missing)
{
    QStringList needed;
    for (const QString &operand : missing) {
        if (operand == u"PL-AREAS" || ruleSet.reads(operand))
            needed << operand;
    }
    return needed;
}

/// Without a device of the registry its label is not known: what reads it could not be checked.
QStringList withoutDevice(const RuleSet &ruleSet)
{
    QStringList codes;
    for (const auto &rule : ruleSet.rules()) {
        if (std::any_of(rule->operands.begin(), rule->operands.end(), [&](int operand) {
                const QString &name = ruleSet.operands().at(operand);
                return name.startsWith(u"PL-DEPTH.over-") || name.startsWith(u"PL-DEVICE.outside-");
            }))
            codes << rule->code;
    }
    return codes;
}

} // namespace

QString outcomeName(Outcome outcome)
{
    return nameIn(outcomes, outcome);
}

QList<Finding> Assessment::withOutcome(Outcome outcome) const
{
    QList<Finding> chosen;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(chosen),
                 [&](const Finding &finding) { return finding.outcome == outcome; });
    return chosen;
}

const Finding *Assessment::find(const QString &rule, const QString &zone) const
{
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding &finding) {
        return finding.rule->code == rule && finding.zone == zone;
    });
    return found == findings.end() ? nullptr : &*found;
}

namespace {

Assessment assessed(const RuleSet &ruleSet, const Facts &facts, const QSet<QString> *decided)
{
    Assessment assessment;
    assessment.ruleSetVersion = ruleSet.version();
    assessment.session = facts.session;
    assessment.notYetChecked = ruleSet.notYetChecked();
    if (facts.plan.deviceProduct.isNull())
        assessment.notYetChecked += withoutDevice(ruleSet);
    assessment.missingRequired = missingFor(ruleSet, facts.missingRequired);
    assessment.findings = Assessing(ruleSet, facts, assessment.missingRequired, decided).findings();
    return assessment;
}

} // namespace

Assessment assess(const RuleSet &ruleSet, const Facts &facts)
{
    return assessed(ruleSet, facts, nullptr);
}

Assessment assessStanding(const RuleSet &ruleSet, const Facts &facts, const QSet<QString> &decided)
{
    return assessed(ruleSet, facts, &decided);
}

} // namespace dermis
