#include "tests/acceptance/command_line.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
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

/// Writes the files of the page into the folder and gives its lines of shell.
QStringList examplesIn(const QTemporaryDir &folder)
{
    QStringList lines;
    for (const Block &block : fencedBlocks(documentation())) {
        if (const qsizetype name = block.kind.indexOf(u"file="); name >= 0) {
            QFile file(folder.filePath(block.kind.mid(name + 5)));
            REQUIRE(file.open(QIODevice::WriteOnly));
            file.write(block.text.toUtf8());
        }
        if (block.kind == u"sh")
            lines += block.text.split(u'\n', Qt::SkipEmptyParts);
    }
    return lines;
}

/// The names of an answer, but for what is FHIR, a count for each table, or a row's own columns.
void collectNames(const QJsonValue &value, QSet<QString> &names)
{
    static const QSet<QString> free{u"rows"_s, u"payload"_s, u"adjustments"_s};
    for (const QJsonValue &entry : value.toArray())
        collectNames(entry, names);
    const QJsonObject object = value.toObject();
    if (object.contains(u"resourceType"))
        return;
    for (auto member = object.begin(); member != object.end(); ++member) {
        names << member.key();
        if (!free.contains(member.key()))
            collectNames(member.value(), names);
    }
}

} // namespace

TEST_CASE("the examples of docs/cli.md do what they say", "[acceptance]")
{
    const QTemporaryDir folder;
    const QStringList examples = examplesIn(folder);
    for (const QString &line : examples) {
        const test::Ended ended = test::shell(line, folder.path());
        INFO(line.toStdString());
        INFO(ended.out.toStdString());
        INFO(ended.err.toStdString());
        CHECK(ended.exitCode == expectedExit(line));
        CHECK((ended.exitCode == 0 || ended.exitCode == 1 || !ended.err.isEmpty()));
    }
    CHECK(examples.size() > 30);
}

TEST_CASE("with --json every example answers with one object whose names docs/cli.md tells", "[acceptance]")
{
    const QTemporaryDir folder;
    const QString page = documentation();
    for (const QString &line : examplesIn(folder)) {
        const test::Ended ended = test::shell(line.section(u"   #"_s, 0, 0) + u" --json"_s, folder.path());
        INFO(line.toStdString());
        INFO(ended.out.toStdString());
        CHECK(ended.exitCode == expectedExit(line));
        const QJsonDocument answer = QJsonDocument::fromJson(ended.out);
        CHECK(answer.isObject());
        if (ended.exitCode != 1) // "no" is an answer of its own, or the error not-ready
            CHECK(answer.object().contains(u"error") == (ended.exitCode != 0));
        QSet<QString> names;
        collectNames(answer.object(), names);
        for (const QString &name : names) {
            INFO(name.toStdString());
            CHECK(page.contains(u'"' + name + u'"'));
        }
    }
}
