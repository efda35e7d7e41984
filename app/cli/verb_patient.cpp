#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/consents/access_sheet.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/likely_duplicates.h"
#include "core/patients/patient_search.h"
#include "core/patients/record_access.h"
#include "core/safety/allergy.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string family;
    std::string given;
    std::string preferred;
    std::string title;
    std::string birthDate;
    std::string sex;
    std::string idNumber;
    std::string passport;
    std::vector<std::string> phones;
    std::string email;
    std::string address;
    std::string language;
    std::string guardian;
    std::string guardianRelation;
    std::string guardianPhone;
    bool interpreter = false;
    std::string query;
    std::string reason;
    std::string userName;
    std::string from;
    std::string until;
    std::string sheet;
    int limit = 20;
};

Result<Sex> sexOption(const std::string &value)
{
    if (value.empty())
        return Sex::NotRecorded;
    const auto sex = sexFromName(text(value));
    if (!sex)
        return fail(ErrorCode::InvalidInput,
                    u"--sex: \"%1\" is not one of female, male, intersex, not-recorded"_s.arg(text(value)));
    return *sex;
}

Result<Patient> patientFrom(const Options &options)
{
    Patient patient;
    patient.title = text(options.title);
    patient.familyName = text(options.family);
    patient.givenNames = text(options.given);
    patient.preferredName = text(options.preferred);
    patient.birthDate = TRY(dateOption(options.birthDate, u"--birth-date"_s));
    patient.sex = TRY(sexOption(options.sex));
    patient.saIdNumber = text(options.idNumber);
    patient.passport = text(options.passport);
    for (const std::string &phone : options.phones)
        patient.phones << Phone{text(phone), u""_s};
    patient.email = text(options.email);
    patient.address = text(options.address);
    patient.language = text(options.language);
    patient.interpreterNeeded = options.interpreter;
    if (!options.guardian.empty())
        patient.contacts << Contact{ContactKind::Guardian, text(options.guardian), text(options.guardianRelation),
                                    text(options.guardianPhone), u""_s};
    return patient;
}

QString lineOf(const PatientLine &line)
{
    return u"%1  %2, %3  born %4  %5%6"_s.arg(line.fileNumber, line.familyName, line.givenNames,
                                              line.birthDate.toString(Qt::ISODate), displayPhone(line.phone),
                                              line.active ? u""_s : u"  retired"_s);
}

QJsonObject lineJson(const PatientLine &line)
{
    return {{u"fileNumber"_s, line.fileNumber},
            {u"familyName"_s, line.familyName},
            {u"givenNames"_s, line.givenNames},
            {u"birthDate"_s, line.birthDate.toString(Qt::ISODate)},
            {u"saIdNumber"_s, maskedSaId(line.saIdNumber)},
            {u"phone"_s, displayPhone(line.phone)},
            {u"active"_s, line.active}};
}

QJsonObject matchJson(const PatientMatch &match)
{
    QJsonObject json = lineJson(match.patient);
    json.insert(u"match"_s, matchKindName(match.kind));
    QJsonArray parts;
    for (const MatchedPart &part : match.parts)
        parts << QJsonObject{{u"field"_s, patientFieldName(part.field)},
                             {u"text"_s, part.text},
                             {u"start"_s, part.start},
                             {u"length"_s, part.length}};
    json.insert(u"because"_s, parts);
    return json;
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient typed = TRY(patientFrom(options));
    QJsonArray duplicates;
    QString text;
    for (const LikelyDuplicate &duplicate : TRY(likelyDuplicates(*database, typed, command.today()))) {
        duplicates << lineJson(duplicate.patient);
        text += u"May be the same person: "_s + lineOf(duplicate.patient) + u'\n';
    }
    const Patient registered = TRY(registerPatient(*database, actor, command.now(), typed));
    QJsonObject json = dermis::toJson(registered);
    json.insert(u"likelyDuplicates"_s, duplicates);
    return Answer{text + u"%1 registered."_s.arg(registered.fileNumber), json};
}

