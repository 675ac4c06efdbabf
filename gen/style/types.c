/* Document types: loai/<id>.yaml over loai/_chung.yaml, and loai/_ngoai.yaml for
 * those that are only cited. A type is read when somebody asks for it, and kept;
 * what is wrong with its file is kept too, and told to everybody who asks, since
 * each document that needs the type must stop. */
#include <stdlib.h>

#include "style_int.h"

#define BLOCK(name, id) id,
static const char *const blocks[] = {
#include "block_list.h"
};
#undef BLOCK
#define NEED(name, key) key,
static const char *const needs[] = {
#include "need_list.h"
};
#undef NEED
_Static_assert(FIELD__COUNT <= 32 && NEED__COUNT <= 32, "sets of them are bits of an unsigned");
enum { N_NEEDS = NEED__COUNT + FIELD__COUNT };

static const char *const type_keys[] = { "ten", "viet_tat", "khoi", "danh_so", "ket_thuc", "can_co",
	"co_the_co", "luat", "ngoai", "ky_hieu_don_vi", "nhu_tren", "nhu_dieu", "lenh",
	"tham_quyen", "ke_trich_yeu", "vai", "dong", "dong_sau", "dong_dien_tu", "vai_ky", "ky_ben",
	"can_mot", "nhu_tren_khoa", "luu_them", "xac_nhan", "xung_ho", "so", "dia_danh_ngay" };

/* ---- Values -------------------------------------------------------------------- */

static void
read_text(const struct yval *map, const char *key, str *out, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (v && template_text(v, str_z(key), out, d) &&
	    str_eq(utf_fold(d->arena, *out, '-'), S("khong")))
		*out = (str){ 0 };
}

static void
read_bool(const struct yval *map, const char *key, bool *out, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (v)
		template_bool(v, str_z(key), out, d);
}

/* A list, each of whose items is one of the names. out and index have room for
 * all; returns how many. */
static size_t
read_names(const struct yval *v, const char *key, const char *const *names, size_t n_names,
    str *out, size_t *index, struct diags *d)
{
	size_t n = 0;
	if (!template_list(v, str_z(key), d))
		return 0;
	for (size_t i = 0; i < v->n; i++)
		if (template_choice(v->items[i], str_z(key), names, n_names, &index[n], d)) {
			out[n] = str_z(names[index[n]]);
			n++;
		}
	return n;
}

static void
read_blocks(struct type *t, const struct yval *map, struct arena *a, struct diags *d)
{
	const struct yval *v = template_get(map, "khoi");
	if (!v) {
		diag(d, D_TEMPLATE_KEY_MISSING, map->at, S("khoi"), t->id);
		return;
	}
	t->khoi = NEW_N(a, str, v->n + 1);
	t->blocks = NEW_N(a, enum block_id, v->n + 1);
	size_t *index = NEW_N(a, size_t, v->n + 1);
	t->n_khoi = read_names(v, "khoi", blocks, BLOCK__COUNT, t->khoi, index, d);
	for (size_t i = 0; i < t->n_khoi; i++)
		t->blocks[i] = (enum block_id)index[i];
}

/* The keys that a type may ask for: those of need_list.h, then typed ones. */
static const char *const *
need_names(struct arena *a)
{
	const char **v = NEW_N(a, const char *, N_NEEDS);
	for (size_t i = 0; i < NEED__COUNT; i++)
		v[i] = needs[i];
	for (int i = 0; i < FIELD__COUNT; i++)
		v[NEED__COUNT + i] = field_key((enum field_id)i);
	return v;
}

/* Keys of need_list.h as bits; those of field_list.h go to *fields. */
static unsigned
read_needs(const struct yval *map, const char *key, str **out, size_t *n, unsigned *fields,
    struct arena *a, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	unsigned bits = 0;
	if (!v)
		return 0;
	*out = NEW_N(a, str, v->n + 1);
	size_t *index = NEW_N(a, size_t, v->n + 1);
	*n = read_names(v, key, need_names(a), N_NEEDS, *out, index, d);
	for (size_t i = 0; i < *n; i++)
		if (index[i] < NEED__COUNT)
			bits |= 1u << index[i];
		else
			*fields |= 1u << (index[i] - NEED__COUNT);
	return bits;
}

