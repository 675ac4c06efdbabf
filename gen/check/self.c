/* check/self.c: rules on what a document says of itself: its articles among the
 * recipients, its dates among each other. */
#include "typed.h"

#include "../base/utf.h"

static const str NONE = { NULL, 0 };

/* ---- Như Điều n ---------------------------------------------------------------- */

struct place_list {
	struct arena *a;
	VEC(pos) v;
};

static void
add_numbered(void *ctx, const struct block *b)
{
	struct place_list *l = ctx;

	if (b->kind == BLK_HEADING || (b->kind == BLK_ITEM && b->number))
		VEC_PUSH(l->a, &l->v, b->at);
}

static bool
has_place(const struct place_list *l, pos at)
{
	for (size_t i = 0; i < l->v.n; i++)
		if (l->v.v[i].src == at.src && l->v.v[i].line == at.line)
			return true;
	return false;
}

/* What stands behind "Như Điều" or "Điều": a number, or 0. */
static uint32_t
number_behind(struct arena *a, str text, str word)
{
	size_t n = 0;
	uint32_t number = 0;

	text = str_trim(str_starts(text, S("-")) ? str_from(text, 1) : text);
	if (!text_opens(a, text, word))
		return 0;
	text = str_trim(str_from(text, word.n));
	while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9')
		n++;
	return str_uint(str_first(text, n), &number) ? number : 0;
}

/* Whether the document's own body has that article: those of a regulation that
 * it issues don't count. */
static bool
has_dieu(struct rule_run *r, const struct place_list *own, uint32_t wanted)
{
	str label = r->s->patterns[NUM_DIEU].label;
	str word = str_trim(str_first(label, str_find_c(label, '%')));

	for (size_t i = 0; i < r->plan->n_sections; i++)
		for (const struct pblock *b = r->plan->sections[i].blocks; b != NULL; b = b->next)
			if (b->kind == PB_PARA && has_place(own, b->at) &&
			    number_behind(r->a, b->para->label, word) == wanted)
				return true;
	return false;
}

void
rule_nhu_dieu_missing(struct rule_run *r)
{
	const struct head *h = &r->doc->head;
	struct place_list own = { .a = r->a };
	struct walk w = { .ctx = &own, .block = add_numbered };

	if (!str_eq(r->plan->file, r->doc->id))
		return; /* an appendix in a file of its own */
	walk_blocks(r->doc->noi_dung.blocks, &w);
	for (size_t i = 0; i < h->n_noi_nhan; i++) {
		const struct val *to = &h->noi_nhan[i].ten;
		uint32_t n = number_behind(r->a, to->s, style_word(r->s, "nhu-dieu"));

		if (n && !has_dieu(r, &own, n))
			rule_find(r, to->at, str_fmt(r->a, "%u", n), NONE);
	}
}

/* ---- Dates ---------------------------------------------------------------------- */

/* Surely before: what is left blank decides nothing. */
static bool
is_before(const struct date *x, const struct date *y)
{
	if (x->year == 0 || y->year == 0)
		return false;
	if (x->year != y->year)
		return x->year < y->year;
	if (x->month == 0 || y->month == 0)
		return false;
	if (x->month != y->month)
		return x->month < y->month;
	return x->day && y->day && x->day < y->day;
}

static str
shown_date(struct arena *a, const struct date *d)
{
	if (d->day && d->month)
		return str_fmt(a, "%02d/%d/%d", d->day, d->month, d->year);
	return d->month ? str_fmt(a, "%d/%d", d->month, d->year) : str_fmt(a, "%d", d->year);
}

static void
find_early(struct rule_run *r, const struct date *later)
{
	const struct date *own = &r->doc->head.ngay;

	if (is_before(later, own))
		rule_find(r, later->at, shown_date(r->a, later), shown_date(r->a, own));
}

static int
number_at(const struct passage *p, size_t i)
{
	uint32_t n;

	return str_uint(passage_word(p, i), &n) && n < 3000 ? (int)n : 0;
}

static bool
low_is(const struct passage *p, size_t i, const char *z)
{
	return str_is(passage_low(p, i), z);
}

/* "ngày 20/3/2025", "ngày 20 tháng 3 năm 2025" at word i; *last: its last word. A zero
 * year: none. */
static struct date
date_at(const struct passage *p, size_t i, size_t *last)
{
	bool named = low_is(p, i + 2, "tháng") && low_is(p, i + 4, "năm");
	size_t step = named ? 2 : 1;
	struct date d = { .day = number_at(p, i + 1),
		.month = number_at(p, i + 1 + step),
		.year = number_at(p, i + 1 + 2 * step) };

	*last = i + 1 + 2 * step;
	if (!low_is(p, i, "ngày") || d.day < 1 || d.day > 31 || d.month < 1 || d.month > 12 ||
	    d.year < 1900)
		d.year = 0;
	return d;
}

/* "Theo báo cáo của các đơn vị gửi về Sở trước ngày …" tells of what was. */
static bool
is_told(const struct passage *p, size_t i)
{
	enum { FAR = 40 };

	for (size_t back = 1; back <= FAR && back <= i; back++) {
		const struct word *w = &p->words[i - back];
		str between = str_sub(p->s, w->off + w->n, w[1].off - w->off - w->n);

		if (str_find_c(between, '.') != STR_NONE || str_find_c(between, ';') != STR_NONE)
			return false;
		if (str_is(passage_word(p, i - back), "Theo"))
			return true;
	}
	return false;
}

/* What is to be done by the date at word i: "hoàn thành … trước ngày", "chậm nhất ngày";
 * not what was done. */
static bool
is_deadline(const struct passage *p, size_t i)
{
	enum { NEAR = 10, CLOSE = 4 };
	bool asked = false;

	for (size_t back = 1; back <= NEAR && back <= i; back++) {
		size_t k = i - back;

		if (low_is(p, k, "đã"))
			return false;
		if (back <= CLOSE && low_is(p, k, "chậm") && low_is(p, k + 1, "nhất"))
			asked = true;
		if (low_is(p, i - 1, "trước") &&
		    (low_is(p, k, "gửi") || low_is(p, k, "xong") ||
			(low_is(p, k, "hoàn") && low_is(p, k + 1, "thành"))))
			asked = true;
	}
	return asked;
}

static void
check_deadlines(struct rule_run *r, const struct passage *p)
{
	const struct date *own = &r->doc->head.ngay;
	uint32_t ngay = word_hash(S("ngày"));

	for (size_t i = 1; i + 3 < p->n_words; i++) {
		struct date d;
		size_t last;

		if (p->words[i].hash != ngay)
			continue;
		d = date_at(p, i, &last);
		if (d.year == 0 || last >= p->n_words || !is_before(&d, own) ||
		    !is_deadline(p, i) || is_told(p, i))
			continue;
		passage_find(r, p, p->words[i].off,
		    p->words[last].off + p->words[last].n - p->words[i].off, shown_date(r->a, &d),
		    shown_date(r->a, own));
	}
}

void
rule_deadline_before_date(struct rule_run *r)
{
	const struct typed *t;

	find_early(r, &r->doc->han_tra_loi);
	if (r->doc->head.ngay.year == 0)
		return;
	t = typed_of(r);
	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].kind == PASSAGE_BODY || t->v[i].kind == PASSAGE_CELL)
			check_deadlines(r, &t->v[i]);
}

void
rule_effect_before_date(struct rule_run *r)
{
	find_early(r, &r->doc->hieu_luc_tu);
}
