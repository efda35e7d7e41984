#include "core/vault/file_layout.h"
#include "core/vault/header_file.h"
#include "tests/core/vault/vault_fixture.h"

#include <QFile>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Header storedHeader(const QString &path)
{
    auto file = HeaderFile::open(path);
    REQUIRE(file);
    const auto found = file->read();
    REQUIRE(found);
    return found->header;
}

/// A copy of the header with a valid checksum and one field changed.
template <typename Change>
QByteArray altered(Header header, Change change)
{
    change(header);
    return encodeHeader(header);
}

void putBothCopies(const QString &path, const QByteArray &copy)
{
    for (const qint64 offset : Header::copyOffsets)
        overwrite(path, offset, copy);
}

Error refusalOf(const QString &path)
{
    const auto opened = unlock(path, 1, u"any"_s);
    REQUIRE_FALSE(opened);
    return opened.error();
}

} // namespace

TEST_CASE_METHOD(VaultFixture, "a header is read back as it was written", "[vault]")
{
    const Header header = storedHeader(path);
    const HeaderCopy copy = decodeHeader(encodeHeader(header));
    CHECK(copy.state == CopyState::Sound);
    CHECK(copy.header == header);
    CHECK(encodeHeader(header).size() == Header::copySize);
    CHECK(bytesOf(path).size() == Header::regionSize);
}

TEST_CASE_METHOD(VaultFixture, "every flipped bit of a header's copy is found, or harmless", "[vault]")
{
    const QByteArray copy = encodeHeader(storedHeader(path));
    for (qsizetype at = 0; at < copy.size(); ++at) {
        QByteArray flipped = copy;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
        const CopyState state = decodeHeader(flipped).state;
        CHECK((state == CopyState::Damaged || state == CopyState::Foreign));
    }
}

TEST_CASE_METHOD(VaultFixture,
                 "a clinic opens with any byte of its header region changed, and is whole again", "[vault]")
{
    const QByteArray whole = bytesOf(path);
    for (qint64 at = 0; at < Header::regionSize; at += 97) {
        INFO(at);
        overwrite(path, at, QByteArray(1, static_cast<char>(~whole[at])));
        const auto opened = unlock(path, 1, password);
        REQUIRE(opened);
        const bool isInCopy = at % 32768 < Header::copySize;
        CHECK(opened->wasRepaired == isInCopy);
        if (isInCopy)
            CHECK((bytesOf(path) == whole));
        overwrite(path, at, QByteArray(1, whole[at]));
    }
}

TEST_CASE_METHOD(VaultFixture, "one damaged copy of the header is repaired from the other", "[vault]")
{
    const QByteArray whole = bytesOf(path);
    const qint64 offset = GENERATE(Header::copyOffsets[0], Header::copyOffsets[1]);
    overwrite(path, offset, QByteArray(Header::copySize, '\xee'));
    const auto opened = unlock(path, u"thandeka mabuza"_s, password);
    REQUIRE(opened);
    CHECK(opened->wasRepaired);
    CHECK((bytesOf(path) == whole));
}

TEST_CASE_METHOD(VaultFixture, "a change broken off between the two copies leaves one state, whole",
                 "[vault]")
{
    const Header before = storedHeader(path);
    const QByteArray newer = altered(before, [](Header &header) { ++header.sequence; });
    overwrite(path, Header::copyOffsets[0], newer);
    const auto opened = unlock(path, 1, password);
    REQUIRE(opened);
    CHECK(opened->wasRepaired);
    CHECK((bytesOf(path).mid(Header::copyOffsets[1], Header::copySize) == newer));
}

TEST_CASE_METHOD(VaultFixture, "both copies damaged is said plainly, and nothing is written", "[vault]")
{
    for (const qint64 offset : Header::copyOffsets)
        overwrite(path, offset + 400, QByteArray(1, '\xee'));
    const QByteArray damaged = bytesOf(path);
    const Error error = refusalOf(path);
    CHECK(error.code == ErrorCode::Damaged);
    CHECK(error.detail.contains(u"both copies"));
    CHECK(clinicForm(path) == ClinicForm::Vault);
    CHECK(BareConnection(path).openCode() == SQLITE_NOTADB);
    CHECK((bytesOf(path) == damaged));
}

TEST_CASE_METHOD(VaultFixture, "an older and a newer format each have their own answer", "[vault]")
{
    const Header header = storedHeader(path);
    const auto [change, code, word] = GENERATE(table<std::function<void(Header &)>, ErrorCode, QString>({
        {[](Header &h) { h.version = 2; }, ErrorCode::NewerVersion, u"newer Dermis"_s},
        {[](Header &h) { h.cipher = 2; }, ErrorCode::NewerVersion, u"newer Dermis"_s},
        {[](Header &h) { h.version = 0; }, ErrorCode::InvalidInput, u"older format"_s},
    }));
    const QByteArray copy = altered(header, change);
    putBothCopies(path, copy);
    const Error error = refusalOf(path);
    CHECK(error.code == code);
    CHECK(error.detail.contains(word));
    CHECK(BareConnection(path).openCode() == SQLITE_NOTADB);
}

TEST_CASE_METHOD(VaultFixture, "a copy of a newer format counts when it was written last", "[vault]")
{
    const Header header = storedHeader(path);
    overwrite(path, 0, altered(header, [](Header &h) {
                  h.version = 2;
                  ++h.sequence;
              }));
    CHECK(refusalOf(path).code == ErrorCode::NewerVersion);
}

TEST_CASE_METHOD(VaultFixture, "a slot that asks for too much memory is not believed", "[vault]")
{
    const Header header = storedHeader(path);
    putBothCopies(path,
                  altered(header, [](Header &h) { h.keySlots[0].derivation.memoryBytes = qint64(1) << 50; }));
    CHECK(refusalOf(path).code == ErrorCode::Damaged);
}

TEST_CASE("a foreign file, an empty one, a plain clinic and no file each have their own answer", "[vault]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"clinic.dermis"_s);
    CHECK(clinicForm(path) == ClinicForm::Missing);
    CHECK(refusalOf(path).code == ErrorCode::NotFound);

    const auto [content, form, code] = GENERATE(table<QByteArray, ClinicForm, ErrorCode>({
        {QByteArray(), ClinicForm::Other, ErrorCode::Damaged},
        {QByteArray(100000, 'x'), ClinicForm::Other, ErrorCode::Damaged},
        {QByteArray("SQLite format 3\0and so on", 25), ClinicForm::Plain, ErrorCode::InvalidInput},
    }));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    CHECK(clinicForm(path) == form);
    CHECK(refusalOf(path).code == code);
    REQUIRE(offerKey(path, std::make_shared<FileKey>(FileKey::random())));
    CHECK(BareConnection(path).openCode() == SQLITE_AUTH);
    CHECK((bytesOf(path) == content));
}
