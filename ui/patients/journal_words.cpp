#include "ui/patients/journal_words.h"

#include "core/base/clock.h"
#include "ui/context/words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct JournalText
{
    Q_DECLARE_TR_FUNCTIONS(dermis::JournalText)
};

struct Word
{
    QStringView table;
    const char *words;
};

constexpr std::array tables{
    Word{u"patient", QT_TRANSLATE_NOOP("dermis::JournalText", "Patient")},
    Word{u"visit", QT_TRANSLATE_NOOP("dermis::JournalText", "Visit")},
    Word{u"note", QT_TRANSLATE_NOOP("dermis::JournalText", "Note")},
    Word{u"response", QT_TRANSLATE_NOOP("dermis::JournalText", "History")},
    Word{u"allergy", QT_TRANSLATE_NOOP("dermis::JournalText", "Allergy")},
    Word{u"allergy_state", QT_TRANSLATE_NOOP("dermis::JournalText", "Allergies as a whole")},
    Word{u"plan", QT_TRANSLATE_NOOP("dermis::JournalText", "Plan")},
    Word{u"decision", QT_TRANSLATE_NOOP("dermis::JournalText", "Decision")},
    Word{u"assessment", QT_TRANSLATE_NOOP("dermis::JournalText", "Assessment")},
    Word{u"consent", QT_TRANSLATE_NOOP("dermis::JournalText", "Consent sheet")},
};

QString valueWords(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (value.isString()) {
        const QDateTime moment = value.toString().endsWith(u'Z') ? fromIsoUtc(value.toString()) : QDateTime();
        return moment.isValid() ? momentWords(moment) : value.toString();
    }
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isBool())
        return value.toBool() ? JournalText::tr("yes") : JournalText::tr("no");
    const QJsonDocument document =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

} // namespace

QString tableWords(const QString &table)
{
    for (const Word &word : tables) {
        if (word.table == table)
            return JournalText::tr(word.words);
    }
    return columnWords(table);
}

QString columnWords(const QString &column)
{
    QString words = column;
    words.replace(u'_', u' ');
    if (!words.isEmpty())
        words[0] = words.at(0).toUpper();
    return words;
}

QList<FieldChange> changedFields(const QJsonObject &before, const QJsonObject &after)
{
    static const QSet<QString> notSaid{u"id"_s, u"revision"_s, u"patient_id"_s};
    QList<FieldChange> changes;
    for (auto it = after.constBegin(); it != after.constEnd(); ++it) {
        if (notSaid.contains(it.key()) || before.value(it.key()) == it.value())
            continue;
        const FieldChange change{columnWords(it.key()), valueWords(before.value(it.key())),
                                 valueWords(it.value())};
        if (change.before != change.after)
            changes << change;
    }
    return changes;
}

QString entryWords(const JournalEntry &entry)
{
    return entry.revision == 1 ? JournalText::tr("%1 written").arg(tableWords(entry.table))
                               : JournalText::tr("%1 changed").arg(tableWords(entry.table));
}

} // namespace dermis
