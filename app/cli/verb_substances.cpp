#include "app/cli/command.h"
#include "app/cli/product_verbs.h"
#include "core/base/text_folding.h"
#include "core/products/substance_reader.h"
#include "core/products/substance_repository.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string word;
    std::string name;
    std::string sameAs;
    std::string annex;
    std::string file;
    std::vector<std::string> synonyms;
    std::vector<std::string> groups;
};

/// As the file writes it, but for the groups, which are a list.
QJsonObject toJson(const Substance &substance)
{
    QJsonObject object = substanceToJson(substance);
    QJsonArray groups;
    for (auto group = substance.groups.constBegin(); group != substance.groups.constEnd(); ++group)
        groups << QJsonObject{{u"group"_s, group.key()}, {u"strength"_s, strengthName(*group)}};
    object[u"groups"_s] = groups;
    return object;
}

bool fits(const Substance &substance, const QString &typed)
{
    const QStringList names = QStringList{substance.key, substance.name} + substance.inci +
                              substance.synonyms + substance.misspellings + substance.hints;
    return std::any_of(names.begin(), names.end(),
                       [&](const QString &name) { return folded(name).contains(typed); });
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const SubstanceCatalogue catalogue = TRY(substances(*database));
    QStringList lines;
    QJsonArray array;
    for (const Substance &substance : catalogue.substances()) {
        if (!fits(substance, folded(text(options.word))))
            continue;
        lines << u"%1  %2  %3"_s.arg(substance.key, substance.name,
                                     QStringList(substance.groups.keys()).join(u' '));
        array << toJson(substance);
    }
    return Answer{lines.join(u'\n'),
                  {{u"version"_s, catalogue.version()}, {u"substances"_s, array}},
                  array.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    if (!options.sameAs.empty()) {
        const Substance named = TRY(
            nameIngredient(*database, actor, command.now(), text(options.name), text(options.sameAs)));
        return Answer{u"%1  %2"_s.arg(named.key, named.name), toJson(named)};
    }
    Substance substance;
    substance.name = text(options.name);
    for (const std::string &synonym : options.synonyms)
        substance.synonyms << text(synonym);
    for (const std::string &group : options.groups) {
        const QStringList parts = text(group).split(u'=');
        const auto strength = strengthFromName(parts.value(1));
        if (parts.size() != 2 || !strength || *strength == Strength::Same)
            return fail(ErrorCode::InvalidInput,
                        u"--group: write it like FRAG=strong, with none, weak, possible or strong"_s);
        substance.groups.insert(parts.first(), *strength);
    }
    const Substance added = TRY(addSubstance(*database, actor, command.now(), substance));
    return Answer{u"%1  %2"_s.arg(added.key, added.name), toJson(added)};
}

Result<Answer> import(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QByteArray csv = TRY(readFile(options.file));
    const ImportedSubstances done =
        TRY(importCosIng(*database, actor, command.now(), csv, text(options.annex)));
    return Answer{u"%1 names added, %2 known before"_s.arg(done.added).arg(done.known),
                  {{u"added"_s, done.added}, {u"known"_s, done.known}}};
}

} // namespace

void addSubstancesVerb(CLI::App &product, Command &command)
{
    auto *verb = product.add_subcommand("substances", "What a person can react to")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *listVerb = verb->add_subcommand("list", "Those that a word fits");
    auto *addVerb = verb->add_subcommand("add", "Add one of the clinic's own");
    auto *importVerb = verb->add_subcommand("import", "Take ingredient names from a CosIng annex");
    for (CLI::App *one : {listVerb, addVerb, importVerb})
        command.addOptions(*one);
    listVerb->add_option("word", options->word, "Part of a name; without it all are listed");
    addVerb->add_option("name", options->name, "As labels print it")->required();
    auto *synonym = addVerb->add_option("--synonym", options->synonyms, "Another name; may be given again");
    addVerb->add_option("--same-as", options->sameAs, "Key of the substance that the name on a label means")
        ->excludes(synonym);
    addVerb->add_option("--group", options->groups,
                        "Cross-reaction group and strength: FRAG=strong; may be given again");
    importVerb
        ->add_option("file", options->file, "CSV with reference_number, common_ingredients and cas_number")
        ->required();
    importVerb->add_option("--annex", options->annex, "Where the names come from, like \"CosIng Annex V\"")
        ->required();
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
    command.onCall(*importVerb, [&command, options] { return import(command, *options); });
}

} // namespace dermis::cli
