#pragma once

#include "core/questionnaires/json.h"
#include "core/questionnaires/questionnaire.h"

#include <QHash>
#include <QSet>

namespace dermis {

struct Questionnaire::Data
{
    struct Place
    {
        const Item *item = nullptr;
        const Item *parent = nullptr;
        QStringList repeatingGroups;
    };

    QString url;
    QString version;
    QString title;
    QString language;
    QList<Item> items;
    QByteArray json;
    QList<Unsupported> unsupported;
    QHash<QString, Place> places;
    QList<const Item *> inOrder; ///< by number
    QList<const Item *> parents; ///< by number

    const Place &placeOf(const QString &linkId) const
    {
        static const Place nowhere;
        const auto place = places.constFind(linkId);
        return place == places.constEnd() ? nowhere : *place;
    }
};

/// Turns the JSON of one form into a valid Questionnaire, or says what is wrong and where.
class QuestionnaireReader
{
public:
    Result<Questionnaire> read(const QByteArray &bytes);

private:
    Result<> readHeader(const Json &form);
    QList<Option> readValueSet(const Json &valueSet);
    void readContained(const Json &form);
    Result<QList<Item>> readItems(const Json &list, Item *parent);
    Result<Item> readItem(const Json &json);
    Result<> readType(const Json &json, Item &item);
    Result<> readFlags(const Json &json, Item &item);
    Result<> readOptions(const Json &json, Item &item);
    Result<> readOption(const Json &json, Item &item);
    Result<> readConditions(const Json &json, Item &item);
    Result<> readItemExtensions(const Json &json, Item &item);
    Result<> readItemExtension(const Json &extension, Item &item);
    Result<> readChildren(const Json &json, Item &item);
    void nameUnknownMembers(const Json &json, const QString &linkId, const QSet<QString> &known);
    void notSupported(const QString &linkId, const QString &feature);

    void index(const QList<Item> &items, const Item *parent, const QStringList &repeatingGroups);
    Result<> checkConditions(const QList<Item> &items) const;
    Result<> checkNoCircles(const QList<Item> &items);
    Result<> checkNoCircle(const QString &linkId, QStringList &way);

    std::shared_ptr<Questionnaire::Data> m_data = std::make_shared<Questionnaire::Data>();
    QHash<QString, QList<Option>> m_valueSets; ///< by id of the contained ValueSet
    QSet<QString> m_linkIds;
    QSet<QString> m_withoutCircle;
    int m_items = 0;           ///< read so far
    int m_repeatingAround = 0; ///< groups that repeat around what is being read
};

} // namespace dermis
