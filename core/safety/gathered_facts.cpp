#include "core/base/clock.h"
#include "core/safety/gathered_plan.h"
#include "core/safety/safety_record.h"
#include "core/safety/zones.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Builds a Facts from a response, the list of allergies, the plan and the decisions.
class Gathering
{
public:
    Gathering(const Questionnaire &questionnaire, const AnswerSet &answers, const Plan &plan, const QDate &today,
              const SafetyBasis &basis, bool withWords);

    void addAnswers();
    void addZones();
    void addPerson(const Patient &person);
    void addAllergies(const QList<Allergy> &known, const AllergyState &state);
    void addAntiviral(const QList<Decision> &decisions);
    void addConsent(const SafetyRecord &record);
    void addDay(const SafetyRecord &record);
    void addOpenEvents(const QStringList &openIn);
    void addLastNeedling(const QMap<QString, QList<QDate>> &needled);
    Facts take();

private:
    void addQuestions(const QList<Item> &items);
    void addExamined(const FactMap &area, const QList<Item> &questions);
    void addPlanned(const PlannedZone &planned);
    Observation observe(const Item &item, Fact fact);
    bool isOutOfDate(const Item &item, const QDateTime &answeredAt);
    void require(const Item &item, const Observation &observation);
    Observation allergiesAsked(const AllergyState &state, bool anyNamed);
    void put(const QString &operand, Fact::State state, const QList<AnswerValue> &values);

    const Questionnaire &m_questionnaire;
    const AnswerSet &m_answers;
    const QMap<StaffId, QString> &m_staff;
    const SubstanceCatalogue &m_substances;
    const Shelf &m_shelf;
    QDate m_today;
    bool m_withWords;
    QDateTime m_newestForSession;
    Facts m_facts;
};

Gathering::Gathering(const Questionnaire &questionnaire, const AnswerSet &answers, const Plan &plan, const QDate &today,
                     const SafetyBasis &basis, bool withWords)
    : m_questionnaire(questionnaire)
    , m_answers(answers)
    , m_staff(basis.staff)
    , m_substances(basis.substances)
    , m_shelf(basis.shelf)
    , m_today(today)
    , m_withWords(withWords)
{
    m_facts.patient.reserve(questionnaire.inOrder().size() + derivedOperands().size());
    m_facts.session = plan.sessionDate(today);
    m_facts.gatheredOn = today;
    m_facts.plan = plan;
}

/// What is asked "for this session" may be asked ahead of it, on the day the sheet is made; on the day itself
/// it is asked again.
bool Gathering::isOutOfDate(const Item &item, const QDateTime &answeredAt)
{
    if (!answeredAt.isValid())
        return false;
    const bool forSession = item.shelfLife.kind == ShelfLife::Kind::Session;
    if (forSession && (!m_newestForSession.isValid() || m_newestForSession < answeredAt))
        m_newestForSession = answeredAt;
    return isExpired(item, answeredAt, forSession ? std::min(m_today, m_facts.session) : m_facts.session);
}

Observation Gathering::observe(const Item &item, Fact fact)
{
    Observation observation{std::move(fact), false, item.text, {}};
    observation.askedBy = m_staff.value(observation.fact.answeredBy);
    if (observation.fact.isKnown() && observation.fact.isCode(u"unknown")) { // chosen from the list: asked, and not known
        observation.fact.state = Fact::State::Unsure;
        observation.fact.values.clear();
    }
    observation.outOfDate = observation.fact.isKnown() && isOutOfDate(item, observation.fact.answeredAt);
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
            const Observation observation = observe(item, m_answers.fact(item));
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
}

/// By the newest signed sheet that covers this plan on that day.
void Gathering::addConsent(const SafetyRecord &record)
{
    const auto covering = std::ranges::find_if(record.covers, [&](const ConsentCover &cover) {
        return notCovered(cover, m_facts.plan, record.decisions, m_facts.session).isEmpty();
    });
    const bool isCovered = covering != record.covers.end();
    m_facts.set(u"PL-CONSENT"_s, isCovered);
    m_facts.set(u"PL-CONSENT.guardian"_s, isCovered && covering->guardian);
    m_facts.set(u"PL-CONSENT.child"_s, isCovered && covering->child);
}

