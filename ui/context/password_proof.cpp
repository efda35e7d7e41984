#include "ui/context/password_proof.h"

#include "core/access/passwords.h"
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
        [path = context.path(), person = context.actor().id, password]() -> Result<> {
            const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
            return provePassword(*database, person, password);
        },
        std::move(done));
}

} // namespace dermis
