/* base/arena.h: memory that is freed all at once.
 *
 * One arena for the run, one for each document; stages take the arena they
 * allocate from as an argument and never free. Memory comes zeroed. Running out
 * is one message and exit status 3, here and nowhere else, so callers do not
 * check. In the sanitizer build (VANBAN_ASAN) each object is a malloc of its
 * own, so that overruns between neighbours are seen. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/* For a process that makes many documents: what one gives back the next one gets, without
 * a way to the kernel, which would fill it with zeros page by page. */
void arena_reuse(void);
struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */
/* The same for one that may have become large while the work goes on: what free()
 * would keep for later goes back to the machine. */
void arena_give_back(struct arena *a);
void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for a pointer */
/* Makes p, of the heap, the arena's: it is freed with it. */
void arena_keep(struct arena *a, void *p);
/* Grows an array of cap elements to hold at least need; returns the array, old
 * elements kept. Used by VEC_PUSH. */
void *arena_grow(struct arena *a, void *v, size_t *cap, size_t need, size_t elem);

#define NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define NEW_N(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (n)))

/* A growable array: struct { T *v; size_t n, cap; }. Elements move on growth. */
#define VEC(T)                 \
	struct {               \
		T *v;          \
		size_t n, cap; \
	}
#define VEC_PUSH(a, vec, ...)                                                               \
	((vec)->v = arena_grow((a), (vec)->v, &(vec)->cap, (vec)->n + 1, sizeof *(vec)->v), \
	    (vec)->v[(vec)->n++] = (__VA_ARGS__))

/* Plain heap memory that cannot fail, for buffers that live across arenas. */
void *xmalloc(size_t n);
void *xrealloc(void *p, size_t n);
/* The one message and the exit, for a library that ran out by itself. */
_Noreturn void out_of_memory(void);

#endif
