/* archive/issue.c: a source's YAML, edited where its values stand. */
#include "issue.h"

#include "../base/edit.h"
#include "place.h"

#include <stdlib.h>

/* One change: len bytes at off of the text become `with`. */
struct change {
	size_t off, len;
	str with;
	size_t order; /* as they were asked for: at one place the first stands first */
};

struct edits {
	struct arena *a;
	const struct src *src;
	struct diags *d;
	VEC(struct change) v;
};

static size_t
offset(const struct edits *e, pos at)
{
	return src_offset(e->src, at.line, at.col);
}

static void
change(struct edits *e, size_t off, size_t len, str with)
{
	VEC_PUSH(e->a, &e->v, (struct change){ off, len, with, e->v.n });
}

/* What a new line goes behind: that key, or `loai`. */
static const struct ypair *
nearest(const struct yval *map, const char *key)
{
	const struct ypair *p = place_find(map, key);

	return p ? p : place_find(map, "loai");
}

/* ---- A key that is there ------------------------------------------------------------ */

/* Behind the colon of `key:`; STR_NONE: it is not where it should be. */
static size_t
behind_colon(const struct edits *e, const struct ypair *p)
{
	str text = e->src->text;
	size_t i = offset(e, p->at);

	while (i < text.n && text.p[i] != '\n' && text.p[i] != ':')
		i++;
	return i < text.n && text.p[i] == ':' ? i + 1 : STR_NONE;
}

static void
put_value(struct edits *e, const struct ypair *p, str value)
{
	size_t off, len;

	if (yval_absent(p->val)) {
		off = behind_colon(e, p);
		if (off != STR_NONE && p->val->style == Y_PLAIN) {
			change(e, off, 0, str_cat(e->a, S(" "), value));
			return;
		}
	}
	if (p->val->kind == Y_SCALAR && place_scalar(e->src, p->val, &off, &len)) {
		/* What says the same stays as it was typed: 07 and 7. */
		uint32_t x, y;
		bool same = str_uint(p->val->text.s, &x) && str_uint(value, &y) && x == y;
		if (!same && !str_eq(p->val->text.s, value))
			change(e, off, len, value);
		return;
	}
	diag(e->d, D_ISSUE_VALUE, p->at, p->key, value);
}

/* ---- A key that is not there ---------------------------------------------------------- */

/* A line of its own in a map that starts at column col: behind `after` when that is a
 * value of one line, else in front of the map's first key. */
static void
add_line(
    struct edits *e, const struct yval *map, const struct ypair *after, const char *key, str value)
{
	const struct ypair *first = &map->pairs[0];
	str text = e->src->text;
	size_t off = offset(e, first->at);
	str line = str_fmt(e->a, "%s: %.*s", key, STR_ARG(value));

	if (text.p[offset(e, map->at)] == '{') {
		change(e, off, 0, str_cat(e->a, line, S(", ")));
	} else if (place_line_behind(e->a, e->src, map, after, line, &off, &line)) {
		change(e, off, 0, line);
	} else {
		line = str_fmt(e->a, "%.*s\n%*s", STR_ARG(line), (int)first->at.col - 1, "");
		change(e, off, 0, line);
	}
}

static void
set(struct edits *e, const struct yval *map, const struct ypair *after, const char *key, str value)
{
	const struct ypair *p = place_find(map, key);

	if (p)
		put_value(e, p, value);
	else
		add_line(e, map, after, key, value);
}

/* `lan: 2` belongs to a draft: its whole line goes. */
static void
drop_line(struct edits *e, const struct ypair *p)
{
	size_t from = offset(e, p->at), to = place_next_line(e->src, p->at);

	if (p->at.col == 1 && p->val->kind == Y_SCALAR)
		change(e, from, to - from, S(""));
	else
		diag(e->d, D_ISSUE_VALUE, p->at, p->key, S(""));
}

/* ---- The whole -------------------------------------------------------------------------- */

/* The numbers of several agencies stand in their entries; the first one's may stand
 * with the document too. */
static void
set_numbers(struct edits *e, const struct yval *map, const struct issue *w)
{
	const struct ypair *list = place_find(map, "lien_tich");
	size_t n = list && list->val->kind == Y_LIST ? list->val->n : 0;

	for (size_t i = 0; i < w->n_so; i++) {
		const struct yval *own = n ? list->val->items[i < n ? i : n - 1] : map;

		if (!w->so[i].n)
			continue;
		if (i == 0 && (own->kind != Y_MAP || !place_find(own, "so") || own == map))
			set(e, map, nearest(map, "trang_thai"), "so", w->so[i]);
		else if (i < n && own->kind == Y_MAP && own->n)
			set(e, own, NULL, "so", w->so[i]);
	}
}

/* The first number of a series that is counted, in the map where it stands. */
static void
set_first_number(struct edits *e, const struct yval *map, str so_tu)
{
	const struct ypair *by = place_find(map, "lap_theo");
	const struct ypair *p = by && by->val->kind == Y_MAP ? place_find(by->val, "so_tu") : NULL;

	if (p)
		put_value(e, p, so_tu);
}

static int
compare(const void *x, const void *y)
{
	const struct change *a = x, *b = y;

	return a->off != b->off ? (a->off > b->off) - (a->off < b->off)
				: (a->order > b->order) - (a->order < b->order);
}

static str
apply(struct edits *e, str file)
{
	struct editing ed;
	struct buf out;
	str whole;
	bool crlf = str_find(file, S("\r\n")) != STR_NONE;

	if (e->v.n)
		qsort(e->v.v, e->v.n, sizeof *e->v.v, compare);
	buf_init(&out);
	editing_begin(&ed, e->a, e->src, file, &out);
	for (size_t i = 0; i < e->v.n; i++) {
		const struct change *c = &e->v.v[i];

		editing_put(&ed, c->off, c->len,
		    crlf ? str_replace(e->a, c->with, S("\n"), S("\r\n")) : c->with);
	}
	editing_end(&ed);
	whole = buf_dup(&out, e->a);
	buf_free(&out);
	return whole;
}

bool
issue_edit(struct arena *a, const struct src *src, str file, const struct issue *what, str *out,
    struct diags *d)
{
	struct edits e = { .a = a, .src = src, .d = d };
	struct text text = { .s = src->text, .at = src_pos(src, 0, 0), .how = TEXT_WHOLE };
	unsigned before = d->counts[DIAG_ERROR];
	bool empty = false;
	const struct yval *map = yaml_parse(a, &text, d, &empty);

	if (!map || map->kind != Y_MAP || !map->n)
		return false; /* reading it has said why */
	set(&e, map, place_find(map, "loai"), "trang_thai", S("ban-hanh"));
	set_numbers(&e, map, what);
	if (what->so_tu.n)
		set_first_number(&e, map, what->so_tu);
	if (what->ngay.n)
		set(&e, map, nearest(map, "so"), "ngay", what->ngay);
	if (place_find(map, "lan"))
		drop_line(&e, place_find(map, "lan"));
	if (d->counts[DIAG_ERROR] > before)
		return false;
	*out = apply(&e, file);
	return true;
}
