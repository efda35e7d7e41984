#include "core/access/wrong_passwords.h"

#include "core/base/clock.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace dermis {

namespace {

constexpr int freeTries = 3;
constexpr std::array<std::chrono::seconds, 5> waits{30s, 1min, 2min, 5min, 15min}; // [P]
constexpr auto longestTry = 30s; // another program that tries a password has surely ended by then
constexpr int mostCounted = 1000;

/// A person's wrong passwords in a row.
struct Wrong
{
    int count = 0;
    QDateTime last;
};
using WrongByPerson = QHash<QString, Wrong>; // by staff number

/// The clinic's own place, whatever link leads to it.
QString recordPath(const QString &clinicPath)
{
    const QString real = QFileInfo(clinicPath).canonicalFilePath();
    return (real.isEmpty() ? clinicPath : real) + u"-tries"_s;
}

/// What cannot be read counts as nothing: whoever can spoil this file can remove it, too.
WrongByPerson readRecord(const QString &path)
{
    QFile file(path);
    WrongByPerson all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    const QJsonObject people = QJsonDocument::fromJson(file.readAll()).object();
    for (auto person = people.begin(); person != people.end(); ++person) {
        const QJsonObject wrong = person->toObject();
        all.insert(person.key(), {std::clamp(wrong.value(u"wrong"_s).toInt(), 0, mostCounted),
                                  fromIsoUtc(wrong.value(u"last"_s).toString())});
    }
    return all;
}

/// Where nothing can be written, as on a read-only disk, nothing is remembered.
void writeRecord(const QString &path, const WrongByPerson &all)
{
    if (all.isEmpty()) {
        QFile::remove(path);
        return;
    }
    QJsonObject people;
    for (auto person = all.begin(); person != all.end(); ++person)
        people.insert(person.key(),
                      QJsonObject{{u"wrong"_s, person->count}, {u"last"_s, toIsoUtc(person->last)}});
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QJsonDocument(people).toJson(QJsonDocument::Compact));
    file.commit();
}

/// A clock that was set back must not stretch a wait: the wait begins anew, once.
WrongByPerson readRecord(const QString &path, const QDateTime &now)
{
    WrongByPerson all = readRecord(path);
    bool isMoved = false;
    for (Wrong &wrong : all) {
        if (wrong.last.isValid() && wrong.last <= now)
            continue;
        wrong.last = now;
        isMoved = true;
    }
    if (isMoved)
        writeRecord(path, all);
    return all;
}

std::chrono::seconds remaining(const Wrong &wrong, const QDateTime &now)
{
    if (wrong.count == 0)
        return 0s;
    const std::chrono::milliseconds past(wrong.last.msecsTo(now));
    return std::max(0s, std::chrono::ceil<std::chrono::seconds>(waitAfter(wrong.count) - past));
}

QString untilWords(std::chrono::seconds wait, const QDateTime &now)
{
    return u"try again at %1"_s.arg(clinicTime(now).addSecs(wait.count()).toString(u"HH:mm:ss"_s));
}

Result<qint64> holderOf(const QString &path, const QString &user)
{
    bool isNumber = false;
    const qint64 number = user.toLongLong(&isNumber);
    return isNumber ? Result<qint64>(number) : keyHolderNamed(path, user);
}

} // namespace

std::chrono::seconds waitAfter(int wrongPasswords)
{
    if (wrongPasswords <= freeTries)
        return 0s;
    const auto step = static_cast<size_t>(wrongPasswords - freeTries - 1);
    return waits.at(std::min(step, waits.size() - 1));
}

std::chrono::seconds remainingWait(const QString &path, const QString &user, const QDateTime &now)
{
    const Result<qint64> staff = holderOf(path, user);
    return staff ? remaining(readRecord(recordPath(path), now).value(QString::number(*staff)), now) : 0s;
}

Result<Unlocked> tryPassword(const QString &path, const QString &user, const QString &password,
                             const QDateTime &now)
{
    const qint64 staff = TRY(holderOf(path, user));
    const QString record = recordPath(path);
    QLockFile oneAtATime(record +
                         u".lock"_s); // or many programs at once could try as many passwords for one wait
    oneAtATime.setStaleLockTime(longestTry);
    if (!oneAtATime.tryLock(2 * longestTry) && oneAtATime.error() == QLockFile::LockFailedError)
        return fail(ErrorCode::Busy, u"another program is trying a password for this clinic"_s);

    WrongByPerson all = readRecord(record, now);
    const QString person = QString::number(staff);
    if (const auto wait = remaining(all.value(person), now); wait > 0s)
        return fail(ErrorCode::NotAllowed, u"too many wrong passwords; "_s + untilWords(wait, now));
    auto unlocked = unlock(path, staff, password);
    if (unlocked && all.remove(person) > 0)
        writeRecord(record, all);
    if (unlocked || unlocked.error().code != ErrorCode::NotAllowed)
        return unlocked;
    Wrong &wrong = all[person];
    wrong = {wrong.count + 1, now};
    writeRecord(record, all); // before anybody hears that it was wrong
    if (const auto wait = remaining(wrong, now); wait > 0s)
        return fail(ErrorCode::NotAllowed, unlocked.error().detail + u"; "_s + untilWords(wait, now));
    return unlocked;
}

} // namespace dermis
