#include "core/patients/likely_duplicates.h"

#include "core/base/text_folding.h"
#include "core/patients/patient_candidates.h"
#include "core/patients/patient_row.h"
#include "core/patients/sa_id_number.h"
#include "core/patients/similar_words.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int bornOnOneDay = 500;
constexpr int sharingOneNumber = 20; // a family may share a phone

class Duplicates
{
public:
    Duplicates(Database &database, const Patient &draft)
        : m_database(database)
        , m_draft(draft)
    {
    }

    Result<> byNumber(NumberKind kind, const QString &number, DuplicateReason reason);
    Result<> byBirthDate(const QDate &date);
    QList<LikelyDuplicate> best(int limit);

private:
    void add(const PatientLine &line, DuplicateReason reason);
    std::optional<DuplicateReason> compareNames(const PatientLine &line) const;

    Database &m_database;
    const Patient &m_draft;
    QList<LikelyDuplicate> m_found;
};

void Duplicates::add(const PatientLine &line, DuplicateReason reason)
{
    if (line.id == m_draft.id)
        return;
    for (LikelyDuplicate &duplicate : m_found) {
        if (duplicate.patient.id == line.id) {
            if (!duplicate.reasons.contains(reason))
                duplicate.reasons << reason;
            return;
        }
    }
    m_found << LikelyDuplicate{line, {reason}};
}

Result<> Duplicates::byNumber(NumberKind kind, const QString &number, DuplicateReason reason)
{
    if (number.isEmpty())
        return {};
    for (const NumberHit &hit : TRY(numberIs(m_database, kind, number, sharingOneNumber)))
        add(hit.candidate.line, reason);
    return {};
}

bool areSimilar(const QString &a, const QString &b)
{
    const int allowed = std::min(allowedDistance(a.size()), allowedDistance(b.size()));
    return editDistance(a, b, allowed) <= allowed;
}

/// The first given name tells people apart; the second is often left out.
QString firstWord(const QString &foldedName)
{
    return foldedName.section(u' ', 0, 0);
}

std::optional<DuplicateReason> Duplicates::compareNames(const PatientLine &line) const
{
    const QString family = folded(m_draft.familyName);
    const QString given = folded(m_draft.givenNames);
    const QString otherFamily = folded(line.familyName);
    const QString otherGiven = folded(line.givenNames);
    if (family.isEmpty())
        return std::nullopt;
    if (family == otherFamily && given == otherGiven)
        return DuplicateReason::SameNameAndBirthDate;
    if (!given.isEmpty() && family == otherGiven && given == otherFamily)
        return DuplicateReason::SwappedNamesAndBirthDate;
    if (areSimilar(family, otherFamily) && (given.isEmpty() || areSimilar(firstWord(given), firstWord(otherGiven))))
        return DuplicateReason::SimilarNameAndBirthDate;
    return std::nullopt;
}

Result<> Duplicates::byBirthDate(const QDate &date)
{
    for (const Candidate &candidate : TRY(bornOn(m_database, date, bornOnOneDay))) {
        if (const auto reason = compareNames(candidate.line))
            add(candidate.line, *reason);
    }
    return {};
}

QList<LikelyDuplicate> Duplicates::best(int limit)
{
    for (LikelyDuplicate &duplicate : m_found)
        std::sort(duplicate.reasons.begin(), duplicate.reasons.end());
    std::sort(m_found.begin(), m_found.end(), [](const LikelyDuplicate &a, const LikelyDuplicate &b) {
        return a.reasons != b.reasons ? a.reasons < b.reasons : a.patient.id < b.patient.id;
    });
    return m_found.mid(0, limit);
}

} // namespace

QString duplicateReasonName(DuplicateReason reason)
{
    static constexpr std::array<QStringView, 6> names{
        u"same-id-number", u"same-passport", u"same-name-and-birth-date", u"swapped-names-and-birth-date",
        u"similar-name-and-birth-date", u"same-phone"};
    return names.at(static_cast<size_t>(reason)).toString();
}

Result<QList<LikelyDuplicate>> likelyDuplicates(Database &database, const Patient &typed, const QDate &today, int limit)
{
    const Patient draft = normalised(typed);
    Duplicates duplicates(database, draft);
    TRY(duplicates.byNumber(NumberKind::SaId, draft.saIdNumber, DuplicateReason::SameIdNumber));
    TRY(duplicates.byNumber(NumberKind::Passport, passportKey(draft.passport), DuplicateReason::SamePassport));
    for (const Phone &phone : draft.phones)
        TRY(duplicates.byNumber(NumberKind::Phone, phone.number.mid(1), DuplicateReason::SamePhone));
    const QList<QDate> dates = draft.birthDate.isValid() ? QList<QDate>{draft.birthDate}
                                                         : checkSaId(draft.saIdNumber, today).birthDates;
    for (const QDate &date : dates)
        TRY(duplicates.byBirthDate(date));
    return duplicates.best(limit);
}

} // namespace dermis
