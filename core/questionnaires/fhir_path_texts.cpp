#include "core/questionnaires/fhir_path_functions.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace path { // the names of FHIRPath are those of others, too
namespace {

constexpr qint64 visitsOfMatch = 100;

// FHIRPath counts characters, QString counts halves of some.
using Characters = QList<uint>;

QString ofCharacters(const Characters &characters, qsizetype from, qsizetype count)
{
    const Characters part = characters.mid(from, count);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(part.constData()), part.size());
}

/// A text and its argument, when both are there.
struct TextPair
{
    QString text;
    QString argument;
};
Result<std::optional<TextPair>> textPair(const PathCall &call)
{
    const auto text = TRY(call.text());
    const auto argument = TRY(call.textArgument(0));
    if (!text || !argument)
        return std::optional<TextPair>();
    return std::optional(TextPair{*text, *argument});
}

template <auto predicate>
Result<PathValues> tested(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    return pair ? PathValues{predicate(pair->text, pair->argument)} : PathValues{};
}

bool startsText(const QString &text, const QString &prefix)
{
    return text.startsWith(prefix);
}
bool endsText(const QString &text, const QString &suffix)
{
    return text.endsWith(suffix);
}
bool containsText(const QString &text, const QString &part)
{
    return text.contains(part);
}

template <auto change>
Result<PathValues> changed(const PathCall &call)
{
    const auto text = TRY(call.text());
    return text ? PathValues{change(*text)} : PathValues{};
}

PathValue upper(const QString &text)
{
    return text.toUpper();
}
PathValue lower(const QString &text)
{
    return text.toLower();
}
PathValue trimmedText(const QString &text)
{
    return text.trimmed();
}
PathValue length(const QString &text)
{
    return static_cast<qint32>(text.toUcs4().size());
}

Result<PathValues> indexOf(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    if (!pair)
        return PathValues{};
    const qsizetype at = pair->text.indexOf(pair->argument);
    return PathValues{static_cast<qint32>(at < 0 ? at : pair->text.first(at).toUcs4().size())};
}

Result<PathValues> substring(const PathCall &call)
{
    const auto text = TRY(call.text());
    const auto start = TRY(call.integerArgument(0));
    const auto length = call.has(1) ? TRY(call.integerArgument(1)) : std::optional<qint32>();
    if (!text || !start)
        return PathValues{};
    const Characters characters = text->toUcs4();
    if (*start < 0 || *start >= characters.size())
        return PathValues{};
    const qsizetype rest = characters.size() - *start;
    return PathValues{
        ofCharacters(characters, *start, std::clamp<qsizetype>(length.value_or(rest), 0, rest))};
}

Result<PathValues> toChars(const PathCall &call)
{
    const auto text = TRY(call.text());
    PathValues all;
    if (!text)
        return all;
    const Characters characters = text->toUcs4();
    for (qsizetype i = 0; i < characters.size(); ++i)
        all.push_back(ofCharacters(characters, i, 1));
    return all;
}

Result<PathValues> replace(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    const auto substitution = TRY(call.textArgument(1));
    if (!pair || !substitution)
        return PathValues{};
    const qsizetype places =
        pair->argument.isEmpty() ? pair->text.size() + 1 : pair->text.count(pair->argument);
    if (pair->text.size() + places * substitution->size() > longestPathText)
        return pathTextTooLong();
    if (!pair->argument.isEmpty())
        return PathValues{QString(pair->text).replace(pair->argument, *substitution)};
    const Characters characters = pair->text.toUcs4();
    QString surrounded = *substitution;
    for (qsizetype i = 0; i < characters.size(); ++i)
        surrounded += ofCharacters(characters, i, 1) + *substitution;
    return PathValues{surrounded};
}

/// One search by a regular expression; InvalidInput when it is none or takes too long.
Result<QRegularExpressionMatch> search(const PathCall &call, const QRegularExpression &expression,
                                       const QString &text, qsizetype from)
{
    TRY(call.evaluation.spend(visitsOfMatch + text.size() / charactersOfPathVisit));
    if (!expression.isValid())
        return call.wrongType(u"a regular expression: "_s + expression.errorString());
    const auto match = expression.match(text, from);
    if (!match.isValid())
        return call.wrongType(u"a regular expression that takes less time"_s);
    return match;
}

