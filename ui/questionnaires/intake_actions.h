#pragma once

#include <QWidget>

namespace dermis {

class Button;
class TextLabel;

/// The bar below the intake: whether the draft is safe, the way through the sections, and the act that ends
/// it.
class IntakeActions : public QWidget
{
    Q_OBJECT
public:
    explicit IntakeActions(QWidget *parent = nullptr);
    void setDraftState(const QString &words);
    /// `next` is the title of the next section; empty in the last one.
    void setSections(bool hasPrevious, const QString &next);
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
