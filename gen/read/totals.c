/* read/totals.c: records as rows of the table, with the rows that add up.
 *
 * Numbers and money are added, or what a column has is counted (`tong: dem`);
 * a column with a formula is reckoned from the totals, not added, unless it is a
 * product. A total row
 * has its words in the columns before the first number. */
#include "bang_int.h"
#include "../base/utf.h"

void
totals_read(struct bang *b)
{
	static const char *const words[] = { "khong", "co", "cuoi", "dau", "nhom" };
	static const unsigned means[] = { 0, TOTAL_LAST, TOTAL_LAST, TOTAL_FIRST, TOTAL_GROUPS };
	const struct yval *v = b->k[BK_TONG];

	for (size_t i = 0; v && i < (v->kind == Y_LIST ? v->n : 1); i++) {
		int k =
		    value_choice(&b->r, S("tong"), v->kind == Y_LIST ? v->items[i] : v, words, 5);

		b->totals |= k < 0 ? 0 : means[k];
	}
}

/* ---- Adding up -------------------------------------------------------------------- */

static enum adding
adding_of(const struct bcol *c)
{
	if (c->adding != ADD_DEFAULT)
		return c->adding;
	return (c->kind == KIND_NUMBER || c->kind == KIND_MONEY) &&
		       (c->fill == FILL_WRITER || formula_is_product(c))
		   ? ADD_SUM
		   : ADD_NOTHING;
}

/* Whether a total row says something in that column. */
static bool
is_added(const struct bcol *c)
{
	return adding_of(c) != ADD_NOTHING || (c->fill == FILL_FORMULA && c->adding != ADD_NOTHING);
}

static void
add_value(struct bang *b, const struct bcol *c, const struct datum *d, struct datum *sum)
{
	struct dec one = { 1, 0 };

	if (adding_of(c) == ADD_SUM && d->has_num && kinds_is_number(c->kind)) {
		if (!dec_add(&sum->num, d->num))
			md_report(b->md, D_TABLE_TOTAL_BIG, d->text.at, c->name);
		sum->has_num = true;
	} else if (adding_of(c) == ADD_COUNT) {
		if (str_trim(d->text.s).n)
			dec_add(&sum->num, one);
		sum->has_num = true;
	}
}

static void
show_sum(struct bang *b, const struct bcol *c, struct datum *sum)
{
	enum kind kind = adding_of(c) == ADD_COUNT ? KIND_NUMBER : c->kind;

	if (!sum->has_num || (c->fill == FILL_FORMULA && !formula_is_product(c)))
		return;
	sum->text.s = kinds_show(b->md->arena, kind, sum->num);
	sum->text.how = TEXT_POINT;
}

/* The sums of records [from, to). */
static struct datum *
add_up(struct bang *b, size_t from, size_t to, pos at)
{
	struct datum *sums = NEW_N(b->md->arena, struct datum, b->n_cols);

	for (size_t k = 0; k < b->n_cols; k++)
		sums[k].text = (struct text){ .at = at, .how = TEXT_POINT };
	for (size_t i = from; i < to; i++)
		for (size_t k = 0; !b->records.v[i].silent && k < b->n_cols; k++)
			add_value(b, &b->cols[k], &b->records.v[i].v[k], &sums[k]);
	for (size_t k = 0; k < b->n_cols; k++) {
		show_sum(b, &b->cols[k], &sums[k]);
		/* A formula of totals takes no number of rows for one. */
		sums[k].has_num = sums[k].has_num && adding_of(&b->cols[k]) == ADD_SUM;
	}
	formulas_fill(b, sums, at, true);
	return sums;
}

/* ---- Rows -------------------------------------------------------------------------- */

static struct row *
next_row(struct bang *b, pos at)
{
	struct row *row = &b->t->rows[b->t->n_rows++];

	row->cells = NEW_N(b->md->nodes, struct cell, b->t->n_cols);
	row->at = at;
	return row;
}

static struct cell *
add_cell(const struct bang *b, struct row *row, int col, int cols, pos at)
{
	struct cell *c = &row->cells[row->n++];

	*c = (struct cell){ .col = col,
		.row = (int)b->t->n_rows - 1,
		.cols = cols,
		.rows = 1,
		.bold = row->bold,
		.at = at };
	return c;
}

