#pragma once

#include <QWidget>

class QLineEdit;

namespace dermis {

class TextLabel;

/// Looks for words within the form; the page finds them and shows the match.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);
    /// Shows the bar with the keyboard in its line.
    void begin();
    /// Which of how many matches is shown; 0 for none.
    void setPlace(int match, int count);

Q_SIGNALS:
    void wordsChanged(const QString &words);
    /// Enter: 1, Shift+Enter: -1.
    void stepRequested(int step);
    /// Esc, or on to the match.
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_line;
    TextLabel *m_place;
};

} // namespace dermis
