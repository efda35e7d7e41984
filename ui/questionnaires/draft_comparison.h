#pragma once

#include "core/questionnaires/response.h"

#include <QScrollArea>

namespace dermis {

/// What two fillings of a form say differently, side by side: a kept draft, and what is saved or shown.
class DraftComparison : public QScrollArea
{
    Q_OBJECT
public:
    explicit DraftComparison(QWidget *parent = nullptr);
    /// Shown under these headings.
    void setHeadings(const QString &draft, const QString &saved);
    void show(const Questionnaire &questionnaire, const Response &draft, const Response &saved);
    using QScrollArea::show;

private:
    QString m_draft;
    QString m_saved;
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
