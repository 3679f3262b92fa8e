/* Lets one call of a program to the file system fail, or sends the program a signal there. Loaded by LD_PRELOAD; used
 * by Scripts/check-faults.
 *
 *     FAIL_AT     number of the call to fail, from 1; nothing fails without it
 *     FAIL_WITH   number of the error, such as that of ENOSPC
 *     SIGNAL      number of a signal that the process gets before this call, which then does not fail
 *     FAIL_LOG    a file to which the calls are written, one per line
 *     CLOCK_JUMP  seconds by which the clocks jump at each call: that of the time of day back and forth, others forward
 *
 * Counted are calls to create or open a file for writing, to write to a plain file, to flush, rename or remove it, and
 * to set its mode. Writing to a terminal or a pipe is not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static atomic_int calls;

/* Whether this call is the one to fail; errno is then set. */
static int fails(const char *call, const char *path) {
    static ssize_t (*plain_write)(int, const void *, size_t);
    const int number = atomic_fetch_add(&calls, 1) + 1;
    const char *const log = getenv("FAIL_LOG"), *const at = getenv("FAIL_AT"), *const with = getenv("FAIL_WITH");
    if (log) {
        if (!plain_write) plain_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
        int (*const plain_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
        char line[512];
        const int length = snprintf(line, sizeof line, "%d %s %s\n", number, call, path ? path : "");
        const int file = plain_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (file >= 0) {
            plain_write(file, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
            close(file);
        }
    }
    if (!at || atoi(at) != number) return 0;
    if (getenv("SIGNAL")) return kill(getpid(), atoi(getenv("SIGNAL"))), 0;
    errno = with ? atoi(with) : EIO;
    return 1;
}

/* The path of an open file, for the log. */
static const char *path_of(int file, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
    return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

static int is_plain(int file) {
    struct stat status;
    return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        const mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;                                           \
        va_end(arguments);                                                                                             \
        if ((flags & O_ACCMODE) != O_RDONLY && fails("open", path)) return -1;                                         \
        return NEXT(name)(path, flags, mode);                                                                          \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t count) {
    char path[4096];
    if (is_plain(file) && fails("write", path_of(file, path, sizeof path))) return -1;
    /* What is left of a full disk: a part is written, and the next call has to write the rest. */
    if (count > 4096 && is_plain(file)) count = count / 2;
    return NEXT(write)(file, bytes, count);
}

int fsync(int file) {
    char path[4096];
    return fails("fsync", path_of(file, path, sizeof path)) ? -1 : NEXT(fsync)(file);
}

int rename(const char *from, const char *to) { return fails("rename", to) ? -1 : NEXT(rename)(from, to); }
int unlink(const char *path) { return fails("unlink", path) ? -1 : NEXT(unlink)(path); }
int fchmod(int file, mode_t mode) { return fails("fchmod", NULL) ? -1 : NEXT(fchmod)(file, mode); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    static atomic_long calls_of_clocks;
    const int result = NEXT(clock_gettime)(clock, now);
    const char *const jump = getenv("CLOCK_JUMP");
    if (jump) {
        const long number = atomic_fetch_add(&calls_of_clocks, 1);
        now->tv_sec += atol(jump) * (clock == CLOCK_REALTIME ? number % 3 - 1 : number);
    }
    return result;
}
