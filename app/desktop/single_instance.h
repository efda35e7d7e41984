#pragma once

#include <QLocalServer>
#include <QObject>

namespace dermis {

/// Keeps one window per clinic file and person logged in: a second start asks the first to come forward.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(QObject *parent = nullptr);
    /// Makes this program the one for the file; false when another has it, which was then asked to come
    /// forward.
    bool claim(const QString &clinicPath);

Q_SIGNALS:
    void raiseRequested();

private:
    QLocalServer m_server;
};

} // namespace dermis
