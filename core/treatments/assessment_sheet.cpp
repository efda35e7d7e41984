#include "core/treatments/assessment_sheet.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/consents/merge.h"
#include "core/consents/own_risks.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_start.h"
#include "core/products/source_register.h"
#include "core/safety/zones.h"
#include "core/storage/journal.h"
#include "core/treatments/session.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int longestSummary = 140; // CDS Hooks 2.0, card attributes

QString dayOf(const QDate &day)
{
    return day.isValid() ? sheetDay(day) : u"–"_s;
}

QString placeWords(const Finding &finding)
{
    QStringList names;
    for (const QString &zone : finding.zones)
        names << zoneName(zone);
    return names.isEmpty() ? QString() : u" ("_s + names.join(u", "_s) + u')';
}

QString outcomeWords(const Finding &finding)
{
    switch (finding.outcome) {
    case Outcome::Fired:
        return severityName(finding.severity());
    case Outcome::NotKnown:
        return u"%1, not known"_s.arg(severityName(finding.severity()));
    case Outcome::OutOfDate:
        return u"%1, out of date"_s.arg(severityName(finding.severity()));
    case Outcome::Clear:
        return u"did not fire"_s;
    }
    return {};
}

QString decisionWords(const Decision &decision)
{
    QString words = u"%1, by %2, %3"_s.arg(verdictName(decision.choice.verdict), decision.decidedByName, sheetMoment(decision.decidedAt));
    if (decision.choice.deferUntil.isValid())
        words += u", until %1"_s.arg(sheetDay(decision.choice.deferUntil));
    for (const QString &more : {decision.choice.reason, decision.choice.modification}) {
        if (!more.isEmpty())
            words += u": “%1”"_s.arg(more);
    }
    return words;
}

/// Each as a paragraph of its own; empty ones are left out.
QString block(QStringList paragraphs)
{
    paragraphs.removeAll(QString());
    return paragraphs.join(u"\n\n"_s);
}

QString labelled(const QString &label, const QString &text)
{
    return text.isEmpty() ? QString() : u"%1: %2"_s.arg(label, markdownEscaped(text));
}

QString findingBlock(const Finding &finding, const Decision *decision)
{
    const Rule &rule = *finding.rule;
    return block({u"### %1, %2: %3%4"_s.arg(rule.code, outcomeWords(finding), markdownEscaped(rule.title), placeWords(finding)),
                  markdownEscaped(explanation(finding)), labelled(u"What it means"_s, rule.message), labelled(u"What to do"_s, rule.action),
                  labelled(u"Source"_s, rule.source), decision != nullptr ? labelled(u"Decided"_s, decisionWords(*decision)) : QString(),
                  finding.window ? u"No longer fires from %1 on."_s.arg(sheetDay(finding.window->end())) : QString()});
}

QString findingsPart(const SafetyCheck &check)
{
    QStringList blocks;
    for (const Finding &finding : check.assessment.findings) {
        if (finding.outcome != Outcome::Clear)
            blocks << findingBlock(finding, answerTo(finding, check.decisions));
    }
    return blocks.isEmpty() ? u"No rule fired, and none was left unknown."_s : blocks.join(u"\n\n"_s);
}

QString clearPart(const SafetyCheck &check)
{
    QStringList lines;
    for (const Finding &finding : check.assessment.withOutcome(Outcome::Clear))
        lines << u"- %1 %2. %3"_s.arg(finding.rule->code, markdownEscaped(finding.rule->title), markdownEscaped(explanation(finding)));
    return lines.join(u'\n');
}

QString answerWords(const Evidence &fact)
{
    if (fact.outOfDate)
        return u"out of date: %1"_s.arg(fact.answer);
    if (fact.known)
        return fact.answer;
    return !fact.applies ? u"does not apply"_s : fact.unsure ? u"unsure"_s : u"not asked"_s;
}

/// Every fact that some rule came to its outcome by, once.
QString factsPart(const SafetyCheck &check)
{
    QStringList lines{u"| Fact | Answer | When | By |"_s, u"|---|---|---|---|"_s};
    QSet<QString> seen;
    for (const Finding &finding : check.assessment.findings) {
        for (const Evidence &fact : finding.evidence) {
            const QString place = fact.operand + u'|' + fact.zone;
            if (seen.contains(place))
                continue;
            seen.insert(place);
            const QString zone = fact.zone.isEmpty() ? QString() : zoneName(fact.zone) + u": "_s;
            lines << u"| %1%2 | %3 | %4 | %5 |"_s.arg(zone, markdownEscaped(fact.question), markdownEscaped(answerWords(fact)),
                                                      dayOf(fact.askedOn), fact.askedBy.isEmpty() ? u"–"_s : markdownEscaped(fact.askedBy));
        }
    }
    return lines.join(u'\n');
}

