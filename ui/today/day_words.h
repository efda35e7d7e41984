#pragma once

#include "core/treatments/readiness_watch.h"
#include "ui/theme/icons.h"
#include "ui/today/day_board.h"

namespace dermis {

/// Where a patient is, in words: a title, a second line and an icon.
struct WhereWords
{
    Icon icon = Icon::Clock;
    QString title;
    QString detail;
};

/// What changed in a patient's readiness: "Serum (after): the lot was recalled by the maker; no longer: Active acne".
QString changeWords(const ReadinessChange &change);
/// "14 min", "2 h 05"
QString waitWords(int minutes);
QString groupWords(DayGroup group);
/// "6 people, longest wait 14 min".
QString groupNoteWords(int people, int longestWait);
/// "09:45", or "Walk-in".
QString visitTimeWords(const Visit &visit);
/// "Nomvula Dlamini".
QString nameWords(const DayVisit &day);
/// "34 · MSD-00418": the age on the day of the visit and the file number.
QString ageAndFileWords(const DayVisit &day);
QString reasonWords(const Visit &visit);
WhereWords stateWords(const DayEntry &entry);
/// "14 min"; empty when nobody waits.
QString waitingWords(const Visit &visit, const QDateTime &now);
QString actWords(DayAct act);
/// "Allergies" or "Allergies not confirmed"; empty when there is nothing to warn of.
QString allergyWords(DayAllergies allergies);
/// The whole row for a screen reader.
QString visitSentence(const DayEntry &entry, DayAct next, const QDateTime &now);

} // namespace dermis
