#include "app/cli/command.h"
#include "app/cli/questionnaire_verbs.h"
#include "app/cli/verbs.h"
#include "core/questionnaires/questionnaire_repository.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

void appendItems(QStringList &lines, const QList<Item> &items, int depth)
{
    for (const Item &item : items) {
        lines << QString(depth * 2, u' ') + u"%1 %2  %3  [%4]%5"_s.arg(item.prefix, item.linkId, item.text,
                                                                      item.typeName, item.required ? u" needed"_s : u""_s);
        appendItems(lines, item.children, depth + 1);
    }
}

Result<Answer> show(const Command &command, const std::string &which)
{
    const auto database = TRY(command.openClinic());
    for (const QuestionnaireEntry &entry : TRY(questionnaires(*database))) {
        if (text(which) != entry.id.toString() && text(which) != entry.url && !entry.url.endsWith(u'/' + text(which)))
            continue;
        const Questionnaire form = TRY(questionnaire(*database, entry.id));
        QStringList lines{u"%1, version %2"_s.arg(form.title(), form.version())};
        appendItems(lines, form.items(), 0);
        for (const Remark &remark : form.remarks())
            lines << u"%1 %2; %3"_s.arg(remark.linkId, remark.what, remark.meaning).trimmed();
        return Answer{lines.join(u'\n'), QJsonDocument::fromJson(form.json()).object()};
    }
    return fail(ErrorCode::NotFound, u"there is no questionnaire \"%1\"; see dermis-cli questionnaire list"_s.arg(text(which)));
}

} // namespace

void addQuestionnaireVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("questionnaire", "The clinic's forms")->require_subcommand(1);
    addQuestionnaireCheck(*verb, command);
    addQuestionnaireLibraryVerbs(*verb, command);
    addQuestionnairePrint(*verb, command);
    auto *showVerb = verb->add_subcommand("show", "One form; with --json its FHIR Questionnaire");
    auto which = std::make_shared<std::string>("microneedling-intake");
    command.addOptions(*showVerb);
    showVerb->add_option("questionnaire", *which, "Number, url, or the url's last part")->capture_default_str();
    command.onCall(*showVerb, [&command, which] { return show(command, *which); });
}

} // namespace dermis::cli
