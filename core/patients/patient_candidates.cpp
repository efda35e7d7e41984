#include "core/patients/patient_candidates.h"

#include "core/base/text_folding.h"
#include "core/patients/patient_row.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString nameOrigin = u" FROM patient_name n CROSS JOIN patient p ON p.id = n.patient_id "
                           "WHERE n.active = 1 AND "_s;
const QString inFamilyOrder = u" ORDER BY n.family, n.given, n.patient_id LIMIT ?"_s;
const QString inGivenOrder = u" ORDER BY n.given, n.family, n.patient_id LIMIT ?"_s;

Result<QList<Candidate>> candidates(Database &database, const QString &origin, const QVariantList &values)
{
    auto select = TRY(database.prepare(u"SELECT "_s + candidateColumns + origin));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<Candidate> found;
    while (TRY(select.next()))
        found << candidateFromRow(select);
    return found;
}

Result<QList<NumberHit>> hits(Database &database, NumberKind kind, const QString &condition, const QVariantList &values)
{
    auto select = TRY(database.prepare(
        u"SELECT %1, n.number FROM patient_number n CROSS JOIN patient p ON p.id = n.patient_id "
        "WHERE n.kind = ? AND %2 ORDER BY n.number, n.patient_id LIMIT ?"_s.arg(candidateColumns, condition)));
    select.add(numberKindName(kind));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<NumberHit> found;
    while (TRY(select.next()))
        found << NumberHit{candidateFromRow(select), kind, select.text(candidateColumnCount)};
    return found;
}

} // namespace

QString afterPrefix(const QString &prefix)
{
    return prefix + QString::fromUcs4(U"\U0010FFFF", 1);
}

QString numberKindName(NumberKind kind)
{
    static constexpr std::array<QStringView, 5> names{u"file", u"id", u"passport", u"phone", u"contact"};
    return names.at(static_cast<size_t>(kind)).toString();
}

Result<QList<Candidate>> familyStartsWith(Database &database, const QString &prefix, int limit)
{
    return candidates(database, nameOrigin + u"n.family >= ? AND n.family < ?"_s + inFamilyOrder,
                      {prefix, afterPrefix(prefix), limit});
}

Result<QList<Candidate>> givenStartsWith(Database &database, const QString &prefix, int limit)
{
    return candidates(database, nameOrigin + u"n.given >= ? AND n.given < ?"_s + inGivenOrder,
                      {prefix, afterPrefix(prefix), limit});
}

Result<QList<Candidate>> familyAndGivenStart(Database &database, const QString &family, const QString &givenPrefix,
                                             int limit)
{
    return candidates(database, nameOrigin + u"n.family = ? AND n.given >= ? AND n.given < ?"_s + inFamilyOrder,
                      {family, givenPrefix, afterPrefix(givenPrefix), limit});
}

Result<QList<Candidate>> givenAndFamilyStart(Database &database, const QString &given, const QString &familyPrefix,
                                             int limit)
{
    return candidates(database, nameOrigin + u"n.given = ? AND n.family >= ? AND n.family < ?"_s + inGivenOrder,
                      {given, familyPrefix, afterPrefix(familyPrefix), limit});
}

Result<QList<Candidate>> bornOn(Database &database, const QDate &date, int limit)
{
    return candidates(database, u" FROM patient p WHERE p.birth_date = ? ORDER BY p.id LIMIT ?"_s,
                      {date.toString(Qt::ISODate), limit});
}

Result<QList<NumberHit>> numberIs(Database &database, NumberKind kind, const QString &number, int limit)
{
    return hits(database, kind, u"n.number = ?"_s, {number, limit});
}

Result<QList<NumberHit>> numberStartsWith(Database &database, NumberKind kind, const QString &prefix, int limit)
{
    return hits(database, kind, u"n.number >= ? AND n.number < ?"_s, {prefix, afterPrefix(prefix), limit});
}

QString fileNumberKey(const QString &fileNumber)
{
    QString digits;
    for (const QChar c : fileNumber) {
        if (c >= u'0' && c <= u'9' && !(digits.isEmpty() && c == u'0'))
            digits += c;
    }
    return digits;
}

QString passportKey(const QString &passport)
{
    return folded(passport).remove(u' ');
}

} // namespace dermis
