/* Numbering patterns: danh-so.yaml. */
#include "style_int.h"

static const char *const kinds[NUM__COUNT] = { "phan", "chuong", "muc", "tieu_muc", "dieu", "la_ma",
	"chu_hoa", "so", "so_noi", "chu_cai" };

static const char *const keys[] = { "mau", "nhan", "de_muc", "muc", "tiep", "chu_hoa", "xuong_dong",
	"nhan_dam", "bo_qua", "chay_tiep", "goi" };

static void
missing(const struct yval *map, const char *key, const char *kind, struct diags *d)
{
	diag(d, D_TEMPLATE_KEY_MISSING, map->at, str_z(key), str_z(kind));
}

static void
read_text(const struct yval *map, const char *key, const char *kind, str *out, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (v)
		template_text(v, str_z(key), out, d);
	else
		missing(map, key, kind, d);
}

/* A text with one % for the number. */
static void
read_label(const struct yval *map, const char *key, const char *kind, str *out, struct diags *d)
{
	read_text(map, key, kind, out, d);
	size_t at = str_find_c(*out, '%');
	if (out->n && (at == STR_NONE || str_find_c(str_from(*out, at + 1), '%') != STR_NONE))
		diag(d, D_TEMPLATE_LABEL, template_get(map, key)->at, *out);
}

static void
read_role_name(const struct style *s, const struct yval *map, const char *key, const char *kind,
    int *out, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (v)
		*out = roles_named(s, v, str_z(key), d);
	else
		missing(map, key, kind, d);
}

static void
read_bool(const struct yval *map, const char *key, bool *out, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (v)
		template_bool(v, str_z(key), out, d);
}

static void
read_pattern(
    struct style *s, struct pattern *p, const struct yval *map, const char *kind, struct diags *d)
{
	if (!template_is_map(map, str_z(kind), d))
		return;
	template_keys(map, keys, sizeof keys / sizeof *keys, str_z(kind), d);
	read_text(map, "mau", kind, &p->typed, d);
	read_label(map, "nhan", kind, &p->label, d);
	read_label(map, "goi", kind, &p->refer, d);
	read_role_name(s, map, "de_muc", kind, &p->heading_role, d);
	read_role_name(s, map, "muc", kind, &p->item_role, d);
	read_role_name(s, map, "tiep", kind, &p->more_role, d);
	read_bool(map, "chu_hoa", &p->upper, d);
	read_bool(map, "xuong_dong", &p->title_below, d);
	read_bool(map, "nhan_dam", &p->label_bold, d);
	read_bool(map, "bo_qua", &p->may_skip, d);
	read_bool(map, "chay_tiep", &p->runs_on, d);
}

void
patterns_read(struct style *s, const struct yval *map, struct diags *d)
{
	template_keys(map, kinds, NUM__COUNT, S("danh-so.yaml"), d);
	for (size_t i = 0; i < NUM__COUNT; i++) {
		struct pattern *p = &s->patterns[i];
		p->kind = (enum num_kind)i;
		p->heading_role = p->item_role = p->more_role = ROLE_THAN;
		const struct yval *v = template_get(map, kinds[i]);
		if (v)
			read_pattern(s, p, v, kinds[i], d);
		else
			diag(d, D_TEMPLATE_PATTERN_MISSING, map->at,
			    template_name(d->arena, str_z(kinds[i])));
	}
}

void
patterns_check_list(const struct style *s, const struct yval *v, str key, struct diags *d)
{
	str typed;
	for (size_t i = 0; v && v->kind == Y_LIST && i < v->n; i++)
		if (template_text(v->items[i], key, &typed, d) && !style_pattern(s, typed))
			diag(d, D_TEMPLATE_VALUE_UNKNOWN, v->items[i]->at, typed, key,
			    style_pattern_list(s, d->arena));
}

/* "điều 1." is Điều 1.; but "a." is not A., so a pattern without a word must be
 * typed as it is. */
const struct pattern *
style_pattern(const struct style *s, str typed)
{
	struct arena *a = style_impl(s)->a;
	str fold = { 0 };
	for (size_t i = 0; i < NUM__COUNT; i++) {
		const struct pattern *p = &s->patterns[i];
		if (str_eq(p->typed, typed))
			return p;
	}
	for (size_t i = 0; i < NUM__COUNT; i++) {
		const struct pattern *p = &s->patterns[i];
		if (str_find_c(p->typed, ' ') == STR_NONE)
			continue;
		if (!fold.n)
			fold = utf_fold(a, typed, '-');
		if (str_eq(utf_fold(a, p->typed, '-'), fold))
			return p;
	}
	return NULL;
}

str
style_pattern_list(const struct style *s, struct arena *a)
{
	str names[NUM__COUNT];
	for (size_t i = 0; i < NUM__COUNT; i++)
		names[i] = s->patterns[i].typed;
	return str_join(a, names, NUM__COUNT, S(", "));
}
