/* read/head.c: what stands around a body: the number, Kính gửi, nơi nhận, the
 * Lưu line and the signers.
 *
 * These keys stand in documents and in forms; both have a struct head, and rows
 * here get that struct as their base. A signer may be named: the name is looked
 * up in `nguoi_ky` as it is in force for the document, so it is resolved here
 * and nobody after this room sees names. */
#include "../base/utf.h"
#include "keys.h"

void
read_so(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val typed, *out = KEY_FIELD(struct val, k, base);
	uint32_t number;

	if (value_is_khong(r, v))
		*out = value_none(v);
	else if (!value_text(r, str_z(k->name), v, &typed))
		return;
	else if (!str_uint(typed.s, &number) || number == 0)
		diag(r->diags, D_SO_NOT_NUMBER, v->at, typed.s);
	else
		*out = typed;
}

void
read_kinh_gui(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct head *head = base;

	read_lines(r, k, v, base);
	head->kinh_gui_list = v->kind == Y_LIST || head->kinh_gui.n > 1;
}

void
read_luu(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct head *head = base;

	read_list(r, k, v, base);
	head->luu_given = true;
}

/* An entry of nơi nhận: text or {ten, de, so_ban, ma_dinh_danh}. */
static bool
noi_nhan_entry(struct reader *r, const struct yval *v, struct noi_nhan *out)
{
	out->at = v->at;
	if (v->kind == Y_MAP && v->n == 1 && str_is(v->pairs[0].fold, "luu")) {
		diag(r->diags, D_NOI_NHAN_LUU, v->at);
		return false;
	}
	if (v->kind != Y_MAP || key_is_text_with_colon(v, SET_NOI_NHAN))
		return value_text(r, S("noi_nhan"), v, &out->ten);
	key_read_map(r, SET_NOI_NHAN, v, 0, out);
	key_require(r, SET_NOI_NHAN, v, "ten");
	return out->ten.s.n > 0;
}

void
read_noi_nhan(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct head *head = base;
	VEC(struct noi_nhan) list = { 0 };

	head->noi_nhan_at = v->at;
	head->noi_nhan_given = true;
	if (value_is_khong(r, v) || !value_is_list(r, str_z(k->name), v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		struct noi_nhan entry = { 0 };

		if (!value_is_absent(v->items[i]) && noi_nhan_entry(r, v->items[i], &entry))
			VEC_PUSH(r->arena, &list, entry);
	}
	head->noi_nhan = list.v;
	head->n_noi_nhan = list.n;
}

/* The signer that nguoi_ky has under a name; NULL: none, or taken away there. */
static const struct yval *
find_signer(struct reader *r, str name)
{
	str fold = utf_fold(r->arena, name, '_');
	const struct yval *found = NULL;

	for (size_t i = 0; r->signers && !found && i < r->signers->n; i++) {
		const struct ypair *p = &r->signers->pairs[i];

		if (str_eq(p->fold, fold) && p->val->kind == Y_MAP)
			found = p->val;
	}
	uses_add(r->uses, USE_DEFAULT, str_cat(r->arena, S("nguoi_ky."), fold),
	    found && found->at.src ? found->at.src->path : S(""),
	    found ? yval_digest(r->arena, found) : NULL);
	return found;
}

/* Always said, also where `ky` is inherited: it is this document that lacks the signer. */
static void
report_signer(struct reader *r, const struct val *name)
{
	VEC(str) names = { 0 };
	struct diag *f;

	for (size_t i = 0; r->signers && i < r->signers->n; i++)
		if (r->signers->pairs[i].val->kind == Y_MAP)
			VEC_PUSH(
			    r->arena, &names, utf_fold(r->arena, r->signers->pairs[i].key, '-'));
	if (names.n == 0) {
		if (!r->defaults_failed)
			diag(r->loud, D_SIGNER_NONE, name->at, name->s);
		return;
	}
	f = diag(r->loud, D_SIGNER_UNKNOWN, name->at, name->s,
	    str_join(r->arena, names.v, names.n, S(", ")));
	f->suggest = diag_nearest(name->s, names.v, names.n);
	f->also = r->signers->at;
}

/* A signer by name. What nguoi_ky says was looked through where it stands. */
static bool
named_signer(struct reader *r, const struct yval *v, struct signer *out)
{
	struct diags seen;
	struct reader quiet = *r;
	const struct yval *map;
	struct val name;

	if (!value_text(r, S("ky"), v, &name) || r->defaults)
		return false;
	map = find_signer(r, name.s);
	if (!map) {
		report_signer(r, &name);
		return false;
	}
	diags_init(&seen, r->arena);
	quiet.diags = &seen;
	key_read_map(&quiet, SET_SIGNER, map, 0, out);
	out->at = v->at;
	return true;
}

static bool
signer(struct reader *r, const struct yval *v, struct signer *out)
{
	if (v->kind != Y_MAP)
		return named_signer(r, v, out);
	out->at = v->at;
	key_read_map(r, SET_SIGNER, v, 0, out);
	return true;
}

void
read_ky(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct head *head = base;
	struct yval *one[] = { (struct yval *)v };
	struct yval *const *items = v->kind == Y_LIST ? v->items : one;
	size_t n = v->kind == Y_LIST ? v->n : 1;
	VEC(struct signer) list = { 0 };

	(void)k;
	if (value_is_khong(r, v))
		return;
	for (size_t i = 0; i < n; i++) {
		struct signer s = { 0 };

		if (!value_is_absent(items[i]) && signer(r, items[i], &s))
			VEC_PUSH(r->arena, &list, s);
	}
	head->ky = list.v;
	head->n_ky = list.n;
}

/* The map of signers is looked through here and used by read_ky(). */
void
read_nguoi_ky(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	(void)base;
	if (value_is_khong(r, v) || !value_is_map(r, str_z(k->name), v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		const struct ypair *p = &v->pairs[i];
		struct signer unused = { 0 };

		if (value_is_absent(p->val) || value_is_khong(r, p->val))
			continue;
		if (value_is_map(r, p->key, p->val))
			key_read_map(r, SET_SIGNER, p->val, 0, &unused);
	}
}
