#pragma once

#include "core/base/clock.h"
#include "core/storage/actor.h"
#include "core/storage/database.h"

#include <QTemporaryDir>

#include <memory>

namespace dermis::test {

/// A freshly migrated clinic file in a folder of its own, with a doctor, a nurse and a receptionist; cases share nothing.
class DatabaseFixture
{
public:
    DatabaseFixture();
    /// A second connection to the same file.
    std::unique_ptr<Database> secondConnection() const;

    QTemporaryDir folder;
    QString path;
    FixedClock clock{QDateTime(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC)};
    std::unique_ptr<Database> database;
    Actor doctor;    ///< Dr Ayanda Motau, dermatologist and owner
    Actor nurse;     ///< Sr Lindiwe Zwane
    Actor reception; ///< Kabelo Moagi
};

} // namespace dermis::test
