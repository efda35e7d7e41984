#include "tests/core/privacy/privacy_fixture.h"

#include "core/clinic/clinic.h"
#include "core/clinic/demo.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace dermis::test {

PrivacyFixture::PrivacyFixture()
{
    must(makeDemoClinic(path, {24, 1, then.date()}));
    database = must(openClinic(path, then));
    doctor = must(onlyDermatologist(*database)).actor();
    Staff second;
    second.name = u"Nomsa Dube"_s;
    second.roles = Role::Owner;
    owner = must(saveStaff(*database, doctor, then, second)).actor();
    for (const Staff &person : must(allStaff(*database))) {
        if (person.roles == Role::Nurse)
            nurse = person.actor();
    }
}

QByteArray PrivacyFixture::bytesOnDisk() const
{
    QByteArray bytes;
    for (const QString &suffix : {u""_s, u"-wal"_s}) {
        QFile file(path + suffix);
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

} // namespace dermis::test
