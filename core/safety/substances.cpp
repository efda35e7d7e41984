#include "core/safety/substances.h"

#include "core/base/text_folding.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QList<Substance> readSubstances()
{
    QFile file(u":/dermis/safety/substances.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    QList<Substance> substances;
    const QJsonArray array =
        QJsonDocument::fromJson(file.readAll()).object().value(u"substances"_s).toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        Substance substance{object.value(u"key"_s).toString(),
                            object.value(u"name"_s).toString(),
                            object.value(u"group"_s).toString(),
                            {}};
        for (const QJsonValue &synonym : object.value(u"synonyms"_s).toArray())
            substance.synonyms << synonym.toString();
        substances << substance;
    }
    return substances;
}

QHash<QString, const Substance *> byFoldedName()
{
    QHash<QString, const Substance *> names;
    for (const Substance &substance : allSubstances()) {
        names.insert(folded(substance.name), &substance);
        for (const QString &synonym : substance.synonyms)
            names.insert(folded(synonym), &substance);
    }
    return names;
}

} // namespace

const QList<Substance> &allSubstances()
{
    static const QList<Substance> substances = readSubstances();
    return substances;
}

const Substance *findSubstance(const QString &key)
{
    const auto &all = allSubstances();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Substance &s) { return s.key == key; });
    return found == all.end() ? nullptr : &*found;
}

const Substance *matchSubstance(const QString &text)
{
    static const QHash<QString, const Substance *> names = byFoldedName();
    return names.value(folded(text));
}

} // namespace dermis
