#include "core/vault/recovery_key.h"
#include "tests/support/printers.h"

#include <QRegularExpression>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

bool isSame(const RecoveryKey &key, const Result<RecoveryKey> &read)
{
    return read && std::ranges::equal(key.bytes(), read->bytes());
}

} // namespace

TEST_CASE("a recovery key is printed in eight groups and read back", "[vault]")
{
    static const QRegularExpression form(u"^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$"_s);
    for (int i = 0; i < 200; ++i) {
        const RecoveryKey key = RecoveryKey::random();
        INFO(key.text().toStdString());
        CHECK(form.match(key.text()).hasMatch());
        CHECK(isSame(key, RecoveryKey::fromText(key.text())));
        CHECK(isSame(key, RecoveryKey::fromText(key.qrText())));
    }
}

TEST_CASE("case, spaces, dashes and look-alike signs do not matter in a recovery key", "[vault]")
{
    const RecoveryKey key = RecoveryKey::random();
    const QString text = key.text();
    CHECK(isSame(key, RecoveryKey::fromText(text.toLower())));
    CHECK(isSame(key, RecoveryKey::fromText(u"  "_s + QString(text).replace(u'-', u"\n "_s) + u' ')));
    CHECK(isSame(key, RecoveryKey::fromText(QString(text).remove(u'-'))));
    CHECK(isSame(key, RecoveryKey::fromText(QString(text).replace(u'-', QChar(0x2013)))));
    CHECK(isSame(key, RecoveryKey::fromText(QString(text).replace(u'0', u'o').replace(u'1', u'l'))));
    CHECK(isSame(key, RecoveryKey::fromText(QString(text).replace(u'0', u'O').replace(u'1', u'I'))));
}

TEST_CASE("every single wrong sign of a recovery key is found, with its group", "[vault]")
{
    const QString alphabet = u"0123456789ABCDEFGHJKMNPQRSTVWXYZ"_s;
    const QString text = RecoveryKey::random().text();
    for (qsizetype i = 0; i < text.size(); ++i) {
        for (const QChar wrong : alphabet) {
            if (text[i] == u'-' || text[i] == wrong)
                continue;
            const auto read = RecoveryKey::fromText(QString(text).replace(i, 1, wrong));
            REQUIRE_FALSE(read);
            CHECK(read.error().code == ErrorCode::InvalidInput);
            CHECK(read.error().detail.contains(u"group %1 "_s.arg(i / 6 + 1)));
        }
    }
}

TEST_CASE("swapped signs and swapped groups of a recovery key are found", "[vault]")
{
    for (int round = 0; round < 50; ++round) {
        const QString text = RecoveryKey::random().text();
        for (qsizetype i = 0; i + 1 < text.size(); ++i) {
            if (text[i] == u'-' || text[i + 1] == u'-' || text[i] == text[i + 1])
                continue;
            QString swapped = text;
            std::swap(swapped[i], swapped[i + 1]);
            CHECK_FALSE(RecoveryKey::fromText(swapped));
        }
        QStringList groups = text.split(u'-');
        groups.swapItemsAt(2, 5);
        CHECK((groups[2] == groups[5] || !RecoveryKey::fromText(groups.join(u'-'))));
    }
}

TEST_CASE("what is no recovery key is refused", "[vault]")
{
    const QString text = RecoveryKey::random().text();
    CHECK_FALSE(RecoveryKey::fromText(u""_s));
    CHECK_FALSE(RecoveryKey::fromText(text.chopped(1)));
    CHECK_FALSE(RecoveryKey::fromText(text + u'0'));
    CHECK_FALSE(RecoveryKey::fromText(u"U"_s + text.sliced(1)));
    CHECK_FALSE(RecoveryKey::fromText(QString(text).replace(3, 1, QChar(0x0660))));
    CHECK_FALSE(RecoveryKey::fromText(QString(text).replace(3, 1, QChar(0))));
}
