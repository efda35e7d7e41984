#include "core/clinic/demo.h"

#include "core/access/passwords.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/clinic_file.h"
#include "core/clinic/demo_histories.h"
#include "core/clinic/demo_shelf.h"
#include "core/consents/consent.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_index.h"
#include "core/patients/patient_repository.h"
#include "core/safety/allergy.h"
#include "core/safety/safety_check.h"
#include "core/storage/transaction.h"
#include "core/treatments/intake.h"
#include "core/treatments/session.h"
#include "core/visits/visit_repository.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 batch = 10000;    // patients in one transaction
constexpr int visitsToday = 12;    // the first patients, so that the day's list shows every state
constexpr int sheetsAtMost = 6;    // issued sheets
constexpr int sessionsAtMost = 40; // recorded treatments

NewClinic invented(DemoRandom &salts, const DemoOptions &options)
{
    NewClinic clinic = clinicOf(u"Marula Street Dermatology"_s, u"Dr Thandeka Mabuza"_s);
    clinic.practice.practiceNumber = u"0000000"_s;
    clinic.practice.hpcsaNumber = u"MP 0000000"_s;
    clinic.practice.address = u"12 Marula Street, Demo Park 0001"_s;
    clinic.practice.phone = u"012 555 0100"_s;
    clinic.practice.afterHoursPhone = u"012 555 0199"_s;
    clinic.practice.informationOfficer = u"Dr Thandeka Mabuza"_s;
    clinic.practice.fileNumberPrefix = u"MSD"_s;
    clinic.practice.isDemo = true;
    clinic.staff.first().hpcsaNumber = u"MP 0000000"_s;
    Staff nurse;
    nurse.name = u"Sr Lindiwe Zwane"_s;
    nurse.roles = Role::Nurse;
    Staff reception;
    reception.name = u"Kabelo Moagi"_s;
    reception.roles = Role::Reception;
    clinic.staff << nurse << reception;
    clinic.password = options.password;
    clinic.derivation = options.derivation;
    clinic.saltSource = [&salts] { return salts.bytes(32); };
    return clinic;
}

/// Everything that making the clinic needs at hand.
class DemoMaker
{
public:
    DemoMaker(Database &database, const DemoOptions &options, Actor doctor, StoredQuestionnaire form)
        : m_database(database)
        , m_options(options)
        , m_random(options.seed)
        , m_doctor(std::move(doctor))
        , m_form(std::move(form))
    {
    }

    Result<> signRules();
    Result<> stockShelf();
    Result<> addPeople(const DemoProgress &progress);
    Result<> addHistories();
    Result<> tidy();

private:
    QDateTime at(const QDate &day, int minutes) const
    {
        return QDateTime(day, QTime(6, 0), Qt::UTC).addSecs(minutes * 60);
    }
    Result<> addPerson(Transaction &transaction, qint64 number);
    Result<> addAllergyState(Transaction &transaction, PatientId patient);
    Result<> addPastVisit(Transaction &transaction, PatientId patient);
    Result<> addHistory(qint64 number, PatientId patient);
    Result<> addStory(Transaction &transaction, DemoStory story, PatientId patient, const QDate &day);
    Result<> decide(PatientId patient, const QDateTime &now);
    Result<> issueSheet(PatientId patient, const QDateTime &now);
    Result<> confirmControls(const InfectionPrecautions &precautions, PatientId patient, const QDateTime &now);
    Result<> recordTreatment(PatientId patient, const QDateTime &now);

    Database &m_database;
    DemoOptions m_options;
    DemoRandom m_random;
    Actor m_doctor;
    StoredQuestionnaire m_form;
    QList<PatientId> m_people; // those with full histories
    DemoShelf m_shelf;
    int m_sheets = 0;
    int m_sessions = 0;
};

Result<> DemoMaker::signRules()
{
    auto transaction = TRY(Transaction::begin(m_database, m_doctor, at(m_options.today.addDays(-401), 0)));
    TRY(signOffRuleSet(transaction));
    return transaction.commit();
}

