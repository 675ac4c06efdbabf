/* check/sums.c: totals in tables.
 *
 * A row whose first words are "Tổng", "Tổng số", "Tổng cộng" or "Cộng" ought to
 * hold the sums of its columns. What people add up differs: the whole table,
 * the rows since the last group or total, the totals so far, or, where the row
 * comes first, what follows. A total that equals any of these is right; one
 * that equals none is told. Nothing is told of a table where rows are parts of
 * others (different kinds of numbers in front, bold ones, "Trong đó"), of a
 * column that holds anything but numbers, and of shares and unit prices. */
#include "check_int.h"

#include "../base/buf.h"
#include "../base/utf.h"

enum { SCALE = 10000, DECIMALS = 4, MAX_DIGITS = 13 };

struct amount {
	enum { IS_EMPTY, IS_NUMBER, IS_TEXT } kind;
	int64_t value; /* in 1/SCALE */
	int decimals;
};

/* What a row is to its table. */
enum row_kind { ROW_DATA, ROW_GROUP, ROW_TOTAL };

struct sheet {
	struct rule_run *r;
	const struct table *t;
	enum row_kind *kind; /* [n_rows] */
};

/* A sum of some rows of a column. */
struct sum {
	int64_t value;
	size_t numbers;
	int decimals;
	bool clear; /* nothing but numbers and empty cells */
};

/* ---- Cells ---------------------------------------------------------------------- */

/* The text of inline content; false: there is more in it than text. */
static bool
plain_inl(const struct inl *i, struct buf *out)
{
	bool plain = true;

	for (; i != NULL; i = i->next) {
		if (i->kind == INL_TEXT)
			buf_str(out, i->text);
		else if (i->kind == INL_BREAK)
			buf_c(out, ' ');
		else
			plain = plain && i->kind == INL_FOOTNOTE;
	}
	return plain;
}

/* The text of a cell of one paragraph; of any other, something that is no number. */
static str
cell_text(struct arena *a, const struct cell *c)
{
	struct buf b;
	str text;
	bool plain;

	if (c->blocks == NULL)
		return S("");
	if (c->blocks->next != NULL || c->blocks->kind != BLK_PARA)
		return S("?");
	buf_init(&b);
	plain = plain_inl(c->blocks->inl, &b);
	text = plain ? str_trim(buf_dup(&b, a)) : S("?");
	buf_free(&b);
	return text;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, in groups of three behind dots where there are dots. */
static bool
read_whole(str s, int64_t *value)
{
	size_t dot = str_find_c(s, '.'), digits = 0, since = 0;
	bool grouped = dot != STR_NONE;

	if (s.n == 0 || (grouped && (dot == 0 || dot > 3)))
		return false;
	*value = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			if (i != dot && since != 3)
				return false;
			since = 0;
		} else if (is_digit(s.p[i]) && ++digits <= MAX_DIGITS) {
			*value = *value * 10 + (s.p[i] - '0');
			since++;
		} else {
			return false;
		}
	}
	return !grouped || since == 3;
}

/* 1.234,5 as people write numbers here. */
static struct amount
read_amount(str s)
{
	struct amount a = { .kind = IS_TEXT };
	bool minus = str_starts(s, S("-")) && s.n > 1;
	str whole, rest;
	int64_t value = 0;

	if (s.n == 0 || str_is(s, "-") || str_is(s, "–"))
		return (struct amount){ .kind = IS_EMPTY };
	whole = str_cut(minus ? str_from(s, 1) : s, ',', &rest);
	if (!read_whole(whole, &value) || (rest.p != NULL && (rest.n == 0 || rest.n > DECIMALS)))
		return a;
	for (size_t i = 0; i < DECIMALS; i++) {
		if (i < rest.n && !is_digit(rest.p[i]))
			return a;
		value = value * 10 + (i < rest.n ? rest.p[i] - '0' : 0);
	}
	return (struct amount){ IS_NUMBER, minus ? -value : value, (int)rest.n };
}

static const struct cell *
find_cell(const struct row *row, int col)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].col == col)
			return &row->cells[i];
	return NULL;
}

/* ---- Rows ------------------------------------------------------------------------ */

/* The first cell that says something in words. */
static str
first_words(struct arena *a, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		str text = cell_text(a, &row->cells[i]);

		if (read_amount(text).kind == IS_TEXT)
			return text;
	}
	return S("");
}

