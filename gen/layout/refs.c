/* layout/refs.c: places with a name, and references to them.
 *
 * A reference may point forward, so its text and target are left open until
 * all bodies are laid. The text is static: "khoản 2 Điều 5", with "Phụ lục I"
 * behind it when it is read from elsewhere; Word never asks to update it. */
#include "body_int.h"

#include <stdlib.h>

#include "../base/utf.h"

enum { BOOKMARK_MAX = 30 }; /* characters of the name; Word allows 40 in all */

/* Bookmark names begin with a letter and hold letters, digits and '_'. */
static str
bookmark_name(struct layout *l, str name, int id)
{
	str fold = utf_fold(l->a, name, '_');
	char clean[BOOKMARK_MAX];
	size_t i, n = 0;

	for (i = 0; i < fold.n && n < sizeof clean; i++) {
		char c = fold.p[i];

		if ((c >= 'a' && c <= 'z') || (n > 0 && c >= '0' && c <= '9'))
			clean[n++] = c;
		else if (n > 0)
			clean[n++] = '_';
	}
	return str_fmt(l->a, "%.*s_%d", n ? (int)n : 3, n ? clean : "muc", id);
}

static void
wrap_in_bookmark(struct layout *l, struct para *p, str bookmark, int id)
{
	struct run *start = NEW(l->a, struct run), *end = lay_run(l, p, RUN_MARK_END);

	end->id = id;
	start->kind = RUN_MARK;
	start->text = bookmark;
	start->id = id;
	start->next = p->runs;
	p->runs = start;
}

static void
add_mark(struct layout *l, struct para *p, struct pmark mark)
{
	int id = l->next_bookmark++;

	mark.bookmark = bookmark_name(l, mark.name, id);
	wrap_in_bookmark(l, p, mark.bookmark, id);
	VEC_PUSH(l->a, &l->marks, mark);
}

void
lay_mark(struct layout *l, struct para *p, str name, str refer, pos at)
{
	add_mark(l, p, (struct pmark){ .name = name, .refer = refer, .at = at });
}

void
body_mark(struct layout *l, struct para *p, str name, str refer, pos at)
{
	if (name.n == 0)
		return;
	add_mark(l, p,
	    (struct pmark){ .name = name,
		.refer = refer,
		.at = at,
		.part = l->part,
		.part_name = l->part_name });
}

void
lay_ref(struct layout *l, struct para *p, const struct inl *i, unsigned fmt, bool upper)
{
	struct pending_ref ref = {
		.name = i->target, .at = i->at, .part = l->part, .upper = upper
	};

	ref.open = lay_run(l, p, RUN_LINK);
	ref.text = lay_run(l, p, RUN_TEXT);
	ref.text->text = upper ? lay_upper(l, i->text) : i->text;
	ref.text->fmt = fmt;
	lay_run(l, p, RUN_LINK_END);
	VEC_PUSH(l->a, &l->refs, ref);
}

/* Resolving --------------------------------------------------------------- */

static int
by_name(const void *x, const void *y)
{
	const struct pmark *const *a = x, *const *b = y;
	int c = str_cmp((*a)->name, (*b)->name);

	if (c != 0)
		return c;
	return *a < *b ? -1 : *a > *b; /* in one array: by order of appearance */
}

static const struct pmark **
sorted_marks(struct layout *l)
{
	const struct pmark **sorted = NEW_N(l->a, const struct pmark *, l->marks.n + 1);
	size_t i;

	for (i = 0; i < l->marks.n; i++)
		sorted[i] = &l->marks.v[i];
	qsort(sorted, l->marks.n, sizeof *sorted, by_name);
	return sorted;
}

static void
report_twins(struct layout *l, const struct pmark **sorted)
{
	size_t i, first = 0;

	for (i = 1; i < l->marks.n; i++) {
		if (!str_eq(sorted[i]->name, sorted[first]->name)) {
			first = i;
			continue;
		}
		diag(l->d, D_MARK_TWICE, sorted[i]->at, sorted[i]->name)->also = sorted[first]->at;
	}
}

static const struct pmark *
find_mark(const struct pmark **sorted, size_t n, str name)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (str_cmp(sorted[mid]->name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && str_eq(sorted[lo]->name, name) ? sorted[lo] : NULL;
}

static void
report_unknown(struct layout *l, const struct pending_ref *ref)
{
	str *names = NEW_N(l->a, str, l->marks.n + 1);
	struct diag *f;
	str near;
	size_t i;

	for (i = 0; i < l->marks.n; i++)
		names[i] = l->marks.v[i].name;
	near = diag_nearest(ref->name, names, l->marks.n);
	f = diag(l->d, D_REF_UNKNOWN, ref->at, ref->name);
	f->suggest = near;
}

static void
fill_ref(struct layout *l, const struct pending_ref *ref, const struct pmark *m)
{
	str text = m->refer;

	ref->open->anchor = m->bookmark;
	if (ref->text->text.n > 0)
		return;
	if (text.n == 0) {
		diag(l->d, D_REF_NO_NUMBER, ref->at, ref->name)->also = m->at;
		return;
	}
	if (m->part != ref->part && m->part_name.n > 0)
		text = str_fmt(l->a, "%.*s %.*s", STR_ARG(text), STR_ARG(m->part_name));
	ref->text->text = ref->upper ? lay_upper(l, text) : text;
}

void
lay_refs_resolve(struct layout *l)
{
	const struct pmark **sorted = sorted_marks(l);
	size_t i;

	report_twins(l, sorted);
	for (i = 0; i < l->refs.n; i++) {
		const struct pending_ref *ref = &l->refs.v[i];
		const struct pmark *m = find_mark(sorted, l->marks.n, ref->name);

		if (m == NULL)
			report_unknown(l, ref);
		else
			fill_ref(l, ref, m);
	}
}