Result<> DemoMaker::stockShelf()
{
    m_shelf = TRY(stockDemoShelf(m_database, m_doctor, at(m_options.today.addDays(-400), 30), m_options.today));
    return {};
}

Result<> DemoMaker::tidy()
{
    auto transaction = TRY(Transaction::begin(m_database, m_doctor, at(m_options.today, 0)));
    TRY(optimizePatientIndex(transaction));
    return transaction.commit();
}

Result<> DemoMaker::addAllergyState(Transaction &transaction, PatientId patient)
{
    const int kind = m_random.below(10);
    if (kind == 0)
        return {}; // never asked
    if (kind > 2) {
        TRY(confirmNoneKnown(transaction, patient));
        return {};
    }
    Allergy allergy;
    allergy.patientId = patient;
    allergy.text = m_random.pick(QStringList{u"penicillin"_s, u"latex"_s, u"nickel"_s, u"chlorhexidine"_s, u"fragrance"_s});
    allergy.reaction = Reaction::Rash;
    allergy.source = u"patient"_s;
    TRY(addAllergy(transaction, allergy));
    return {};
}

Result<> DemoMaker::addPastVisit(Transaction &transaction, PatientId patient)
{
    Visit visit;
    visit.patientId = patient;
    visit.plannedOn = m_options.today.addDays(-1 - m_random.below(380));
    visit.plannedAt = QTime(8, 0).addSecs(m_random.below(32) * 15 * 60);
    visit.reason = m_random.pick(QStringList{u"First consultation"_s, u"Acne scars, face"_s, u"Scar review"_s, u"Stretch marks"_s});
    visit.state = VisitState::Done;
    TRY(insertVisit(transaction, visit));
    return {};
}

Result<> DemoMaker::addPerson(Transaction &transaction, qint64 number)
{
    const PatientId patient = TRY(insertPatient(transaction, demoPerson(m_random, number, m_options.today)));
    if (number < m_options.fullHistories) {
        m_people << patient;
        return {};
    }
    TRY(addAllergyState(transaction, patient));
    return addPastVisit(transaction, patient);
}

Result<> DemoMaker::addPeople(const DemoProgress &progress)
{
    for (qint64 first = 0; first < m_options.patients; first += batch) {
        auto transaction = TRY(Transaction::begin(m_database, m_doctor, at(m_options.today.addDays(-400), 0)));
        const qint64 end = std::min(first + batch, m_options.patients);
        for (qint64 number = first; number < end; ++number)
            TRY(addPerson(transaction, number));
        TRY(transaction.commit());
        if (progress && !progress(end))
            return fail(ErrorCode::Cancelled, u"stopped after %1 patients; no file was made"_s.arg(end));
    }
    return {};
}

Visit visitFor(qint64 number, PatientId patient, const QDate &today)
{
    static constexpr std::array states{VisitState::ReadyForDoctor, VisitState::Consent,  VisitState::Intake,
                                       VisitState::Arrived,        VisitState::Expected, VisitState::Expected,
                                       VisitState::Expected,       VisitState::Done,     VisitState::Expected,
                                       VisitState::DidNotCome,     VisitState::Arrived,  VisitState::Expected};
    Visit visit;
    visit.patientId = patient;
    visit.reason = u"Microneedling"_s;
    visit.plannedOn = number < visitsToday ? today : today.addDays(-static_cast<int>(number % 380) - 1);
    visit.plannedAt = QTime(8, 0).addSecs(static_cast<int>(number % 36) * 15 * 60);
    visit.state = number < visitsToday ? states.at(static_cast<size_t>(number)) : VisitState::Done;
    return visit;
}

/// The first people of the day: one story each, in an order that makes a telling day.
DemoStory storyOf(qint64 number)
{
    static constexpr std::array first{DemoStory::ColdSores, DemoStory::Clear,           DemoStory::PregnancyUnsure,
                                      DemoStory::HalfAsked, DemoStory::NumbingReaction, DemoStory::DarkMarks};
    if (number < static_cast<qint64>(first.size()))
        return first.at(static_cast<size_t>(number));
    return static_cast<DemoStory>(number % demoStoryCount);
}

