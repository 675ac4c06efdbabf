/* read/csv.c: the columns and rows of a CSV file (RFC 4180). Spreadsheets in
 * Vietnam write `;`, others `,` or Tab: the separator is the one with which the
 * header line names most of the columns that are looked for. Cells are text, a
 * newline in quotes is a line break. */
#include "data.h"
#include "../base/utf.h"

struct field {
	struct text text;
	bool quoted;
};

struct csv {
	struct arena *arena;
	struct diags *d;
	size_t told; /* findings there were before this file */
	const struct src *src;
	struct text all;
	char separator;
	size_t off;               /* of the next record */
	size_t start;             /* of the last one */
	VEC(struct field) fields; /* of the last one */
	bool open;                /* a quote in it was not closed */
	/* Where place() was last: places are asked for in order, and a line may
	 * be as long as the file. */
	size_t last_off;
	pos last;
};

/* Reports, unless this file has had its share. */
#define csv_report(csv, code, ...)                          \
	((csv)->d->list.n - (csv)->told < DATA_MAX_REPORTS  \
		? (void)diag((csv)->d, code, ##__VA_ARGS__) \
		: (void)0)

/* ---- Records ------------------------------------------------------------------ */

static pos
place(struct csv *csv, size_t off, size_t n)
{
	str run = str_sub(csv->src->text, off, n);
	pos at;

	if (csv->last.src == NULL || off < csv->last_off) {
		csv->last_off = off;
		csv->last = text_pos(&csv->all, off, 0);
	}
	while (csv->last_off < off) {
		csv->last.col++;
		if (csv->src->text.p[csv->last_off] == '\n') {
			csv->last.line++;
			csv->last.col = 1;
		}
		utf_next(csv->src->text, &csv->last_off);
	}
	at = csv->last;
	at.len = (uint32_t)utf_len(str_first(run, str_find_c(run, '\n')));
	return at;
}

static char
byte_at(const struct csv *csv, size_t i)
{
	return i < csv->src->text.n ? csv->src->text.p[i] : '\n';
}

static bool
at_end(const struct csv *csv, size_t i)
{
	return byte_at(csv, i) == csv->separator || byte_at(csv, i) == '\n';
}

/* A field without quotes: all up to the separator. */
static size_t
bare_field(struct csv *csv, size_t i, struct field *f)
{
	size_t start = i;

	while (!at_end(csv, i))
		i++;
	f->text = csv->all;
	f->text.s = str_sub(csv->src->text, start, i - start);
	f->text.at = place(csv, start, i - start);
	return i;
}

/* What stands between quotes; `""` is one. */
static size_t
quoted_field(struct csv *csv, size_t i, struct field *f, bool quiet)
{
	size_t open = i++, start = i;
	bool doubled = false;

	while (i < csv->src->text.n && (byte_at(csv, i) != '"' || byte_at(csv, i + 1) == '"')) {
		doubled = doubled || byte_at(csv, i) == '"';
		i += byte_at(csv, i) == '"' ? 2 : 1;
	}
	f->quoted = true;
	f->text = csv->all;
	f->text.s = str_sub(csv->src->text, start, i - start);
	f->text.at = place(csv, start, i - start);
	if (doubled) {
		f->text.s = str_replace(csv->arena, f->text.s, S("\"\""), S("\""));
		f->text.how = TEXT_POINT;
	}
	if (i >= csv->src->text.n) {
		csv->open = true;
		if (!quiet)
			csv_report(csv, D_CSV_QUOTE_OPEN, place(csv, open, 1));
		return i;
	}
	if (!at_end(csv, ++i) && !quiet)
		csv_report(csv, D_CSV_QUOTE_AFTER, place(csv, i, 1));
	while (!at_end(csv, i))
		i++;
	return i;
}

/* The next record into csv->fields; false at the end of the file. */
static bool
next_record(struct csv *csv, bool quiet)
{
	size_t i = csv->off;

	if (i >= csv->src->text.n)
		return false;
	csv->start = i;
	csv->fields.n = 0;
	csv->open = false;
	for (;; i++) {
		struct field f = { .quoted = false };

		i = byte_at(csv, i) == '"' ? quoted_field(csv, i, &f, quiet)
					   : bare_field(csv, i, &f);
		VEC_PUSH(csv->arena, &csv->fields, f);
		if (i >= csv->src->text.n || byte_at(csv, i) == '\n')
			break;
	}
	csv->off = i + 1;
	return true;
}

static bool
is_empty_line(const struct csv *csv)
{
	return csv->fields.n == 1 && !csv->fields.v[0].quoted &&
	       str_trim(csv->fields.v[0].text.s).n == 0;
}

static bool
next_row(struct csv *csv)
{
	while (next_record(csv, false))
		if (!is_empty_line(csv))
			return true;
	return false;
}

/* ---- The header ---------------------------------------------------------------- */

static void
fold_fields(struct csv *csv, struct data *out)
{
	out->n_cols = csv->fields.n;
	out->folds = NEW_N(csv->arena, str, out->n_cols + 1);
	for (size_t i = 0; i < out->n_cols; i++)
		out->folds[i] = utf_fold(csv->arena, csv->fields.v[i].text.s, '_');
}

/* How many of the wanted names the header line has with this separator. */
static size_t
count_named(struct csv *csv, const str *wanted, size_t n, struct data *out, char separator)
{
	size_t named = 0;

	csv->separator = separator;
	csv->off = 0;
	if (!next_record(csv, true))
		return 0;
	fold_fields(csv, out);
	for (size_t i = 0; i < n && out->n_cols <= DATA_MAX_COLUMNS; i++)
		named += wanted[i].n && data_column(out, wanted[i]) != SIZE_MAX;
	return named;
}

/* The separator that names most columns; among equals the one that cuts most. */
static void
find_separator(struct csv *csv, const str *wanted, size_t n, struct data *out)
{
	static const char separators[] = { ',', ';', '\t' };
	size_t best = 0, best_fields = 0;
	char found = ',';

	for (size_t i = 0; i < sizeof separators; i++) {
		size_t named = count_named(csv, wanted, n, out, separators[i]);

		if (named > best || (named == best && csv->fields.n > best_fields)) {
			best = named;
			best_fields = csv->fields.n;
			found = separators[i];
		}
	}
	csv->separator = found;
	csv->off = 0;
}

static void
read_header(struct csv *csv, struct data *out)
{
	next_record(csv, false);
	fold_fields(csv, out);
	out->names = NEW_N(csv->arena, struct text, out->n_cols + 1);
	for (size_t i = 0; i < out->n_cols; i++)
		out->names[i] = csv->fields.v[i].text;
	out->at = place(csv, 0, csv->off);
}

/* ---- Rows ----------------------------------------------------------------------- */

static struct data_row
make_row(struct csv *csv)
{
	struct data_row row = { .v = NEW_N(csv->arena, struct text, csv->fields.n),
		.at = csv->fields.v[0].text.at };
	str line = str_sub(csv->src->text, csv->start, csv->off - csv->start);

	line = str_first(line, str_find_c(line, '\n'));
	row.at.len = (uint32_t)utf_len(line);
	for (size_t i = 0; i < csv->fields.n; i++)
		row.v[i] = csv->fields.v[i].text;
	return row;
}

bool
csv_read(struct arena *a, const struct src *src, const str *wanted, size_t n_wanted,
    struct diags *d, struct data *out)
{
	struct csv csv = { .arena = a, .d = d, .told = d->list.n, .src = src };
	VEC(struct data_row) rows = { NULL, 0, 0 };

	csv.all = (struct text){ src->text, { src, 1, 1, 0 }, TEXT_WHOLE, 0 };
	find_separator(&csv, wanted, n_wanted, out);
	read_header(&csv, out);
	if (out->n_cols > DATA_MAX_COLUMNS) {
		csv_report(&csv, D_CSV_WIDE, out->at, str_fmt(a, "%zu", out->n_cols));
		return false;
	}
	while (next_row(&csv) && !csv.open) {
		if (csv.fields.n != out->n_cols)
			csv_report(&csv, D_CSV_RAGGED, make_row(&csv).at,
			    str_fmt(a, "%zu", csv.fields.n), str_fmt(a, "%zu", out->n_cols));
		else
			VEC_PUSH(a, &rows, make_row(&csv));
	}
	out->rows = rows.v;
	out->n_rows = rows.n;
	return !csv.open;
}
