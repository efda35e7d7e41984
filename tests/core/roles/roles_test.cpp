#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/backup/backup.h"
#include "core/clinic/closing_day.h"
#include "core/clinic/recovery_key_sheet.h"
#include "core/consents/access_sheet.h"
#include "core/consents/consent.h"
#include "core/consents/deferral_note.h"
#include "core/consents/note_sheet.h"
#include "core/consents/screen_signature.h"
#include "core/consents/signature.h"
#include "core/consents/sheet_content.h"
#include "core/exchange/export_clinic.h"
#include "core/exchange/patient_copy.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "core/privacy/destroy_records.h"
#include "core/privacy/dormant_records.h"
#include "core/privacy/incident.h"
#include "core/privacy/retention_flag.h"
#include "core/products/lot.h"
#include "core/products/lot_csv.h"
#include "core/products/product_csv.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "core/safety/adverse_event.h"
#include "core/safety/allergy.h"
#include "core/safety/intake_fit.h"
#include "core/safety/practice_rules.h"
#include "core/safety/sign_decision.h"
#include "core/treatments/intake.h"
#include "core/treatments/recall_letters.h"
#include "core/treatments/session.h"
#include "core/visits/deferral.h"
#include "core/treatments/assessment_sheet.h"
#include "core/treatments/readiness_watch.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>
#include <functional>
#include <optional>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

using Outcome = std::optional<Error>;

template <typename T>
Outcome outcome(const Result<T> &result)
{
    return result ? std::nullopt : Outcome(result.error());
}

/// What an act is tried with; nothing in it need exist, for who may not is refused before anything is looked
/// up.
struct Trying
{
    Database &database;
    Actor actor;
    FixedClock clock;
    QString folder;
    QDateTime now() const { return clock.now(); }
};

struct Act
{
    const char *name;
    Permission needs;
    std::function<Outcome(const Trying &)> tryIt;
};

const PatientId nobody(999);

Choice choiceOf(Verdict verdict)
{
    Choice choice;
    choice.verdict = verdict;
    return choice;
}