/// The oldest days first, today's people last.
Result<> DemoMaker::addHistories()
{
    QList<std::pair<QDate, qint64>> days;
    for (qint64 number = 0; number < m_people.size(); ++number)
        days.append({visitFor(number, m_people.at(number), m_options.today).plannedOn, number});
    std::sort(days.begin(), days.end());
    for (const auto &[day, number] : days)
        TRY(addHistory(number, m_people.at(number)));
    return {};
}

Result<> DemoMaker::addStory(Transaction &transaction, DemoStory story, PatientId patient, const QDate &day)
{
    const Patient person = TRY(dermis::patient(m_database, patient));
    const Plan plan = demoPlan(m_random, story, patient, day);
    TRY(savePlan(transaction, plan));
    const Response response = demoIntake(m_random, story, m_form.questionnaire, person, plan, day);
    TRY(keepIntake(transaction, {patient, m_form.id, {}, {}}, m_form.questionnaire, response));
    Note note;
    note.patientId = patient;
    note.kind = NoteKind::Examination;
    note.dated = day;
    note.text = demoNote(story);
    note.signedAt = transaction.now();
    TRY(insertNote(transaction, note));
    return {};
}

Result<> DemoMaker::addHistory(qint64 number, PatientId patient)
{
    const Visit visit = visitFor(number, patient, m_options.today);
    const QDateTime now = at(visit.plannedOn, static_cast<int>(number % 36));
    {
        auto transaction = TRY(Transaction::begin(m_database, m_doctor, now));
        TRY(insertVisit(transaction, visit));
        if (visit.state != VisitState::Expected && visit.state != VisitState::Arrived && visit.state != VisitState::DidNotCome)
            TRY(addStory(transaction, storyOf(number), patient, visit.plannedOn));
        TRY(transaction.commit());
    }
    const bool decided = visit.state == VisitState::Done ? number % 3 != 0 : visit.state == VisitState::Consent;
    if (!decided)
        return {};
    TRY(decide(patient, now));
    if (visit.plannedOn < m_options.today)
        TRY(recordTreatment(patient, now));
    return m_sheets < sheetsAtMost ? issueSheet(patient, now) : Result<>();
}

/// Proceeds with every relative finding that may be decided so, and ticks the cautions.
Result<> DemoMaker::decide(PatientId patient, const QDateTime &now)
{
    const SafetyCheck check = TRY(checkSafety(m_database, patient, clinicTime(now).date()));
    QList<FindingKey> relative;
    QList<FindingKey> cautions;
    for (const Finding &finding : check.open()) {
        const QList<Verdict> possible = possibleVerdicts(check.assessment, finding);
        if (finding.outcome != Outcome::Fired)
            continue;
        if (possible.contains(Verdict::Proceed) && finding.severity() == Severity::Relative)
            relative << FindingKey{finding.rule->code, finding.zone};
        else if (possible.contains(Verdict::Acknowledge))
            cautions << FindingKey{finding.rule->code, finding.zone};
    }
    Choice proceed;
    proceed.reason = u"Talked through with the patient; benefit outweighs the risk here."_s;
    Choice seen;
    seen.verdict = Verdict::Acknowledge;
    auto transaction = TRY(Transaction::begin(m_database, m_doctor, now));
    if (!relative.isEmpty())
        TRY(recordDecision(transaction, patient, check.facts, check.assessment, relative, proceed));
    if (!cautions.isEmpty())
        TRY(recordDecision(transaction, patient, check.facts, check.assessment, cautions, seen));
    return transaction.commit();
}

Result<> DemoMaker::issueSheet(PatientId patient, const QDateTime &now)
{
    ConsentRequest request;
    request.patientId = patient;
    const auto issued = issueConsent(m_database, m_doctor, now, request);
    if (issued)
        ++m_sheets;
    else if (issued.error().code != ErrorCode::NotReady)
        return tl::unexpected(issued.error());
    return {};
}

