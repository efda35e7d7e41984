#include "core/clinic/recovery_key_sheet.h"

#include "core/access/permissions.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_start.h"
#include "core/storage/database.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis {

Result<SheetContent> recoveryKeySheet(Database &database, const Actor &actor, const QDateTime &now,
                                      const RecoveryKey &key)
{
    TRY(require(actor, Permission::ManageStaff));
    const Practice details = TRY(practice(database));
    SheetContent content = TRY(startSheet(database, now));
    content.kind = SheetKind::Extract;
    content.title = u"Recovery key"_s;
    content.form = u"RECOVERY KEY"_s;
    content.keyGroups = key.text().split(u'-');
    content.keyCode = key.qrText();
    content.patientBlock = {
        {u"Opens the clinic of"_s, details.name},
        {u"Made"_s, sheetMoment(details.recoveryKeyMadeAt.isValid() ? details.recoveryKeyMadeAt : now)},
        {u"File at that time"_s, QFileInfo(database.path()).fileName()}};
    content.control = {{u"Printed by"_s, actor.name}};
    const QStringList body{
        u"# "_s + content.title,
        u"[[patient]]"_s,
        u"[[recovery key]]"_s,
        u"The last sign of each group is a check sign: a slip in copying is noticed and its group named. "
        u"There is no O, I, L or U: "
        "0 is a nought and 1 a one."_s,
        u"## What it opens"_s,
        u"This key opens the clinic file named above, every copy of it and every backup made since the key "
        u"was, also when all passwords are lost. "
        "**Whoever holds it can read every record.** A newer key ends this one for the file, not for older copies and backups."_s,
        u"## Where to keep it"_s,
        u"Put it into a sealed envelope, sign across the flap, and keep it in a safe away from the computer; "
        u"a second one in another building. "
        "Do not photograph, scan or copy it, and do not type it anywhere but into Dermis."_s,
        u"## How to use it"_s,
        u"1. Start Dermis with the clinic file and choose \"Forgot password\".\n"
        "2. Type the eight groups. Dashes and spaces do not matter.\n"
        "3. Set a new password for the owner. Then make a new key, print it, and destroy this sheet."_s,
        u"Once a year type it under Settings, Recovery key, \"Check the key\": Dermis tells whether it still opens the clinic."_s,
        u"[[document control]]"_s};
    content.body = body.join(u"\n\n"_s);
    return content;
}

} // namespace dermis
