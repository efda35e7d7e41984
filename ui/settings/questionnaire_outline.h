#pragma once

#include "core/questionnaires/questionnaire.h"

#include <QWidget>

class QTextBrowser;

namespace dermis {

class TextLabel;

/// The kind of answer in words: "yes or no", "one of a list", "date".
QString answerKindWords(const Item &item);
/// When an item is asked, in words; empty: always.
QString askedWhenWords(const Questionnaire &form, const Item &item);
/// What a form asks for and Dermis does not do, one line each.
QStringList remarkLines(const Questionnaire &form);
/// The form as it will be asked, as rich text: number, words, kind of answer, answers, conditions.
QString outlineHtml(const Questionnaire &form);

/// A form to be read through: nothing in it can be changed.
class QuestionnaireOutline : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionnaireOutline(QWidget *parent = nullptr);
    void show(const Questionnaire &form);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    TextLabel *m_title;
    QTextBrowser *m_text;
};

} // namespace dermis