QRegularExpression limited(const QString &pattern)
{
    return QRegularExpression(u"(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=2000)"_s + pattern,
                              QRegularExpression::DotMatchesEverythingOption |
                                  QRegularExpression::UseUnicodePropertiesOption);
}

Result<PathValues> matches(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    if (!pair)
        return PathValues{};
    const auto match = TRY(search(call, limited(pair->argument), pair->text, 0));
    return PathValues{match.hasMatch()};
}

Result<PathValues> matchesFull(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    if (!pair)
        return PathValues{};
    const auto match = TRY(search(call, limited(u"\\A(?:%1)\\z"_s.arg(pair->argument)), pair->text, 0));
    return PathValues{match.hasMatch()};
}

/// The substitution with $1 and ${name} filled from a match.
QString filled(const QString &substitution, const QRegularExpressionMatch &match)
{
    static const QRegularExpression group(u"\\$(?:(\\d)|\\{(\\w+)\\})"_s);
    QString text;
    qsizetype from = 0;
    for (auto groups = group.globalMatch(substitution); groups.hasNext();) {
        const auto found = groups.next();
        text += QStringView(substitution).mid(from, found.capturedStart() - from);
        const QString name = found.captured(2);
        text += name.isEmpty() ? match.captured(found.captured(1).toInt()) : match.captured(name);
        from = found.capturedEnd();
    }
    return text + substitution.mid(from);
}

Result<PathValues> replaceMatches(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    const auto substitution = TRY(call.textArgument(1));
    if (!pair || !substitution)
        return PathValues{};
    const QString &text = pair->text;
    if (pair->argument.isEmpty())
        return PathValues{text};
    const QRegularExpression expression = limited(pair->argument);
    QString result;
    qsizetype done = 0;
    for (qsizetype from = 0; from <= text.size();) {
        const auto match = TRY(search(call, expression, text, from));
        if (!match.hasMatch())
            break;
        result += QStringView(text).mid(done, match.capturedStart() - done);
        result += filled(*substitution, match);
        if (result.size() > longestPathText)
            return pathTextTooLong();
        done = match.capturedEnd();
        from = std::max(done, match.capturedLength() == 0 ? done + 1 : done);
    }
    return PathValues{QString(result + text.mid(done))};
}

Result<PathValues> split(const PathCall &call)
{
    const auto pair = TRY(textPair(call));
    PathValues parts;
    if (!pair)
        return parts;
    for (const QString &part : pair->text.split(pair->argument))
        parts.push_back(part);
    return parts;
}

Result<PathValues> join(const PathCall &call)
{
    const auto separator = call.has(0) ? TRY(call.textArgument(0)) : std::optional<QString>(QString());
    if (call.input.empty())
        return PathValues{};
    QStringList parts;
    qsizetype size = 0;
    for (const PathValue &value : call.input) {
        const PathValue own = computable(value);
        const auto *text = std::get_if<QString>(&own);
        if (!text)
            return call.wrongType(u"texts"_s);
        parts << *text;
        size += text->size() + separator.value_or(QString()).size();
        if (size > longestPathText)
            return pathTextTooLong();
    }
    return PathValues{parts.join(separator.value_or(QString()))};
}

constexpr std::array textTable{
    PathFunction{"indexOf"_L1, 1, 1, indexOf},
    PathFunction{"substring"_L1, 1, 2, substring},
    PathFunction{"startsWith"_L1, 1, 1, tested<startsText>},
    PathFunction{"endsWith"_L1, 1, 1, tested<endsText>},
    PathFunction{"contains"_L1, 1, 1, tested<containsText>},
    PathFunction{"upper"_L1, 0, 0, changed<upper>},
    PathFunction{"lower"_L1, 0, 0, changed<lower>},
    PathFunction{"trim"_L1, 0, 0, changed<trimmedText>},
    PathFunction{"length"_L1, 0, 0, changed<length>},
    PathFunction{"replace"_L1, 2, 2, replace},
    PathFunction{"matches"_L1, 1, 1, matches},
    PathFunction{"matchesFull"_L1, 1, 1, matchesFull},
    PathFunction{"replaceMatches"_L1, 2, 2, replaceMatches},
    PathFunction{"toChars"_L1, 0, 0, toChars},
    PathFunction{"split"_L1, 1, 1, split},
    PathFunction{"join"_L1, 0, 1, join},
};

} // namespace
} // namespace path

std::span<const PathFunction> textFunctions()
{
    return path::textTable;
}

} // namespace dermis
