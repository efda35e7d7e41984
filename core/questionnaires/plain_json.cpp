#include "core/questionnaires/plain_json.h"

#include <QStringDecoder>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostLevels = 64;
constexpr qsizetype mostFigures = 15; // of a number that stands for itself however it is read

bool isFigure(char c)
{
    return c >= '0' && c <= '9';
}

/// A number for a text, mixed from its length, its ends and its middle.
size_t placeOf(QByteArrayView text)
{
    const auto size = static_cast<size_t>(text.size());
    const auto eight = [&](size_t at) {
        quint64 bytes = 0;
        std::memcpy(&bytes, text.data() + at, std::min(size - at, sizeof bytes));
        return bytes;
    };
    const size_t last = size > 8 ? size - 8 : 0;
    quint64 mixed = (eight(0) ^ size) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 29) ^ eight(last / 2)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 32) ^ eight(last)) * 0x94D049BB133111EBU;
    return static_cast<size_t>(mixed >> 40);
}

/// The same few names and codes stand in every document: each is made once a thread, as far as there is room.
QString sharedText(QByteArrayView ascii)
{
    struct Known
    {
        QByteArray bytes;
        QString text;
    };
    constexpr qsizetype longest = 40;
    constexpr size_t room = 1024;
    thread_local std::array<Known, room> all;
    if (ascii.isEmpty() || ascii.size() > longest)
        return QString::fromLatin1(ascii);
    Known &known = all[placeOf(ascii) % room];
    if (QByteArrayView(known.bytes) != ascii)
        known = {ascii.toByteArray(), QString::fromLatin1(ascii)};
    return known.text;
}

/// Goes through the bytes once; every read gives false at the first thing that is not plain.
class PlainReader
{
public:
    explicit PlainReader(const QByteArray &bytes) : m_at(bytes.constData()), m_end(bytes.constData() + bytes.size()) {}

    bool readAll(Json &json)
    {
        const bool isRead = readValue(json, mostLevels);
        skipSpace();
        return isRead && m_at == m_end;
    }

private:
    bool readValue(Json &json, int depth);
    bool readObject(Json &json, int depth);
    bool readArray(Json &json, int depth);
    bool readText(QString &text);
    bool readEscaped(QString &text, const char *begin);
    bool readNumber(Json &json);
    bool skipFigures();
    bool readWord(std::string_view word);
    void skipSpace();
    bool take(char wanted);

    const char *m_at;
    const char *m_end;
};

void PlainReader::skipSpace()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
        ++m_at;
}

bool PlainReader::take(char wanted)
{
    skipSpace();
    if (m_at == m_end || *m_at != wanted)
        return false;
    ++m_at;
    return true;
}

bool PlainReader::readWord(std::string_view word)
{
    if (static_cast<size_t>(m_end - m_at) < word.size() || std::string_view(m_at, word.size()) != word)
        return false;
    m_at += word.size();
    return true;
}

bool PlainReader::readValue(Json &json, int depth)
{
    skipSpace();
    if (m_at == m_end)
        return false;
    switch (*m_at) {
    case '{':
        return depth > 0 && readObject(json, depth - 1);
    case '[':
        return depth > 0 && readArray(json, depth - 1);
    case '"': {
        QString text;
        if (!readText(text))
            return false;
        json = Json::string(text);
        return true;
    }
    case 't':
        json = Json::boolean(true);
        return readWord("true");
    case 'f':
        json = Json::boolean(false);
        return readWord("false");
    case 'n':
        json = Json();
        return readWord("null");
    default:
        return readNumber(json);
    }
}

bool PlainReader::readObject(Json &json, int depth)
{
    json = Json::object();
    ++m_at;
    if (take('}'))
        return true;
    do {
        QString key;
        skipSpace();
        if (m_at == m_end || *m_at != '"' || !readText(key) || json.find(key) != nullptr || !take(':'))
            return false;
        Json value;
        if (!readValue(value, depth))
            return false;
        json.set(key, std::move(value));
    } while (take(','));
    return take('}');
}

bool PlainReader::readArray(Json &json, int depth)
{
    json = Json::array();
    ++m_at;
    if (take(']'))
        return true;
    do {
        Json element;
        if (!readValue(element, depth))
            return false;
        json.append(std::move(element));
    } while (take(','));
    return take(']');
}

/// From the opening quote to behind the closing one.
bool PlainReader::readText(QString &text)
{
    const char *const begin = ++m_at;
    bool isAscii = true;
    for (; m_at != m_end && *m_at != '"' && *m_at != '\\'; ++m_at) {
        const auto byte = static_cast<unsigned char>(*m_at);
        if (byte < 0x20)
            return false;
        isAscii = isAscii && byte < 0x80;
    }
    if (m_at == m_end)
        return false;
    if (*m_at == '\\')
        return readEscaped(text, begin);
    const QByteArrayView utf8(begin, m_at - begin);
    ++m_at;
    if (isAscii) {
        text = sharedText(utf8);
        return true;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    text = decoder(utf8);
    return !decoder.hasError();
}

/// A text with \n, \" and the like in it.
bool PlainReader::readEscaped(QString &text, const char *begin)
{
    static constexpr std::array escapes{std::pair('n', '\n'), std::pair('"', '"'),  std::pair('\\', '\\'), std::pair('t', '\t'),
                                        std::pair('r', '\r'), std::pair('/', '/'), std::pair('b', '\b'),  std::pair('f', '\f')};
    QByteArray utf8(begin, m_at - begin);
    for (; m_at != m_end && *m_at != '"'; ++m_at) {
        if (static_cast<unsigned char>(*m_at) < 0x20)
            return false;
        if (*m_at != '\\') {
            utf8 += *m_at;
            continue;
        }
        const auto *escape = ++m_at == m_end ? escapes.end()
                                             : std::find_if(escapes.begin(), escapes.end(), [this](const auto &e) { return e.first == *m_at; });
        if (escape == escapes.end())
            return false;
        utf8 += escape->second;
    }
    if (m_at == m_end)
        return false;
    ++m_at;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    text = decoder(utf8);
    return !decoder.hasError();
}

bool PlainReader::skipFigures()
{
    const char *const begin = m_at;
    while (m_at != m_end && isFigure(*m_at))
        ++m_at;
    return m_at != begin;
}

/// Figures, perhaps with a minus and a point; the text stays as it is written.
bool PlainReader::readNumber(Json &json)
{
    const char *const begin = m_at;
    if (m_at != m_end && *m_at == '-')
        ++m_at;
    const bool beginsWithZero = m_at != m_end && *m_at == '0';
    const char *const figures = m_at;
    if (!skipFigures() || (beginsWithZero && m_at - figures > 1) || m_at - figures > mostFigures)
        return false;
    const bool isWhole = m_at == m_end || *m_at != '.';
    if (isWhole && beginsWithZero && figures != begin)
        return false; // negative zero
    if (!isWhole) {
        ++m_at;
        if (!skipFigures())
            return false;
    }
    if (m_at != m_end && (*m_at == 'e' || *m_at == 'E'))
        return false;
    json = Json::number(QString::fromLatin1(begin, m_at - begin));
    return true;
}

} // namespace

std::optional<Json> readPlainJson(const QByteArray &bytes)
{
    Json json;
    return PlainReader(bytes).readAll(json) ? std::optional(std::move(json)) : std::nullopt;
}

} // namespace dermis
