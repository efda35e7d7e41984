#include "core/safety/gathered_plan.h"

#include "core/safety/authorised_uses.h"
#include "core/safety/plan_limits.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Builds the operands of one plan.
class PlanGathering
{
public:
    PlanGathering(Facts &facts, const PlanBasis &basis);
    void addProducts();
    void addAllergies();
    void addAnaesthetic();
    void addDevice();

private:
    void put(const QString &operand, Fact::State state, const QList<AnswerValue> &values = {});
    void putNumber(const QString &operand, const std::optional<double> &number);
    void putAbove(const PlannedZone &planned, const QString &operand, const std::optional<double> &bound,
                  Fact::State withoutBound);
    void addAuthorisation(const DeviceProfile &profile);
    void addUse(const PlannedZone &planned, const QList<AuthorisedUse> &uses);
    bool allReadable() const;
    std::optional<int> age() const;

    Facts &m_facts;
    const PlanBasis &m_basis;
    QList<PlannedUse> m_uses;
};

const QStringList anaestheticOperands{u"PL-ANAES.area"_s,     u"PL-ANAES.at-home"_s, u"PL-ANAES.category"_s, u"PL-ANAES.grams"_s,
                                      u"PL-ANAES.limits"_s,   u"PL-ANAES.minutes"_s, u"PL-ANAES.over"_s};

Decimal decimal(double number)
{
    return {QString::number(number), number};
}

PlanGathering::PlanGathering(Facts &facts, const PlanBasis &basis)
    : m_facts(facts)
    , m_basis(basis)
    , m_uses(plannedUses(facts.plan, basis.shelf, basis.allergies, basis.substances, facts.session))
{
    m_facts.products = m_uses;
}

void PlanGathering::put(const QString &operand, Fact::State state, const QList<AnswerValue> &values)
{
    m_facts.set(operand, false);
    m_facts.patient[operand].fact.state = state;
    m_facts.patient[operand].fact.values = values;
}

void PlanGathering::putNumber(const QString &operand, const std::optional<double> &number)
{
    if (number)
        m_facts.set(operand, decimal(*number));
    else
        put(operand, Fact::State::NotAsked);
}

bool PlanGathering::allReadable() const
{
    return std::all_of(m_uses.begin(), m_uses.end(), [](const PlannedUse &use) {
        return use.isInstrument() || use.shelved.isReadable();
    });
}

/// MN-DEV-05 speaks of what may not be used; a lot that is used up is only not there.
bool isUnfit(const PlannedUse &use)
{
    const bool isLotUnfit = std::any_of(use.lotProblems.begin(), use.lotProblems.end(),
                                        [](LotProblem problem) { return problem != LotProblem::UsedUp; });
    return isLotUnfit || use.has(GateProblem::Withdrawn) || use.has(GateProblem::Recalled)
           || use.has(GateProblem::NotSterile) || use.has(GateProblem::NotSingleUse);
}

void PlanGathering::addProducts()
{
    QList<AnswerValue> unfit;
    QList<AnswerValue> unreadable;
    QList<AnswerValue> notNeedled;
    QList<AnswerValue> substances;
    QList<AnswerValue> families;
    for (const PlannedUse &use : m_uses) {
        const bool needled = use.phase == ProductPhase::Before || use.phase == ProductPhase::During;
        if (isUnfit(use))
            unfit << use.problemWords();
        if (needled && use.has(GateProblem::StatusForbids))
            notNeedled << use.problemWords();
        if (use.phase == ProductPhase::During && !use.isInstrument() && !use.shelved.isReadable())
            unreadable << use.title();
        for (const Ingredient &ingredient : use.shelved.ingredients) {
            for (const QString &key : m_basis.substances.withMembers(ingredient.substance)) {
                const Substance *substance = m_basis.substances.find(key);
                if (substance == nullptr)
                    continue;
                const QString words = m_basis.withWords ? u"%1 in %2"_s.arg(substance->name, use.title()) : QString();
                substances << Coding{{}, key, words};
                families << Coding{{}, substance->family, words};
            }
        }
    }
    put(u"PL-PROD.unfit"_s, Fact::State::Answered, unfit);
    put(u"PL-PROD.not-needled"_s, Fact::State::Answered, notNeedled);
    put(u"PL-PROD.unreadable"_s, Fact::State::Answered, unreadable);
    const Fact::State read = allReadable() ? Fact::State::Answered : Fact::State::NotAsked;
    put(u"PL-PROD.substance"_s, read, allReadable() ? substances : QList<AnswerValue>());
    put(u"PL-PROD.family"_s, read, allReadable() ? families : QList<AnswerValue>());
    m_facts.set(u"PL-BLOOD"_s, m_facts.plan.bloodProduct);
}

