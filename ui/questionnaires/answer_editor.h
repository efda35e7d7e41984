#pragma once

#include "core/questionnaires/response.h"

#include <QWidget>

#include <functional>

namespace dermis {

class Prompter;

/// Something that may be meant by what is typed.
struct Suggestion
{
    AnswerValue value;
    QString title;  ///< "Lidocaine, also called lignocaine"
    QString detail; ///< "Local anaesthetic"; may be empty
};
/// Finds what may be meant; the best first.
using Suggest = std::function<QList<Suggestion>(const Item &item, const QString &typed)>;

/// How much room an editor has.
enum class EditorSize {
    Full,   ///< a row of its own
    Inline, ///< beside others in one line
};

/// What editors are made for.
struct EditorSetting
{
    QDate today;
    Suggest suggest;
    EditorSize size = EditorSize::Full;
    QDate born = {}; ///< the patient; no date lies before it, unless it is not known
    Prompter *prompter = nullptr; ///< asks for files; the desktop's own dialogs when null
};

/// The input of one question, one subclass for each kind of answer. Setting an answer is silent; the person's
/// change emits. Enter, Down and Up ask for the next and the previous question.
class AnswerEditor : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerEditor(const Item &item, QWidget *parent = nullptr);

    const Item &item() const { return m_item; }
    virtual Answer answer() const = 0;
    /// Leaves typing that already means the same as it is.
    void setAnswer(const Answer &answer);
    virtual void setReadOnly(bool readOnly) = 0;
    /// Where the keyboard goes.
    virtual QWidget *keyboardTarget() = 0;
    /// Wants the full width below the question.
    virtual bool isWide() const { return false; }
    /// Help for the typed text, shown below by the owner: what was understood, what may be meant.
    virtual QList<QWidget *> companions() { return {}; }
    /// Whether it says itself what is wrong with a value typed into it.
    virtual bool saysProblems() const { return false; }

Q_SIGNALS:
    void answerChanged(const dermis::Answer &answer);
    void nextRequested();
    void previousRequested();

protected:
    virtual void showAnswer(const Answer &answer) = 0;
    /// Enter, Down and Up of a line; true when the key was used.
    bool moveByKey(const QKeyEvent &event);

private:
    Item m_item;
};

/// The editor for any question but yes and no, which is an AnswerRow.
AnswerEditor *makeAnswerEditor(const Item &item, const EditorSetting &setting, QWidget *parent);
/// The same for one value, also where the question repeats.
AnswerEditor *makeValueEditor(const Item &item, const EditorSetting &setting, QWidget *parent);

/// Plain English, translated: what the question would accept, where the answer does not fit; empty when it
/// fits.
QString problemWords(const Item &item, const AnswerValue &value, const QDate &today);
QString problemWords(const Item &item, const Answer &answer, const QDate &today);
/// What may be typed, said before the mistake: "0 to 80 · at most 2 places after the point"; empty where anything may.
QString entryHint(const Item &item);
/// An option as it is offered: its prefix and its words.
QString optionWords(const Option &option);

} // namespace dermis