static void
add_datum(struct bang *b, struct row *row, const struct bcol *c, struct datum *d)
{
	struct cell *cell = add_cell(b, row, c->shown, 1, d->text.at);

	cell->blocks = d->blocks ? d->blocks : md_plain(b->md, &d->text);
}

static void
make_silent_row(struct bang *b, const struct record *r)
{
	struct row *row = next_row(b, r->at);
	bool named = false;

	for (size_t i = 0; i < b->n_cols && !named; i++) {
		const struct bcol *c = &b->cols[i];

		if (c->shown < 0 || c->fill == FILL_STT)
			continue;
		add_datum(b, row, c, &r->v[i]);
		named = c->fill == FILL_UNIT;
		if (named)
			add_cell(b, row, c->shown + 1, (int)b->t->n_cols - c->shown - 1, r->at)
			    ->word = S("chua-bao-cao");
	}
}

static void
make_row(struct bang *b, const struct record *r)
{
	struct row *row;

	if (r->silent) {
		make_silent_row(b, r);
		return;
	}
	row = next_row(b, r->at);
	row->bold = r->bold;
	row->cao = r->cao;
	for (size_t i = 0; i < b->n_cols; i++)
		if (b->cols[i].shown >= 0 && b->cols[i].fill != FILL_STT)
			add_datum(b, row, &b->cols[i], &r->v[i]);
}

/* ---- Rows of totals ------------------------------------------------------------------ */

/* The first column that a total row has a number in; n_cols: none. */
static size_t
first_added(const struct bang *b)
{
	size_t i = 0;

	while (i < b->n_cols && (b->cols[i].shown < 0 || !is_added(&b->cols[i])))
		i++;
	return i;
}

static void
add_sums(struct bang *b, struct row *row, struct datum *sums, size_t from)
{
	for (size_t i = from; i < b->n_cols; i++) {
		if (b->cols[i].shown < 0)
			continue;
		if (!is_added(&b->cols[i]))
			sums[i].text.s = (str){ NULL, 0 };
		add_datum(b, row, &b->cols[i], &sums[i]);
	}
}

static void
make_total_row(struct bang *b, struct datum *sums)
{
	pos at = b->k[BK_TONG]->at;
	struct row *row = next_row(b, at);
	size_t first = first_added(b);
	struct cell *c;

	row->bold = true;
	row->made = true;
	c = add_cell(b, row, 0, b->cols[first].shown, at);
	c->word = S("tong");
	c->align = ALIGN_CENTER;
	add_sums(b, row, sums, first);
}

/* The row of a group; its number, if there is one, is made with the page. */
static void
make_group_row(struct bang *b, const struct section *s, struct datum *sums)
{
	struct row *row = next_row(b, s->at);
	size_t first = sums ? first_added(b) : b->n_cols;
	int end = first < b->n_cols ? b->cols[first].shown : (int)b->t->n_cols;
	int col = 0;
	struct cell *c;

	while (col < end && b->t->cols[col].tu_dong_stt)
		col++;
	row->group = true;
	row->level = s->level;
	row->made = true;
	c = add_cell(b, row, col, end - col, s->at);
	c->blocks = s->blocks;
	c->word = s->blocks ? S("") : S("chua-bao-cao");
	if (b->t->cols[col].canh != ALIGN_DEFAULT && c->cols == 1)
		c->align = ALIGN_LEFT; /* a name, whatever the column holds */
	if (sums)
		add_sums(b, row, sums, first);
}

/* What `tong` of a column asks for can be had: words and days have no sum, and what is
 * reckoned is reckoned from the totals. */
static void
can_add(struct bang *b, const struct bcol *c)
{
	bool made = (c->fill == FILL_FORMULA && !formula_is_product(c)) || c->fill == FILL_STT;

	if ((c->adding == ADD_SUM && (made || !kinds_is_number(c->kind))) ||
	    (c->adding == ADD_COUNT && made))
		md_report(b->md, D_TABLE_TOTAL_KIND, c->tong_at, c->name);
}

