#pragma once

#include "ui/questionnaires/answer_editor.h"

class QAction;
class QLineEdit;
class QPlainTextEdit;

namespace dermis {

class SuggestionList;
class TextLabel;

/// An editor that is one line to type into: its keys, its focus and its being read only.
class TypingEditor : public AnswerEditor
{
    Q_OBJECT
public:
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;

protected:
    explicit TypingEditor(const Item &item, QWidget *parent = nullptr);
    QLineEdit *line() const { return m_line; }
    /// True when the key was used; Enter, Down and Up move on.
    virtual bool useKey(const QKeyEvent &event) { return moveByKey(event); }
    /// The keyboard goes elsewhere.
    virtual void leave() {}
    bool eventFilter(QObject *watched, QEvent *event) final;

private:
    QLineEdit *m_line;
};

/// A string; where something may be meant by it, the list stands below.
class LineEditor : public TypingEditor
{
    Q_OBJECT
public:
    LineEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    Answer answer() const override;
    bool isWide() const override { return true; }
    QWidget *companion() override;

protected:
    void showAnswer(const Answer &answer) override;
    bool useKey(const QKeyEvent &event) override;
    void leave() override;

private:
    void showMatch();
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

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitHeight();
    QPlainTextEdit *m_text;
    bool m_silent = false;
};

/// A whole number, a decimal or a quantity, with its unit.
class NumberEditor : public TypingEditor
{
    Q_OBJECT
public:
    explicit NumberEditor(const Item &item, QWidget *parent = nullptr);
    Answer answer() const override;
    QWidget *companion() override;

protected:
    void showAnswer(const Answer &answer) override;

private:
    std::optional<AnswerValue> value() const;
    void showProblem();
    TextLabel *m_echo;
};

/// A date known to the day, the month or the year; says what was understood.
class DateEditor : public TypingEditor
{
    Q_OBJECT
public:
    DateEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    Answer answer() const override;
    QWidget *companion() override;

protected:
    void showAnswer(const Answer &answer) override;
    void leave() override;

private:
    QString problem(const PartialDate &date) const;
    void showEcho();
    TextLabel *m_echo;
    QDate m_today;
    QDate m_born;
};

} // namespace dermis
