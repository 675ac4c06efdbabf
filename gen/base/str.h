/* base/str.h: text as a slice. Every room reads text this way.
 *
 * A str is a pointer and a length into bytes that somebody else owns: a source
 * file, an arena, a literal. It is never NUL-terminated by contract, never
 * freed, and passed by value. All text is UTF-8 in NFC once it has gone
 * through src_load(). */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

typedef struct str {
	const char *p; /* first byte; may be NULL only when n is 0 */
	size_t n;      /* bytes */
} str;

/* A literal as a slice, also in static tables: static const str x = S("a"); */
#define S(lit) ((str){ (lit), sizeof(lit) - 1 })
#define STR_INIT(lit)                  \
	{                              \
		(lit), sizeof(lit) - 1 \
	}
/* For printf: printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""

str str_z(const char *z); /* a C string as a slice; NULL gives empty */
bool str_eq(str a, str b);
bool str_is(str a, const char *z);             /* equal to a C string */
bool str_among(const str *v, size_t n, str s); /* s is one of the n */
int str_cmp(str a, str b);                     /* by bytes, like memcmp; for sorting */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
str str_from(str s, size_t off); /* the rest from byte off (clamped) */
str str_first(str s, size_t n);  /* the first n bytes (clamped) */
str str_sub(str s, size_t off, size_t n);
str str_trim(str s); /* without spaces, tabs, newlines at both ends */
str str_trim_end(str s);
size_t str_find(str s, str what); /* byte offset, or STR_NONE */
size_t str_find_c(str s, char c);
size_t str_rfind_c(str s, char c);
size_t str_find_control(str s); /* the first byte below 0x20, or STR_NONE */
#define STR_NONE ((size_t)-1)
/* Cuts s at the first sep: returns what stands before it and moves *rest
 * behind it; without sep returns all of s and leaves *rest empty (p NULL). */
str str_cut(str s, char sep, str *rest);
/* Takes the next line (without '\n') off *rest. False when *rest is used up. */
bool str_line(str *rest, str *line);
/* All decimal digits, at least one, value below 10^9: true and *out. */
bool str_uint(str s, uint32_t *out);

str str_dup(struct arena *a, str s);        /* a copy in the arena */
const char *str_cz(struct arena *a, str s); /* a NUL-terminated copy */
str str_cat(struct arena *a, str x, str y);
str str_join(struct arena *a, const str *v, size_t n, str sep);
str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
str str_replace(struct arena *a, str s, str what, str with); /* every one */

#endif
