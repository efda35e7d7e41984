#include "app/cli/terminal.h"

#include <cstdio>
#include <iostream>
#include <string>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <termios.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

#ifdef Q_OS_WIN
/// Keeps what is typed off the screen while it lives.
class HiddenTyping
{
public:
    HiddenTyping()
    {
        GetConsoleMode(m_console, &m_before);
        SetConsoleMode(m_console, m_before & ~static_cast<DWORD>(ENABLE_ECHO_INPUT));
    }
    ~HiddenTyping() { SetConsoleMode(m_console, m_before); }

private:
    HANDLE m_console = GetStdHandle(STD_INPUT_HANDLE);
    DWORD m_before = 0;
};
#else
/// Keeps what is typed off the screen while it lives.
class HiddenTyping
{
public:
    HiddenTyping()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenTyping() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }

private:
    termios m_before{};
};
#endif

} // namespace

bool isTerminal()
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stdin)) != 0;
#else
    return isatty(STDIN_FILENO) != 0;
#endif
}

Result<QString> askSecret(const QString &question)
{
    std::cerr << question.toStdString() << std::flush;
    std::string line;
    {
        const HiddenTyping hidden;
        std::getline(std::cin, line);
    }
    std::cerr << std::endl;
    if (line.empty())
        return fail(ErrorCode::InvalidInput, u"nothing was typed"_s);
    return QString::fromStdString(line);
}

} // namespace dermis::cli
