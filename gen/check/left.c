/* check/left.c: what is left of the document that this one was made from (`soan_tu`):
 * every year, number, date, name and receiver that both have, until it is changed or
 * said to be right (`da_xem`).
 *
 * Both documents are gathered as passages (typed.c) and cut into marks: a date first,
 * since it holds a year and numbers, then a sign (12/KH-SYT), a year, a number, a name.
 * A mark of the new document that the old one has too is left, and so is a citation of
 * a document of the tree, as căn cứ or in a text. */
#include "typed.h"

#include "../base/utf.h"

#include <string.h>

struct mark {
	enum diag_code code;
	str text; /* as typed */
	size_t off;
};
typedef VEC(struct mark) mark_vec;

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits from off on. */
static size_t
digits(str s, size_t off)
{
	size_t n = 0;

	while (off + n < s.n && is_digit(s.p[off + n]))
		n++;
	return n;
}

/* "ngày 05 tháng 3 năm 2026", "tháng 3 năm 2026", "5/3/2026": its length at off, or 0. */
static size_t
date_at(str low, size_t off)
{
	static const char *const WORDS[] = { "ngày ", "tháng ", "năm " };
	size_t at = off, parts = 0;

	if (is_digit(low.p[off])) {
		for (; parts < 3; parts++) {
			size_t n = digits(low, at);
			if (n == 0 || n > 4)
				break;
			at += n;
			if (parts < 2 && (at >= low.n || low.p[at] != '/'))
				return 0;
			at += parts < 2;
		}
		return parts == 3 ? at - off : 0;
	}
	for (size_t i = 0; i < 3; i++) {
		str word = str_z(WORDS[i]);
		if (!str_starts(str_from(low, at), word) || digits(low, at + word.n) == 0)
			continue;
		at += word.n + digits(low, at + word.n);
		parts++;
		if (at < low.n && low.p[at] == ' ' && i < 2)
			at++;
	}
	if (at > off && low.p[at - 1] == ' ')
		at--;
	return parts >= 2 ? at - off : 0;
}

/* "12/KH-SYT", "30/2020/NĐ-CP". */
static size_t
sign_at(str s, size_t off)
{
	size_t at = off + digits(s, off);

	if (at == off || at >= s.n || s.p[at] != '/')
		return 0;
	while (at < s.n && !strchr(" ,;.:()\n\"'", s.p[at]))
		at++;
	return at - off;
}

/* Digits with '.', ',' or '%' among them. */
static size_t
number_at(str s, size_t off)
{
	size_t at = off + digits(s, off);

	while (at + 1 < s.n && (s.p[at] == '.' || s.p[at] == ',') && is_digit(s.p[at + 1]))
		at += 1 + digits(s, at + 1);
	return at - off + (at < s.n && s.p[at] == '%');
}

static bool
is_year(str s)
{
	return s.n == 4 && (str_starts(s, S("19")) || str_starts(s, S("20")));
}

/* Does a letter or digit stand right before off? ("A4", "3.1" behind its point.) */
static bool
inside_word(const struct passage *p, size_t off)
{
	for (size_t i = 0; i < p->n_words; i++)
		if (p->words[i].off < off && p->words[i].off + p->words[i].n > off)
			return true;
	return false;
}

static void
add_mark(struct rule_run *r, mark_vec *v, enum diag_code code, str s, size_t off, size_t n)
{
	VEC_PUSH(r->a, v, (struct mark){ code, str_sub(s, off, n), off });
}

/* Dates, signs, years and numbers of a passage. */
static void
find_figures(struct rule_run *r, const struct passage *p, mark_vec *v)
{
	for (size_t i = 0; i < p->s.n;) {
		size_t n = date_at(p->low, i);

		if (n) {
			add_mark(r, v, D_LEFT_DATE, p->s, i, n);
		} else if (is_digit(p->s.p[i]) && !inside_word(p, i)) {
			if ((n = sign_at(p->s, i)) != 0)
				add_mark(r, v, D_LEFT_NUMBER, p->s, i, n);
			else if ((n = number_at(p->s, i)) != 0)
				add_mark(r, v,
				    is_year(str_sub(p->s, i, n)) ? D_LEFT_YEAR : D_LEFT_NUMBER,
				    p->s, i, n);
		} else if (is_digit(p->s.p[i])) {
			n = digits(p->s, i);
		}
		i += n ? n : 1;
	}
}

static bool
is_family_name(struct rule_run *r, const struct passage *p, size_t i)
{
	const struct style_table *t = style_table(r->s, "chinh-ta", "ho", r->d);

	return style_table_find(t, passage_low(p, i)) != NULL;
}

/* A family name and one to four more words with capitals behind it. */
static void
find_names(struct rule_run *r, const struct passage *p, mark_vec *v)
{
	for (size_t i = 0; i + 1 < p->n_words; i++) {
		size_t k = i;

		if (p->capitals || !p->words[i].capital || !is_family_name(r, p, i))
			continue;
		while (k + 1 < p->n_words && k - i < 4 && p->words[k + 1].capital &&
		       passage_joined(p, k))
			k++;
		if (k > i)
			add_mark(r, v, D_LEFT_NAME, p->s, p->words[i].off,
			    p->words[k].off + p->words[k].n - p->words[i].off);
		i = k;
	}
}

