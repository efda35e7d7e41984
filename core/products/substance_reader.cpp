#include "core/products/substance_reader.h"

#include "core/base/text_folding.h"
#include "core/products/source_register.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

tl::unexpected<Error> wrongSubstance(const QString &where, const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"%1: %2"_s.arg(where, what));
}

/// An unknown member is an error: a typing mistake would otherwise switch something off in silence.
Result<> checkMembers(const QJsonObject &object, const QSet<QString> &known, const QString &where)
{
    for (const QString &member : object.keys()) {
        if (!known.contains(member))
            return wrongSubstance(where, u"\"%1\" is not known"_s.arg(member));
    }
    return {};
}

Result<QString> text(const QJsonObject &object, const QString &member, const QString &where)
{
    const QString value = object.value(member).toString();
    if (value.trimmed().isEmpty())
        return wrongSubstance(where, u"\"%1\" is missing"_s.arg(member));
    return value;
}

Result<QStringList> texts(const QJsonObject &object, const QString &member, const QString &where)
{
    QStringList list;
    for (const QJsonValue &value : object.value(member).toArray()) {
        if (!value.isString() || value.toString().trimmed().isEmpty())
            return wrongSubstance(where, u"\"%1\" holds something that is no text"_s.arg(member));
        list << value.toString();
    }
    return list;
}

Result<QString> sourceOf(const QJsonObject &object, const QString &where)
{
    const QString source = TRY(text(object, u"source"_s, where));
    if (const QStringList unknown = unknownSourceTags(source); !unknown.isEmpty())
        return wrongSubstance(where, u"there is no source [%1]"_s.arg(unknown.first()));
    if (sourceTags(source).isEmpty())
        return wrongSubstance(where, u"the source names no tag"_s);
    return source;
}

Result<Strength> strengthOf(const QJsonValue &value, const QString &where)
{
    const auto strength = strengthFromName(value.toString());
    if (!strength || *strength == Strength::Same)
        return wrongSubstance(where, u"\"%1\" is not none, weak, possible or strong"_s.arg(value.toString()));
    return *strength;
}

} // namespace

Result<Substance> substanceFromJson(const QJsonObject &object)
{
    Substance substance;
    substance.key = TRY(text(object, u"key"_s, u"a substance"_s));
    const QString where = u"substance \"%1\""_s.arg(substance.key);
    TRY(checkMembers(object,
                     {u"key"_s, u"code"_s, u"name"_s, u"family"_s, u"inci"_s, u"begins"_s, u"synonyms"_s,
                      u"misspellings"_s, u"hints"_s, u"groups"_s, u"members"_s, u"product"_s, u"note"_s,
                      u"source"_s},
                     where));
    substance.code = object.value(u"code"_s).toString();
    substance.name = TRY(text(object, u"name"_s, where));
    substance.family = TRY(text(object, u"family"_s, where));
    substance.inci = TRY(texts(object, u"inci"_s, where));
    substance.begins = TRY(texts(object, u"begins"_s, where));
    substance.synonyms = TRY(texts(object, u"synonyms"_s, where));
    substance.misspellings = TRY(texts(object, u"misspellings"_s, where));
    substance.hints = TRY(texts(object, u"hints"_s, where));
    substance.members = TRY(texts(object, u"members"_s, where));
    substance.isProduct = object.value(u"product"_s).toBool();
    substance.note = object.value(u"note"_s).toString();
    substance.source = TRY(sourceOf(object, where));
    const QJsonObject groups = object.value(u"groups"_s).toObject();
    for (const QString &group : groups.keys())
        substance.groups.insert(group, TRY(strengthOf(groups.value(group), where)));
    return substance;
}

