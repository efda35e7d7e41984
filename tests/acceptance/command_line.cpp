#include "tests/acceptance/command_line.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <catch2/catch.hpp>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

Ended finish(QProcess &process, const QByteArray &input)
{
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QProcessEnvironment environment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"DERMIS_CLINIC"_s);
    environment.remove(u"DERMIS_USER"_s);
    environment.remove(u"DERMIS_PASSWORD_FILE"_s);
    environment.insert(u"PATH"_s, QFileInfo(QStringLiteral(DERMIS_CLI)).path() + u':' + environment.value(u"PATH"_s));
    return environment;
}

} // namespace

QJsonObject Ended::json() const
{
    return QJsonDocument::fromJson(out).object();
}

Ended dermisCli(const QStringList &arguments, const QString &folder, const QByteArray &input)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral(DERMIS_CLI), arguments);
    return finish(process, input);
}

Ended shell(const QString &line, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessEnvironment(environment());
    process.start(u"/bin/sh"_s, {u"-c"_s, line});
    return finish(process, {});
}

void meddle(const QString &path, const QString &sql)
{
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"meddler"_s);
        connection.setDatabaseName(path);
        REQUIRE(connection.open());
        QSqlQuery query(connection);
        INFO(query.lastError().text().toStdString());
        REQUIRE(query.exec(sql));
        REQUIRE(query.numRowsAffected() != 0);
    }
    QSqlDatabase::removeDatabase(u"meddler"_s);
}

} // namespace dermis::test
