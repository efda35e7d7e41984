#include "app/cli/command.h"
#include "app/cli/rules_verbs.h"
#include "core/base/clock.h"
#include "core/safety/practice_rules.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string file;
    std::string version;
    std::string against = "previous";
};

/// How one version stands: in force, waiting for sign-off, or past.
QString standingOf(const PracticeRules &rules, const RuleSetInForce &inForce)
{
    if (inForce.practice && inForce.practice->id == rules.id)
        return u"in-force"_s;
    return inForce.waiting && inForce.waiting->id == rules.id ? u"waiting"_s : u"past"_s;
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const RuleSetInForce inForce = TRY(ruleSetInForce(*database));
    QStringList lines;
    QJsonArray array;
    for (const PracticeRules &one : TRY(practiceRules(*database))) {
        const QString standing = standingOf(one, inForce);
        lines << u"%1  %2  taken in by %3 on %4"_s.arg(one.version, standing, one.importedBy,
                                                       clinicTime(one.importedAt).date().toString(Qt::ISODate));
        array << QJsonObject{{u"version"_s, one.version},
                             {u"digest"_s, one.digest},
                             {u"state"_s, standing},
                             {u"importedBy"_s, one.importedBy},
                             {u"importedAt"_s, toIsoUtc(one.importedAt)}};
    }
    if (lines.isEmpty())
        lines << u"This clinic has no rules of its own."_s;
    return Answer{lines.join(u'\n'), {{u"own"_s, array}}, array.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> import(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    const QByteArray json = TRY(readFile(options.file));
    const PracticeRules kept = TRY(importPracticeRules(*database, doctor, command.now(), json));
    return Answer{u"Own rules %1 are taken in. They come in force by `rules sign-off`."_s.arg(kept.version),
                  {{u"version"_s, kept.version}, {u"digest"_s, kept.digest}}};
}

/// The version asked for, else the newest.
Result<PracticeRules> chosen(Database &database, const std::string &version)
{
    if (!version.empty())
        return practiceRules(database, text(version));
    const QList<PracticeRules> all = TRY(practiceRules(database));
    if (all.isEmpty())
        return fail(ErrorCode::NotFound, u"this clinic has no rules of its own"_s);
    return all.first();
}

Result<Answer> exportFile(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const PracticeRules rules = TRY(chosen(*database, options.version));
    if (options.file == "-")
        return Answer{QString::fromUtf8(rules.json).trimmed(), {{u"version"_s, rules.version}, {u"body"_s, QString::fromUtf8(rules.json)}}};
    TRY(writeFile(text(options.file), rules.json));
    return Answer{u"Own rules %1 are in %2"_s.arg(rules.version, text(options.file)),
                  {{u"version"_s, rules.version}, {u"file"_s, text(options.file)}}};
}

/// What own rules are compared with: the shipped set alone, those in force, or the version before.
Result<RuleSet> comparedWith(Database &database, const std::string &against, const std::optional<PracticeRules> &rules)
{
    if (against == "in-force")
        return *TRY(ruleSetInForce(database)).rules;
    const QList<PracticeRules> all = TRY(practiceRules(database));
    for (const PracticeRules &one : all) {
        const bool isBefore = !rules || one.id < rules->id;
        if (against == "previous" && isBefore)
            return withPracticeRules(*RuleSet::shipped(), one.json);
    }
    return *RuleSet::shipped();
}

Result<Answer> diff(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    std::optional<PracticeRules> rules;
    QByteArray json;
    if (options.file.empty()) {
        rules = TRY(chosen(*database, options.version));
        json = rules->json;
    } else {
        json = TRY(readFile(options.file));
    }
    const RuleSet after = TRY(tryPracticeRules(*database, json));
    const RuleSet before = TRY(comparedWith(*database, options.against, rules));
    QStringList lines{u"%1 compared with %2"_s.arg(after.version(), before.version())};
    QJsonArray array;
    for (const RuleDifference &one : differences(before, after)) {
        lines << differenceWords(one);
        array << QJsonObject{{u"rule"_s, one.code},     {u"title"_s, one.title}, {u"member"_s, one.member},
                             {u"before"_s, one.before}, {u"after"_s, one.after}};
    }
    if (array.isEmpty())
        lines << u"No rule differs."_s;
    return Answer{lines.join(u'\n'),
                  {{u"version"_s, after.version()}, {u"against"_s, before.version()}, {u"differences"_s, array}},
                  array.isEmpty() ? Exit::No : Exit::Done};
}

} // namespace

void addOwnRulesVerbs(CLI::App &rules, Command &command)
{
    auto *verb = rules.add_subcommand("own", "The clinic's own rules and tightenings")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *listVerb = verb->add_subcommand("list", "Every version, newest first");
    auto *importVerb = verb->add_subcommand("import", "Take a version in, to be signed off (dermatologist)");
    auto *exportVerb = verb->add_subcommand("export", "Write a version as it was taken in");
    auto *diffVerb = verb->add_subcommand("diff", "What a version changes, rule by rule");
    for (CLI::App *one : {listVerb, importVerb, exportVerb, diffVerb})
        command.addOptions(*one);
    importVerb->add_option("file", options->file, "JSON of docs/rules.md; - for standard input")->required();
    exportVerb->add_option("file", options->file, "Where to; - for standard output")->required();
    exportVerb->add_option("--version", options->version, "Which; without it the newest");
    auto *version = diffVerb->add_option("--version", options->version, "Which; without it the newest");
    diffVerb->add_option("--file", options->file, "A file that is not taken in yet")->excludes(version);
    diffVerb->add_option("--against", options->against, "What it is compared with")
        ->check(CLI::IsMember({"shipped", "previous", "in-force"}));
    command.onCall(*listVerb, [&command] { return list(command); });
    command.onCall(*importVerb, [&command, options] { return import(command, *options); });
    command.onCall(*exportVerb, [&command, options] { return exportFile(command, *options); });
    command.onCall(*diffVerb, [&command, options] { return diff(command, *options); });
}

} // namespace dermis::cli
