#pragma once

#include "ui/questionnaires/answer_editor.h"
#include "ui/questionnaires/intake_form.h"

#include <QHash>
#include <QScrollArea>
#include <QTimer>

class QVBoxLayout;

namespace dermis {

class EntryRow;
class QuestionRow;

/// The questions of one section; rows are reused while the section stands. A long section is built piece by piece, and
/// at once as far as anybody asks for it.
class SectionView : public QScrollArea
{
    Q_OBJECT
public:
    explicit SectionView(QWidget *parent = nullptr);
    void setSetting(const EditorSetting &setting) { m_setting = setting; }
    /// Shows rows; what is on the screen already stays, the keyboard and its row where they are. `fresh` builds all
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
    QWidget *keyboardTarget(const AnswerKey &key);

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
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Stop
    {
        AnswerKey key;
        QWidget *target = nullptr;
        QWidget *holder = nullptr;
    };
    void place(int mostNew);
    bool isBuilt() const { return m_built == m_rows.size(); }
    bool isGridRow(const FormRow &row) const { return m_gridsFit && row.inTable; }
    bool gridsFit() const;
    QString idOf(const FormRow &row) const;
    QWidget *holderOf(int at, int &mostNew);
    void discardUnused(bool all);
    QWidget *make(const FormRow &row);
    QWidget *makeQuestion(const FormRow &row);
    QWidget *makeEntry(const FormRow &row);
    QWidget *makeHead(const FormRow &row);
    QWidget *makeAdd(const FormRow &row);
    QWidget *makeHeading(const FormRow &row);
    QWidget *makeText(const FormRow &row);
    void addStop(const AnswerKey &key, QWidget *target, QWidget *holder);
    void fill(QWidget *holder, int at);
    void fillEntry(EntryRow &entry, QWidget *holder, int at);
    void discard(QWidget *holder);
    void orderTabs(const QList<QWidget *> &before);
    void settle();
    void keepEntry(const AnswerKey &instance);
    void move(const AnswerKey &from, int step);
    void goOn(QList<Stop>::const_iterator stop, int step);

    EditorSetting m_setting;
    QWidget *m_content;
    QVBoxLayout *m_layout;
    QHash<QString, QWidget *> m_holders; ///< by kind and key
    QList<FormRow> m_rows;
    QStringList m_ids; ///< kind and key of each
    qsizetype m_built = 0; ///< of m_rows
    QList<Stop> m_stops;
    QList<QWidget *> m_order; ///< the holders as the Tab key takes them
    QTimer m_more;            ///< builds the next piece
    bool m_gridsFit = true;
};

} // namespace dermis
