/* base/digest.h: what bytes are known by; the only room that knows Nettle.
 *
 * SHA-256 wherever we choose; git's own SHA-1 of a blob where git is to find the
 * bytes again. Digests of several values are taken field by field, each with its
 * length before it, so that "ab" "c" and "a" "bc" differ. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "arena.h"
#include "str.h"

enum { DIGEST_SIZE = 32 };
struct digest {
	uint8_t v[DIGEST_SIZE];
};

void digest_bytes(str bytes, struct digest *out); /* SHA-256 of them alone */
bool digest_eq(const struct digest *x, const struct digest *y);
/* The first n hexadecimal digits, at most 64, small letters. */
str digest_hex(struct arena *a, const struct digest *d, size_t n);
/* Sixty-four hexadecimal digits: true and *out. */
bool digest_read(str hex, struct digest *out);

/* Several values into one digest. It lives in the arena; there is nothing to free. */
struct digester;
struct digester *digester_new(struct arena *a);
void digester_str(struct digester *g, str value);
void digester_uint(struct digester *g, uint64_t value);
void digester_end(struct digester *g, struct digest *out); /* g is used up */

/* The id of a git blob of these bytes: forty hexadecimal digits. */
str digest_git_blob(struct arena *a, str bytes);

#endif
