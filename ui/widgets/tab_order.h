#pragma once

class QWidget;

namespace dermis {

/// Puts everything in `content` that takes the Tab key where `place` stands in the window, in the order in which it was added: what is
/// built later would come last.
void orderTabs(const QWidget &place, const QWidget &content);

} // namespace dermis
