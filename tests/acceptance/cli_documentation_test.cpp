#include "tests/acceptance/command_line.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

struct Block {
    QString kind; // what stands after the three back quotes
    QString text;
};

QList<Block> fencedBlocks(const QString &markdown)
{
    static const QRegularExpression fence(u"^```([^\\n]+)\\n(.*?)^```$"_s, QRegularExpression::MultilineOption
                                                                              | QRegularExpression::DotMatchesEverythingOption);
    QList<Block> blocks;
    for (auto matches = fence.globalMatch(markdown); matches.hasNext();) {
        const auto match = matches.next();
        blocks << Block{match.captured(1).trimmed(), match.captured(2)};
    }
    return blocks;
}

QString documentation()
{
    QFile file(QStringLiteral(DERMIS_SOURCE_DIR) + u"/docs/cli.md"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

int expectedExit(const QString &line)
{
    static const QRegularExpression note(u"# exit (\\d)$"_s);
    const auto match = note.match(line);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

} // namespace

TEST_CASE("the examples of docs/cli.md do what they say", "[acceptance]")
{
    const QTemporaryDir folder;
    int examples = 0;
    for (const Block &block : fencedBlocks(documentation())) {
        if (const qsizetype name = block.kind.indexOf(u"file="); name >= 0) {
            QFile file(folder.filePath(block.kind.mid(name + 5)));
            REQUIRE(file.open(QIODevice::WriteOnly));
            file.write(block.text.toUtf8());
        }
        if (block.kind != u"sh")
            continue;
        for (const QString &line : block.text.split(u'\n', Qt::SkipEmptyParts)) {
            const test::Ended ended = test::shell(line, folder.path());
            INFO(line.toStdString());
            INFO(ended.out.toStdString());
            INFO(ended.err.toStdString());
            CHECK(ended.exitCode == expectedExit(line));
            CHECK((ended.exitCode == 0 || ended.exitCode == 1 || !ended.err.isEmpty()));
            ++examples;
        }
    }
    CHECK(examples > 30);
}
