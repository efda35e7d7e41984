#pragma once

#include "core/questionnaires/questionnaire_library.h"

#include <QTableWidget>

namespace dermis {

/// Every form with its versions, a form's newest first: how each stands, since when, by whom, how many answers it has.
class QuestionnaireTable : public QTableWidget
{
    Q_OBJECT
public:
    explicit QuestionnaireTable(QWidget *parent = nullptr);
    /// Silent; what was chosen stays chosen.
    void showVersions(const QList<QuestionnaireVersion> &versions);
    void choose(QuestionnaireId id);
    /// Chooses the newest version of a form; false when there is none.
    bool chooseForm(const QString &url);
    /// Null when the table is empty.
    const QuestionnaireVersion *chosen() const;
    QuestionnaireId chosenId() const;

private:
    QList<QuestionnaireVersion> m_versions; ///< in the order of the rows
};

} // namespace dermis
