#include "app/cli/command.h"
#include "app/cli/product_json.h"
#include "app/cli/verbs.h"
#include "core/products/gs1.h"
#include "core/products/lot_csv.h"
#include "core/products/product_repository.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    qint64 product = 0;
    qint64 lot = 0;
    std::string code;
    std::string expiry;
    std::string barcode;
    std::string storage;
    std::string day;
    std::string state;
    std::string reason;
    std::string file;
    int quantity = 0;
};

Result<Answer> answerOf(Database &database, const Lot &lot, const QDate &day)
{
    const Product of = TRY(product(database, lot.productId));
    const QJsonObject json = toJson(lot, of, day);
    QStringList problems;
    for (const QJsonValue &problem : json[u"problems"_s].toArray())
        problems << problem.toString();
    const QString line = u"%1  %2  %3  until %4  %5"_s.arg(
        lot.id.toString(), of.title(), lot.code, lot.expiry.toString(Qt::ISODate),
        problems.isEmpty() ? u"usable"_s : problems.join(u", "_s));
    return Answer{line, json};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const Product of = TRY(product(*database, ProductId(options.product)));
    QStringList lines;
    QJsonArray array;
    for (const Lot &lot : TRY(lots(*database, of.id))) {
        const Answer one = TRY(answerOf(*database, lot, command.today()));
        lines << one.text;
        array << one.json;
    }
    return Answer{lines.join(u'\n'), {{u"lots"_s, array}}};
}

/// The product whose barcode this is.
Result<Product> productOf(Database &database, const Gs1Data &scanned)
{
    for (const Product &one : TRY(products(database))) {
        if (one.gtin == scanned.gtin)
            return one;
    }
    return fail(ErrorCode::NotFound, u"no product has the barcode %1; register it first"_s.arg(scanned.gtin));
}

/// From a barcode; what it does not say is taken from the options.
Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Lot lot;
    lot.productId = ProductId(options.product);
    if (!options.barcode.empty()) {
        const Gs1Data scanned = TRY(readGs1(text(options.barcode)));
        const Product found = TRY(productOf(*database, scanned));
        if (options.product != 0 && found.id != lot.productId)
            return fail(ErrorCode::InvalidInput, u"the barcode is of product %1"_s.arg(found.id.toString()));
        lot.productId = found.id;
        lot.code = scanned.lot;
        lot.expiry = scanned.expiry;
    }
    if (!options.code.empty())
        lot.code = text(options.code);
    if (!options.expiry.empty())
        lot.expiry = TRY(dateOption(options.expiry, u"--expiry"_s));
    lot.quantity = options.quantity;
    lot.storage = text(options.storage);
    const Lot added = TRY(receiveLot(*database, actor, command.now(), lot));
    return answerOf(*database, added, command.today());
}

Result<Answer> open(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QDate day = options.day.empty() ? command.today() : TRY(dateOption(options.day, u"--date"_s));
    const Lot opened = TRY(openLot(*database, actor, command.now(), LotId(options.lot), day));
    return answerOf(*database, opened, command.today());
}

Result<Answer> finish(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QDate day = options.day.empty() ? command.today() : TRY(dateOption(options.day, u"--date"_s));
    const Lot finished = TRY(finishLot(*database, actor, command.now(), LotId(options.lot), day));
    return answerOf(*database, finished, command.today());
}

Result<Answer> setState(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const auto state = supplyStateFromName(text(options.state));
    if (!state)
        return fail(ErrorCode::InvalidInput,
                    u"\"%1\" is not active, withdrawn or recalled"_s.arg(text(options.state)));
    const LotId id(options.lot);
    const Lot changed = TRY(setLotState(*database, actor, command.now(), id, *state, text(options.reason)));
    return answerOf(*database, changed, command.today());
}

Result<Answer> exportFile(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const QByteArray csv = TRY(exportLots(*database));
    TRY(writeFile(text(options.file), csv));
    return Answer{u"The lots are in %1"_s.arg(text(options.file)), {{u"file"_s, text(options.file)}}};
}

Result<Answer> importFile(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QByteArray csv = TRY(readFile(options.file));
    const int added = TRY(importLots(*database, actor, command.now(), csv));
    return Answer{u"%1 lots are taken into stock"_s.arg(added), {{u"added"_s, added}}};
}

/// What a barcode says, without keeping anything.
Result<Answer> scan(const Options &options)
{
    const Gs1Data scanned = TRY(readGs1(text(options.barcode)));
    const QString expiry = scanned.expiry.toString(Qt::ISODate);
    return Answer{u"product %1  lot %2  until %3"_s.arg(scanned.gtin, scanned.lot, expiry),
                  {{u"gtin"_s, scanned.gtin},
                   {u"code"_s, scanned.lot},
                   {u"expiry"_s, scanned.expiry.isValid() ? QJsonValue(expiry) : QJsonValue()},
                   {u"serial"_s, scanned.serial}}};
}

} // namespace

void addLotVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("lot", "Deliveries of a product in stock")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *listVerb = verb->add_subcommand("list", "The lots of a product");
    auto *addVerb = verb->add_subcommand("add", "Take a delivery into stock");
    auto *openVerb = verb->add_subcommand("open", "The day it was opened");
    auto *finishVerb = verb->add_subcommand("finish", "The day its last unit was used up or thrown away");
    auto *stateVerb = verb->add_subcommand("state", "Withdraw, mark as recalled, or make active again");
    auto *scanVerb = verb->add_subcommand("scan", "What a GS1 barcode says");
    auto *exportVerb = verb->add_subcommand("export", "Write every lot as CSV");
    auto *importVerb = verb->add_subcommand("import", "Take the lots of a CSV file into stock, all or none");
    for (CLI::App *one : {listVerb, addVerb, openVerb, finishVerb, stateVerb, exportVerb, importVerb})
        command.addOptions(*one);
    command.addJson(*scanVerb);
    listVerb->add_option("product", options->product, "The product's number")->required();
    addVerb->add_option("product", options->product, "The product's number; a barcode names it, too");
    addVerb->add_option("--code", options->code, "The lot's number, as printed");
    addVerb->add_option("--expiry", options->expiry, "The last day it may be used");
    addVerb->add_option("--barcode", options->barcode, "GS1 text, typed or scanned");
    addVerb->add_option("--quantity", options->quantity, "Units received")->required();
    addVerb->add_option("--storage", options->storage, "How it is kept");
    openVerb->add_option("lot", options->lot, "Its number")->required();
    openVerb->add_option("--date", options->day, "Without it today");
    finishVerb->add_option("lot", options->lot, "Its number")->required();
    finishVerb->add_option("--date", options->day, "Without it today");
    stateVerb->add_option("lot", options->lot, "Its number")->required();
    stateVerb->add_option("state", options->state, "active, withdrawn or recalled")->required();
    stateVerb->add_option("--reason", options->reason, "Why, in 15 characters or more")->required();
    scanVerb->add_option("barcode", options->barcode, "GS1 text, typed or scanned")->required();
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
    command.onCall(*openVerb, [&command, options] { return open(command, *options); });
    command.onCall(*finishVerb, [&command, options] { return finish(command, *options); });
    command.onCall(*stateVerb, [&command, options] { return setState(command, *options); });
    exportVerb->add_option("file", options->file, "Where to")->required();
    importVerb->add_option("file", options->file, "CSV as docs/products.md says")->required();
    command.onCall(*exportVerb, [&command, options] { return exportFile(command, *options); });
    command.onCall(*importVerb, [&command, options] { return importFile(command, *options); });
    command.onCall(*scanVerb, [options] { return scan(*options); });
}

} // namespace dermis::cli
