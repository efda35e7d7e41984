#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

namespace dermis {

class Button;
class TextLabel;

/// What will fill an empty place, and how; announced as its text.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(Icon icon, const QString &title, const QString &text, const QString &action = QString(),
               QWidget *parent = nullptr);
    void setTexts(const QString &title, const QString &text);

Q_SIGNALS:
    void actionRequested();

private:
    TextLabel *m_title;
    TextLabel *m_text;
};

} // namespace dermis
