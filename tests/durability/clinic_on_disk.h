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
    ClinicOnDisk();
    /// Opens it as the program does after a crash.
    std::unique_ptr<Database> open() const;

    QTemporaryDir folder;
    QString path;
    Staff doctor;
};

/// The file, the chain, each row and each answer are as the journal says.
void checkWhole(Database &database);
/// Each thing the writer said it had kept is there, letter for letter.
void checkKept(Database &database, const QList<Said> &said);
/// What was typed last is there, and no more than a second of it is missing.
void checkDraft(Database &database, const Staff &author, const QList<Said> &said);

} // namespace dermis::test
