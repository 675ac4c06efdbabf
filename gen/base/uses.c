/* base/uses.c: lists of uses are short (some twenty entries), so looking whether
 * one is there already is a walk; a list that grows long gets a table of hashes. */
#include "uses.h"

#include <stdlib.h>
#include <string.h>

enum { BLOB_SIZE = 20, SHORT_LIST = 32 };

void
uses_init(struct uses *u, struct arena *a)
{
	*u = (struct uses){ .arena = a };
}

static bool
is_use(const struct use *x, enum use_kind kind, str name)
{
	return x->kind == kind && str_eq(x->name, name);
}

/* The slot of a use, or the free one where it belongs (FNV-1a, stepping on). */
static uint32_t *
find_slot(const struct uses *u, enum use_kind kind, str name)
{
	uint32_t hash = 2166136261u ^ (uint32_t)kind;
	size_t at;

	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (unsigned char)name.p[i]) * 16777619u;
	for (at = hash % u->n_slots; u->slots[at]; at = (at + 1) % u->n_slots)
		if (is_use(&u->list.v[u->slots[at] - 1], kind, name))
			break;
	return &u->slots[at];
}

/* All of the list is in the table, at most half of which is taken. */
static void
hash_list(struct uses *u)
{
	if (u->n_hashed == u->list.n && u->n_slots >= 2 * u->list.n + 2)
		return;
	u->n_slots = 4 * u->list.n + 4;
	u->slots = NEW_N(u->arena, uint32_t, u->n_slots);
	for (u->n_hashed = 0; u->n_hashed < u->list.n;) {
		const struct use *x = &u->list.v[u->n_hashed++];
		*find_slot(u, x->kind, x->name) = (uint32_t)u->n_hashed;
	}
}

static bool
is_there(struct uses *u, enum use_kind kind, str name)
{
	if (u->list.n >= SHORT_LIST) {
		hash_list(u);
		return *find_slot(u, kind, name) != 0;
	}
	for (size_t i = u->list.n; i-- > 0;)
		if (is_use(&u->list.v[i], kind, name))
			return true;
	return false;
}

void
uses_add(struct uses *u, enum use_kind kind, str name, str where, const struct digest *answer)
{
	struct use use = { .kind = kind, .name = name, .where = where };

	if (!u || is_there(u, kind, name))
		return;
	if (answer)
		use.digest = *answer;
	VEC_PUSH(u->arena, &u->list, use);
	if (u->n_hashed && u->n_hashed + 1 == u->list.n)
		*find_slot(u, kind, name) = (uint32_t)++u->n_hashed;
}

static int
compare(const void *x, const void *y)
{
	const struct use *a = x, *b = y;

	return a->kind != b->kind ? (a->kind > b->kind) - (a->kind < b->kind)
				  : str_cmp(a->name, b->name);
}

void
uses_sort(struct uses *u)
{
	u->n_hashed = 0;
	if (u->list.n)
		qsort(u->list.v, u->list.n, sizeof *u->list.v, compare);
}

bool
use_is_nothing(const struct use *u)
{
	static const struct digest nothing;

	return digest_eq(&u->digest, &nothing);
}

bool
use_same(const struct use *x, const struct use *y)
{
	return x->kind == y->kind && str_eq(x->name, y->name) && digest_eq(&x->digest, &y->digest);
}

static uint8_t
digit(char c)
{
	return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void
use_blob_read(str id, struct digest *out)
{
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < BLOB_SIZE && 2 * i + 1 < id.n; i++)
		out->v[i] = (uint8_t)(digit(id.p[2 * i]) << 4 | digit(id.p[2 * i + 1]));
}

str
use_blob(struct arena *a, const struct digest *d)
{
	return digest_hex(a, d, (size_t)2 * BLOB_SIZE);
}

void
uses_names(struct arena *a, const str *names, size_t n, struct digest *out)
{
	struct digester *g = digester_new(a);

	digester_uint(g, n);
	for (size_t i = 0; i < n; i++)
		digester_str(g, names[i]);
	digester_end(g, out);
}