/// Every act of core that an actor can do.
const QList<Act> &acts()
{
    static const QList<Act> all{
        {"registerPatient", Permission::Identity,
         [](const Trying &t) { return outcome(registerPatient(t.database, t.actor, t.now(), {})); }},
        {"updatePatient", Permission::Identity,
         [](const Trying &t) { return outcome(updatePatient(t.database, t.actor, t.now(), {}, {})); }},
        {"retirePatient", Permission::Identity,
         [](const Trying &t) {
             return outcome(retirePatient(t.database, t.actor, t.now(), nobody, 1, u"why"_s));
         }},
        {"reactivatePatient", Permission::Identity,
         [](const Trying &t) { return outcome(reactivatePatient(t.database, t.actor, t.now(), nobody, 1)); }},
        {"setPatientPhoto", Permission::Identity,
         [](const Trying &t) {
             return outcome(setPatientPhoto(t.database, t.actor, t.now(), nobody, 1, "x", u"image/png"_s));
         }},
        {"bookVisit", Permission::Visits,
         [](const Trying &t) { return outcome(bookVisit(t.database, t.actor, t.now(), {})); }},
        {"moveVisit", Permission::Visits,
         [](const Trying &t) {
             return outcome(moveVisit(t.database, t.actor, t.now(), {}, VisitState::Arrived));
         }},
        {"deferVisit", Permission::Visits,
         [](const Trying &t) {
             return outcome(deferVisit(t.database, t.actor, t.now(), {}, {}));
         }},
        {"putOff", Permission::Visits,
         [](const Trying &t) { return outcome(putOff(t.database, t.actor, t.now(), Deferral())); }},
        {"setDeferralState", Permission::Visits,
         [](const Trying &t) {
             return outcome(setDeferralState(t.database, t.actor, t.now(), {}, DeferralState::Booked, {}));
         }},
        {"deferredPatients", Permission::Visits,
         [](const Trying &t) { return outcome(deferredPatients(t.database, t.actor, t.clock.today())); }},
        {"openDeferral", Permission::Visits,
         [](const Trying &t) { return outcome(openDeferral(t.database, t.actor, PatientId(1))); }},
        {"deferralNote", Permission::ReadRecords,
         [](const Trying &t) { return outcome(deferralNote(t.database, t.actor, t.now(), PatientId(1))); }},
        {"rebookVisit", Permission::Visits,
         [](const Trying &t) { return outcome(rebookVisit(t.database, t.actor, t.now(), {})); }},
        {"accountOfDay", Permission::Visits,
         [](const Trying &t) { return outcome(accountOfDay(t.database, t.actor, t.clock.today())); }},
        {"closeDay", Permission::Visits,
         [](const Trying &t) { return outcome(closeDay(t.database, t.actor, t.now())); }},
        {"closingSheet", Permission::Visits,
         [](const Trying &t) {
             return outcome(closingSheet(t.database, t.actor, t.now(), t.clock.today()));
         }},
        {"addNote", Permission::Notes,
         [](const Trying &t) { return outcome(addNote(t.database, t.actor, t.now(), {})); }},
        {"changeNote", Permission::Notes,
         [](const Trying &t) { return outcome(changeNote(t.database, t.actor, t.now(), {}, {})); }},
        {"signNote", Permission::Notes,
         [](const Trying &t) { return outcome(signNote(t.database, t.actor, t.now(), {})); }},
        {"notesSheet", Permission::ReadRecords,
         [](const Trying &t) { return outcome(notesSheet(t.database, t.actor, t.now(), nobody)); }},
        {"keepIntake", Permission::Answers,
         [](const Trying &t) { return outcome(keepIntake(t.database, t.actor, t.now(), {}, {})); }},
        {"handOver", Permission::Answers,
         [](const Trying &t) { return outcome(handOver(t.database, t.actor, t.now(), {}, {})); }},
        {"savePlan", Permission::Answers,
         [](const Trying &t) { return outcome(savePlan(t.database, t.actor, t.now(), {})); }},
        {"markAntiviralStarted", Permission::Answers,
         [](const Trying &t) {
             return outcome(markAntiviralStarted(t.database, t.actor, t.now(), DecisionId(9)));
         }},
        {"addAllergy", Permission::Allergies,
         [](const Trying &t) { return outcome(addAllergy(t.database, t.actor, t.now(), {})); }},
        {"confirmNoneKnown", Permission::Allergies,
         [](const Trying &t) { return outcome(confirmNoneKnown(t.database, t.actor, t.now(), nobody)); }},
        {"confirmAllergies", Permission::Allergies,
         [](const Trying &t) { return outcome(confirmAllergies(t.database, t.actor, t.now(), nobody)); }},
        {"markAskedUnknown", Permission::Allergies,
         [](const Trying &t) { return outcome(markAskedUnknown(t.database, t.actor, t.now(), nobody)); }},
        {"matchAllergy", Permission::Allergies,
         [](const Trying &t) {
             return outcome(matchAllergy(t.database, t.actor, t.now(), AllergyId(9), u"latex"_s));
         }},
        {"retireAllergy", Permission::Allergies,
         [](const Trying &t) {
             return outcome(retireAllergy(t.database, t.actor, t.now(), AllergyId(9), u"why"_s));
         }},
        {"markNotRelevant", Permission::Decide,
         [](const Trying &t) {
             return outcome(markNotRelevant(t.database, t.actor, t.now(), AllergyId(9), u"why"_s));
         }},
        {"recordDecision", Permission::Decide,
         [](const Trying &t) {
             return outcome(
                 recordDecision(t.database, t.actor, t.now(), nobody, {}, {}, {}, choiceOf(Verdict::Refuse)));
         }},
        {"signDecision", Permission::Decide,
         [](const Trying &t) {
             return outcome(
                 signDecision(t.database, t.actor, t.now(), nobody, {}, {}, choiceOf(Verdict::Refuse)));
         }},
        {"acknowledge", Permission::AcknowledgeCaution,
         [](const Trying &t) {
             return outcome(recordDecision(t.database, t.actor, t.now(), nobody, {}, {}, {},
                                           choiceOf(Verdict::Acknowledge)));
         }},
        {"signOffRuleSet", Permission::SignRuleSet,
         [](const Trying &t) { return outcome(signOffRuleSet(t.database, t.actor, t.now(), {})); }},
        {"importPracticeRules", Permission::SignRuleSet,
         [](const Trying &t) { return outcome(importPracticeRules(t.database, t.actor, t.now(), {})); }},
        {"addSubstance", Permission::Products, [](const Trying &t) { return outcome(addSubstance(t.database, t.actor, t.now(), {})); }},
        {"nameIngredient", Permission::Products,
         [](const Trying &t) { return outcome(nameIngredient(t.database, t.actor, t.now(), {}, {})); }},
        {"importCosIng", Permission::Products, [](const Trying &t) { return outcome(importCosIng(t.database, t.actor, t.now(), {}, {})); }},
        {"addProduct", Permission::Products, [](const Trying &t) { return outcome(addProduct(t.database, t.actor, t.now(), {})); }},
        {"changeProduct", Permission::Products,
         [](const Trying &t) { return outcome(changeProduct(t.database, t.actor, t.now(), {}, {})); }},
        {"setSupplyState", Permission::Products,
         [](const Trying &t) { return outcome(setSupplyState(t.database, t.actor, t.now(), {}, SupplyState::Recalled, {})); }},
        {"acknowledgeLabel", Permission::Products,
         [](const Trying &t) { return outcome(acknowledgeLabel(t.database, t.actor, t.now(), {}, {})); }},
        {"importProducts", Permission::Products, [](const Trying &t) { return outcome(importProducts(t.database, t.actor, t.now(), {})); }},
        {"previewProducts", Permission::Products,
         [](const Trying &t) { return outcome(previewProducts(t.database, t.actor, t.now(), {})); }},
        {"receiveLot", Permission::Products, [](const Trying &t) { return outcome(receiveLot(t.database, t.actor, t.now(), {})); }},
        {"importLots", Permission::Products, [](const Trying &t) { return outcome(importLots(t.database, t.actor, t.now(), {})); }},
        {"previewLots", Permission::Products, [](const Trying &t) { return outcome(previewLots(t.database, t.actor, t.now(), {})); }},
        {"finishLot", Permission::Products, [](const Trying &t) { return outcome(finishLot(t.database, t.actor, t.now(), {}, {})); }},
        {"openLot", Permission::Products, [](const Trying &t) { return outcome(openLot(t.database, t.actor, t.now(), {}, {})); }},
        {"setLotState", Permission::Products,
         [](const Trying &t) { return outcome(setLotState(t.database, t.actor, t.now(), {}, SupplyState::Recalled, {})); }},
        {"reviewProduct", Permission::NeedlingStatus,
         [](const Trying &t) { return outcome(reviewProduct(t.database, t.actor, t.now(), {}, {}, {})); }},
        {"assessmentSheet", Permission::ReadRecords,
         [](const Trying &t) { return outcome(assessmentSheet(t.database, t.actor, t.now(), nobody)); }},
        {"lookForChanges", Permission::ReadRecords, [](const Trying &t) { return outcome(lookForChanges(t.database, t.actor, t.now())); }},
        {"readinessChanges", Permission::ReadRecords, [](const Trying &t) { return outcome(readinessChanges(t.database, t.actor, 1)); }},
        {"markReadinessSeen", Permission::ReadRecords,
         [](const Trying &t) { return outcome(markReadinessSeen(t.database, t.actor, t.now(), nobody)); }},
        {"recordSession", Permission::Sessions,
         [](const Trying &t) { return outcome(recordSession(t.database, t.actor, t.now(), {})); }},
        {"fileScan", Permission::IssueConsent, [](const Trying &t) { return outcome(fileScan(t.database, t.actor, t.now(), u"x.pdf"_s, "x")); }},
        {"settleScan", Permission::IssueConsent,
         [](const Trying &t) { return outcome(settleScan(t.database, t.actor, t.now(), {}, u"AAAA-AAAA"_s, 1)); }},
        {"moveScans", Permission::IssueConsent,
         [](const Trying &t) { return outcome(moveScans(t.database, t.actor, t.now(), {ScanPageId(1)}, {}, u"nowhere"_s)); }},
        {"setScanAside", Permission::IssueConsent,
         [](const Trying &t) { return outcome(setScanAside(t.database, t.actor, t.now(), {}, u"nowhere"_s)); }},
        {"confirmSignatures", Permission::IssueConsent,
         [](const Trying &t) { return outcome(confirmSignatures(t.database, t.actor, t.now(), {}, 1, {})); }},
        {"signOnScreen", Permission::IssueConsent, [](const Trying &t) { return outcome(signOnScreen(t.database, t.actor, t.now(), {}, 1, {})); }},
        {"notePrecautions", Permission::Sessions,
         [](const Trying &t) { return outcome(notePrecautions(t.database, t.actor, t.now(), {Precaution()})); }},
        {"withdrawPrecaution", Permission::Sessions,
         [](const Trying &t) { return outcome(withdrawPrecaution(t.database, t.actor, t.now(), {}, u"IP-01"_s)); }},
        {"sessionsOf", Permission::ReadRecords, [](const Trying &t) { return outcome(sessionsOf(t.database, t.actor, {})); }},
        {"exposedPatients", Permission::ReadRecords,
         [](const Trying &t) { return outcome(exposedPatients(t.database, t.actor, {}, {}, 1)); }},
        {"exposedCount", Permission::ReadRecords, [](const Trying &t) { return outcome(exposedCount(t.database, t.actor, {})); }},
        {"beginRecall", Permission::Sessions,
         [](const Trying &t) { return outcome(beginRecall(t.database, t.actor, t.now(), {}, true, u"why"_s)); }},
        {"setRecallState", Permission::Sessions,
         [](const Trying &t) {
             return outcome(setRecallState(t.database, t.actor, t.now(), {}, {}, RecallState::Seen, {}));
         }},
        {"endRecall", Permission::Sessions,
         [](const Trying &t) { return outcome(endRecall(t.database, t.actor, t.now(), {}, u"well"_s)); }},
        {"recalls", Permission::ReadRecords, [](const Trying &t) { return outcome(recalls(t.database, t.actor)); }},
        {"recall", Permission::ReadRecords, [](const Trying &t) { return outcome(recall(t.database, t.actor, {})); }},
        {"recalledPatients", Permission::ReadRecords,
         [](const Trying &t) { return outcome(recalledPatients(t.database, t.actor, {})); }},
        {"recallLetters", Permission::IssueConsent,
         [](const Trying &t) { return outcome(recallLetters(t.database, t.actor, t.now(), {}, u"words"_s)); }},
        {"recordAdverseEvent", Permission::Sessions, [](const Trying &t) { return outcome(recordAdverseEvent(t.database, t.actor, t.now(), {})); }},
        {"clearAdverseEvent", Permission::Decide,
         [](const Trying &t) { return outcome(clearAdverseEvent(t.database, t.actor, t.now(), AdverseEventId(1), 1, {})); }},
        {"draftForm", Permission::IssueConsent, [](const Trying &t) { return outcome(draftForm(t.database, t.actor, t.now(), {})); }},
        {"publishForm", Permission::PublishForms,
         [](const Trying &t) { return outcome(publishForm(t.database, t.actor, t.now(), TemplateId(1), 1, t.clock.today())); }},
        {"retireForm", Permission::PublishForms,
         [](const Trying &t) { return outcome(retireForm(t.database, t.actor, t.now(), TemplateId(1), 1, {})); }},
        {"importQuestionnaire", Permission::PublishForms,
         [](const Trying &t) { return outcome(importQuestionnaire(t.database, t.actor, t.now(), {})); }},
        {"activateQuestionnaire", Permission::PublishForms,
         [](const Trying &t) { return outcome(activateQuestionnaire(t.database, t.actor, t.now(), QuestionnaireId(99))); }},
        {"publishQuestionnaire", Permission::PublishForms,
         [](const Trying &t) { return outcome(publishQuestionnaire(t.database, t.actor, t.now(), {})); }},
        {"retireQuestionnaire", Permission::PublishForms,
         [](const Trying &t) { return outcome(retireQuestionnaire(t.database, t.actor, t.now(), QuestionnaireId(99), {})); }},
        {"issueConsent", Permission::IssueConsent,
         [](const Trying &t) { return outcome(issueConsent(t.database, t.actor, t.now(), {})); }},
        {"withdrawConsent", Permission::IssueConsent,
         [](const Trying &t) {
             return outcome(withdrawConsent(t.database, t.actor, t.now(), ConsentId(9), 1, u"why"_s));
         }},
        {"draftSheet", Permission::ReadRecords,
         [](const Trying &t) { return outcome(draftSheet(t.database, t.actor, t.now(), {})); }},
        {"recordAccesses", Permission::SeeAccesses,
         [](const Trying &t) { return outcome(recordAccesses(t.database, t.actor, {})); }},
        {"accessSheet", Permission::SeeAccesses,
         [](const Trying &t) { return outcome(accessSheet(t.database, t.actor, t.now(), nobody)); }},
        {"exportSqlite", Permission::Export,
         [](const Trying &t) {
             return outcome(exportSqlite(t.database, t.actor, t.now(), {}, t.folder + u"/no/such/folder"_s));
         }},
        {"exportJournalFile", Permission::Export,
         [](const Trying &t) {
             return outcome(exportJournalFile(t.database, t.actor, t.now(), {}, t.folder + u"/journal"_s));
         }},
        {"makePatientCopy", Permission::Export, [](const Trying &t) { return outcome(makePatientCopy(t.database, t.actor, t.now(), {})); }},
        {"recordsOver", Permission::Retention,
         [](const Trying &t) { return outcome(recordsOver(t.database, t.actor, t.clock.today(), t.clock.today())); }},
        {"recordsWithoutEnd", Permission::Retention,
         [](const Trying &t) { return outcome(recordsWithoutEnd(t.database, t.actor, t.clock.today())); }},
        {"certificates", Permission::Retention, [](const Trying &t) { return outcome(certificates(t.database, t.actor)); }},
        {"destroyedUnder", Permission::Retention, [](const Trying &t) { return outcome(destroyedUnder(t.database, t.actor, u"1"_s)); }},
        {"setRetentionFlag", Permission::Retention,
         [](const Trying &t) {
             return outcome(setRetentionFlag(t.database, t.actor, t.now(), nobody, RetentionFlagKind::Hold, u"why"_s));
         }},
        {"recordIncident", Permission::Retention, [](const Trying &t) { return outcome(recordIncident(t.database, t.actor, t.now(), {})); }},
        {"incidents", Permission::Retention, [](const Trying &t) { return outcome(incidents(t.database, t.actor)); }},
        {"finishWiping", Permission::Destroy, [](const Trying &t) { return outcome(finishWiping(t.database, t.actor, t.now())); }},
        {"createBackup", Permission::Backup,
         [](const Trying &t) { return outcome(createBackup(t.database, t.actor, t.clock, t.folder)); }},
        {"saveStaff", Permission::ManageStaff,
         [](const Trying &t) { return outcome(saveStaff(t.database, t.actor, t.now(), {})); }},
        {"givePassword", Permission::ManageStaff,
         [](const Trying &t) {
             return outcome(givePassword(t.database, t.actor, t.now(), {}, u"four words of mine"_s));
         }},
        {"makeRecoveryKey", Permission::ManageStaff,
         [](const Trying &t) { return outcome(makeRecoveryKey(t.database, t.actor, t.now())); }},
        {"checkRecoveryKey", Permission::ManageStaff,
         [](const Trying &t) {
             return outcome(checkRecoveryKey(t.database, t.actor, t.now(), RecoveryKey::random()));
         }},
        {"recoveryKeySheet", Permission::ManageStaff,
         [](const Trying &t) {
             return outcome(recoveryKeySheet(t.database, t.actor, t.now(), RecoveryKey::random()));
         }},
        {"savePractice", Permission::ManageSettings,
         [](const Trying &t) { return outcome(savePractice(t.database, t.actor, t.now(), {})); }},
    };
    return all;
}

} // namespace

