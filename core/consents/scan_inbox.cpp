#include "core/consents/scan_inbox.h"

#include "core/base/clock.h"
#include "core/base/spelling.h"
#include "core/base/whole_file.h"
#include "core/consents/scan_file.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array outcomes{
    Spelling<InboxOutcome>{InboxOutcome::Filed, u"filed"},
    Spelling<InboxOutcome>{InboxOutcome::CameBefore, u"came-before"},
    Spelling<InboxOutcome>{InboxOutcome::NotRead, u"not-read"},
    Spelling<InboxOutcome>{InboxOutcome::Later, u"later"},
};

constexpr qint64 stillMilliseconds = 2'000;
const QString filedFolder = u"Filed"_s;
const QString notReadFolder = u"Not read"_s;

/// What a scanning program or a copy makes while it is not done.
bool isUnfinished(const QString &name)
{
    static const QStringList endings{u".tmp"_s, u".part"_s, u".partial"_s, u".crdownload"_s, u".filepart"_s};
    return name.startsWith(u'~') || std::ranges::any_of(endings, [&](const QString &ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
}

QFileInfoList filesIn(const QString &folder)
{
    QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::NoSymLinks, QDir::Time | QDir::Reversed);
    files.removeIf([](const QFileInfo &file) { return isUnfinished(file.fileName()); });
    return files;
}

/// "scan.pdf", then "scan (2).pdf"; the ending of a file that has one stays its ending.
QString numbered(const QString &name, int number)
{
    if (number == 1)
        return name;
    const QFileInfo file(name);
    const QString ending = file.suffix().isEmpty() ? QString() : u'.' + file.suffix();
    return u"%1 (%2)%3"_s.arg(name.chopped(ending.size())).arg(number).arg(ending);
}

QString freeName(const QDir &folder, const QString &name)
{
    for (int number = 1;; ++number) {
        const QString free = numbered(name, number);
        if (!folder.exists(free))
            return free;
    }
}

/// As a file stood when it was looked at.
struct FileStamp
{
    qint64 size = -1;
    QDateTime changed;
    bool operator==(const FileStamp &) const = default;
};

FileStamp stampOf(const QString &path)
{
    const QFileInfo file(path);
    return file.exists() ? FileStamp{file.size(), file.lastModified()} : FileStamp();
}

Result<QString> moveInto(const ScanInbox &inbox, const QString &name, const QString &place)
{
    QDir folder(inbox.folder);
    if (!folder.mkpath(place))
        return fail(ErrorCode::Io, u"the folder \"%1\" could not be made in %2"_s.arg(place, inbox.folder));
    const QDir to(folder.filePath(place));
    QFile file(folder.filePath(name));
    const QString path = to.filePath(freeName(to, name));
    if (!file.rename(path)) // refuses one that is there
        return fail(ErrorCode::Io, u"%1 could not be moved to \"%2\": %3"_s.arg(name, place, file.errorString()));
    return path;
}

Result<> sayWhy(const QString &path, const QString &why, const QDateTime &now)
{
    const QDir folder = QFileInfo(path).dir();
    const QString text = u"Dermis did not file %1, on %2:\n%3.\nNothing was deleted. Scan the page again, or file it by hand on the Consent tab.\n"_s.arg(
        QFileInfo(path).fileName(), clinicTime(now).toString(u"yyyy-MM-dd HH:mm"_s), why);
    return writeWhole(folder.filePath(freeName(folder, QFileInfo(path).fileName() + u".txt"_s)), text.toUtf8());
}

/// Whether the clinic file has a picture of every page, so that nothing is lost with the file.
bool hasAll(const QList<ScanPage> &pages)
{
    return !pages.isEmpty() && std::ranges::none_of(pages, [](const ScanPage &page) { return page.picture.isEmpty(); });
}

/// The filing is committed: the file goes, unless somebody has written to it since.
void putAway(InboxFile &file, const ScanInbox &inbox, const FileStamp &read)
{
    const QString path = QDir(inbox.folder).filePath(file.name);
    const FileStamp now = stampOf(path);
    if (now.size < 0)
        return; // another computer put it away
    if (now != read) {
        file.why = u"it was written to after it was read, and is read again"_s;
        file.stays = true;
        return;
    }
    if (inbox.deletes && hasAll(file.pages)) {
        file.stays = !QFile::remove(path);
        if (file.stays)
            file.why = u"it is filed, but could not be deleted"_s;
        return;
    }
    const Result<QString> moved = moveInto(inbox, file.name, filedFolder);
    if (moved) {
        file.movedTo = *moved;
        return;
    }
    file.stays = true;
    file.why = u"it is filed, but "_s + moved.error().detail;
}

void refuse(InboxFile &file, const ScanInbox &inbox, const QString &why, const QDateTime &now)
{
    file.why = why;
    const Result<QString> moved = moveInto(inbox, file.name, notReadFolder);
    if (!moved) {
        file.why += u"; "_s + moved.error().detail;
        return;
    }
    file.outcome = InboxOutcome::NotRead;
    file.stays = false;
    file.movedTo = *moved;
    if (const Result<> said = sayWhy(*moved, why, now); !said)
        file.why += u"; "_s + said.error().detail;
}

} // namespace