/// What was found counts; that there is nothing more is known only where allergies were asked and labels are
/// read.
void PlanGathering::addAllergies()
{
    QList<AnswerValue> same;
    QList<AnswerValue> related;
    bool isProductPlanned = false;
    for (const PlannedUse &use : m_uses) {
        isProductPlanned |= !use.isInstrument();
        for (const IngredientFinding &finding : use.allergies) {
            const QString words = u"%1: %2"_s.arg(use.title(), allergyWords(finding));
            if (finding.verdict == AllergyVerdict::Same)
                same << words;
            else if (finding.verdict != AllergyVerdict::Weak)
                related << words;
        }
    }
    const bool hasAllergies = std::any_of(m_basis.allergies.begin(), m_basis.allergies.end(), [](const Allergy &allergy) {
        return allergy.status == AllergyStatus::Active;
    });
    const bool unread = hasAllergies && !allReadable();
    for (const auto &[operand, found] : {std::pair(u"PL-PROD.same"_s, same), std::pair(u"PL-PROD.related"_s, related)}) {
        put(operand, Fact::State::Answered, found);
        Observation &observation = m_facts.patient[operand];
        if (!found.isEmpty() || !isProductPlanned)
            continue;
        if (unread)
            observation.fact.state = Fact::State::NotAsked;
        else if (!m_basis.asked.isKnown()) {
            observation.fact.state = m_basis.asked.fact.state;
            observation.fact.answeredAt = m_basis.asked.fact.answeredAt;
            observation.outOfDate = m_basis.asked.outOfDate;
            observation.askedBy = m_basis.asked.askedBy;
        }
    }
}

std::optional<int> PlanGathering::age() const
{
    const auto years = m_facts.patient.value(u"Q-AGE"_s).fact.number();
    return years ? std::optional(static_cast<int>(*years)) : std::nullopt;
}

void PlanGathering::addAnaesthetic()
{
    const auto &planned = m_facts.plan.anaesthetic;
    m_facts.set(u"PL-ANAES"_s, planned.has_value());
    for (const QString &operand : anaestheticOperands)
        put(operand, planned ? Fact::State::NotAsked : Fact::State::NotApplicable);
    if (!planned)
        return;
    putNumber(u"PL-ANAES.area"_s, planned->areaCm2);
    putNumber(u"PL-ANAES.grams"_s, planned->grams);
    putNumber(u"PL-ANAES.minutes"_s, planned->minutes);
    if (planned->atHome)
        m_facts.set(u"PL-ANAES.at-home"_s, *planned->atHome);
    const auto shelved = m_basis.shelf.constFind(planned->product);
    if (shelved == m_basis.shelf.constEnd())
        return;
    const QString category = categoryName(shelved->product.category);
    m_facts.set(u"PL-ANAES.category"_s, Coding{{}, category, category});
    const AnaestheticLimits *limits = limitsOf(shelved->product);
    if (limits != nullptr)
        m_facts.set(u"PL-ANAES.limits"_s, Coding{{}, limits->key, limits->name});
    const auto over = overLimits(*planned, shelved->product, age());
    if (!over)
        return;
    put(u"PL-ANAES.over"_s, Fact::State::Answered);
    for (const QString &words : *over)
        m_facts.patient[u"PL-ANAES.over"_s].fact.values << words;
}

/// How much deeper than a bound of the device; nothing is above a bound that its label does not state.
void PlanGathering::putAbove(const PlannedZone &planned, const QString &operand, const std::optional<double> &bound,
                             Fact::State withoutBound)
{
    m_facts.setInZone(planned.zone, operand, false);
    Fact &fact = m_facts.inZone[planned.zone][operand].fact;
    fact.values.clear();
    fact.state = !bound ? withoutBound : planned.depthMm ? Fact::State::Answered : Fact::State::NotAsked;
    if (fact.isKnown())
        fact.values << decimal(qRound((*planned.depthMm - *bound) * 1000) / 1000.0);
}

