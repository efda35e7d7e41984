#pragma once

#include "core/access/staff.h"
#include "core/storage/database.h"
#include "tests/durability/program.h"

#include <QTemporaryDir>

namespace dermis::test {

/// A clinic file with a doctor and one patient, which programs write to and nobody holds open.
class ClinicOnDisk
{
public:
    /// Encrypted when there is a password, which costs as little to try as may be.
    explicit ClinicOnDisk(const QString &doctorsPassword = {});
    /// Opens it as the program does after a crash.
    std::unique_ptr<Database> open() const;
    /// What `durability_writer` needs to save acts `first` and on, endlessly when `count` is 0.
    QStringList toSave(qint64 first, qint64 count = 0) const;

    QTemporaryDir folder;
    QString path;
    QString password;
    Staff doctor;
};

/// The file, the chain, each row and each answer are as the journal says.
void checkWhole(Database &database);
/// Each thing the writer said it had kept is there, letter for letter.
void checkKept(Database &database, const QList<Said> &said);
/// What was typed last is there, and no more than a second of it is missing.
void checkDraft(Database &database, const Staff &author, const QList<Said> &said);

} // namespace dermis::test
