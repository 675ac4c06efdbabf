/* read/formula.c: columns that are reckoned from others of their row: `tinh`. */
#include "bang_int.h"
#include "../base/utf.h"

/* Whether column k may stand in the formula of column i. */
static bool
is_operand(const struct bang *b, size_t i, size_t k)
{
	return kinds_is_number(b->cols[k].kind) &&
	       (b->cols[k].fill == FILL_WRITER || (b->cols[k].fill == FILL_FORMULA && k < i));
}

static size_t
column_named(const struct bang *b, str name)
{
	str fold = utf_fold(b->md->arena, name, '_');

	for (size_t i = 0; fold.n && i < b->n_cols; i++)
		if (str_eq(b->cols[i].fold, fold))
			return i;
	return SIZE_MAX;
}

struct cut {
	struct bang *b;
	str typed;
	struct term *terms;
	size_t n;
	bool *dead; /* prefixes of the text that are no formula */
};

/* The operator that ends right before byte i of s: its sign and its length; 0: none. A lone
 * x between spaces multiplies as × and * do. */
static size_t
operator_before(str s, size_t i, char *op)
{
	char c = s.p[i - 1];

	*op = c;
	if (c == '/' || c == '+' || c == '-' || c == '*')
		return 1;
	*op = '*';
	if ((c == 'x' || c == 'X') && i > 1 && s.p[i - 2] == ' ' && i < s.n && s.p[i] == ' ')
		return 1;
	return i > 1 && s.p[i - 2] == '\xC3' && c == '\x97' ? 2 : 0; /* × */
}

/* Columns with signs between them, from the left; names may hold the signs, too. */
static bool
cut_terms(struct cut *c, size_t end)
{
	str s = str_first(c->typed, end);
	size_t whole = column_named(c->b, s), n, right;
	char op;

	if (whole != SIZE_MAX) {
		c->terms[c->n++] = (struct term){ 0, whole };
		return true;
	}
	for (size_t i = end; i-- > 1 && !c->dead[end];) {
		n = operator_before(s, i, &op);
		right = n ? column_named(c->b, str_from(s, i)) : SIZE_MAX;
		if (right == SIZE_MAX || i == n || !cut_terms(c, i - n))
			continue;
		c->terms[c->n++] = (struct term){ op, right };
		return true;
	}
	c->dead[end] = true;
	return false;
}

static bool
cut_formula(struct bang *b, struct bcol *col, str s)
{
	enum { LONG = 1000 };
	struct cut c = { b, s, NULL, 0, NULL };

	if (s.n > LONG)
		return false;
	c.terms = NEW_N(b->md->arena, struct term, s.n + 1);
	c.dead = NEW_N(b->md->arena, bool, s.n + 1);
	if (!cut_terms(&c, s.n) || c.n < 2)
		return false;
	col->terms = c.terms;
	col->n_terms = c.n;
	/* Sums and differences, or products, or one division. */
	for (size_t i = 2; i < c.n; i++) {
		bool adds = c.terms[i].op == '+' || c.terms[i].op == '-';
		bool added = c.terms[i - 1].op == '+' || c.terms[i - 1].op == '-';

		if (adds != added || c.terms[i].op == '/' || c.terms[i - 1].op == '/')
			return false;
	}
	return true;
}

bool
formula_is_product(const struct bcol *c)
{
	return c->fill == FILL_FORMULA && c->n_terms > 1 && c->terms[1].op == '*';
}

/* A percent stands for a hundredth: but for a product with one, with anything but percents
 * it comes to nonsense, and so does a sum of others as a percent. */
static bool
mixes_percent(const struct bang *b, const struct bcol *c)
{
	size_t percents = 0;

	for (size_t i = 0; i < c->n_terms; i++)
		percents += b->cols[c->terms[i].col].kind == KIND_PERCENT;
	if (formula_is_product(c))
		return percents > 1 || c->kind == KIND_PERCENT;
	return (percents > 0 && percents < c->n_terms) ||
	       (c->terms[1].op != '/' && (percents > 0) != (c->kind == KIND_PERCENT));
}

static bool
are_operands(const struct bang *b, size_t i)
{
	for (size_t k = 0; k < b->cols[i].n_terms; k++)
		if (!is_operand(b, i, b->cols[i].terms[k].col))
			return false;
	return true;
}

