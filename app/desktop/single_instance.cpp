#include "app/desktop/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int answerMilliseconds = 500;

QString serverName(const QString &clinicPath)
{
    const QFileInfo file(clinicPath);
    const QString path = file.exists() ? file.canonicalFilePath() : file.absoluteFilePath();
    const QByteArray who = (path + u'\n' + QDir::homePath()).toUtf8();
    return u"dermis-"_s +
           QString::fromLatin1(QCryptographicHash::hash(who, QCryptographicHash::Sha256).toHex().left(24));
}

} // namespace

SingleInstance::SingleInstance(QObject *parent) : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        m_server.nextPendingConnection()->deleteLater();
        Q_EMIT raiseRequested();
    });
}

bool SingleInstance::claim(const QString &clinicPath)
{
    const QString name = serverName(clinicPath);
    if (m_server.isListening() && m_server.serverName() == name)
        return true;
    QLocalSocket first;
    first.connectToServer(name);
    if (first.waitForConnected(answerMilliseconds))
        return false;
    m_server.close();
    if (first.error() == QLocalSocket::ConnectionRefusedError)
        QLocalServer::removeServer(name); // left behind by a program that was killed
    // Without a server the window still works; only a second start cannot find it.
    m_server.listen(name);
    return true;
}

} // namespace dermis
