#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/base/clock.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/phone_number.h"
#include "core/treatments/recall_letters.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    qint64 recall = 0;
    qint64 product = 0;
    qint64 lot = 0;
    std::string from;
    std::string to;
    std::string reason;
    std::string patient;
    std::string state;
    std::optional<std::string> note;
    std::string outcome;
    std::string words;
    std::string file;
    qint64 after = 0;
    int limit = 50;
    bool isDrill = false;
};

Result<RecallScope> scopeOf(const Options &options)
{
    RecallScope scope{ProductId(options.product), LotId(options.lot), {}, {}};
    if (options.product == 0 && options.lot == 0)
        return fail(ErrorCode::InvalidInput, u"say which --lot or --product"_s);
    if (!options.from.empty())
        scope.from = TRY(dateOption(options.from, u"--from"_s));
    if (!options.to.empty())
        scope.to = TRY(dateOption(options.to, u"--to"_s));
    return scope;
}

QString dayText(const QDate &day)
{
    return day.isValid() ? day.toString(Qt::ISODate) : u"-"_s;
}

QJsonValue dayJson(const QDate &day)
{
    return day.isValid() ? QJsonValue(day.toString(Qt::ISODate)) : QJsonValue();
}

QString lineOf(const ExposedPatient &patient)
{
    const QString phone = patient.phones.isEmpty() ? u"-"_s : displayPhone(patient.phones.constFirst().number);
    return u"%1  %2  %3  used %4 to %5 (%6)  last seen %7"_s.arg(patient.fileNumber, patient.name, phone,
                                                                 dayText(patient.firstUse), dayText(patient.lastUse),
                                                                 QString::number(patient.sessions),
                                                                 dayText(patient.lastSeen));
}

QJsonObject toJson(const ExposedPatient &patient)
{
    QJsonArray phones;
    for (const Phone &phone : patient.phones)
        phones << phone.number;
    return {{u"id"_s, patient.id.value()},
            {u"fileNumber"_s, patient.fileNumber},
            {u"name"_s, patient.name},
            {u"phones"_s, phones},
            {u"sessions"_s, patient.sessions},
            {u"firstUse"_s, dayJson(patient.firstUse)},
            {u"lastUse"_s, dayJson(patient.lastUse)},
            {u"lastSeen"_s, dayJson(patient.lastSeen)},
            {u"zones"_s, QJsonArray::fromStringList(patient.zones)}};
}

Answer answerOf(const Recall &recall)
{
    QJsonObject counts;
    QStringList words;
    for (auto it = recall.counts.begin(); it != recall.counts.end(); ++it) {
        counts.insert(recallStateName(it.key()), *it);
        words << u"%1 %2"_s.arg(recallStateName(it.key()).replace(u'-', u' ')).arg(*it);
    }
    const QString kind = recall.isDrill ? u"drill"_s : u"recall"_s;
    const QString begun = clinicTime(recall.begunAt).date().toString(Qt::ISODate);
    QString line = u"%1  %2  begun %3 by %4  %5  %6"_s.arg(recall.id.toString(), kind, begun, recall.begunByName,
                                                         recall.reason, words.join(u", "_s));
    if (!recall.isOpen())
        line += u"  ended: "_s + recall.outcome;
    return {line,
            {{u"id"_s, recall.id.value()},
             {u"drill"_s, recall.isDrill},
             {u"product"_s, recall.scope.product.value()},
             {u"lot"_s, recall.scope.lot.isNull() ? QJsonValue() : QJsonValue(recall.scope.lot.value())},
             {u"from"_s, dayJson(recall.scope.from)},
             {u"to"_s, dayJson(recall.scope.to)},
             {u"reason"_s, recall.reason},
             {u"begunAt"_s, toIsoUtc(recall.begunAt)},
             {u"begunBy"_s, recall.begunByName},
             {u"open"_s, recall.isOpen()},
             {u"outcome"_s, recall.outcome},
             {u"patients"_s, recall.patients()},
             {u"states"_s, counts}}};
}

Result<Answer> find(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const RecallScope scope = TRY(scopeOf(options));
    const QList<ExposedPatient> page =
        TRY(exposedPatients(*database, actor, scope, PatientId(options.after), options.limit));
    const bool isAll = options.after == 0 && page.size() < options.limit; // then nothing is left to count
    const qint64 count = isAll ? page.size() : TRY(exposedCount(*database, actor, scope));
    QStringList lines;
    QJsonArray array;
    for (const ExposedPatient &one : page) {
        lines << lineOf(one);
        array << toJson(one);
    }
    lines << (count == 1 ? u"1 patient in all."_s : u"%1 patients in all."_s.arg(count));
    return Answer{lines.join(u'\n'), {{u"count"_s, count}, {u"patients"_s, array}}};
}

