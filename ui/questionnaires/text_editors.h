#pragma once

#include "ui/questionnaires/answer_editor.h"

class QAction;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace dermis {

class SuggestionList;
class TextLabel;

/// An editor that is one line to type into: its keys, its focus and its being read only, and below it what was
/// understood or what does not fit.
class TypingEditor : public AnswerEditor
{
    Q_OBJECT
public:
    /// What was shown, as long as the line still says so; else what is typed.
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;
    QList<QWidget *> companions() override;
    bool saysProblems() const override { return true; }

protected:
    explicit TypingEditor(const Item &item, QWidget *parent = nullptr);
    QLineEdit *line() const { return m_line; }
    virtual Answer typed() const { return {}; }
    /// Puts an answer into the line, silently.
    void showText(const QString &text, const Answer &answer);
    /// What is shown is no longer what was given.
    void forgetShown() { m_shown = {}; }
    void say(const QString &words, bool isProblem);
    /// True when the key was used; Enter, Down and Up move on.
    virtual bool useKey(const QKeyEvent &event) { return moveByKey(event); }
    /// The keyboard goes elsewhere.
    virtual void leave() {}
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_line;
    TextLabel *m_echo;
    Answer m_shown;
    QString m_shownText;
};

/// A string; where something may be meant by it, the list stands below.
class LineEditor : public TypingEditor
{
    Q_OBJECT
public:
    LineEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    bool isWide() const override { return true; }
    QList<QWidget *> companions() override;

protected:
    Answer typed() const override;
    void showAnswer(const Answer &answer) override;
    bool useKey(const QKeyEvent &event) override;
    void leave() override;

private:
    void showMatch();
    void showRoom();
    SuggestionList *m_list;
    QAction *m_match; ///< at the end of the line: matched, or kept as it was said
    Suggest m_suggest;
};

/// Several lines of text, as high as it needs.
class TextEditor : public AnswerEditor
{
    Q_OBJECT
public:
    explicit TextEditor(const Item &item, QWidget *parent = nullptr);
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
    void fitHeight();
    void showRoom();
    QPlainTextEdit *m_text;
    TextLabel *m_echo;
    bool m_silent = false;
};

/// A whole number, a decimal or a quantity, with its unit or a choice of units.
class NumberEditor : public TypingEditor
{
    Q_OBJECT
public:
    NumberEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    void setReadOnly(bool readOnly) override;

protected:
    Answer typed() const override;
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Types a number as the person would.
    void put(const QString &number);

private:
    std::optional<AnswerValue> value() const;
    AnswerValue withUnit(const Decimal &number, const QString &typedUnit) const;
    void makeUnits(QLayout &row);
    void change();
    void showProblem();
    QComboBox *m_units = nullptr; ///< null where there is no choice
};

} // namespace dermis
