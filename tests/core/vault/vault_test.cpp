#include "core/vault/header_file.h"
#include "core/vault/key_slot.h"
#include "tests/core/vault/vault_fixture.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOf(const Result<Unlocked> &opened)
{
    REQUIRE_FALSE(opened);
    return opened.error().code;
}

bool isSame(const FileKey &one, const FileKey &other)
{
    return std::ranges::equal(one.bytes(), other.bytes());
}

} // namespace

TEST_CASE_METHOD(VaultFixture, "the right password opens, by name or by number", "[vault]")
{
    for (const auto &opened : {unlock(path, 1, password), unlock(path, u"THANDEKA MABUZA"_s, password)}) {
        REQUIRE(opened);
        CHECK(isSame(*opened->key, *key));
        CHECK(opened->staff == 1);
        CHECK_FALSE(opened->wasRepaired);
    }
}

TEST_CASE_METHOD(VaultFixture, "a password typed with marks apart or together is the same", "[vault]")
{
    CHECK(unlock(path, 1, QString(password).replace(u"Ñ"_s, u"N\u0303"_s).replace(u"ú"_s, u"u\u0301"_s)));
}

TEST_CASE_METHOD(VaultFixture, "a wrong password and an unknown person are told apart", "[vault]")
{
    CHECK(codeOf(unlock(path, 1, u"blou gomma"_s)) == ErrorCode::NotAllowed);
    CHECK(codeOf(unlock(path, 1, u""_s)) == ErrorCode::NotAllowed);
    CHECK(codeOf(unlock(path, 2, password)) == ErrorCode::NotFound);
    CHECK(codeOf(unlock(path, u"Somebody Else"_s, password)) == ErrorCode::NotFound);
}

