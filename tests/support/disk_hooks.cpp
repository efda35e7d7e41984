#include "tests/support/disk_hooks.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

/// The function of that name that would have been called without us.
template <typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

struct State
{
    std::mutex mutex;
    std::string folder;                  // ends with a slash
    std::array<std::string, 1024> files; // by descriptor, those below the folder
    std::int64_t failAt = -1;
    bool failsForever = false;
    std::int64_t room = -1; // bytes that files may still grow by
    std::string failed;
    std::vector<std::string> calls;
    std::vector<std::string> words;
    std::string report;
};

State &state()
{
    static auto *const state = new State; // files are closed when the program's own objects are gone
    return *state;
}

std::atomic<bool> isActive = false;
thread_local bool isWithin = false; // our own calls

struct Within
{
    Within() { isWithin = true; }
    ~Within() { isWithin = false; }
    Within(const Within &) = delete;
    Within &operator=(const Within &) = delete;
};

void tell(const State &now, const std::string &line)
{
    if (now.report.empty())
        return;
    const int file =
        next<int(const char *, int, ...)>("open64")(now.report.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const std::string text = line + '\n';
    (void)next<ssize_t(int, const void *, size_t)>("write")(file, text.data(), text.size());
    next<int(int)>("close")(file);
}

void noteFailure(State &now, const std::string &what)
{
    if (!now.failed.empty())
        return;
    now.failed = what;
    tell(now, "failed " + what);
}

/// Counts a call; false, with errno set, when it must fail.
bool mayCall(const char *call, const std::string &path)
{
    State &now = state();
    now.calls.push_back(std::string(call) + ' ' + path);
    if (!now.failed.empty() && now.failsForever) {
        errno = EIO;
        return false;
    }
    if (now.failAt < 0 || --now.failAt != 0)
        return true;
    now.failAt = -1;
    noteFailure(now, now.calls.back());
    errno = EIO;
    return false;
}

bool isBelow(const char *path)
{
    return path != nullptr && std::string_view(path).starts_with(state().folder);
}

bool mayCallPath(const char *call, const char *path)
{
    if (!isActive || isWithin)
        return true;
    const Within within;
    const std::lock_guard guard(state().mutex);
    return !isBelow(path) || mayCall(call, path);
}

/// The watched file behind a descriptor; empty for every other.
const std::string &fileOf(int descriptor)
{
    static const std::string none;
    const auto index = static_cast<size_t>(descriptor);
    return descriptor >= 0 && index < state().files.size() ? state().files[index] : none;
}

bool mayCallFile(const char *call, int descriptor)
{
    if (!isActive || isWithin)
        return true;
    const Within within;
    const std::lock_guard guard(state().mutex);
    const std::string &path = fileOf(descriptor);
    return path.empty() || mayCall(call, path);
}

bool isWatched(int descriptor)
{
    if (!isActive || isWithin)
        return false;
    const std::lock_guard guard(state().mutex);
    return !fileOf(descriptor).empty();
}

void remember(int descriptor, const char *path)
{
    if (!isActive || isWithin || descriptor < 0)
        return;
    const Within within;
    const std::lock_guard guard(state().mutex);
    if (static_cast<size_t>(descriptor) < state().files.size())
        state().files[static_cast<size_t>(descriptor)] = isBelow(path) ? path : "";
}

void forget(int descriptor)
{
    if (isActive && !isWithin)
        remember(descriptor, "");
}

/// Words are looked for in every regular file, wherever it lies.
void look(int descriptor, const void *bytes, size_t size)
{
    State &now = state();
    struct stat about
    {
    };
    if (now.words.empty() || fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        return;
    const std::string_view text(static_cast<const char *>(bytes), size);
    for (const std::string &word : now.words) {
        if (memmem(text.data(), text.size(), word.data(), word.size()) != nullptr)
            tell(now, "seen " + word + " in " + fileOf(descriptor));
    }
}

/// How much of a write the disk has room for; -1, with errno set, when there is none.
ssize_t roomFor(int descriptor, const void *bytes, size_t size, off_t offset)
{
    if (!isActive || isWithin)
        return static_cast<ssize_t>(size);
    const Within within;
    const std::lock_guard guard(state().mutex);
    look(descriptor, bytes, size);
    State &now = state();
    struct stat about
    {
    };
    if (now.room < 0 || fileOf(descriptor).empty() || fstat(descriptor, &about) != 0)
        return static_cast<ssize_t>(size);
    if (offset < 0)
        offset = lseek(descriptor, 0, SEEK_CUR);
    const off_t growth = std::max<off_t>(offset + static_cast<off_t>(size) - about.st_size, 0);
    const off_t missing = std::max<off_t>(growth - now.room, 0);
    now.room -= growth - missing;
    if (missing == 0)
        return static_cast<ssize_t>(size);
    noteFailure(now, "full " + fileOf(descriptor));
    const auto fitting = static_cast<ssize_t>(size) - static_cast<ssize_t>(missing);
    if (fitting > 0)
        return fitting;
    errno = ENOSPC;
    return -1;
}

void begin(const std::string &folder)
{
    const std::lock_guard guard(state().mutex);
    state().folder = folder.ends_with('/') ? folder : folder + '/';
    state().files.fill({});
    isActive = true;
}

std::vector<std::string> linesOf(const char *path)
{
    std::vector<std::string> lines;
    if (FILE *file = fopen(path, "r")) {
        std::array<char, 4096> line{};
        while (fgets(line.data(), static_cast<int>(line.size()), file) != nullptr)
            lines.emplace_back(line.data(), strcspn(line.data(), "\n"));
        fclose(file);
    }
    return lines;
}

__attribute__((constructor)) void readEnvironment()
{
    const char *folder = getenv("DERMIS_DISK_FOLDER");
    if (folder == nullptr)
        return;
    const auto number = [](const char *name) {
        const char *text = getenv(name);
        return text == nullptr ? -1 : std::atoll(text);
    };
    state().failAt = number("DERMIS_DISK_FAIL_AT");
    state().room = number("DERMIS_DISK_FULL_AFTER");
    if (const char *words = getenv("DERMIS_DISK_WORDS"))
        state().words = linesOf(words);
    if (const char *report = getenv("DERMIS_DISK_REPORT"))
        state().report = report;
    begin(folder);
}

__attribute__((destructor)) void sayHowMany()
{
    if (isActive)
        tell(state(), "calls " + std::to_string(state().calls.size()));
}

int opened(const char *name, int folder, const char *path, int flags, mode_t mode)
{
    if (!mayCallPath("open", path))
        return -1;
    const int descriptor = next<int(int, const char *, int, ...)>(name)(folder, path, flags, mode);
    remember(descriptor, path);
    return descriptor;
}

/// The power stays on in these tests: a watched file need not wait for the real disk.
int flushed(const char *name, int descriptor)
{
    if (!mayCallFile(name, descriptor))
        return -1;
    return isWatched(descriptor) ? 0 : next<int(int)>(name)(descriptor);
}

} // namespace

#define DERMIS_MODE_OF(flags)                                                                                \
    __extension__({                                                                                          \
        va_list list;                                                                                        \
        va_start(list, flags);                                                                               \
        const mode_t given = ((flags) & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(list, mode_t) : mode_t(0);      \
        va_end(list);                                                                                        \
        given;                                                                                               \
    })

extern "C" {

int open(const char *path, int flags, ...)
{
    return opened("openat64", AT_FDCWD, path, flags, DERMIS_MODE_OF(flags));
}

int open64(const char *path, int flags, ...)
{
    return opened("openat64", AT_FDCWD, path, flags, DERMIS_MODE_OF(flags));
}

int openat(int folder, const char *path, int flags, ...)
{
    return opened("openat64", folder, path, flags, DERMIS_MODE_OF(flags));
}

int openat64(int folder, const char *path, int flags, ...)
{
    return opened("openat64", folder, path, flags, DERMIS_MODE_OF(flags));
}

int close(int descriptor)
{
    forget(descriptor);
    return next<int(int)>("close")(descriptor);
}

ssize_t read(int descriptor, void *into, size_t size)
{
    return mayCallFile("read", descriptor)
               ? next<ssize_t(int, void *, size_t)>("read")(descriptor, into, size)
               : -1;
}

ssize_t pread64(int descriptor, void *into, size_t size, off64_t offset)
{
    return mayCallFile("pread", descriptor)
               ? next<ssize_t(int, void *, size_t, off64_t)>("pread64")(descriptor, into, size, offset)
               : -1;
}

ssize_t pread(int descriptor, void *into, size_t size, off_t offset)
{
    return pread64(descriptor, into, size, offset);
}

ssize_t write(int descriptor, const void *from, size_t size)
{
    if (!mayCallFile("write", descriptor))
        return -1;
    const ssize_t fitting = roomFor(descriptor, from, size, -1);
    return fitting < 0 ? -1
                       : next<ssize_t(int, const void *, size_t)>("write")(descriptor, from,
                                                                           static_cast<size_t>(fitting));
}

ssize_t pwrite64(int descriptor, const void *from, size_t size, off64_t offset)
{
    if (!mayCallFile("pwrite", descriptor))
        return -1;
    const ssize_t fitting = roomFor(descriptor, from, size, offset);
    return fitting < 0 ? -1
                       : next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64")(
                             descriptor, from, static_cast<size_t>(fitting), offset);
}

ssize_t pwrite(int descriptor, const void *from, size_t size, off_t offset)
{
    return pwrite64(descriptor, from, size, offset);
}

int fsync(int descriptor)
{
    return flushed("fsync", descriptor);
}

int fdatasync(int descriptor)
{
    return flushed("fdatasync", descriptor);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    return mayCallFile("ftruncate", descriptor) ? next<int(int, off64_t)>("ftruncate64")(descriptor, size)
                                                : -1;
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return ftruncate64(descriptor, size);
}

int rename(const char *from, const char *to) noexcept
{
    return mayCallPath("rename", from) ? next<int(const char *, const char *)>("rename")(from, to) : -1;
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags) noexcept
{
    return mayCallPath("rename", from) ? next<int(int, const char *, int, const char *, unsigned)>(
                                             "renameat2")(fromFolder, from, toFolder, to, flags)
                                       : -1;
}

int unlink(const char *path) noexcept
{
    return mayCallPath("unlink", path) ? next<int(const char *)>("unlink")(path) : -1;
}

int mkdir(const char *path, mode_t mode) noexcept
{
    return mayCallPath("mkdir", path) ? next<int(const char *, mode_t)>("mkdir")(path, mode) : -1;
}

} // extern "C"

namespace dermis::test {

DiskHooks::DiskHooks(const std::string &folder)
{
    begin(folder);
}

DiskHooks::~DiskHooks()
{
    heal();
    isActive = false;
}

void DiskHooks::failAt(std::int64_t call, bool forever)
{
    const std::lock_guard guard(state().mutex);
    state().calls.clear();
    state().failed.clear();
    state().failAt = call;
    state().failsForever = forever;
    state().room = -1;
}

void DiskHooks::fullAfter(std::int64_t bytes)
{
    failAt(-1);
    const std::lock_guard guard(state().mutex);
    state().room = bytes;
}

std::int64_t DiskHooks::room() const
{
    const std::lock_guard guard(state().mutex);
    return state().room;
}

void DiskHooks::heal()
{
    const std::lock_guard guard(state().mutex);
    state().failAt = -1;
    state().failsForever = false;
    state().room = -1;
}

bool DiskHooks::hasFailed() const
{
    return !whatFailed().empty();
}

std::string DiskHooks::whatFailed() const
{
    const std::lock_guard guard(state().mutex);
    return state().failed;
}

std::vector<std::string> DiskHooks::calls() const
{
    const std::lock_guard guard(state().mutex);
    return state().calls;
}

} // namespace dermis::test
