#pragma once

#include "core/patients/patient_problems.h"
#include "core/patients/patient_repository.h"

namespace dermis {

enum class MatchKind { Exact, Prefix, Similar };

/// Stable English name: exact, prefix, similar.
QString matchKindName(MatchKind kind);

/// A piece of a field that the search matched, so that the screen can show why.
struct MatchedPart {
    PatientField field = PatientField::FamilyName;
    QString text;   ///< the whole field as shown (a phone as displayPhone() writes it, an ID number masked)
    int start = 0;  ///< first matched character of `text`
    int length = 0; ///< number of matched characters
    bool operator==(const MatchedPart &) const = default;
};

struct PatientMatch {
    PatientLine patient;
    QString preferredName;
    MatchKind kind = MatchKind::Exact;
    QList<MatchedPart> parts;
};

struct SearchResult {
    QList<PatientMatch> matches; ///< best first; active before retired
    bool more = false;           ///< there are further patients beyond the limit
};

/// Patients found by any words in any order, file number, ID number, phone, birth date, or these together.
/// Similar spellings (edit distance up to 2) are tried when fewer than three match.
/// Cancelled when Database::interrupt() is called meanwhile from another thread.
Result<SearchResult> searchPatients(Database &database, const QString &text, const QDate &today, int limit = 50);

} // namespace dermis
