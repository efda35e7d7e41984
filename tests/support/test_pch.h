// Precompiled for the tests.
#pragma once

#include <QDateTime>
#include <QString>

#include <catch2/catch.hpp>

#include "tests/support/printers.h"
