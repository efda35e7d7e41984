#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/consents/merge.h"
#include "core/consents/note_sheet.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_start.h"
#include "core/exchange/patient_copy.h"
#include "core/exchange/patient_record.h"
#include "core/patients/languages.h"
#include "core/patients/phone_number.h"
#include "core/products/substance_catalogue.h"
#include "core/questionnaires/enabled_items.h"
#include "core/safety/earliest_date.h"
#include "core/safety/infection_precautions.h"
#include "core/safety/rule_set.h"
#include "core/safety/zones.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Rows = QList<QStringList>;

QString rowOf(const QStringList &cells)
{
    QStringList escaped;
    for (const QString &cell : cells)
        escaped << (cell.isEmpty() ? u" "_s : markdownEscaped(cell).replace(u'|', u"\\|"_s));
    return u"| "_s + escaped.join(u" | "_s) + u" |"_s;
}

QString table(const QStringList &head, const Rows &rows, const QString &none)
{
    if (rows.isEmpty())
        return none;
    QStringList lines{rowOf(head), u"|"_s + QString(u"---|"_s).repeated(head.size())};
    for (const QStringList &row : rows)
        lines << rowOf(row);
    return lines.join(u'\n');
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString nameOf(const PatientRecord &record, StaffId id)
{
    return record.staff.value(id, u"Dermis"_s);
}

QString spelt(const QString &stableName)
{
    return QString(stableName).replace(u'-', u' ');
}

QString details(const PatientRecord &record)
{
    const Patient &person = record.person;
    Rows rows;
    const auto add = [&rows](const QString &label, const QString &text) {
        if (!text.isEmpty())
            rows << QStringList{label, text};
    };
    add(u"Called"_s, person.preferredName);
    add(u"Sex"_s, spelt(sexName(person.sex)));
    for (const Phone &phone : person.phones)
        add(u"Phone"_s, joined({displayPhone(phone.number), phone.label}));
    add(u"E-mail"_s, person.email);
    add(u"Address"_s, person.address.simplified());
    add(u"Language"_s, person.language.isEmpty() ? QString() : languageName(person.language));
    if (person.interpreterNeeded)
        add(u"Interpreter"_s, u"needed"_s);
    add(u"Medical aid"_s,
        joined({person.medicalAid.scheme, person.medicalAid.plan, person.medicalAid.number}));
    for (const Contact &contact : person.contacts)
        add(spelt(contactKindName(contact.kind)),
            joined({contact.name, contact.relation, displayPhone(contact.phone), contact.saIdNumber}));
    add(u"Remarks"_s, person.notes);
    if (!person.active)
        add(u"Taken off the list"_s, person.retiredReason);
    return table({u"What"_s, u"As recorded"_s}, rows, u"Nothing more is recorded."_s);
}

QString allergyStateWords(const PatientRecord &record)
{
    const AllergyState &state = record.allergyState;
    const QString when =
        u" (%1, %2)"_s.arg(sheetDay(state.confirmedOn), markdownEscaped(state.confirmedByName));
    switch (state.asked) {
    case AllergyAsked::NeverAsked:
        return u"Never asked."_s;
    case AllergyAsked::AskedUnknown:
        return u"Asked; not known."_s + when;
    case AllergyAsked::NoneKnown:
        return u"None known."_s + when;
    case AllergyAsked::Listed:
        return u"As listed."_s + when;
    }
    return {};
}

QString substanceName(const QString &key)
{
    return key.isEmpty() ? u"not matched"_s : SubstanceCatalogue::shipped().nameOf(key);
}

QString allergyTable(const PatientRecord &record)
{
    Rows rows;
    for (const Allergy &each : record.allergies)
        rows << QStringList{
            each.text, substanceName(each.substance),
            joined({each.reaction == Reaction::NotStated ? QString() : spelt(reactionName(each.reaction)),
                    each.reactionText,
                    each.severity == AllergySeverity::NotStated ? QString()
                                                                : spelt(allergySeverityName(each.severity)),
                    each.certainty == Certainty::NotStated ? QString() : certaintyName(each.certainty),
                    each.onset.isValid() ? u"since "_s + each.onset.toString() : QString()}),
            spelt(allergyStatusName(each.status))};
    return table({u"As it was said"_s, u"Substance"_s, u"Reaction"_s, u"Standing"_s}, rows, u"No entries."_s);
}

/// Not asked and unsure never read as "no".
QString answerWords(const Answer &answer)
{
    switch (answer.state) {
    case AnswerState::NotAsked:
        return u"not asked"_s;
    case AnswerState::Unsure:
        return answer.declined ? u"would rather not say"_s : u"unsure"_s;
    case AnswerState::Answered:
        break;
    }
    QStringList values;
    for (const AnswerValue &value : answer.values)
        values << toText(value);
    return values.join(u"; "_s);
}

QString whenAndWho(const PatientRecord &record, const Answer &answer)
{
    if (answer.state == AnswerState::NotAsked || !answer.answeredAt.isValid())
        return {};
    return u"%1, %2"_s.arg(sheetMoment(answer.answeredAt), nameOf(record, answer.answeredBy));
}

QString questionWords(const Questionnaire &form, const AnswerKey &key)
{
    const Item *item = form.find(key.linkId);
    QString words = item->prefix.isEmpty() ? item->text : item->prefix + u' ' + item->text;
    for (const int instance : key.instances)
        words += u" (%1)"_s.arg(instance + 1);
    return words;
}

/// The section (group at the top of the form) an item stands in.
const Item *sectionOf(const Questionnaire &form, const QString &linkId)
{
    const Item *section = form.find(linkId);
    for (const Item *parent = form.parentOf(linkId); parent != nullptr;
         parent = form.parentOf(parent->linkId))
        section = parent;
    return section;
}

QStringList historyParts(const PatientRecord &record, const SavedResponse &saved)
{
    QStringList parts{u"%1, version %2. Saved %3 by %4."_s.arg(
        markdownEscaped(saved.form.title()), saved.entry.version, sheetMoment(saved.entry.savedAt),
        markdownEscaped(nameOf(record, saved.entry.author)))};
    const Item *section = nullptr;
    Rows rows;
    const auto close = [&] {
        if (section != nullptr && !rows.isEmpty())
            parts << u"### "_s + markdownEscaped(section->text)
                  << table({u"Question"_s, u"Answer"_s, u"When, by whom"_s}, rows, {});
        rows.clear();
    };
    for (const AnswerKey &key : enabledItems(saved.form, saved.response)) {
        if (const Item *its = sectionOf(saved.form, key.linkId); its != section) {
            close();
            section = its;
        }
        const Answer answer = saved.response.answer(key);
        rows << QStringList{questionWords(saved.form, key), answerWords(answer), whenAndWho(record, answer)};
    }
    close();
    return parts;
}

QString productName(const PatientRecord &record, ProductId id)
{
    const auto product = record.products.constFind(id);
    return product == record.products.constEnd() ? u"product %1"_s.arg(id.toString()) : product->title();
}

/// "N-1, expires 31 Mar 2027"
QString lotWords(const PatientRecord &record, LotId id)
{
    const auto lot = record.lots.constFind(id);
    return lot == record.lots.constEnd() ? QString() : u"%1, expires %2"_s.arg(lot->code, sheetDay(lot->expiry));
}

QString zonesTable(const Plan &plan)
{
    Rows rows;
    for (const PlannedZone &zone : plan.zones)
        rows << QStringList{zoneName(zone.zone),
                            zone.target ? spelt(targetName(*zone.target)) : u"not planned"_s,
                            zone.depthMm ? u"%1 mm"_s.arg(*zone.depthMm) : u"not planned"_s};
    return table({u"Area"_s, u"For"_s, u"Needle length"_s}, rows, u"No areas."_s);
}

QString anaestheticWords(const PlannedAnaesthetic &cream)
{
    const auto number = [](const std::optional<double> &value, const QString &unit) {
        return value ? QString::number(*value) + u' ' + unit : QString();
    };
    const QString place = cream.atHome ? (*cream.atHome ? u"put on at home"_s : u"put on at the practice"_s) : QString();
    return joined({number(cream.grams, u"g"_s), number(cream.areaCm2, u"cm²"_s), number(cream.minutes, u"min"_s), place});
}

QString plannedTable(const PatientRecord &record, const Plan &plan)
{
    Rows rows;
    for (const PlannedProduct &item : plannedItems(plan)) {
        const ProductKind kind = record.products.value(item.product).kind;
        const bool isInstrument = kind == ProductKind::Device || kind == ProductKind::Cartridge;
        const bool isCream = plan.anaesthetic && plan.anaesthetic->product == item.product;
        const QString lot = lotWords(record, item.lot);
        rows << QStringList{isInstrument ? kindName(kind) : phaseName(item.phase), productName(record, item.product),
                            lot.isEmpty() && kind != ProductKind::Device ? u"not chosen"_s : lot,
                            isCream ? anaestheticWords(*plan.anaesthetic) : QString()};
    }
    return table({u"When"_s, u"Product"_s, u"Lot"_s, u"How much"_s}, rows, u"No products."_s);
}

QString planParts(const PatientRecord &record)
{
    if (!record.plan)
        return u"No plan."_s;
    const Plan &plan = *record.plan;
    const QString day = plan.date.isValid() ? sheetDay(plan.date) : u"not planned"_s;
    const QString device = !plan.deviceProduct.isNull() ? productName(record, plan.deviceProduct) : plan.device;
    QStringList said{u"Date: %1. Device: %2."_s.arg(day, device.isEmpty() ? u"not planned"_s : markdownEscaped(device))};
    if (!plan.indication.isEmpty())
        said << u"For: %1."_s.arg(markdownEscaped(plan.indication));
    if (plan.bloodProduct)
        said << u"With a blood product."_s;
    if (plan.latexFreeSet)
        said << u"Latex-free set confirmed."_s;
    return QStringList{said.join(u' '), zonesTable(plan), plannedTable(record, plan)}.join(u"\n\n"_s);
}

/// Each session with where it was, how deep, and every lot that was used.
QStringList treatmentParts(const PatientRecord &record)
{
    QStringList parts;
    for (const Session &session : record.sessions) {
        Rows rows;
        for (const UsedProduct &used : session.used)
            rows << QStringList{productName(record, used.product), lotWords(record, used.lot), QString::number(used.units),
                                used.unitCode};
        parts << u"### "_s + sheetDay(session.treatedOn) << zonesTable(session.plan)
              << table({u"Used"_s, u"Lot"_s, u"Units"_s, u"Unit code"_s}, rows, u"Nothing is recorded."_s);
        if (!session.reason.isEmpty())
            parts << u"Used all the same, because: %1"_s.arg(markdownEscaped(session.reason));
    }
    return parts.isEmpty() ? QStringList{u"No treatments."_s} : parts;
}

QString findingsTable(const PatientRecord &record)
{
    if (record.assessments.isEmpty())
        return u"No safety check was kept."_s;
    const FrozenAssessment &newest = record.assessments.first();
    Rows rows;
    for (const QJsonValue &finding : newest.findings) {
        const QString outcome = finding[u"outcome"].toString();
        if (outcome != u"clear")
            rows << QStringList{finding[u"title"].toString(), finding[u"severity"].toString(), spelt(outcome),
                                finding[u"explanation"].toString()};
    }
    return u"Of the safety check of %1.\n\n"_s.arg(sheetMoment(newest.madeAt)) +
           table({u"Finding"_s, u"Severity"_s, u"Outcome"_s, u"Why"_s}, rows, u"Nothing was found."_s);
}

QString verdictWords(const Choice &choice)
{
    switch (choice.verdict) {
    case Verdict::Proceed:
        return u"treat as planned"_s;
    case Verdict::Modify:
        return joined({u"treat with changes"_s, choice.modification});
    case Verdict::Defer:
        return u"defer until "_s + sheetDay(choice.deferUntil);
    case Verdict::Refuse:
        return u"do not treat"_s;
    case Verdict::Acknowledge:
        return u"seen"_s;
    }
    return {};
}

QString decisionsTable(const PatientRecord &record)
{
    Rows rows;
    for (const Decision &each : record.decisions) {
        const auto rule = RuleSet::shipped()->rule(each.rule);
        rows << QStringList{rule ? rule->title : each.rule, verdictWords(each.choice), each.choice.reason,
                            u"%1, %2"_s.arg(sheetMoment(each.decidedAt), each.decidedByName)};
    }
    return table({u"About"_s, u"Decision"_s, u"Reason"_s, u"When, by whom"_s}, rows, u"No decisions."_s);
}

/// The question or the control that was noted, in words.
QString precautionWords(const Precaution &noted)
{
    const ProcessControl *control = findControl(noted.code);
    if (control == nullptr)
        return askedOnTheDay(noted.code);
    return noted.yes ? control->text : control->no;
}

QString precautionsTable(const PatientRecord &record)
{
    Rows rows;
    for (const Precaution &each : record.precautions) {
        const QString answer = findControl(each.code) != nullptr ? QString() : each.yes ? u"yes"_s : u"no"_s;
        rows << QStringList{sheetDay(each.day), precautionWords(each), joined({answer, each.detail}),
                            u"%1, %2"_s.arg(sheetMoment(each.at), each.byName)};
    }
    return table({u"Day"_s, u"What was asked or done"_s, u"Answer"_s, u"When, by whom"_s}, rows, u"Nothing was noted."_s);
}

QString reactionsTable(const PatientRecord &record)
{
    Rows rows;
    for (const AdverseEvent &each : record.adverseEvents) {
        const QString cleared = each.isOpen() ? u"open"_s : u"cleared %1, %2: %3"_s.arg(sheetDay(each.clearedOn), each.clearedByName, each.clearing);
        rows << QStringList{sheetDay(each.noticed), each.zone.isEmpty() ? u"everywhere"_s : zoneName(each.zone),
                            each.sign == u"other" ? each.words : joined({each.title(), each.words}),
                            u"%1, %2"_s.arg(sheetMoment(each.recordedAt), each.recordedByName), cleared};
    }
    return table({u"Noticed"_s, u"Where"_s, u"What"_s, u"When, by whom"_s, u"Standing"_s}, rows, u"None was recorded."_s);
}

QString deferralsTable(const PatientRecord &record)
{
    Rows rows;
    for (const Deferral &each : record.deferrals) {
        rows << QStringList{sheetDay(each.until), joined({each.reason, groundLines(each.grounds).join(u". "_s), each.advice}),
                            u"%1, %2"_s.arg(sheetMoment(each.at), each.byName),
                            joined({spelt(deferralStateName(each.state)), each.note})};
    }
    return table({u"Until"_s, u"Why, and until then"_s, u"When, by whom"_s, u"Standing"_s}, rows, u"Nothing was put off."_s);
}

QString consentsTable(const PatientRecord &record)
{
    Rows rows;
    for (const ConsentSheet &sheet : record.consents) {
        QStringList standing{consentStateName(sheet.consent.state)};
        for (const Signature &one : sheet.signatures)
            standing << u"%1: %2, %3"_s.arg(one.capacity, one.name, sheetDay(one.signedOn));
        rows << QStringList{groupedCode(sheet.consent.shortCode),
                            u"%1, version %2, %3"_s.arg(sheet.consent.templateName)
                                .arg(sheet.consent.templateVersion)
                                .arg(sheet.consent.language),
                            sheetMoment(sheet.consent.issuedAt), standing.join(u"; "_s)};
    }
    return table({u"Code"_s, u"Form"_s, u"Issued"_s, u"Standing"_s}, rows, u"No consent sheets."_s);
}

QString visitsTable(const PatientRecord &record)
{
    Rows rows;
    for (const Visit &each : record.visits) {
        const QString at = each.plannedAt.isValid() ? each.plannedAt.toString(u" HH:mm"_s) : QString();
        rows << QStringList{sheetDay(each.plannedOn) + at, each.reason, spelt(visitStateName(each.state))};
    }
    return table({u"Day"_s, u"What for"_s, u"State"_s}, rows, u"No visits."_s);
}

QString accessesTable(const PatientRecord &record)
{
    Rows rows;
    for (const RecordAccess &each : record.accesses)
        rows << QStringList{sheetMoment(each.at), each.staffName, accessActName(each.act)};
    return table({u"When"_s, u"Who"_s, u"What"_s}, rows, u"Nobody, as far as it was recorded."_s);
}

QStringList earlierHistories(const PatientRecord &record)
{
    QStringList lines;
    for (const SavedResponse &saved : record.histories.mid(1))
        lines << u"- saved %1 by %2"_s.arg(sheetMoment(saved.entry.savedAt),
                                           markdownEscaped(nameOf(record, saved.entry.author)));
    return lines;
}

} // namespace

