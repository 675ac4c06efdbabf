/* ooxml/numbering.c: word/numbering.xml.
 *
 * All w:abstractNum, then all w:num. Word wants each list whole: nine levels,
 * a multiLevelType, an nsid and a tmpl of eight hexadecimal digits, no two
 * lists with the same nsid (it would join them on paste). Both are made from
 * the list's own content and place, so that the same plan gives the same
 * bytes.
 *
 * A plan may have hundreds of lists that look alike (each list instance has
 * an abstract of its own), so levels are made once per look and copied. */
#include <string.h>

#include "ooxml_int.h"

enum { LEVELS = 9 };

/* Where a look stands in w->out. */
struct look {
	const struct pabstract *of;
	size_t at, len;
};

/* FNV-1a, 32 bits. */
static uint32_t
hash(uint32_t h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * 16777619U;
	return h;
}

static uint32_t
hash_level(uint32_t h, const struct plevel *l)
{
	h = hash(h, l->fmt, strlen(l->fmt));
	h = hash(h, l->text.p, l->text.n);
	h = hash(h, &l->left, sizeof l->left);
	h = hash(h, &l->first, sizeof l->first);
	h = hash(h, &l->start, sizeof l->start);
	return (h ^ (unsigned)(l->bold + 2 * l->newline)) * 16777619U;
}

static uint32_t
hash_abstract(const struct pabstract *a)
{
	uint32_t h = 2166136261U;

	for (int i = 0; i < a->n; i++)
		h = hash_level(h, &a->lvl[i]);
	return h;
}

static bool
same_level(const struct plevel *x, const struct plevel *y)
{
	return strcmp(x->fmt, y->fmt) == 0 && str_eq(x->text, y->text) && x->bold == y->bold &&
	       x->newline == y->newline && x->left == y->left && x->first == y->first &&
	       x->start == y->start;
}

static bool
same_look(const struct pabstract *x, const struct pabstract *y)
{
	if (x->n != y->n)
		return false;
	for (int i = 0; i < x->n; i++)
		if (!same_level(&x->lvl[i], &y->lvl[i]))
			return false;
	return true;
}

/* ---- Levels ------------------------------------------------------------- */

static void
save_lvl(struct writer *w, int ilvl, const struct plevel *l)
{
	xnode *n = xml_el(NULL, "w:lvl");
	struct p_pr indents = { .has = P_LEFT | P_FIRST, .left = l->left, .first = l->first };
	struct r_pr label = { .bold = l->bold ? T_ON : T_INHERIT };

	xml_attr_int(n, "w:ilvl", ilvl);
	xml_val_int(n, "w:start", l->start ? l->start : 1);
	xml_val(n, "w:numFmt", l->fmt);
	xml_val(n, "w:suff", l->newline ? "nothing" : "space");
	xml_val_str(n, "w:lvlText", l->text);
	xml_val(n, "w:lvlJc", "left");
	ooxml_write_p_pr(w, n, &indents);
	ooxml_write_r_pr(n, &label);
	xml_save(&w->out, n);
}

/* A level that the plan doesn't use: Word's dialog wants to show something. */
static struct plevel
spare_level(struct writer *w, int ilvl)
{
	return (struct plevel){ .fmt = "decimal", .text = str_fmt(w->a, "%%%d.", ilvl + 1) };
}

static void
save_levels(struct writer *w, const struct pabstract *a)
{
	for (int i = 0; i < LEVELS; i++) {
		struct plevel spare;

		if (i >= a->n)
			spare = spare_level(w, i);
		save_lvl(w, i, i < a->n ? &a->lvl[i] : &spare);
	}
}

static void
add_key(struct buf *key, const struct plevel *l)
{
	buf_fmt(
	    key, "\n%s %d %d %d %d %d ", l->fmt, l->bold, l->newline, l->left, l->first, l->start);
	buf_str(key, l->text);
}

