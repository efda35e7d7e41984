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
constexpr qint64 secondsKept = 24 * 60 * 60; // [P] far longer than the longest wait

/// A person's wrong passwords in a row.
struct Wrong
{
    int count = 0;
    QDateTime last;
};
using WrongByPerson = QHash<QString, Wrong>; // by Claim::key

/// Who somebody says they are.
struct Claim
{
    qint64 staff = 0; ///< 0: nobody signs in so
    QString key;      ///< in the record
};

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

/// A clock that was set back must not stretch a wait: the wait begins anew, once. What is a day old is forgotten, since no right
/// password ever clears the count of a name that nobody signs in by.
WrongByPerson readRecord(const QString &path, const QDateTime &now)
{
    WrongByPerson all = readRecord(path);
    bool isMoved = all.removeIf([&](const auto &person) { return person.value().last.secsTo(now) > secondsKept; }) > 0;
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

/// What nobody signs in by is counted under two bytes of its digest: enough to keep names apart, too few to try a password against
/// that was typed into the wrong line, and never many entries.
Result<Claim> claimOf(const QString &path, const QString &user)
{
    bool isNumber = false;
    const qint64 number = user.toLongLong(&isNumber);
    if (isNumber && TRY(keyHolders(path)).contains(number))
        return Claim{number, QString::number(number)};
    const SignInName name = TRY(signInName(path, user));
    if (name.staff != 0)
        return Claim{name.staff, QString::number(name.staff)};
    return Claim{0, u"name-%1"_s.arg(name.tag[0] << 8 | name.tag[1], 4, 16, QLatin1Char('0'))};
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
    const Result<Claim> claim = claimOf(path, user);
    return claim ? remaining(readRecord(recordPath(path), now).value(claim->key), now) : 0s;
}

Result<Unlocked> tryPassword(const QString &path, const QString &user, const QString &password,
                             const QDateTime &now)
{
    const Claim claim = TRY(claimOf(path, user));
    const QString record = recordPath(path);
    QLockFile oneAtATime(record +
                         u".lock"_s); // or many programs at once could try as many passwords for one wait
    oneAtATime.setStaleLockTime(longestTry);
    if (!oneAtATime.tryLock(2 * longestTry) && oneAtATime.error() == QLockFile::LockFailedError)
        return fail(ErrorCode::Busy, u"another program is trying a password for this clinic"_s);

    WrongByPerson all = readRecord(record, now);
    if (const auto wait = remaining(all.value(claim.key), now); wait > 0s)
        return fail(ErrorCode::NotAllowed, u"too many wrong passwords; "_s + untilWords(wait, now));
    auto unlocked = unlock(path, claim.staff, password);
    if (!unlocked && unlocked.error().code == ErrorCode::NotFound)
        unlocked = fail(ErrorCode::NotAllowed, u"that is not the password"_s); // nobody hears which names there are
    if (unlocked && all.remove(claim.key) > 0)
        writeRecord(record, all);
    if (unlocked || unlocked.error().code != ErrorCode::NotAllowed)
        return unlocked;
    Wrong &wrong = all[claim.key];
    wrong = {wrong.count + 1, now};
    writeRecord(record, all); // before anybody hears that it was wrong
    if (const auto wait = remaining(wrong, now); wait > 0s)
        return fail(ErrorCode::NotAllowed, unlocked.error().detail + u"; "_s + untilWords(wait, now));
    return unlocked;
}

} // namespace dermis
