/* yaml/freeze.c: values as a run of numbers, each value before what it holds.
 *
 *   value   kind, style, place, then
 *           a scalar: text; a list: n and its values; a map: n and its pairs
 *   pair    key, folded key (strings), place, value
 *   text    string, place, how, indent
 *   string  where it starts, its bytes; the top bit of the start says that it
 *           stands in the pool and not in the file
 *   place   line, column, length */
#include "freeze.h"

#include <string.h>

#define IN_POOL (UINT32_C(1) << 31)

/* ---- Freezing ------------------------------------------------------------------ */

struct freezer {
	const struct src *src;
	struct buf *words, *pool;
};

static void
put(struct freezer *f, size_t number)
{
	uint32_t word = (uint32_t)number;
	buf_add(f->words, &word, sizeof word);
}

static void
put_string(struct freezer *f, str s)
{
	str file = f->src->text;
	if (s.n && s.p >= file.p && s.p + s.n <= file.p + file.n) {
		put(f, (size_t)(s.p - file.p));
	} else {
		put(f, f->pool->n | IN_POOL);
		buf_str(f->pool, s);
	}
	put(f, s.n);
}

static void
put_pos(struct freezer *f, pos at)
{
	put(f, at.line);
	put(f, at.col);
	put(f, at.len);
}

static void
put_value(struct freezer *f, const struct yval *v)
{
	put(f, v->kind);
	put(f, v->style);
	put_pos(f, v->at);
	if (v->kind == Y_SCALAR) {
		put_string(f, v->text.s);
		put_pos(f, v->text.at);
		put(f, v->text.how);
		put(f, v->text.indent);
		return;
	}
	put(f, v->n);
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == Y_LIST) {
			put_value(f, v->items[i]);
			continue;
		}
		put_string(f, v->pairs[i].key);
		put_string(f, v->pairs[i].fold);
		put_pos(f, v->pairs[i].at);
		put_value(f, v->pairs[i].val);
	}
}

void
yaml_freeze(const struct yval *v, const struct src *src, struct buf *words, struct buf *pool)
{
	struct freezer f = { src, words, pool };
	put_value(&f, v);
}

/* ---- Thawing ------------------------------------------------------------------- */

struct thawer {
	struct arena *a;
	const struct src *src;
	const struct frozen *f;
	const uint32_t *at; /* the next number */
};

static str
get_string(struct thawer *t)
{
	uint32_t start = *t->at++, n = *t->at++;
	const char *from = start & IN_POOL ? t->f->pool.p : t->src->text.p;
	return (str){ n ? from + (start & ~IN_POOL) : "", n };
}

static pos
get_pos(struct thawer *t)
{
	pos at = { t->src, t->at[0], t->at[1], t->at[2] };
	t->at += 3;
	return at;
}

static struct yval *get_value(struct thawer *t);

static void
get_pair(struct thawer *t, struct ypair *p)
{
	p->key = get_string(t);
	p->fold = get_string(t);
	p->at = get_pos(t);
	p->val = get_value(t);
}

static struct yval *
get_value(struct thawer *t)
{
	struct yval *v = NEW(t->a, struct yval);
	v->kind = *t->at++;
	v->style = *t->at++;
	v->at = get_pos(t);
	if (v->kind == Y_SCALAR) {
		v->text.s = get_string(t);
		v->text.at = get_pos(t);
		v->text.how = *t->at++;
		v->text.indent = *t->at++;
		return v;
	}
	v->n = *t->at++;
	if (v->kind == Y_LIST)
		v->items = NEW_N(t->a, struct yval *, v->n + 1);
	else
		v->pairs = NEW_N(t->a, struct ypair, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == Y_LIST)
			v->items[i] = get_value(t);
		else
			get_pair(t, &v->pairs[i]);
	}
	return v;
}

struct yval *
yaml_thaw(struct arena *a, const struct src *src, const struct frozen *f)
{
	struct thawer t = { a, src, f, f->words };
	struct yval *v = get_value(&t);
	v->digest = &f->digest;
	return v;
}
