#pragma once

#include "core/access/staff.h"

#include <QByteArray>

namespace dermis {

/// Every role, in the order of the form.
QList<Role> allRoles();
/// A person's typed details as a draft's body.
QByteArray staffToJson(const Staff &person);
/// A person with a draft's body laid over the stored details.
Staff staffFromJson(const QByteArray &body, Staff person);

} // namespace dermis
