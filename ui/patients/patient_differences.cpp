#include "ui/patients/patient_differences.h"

#include "core/patients/languages.h"
#include "core/patients/phone_number.h"
#include "ui/context/words.h"
#include "ui/patients/patient_words.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct Fields
{
    Q_DECLARE_TR_FUNCTIONS(dermis::Fields)
};

struct Field
{
    QStringView key;
    const char *words;
};

constexpr std::array fields{
    Field{u"familyName", QT_TRANSLATE_NOOP("dermis::Fields", "Family name")},
    Field{u"givenNames", QT_TRANSLATE_NOOP("dermis::Fields", "Given names")},
    Field{u"preferredName", QT_TRANSLATE_NOOP("dermis::Fields", "Preferred name")},
    Field{u"title", QT_TRANSLATE_NOOP("dermis::Fields", "Title")},
    Field{u"saIdNumber", QT_TRANSLATE_NOOP("dermis::Fields", "ID number")},
    Field{u"birthDate", QT_TRANSLATE_NOOP("dermis::Fields", "Birth date")},
    Field{u"passport", QT_TRANSLATE_NOOP("dermis::Fields", "Passport")},
    Field{u"sex", QT_TRANSLATE_NOOP("dermis::Fields", "Sex")},
    Field{u"language", QT_TRANSLATE_NOOP("dermis::Fields", "Language")},
    Field{u"interpreterNeeded", QT_TRANSLATE_NOOP("dermis::Fields", "Interpreter")},
    Field{u"phones", QT_TRANSLATE_NOOP("dermis::Fields", "Phones")},
    Field{u"email", QT_TRANSLATE_NOOP("dermis::Fields", "E-mail")},
    Field{u"address", QT_TRANSLATE_NOOP("dermis::Fields", "Address")},
    Field{u"contacts", QT_TRANSLATE_NOOP("dermis::Fields", "Guardian or next of kin")},
    Field{u"medicalAidScheme", QT_TRANSLATE_NOOP("dermis::Fields", "Medical aid")},
    Field{u"medicalAidPlan", QT_TRANSLATE_NOOP("dermis::Fields", "Medical aid plan")},
    Field{u"medicalAidNumber", QT_TRANSLATE_NOOP("dermis::Fields", "Member number")},
    Field{u"notes", QT_TRANSLATE_NOOP("dermis::Fields", "Notes")},
};

QString listWords(const QJsonArray &list)
{
    QStringList lines;
    for (const QJsonValue &entry : list) {
        const QString number = displayPhone(entry[u"number"].toString(entry[u"phone"].toString()));
        QStringList parts{entry[u"name"].toString(), entry[u"relation"].toString(), number,
                          entry[u"label"].toString()};
        parts.removeAll(QString());
        lines << parts.join(u", "_s);
    }
    return lines.join(u"; "_s);
}

QString valueWords(QStringView key, const QJsonObject &patient)
{
    const QJsonValue value = patient.value(key);
    if (key == u"birthDate")
        return dateWords(QDate::fromString(value.toString(), Qt::ISODate));
    if (key == u"sex")
        return sexWords(sexFromName(value.toString()).value_or(Sex::NotRecorded));
    if (key == u"language")
        return languageName(value.toString());
    if (value.isBool())
        return value.toBool() ? Fields::tr("yes") : Fields::tr("no");
    return value.isArray() ? listWords(value.toArray()) : value.toString();
}

bool differ(QStringView key, const QJsonObject &one, const QJsonObject &other)
{
    return one.value(key) != other.value(key);
}

} // namespace

QList<FieldDifference> differences(const Patient &mine, const Patient &theirs)
{
    const QJsonObject ours = toJson(mine);
    const QJsonObject others = toJson(theirs);
    QList<FieldDifference> found;
    for (const Field &field : fields) {
        if (differ(field.key, ours, others)) {
            found << FieldDifference{field.key.toString(), Fields::tr(field.words),
                                     valueWords(field.key, ours), valueWords(field.key, others)};
        }
    }
    return found;
}

PatientMerge merge(const Patient &base, const Patient &mine, const Patient &theirs)
{
    const QJsonObject began = toJson(base);
    const QJsonObject ours = toJson(mine);
    const QJsonObject others = toJson(theirs);
    PatientMerge result;
    QList<FieldDifference> onlyTheirs;
    for (const FieldDifference &difference : differences(mine, theirs)) {
        if (!differ(difference.key, began, ours))
            onlyTheirs << difference;
        else if (differ(difference.key, began, others))
            result.both << difference;
    }
    result.merged = withFieldsOf(mine, theirs, onlyTheirs);
    result.merged.revision = theirs.revision;
    return result;
}

Patient withFieldsOf(const Patient &patient, const Patient &other, const QList<FieldDifference> &taken)
{
    QJsonObject fieldsNow = toJson(patient);
    const QJsonObject others = toJson(other);
    for (const FieldDifference &field : taken) {
        if (others.contains(field.key))
            fieldsNow.insert(field.key, others.value(field.key));
        else
            fieldsNow.remove(field.key);
    }
    Patient changed = patientFromJson(fieldsNow);
    changed.id = patient.id;
    changed.revision = patient.revision;
    return changed;
}

} // namespace dermis
