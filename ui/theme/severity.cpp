#include "ui/theme/severity.h"

#include <QCoreApplication>

namespace dermis {

SeverityLook look(SeverityMark severity)
{
    switch (severity) {
    case SeverityMark::Absolute:
        return {Icon::SeverityStop, &Tokens::stopText, &Tokens::stopSoft, &Tokens::stopLine,
                &Tokens::stopSolid};
    case SeverityMark::Relative:
        return {Icon::SeverityRelative, &Tokens::relativeText, &Tokens::relativeSoft, &Tokens::relativeLine,
                &Tokens::relativeSolid};
    case SeverityMark::Caution:
        return {Icon::SeverityCaution, &Tokens::cautionText, &Tokens::cautionSoft, &Tokens::cautionLine,
                &Tokens::cautionSolid};
    case SeverityMark::NotAsked:
        return {Icon::SeverityNotAsked, &Tokens::notAskedText, &Tokens::notAskedSoft, &Tokens::notAskedLine,
                &Tokens::notAskedSolid};
    case SeverityMark::Clear:
        return {Icon::SeverityClear, &Tokens::clearText, &Tokens::clearSoft, &Tokens::clearLine,
                &Tokens::clearSolid};
    case SeverityMark::Note:
        break;
    }
    return {Icon::SeverityNote, &Tokens::accent, &Tokens::accentSoft, &Tokens::accentLine, &Tokens::accent};
}

QString severityWord(SeverityMark severity)
{
    switch (severity) {
    case SeverityMark::Absolute:
        return QCoreApplication::translate("SeverityMark", "Absolute");
    case SeverityMark::Relative:
        return QCoreApplication::translate("SeverityMark", "Relative");
    case SeverityMark::Caution:
        return QCoreApplication::translate("SeverityMark", "Caution");
    case SeverityMark::NotAsked:
        return QCoreApplication::translate("SeverityMark", "Not asked");
    case SeverityMark::Clear:
        return QCoreApplication::translate("SeverityMark", "Clear");
    case SeverityMark::Note:
        break;
    }
    return QCoreApplication::translate("SeverityMark", "Note");
}

} // namespace dermis
