#pragma once

#include "ui/theme/icons.h"

#include <QKeySequence>
#include <QPushButton>

#include <optional>

namespace dermis {

enum class ButtonKind {
    Primary,   ///< filled; one a page
    Secondary, ///< outlined
    Danger,    ///< outlined in the stop colour
    Link       ///< text only, for secondary actions
};

/// A push button with an optional icon and its key printed on it; Enter presses it, as Space does.
class Button : public QPushButton
{
    Q_OBJECT
public:
    explicit Button(const QString &text, ButtonKind kind = ButtonKind::Secondary, QWidget *parent = nullptr);
    Button(Icon icon, const QString &text, ButtonKind kind = ButtonKind::Secondary,
           QWidget *parent = nullptr);
    /// Only an icon; `name` is its tooltip and accessible name.
    static Button *iconOnly(Icon icon, const QString &name, QWidget *parent = nullptr);

    void setKind(ButtonKind kind);
    void setMark(std::optional<Icon> icon);
    /// 26 px high instead of 30.
    void setSmall(bool small);
    /// 34 px high, for the page's main action.
    void setLarge(bool large);
    /// Makes the key work while the button is seen and prints it on the button.
    void setKey(const QKeySequence &key);
    /// Prints a key that somebody else handles.
    void setKeyHint(const QString &hint);
    /// Pressing it changes the record.
    void setWrites() { m_writes = true; }
    /// Closes every button in there that writes, also those that come later, for good, and says why, whatever its page thinks.
    static void refuseWritesIn(QWidget &place, const QString &why);
    /// Hides the printed key in the compact layout; a primary action keeps it.
    void setKeyHintShown(bool shown);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void refuseWrites(const QString &why);
    void refuseAsPlaceDoes();
    int preferredHeight() const;
    QString visibleHint() const;

    ButtonKind m_kind;
    std::optional<Icon> m_icon;
    QString m_hint;
    QString m_refusal; // why nothing may be written
    bool m_writes = false;
    int m_height = 30;
    bool m_hintShown = true;
};

} // namespace dermis
