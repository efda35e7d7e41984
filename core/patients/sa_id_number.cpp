#include "core/patients/sa_id_number.h"

#include "core/base/partial_date.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int oldestAge = 120;

QString withoutSpacesAndHyphens(const QString &text)
{
    QString digits;
    for (const QChar c : text) {
        if (!c.isSpace() && c != u'-')
            digits += c;
    }
    return digits;
}

bool isThirteenDigits(const QString &text)
{
    return text.size() == 13
           && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool hasLuhnCheckDigit(const QString &digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        int digit = digits.at(digits.size() - 1 - i).digitValue();
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

QList<QDate> candidateBirthDates(const QString &number, const QDate &today)
{
    const int year = number.left(2).toInt();
    const int month = number.mid(2, 2).toInt();
    const int day = number.mid(4, 2).toInt();
    QList<QDate> dates;
    for (const int century : {1900, 2000}) {
        const QDate date(century + year, month, day);
        if (date.isValid() && date <= today && ageOn(date, today) <= oldestAge)
            dates << date;
    }
    return dates;
}

} // namespace

SaIdCheck checkSaId(const QString &text, const QDate &today)
{
    SaIdCheck check;
    check.number = withoutSpacesAndHyphens(text);
    const auto failed = [&check](SaIdProblem problem) {
        check.problem = problem;
        return check;
    };
    if (!isThirteenDigits(check.number))
        return failed(SaIdProblem::NotThirteenDigits);
    check.birthDates = candidateBirthDates(check.number, today);
    if (check.birthDates.isEmpty())
        return failed(SaIdProblem::NoSuchBirthDate);
    if (!hasLuhnCheckDigit(check.number))
        return failed(SaIdProblem::WrongCheckDigit);
    const int citizenship = check.number.at(10).digitValue();
    if (citizenship > 2)
        return failed(SaIdProblem::UnknownCitizenship);

    check.citizenship = static_cast<Citizenship>(citizenship);
    check.sexRange = check.number.at(6) < u'5' ? Sex::Female : Sex::Male;
    if (check.birthDates.size() > 1)
        check.warnings << SaIdWarning::CenturyAmbiguous;
    if (check.citizenship == Citizenship::Refugee)
        check.warnings << SaIdWarning::RefugeeDigit;
    if (check.number.at(11) < u'8')
        check.warnings << SaIdWarning::UnusualTwelfthDigit;
    return check;
}

QString maskedSaId(const QString &number)
{
    return number.isEmpty() ? QString() : number.left(6) + u" ••••"_s;
}

} // namespace dermis