/// Everything that a person confirms against infection on the day of a treatment; agents and times are invented.
Result<> DemoMaker::confirmControls(const InfectionPrecautions &precautions, PatientId patient, const QDateTime &now)
{
    QList<Precaution> noted;
    for (const ControlState &state : precautions.controls) {
        const ProcessControl &control = *state.control;
        if (control.by != ProcessControl::By::Person)
            continue;
        Precaution one;
        one.patient = patient;
        one.code = control.code;
        one.detail = control.detailNeeded ? u"as the practice's invented protocol says"_s : QString();
        noted << one;
    }
    return notePrecautions(m_database, m_doctor, now, noted);
}

/// What the first of those who were treated had, so that a lot that is called back names somebody.
Result<> DemoMaker::recordTreatment(PatientId patient, const QDateTime &now)
{
    if (m_sessions == sessionsAtMost)
        return {};
    const InfectionPrecautions precautions = TRY(infectionPrecautions(m_database, patient, clinicTime(now).date()));
    const auto missing = precautions.missing(ProcessControl::Stage::Start);
    const bool waits = std::ranges::any_of(missing, [](const ControlState &state) { return state.control->by != ProcessControl::By::Person; });
    if (waits || !precautions.hardStops().isEmpty())
        return {}; // was sent home
    Session session;
    session.patient = patient;
    session.treatedOn = clinicTime(now).date();
    session.used = {{{}, m_shelf.cartridges, 1, {}}, {{}, m_shelf.saline, 1, {}}, {m_shelf.pen, {}, 1, {}}};
    if (++m_sessions % 3 == 0)
        session.used << UsedProduct{{}, m_shelf.gel, 1, {}};
    TRY(confirmControls(precautions, patient, now));
    TRY(recordSession(m_database, m_doctor, now, session));
    return {};
}

Result<DemoReport> rowCounts(Database &database)
{
    QStringList tables;
    {
        auto select = TRY(database.prepare(u"SELECT name FROM journalled_table ORDER BY name"_s));
        TRY(select.run());
        while (TRY(select.next()))
            tables << select.text(0);
    }
    tables << u"answer"_s << u"journal"_s;
    DemoReport report;
    report.people = TRY(allStaff(database));
    for (const QString &table : tables)
        report.rows.append({table, TRY(database.integer(u"SELECT count(*) FROM "_s + table))});
    return report;
}

/// One password for all, so that everybody can be tried.
Result<> givePasswords(Database &database, const Actor &owner, const DemoOptions &options)
{
    const QList<Staff> everybody = TRY(allStaff(database));
    for (const Staff &person : everybody) {
        if (person.id != owner.id)
            TRY(givePassword(database, owner, QDateTime(options.today, QTime(6, 0), Qt::UTC), person, options.password));
    }
    return {};
}

Result<DemoReport> fill(const QString &path, const DemoOptions &options, const DemoProgress &progress)
{
    DemoRandom salts(options.seed ^ 0x5a17U);
    auto database = TRY(createClinic(path, invented(salts, options), QDateTime(options.today.addDays(-402), QTime(6, 0), Qt::UTC)));
    database->setSaltSource([&salts] { return salts.bytes(32); });
    TRY(database->run(u"PRAGMA cache_size = -400000"_s)); // many rows at once; the file itself is the same
    const Staff doctor = TRY(onlyDermatologist(*database));
    const StoredQuestionnaire form = TRY(currentQuestionnaire(*database, intakeUrl()));
    DemoMaker maker(*database, options, doctor.actor(), form);
    TRY(maker.signRules());
    TRY(maker.stockShelf());
    TRY(maker.addPeople(progress));
    TRY(maker.addHistories());
    TRY(maker.tidy());
    if (!options.password.isEmpty())
        TRY(givePasswords(*database, doctor.actor(), options));
    auto report = TRY(rowCounts(*database));
    TRY(finishClinicFile(*database));
    return report;
}

} // namespace

Result<DemoReport> makeDemoClinic(const QString &path, const DemoOptions &options, const DemoProgress &progress)
{
    TRY(checkNameIsFree(path));
    const QString building = path + u".building"_s;
    removeClinicFile(building);
    auto report = fill(building, options, progress);
    if (!report) {
        removeClinicFile(building);
        return report;
    }
    TRY(nameClinicFile(building, path));
    return report;
}

} // namespace dermis
