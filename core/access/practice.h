#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QString>

namespace dermis {

class Database;
class Transaction;

/// The practice's details, as they stand on every sheet's letterhead.
struct Practice {
    int revision = 0;
    QString name;
    QString practiceNumber; ///< the practice's billing number
    QString doctor;         ///< the dermatologist's name as printed, for example "Dr Ayanda Motau"
    QString hpcsaNumber;
    QString address;
    QString phone;
    QString afterHoursPhone;
    QString email;
    QString informationOfficer; ///< whom patients ask about their information (POPIA)
    QString fileNumberPrefix;   ///< before the counter, for example "MSD"
    QString logoDigest;         ///< a document's address; empty for none
    bool isDemo = false;        ///< invented people: sheets bear DEMO
    QDateTime recoveryKeyMadeAt; ///< UTC; invalid when there is none; changed by makeRecoveryKey() alone
    QDateTime recoveryKeyCheckedAt; ///< UTC; when a printed sheet was last tried with checkRecoveryKey(); one from before a newer key says nothing
    bool operator==(const Practice &) const = default;
};

Result<Practice> practice(Database &database);
/// Writes the details when a clinic is created.
Result<> insertPractice(Transaction &transaction, const Practice &practice);
/// Changes the details; needs ManageSettings.
Result<Practice> savePractice(Database &database, const Actor &actor, const QDateTime &now, const Practice &practice);

} // namespace dermis
