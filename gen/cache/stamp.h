/* cache/stamp.h: whether a file may have changed since it was read, from its stat
 * data, as git's index does it.
 *
 * A stamp is taken before the bytes are read. Whoever writes to the file after
 * that gives it a later ctime, which no program can set back, unless the clock of
 * the file system has not ticked since: such a stamp is racy and not trusted, and
 * the next run reads the file again. */
#ifndef CACHE_STAMP_H
#define CACHE_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* All zero: not to be trusted. */
struct stamp {
	uint64_t inode, size;
	int64_t mtime, ctime; /* nanoseconds since 1970 */
};

void stamp_take(struct stamp *s, const struct stat *st);
/* Both are trusted and say the same. */
bool stamp_same(const struct stamp *x, const struct stamp *y);
/* The clock by which file systems stamp, as it is now. */
int64_t stamp_now(void);
/* Distrusts s when the file could still change without its stamp changing after
 * `then`, a time of stamp_now() before the file was opened. */
void stamp_settle(struct stamp *s, int64_t then);

#endif
