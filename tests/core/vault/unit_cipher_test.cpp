#include "core/vault/file_key.h"
#include "core/vault/unit_cipher.h"

#include <QByteArray>

#include <catch2/catch.hpp>
#include <vector>

using namespace dermis;

namespace {

using Bytes = std::vector<uchar>;

std::unique_ptr<UnitCipher> cipherOf(const Bytes &key, FileKind kind)
{
    auto cipher = UnitCipher::create(std::span(key).first<64>(), kind);
    REQUIRE(cipher);
    return cipher;
}

Bytes keyOf(uchar first)
{
    Bytes key(64);
    for (size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<uchar>(first + i * 7);
    return key;
}

Bytes encrypted(const Bytes &key, FileKind kind, quint64 unit, Bytes text)
{
    REQUIRE(cipherOf(key, kind)->encrypt(unit, text));
    return text;
}

} // namespace

TEST_CASE("units come back as they went", "[vault]")
{
    const Bytes text(4096, 'a');
    Bytes units = encrypted(keyOf(1), FileKind::Log, 77, text);
    CHECK(units != text);
    REQUIRE(cipherOf(keyOf(1), FileKind::Log)->decrypt(77, units));
    CHECK(units == text);
}

TEST_CASE("equal units look different under another number, kind of file or key", "[vault]")
{
    const Bytes text(512, 'a');
    const Bytes units = encrypted(keyOf(1), FileKind::Log, 77, text);
    CHECK(units == encrypted(keyOf(1), FileKind::Log, 77, text));
    CHECK(units != encrypted(keyOf(1), FileKind::Log, 78, text));
    CHECK(units != encrypted(keyOf(1), FileKind::Database, 77, text));
    CHECK(units != encrypted(keyOf(2), FileKind::Log, 77, text));
    CHECK(!std::equal(units.begin(), units.begin() + 16, units.begin() + 16)); // equal blocks, too
}

TEST_CASE("the cipher is XTS-AES-256 as published in IEEE 1619", "[vault]")
{
    // Vector 10 has the data unit number ff and no kind of file, as an unnamed kind 0 has.
    const auto hex = [](const char *text) {
        const QByteArray bytes = QByteArray::fromHex(text);
        return Bytes(bytes.begin(), bytes.end());
    };
    Bytes text(512);
    for (size_t i = 0; i < text.size(); ++i)
        text[i] = static_cast<uchar>(i);
    const Bytes units = encrypted(hex("2718281828459045235360287471352662497757247093699959574966967627"
                                      "3141592653589793238462643383279502884197169399375105820974944592"),
                                  FileKind(0), 0xff, text);
    CHECK(Bytes(units.begin(), units.begin() + 32) ==
          hex("1c3b3a102f770386e4836c99e370cf9bea00803f5e482357a4ae12d414a3e63b"));
}

TEST_CASE("what was never written reads as zeros", "[vault]")
{
    Bytes hole(1024, 0);
    REQUIRE(cipherOf(keyOf(1), FileKind::Database)->decrypt(5, hole));
    CHECK(hole == Bytes(1024, 0));
}

TEST_CASE("keys are random and stay apart", "[vault]")
{
    const FileKey one = FileKey::random();
    const FileKey other = FileKey::random();
    CHECK_FALSE(std::ranges::equal(one.bytes(), other.bytes()));
    const Bytes id(16, 1);
    CHECK(one.check(id) == one.check(id));
    CHECK(one.check(id) != other.check(id));
    CHECK(one.check(id) != one.check(Bytes(16, 2)));
}
