#pragma once

#include "ui/questionnaires/answer_editor.h"

class QLineEdit;
class QPlainTextEdit;

namespace dermis {

class SuggestionList;
class TextLabel;

/// A string; where something may be meant by it, the list stands below.
class LineEditor : public AnswerEditor
{
    Q_OBJECT
public:
    LineEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;
    bool isWide() const override { return true; }
    QWidget *companion() override;

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void typed();
    QLineEdit *m_line;
    SuggestionList *m_list;
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
class NumberEditor : public AnswerEditor
{
    Q_OBJECT
public:
    explicit NumberEditor(const Item &item, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;
    QWidget *companion() override;

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::optional<AnswerValue> value() const;
    void showProblem();
    QLineEdit *m_line;
    TextLabel *m_echo;
};

/// A date known to the day, the month or the year; says what was understood.
class DateEditor : public AnswerEditor
{
    Q_OBJECT
public:
    DateEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;
    QWidget *companion() override;

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showEcho();
    QLineEdit *m_line;
    TextLabel *m_echo;
    QDate m_today;
};

} // namespace dermis
