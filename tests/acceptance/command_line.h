#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QStringList>

namespace dermis::test {

/// What a program said and how it ended.
struct Ended {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject json() const;
};

/// Runs dermis-cli as a process in a folder.
Ended dermisCli(const QStringList &arguments, const QString &folder, const QByteArray &input = {});
/// Runs a line of shell in a folder, with dermis-cli on the path.
Ended shell(const QString &line, const QString &folder);
/// Runs the sqlite3 library on a file, as somebody who meddles would.
void meddle(const QString &path, const QString &sql);

} // namespace dermis::test
