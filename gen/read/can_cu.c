/* read/can_cu.c: ids of documents, and the căn cứ lines that cite by them. */
#include "keys.h"

/* The part of a typed id or path that is an id: without .yaml and van-ban. */
static str
bare_id(str s)
{
	if (str_ends(s, S(".yaml")))
		s = str_first(s, s.n - 5);
	if (str_ends(s, S("/van-ban")))
		s = str_first(s, s.n - 8);
	return s;
}

static bool
id_ok(str s)
{
	bool empty_name =
	    str_starts(s, S("/")) || str_ends(s, S("/")) || str_find(s, S("//")) != STR_NONE;

	return s.n && !empty_name && path_names_ok(s) && str_eq(bare_id(s), s);
}

/* "30/2020/NĐ-CP", "12/KH-SYT": a number, then capitals. */
static bool
is_sign(str s)
{
	size_t slash = str_rfind_c(s, '/');
	bool capital =
	    slash != STR_NONE && slash + 1 < s.n && s.p[slash + 1] >= 'A' && s.p[slash + 1] <= 'Z';

	return s.n && s.p[0] >= '0' && s.p[0] <= '9' &&
	       (capital || str_find(s, S("/Đ")) != STR_NONE);
}

bool
value_id(struct reader *r, str key, const struct yval *v, struct val *out)
{
	if (!value_text(r, key, v, out))
		return false;
	if (id_ok(out->s))
		return true;
	/* What has spaces, or a number with a sign behind it, is no slip of an id. */
	diag(r->diags, D_ID_FORM, v->at, out->s)->suggest =
	    str_find_c(out->s, ' ') == STR_NONE && !is_sign(out->s)
		? path_fixed(r->arena, bare_id(out->s))
		: (str){ 0 };
	return false;
}

void
read_id(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val *out = KEY_FIELD(struct val, k, base);

	if (!value_is_khong(r, v))
		value_id(r, str_z(k->name), v, out);
}

void
read_ids(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct yval *one[] = { (struct yval *)v };
	struct yval *const *items = v->kind == Y_LIST ? v->items : one;
	size_t n = v->kind == Y_LIST ? v->n : 1;
	VEC(struct val) ids = { 0 };
	struct val id;

	if (value_is_khong(r, v))
		return;
	for (size_t i = 0; i < n; i++)
		if (!value_is_absent(items[i]) && value_id(r, str_z(k->name), items[i], &id))
			VEC_PUSH(r->arena, &ids, id);
	*KEY_FIELD(struct val *, k, base) = ids.v;
	*KEY_COUNT(k, base) = ids.n;
}

/* {van_ban, mo_dau, de_nghi}. */
static bool
can_cu_map(struct reader *r, const struct yval *map, struct can_cu *out)
{
	bool cites = key_value(map, "van_ban") != NULL;
	bool proposes = key_value(map, "de_nghi") != NULL;

	unsigned before = diags_stopping(r->diags);

	key_read_map(r, SET_CAN_CU, map, 0, out);
	cites = cites && (out->n_van_ban > 0 || diags_stopping(r->diags) > before);
	if (!cites && !proposes) {
		diag(r->diags, D_CAN_CU_EMPTY, map->at);
		return false;
	}
	out->kind = proposes ? CC_DE_NGHI : CC_VAN_BAN;
	if (proposes && out->n_van_ban > 1)
		diag(r->diags, D_DE_NGHI_ONE, out->van_ban[1].at);
	return proposes ? out->de_nghi.s.n > 0 : out->n_van_ban > 0;
}

static bool
can_cu_entry(struct reader *r, const struct yval *v, struct can_cu *out)
{
	out->at = v->at;
	out->kind = CC_TEXT;
	if (v->kind != Y_MAP || key_is_text_with_colon(v, SET_CAN_CU))
		return value_text(r, S("can_cu"), v, &out->text);
	return can_cu_map(r, v, out);
}

void
read_can_cu(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	VEC(struct can_cu) list = { 0 };

	if (value_is_khong(r, v) || !value_is_list(r, str_z(k->name), v))
		return;
	for (size_t i = 0; i < v->n; i++) {
		struct can_cu entry = { 0 };

		if (!value_is_absent(v->items[i]) && can_cu_entry(r, v->items[i], &entry))
			VEC_PUSH(r->arena, &list, entry);
	}
	*KEY_FIELD(struct can_cu *, k, base) = list.v;
	*KEY_COUNT(k, base) = list.n;
}