static void
read_texts(
    const struct yval *map, const char *key, str **out, size_t *n, struct arena *a, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (!v || !template_list(v, str_z(key), d))
		return;
	*out = NEW_N(a, str, v->n + 1);
	for (size_t i = 0; i < v->n; i++)
		*n += template_text(v->items[i], str_z(key), &(*out)[*n], d);
}

/* What a type says of its labelled lines and of who signs. */
static void
read_lines(struct type *t, const struct yval *map, struct arena *a, struct diags *d)
{
	const struct yval *above = template_get(map, "dong"),
			  *below = template_get(map, "dong_sau");
	const struct yval *copy = template_get(map, "dong_dien_tu");
	const struct yval *ben = template_get(map, "ky_ben");
	if (above)
		lines_read(a, t, above, S("dong"), &t->dong, &t->n_dong, d);
	if (below)
		lines_read(a, t, below, S("dong_sau"), &t->dong_sau, &t->n_dong_sau, d);
	if (copy)
		line_read(a, t, &t->dien_tu, copy, S("dong_dien_tu"), false, d);
	if (ben)
		line_read(a, t, &t->ky_ben, ben, S("ky_ben"), true, d);
	read_texts(map, "vai_ky", &t->vai_ky, &t->n_vai_ky, a, d);
	read_texts(map, "luu_them", &t->luu_them, &t->n_luu_them, a, d);
	read_texts(map, "xung_ho", &t->xung_ho, &t->n_xung_ho, a, d);
	read_texts(map, "xac_nhan", &t->xac_nhan, &t->n_xac_nhan, a, d);
}

static void
read_as_above(struct type *t, const struct yval *map, struct arena *a, struct diags *d)
{
	const struct yval *v = template_get(map, "nhu_tren_khoa");
	size_t i = 0;
	t->nhu_tren_field = -1;
	if (v && template_choice(
		     v, S("nhu_tren_khoa"), need_names(a) + NEED__COUNT, FIELD__COUNT, &i, d))
		t->nhu_tren_field = (int)i;
}

/* A type prints its number, and its place and date, unless it says `khong`. */
static bool
says_no(const struct yval *map, const char *key, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	bool yes = true;
	if (v)
		template_bool(v, str_z(key), &yes, d);
	return !yes;
}

static void
read_patterns(const struct style *s, struct type *t, const struct yval *map, struct diags *d)
{
	struct arena *a = style_impl(s)->a;
	const struct yval *v = template_get(map, "danh_so");
	str typed;
	if (!v || !template_list(v, S("danh_so"), d))
		return;
	t->danh_so = NEW_N(a, str, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		if (!template_text(v->items[i], S("danh_so"), &typed, d))
			continue;
		const struct pattern *p = style_pattern(s, typed);
		if (p)
			t->danh_so[t->n_danh_so++] = p->typed;
		else
			diag(d, D_TEMPLATE_VALUE_UNKNOWN, v->items[i]->at, typed, S("danh_so"),
			    style_pattern_list(s, d->arena));
	}
}

static void
read_authority(struct type *t, const struct yval *map, struct diags *d)
{
	static const char *const words[] = { "khong", "tu-dong" };
	const struct yval *v = template_get(map, "tham_quyen");
	size_t i = 0;
	if (v && template_choice(v, S("tham_quyen"), words, 2, &i, d) && i)
		t->tham_quyen = S("auto");
}

static bool
has_block(const struct type *t, enum block_id b)
{
	for (size_t i = 0; i < t->n_khoi; i++)
		if (t->blocks[i] == b)
			return true;
	return false;
}

