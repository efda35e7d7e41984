#include "tests/durability/program.h"

#include <catch2/catch.hpp>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

constexpr int patience = 120000; // milliseconds; sanitized programs on a busy machine are slow

}

int rounds(int normally)
{
    const int asked = qEnvironmentVariableIntValue("DERMIS_DURABILITY_ROUNDS");
    return asked > 0 ? asked : normally;
}

Program::Program(const QString &program, const QStringList &arguments,
                 const QMap<QString, QString> &variables)
    : m_process(std::make_unique<QProcess>())
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (auto variable = variables.begin(); variable != variables.end(); ++variable)
        environment.insert(variable.key(), variable.value());
    m_process->setProcessEnvironment(environment);
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->start(program, arguments, QIODevice::ReadOnly);
    REQUIRE(m_process->waitForStarted(patience));
}

Program Program::of(const QString &program, const QStringList &arguments)
{
    return Program(program, arguments);
}

Program Program::writer(const QStringList &arguments)
{
    return Program(QStringLiteral(DERMIS_WRITER), arguments);
}

Program Program::cli(const QStringList &arguments, const QMap<QString, QString> &variables)
{
    return Program(QStringLiteral(DERMIS_CLI), arguments, variables);
}

void Program::waitForLines(int count)
{
    while (m_output.count('\n') < count) {
        REQUIRE(m_process->waitForReadyRead(patience));
        m_output += m_process->readAllStandardOutput();
    }
}

void Program::killAfter(int microseconds)
{
    usleep(static_cast<useconds_t>(microseconds));
    m_process->kill();
    (void)finish();
}

int Program::finish()
{
    REQUIRE((m_process->state() == QProcess::NotRunning || m_process->waitForFinished(patience)));
    m_output += m_process->readAllStandardOutput();
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

QList<Said> Program::said() const
{
    QList<Said> all;
    for (const QByteArray &line : m_output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() == 3 && words.first() != "ready")
            all << Said{words.at(0), words.at(1).toLongLong(), words.at(2).toLongLong()};
    }
    return all;
}

} // namespace dermis::test
