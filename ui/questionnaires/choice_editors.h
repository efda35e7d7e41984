#pragma once

#include "ui/questionnaires/answer_editor.h"

class QComboBox;

namespace dermis {

class ChoiceButton;

/// One or several of a few options, as buttons with their number printed; takes the keyboard itself.
class ButtonsEditor : public AnswerEditor
{
    Q_OBJECT
public:
    explicit ButtonsEditor(const Item &item, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override { return this; }
    bool isWide() const override { return true; }

protected:
    void showAnswer(const Answer &answer) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(int index, bool on);
    bool chooseByKey(const QKeyEvent &event);
    void moveChoice(int step);

    QList<ChoiceButton *> m_buttons;
    bool m_readOnly = false;
};

/// One of many options.
class ComboEditor : public AnswerEditor
{
    Q_OBJECT
public:
    ComboEditor(const Item &item, EditorSize size, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QComboBox *m_combo;
};

} // namespace dermis
