#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace dermis {

/// What the program itself says on a sheet, around the form's own text, in one language; by stable keys (resources/consents/frame-words.json).
class SheetWords
{
public:
    SheetWords(QString language, bool isReviewed, QMap<QString, QString> words);

    QString language() const { return m_language; } ///< ISO 639-1
    /// False: a draft that nobody who speaks the language has read; it is reviewed along with the first form that is published in it.
    bool isReviewed() const { return m_isReviewed; }
    QStringList keys() const { return m_words.keys(); }
    QString operator()(const QString &key) const;
    /// An area of the skin.
    QString zone(const QString &code) const;
    /// What is needed to paint a sheet, so that it is frozen along with it.
    QMap<QString, QString> painted() const;

private:
    QString m_language;
    bool m_isReviewed;
    QMap<QString, QString> m_words;
};

/// The words in a language; English where there are none.
const SheetWords &sheetWords(const QString &language = QStringLiteral("en"));
/// All that the program carries, English first.
const QList<SheetWords> &allSheetWords();
/// A word of a sheet that is being painted: as it was frozen, else English.
QString paintedWord(const QMap<QString, QString> &frozen, const QString &key);

} // namespace dermis
