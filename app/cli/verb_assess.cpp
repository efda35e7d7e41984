#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/patient.h"
#include "core/patients/record_access.h"
#include "core/safety/earliest_date.h"
#include "core/safety/reassessment.h"
#include "core/safety/safety_check.h"
#include "core/safety/zones.h"
#include "core/treatments/assessment_sheet.h"
#include "core/treatments/readiness.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string plan;
    std::string date;
    std::string output;
    bool why = false;
    bool cards = false;
    bool all = false;
};

QString lineOf(const Finding &finding, const QList<Decision> &decisions)
{
    const Decision *decision = answerTo(finding, decisions);
    const QString place = finding.zone.isEmpty() ? u""_s : u" ("_s + zoneName(finding.zone) + u')';
    const QString settled = decision == nullptr ? u""_s : u"\n    %1 by %2: %3"_s.arg(verdictName(decision->choice.verdict),
                                                                                     decision->decidedByName,
                                                                                     decision->choice.reason);
    return u"%1  %2  %3  %4%5\n    %6%7"_s.arg(severityName(finding.severity()), finding.rule->code,
                                              outcomeName(finding.outcome), finding.rule->title, place,
                                              explanation(finding), settled);
}

QJsonObject toJson(const Finding &finding, const QList<Decision> &decisions)
{
    QJsonObject json = dermis::toJson(finding);
    if (const Decision *decision = answerTo(finding, decisions))
        json.insert(u"decision"_s, QJsonObject{{u"verdict"_s, verdictName(decision->choice.verdict)},
                                               {u"reason"_s, decision->choice.reason},
                                               {u"by"_s, decision->decidedByName},
                                               {u"at"_s, toIsoUtc(decision->decidedAt)}});
    return json;
}

QJsonObject deferralJson(const EarliestDate &date)
{
    QJsonArray because;
    for (const Finding &finding : date.because)
        because << finding.rule->code;
    const auto earliest = date.earliest();
    return {{u"because"_s, because},
            {u"earliest"_s, earliest ? QJsonValue(earliest->toString(Qt::ISODate)) : QJsonValue()},
            {u"arithmetic"_s, QJsonArray::fromStringList(date.lines())}};
}

QStringList report(const SafetyCheck &check, const Options &options)
{
    QStringList lines;
    for (const Finding &finding : check.assessment.findings) {
        if (finding.outcome != Outcome::Clear || options.why)
            lines << lineOf(finding, check.decisions);
    }
    if (!options.why)
        lines << u"%1 rules did not fire; --why shows them."_s.arg(check.assessment.withOutcome(Outcome::Clear).size());
    lines << u"Not yet checked: %1"_s.arg(check.assessment.notYetChecked.join(u", "_s));
    if (!check.inForce.signedOff)
        lines << u"Rule set %1 is proposed, not signed off."_s.arg(check.assessment.ruleSetVersion);
    return lines;
}

QStringList readinessLines(const Readiness &readiness)
{
    QStringList lines{readiness.isReady() ? u"Ready."_s : u"Between now and treatment: %1"_s.arg(readiness.gaps())};
    for (const ReadinessPart &part : readiness.parts)
        lines << u"    "_s + toText(part);
    return lines;
}

Answer answerOf(const Patient &patient, const SafetyCheck &check, const Readiness &readiness, const Options &options)
{
    const QStringList stops = check.sheetStops();
    QStringList lines = report(check, options);
    lines << readinessLines(readiness);
    QJsonArray open;
    for (const Finding &finding : check.stopsSheet())
        open << finding.rule->code;
    QJsonArray products;
    for (const PlannedUse &use : check.facts.products)
        products << use.toJson();
    QJsonArray findings;
    for (const Finding &finding : check.assessment.findings)
        findings << toJson(finding, check.decisions);
    lines << (stops.isEmpty() ? u"Cleared for %1: a consent sheet may be issued."_s.arg(
                                    check.assessment.session.toString(Qt::ISODate))
                              : u"Not cleared, open: %1."_s.arg(stops.join(u", "_s)));
    return {lines.join(u'\n'),
            {{u"fileNumber"_s, patient.fileNumber},
             {u"cleared"_s, stops.isEmpty()},
             {u"status"_s, sessionStatusName(status(check.assessment, check.decisions))},
             {u"session"_s, check.assessment.session.toString(Qt::ISODate)},
             {u"ruleSet"_s, check.assessment.ruleSetVersion},
             {u"ruleSetSignedOff"_s, check.inForce.signedOff},
             {u"open"_s, open},
             {u"findings"_s, findings},
             {u"missing"_s, QJsonArray::fromStringList(check.assessment.missingRequired)},
             {u"notYetChecked"_s, QJsonArray::fromStringList(check.assessment.notYetChecked)},
             {u"arithmetic"_s, dermis::toJson(check.arithmetic)},
             {u"products"_s, products},
             {u"readiness"_s, dermis::toJson(readiness)},
             {u"deferral"_s, deferralJson(earliestDate(check.assessment, check.decisions))}},
            stops.isEmpty() ? Exit::Done : Exit::No};
}

