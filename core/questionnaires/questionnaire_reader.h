#pragma once

#include "core/questionnaires/json.h"
#include "core/questionnaires/questionnaire.h"
#include "core/questionnaires/expressions.h"
#include "core/questionnaires/value_sets.h"

#include <QHash>
#include <QSet>

namespace dermis {

struct Questionnaire::Data
{
    struct Place
    {
        const Item *item = nullptr;
        const Item *parent = nullptr;
        QStringList scopes;
    };

    QString url;
    bool isNamed = true; ///< the form itself gives the url
    QString version;
    QString title;
    QString status;
    QStringList languages;
    QStringList variables; ///< name, expression, name, expression, ...
    std::shared_ptr<const FormExpressions> expressions;
    QSet<QString> sharedLinkIds; ///< of several items at different places
    QList<Item> items;
    QByteArray json;
    QByteArray resourceJson; ///< of the form within a Bundle; empty otherwise
    QList<Remark> remarks;
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

/// Turns the JSON of one form into a Questionnaire, or says what is wrong and where.
class QuestionnaireReader
{
public:
    /// Texts are read in that language, where they are translated into it.
    explicit QuestionnaireReader(const QString &language);
    Result<Questionnaire> read(const QByteArray &bytes);

private:
    struct Parent
    {
        Item *item = nullptr; ///< null at the top
        int depth = 0;
    };

    Result<const Json *> formIn(const Json &document);
    Result<> readHeader(const Json &form);
    void readContained(const Json &form);
    void readFormExtension(const Json &extension);

    Result<QList<Item>> readItems(const Json &list, Parent parent);
    Result<> readPart(const Json &json, Parent parent, QList<Item> &items);
    Result<> readItem(const Json &json, Parent parent, QList<Item> &items);
    Result<> takeLinkId(const Json &json, Parent parent, Item &item);
    void nameSilentQuestion(Item &item);
    Result<> readType(const Json &json, Item &item);
    Result<> readFlag(const Json &json, const QString &name, const Item &item, bool &flag);
    Result<> readFlags(const Json &json, Item &item);
    Result<> readOptions(const Json &json, Item &item);
    void readValueSet(const QString &canonical, Item &item);
    Result<> readOption(const Json &json, Item &item);
    void readOptionExtension(const Json &extension, const Item &item, Option &option);
    void readInitial(const Json &json, Item &item);
    Result<> readConditions(const Json &json, Item &item);
    Result<> readChildren(const Json &json, int depth, Item &item, QList<Item> &after);

    // item_extensions.cpp
    Result<> readItemExtensions(const Json &json, Item &item);
    Result<> readOwnExtension(const Json &extension, Item &item, Answerers &answerers);
    bool readLimit(const QString &url, const QString &type, const Json &value, Item &item);
    bool readLook(const QString &url, const Json &value, Item &item);
    bool readExpression(const QString &url, const Json &value, Item &item);
    void readControl(const Json &concept_, Item &item);

    /// The members of a list; one object in its place is read as a list of one.
    QList<const Json *> elements(const Json &json, const QString &name, const QString &linkId);
    /// A member's text in the language that is read; the languages it is translated into are noted.
    QString words(const Json &json, const QString &name);
    void nameTextExtensions(const Json &json, const QString &name, const QString &linkId);
    void nameUnknownMembers(const Json &json, const QString &linkId, const QSet<QString> &known);
    void notSupported(const QString &linkId, const QString &what, const QString &meaning);
    void invalid(const QString &linkId, const QString &what, const QString &meaning);
    void add(const Remark &remark);

    // form_expressions.cpp
    void readExpressions();
    void readVariables(const QList<Item *> &items, FormExpressions &all);
    void takeExpression(const Item &item, const QString &what, const QString &expression, const QString &meaning, QHash<QString, FhirPath> &into);
    std::optional<FhirPath> parsed(const QString &linkId, const QString &what, const QString &expression, const QString &meaning);

    void index(const QList<Item> &items, const Item *parent, const QStringList &scopes);
    Result<> checkConditions(const QList<Item> &items);
    Result<> checkNoCircles(const QList<Item> &items);
    Result<> checkNoCircle(const QString &linkId, QStringList &way);

    QString m_language;
    std::shared_ptr<Questionnaire::Data> m_data = std::make_shared<Questionnaire::Data>();
    ValueSets m_valueSets;
    QSet<QString> m_linkIds;
    QSet<QString> m_places; ///< linkId of the parent and linkId, as they are written
    QSet<QString> m_withoutCircle;
    QSet<QString> m_remarked;
    QSet<QString> m_variableNames; ///< of the whole form
    QSet<QString> m_variables;     ///< of these, those that can be evaluated
    int m_items = 0;        ///< read so far
    int m_scopesAround = 0; ///< what repeats around what is being read
};

/// What a control of FHIR's or SDC's list of item controls says of a small text beside a question.
enum class BesideRole { None, Help, Unit, Prompt };
BesideRole besideRole(const Json &item);

} // namespace dermis
