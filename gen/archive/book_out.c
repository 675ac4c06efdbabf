/* archive/book_out.c */
#include "book_out.h"

#include "../base/json.h"

enum { SIGN, DAY, TITLE, SIGNER, TO, KEPT, COPIES, SENT, RECEIPT, NOTE };

static const char *const json_names[REGISTER_COLUMNS] = { "so_ky_hieu", "ngay",
	"ten_loai_trich_yeu", "nguoi_ky", "noi_nhan", "ban_luu", "so_luong", "ngay_chuyen",
	"ky_nhan", "ghi_chu" };

/* What the line says, or, where it is silent, the document. */
static str
either(str typed, str of_document)
{
	return typed.n ? typed : of_document;
}

struct book_line
book_line_of(struct arena *a, const struct entry *e, const struct facts *f)
{
	struct book_line l = { .entry = e };
	struct facts none = { .so = { NULL, 0 } };

	f = f ? f : &none;
	l.column[SIGN] = e->so_ky_hieu;
	l.column[DAY] = e->ngay;
	l.column[TITLE] = str_trim(str_join(a, (str[]){ e->ten_loai, e->trich_yeu }, 2, S(" ")));
	l.column[SIGNER] = e->nguoi_ky;
	l.column[TO] = either(e->noi_nhan, facts_recipients(a, f));
	l.column[KEPT] = either(e->ban_luu, f->luu);
	l.column[COPIES] = either(e->so_luong, f->so_luong);
	l.column[SENT] = e->ngay_chuyen;
	l.column[NOTE] = e->ghi_chu;
	return l;
}

/* ---- CSV ------------------------------------------------------------------------ */

void
csv_field(struct buf *out, str s)
{
	bool quoted = str_find_c(s, ',') != STR_NONE || str_find_c(s, '"') != STR_NONE ||
		      str_find_c(s, '\n') != STR_NONE || str_find_c(s, ';') != STR_NONE;

	if (quoted)
		buf_c(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_c(out, '"');
		buf_c(out, s.p[i]);
	}
	if (quoted)
		buf_c(out, '"');
}

static void
csv_row(struct buf *out, const str *v)
{
	for (size_t i = 0; i < REGISTER_COLUMNS; i++) {
		if (i)
			buf_c(out, ',');
		csv_field(out, v[i]);
	}
	buf_z(out, "\r\n");
}

/* With a byte order mark: spreadsheets take the letters for another encoding else. */
void
book_csv(
    struct buf *out, const struct style *s, const struct book_line *v, size_t n, struct diags *d)
{
	str header[REGISTER_COLUMNS];

	for (size_t i = 0; i < REGISTER_COLUMNS; i++)
		header[i] = layout_register_column(d->arena, s, i, d);
	buf_z(out, "\xEF\xBB\xBF");
	csv_row(out, header);
	for (size_t i = 0; i < n; i++)
		csv_row(out, v[i].column);
}

/* ---- JSON ----------------------------------------------------------------------- */

static void
json_member(struct buf *out, const char *name, str value)
{
	buf_fmt(out, ",\"%s\":", name);
	json_string(out, value);
}

void
book_json(struct buf *out, const struct book *b, const struct book_line *v, size_t n)
{
	buf_z(out, "{\"co_quan\":");
	json_string(out, b->office);
	buf_fmt(out, ",\"nam\":%d,\"van_ban\":[", b->year);
	for (size_t i = 0; i < n; i++) {
		buf_fmt(out, "%s\n{\"so\":%u,\"day_so\":", i ? "," : "", v[i].entry->number);
		json_string(out, v[i].entry->series);
		for (size_t k = 0; k < REGISTER_COLUMNS; k++)
			json_member(out, json_names[k], v[i].column[k]);
		if (v[i].entry->van_ban.n)
			json_member(out, "van_ban", v[i].entry->van_ban);
		buf_c(out, '}');
	}
	buf_z(out, "\n]}\n");
}

/* ---- Pages ---------------------------------------------------------------------- */

/* 2026-04-02 was looked at when the register was read. */
static struct date
date_of(str s)
{
	struct date d = { .given = true };
	uint32_t n;

	if (str_uint(str_first(s, 4), &n))
		d.year = (int)n;
	if (str_uint(str_sub(s, 5, 2), &n))
		d.month = (int)n;
	if (str_uint(str_sub(s, 8, 2), &n))
		d.day = (int)n;
	return d;
}

/* 2026-04-02 → 02/4/2026, as people write it on the page. */
static str
shown_date(struct arena *a, str s)
{
	struct date d = date_of(s);

	if (s.n != 10 || !d.year)
		return s;
	return str_fmt(a, d.month < 3 ? "%02d/%02d/%d" : "%02d/%d/%d", d.day, d.month, d.year);
}

static str
lines(struct arena *a, const struct lines *v)
{
	str *parts = NEW_N(a, str, v->n + 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->v[i].s;
	return str_join(a, parts, v->n, S(" "));
}

struct register_page
book_page(struct arena *a, const struct book *b, const struct facts *office,
    const struct book_line *v, size_t n)
{
	struct register_page p = { .year = b->year, .n_rows = n };
	str(*rows)[REGISTER_COLUMNS] = arena_alloc(a, sizeof *rows * (n + 1));

	p.file = str_first(b->path, b->path.n - 5);
	p.co_quan = office ? office->co_quan : b->office;
	if (office)
		p.chu_quan = lines(a, &office->doc->head.co_quan_chu_quan);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < REGISTER_COLUMNS; k++)
			rows[i][k] = v[i].column[k];
		rows[i][DAY] = shown_date(a, rows[i][DAY]);
		rows[i][SENT] = shown_date(a, rows[i][SENT]);
	}
	p.rows = (const str(*)[REGISTER_COLUMNS])rows;
	if (n) {
		p.first = date_of(v[0].column[DAY]);
		p.last = date_of(v[n - 1].column[DAY]);
		p.first_sign = v[0].column[SIGN];
		p.last_sign = v[n - 1].column[SIGN];
	}
	return p;
}
