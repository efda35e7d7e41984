#pragma once

#include "core/access/practice.h"
#include "core/base/result.h"
#include "core/storage/database.h"
#include "core/storage/verification.h"
#include "core/vault/header.h"

#include <QDateTime>
#include <QList>

#include <functional>
#include <memory>

namespace dermis {

struct Staff;

/// What a new clinic begins with: the practice's details and the people who work there.
struct NewClinic {
    Practice practice;
    QList<Staff> staff;
    QString password;                       ///< of the first person, an owner; empty: the file is not encrypted
    Derivation derivation;                  ///< what a password costs to try, in an encrypted file
    std::function<QByteArray()> saltSource; ///< empty: the system's generator; a demo clinic repeats its own
};

/// Makes a clinic file with the newest format and the shipped forms and templates.
/// It is built beside the name and moved there when whole; a file of that name is never touched.
Result<std::unique_ptr<Database>> createClinic(const QString &path, const NewClinic &clinic, const QDateTime &now);

/// Opens a clinic file. An older format is brought up to date after a checked copy; shipped forms and
/// templates that the file lacks are added. A file opened to be read only is left as it is. One that is damaged, by its mark or
/// because that cannot be done, is opened to be read only: Database::damage() tells.
Result<std::unique_ptr<Database>> openClinic(const QString &path, const QDateTime &now, const OpenOptions &options = {});

/// The whole check: file, chain, rows, documents, and typed answers against their rebuild.
Result<VerifyReport> verifyClinic(Database &database);

/// The dermatologist (who is owner too) and nobody else, as `init --practice --doctor` makes it.
NewClinic clinicOf(const QString &practiceName, const QString &doctor);

} // namespace dermis
