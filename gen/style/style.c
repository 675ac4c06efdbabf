/* A template set: its files, read in the order in which they need each other.
 * the-thuc.yaml has the page and the font sizes, tu-ngu.yaml the words, vai.yaml
 * the roles (which name sizes), danh-so.yaml the patterns (which name roles).
 * Types come later, each when it is asked for (types.c). */
#include <string.h>

#include "style_int.h"

/* ---- the-thuc.yaml -------------------------------------------------------------- */

static const char *const form_keys[] = { "phong_chu", "ngon_ngu", "trang", "co_chu_mac_dinh",
	"co_chu", "kich_thuoc" };
static const char *const page_keys[] = { "rong", "cao", "le", "le_ngang", "dau_trang",
	"chan_trang" };
static const char *const margin_keys[] = { "tren", "duoi", "trai", "phai" };

static const struct yval *
need(const struct yval *map, const char *key, str what, struct diags *d)
{
	const struct yval *v = template_get(map, key);
	if (!v)
		diag(d, D_TEMPLATE_KEY_MISSING, map->at, str_z(key), what);
	return v;
}

static void
read_text(const struct yval *map, const char *key, str *out, struct diags *d)
{
	const struct yval *v = need(map, key, S("the-thuc.yaml"), d);
	if (v)
		template_text(v, str_z(key), out, d);
}

/* A length that is not negative. */
static void
read_length(const struct yval *map, const char *key, str what, int *out, struct diags *d)
{
	const struct yval *v = need(map, key, what, d);
	if (!v || !template_length(v, str_z(key), out, d) || *out >= 0)
		return;
	diag(d, D_TEMPLATE_LENGTH_RANGE, v->at, v->text.s, str_z(key), S("≥ 0 mm"));
	*out = 0;
}

static void
read_margins(const struct yval *page, const char *key, int *const out[4], struct diags *d)
{
	const struct yval *map = need(page, key, S("trang"), d);
	if (!map || !template_is_map(map, str_z(key), d))
		return;
	template_keys(map, margin_keys, 4, str_z(key), d);
	for (size_t i = 0; i < 4; i++)
		read_length(map, margin_keys[i], str_z(key), out[i], d);
}

/* There is an inch of text at least; else the larger of two margins is told. */
static void
check_margins(
    const struct yval *page, const char *key, int room, int *const m[4], size_t i, struct diags *d)
{
	const char *side = margin_keys[*m[i] >= *m[i + 1] ? i : i + 1];
	const struct yval *v = template_get(template_get(page, key), side);
	if (v && room && *m[i] + *m[i + 1] + 1440 > room)
		diag(d, D_TEMPLATE_MARGINS, v->at, str_z(side));
}

static void
read_page(struct page *p, const struct yval *form, struct diags *d)
{
	int *const portrait[4] = { &p->top, &p->bottom, &p->left, &p->right };
	int *const landscape[4] = { &p->ngang.top, &p->ngang.bottom, &p->ngang.left,
		&p->ngang.right };
	const struct yval *map = need(form, "trang", S("the-thuc.yaml"), d);
	if (!map || !template_is_map(map, S("trang"), d))
		return;
	template_keys(map, page_keys, sizeof page_keys / sizeof *page_keys, S("trang"), d);
	read_length(map, "rong", S("trang"), &p->width, d);
	read_length(map, "cao", S("trang"), &p->height, d);
	read_length(map, "dau_trang", S("trang"), &p->header, d);
	read_length(map, "chan_trang", S("trang"), &p->footer, d);
	read_margins(map, "le", portrait, d);
	read_margins(map, "le_ngang", landscape, d);
	check_margins(map, "le", p->height, portrait, 0, d);
	check_margins(map, "le", p->width, portrait, 2, d);
	check_margins(map, "le_ngang", p->width, landscape, 0, d);
	check_margins(map, "le_ngang", p->height, landscape, 2, d);
}

/* The keys of co_chu, for a message. */
static str
size_list(struct arena *a, const struct yval *table)
{
	str *v = NEW_N(a, str, table->n + 1);
	for (size_t i = 0; i < table->n; i++)
		v[i] = table->pairs[i].key;
	return str_join(a, v, table->n, S(", "));
}

static const struct yval *
find_sizes(struct style *s, const struct yval *form, struct diags *d)
{
	const struct yval *table = need(form, "co_chu", S("the-thuc.yaml"), d);
	const struct yval *def = need(form, "co_chu_mac_dinh", S("the-thuc.yaml"), d);
	if (!table || !def || !template_is_map(table, S("co_chu"), d))
		return NULL;
	pos at = s->co_chu ? table->at : def->at;
	if (!s->co_chu && !template_count(def, S("co_chu_mac_dinh"), 100, &s->co_chu, d))
		return NULL;
	char key[16];
	str name = str_fmt(style_impl(s)->a, "%d", s->co_chu);
	memcpy(key, name.p, name.n);
	key[name.n] = '\0';
	const struct yval *sizes = template_get(table, key);
	if (!sizes || (sizes->kind == Y_MAP && !sizes->n)) {
		diag(d, D_TEMPLATE_SIZES_MISSING, at, name, size_list(d->arena, table));
		return NULL;
	}
	return template_is_map(sizes, name, d) ? sizes : NULL;
}

