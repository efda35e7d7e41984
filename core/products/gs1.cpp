#include "core/products/gs1.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr QChar groupSeparator{0x1d};
constexpr qsizetype longestText = 20; // of lot and serial (GS1 General Specifications)

bool isDigits(QStringView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

tl::unexpected<Error> wrongBarcode(const QString &what)
{
    return fail(ErrorCode::InvalidInput, u"barcode: %1"_s.arg(what));
}

/// YYMMDD of the years 2000 to 2099.
Result<QDate> readDate(const QString &digits)
{
    if (digits.size() != 6 || !isDigits(digits))
        return wrongBarcode(u"the expiry needs six digits, year, month and day"_s);
    const int year = 2000 + digits.left(2).toInt();
    const int month = digits.mid(2, 2).toInt();
    const int day = digits.mid(4, 2).toInt();
    const QDate first(year, month, 1);
    const QDate date = day == 0 && first.isValid() ? first.addMonths(1).addDays(-1) : QDate(year, month, day);
    if (!date.isValid())
        return wrongBarcode(u"\"%1\" is no date"_s.arg(digits));
    return date;
}

/// Takes one element string after the other.
class Gs1Reader
{
public:
    explicit Gs1Reader(QString text) : m_rest(std::move(text)) {}
    Result<Gs1Data> read();

private:
    Result<> readElement();
    Result<QString> takeFixed(qsizetype length, const QString &identifier);
    Result<QString> takeText(const QString &identifier);

    QString m_rest;
    QStringList m_seen;
    Gs1Data m_data;
};

Result<QString> Gs1Reader::takeFixed(qsizetype length, const QString &identifier)
{
    const QString value = m_rest.left(length);
    if (value.size() != length || !isDigits(value))
        return wrongBarcode(u"(%1) needs %2 digits"_s.arg(identifier).arg(length));
    m_rest.remove(0, length);
    return value;
}

/// Up to the separator, the next bracket or the end.
Result<QString> Gs1Reader::takeText(const QString &identifier)
{
    qsizetype end = m_rest.indexOf(groupSeparator);
    if (const qsizetype bracket = m_rest.indexOf(u'('); bracket >= 0 && (end < 0 || bracket < end))
        end = bracket;
    const QString value = end < 0 ? m_rest : m_rest.left(end);
    if (value.isEmpty() || value.size() > longestText)
        return wrongBarcode(
            u"(%1) needs 1 to %2 characters; is the separator missing?"_s.arg(identifier).arg(longestText));
    m_rest.remove(0, value.size());
    return value;
}

Result<> Gs1Reader::readElement()
{
    QString identifier = m_rest.left(2);
    if (m_rest.startsWith(u'(')) {
        const qsizetype close = m_rest.indexOf(u')');
        identifier = m_rest.mid(1, close - 1);
        m_rest.remove(0, close < 0 ? m_rest.size() : close + 1);
    } else {
        m_rest.remove(0, 2);
    }
    if (m_seen.contains(identifier))
        return wrongBarcode(u"(%1) stands twice"_s.arg(identifier));
    m_seen << identifier;
    if (identifier == u"01") {
        const QString digits = TRY(takeFixed(14, identifier));
        m_data.gtin = TRY(gtin14(digits));
    } else if (identifier == u"17") {
        const QString digits = TRY(takeFixed(6, identifier));
        m_data.expiry = TRY(readDate(digits));
    } else if (identifier == u"11" || identifier == u"15") { // made on, best before: not used
        const QString digits = TRY(takeFixed(6, identifier));
        TRY(readDate(digits));
    } else if (identifier == u"10") {
        m_data.lot = TRY(takeText(identifier));
    } else if (identifier == u"21") {
        m_data.serial = TRY(takeText(identifier));
    } else {
        return wrongBarcode(u"(%1) is not known; type lot and expiry"_s.arg(identifier));
    }
    return {};
}

Result<Gs1Data> Gs1Reader::read()
{
    while (!m_rest.isEmpty()) {
        if (m_rest.startsWith(groupSeparator)) {
            m_rest.remove(0, 1);
            continue;
        }
        TRY(readElement());
    }
    if (m_data.gtin.isEmpty())
        return wrongBarcode(u"it names no product, (01) is missing"_s);
    return m_data;
}

} // namespace

Result<QString> gtin14(const QString &digits)
{
    static const QList<qsizetype> lengths{8, 12, 13, 14};
    if (!isDigits(digits) || !lengths.contains(digits.size()))
        return wrongBarcode(u"a GTIN has 8, 12, 13 or 14 digits"_s);
    const QString padded = digits.rightJustified(14, u'0');
    int sum = 0;
    for (qsizetype i = 0; i < 13; ++i)
        sum += padded.at(i).digitValue() * (i % 2 == 0 ? 3 : 1);
    if ((10 - sum % 10) % 10 != padded.at(13).digitValue())
        return wrongBarcode(u"the check digit of %1 is wrong; scan or type it again"_s.arg(digits));
    return padded;
}

Result<Gs1Data> readGs1(const QString &text)
{
    static const QRegularExpression symbology(u"^\\][A-Za-z][0-9]"_s);
    QString clean = text.trimmed();
    clean.remove(symbology);
    clean.replace(u"<GS>"_s, QString(groupSeparator)).replace(u"{GS}"_s, QString(groupSeparator));
    clean.remove(u' ');
    if (clean.isEmpty())
        return wrongBarcode(u"nothing was read"_s);
    if (isDigits(clean) && (clean.size() <= 14))
        return Gs1Data{TRY(gtin14(clean)), {}, {}, {}};
    return Gs1Reader(clean).read();
}

} // namespace dermis
