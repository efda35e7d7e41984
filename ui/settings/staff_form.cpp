#include "ui/settings/staff_form.h"

#include "core/access/permissions.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

QList<Role> allRoles()
{
    return {Role::Dermatologist, Role::Nurse, Role::Reception, Role::Owner};
}

QByteArray staffToJson(const Staff &person)
{
    const QJsonObject object{{u"name"_s, person.name},
                             {u"hpcsaNumber"_s, person.hpcsaNumber},
                             {u"roles"_s, rolesToText(person.roles)},
                             {u"active"_s, person.active}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Staff staffFromJson(const QByteArray &body, Staff person)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    person.name = object.value(u"name"_s).toString(person.name);
    person.hpcsaNumber = object.value(u"hpcsaNumber"_s).toString(person.hpcsaNumber);
    person.roles = rolesFromText(object.value(u"roles"_s).toString()).value_or(Roles());
    person.active = object.value(u"active"_s).toBool(person.active);
    return person;
}

} // namespace dermis
