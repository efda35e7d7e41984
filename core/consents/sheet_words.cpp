#include "core/consents/sheet_words.h"

#include "core/safety/zones.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString paintedPrefix = u"painted."_s;

QList<SheetWords> readWords()
{
    QFile file(u":/dermis/consents/frame-words.json"_s);
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    QList<SheetWords> all;
    const QJsonArray languages = QJsonDocument::fromJson(file.readAll()).object()[u"languages"].toArray();
    for (const auto &language : languages) {
        QMap<QString, QString> words;
        const QJsonObject object = language[u"words"].toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            words.insert(it.key(), it->toString());
        all << SheetWords(language[u"language"].toString(), language[u"reviewed"].toBool(), words);
    }
    Q_ASSERT(!all.isEmpty());
    return all;
}

} // namespace

SheetWords::SheetWords(QString language, bool isReviewed, QMap<QString, QString> words)
    : m_language(std::move(language)), m_isReviewed(isReviewed), m_words(std::move(words))
{
}

QString SheetWords::operator()(const QString &key) const
{
    const auto found = m_words.constFind(key);
    if (found != m_words.cend())
        return *found;
    Q_ASSERT(this != &allSheetWords().first()); // English has every key
    return sheetWords()(key);
}

QString SheetWords::zone(const QString &code) const
{
    return m_words.value(u"zone."_s + code, zoneName(code));
}

QMap<QString, QString> SheetWords::painted() const
{
    QMap<QString, QString> words;
    for (auto it = m_words.lowerBound(paintedPrefix); it != m_words.cend() && it.key().startsWith(paintedPrefix); ++it)
        words.insert(it.key(), *it);
    return words;
}

const SheetWords &sheetWords(const QString &language)
{
    const QList<SheetWords> &all = allSheetWords();
    const auto found = std::ranges::find(all, language, &SheetWords::language);
    return found == all.end() ? all.first() : *found;
}

const QList<SheetWords> &allSheetWords()
{
    static const QList<SheetWords> all = readWords();
    return all;
}

QString paintedWord(const QMap<QString, QString> &frozen, const QString &key)
{
    const auto found = frozen.constFind(key);
    return found == frozen.cend() ? sheetWords()(key) : *found;
}

} // namespace dermis
