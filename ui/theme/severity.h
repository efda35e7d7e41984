#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QString>

namespace dermis {

/// The six severities of the screen (core has Severity: a rule's own four); each is always shape, word and
/// colour together.
enum class SeverityMark { Absolute, Relative, Caution, NotAsked, Clear, Note };

/// How a severity looks.
struct SeverityLook
{
    Icon icon;
    Token text;
    Token soft;
    Token line;
    Token solid;
};

SeverityLook look(SeverityMark severity);
/// The translated word: "Absolute", "Not asked" ...
QString severityWord(SeverityMark severity);

} // namespace dermis
