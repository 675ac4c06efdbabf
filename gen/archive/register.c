/* archive/register.c: the register's file: read, asked, and given a line more. */
#include "register.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "../yaml/yval.h"

#include <stdlib.h>

#define NAME "_so-van-ban-di-"

/* ---- Names --------------------------------------------------------------------- */

str
book_path(struct arena *a, str office, int year)
{
	return str_fmt(a, "%.*s%s" NAME "%04d.yaml", STR_ARG(office), office.n ? "/" : "", year);
}

bool
book_is_path(str path, int *year)
{
	size_t slash = str_rfind_c(path, '/');
	str name = str_from(path, slash == STR_NONE ? 0 : slash + 1);
	uint32_t n;

	if (!str_starts(name, S(NAME)) || !str_ends(name, S(".yaml")))
		return false;
	name = str_sub(name, sizeof NAME - 1, name.n - (sizeof NAME - 1) - 5);
	if (name.n != 4 || !str_uint(name, &n))
		return false;
	*year = (int)n;
	return true;
}

static str
folder_of(str path)
{
	size_t slash = str_rfind_c(path, '/');

	return slash == STR_NONE ? S("") : str_first(path, slash);
}

/* ---- Reading ------------------------------------------------------------------- */

static const struct field {
	const char *name;
	size_t at;
} columns[] = {
#define COLUMN(field)                                 \
	{                                             \
#field, offsetof(struct entry, field) \
	}
	COLUMN(so_ky_hieu),
	COLUMN(ngay),
	COLUMN(van_ban),
	COLUMN(ten_loai),
	COLUMN(trich_yeu),
	COLUMN(nguoi_ky),
	COLUMN(noi_nhan),
	COLUMN(ban_luu),
	COLUMN(so_luong),
	COLUMN(ngay_chuyen),
	COLUMN(ghi_chu),
	COLUMN(chu),
#undef COLUMN
};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static str *
column(struct entry *e, size_t i)
{
	return (str *)(void *)((char *)e + columns[i].at);
}

static void
unknown_column(const struct ypair *p, struct diags *d)
{
	str names[N_COLUMNS];

	for (size_t i = 0; i < N_COLUMNS; i++)
		names[i] = str_z(columns[i].name);
	diag(d, D_REGISTER_KEY, p->at, p->key)->suggest = diag_nearest(p->fold, names, N_COLUMNS);
}

/* 2026-04-02, a day that there is. */
static bool
is_date(str s)
{
	static const uint32_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	uint32_t y, m, day;

	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' && str_uint(str_first(s, 4), &y) &&
	       str_uint(str_sub(s, 5, 2), &m) && str_uint(str_sub(s, 8, 2), &day) && m >= 1 &&
	       m <= 12 && day >= 1 && day <= days[m - 1];
}

static void
read_column(struct entry *e, const struct ypair *p, struct diags *d)
{
	for (size_t i = 0; i < N_COLUMNS; i++) {
		if (!str_is(p->fold, columns[i].name))
			continue;
		if (p->val->kind != Y_SCALAR)
			diag(d, D_REGISTER_VALUE, p->val->at, p->key);
		else
			*column(e, i) = str_trim(p->val->text.s);
		return;
	}
	unknown_column(p, d);
}

/* "thong-bao/0007" */
static bool
read_key(struct entry *e, const struct ypair *p, struct diags *d)
{
	str number;

	e->at = p->at;
	e->series = str_cut(p->key, '/', &number);
	if (e->series.n && number.p && str_uint(number, &e->number) && e->number)
		return true;
	diag(d, D_REGISTER_NUMBER, p->at, p->key);
	return false;
}

static void
read_entry(struct book *b, struct entry *e, const struct ypair *p, struct diags *d)
{
	str year;

	if (p->val->kind != Y_MAP) {
		diag(d, D_REGISTER_LINE, p->at, p->key);
		return;
	}
	for (size_t i = 0; i < p->val->n; i++)
		read_column(e, &p->val->pairs[i], d);
	if (!is_date(e->ngay))
		diag(d, D_REGISTER_DATE, p->at, e->ngay.n ? e->ngay : S("(trống)"));
	else if (year = str_first(e->ngay, 4), !str_eq(year, str_fmt(d->arena, "%04d", b->year)))
		diag(d, D_REGISTER_YEAR, p->at, e->ngay, str_fmt(d->arena, "%d", b->year));
}

static int
compare(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int c = str_cmp(a->series, b->series);

	return c ? c : (a->number > b->number) - (a->number < b->number);
}

/* The same number is also a YAML key given twice, unless it is written otherwise. */
static void
check_twice(const struct book *b, struct diags *d)
{
	for (size_t i = 1; i < b->n; i++)
		if (compare(&b->v[i - 1], &b->v[i]) == 0)
			diag(d, D_REGISTER_TWICE, b->v[i].at,
			    str_fmt(d->arena, "%.*s/%04u", STR_ARG(b->v[i].series), b->v[i].number))
			    ->also = b->v[i - 1].at;
}

static void
read_entries(struct arena *a, struct book *b, const struct yval *map, struct diags *d)
{
	b->v = NEW_N(a, struct entry, map->n + 1);
	for (size_t i = 0; i < map->n; i++) {
		struct entry *e = &b->v[b->n];

		if (!read_key(e, &map->pairs[i], d))
			continue;
		read_entry(b, e, &map->pairs[i], d);
		b->n++;
	}
	if (b->n)
		qsort(b->v, b->n, sizeof *b->v, compare);
	check_twice(b, d);
}

