/* read/csv.c: rows of a rich table from a CSV file (RFC 4180). Spreadsheets in
 * Vietnam write `;`, others `,` or Tab: the separator is the one with which the
 * header line names most of the table's columns. Cells are text, a newline in
 * quotes is a line break. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <string.h>

enum { MAX_CSV_BYTES = 16 << 20 };

struct field {
	struct text text;
	bool quoted;
};

struct csv {
	struct md *md;
	const struct src *src;
	struct text all;
	char separator;
	size_t off;               /* of the next record */
	size_t start;             /* of the last one */
	VEC(struct field) fields; /* of the last one */
	bool open;                /* a quote in it was not closed */
};

/* ---- Records ------------------------------------------------------------------ */

static pos
place(const struct csv *csv, size_t off, size_t n)
{
	return md_place(csv->md, &csv->all, off, n);
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
		f->text.s = str_replace(csv->md->arena, f->text.s, S("\"\""), S("\""));
		f->text.how = TEXT_POINT;
	}
	if (i >= csv->src->text.n) {
		csv->open = true;
		if (!quiet)
			md_report(csv->md, D_CSV_QUOTE_OPEN, place(csv, open, 1));
		return i;
	}
	if (!at_end(csv, ++i) && !quiet)
		md_report(csv->md, D_CSV_QUOTE_AFTER, place(csv, i, 1));
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
		VEC_PUSH(csv->md->arena, &csv->fields, f);
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
	       md_is_blank(csv->fields.v[0].text.s);
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

/* Which field fills each column of the table; names are compared folded. */
struct header {
	str *names;       /* of the columns; empty: none (or filled by itself) */
	str *fields;      /* of the header line */
	size_t *field_of; /* by column: index, or SIZE_MAX */
	size_t n_fields;
};

static str
column_text(struct md *md, const struct column *col)
{
	struct buf b;
	str text;

	buf_init(&b);
	for (const struct inl *i = col->ten; i; i = i->next)
		buf_str(&b, i->kind == INL_BREAK ? S(" ") : i->text);
	text = buf_dup(&b, md->arena);
	buf_free(&b);
	return text;
}

static size_t
find_name(const str *names, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (names[i].n && str_eq(names[i], name))
			return i;
	return SIZE_MAX;
}

static void
fold_fields(struct csv *csv, struct header *h)
{
	h->n_fields = csv->fields.n;
	h->fields = NEW_N(csv->md->arena, str, h->n_fields + 1);
	for (size_t i = 0; i < h->n_fields; i++)
		h->fields[i] = utf_fold(csv->md->arena, csv->fields.v[i].text.s, '_');
}

/* How many columns the header line names with this separator. */
static size_t
count_named(struct csv *csv, const struct table *t, struct header *h, char separator)
{
	size_t named = 0;

	csv->separator = separator;
	csv->off = 0;
	if (!next_record(csv, true))
		return 0;
	fold_fields(csv, h);
	for (size_t i = 0; i < t->n_cols; i++)
		named +=
		    h->names[i].n && find_name(h->fields, h->n_fields, h->names[i]) != SIZE_MAX;
	return named;
}

/* The separator that names most columns; among equals the one that cuts most. */
static void
find_separator(struct csv *csv, const struct table *t, struct header *h)
{
	static const char separators[] = { ',', ';', '\t' };
	size_t best = 0, best_fields = 0;
	char found = ',';

	for (size_t i = 0; i < sizeof separators; i++) {
		size_t named = count_named(csv, t, h, separators[i]);

		if (named > best || (named == best && csv->fields.n > best_fields)) {
			best = named;
			best_fields = csv->fields.n;
			found = separators[i];
		}
	}
	csv->separator = found;
	csv->off = 0;
	next_record(csv, false);
	fold_fields(csv, h);
}

static bool
find_columns(struct csv *csv, const struct table *t, struct header *h)
{
	struct md *md = csv->md;
	bool ok = true;

	for (size_t i = 0; i < t->n_cols; i++) {
		struct diag *f;

		h->field_of[i] = SIZE_MAX;
		if (t->cols[i].tu_dong_stt)
			continue;
		h->field_of[i] = find_name(h->fields, h->n_fields, h->names[i]);
		if (h->field_of[i] != SIZE_MAX)
			continue;
		ok = false;
		if (h->names[i].n == 0) {
			md_report(md, D_CSV_NAMELESS, t->cols[i].at);
			continue;
		}
		f = md_report(md, D_CSV_MISSING, place(csv, 0, csv->off),
		    column_text(md, &t->cols[i]), csv->src->path);
		if (f) {
			f->also = t->cols[i].at;
			f->suggest = diag_nearest(h->names[i], h->fields, h->n_fields);
		}
	}
	return ok;
}