static bool
is_total(struct arena *a, const struct row *row)
{
	static const char *const words[] = { "tong", "tong-so", "tong-cong", "cong" };
	enum { LONGEST = 64 }; /* bytes; the words have no more than twenty */
	str text = first_words(a, row);

	if (text.n > LONGEST)
		return false;
	if (str_ends(text, S(":")))
		text = str_first(text, text.n - 1);
	text = utf_fold(a, text, '-');
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is(text, words[i]))
			return true;
	return false;
}

static void
sort_rows(struct sheet *s)
{
	s->kind = NEW_N(s->r->a, enum row_kind, s->t->n_rows + 1);
	for (size_t i = 0; i < s->t->n_rows; i++) {
		const struct row *row = &s->t->rows[i];

		if (row->group)
			s->kind[i] = ROW_GROUP;
		else if (row->made || is_total(s->r->a, row))
			s->kind[i] = ROW_TOTAL;
	}
}

/* The sort of label a row opens with: rows of different sorts are parts of each
 * other. */
static int
label_sort(struct arena *a, const struct row *row)
{
	str first = row->n ? cell_text(a, &row->cells[0]) : S("");
	str words = first_words(a, row);
	int sort = row->bold || (row->n && row->cells[0].bold) ? 100 : 0;

	if (str_starts(words, S("-")) || str_starts(words, S("+")) || str_starts(words, S("•")))
		return sort + 1;
	if (read_amount(first).kind == IS_NUMBER)
		return sort + 2;
	if (first.n == 0)
		return sort + 3;
	if (first.n <= 5 && utf_len(first) == first.n)
		return is_digit(first.p[0]) ? sort + 4 : sort + 5; /* 1.1; I, A, a) */
	return sort + 6;
}

static bool
is_flat(const struct sheet *s)
{
	int sort = -1;

	for (size_t i = 0; i < s->t->n_rows; i++) {
		const struct row *row = &s->t->rows[i];
		int own = label_sort(s->r->a, row);

		if (s->kind[i] != ROW_DATA)
			continue;
		if (str_starts(utf_fold(s->r->a, first_words(s->r->a, row), '-'), S("trong-do")))
			return false;
		if (sort >= 0 && own != sort)
			return false;
		sort = own;
	}
	return true;
}

/* ---- Columns ---------------------------------------------------------------------- */

/* All that the header says above a column. */
static str
header_of(struct arena *a, const struct table *t, int col)
{
	struct buf b;
	str text;

	buf_init(&b);
	if (t->n_head == 0 && (size_t)col < t->n_cols)
		plain_inl(t->cols[col].ten, &b);
	for (size_t i = 0; i < t->n_head; i++)
		for (size_t k = 0; k < t->head[i].n; k++) {
			const struct cell *c = &t->head[i].cells[k];

			if (c->col > col || col >= c->col + c->cols)
				continue;
			buf_z(&b, b.n ? ", " : "");
			buf_str(&b, cell_text(a, c));
		}
	text = buf_dup(&b, a);
	buf_free(&b);
	return text;
}

/* Shares, prices and means don't add up, and words and days neither. */
static bool
adds_up(struct sheet *s, int col, str header)
{
	static const char *const words[] = { "ty-le", "ti-le", "don-gia", "binh-quan", "trung-binh",
		"ty-trong", "ti-trong", "he-so", "stt" };
	str folded = utf_fold(s->r->a, header, '-');
	str kind = (size_t)col < s->t->n_cols ? s->t->cols[col].kieu.s : S("");

	if (str_is(kind, "chu") || str_is(kind, "phan-tram") || str_is(kind, "ngay") ||
	    str_find_c(header, '%') != STR_NONE)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_find(folded, str_z(words[i])) != STR_NONE)
			return false;
	return true;
}

/* The sum of the rows of one kind in [from, to). */
static struct sum
add_rows(const struct sheet *s, int col, size_t from, size_t to, enum row_kind kind)
{
	struct sum sum = { .clear = true };

	for (size_t i = from; i < to; i++) {
		const struct cell *c = find_cell(&s->t->rows[i], col);
		struct amount a;

		if (s->kind[i] != kind || c == NULL)
			continue;
		a = read_amount(cell_text(s->r->a, c));
		sum.clear = sum.clear && a.kind != IS_TEXT && c->cols == 1;
		sum.numbers += a.kind == IS_NUMBER;
		sum.value += a.value;
		if (a.decimals > sum.decimals)
			sum.decimals = a.decimals;
	}
	return sum;
}

