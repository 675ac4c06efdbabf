/* check/cited.c: citations held against each other.
 *
 * All mentions of the tree are sorted by số/ký hiệu; equal ones become one
 * reading (a date, an issuer, a type) with a count. A reading is judged by the
 * document itself where it is a source or in a catalogue, else by the readings
 * that more mentions share. What differs is told at the rarer reading, with the
 * other as its second place; which of two is right no program can know.
 *
 * The same số/ký hiệu need not be the same document: each district has its
 * 15/QĐ-UBND, and each year. So a difference counts only with evidence that one
 * document is meant: the same issuer within a year, the same subject, the same
 * citing text. Where that leaves doubt nothing is said.
 *
 * These findings are warnings in a transcription (`phuc-che`) too, though all
 * others are notes there: contradictions that offices have signed are what an
 * archive wants to see. They are errors where a document of the tree that is
 * issued here says what is right. */
#include "cited.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "../layout/layout.h"

#include <stdlib.h>

enum { MAX_COMPARED = 64 }; /* readings of one số/ký hiệu that each is held against */

static const str NONE = { NULL, 0 };

/* ---- Facts ------------------------------------------------------------------------ */

bool
cited_has_date(const struct cited *c)
{
	return c->ngay.day && c->ngay.month && c->ngay.year;
}

int
cited_compare_dates(const struct mention_date *x, const struct mention_date *y)
{
	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	if (x->month != y->month)
		return x->month < y->month ? -1 : 1;
	return (x->day > y->day) - (x->day < y->day);
}

str
cited_date(struct arena *a, const struct mention_date *d)
{
	return str_fmt(a, "%d/%d/%d", d->day, d->month, d->year);
}

unsigned long
cited_number(const struct cited *c)
{
	uint32_t n;

	return str_uint(c->texts[CT_NUMBER], &n) ? n : 0;
}

static bool
same_date(const struct cited *x, const struct cited *y)
{
	return cited_has_date(x) && cited_has_date(y) &&
	       cited_compare_dates(&x->ngay, &y->ngay) == 0;
}

enum issuer_match
cited_issuers(const struct cited *x, const struct cited *y)
{
	return mention_issuer_match(x->texts[CT_AGENCY], y->texts[CT_AGENCY]);
}

static bool
both_have(const struct cited *x, const struct cited *y, enum cited_text t)
{
	return x->texts[t].n && y->texts[t].n;
}

static enum subject_match
subjects(const struct cited *x, const struct cited *y)
{
	return mention_subject_match(x->texts[CT_SUBJECT], y->texts[CT_SUBJECT]);
}

/* Numbers with a year of bodies that there is one of: of all who use the sign. */
static bool
is_central(const struct cited *c)
{
	static const str own[] = { STR_INIT("NĐ-CP"), STR_INIT("QĐ-TTG"), STR_INIT("NQ-CP"),
		STR_INIT("CT-TTG"), STR_INIT("/TT-B"), STR_INIT("/QH1"), STR_INIT("UBTVQH") };

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (str_find(c->texts[CT_SIGN], own[i]) != STR_NONE)
			return true;
	return false;
}

/* "Kế hoạch" of "ke-hoach", as the templates say; the id where they don't. */
static str
cited_type_name(struct judge *j, str id)
{
	struct diags unheard;

	diags_init(&unheard, j->a);
	for (size_t i = 0; i < j->n_from; i++) {
		if (j->from[i].style == NULL)
			continue;
		const struct type *t = style_type(j->from[i].style, id, &unheard);
		return t != NULL && t->ten.n ? t->ten : id;
	}
	return id;
}

/* ---- Telling ------------------------------------------------------------------------- */

static pos
head_place(const struct cited *c, bool date)
{
	const struct head *h = &c->doc->head;

	if (date && h->ngay.given)
		return h->ngay.at;
	if (c->doc->outside && c->doc->so_ky_hieu.s.n)
		return c->doc->so_ky_hieu.at;
	return h->so.given ? h->so.at : c->doc->at;
}