/* Header fields that no column takes, and those named twice. */
static bool
check_fields(struct csv *csv, const struct table *t, const struct header *h)
{
	bool ok = true;

	for (size_t i = 0; i < h->n_fields; i++) {
		const struct text *text = &csv->fields.v[i].text;
		size_t col = find_name(h->names, t->n_cols, h->fields[i]);

		if (find_name(h->fields, i, h->fields[i]) != SIZE_MAX) {
			md_report(csv->md, D_CSV_TWICE, text->at, text->s);
			ok = false;
		} else if (col == SIZE_MAX || t->cols[col].tu_dong_stt) {
			md_report(csv->md, D_CSV_EXTRA, text->at, text->s);
			ok = false;
		}
	}
	return ok;
}

static bool
read_header(struct csv *csv, const struct table *t, struct header *h)
{
	bool ok;

	h->names = NEW_N(csv->md->arena, str, t->n_cols);
	h->field_of = NEW_N(csv->md->arena, size_t, t->n_cols);
	for (size_t i = 0; i < t->n_cols; i++)
		h->names[i] = utf_fold(csv->md->arena, column_text(csv->md, &t->cols[i]), '_');
	find_separator(csv, t, h);
	ok = find_columns(csv, t, h);
	return check_fields(csv, t, h) && ok;
}

/* ---- Rows ----------------------------------------------------------------------- */

static struct row
make_row(struct csv *csv, const struct table *t, const struct header *h, int number)
{
	struct row row = { .cells = NEW_N(csv->md->arena, struct cell, t->n_cols),
		.at = place(csv, csv->start, csv->off - csv->start) };

	for (size_t i = 0; i < t->n_cols; i++) {
		struct cell *c = &row.cells[row.n];
		struct text *text;

		if (h->field_of[i] == SIZE_MAX)
			continue;
		text = NEW(csv->md->arena, struct text);
		*text = csv->fields.v[h->field_of[i]].text;
		*c = (struct cell){
			.col = (int)i, .row = number, .cols = 1, .rows = 1, .at = text->at
		};
		c->blocks = md_plain(csv->md, text);
		row.n++;
	}
	return row;
}

static void
read_rows(struct csv *csv, struct table *t, const struct header *h)
{
	VEC(struct row) rows = { NULL, 0, 0 };
	struct row row;

	while (next_row(csv) && !csv->open) {
		if (csv->fields.n != h->n_fields) {
			md_report(csv->md, D_CSV_RAGGED,
			    place(csv, csv->start, csv->off - csv->start),
			    str_fmt(csv->md->arena, "%zu", csv->fields.n),
			    str_fmt(csv->md->arena, "%zu", h->n_fields));
		} else {
			row = make_row(csv, t, h, (int)rows.n);
			VEC_PUSH(csv->md->arena, &rows, row);
		}
	}
	t->rows = rows.v;
	t->n_rows = rows.n;
}

/* A workbook of Excel or LibreOffice, whatever its name. */
static bool
is_spreadsheet(str bytes)
{
	return str_starts(bytes, S("PK\3\4")) || str_starts(bytes, S("\xD0\xCF\x11\xE0"));
}

void
md_csv(struct md *md, str name, pos at, struct table *t)
{
	struct csv csv = { .md = md };
	struct header h = { NULL, NULL, NULL, 0 };
	size_t told = md->d->list.n;
	str path, bytes;

	if (!read_file(md->arena, md->m->loader, md->m->base_dir, name, at, MAX_CSV_BYTES, md->d,
		&path, &bytes))
		return;
	if (is_spreadsheet(bytes)) {
		md_report(md, D_CSV_TYPE, at, path);
		return;
	}
	csv.src = src_load(md->arena, path, bytes, md->d);
	if (csv.src == NULL)
		return;
	csv.all = (struct text){ csv.src->text, { csv.src, 1, 1, 0 }, TEXT_WHOLE, 0 };
	if (md_is_blank(csv.src->text)) {
		md_report(md, D_CSV_EMPTY, at, path);
		return;
	}
	if (read_header(&csv, t, &h))
		read_rows(&csv, t, &h);
	if (t->n_rows == 0 && told == md->d->list.n)
		md_report(md, D_CSV_EMPTY, at, path);
}
