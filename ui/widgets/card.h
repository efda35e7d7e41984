#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace dermis {

class TextLabel;

/// A panel with a 1 px line and a header of 34 px; the body is filled by its owner.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(const QString &title = QString(), QWidget *parent = nullptr);
    void setTitle(const QString &title);
    /// Small grey text at the right of the header.
    void setNote(const QString &note);
    /// Puts a control at the right end of the header; the card takes it.
    void addHeaderWidget(QWidget *widget);
    /// Where the content goes; no margins, no spacing, so that rows reach the edges.
    QVBoxLayout *body() const { return m_body; }
    /// Adds a widget with the usual padding of 12 around it.
    void addPadded(QWidget *widget);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_header;
    QHBoxLayout *m_headerRow;
    TextLabel *m_title;
    TextLabel *m_note;
    QVBoxLayout *m_body;
};

} // namespace dermis
