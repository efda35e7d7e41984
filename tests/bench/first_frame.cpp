// Preloaded into dermis by start_up.sh: says how long the first painted window took, in time and in processor
// time, and ends the program there. Qt's xcb platform hands each painted frame to the X server by one of
// these two.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <unistd.h>

namespace {

constexpr uint16_t smallestWindow = 400; // pixels; icons and cursors are painted earlier

double milliseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
}

void report(uint16_t width)
{
    const char *const started = getenv("DERMIS_STARTED"); // milliseconds of the real-time clock
    if (width < smallestWindow || started == nullptr)
        return;
    std::printf("%.0f ms, of which processor %.0f ms\n", milliseconds(CLOCK_REALTIME) - std::atof(started),
                milliseconds(CLOCK_PROCESS_CPUTIME_ID));
    std::fflush(stdout);
    _exit(0);
}

} // namespace

extern "C" {

// The answer of both is a request's number; nobody waits for it, since the program ends.
unsigned xcb_put_image(void *, uint8_t, uint32_t, uint32_t, uint16_t width, uint16_t, int16_t, int16_t,
                       uint8_t, uint8_t, uint32_t, const uint8_t *)
{
    report(width);
    return 0;
}

unsigned xcb_shm_put_image(void *, uint32_t, uint32_t, uint16_t, uint16_t, uint16_t, uint16_t, uint16_t width,
                           uint16_t, int16_t, int16_t, uint8_t, uint8_t, uint8_t, uint32_t, uint32_t)
{
    report(width);
    return 0;
}
}