TEST_CASE_METHOD(
    test::DatabaseFixture,
    "every act of core is refused to exactly the roles that the table does not name, before anything else",
    "[roles]")
{
    const QList<Roles> everybody{Role::Reception,           Role::Nurse, Role::Owner, Role::Dermatologist,
                                 Role::Nurse | Role::Owner, Roles()};
    for (const Act &act : acts()) {
        for (const Roles roles : everybody) {
            INFO(act.name << " as " << rolesToText(roles).toStdString());
            const qint64 before = journalHead(*database)->sequence;
            const Outcome refusal =
                act.tryIt({*database, {nurse.id, nurse.name, roles}, clock, folder.path()});
            const QString words = permissionName(act.needs) + u" may be done by: "_s;
            const bool isRefused =
                refusal && refusal->code == ErrorCode::NotAllowed && refusal->detail.startsWith(words);
            CHECK(isRefused == !may(roles, act.needs));
            if (isRefused)
                CHECK(journalHead(*database)->sequence == before);
        }
    }
}

TEST_CASE("every permission guards at least one act", "[roles]")
{
    for (const Permission permission : allPermissions()) {
        if (permission == Permission::DoctorAnswers)
            continue; // within an answer's own check: tests/core/questionnaires
        INFO(permissionName(permission).toStdString());
        CHECK(std::any_of(acts().begin(), acts().end(),
                          [&](const Act &act) { return act.needs == permission; }));
    }
}
