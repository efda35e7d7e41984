#include "core/patients/phone_number.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype nationalLength = 9; // without the leading 0

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

PhoneCheck problem(PhoneProblem what)
{
    return {what, {}, false};
}

/// Digits with a leading + kept; nothing when other signs than the usual separators stand in it.
QString plain(QString text)
{
    text = text.trimmed();
    text.remove(u"(0)"_s);
    QString digits;
    for (const QChar c : std::as_const(text)) {
        if (isDigit(c) || (c == u'+' && digits.isEmpty()))
            digits += c;
        else if (!c.isSpace() && !u"-()./"_s.contains(c))
            return {};
    }
    return digits.startsWith(u"00") ? u'+' + digits.mid(2) : digits;
}

PhoneCheck southAfrican(const QString &national, bool needsConfirmation)
{
    if (national.size() != nationalLength || national.startsWith(u'0'))
        return problem(PhoneProblem::WrongLength);
    return {PhoneProblem::None, u"+27"_s + national, needsConfirmation};
}

PhoneCheck international(const QString &digits)
{
    if (digits.startsWith(u"270"))
        return southAfrican(digits.mid(3), true);
    if (digits.startsWith(u"27"))
        return southAfrican(digits.mid(2), false);
    if (digits.size() < 7 || digits.size() > 15 || digits.startsWith(u'0'))
        return problem(PhoneProblem::WrongLength);
    return {PhoneProblem::None, u'+' + digits, false};
}

} // namespace

PhoneCheck checkPhone(const QString &text)
{
    if (text.trimmed().isEmpty())
        return problem(PhoneProblem::Empty);
    const QString number = plain(text);
    if (number.isEmpty())
        return problem(PhoneProblem::NotDigits);
    if (number.startsWith(u'+'))
        return international(number.mid(1));
    if (number.startsWith(u'0'))
        return southAfrican(number.mid(1), false);
    if (number.startsWith(u"27") && number.size() == 2 + nationalLength)
        return southAfrican(number.mid(2), true);
    return problem(number.size() == nationalLength ? PhoneProblem::MissingZero : PhoneProblem::WrongLength);
}

QString displayPhone(const QString &e164)
{
    if (!e164.startsWith(u"+27") || e164.size() != 3 + nationalLength)
        return e164;
    return u'0' + e164.mid(3, 2) + u' ' + e164.mid(5, 3) + u' ' + e164.mid(8);
}

bool canReceiveSms(const QString &e164)
{
    if (!e164.startsWith(u"+27") || e164.size() != 3 + nationalLength)
        return false;
    const QString range = e164.mid(3, 2);
    return u"678"_s.contains(range.at(0)) && !QStringList{u"80"_s, u"86"_s, u"87"_s}.contains(range);
}

} // namespace dermis