QString readinessPart(const Readiness &readiness)
{
    QStringList lines;
    for (const ReadinessPart &part : readiness.parts)
        lines << u"- "_s + markdownEscaped(toText(part));
    const QString head = readiness.isReady() ? u"**Nothing stands between now and the treatment.**"_s
                                             : u"**Between now and the treatment stand %1:**"_s.arg(readiness.gaps());
    return head + u"\n\n"_s + lines.join(u'\n');
}

QString planPart(const SafetyCheck &check)
{
    const Plan plan = check.plan.value_or(Plan{});
    QStringList lines{u"- Session: %1"_s.arg(sheetDay(check.assessment.session))};
    if (!plan.indication.isEmpty())
        lines << u"- Indication: %1"_s.arg(markdownEscaped(plan.indication));
    for (const PlannedZone &zone : plan.zones)
        lines << u"- %1: %2, %3"_s.arg(zoneName(zone.zone), zone.target ? targetName(*zone.target) : u"target not planned"_s,
                                       zone.depthMm ? u"%1 mm"_s.arg(*zone.depthMm) : u"depth not planned"_s);
    if (plan.zones.isEmpty())
        lines << u"- No zone is planned."_s;
    for (const PlannedUse &use : check.facts.products)
        lines << u"- %1"_s.arg(markdownEscaped(use.hasProblem() ? use.problemWords() : use.title()));
    for (const CalculationLine &line : check.arithmetic.depth + check.arithmetic.anaesthetic)
        lines << u"- %1 %2"_s.arg(markdownEscaped(line.text), markdownEscaped(line.source));
    return lines.join(u'\n');
}

QString flagLine(const InfectionFlag &flag)
{
    const QString state = flag.state == FlagState::NotKnown ? u"not known"_s : flag.isOpen() ? u"open"_s : u"noted"_s;
    const QString because = flag.because.isEmpty() ? QString() : u" ("_s + markdownEscaped(flag.because.join(u"; "_s)) + u')';
    return u"- %1, %2: %3%4. %5. %6"_s.arg(flag.source->code, state, markdownEscaped(flag.source->title), because,
                                          markdownEscaped(flag.source->action), markdownEscaped(flag.source->source));
}

QString controlLine(const ControlState &state)
{
    const QString against = state.against.isEmpty() ? QString() : u" ("_s + markdownEscaped(state.against.join(u"; "_s)) + u')';
    return u"- %1: %2%3. %4"_s.arg(state.control->code, markdownEscaped(state.control->text), against, markdownEscaped(state.control->source));
}

QString listUnder(const QString &title, const QStringList &lines)
{
    return u"**%1**\n\n"_s.arg(title) + (lines.isEmpty() ? u"- None."_s : lines.join(u'\n'));
}

/// Four lists and counts, never a score (domain.md §2.2).
QString precautionsPart(const InfectionPrecautions &precautions)
{
    const auto lines = [](const QList<InfectionFlag> &flags) {
        QStringList words;
        for (const InfectionFlag &flag : flags)
            words << flagLine(flag);
        return words;
    };
    QStringList controls;
    for (const ControlState &state : precautions.missing(ProcessControl::Stage::Start) + precautions.missing(ProcessControl::Stage::Close))
        controls << controlLine(state);
    return block({precautions.heading() + u'.', listUnder(u"Hard stops"_s, lines(precautions.hardStops())),
                  listUnder(u"Host factors"_s, lines(precautions.inList(PrecautionList::Host))),
                  listUnder(u"Skin-area factors"_s, lines(precautions.inList(PrecautionList::Area))),
                  listUnder(u"Process controls not yet confirmed"_s, controls), precautionsFooter()});
}

QString bodyOf(const SafetyCheck &check, const InfectionPrecautions &precautions, const Readiness &readiness, const QString &title)
{
    return block({u"# "_s + title, u"[[patient]]"_s,
                  check.inForce.signedOff ? QString() : u"**The rules are proposed, not signed off: no treatment may start.**"_s,
                  u"## Where it stands"_s, readinessPart(readiness), u"## Plan"_s, planPart(check), u"## Findings"_s, findingsPart(check),
                  u"## Infection precautions"_s, precautionsPart(precautions),
                  u"## Facts"_s, factsPart(check), u"## Rules that did not fire"_s, clearPart(check), u"## Not checked"_s,
                  u"Not checked by this version, or not without a device of the registry in the plan: %1."_s.arg(check.assessment.notYetChecked.join(u", "_s)), u"[[document control]]"_s});
}

// Cards

QString shortened(const QString &text)
{
    return text.size() <= longestSummary ? text : text.left(longestSummary - 1) + u'…';
}

