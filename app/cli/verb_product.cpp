#include "app/cli/command.h"
#include "app/cli/product_json.h"
#include "app/cli/product_verbs.h"
#include "app/cli/verbs.h"
#include "core/products/product_csv.h"
#include "core/products/product_repository.h"
#include "core/products/substance_repository.h"
#include "core/safety/authorised_uses.h"

#include <QJsonArray>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    qint64 product = 0;
    std::string kind = "topical";
    std::string category = "cosmetic";
    std::string brand;
    std::string name;
    std::string variant;
    std::string strength;
    std::string gtin;
    std::string sterile = "unknown";
    std::string singleUse = "unknown";
    std::string ingredients;
    std::string status;
    std::string evidence;
    std::string document;
    std::string reviewBy;
    std::string reason;
    std::string phase = "during";
    std::string date;
    std::string file;
    bool isPreview = false;
};

/// The value of a stable spelling; InvalidInput names the option.
template <typename Enum>
Result<Enum> named(std::optional<Enum> (*read)(const QString &), const std::string &value,
                   const QString &option)
{
    const auto found = read(text(value));
    if (!found)
        return fail(ErrorCode::InvalidInput,
                    u"%1: \"%2\" is not known; see docs/cli.md"_s.arg(option, text(value)));
    return *found;
}

Result<Answer> answerOf(Database &database, const Product &product, const QDate &day)
{
    const QJsonObject json = TRY(productJson(database, product, day));
    const QString line =
        u"%1  %2  %3  %4"_s.arg(product.id.toString(), product.title(), json[u"needlingStatus"_s].toString(),
                                supplyStateName(product.state));
    QStringList lines{line};
    for (const QJsonValue &unknown : json[u"notUnderstood"_s].toArray())
        lines << u"not understood: "_s + unknown.toString();
    return Answer{lines.join(u'\n'), json};
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    QStringList lines;
    QJsonArray array;
    for (const Product &product : TRY(products(*database))) {
        const Answer one = TRY(answerOf(*database, product, command.today()));
        lines << one.text.section(u'\n', 0, 0);
        array << one.json;
    }
    return Answer{lines.join(u'\n'), {{u"products"_s, array}}};
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const Product found = TRY(product(*database, ProductId(options.product)));
    return answerOf(*database, found, command.today());
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Product product;
    product.kind = TRY(named(kindFromName, options.kind, u"--kind"_s));
    product.category = TRY(named(categoryFromName, options.category, u"--category"_s));
    product.sterile = TRY(named(statedFromName, options.sterile, u"--sterile"_s));
    product.singleUse = TRY(named(statedFromName, options.singleUse, u"--single-use"_s));
    product.brand = text(options.brand);
    product.name = text(options.name);
    product.variant = text(options.variant);
    product.strength = text(options.strength);
    product.gtin = text(options.gtin);
    product.label = text(options.ingredients);
    const Product added = TRY(addProduct(*database, actor, command.now(), product));
    return answerOf(*database, added, command.today());
}

Result<Answer> setLabel(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Product changed = TRY(product(*database, ProductId(options.product)));
    changed.label = text(options.ingredients);
    changed.labelDate = command.today();
    changed = TRY(changeProduct(*database, actor, command.now(), changed, text(options.reason)));
    return answerOf(*database, changed, command.today());
}

Result<Answer> setDevice(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Product changed = TRY(product(*database, ProductId(options.product)));
    const QJsonObject profile = TRY(readJsonObject(options.file));
    changed.device = TRY(DeviceProfile::fromJson(profile));
    TRY(checkAuthorisedUses(changed.device.authorisedUses));
    changed = TRY(changeProduct(*database, actor, command.now(), changed, text(options.reason)));
    return answerOf(*database, changed, command.today());
}

Result<Answer> acknowledge(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const ProductId id(options.product);
    const Product changed = TRY(acknowledgeLabel(*database, actor, command.now(), id, text(options.reason)));
    return answerOf(*database, changed, command.today());
}

Result<Answer> review(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.doctor(*database));
    StatusReview wanted;
    wanted.status = TRY(named(needlingStatusFromName, options.status, u"status"_s));
    wanted.evidence = text(options.evidence);
    wanted.reason = text(options.reason);
    if (!options.reviewBy.empty())
        wanted.reviewBy = TRY(dateOption(options.reviewBy, u"--review-by"_s));
    std::optional<ReviewDocument> evidence;
    if (!options.document.empty()) {
        const QByteArray bytes = TRY(readFile(options.document));
        evidence =
            ReviewDocument{bytes, QMimeDatabase().mimeTypeForFileNameAndData(text(options.document), bytes).name()};
    }
    const ProductId id(options.product);
    TRY(reviewProduct(*database, actor, command.now(), id, wanted, evidence));
    const Product reviewed = TRY(product(*database, id));
    return answerOf(*database, reviewed, command.today());
}

