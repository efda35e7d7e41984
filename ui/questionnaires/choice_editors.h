#pragma once

#include "ui/questionnaires/answer_editor.h"

class QAbstractButton;
class QComboBox;

namespace dermis {

/// One or several of a few options, as buttons with their number printed, one below the other where they are long;
/// takes the keyboard itself.
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
    void addButton(int index, bool isLong);
    void choose(int index, bool on);
    bool chooseByKey(const QKeyEvent &event);
    void moveChoice(int step);

    QList<QAbstractButton *> m_buttons;
    QStringList m_keys; ///< of each; empty where there is none
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
