#include "tests/support/memory_disk.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace dermis::test {

namespace {

constexpr qint64 sector = 512;

struct OpenFile : sqlite3_file
{
    MemoryDisk *disk;
    std::shared_ptr<MemoryDisk::File> file;
};

OpenFile &of(sqlite3_file *file)
{
    return *static_cast<OpenFile *>(file);
}

MemoryDisk &of(sqlite3_vfs *vfs)
{
    return *static_cast<MemoryDisk *>(vfs->pAppData);
}

const sqlite3_io_methods &methods()
{
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods m{};
        m.iVersion = 2;
        m.xClose = [](sqlite3_file *file) {
            of(file).~OpenFile();
            return SQLITE_OK;
        };
        m.xRead = [](sqlite3_file *file, void *into, int amount, sqlite3_int64 offset) {
            return of(file).disk->read(*of(file).file, static_cast<uchar *>(into), amount, offset);
        };
        m.xWrite = [](sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset) {
            return of(file).disk->write(*of(file).file, static_cast<const uchar *>(from), amount, offset);
        };
        m.xTruncate = [](sqlite3_file *file, sqlite3_int64 size) {
            return of(file).disk->truncate(*of(file).file, size);
        };
        m.xSync = [](sqlite3_file *file, int) { return of(file).disk->flush(*of(file).file); };
        m.xFileSize = [](sqlite3_file *file, sqlite3_int64 *size) {
            *size = std::ssize(of(file).file->now);
            return of(file).disk->mayOperate() ? SQLITE_OK : SQLITE_IOERR_FSTAT;
        };
        m.xLock = [](sqlite3_file *, int) { return SQLITE_OK; };
        m.xUnlock = [](sqlite3_file *, int) { return SQLITE_OK; };
        m.xCheckReservedLock = [](sqlite3_file *, int *isLocked) {
            *isLocked = 0;
            return SQLITE_OK;
        };
        m.xFileControl = [](sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; };
        m.xSectorSize = [](sqlite3_file *) { return 512; };
        m.xDeviceCharacteristics = [](sqlite3_file *) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }; // as unix says
        m.xShmMap = [](sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
            auto &shared = of(file).file->shared;
            if (extend != 0) {
                while (std::ssize(shared) <= region)
                    shared.push_back(std::make_unique<Bytes>(static_cast<size_t>(size)));
            }
            *memory = region < std::ssize(shared) ? shared[static_cast<size_t>(region)]->data() : nullptr;
            return SQLITE_OK;
        };
        m.xShmLock = [](sqlite3_file *, int, int, int) { return SQLITE_OK; };
        m.xShmBarrier = [](sqlite3_file *) {};
        m.xShmUnmap = [](sqlite3_file *file, int remove) {
            if (remove != 0)
                of(file).file->shared.clear();
            return SQLITE_OK;
        };
        return m;
    }();
    return methods;
}

int openFile(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
{
    file->pMethods = nullptr;
    int code = SQLITE_OK;
    auto opened = of(vfs).open(name, flags, code);
    if (!opened)
        return code;
    new (file) OpenFile{{&methods()}, &of(vfs), std::move(opened)};
    if (outFlags != nullptr)
        *outFlags = flags;
    return SQLITE_OK;
}

/// The parts that are the same on every disk come from SQLite's own.
sqlite3_vfs vfsOf(MemoryDisk *disk)
{
    sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
    vfs.pNext = nullptr;
    vfs.iVersion = 2;
    vfs.szOsFile = int(sizeof(OpenFile));
    vfs.zName = MemoryDisk::vfsName;
    vfs.pAppData = disk;
    vfs.xOpen = openFile;
    vfs.xDelete = [](sqlite3_vfs *self, const char *name, int) { return of(self).remove(name); };
    vfs.xAccess = [](sqlite3_vfs *self, const char *name, int, int *answer) {
        *answer = of(self).exists(name) ? 1 : 0;
        return of(self).mayOperate() ? SQLITE_OK : SQLITE_IOERR_ACCESS;
    };
    vfs.xFullPathname = [](sqlite3_vfs *, const char *name, int size, char *path) {
        sqlite3_snprintf(size, path, "%s", name);
        return SQLITE_OK;
    };
    return vfs;
}

} // namespace

MemoryDisk::MemoryDisk() : m_vfs(vfsOf(this))
{
    sqlite3_vfs_register(&m_vfs, 0);
}

MemoryDisk::~MemoryDisk()
{
    sqlite3_vfs_unregister(&m_vfs);
}

MemoryDisk::Files MemoryDisk::files() const
{
    Files files;
    for (const auto &[name, file] : m_files)
        files[name] = file->now;
    return files;
}

void MemoryDisk::start(const Files &files)
{
    m_files.clear();
    for (const auto &[name, bytes] : files) {
        auto file = std::make_shared<File>();
        file->now = bytes;
        file->flushed = bytes;
        file->wasFlushed = true;
        m_files[name] = std::move(file);
    }
    m_changesLeft = -1;
    m_operationsLeft = -1;
    m_hasLostPower = false;
    m_hasFailed = false;
}

void MemoryDisk::losePowerAt(qint64 change, quint32 seed)
{
    m_changesLeft = change;
    m_random.seed(seed);
}

void MemoryDisk::failAt(qint64 operation, bool forever)
{
    m_operationsLeft = operation;
    m_failsForever = forever;
}

