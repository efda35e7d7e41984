#pragma once

#include "ui/widgets/error_banner.h"

#include <QDate>

namespace dermis {

class ClinicContext;
class DraftKeeper;
class FormSession;
struct AnswerProblem;

/// What a draft that waits for a choice is told as; its actions are in the order of DraftChoice.
BannerText openDraftBanner(const FormSession &session, const ClinicContext &context);
enum class DraftChoice { Compare, Use, PutAside };

/// An earlier version's answers were taken over; the one action goes on.
BannerText newVersionBanner(const FormSession &session);

/// Kept answers are about to be replaced; the first two actions are reasons, the third puts it off.
BannerText reasonBanner();
inline constexpr int reasonCount = 2;

/// The question that is not accepted as it stands.
BannerText problemBanner(const FormSession &session, const AnswerProblem &problem);

/// Whether what was typed is safe, for the bar below the form.
QString draftStateWords(const FormSession *session, const DraftKeeper &draft, const QDate &today);

/// The headings of the comparison: what waits, and what is shown.
QString waitingHeading(const FormSession &session);
QString shownHeading(const FormSession &session);

} // namespace dermis
