#include "core/patients/patient_query.h"

#include "core/base/text_folding.h"
#include "core/patients/patient_candidates.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype mostWords = 8;
constexpr qsizetype shortestPassport = 5;
constexpr qsizetype shortestPhonePrefix = 3;
constexpr qsizetype shortestWithoutZero = 7; // 82 555 01.., a phone typed without its 0

/// 1 to 12 for the beginning of an English or Afrikaans month name; 0 for another word.
int monthOf(const QString &word)
{
    static const QList<QStringList> months{
        {u"january"_s, u"januarie"_s},   {u"february"_s, u"februarie"_s}, {u"march"_s, u"mrt"_s, u"maart"_s},
        {u"april"_s},                    {u"may"_s, u"mei"_s},            {u"june"_s, u"junie"_s},
        {u"july"_s, u"julie"_s},         {u"august"_s, u"augustus"_s},    {u"september"_s},
        {u"october"_s, u"oktober"_s},    {u"november"_s},                 {u"december"_s, u"desember"_s}};
    const QString typed = word.toLower();
    for (int month = 0; month < months.size(); ++month) {
        for (const QString &name : months.at(month)) {
            if (typed.size() >= 3 && name.startsWith(typed))
                return month + 1;
        }
    }
    return 0;
}

void addDate(QList<QDate> &dates, int year, int month, int day, const QDate &today)
{
    QDate date(year, month, day);
    if (year < 100) {
        date = QDate(2000 + year, month, day);
        if (!date.isValid() || date > today)
            date = QDate(1900 + year, month, day);
    }
    if (date.isValid() && date <= today && !dates.contains(date))
        dates << date;
}

/// A date written with separators or a month's name; takes it out of the text.
QList<QDate> takeWrittenDate(QString &text, const QDate &today)
{
    static const QRegularExpression yearFirst(u"\\b(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})\\b"_s);
    static const QRegularExpression dayFirst(
        u"\\b(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4}|(?<! )\\d{2})\\b"_s); // two-digit years not after spaces
    static const QRegularExpression named(u"\\b(\\d{1,2})[\\s.-]*(\\p{L}{3,})[\\s.,-]*(\\d{4}|\\d{2})\\b"_s);
    QList<QDate> dates;
    QRegularExpressionMatch match = yearFirst.match(text);
    if (match.hasMatch()) {
        addDate(dates, match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt(), today);
    } else if (match = dayFirst.match(text); match.hasMatch()) {
        addDate(dates, match.captured(3).toInt(), match.captured(2).toInt(), match.captured(1).toInt(), today);
    } else if (match = named.match(text); match.hasMatch()) {
        addDate(dates, match.captured(3).toInt(), monthOf(match.captured(2)), match.captured(1).toInt(), today);
    }
    if (!dates.isEmpty())
        text.replace(match.capturedStart(), match.capturedLength(), u" "_s);
    return dates;
}

/// The first number in the text, with its separators; takes it out of the text.
QString takeNumber(QString &text)
{
    static const QRegularExpression number(u"[+(]*\\d[\\d\\s()+./-]*"_s);
    const QRegularExpressionMatch match = number.match(text);
    if (match.hasMatch())
        text.replace(match.capturedStart(), match.capturedLength(), u" "_s);
    return match.captured();
}

/// Six digits as an ID number begins (920314), eight as 19920314 or 14031992.
QList<QDate> datesInDigits(const QString &digits, const QDate &today)
{
    const auto part = [&digits](int from, int length) { return digits.mid(from, length).toInt(); };
    QList<QDate> dates;
    if (digits.size() == 6)
        addDate(dates, part(0, 2), part(2, 2), part(4, 2), today);
    if (digits.size() == 8) {
        addDate(dates, part(0, 4), part(4, 2), part(6, 2), today);
        addDate(dates, part(4, 4), part(2, 2), part(0, 2), today);
    }
    return dates;
}

QString digitsOf(QString number)
{
    number.remove(u"(0)"_s);
    QString digits;
    for (const QChar c : std::as_const(number)) {
        if (c.isDigit())
            digits += c;
    }
    return digits;
}

QString passportIn(const QString &text)
{
    const QString key = passportKey(text);
    const bool hasDigit = std::any_of(key.begin(), key.end(), [](QChar c) { return c.isDigit(); });
    return hasDigit && key.size() >= shortestPassport ? key : QString();
}

} // namespace

PatientQuery patientQuery(const QString &text, const QDate &today)
{
    PatientQuery query;
    query.passport = passportIn(text);
    QString rest = text;
    query.birthDates = takeWrittenDate(rest, today);
    if (query.birthDates.isEmpty()) {
        const QString number = takeNumber(rest).trimmed();
        query.digits = digitsOf(number);
        query.withPlus = number.contains(u'+');
        query.birthDates = datesInDigits(query.digits, today);
    }
    query.words = foldedWords(rest).mid(0, mostWords);
    return query;
}

QStringList phonePrefixes(const QString &digits, bool withPlus)
{
    if (digits.size() < shortestPhonePrefix)
        return {};
    if (withPlus)
        return {digits.startsWith(u"270") ? u"27"_s + digits.mid(3) : digits};
    if (digits.startsWith(u"00"))
        return {digits.mid(2)};
    if (digits.startsWith(u'0'))
        return {u"27"_s + digits.mid(1)};
    QStringList prefixes;
    if (digits.startsWith(u"27"))
        prefixes << digits;
    if (digits.size() >= shortestWithoutZero)
        prefixes << u"27"_s + digits;
    return prefixes;
}

} // namespace dermis
