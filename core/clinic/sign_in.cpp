#include "core/clinic/sign_in.h"

#include "core/access/wrong_passwords.h"
#include "core/clinic/clinic.h"
#include "core/vault/reencrypt.h"
#include "core/vault/vault_vfs.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<Staff> firstOwner(Database &database)
{
    const QList<Staff> everybody = TRY(allStaff(database));
    for (const Staff &person : everybody) {
        if (person.active && person.roles.testFlag(Role::Owner))
            return person;
    }
    return fail(ErrorCode::NotFound, u"this clinic has no owner"_s);
}

} // namespace

Result<SignedIn> openUnlocked(const QString &path, const Unlocked &unlocked, const QDateTime &now, const OpenOptions &options)
{
    TRY(offerKey(path, unlocked.key));
    if (!options.readOnly)
        clearInterruptedReencryption(path);
    SignedIn signedIn;
    signedIn.database = TRY(openClinic(path, now, options));
    signedIn.wasRepaired = unlocked.wasRepaired;
    const bool byRecoveryKey = unlocked.staff == 0;
    signedIn.person = TRY(byRecoveryKey ? firstOwner(*signedIn.database)
                                        : staffMember(*signedIn.database, StaffId(unlocked.staff)));
    if (!signedIn.person.active)
        return fail(ErrorCode::NotAllowed, u"%1 no longer works here"_s.arg(signedIn.person.name));
    return signedIn;
}

Result<SignedIn> signIn(const QString &path, const QString &user, const QString &password, const QDateTime &now,
                        const OpenOptions &options)
{
    const Unlocked unlocked = TRY(tryPassword(path, user, password, now));
    return openUnlocked(path, unlocked, now, options);
}

} // namespace dermis
