/* cache/write.c: rows and texts gathered, packed, and put in place under a lock. */
#include "cache.h"

#include "../base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { ORDER = 0x01020304, FIRST_SLOTS = 1024 };

#define ROOM(n, vec, want) \
	((vec)->v = arena_grow((n)->arena, (vec)->v, &(vec)->cap, (want), sizeof *(vec)->v))

void
cache_new_init(struct cache_new *n, struct arena *a, const struct cache *like)
{
	enum { MORE = 64 };
	static const struct cache_head none;
	const struct cache_head *h = like->head ? like->head : &none;

	*n = (struct cache_new){ .arena = a };
	n->head = (struct cache_head){
		.magic = "vanban\n", .version = CACHE_VERSION, .order = ORDER, .saved = stamp_now()
	};
	n->n_slots = FIRST_SLOTS;
	while (n->n_slots < h->n_uses * 2)
		n->n_slots *= 4;
	n->slots = NEW_N(a, uint32_t, n->n_slots);
	ROOM(n, &n->files, h->n_files + MORE);
	ROOM(n, &n->uses, h->n_uses + MORE);
	ROOM(n, &n->refs, h->n_refs + MORE);
	ROOM(n, &n->docs, h->n_docs + MORE);
	ROOM(n, &n->outputs, h->n_outputs + MORE);
	ROOM(n, &n->text, h->n_text + MORE * MORE);
}

struct span
cache_add_text(struct cache_new *n, str s)
{
	struct span span = { (uint32_t)n->text.n, (uint32_t)s.n };

	if (!s.n)
		return (struct span){ 0, 0 };
	n->text.v = arena_grow(n->arena, n->text.v, &n->text.cap, n->text.n + s.n, 1);
	memcpy(n->text.v + n->text.n, s.p, s.n);
	n->text.n += s.n;
	return span;
}

/* ---- Uses, each once ------------------------------------------------------------ */

static str
text_of(const struct cache_new *n, struct span s)
{
	return (str){ n->text.v + s.at, s.n };
}

static bool
is_use(const struct cache_new *n, const struct cache_use *row, const struct use *use)
{
	return row->kind == use->kind && digest_eq(&row->digest, &use->digest) &&
	       str_eq(text_of(n, row->name), use->name) &&
	       str_eq(text_of(n, row->where), use->where);
}

static uint64_t
hash_of(str name, str where, const struct digest *d)
{
	uint64_t first;

	memcpy(&first, d->v, sizeof first);
	return cache_sum(name) * 3 ^ cache_sum(where) ^ first;
}

static uint32_t *
slot_for(struct cache_new *n, uint64_t hash, const struct use *use)
{
	size_t i = (size_t)(hash ^ hash >> 32) % n->n_slots;

	while (n->slots[i] && !(use && is_use(n, &n->uses.v[n->slots[i] - 1], use)))
		i = (i + 1) % n->n_slots;
	return &n->slots[i];
}

static void
grow_slots(struct cache_new *n)
{
	n->n_slots *= 4;
	n->slots = NEW_N(n->arena, uint32_t, n->n_slots);
	for (size_t i = 0; i < n->uses.n; i++) {
		const struct cache_use *u = &n->uses.v[i];
		uint64_t hash = hash_of(text_of(n, u->name), text_of(n, u->where), &u->digest);

		*slot_for(n, hash, NULL) = (uint32_t)i + 1;
	}
}

uint32_t
cache_add_use(struct cache_new *n, const struct use *use)
{
	if (n->uses.n * 2 >= n->n_slots)
		grow_slots(n);
	uint32_t *slot = slot_for(n, hash_of(use->name, use->where, &use->digest), use);

	if (!*slot) {
		struct cache_use row = {
			.kind = use->kind, .file = CACHE_NONE, .digest = use->digest
		};

		row.name = cache_add_text(n, use->name);
		row.where = cache_add_text(n, use->where);
		VEC_PUSH(n->arena, &n->uses, row);
		*slot = (uint32_t)n->uses.n;
	}
	return *slot - 1;
}

/* ---- Packing ---------------------------------------------------------------------- */

static uint32_t
find_file(const struct cache_new *n, str path)
{
	size_t lo = 0, hi = n->files.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		bool template = n->files.v[mid].flags & (CACHE_OWN_MAU | CACHE_EXTRA_MAU);
		int order = template ? 1 : str_cmp(text_of(n, n->files.v[mid].path), path);

		if (order == 0)
			return (uint32_t)mid;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return CACHE_NONE;
}

static char *
put(char *at, const void *rows, size_t n, size_t row)
{
	if (n)
		memcpy(at, rows, n * row);
	return at + (n * row + 7) / 8 * 8;
}

str
cache_pack(struct cache_new *n)
{
	struct cache_head *h = &n->head;
	size_t size = sizeof *h + 6 * 8 + n->files.n * sizeof *n->files.v +
		      n->uses.n * sizeof *n->uses.v + n->refs.n * sizeof *n->refs.v +
		      n->docs.n * sizeof *n->docs.v + n->outputs.n * sizeof *n->outputs.v +
		      n->text.n;
	char *bytes = arena_alloc(n->arena, size), *at = bytes + sizeof *h;

	for (size_t i = 0; i < n->uses.n; i++)
		if (n->uses.v[i].kind == USE_FILE)
			n->uses.v[i].file = find_file(n, text_of(n, n->uses.v[i].name));
	h->n_files = (uint32_t)n->files.n;
	h->n_uses = (uint32_t)n->uses.n;
	h->n_refs = (uint32_t)n->refs.n;
	h->n_docs = (uint32_t)n->docs.n;
	h->n_outputs = (uint32_t)n->outputs.n;
	h->n_text = (uint32_t)n->text.n;
	at = put(at, n->files.v, n->files.n, sizeof *n->files.v);
	at = put(at, n->uses.v, n->uses.n, sizeof *n->uses.v);
	at = put(at, n->refs.v, n->refs.n, sizeof *n->refs.v);
	at = put(at, n->docs.v, n->docs.n, sizeof *n->docs.v);
	at = put(at, n->outputs.v, n->outputs.n, sizeof *n->outputs.v);
	at = put(at, n->text.v, n->text.n, 1);
	h->size = (uint64_t)(at - bytes);
	memcpy(bytes, h, sizeof *h);
	struct cache c = { .head = (void *)bytes };

	return cache_repack(&c);
}

/* ---- In place ----------------------------------------------------------------------- */

int
cache_lock(struct arena *a, const char *out)
{
	const char *folder = str_cz(a, str_fmt(a, "%s/.vanban", out));
	int fd;

	if (mkdir(out, 0777) < 0 && errno != EEXIST)
		return -1;
	if (mkdir(folder, 0777) < 0 && errno != EEXIST)
		return -1;
	fd = open(str_cz(a, str_fmt(a, "%s/lock", folder)),
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	while (fd >= 0 && flock(fd, LOCK_EX) < 0 && errno == EINTR)
		;
	return fd;
}

void
cache_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

/* The temporary name is always the same: the lock keeps others off, and what a
 * killed run left is written over. Without a lock two may meet there; what they
 * leave is refused by its sum. */
bool
cache_replace(struct arena *a, const char *out, str bytes)
{
	const char *tmp = str_cz(a, str_fmt(a, "%s/.vanban/cache.tmp", out));
	const char *final = str_cz(a, str_fmt(a, "%s/.vanban/cache", out));
	int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);

	if (fd < 0)
		return false;
	bool done = fd_write(fd, bytes);

	done = close(fd) == 0 && done;
	done = done && rename(tmp, final) == 0;
	if (!done)
		unlink(tmp);
	return done;
}
