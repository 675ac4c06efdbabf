/* tests/fault.c: a library to be preloaded, which makes the machine fail. For
 * tests/endure.py.
 *
 *     FAULT=CALL:N[+]:ERRNO   the N-th CALL (from 1) fails with ERRNO; with '+' all from it on
 *     FAULT_STATE=FILE        where calls are counted, in one count for all processes of the
 *                             run, and whether one has failed
 *
 * CALL is memory (malloc, calloc, realloc), open, read, write, close, rename, mkdir, fork,
 * pipe, fsync or one of three that are no calls: overtaken, the N-th name that was taken by
 * rename is taken at once by another process, with the bytes of the file FAULT_WITH; kill, the
 * process is killed in the middle of its N-th write, when half of the bytes are there; die, it is
 * killed when it is about to rename for the N-th time. Reads, writes and closes count for regular
 * files alone: pipes and terminals do not fail like that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum call {
	MEMORY,
	OPEN,
	READ,
	WRITE,
	CLOSE,
	RENAME,
	MKDIR,
	FORK,
	PIPE,
	KILL,
	FSYNC,
	DIE,
	OVERTAKEN,
	CALLS
};
static const char *const names[CALLS] = { "memory", "open", "read", "write", "close", "rename",
	"mkdir", "fork", "pipe", "kill", "fsync", "die", "overtaken" };

struct state {
	atomic_ulong counts[CALLS];
	atomic_ulong fired;
};
static struct state *state;
static enum call wanted = CALLS;
static unsigned long at;
static bool from_then_on;
static int error;

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static void
read_order(const char *order)
{
	size_t n = strcspn(order, ":");
	char *end;

	for (int i = 0; i < CALLS; i++)
		if (strlen(names[i]) == n && !strncmp(names[i], order, n))
			wanted = (enum call)i;
	if (order[n] != ':')
		return;
	at = strtoul(order + n + 1, &end, 10);
	from_then_on = *end == '+';
	end += from_then_on;
	error = *end == ':' ? atoi(end + 1) : ENOMEM;
}

__attribute__((constructor)) static void
start(void)
{
	const char *path = getenv("FAULT_STATE"), *order = getenv("FAULT");
	struct state *shared;
	int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644) : -1;

	if (fd < 0 || ftruncate(fd, sizeof *shared) != 0)
		return;
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (order)
		read_order(order);
	if (shared != MAP_FAILED)
		state = shared; /* from here on calls count */
}

static bool
fails(enum call c)
{
	unsigned long n;

	if (!state)
		return false;
	n = atomic_fetch_add(&state->counts[c], 1) + 1;
	if (c != wanted || !at || (from_then_on ? n < at : n != at))
		return false;
	atomic_fetch_add(&state->fired, 1);
	errno = error;
	return true;
}

static bool
is_file(int fd)
{
	struct stat st;
	int before = errno;
	bool is = state && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);

	errno = before;
	return is;
}

#define REAL(f) __extension__((__typeof__(&f))dlsym(RTLD_NEXT, #f))

void *
malloc(size_t n)
{
	return fails(MEMORY) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails(MEMORY) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails(MEMORY) ? NULL : __libc_realloc(p, n);
}

static mode_t
mode_of(int flags, va_list ap)
{
	return flags & O_CREAT ? va_arg(ap, mode_t) : 0;
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	va_start(ap, flags);
	mode_t mode = mode_of(flags, ap);
	va_end(ap);
	return fails(OPEN) ? -1 : REAL(openat)(AT_FDCWD, path, flags, mode);
}

int
openat(int dir, const char *path, int flags, ...)
{
	va_list ap;
	va_start(ap, flags);
	mode_t mode = mode_of(flags, ap);
	va_end(ap);
	return fails(OPEN) ? -1 : REAL(openat)(dir, path, flags, mode);
}

ssize_t
read(int fd, void *p, size_t n)
{
	return is_file(fd) && fails(READ) ? -1 : REAL(read)(fd, p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (is_file(fd)) {
		if (fails(KILL)) {
			if (REAL(write)(fd, p, n / 2) >= 0)
				kill(getpid(), SIGKILL);
		}
		if (fails(WRITE))
			return -1;
	}
	return REAL(write)(fd, p, n);
}

/* The descriptor is gone all the same, as on Linux. */
int
close(int fd)
{
	if (is_file(fd) && fails(CLOSE)) {
		REAL(close)(fd);
		errno = error;
		return -1;
	}
	return REAL(close)(fd);
}

static void
overtake(const char *name)
{
	char bytes[1 << 16], tmp[4096];
	const char *with = getenv("FAULT_WITH");
	int from = with ? REAL(openat)(AT_FDCWD, with, O_RDONLY | O_CLOEXEC) : -1;
	ssize_t n = from < 0 ? -1 : REAL(read)(from, bytes, sizeof bytes);

	snprintf(tmp, sizeof tmp, "%s.other", name);
	int to = n < 0 ? -1 : REAL(openat)(AT_FDCWD, tmp, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	if (to < 0 || REAL(write)(to, bytes, (size_t)n) != n || REAL(rename)(tmp, name) != 0)
		abort(); /* the trial would be void */
	REAL(close)(to);
	REAL(close)(from);
}

int
rename(const char *from, const char *to)
{
	if (fails(DIE))
		kill(getpid(), SIGKILL);
	int result = fails(RENAME) ? -1 : REAL(rename)(from, to);
	if (result == 0 && fails(OVERTAKEN))
		overtake(to);
	return result;
}

int
fsync(int fd)
{
	return fails(FSYNC) ? -1 : REAL(fsync)(fd);
}

int
mkdir(const char *path, mode_t mode)
{
	return fails(MKDIR) ? -1 : REAL(mkdir)(path, mode);
}

pid_t
fork(void)
{
	return fails(FORK) ? -1 : REAL(fork)();
}

int
pipe(int fds[2])
{
	return fails(PIPE) ? -1 : REAL(pipe)(fds);
}
