#pragma once

#include "core/storage/actor.h"
#include "core/vault/vault.h"

#include <QString>

namespace dermis {

/// A backup that is to take the open clinic's place, as an owner asked for it.
struct RestoreOrder
{
    QString backup;
    Unlocked unlocked; ///< what opens the backup
    Actor actor;
    QString password; ///< the actor's, typed once more
};

} // namespace dermis
