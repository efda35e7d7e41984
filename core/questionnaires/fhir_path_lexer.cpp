#include "core/questionnaires/fhir_path_lexer.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool startsName(QChar c)
{
    return c == u'_' || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isInNumber(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool continuesName(QChar c)
{
    return startsName(c) || isInNumber(c);
}

class PathLexer
{
public:
    PathLexer(const QString &text, const QSet<QString> &knownVariables)
        : m_text(text), m_known(knownVariables)
    {
    }

    Result<std::vector<PathToken>> tokens()
    {
        std::vector<PathToken> found;
        do {
            TRY(skipBlanks());
            found.push_back(TRY(next()));
        } while (found.back().kind != PathToken::Kind::End);
        return found;
    }

private:
    using Kind = PathToken::Kind;

    QStringView rest() const { return QStringView(m_text).mid(m_at); }
    QChar current() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    PathToken token(Kind kind, const QString &text, qsizetype from) const { return {kind, text, from + 1}; }

    Result<> skipBlanks()
    {
        for (;;) {
            if (current().isSpace()) {
                ++m_at;
            } else if (rest().startsWith("//"_L1)) {
                while (m_at < m_text.size() && current() != u'\n' && current() != u'\r')
                    ++m_at;
            } else if (rest().startsWith("/*"_L1)) {
                const qsizetype end = m_text.indexOf("*/"_L1, m_at + 2);
                if (end < 0)
                    return notFhirPath(m_at + 1, u"a comment has no end"_s);
                m_at = end + 2;
            } else {
                return {};
            }
        }
    }

    Result<PathToken> next()
    {
        const qsizetype from = m_at;
        const QChar c = current();
        if (m_at >= m_text.size())
            return token(Kind::End, u"the end"_s, from);
        if (startsName(c))
            return token(Kind::Identifier, name(), from);
        if (isInNumber(c))
            return token(Kind::Number, number(), from);
        if (c == u'\'' || c == u'"' || c == u'`') {
            const QString text = TRY(quoted());
            return token(c == u'`' ? Kind::Delimited : Kind::String, text, from);
        }
        if (c == u'@')
            return moment();
        if (c == u'%')
            return variable();
        if (c == u'$')
            return special();
        return symbol();
    }

    QString name()
    {
        const qsizetype from = m_at;
        while (continuesName(current()))
            ++m_at;
        return m_text.mid(from, m_at - from);
    }

    QString number()
    {
        const qsizetype from = m_at;
        while (isInNumber(current()))
            ++m_at;
        if (current() == u'.' && m_at + 1 < m_text.size() && isInNumber(m_text[m_at + 1])) {
            ++m_at;
            while (isInNumber(current()))
                ++m_at;
        }
        return m_text.mid(from, m_at - from);
    }

    Result<QString> quoted()
    {
        const qsizetype from = m_at;
        const QChar quote = current();
        QString text;
        for (++m_at; m_at < m_text.size() && current() != quote; ++m_at)
            text += current() == u'\\' ? escaped() : current();
        if (m_at >= m_text.size())
            return notFhirPath(from + 1, u"%1 is not closed"_s.arg(quote));
        ++m_at;
        return text;
    }

    /// The character that an escape stands for; a backslash before anything else is left out, as FHIRPath has
    /// it.
    QChar escaped()
    {
        ++m_at;
        const QChar c = current();
        if (c == u'u') {
            bool ok = false;
            const QStringView digits = rest().mid(1, 4);
            const uint code = digits.size() == 4 ? digits.toUInt(&ok, 16) : 0;
            if (!ok)
                return c;
            m_at += 4;
            return QChar(static_cast<char16_t>(code));
        }
        constexpr std::array<std::pair<char16_t, char16_t>, 4> controls{
            {{u'n', u'\n'}, {u'r', u'\r'}, {u't', u'\t'}, {u'f', u'\f'}}};
        for (const auto &[letter, control] : controls) {
            if (c == letter)
                return control;
        }
        return c;
    }

    Result<PathToken> moment()
    {
        static const QRegularExpression literal(
            u"\\G@(?:(\\d{4}(?:-\\d\\d(?:-\\d\\d)?)?)(T(?:\\d\\d(?::\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)?"
            u"(?:Z|[+-]\\d\\d:\\d\\d)?)?)?|T(\\d\\d(?::\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)?))"_s);
        const qsizetype from = m_at;
        const auto match = literal.match(m_text, m_at, QRegularExpression::NormalMatch,
                                         QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            return notFhirPath(from + 1, u"a date or time was expected after @"_s);
        m_at = match.capturedEnd();
        if (!match.captured(3).isEmpty())
            return token(Kind::Time, match.captured(3), from);
        const QString time = match.captured(2);
        const QString text = match.captured(1) + (time == "T"_L1 ? QString() : time);
        return token(time.isEmpty() ? Kind::Date : Kind::DateTime, text, from);
    }

    Result<PathToken> variable()
    {
        const qsizetype from = m_at++;
        if (current() == u'\'' || current() == u'"' || current() == u'`') {
            const QString text = TRY(quoted());
            return token(Kind::Variable, text, from);
        }
        if (!startsName(current()))
            return notFhirPath(from + 1, u"a name was expected after %"_s);
        const qsizetype start = m_at;
        name();
        qsizetype end = m_at;
        while (current() == u'-' && m_at + 1 < m_text.size() && continuesName(m_text[m_at + 1])) {
            ++m_at;
            name();
            if (isKnown(m_text.mid(start, m_at - start)))
                end = m_at;
        }
        m_at = end;
        return token(Kind::Variable, m_text.mid(start, end - start), from);
    }

    bool isKnown(const QString &variable) const
    {
        return m_known.contains(variable) || variable.startsWith("vs-"_L1) || variable.startsWith("ext-"_L1);
    }

    Result<PathToken> special()
    {
        const qsizetype from = m_at++;
        const QString word = name();
        if (word != "this"_L1 && word != "index"_L1 && word != "total"_L1)
            return notFhirPath(from + 1, u"$%1 is not $this, $index or $total"_s.arg(word));
        return token(Kind::Special, word, from);
    }

    Result<PathToken> symbol()
    {
        const qsizetype from = m_at;
        constexpr std::array twice{"<="_L1, ">="_L1, "!="_L1, "!~"_L1};
        for (const QLatin1StringView two : twice) {
            if (rest().startsWith(two)) {
                m_at += 2;
                return token(Kind::Symbol, two, from);
            }
        }
        const QChar c = current();
        if (!u"()[]{}.,+-*/|&<>=~"_s.contains(c))
            return notFhirPath(from + 1, u"%1 has no meaning"_s.arg(c));
        ++m_at;
        return token(Kind::Symbol, c, from);
    }

    const QString &m_text;
    const QSet<QString> &m_known;
    qsizetype m_at = 0;
};

} // namespace

Result<std::vector<PathToken>> pathTokens(const QString &expression, const QSet<QString> &knownVariables)
{
    return PathLexer(expression, knownVariables).tokens();
}

} // namespace dermis