Result<Answer> setState(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const SupplyState state = TRY(named(supplyStateFromName, options.status, u"state"_s));
    const ProductId id(options.product);
    const Product changed =
        TRY(setSupplyState(*database, actor, command.now(), id, state, text(options.reason)));
    return answerOf(*database, changed, command.today());
}

/// Whether it may be used in a phase; 1 when it may not.
Result<Answer> check(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const ProductPhase phase = TRY(named(phaseFromName, options.phase, u"--phase"_s));
    const QDate day = options.date.empty() ? command.today() : TRY(dateOption(options.date, u"--date"_s));
    const Product found = TRY(product(*database, ProductId(options.product)));
    const SubstanceCatalogue catalogue = TRY(substances(*database));
    const StatusReview status = TRY(latestReview(*database, found.id));
    QStringList lines;
    for (const GateProblem problem :
         gateProblems(found, status, readIngredients(found.label, catalogue), phase, day))
        lines << gateProblemName(problem);
    const QString said = lines.isEmpty() ? u"may be used"_s : u"may not be used: "_s + lines.join(u", "_s);
    return Answer{said,
                  {{u"product"_s, found.id.value()},
                   {u"phase"_s, phaseName(phase)},
                   {u"allowed"_s, lines.isEmpty()},
                   {u"problems"_s, QJsonArray::fromStringList(lines)}},
                  lines.isEmpty() ? Exit::Done : Exit::No};
}

Result<Answer> exportCsv(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const QByteArray csv = TRY(exportProducts(*database, command.today()));
    TRY(writeFile(text(options.file), csv));
    return Answer{u"written"_s, {{u"file"_s, text(options.file)}}};
}

QString outcomeName(ImportLine::Outcome outcome)
{
    switch (outcome) {
    case ImportLine::Outcome::New:
        return u"new"_s;
    case ImportLine::Outcome::Changed:
        return u"changed"_s;
    case ImportLine::Outcome::Unchanged:
        return u"unchanged"_s;
    case ImportLine::Outcome::Refused:
        break;
    }
    return u"refused"_s;
}

QString wordsOf(const ImportLine &line)
{
    QStringList words{outcomeName(line.outcome)};
    for (const QString &more : {line.what, line.changes.join(u", "_s), line.problem}) {
        if (!more.isEmpty())
            words << more;
    }
    if (line.endsAssessment)
        words << u"its assessment ends"_s;
    return words.join(u"  "_s);
}

QJsonObject toJson(const ImportLine &line)
{
    QJsonObject json{{u"line"_s, line.line}, {u"outcome"_s, outcomeName(line.outcome)}, {u"product"_s, line.what}};
    if (!line.changes.isEmpty())
        json.insert(u"changes"_s, QJsonArray::fromStringList(line.changes));
    if (line.endsAssessment)
        json.insert(u"endsAssessment"_s, true);
    if (!line.problem.isEmpty())
        json.insert(u"problem"_s, line.problem);
    return json;
}

Result<Answer> importCsv(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QByteArray csv = TRY(readFile(options.file));
    const auto act = options.isPreview ? &previewProducts : &importProducts;
    const QList<ImportLine> done = TRY(act(*database, actor, command.now(), csv));
    const int added = countOf(done, ImportLine::Outcome::New);
    const int changed = countOf(done, ImportLine::Outcome::Changed);
    const int unchanged = countOf(done, ImportLine::Outcome::Unchanged);
    const int refused = countOf(done, ImportLine::Outcome::Refused);
    QStringList said;
    QJsonArray lines;
    for (const ImportLine &line : done) {
        said << u"line %1: %2"_s.arg(QString::number(line.line), wordsOf(line));
        lines << toJson(line);
    }
    if (!options.isPreview)
        said.clear();
    said << u"%1 products added, each not assessed; %2 changed, %3 unchanged, %4 refused"_s.arg(added).arg(changed).arg(unchanged).arg(refused);
    if (options.isPreview)
        said << u"Nothing was kept."_s;
    return Answer{said.join(u'\n'),
                  {{u"added"_s, added}, {u"changed"_s, changed}, {u"unchanged"_s, unchanged}, {u"refused"_s, refused}, {u"lines"_s, lines}},
                  refused > 0 ? Exit::No : Exit::Done};
}

