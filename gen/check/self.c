/* check/self.c: rules on what a document says of itself: its articles among the
 * recipients, its dates among each other. */
#include "check_int.h"

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

void
rule_deadline_before_date(struct rule_run *r)
{
	find_early(r, &r->doc->han_tra_loi);
}

void
rule_effect_before_date(struct rule_run *r)
{
	find_early(r, &r->doc->hieu_luc_tu);
}
