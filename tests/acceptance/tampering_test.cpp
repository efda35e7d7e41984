#include "tests/acceptance/command_line.h"

#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// One demo clinic for all cases of this file; each works on a copy.
const QTemporaryDir &demoFolder()
{
    static const QTemporaryDir folder;
    static const bool made = [] {
        const auto ended = test::dermisCli({u"demo"_s, u"--plain"_s, u"--clinic"_s, u"demo.dermis"_s, u"--patients"_s, u"30"_s, u"--seed"_s,
                                            u"3"_s, u"--day"_s, u"2026-03-02"_s},
                                           folder.path());
        INFO(ended.err.toStdString());
        REQUIRE(ended.exitCode == 0);
        return true;
    }();
    Q_UNUSED(made)
    return folder;
}

class CopyOfDemo
{
public:
    CopyOfDemo() { REQUIRE(QFile::copy(demoFolder().filePath(u"demo.dermis"_s), clinic())); }
    QString clinic() const { return m_folder.filePath(u"clinic.dermis"_s); }
    test::Ended verify() const
    {
        return test::dermisCli({u"verify"_s, u"--clinic"_s, clinic(), u"--json"_s}, m_folder.path());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("an untouched demo clinic is whole", "[acceptance]")
{
    const auto ended = CopyOfDemo().verify();
    CHECK(ended.exitCode == 0);
    CHECK(ended.json().value(u"whole"_s).toBool());
    CHECK(ended.json().value(u"entries"_s).toInt() > 150);
    CHECK(ended.json().value(u"documents"_s).toInt() > 0);
}

TEST_CASE("verify names the first row that was meddled with", "[acceptance]")
{
    struct Meddling {
        QString sql;
        QString what;
        QString table;
        int row;
    };
    const auto [sql, what, table, row] = GENERATE(values<Meddling>({
        {u"UPDATE journal SET at = '2001-01-01T00:00:00.000Z' WHERE sequence = 40"_s, u"chain"_s, u""_s, 0},
        {u"UPDATE journal_payload SET payload = replace(payload, 'a', 'b') WHERE sequence = 41"_s, u"payload"_s, u""_s, 0},
        {u"DELETE FROM journal_payload WHERE sequence = 42"_s, u"payload"_s, u""_s, 0},
        {u"UPDATE answer SET text = text || '.' WHERE id = 17"_s, u"answers"_s, u"answer"_s, 17},
        {u"UPDATE patient SET family_name = 'Someone' WHERE id = 5"_s, u"row"_s, u"patient"_s, 5},
        {u"UPDATE visit SET reason = 'other' WHERE id = 9"_s, u"row"_s, u"visit"_s, 9},
        {u"UPDATE document_content SET bytes = zeroblob(10) WHERE rowid = 1"_s, u"document"_s, u"document"_s, 0},
    }));
    const CopyOfDemo copy;
    test::meddle(copy.clinic(), sql);
    const auto ended = copy.verify();
    INFO(sql.toStdString());
    INFO(ended.out.toStdString());
    CHECK(ended.exitCode == 5);
    const QJsonObject damage = ended.json().value(u"firstDamage"_s).toObject();
    CHECK(damage.value(u"what"_s).toString() == what);
    if (!table.isEmpty())
        CHECK(damage.value(u"table"_s).toString() == table);
    if (row != 0)
        CHECK(damage.value(u"row"_s).toInt() == row);
}

TEST_CASE("the same seed and day give the same clinic, byte for byte in its rows", "[acceptance]")
{
    const QTemporaryDir folder;
    const auto make = [&](const QString &name) {
        REQUIRE(test::dermisCli({u"demo"_s, u"--plain"_s, u"--clinic"_s, name, u"--patients"_s, u"25"_s, u"--seed"_s, u"11"_s, u"--day"_s,
                                 u"2026-03-02"_s},
                                folder.path())
                    .exitCode
                == 0);
        return test::dermisCli({u"verify"_s, u"--clinic"_s, name, u"--json"_s}, folder.path()).json().value(u"head"_s).toString();
    };
    const QString head = make(u"one.dermis"_s);
    CHECK(head.size() == 64);
    CHECK(head == make(u"two.dermis"_s)); // the head covers every row's content
}
