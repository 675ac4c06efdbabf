/* archive/lock_int.h: what the files of lock.h share. */
#ifndef ARCHIVE_LOCK_INT_H
#define ARCHIVE_LOCK_INT_H

#include "../base/buf.h"
#include "../base/digest.h"
#include "lock.h"

str lock_sha256(struct arena *a, str s); /* 64 digits */
void lock_add_text(struct buf *out, const struct plan *p);
void lock_add_looks(struct buf *out, struct arena *a, const struct plan *p);

#endif
