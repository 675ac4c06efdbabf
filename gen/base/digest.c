/* base/digest.c: SHA-256 and git's blob ids, from libmd. */
#include "digest.h"

#include <sha1.h>
#include <sha2.h>
#include <string.h>

struct digester {
	SHA2_CTX sha;
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
sha256_add(SHA2_CTX *sha, str s)
{
	SHA256Update(sha, (const uint8_t *)s.p, s.n);
}

void
digest_bytes(str bytes, struct digest *out)
{
	SHA2_CTX sha;
	SHA256Init(&sha);
	sha256_add(&sha, bytes);
	SHA256Final(out->v, &sha);
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
	SHA256Init(&g->sha);
	return g;
}

void
digester_uint(struct digester *g, uint64_t value)
{
	uint8_t v[8];
	for (size_t i = 0; i < sizeof v; i++)
		v[i] = (uint8_t)(value >> 8 * i);
	SHA256Update(&g->sha, v, sizeof v);
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
	SHA256Final(out->v, &g->sha);
}

str
digest_git_blob(struct arena *a, str bytes)
{
	SHA1_CTX sha;
	uint8_t v[SHA1_DIGEST_LENGTH];
	str head = str_fmt(a, "blob %zu", bytes.n);
	SHA1Init(&sha);
	SHA1Update(&sha, (const uint8_t *)head.p, head.n);
	SHA1Update(&sha, (const uint8_t *)"", 1);
	SHA1Update(&sha, (const uint8_t *)bytes.p, bytes.n);
	SHA1Final(v, &sha);
	return hex(a, v, 2 * sizeof v);
}
