#pragma once

namespace dermis {

/// Describes scrolled areas to assistive technology instead of Qt 6.4's own interface: that one reads past
/// its list of children, and ends the program, when a scroll bar goes while a screen reader counts them.
/// Once, before the first window.
void installScrollAreaAccessible();

} // namespace dermis
