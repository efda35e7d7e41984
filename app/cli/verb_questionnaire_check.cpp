#include "app/cli/command.h"
#include "app/cli/questionnaire_verbs.h"
#include "core/questionnaires/form_use.h"
#include "core/questionnaires/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Answer opens(const QString &file, const Questionnaire &form)
{
    QStringList uses;
    QJsonArray usesJson;
    for (const FormUse &use : usedBy(form)) {
        uses << u"%1 (%2)"_s.arg(use.what).arg(use.count);
        usesJson << QJsonObject{{u"feature"_s, use.what}, {u"count"_s, use.count}};
    }
    QStringList lines{u"%1: opens. \"%2\", %3 items."_s.arg(file, form.title()).arg(form.inOrder().size())};
    lines << u"  Uses: %1."_s.arg(uses.join(u", "_s));
    QJsonArray remarks;
    for (const Remark &remark : form.remarks()) {
        lines << u"  "_s + remarkLine(remark);
        remarks << remarkJson(remark);
    }
    return {lines.join(u'\n'),
            {{u"file"_s, file},
             {u"opens"_s, true},
             {u"title"_s, form.title()},
             {u"url"_s, form.url()},
             {u"version"_s, form.version()},
             {u"items"_s, form.inOrder().size()},
             {u"uses"_s, usesJson},
             {u"remarks"_s, remarks}}};
}

Answer refused(const QString &file, const QString &why, Exit exit)
{
    const QString what = exit == Exit::No ? u"refused"_s : u"not readable"_s;
    return {u"%1: %2: %3."_s.arg(file, what, why), {{u"file"_s, file}, {u"opens"_s, false}, {u"reason"_s, why}}, exit};
}

Answer checkFile(const std::string &path)
{
    const QString file = text(path);
    const auto bytes = readFile(path);
    if (!bytes)
        return refused(file, bytes.error().detail, Exit::BadInput);
    if (const auto json = Json::parse(*bytes, Json::Names::MayRepeat); !json)
        return refused(file, json.error().detail, Exit::BadInput);
    const auto form = Questionnaire::fromJson(*bytes);
    return form ? opens(file, *form) : refused(file, form.error().detail, Exit::No);
}

Result<Answer> checkFiles(const std::vector<std::string> &paths)
{
    Answer all;
    QStringList texts;
    QJsonArray files;
    for (const std::string &path : paths) {
        const Answer answer = checkFile(path);
        texts << answer.text;
        files << answer.json;
        all.exit = std::max(all.exit, answer.exit);
    }
    all.text = texts.join(u'\n');
    all.json = {{u"files"_s, files}};
    return all;
}

} // namespace

QString remarkLine(const Remark &remark)
{
    const QString kind = remark.kind == Remark::Kind::Invalid ? u"Not valid R4"_s : u"Not supported"_s;
    const QString place = remark.linkId.isEmpty() ? u"the form"_s : u"item "_s + remark.linkId;
    return u"%1: %2: %3; %4."_s.arg(kind, place, remark.what, remark.meaning);
}

QJsonObject remarkJson(const Remark &remark)
{
    return {{u"kind"_s, remark.kind == Remark::Kind::Invalid ? u"invalid"_s : u"notSupported"_s},
            {u"linkId"_s, remark.linkId},
            {u"what"_s, remark.what},
            {u"meaning"_s, remark.meaning}};
}

void addQuestionnaireCheck(CLI::App &verb, Command &command)
{
    auto *check = verb.add_subcommand("check", "What a form uses, what Dermis does not do of it, and what is wrong with it");
    auto files = std::make_shared<std::vector<std::string>>();
    command.addJson(*check);
    check->add_option("FILE", *files, "FHIR R4 Questionnaires; - is standard input")->required();
    command.onCall(*check, [files] { return checkFiles(*files); });
}

} // namespace dermis::cli