/* The words of a total need a column, and a total needs a number. */
static bool
can_total(struct bang *b)
{
	size_t first = first_added(b);
	pos at = b->k[BK_TONG] ? b->k[BK_TONG]->at : b->t->at;
	int words = 0;

	if (b->totals == 0)
		return true;
	for (size_t i = 0; i < b->n_cols; i++)
		can_add(b, &b->cols[i]);
	if (first == b->n_cols) {
		md_report(b->md, D_TABLE_TOTAL_NOTHING, at);
		return false;
	}
	for (int i = 0; i < b->cols[first].shown; i++)
		words += !b->t->cols[i].tu_dong_stt;
	if (words == 0)
		md_report(b->md, D_TABLE_TOTAL_WORDS, at, b->cols[first].name);
	else if ((b->totals & TOTAL_GROUPS) && b->sections.n == 0)
		md_report(b->md, D_TABLE_TOTAL_GROUPS, at);
	else
		return true;
	return false;
}

/* Words that stand alone before a sum; "tổng cộng" also with what follows. */
static bool
is_total(struct arena *a, str s)
{
	/* With their marks: "công" is a day's work. */
	static const char *const words[] = { "tổng", "tổng số", "tổng cộng", "cộng" };

	if (s.n > 100) /* no label */
		return false;
	s = utf_lower(a, s);
	if (str_starts(s, S("tổng cộng ")))
		return true;
	if (str_ends(s, S(":")))
		s = str_trim(str_first(s, s.n - 1));
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (str_is(s, words[k]))
			return true;
	return false;
}

/* A row that is a total already would be added once more. */
static void
refuse_totals(struct bang *b)
{
	for (size_t i = 0; b->totals && i < b->records.n; i++) {
		const struct record *r = &b->records.v[i];

		for (size_t k = 0; k < b->n_cols; k++)
			if (b->cols[k].fill == FILL_WRITER && !r->v[k].has_num &&
			    is_total(b->md->arena, datum_value(&r->v[k]))) {
				md_report(b->md, D_TABLE_TOTAL_TYPED, r->at);
				break;
			}
	}
}

static bool
is_in(const struct section *s, const struct section *outer)
{
	while (s && s->level > outer->level)
		s = s->parent;
	return s == outer;
}

/* A group that a filter has emptied is gone; one that was typed without rows stands. */
static bool
is_shown(const struct bang *b, const struct section *s, size_t from, size_t to)
{
	return from < to || (s->first == NULL && s->blocks && b->k[BK_LOC] == NULL);
}

/* The rows from record i on that stand right in s. */
static size_t
make_rows_of(struct bang *b, const struct section *s, size_t i)
{
	while (i < b->records.n && b->records.v[i].section == s)
		make_row(b, &b->records.v[i++]);
	return i;
}

/* The row of s, with the sums of all that is in it, and its own rows, from record i on. */
static size_t
make_section_rows(struct bang *b, const struct section *s, size_t i)
{
	bool adds = (b->totals & TOTAL_GROUPS) && s->blocks;
	size_t to = i;

	while (to < b->records.n && is_in(b->records.v[to].section, s))
		to++;
	if (is_shown(b, s, i, to))
		make_group_row(b, s, adds ? add_up(b, i, to, s->at) : NULL);
	return make_rows_of(b, s, i);
}

void
totals_make_rows(struct bang *b)
{
	size_t n = b->records.n, i;

	refuse_totals(b);
	if (!can_total(b))
		b->totals = 0;
	b->t->rows = NEW_N(b->md->nodes, struct row, n + b->sections.n + 3);
	if (n && (b->totals & TOTAL_FIRST))
		make_total_row(b, add_up(b, 0, n, b->k[BK_TONG]->at));
	i = make_rows_of(b, NULL, 0);
	for (size_t k = 0; k < b->sections.n; k++)
		i = make_section_rows(b, b->sections.v[k], i);
	if (n && (b->totals & TOTAL_LAST))
		make_total_row(b, add_up(b, 0, n, b->k[BK_TONG]->at));
}