QJsonObject substanceToJson(const Substance &substance)
{
    QJsonObject object{
        {u"key"_s, substance.key}, {u"name"_s, substance.name}, {u"family"_s, substance.family}};
    const QMap<QString, QStringList> lists{
        {u"inci"_s, substance.inci},         {u"begins"_s, substance.begins},
        {u"synonyms"_s, substance.synonyms}, {u"misspellings"_s, substance.misspellings},
        {u"hints"_s, substance.hints},       {u"members"_s, substance.members}};
    for (auto list = lists.constBegin(); list != lists.constEnd(); ++list) {
        if (!list->isEmpty())
            object.insert(list.key(), QJsonArray::fromStringList(*list));
    }
    if (!substance.code.isEmpty())
        object.insert(u"code"_s, substance.code);
    QJsonObject groups;
    for (auto group = substance.groups.constBegin(); group != substance.groups.constEnd(); ++group)
        groups.insert(group.key(), strengthName(*group));
    if (!groups.isEmpty())
        object.insert(u"groups"_s, groups);
    if (substance.isProduct)
        object.insert(u"product"_s, true);
    if (!substance.note.isEmpty())
        object.insert(u"note"_s, substance.note);
    object.insert(u"source"_s, substance.source);
    return object;
}

Result<> SubstanceReader::readGroup(const QJsonObject &object)
{
    SubstanceGroup group;
    group.key = TRY(text(object, u"key"_s, u"a group"_s));
    const QString where = u"group \"%1\""_s.arg(group.key);
    TRY(checkMembers(object, {u"key"_s, u"name"_s, u"hub"_s, u"note"_s, u"source"_s}, where));
    group.name = TRY(text(object, u"name"_s, where));
    group.hub = object.value(u"hub"_s).toString();
    group.note = TRY(text(object, u"note"_s, where));
    group.source = TRY(sourceOf(object, where));
    for (const SubstanceGroup &other : m_catalogue.m_groups) {
        if (other.key == group.key)
            return wrongSubstance(where, u"there is one with this key already"_s);
    }
    m_catalogue.m_groups << group;
    return {};
}

Result<> SubstanceReader::readRelation(const QJsonObject &object)
{
    SubstanceRelation relation;
    relation.isOfGroups = object.contains(u"groups"_s);
    const QString which = relation.isOfGroups ? u"groups"_s : u"substances"_s;
    const QStringList two = TRY(texts(object, which, u"between"_s));
    const QString where = u"between \"%1\""_s.arg(two.join(u"\" and \""_s));
    TRY(checkMembers(object, {which, u"strength"_s, u"note"_s, u"source"_s}, where));
    if (two.size() != 2)
        return wrongSubstance(where, u"two are needed"_s);
    relation.first = two.at(0);
    relation.second = two.at(1);
    relation.strength = TRY(strengthOf(object.value(u"strength"_s), where));
    relation.note = TRY(text(object, u"note"_s, where));
    relation.source = TRY(sourceOf(object, where));
    m_catalogue.m_relations << relation;
    return {};
}

/// A class may stand before its members, so those are checked at the end.
Result<> SubstanceReader::readSubstances(const QJsonValue &array)
{
    for (const QJsonValue &value : array.toArray()) {
        const Substance substance = TRY(substanceFromJson(value.toObject()));
        TRY(m_catalogue.check(substance));
        TRY(m_catalogue.index(substance));
        m_catalogue.m_byKey.insert(substance.key, m_catalogue.m_substances.size());
        m_catalogue.m_substances << substance;
    }
    return {};
}

Result<> SubstanceReader::readAmbiguous(const QJsonObject &object)
{
    AmbiguousWords ambiguous;
    ambiguous.words = TRY(texts(object, u"words"_s, u"ambiguous words"_s));
    const QString where = u"ambiguous \"%1\""_s.arg(ambiguous.words.join(u", "_s));
    TRY(checkMembers(object, {u"words"_s, u"means"_s, u"ask"_s, u"until"_s}, where));
    ambiguous.means = TRY(texts(object, u"means"_s, where));
    ambiguous.ask = TRY(text(object, u"ask"_s, where));
    if (object.contains(u"until"_s))
        ambiguous.until = TRY(strengthOf(object.value(u"until"_s), where));
    if (ambiguous.words.isEmpty() || ambiguous.means.isEmpty())
        return wrongSubstance(where, u"words and meanings are needed"_s);
    for (const QString &word : ambiguous.words) {
        const QString key = folded(word);
        if (m_catalogue.m_ambiguousByWords.contains(key))
            return wrongSubstance(where, u"\"%1\" stands twice"_s.arg(word));
        m_catalogue.m_ambiguousByWords.insert(key, m_catalogue.m_ambiguous.size());
    }
    m_catalogue.m_ambiguous << ambiguous;
    return {};
}

