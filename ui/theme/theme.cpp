#include "ui/theme/theme.h"

#include "ui/theme/dermis_style.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QPalette>
#include <QToolTip>

namespace dermis {

namespace {

QPalette paletteOf(const Tokens &colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.panel);
    palette.setColor(QPalette::AlternateBase, colours.subtle);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.text3);
    palette.setColor(QPalette::Button, colours.panel);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.onAccent);
    palette.setColor(QPalette::Highlight, colours.selection);
    palette.setColor(QPalette::HighlightedText, colours.text);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.panel);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Light, colours.panel);
    palette.setColor(QPalette::Midlight, colours.subtle);
    palette.setColor(QPalette::Mid, colours.lineStrong);
    palette.setColor(QPalette::Dark, colours.control);
    palette.setColor(QPalette::Shadow, colours.control);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colours.text3);
    return palette;
}

} // namespace

void applyTheme(QApplication &application, Theme theme)
{
    const QPalette palette = paletteOf(tokensOf(theme));
    if (qobject_cast<DermisStyle *>(application.style()) == nullptr)
        application.setStyle(new DermisStyle);
    application.setPalette(palette);
    application.setFont(font(TypeStyle::Body));
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(TypeStyle::Small));
}

} // namespace dermis
