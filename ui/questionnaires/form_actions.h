#pragma once

#include <QWidget>

namespace dermis {

class Button;
class TextLabel;

/// The bar below a form: whether the draft is safe, the way through its sections or pages, and the act that ends it.
class FormActions : public QWidget
{
    Q_OBJECT
public:
    explicit FormActions(QWidget *parent = nullptr);
    void setDraftState(const QString &words);
    /// `next` names what is next; empty in the last one. Pages turn with other keys than sections.
    void setSteps(bool hasPrevious, const QString &next, bool paged);
    void setFinish(const QString &words, bool enabled);
    void setCompact(bool compact);
    /// Where the keyboard goes after the last question.
    void focusNext();
    QWidget *finishControl() const;

Q_SIGNALS:
    void previousRequested();
    void nextRequested();
    void finishRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_state;
    TextLabel *m_note;
    Button *m_previous;
    Button *m_next;
    Button *m_finish;
};

} // namespace dermis
