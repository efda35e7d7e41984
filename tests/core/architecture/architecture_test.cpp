#include "tests/core/architecture/include_graph.h"
#include "tests/core/architecture/raw_writes.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QDir projectRoot(QStringLiteral(DERMIS_SOURCE_DIR));
const QDir qtHeaders(QStringLiteral(DERMIS_QT_HEADERS));

QString textOf(const QString &path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

Architecture documented()
{
    return Architecture::fromMarkdown(textOf(projectRoot.filePath(u"docs/architecture.md"_s)));
}

/// A tree of sources that stands only as long as a test.
class PlantedTree
{
public:
    void plant(const QString &path, const QString &source)
    {
        REQUIRE(root().mkpath(QFileInfo(path).path()));
        QFile file(root().filePath(path));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(source.toUtf8());
    }
    QDir root() const { return QDir(m_folder.path()); }
    QStringList violations() const
    {
        return dermis::test::violations(documented(), includesBelow(root(), {u"app"_s, u"core"_s, u"ui"_s}),
                                        qtHeaders);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

TEST_CASE("every include follows an arrow of docs/architecture.md", "[architecture]")
{
    const auto includes = includesBelow(projectRoot, {u"app"_s, u"core"_s, u"ui"_s});
    REQUIRE(includes.size() > 100);
    REQUIRE(qtHeaders.exists(u"QtWidgets/QWidget"_s));
    CHECK(violations(documented(), includes, qtHeaders) == QStringList());
}

TEST_CASE("every folder of core and ui stands in docs/architecture.md", "[architecture]")
{
    const Architecture architecture = documented();
    for (const QString &layer : {u"core"_s, u"ui"_s}) {
        for (const QString &folder :
             QDir(projectRoot.filePath(layer)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString path = layer + u'/' + folder;
            CHECK(architecture.folderOf(path) == path);
        }
    }
}

TEST_CASE("an include against the arrows is found in every spelling", "[architecture]")
{
    PlantedTree tree;
    tree.plant(u"core/consents/consent.h"_s, u"#pragma once\n"_s);
    tree.plant(u"core/patients/patient.h"_s, u"#pragma once\n"_s);
    const auto [file, spelling] = GENERATE(table<QString, QString>({
        {u"core/patients/patient.cpp"_s, u"\"core/consents/consent.h\""_s},
        {u"core/patients/patient.cpp"_s, u"<core/consents/consent.h>"_s},
        {u"core/patients/patient.cpp"_s, u"\"../consents/consent.h\""_s},
        {u"core/questionnaires/response.cpp"_s, u"\"core/consents/consent.h\""_s},
        {u"ui/widgets/button.cpp"_s, u"\"core/patients/patient.h\""_s},
    }));
    tree.plant(file, u"\n  #  include "_s + spelling + u"\n"_s);
    REQUIRE(tree.violations().size() == 1);
    CHECK(tree.violations().first().startsWith(file + u":2 includes "_s));
}

TEST_CASE("rooms beside each other may not include each other", "[architecture]")
{
    PlantedTree tree;
    tree.plant(u"core/notes/note.h"_s, u"#include \"core/questionnaires/response.h\"\n"_s);
    tree.plant(u"core/questionnaires/response.h"_s, u"#include \"core/notes/note.h\"\n"_s);
    tree.plant(u"ui/safety/safety_page.h"_s, u"#include \"ui/consents/consent_page.h\"\n"_s);
    tree.plant(u"ui/consents/consent_page.h"_s, u"#include \"ui/shell/main_window.h\"\n"_s);
    tree.plant(u"ui/shell/main_window.h"_s, u"#include \"ui/consents/consent_page.h\"\n"_s);
    CHECK(tree.violations().size() == 4);
}

TEST_CASE("an include along the arrows, over any number of them, is allowed", "[architecture]")
{
    PlantedTree tree;
    tree.plant(u"core/base/id.h"_s, u"#include <QString>\n"_s);
    tree.plant(u"core/consents/consent.h"_s, u"#include \"core/base/id.h\"\n#include \"consent_row.h\"\n"_s);
    tree.plant(u"core/consents/consent_row.h"_s, u"#include <QSqlQuery>\n"_s);
    tree.plant(u"ui/theme/theme.h"_s, u"#include <QApplication>\n"_s);
    tree.plant(u"ui/consents/consent_page.h"_s,
               u"#include <core/consents/consent.h>\n#include \"ui/theme/theme.h\"\n"_s);
    tree.plant(u"app/desktop/main.cpp"_s,
               u"#include \"ui/consents/consent_page.h\"\n#include \"core/base/id.h\"\n"_s);
    CHECK(tree.violations() == QStringList());
}

TEST_CASE("core opens no window, and neither the window nor the command line holds SQL", "[architecture]")
{
    PlantedTree tree;
    const auto [file, header] = GENERATE(table<QString, QString>({
        {u"core/consents/sheet.cpp"_s, u"QWidget"_s},
        {u"core/consents/sheet.cpp"_s, u"QtWidgets/QMessageBox"_s},
        {u"core/base/result.cpp"_s, u"QtWidgets"_s},
        {u"core/consents/sheet.cpp"_s, u"QPrinter"_s},
        {u"ui/today/today_page.cpp"_s, u"QSqlQuery"_s},
        {u"app/cli/main.cpp"_s, u"QtSql/QSqlDatabase"_s},
        {u"app/cli/main.cpp"_s, u"qsqlerror.h"_s},
    }));
    tree.plant(file, u"#include <%1>\n"_s.arg(header));
    CHECK(tree.violations().size() == 1);
}

TEST_CASE("no two headers give one name to two types", "[architecture]")
{
    static const QRegularExpression type(u"^(?:class|struct) ([A-Za-z0-9]+)(?: final)?(?: ?: public .*)?(?:\\s*\\{)?$"_s, QRegularExpression::MultilineOption);
    QHash<QString, QString> homes;
    for (const QString &folder : {u"core"_s, u"ui"_s}) { // the command line has a namespace of its own
        for (QDirIterator at(projectRoot.filePath(folder), {u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories); at.hasNext();) {
            QFile header(at.next());
            REQUIRE(header.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(header.readAll());
            for (auto found = type.globalMatch(text); found.hasNext();) {
                const QString name = found.next().captured(1);
                INFO((name + u" in "_s + header.fileName() + u" and "_s + homes.value(name)).toStdString());
                CHECK((!homes.contains(name) || homes.value(name) == header.fileName()));
                homes.insert(name, header.fileName());
            }
        }
    }
    CHECK(homes.size() > 200);
}

TEST_CASE("journalled tables are written only by a transaction", "[architecture]")
{
    const QStringList tables = journalledTables(QDir(projectRoot.filePath(u"resources/migrations"_s)));
    REQUIRE(tables.contains(u"staff"_s));
    QStringList found;
    for (const QString &layer : {u"app"_s, u"core"_s, u"ui"_s}) {
        QDirIterator files(projectRoot.filePath(layer), {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = projectRoot.relativeFilePath(files.next());
            if (!file.startsWith(u"core/storage/"_s))
                found << rawWrites(file, textOf(projectRoot.filePath(file)), tables);
        }
    }
    CHECK(found == QStringList());
}

TEST_CASE("the storage room reads no table of a room above it", "[architecture]")
{
    QStringList tables = journalledTables(QDir(projectRoot.filePath(u"resources/migrations"_s)));
    for (const QString &own : {u"document"_s, u"lost_document"_s})
        tables.removeAll(own);
    const QRegularExpression reads(u"\\b(?:FROM|JOIN)\\s+(?:%1)\\b"_s.arg(tables.join(u'|')),
                                   QRegularExpression::CaseInsensitiveOption);
    QDirIterator files(projectRoot.filePath(u"core/storage"_s), {u"*.cpp"_s}, QDir::Files);
    while (files.hasNext()) {
        const QString file = files.next();
        INFO(file.toStdString());
        CHECK_FALSE(textOf(file).contains(reads));
    }
}

TEST_CASE("a write past the journal is found however it is spelled", "[architecture]")
{
    const QStringList tables{u"patient"_s, u"visit"_s};
    const auto source =
        GENERATE(as<QString>(), u"u\"INSERT INTO patient (name) VALUES (?)\"_s"_s,
                 u"u\"insert or replace into visit VALUES (1)\"_s"_s,
                 u"u\"UPDATE \"_s\n    \"patient SET name = ''\""_s, u"R\"(DELETE  FROM\n visit)\""_s,
                 u"u\"INSERT INTO %1 VALUES (1)\"_s.arg(table)"_s);
    CHECK(rawWrites(u"core/x.cpp"_s, u"\n"_s + source, tables).size() == 1);
    const auto harmless =
        GENERATE(as<QString>(), u"\"INSERT INTO patient_index VALUES (1)\""_s,
                 u"\"ON CONFLICT DO UPDATE SET visits = 1\""_s, u"\"SELECT id FROM patient\""_s);
    CHECK(rawWrites(u"core/x.cpp"_s, harmless, tables) == QStringList());
}
