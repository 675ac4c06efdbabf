/* cache/stamp.c: four numbers out of a struct stat. */
#include "stamp.h"

#include <string.h>
#include <time.h>

#ifdef CLOCK_REALTIME_COARSE
#define FILE_CLOCK CLOCK_REALTIME_COARSE
#else
#define FILE_CLOCK CLOCK_REALTIME
#endif

static const int64_t SECOND = 1000000000;

static int64_t
nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

void
stamp_take(struct stamp *s, const struct stat *st)
{
	s->inode = (uint64_t)st->st_ino;
	s->size = (uint64_t)st->st_size;
	s->mtime = nanoseconds(st->st_mtim);
	s->ctime = nanoseconds(st->st_ctim);
}

bool
stamp_same(const struct stamp *x, const struct stamp *y)
{
	return x->ctime && !memcmp(x, y, sizeof *x);
}

/* The coarse clock is the one that Linux stamps files with. */
int64_t
stamp_now(void)
{
	struct timespec t;

	clock_gettime(FILE_CLOCK, &t);
	return nanoseconds(t);
}

/* FAT and the like count in steps of up to two seconds. */
static int64_t
tick(int64_t time)
{
	return time % SECOND ? 0 : 2 * SECOND;
}

void
stamp_settle(struct stamp *s, int64_t then)
{
	if (s->ctime + tick(s->ctime) >= then || s->mtime + tick(s->mtime) >= then)
		memset(s, 0, sizeof *s);
}
