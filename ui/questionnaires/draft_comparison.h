#pragma once

#include "core/questionnaires/response.h"

#include <QScrollArea>

namespace dermis {

/// What a kept draft and the saved form say differently, side by side.
class DraftComparison : public QScrollArea
{
    Q_OBJECT
public:
    explicit DraftComparison(QWidget *parent = nullptr);
    void show(const Questionnaire &questionnaire, const Response &draft, const Response &saved);
    using QScrollArea::show;
};

/// One question whose answers differ.
struct AnswerDifference
{
    QString question;
    QString draft;
    QString saved;
    bool operator==(const AnswerDifference &) const = default;
};
/// In the order of the form; "not asked" where one side has none.
QList<AnswerDifference> answerDifferences(const Questionnaire &questionnaire, const Response &draft,
                                          const Response &saved);

} // namespace dermis
