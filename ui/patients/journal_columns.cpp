#include "ui/patients/journal_columns.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace dermis {

namespace {

#define SAID(text) QT_TRANSLATE_NOOP("dermis::JournalText", text)

using Kind = ColumnKind;

constexpr std::array patientColumns{
    JournalColumn{"file_number", SAID("File number")},
    JournalColumn{"title", SAID("Title")},
    JournalColumn{"family_name", SAID("Family name")},
    JournalColumn{"given_names", SAID("Given names")},
    JournalColumn{"preferred_name", SAID("Preferred name")},
    JournalColumn{"birth_date", SAID("Birth date"), Kind::Day},
    JournalColumn{"sex", SAID("Sex"), Kind::Code},
    JournalColumn{"sa_id_number", SAID("ID number")},
    JournalColumn{"passport", SAID("Passport")},
    JournalColumn{"phones", SAID("Phones"), Kind::Phones},
    JournalColumn{"email", SAID("E-mail")},
    JournalColumn{"address", SAID("Address")},
    JournalColumn{"language", SAID("Language"), Kind::Language},
    JournalColumn{"interpreter_needed", SAID("Needs an interpreter"), Kind::YesNo},
    JournalColumn{"contacts", SAID("Guardian or next of kin"), Kind::Contacts},
    JournalColumn{"medical_aid_scheme", SAID("Medical aid")},
    JournalColumn{"medical_aid_plan", SAID("Medical aid option")},
    JournalColumn{"medical_aid_number", SAID("Medical aid number")},
    JournalColumn{"photo", SAID("Photo"), Kind::Present},
    JournalColumn{"notes", SAID("Remarks")},
    JournalColumn{"active", SAID("On the list"), Kind::YesNo},
    JournalColumn{"retired_reason", SAID("Taken off the list because")},
};

constexpr std::array visitColumns{
    JournalColumn{"planned_on", SAID("Day"), Kind::Day},
    JournalColumn{"planned_at", SAID("Time")},
    JournalColumn{"reason", SAID("What for")},
    JournalColumn{"state", SAID("Where they are"), Kind::Code},
    JournalColumn{"state_since", SAID("Since"), Kind::Moment},
    JournalColumn{"deferred_until", SAID("Deferred to"), Kind::Day},
};

constexpr std::array noteColumns{
    JournalColumn{"kind", SAID("Kind"), Kind::Code},
    JournalColumn{"dated", SAID("Dated"), Kind::Day},
    JournalColumn{"text", SAID("Text")},
    JournalColumn{"author", SAID("Author"), Kind::Person},
    JournalColumn{"signed_at", SAID("Signed"), Kind::Moment},
    JournalColumn{"addendum_to", SAID("Adds to an earlier note"), Kind::Present},
    JournalColumn{"late_reason", SAID("Late because")},
};

constexpr std::array responseColumns{
    JournalColumn{"author", SAID("Author"), Kind::Person},
    JournalColumn{"saved_at", SAID("Kept"), Kind::Moment},
    JournalColumn{"content", SAID("Answers, see History"), Kind::Present},
};

constexpr std::array allergyColumns{
    JournalColumn{"text", SAID("As it was said")},
    JournalColumn{"substance", SAID("Matched to"), Kind::Code},
    JournalColumn{"reaction", SAID("Reaction"), Kind::Code},
    JournalColumn{"reaction_text", SAID("Reaction, in words")},
    JournalColumn{"severity", SAID("How severe"), Kind::Code},
    JournalColumn{"certainty", SAID("How certain"), Kind::Code},
    JournalColumn{"onset", SAID("Since when"), Kind::Day},
    JournalColumn{"source", SAID("Told by"), Kind::Code},
    JournalColumn{"status", SAID("Standing"), Kind::Code},
    JournalColumn{"matched_by", SAID("Matched by"), Kind::Person},
};

constexpr std::array allergyStateColumns{
    JournalColumn{"asked", SAID("Answer"), Kind::Code},
    JournalColumn{"confirmed_on", SAID("Confirmed"), Kind::Day},
    JournalColumn{"confirmed_by", SAID("Confirmed by"), Kind::Person},
};

constexpr std::array planColumns{JournalColumn{"body", SAID("Plan"), Kind::Plan}};

constexpr std::array assessmentColumns{
    JournalColumn{"made_at", SAID("Made"), Kind::Moment},
    JournalColumn{"session", SAID("For the session of"), Kind::Day},
    JournalColumn{"rule_set_version", SAID("Rules, version")},
    JournalColumn{"findings", SAID("Findings, see Safety"), Kind::Present},
};

constexpr std::array decisionColumns{
    JournalColumn{"rule", SAID("Rule")},
    JournalColumn{"rule_version", SAID("Rule's version")},
    JournalColumn{"zone", SAID("Zone"), Kind::Zone},
    JournalColumn{"verdict", SAID("Decision"), Kind::Code},
    JournalColumn{"reason", SAID("Reason")},
    JournalColumn{"modification", SAID("What is changed")},
    JournalColumn{"defer_until", SAID("Deferred to"), Kind::Day},
    JournalColumn{"antiviral", SAID("Cold-sore tablets, see Safety"), Kind::Present},
    JournalColumn{"decided_by", SAID("Decided by"), Kind::Person},
    JournalColumn{"decided_at", SAID("Decided"), Kind::Moment},
};

constexpr std::array deferralColumns{
    JournalColumn{"until", SAID("Put off until"), Kind::Day},
    JournalColumn{"computed", SAID("Earliest date as computed"), Kind::Day},
    JournalColumn{"reason", SAID("Reason")},
    JournalColumn{"advice", SAID("What to do until then")},
    JournalColumn{"grounds", SAID("Findings then, see Safety"), Kind::Present},
    JournalColumn{"deferred_by", SAID("Put off by"), Kind::Person},
    JournalColumn{"state", SAID("Standing"), Kind::Code},
    JournalColumn{"note", SAID("Note")},
};

constexpr std::array consentColumns{
    JournalColumn{"short_code", SAID("Code")},
    JournalColumn{"fingerprint", SAID("Text's fingerprint")},
    JournalColumn{"issued_at", SAID("Printed"), Kind::Moment},
    JournalColumn{"issued_by", SAID("Printed by"), Kind::Person},
    JournalColumn{"state", SAID("Standing"), Kind::Code},
    JournalColumn{"document", SAID("Sheet, see Documents"), Kind::Present},
};

constexpr std::array scanColumns{
    JournalColumn{"source", SAID("File")},
    JournalColumn{"page", SAID("Page of the sheet")},
    JournalColumn{"paper", SAID("Other paper"), Kind::Code},
    JournalColumn{"title", SAID("What it is")},
    JournalColumn{"state", SAID("Standing"), Kind::Code},
    JournalColumn{"note", SAID("Note")},
    JournalColumn{"received_by", SAID("Received by"), Kind::Person},
};

constexpr std::array signatureColumns{
    JournalColumn{"capacity", SAID("Signed as")},
    JournalColumn{"name", SAID("Name")},
    JournalColumn{"signed_on", SAID("Day"), Kind::Day},
    JournalColumn{"confirmed_by", SAID("Confirmed by"), Kind::Person},
};

constexpr std::array screenSignatureColumns{
    JournalColumn{"capacity", SAID("Signed as")},
    JournalColumn{"name", SAID("Name")},
    JournalColumn{"relation", SAID("Relationship")},
    JournalColumn{"signed_at", SAID("Signed"), Kind::Moment},
    JournalColumn{"witnessed_by", SAID("Looked on"), Kind::Person},
    JournalColumn{"device", SAID("Computer")},
    JournalColumn{"strokes", SAID("Strokes, see Documents"), Kind::Present},
};

constexpr std::array signedSheetColumns{
    JournalColumn{"finished_by", SAID("Finished by"), Kind::Person},
    JournalColumn{"finished_at", SAID("Finished"), Kind::Moment},
    JournalColumn{"document", SAID("Signed pages, see Documents"), Kind::Present},
};

constexpr std::array coverColumns{
    JournalColumn{"signed_on", SAID("Signed"), Kind::Day},
    JournalColumn{"until", SAID("Last day"), Kind::Day},
    JournalColumn{"ended", SAID("Ended"), Kind::YesNo},
};

constexpr std::array accessColumns{
    JournalColumn{"act", SAID("What was done"), Kind::Code},
    JournalColumn{"staff_id", SAID("Who"), Kind::Person},
    JournalColumn{"at", SAID("When"), Kind::Moment},
};

constexpr std::array flagColumns{
    JournalColumn{"kind", SAID("Kept longer for"), Kind::Code},
    JournalColumn{"reason", SAID("Reason")},
    JournalColumn{"set_by", SAID("Set by"), Kind::Person},
    JournalColumn{"set_at", SAID("Set"), Kind::Moment},
    JournalColumn{"released_by", SAID("Released by"), Kind::Person},
    JournalColumn{"released_at", SAID("Released"), Kind::Moment},
    JournalColumn{"released_because", SAID("Released because")},
};

constexpr std::array copyColumns{
    JournalColumn{"staff_id", SAID("Given by"), Kind::Person},
    JournalColumn{"at", SAID("When"), Kind::Moment},
    JournalColumn{"forms", SAID("As")},
    JournalColumn{"harm", SAID("Would it harm"), Kind::Code},
    JournalColumn{"harm_note", SAID("Counselling with")},
    JournalColumn{"reviewed_by", SAID("Reviewed by"), Kind::Person},
};

constexpr std::array tables{
    JournalTable{u"patient", SAID("Patient registered"), SAID("Details changed"), patientColumns},
    JournalTable{u"visit", SAID("Visit booked"), SAID("Visit changed"), visitColumns},
    JournalTable{u"note", SAID("Note written"), SAID("Note changed"), noteColumns},
    JournalTable{u"response", SAID("History taken"), SAID("History changed"), responseColumns},
    JournalTable{u"allergy", SAID("Allergy written down"), SAID("Allergy changed"), allergyColumns},
    JournalTable{u"allergy_state", SAID("Allergies asked"), SAID("Allergies asked again"),
                 allergyStateColumns},
    JournalTable{u"plan", SAID("Plan made"), SAID("Plan changed"), planColumns},
    JournalTable{u"assessment", SAID("Safety checked"), SAID("Safety check changed"), assessmentColumns},
    JournalTable{u"decision", SAID("Decision made"), SAID("Decision changed"), decisionColumns},
    JournalTable{u"deferral", SAID("Treatment put off"), SAID("Put-off treatment followed up"), deferralColumns},
    JournalTable{u"consent", SAID("Consent sheet printed"), SAID("Consent sheet changed"), consentColumns},
    JournalTable{u"scan_page", SAID("Scanned page filed"), SAID("Scanned page changed"), scanColumns},
    JournalTable{u"signature", SAID("Signature confirmed"), SAID("Signature changed"), signatureColumns},
    JournalTable{u"screen_signature", SAID("Signed on the screen"), SAID("Signature changed"), screenSignatureColumns},
    JournalTable{u"signed_sheet", SAID("Signed sheet archived"), SAID("Signed sheet changed"), signedSheetColumns},
    JournalTable{u"consent_cover", SAID("Consent covers the plan"), SAID("Consent's cover changed"), coverColumns},
    JournalTable{u"record_access", SAID("Opened the record"), SAID("Opened the record"), accessColumns},
    JournalTable{u"retention_flag", SAID("Record kept longer"), SAID("No longer kept longer"), flagColumns},
    JournalTable{u"patient_copy", SAID("Copy given to the patient"), SAID("Copy given to the patient"), copyColumns},
};

struct Code
{
    QStringView code;
    const char *words;
};

// Every stable spelling that stands in a Code column and does not read as words by itself.
constexpr std::array codes{
    Code{u"not-recorded", SAID("not recorded")},
    Code{u"ready-for-doctor", SAID("ready for doctor")},
    Code{u"in-session", SAID("in session")},
    Code{u"did-not-come", SAID("did not come")},
    Code{u"consent", SAID("consent to print")},
    Code{u"intake", SAID("intake in progress")},
    Code{u"call", SAID("phone call")},
    Code{u"not-stated", SAID("not stated")},
    Code{u"hives-or-swelling", SAID("hives or swelling")},
    Code{u"contact-dermatitis", SAID("contact dermatitis")},
    Code{u"faint-or-palpitations", SAID("fainted or palpitations")},
    Code{u"not-relevant", SAID("not relevant to needling")},
    Code{u"retired", SAID("taken off the list")},
    Code{u"active", SAID("counts")},
    Code{u"asked-unknown", SAID("asked, not known")},
    Code{u"none-known", SAID("none known")},
    Code{u"proceed", SAID("treat as planned")},
    Code{u"modify", SAID("treat with changes")},
    Code{u"defer", SAID("defer")},
    Code{u"refuse", SAID("do not treat")},
    Code{u"acknowledge", SAID("seen")},
    Code{u"opened", SAID("opened the record")},
    Code{u"printed", SAID("printed")},
    Code{u"exported", SAID("exported")},
    Code{u"issued", SAID("in use")},
    Code{u"superseded", SAID("replaced by a later sheet")},
    Code{u"expected", SAID("expected")},
    Code{u"arrived", SAID("arrived")},
    Code{u"done", SAID("done")},
    Code{u"deferred", SAID("deferred")},
    Code{u"waiting", SAID("waiting")},
    Code{u"contacted", SAID("contacted")},
    Code{u"booked", SAID("booked")},
    Code{u"treated", SAID("treated")},
    Code{u"replaced", SAID("put off anew")},
    Code{u"female", SAID("female")},
    Code{u"male", SAID("male")},
    Code{u"intersex", SAID("intersex")},
    Code{u"history", SAID("history")},
    Code{u"examination", SAID("examination")},
    Code{u"diagnosis", SAID("diagnosis")},
    Code{u"plan", SAID("plan")},
    Code{u"rash", SAID("rash")},
    Code{u"anaphylaxis", SAID("anaphylaxis")},
    Code{u"other", SAID("other")},
    Code{u"mild", SAID("mild")},
    Code{u"moderate", SAID("moderate")},
    Code{u"severe", SAID("severe")},
    Code{u"suspected", SAID("suspected")},
    Code{u"confirmed", SAID("confirmed")},
    Code{u"listed", SAID("listed")},
    Code{u"withdrawn", SAID("withdrawn")},
    Code{u"patient", SAID("patient")},
    Code{u"hold", SAID("a complaint or litigation")},
    Code{u"incapacity", SAID("incapacity")},
    Code{u"slow-adverse-event", SAID("an adverse event that may show late")},
    Code{u"none-expected", SAID("no serious harm expected")},
    Code{u"counselling-arranged", SAID("counselling arranged")},
};

#undef SAID

} // namespace

const JournalTable *journalTable(const QString &name)
{
    const auto found = std::ranges::find(tables, QStringView(name), &JournalTable::name);
    return found == tables.end() ? nullptr : &*found;
}

const char *codeWords(const QString &code)
{
    const auto found = std::ranges::find(codes, QStringView(code), &Code::code);
    return found == codes.end() ? nullptr : found->words;
}

} // namespace dermis
