#pragma once

#include "ui/widgets/find_popup.h"

#include <QLineEdit>
#include <QPointer>

namespace dermis {

/// The find box of the top bar. It asks by searchRequested() and is answered by setAnswer().
/// Up, Down, Enter and Esc work the list below it; the box keeps the keyboard.
class FindPatient : public QLineEdit
{
    Q_OBJECT
public:
    explicit FindPatient(QWidget *parent = nullptr);
    /// An answer to an older text is dropped.
    void setAnswer(const FindAnswer &answer);
    /// The shorter prompt of the compact layout.
    void setCompact(bool compact);
    /// The key that brings one here, painted at the right; empty for none.
    void setKeyHint(const QString &hint);
    /// Takes the keyboard, and remembers who had it for Esc.
    void start();
    /// Empties the box and drops what was found: somebody else is at the computer.
    void forget();
    FindPopup *popup() const { return m_popup; }
    QSize sizeHint() const override { return {380, 34}; }

Q_SIGNALS:
    void searchRequested(const QString &text);
    void chosen(qint64 id);
    /// Ctrl+N in the results: nobody of that name is here yet.
    void newRequested(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void search();
    void choose(qint64 id);
    void requestNew();
    void openPopup();
    void leave();

    FindPopup *m_popup = nullptr;
    QString m_keyHint;
    QPointer<QWidget> m_before; // who had the keyboard
    QString m_answered;         // the text whose hits are on screen
};

} // namespace dermis
