#pragma once

#include <QStringList>
#include <QWidget>

class QListWidget;

namespace dermis {

class Button;

/// The answers that a question offers, as words to be changed in place, added, put in order and taken out.
class OptionList : public QWidget
{
    Q_OBJECT
public:
    explicit OptionList(QWidget *parent = nullptr);
    /// Silent; `current` is chosen when it is there.
    void setOptions(const QStringList &labels, int current = 0);
    /// Opens the words of one for typing.
    void edit(int option);
    bool hasFocusInside() const;
    /// Asks for the chosen one to be moved.
    void move(int by);

Q_SIGNALS:
    // By the person.
    void added();
    void renamed(int option, const QString &label);
    void removed(int option);
    void moved(int option, int by);

private:
    void showButtons();

    QListWidget *m_list;
    Button *m_add;
    Button *m_up;
    Button *m_down;
    Button *m_remove;
};

} // namespace dermis