static void
check_type(const struct type *t, pos at, struct diags *d)
{
	if (!t->ten.n)
		diag(d, D_TEMPLATE_KEY_MISSING, at, S("ten"), t->id);
	if (t->ngoai)
		return;
	if (has_block(t, BLOCK_LENH) && !t->lenh.n)
		diag(d, D_TEMPLATE_KEY_MISSING, at, S("lenh"), t->id);
	if (!t->n_danh_so)
		diag(d, D_TEMPLATE_KEY_MISSING, at, S("danh_so"), t->id);
}

/* ---- A type ---------------------------------------------------------------------- */

static const struct style *
read_roles(const struct style *s, struct type *t, const struct yval *map, struct diags *d)
{
	const struct yval *v = template_get(map, "vai");
	if (!v || !template_is_map(v, S("vai"), d))
		return s;
	struct style *own = NEW(style_impl(s)->a, struct style);
	*own = *s;
	own->ooxml = NULL; /* its styles.xml is another one */
	roles_change(own, v, d);
	t->has_roles = true;
	return own;
}

static void
read_type(const struct style *s, struct type_slot *slot, const struct yval *map, struct diags *d)
{
	struct arena *a = style_impl(s)->a;
	struct type *t = NEW(a, struct type);
	t->id = slot->id;
	t->at = map->at;
	template_keys(map, type_keys, sizeof type_keys / sizeof *type_keys, t->id, d);
	read_text(map, "ten", &t->ten, d);
	read_text(map, "viet_tat", &t->viet_tat, d);
	read_text(map, "ket_thuc", &t->ket_thuc, d);
	read_text(map, "lenh", &t->lenh, d);
	read_bool(map, "luat", &t->luat, d);
	read_bool(map, "ngoai", &t->ngoai, d);
	read_bool(map, "ky_hieu_don_vi", &t->ky_hieu_don_vi, d);
	read_bool(map, "nhu_tren", &t->nhu_tren, d);
	read_bool(map, "nhu_dieu", &t->nhu_dieu, d);
	read_bool(map, "ke_trich_yeu", &t->trich_yeu_rule, d);
	read_authority(t, map, d);
	read_blocks(t, map, a, d);
	read_patterns(s, t, map, d);
	str *names;
	size_t n;
	unsigned fields = 0;
	t->needs = read_needs(map, "can_co", &t->can_co, &t->n_can_co, &t->needs_fields, a, d);
	t->takes = read_needs(map, "co_the_co", &t->co_the_co, &t->n_co_the_co, &fields, a, d);
	t->one_of = read_needs(map, "can_mot", &names, &n, &t->one_of_fields, a, d);
	read_lines(t, map, a, d);
	read_as_above(t, map, a, d);
	t->khong_so = says_no(map, "so", d);
	t->khong_ngay = says_no(map, "dia_danh_ngay", d);
	check_type(t, map->at, d);
	slot->type = t;
	slot->style = read_roles(s, t, map, d);
}

/* What all types share is read once; what is wrong with it is told with each. */
static const struct yval *
read_shared(const struct style *s, struct shared *file, const char *name)
{
	struct arena *a = style_impl(s)->a;
	bool found;
	if (!file->errors) {
		file->errors = NEW(a, struct diags);
		diags_init(file->errors, a);
		file->map = template_load(s, str_z(name), &found, file->errors);
	}
	return file->map;
}

/* Ids become file names. */
static bool
is_id(str id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0)))
			return false;
	}
	return id.n > 0 && id.n <= 64;
}

/* A value of _ngoai.yaml is as a type's file, with `ngoai` understood. */
static const struct yval *
find_outside(const struct style *s, str id)
{
	const struct yval *map = read_shared(s, &style_impl(s)->outside, "loai/_ngoai.yaml");
	for (size_t i = 0; map && i < map->n; i++)
		if (template_name_eq(map->pairs[i].fold, id) && map->pairs[i].val->kind == Y_MAP)
			return map->pairs[i].val;
	return NULL;
}

