#pragma once

namespace dermis {

class ClinicContext;
class MainWindow;

/// Gives the window its pages, each built when it is first wanted, and its find box the search.
void addPages(MainWindow &window, ClinicContext &context);

} // namespace dermis