SheetContent copySheet(const PatientRecord &record, const QByteArray &logo, const QString &givenBy,
                       const QDateTime &now)
{
    SheetContent content = startSheet(record.practice, logo, record.person, now);
    content.kind = SheetKind::Extract;
    content.title = u"Copy of the record"_s;
    content.form = u"COPY"_s;
    content.patientBlock = identityLines(record.person, now);
    content.control = {{u"Given by"_s, givenBy}, {u"Time"_s, sheetMoment(now)}};
    QStringList body{u"# "_s + content.title, u"[[patient]]"_s,  u"## Details"_s,
                     details(record),         u"## Allergies"_s, allergyStateWords(record),
                     allergyTable(record),    u"## History"_s};
    if (record.histories.isEmpty())
        body << u"No history was taken."_s;
    else
        body << historyParts(record, record.histories.first());
    if (const QStringList earlier = earlierHistories(record); !earlier.isEmpty())
        body << u"Earlier histories, whole in the JSON copy:"_s << earlier.join(u'\n');
    body << u"## Notes"_s;
    for (const Note &note : record.notes)
        body << noteMarkdown(note, 3);
    if (record.notes.isEmpty())
        body << u"No notes."_s;
    body << u"## Plan"_s << planParts(record) << u"## Treatments"_s << treatmentParts(record)
         << u"## Reactions after treatment"_s << reactionsTable(record) << u"## Precautions against infection"_s << precautionsTable(record) << u"## Findings"_s << findingsTable(record)
         << u"## Decisions"_s << decisionsTable(record) << u"## Put off"_s << deferralsTable(record)
         << u"## Consent sheets"_s << consentsTable(record)
         << u"## Visits"_s << visitsTable(record);
    if (!record.accesses.isEmpty())
        body << u"## Who opened the record"_s << accessesTable(record);
    content.body = (body << u"[[document control]]"_s).join(u"\n\n"_s);
    return content;
}

} // namespace dermis
