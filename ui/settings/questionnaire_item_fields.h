#pragma once

#include "core/questionnaires/form_edit.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace dermis {

class FormField;
class OptionList;
class TextLabel;

/// What can be changed of one item of a form. Typing is told by signals; setting is silent.
class QuestionnaireItemFields : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionnaireItemFields(QWidget *parent = nullptr);
    void showItem(const EditableItem &item, int option = 0);
    /// Opens a new answer's words for typing.
    void editOption(int option);
    /// Whether Alt+Up and Alt+Down are for the answers.
    bool isInOptions() const;
    void moveOption(int by);
    void focusText();

Q_SIGNALS:
    // By the person.
    void prefixTyped(const QString &prefix);
    void textTyped(const QString &text);
    void helpTyped(const QString &help);
    void requiredChosen(bool required);
    void shelfLifeChosen(const dermis::ShelfLife &shelfLife);
    void optionAdded();
    void optionRenamed(int option, const QString &label);
    void optionRemoved(int option);
    void optionMoved(int option, int by);

private:
    void connectFields();
    void showCount();
    ShelfLife chosenShelfLife() const;

    TextLabel *m_kind;
    QLineEdit *m_prefix;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_help;
    FormField *m_helpField;
    QCheckBox *m_required;
    QComboBox *m_life;
    QSpinBox *m_count;
    QWidget *m_lifeRow;
    TextLabel *m_optionsName;
    OptionList *m_options;
    TextLabel *m_sharedList;
    bool m_isShowing = false; ///< the fields change because another item is shown
};

} // namespace dermis
