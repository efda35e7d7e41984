#include "ui/context/password_proof.h"

#include "core/access/passwords.h"
#include "core/access/wrong_passwords.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/widgets/background.h"

namespace dermis {

void provePassword(QObject *receiver, const ClinicContext &context, const QString &password,
                   std::function<void(const Result<> &proven)> done)
{
    if (!context.isEncrypted())
        return done({});
    runInBackground(
        receiver,
        [path = context.path(), person = context.actor().id, password, now = context.now()]() -> Result<> {
            const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
            return provePassword(*database, person, password, now);
        },
        std::move(done));
}

ErrorWords proofWords(const ClinicContext &context, const Error &error)
{
    if (error.code != ErrorCode::NotAllowed)
        return words(error);
    const auto wait = remainingWait(context.path(), context.actor().id.toString(), context.now());
    if (wait.count() > 0)
        return {QObject::tr("Several passwords did not fit"),
                QObject::tr("Nothing was changed. Try again at %1.").arg(timeWords(context.now().addSecs(wait.count() + 59)))};
    return {QObject::tr("This is not your password"), QObject::tr("Nothing was changed. Type it once more.")};
}

} // namespace dermis