static void
read_sizes(struct style *s, const struct yval *form, struct diags *d)
{
	struct style_impl *impl = style_impl(s);
	const struct yval *map = find_sizes(s, form, d);
	for (size_t i = 0; map && i < map->n; i++) {
		const struct ypair *p = &map->pairs[i];
		struct size size = { .name = template_name(impl->a, p->fold) };
		if (template_points(p->val, p->key, &size.hp, d))
			VEC_PUSH(impl->a, &impl->sizes, size);
	}
}

static void
read_form(struct style *s, const struct yval *form, struct diags *d)
{
	template_keys(form, form_keys, sizeof form_keys / sizeof *form_keys, S("the-thuc.yaml"), d);
	read_text(form, "phong_chu", &s->font, d);
	read_text(form, "ngon_ngu", &s->lang, d);
	read_page(&s->page, form, d);
	read_sizes(s, form, d);
	measures_read(s, template_get(form, "kich_thuoc"), form->at, d);
}

/* ---- A set ------------------------------------------------------------------------ */

/* NULL when it is missing or empty, which was reported. */
static const struct yval *
load_file(struct style *s, str name, struct diags *d)
{
	bool found;
	unsigned errors = d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM];
	const struct yval *v = template_load(s, name, &found, d);
	if (!v && d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM] == errors)
		diag(d, D_TEMPLATE_FILE_MISSING, (pos){ 0 }, s->set, name);
	VEC_PUSH(style_impl(s)->a, &style_impl(s)->set.list, template_use(s, name, v));
	return v;
}

static bool
set_exists(struct style *s)
{
	const struct style_impl *impl = style_impl(s);
	str path = str_fmt(impl->a, "%.*s/the-thuc.yaml", STR_ARG(s->set)), shown, bytes;
	for (size_t i = 0; i < impl->n_layers; i++) {
		const struct style_layer *l = &impl->layers[i];
		if (l->load(l->ctx, impl->a, path, &shown, &bytes) ||
		    (l->denied && l->denied(l->ctx).n))
			return true;
	}
	return false;
}

static void
read_set(struct style *s, struct diags *d)
{
	const struct yval *form = load_file(s, S("the-thuc.yaml"), d);
	const struct yval *words = load_file(s, S("tu-ngu.yaml"), d);
	const struct yval *roles = load_file(s, S("vai.yaml"), d);
	const struct yval *patterns = load_file(s, S("danh-so.yaml"), d);
	if (words)
		words_read(s, words, d);
	if (form)
		read_form(s, form, d);
	if (!form || !roles)
		return;
	roles_read(s, roles, d);
	if (!patterns)
		return;
	unsigned errors = d->counts[DIAG_ERROR];
	patterns_read(s, patterns, d);
	patterns_check_list(s, template_get(words, "danh-so-phu-luc"), S("danh-so-phu-luc"), d);
	/* A pattern that could not be read might be what uses a role. */
	if (d->counts[DIAG_ERROR] == errors)
		roles_check_used(s, roles, d);
}

const struct style *
style_load(struct arena *a, str set, int co_chu, const struct style_layer *layers, size_t n_layers,
    struct diags *d)
{
	struct style *s = NEW(a, struct style);
	struct style_impl *impl = NEW(a, struct style_impl);
	struct style_layer *copy = NEW_N(a, struct style_layer, n_layers + 1);
	memcpy(copy, layers, n_layers * sizeof *copy);
	*impl = (struct style_impl){ .a = a, .layers = copy, .n_layers = n_layers };
	uses_init(&impl->set, a);
	s->impl = impl;
	s->arena = a;
	s->set = str_dup(a, set);
	s->co_chu = co_chu;
	s->words = NEW(a, struct style_words);
	if (!set_exists(s)) {
		diag(d, D_TEMPLATE_SET_MISSING, (pos){ 0 }, set);
		return NULL;
	}
	unsigned errors = d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM];
	read_set(s, d);
	return d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM] == errors ? s : NULL;
}

void
style_record(const struct style *s, struct uses *uses)
{
	struct style_impl *impl = style_impl(s);
	impl->uses = uses;
	for (size_t i = 0; i < impl->set.list.n; i++) {
		const struct use *use = &impl->set.list.v[i];
		uses_add(uses, USE_TEMPLATE, use->name, use->where, &use->digest);
	}
}
