#pragma once

#include "ui/questionnaires/answer_editor.h"

namespace dermis {

/// What typed words may mean: the question's options, or for what a patient reacts to the known substances.
QList<Suggestion> suggestionsFor(const Item &item, const QString &typed);

} // namespace dermis
