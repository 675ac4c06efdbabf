/* base/buf.h: a growing byte buffer, after git's strbuf: p is never NULL once
 * initialised, always terminated by a NUL that n does not count. Cannot fail. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "str.h"

struct buf {
	char *p;
	size_t n, cap;
};

void buf_init(struct buf *b);
void buf_free(struct buf *b);
void buf_clear(struct buf *b); /* empty again, memory kept */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_str(struct buf *b, str s);
void buf_z(struct buf *b, const char *z);
void buf_c(struct buf *b, char c);
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *buf_reserve(struct buf *b, size_t n); /* room for n more bytes behind p + n */
str buf_view(const struct buf *b);          /* valid until the next change */
str buf_dup(const struct buf *b, struct arena *a);
/* The bytes for the arena, and b empty: a long text is handed over, not copied. */
str buf_take(struct buf *b, struct arena *a);

#endif