static pos
place_of(struct judge *j, const struct cited *c, bool date)
{
	if (c->kind == CITED_HEAD)
		return head_place(c, date);
	return (
	    pos){ j->loader->source(j->loader->ctx, c->texts[CT_PATH]), c->line, c->col, c->len };
}

/* Decidable: a document issued here says what is right. */
static bool
is_certain(const struct cited_finding *f)
{
	const struct cited *also = f->also;

	/* In a text that tells what was, old and young documents have their place. */
	if ((f->code == D_CITE_YOUNGER || f->code == D_CITE_ENDED) && !f->at->can_cu)
		return false;
	return also != NULL && also->kind == CITED_HEAD && !also->doc->outside &&
	       also->doc->trang_thai == TT_BAN_HANH && f->at->doc->trang_thai != TT_PHUC_CHE;
}

void
cited_find(struct judge *j, const struct cited_finding *f)
{
	struct cited_from *from = &j->from[f->at->from];
	struct diag *d;
	pos at, also;

	if (f->at->kind == CITED_HEAD || from->quiet)
		return;
	if (rule_is_waived(f->at->doc, rule_by_code(f->code)))
		return;
	at = place_of(j, f->at, false);
	also = f->also != NULL ? place_of(j, f->also, f->date) : (pos){ NULL, 0, 0, 0 };
	d = diag(j->d, f->code, at, f->at->texts[CT_SO], f->here, f->there,
	    str_z(rule_by_code(f->code)->clause));
	d->also = also;
	if (is_certain(f) && d->level == DIAG_WARNING) {
		j->d->counts[DIAG_WARNING]--;
		j->d->counts[DIAG_ERROR]++;
		d->level = DIAG_ERROR;
		from->errors++;
	}
}

/* At every mention of a reading. */
static void
find_all(struct judge *j, struct reading *r, struct cited_finding f)
{
	for (size_t i = 0; i < r->n; i++) {
		f.at = r->all[i];
		cited_find(j, &f);
	}
	r->told = true;
}

/* ---- One document, or two ---------------------------------------------------------------- */

/* Whether two mentions with different dates are of one document. */
static bool
is_one_by_date(const struct cited *x, const struct cited *y)
{
	enum { RARE = 30 }; /* smaller numbers come on the same day of other years */
	enum issuer_match issuers = cited_issuers(x, y);
	bool named = both_have(x, y, CT_AGENCY);
	bool slip = x->ngay.day == y->ngay.day && x->ngay.month == y->ngay.month;

	if (issuers == ISSUER_OTHER || (issuers != ISSUER_SAME && subjects(x, y) == SUBJECT_OTHER))
		return false;
	if (x->ngay.year != y->ngay.year && !x->in_year &&
	    !(slip && (subjects(x, y) == SUBJECT_SAME || cited_number(x) >= RARE)))
		return false;
	return named || subjects(x, y) == SUBJECT_SAME || x->doc == y->doc ||
	       (x->in_year && is_central(x));
}

static bool
differs_in_date(const struct cited *x, const struct cited *y)
{
	return cited_has_date(x) && cited_has_date(y) &&
	       cited_compare_dates(&x->ngay, &y->ngay) != 0 && is_one_by_date(x, y);
}

/* Whether two mentions of different issuers are of one document. */
static bool
differs_in_issuer(const struct cited *x, const struct cited *y)
{
	enum { RARE = 100 }; /* smaller numbers fall on one day in several offices */
	enum subject_match about = subjects(x, y);

	if (cited_issuers(x, y) != ISSUER_OTHER)
		return false;
	if (is_central(x) && (x->in_year || same_date(x, y)))
		return true;
	if (!same_date(x, y) || about == SUBJECT_OTHER)
		return false;
	return about == SUBJECT_SAME || cited_number(x) >= RARE;
}

static bool
differs_in_rank(const struct cited *x, const struct cited *y)
{
	return both_have(x, y, CT_AGENCY) && same_date(x, y) && x->by_head != y->by_head &&
	       cited_issuers(x, y) != ISSUER_OTHER;
}

