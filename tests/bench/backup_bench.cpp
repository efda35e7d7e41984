// Makes backups of an encrypted clinic and times each step of it beside `cp` and `sha256sum` of the same
// bytes in the same run.
//
//     dermis_backup_bench CLINIC USER PASSWORD-FILE FOLDER [ROUNDS]
#include "core/backup/backup.h"
#include "core/base/clock.h"
#include "core/clinic/sign_in.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>

#include <algorithm>
#include <cstdio>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

using Seconds = QMap<QString, QList<double>>;

double secondsOf(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

double timeOf(const QString &program, const QStringList &arguments)
{
    QElapsedTimer timer;
    timer.start();
    return QProcess::execute(program, arguments) == 0 ? secondsOf(timer) : -1;
}

QString nameOf(BackupStep step)
{
    switch (step) {
    case BackupStep::Copying:
        return u"1 copy of one moment"_s;
    case BackupStep::Writing:
        return u"2 writing, encrypted"_s;
    case BackupStep::Reading:
        return u"3 restoring, with digest"_s;
    case BackupStep::Checking:
        return u"4 proof: integrity, chain, counts"_s;
    case BackupStep::CopyingOn:
        break;
    }
    return u"5 copying on"_s;
}

/// The time from the first word of each step to the first of the next.
Result<Backup> timedBackup(const SignedIn &signedIn, const QString &folder, Seconds &seconds)
{
    const SystemClock clock;
    QElapsedTimer timer;
    timer.start();
    BackupStep at = BackupStep::Copying;
    const auto progress = [&](BackupStep step, qint64, qint64) {
        if (step != at) {
            seconds[nameOf(at)] << secondsOf(timer);
            timer.restart();
            at = step;
        }
        return true;
    };
    auto made = createBackup(*signedIn.database, signedIn.person.actor(), clock, folder, progress);
    seconds[nameOf(at)] << secondsOf(timer);
    return made;
}

double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

double print(const Seconds &seconds, const QString &name, double megabytes)
{
    const double time = median(seconds.value(name));
    std::printf("%-40s %8.3f s %8.0f MB/s\n", qUtf8Printable(name), time, megabytes / time);
    return time;
}

int run(const QStringList &arguments)
{
    QFile file(arguments.at(3));
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    const QString password = QString::fromUtf8(file.readLine()).trimmed();
    const QString folder = arguments.at(4);
    auto signedIn = signIn(arguments.at(1), arguments.at(2), password, SystemClock().now());
    if (!signedIn) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(signedIn.error().detail));
        return 1;
    }
    Seconds seconds;
    const double megabytes = static_cast<double>(QFileInfo(arguments.at(1)).size()) / 1e6;
    const int rounds = arguments.value(5, u"5"_s).toInt();
    for (int round = 0; round < rounds; ++round) {
        const QString copy = folder + u"/copy"_s;
        seconds[u"floor: cp"_s] << timeOf(u"cp"_s, {arguments.at(1), copy});
        seconds[u"floor: sha256sum"_s] << timeOf(u"sh"_s, {u"-c"_s, u"sha256sum \"$0\" > /dev/null"_s, copy});
        QFile::remove(copy);
        const auto made = timedBackup(*signedIn, folder, seconds);
        if (!made) {
            std::fprintf(stderr, "%s\n", qUtf8Printable(made.error().detail));
            return 1;
        }
        QFile::remove(made->path());
    }
    std::printf("%.1f MB, median of %d rounds\n", megabytes, rounds);
    const double floor =
        print(seconds, u"floor: cp"_s, megabytes) + print(seconds, u"floor: sha256sum"_s, megabytes);
    double work = 0;
    for (const BackupStep step : {BackupStep::Copying, BackupStep::Writing, BackupStep::Reading})
        work += print(seconds, nameOf(step), megabytes);
    print(seconds, nameOf(BackupStep::Checking), megabytes);
    std::printf("backup + restore + digest: %.0f %% of cp + sha256sum\n", 100 * floor / work);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 5) {
        std::fprintf(stderr, "dermis_backup_bench CLINIC USER PASSWORD-FILE FOLDER [ROUNDS]\n");
        return 2;
    }
    return run(arguments);
}
