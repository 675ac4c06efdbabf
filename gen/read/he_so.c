/* read/he_so.c: how an office numbers its documents (Điều 15): `he_so: chung`, all
 * types in one series; `tung-loai`, each in its own; or a map of series, each with
 * its types, and one series for all others. */
#include "../base/utf.h"
#include "keys.h"

const char *const words_he_so[3] = { "tung-loai", "chung", NULL };

/* The types of a series: one, or a list. */
static void
read_types(struct reader *r, const struct ypair *p, struct he_so *out)
{
	struct val one;

	if (p->val->kind == Y_LIST) {
		value_texts(r, p->key, p->val, &out->loai, &out->n);
	} else if (value_text(r, p->key, p->val, &one)) {
		out->loai = NEW(r->arena, struct val);
		out->loai[0] = one;
		out->n = 1;
	}
	for (size_t i = 0; i < out->n; i++)
		out->loai[i].s = utf_fold(r->arena, out->loai[i].s, '-');
}

/* Names stand in the register, before the number. */
static bool
name_ok(struct reader *r, const struct ypair *p, str name)
{
	if (path_name_ok(name) && name.p[0] != '_' && !str_is(name, "chung") &&
	    !str_is(name, "mat") && !str_is(name, "ban-sao"))
		return true;
	diag(r->diags, D_HE_SO_NAME, p->at, p->key);
	return false;
}

void
read_he_so(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct doc *doc = base;
	VEC(struct he_so) list = { 0 };

	if (v->kind != Y_MAP) {
		int which =
		    value_is_khong(r, v) ? 0 : value_choice(r, str_z(k->name), v, words_he_so, 2);

		doc->he_so_kind = which == 1 ? HE_SO_CHUNG : HE_SO_TUNG_LOAI;
		return;
	}
	doc->he_so_kind = HE_SO_CHUNG;
	for (size_t i = 0; i < v->n; i++) {
		const struct ypair *p = &v->pairs[i];
		struct he_so one = { .ten = utf_fold(r->arena, p->key, '-'), .at = p->at };

		if (!name_ok(r, p, one.ten))
			continue;
		read_types(r, p, &one);
		VEC_PUSH(r->arena, &list, one);
	}
	doc->he_so = list.v;
	doc->n_he_so = list.n;
}