static bool
differs_in_type(const struct cited *x, const struct cited *y)
{
	if (!both_have(x, y, CT_TYPE) || x->texts[CT_CLASH].n || y->texts[CT_CLASH].n ||
	    mention_types_agree(x->texts[CT_TYPE], y->texts[CT_TYPE]))
		return false;
	return cited_issuers(x, y) != ISSUER_OTHER && (same_date(x, y) || x->doc == y->doc);
}

/* ---- Judging ----------------------------------------------------------------------------------
 */

static void
find_date(struct judge *j, struct reading *r, const struct cited *other)
{
	find_all(j, r,
	    (struct cited_finding){ D_CITE_DATE_CONFLICT, NULL, other,
		cited_date(j->a, &r->first->ngay), cited_date(j->a, &other->ngay), true });
}

static void
find_issuer(struct judge *j, struct reading *r, const struct cited *other, enum diag_code code)
{
	find_all(j, r,
	    (struct cited_finding){
		code, NULL, other, r->first->texts[CT_ISSUER], other->texts[CT_ISSUER], false });
}

static void
find_type(struct judge *j, struct reading *r, const struct cited *other)
{
	find_all(j, r,
	    (struct cited_finding){ D_CITE_TYPE_CONFLICT, NULL, other,
		cited_type_name(j, r->first->texts[CT_TYPE]),
		cited_type_name(j, other->texts[CT_TYPE]), false });
}

/* Holds r against another reading or the document. True: they contradict. */
static bool
compare(struct judge *j, struct reading *r, const struct cited *other)
{
	if (differs_in_date(r->first, other))
		find_date(j, r, other);
	else if (differs_in_issuer(r->first, other))
		find_issuer(j, r, other, D_CITE_ISSUER_CONFLICT);
	else if (differs_in_type(r->first, other))
		find_type(j, r, other);
	else
		return false;
	return true;
}

/* "Quyết định số 124/KH-UBND": the words and the sign disagree by themselves. */
static void
judge_alone(struct judge *j, struct reading *r)
{
	const struct cited *c = r->first;
	int year = 0;

	if (c->texts[CT_CLASH].n)
		find_all(j, r,
		    (struct cited_finding){ D_CITE_TYPE_CONFLICT, NULL, NULL,
			cited_type_name(j, c->texts[CT_TYPE]),
			cited_type_name(j, c->texts[CT_CLASH]), false });
	if (!c->in_year || !c->ngay.year)
		return;
	for (const char *p = c->texts[CT_SIGN].p + 1; *p >= '0' && *p <= '9'; p++)
		year = year * 10 + (*p - '0');
	if (year != c->ngay.year)
		find_all(j, r,
		    (struct cited_finding){ D_CITE_DATE_CONFLICT, NULL, NULL,
			cited_has_date(c) ? cited_date(j->a, &c->ngay)
					  : str_fmt(j->a, "%d", c->ngay.year),
			str_fmt(j->a, "%d", year), true });
}

/* The document among the heads [n] that r means: r->head. */
static void
find_head(struct reading *r, const struct cited *heads, size_t n)
{
	for (size_t i = 0; i < n && r->head == NULL; i++) {
		bool own = heads[i].doc == r->first->doc;

		if (cited_issuers(r->first, &heads[i]) == ISSUER_OTHER)
			continue;
		if (same_date(r->first, &heads[i]) || (own && !cited_has_date(r->first)))
			r->head = &heads[i];
	}
}

/* A document that r contradicts, unless another one is just what it says. */
static bool
judge_by_heads(struct judge *j, struct reading *r, const struct cited *heads, size_t n)
{
	find_head(r, heads, n);
	if (r->head != NULL) {
		if (compare(j, r, r->head))
			return true;
		if (differs_in_rank(r->first, r->head))
			find_issuer(j, r, r->head, D_CITE_ISSUER_RANK);
		return false;
	}
	for (size_t i = 0; i < n && i < MAX_COMPARED; i++)
		if (compare(j, r, &heads[i]))
			return true;
	return false;
}

/* The more mentions the more likely; of equals, what was read first. What can only
 * be told at the other place goes before both. */
