/* base/digest.c: SHA-256 and git's blob ids, from Nettle. */
#include "digest.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <string.h>

struct digester {
	struct sha256_ctx sha;
};

static const char hex_digits[] = "0123456789abcdef";

static str
hex(struct arena *a, const uint8_t *v, size_t n)
{
	char *p = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = hex_digits[i % 2 ? v[i / 2] & 15 : v[i / 2] >> 4];
	return (str){ p, n };
}

static void
sha256_add(struct sha256_ctx *sha, str s)
{
	sha256_update(sha, s.n, (const uint8_t *)s.p);
}

void
digest_bytes(str bytes, struct digest *out)
{
	struct sha256_ctx sha;
	sha256_init(&sha);
	sha256_add(&sha, bytes);
	sha256_digest(&sha, DIGEST_SIZE, out->v);
}

bool
digest_eq(const struct digest *x, const struct digest *y)
{
	return !memcmp(x->v, y->v, DIGEST_SIZE);
}

str
digest_hex(struct arena *a, const struct digest *d, size_t n)
{
	return hex(a, d->v, n < 2 * DIGEST_SIZE ? n : 2 * DIGEST_SIZE);
}

bool
digest_read(str s, struct digest *out)
{
	if (s.n != 2 * DIGEST_SIZE)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		const char *at = s.p[i] ? strchr(hex_digits, s.p[i]) : NULL;
		if (!at)
			return false;
		uint8_t value = (uint8_t)(at - hex_digits);
		out->v[i / 2] = (uint8_t)(i % 2 ? out->v[i / 2] | value : value << 4);
	}
	return true;
}

struct digester *
digester_new(struct arena *a)
{
	struct digester *g = NEW(a, struct digester);
	sha256_init(&g->sha);
	return g;
}

void
digester_uint(struct digester *g, uint64_t value)
{
	uint8_t v[8];
	for (size_t i = 0; i < sizeof v; i++)
		v[i] = (uint8_t)(value >> 8 * i);
	sha256_update(&g->sha, sizeof v, v);
}

void
digester_str(struct digester *g, str value)
{
	digester_uint(g, value.n);
	sha256_add(&g->sha, value);
}

void
digester_end(struct digester *g, struct digest *out)
{
	sha256_digest(&g->sha, DIGEST_SIZE, out->v);
}

str
digest_git_blob(struct arena *a, str bytes)
{
	struct sha1_ctx sha;
	uint8_t v[SHA1_DIGEST_SIZE];
	str head = str_fmt(a, "blob %zu", bytes.n);
	sha1_init(&sha);
	sha1_update(&sha, head.n, (const uint8_t *)head.p);
	sha1_update(&sha, 1, (const uint8_t *)"");
	sha1_update(&sha, bytes.n, (const uint8_t *)bytes.p);
	sha1_digest(&sha, sizeof v, v);
	return hex(a, v, 2 * sizeof v);
}