QString inboxOutcomeName(InboxOutcome outcome)
{
    return nameIn(outcomes, outcome);
}

Result<QList<StillFile>> StillFiles::look(const QString &folder, const QDateTime &now)
{
    if (!QFileInfo(folder).isDir())
        return fail(ErrorCode::NotFound, u"the folder %1 cannot be reached"_s.arg(folder));
    QHash<QString, Seen> seen;
    QList<StillFile> still;
    m_waiting = 0;
    for (const QFileInfo &file : filesIn(folder)) {
        Seen one = m_seen.value(file.fileName());
        const FileStamp stamp{file.size(), file.lastModified()};
        if (one.size != stamp.size || one.changed != stamp.changed || !one.since.isValid() || one.since > now)
            one = {stamp.size, stamp.changed, now, {}};
        seen.insert(file.fileName(), one);
        const qint64 milliseconds = one.since.msecsTo(now);
        if (milliseconds >= stillMilliseconds && (!one.until.isValid() || one.until <= now))
            still << StillFile{file.fileName(), milliseconds};
        else
            ++m_waiting;
    }
    m_seen = seen;
    return still;
}

void StillFiles::putOff(const QString &name, const QDateTime &until)
{
    if (m_seen.contains(name))
        m_seen[name].until = until;
}

Result<> checkInbox(const QString &folder, const QString &clinicPath)
{
    const QFileInfo place(folder);
    if (!place.isDir())
        return invalidInput(u"%1 is no folder"_s.arg(folder));
    if (!place.isWritable())
        return invalidInput(u"nothing can be moved in %1; choose a folder that may be written to"_s.arg(folder));
    if (QFileInfo(clinicPath).dir().canonicalPath() == place.canonicalFilePath())
        return invalidInput(u"the clinic file lies in %1; choose a folder that only the scanner writes to"_s.arg(folder));
    static const QStringList scans{u"pdf"_s, u"tif"_s, u"tiff"_s, u"jpg"_s, u"jpeg"_s, u"png"_s};
    for (const QFileInfo &entry : QDir(folder).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
        const bool isOurs = entry.isDir() ? entry.fileName() == filedFolder || entry.fileName() == notReadFolder
                                          : scans.contains(entry.suffix().toLower()) || isUnfinished(entry.fileName());
        if (!isOurs)
            return invalidInput(u"%1 holds other things, such as \"%2\"; choose a folder that only the scanner writes to"_s.arg(folder, entry.fileName()));
    }
    return {};
}

Result<InboxFile> fileFromInbox(Database &database, const Actor &actor, const QDateTime &now, const ScanInbox &inbox, const QString &name,
                                bool mayGrow, const ScanProgress &progress)
{
    InboxFile file;
    file.name = name;
    file.stays = true;
    const QString path = QDir(inbox.folder).filePath(name);
    const FileStamp before = stampOf(path);
    const Result<QByteArray> bytes = ScanFile::bytesAt(path);
    if (!bytes) {
        file.why = bytes.error().detail;
        return file;
    }
    if (stampOf(path) != before) {
        file.why = u"it is still being written"_s;
        return file;
    }
    const Result<QList<ScanPage>> filed = fileScan(database, actor, now, name, *bytes, progress);
    if (filed) {
        file.outcome = InboxOutcome::Filed;
        file.stays = false;
        file.pages = *filed;
        putAway(file, inbox, before);
        return file;
    }
    file.why = filed.error().detail;
    switch (filed.error().code) {
    case ErrorCode::NotAllowed:
    case ErrorCode::Cancelled:
        return tl::unexpected(filed.error());
    case ErrorCode::Conflict:
        file.outcome = InboxOutcome::CameBefore;
        file.stays = false;
        file.pages = TRY(pagesOfFile(database, *bytes));
        putAway(file, inbox, before);
        return file;
    case ErrorCode::InvalidInput:
        if (!mayGrow)
            refuse(file, inbox, file.why, now);
        return file;
    default:
        return file;
    }
}

} // namespace dermis
