/* read/appendix.c: bodies as they are named, appendices, forms, and the text
 * that a quyết định issues.
 *
 * A body is a file, several files, or Markdown behind '|'; files are loaded
 * later (bodies.c). The keys of a head and of a signature belong to an appendix
 * only with `bieu_mau: co`; what such a form does not give of its head comes
 * from its document. The number, Kính gửi, nơi nhận and the signers do not: a
 * form is filled in and signed by somebody else. */
#include "../base/utf.h"
#include "keys.h"

/* Something else than file.md: a path that leads out of the tree, a file of
 * another kind, or most often the body itself. */
static void
report_not_body(struct reader *r, const struct val *typed)
{
	bool spaces = str_find_c(typed->s, ' ') != STR_NONE;
	str dir = typed->at.src ? path_dir(typed->at.src->path) : S(""), path;

	if (!spaces && !read_path(r->arena, dir, typed->s, &path))
		diag(r->diags, D_FILE_OUTSIDE, typed->at, typed->s);
	else if (!spaces && str_find_c(typed->s, '.') != STR_NONE)
		diag(r->diags, D_BODY_FILE_KIND, typed->at, typed->s);
	else
		diag(r->diags, D_BODY_NOT_FILE, typed->at);
}

/* One `file.md`. */
static bool
body_file(struct reader *r, const struct yval *v, struct val *out)
{
	/* Its text itself, without the bar. */
	if (v->kind == Y_MAP ||
	    (v->kind == Y_SCALAR && str_find_c(str_trim(v->text.s), '\n') != STR_NONE)) {
		diag(r->diags, D_YAML_NO_BAR, v->at, S("noi_dung"));
		return false;
	}
	if (!value_text(r, S("noi_dung"), v, out))
		return false;
	if (str_ends(utf_fold(r->arena, out->s, '-'), S(".md")))
		return true;
	report_not_body(r, out);
	return false;
}

static void
body_files(struct reader *r, const struct yval *v, struct body *out)
{
	VEC(struct val) files = { 0 };
	struct val file;

	for (size_t i = 0; i < v->n; i++)
		if (!value_is_absent(v->items[i]) && body_file(r, v->items[i], &file))
			VEC_PUSH(r->arena, &files, file);
	out->files = files.v;
	out->n_parts = files.n;
	out->parts = NEW_N(r->arena, struct text, files.n + 1);
}

static void
body_inline(struct reader *r, const struct yval *v, struct body *out)
{
	out->files = NEW(r->arena, struct val);
	out->files->at = v->at;
	out->parts = NEW(r->arena, struct text);
	*out->parts = v->text;
	out->n_parts = 1;
}

void
read_noi_dung(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct body *out = KEY_FIELD(struct body, k, base);
	struct yval *item = (struct yval *)v;
	struct yval one = { .kind = Y_LIST, .at = v->at, .items = &item, .n = 1 };

	if (value_is_khong(r, v))
		return;
	out->at = v->at;
	out->given = true;
	if (v->kind == Y_SCALAR && v->style == Y_LITERAL)
		body_inline(r, v, out);
	else
		body_files(r, v->kind == Y_LIST ? v : &one, out);
}

void
read_ma(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val *out = KEY_FIELD(struct val, k, base);

	read_text(r, k, v, base);
	if (out->s.n && (!path_name_ok(out->s) || out->s.p[0] == '_')) {
		diag(r->diags, D_MA_FORM, v->at, out->s)->suggest = path_fixed(r->arena, out->s);
		out->s = (str){ 0 };
	}
}

static void
phu_luc_entry(struct reader *r, const struct yval *map, struct phu_luc *out)
{
	const struct yval *form = key_value(map, "bieu_mau");
	bool is_form = form && !value_is_khong(r, form);

	out->at = map->at;
	key_read_map(r, SET_PHU_LUC, map, is_form ? 0 : KEY_FORM_ONLY, out);
	key_require(r, SET_PHU_LUC, map, "noi_dung");
}

static void
kem_theo_entry(struct reader *r, const struct yval *map, struct phu_luc *out)
{
	out->at = map->at;
	out->kem_theo_qd = true;
	key_read_map(r, SET_KEM_THEO, map, 0, out);
	key_require(r, SET_KEM_THEO, map, "loai");
	key_require(r, SET_KEM_THEO, map, "noi_dung");
}

static void
read_entries(struct reader *r, const struct key *k, const struct yval *v, void *base,
    void (*entry)(struct reader *, const struct yval *, struct phu_luc *))
{
	VEC(struct phu_luc) list = { 0 };
	str key = str_z(k->name);

	if (value_is_khong(r, v) || !value_is_list(r, key, v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		struct phu_luc p = { 0 };

		if (value_is_absent(v->items[i]) || !value_is_map(r, key, v->items[i]))
			continue;
		entry(r, v->items[i], &p);
		VEC_PUSH(r->arena, &list, p);
	}
	*KEY_FIELD(struct phu_luc *, k, base) = list.v;
	*KEY_COUNT(k, base) = list.n;
}

void
read_phu_luc(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	read_entries(r, k, v, base, phu_luc_entry);
}

void
read_van_ban_kem_theo(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	read_entries(r, k, v, base, kem_theo_entry);
}

static void
fill_val(struct val *to, const struct val *from)
{
	if (!to->given)
		*to = *from;
}

static void
fill_lines(struct lines *to, const struct lines *from)
{
	if (to->n == 0 && !to->none)
		*to = *from;
}

static void
fill_head(struct head *to, const struct head *from)
{
	fill_lines(&to->co_quan_chu_quan, &from->co_quan_chu_quan);
	fill_lines(&to->co_quan, &from->co_quan);
	fill_val(&to->ten_day_du, &from->ten_day_du);
	fill_val(&to->tac_gia, &from->tac_gia);
	fill_val(&to->viet_tat, &from->viet_tat);
	fill_val(&to->don_vi_soan_thao, &from->don_vi_soan_thao);
	fill_val(&to->dia_danh, &from->dia_danh);
	if (!to->ngay.given)
		to->ngay = from->ngay;
}

/* A form has a số line only with `so` or `ky_hieu`, nơi nhận only with its own. */
static void
close_form(struct head *h)
{
	if (!h->so.given && !h->ky_hieu.given)
		h->so = (struct val){ .given = true, .none = true };
	if (!h->noi_nhan_given && !h->luu_given) {
		h->noi_nhan_given = true;
		h->luu_given = true;
	}
}

void
fill_forms(struct phu_luc *v, size_t n, const struct head *from)
{
	for (size_t i = 0; i < n; i++) {
		fill_forms(v[i].phu_luc, v[i].n_phu_luc, from);
		if (!v[i].bieu_mau)
			continue;
		fill_head(&v[i].head, from);
		close_form(&v[i].head);
	}
}