bool MemoryDisk::mayOperate()
{
    if (m_hasLostPower || (m_hasFailed && m_failsForever))
        return false;
    if (m_operationsLeft < 0 || --m_operationsLeft != 0)
        return true;
    m_hasFailed = true;
    m_operationsLeft = -1;
    return false;
}

/// A change that is under way when the power fails is already among its file's changes.
bool MemoryDisk::mayChange()
{
    if (m_changesLeft < 0 || --m_changesLeft != 0)
        return !m_hasLostPower;
    m_afterPowerLoss.clear();
    for (const auto &[name, file] : m_files) {
        if (file->wasFlushed || chance(50))
            m_afterPowerLoss[name] = afterPowerLoss(*file);
    }
    m_hasLostPower = true;
    return false;
}

std::shared_ptr<MemoryDisk::File> MemoryDisk::open(const char *name, int flags, int &code)
{
    code = SQLITE_CANTOPEN;
    if (!mayOperate())
        return nullptr;
    if (name == nullptr)
        return std::make_shared<File>();
    const bool mayMake = (flags & SQLITE_OPEN_CREATE) != 0;
    const bool mustMake = mayMake && (flags & SQLITE_OPEN_EXCLUSIVE) != 0;
    const auto found = m_files.find(name);
    if (found == m_files.end() ? !mayMake : mustMake)
        return nullptr;
    auto &file = m_files[name];
    if (!file)
        file = std::make_shared<File>();
    return file;
}

int MemoryDisk::remove(const std::string &name)
{
    if (!mayOperate() || !mayChange())
        return SQLITE_IOERR_DELETE;
    return m_files.erase(name) == 0 ? SQLITE_IOERR_DELETE_NOENT : SQLITE_OK;
}

int MemoryDisk::read(const File &file, uchar *into, int amount, qint64 offset)
{
    if (!mayOperate())
        return SQLITE_IOERR_READ;
    const qint64 there = std::clamp<qint64>(std::ssize(file.now) - offset, 0, amount);
    std::copy_n(file.now.begin() + std::min<qint64>(offset, std::ssize(file.now)), there, into);
    std::fill(into + there, into + amount, uchar(0));
    return there < amount ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

int MemoryDisk::write(File &file, const uchar *from, int amount, qint64 offset)
{
    if (!mayOperate())
        return SQLITE_IOERR_WRITE;
    file.changes.push_back({offset, Bytes(from, from + amount), false});
    if (std::ssize(file.now) < offset + amount)
        file.now.resize(static_cast<size_t>(offset + amount));
    std::copy_n(from, amount, file.now.begin() + offset);
    look(file.now, offset, offset + amount);
    return mayChange() ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

/// The bytes just written, and what they may make together with those beside them.
void MemoryDisk::look(const Bytes &bytes, qint64 from, qint64 to)
{
    m_bytesWritten += to - from;
    if (m_word.empty())
        return;
    const qint64 beside = std::ssize(m_word) - 1;
    const auto begin = bytes.begin() + std::max<qint64>(from - beside, 0);
    const auto end = bytes.begin() + std::min<qint64>(to + beside, std::ssize(bytes));
    if (std::search(begin, end, m_word.begin(), m_word.end()) != end)
        m_wasSeen = true;
}

int MemoryDisk::truncate(File &file, qint64 size)
{
    if (!mayOperate())
        return SQLITE_IOERR_TRUNCATE;
    file.changes.push_back({size, {}, true});
    file.now.resize(static_cast<size_t>(size));
    return mayChange() ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int MemoryDisk::flush(File &file)
{
    if (!mayOperate() || !mayChange())
        return SQLITE_IOERR_FSYNC;
    file.flushed = file.now;
    file.changes.clear();
    file.wasFlushed = true;
    return SQLITE_OK;
}

bool MemoryDisk::chance(int percent)
{
    return static_cast<int>(m_random() % 100) < percent;
}

Bytes MemoryDisk::afterPowerLoss(const File &file)
{
    Bytes bytes = file.flushed;
    std::vector<const Change *> order;
    for (const Change &change : file.changes)
        order.push_back(&change);
    if (chance(50))
        std::shuffle(order.begin(), order.end(), m_random);
    for (const Change *change : order)
        keepSome(bytes, *change);
    if (chance(20) && bytes.size() < file.now.size())
        bytes.resize(file.now.size()); // the size reached the disk, the content did not
    return bytes;
}

void MemoryDisk::keepSome(Bytes &bytes, const Change &change)
{
    if (chance(30))
        return;
    if (change.isTruncation) {
        bytes.resize(static_cast<size_t>(change.offset));
        return;
    }
    const size_t end = static_cast<size_t>(change.offset) + change.bytes.size();
    if (bytes.size() < end)
        bytes.resize(end);
    if (chance(40))
        tear(bytes, change);
    else
        std::copy(change.bytes.begin(), change.bytes.end(), bytes.begin() + change.offset);
}

/// Some sectors of the write arrive, and of one only some bytes at its beginning or end.
void MemoryDisk::tear(Bytes &bytes, const Change &change)
{
    const qint64 size = std::ssize(change.bytes);
    for (qint64 at = 0; at < size; at += sector) {
        qint64 from = at;
        qint64 to = std::min(at + sector, size);
        if (chance(25))
            from += static_cast<qint64>(m_random() % static_cast<quint32>(to - from));
        else if (chance(25))
            to -= static_cast<qint64>(m_random() % static_cast<quint32>(to - from));
        else if (chance(40))
            continue;
        std::copy(change.bytes.begin() + from, change.bytes.begin() + to,
                  bytes.begin() + change.offset + from);
    }
}

} // namespace dermis::test
