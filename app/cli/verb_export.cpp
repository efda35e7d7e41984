#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/staff.h"
#include "core/exchange/export_clinic.h"
#include "core/exchange/patient_copy.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Result<Answer> writeSqlite(const Command &command, const QString &path)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(exportSqlite(*database, actor, command.now(), command.password(), path));
    return Answer{u"Written to %1. Whoever has this file can read every record: keep it as you keep the clinic's keys."_s.arg(path),
                  {{u"file"_s, path}}};
}

struct CopyOptions {
    std::string patient;
    std::string pdf;
    std::string json;
    std::string reviewedBy;
    std::string counselling;
    bool withoutAccesses = false;
};

/// Beside the copy: copy.pdf, copy-C7K4QX2M.pdf.
QString sheetPath(const CopyOptions &options, const QString &shortCode)
{
    const QFileInfo copy(text(options.pdf.empty() ? options.json : options.pdf));
    return copy.path() + u'/' + copy.completeBaseName() + u'-' + shortCode + u".pdf"_s;
}

Result<Answer> writeCopy(const Command &command, const CopyOptions &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    CopyRequest request;
    request.patient = TRY(patientArgument(*database, options.patient)).id;
    request.asPdf = !options.pdf.empty();
    request.asJson = !options.json.empty();
    request.withAccesses = !options.withoutAccesses;
    if (!options.reviewedBy.empty())
        request.reviewedBy = TRY(staffNamed(*database, text(options.reviewedBy))).id;
    request.harm = options.counselling.empty() ? Harm::NoneExpected : Harm::CounsellingArranged;
    request.harmNote = text(options.counselling);
    request.password = command.password();
    const PatientCopy copy = TRY(makePatientCopy(*database, actor, command.now(), request));
    QStringList files;
    const auto write = [&files](const QString &path, const QByteArray &bytes) -> Result<> {
        files << path;
        return writeFile(path, bytes);
    };
    if (request.asPdf)
        TRY(write(text(options.pdf), copy.pdf));
    if (request.asJson)
        TRY(write(text(options.json), copy.json));
    for (const CopiedSheet &sheet : copy.sheets)
        TRY(write(sheetPath(options, sheet.shortCode), sheet.pdf));
    return Answer{u"Written: %1. Give them to the patient and delete them here."_s.arg(files.join(u", "_s)),
                  {{u"files"_s, QJsonArray::fromStringList(files)}}};
}

void addPatientCopy(CLI::App &verb, Command &command)
{
    auto *patient = verb.add_subcommand("patient", "The patient's own copy of the record (owner or dermatologist)");
    auto options = std::make_shared<CopyOptions>();
    command.addOptions(*patient);
    patient->add_option("patient", options->patient, "File number")->required();
    patient->add_option("--pdf", options->pdf, "Write it to this file, on the practice's paper");
    patient->add_option("--fhir", options->json, "Write it to this file as a FHIR R4 Bundle, JSON");
    patient->add_option("--reviewed-by", options->reviewedBy,
                        "The dermatologist who judged that it may be given (PAIA s 61); you, when you are one");
    patient->add_option("--counselling", options->counselling, "It might do harm: with whom counselling is arranged");
    patient->add_flag("--without-accesses", options->withoutAccesses, "Leave out who opened the record");
    command.onCall(*patient, [&command, options] { return writeCopy(command, *options); });
}

} // namespace

void addExportVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("export", "Take the record out of the clinic file")->require_subcommand(1);
    auto *sqlite = verb->add_subcommand("sqlite", "A plain SQLite copy of everything (owner or dermatologist)");
    auto path = std::make_shared<std::string>();
    command.addOptions(*sqlite);
    sqlite->add_option("-o,--output", *path, "The file to make")->required();
    command.onCall(*sqlite, [&command, path] { return writeSqlite(command, text(*path)); });
    addPatientCopy(*verb, command);
}

} // namespace dermis::cli
