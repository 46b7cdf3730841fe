/* Makes one chosen call on the database's files fail, or kill the process: loaded before the C library.

   fault_arm(n, how, part): the nth call from now on a file whose path holds `part` answers with the error `how`, or
   kills the process where `how` is 0. With n negative, every call from the -nth on fails. fault_count() tells how many
   such calls there have been. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long seen, chosen;
static int answer, forever;
static char part[256];

void fault_arm(long n, int how, const char *path) {
    forever = n < 0;
    chosen = forever ? -n : n;
    answer = how;
    seen = 0;
    snprintf(part, sizeof part, "%s", path);
}

long fault_count(void) { return seen; }

static int struck(const char *path) {
    if (!part[0] || !path || !strstr(path, part)) return 0;
    seen++;
    if (!chosen || !(seen == chosen || (forever && seen > chosen))) return 0;
    if (!answer) raise(SIGKILL);
    errno = answer;
    return 1;
}

static int struck_handle(int handle) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return struck(path);
}

#define PASS_ON(type, name, parameters, arguments, hit)          \
    type name parameters {                                       \
        static type(*real) parameters;                           \
        if (!real) *(void **)(&real) = dlsym(RTLD_NEXT, #name);  \
        if (hit) return -1;                                      \
        return real arguments;                                   \
    }

PASS_ON(ssize_t, write, (int handle, const void *bytes, size_t count), (handle, bytes, count), struck_handle(handle))
PASS_ON(ssize_t, pwrite, (int handle, const void *bytes, size_t count, off_t place), (handle, bytes, count, place),
        struck_handle(handle))
PASS_ON(ssize_t, pwrite64, (int handle, const void *bytes, size_t count, off64_t place), (handle, bytes, count, place),
        struck_handle(handle))
PASS_ON(int, fsync, (int handle), (handle), struck_handle(handle))
PASS_ON(int, fdatasync, (int handle), (handle), struck_handle(handle))
PASS_ON(int, ftruncate, (int handle, off_t length), (handle, length), struck_handle(handle))
PASS_ON(int, ftruncate64, (int handle, off64_t length), (handle, length), struck_handle(handle))
PASS_ON(int, unlink, (const char *path), (path), struck(path))
PASS_ON(int, rename, (const char *path, const char *to), (path, to), struck(path))
PASS_ON(int, link, (const char *path, const char *to), (path, to), struck(path))