Result<Answer> begin(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const RecallScope scope = TRY(scopeOf(options));
    const QString reason = text(options.reason);
    return answerOf(TRY(beginRecall(*database, actor, command.now(), scope, options.isDrill, reason)));
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    QStringList lines;
    QJsonArray array;
    for (const Recall &one : TRY(recalls(*database, actor))) {
        const Answer answer = answerOf(one);
        lines << answer.text;
        array << answer.json;
    }
    return Answer{lines.join(u'\n'), {{u"recalls"_s, array}}};
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const RecallId id(options.recall);
    Answer answer = answerOf(TRY(recall(*database, actor, id)));
    QJsonArray array;
    for (const RecalledPatient &one : TRY(recalledPatients(*database, actor, id))) {
        const QString note = one.note.isEmpty() ? QString() : u"  "_s + one.note;
        answer.text += u"\n%1  %2%3"_s.arg(recallStateName(one.state), lineOf(one.patient), note);
        QJsonObject json = toJson(one.patient);
        json.insert(u"state"_s, recallStateName(one.state));
        json.insert(u"note"_s, one.note);
        array << json;
    }
    answer.json.insert(u"list"_s, array);
    return answer;
}

Result<Answer> setState(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const auto state = recallStateFromName(text(options.state));
    if (!state)
        return fail(ErrorCode::InvalidInput, u"\"%1\" is not to-contact, letter, reached, not-reached or seen"_s.arg(
                                                 text(options.state)));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    const RecallId id(options.recall);
    const std::optional<QString> note = options.note ? std::optional(text(*options.note)) : std::nullopt;
    TRY(setRecallState(*database, actor, command.now(), id, patient, *state, note));
    return answerOf(TRY(recall(*database, actor, id)));
}

Result<Answer> end(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QString outcome = text(options.outcome);
    return answerOf(TRY(endRecall(*database, actor, command.now(), RecallId(options.recall), outcome)));
}

Result<Answer> letters(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QString words = text(options.words);
    const QList<SheetContent> sheets =
        TRY(recallLetters(*database, actor, command.now(), RecallId(options.recall), words));
    const QByteArray pdf = TRY(sheetsPdf(sheets));
    const QString file = text(options.file);
    TRY(writeFile(file, pdf));
    return Answer{u"%1  letters: %2"_s.arg(file).arg(sheets.size()),
                  {{u"file"_s, file}, {u"letters"_s, sheets.size()}}};
}

} // namespace

void addRecallVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("recall", "Whom a lot, a product or a device touched, and calling them back")
                     ->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *findVerb = verb->add_subcommand("find", "Whom it touched, with telephone number and last visit");
    auto *beginVerb = verb->add_subcommand("begin", "Begin a recall, or the drill of one");
    auto *listVerb = verb->add_subcommand("list", "Every recall and drill");
    auto *showVerb = verb->add_subcommand("show", "Whom a recall concerns, and how far they have come");
    auto *stateVerb = verb->add_subcommand("state", "How far one patient has come");
    auto *lettersVerb = verb->add_subcommand("letters", "A letter to each who was not reached yet, as one PDF");
    auto *endVerb = verb->add_subcommand("end", "End it, with what came of it");
    for (CLI::App *one : {findVerb, beginVerb, listVerb, showVerb, stateVerb, lettersVerb, endVerb})
        command.addOptions(*one);
    for (CLI::App *one : {findVerb, beginVerb}) {
        one->add_option("--lot", options->lot, "The lot's number");
        one->add_option("--product", options->product, "The product's number: every lot of it");
        one->add_option("--from", options->from, "The first day of use");
        one->add_option("--to", options->to, "The last day of use");
    }
    findVerb->add_option("--after", options->after, "Go on after this patient's number");
    findVerb->add_option("--limit", options->limit, "How many at the most")->check(CLI::Range(1, 100000));
    beginVerb->add_option("--reason", options->reason, "What the maker or the practice says")->required();
    beginVerb->add_flag("--drill", options->isDrill, "For practice: nobody is told anything");
    for (CLI::App *one : {showVerb, stateVerb, lettersVerb, endVerb})
        one->add_option("recall", options->recall, "Its number")->required();
    stateVerb->add_option("patient", options->patient, "Number or file number")->required();
    stateVerb->add_option("state", options->state, "to-contact, letter, reached, not-reached or seen")->required();
    stateVerb->add_option("--note", options->note, "What was said");
    lettersVerb->add_option("--words", options->words, "What the patients are told")->required();
    lettersVerb->add_option("-o,--output", options->file, "The PDF to write")->required();
    endVerb->add_option("--outcome", options->outcome, "What came of it")->required();
    command.onCall(*findVerb, [&command, options] { return find(command, *options); });
    command.onCall(*beginVerb, [&command, options] { return begin(command, *options); });
    command.onCall(*listVerb, [&command] { return list(command); });
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });
    command.onCall(*stateVerb, [&command, options] { return setState(command, *options); });
    command.onCall(*lettersVerb, [&command, options] { return letters(command, *options); });
    command.onCall(*endVerb, [&command, options] { return end(command, *options); });
}

} // namespace dermis::cli
