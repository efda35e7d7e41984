#pragma once

#include "core/access/staff.h"
#include "core/patients/patient_repository.h"
#include "core/storage/database.h"
#include "tests/support/must.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>

#include <memory>

namespace dermis::test {

/// A demo clinic of 2018, which is not encrypted: by 2026 every record's time is over but those of who were
/// children.
class PrivacyFixture
{
public:
    PrivacyFixture();
    PatientId patientOf(const QString &fileNumber)
    {
        return must(patientByFileNumber(*database, fileNumber)).id;
    }
    qint64 count(const QString &sql) { return must(database->integer(sql)); }
    /// All bytes of the clinic file and its log, as they lie on the disk.
    QByteArray bytesOnDisk() const;

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("practice.dermis"));
    QDateTime then{QDate(2018, 3, 2), QTime(9, 0), Qt::UTC};
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
    QDate today{2026, 3, 2};
    std::unique_ptr<Database> database;
    Actor doctor; ///< dermatologist and owner
    Actor owner;  ///< Nomsa Dube, owner alone
    Actor nurse;
};

} // namespace dermis::test
