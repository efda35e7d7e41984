#include "core/base/clock.h"
#include "core/safety/gathered_plan.h"
#include "core/safety/intake_allergies.h"
#include "core/safety/safety_record.h"
#include "core/safety/zones.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Builds a Facts from a response, the list of allergies, the plan and the decisions.
class Gathering
{
public:
    Gathering(const Questionnaire &questionnaire, const Response &response, const Plan &plan,
              const QDate &today, const SafetyBasis &basis);

    void addAnswers();
    void addZones();
    void addPerson(const Patient &person);
    void addAllergies(const QList<Allergy> &listed, const AllergyState &state);
    void addAntiviral(const QList<Decision> &decisions);
    Facts take() { return std::move(m_facts); }

private:
    void addQuestions(const QList<Item> &items);
    void addExamined(const FactMap &area, const QList<Item> &questions);
    void addPlanned(const PlannedZone &planned);
    Observation observe(const Item &item, const Fact &fact) const;
    bool isOutOfDate(const Item &item, const QDateTime &answeredAt) const;
    void require(const Item &item, const Observation &observation);
    Observation allergiesAsked(const AllergyState &state, bool anyNamed) const;
    void put(const QString &operand, Fact::State state, const QList<AnswerValue> &values);

    const Questionnaire &m_questionnaire;
    AnswerSet m_answers;
    const QMap<StaffId, QString> &m_staff;
    const SubstanceCatalogue &m_substances;
    const Shelf &m_shelf;
    QDate m_today;
    Facts m_facts;
};

Gathering::Gathering(const Questionnaire &questionnaire, const Response &response, const Plan &plan,
                     const QDate &today, const SafetyBasis &basis)
    : m_questionnaire(questionnaire)
    , m_answers(questionnaire, response)
    , m_staff(basis.staff)
    , m_substances(basis.substances)
    , m_shelf(basis.shelf)
    , m_today(today)
{
    m_facts.session = plan.sessionDate(today);
    m_facts.plan = plan;
}

/// What is asked "for this session" may be asked ahead of it, on the day the sheet is made; on the day itself
/// it is asked again.
bool Gathering::isOutOfDate(const Item &item, const QDateTime &answeredAt) const
{
    if (!answeredAt.isValid())
        return false;
    const bool forSession = item.shelfLife.kind == ShelfLife::Kind::Session;
    return isExpired(item, answeredAt, forSession ? std::min(m_today, m_facts.session) : m_facts.session);
}

Observation Gathering::observe(const Item &item, const Fact &fact) const
{
    Observation observation{fact, false, item.text, m_staff.value(fact.answeredBy)};
    if (fact.isKnown() && fact.code() == u"unknown") { // chosen from the list: asked, and not known
        observation.fact.state = Fact::State::Unsure;
        observation.fact.values.clear();
    }
    observation.outOfDate = observation.fact.isKnown() && isOutOfDate(item, fact.answeredAt);
    return observation;
}

void Gathering::require(const Item &item, const Observation &observation)
{
    const bool missing = observation.fact.state == Fact::State::NotAsked || observation.outOfDate;
    if (item.required && missing && !m_facts.missingRequired.contains(item.linkId))
        m_facts.missingRequired << item.linkId;
}

void Gathering::addQuestions(const QList<Item> &items)
{
    for (const Item &item : items) {
        if (item.type == ItemType::Group && item.repeats)
            continue;
        if (item.isQuestion()) {
            const Observation observation = observe(item, m_answers.fact(item.linkId));
            m_facts.patient.insert(item.linkId, observation);
            require(item, observation);
        }
        addQuestions(item.children);
    }
}

void Gathering::addAnswers()
{
    addQuestions(m_questionnaire.items());
}

Observation sumOf(const Observation &left, const Observation &right)
{
    const auto first = left.fact.number();
    const auto second = right.fact.number();
    Observation sum = left.isKnown() ? right : left;
    if (first && second)
        sum.fact.values = {AnswerValue(static_cast<qint64>(*first + *second))};
    return sum;
}