/* What follows a receiver in brackets is none. */
static bool
is_receiver(const struct rule_run *r, const struct passage *p)
{
	const struct head *h = &r->doc->head;

	if (str_is(p->key, "kinh_gui"))
		return true;
	for (size_t i = 0; i < h->n_noi_nhan; i++)
		if (str_eq(h->noi_nhan[i].ten.s, p->s))
			return true;
	return false;
}

/* All marks of a passage; of a receiver the passage itself. */
static void
find_marks(struct rule_run *r, const struct passage *p, mark_vec *v)
{
	if (str_is(p->key, "noi_nhan") || str_is(p->key, "kinh_gui")) {
		if (is_receiver(r, p))
			add_mark(r, v, D_LEFT_RECIPIENT, p->s, 0, p->s.n);
		return;
	}
	if (str_is(p->key, "ho_ten")) {
		add_mark(r, v, D_LEFT_NAME, p->s, 0, p->s.n);
		return;
	}
	find_figures(r, p, v);
	find_names(r, p, v);
}

static bool
has_mark(const mark_vec *v, const struct mark *m)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].code == m->code && str_eq(v->v[i].text, m->text))
			return true;
	return false;
}

/* Said to be right: by its text, or by the key that it stands in. */
static bool
is_settled(struct rule_run *r, const struct passage *p, str text)
{
	str key = p->key.n ? p->key : S("noi_dung"), fold = utf_fold(r->a, text, '-');

	for (size_t i = 0; i < r->doc->n_da_xem; i++) {
		str said = r->doc->da_xem[i].s;
		if (str_eq(utf_fold(r->a, said, '-'), fold) ||
		    str_eq(utf_fold(r->a, said, '_'), key))
			return true;
	}
	return false;
}

/* Once for each passage. */
static void
report_left(struct rule_run *r, const struct passage *p, const mark_vec *there)
{
	mark_vec here = { 0 };

	find_marks(r, p, &here);
	for (size_t i = 0; i < here.n; i++) {
		const struct mark *m = &here.v[i];
		mark_vec before = { here.v, i, i };

		if (!has_mark(there, m) || has_mark(&before, m) || is_settled(r, p, m->text))
			continue;
		r->rule = rule_by_code(m->code);
		if (!rule_is_waived(r->doc, r->rule))
			rule_find(r, passage_pos(p, m->off, m->text.n), m->text, r->doc->soan_tu.s);
	}
}

/* ---- Citations by id ----------------------------------------------------------------- */

struct citations {
	struct rule_run *r;
	VEC(str) bases, texts; /* ids that the old document cites: as căn cứ, in its bodies */
};

static void
take_citation(void *ctx, const struct inl *i)
{
	struct citations *c = ctx;

	if (i->kind == INL_CITE)
		VEC_PUSH(c->r->a, &c->texts, i->target);
}

/* Of a document of the tree; laws of a catalogue stay from year to year. */
static void
report_citation(struct rule_run *r, str key, str id, pos at)
{
	const struct passage there = { .key = key };

	if (str_find_c(id, '/') == STR_NONE || is_settled(r, &there, id))
		return;
	r->rule = rule_by_code(D_LEFT_NUMBER);
	if (!rule_is_waived(r->doc, r->rule))
		rule_find(r, at, id, r->doc->soan_tu.s);
}

static void
report_in_text(void *ctx, const struct inl *i)
{
	struct citations *c = ctx;

	if (i->kind == INL_CITE && (str_among(c->texts.v, c->texts.n, i->target) ||
				       str_among(c->bases.v, c->bases.n, i->target)))
		report_citation(c->r, S(""), i->target, i->at);
}

static void
report_citations(struct rule_run *r, const struct doc *old)
{
	struct citations c = { .r = r };
	struct walk take = { .ctx = &c, .inl = take_citation };
	struct walk report = { .ctx = &c, .inl = report_in_text };
	const struct doc *doc = r->doc;

	for (size_t i = 0; i < old->n_can_cu; i++)
		for (size_t k = 0; k < old->can_cu[i].n_van_ban; k++)
			VEC_PUSH(r->a, &c.bases, old->can_cu[i].van_ban[k].s);
	walk_document(old, &take);
	for (size_t i = 0; i < doc->n_can_cu; i++)
		for (size_t k = 0; k < doc->can_cu[i].n_van_ban; k++) {
			const struct val *id = &doc->can_cu[i].van_ban[k];
			if (str_among(c.bases.v, c.bases.n, id->s))
				report_citation(r, S("can_cu"), id->s, id->at);
		}
	walk_document(doc, &report);
}

void
check_left(const struct doc *doc, const struct doc *old, const struct style *s, struct diags *d)
{
	struct rule_run of_old = { .doc = old, .s = s, .a = d->arena, .d = d };
	struct rule_run r = { .doc = doc, .s = s, .a = d->arena, .d = d };
	const struct typed *before = typed_of(&of_old), *now = typed_of(&r);
	mark_vec there = { 0 };

	for (size_t i = 0; i < before->n; i++)
		find_marks(&of_old, &before->v[i], &there);
	for (size_t i = 0; i < now->n; i++)
		report_left(&r, &now->v[i], &there);
	report_citations(&r, old);
}