/* Lists look alike from document to document, too. */
static void
save_new_look(struct writer *w, const struct pabstract *a)
{
	size_t at = w->out.n;
	str kept;

	buf_clear(&w->key);
	buf_z(&w->key, "levels");
	for (int i = 0; i < a->n; i++)
		add_key(&w->key, &a->lvl[i]);
	kept = ooxml_kept(w, buf_view(&w->key));
	buf_str(&w->out, kept);
	if (kept.n)
		return;
	save_levels(w, a);
	ooxml_keep(w, buf_view(&w->key), str_from(buf_view(&w->out), at));
}

/* The levels of a, from the look that is there already if there is one. */
static void
add_levels(struct writer *w, const struct pabstract *a, struct look *looks, size_t *n_looks)
{
	struct look *l = looks;

	while (l < looks + *n_looks && !same_look(l->of, a))
		l++;
	if (l < looks + *n_looks) {
		buf_reserve(&w->out, l->len); /* what is copied may move */
		buf_add(&w->out, w->out.p + l->at, l->len);
		return;
	}
	l->of = a;
	l->at = w->out.n;
	save_new_look(w, a);
	l->len = w->out.n - l->at;
	++*n_looks;
}

/* ---- Lists -------------------------------------------------------------- */

static void
save_hex(struct writer *w, const char *name, uint32_t value)
{
	char digits[9];

	for (int i = 0; i < 8; i++)
		digits[i] = "0123456789ABCDEF"[value >> (28 - 4 * i) & 0xF];
	digits[8] = '\0';
	xml_save(&w->out, xml_val(NULL, name, digits));
}

/* A value near `from` that is in none of ids[0 … n). */
static uint32_t
unused_id(const uint32_t *ids, size_t n, uint32_t from)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == from)
			return unused_id(ids, n, from + 0x9E3779B9U);
	return from;
}

static void
save_abstract_num(
    struct writer *w, size_t i, const uint32_t *nsids, struct look *looks, size_t *n_looks)
{
	xnode *n = xml_el(NULL, "w:abstractNum");

	xml_attr_int(n, "w:abstractNumId", (long)i);
	xml_open(&w->out, n);
	save_hex(w, "w:nsid", nsids[i]);
	xml_save(&w->out, xml_val(NULL, "w:multiLevelType", "multilevel"));
	save_hex(w, "w:tmpl", ~nsids[i]);
	add_levels(w, &w->p->abstracts[i], looks, n_looks);
	xml_close(&w->out, "w:abstractNum");
}

static void
save_abstract_nums(struct writer *w)
{
	size_t n = w->p->n_abstracts, n_looks = 0;
	uint32_t *nsids = NEW_N(w->a, uint32_t, n + 1);
	struct look *looks = NEW_N(w->a, struct look, n + 1);

	for (size_t i = 0; i < n; i++) {
		uint32_t place = (uint32_t)i * 0x85EBCA6BU;

		nsids[i] = unused_id(nsids, i, hash_abstract(&w->p->abstracts[i]) ^ place);
		save_abstract_num(w, i, nsids, looks, &n_looks);
	}
}

static void
save_num(struct writer *w, size_t i)
{
	const struct pnum *num = &w->p->nums[i];
	xnode *n = xml_el(NULL, "w:num");

	xml_attr_int(n, "w:numId", (long)i + 1);
	xml_val_int(n, "w:abstractNumId", num->abstract);
	for (int k = 0; k < LEVELS; k++) {
		xnode *o;

		if (num->start[k] == 0)
			continue;
		o = xml_el(n, "w:lvlOverride");
		xml_attr_int(o, "w:ilvl", k);
		xml_val_int(o, "w:startOverride", num->start[k]);
	}
	xml_save(&w->out, n);
}

void
ooxml_part_numbering(struct writer *w, size_t i)
{
	(void)i;
	ooxml_open_root(w, "w:numbering");
	save_abstract_nums(w);
	for (size_t num = 0; num < w->p->n_nums; num++)
		save_num(w, num);
	xml_close(&w->out, "w:numbering");
}
