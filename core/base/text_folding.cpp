#include "core/base/text_folding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool isApostrophe(QChar c)
{
    static const QString apostrophes = u"'\u2018\u2019\u02bc\u02bb`\u00b4\u2032"_s;
    return apostrophes.contains(c);
}

bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

/// Letters whose mark is part of the letter, so that decomposition does not take it off.
QStringView plainLetter(QChar c)
{
    switch (c.unicode()) {
    case 0x00f8: // ø
        return u"o";
    case 0x0142: // ł
        return u"l";
    case 0x0111: // đ
        return u"d";
    case 0x00e6: // æ
        return u"ae";
    case 0x0153: // œ
        return u"oe";
    case 0x00fe: // þ
        return u"th";
    case 0x00f0: // ð
        return u"d";
    case 0x0131: // ı
        return u"i";
    default:
        return {};
    }
}

} // namespace

QString folded(const QString &text)
{
    const bool isAscii = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    const QString decomposed = isAscii ? text : text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString result;
    result.reserve(decomposed.size());
    bool gap = false;
    for (const QChar letter : decomposed) {
        const QChar c = letter >= u'A' && letter <= u'Z' ? QChar(letter.unicode() | 0x20) : letter;
        const bool isOrdinary = isPlain(c); // most are
        if (!isOrdinary && (c.isMark() || isApostrophe(c)))
            continue;
        if (!isOrdinary && !c.isLetterOrNumber() && !c.isSurrogate()) {
            gap = true;
            continue;
        }
        if (gap && !result.isEmpty())
            result += u' ';
        gap = false;
        if (const QStringView plain = isOrdinary ? QStringView() : plainLetter(c); !plain.isEmpty())
            result += plain;
        else
            result += c;
    }
    return result;
}

QStringList foldedWords(const QString &text)
{
    return folded(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace dermis
