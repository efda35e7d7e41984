#pragma once

#include <QColor>

namespace dermis {

enum class Theme { Light, Dark };

/// Every colour of the program, by what it is for; the only place where colours are written down.
struct Tokens
{
    QColor window, panel, subtle, sunken;
    QColor line, lineStrong, control;
    QColor text, text2, text3;
    QColor accent, onAccent, accentSoft, accentLine;
    QColor selection, focus;
    QColor rail, railOn, railText, railFocus, sand;
    QColor onStop; ///< signs on a stopSolid ground
    QColor stopText, stopSoft, stopLine, stopSolid;
    QColor relativeText, relativeSoft, relativeLine, relativeSolid;
    QColor cautionText, cautionSoft, cautionLine, cautionSolid;
    QColor notAskedText, notAskedSoft, notAskedLine, notAskedSolid;
    QColor clearText, clearSoft, clearLine, clearSolid;
};

/// Names one colour without fixing the theme, as in `&Tokens::text2`.
using Token = QColor Tokens::*;

const Tokens &tokensOf(Theme theme);
/// The theme in force, told from the application's palette.
Theme currentTheme();
/// The colours in force; read them while painting and a change of theme needs no further code.
const Tokens &tokens();

} // namespace dermis
