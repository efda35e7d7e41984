#pragma once

#include "core/consents/form_rows.h"
#include "core/questionnaires/questionnaire.h"

namespace dermis {

/// More options than this are a line to write on.
inline constexpr qsizetype mostBoxes = 24;
/// How often room is made for what repeats.
inline constexpr int instancesOnPaper = 3;

/// Room to answer a question by hand, in `width`: boxes to tick, combs for dates, lines.
AnswerSpace answerSpace(const Item &question, qreal width);
/// Empty boxes to tick, one below the other.
AnswerSpace tickBoxes(const QStringList &labels, qreal width);
/// What to know before writing: "tick all that apply", "0 to 20 %"; empty when there is nothing.
QStringList answerNotes(const Item &question);
/// How many instances of what repeats have room.
int roomFor(const Item &item);

} // namespace dermis
