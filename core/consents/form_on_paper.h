#pragma once

#include "core/base/id.h"
#include "core/consents/form_rows.h"
#include "core/questionnaires/response.h"

#include <QHash>

#include <optional>

namespace dermis {

/// Answers as they are printed, and whose they are.
struct AnswersOnPaper
{
    Response response;
    StaffId author;    ///< who saved them
    QDateTime savedAt; ///< UTC
    QHash<StaffId, QString> staff; ///< names of those who answered
};

/// A form on a sheet: to fill in by hand, or with its answers.
struct FormOnPaper
{
    Questionnaire form;
    std::optional<AnswersOnPaper> answers;
};

/// The questions in the order of the form, without hidden ones. Blank: room to answer each, and in words when it is to be
/// answered. With answers: what applies; answers that do not apply are left out, and those the form does not ask stand at
/// the end.
QList<Piece> formPieces(const FormOnPaper &paper);

// The two ways, each in its own file.
QList<Piece> blankFormPieces(const Questionnaire &form);
QList<Piece> filledFormPieces(const Questionnaire &form, const AnswersOnPaper &answers);

/// A question's, text's or group's words at `left`: its own and those of the texts under it that stand alone.
PaperRow formRow(const Item &item, const QString &number, qreal left, qreal numberWidth);
/// Whether formRow() of the question around it has its words.
bool isSaidAbove(const Item &text);
/// How wide the column of numbers has to be.
qreal numberColumnOf(const QStringList &numbers);

} // namespace dermis