QString indicatorOf(const Finding &finding, bool isSettled)
{
    const Severity severity = finding.severity();
    if (isSettled || severity == Severity::Info || (severity == Severity::Caution && finding.isUnknown()))
        return u"info"_s;
    return severity == Severity::Absolute && finding.outcome == Outcome::Fired ? u"critical"_s : u"warning"_s;
}

/// Where the first source that the register names is to be read, or nothing.
QString addressIn(const QString &text)
{
    static const QRegularExpression address(u"— ([a-z0-9.-]+\\.[a-z]{2,}/[^\\s…;,]+)(?=\\s|$)"_s);
    for (const QString &tag : sourceTags(text)) {
        if (const auto found = address.match(sourceRegister().value(tag)); found.hasMatch())
            return u"https://"_s + found.captured(1);
    }
    return {};
}

QJsonObject sourceOf(const Rule &rule, const QString &ruleSet)
{
    QJsonObject source{{u"label"_s, u"%1, Dermis rule set %2: %3"_s.arg(rule.code, ruleSet, rule.source)},
                       {u"topic"_s, QJsonObject{{u"code"_s, rule.code}, {u"display"_s, rule.title}}}};
    if (const QString address = addressIn(rule.source); !address.isEmpty())
        source.insert(u"url"_s, address);
    return source;
}

/// As Markdown that reads as it is written.
QString plain(QString text)
{
    static const QRegularExpression marks(u"([\\\\`*_\\[\\]<>#])"_s);
    return text.replace(marks, u"\\\\1"_s);
}

QString strong(const QString &label, const QString &text)
{
    return text.isEmpty() ? QString() : u"**%1**: %2"_s.arg(label, plain(text));
}

QJsonObject cardOf(const SafetyCheck &check, const Finding &finding)
{
    static const QUuid space(u"6f2b7f0a-6a43-5d0e-9f0b-2f1c7a5d9e31"_s);
    const Rule &rule = *finding.rule;
    const Decision *decision = answerTo(finding, check.decisions);
    const QString identity = QStringList{check.person.fileNumber, rule.code, QString::number(rule.version), finding.zone,
                                         outcomeName(finding.outcome), finding.factsDigest, check.assessment.ruleSetVersion,
                                         check.assessment.session.toString(Qt::ISODate)}.join(u'|');
    const QString title = finding.isUnknown() ? u"%1: %2"_s.arg(finding.outcome == Outcome::OutOfDate ? u"Out of date"_s : u"Not known"_s, rule.title)
                                              : rule.title;
    return {{u"uuid"_s, QUuid::createUuidV5(space, identity).toString(QUuid::WithoutBraces)},
            {u"summary"_s, shortened(title + placeWords(finding))},
            {u"indicator"_s, indicatorOf(finding, decision != nullptr)},
            {u"detail"_s, block({plain(rule.message), plain(explanation(finding)), strong(u"What to do"_s, rule.action),
                                 decision != nullptr ? strong(u"Decided"_s, decisionWords(*decision)) : QString()})},
            {u"source"_s, sourceOf(rule, check.assessment.ruleSetVersion)}};
}

} // namespace

Result<SheetContent> assessmentSheet(Database &database, const Actor &actor, const QDateTime &now, PatientId patient)
{
    TRY(require(actor, Permission::ReadRecords));
    const QDate today = clinicTime(now).date();
    const SafetyCheck check = TRY(checkSafety(database, patient, today));
    const QList<Consent> sheets = TRY(consents(database, patient));
    const JournalHead head = TRY(journalHead(database));
    SheetContent content = TRY(startSheet(database, now));
    content.patientName = check.person.fullName();
    content.fileNumber = check.person.fileNumber;
    content.kind = SheetKind::Extract;
    content.title = u"Safety assessment"_s;
    content.form = u"ASSESSMENT"_s;
    content.patientBlock = identityLines(check.person, now);
    content.control = {{u"Rules"_s, u"%1, digest %2"_s.arg(ruleSetText(check), check.inForce.rules->digest().left(16))},
                       {u"Facts"_s, check.facts.digest()},
                       {u"Journal head"_s, QString::fromLatin1(head.hash.toHex())},
                       {u"Printed by"_s, actor.name}};
    const InfectionPrecautions precautions = TRY(infectionPrecautions(database, patient, today));
    content.body = bodyOf(check, precautions, readiness(check, sheets, today), content.title);
    return content;
}

QJsonObject cdsCards(const SafetyCheck &check)
{
    QJsonArray cards;
    for (const Finding &finding : check.assessment.findings) {
        if (finding.outcome != Outcome::Clear)
            cards << cardOf(check, finding);
    }
    return {{u"cards"_s, cards}};
}

} // namespace dermis