/// The list stands above the intake's yes or no; a yes without a name leaves the question open.
Observation Gathering::allergiesAsked(const AllergyState &state, bool anyNamed)
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
        m_facts.newestForSession = state.confirmedOn;
        asked.fact.answeredAt = QDateTime(state.confirmedOn, QTime(12, 0), Qt::UTC);
        asked.askedBy = state.confirmedByName;
    } else if (!intakeFresh && state.asked == AllergyAsked::AskedUnknown) {
        asked.fact.state = Fact::State::Unsure;
    }
    return asked;
}

void Gathering::addAllergies(const QList<Allergy> &known, const AllergyState &state)
{
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
    addPlanOperands(m_facts, {m_shelf, m_substances, known, asked, m_withWords});
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

/// What was noted on the day of the session (domain.md §2.4): MN-ANA-14, MN-INF-15 and MN-DEV-06 read it.
void Gathering::addDay(const SafetyRecord &record)
{
    const auto noted = [&](const QString &code) {
        const auto found = std::find_if(record.precautions.begin(), record.precautions.end(), [&](const Precaution &one) {
            return one.day == m_facts.session && one.code == code;
        });
        return found == record.precautions.end() ? nullptr : &*found;
    };
    const Precaution *on = noted(u"ANAES-ON"_s);
    const Precaution *off = noted(u"IP-06"_s);
    m_facts.set(u"SE-ANAES.left-on"_s, on != nullptr && (off == nullptr || off->at < on->at));
    const Precaution *needle = noted(u"IP-02"_s);
    m_facts.set(u"SE-NEEDLE.unfit"_s, needle != nullptr && !needle->yes);
    const Precaution *cleaned = noted(u"IP-04"_s);
    const bool usedToday = record.handpieceUsed.isValid() && clinicTime(record.handpieceUsed).date() == m_facts.session;
    m_facts.set(u"SE-DEVICE.unclean"_s, usedToday && (cleaned == nullptr || cleaned->at < record.handpieceUsed));
}

/// Whether a reaction is open in each planned zone; one without a zone is open everywhere.
void Gathering::addOpenEvents(const QStringList &openIn)
{
    for (const QString &zone : m_facts.inZone.keys())
        m_facts.setInZone(zone, u"Q-AE-OPEN"_s, openIn.contains(zone) || openIn.contains(QString()));
}

/// The day on which each zone was last needled by our own record; a zone that never was is not asked for.
void Gathering::addLastNeedling(const QMap<QString, QList<QDate>> &needled)
{
    for (const QString &zone : m_facts.inZone.keys()) {
        QDate last;
        for (const QDate &day : needled.value(zone)) {
            if (day < m_facts.session && (!last.isValid() || day > last))
                last = day;
        }
        m_facts.setInZone(zone, u"Q-MN-LAST"_s, false);
        Fact &fact = m_facts.inZone[zone][u"Q-MN-LAST"_s].fact;
        fact.state = last.isValid() ? Fact::State::Answered : Fact::State::NotApplicable;
        fact.values = last.isValid() ? QList<AnswerValue>{PartialDate(last)} : QList<AnswerValue>();
    }
}

Facts Gathering::take()
{
    if (m_newestForSession.isValid())
        m_facts.newestForSession = std::max(m_facts.newestForSession, clinicDay(m_newestForSession));
    return std::move(m_facts);
}

} // namespace

Facts gatherFacts(const SafetyBasis &basis, const SafetyRecord &record, const Plan &plan, const QDate &today)
{
    return gatherFacts(basis, record, AnswerSet(record.form, record.answers), plan, today);
}

Facts gatherFacts(const SafetyBasis &basis, const SafetyRecord &record, const AnswerSet &answers, const Plan &plan,
                  const QDate &today, bool withWords)
{
    Gathering gathering(record.form, answers, plan, today, basis, withWords);
    gathering.addAnswers();
    gathering.addZones();
    gathering.addPerson(record.person);
    gathering.addAllergies(knownAllergies(record, answers, basis.substances), record.allergyState);
    gathering.addOpenEvents(record.openEventZones);
    gathering.addLastNeedling(record.needled);
    gathering.addAntiviral(record.decisions);
    gathering.addConsent(record);
    gathering.addDay(record);
    return gathering.take();
}

} // namespace dermis