static void
load_type(const struct style *s, struct type_slot *slot, struct diags *d)
{
	struct style_impl *impl = style_impl(s);
	bool found;
	const struct yval *common = read_shared(s, &impl->common, "loai/_chung.yaml");
	str name = str_fmt(impl->a, "loai/%.*s.yaml", STR_ARG(slot->id));
	const struct yval *own = template_load(s, name, &found, d);
	slot->use = template_use(s, name, NULL);
	const struct yval *outside = own ? NULL : find_outside(s, slot->id);
	if (!own)
		own = outside;
	if (!own)
		return;
	const struct yval *map = common ? template_merge(impl->a, common, own) : own;
	slot->use = template_use(s, name, map);
	slot->use.where = own->at.src->path;
	slot->use.digest.v[0] ^= outside != NULL; /* the same text, but never built */
	read_type(s, slot, map, d);
	struct type *t = (struct type *)slot->type;
	t->ngoai |= outside != NULL;
}

static struct type_slot *
slot_of(const struct style *s, str id)
{
	struct style_impl *impl = style_impl(s);
	for (size_t i = 0; i < impl->types.n; i++)
		if (str_eq(impl->types.v[i].id, id))
			return &impl->types.v[i];
	struct type_slot slot = { .id = str_dup(impl->a, id),
		.errors = NEW(impl->a, struct diags) };
	diags_init(slot.errors, impl->a);
	if (is_id(id))
		load_type(s, &slot, slot.errors);
	VEC_PUSH(impl->a, &impl->types, slot);
	return &impl->types.v[impl->types.n - 1];
}

static struct type_slot *
find_slot(const struct style *s, str id)
{
	struct type_slot *slot = slot_of(s, id);
	const struct use *use = &slot->use;
	if (use->name.n)
		uses_add(style_impl(s)->uses, USE_TEMPLATE, use->name, use->where, &use->digest);
	return slot;
}

const struct type *
style_type(const struct style *s, str id, struct diags *d)
{
	const struct type_slot *slot = find_slot(s, id);
	const struct style_impl *impl = style_impl(s);
	if (impl->common.errors)
		diags_append(d, impl->common.errors);
	if (impl->outside.errors)
		diags_append(d, impl->outside.errors);
	diags_append(d, slot->errors);
	return slot->type;
}

const struct style *
style_for_type(const struct style *s, const struct type *t)
{
	if (!t->has_roles)
		return s;
	const struct type_slot *slot = find_slot(s, t->id);
	return slot->errors->list.n ? s : slot->style;
}

/* ---- All types --------------------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

void
style_types(const struct style *s, struct arena *a, str **ids, size_t *n)
{
	const struct style_impl *impl = style_impl(s);
	str dir = str_fmt(a, "%.*s/loai", STR_ARG(s->set));
	VEC(str) all = { 0 };
	for (size_t i = 0; i < impl->n_layers; i++) {
		str *names = NULL;
		size_t count = 0;
		impl->layers[i].list(impl->layers[i].ctx, a, dir, &names, &count);
		for (size_t k = 0; k < count; k++)
			if (is_id(names[k]))
				VEC_PUSH(a, &all, names[k]);
	}
	qsort(all.v, all.n, sizeof *all.v, compare);
	size_t kept = 0;
	for (size_t i = 0; i < all.n; i++)
		if (!kept || !str_eq(all.v[kept - 1], all.v[i]))
			all.v[kept++] = all.v[i];
	*ids = all.v;
	*n = kept;
}

/* ---- Uses ------------------------------------------------------------------------------ */

struct use
style_use(const struct style *s, str name)
{
	const struct style_impl *impl = style_impl(s);
	const str folder = S("loai/"), ending = S(".yaml");

	for (size_t i = 0; i < impl->set.list.n; i++)
		if (str_eq(impl->set.list.v[i].name, name))
			return impl->set.list.v[i];
	if (str_starts(name, folder) && str_ends(name, ending))
		return slot_of(s, str_sub(name, folder.n, name.n - folder.n - ending.n))->use;
	return str_ends(name, ending) ? table_use(s, name) : text_use(s, name);
}
