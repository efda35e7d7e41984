#include "app/cli/command.h"
#include "app/cli/questionnaire_verbs.h"
#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/safety/intake_fit.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string file;
    std::string url;
    std::string version;
    std::string reason;
};

QString lineOf(const QuestionnaireVersion &one)
{
    QString line = u"%1  %2, version %3  %4  %5"_s.arg(one.entry.id.toString(), one.entry.title.isEmpty() ? u"(no title)"_s : one.entry.title, one.entry.version,
                                                     one.isShipped ? u"shipped"_s : u"own"_s, questionnaireStateName(one.state));
    line += u" since %1"_s.arg(clinicTime(one.since).date().toString(Qt::ISODate));
    if (!one.reason.isEmpty())
        line += u" (%1)"_s.arg(one.reason);
    return line + u"  answered %1 times  %2"_s.arg(one.answers).arg(one.entry.url);
}

QJsonObject toJson(const QuestionnaireVersion &one)
{
    return {{u"id"_s, one.entry.id.value()},
            {u"title"_s, one.entry.title},
            {u"url"_s, one.entry.url},
            {u"version"_s, one.entry.version},
            {u"origin"_s, one.isShipped ? u"shipped"_s : u"practice"_s},
            {u"state"_s, questionnaireStateName(one.state)},
            {u"since"_s, toIsoUtc(one.since)},
            {u"setBy"_s, one.setBy.isEmpty() ? QJsonValue() : QJsonValue(one.setBy)},
            {u"reason"_s, one.reason.isEmpty() ? QJsonValue() : QJsonValue(one.reason)},
            {u"answers"_s, one.answers}};
}

/// The version asked for; without one the active, else the newest.
Result<QuestionnaireVersion> chosen(Database &database, const Options &options)
{
    std::optional<QuestionnaireVersion> found;
    const QString url = text(options.url);
    const QList<QuestionnaireVersion> all = TRY(questionnaireVersions(database));
    for (const QuestionnaireVersion &one : all) {
        if (one.entry.url != url && !one.entry.url.endsWith(u'/' + url) && !one.entry.url.endsWith(u':' + url))
            continue;
        if (options.version.empty() ? (!found || found->state != QuestionnaireState::Active) : one.entry.version == text(options.version))
            found = one;
    }
    if (!found)
        return fail(ErrorCode::NotFound, u"there is no questionnaire \"%1\"%2; see dermis-cli questionnaire list"_s.arg(
                                             url, options.version.empty() ? QString() : u" of version %1"_s.arg(text(options.version))));
    return *found;
}

Result<Answer> answerFor(Database &database, QuestionnaireId id, const QStringList &before = {})
{
    const QList<QuestionnaireVersion> all = TRY(questionnaireVersions(database));
    for (const QuestionnaireVersion &one : all) {
        if (one.entry.id == id)
            return Answer{(QStringList(before) << lineOf(one)).join(u'\n'), toJson(one)};
    }
    return fail(ErrorCode::NotFound, u"there is no questionnaire %1"_s.arg(id.toString()));
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    QStringList lines;
    QJsonArray array;
    const QList<QuestionnaireVersion> all = TRY(questionnaireVersions(*database));
    for (const QuestionnaireVersion &one : all) {
        lines << lineOf(one);
        array << toJson(one);
    }
    return Answer{lines.join(u'\n'), {{u"questionnaires"_s, array}}};
}

Result<Answer> import(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    TRY(require(doctor, Permission::PublishForms));
    const QByteArray bytes = TRY(readFile(options.file));
    const FormToImport read = TRY(readForImport(*database, bytes));
    const QuestionnaireId id = TRY(importQuestionnaire(*database, doctor, command.now(), bytes));
    QStringList lines;
    if (read.gaveUrl || read.gaveVersion)
        lines << u"It named no %1; it is kept as %2."_s.arg(read.gaveUrl ? u"url"_s : u"version"_s, read.form.canonical());
    QJsonArray remarks;
    for (const Remark &remark : read.form.remarks()) {
        lines << remarkLine(remark);
        remarks << remarkJson(remark);
    }
    Answer answer = TRY(answerFor(*database, id, lines));
    answer.json.insert(u"remarks"_s, remarks);
    return answer;
}

Result<Answer> exportOne(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const QuestionnaireVersion one = TRY(chosen(*database, options));
    const Questionnaire form = TRY(questionnaire(*database, one.entry.id));
    if (options.file.empty() || options.file == "-")
        return Answer{QString::fromUtf8(form.json()).trimmed(), QJsonDocument::fromJson(form.json()).object()};
    TRY(writeFile(text(options.file), form.json()));
    return Answer{u"Written to %1."_s.arg(text(options.file)), {{u"file"_s, text(options.file)}}};
}

Result<Answer> activate(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    TRY(require(doctor, Permission::PublishForms));
    const QuestionnaireVersion one = TRY(chosen(*database, options));
    TRY(activateQuestionnaire(*database, doctor, command.now(), one.entry.id));
    return answerFor(*database, one.entry.id);
}

Result<Answer> retire(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    TRY(require(doctor, Permission::PublishForms));
    const QuestionnaireVersion one = TRY(chosen(*database, options));
    TRY(retireQuestionnaire(*database, doctor, command.now(), one.entry.id, text(options.reason)));
    return answerFor(*database, one.entry.id);
}

} // namespace

void addQuestionnaireLibraryVerbs(CLI::App &verb, Command &command)
{
    auto options = std::make_shared<Options>();
    auto *listVerb = verb.add_subcommand("list", "Every version of every form, and how it stands");
    auto *importVerb = verb.add_subcommand("import", "Keep a FHIR R4 Questionnaire; nobody is asked it yet (dermatologist)");
    auto *exportVerb = verb.add_subcommand("export", "A version as it was taken in");
    auto *activateVerb = verb.add_subcommand("activate", "Ask a version from now on (dermatologist)");
    auto *retireVerb = verb.add_subcommand("retire", "Ask a version no more (dermatologist)");
    for (CLI::App *one : {listVerb, importVerb, exportVerb, activateVerb, retireVerb})
        command.addOptions(*one);
    importVerb->add_option("file", options->file, "JSON; - for standard input")->required();
    for (CLI::App *one : {exportVerb, activateVerb, retireVerb})
        one->add_option("url", options->url, "The form's url, or its last part")->required();
    exportVerb->add_option("--version", options->version, "Which; without it the active one");
    exportVerb->add_option("-o,--output", options->file, "Where it goes; without it to standard output");
    for (CLI::App *one : {activateVerb, retireVerb})
        one->add_option("--version", options->version, "Which")->required();
    retireVerb->add_option("--reason", options->reason, "Why, for the journal; 15 characters or more")->required();
    command.onCall(*listVerb, [&command] { return list(command); });
    command.onCall(*importVerb, [&command, options] { return import(command, *options); });
    command.onCall(*exportVerb, [&command, options] { return exportOne(command, *options); });
    command.onCall(*activateVerb, [&command, options] { return activate(command, *options); });
    command.onCall(*retireVerb, [&command, options] { return retire(command, *options); });
}

} // namespace dermis::cli
