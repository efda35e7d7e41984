#pragma once

#include "core/patients/patient_candidates.h"
#include "core/patients/patient_search.h"

#include <optional>

namespace dermis {

/// A match with what decides its place.
struct RankedMatch {
    PatientMatch match;
    int distance = 0;   ///< wrong letters in all words together
    /// 0 a number, 1 the whole family name, 2 its beginning, 3 within it, 4 given, 5 preferred, 6 contact.
    int tier = 0;
    int wholeWords = 0; ///< words typed to their end
    QString family;     ///< folded
    QString given;      ///< folded
};

/// Whether each word is found in the candidate's names or file number, and where; `similar` also accepts wrong letters.
std::optional<RankedMatch> matchWords(const Candidate &candidate, const QStringList &words, bool similar);
/// The part of a number that begins with the digits typed.
MatchedPart matchedNumber(const NumberHit &hit, const QString &typed);
/// Active before retired, then nearest spelling, then tier, then by name; never equal for two patients.
bool ranksBefore(const RankedMatch &a, const RankedMatch &b);

} // namespace dermis
