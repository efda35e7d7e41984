#include "core/storage/documents.h"
#include "tests/core/storage/storage_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QString keep(StorageFixture &clinic, const QByteArray &bytes)
{
    auto transaction = clinic.begin();
    const QString digest = must(addDocument(transaction, bytes, u"application/pdf"_s));
    must(transaction.commit());
    return digest;
}

} // namespace

TEST_CASE("a document's address is its SHA-256", "[storage]")
{
    CHECK(documentDigest("abc") == u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE_METHOD(StorageFixture, "a document is read back byte for byte", "[storage]")
{
    const QByteArray bytes("%PDF-1.4\n\x00\xff\r\n", 13);
    CHECK(must(document(*database, keep(*this, bytes))) == bytes);
}

TEST_CASE_METHOD(StorageFixture, "the same bytes are kept once", "[storage]")
{
    CHECK(keep(*this, "sheet") == keep(*this, "sheet"));
    CHECK(must(database->integer(u"SELECT count(*) FROM document_content"_s)) == 1);
}

TEST_CASE_METHOD(StorageFixture, "a document that is not there is not found", "[storage]")
{
    CHECK(document(*database, documentDigest("none")).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(StorageFixture, "altered bytes are never handed out", "[storage]")
{
    const QString digest = keep(*this, "sheet");
    tamper(u"UPDATE document_content SET bytes = x'736865655a';"_s);
    CHECK(document(*database, digest).error().code == ErrorCode::Damaged);
}
