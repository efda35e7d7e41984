#pragma once

#include "core/access/practice.h"

#include <QByteArray>

#include <span>

namespace dermis {

/// One line of the practice's details.
struct PracticeField
{
    const char *key;   ///< in the draft's JSON
    const char *label; ///< to be translated in "PracticeSection"
    const char *note;  ///< small text below, to be translated; may be null
    QString Practice::*text;
    bool isLong = false; ///< several lines
};

/// All typed details, in the order of the form.
std::span<const PracticeField> practiceFields();
/// The typed details as a draft's body.
QByteArray practiceToJson(const Practice &practice);
/// Details with a draft's body laid over them; fields that the draft does not know stay.
Practice practiceFromJson(const QByteArray &body, Practice practice);
/// Whether the typed details are the same; revision and logo are left out.
bool sameDetails(const Practice &left, const Practice &right);

} // namespace dermis
