/* base/buf.c: the one growing buffer. An empty one points at a shared NUL, so
 * that making a buffer costs nothing and p is never NULL. */
#include "buf.h"
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONG = 64 << 10 }; /* bytes: rather handed over than copied */

static char nothing[1]; /* never written: cap 0 marks it */

void
buf_init(struct buf *b)
{
	*b = (struct buf){ nothing, 0, 0 };
}

void
buf_free(struct buf *b)
{
	if (b->p != nothing)
		free(b->p);
	buf_init(b);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	if (b->cap)
		b->p[0] = '\0';
}

char *
buf_reserve(struct buf *b, size_t n)
{
	size_t need = b->n + n + 1, cap = b->cap ? b->cap : 64;

	if (need < n)
		need = SIZE_MAX; /* xrealloc() refuses it in the one way there is */
	if (need > b->cap) {
		while (cap < need)
			cap = cap > SIZE_MAX / 2 ? SIZE_MAX : cap * 2;
		b->p = xrealloc(b->cap ? b->p : NULL, cap);
		b->cap = cap;
		b->p[b->n] = '\0';
	}
	b->p[b->n + n] = '\0'; /* for a caller who fills all of it and adds n */
	return b->p + b->n;
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_reserve(b, n), bytes, n);
	b->n += n;
}

void
buf_str(struct buf *b, str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_z(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

void
buf_c(struct buf *b, char c)
{
	if (b->n + 1 >= b->cap)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	size_t room = b->cap > b->n ? b->cap - b->n : 0;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(room ? b->p + b->n : NULL, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort(); /* a bad format is a fault of ours */
	if ((size_t)n >= room) {
		buf_reserve(b, (size_t)n);
		va_start(ap, fmt);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->n += (size_t)n;
}

str
buf_view(const struct buf *b)
{
	return (str){ b->p, b->n };
}

str
buf_dup(const struct buf *b, struct arena *a)
{
	return str_dup(a, buf_view(b));
}

str
buf_take(struct buf *b, struct arena *a)
{
	str bytes = buf_view(b);

	if (b->n < LONG) {
		bytes = buf_dup(b, a);
		buf_clear(b);
		return bytes;
	}
	bytes.p = xrealloc(b->p, b->n + 1);
	arena_keep(a, (char *)bytes.p);
	buf_init(b);
	return bytes;
}