static int
by_weight(const void *x, const void *y)
{
	const struct reading *a = x, *b = y;

	if ((a->head != NULL) != (b->head != NULL))
		return a->head != NULL ? -1 : 1;
	if (a->witness != b->witness)
		return a->witness ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return (a->first->order > b->first->order) - (a->first->order < b->first->order);
}

static void
judge_by_readings(struct judge *j, struct reading *v, size_t n)
{
	if (n < 2)
		return;
	qsort(v, n, sizeof *v, by_weight);
	for (size_t i = 1; i < n; i++) {
		if (v[i].told || v[i].head != NULL)
			continue;
		for (size_t k = 0; k < i && k < MAX_COMPARED; k++) {
			if (v[k].told)
				continue; /* a contradiction is told once */
			if (compare(j, &v[i], v[k].first))
				break;
			if (differs_in_rank(v[i].first, v[k].first)) {
				find_issuer(j, &v[i], v[k].first, D_CITE_ISSUER_RANK);
				break;
			}
		}
	}
}

/* ---- Readings
 * ------------------------------------------------------------------------------------ */

static int
compare_texts(const struct cited *x, const struct cited *y, enum cited_text t)
{
	return str_cmp(x->texts[t], y->texts[t]);
}

static int
by_reading(const struct cited *x, const struct cited *y)
{
	int c = compare_texts(x, y, CT_SIGN);

	c = c ? c : compare_texts(x, y, CT_NUMBER);
	c = c                                                   ? c
	    : (x->kind == CITED_HEAD) < (y->kind == CITED_HEAD) ? 1
	    : (x->kind == CITED_HEAD) > (y->kind == CITED_HEAD) ? -1
								: 0;
	c = c ? c : cited_compare_dates(&x->ngay, &y->ngay);
	c = c ? c : compare_texts(x, y, CT_AGENCY);
	c = c ? c : compare_texts(x, y, CT_TYPE);
	c = c ? c : compare_texts(x, y, CT_CLASH);
	return c ? c : (int)x->by_head - (int)y->by_head;
}

static int
by_reading_and_order(const void *a, const void *b)
{
	const struct cited *x = a, *y = b;
	int c = by_reading(x, y);

	return c ? c : (x->order > y->order) - (x->order < y->order);
}

bool
cited_same_key(const struct cited *x, const struct cited *y)
{
	return str_eq(x->texts[CT_SIGN], y->texts[CT_SIGN]) &&
	       str_eq(x->texts[CT_NUMBER], y->texts[CT_NUMBER]);
}

/* The best informed mention of a reading speaks for it. */
static void
choose_first(struct reading *r)
{
	for (size_t i = 1; i < r->n && r->first->texts[CT_SUBJECT].n == 0; i++)
		if (r->all[i]->texts[CT_SUBJECT].n)
			r->first = r->all[i];
}

/* v[n]: the mentions of one số/ký hiệu behind its heads. */
static void
add_readings(struct judge *j, const struct cited *v, size_t n)
{
	for (size_t i = 0, k; i < n; i = k) {
		struct reading r = { .first = &v[i] };

		for (k = i + 1; k < n && by_reading(&v[i], &v[k]) == 0; k++)
			;
		r.n = k - i;
		r.all = NEW_N(j->a, const struct cited *, r.n);
		r.witness = true;
		for (size_t m = 0; m < r.n; m++) {
			r.all[m] = &v[i + m];
			r.witness = r.witness && j->from[v[i + m].from].quiet;
		}
		choose_first(&r);
		VEC_PUSH(j->a, &j->readings, r);
	}
}

/* v[n]: all of one số/ký hiệu. */
static void
judge_key(struct judge *j, const struct cited *v, size_t n)
{
	size_t heads = 0, first = j->readings.n;

	while (heads < n && v[heads].kind == CITED_HEAD)
		heads++;
	add_readings(j, v + heads, n - heads);
	if (j->readings.n == first)
		return;
	struct reading *r = j->readings.v + first;
	for (size_t i = 0; i < j->readings.n - first; i++) {
		judge_alone(j, &r[i]);
		if (!r[i].told)
			judge_by_heads(j, &r[i], v, heads);
	}
	judge_by_readings(j, r, j->readings.n - first);
}

