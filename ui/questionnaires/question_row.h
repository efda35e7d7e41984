#pragma once

#include "ui/questionnaires/answer_editor.h"
#include "ui/questionnaires/intake_form.h"

#include <QWidget>

namespace dermis {

class AnswerRow;
class ChoiceButton;
class TextLabel;

/// One question on the screen, whatever its kind; shows a FormRow and says what the person answers.
class QuestionRow : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionRow(QWidget *parent = nullptr) : QWidget(parent) {}
    /// Silent.
    virtual void show(const FormRow &row) = 0;
    /// Where the keyboard goes.
    virtual QWidget *keyboardTarget() = 0;

Q_SIGNALS:
    void answered(const dermis::Answer &answer);
    void nextRequested();
    void previousRequested();
};

/// Yes, no or unsure.
class YesNoRow : public QuestionRow
{
    Q_OBJECT
public:
    explicit YesNoRow(QWidget *parent = nullptr);
    void show(const FormRow &row) override;
    QWidget *keyboardTarget() override;

private:
    AnswerRow *m_row;
    Answer m_earlier; ///< too old to count
};

/// Every other kind: the question with its editor beside or below it, and Unsure.
class FieldRow : public QuestionRow
{
    Q_OBJECT
public:
    FieldRow(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    void show(const FormRow &row) override;
    QWidget *keyboardTarget() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeQuestion(const Item &item);
    void layOut();
    void nameForReaders(const FormRow &row);
    void showProblem();
    void setUnsure(bool unsure);
    void sayStillSo();
    bool answerByKey(const QObject *watched, const QKeyEvent &key);

    AnswerEditor *m_editor;
    TextLabel *m_question;
    TextLabel *m_note;
    TextLabel *m_problem;
    QWidget *m_notAsked;
    ChoiceButton *m_unsure;
    ChoiceButton *m_stillSo;
    Answer m_answer;
    Answer m_earlier;       ///< too old to count
    bool m_mayKeep = false; ///< from last time: Enter keeps it
    bool m_editable = true;
    QDate m_today;
};

QuestionRow *makeQuestionRow(const Item &item, const EditorSetting &setting, QWidget *parent);

/// The small second line of a question: where its answer comes from, why it is not used, whose it is, help.
QString noteOf(const FormRow &row);

/// Width of the column of question numbers.
inline constexpr int questionNumberWidth = 46;

} // namespace dermis
