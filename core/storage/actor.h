#pragma once

#include "core/base/id.h"

#include <QFlags>
#include <QString>

namespace dermis {

/// What a person may be; a person holds one or more (design.md §8).
enum class Role { Nurse = 1, Dermatologist = 2, Reception = 4, Owner = 8 };
Q_DECLARE_FLAGS(Roles, Role)
Q_DECLARE_OPERATORS_FOR_FLAGS(Roles)

/// Who is at the computer: the author of every change. A null id is the program itself (creation, migration).
struct Actor {
    StaffId id;
    QString name;
    Roles roles;
};

} // namespace dermis
