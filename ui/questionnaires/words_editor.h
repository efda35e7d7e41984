#pragma once

#include "ui/questionnaires/text_editors.h"

#include <QToolButton>

namespace dermis {

class FlowLayout;

/// A small box with one chosen or offered word.
class WordChip : public QToolButton
{
    Q_OBJECT
public:
    explicit WordChip(const QString &text, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// Words of a long list, or the patient's own: chips, and a line that completes. A short list shows every option as a
/// chip, a long one what was chosen; an open one keeps words as they were said.
class WordsEditor : public TypingEditor
{
    Q_OBJECT
public:
    WordsEditor(const Item &item, const Suggest &suggest, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    bool isWide() const override { return true; }
    QList<QWidget *> companions() override;
    bool saysProblems() const override { return false; }

protected:
    void showAnswer(const Answer &answer) override;
    bool useKey(const QKeyEvent &event) override;
    void leave() override;

private:
    bool isOpen() const { return item().type == ItemType::OpenChoice || item().isOpenEnded; }
    bool showsAll() const;
    QString placeholder() const;
    AnswerValue meaningOf(const QString &words) const;
    bool isExclusive(const AnswerValue &value) const;
    QList<AnswerValue> shownValues() const;
    void add(const AnswerValue &value);
    void remove(const AnswerValue &value);
    void keepWords(const QString &words);
    void showChips();

    QList<AnswerValue> m_values;
    QList<WordChip *> m_chips;
    FlowLayout *m_flow;
    SuggestionList *m_list;
    bool m_readOnly = false;
};

} // namespace dermis