bool
formulas_read(struct bang *b)
{
	bool ok = true;

	for (size_t i = 0; i < b->n_cols; i++) {
		struct bcol *c = &b->cols[i];
		struct val typed;

		if (c->fill != FILL_FORMULA)
			continue;
		if (!value_text(&b->r, S("tinh"), c->tinh, &typed)) {
			ok = false;
		} else if (!cut_formula(b, c, typed.s)) {
			md_report(b->md, D_TABLE_FORMULA, c->tinh->at, typed.s);
			ok = false;
		} else if (!kinds_is_number(c->kind) || !are_operands(b, i)) {
			md_report(b->md, D_TABLE_FORMULA_KIND, c->tinh->at, typed.s);
			ok = false;
		} else if (mixes_percent(b, c)) {
			md_report(b->md, D_TABLE_FORMULA_MIXED, c->tinh->at, typed.s);
			ok = false;
		}
	}
	return ok;
}

static bool
apply(const struct bang *b, const struct bcol *c, const struct term *t, struct dec y, struct dec *x)
{
	int times = c->kind == KIND_PERCENT ? 100 : 1;
	int places = c->le >= 0 ? c->le : c->kind == KIND_PERCENT ? 1 : 2;

	if (t->op == '/')
		return dec_ratio(*x, y, times, places, x);
	if (t->op == '*' && b->cols[t->col].kind == KIND_PERCENT)
		y.places += 2;
	return t->op == '*' ? dec_mul(x, y) : t->op == '+' ? dec_add(x, y) : dec_sub(x, y);
}

/* Whether the cells of a row say enough: an empty one leaves a sum what the others make,
 * as in its total; a product, a share or the difference of two has no result then. */
static bool
can_reckon(const struct bcol *c, const struct datum *v)
{
	bool sum = c->terms[1].op == '+' || (c->terms[1].op == '-' && c->n_terms > 2);
	bool any = false, all = true;

	for (size_t i = 0; i < c->n_terms; i++) {
		const struct datum *d = &v[c->terms[i].col];

		any |= d->has_num;
		all &= d->has_num && !(c->terms[i].op == '/' && d->num.v == 0);
	}
	return sum ? any : all;
}

/* False: there is nothing to say (an empty cell, a division by zero). */
static bool
reckon(struct bang *b, const struct bcol *c, const struct datum *v, pos at, struct dec *out)
{
	const struct term *t = c->terms;
	bool fits = true;

	if (!can_reckon(c, v))
		return false;
	*out = v[t[0].col].has_num ? v[t[0].col].num : (struct dec){ 0, 0 };
	if (formula_is_product(c) && b->cols[t[0].col].kind == KIND_PERCENT)
		out->places += 2;
	for (size_t i = 1; fits && i < c->n_terms; i++)
		if (v[t[i].col].has_num)
			fits = apply(b, c, &t[i], v[t[i].col].num, out);
	if (fits && t[1].op != '/' && c->le >= 0)
		fits = dec_round(*out, c->le, out);
	if (!fits)
		md_report(b->md, D_TABLE_TOTAL_BIG, at, c->name);
	return fits;
}

/* A unit that has reckoned itself: the same, as far as its decimals go? */
static void
compare_typed(struct bang *b, const struct bcol *c, const struct datum *typed, struct dec made)
{
	struct dec rounded = made;

	if (!typed->has_num)
		return;
	if (typed->num.places < made.places && !dec_round(made, typed->num.places, &rounded))
		return;
	if (dec_cmp(rounded, typed->num) != 0)
		md_report(b->md, D_TABLE_FORMULA_DIFFERS, typed->text.at,
		    kinds_show(b->md->arena, c->kind, typed->num),
		    kinds_show(b->md->arena, c->kind, made), c->name);
}

void
formulas_fill(struct bang *b, struct datum *v, pos at, bool totals)
{
	for (size_t i = 0; i < b->n_cols; i++) {
		const struct bcol *c = &b->cols[i];
		struct dec made;

		if (c->fill != FILL_FORMULA || (totals && formula_is_product(c)))
			continue;
		if (!reckon(b, c, v, at, &made)) {
			v[i].has_num = false;
			datum_set_text(&v[i], S(""));
			continue;
		}
		compare_typed(b, c, &v[i], made);
		v[i].num = made;
		v[i].has_num = true;
		datum_set_text(&v[i], kinds_show(b->md->arena, c->kind, made));
	}
}
