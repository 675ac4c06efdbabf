/* base/arena.c: a bump allocator. Chunks hang in a list, newest first; an
 * object is cut off the newest one. Chunks start at 32 KB and double up to
 * 256 KB, so that a short letter stays small and a long plan has few of them.
 * An object of more than a quarter chunk gets a chunk to itself, hung behind
 * the newest, whose free room thus stays in use. Chunks come from calloc(),
 * which knows when fresh pages are zero already. */
#include "arena.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 32 << 10, LAST_CHUNK = 256 << 10, ALIGN = 8, MANY_CHUNKS = 16 };

struct chunk {
	struct chunk *next;
	size_t cap; /* bytes of room behind this header */
	size_t used;
};

/* Memory of the heap that was handed over. */
struct kept {
	struct kept *next;
	void *p;
};

struct arena {
	struct chunk *chunks; /* newest first; NULL before the first object */
	struct kept *kept;
	size_t next_size; /* of the next chunk */
};

void
out_of_memory(void)
{
	fputs("vanban: hết bộ nhớ (out of memory)\n", stderr);
	exit(3);
}

void *
xmalloc(size_t n)
{
	return xrealloc(NULL, n);
}

void *
xrealloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (p == NULL)
		out_of_memory();
	return p;
}

static struct chunk *
new_chunk(size_t cap)
{
	struct chunk *c;

	if (cap > SIZE_MAX / 2)
		out_of_memory();
	c = calloc(1, sizeof *c + cap);
	if (c == NULL)
		out_of_memory();
	c->cap = cap;
	return c;
}

/* Chunks would else be mapped one by one, and the top of the heap cut off, at every
 * document: a plan of 30 pages cost 700 page faults each time. */
void
arena_reuse(void)
{
	enum { MAPPED = 1 << 20, KEPT = 16 << 20 };

	mallopt(M_MMAP_THRESHOLD, MAPPED);
	mallopt(M_TRIM_THRESHOLD, KEPT);
}

struct arena *
arena_new(void)
{
	struct arena *a = xmalloc(sizeof *a);

	*a = (struct arena){ .next_size = FIRST_CHUNK };
	return a;
}

void
arena_free(struct arena *a)
{
	struct chunk *c, *next;

	if (a == NULL)
		return;
	for (struct kept *k = a->kept; k; k = k->next) /* they lie in the chunks */
		free(k->p);
	for (c = a->chunks; c; c = next) {
		next = c->next;
		free(c);
	}
	free(a);
}

void
arena_give_back(struct arena *a)
{
	size_t n = 0;

	for (const struct chunk *c = a->chunks; c && n < MANY_CHUNKS; c = c->next)
		n++;
	arena_free(a);
	if (n == MANY_CHUNKS)
		malloc_trim(0);
}

static void *
take(struct chunk *c, size_t size)
{
	char *p = (char *)(c + 1) + c->used;

	c->used += size;
	return p;
}

/* A chunk of its own; behind the newest one if that is still worth filling. */
static void *
alloc_alone(struct arena *a, size_t size)
{
	struct chunk *c = new_chunk(size);

#ifndef VANBAN_ASAN
	if (a->chunks) {
		c->next = a->chunks->next;
		a->chunks->next = c;
		return take(c, size);
	}
#endif
	c->next = a->chunks;
	a->chunks = c;
	return take(c, size);
}

#ifdef VANBAN_ASAN

void *
arena_alloc(struct arena *a, size_t size)
{
	return alloc_alone(a, size);
}

#else

void *
arena_alloc(struct arena *a, size_t size)
{
	struct chunk *c = a->chunks;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (c && c->cap - c->used >= size)
		return take(c, size);
	if (size > a->next_size / 4)
		return alloc_alone(a, size);
	c = new_chunk(a->next_size - sizeof *c);
	c->next = a->chunks;
	a->chunks = c;
	if (a->next_size < LAST_CHUNK)
		a->next_size *= 2;
	return take(c, size);
}

#endif

void
arena_keep(struct arena *a, void *p)
{
	struct kept *k = NEW(a, struct kept);

	*k = (struct kept){ a->kept, p };
	a->kept = k;
}

/* An array that was cut off the newest chunk last grows where it stands. */
static bool
grow_in_place(struct arena *a, void *v, size_t old, size_t size)
{
#ifdef VANBAN_ASAN
	(void)a, (void)v, (void)old, (void)size;
	return false;
#else
	struct chunk *c = a->chunks;
	size_t more;

	old = (old + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	more = size - old;
	if (c == NULL || (char *)v + old != (char *)(c + 1) + c->used || c->cap - c->used < more)
		return false;
	c->used += more;
	return true;
#endif
}

void *
arena_grow(struct arena *a, void *v, size_t *cap, size_t need, size_t elem)
{
	size_t old = *cap, want;
	void *w;

	if (need <= old)
		return v;
	want = old ? old * 2 : elem > 64 ? 4 : 8;
	if (want < need)
		want = need;
	if (want > SIZE_MAX / 2 / elem)
		out_of_memory();
	*cap = want;
	if (v && grow_in_place(a, v, old * elem, want * elem))
		return v;
	w = arena_alloc(a, want * elem);
	if (old)
		memcpy(w, v, old * elem);
	return w;
}