void Gathering::addExamined(const FactMap &area, const QList<Item> &questions)
{
    const QString zone = area.value(u"X-AREA.zone"_s).code();
    if (zone.isEmpty())
        return;
    auto &observations = m_facts.inZone[zone];
    for (const Item &item : questions) {
        Observation observation = observe(item, area.value(item.linkId));
        if (observations.value(item.linkId).isKnown()) // the zone was examined in two entries: both count
            observation.fact.values += observations.value(item.linkId).fact.values;
        observations.insert(item.linkId, observation);
        require(item, observation);
    }
    observations.insert(u"X-AREA.spots"_s, sumOf(observations.value(u"X-AREA.papules"_s),
                                                 observations.value(u"X-AREA.pustules"_s)));
}

void Gathering::addPlanned(const PlannedZone &planned)
{
    if (planned.target)
        m_facts.setInZone(planned.zone, u"PL-TARGET"_s, Coding{{}, targetName(*planned.target), {}});
    if (planned.depthMm)
        m_facts.setInZone(planned.zone, u"PL-DEPTH"_s,
                          Decimal{QString::number(*planned.depthMm), *planned.depthMm});
    if (planned.weakerResponse)
        m_facts.setInZone(planned.zone, u"PL-WEAKER"_s, *planned.weakerResponse);
}

void Gathering::addZones()
{
    const Item *group = m_questionnaire.find(u"X-AREA"_s);
    const QList<Item> questions = group ? group->children : QList<Item>();
    for (const FactMap &area : m_answers.group(u"X-AREA"_s))
        addExamined(area, questions);
    const QStringList examined = m_facts.inZone.keys();
    for (const PlannedZone &planned : m_facts.plan.zones) {
        m_facts.zones << planned.zone;
        addPlanned(planned);
        if (examined.contains(planned.zone))
            continue;
        for (const Item &item : questions) {
            const Observation observation = observe(item, Fact());
            m_facts.inZone[planned.zone].insert(item.linkId, observation);
            if (item.linkId == u"X-AREA.findings")
                require(item, observation);
        }
    }
    if (m_facts.zones.isEmpty()) {
        m_facts.zones = examined;
        m_facts.missingRequired << u"PL-AREAS"_s;
    }
    for (const QString &zone : m_facts.inZone.keys()) {
        const Zone *known = findZone(zone);
        m_facts.setInZone(zone, u"ZONE"_s, Coding{{}, zone, zoneName(zone)});
        m_facts.setInZone(zone, u"ZONE.on-face"_s, known && known->onFace);
    }
}

void Gathering::put(const QString &operand, Fact::State state, const QList<AnswerValue> &values)
{
    m_facts.set(operand, false);
    m_facts.patient[operand].fact.state = state;
    m_facts.patient[operand].fact.values = values;
}

void Gathering::addPerson(const Patient &person)
{
    if (person.birthDate.isValid())
        m_facts.set(u"Q-AGE"_s, static_cast<qint64>(ageOn(person.birthDate, m_facts.session)));
    else
        m_facts.missingRequired << u"Q-AGE"_s;
    m_facts.set(u"Q-INTERP"_s, person.interpreterNeeded);
    m_facts.set(u"IP-08"_s, m_facts.plan.latexFreeSet);
    for (const QString &consent : {u"PL-CONSENT"_s, u"PL-CONSENT.guardian"_s, u"PL-CONSENT.child"_s})
        m_facts.set(consent, false);
}