TEST_CASE_METHOD(VaultFixture, "two people open with their own passwords, and one leaves", "[vault]")
{
    REQUIRE(addKeyHolder(path, *key, lindiwe, u"rooi krale 12"_s, quick));
    CHECK((keyHolders(path).value() == QList<qint64>{1, 2}));
    const auto opened = unlock(path, u"lindiwe zwane"_s, u"rooi krale 12"_s);
    REQUIRE(opened);
    CHECK(opened->staff == 2);
    CHECK(isSame(*opened->key, *key));
    CHECK(codeOf(unlock(path, 2, password)) == ErrorCode::NotAllowed);

    REQUIRE(removeKeyHolder(path, *key, 1));
    CHECK(codeOf(unlock(path, 1, password)) == ErrorCode::NotFound);
    CHECK(unlock(path, 2, u"rooi krale 12"_s));
    const auto last = removeKeyHolder(path, *key, 2);
    REQUIRE_FALSE(last);
    CHECK(last.error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(VaultFixture, "nobody is let in twice, under another's name or without a password",
                 "[vault]")
{
    CHECK_FALSE(addKeyHolder(path, *key, thandeka, u"another"_s, quick));
    CHECK_FALSE(addKeyHolder(path, *key, {2, u"Thandeka MABUZA"_s}, u"another"_s, quick));
    CHECK_FALSE(addKeyHolder(path, *key, lindiwe, u""_s, quick));
    CHECK_FALSE(addKeyHolder(path, *key, {0, u"Nobody"_s}, u"another"_s, quick));
    CHECK_FALSE(addKeyHolder(path, FileKey::random(), lindiwe, u"another"_s, quick));
    CHECK_FALSE(createVault(path, thandeka, password, quick));
    CHECK(keyHolders(path)->size() == 1);
}

TEST_CASE_METHOD(VaultFixture, "a changed password replaces the old one and may come with a new name",
                 "[vault]")
{
    REQUIRE(changePassword(path, *key, {1, u"Thandeka Nkosi"_s}, u"new and long"_s, quick));
    CHECK(codeOf(unlock(path, 1, password)) == ErrorCode::NotAllowed);
    CHECK(codeOf(unlock(path, u"Thandeka Mabuza"_s, u"new and long"_s)) == ErrorCode::NotFound);
    CHECK(unlock(path, u"Thandeka Nkosi"_s, u"new and long"_s));
    CHECK_FALSE(changePassword(path, *key, lindiwe, u"any"_s, quick));
}

TEST_CASE_METHOD(VaultFixture, "31 people and a recovery key fit", "[vault]")
{
    for (int staff = 2; staff <= 31; ++staff)
        REQUIRE(addKeyHolder(path, *key, {staff, u"Person %1"_s.arg(staff)}, u"pw %1"_s.arg(staff), quick));
    CHECK_FALSE(addKeyHolder(path, *key, {32, u"Person 32"_s}, u"pw"_s, quick));
    CHECK(newRecoveryKey(path, *key, quick));
    CHECK(unlock(path, 31, u"pw 31"_s));
}

TEST_CASE_METHOD(VaultFixture, "the recovery key opens until a newer one is printed", "[vault]")
{
    CHECK(codeOf(unlock(path, RecoveryKey::random())) == ErrorCode::NotFound);
    CHECK_FALSE(hasRecoveryKey(path).value());
    const auto first = newRecoveryKey(path, *key, quick);
    REQUIRE(first);
    CHECK(hasRecoveryKey(path).value());
    const auto opened = unlock(path, *RecoveryKey::fromText(first->text()));
    REQUIRE(opened);
    CHECK(isSame(*opened->key, *key));
    CHECK(opened->staff == 0);

    const auto second = newRecoveryKey(path, *key, quick);
    REQUIRE(second);
    CHECK(codeOf(unlock(path, *first)) == ErrorCode::NotAllowed);
    CHECK(unlock(path, *second));
}

TEST_CASE_METHOD(VaultFixture, "no name stands in the header, and no two slots are alike", "[vault]")
{
    REQUIRE(addKeyHolder(path, *key, lindiwe, password, quick));
    const QByteArray bytes = bytesOf(path);
    for (const auto *word : {"Thandeka", "thandeka", "Mabuza", "mabuza", "Lindiwe", "Zwane", "blou"})
        CHECK_FALSE(bytes.contains(word));
    auto file = HeaderFile::open(path);
    REQUIRE(file);
    const Header header = file->read()->header;
    CHECK(header.keySlots[0].wrappedKey != header.keySlots[1].wrappedKey);
    CHECK(header.keySlots[0].salt != header.keySlots[1].salt);
    CHECK(header.sequence == 2);
}

TEST_CASE_METHOD(VaultFixture, "a slot serves only the person, cost and file it was made for", "[vault]")
{
    auto file = HeaderFile::open(path);
    REQUIRE(file);
    const Header header = file->read()->header;
    const LockedBytes secret = passwordBytes(password);
    const auto opens = [&](const Header &in, const KeySlot &slot) {
        return unwrapKey(in, slot, secret.bytes()).has_value();
    };
    KeySlot slot = header.keySlots[0];
    CHECK(opens(header, slot));
    Header other = header;
    other.fileId[3] ^= 1;
    CHECK_FALSE(opens(other, slot));
    slot.staff = 2;
    CHECK_FALSE(opens(header, slot));
    slot = header.keySlots[0];
    slot.derivation.passes = 2;
    CHECK_FALSE(opens(header, slot));
}

TEST_CASE("Argon2id's cost is measured to about the time asked for", "[vault]")
{
    const Derivation derivation = measureDerivation(std::chrono::milliseconds(200));
    CHECK(derivation.passes >= 2);
    CHECK(derivation.memoryBytes >= qint64(64) << 20);
    CHECK(derivation.memoryBytes <= qint64(256) << 20);
}

TEST_CASE_METHOD(VaultFixture, "a clinic file belongs to whoever made it", "[vault]")
{
    CHECK(QFile::permissions(path).testFlag(QFile::ReadOwner));
    CHECK_FALSE(QFile::permissions(path).testAnyFlags(QFile::ReadGroup | QFile::ReadOther |
                                                      QFile::WriteGroup | QFile::WriteOther));
}

TEST_CASE_METHOD(VaultFixture, "how a clinic is opened is told by what it is and whether it is unlocked",
                 "[vault]")
{
    CHECK(qstrcmp(vfsFor(path).value(), vaultVfsName) == 0);
    key.reset();
    CHECK(vfsFor(path).error().code == ErrorCode::NotAllowed);
    CHECK(vfsFor(path + u'x').error().code == ErrorCode::NotFound);
    const QString plain = folder.filePath(u"plain.dermis"_s);
    BareConnection(plain, nullptr, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE).run("CREATE TABLE t (x)");
    CHECK(vfsFor(plain).value() == nullptr);
    overwrite(plain, 0, "something else");
    CHECK(vfsFor(plain).error().code == ErrorCode::Damaged);
}

#if defined(Q_OS_LINUX) && !defined(__SANITIZE_ADDRESS__)
TEST_CASE("no crash dump is written once it is forbidden", "[vault]")
{
    CHECK(prctl(PR_GET_DUMPABLE) == 1);
    CHECK(forbidCrashDumps());
    CHECK(prctl(PR_GET_DUMPABLE) == 0);
    prctl(PR_SET_DUMPABLE, 1);
}
#endif
