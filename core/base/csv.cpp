#include "core/base/csv.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Reads one text, character by character.
class CsvReader
{
public:
    explicit CsvReader(const QString &text) : m_text(text) {}
    Result<QList<CsvRecord>> read();

private:
    Result<> readQuoted();
    void endField();
    void endRecord();

    const QString &m_text;
    qsizetype m_at = 0;
    qsizetype m_line = 1;
    QString m_field;
    bool m_wasQuoted = false;
    CsvRecord m_record;
    QList<CsvRecord> m_records;
};

void CsvReader::endField()
{
    m_record.fields << m_field;
    m_field.clear();
    m_wasQuoted = false;
}

void CsvReader::endRecord()
{
    const bool isEmpty = m_record.fields.isEmpty() && m_field.isEmpty() && !m_wasQuoted;
    if (!isEmpty) {
        endField();
        m_records << m_record;
    }
    m_record = {m_line, {}};
}

/// From behind the opening quote to behind the closing one.
Result<> CsvReader::readQuoted()
{
    const qsizetype began = m_line;
    for (; m_at < m_text.size(); ++m_at) {
        const QChar c = m_text.at(m_at);
        if (c == u'\n')
            ++m_line;
        if (c != u'"') {
            m_field += c;
            continue;
        }
        ++m_at;
        if (m_at >= m_text.size() || m_text.at(m_at) != u'"')
            return {};
        m_field += u'"';
    }
    return fail(ErrorCode::InvalidInput, u"line %1: a quote is opened and not closed"_s.arg(began));
}

Result<QList<CsvRecord>> CsvReader::read()
{
    while (m_at < m_text.size()) {
        const QChar c = m_text.at(m_at++);
        if (c == u'"' && m_field.isEmpty() && !m_wasQuoted) {
            m_wasQuoted = true;
            TRY(readQuoted());
        } else if (c == u',') {
            endField();
        } else if (c == u'\n' || c == u'\r') {
            if (c == u'\r' && m_at < m_text.size() && m_text.at(m_at) == u'\n')
                ++m_at;
            ++m_line;
            endRecord();
        } else if (c == u'"' || m_wasQuoted) {
            return fail(ErrorCode::InvalidInput,
                        u"line %1: a quote stands inside a field; write it twice"_s.arg(m_line));
        } else {
            m_field += c;
        }
    }
    endRecord();
    return m_records;
}

} // namespace

Result<QList<CsvRecord>> readCsv(const QByteArray &bytes)
{
    qsizetype line = 1;
    for (const QByteArray &one : bytes.split('\n')) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(one);
        if (decoder.hasError() || text.contains(QChar(0)))
            return fail(ErrorCode::InvalidInput,
                        u"line %1: the bytes are not UTF-8; save the file as CSV UTF-8"_s.arg(line));
        ++line;
    }
    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    return CsvReader(text).read();
}

QString csvLine(const QStringList &fields)
{
    QStringList written;
    for (QString field : fields) {
        const bool needsQuotes = field.contains(u'"') || field.contains(u',') || field.contains(u'\n') ||
                                 field.contains(u'\r') || field != field.trimmed();
        written << (needsQuotes ? u"\"%1\""_s.arg(field.replace(u'"', u"\"\""_s)) : field);
    }
    return written.join(u',') + u"\r\n"_s;
}

} // namespace dermis