struct book
book_read(struct arena *a, str path, str file, struct diags *d)
{
	struct book b = { .office = folder_of(path), .path = path, .file = file };
	unsigned before = d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM];
	struct text text;
	struct yval *map;
	bool empty = false;

	book_is_path(path, &b.year);
	b.src = src_load(a, path, file, d);
	if (b.src) {
		text = (struct text){
			.s = b.src->text, .at = src_pos(b.src, 0, 0), .how = TEXT_WHOLE
		};
		map = yaml_parse(a, &text, d, &empty);
		if (map && map->kind == Y_MAP)
			read_entries(a, &b, map, d);
		else if (map)
			diag(d, D_REGISTER_LINE, map->at, S("?"));
	}
	b.broken = d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM] > before;
	return b;
}

/* ---- Asking -------------------------------------------------------------------- */

const struct entry *
book_find(const struct book *b, str series, uint32_t number)
{
	struct entry want = { .series = series, .number = number };

	return b->n ? bsearch(&want, b->v, b->n, sizeof *b->v, compare) : NULL;
}

const struct entry *
book_below(const struct book *b, str series, uint32_t number)
{
	const struct entry *found = NULL;

	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->v[i].series, series) && b->v[i].number < number)
			found = &b->v[i];
	return found;
}

const struct entry *
book_above(const struct book *b, str series, uint32_t number)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->v[i].series, series) && b->v[i].number > number)
			return &b->v[i];
	return NULL;
}

const struct entry *
book_of(const struct book *b, str id)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->v[i].van_ban, id))
			return &b->v[i];
	return NULL;
}

/* ---- Writing ------------------------------------------------------------------- */

static void
add_quoted(struct buf *out, str s)
{
	buf_c(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_c(out, '\\');
		buf_c(out, s.p[i]);
	}
	buf_c(out, '"');
}

static bool
is_plain(const char *name)
{
	return str_is(S("ngay"), name) || str_is(S("van_ban"), name) || str_is(S("chu"), name);
}

static void
add_line(struct buf *out, const struct entry *e, bool crlf)
{
	struct entry copy = *e;
	const char *sep = "";

	buf_fmt(out, "%.*s/%04u: {", STR_ARG(e->series), e->number);
	for (size_t i = 0; i < N_COLUMNS; i++) {
		str value = *column(&copy, i);

		if (!value.n)
			continue;
		buf_fmt(out, "%s%s: ", sep, columns[i].name);
		if (is_plain(columns[i].name))
			buf_str(out, value);
		else
			add_quoted(out, value);
		sep = ", ";
	}
	buf_z(out, crlf ? "}\r\n" : "}\n");
}

/* What a new register opens with. */
static void
add_head(struct buf *out, const struct book *b, str agency)
{
	buf_fmt(out,
	    "# Sổ đăng ký văn bản đi năm %d — %.*s\n"
	    "# 'vanban ban-hanh' ghi; mỗi số một dòng, xếp theo số. Văn bản không dựng từ cây "
	    "nguồn\n"
	    "# thì ghi tay một dòng: {so_ky_hieu, ngay, ten_loai, trich_yeu, nguoi_ky, noi_nhan, "
	    "ban_luu, so_luong}.\n"
	    "# Dòng nào cũng thêm được ngay_chuyen, ghi_chu.\n",
	    b->year, STR_ARG(agency));
}

/* Where line n starts in the file's own bytes: a byte order mark and '\r' count. */
static size_t
line_start(str file, uint32_t n)
{
	str rest = file, line;

	for (uint32_t i = 1; i < n && str_line(&rest, &line); i++)
		continue;
	return rest.p ? (size_t)(rest.p - file.p) : file.n;
}

/* Where a line goes: in the place of its number's, before the first that comes after
 * it, else at the end. *len: what it takes the place of. */
static size_t
place_of(const struct book *b, const struct entry *e, size_t *len)
{
	*len = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct entry *there = &b->v[i];
		size_t at = line_start(b->file, there->at.line);

		if (compare(there, e) < 0)
			continue;
		if (compare(there, e) == 0)
			*len = line_start(b->file, there->at.line + 1) - at;
		return at;
	}
	return b->file.n;
}

str
book_put(struct arena *a, const struct book *b, const struct entry *e, str agency)
{
	bool crlf = str_find(b->file, S("\r\n")) != STR_NONE;
	size_t len, at = place_of(b, e, &len);
	str before = str_first(b->file, at), whole;
	struct buf out;

	buf_init(&out);
	if (!b->file.n)
		add_head(&out, b, agency);
	buf_str(&out, before);
	if (before.n && before.p[before.n - 1] != '\n')
		buf_z(&out, crlf ? "\r\n" : "\n");
	add_line(&out, e, crlf);
	buf_str(&out, str_from(b->file, at + len));
	whole = buf_dup(&out, a);
	buf_free(&out);
	return whole;
}

static str
signers(struct arena *a, const struct facts *f)
{
	str *v = NEW_N(a, str, f->n_nguoi_ky + 1);

	for (size_t i = 0; i < f->n_nguoi_ky; i++)
		v[i] = f->nguoi_ky[i].ho_ten.n ? f->nguoi_ky[i].ho_ten : f->nguoi_ky[i].chuc_vu;
	return str_join(a, v, f->n_nguoi_ky, S(", "));
}

struct entry
book_entry(struct arena *a, const struct facts *f, str series, str chu)
{
	return (struct entry){ .series = series,
		.number = f->number,
		.so_ky_hieu = f->so_ky_hieu,
		.ngay = f->ngay,
		.van_ban = f->doc->id,
		.ten_loai = f->ten_loai,
		.trich_yeu = f->trich_yeu,
		.nguoi_ky = signers(a, f),
		.chu = chu };
}