/// The list stands above the intake's yes or no; a yes without a name leaves the question open.
Observation Gathering::allergiesAsked(const AllergyState &state, bool anyNamed) const
{
    Observation asked = m_facts.patient.value(u"Q-ALG"_s);
    const bool saysYes = asked.fact.yesNo().value_or(false);
    const bool intakeFresh = asked.isKnown() && (!saysYes || anyNamed);
    if (saysYes && !anyNamed) {
        asked.fact.state = Fact::State::NotAsked;
        asked.fact.values.clear();
        asked.outOfDate = false;
    } else if (state.asked == AllergyAsked::Listed || state.asked == AllergyAsked::NoneKnown) {
        asked.fact.state = Fact::State::Answered;
        asked.fact.values = {AnswerValue(Coding{{}, allergyAskedName(state.asked), {}})};
        asked.outOfDate = !intakeFresh && state.confirmedOn < std::min(m_today, m_facts.session);
        asked.fact.answeredAt = QDateTime(state.confirmedOn, QTime(12, 0), Qt::UTC);
        asked.askedBy = state.confirmedByName;
    } else if (!intakeFresh && state.asked == AllergyAsked::AskedUnknown) {
        asked.fact.state = Fact::State::Unsure;
    }
    return asked;
}

void Gathering::addAllergies(const QList<Allergy> &listed, const AllergyState &state)
{
    const QList<Allergy> known = listed + notYetListed(statedAllergies(m_answers, PatientId(), m_substances), listed);
    QList<AnswerValue> substances;
    QList<AnswerValue> serious;
    qint64 unmatched = 0;
    for (const Allergy &allergy : known) {
        unmatched += allergy.isUnmatched() ? 1 : 0;
        const bool isAllergy = allergy.status == AllergyStatus::Active && !allergy.substance.isEmpty() &&
                               allergy.reaction != Reaction::FaintOrPalpitations;
        if (!isAllergy)
            continue;
        const bool isSerious =
            allergy.reaction == Reaction::HivesOrSwelling || allergy.reaction == Reaction::Anaphylaxis;
        for (const QString &substance : m_substances.withMembers(allergy.substance)) {
            substances << Coding{{}, substance, allergy.text};
            if (isSerious)
                serious << substances.last();
        }
    }
    const bool anyNamed = std::any_of(known.begin(), known.end(), [](const Allergy &allergy) {
        return allergy.status != AllergyStatus::Retired;
    });
    const Observation asked = allergiesAsked(state, anyNamed);
    const bool answered = asked.fact.isKnown() || !substances.isEmpty();
    const Fact::State listState = answered ? Fact::State::Answered : asked.fact.state;
    m_facts.patient.insert(u"Q-ALG"_s, asked);
    m_facts.missingRequired.removeAll(u"Q-ALG"_s);
    if (asked.fact.state == Fact::State::NotAsked || asked.outOfDate)
        m_facts.missingRequired << u"Q-ALG"_s;
    put(u"ALLERGY"_s, listState, substances);
    put(u"ALLERGY-SERIOUS"_s, listState, serious);
    m_facts.set(u"Q-ALG-UNM"_s, unmatched);
    addPlanOperands(m_facts, {m_shelf, m_substances, known, asked});
}

void Gathering::addAntiviral(const QList<Decision> &decisions)
{
    const auto latest = std::find_if(decisions.begin(), decisions.end(), [](const Decision &decision) {
        return decision.rule == u"MN-INF-07" && decision.choice.antiviral;
    });
    put(u"ANTIVIRAL"_s, Fact::State::NotApplicable, {});
    put(u"ANTIVIRAL-STARTED"_s, Fact::State::NotApplicable, {});
    if (latest == decisions.end())
        return;
    m_facts.set(u"ANTIVIRAL"_s, latest->choice.antiviral->prophylaxis);
    m_facts.set(u"ANTIVIRAL-STARTED"_s, latest->choice.antiviral->startedAsPrescribed);
}

} // namespace

Facts gatherFacts(const SafetyBasis &basis, const SafetyRecord &record, const Plan &plan, const QDate &today)
{
    Gathering gathering(record.form, record.answers, plan, today, basis);
    gathering.addAnswers();
    gathering.addZones();
    gathering.addPerson(record.person);
    gathering.addAllergies(record.allergies, record.allergyState);
    gathering.addAntiviral(record.decisions);
    return gathering.take();
}

} // namespace dermis
