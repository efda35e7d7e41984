#pragma once

#include "core/base/result.h"

#include <QString>

class QComboBox;
class QVBoxLayout;

namespace dermis {

class Card;
class ErrorBanner;
class TextLabel;

/// Pixels; a form of the settings is no wider.
inline constexpr int formWidth = 720;

/// A sentence in the settings' grey, on as many lines as it takes.
TextLabel *sentence(const QString &text);
/// A padded column inside a card, for what is not a table.
QVBoxLayout *columnIn(Card &card);
/// Lets a choice be narrower than its longest words.
void mayShrink(QComboBox &choice);
/// Shows an error in words.
void tell(ErrorBanner &banner, const Error &error);

} // namespace dermis
