#pragma once

#include "ui/questionnaires/answer_editor.h"

namespace dermis {

/// What typed words may mean: the question's options, or for what a patient reacts to the known substances.
QList<Suggestion> suggestionsFor(const Item &item, const QString &typed);
/// What follows when words of this question stay as they were said; empty where nothing does.
QString keptWordsDetail(const Item &item);

} // namespace dermis
