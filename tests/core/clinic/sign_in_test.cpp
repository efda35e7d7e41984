#include "core/access/passwords.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/storage/journal.h"
#include "core/vault/vault.h"
#include "tests/support/printers.h"

#include <QDirIterator>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QString secret = u"blou gomma reën 7"_s;

/// An encrypted clinic of two people, closed.
class LockedClinic
{
public:
    LockedClinic()
    {
        NewClinic clinic = clinicOf(u"Marula Street"_s, u"Dr Ayanda Motau"_s);
        clinic.password = secret;
        clinic.derivation = {8192, 1};
        Staff nurse;
        nurse.name = u"Sr Lindiwe Zwane"_s;
        nurse.roles = Role::Nurse;
        clinic.staff << nurse;
        const auto made = createClinic(path, clinic, now);
        REQUIRE(made);
    }

    Result<SignedIn> enter(const QString &name = u"Dr Ayanda Motau"_s, const QString &password = secret)
    {
        return signIn(path, name, password, now);
    }
    ErrorCode refusal(const QString &name, const QString &password)
    {
        const auto refused = enter(name, password);
        REQUIRE(!refused);
        return refused.error().code;
    }
    static Staff named(Database &database, const QString &name)
    {
        const auto person = staffNamed(database, name);
        REQUIRE(person);
        return *person;
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"practice.dermis"_s);
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
};

} // namespace

TEST_CASE_METHOD(LockedClinic, "an encrypted clinic opens for a person with a password, and for nobody else", "[clinic]")
{
    CHECK(openClinic(path, now).error().code == ErrorCode::Locked);
    CHECK(refusal(u"Dr Ayanda Motau"_s, u"blou gomma reën 8"_s) == ErrorCode::NotAllowed);
    CHECK(refusal(u"Sr Lindiwe Zwane"_s, secret) == ErrorCode::NotAllowed);

    CHECK(enter(u"1"_s));
    auto signedIn = enter(u"dr ayanda MOTAU"_s);
    REQUIRE(signedIn);
    CHECK(signedIn->person.name == u"Dr Ayanda Motau"_s);
    CHECK(signedIn->person.passwordSetAt == now);
    CHECK(Database::open(path)); // a worker's connection, while somebody is signed in
    CHECK(verifyClinic(*signedIn->database)->isWhole());

    signedIn->database.reset();
    CHECK(Database::open(path).error().code == ErrorCode::Locked);
}