void addReadingVerbs(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *listVerb = verb.add_subcommand("list", "Every product");
    auto *showVerb = verb.add_subcommand("show", "One product");
    auto *checkVerb = verb.add_subcommand("check", "Whether it may be used in a phase");
    auto *exportVerb = verb.add_subcommand("export", "Every product as CSV");
    for (CLI::App *one : {listVerb, showVerb, checkVerb, exportVerb})
        command.addOptions(*one);
    for (CLI::App *one : {showVerb, checkVerb})
        one->add_option("product", options->product, "Its number")->required();
    checkVerb->add_option("--phase", options->phase, "before, during, after or home")->capture_default_str();
    checkVerb->add_option("--date", options->date, "On this day; without it today");
    exportVerb->add_option("file", options->file, "Where to")->required();
    command.onCall(*listVerb, [&command] { return list(command); });
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });
    command.onCall(*checkVerb, [&command, options] { return check(command, *options); });
    command.onCall(*exportVerb, [&command, options] { return exportCsv(command, *options); });
}

void addAddingVerbs(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *addVerb = verb.add_subcommand("add", "Register a product; it is not assessed");
    auto *importVerb = verb.add_subcommand("import", "Add and change products as a CSV file says, all or none");
    command.addOptions(*addVerb);
    command.addOptions(*importVerb);
    addVerb->add_option("name", options->name, "Its name")->required();
    addVerb->add_option("--kind", options->kind, "topical, anaesthetic, antiseptic, device or cartridge")
        ->capture_default_str();
    addVerb->add_option("--category", options->category, "To the law: medicine, cosmetic, ...")
        ->capture_default_str();
    addVerb->add_option("--brand", options->brand, "Brand");
    addVerb->add_option("--variant", options->variant, "Variant");
    addVerb->add_option("--strength", options->strength, "Strength");
    addVerb->add_option("--gtin", options->gtin, "Barcode number");
    addVerb->add_option("--sterile", options->sterile, "yes, no or unknown")->capture_default_str();
    addVerb->add_option("--single-use", options->singleUse, "yes, no or unknown")->capture_default_str();
    addVerb->add_option("--ingredients", options->ingredients, "The list as printed");
    importVerb->add_option("file", options->file, "As export writes it")->required();
    importVerb->add_flag("--preview", options->isPreview, "Say what each line would do; keep nothing");
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
    command.onCall(*importVerb, [&command, options] { return importCsv(command, *options); });
}

void addChangingVerbs(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *label = verb.add_subcommand("label", "Replace the ingredients; ends an assessment");
    auto *device = verb.add_subcommand("device", "What the maker says of a device");
    auto *acknowledgeVerb =
        verb.add_subcommand("acknowledge-label", "The unknown rest of the label was read and is understood");
    auto *status = verb.add_subcommand("status", "The dermatologist's assessment");
    auto *state = verb.add_subcommand("state", "Withdraw, mark as recalled, or make active again");
    for (CLI::App *one : {label, device, acknowledgeVerb, status, state}) {
        command.addOptions(*one);
        one->add_option("product", options->product, "Its number")->required();
        one->add_option("--reason", options->reason, "Why, in 15 characters or more")
            ->required(one != status);
    }
    label->add_option("ingredients", options->ingredients, "The list as printed")->required();
    device->add_option("file", options->file, "The profile as JSON")->required();
    status
        ->add_option("status", options->status, "approved, evidence-supported, after-only, home-only, banned")
        ->required();
    status->add_option("--evidence", options->evidence, "What it rests on");
    status->add_option("--document", options->document, "A file to attach");
    status->add_option("--review-by", options->reviewBy, "The day it must be reviewed again");
    state->add_option("state", options->status, "active, withdrawn or recalled")->required();
    command.onCall(*label, [&command, options] { return setLabel(command, *options); });
    command.onCall(*device, [&command, options] { return setDevice(command, *options); });
    command.onCall(*acknowledgeVerb, [&command, options] { return acknowledge(command, *options); });
    command.onCall(*status, [&command, options] { return review(command, *options); });
    command.onCall(*state, [&command, options] { return setState(command, *options); });
}

} // namespace

void addProductVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("product", "What touches the skin")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    addReadingVerbs(*verb, command, options);
    addAddingVerbs(*verb, command, options);
    addChangingVerbs(*verb, command, options);
    addSubstancesVerb(*verb, command);
}

} // namespace dermis::cli
