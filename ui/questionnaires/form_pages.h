#pragma once

#include "ui/questionnaires/intake_form.h"

namespace dermis {

/// A section's rows as they are shown page by page: a group that is a page of its own, a repeating group, or one question with its
/// follow-ups; headings stand with what follows them. Never empty.
QList<QList<FormRow>> formPages(const Questionnaire &questionnaire, const QList<FormRow> &rows);
/// The page that holds a question; 0 when none does.
int pageOf(const QList<QList<FormRow>> &pages, const AnswerKey &key);

/// Whether a form is read page by page: as a person chose on this computer, else as the form wants it.
bool isReadPaged(const Questionnaire &questionnaire);
void rememberPaged(const Questionnaire &questionnaire, bool paged);

} // namespace dermis
