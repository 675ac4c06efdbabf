/* archive/lock.c: locks, written, read and compared. */
#include "lock_int.h"

#include "diff.h"

#define FIRST "vanban-khoa 1\n"
#define FIRST_SERIES "vanban-khoa 2\n"
#define VALUES "== gia tri\n"
#define COPIES "== cac ban\n"
#define LOOKS "== hinh thuc\n"
#define TEXT "== chu\n"

str
lock_path(struct arena *a, str yaml_path)
{
	return str_cat(a, str_first(yaml_path, yaml_path.n - 5), S(".khoa"));
}

str
lock_sha256(struct arena *a, str s)
{
	struct digest d;

	digest_bytes(s, &d);
	return digest_hex(a, &d, 64);
}

/* ---- Making --------------------------------------------------------------------- */

static void
add_value(struct buf *b, const char *key, str value)
{
	if (value.n)
		buf_fmt(b, "%s: %.*s\n", key, STR_ARG(value));
}

static void
add_values(struct buf *b, struct arena *a, const struct doc *doc, const struct style *s)
{
	for (size_t i = 0; i < facts_agencies(doc); i++) {
		struct facts f = facts_of(a, doc, s, i);

		add_value(b, "so_ky_hieu", f.so_ky_hieu);
		add_value(b, "ngay", f.ngay);
		add_value(b, "co_quan", f.co_quan);
		for (size_t k = 0; k < f.n_nguoi_ky; k++) {
			add_value(b, "chuc_vu", f.nguoi_ky[k].chuc_vu);
			add_value(b, "nguoi_ky", f.nguoi_ky[k].ho_ten);
		}
		add_value(b, "luu", f.luu);
		if (i)
			continue;
		add_value(b, "ten_loai", f.ten_loai);
		add_value(b, "trich_yeu", f.trich_yeu);
		add_value(b, "dia_danh", doc->head.dia_danh.s);
		for (size_t k = 0; k < f.n_noi_nhan; k++)
			add_value(b, "noi_nhan", f.noi_nhan[k].ten);
	}
}

static str
take(struct buf *b, struct arena *a)
{
	str s = buf_dup(b, a);

	buf_clear(b);
	return s;
}

struct lock
lock_of(struct arena *a, const struct facts *f, struct plan *const *plans, size_t n,
    const char *version)
{
	struct lock l = { .van_ban = f->doc->id,
		.chuong_trinh = str_z(version),
		.the_thuc = f->doc->the_thuc.s };
	struct buf b;

	buf_init(&b);
	add_values(&b, a, f->doc, plans[0]->style);
	l.values = take(&b, a);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_fmt(&b, "[tep %.*s]\n", STR_ARG(plans[i]->file));
		lock_add_looks(&b, a, plans[i]);
	}
	l.looks = take(&b, a);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_fmt(&b, "[tep %.*s]\n", STR_ARG(plans[i]->file));
		lock_add_text(&b, plans[i]);
	}
	l.text = take(&b, a);
	buf_free(&b);
	l.chu = lock_sha256(a, l.text);
	l.hinh = lock_sha256(a, l.looks);
	return l;
}

str
lock_write(struct arena *a, const struct lock *l)
{
	struct buf b;
	str file;

	buf_init(&b);
	buf_fmt(&b, "%svan_ban: %.*s\nchuong_trinh: %.*s\nthe_thuc: %.*s\nchu: %.*s\nhinh: %.*s\n",
	    l->series ? FIRST_SERIES : FIRST, STR_ARG(l->van_ban), STR_ARG(l->chuong_trinh),
	    STR_ARG(l->the_thuc), STR_ARG(l->chu), STR_ARG(l->hinh));
	if (l->series)
		buf_fmt(&b, "cac_ban: %.*s\n", STR_ARG(lock_sha256(a, l->copies)));
	buf_fmt(&b, VALUES "%.*s", STR_ARG(l->values));
	if (l->series)
		buf_fmt(&b, COPIES "%.*s", STR_ARG(l->copies));
	buf_fmt(&b, LOOKS "%.*s" TEXT "%.*s", STR_ARG(l->looks), STR_ARG(l->text));
	file = buf_take(&b, a);
	buf_free(&b);
	return file;
}

/* ---- Reading -------------------------------------------------------------------- */

/* What stands before a line of its own, taken off *rest; false: there is no such line. */
static bool
section(str *rest, str line, str *out)
{
	size_t at = str_starts(*rest, line) ? 0 : STR_NONE;

	for (size_t from = 0; at == STR_NONE;) {
		size_t next = str_find(str_from(*rest, from), line);

		if (next == STR_NONE)
			return false;
		if (rest->p[from + next - 1] == '\n')
			at = from + next;
		else
			from += next + 1;
	}
	*out = str_first(*rest, at);
	*rest = str_from(*rest, at + line.n);
	return true;
}

static bool
head_value(str *rest, const char *key, str *out)
{
	str line, value, name;

	if (!str_line(rest, &line))
		return false;
	name = str_cut(line, ':', &value);
	*out = str_trim(value);
	return str_is(name, key);
}

