#include "ui/theme/tokens.h"

#include <QGuiApplication>
#include <QPalette>

namespace dermis {

namespace {

Tokens lightTokens()
{
    Tokens colours;
    colours.window = QColor(0xf3f1ec);
    colours.panel = QColor(0xffffff);
    colours.subtle = QColor(0xf9f7f3);
    colours.sunken = QColor(0xece9e2);
    colours.line = QColor(0xe2ded5);
    colours.lineStrong = QColor(0xcfc9bd);
    colours.control = QColor(0x8a8477);
    colours.text = QColor(0x1d2527);
    colours.text2 = QColor(0x4a5457);
    colours.text3 = QColor(0x5a6365);
    colours.accent = QColor(0x0f5b67);
    colours.onAccent = QColor(0xffffff);
    colours.accentSoft = QColor(0xe3eff0);
    colours.accentLine = QColor(0x9dc2c7);
    colours.selection = QColor(0xdcebed);
    colours.focus = QColor(0x1f5fd0);
    colours.rail = QColor(0x14363e);
    colours.railOn = QColor(0x24525c);
    colours.railText = QColor(0xd3e0e2);
    colours.railFocus = QColor(0xffffff);
    colours.sand = QColor(0xead9be);
    colours.onStop = QColor(0xffffff);
    colours.stopText = QColor(0x98191c);
    colours.stopSoft = QColor(0xfcebe9);
    colours.stopLine = QColor(0xe3aaa5);
    colours.stopSolid = QColor(0xa51d20);
    colours.relativeText = QColor(0x8a3d00);
    colours.relativeSoft = QColor(0xfdf0e2);
    colours.relativeLine = QColor(0xe6bc8f);
    colours.relativeSolid = QColor(0xa34a00);
    colours.cautionText = QColor(0x6a5200);
    colours.cautionSoft = QColor(0xfbf5dc);
    colours.cautionLine = QColor(0xdac878);
    colours.cautionSolid = QColor(0x7d6100);
    colours.notAskedText = QColor(0x5a3f8f);
    colours.notAskedSoft = QColor(0xf2edfa);
    colours.notAskedLine = QColor(0xb5a2da);
    colours.notAskedSolid = QColor(0x6a4ba4);
    colours.clearText = QColor(0x22603a);
    colours.clearSoft = QColor(0xe9f4eb);
    colours.clearLine = QColor(0xa9cfb2);
    colours.clearSolid = QColor(0x2c7246);
    return colours;
}

Tokens darkTokens()
{
    Tokens colours;
    colours.window = QColor(0x13181a);
    colours.panel = QColor(0x1b2124);
    colours.subtle = QColor(0x20272a);
    colours.sunken = QColor(0x0f1315);
    colours.line = QColor(0x2e373a);
    colours.lineStrong = QColor(0x3e494c);
    colours.control = QColor(0x748286);
    colours.text = QColor(0xe9e7e2);
    colours.text2 = QColor(0xbbc3c3);
    colours.text3 = QColor(0x9ba5a6);
    colours.accent = QColor(0x78c6d0);
    colours.onAccent = QColor(0x06262b);
    colours.accentSoft = QColor(0x193338);
    colours.accentLine = QColor(0x3c6a72);
    colours.selection = QColor(0x1e3d43);
    colours.focus = QColor(0x8fb8ff);
    colours.rail = QColor(0x0c1315);
    colours.railOn = QColor(0x1d3d44);
    colours.railText = QColor(0xb9c8ca);
    colours.railFocus = QColor(0xffffff);
    colours.sand = QColor(0xead9be);
    colours.onStop = QColor(0xffffff);
    colours.stopText = QColor(0xffb4ad);
    colours.stopSoft = QColor(0x3a1d1c);
    colours.stopLine = QColor(0x7c3f3b);
    colours.stopSolid = QColor(0xc8423c);
    colours.relativeText = QColor(0xffbe85);
    colours.relativeSoft = QColor(0x362415);
    colours.relativeLine = QColor(0x74502c);
    colours.relativeSolid = QColor(0xffaa5e);
    colours.cautionText = QColor(0xebd272);
    colours.cautionSoft = QColor(0x302a12);
    colours.cautionLine = QColor(0x685c26);
    colours.cautionSolid = QColor(0xe2c44f);
    colours.notAskedText = QColor(0xcdb9f5);
    colours.notAskedSoft = QColor(0x2a2339);
    colours.notAskedLine = QColor(0x63538a);
    colours.notAskedSolid = QColor(0xbba2f0);
    colours.clearText = QColor(0x9ad6ad);
    colours.clearSoft = QColor(0x192d20);
    colours.clearLine = QColor(0x3e6a4c);
    colours.clearSolid = QColor(0x7cc894);
    return colours;
}

} // namespace

const Tokens &tokensOf(Theme theme)
{
    static const Tokens light = lightTokens();
    static const Tokens dark = darkTokens();
    return theme == Theme::Dark ? dark : light;
}

Theme currentTheme()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? Theme::Dark : Theme::Light;
}

const Tokens &tokens()
{
    return tokensOf(currentTheme());
}

} // namespace dermis
