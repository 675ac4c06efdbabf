/* read/heads.c: see heads.h. */
#include "heads.h"

#include <stdlib.h>

struct heads *
read_heads_new(struct arena *a)
{
	struct heads *h = NEW(a, struct heads);

	h->arena = a;
	return h;
}

static int
by_path(const void *x, const void *y)
{
	struct parsed *const *a = x, *const *b = y;

	return str_cmp((*a)->path, (*b)->path);
}

static struct parsed *
find(const struct heads *h, str path)
{
	struct parsed probe = { .path = path }, *want = &probe, **found = NULL;

	if (h->n_sorted)
		found = bsearch(&want, h->list.v, h->n_sorted, sizeof *h->list.v, by_path);
	return found ? *found : NULL;
}

struct parsed *
heads_find(const struct heads *h, str path, str bytes)
{
	struct parsed *found = find(h, path);

	return found && str_eq(found->bytes, bytes) ? found : NULL;
}

struct parsed *
heads_add(struct heads *h, str path, str bytes)
{
	struct parsed *head = find(h, path);

	if (!head) {
		head = NEW(h->arena, struct parsed);
		VEC_PUSH(h->arena, &h->list, head);
	}
	*head = (struct parsed){ .path = path, .bytes = bytes };
	diags_init(&head->said, h->arena);
	diags_init(&head->doc_said, h->arena);
	head->fresh = true;
	return head;
}

unsigned
heads_chain(struct heads *h, struct parsed *defaults, unsigned above)
{
	if (!defaults)
		return ++h->chains;
	if (defaults->fresh || !defaults->chain || defaults->above != above)
		defaults->chain = ++h->chains;
	defaults->above = above;
	return defaults->chain;
}

void
heads_end(struct heads *h)
{
	for (size_t i = 0; i < h->list.n; i++)
		h->list.v[i]->fresh = false;
	if (h->list.n)
		qsort(h->list.v, h->list.n, sizeof *h->list.v, by_path);
	h->n_sorted = h->list.n;
}
