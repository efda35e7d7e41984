#pragma once

#include "core/questionnaires/response_repository.h"

#include <functional>

namespace dermis {

/// How a response is read: its answers by section, each with the day; where `nameOf` is given, also the time and who said so to
/// whom. What was not asked is counted, what is kept beside the form comes last.
QString answersHtml(const SavedResponse &saved, const std::function<QString(StaffId)> &nameOf = {});

} // namespace dermis
