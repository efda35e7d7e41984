#include "ui/today/day_loader.h"

#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/consents/scan_filing.h"
#include "core/patients/patient_repository.h"
#include "core/products/draft_forms.h"
#include "core/questionnaires/questionnaire_library.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/allergy.h"
#include "core/storage/drafts.h"
#include "core/treatments/readiness_watch.h"
#include "core/visits/deferral.h"
#include "ui/today/day_words.h"

#include <QHash>

namespace dermis {

namespace {

constexpr int adultAge = 18;
constexpr int mostChanges = 20;

struct Allergies
{
    DayAllergies state = DayAllergies::Unsaid;
    QStringList unmatched;
};

Result<Allergies> allergiesOf(Database &database, PatientId patient)
{
    const AllergyState state = TRY(allergyState(database, patient));
    if (state.asked == AllergyAsked::NoneKnown)
        return Allergies{DayAllergies::NoneKnown, {}};
    if (state.asked != AllergyAsked::Listed)
        return Allergies{DayAllergies::NotConfirmed, {}};
    Allergies found{DayAllergies::Listed, {}};
    for (const Allergy &allergy : TRY(allergies(database, patient))) {
        if (allergy.isUnmatched())
            found.unmatched << allergy.text;
    }
    if (!found.unmatched.isEmpty())
        found.state = DayAllergies::NotConfirmed;
    return found;
}

void addGaps(const Readiness &readiness, DayEntry &entry, QList<WaitingTask> &tasks)
{
    entry.toSettle = readiness.gaps();
    for (const ReadinessPart &part : readiness.parts) {
        if (part.topic == ReadinessPart::Topic::Decisions && part.count > 0) {
            tasks << WaitingTask{WaitingTask::Kind::DecisionsOpen,
                                 entry.day.visit.patientId,
                                 nameWords(entry.day),
                                 {},
                                 part.count,
                                 {}};
        }
    }
}

/// What the record says beside one visit that is not over.
Result<> addRecord(Database &database, const QDate &today, DayEntry &entry, QList<WaitingTask> &tasks)
{
    const PatientId patient = entry.day.visit.patientId;
    const Allergies found = TRY(allergiesOf(database, patient));
    entry.allergies = found.state;
    for (const QString &text : found.unmatched)
        tasks << WaitingTask{WaitingTask::Kind::UnmatchedAllergy, patient, nameWords(entry.day), text, 0, {}};
    if (!isInBuilding(entry.day.visit.state))
        return {};
    if (entry.isMinor)
        tasks << WaitingTask{WaitingTask::Kind::GuardianMustSign, patient, nameWords(entry.day), {}, 0, {}};
    const Readiness ready = TRY(readiness(database, patient, today));
    addGaps(ready, entry, tasks);
    return {};
}

/// The form's title, where it is kept.
QString titleOfForm(Database &database, const QString &url)
{
    const auto form = currentQuestionnaire(database, url);
    return form && !form->questionnaire.title().isEmpty() ? form->questionnaire.title() : url;
}

Result<WaitingTask> draftTask(Database &database, const Draft &draft, const Actor &actor, const QDate &today)
{
    WaitingTask task{
        WaitingTask::Kind::DraftKept, PatientId(draft.key.subject), {}, draft.key.form, 0, draft.savedAt};
    if (!task.patient.isNull())
        task.patientName = TRY(patient(database, task.patient)).fullName();
    if (const auto url = urlOfDraft(draft.key.form); url && *url != intakeUrl())
        task.formTitle = titleOfForm(database, *url);
    if (draft.key.author != actor.id)
        task.whose = TRY(staffMember(database, draft.key.author)).name;
    task.days = static_cast<int>(clinicTime(draft.savedAt).date().daysTo(today));
    return task;
}

/// The newest first; how many more there are stands in a task of its own.
Result<> addChanges(Database &database, const Actor &actor, QList<WaitingTask> &tasks)
{
    const QList<ReadinessChange> changes = TRY(readinessChanges(database, actor, mostChanges));
    for (const ReadinessChange &change : changes) {
        WaitingTask task{WaitingTask::Kind::ReadinessChanged, change.patient, change.name, changeWords(change), 0, change.since};
        task.isReady = change.isReady;
        task.wasReady = change.wasReady;
        tasks << task;
    }
    const qint64 more = TRY(readinessChangeCount(database)) - changes.size();
    if (more > 0)
        tasks << WaitingTask{WaitingTask::Kind::ReadinessChanged, {}, {}, {}, static_cast<int>(more), {}};
    return {};
}

/// A form that somebody else began on an earlier day and left is for everybody who may answer.
bool isAbandoned(const Draft &draft, const QDate &today)
{
    return urlOfDraft(draft.key.form) && clinicTime(draft.savedAt).date() < today;
}

bool mayOpenDraft(const Draft &draft, const Actor &actor, const QDate &today)
{
    if (draft.key.author != actor.id)
        return isAbandoned(draft, today) && may(actor.roles, Permission::Answers);
    if (const auto begun = productDraftFrom(draft.key.form))
        return may(actor.roles, begun->first == ProductDraft::Assessment ? Permission::NeedlingStatus
                                                                         : Permission::Products);
    if (questionnaireOfDraft(draft.key.form))
        return may(actor.roles, Permission::PublishForms);
    const bool identity = draft.key.form == registerDraftForm || draft.key.form == identityDraftForm;
    return identity || may(actor.roles, Permission::ReadRecords);
}

} // namespace

Result<DayBoard> loadDay(Database &database, const Actor &actor, const QDate &day, const QDate &today)
{
    DayBoard board;
    const bool clinical = may(actor.roles, Permission::ReadRecords);
    if (clinical)
        TRY(addChanges(database, actor, board.tasks));
    if (const qint64 due = TRY(deferralsDue(database, today)); due > 0)
        board.tasks << WaitingTask{WaitingTask::Kind::DeferralsDue, {}, {}, {}, static_cast<int>(due), {}};
    if (may(actor.roles, Permission::IssueConsent)) {
        if (const qint64 waiting = TRY(waitingScanCount(database)); waiting > 0)
            board.tasks << WaitingTask{WaitingTask::Kind::ScansWait, {}, {}, {}, static_cast<int>(waiting), {}};
    }
    const QList<Draft> kept = TRY(drafts(database));
    QHash<PatientId, QDateTime> intakeDrafts;
    for (const Draft &draft : kept) {
        if (draft.key.form == intakeDraftForm() && !intakeDrafts.contains(PatientId(draft.key.subject)))
            intakeDrafts.insert(PatientId(draft.key.subject), draft.savedAt);
    }
    for (const DayVisit &visit : TRY(visitsOn(database, day))) {
        DayEntry entry{visit, day == today, false, DayAllergies::Unsaid, {}, {}};
        entry.isMinor = visit.birthDate.isValid() && ageOn(visit.birthDate, day) < adultAge;
        if (clinical && !isFinished(visit.visit.state)) {
            entry.draftSavedAt = intakeDrafts.value(visit.visit.patientId);
            TRY(addRecord(database, today, entry, board.tasks));
        }
        board.entries << entry;
    }
    for (const Draft &draft : kept) {
        if (mayOpenDraft(draft, actor, today))
            board.tasks << TRY(draftTask(database, draft, actor, today));
    }
    return board;
}

} // namespace dermis