Result<> SubstanceReader::readPhrases(const QJsonObject &object)
{
    AllergyPhrases &phrases = m_catalogue.m_phrases;
    const QMap<QString, QStringList *> lists{
        {u"noneKnown"_s, &phrases.noneKnown},     {u"negation"_s, &phrases.negation},
        {u"otherPerson"_s, &phrases.otherPerson}, {u"self"_s, &phrases.self},
        {u"uncertain"_s, &phrases.uncertain},     {u"faint"_s, &phrases.faint},
        {u"lasting"_s, &phrases.lasting},         {u"filler"_s, &phrases.filler},
        {u"ordinary"_s, &phrases.ordinary}};
    const QStringList known = lists.keys();
    TRY(checkMembers(object, QSet<QString>(known.begin(), known.end()), u"phrases"_s));
    for (auto list = lists.constBegin(); list != lists.constEnd(); ++list) {
        for (const QString &phrase : TRY(texts(object, list.key(), u"phrases"_s)))
            *list.value() << folded(phrase);
        if (list.value()->isEmpty())
            return wrongSubstance(u"phrases"_s, u"\"%1\" is missing"_s.arg(list.key()));
    }
    return {};
}

Result<> SubstanceReader::checkReferences() const
{
    const auto checkKnown = [this](const QStringList &keys, const QString &where) -> Result<> {
        for (const QString &key : keys) {
            if (m_catalogue.find(key) == nullptr)
                return wrongSubstance(where, u"there is no substance \"%1\""_s.arg(key));
        }
        return {};
    };
    QStringList groups;
    for (const SubstanceGroup &group : m_catalogue.m_groups) {
        groups << group.key;
        if (!group.hub.isEmpty())
            TRY(checkKnown({group.hub}, u"group \"%1\""_s.arg(group.key)));
    }
    for (const SubstanceRelation &relation : m_catalogue.m_relations) {
        const QString where = u"between \"%1\" and \"%2\""_s.arg(relation.first, relation.second);
        if (!relation.isOfGroups)
            TRY(checkKnown({relation.first, relation.second}, where));
        else if (!groups.contains(relation.first) || !groups.contains(relation.second))
            return wrongSubstance(where, u"there is no such group"_s);
    }
    for (const Substance &substance : m_catalogue.m_substances)
        TRY(checkKnown(substance.members, u"substance \"%1\""_s.arg(substance.key)));
    for (const AmbiguousWords &ambiguous : m_catalogue.m_ambiguous)
        TRY(checkKnown(ambiguous.means, u"ambiguous \"%1\""_s.arg(ambiguous.words.first())));
    return {};
}

Result<SubstanceCatalogue> SubstanceReader::read(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return wrongSubstance(u"substances"_s,
                     u"not a JSON object: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset));
    const QJsonObject object = document.object();
    TRY(checkMembers(object,
                     {u"version"_s, u"reference"_s, u"groups"_s, u"between"_s, u"substances"_s,
                      u"ambiguous"_s, u"phrases"_s},
                     u"substances"_s));
    m_catalogue.m_version = TRY(text(object, u"version"_s, u"substances"_s));
    for (const QJsonValue &group : object.value(u"groups"_s).toArray())
        TRY(readGroup(group.toObject()));
    for (const QJsonValue &relation : object.value(u"between"_s).toArray())
        TRY(readRelation(relation.toObject()));
    for (const QJsonValue &ambiguous : object.value(u"ambiguous"_s).toArray())
        TRY(readAmbiguous(ambiguous.toObject()));
    TRY(readSubstances(object.value(u"substances"_s)));
    TRY(readPhrases(object.value(u"phrases"_s).toObject()));
    TRY(checkReferences());
    return m_catalogue;
}

} // namespace dermis