/// Whether a planned zone is outside what the device is authorised for; nothing is where its label is not read for it.
void PlanGathering::addUse(const PlannedZone &planned, const QList<AuthorisedUse> &uses)
{
    const auto phototype = m_facts.patient.value(u"Q-FST"_s);
    QList<AuthorisedUse> here;
    std::copy_if(uses.begin(), uses.end(), std::back_inserter(here), [&](const AuthorisedUse &use) { return covers(use, planned); });
    const bool isLimited = !here.isEmpty() && std::none_of(here.begin(), here.end(), [](const AuthorisedUse &use) { return use.phototypes.isEmpty(); });
    const bool isTested = std::any_of(here.begin(), here.end(), [&](const AuthorisedUse &use) {
        return std::any_of(use.phototypes.begin(), use.phototypes.end(), [&](const QString &one) { return phototype.fact.code() == one; });
    });
    m_facts.setInZone(planned.zone, u"PL-DEVICE.outside-uses"_s, here.isEmpty());
    m_facts.setInZone(planned.zone, u"PL-DEVICE.outside-phototypes"_s, isLimited && !isTested);
    const auto leaveOut = [&](const QString &operand, Fact::State state) {
        Fact &fact = m_facts.inZone[planned.zone][operand].fact;
        fact.state = state;
        fact.values.clear();
    };
    if (uses.isEmpty() || !planned.target)
        leaveOut(u"PL-DEVICE.outside-uses"_s, uses.isEmpty() ? Fact::State::NotApplicable : Fact::State::NotAsked);
    if (!isLimited)
        leaveOut(u"PL-DEVICE.outside-phototypes"_s, Fact::State::NotApplicable);
    else if (!phototype.isKnown())
        leaveOut(u"PL-DEVICE.outside-phototypes"_s, Fact::State::NotAsked);
}

void PlanGathering::addAuthorisation(const DeviceProfile &profile)
{
    for (const PlannedZone &planned : m_facts.plan.zones)
        addUse(planned, profile.authorisedUses);
    if (!profile.minimumAge)
        put(u"PL-DEVICE.too-young"_s, Fact::State::NotApplicable);
    else if (const auto years = age())
        m_facts.set(u"PL-DEVICE.too-young"_s, *years < *profile.minimumAge);
    else
        put(u"PL-DEVICE.too-young"_s, Fact::State::NotAsked);
}

void PlanGathering::addDevice()
{
    static const QStringList types{u"roller"_s, u"stamp"_s, u"motorised pen"_s, u"radiofrequency"_s};
    const auto device = m_basis.shelf.constFind(m_facts.plan.deviceProduct);
    const bool isKnown = device != m_basis.shelf.constEnd();
    const DeviceProfile profile = isKnown ? device->product.device : DeviceProfile();
    for (const PlannedZone &planned : m_facts.plan.zones) {
        putAbove(planned, u"PL-DEPTH.over-maximum"_s, profile.maximumDepthMm,
                 isKnown ? Fact::State::NotAsked : Fact::State::NotApplicable);
        putAbove(planned, u"PL-DEPTH.over-tested"_s, profile.evaluatedDepthMm, Fact::State::NotApplicable);
    }
    addAuthorisation(profile);
    const QString type = profile.type.trimmed().toLower();
    if (types.contains(type))
        m_facts.set(u"PL-DEVICE.type"_s, Coding{{}, type, type});
    else
        put(u"PL-DEVICE.type"_s, Fact::State::NotAsked);
    if (isKnown && !profile.contraindications.isEmpty()) {
        m_facts.deviceLabel = device->product.title();
        m_facts.deviceContraindications = profile.contraindications;
    }
}

QString overWords(const QString &what, double planned, double most, const QString &unit)
{
    return u"%1 %2 %3, at most %4 %3"_s.arg(what, QString::number(planned), unit, QString::number(most));
}

} // namespace

std::optional<QStringList> overLimits(const PlannedAnaesthetic &planned, const Product &product, std::optional<int> age)
{
    const AnaestheticLimits *limits = limitsOf(product);
    const AnaestheticTier *tier = limits != nullptr && age ? limits->at(*age) : nullptr;
    if (tier == nullptr)
        return std::nullopt;
    QStringList over;
    if (planned.grams > tier->grams)
        over << overWords(u"cream"_s, *planned.grams, tier->grams, u"g"_s);
    if (planned.areaCm2 > tier->cm2)
        over << overWords(u"area"_s, *planned.areaCm2, tier->cm2, u"cm²"_s);
    if (planned.minutes > tier->minutes)
        over << overWords(u"time"_s, *planned.minutes, tier->minutes, u"min"_s);
    const bool complete = planned.grams && planned.areaCm2 && planned.minutes;
    return over.isEmpty() && !complete ? std::nullopt : std::optional(over);
}

void addPlanOperands(Facts &facts, const PlanBasis &basis)
{
    PlanGathering gathering(facts, basis);
    gathering.addProducts();
    gathering.addAllergies();
    gathering.addAnaesthetic();
    gathering.addDevice();
}

} // namespace dermis
