/* cache/read.c: the file into memory, and what is in it held against its bounds:
 * it may come from anywhere. */
#include "cache.h"

#include "../base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 1 << 30, ORDER = 0x01020304 };
static const char magic[8] = "vanban\n";

/* ---- Bounds ------------------------------------------------------------------- */

static bool
span_ok(const struct cache *c, struct span s)
{
	return s.n <= c->head->n_text && s.at <= c->head->n_text - s.n;
}

static bool
range_ok(uint32_t first, uint32_t n, uint32_t all)
{
	return n <= all && first <= all - n;
}

static bool
files_ok(const struct cache *c)
{
	for (uint32_t i = 0; i < c->head->n_files; i++)
		if (!span_ok(c, c->files[i].path))
			return false;
	return true;
}

static bool
uses_ok(const struct cache *c)
{
	for (uint32_t i = 0; i < c->head->n_uses; i++) {
		const struct cache_use *u = &c->uses[i];

		if (!span_ok(c, u->name) || !span_ok(c, u->where) || u->kind >= USE__COUNT ||
		    (u->file != CACHE_NONE && u->file >= c->head->n_files))
			return false;
	}
	for (uint32_t i = 0; i < c->head->n_refs; i++)
		if (c->refs[i] >= c->head->n_uses)
			return false;
	return true;
}

static bool
docs_ok(const struct cache *c)
{
	const struct cache_head *h = c->head;

	for (uint32_t i = 0; i < h->n_docs; i++) {
		const struct cache_doc *d = &c->docs[i];

		if (!span_ok(c, d->id) || !span_ok(c, d->path) || !span_ok(c, d->findings) ||
		    !range_ok(d->first_use, d->n_uses, h->n_refs) ||
		    !range_ok(d->first_output, d->n_outputs, h->n_outputs))
			return false;
	}
	for (uint32_t i = 0; i < h->n_outputs; i++)
		if (!span_ok(c, c->outputs[i].path) ||
		    (c->outputs[i].doc != CACHE_NONE && c->outputs[i].doc >= h->n_docs))
			return false;
	return true;
}

/* ---- Tables ------------------------------------------------------------------- */

/* Rows lie one table behind the other, each size a multiple of eight. */
static void *
take(char **at, size_t *left, uint32_t n, size_t row)
{
	size_t size = ((size_t)n * row + 7) / 8 * 8;
	void *table = *at;

	if (!table || size > *left) {
		*at = NULL;
		return NULL;
	}
	*at += size;
	*left -= size;
	return table;
}

static bool
tables(struct cache *c, char *bytes, size_t n)
{
	const struct cache_head *h = c->head;
	char *at = bytes + sizeof *h;
	size_t left = n - sizeof *h;

	c->files = take(&at, &left, h->n_files, sizeof *c->files);
	c->uses = take(&at, &left, h->n_uses, sizeof *c->uses);
	c->refs = take(&at, &left, h->n_refs, sizeof *c->refs);
	c->docs = take(&at, &left, h->n_docs, sizeof *c->docs);
	c->outputs = take(&at, &left, h->n_outputs, sizeof *c->outputs);
	c->text = take(&at, &left, h->n_text, 1);
	return at && left == 0;
}

static uint64_t
sum_of(const char *bytes, size_t n)
{
	size_t from = offsetof(struct cache_head, size);

	return cache_sum((str){ bytes + from, n - from });
}

static bool
is_whole(struct cache *c, char *bytes, size_t n)
{
	struct cache_head *h = (void *)bytes;

	c->head = h;
	return n >= sizeof *h && !memcmp(h->magic, magic, sizeof magic) &&
	       h->version == CACHE_VERSION && h->order == ORDER && h->size == n &&
	       h->sum == sum_of(bytes, n) && tables(c, bytes, n) && files_ok(c) && uses_ok(c) &&
	       docs_ok(c);
}

void
cache_read(struct cache *c, struct arena *a, const char *out)
{
	int fd = open(str_cz(a, str_fmt(a, "%s/.vanban/cache", out)),
	    O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	size_t n = 0;

	memset(c, 0, sizeof *c);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size < MOST) {
		char *bytes = arena_alloc(a, (size_t)st.st_size);
		ssize_t got = 1;

		while (n < (size_t)st.st_size && got > 0) {
			got = read(fd, bytes + n, (size_t)st.st_size - n);
			n += got > 0 ? (size_t)got : 0;
			got = got < 0 && errno == EINTR ? 1 : got;
		}
		c->inode = (uint64_t)st.st_ino;
		if (n < (size_t)st.st_size || !is_whole(c, bytes, n))
			c->head = NULL;
	}
	close(fd);
}

void
cache_read_again(struct cache *c, struct arena *a, const char *out, const struct cache *before)
{
	struct cache_head now;
	int fd = before->head ? open(str_cz(a, str_fmt(a, "%s/.vanban/cache", out)),
				    O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
			      : -1;
	/* The sum is one of all that follows it, with the time of saving. */
	bool same =
	    fd >= 0 && fd_read(fd, &now, sizeof now) && memcmp(&now, before->head, sizeof now) == 0;

	if (fd >= 0)
		close(fd);
	if (same)
		*c = *before;
	else
		cache_read(c, a, out);
}

/* ---- Looking up ---------------------------------------------------------------- */

str
cache_text(const struct cache *c, struct span s)
{
	return (str){ c->text + s.at, s.n };
}

int
cache_doc_order(const struct cache *c, const struct cache_doc *d, str path, str id)
{
	int order = str_cmp(cache_text(c, d->path), path);

	return order ? order : str_cmp(cache_text(c, d->id), id);
}

const struct cache_doc *
cache_find_doc(const struct cache *c, str path, str id)
{
	uint32_t lo = 0, hi = c->head ? c->head->n_docs : 0;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		int order = cache_doc_order(c, &c->docs[mid], path, id);

		if (order == 0)
			return &c->docs[mid];
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

struct cache_file *
cache_find_file(const struct cache *c, str path)
{
	uint32_t lo = 0, hi = c->head ? c->head->n_files : 0;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		bool template = c->files[mid].flags & (CACHE_OWN_MAU | CACHE_EXTRA_MAU);
		int order = template ? 1 : str_cmp(cache_text(c, c->files[mid].path), path);

		if (order == 0)
			return &c->files[mid];
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

struct use
cache_get_use(const struct cache *c, const struct cache_doc *d, uint32_t i)
{
	const struct cache_use *u = &c->uses[c->refs[d->first_use + i]];

	return (struct use){ .kind = (enum use_kind)u->kind,
		.name = cache_text(c, u->name),
		.where = cache_text(c, u->where),
		.digest = u->digest };
}

str
cache_repack(struct cache *c)
{
	char *bytes = (char *)c->head;

	c->head->sum = sum_of(bytes, c->head->size);
	return (str){ bytes, c->head->size };
}
