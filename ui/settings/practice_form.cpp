#include "ui/settings/practice_form.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace dermis {

namespace {

constexpr QLatin1StringView logoKey{"logo"};

const std::array fields{
    PracticeField{"name", QT_TRANSLATE_NOOP("PracticeSection", "Name of the practice"), nullptr,
                  &Practice::name},
    PracticeField{"practiceNumber", QT_TRANSLATE_NOOP("PracticeSection", "Practice number"), nullptr,
                  &Practice::practiceNumber},
    PracticeField{"doctor", QT_TRANSLATE_NOOP("PracticeSection", "Dermatologist, as printed"), nullptr,
                  &Practice::doctor},
    PracticeField{"hpcsaNumber", QT_TRANSLATE_NOOP("PracticeSection", "HPCSA number"), nullptr,
                  &Practice::hpcsaNumber},
    PracticeField{"address", QT_TRANSLATE_NOOP("PracticeSection", "Address"), nullptr, &Practice::address,
                  true},
    PracticeField{"phone", QT_TRANSLATE_NOOP("PracticeSection", "Phone"), nullptr, &Practice::phone},
    PracticeField{"afterHoursPhone", QT_TRANSLATE_NOOP("PracticeSection", "Phone after hours"),
                  QT_TRANSLATE_NOOP("PracticeSection", "Patients call it after a treatment."),
                  &Practice::afterHoursPhone},
    PracticeField{"email", QT_TRANSLATE_NOOP("PracticeSection", "E-mail"), nullptr, &Practice::email},
    PracticeField{"informationOfficer", QT_TRANSLATE_NOOP("PracticeSection", "Information officer"),
                  QT_TRANSLATE_NOOP("PracticeSection", "Whom patients ask about their information."),
                  &Practice::informationOfficer},
    PracticeField{"fileNumberPrefix", QT_TRANSLATE_NOOP("PracticeSection", "Start of file numbers"),
                  QT_TRANSLATE_NOOP("PracticeSection", "For new patients, as MSD in MSD-00418."),
                  &Practice::fileNumberPrefix}};

} // namespace

std::span<const PracticeField> practiceFields()
{
    return fields;
}

QByteArray practiceDraft(const PracticeDraft &draft)
{
    QJsonObject object{{logoKey, QString::fromLatin1(draft.logo.toBase64())}};
    for (const PracticeField &field : fields)
        object.insert(QLatin1StringView(field.key), draft.details.*field.text);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

PracticeDraft practiceFromDraft(const QByteArray &body, PracticeDraft kept)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    for (const PracticeField &field : fields)
        kept.details.*field.text =
            object.value(QLatin1StringView(field.key)).toString(kept.details.*field.text);
    if (object.contains(logoKey))
        kept.logo = QByteArray::fromBase64(object.value(logoKey).toString().toLatin1());
    return kept;
}

bool sameDetails(const Practice &left, const Practice &right)
{
    return std::ranges::all_of(fields, [&](const PracticeField &field) {
        return (left.*field.text).trimmed() == (right.*field.text).trimmed();
    });
}

} // namespace dermis
