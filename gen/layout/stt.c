/* layout/stt.c: the numbers of rows that a table makes itself (`tu_dong: stt`).
 *
 * Each level of groups has a mark, and the rows one more: "A", "I", "1", "a", or "1.1",
 * which is the number above and its own. Which they are the template says, for tables
 * with one level of groups and for those with more, or `danh_so` of the table. */
#include "body_int.h"

#include "../base/diag.h"

/* "I." → "I", and what stands behind it. */
static str
cut_mark(str mark, str *behind)
{
	size_t n = mark.n;

	while (n && (mark.p[n - 1] == '.' || mark.p[n - 1] == ')'))
		n--;
	*behind = str_from(mark, n);
	return str_first(mark, n);
}

static bool
is_mark(str mark)
{
	str behind, core = cut_mark(mark, &behind);

	return behind.n < 2 && (str_is(core, "A") || str_is(core, "I") || str_is(core, "1") ||
				   str_is(core, "1.1") || str_is(core, "a"));
}

/* Levels of groups; *outer: how many groups stand in no other. */
static int
count_levels(const struct table *t, uint32_t *outer)
{
	int levels = 0;

	*outer = 0;
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->rows[i].group) {
			*outer += t->rows[i].level == 0;
			if (t->rows[i].level >= levels)
				levels = t->rows[i].level + 1;
		}
	return levels;
}

/* The template's marks, the last one good for all that follow. Where there are more
 * groups than letters, they begin one mark later. */
static void
take_template(struct stt *n, int levels, uint32_t outer)
{
	const str *v;
	size_t count =
	    style_words(n->l->s, levels > 1 ? "bang-so-nhieu-cap" : "bang-so-mot-cap", &v);

	if (count > 1 && str_is(v[0], "A") && numbering_letter(n->l, outer).n == 0) {
		v++;
		count--;
	}
	for (int i = 0; i <= levels; i++)
		n->marks[i] = count == 0 ? S("1") : (size_t)i < count ? v[i] : v[count - 1];
	if (levels == 0)
		n->marks[0] = S("1");
}

struct stt
stt_begin(struct layout *l, const struct table *t)
{
	struct stt n = { .l = l };
	uint32_t outer;
	int levels = count_levels(t, &outer);

	n.rows_at = levels;
	take_template(&n, levels, outer);
	for (size_t i = 0; t->danh_so.n == (size_t)levels + 1 && i < t->danh_so.n; i++)
		n.marks[i] = t->danh_so.v[i].s;
	return n;
}

/* The count at a level by its mark, with those above where it says so. */
static str
number_at(const struct stt *n, int level)
{
	str behind, core = cut_mark(n->marks[level], &behind), above, number;
	uint32_t count = n->count[level];

	if (str_is(core, "I"))
		return lay_roman(n->l->a, count);
	if (str_is(core, "A") || str_is(core, "a")) {
		number = numbering_letter(n->l, count);
		return str_is(core, "A") ? lay_upper(n->l, number) : number;
	}
	number = str_fmt(n->l->a, "%u", count);
	if (!str_is(core, "1.1") || level == 0 || n->count[level - 1] == 0)
		return number;
	above = cut_mark(n->marks[level - 1], &behind);
	if (!str_is(above, "1") && !str_is(above, "1.1"))
		return number;
	return str_fmt(n->l->a, "%.*s.%.*s", STR_ARG(number_at(n, level - 1)), STR_ARG(number));
}

static int
level_of(const struct stt *n, const struct row *row)
{
	return row->group ? row->level : n->rows_at;
}

str
stt_next(struct stt *n, const struct row *row)
{
	int level = level_of(n, row);
	str behind, number;

	n->count[level]++;
	for (int i = level + 1; i <= n->rows_at; i++)
		n->count[i] = 0;
	number = number_at(n, level);
	cut_mark(n->marks[level], &behind);
	return str_cat(n->l->a, number, behind);
}

/* ---- What a writer can't have --------------------------------------------------- */

static bool
has_numbers(const struct table *t)
{
	for (size_t i = 0; i < t->n_cols; i++)
		if (t->cols[i].tu_dong_stt)
			return true;
	return false;
}

/* Marks that are none; false: there are some. */
static bool
check_marks(const struct stt *n, const struct table *t)
{
	bool typed = t->danh_so.n > 0, ok = true;
	size_t n_marks = typed ? t->danh_so.n : (size_t)n->rows_at + 1;

	for (size_t i = 0; i < n_marks; i++) {
		str mark = typed ? t->danh_so.v[i].s : n->marks[i];

		if (is_mark(mark))
			continue;
		diag(n->l->d, D_TABLE_NUMBERS_MARK, typed ? t->danh_so.v[i].at : t->at, mark);
		ok = false;
	}
	return ok;
}

/* Only what a writer asks for can run out: the template's marks begin with I then. */
static void
check_letters(struct stt *n, const struct table *t)
{
	for (size_t i = 0; i < t->n_rows; i++) {
		int level = level_of(n, &t->rows[i]);

		if (t->rows[i].made && !t->rows[i].group) /* a total */
			continue;
		stt_next(n, &t->rows[i]);
		if (number_at(n, level).n)
			continue;
		diag(n->l->d, D_LETTERS_USED_UP, t->rows[i].at,
		    str_fmt(n->l->a, "%u", n->count[level]));
		return;
	}
}

void
stt_check(struct layout *l, const struct table *t)
{
	struct stt n;

	if (!has_numbers(t)) {
		if (t->danh_so.n)
			diag(l->d, D_TABLE_NUMBERS_NONE, t->danh_so.at);
		return;
	}
	n = stt_begin(l, t);
	if (!check_marks(&n, t))
		return;
	if (t->danh_so.n && t->danh_so.n != (size_t)n.rows_at + 1)
		diag(l->d, D_TABLE_NUMBERS_COUNT, t->danh_so.at, str_fmt(l->a, "%zu", t->danh_so.n),
		    str_fmt(l->a, "%d", n.rows_at), str_fmt(l->a, "%d", n.rows_at + 1));
	else if (t->danh_so.n)
		check_letters(&n, t);
}
