#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/products/product_repository.h"
#include "core/treatments/session.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string patient;
    std::string day;
    std::string reason;
    std::vector<std::string> lots;
    std::vector<qint64> devices;
};

/// "12", "12:3" for three units, "12#A-7" for the one unit with that code.
Result<UsedProduct> usedLot(const QString &text)
{
    const QString number = text.section(u'#', 0, 0).section(u':', 0, 0);
    const bool hasUnits = text.section(u'#', 0, 0).contains(u':');
    bool isNumber = false;
    bool isCount = true;
    UsedProduct used;
    used.lot = LotId(number.toLongLong(&isNumber));
    used.unitCode = text.section(u'#', 1);
    if (hasUnits)
        used.units = text.section(u'#', 0, 0).section(u':', 1).toInt(&isCount);
    if (!isNumber || !isCount)
        return fail(ErrorCode::InvalidInput,
                    u"\"%1\" is no lot; write its number, NUMBER:UNITS or NUMBER#UNIT-CODE"_s.arg(text));
    return used;
}

Result<QJsonObject> toJson(Database &database, const UsedProduct &used)
{
    const Product of = TRY(product(database, used.product));
    QJsonObject json{{u"product"_s, used.product.value()}, {u"name"_s, of.title()}, {u"units"_s, used.units}};
    if (!used.lot.isNull()) {
        const Lot delivery = TRY(lot(database, used.lot));
        json.insert(u"lot"_s, used.lot.value());
        json.insert(u"code"_s, delivery.code);
    }
    if (!used.unitCode.isEmpty())
        json.insert(u"unitCode"_s, used.unitCode);
    return json;
}

Result<Answer> answerOf(Database &database, const Session &session)
{
    QJsonArray used;
    QStringList words;
    for (const UsedProduct &one : session.used) {
        const QJsonObject json = TRY(toJson(database, one));
        words << json[u"name"_s].toString() + (one.lot.isNull() ? QString() : u", lot "_s + json[u"code"_s].toString());
        used << json;
    }
    const QString day = session.treatedOn.toString(Qt::ISODate);
    return Answer{u"%1  %2  %3"_s.arg(session.id.toString(), day, words.join(u"; "_s)),
                  {{u"id"_s, session.id.value()},
                   {u"patient"_s, session.patient.value()},
                   {u"date"_s, day},
                   {u"plan"_s, session.plan.toJson()},
                   {u"used"_s, used},
                   {u"reason"_s, session.reason}}};
}

Result<Answer> record(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Session session;
    session.patient = TRY(patientArgument(*database, options.patient)).id;
    if (!options.day.empty())
        session.treatedOn = TRY(dateOption(options.day, u"--date"_s));
    session.reason = text(options.reason);
    for (const std::string &lot : options.lots)
        session.used << TRY(usedLot(text(lot)));
    for (const qint64 device : options.devices) {
        UsedProduct used;
        used.product = ProductId(device);
        session.used << used;
    }
    const Session recorded = TRY(recordSession(*database, actor, command.now(), session));
    return answerOf(*database, recorded);
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    QStringList lines;
    QJsonArray array;
    for (const Session &session : TRY(sessionsOf(*database, actor, patient))) {
        const Answer one = TRY(answerOf(*database, session));
        lines << one.text;
        array << one.json;
    }
    return Answer{lines.join(u'\n'), {{u"sessions"_s, array}}};
}

} // namespace

void addSessionVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("session", "What was used in a treatment")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *recordVerb = verb->add_subcommand("record", "Record a treatment, with the patient's plan as it is");
    auto *listVerb = verb->add_subcommand("list", "The treatments of a patient");
    for (CLI::App *one : {recordVerb, listVerb}) {
        command.addOptions(*one);
        one->add_option("patient", options->patient, "Number or file number")->required();
    }
    recordVerb->add_option("--lot", options->lots, "What was used: its lot's number, NUMBER:UNITS or NUMBER#UNIT-CODE; again for each");
    recordVerb->add_option("--device", options->devices, "The handpiece: its product's number");
    recordVerb->add_option("--date", options->day, "Without it today");
    recordVerb->add_option("--reason", options->reason, "Why something unfit was used all the same");
    command.onCall(*recordVerb, [&command, options] { return record(command, *options); });
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });
}

} // namespace dermis::cli
