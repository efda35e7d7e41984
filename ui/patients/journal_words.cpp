#include "ui/patients/journal_words.h"

#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/patients/languages.h"
#include "core/patients/phone_number.h"
#include "core/products/substance_catalogue.h"
#include "core/safety/plan.h"
#include "core/safety/zones.h"
#include "ui/context/words.h"
#include "ui/patients/journal_columns.h"
#include "ui/patients/record_words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct JournalText
{
    Q_DECLARE_TR_FUNCTIONS(dermis::JournalText)
};

QString dayText(const QString &value)
{
    const QDate day = QDate::fromString(value, Qt::ISODate);
    return day.isValid() ? dateWords(day) : value; // a year or a month alone stands as it is
}

QString codeText(const QString &code)
{
    if (const Substance *substance = SubstanceCatalogue::shipped().find(code))
        return substance->name;
    const char *words = codeWords(code);
    return words != nullptr ? JournalText::tr(words) : code;
}

QString joinedText(const QString &json, const QStringList &members)
{
    QStringList lines;
    for (const QJsonValue &entry : QJsonDocument::fromJson(json.toUtf8()).array()) {
        QStringList parts;
        for (const QString &member : members) {
            const QString text = entry[member].toString();
            parts << (member == u"number"_s || member == u"phone"_s ? displayPhone(text) : text);
        }
        parts.removeAll(QString());
        lines << parts.join(u", "_s);
    }
    return lines.join(u'\n');
}

QString zoneText(const PlannedZone &zone)
{
    QStringList parts{zoneName(zone.zone)};
    if (zone.target)
        parts << targetWords(*zone.target).toLower();
    if (zone.depthMm)
        parts << JournalText::tr("%1 mm").arg(*zone.depthMm);
    return parts.join(u", "_s);
}

QString planText(const QString &json)
{
    const Result<Plan> plan = Plan::fromJson(json.toUtf8());
    if (!plan)
        return {};
    QStringList lines;
    if (plan->date.isValid())
        lines << dateWords(plan->date);
    if (!plan->device.isEmpty())
        lines << plan->device;
    for (const PlannedZone &zone : plan->zones)
        lines << zoneText(zone);
    if (plan->latexFreeSet)
        lines << JournalText::tr("latex-free set");
    return lines.join(u'\n');
}

QString valueText(ColumnKind kind, const QJsonValue &value, const QHash<StaffId, QString> &people)
{
    const QString text = value.toVariant().toString();
    if (text.isEmpty())
        return {};
    switch (kind) {
    case ColumnKind::Text:
        return text;
    case ColumnKind::Day:
        return dayText(text);
    case ColumnKind::Moment:
        return momentWords(fromIsoUtc(text));
    case ColumnKind::YesNo:
        return value.toInt() != 0 ? JournalText::tr("yes") : JournalText::tr("no");
    case ColumnKind::Person:
        return people.value(StaffId(value.toInteger()), JournalText::tr("the program"));
    case ColumnKind::Code:
        return codeText(text);
    case ColumnKind::Language:
        return languageName(text);
    case ColumnKind::Zone:
        return zoneName(text);
    case ColumnKind::Phones:
        return joinedText(text, {u"label"_s, u"number"_s});
    case ColumnKind::Contacts:
        return joinedText(text, {u"name"_s, u"relation"_s, u"phone"_s});
    case ColumnKind::Plan:
        return planText(text);
    case ColumnKind::Present:
        return JournalText::tr("kept");
    }
    return {};
}

} // namespace

QList<FieldChange> changedFields(const QString &table, const QJsonObject &before, const QJsonObject &after,
                                 const QHash<StaffId, QString> &people)
{
    QList<FieldChange> changes;
    const JournalTable *known = journalTable(table);
    if (known == nullptr)
        return changes;
    for (const JournalColumn &column : known->columns) {
        const QLatin1StringView name(column.name);
        if (before.value(name) == after.value(name))
            continue;
        const FieldChange change{JournalText::tr(column.words),
                                 valueText(column.kind, before.value(name), people),
                                 valueText(column.kind, after.value(name), people)};
        if (column.kind == ColumnKind::Present || change.before != change.after)
            changes << change;
    }
    changes.removeIf(
        [](const FieldChange &change) { return change.before.isEmpty() && change.after.isEmpty(); });
    return changes;
}

QString entryWords(const JournalRecord &record)
{
    const JournalEntry &entry = record.entry;
    const JournalTable *table = journalTable(entry.table);
    if (table == nullptr)
        return entry.table;
    const QString act = entry.table == u"record_access"_s ? record.row[u"act"].toString() : QString();
    if (act == u"printed"_s)
        return JournalText::tr("Printed");
    if (act == u"exported"_s)
        return JournalText::tr("Exported");
    return JournalText::tr(entry.revision == 1 ? table->first : table->changed);
}

} // namespace dermis
