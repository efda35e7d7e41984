#pragma once

#include <QWidget>

#include <memory>

namespace dermis::test {

/// Every shared component in its states, for the pictures and for the test of names.
std::unique_ptr<QWidget> makeGallery();

} // namespace dermis::test
