#pragma once

#include "ui/questionnaires/answer_editor.h"

class QVBoxLayout;

namespace dermis {

class Button;
class Prompter;
class TextLabel;

/// One or several files, kept in the answer itself: chosen, shown with their size, taken out again.
class FileEditor : public AnswerEditor
{
    Q_OBJECT
public:
    /// Asks the desktop itself for files where `prompter` is null.
    FileEditor(const Item &item, Prompter *prompter, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;
    bool isWide() const override { return true; }
    QList<QWidget *> companions() override;
    bool saysProblems() const override { return true; }

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose();
    void take(const QString &path);
    void removeFile(int index);
    void showFiles();
    QWidget *makeLine(int index);
    void say(const QString &problem);

    QList<Attachment> m_files;
    Prompter *m_prompter;
    QVBoxLayout *m_list;
    QList<QWidget *> m_lines;
    Button *m_choose;
    TextLabel *m_problem;
    bool m_readOnly = false;
};

} // namespace dermis