/* ---- Gathering
 * --------------------------------------------------------------------------------------- */

static void
take_records(struct judge *j, size_t from)
{
	str bytes = j->from[from].records;
	struct cited c;

	while (cited_read(&bytes, &c)) {
		c.doc = j->from[from].doc;
		c.from = from;
		c.order = j->all.n;
		VEC_PUSH(j->a, &j->all, c);
	}
}

/* Of several agencies (lien_tich) a mention may name any: nothing is said of them. */
static str
author_of(struct arena *a, const struct doc *doc)
{
	const struct head *h = &doc->head;
	str v[8];
	size_t n = 0;

	if (doc->n_lien_tich > 1)
		return NONE;
	if (h->tac_gia.s.n || h->ten_day_du.s.n)
		return h->tac_gia.s.n ? h->tac_gia.s : h->ten_day_du.s;
	for (; n < h->co_quan.n && n < sizeof v / sizeof *v; n++)
		v[n] = h->co_quan.v[n].s;
	return str_join(a, v, n, S(" "));
}

/* What a document or entry says of itself, in the form of a mention. */
static void
take_head(struct judge *j, const struct doc *doc, const struct style *s)
{
	struct mention_scan scan = { .arena = j->a };
	struct mention m;
	struct cited c = { .kind = CITED_HEAD, .doc = doc, .order = j->all.n };

	if (doc->failed || (!doc->outside && (doc->head.so.s.n == 0 || s == NULL)) ||
	    doc->trang_thai == TT_DU_THAO)
		return;
	scan.text = str_cat(
	    j->a, S("số "), doc->outside ? doc->so_ky_hieu.s : layout_so_ky_hieu(j->a, doc, s));
	if (!mention_next(&scan, &m))
		return;
	m.issuer = author_of(j->a, doc);
	m.type = doc->loai.s;
	m.ngay =
	    (struct mention_date){ doc->head.ngay.year, doc->head.ngay.month, doc->head.ngay.day };
	m.subject = doc->trich_yeu.n ? doc->trich_yeu.v[0].s : NONE;
	cited_fill(&c, j->a, &m, NULL, 0);
	VEC_PUSH(j->a, &j->all, c);
}

static void
take_heads(struct judge *j)
{
	for (size_t i = 0; i < j->n_from; i++)
		if (j->from[i].doc != NULL && !j->from[i].doc->outside)
			take_head(j, j->from[i].doc, j->from[i].style);
	for (size_t i = 0; i < j->corpus->n_catalogues; i++)
		for (size_t k = 0; k < j->corpus->catalogues[i].n; k++)
			take_head(j, j->corpus->catalogues[i].entries[k], NULL);
}

/* The mentions with a số/ký hiệu; links go behind them. */
static size_t
sort_mentions(struct judge *j)
{
	size_t n = 0;

	if (j->all.n)
		qsort(j->all.v, j->all.n, sizeof *j->all.v, by_reading_and_order);
	/* A link has no sign, so it sorts before what has one. */
	while (n < j->all.n && j->all.v[n].kind == CITED_LINK)
		n++;
	return n;
}

void
check_cited(const struct corpus *c, struct cited_from *from, size_t n,
    const struct cited_loader *loader, struct diags *d)
{
	struct judge j = {
		.a = d->arena, .d = d, .corpus = c, .from = from, .n_from = n, .loader = loader
	};

	for (size_t i = 0; i < n; i++)
		if (from[i].doc != NULL)
			take_records(&j, i);
	take_heads(&j);
	for (size_t i = sort_mentions(&j), k; i < j.all.n; i = k) {
		for (k = i + 1; k < j.all.n && cited_same_key(&j.all.v[i], &j.all.v[k]); k++)
			;
		judge_key(&j, j.all.v + i, k - i);
	}
	cited_judge_near(&j);
	cited_judge_time(&j);
	cited_judge_first(&j);
}
