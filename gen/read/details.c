/* read/details.c: the keys that only a document has: its state, its looks, what
 * is kept for the archive. */
#include "../base/utf.h"
#include "keys.h"

const char *const words_trang_thai[5] = { "trinh-ky", "du-thao", "ban-hanh", "phuc-che", NULL };

void
read_trang_thai(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	static const enum trang_thai states[] = { TT_TRINH_KY, TT_DU_THAO, TT_BAN_HANH,
		TT_PHUC_CHE };
	int which =
	    value_is_khong(r, v) ? -1 : value_choice(r, str_z(k->name), v, words_trang_thai, 4);

	if (which >= 0)
		*KEY_FIELD(enum trang_thai, k, base) = states[which];
}

void
read_lan(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val typed;
	uint32_t number;

	if (value_is_khong(r, v) || !value_text(r, str_z(k->name), v, &typed))
		return;
	if (str_uint(typed.s, &number) && number > 0)
		*KEY_FIELD(uint32_t, k, base) = number;
	else
		diag(r->diags, D_VALUE_NOT_NUMBER, v->at, str_z(k->name), typed.s);
}

/* Two words, of which the second is true. */
static void
read_second(struct reader *r, const struct key *k, const struct yval *v, void *base,
    const char *const words[2])
{
	int which = value_is_khong(r, v) ? 0 : value_choice(r, str_z(k->name), v, words, 2);

	if (which >= 0)
		*KEY_FIELD(bool, k, base) = which == 1;
}

const char *const words_huong[3] = { "doc", "ngang", NULL };

void
read_huong(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	read_second(r, k, v, base, words_huong);
}

const char *const words_hinh_thuc[3] = { "giay", "dien-tu", NULL };

void
read_hinh_thuc(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	read_second(r, k, v, base, words_hinh_thuc);
}

const char *const words_co_chu[3] = { "13", "14", NULL };

void
read_co_chu(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	int which = value_is_khong(r, v) ? -1 : value_choice(r, str_z(k->name), v, words_co_chu, 2);

	if (which >= 0)
		*KEY_FIELD(int, k, base) = 13 + which;
}

const char *const words_muc_luc[7] = { "khong", "1", "2", "3", "4", "co", NULL };

/* `co`, or how many levels. */
void
read_muc_luc(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct muc_luc *out = KEY_FIELD(struct muc_luc, k, base);
	int which = value_choice(r, str_z(k->name), v, words_muc_luc, 6);

	if (which < 1)
		return;
	out->co = true;
	out->cap = which < 5 ? which : 0;
	out->at = v->at;
}

/* One of n words, or none, kept in its canonical form. */
static void
read_one_of(struct reader *r, const struct key *k, const struct yval *v, void *base,
    const char *const *words, size_t n)
{
	struct val *out = KEY_FIELD(struct val, k, base);
	int which;

	if (value_is_khong(r, v)) {
		*out = value_none(v);
		return;
	}
	which = value_choice(r, str_z(k->name), v, words, n);
	if (which >= 0)
		*out = (struct val){ .s = str_z(words[which]), .at = v->at, .given = true };
}

const char *const words_do_khan[4] = { "khan", "thuong-khan", "hoa-toc", NULL };

void
read_do_khan(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	read_one_of(r, k, v, base, words_do_khan, 3);
}

const char *const words_do_mat[4] = { "mat", "toi-mat", "tuyet-mat", NULL };

void
read_do_mat(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	read_one_of(r, k, v, base, words_do_mat, 3);
}

void
read_chu_ky_so(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct doc *doc = base;

	if (value_is_khong(r, v) || !value_is_map(r, str_z(k->name), v))
		return;
	doc->chu_ky_so.given = true;
	key_read_map(r, SET_CHU_KY_SO, v, 0, doc);
}

void
read_ho_so(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	if (!value_is_khong(r, v) && value_is_map(r, str_z(k->name), v))
		key_read_map(r, SET_HO_SO, v, 0, base);
}

/* `vinh-vien`, or a number of years: `10-nam`. */
void
read_thoi_han(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val *out = KEY_FIELD(struct val, k, base);
	uint32_t years;

	read_word(r, k, v, base);
	if (out->s.n == 0 || str_is(out->s, "vinh-vien"))
		return;
	if (str_ends(out->s, S("-nam")) && str_uint(str_first(out->s, out->s.n - 4), &years) &&
	    years > 0)
		return;
	diag(r->diags, D_THOI_HAN_FORM, v->at, str_trim(v->text.s))->suggest =
	    str_uint(out->s, &years) ? str_cat(r->arena, out->s, S("-nam")) : (str){ 0 };
	out->s = (str){ 0 };
}

void
read_bo_qua(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct doc *doc = base;
	VEC(struct val) rules = { 0 }, whys = { 0 };

	if (value_is_khong(r, v) || !value_is_map(r, str_z(k->name), v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		const struct ypair *p = &v->pairs[i];
		struct val rule = {
			.s = utf_fold(r->arena, p->key, '-'), .at = p->at, .given = true
		};
		struct val why = { 0 };

		if (value_is_khong(r, p->val))
			continue;
		if (value_is_absent(p->val))
			diag(r->diags, D_BO_QUA_WHY, p->at, p->key);
		else if (value_text(r, p->key, p->val, &why)) {
			VEC_PUSH(r->arena, &rules, rule);
			VEC_PUSH(r->arena, &whys, why);
		}
	}
	doc->bo_qua_rule = rules.v;
	doc->bo_qua_why = whys.v;
	doc->n_bo_qua = rules.n;
}