/* Rounded amounts may be off by half of their last digit, each. */
static bool
equals(const struct sum *sum, struct amount total)
{
	int64_t unit = SCALE, off = sum->value - total.value;
	int decimals = total.decimals > sum->decimals ? total.decimals : sum->decimals;

	for (int i = 0; i < decimals; i++)
		unit /= 10;
	off = off < 0 ? -off : off;
	return off == 0 || (decimals && off <= unit * (int64_t)sum->numbers / 2);
}

static str
shown_amount(struct arena *a, const struct sum *sum)
{
	int64_t value = sum->value < 0 ? -sum->value : sum->value, part = value % SCALE;
	str whole = str_fmt(a, "%lld", (long long)(value / SCALE)), out = S("");

	for (; whole.n > 3; whole.n -= 3)
		out = str_fmt(a, ".%.*s%.*s", STR_ARG(str_from(whole, whole.n - 3)), STR_ARG(out));
	out = str_fmt(a, "%s%.*s%.*s", sum->value < 0 ? "-" : "", STR_ARG(whole), STR_ARG(out));
	for (int i = sum->decimals; i < DECIMALS; i++)
		part /= 10;
	return sum->decimals
		   ? str_fmt(a, "%.*s,%0*lld", STR_ARG(out), sum->decimals, (long long)part)
		   : out;
}

/* ---- A total ------------------------------------------------------------------------ */

/* The row behind the last one of these kinds before row i. */
static size_t
section_start(const struct sheet *s, size_t i, bool groups)
{
	while (i && s->kind[i - 1] != ROW_TOTAL && !(groups && s->kind[i - 1] == ROW_GROUP))
		i--;
	return i;
}

static size_t
next_total(const struct sheet *s, size_t i)
{
	for (i++; i < s->t->n_rows; i++)
		if (s->kind[i] == ROW_TOTAL)
			return i;
	return s->t->n_rows;
}

/* All sums that row i may mean, the likeliest first; their number. */
static size_t
possible_sums(const struct sheet *s, int col, size_t i, struct sum *v)
{
	size_t n = 0, all = s->t->n_rows, next = next_total(s, i);
	struct sum before = add_rows(s, col, 0, i, ROW_DATA);
	struct sum section = add_rows(s, col, section_start(s, i, true), i, ROW_DATA);

	if (before.numbers == 0) {
		v[n++] = add_rows(s, col, i + 1, next, ROW_DATA);
		v[n++] = add_rows(s, col, i + 1, all, ROW_DATA);
		v[n++] = add_rows(s, col, i + 1, all, ROW_TOTAL);
		return n;
	}
	v[n++] = next < all ? section : before;
	v[n++] = next < all ? before : section;
	v[n++] = add_rows(s, col, section_start(s, i, false), i, ROW_DATA);
	v[n++] = add_rows(s, col, 0, i, ROW_TOTAL);
	return n;
}

static void
check_total(struct sheet *s, size_t i, const struct cell *c)
{
	enum { MOST = 4 };
	struct amount total = read_amount(cell_text(s->r->a, c));
	str header = header_of(s->r->a, s->t, c->col);
	struct sum v[MOST];
	size_t n;

	if (total.kind != IS_NUMBER || c->cols != 1 || !adds_up(s, c->col, header))
		return;
	n = possible_sums(s, c->col, i, v);
	if (v[0].numbers < 2)
		return;
	for (size_t k = 0; k < n; k++)
		if (!v[k].clear || equals(&v[k], total))
			return;
	rule_find_at(s->r, s->r->doc, c->at, (pos){ NULL, 0, 0, 0 },
	    (const str[]){ cell_text(s->r->a, c), shown_amount(s->r->a, &v[0]), header });
}

/* What the program has added up itself needs no second look. */
static bool
is_typed_total(const struct sheet *s, size_t i)
{
	return s->kind[i] == ROW_TOTAL && !s->t->rows[i].made;
}

static bool
has_typed_total(const struct sheet *s)
{
	for (size_t i = 0; i < s->t->n_rows; i++)
		if (is_typed_total(s, i))
			return true;
	return false;
}

static void
check_table(void *ctx, const struct block *b)
{
	struct sheet s = { .r = ctx, .t = b->table };

	if (b->kind != BLK_TABLE || b->table == NULL)
		return;
	sort_rows(&s);
	if (!has_typed_total(&s) || !is_flat(&s))
		return;
	for (size_t i = 0; i < s.t->n_rows; i++)
		for (size_t k = 0; is_typed_total(&s, i) && k < s.t->rows[i].n; k++)
			check_total(&s, i, &s.t->rows[i].cells[k]);
}

void
rule_table_sum(struct rule_run *r)
{
	struct walk w = { .ctx = r, .block = check_table };

	walk_document(r->doc, &w);
}