Result<Answer> find(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const SearchResult found = TRY(searchPatients(*database, text(options.query), command.today(), options.limit));
    QStringList lines;
    QJsonArray array;
    for (const PatientMatch &match : found.matches) {
        lines << lineOf(match.patient) + (match.kind == MatchKind::Similar ? u"  (similar spelling)"_s : u""_s);
        array << matchJson(match);
    }
    if (found.matches.isEmpty())
        lines << u"No one like \"%1\"."_s.arg(text(options.query));
    if (found.more)
        lines << u"There are more; narrow the search or raise --limit."_s;
    return Answer{lines.join(u'\n'),
                  {{u"query"_s, text(options.query)}, {u"matches"_s, array}, {u"more"_s, found.more}},
                  found.matches.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines{u"%1  %2"_s.arg(patient.fileNumber, patient.fullName()),
                      u"born %1, %2"_s.arg(patient.birthDate.toString(Qt::ISODate), sexName(patient.sex))};
    for (const Phone &phone : patient.phones)
        lines << u"phone %1 %2"_s.arg(displayPhone(phone.number), phone.label);
    for (const Contact &contact : patient.contacts)
        lines << u"%1: %2, %3 %4"_s.arg(contactKindName(contact.kind), contact.name, contact.relation,
                                        displayPhone(contact.phone));
    QJsonObject json = dermis::toJson(patient);
    if (may(actor.roles, Permission::ReadRecords)) {
        const AllergyState state = TRY(allergyState(*database, patient.id));
        lines << u"allergies: %1"_s.arg(allergyAskedName(state.asked));
        json.insert(u"allergyState"_s, toJson(state));
    }
    return Answer{lines.join(u'\n'), json};
}

QString lineOf(const RecordAccess &access)
{
    return u"%1  %2  %3  %4 %5"_s.arg(toIsoUtc(access.at), accessActName(access.act), access.staffName, access.fileNumber,
                                      access.patientName);
}

QJsonObject toJson(const RecordAccess &access)
{
    return {{u"at"_s, toIsoUtc(access.at)},
            {u"act"_s, accessActName(access.act)},
            {u"fileNumber"_s, access.fileNumber},
            {u"staff"_s, access.staffId.value()},
            {u"name"_s, access.staffName}};
}

Result<AccessQuery> accessQuery(Database &database, const Options &options)
{
    AccessQuery query;
    query.limit = options.limit;
    if (!options.patient.empty())
        query.patient = TRY(patientArgument(database, options.patient)).id;
    if (!options.userName.empty())
        query.staff = TRY(staffNamed(database, text(options.userName))).id;
    if (!options.from.empty())
        query.from = TRY(dateOption(options.from, u"--from"_s));
    if (!options.until.empty())
        query.until = TRY(dateOption(options.until, u"--until"_s));
    return query;
}

Result<Answer> accessesOnPaper(const Command &command, Database &database, const Actor &actor, const AccessQuery &query,
                               const Options &options)
{
    if (query.patient.isNull())
        return fail(ErrorCode::InvalidInput, u"the sheet is for one patient; say which"_s);
    const SheetContent content = TRY(accessSheet(database, actor, command.now(), query.patient, query.from, query.until));
    const QByteArray pdf = TRY(sheetPdf(content));
    TRY(recordAccess(database, actor, command.now(), query.patient, AccessAct::Printed));
    TRY(writeSheet(options.sheet, pdf));
    return options.sheet == "-" ? Answer{} : Answer{text(options.sheet), {{u"file"_s, text(options.sheet)}}};
}

Result<Answer> accesses(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const AccessQuery query = TRY(accessQuery(*database, options));
    if (!options.sheet.empty())
        return accessesOnPaper(command, *database, actor, query, options);
    QStringList lines;
    QJsonArray array;
    for (const RecordAccess &access : TRY(recordAccesses(*database, actor, query))) {
        lines << lineOf(access);
        array << toJson(access);
    }
    if (lines.isEmpty())
        lines << u"Nobody opened a record, as far as asked."_s;
    return Answer{lines.join(u'\n'), {{u"accesses"_s, array}}, array.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> retire(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const Patient retired = TRY(retirePatient(*database, actor, command.now(), patient.id, patient.revision, text(options.reason)));
    return Answer{u"%1 is no longer on the active list. The record stays."_s.arg(retired.fileNumber), dermis::toJson(retired)};
}

void addIdentityOptions(CLI::App &verb, Options &options)
{
    verb.add_option("--family-name", options.family, "Family name")->required();
    verb.add_option("--given-names", options.given, "Given names")->required();
    verb.add_option("--birth-date", options.birthDate, "Like 1992-03-14")->required();
    verb.add_option("--preferred-name", options.preferred, "What the patient likes to be called");
    verb.add_option("--title", options.title, "Title");
    verb.add_option("--sex", options.sex, "female, male, intersex or not-recorded");
    verb.add_option("--id-number", options.idNumber, "South African ID number");
    verb.add_option("--passport", options.passport, "Passport number");
    verb.add_option("--phone", options.phones, "Telephone number; may be given again")->allow_extra_args(false);
    verb.add_option("--email", options.email, "E-mail");
    verb.add_option("--address", options.address, "Address");
    verb.add_option("--language", options.language, "Language for explanations, like zu-ZA");
    verb.add_flag("--interpreter", options.interpreter, "An interpreter is needed");
    verb.add_option("--guardian", options.guardian, "A guardian's name");
    verb.add_option("--guardian-relation", options.guardianRelation, "Mother, father, ...");
    verb.add_option("--guardian-phone", options.guardianPhone, "The guardian's telephone number");
}

} // namespace

void addPatientVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("patient", "Register, find and show patients")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *addVerb = verb->add_subcommand("add", "Register a patient");
    command.addOptions(*addVerb);
    addIdentityOptions(*addVerb, *options);
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });

    auto *findVerb = verb->add_subcommand("find", "Find by name, file number, ID number, phone or birth date");
    command.addOptions(*findVerb);
    findVerb->add_option("text", options->query, "Any words, in any order")->required();
    findVerb->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 1000))->capture_default_str();
    command.onCall(*findVerb, [&command, options] { return find(command, *options); });

    auto *showVerb = verb->add_subcommand("show", "One patient's details");
    command.addOptions(*showVerb);
    showVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });

    auto *accessesVerb = verb->add_subcommand("accesses", "Who opened, printed or exported a record, and when");
    command.addOptions(*accessesVerb);
    accessesVerb->add_option("patient", options->patient, "File number; every record when left out");
    accessesVerb->add_option("--from", options->from, "From this day on, like 2026-03-02");
    accessesVerb->add_option("--until", options->until, "Up to and with this day");
    accessesVerb->add_option("-o,--output", options->sheet, "Write the list for the patient to this PDF file, - for standard output");
    accessesVerb->add_option("--user-name", options->userName, "Only those of this person");
    accessesVerb->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 1000))->capture_default_str();
    command.onCall(*accessesVerb, [&command, options] { return accesses(command, *options); });

    auto *retireVerb = verb->add_subcommand("retire", "Take a patient off the active list");
    command.addOptions(*retireVerb);
    retireVerb->add_option("patient", options->patient, "File number")->required();
    retireVerb->add_option("--reason", options->reason, "Why")->required();
    command.onCall(*retireVerb, [&command, options] { return retire(command, *options); });
}

} // namespace dermis::cli
