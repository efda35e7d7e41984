#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QProcess>
#include <QStringList>

#include <memory>

namespace dermis::test {

/// One line of the writer: what is kept, under which id, as which act.
struct Said
{
    QByteArray kind;
    qint64 id = 0;
    qint64 n = 0;
};

/// How often a test that waits for chance is done: DERMIS_DURABILITY_ROUNDS, else `normally`.
int rounds(int normally);

/// A program of ours at work, to be stopped as a power cut would.
class Program
{
public:
    static Program of(const QString &program, const QStringList &arguments);
    static Program writer(const QStringList &arguments);
    /// With these variables in its environment besides ours.
    static Program cli(const QStringList &arguments, const QMap<QString, QString> &variables = {});

    /// Waits until the program has said that many lines; the first is "ready".
    void waitForLines(int count);
    /// Lets it work for that long and ends it without a word.
    void killAfter(int microseconds);
    /// Waits for its own end and gives the exit code.
    int finish();
    QByteArray output() const { return m_output; }
    QList<Said> said() const;

private:
    Program(const QString &program, const QStringList &arguments,
            const QMap<QString, QString> &variables = {});
    std::unique_ptr<QProcess> m_process;
    QByteArray m_output;
};

} // namespace dermis::test
