/* read/sides.c: who and what stands beside the one agency of a document: the
 * others that issue it (`lien_tich`), the parties of an agreement (`ben`), the
 * document that a copy is of (`ban_goc`).
 *
 * The first agency of `lien_tich` leads, and is the document's own: what its
 * entry doesn't say comes from the document, and what it says is the document's
 * too, so that number, citation and register have one place to look. */
#include "../base/utf.h"
#include "keys.h"

void
read_lien_tich(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	VEC(struct head) list = { 0 };

	if (value_is_khong(r, v) || !value_is_list(r, str_z(k->name), v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		struct head h = { 0 };

		if (value_is_absent(v->items[i]) || !value_is_map(r, str_z(k->name), v->items[i]))
			continue;
		key_read_map(r, SET_LIEN_TICH, v->items[i], 0, &h);
		if (list.n > 0)
			key_require(r, SET_LIEN_TICH, v->items[i], "co_quan");
		VEC_PUSH(r->arena, &list, h);
	}
	*KEY_FIELD(struct head *, k, base) = list.v;
	*KEY_COUNT(k, base) = list.n;
}

static void
share_val(struct val *one, struct val *other)
{
	if (one->given)
		*other = *one;
	else
		*one = *other;
}

static void
share_agency(struct head *first, struct head *own)
{
	if (first->co_quan.n) {
		own->co_quan = first->co_quan;
		own->co_quan_chu_quan = first->co_quan_chu_quan;
	} else {
		first->co_quan = own->co_quan;
		if (first->co_quan_chu_quan.n == 0)
			first->co_quan_chu_quan = own->co_quan_chu_quan;
	}
}

static void
share_kept(struct head *one, struct head *other)
{
	if (!one->luu_given)
		return;
	other->luu = one->luu;
	other->n_luu = one->n_luu;
	other->luu_given = true;
}

void
fill_lien_tich(struct arena *a, struct doc *doc)
{
	struct head *own = &doc->head, *first;

	if (doc->n_lien_tich == 0)
		return;
	first = NEW_N(a, struct head, doc->n_lien_tich);
	for (size_t i = 0; i < doc->n_lien_tich; i++)
		first[i] = doc->lien_tich[i];
	doc->lien_tich = first;
	share_agency(first, own);
	share_val(&first->viet_tat, &own->viet_tat);
	share_val(&first->so, &own->so);
	first->ky_hieu = own->ky_hieu;
	first->don_vi_soan_thao = own->don_vi_soan_thao;
	if (first->luu_given)
		share_kept(first, own);
	else
		share_kept(own, first);
	if (first->n_ky) {
		own->ky = first->ky;
		own->n_ky = first->n_ky;
	} else {
		first->ky = own->ky;
		first->n_ky = own->n_ky;
	}
}

void
read_ben(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct doc *doc = base;
	VEC(struct party) list = { 0 };

	if (value_is_khong(r, v) || !value_is_list(r, str_z(k->name), v))
		return;
	doc->ben_at = v->at;
	for (size_t i = 0; i < v->n; i++) {
		struct party p = { .at = v->items[i]->at };

		if (value_is_absent(v->items[i]) || !value_is_map(r, str_z(k->name), v->items[i]))
			continue;
		key_read_map(r, SET_BEN, v->items[i], 0, &p);
		key_require(r, SET_BEN, v->items[i], "ten");
		VEC_PUSH(r->arena, &list, p);
	}
	doc->ben = list.v;
	doc->n_ben = list.n;
}

/* A paper described in words, or by its number: ids have small letters only. */
static bool
is_in_words(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == ' ' || c >= 0x80 || (c >= 'A' && c <= 'Z'))
			return true;
	}
	return false;
}

void
read_ban_goc(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct doc *doc = base;

	if (value_is_khong(r, v)) {
		doc->ban_goc = value_none(v);
		return;
	}
	if (!value_text(r, str_z(k->name), v, &doc->ban_goc))
		return;
	doc->ban_goc_is_id = !is_in_words(doc->ban_goc.s);
	if (doc->ban_goc_is_id)
		value_id(r, str_z(k->name), v, &doc->ban_goc);
}
