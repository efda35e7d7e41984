#pragma once

#include "core/questionnaires/questionnaire_library.h"

#include <QWidget>

class QListWidget;

namespace dermis {

class Button;
class TextLabel;

/// What a file holds, before it is kept: its name and version, and what Dermis does not do of what it asks for.
class QuestionnaireImportPanel : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionnaireImportPanel(QWidget *parent = nullptr);
    /// `problems`: why the rules could not read it as the intake.
    void showForm(const FormToImport &read, const QStringList &problems);

Q_SIGNALS:
    void accepted();
    void turnedAway();

private:
    TextLabel *m_what;
    QListWidget *m_remarks;
    Button *m_keep;
};

} // namespace dermis
