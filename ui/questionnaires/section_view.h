#pragma once

#include "ui/questionnaires/answer_editor.h"
#include "ui/questionnaires/intake_form.h"

#include <QMap>
#include <QScrollArea>

class QVBoxLayout;

namespace dermis {

class EntryRow;
class QuestionRow;

/// The questions of one section; rows are built when first needed and reused while the section stands.
class SectionView : public QScrollArea
{
    Q_OBJECT
public:
    explicit SectionView(QWidget *parent = nullptr);
    void setSetting(const EditorSetting &setting) { m_setting = setting; }
    /// Shows rows; what is on the screen already stays, with the keyboard where it is. `fresh` builds all
    /// anew.
    void show(const QList<FormRow> &rows, bool fresh);
    using QScrollArea::show;
    /// Gives the keyboard to a question and scrolls to it; false when it is not here.
    bool focusQuestion(const AnswerKey &key);
    void focusFirst();
    /// Shows a question without giving it the keyboard; nothing unmarks.
    void mark(const std::optional<AnswerKey> &key);
    /// The question that has the keyboard.
    std::optional<AnswerKey> currentQuestion() const;
    /// Gives the answer of the question that has the keyboard anew where it is too old, and goes on.
    void keepCurrent();
    /// The keyboard's place at a question; null when it is not here.
    QWidget *keyboardTarget(const AnswerKey &key) const;

Q_SIGNALS:
    void answered(const dermis::AnswerKey &key, const dermis::Answer &answer);
    void addRequested(const dermis::AnswerKey &group);
    void removeRequested(const dermis::AnswerKey &group, int instance);
    /// Past the last or before the first question.
    void leftDownwards();
    void leftUpwards();
    /// Ctrl+Z in a line where there is no typing left to undo.
    void undoRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Stop
    {
        AnswerKey key;
        QWidget *target = nullptr;
    };
    QWidget *holderOf(const FormRow &row);
    QWidget *make(const FormRow &row);
    QWidget *makeQuestion(const FormRow &row);
    QWidget *makeEntry(const FormRow &row);
    QWidget *makeHead(const FormRow &row);
    QWidget *makeAdd(const FormRow &row);
    void addStop(const AnswerKey &key, QWidget *target);
    void fill(QWidget *holder, const QList<FormRow> &rows, int at);
    void fillEntry(EntryRow &entry, const QList<FormRow> &rows, int at);
    void discard(QWidget *holder);
    void orderTabs();
    void settle();
    void keepEntry(const AnswerKey &instance);
    void move(const AnswerKey &from, int step);
    void goOn(QList<Stop>::const_iterator stop, int step);

    EditorSetting m_setting;
    QWidget *m_content;
    QVBoxLayout *m_layout;
    QMap<QString, QWidget *> m_holders; ///< by kind and key
    QList<FormRow> m_rows;
    QList<Stop> m_stops;
};

} // namespace dermis