TEST_CASE_METHOD(LockedClinic, "no word of an encrypted clinic stands in its folder", "[clinic]")
{
    const auto signedIn = enter();
    REQUIRE(signedIn);
    int files = 0;
    QDirIterator entries(folder.path(), QDir::Files | QDir::Hidden);
    while (entries.hasNext()) {
        QFile file(entries.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        ++files;
        for (const QByteArray &word : {"Motau"_ba, "Marula"_ba, "SQLite format"_ba, "CREATE TABLE"_ba})
            CHECK(!bytes.contains(word));
    }
    CHECK(files >= 2);
}

TEST_CASE_METHOD(LockedClinic, "the owner gives a colleague a password, who then signs in and changes it", "[clinic]")
{
    {
        const auto owner = enter();
        REQUIRE(owner);
        const Staff nurse = named(*owner->database, u"Sr Lindiwe Zwane"_s);
        REQUIRE(givePassword(*owner->database, owner->person.actor(), now, nurse, u"first word of all"_s));
        const auto history = historyOf(*owner->database, u"staff"_s, nurse.id.value());
        REQUIRE(history);
        CHECK(history->last().reason == u"password"_s);
    }
    const auto nurse = enter(u"Sr Lindiwe Zwane"_s, u"first word of all"_s);
    REQUIRE(nurse);
    REQUIRE(givePassword(*nurse->database, nurse->person.actor(), now, nurse->person, u"only I know this"_s));
    CHECK(refusal(u"Sr Lindiwe Zwane"_s, u"first word of all"_s) == ErrorCode::NotAllowed);
    CHECK(enter(u"Sr Lindiwe Zwane"_s, u"only I know this"_s));
    const Staff doctor = named(*nurse->database, u"Dr Ayanda Motau"_s);
    CHECK(givePassword(*nurse->database, nurse->person.actor(), now, doctor, u"not hers to give"_s).error().code
          == ErrorCode::NotAllowed);
    CHECK(enter());
}

TEST_CASE_METHOD(LockedClinic, "a password that anybody would guess is refused in words that help", "[clinic]")
{
    const auto owner = enter();
    REQUIRE(owner);
    const Staff nurse = named(*owner->database, u"Sr Lindiwe Zwane"_s);
    for (const QString &weak : {u"short"_s, u"sr lindiwe zwane"_s, u"SrLindiweZwane1!"_s, QString(), u"aaaaaaaaaaaa"_s, u"abababababab"_s,
                                u"1234567890"_s, u"QWERTYUIOP"_s, u"Password2026!"_s, u"Microneedling1"_s, u"9876543210"_s})
        CHECK(givePassword(*owner->database, owner->person.actor(), now, nurse, weak).error().code == ErrorCode::InvalidInput);
    CHECK(keyHolders(path)->size() == 1);
    CHECK(!named(*owner->database, nurse.name).passwordSetAt.isValid());
}

TEST_CASE_METHOD(LockedClinic, "who no longer works here no longer signs in, and a new name counts at once", "[clinic]")
{
    const auto owner = enter();
    REQUIRE(owner);
    Staff nurse = named(*owner->database, u"Sr Lindiwe Zwane"_s);
    REQUIRE(givePassword(*owner->database, owner->person.actor(), now, nurse, u"first word of all"_s));
    nurse = named(*owner->database, nurse.name);
    nurse.name = u"Sr Lindiwe Dube"_s;
    const auto renamed = saveStaff(*owner->database, owner->person.actor(), now, nurse);
    REQUIRE(renamed);
    CHECK(refusal(u"Sr Lindiwe Zwane"_s, u"first word of all"_s) == ErrorCode::NotAllowed);
    CHECK(enter(u"Sr Lindiwe Dube"_s, u"first word of all"_s));
    CHECK(renamed->passwordSetAt == now);

    Staff gone = *renamed;
    gone.active = false;
    REQUIRE(saveStaff(*owner->database, owner->person.actor(), now, gone));
    CHECK(refusal(u"Sr Lindiwe Dube"_s, u"first word of all"_s) == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(LockedClinic, "the printed recovery key opens the clinic as its owner", "[clinic]")
{
    QString printed;
    {
        const auto owner = enter();
        REQUIRE(owner);
        const auto key = newRecoveryKey(path, *owner->database->key(), {8192, 1});
        REQUIRE(key);
        printed = key->text();
    }
    const auto key = RecoveryKey::fromText(printed.toLower());
    REQUIRE(key);
    const auto unlocked = unlock(path, *key);
    REQUIRE(unlocked);
    const auto opened = openUnlocked(path, *unlocked, now);
    REQUIRE(opened);
    CHECK(opened->person.name == u"Dr Ayanda Motau"_s);
    REQUIRE(givePassword(*opened->database, opened->person.actor(), now, opened->person, u"a new beginning"_s));
    CHECK(enter(u"Dr Ayanda Motau"_s, u"a new beginning"_s));
}

TEST_CASE_METHOD(LockedClinic, "the person at the computer can be asked once more", "[clinic]")
{
    const auto owner = enter();
    REQUIRE(owner);
    CHECK(provePassword(*owner->database, owner->person.id, secret, now));
    CHECK(provePassword(*owner->database, owner->person.id, u"somebody else"_s, now).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(LockedClinic, "a copy of an encrypted clinic is encrypted, and opens with the same password", "[clinic]")
{
    const QString copy = folder.filePath(u"copy.dermis"_s);
    {
        const auto owner = enter();
        REQUIRE(owner);
        REQUIRE(owner->database->copyTo(copy));
    }
    CHECK(clinicForm(copy) == ClinicForm::Vault);
    const auto opened = signIn(copy, u"Dr Ayanda Motau"_s, secret, now);
    REQUIRE(opened);
    CHECK(verifyClinic(*opened->database)->isWhole());
}

TEST_CASE_METHOD(LockedClinic, "the next sign-in clears away what a killed change of key left", "[clinic]")
{
    const QString left = path + u".new-key"_s;
    REQUIRE(QFile::copy(path, left));
    REQUIRE(signIn(path, u"1"_s, secret, now, {.create = false, .readOnly = true}));
    CHECK(QFile::exists(left)); // who only reads writes nothing
    REQUIRE(enter());
    CHECK_FALSE(QFile::exists(left));
}
