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
/// What is typed and chosen: the details and the logo's bytes.
struct PracticeDraft
{
    Practice details;
    QByteArray logo; ///< empty for none
};
/// A draft's body.
QByteArray practiceDraft(const PracticeDraft &draft);
/// What is kept with a draft's body laid over it; what the draft does not know stays.
PracticeDraft practiceFromDraft(const QByteArray &body, PracticeDraft kept);
/// Whether the typed details are the same; revision and logo are left out.
bool sameDetails(const Practice &left, const Practice &right);

} // namespace dermis