Result<Plan> planFor(Database &database, PatientId patient, const Options &options)
{
    Plan plan = TRY(currentPlan(database, patient)).value_or(Plan{});
    if (!options.plan.empty()) {
        const QJsonObject json = TRY(readJsonObject(options.plan));
        plan = TRY(Plan::fromJson(json));
    }
    if (!options.date.empty())
        plan.date = TRY(dateOption(options.date, u"--date"_s));
    return plan;
}

Result<> print(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, const std::string &file)
{
    const SheetContent sheet = TRY(assessmentSheet(database, actor, now, patient));
    const QByteArray pdf = TRY(sheetPdf(sheet));
    TRY(writeSheet(file, pdf));
    return database.isReadOnly() ? Result<>() : recordAccess(database, actor, now, patient, AccessAct::Printed);
}

Result<Answer> assessPatient(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const Plan plan = TRY(planFor(*database, patient.id, options));
    TRY(openedRecord(*database, actor, command.now(), options.patient)); // once the options were found good
    const SafetyCheck check = TRY(checkSafety(*database, patient.id, plan, command.today()));
    if (!options.output.empty())
        TRY(print(*database, actor, command.now(), patient.id, options.output));
    if (options.cards) {
        const QJsonObject cards = cdsCards(check);
        return Answer{QString::fromUtf8(QJsonDocument(cards).toJson()).trimmed(), cards};
    }
    const QList<Consent> sheets = TRY(consents(*database, patient.id));
    return answerOf(patient, check, readiness(check, sheets, command.today()), options);
}

Result<Answer> assessAll(const Command &command)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const Reassessment all = TRY(reassess(*database, command.today()));
    QStringList lines;
    QJsonArray counts;
    for (auto it = all.counts.begin(); it != all.counts.end(); ++it) {
        lines << u"%1  %2"_s.arg(it.value(), 9).arg(sessionStatusName(it.key()));
        counts << QJsonObject{{u"status"_s, sessionStatusName(it.key())}, {u"patients"_s, it.value()}};
    }
    lines << u"%1  active patients, as of %2"_s.arg(all.patients, 9).arg(command.today().toString(Qt::ISODate));
    return Answer{lines.join(u'\n'),
                  {{u"patients"_s, all.patients},
                   {u"session"_s, command.today().toString(Qt::ISODate)},
                   {u"counts"_s, counts}}};
}

} // namespace

void addAssessVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("assess", "What stands between a patient and a safe treatment");
    auto options = std::make_shared<Options>();
    command.addOptions(*verb);
    auto *patient = verb->add_option("patient", options->patient, "File number");
    auto *all = verb->add_flag("--all", options->all, "Every active patient: how many stand where")->excludes(patient);
    auto *plan = verb->add_option("--plan", options->plan, "PLAN.json; the plan kept when left out");
    auto *date = verb->add_option("--date", options->date, "The session's day, like 2026-03-02");
    verb->add_flag("--why", options->why, "Say for each rule that did not fire why not");
    verb->add_flag("--cards", options->cards, "What is open as CDS Hooks cards, in JSON")->excludes(all);
    verb->add_option("-o,--output", options->output, "The whole report as a PDF; for the plan kept, as of today")
        ->excludes(all)
        ->excludes(plan)
        ->excludes(date);
    command.onCall(*verb, [&command, options] {
        return options->all ? assessAll(command) : assessPatient(command, *options);
    });
}

} // namespace dermis::cli