/* The sections in their order, taken off the file up to its text. */
static bool
read_sections(struct lock *l, str *file, str *head)
{
	str first;

	l->series = str_starts(*file, S(FIRST_SERIES));
	return section(file, l->series ? S(FIRST_SERIES) : S(FIRST), &first) && !first.n &&
	       section(file, S(VALUES), head) &&
	       (!l->series || section(file, S(COPIES), &l->values)) &&
	       section(file, S(LOOKS), l->series ? &l->copies : &l->values) &&
	       section(file, S(TEXT), &l->looks);
}

struct lock
lock_read(struct arena *a, str file)
{
	struct lock l = { .broken = true };
	str head, copies = S("");

	/* A checkout on Windows may have other line ends. */
	file = str_replace(a, file, S("\r\n"), S("\n"));
	if (!read_sections(&l, &file, &head))
		return l;
	l.text = file;
	if (head_value(&head, "van_ban", &l.van_ban) &&
	    head_value(&head, "chuong_trinh", &l.chuong_trinh) &&
	    head_value(&head, "the_thuc", &l.the_thuc) && head_value(&head, "chu", &l.chu) &&
	    head_value(&head, "hinh", &l.hinh) &&
	    (!l.series || head_value(&head, "cac_ban", &copies)))
		l.broken = !str_eq(l.chu, lock_sha256(a, l.text)) ||
			   !str_eq(l.hinh, lock_sha256(a, l.looks)) ||
			   (l.series && !str_eq(copies, lock_sha256(a, l.copies)));
	return l;
}

struct found {
	VEC(struct facts_to) to;
	str luu;
	bool any;
};

static void
add_recipient(struct arena *a, struct found *x, str name)
{
	for (size_t i = 0; i < x->to.n; i++)
		if (str_eq(x->to.v[i].ten, name))
			return;
	VEC_PUSH(a, &x->to, (struct facts_to){ name, { NULL, 0 } });
}

static bool
has_number(str lines, str so_ky_hieu)
{
	str line, value;

	while (str_line(&lines, &line))
		if (str_is(str_cut(line, ':', &value), "so_ky_hieu") &&
		    str_eq(str_trim(value), so_ky_hieu))
			return true;
	return false;
}

/* Agencies follow one another, each opened by its number; recipients are the first one's. */
static void
find_facts(struct arena *a, str lines, str so_ky_hieu, struct found *x)
{
	str line, value;
	bool own = false;

	if (!has_number(lines, so_ky_hieu))
		return;
	x->any = true;
	while (str_line(&lines, &line)) {
		str key = str_cut(line, ':', &value);

		value = str_trim(value);
		if (str_is(key, "so_ky_hieu"))
			own = str_eq(value, so_ky_hieu);
		if (own && str_is(key, "luu"))
			x->luu = value;
		if (str_is(key, "noi_nhan"))
			add_recipient(a, x, value);
	}
}

bool
lock_facts(struct arena *a, const struct lock *l, str so_ky_hieu, struct facts *f)
{
	struct found x = { .luu = S("") };
	struct lock_copy c;

	if (!l->series)
		find_facts(a, l->values, so_ky_hieu, &x);
	for (str rest = l->copies; l->series && lock_series_next(&rest, &c);)
		find_facts(a, c.lines, so_ky_hieu, &x);
	if (!x.any)
		return false;
	f->noi_nhan = x.to.v;
	f->n_noi_nhan = x.to.n;
	f->luu = x.luu;
	return true;
}

/* ---- Comparing ------------------------------------------------------------------ */

size_t
lock_changes(struct arena *a, str before, str after, struct lock_change *out, size_t max)
{
	str *old, *now;
	struct hunk *h;
	size_t n_old = diff_lines(a, before, &old), n_now = diff_lines(a, after, &now);
	size_t n = diff_of(a, old, n_old, now, n_now, &h), count = 0;

	for (size_t i = 0; i < n; i++) {
		size_t lines = h[i].old_n > h[i].new_n ? h[i].old_n : h[i].new_n;

		for (size_t k = 0; k < lines; k++, count++)
			if (count < max)
				out[count] = (struct lock_change){ h[i].old_at + k + 1,
					k < h[i].old_n ? old[h[i].old_at + k] : S(""),
					k < h[i].new_n ? now[h[i].new_at + k] : S("") };
	}
	return count;
}

static bool
has_key(str lines, str key)
{
	str line, value;

	while (str_line(&lines, &line))
		if (str_eq(str_cut(line, ':', &value), key))
			return true;
	return false;
}

size_t
lock_look_changes(struct arena *a, str before, str after, struct lock_change *out, size_t max)
{
	struct buf b;
	str rest = after, line, value;
	size_t n;

	buf_init(&b);
	while (str_line(&rest, &line))
		if (has_key(before, str_cut(line, ':', &value)))
			buf_fmt(&b, "%.*s\n", STR_ARG(line));
	n = lock_changes(a, before, buf_dup(&b, a), out, max);
	buf_free(&b);
	return n;
}
