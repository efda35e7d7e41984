#include "core/vault/file_key.h"
#include "core/vault/unit_cipher.h"

#include <QByteArray>
#include <QtEndian>

#include <catch2/catch.hpp>
#include <openssl/evp.h>
#include <random>
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

TEST_CASE("units are as OpenSSL's own XTS makes them", "[vault]")
{
    std::mt19937_64 random(20260302);
    const auto randomBytes = [&random](size_t size) {
        Bytes bytes(size);
        for (uchar &byte : bytes)
            byte = static_cast<uchar>(random());
        return bytes;
    };
    for (int round = 0; round < 300; ++round) {
        const Bytes key = randomBytes(64);
        const quint64 first = random() >> (round % 64);
        const Bytes text = randomBytes(512 * (1 + random() % 20));
        const Bytes units = encrypted(key, FileKind::Log, first, text);
        const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> xts(EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free);
        Bytes expected = text;
        for (size_t at = 0; at < text.size(); at += 512) {
            std::array<uchar, 16> tweak{};
            qToLittleEndian(first + at / 512, tweak.data());
            tweak[8] = static_cast<uchar>(FileKind::Log);
            int written = 0;
            REQUIRE(EVP_EncryptInit_ex(xts.get(), EVP_aes_256_xts(), nullptr, key.data(), tweak.data()) == 1);
            REQUIRE(EVP_EncryptUpdate(xts.get(), &expected[at], &written, &text[at], 512) == 1);
        }
        REQUIRE(units == expected);
        Bytes back = units;
        REQUIRE(cipherOf(key, FileKind::Log)->decrypt(first, back));
        REQUIRE(back == text);
    }
}

TEST_CASE("a key of two equal halves is none", "[vault]")
{
    const Bytes key(64, 7);
    CHECK(UnitCipher::create(std::span(key).first<64>(), FileKind::Database) == nullptr);
}

TEST_CASE("a hole among written units reads as zeros", "[vault]")
{
    Bytes units = encrypted(keyOf(1), FileKind::Database, 3, Bytes(512 * 20, 'a'));
    std::fill(units.begin() + 512 * 9, units.begin() + 512 * 11, uchar(0));
    REQUIRE(cipherOf(keyOf(1), FileKind::Database)->decrypt(3, units));
    Bytes expected(512 * 20, 'a');
    std::fill(expected.begin() + 512 * 9, expected.begin() + 512 * 11, uchar(0));
    CHECK(units == expected);
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
