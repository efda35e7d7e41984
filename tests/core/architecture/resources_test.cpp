#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

#include <catch2/catch.hpp>

using namespace Qt::StringLiterals;

namespace {

const QDir resources(QStringLiteral(DERMIS_SOURCE_DIR "/resources"));

QStringList filesOf(const QStringList &patterns)
{
    QStringList files;
    QDirIterator found(resources.path(), patterns, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        if (const QString file = resources.relativeFilePath(found.next()); !file.endsWith(u"README.md"))
            files << file;
    }
    return files;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

TEST_CASE("the program carries every migration, form, rule and template as it lies in resources",
          "[architecture]")
{
    const QStringList files = filesOf({u"*.sql"_s, u"*.json"_s, u"*.md"_s, u"*.svg"_s, u"*.icc"_s});
    REQUIRE(files.size() > 3);
    for (const QString &file : files) {
        INFO(file.toStdString());
        CHECK(QFile::exists(u":/dermis/"_s + file));
        CHECK((bytesOf(u":/dermis/"_s + file) == bytesOf(resources.filePath(file)))); // too long to print
    }
}

TEST_CASE("every JSON file in resources is well formed", "[architecture]")
{
    for (const QString &file : filesOf({u"*.json"_s})) {
        QJsonParseError error;
        QJsonDocument::fromJson(bytesOf(resources.filePath(file)), &error);
        INFO(file.toStdString() << ": " << error.errorString().toStdString() << " at " << error.offset);
        CHECK(error.error == QJsonParseError::NoError);
    }
}

TEST_CASE("migrations are numbered from one without a gap", "[architecture]")
{
    static const QRegularExpression name(u"^\\d{4}_[a-z_]+\\.sql$"_s);
    const QStringList scripts = QDir(resources.filePath(u"migrations"_s)).entryList(QDir::Files, QDir::Name);
    for (qsizetype i = 0; i < scripts.size(); ++i) {
        CHECK(name.match(scripts.at(i)).hasMatch());
        CHECK(scripts.at(i).left(4).toInt() == i + 1);
    }
}
