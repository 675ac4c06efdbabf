/* Template files: found in the layers, laid over each other, and read.
 *
 * A layer (the program's own templates, an archive's _mau/, --templates DIR)
 * may bring a whole file or three lines of it. Merging happens on the YAML
 * values, before anybody looks at what they mean, so that every value still
 * knows which file it was typed in and each reader below sees one map. */
#include <string.h>

#include "style_int.h"

/* Longest length that Word takes: 22 inches. */
enum { LENGTH_MAX = 31680 };

/* ---- Files --------------------------------------------------------------- */

/* The values of a file that the program knows, when it is that very text; or NULL. */
static const struct yval *
find_frozen(struct arena *a, const struct src *src, str path)
{
	for (const struct frozen *f = style_frozen; f->path; f++)
		if (str_is(path, f->path) && str_eq(src->text, f->text))
			return yaml_thaw(a, src, f);
	return NULL;
}

static const struct yval *
load_layer(
    const struct style *s, const struct style_layer *layer, str path, bool *found, struct diags *d)
{
	struct arena *a = style_impl(s)->a;
	str shown = path, bytes;
	if (!layer->load(layer->ctx, a, path, &shown, &bytes)) {
		str why = layer->denied ? layer->denied(layer->ctx) : S("");
		*found |= why.n > 0;
		if (why.n)
			diag(d, D_FILE_DENIED, (pos){ 0 }, shown, why);
		return NULL;
	}
	*found = true;
	const struct src *src = src_load(a, shown, bytes, d);
	if (!src)
		return NULL;
	const struct yval *known = find_frozen(a, src, path);
	if (known)
		return known;
	struct text whole = { .s = src->text, .at = { src, 1, 1, 0 }, .how = TEXT_WHOLE };
	bool empty;
	return yaml_parse(a, &whole, d, &empty);
}

const struct yval *
template_load(const struct style *s, str name, bool *found, struct diags *d)
{
	const struct style_impl *impl = style_impl(s);
	str path = str_fmt(impl->a, "%.*s/%.*s", STR_ARG(s->set), STR_ARG(name));
	const struct yval *all = NULL;
	*found = false;
	/* From the weakest, so that each lies over what is there. */
	for (size_t i = impl->n_layers; i-- > 0;) {
		const struct yval *v = load_layer(s, &impl->layers[i], path, found, d);
		if (v && template_is_map(v, path, d))
			all = template_merge(impl->a, all, v);
	}
	return all;
}

struct use
template_use(const struct style *s, str name, const struct yval *v)
{
	struct use use = { .kind = USE_TEMPLATE, .name = name };
	if (v) {
		use.where = v->at.src ? v->at.src->path : S("");
		use.digest = *yval_digest(style_impl(s)->a, v);
	}
	return use;
}

/* The text of a layer's file; empty: it has none, or one that is no text. */
static str
load_text(const struct style *s, const struct style_layer *layer, str path, struct diags *d)
{
	struct arena *a = style_impl(s)->a;
	str shown = path, bytes;
	const struct src *src;
	if (!layer->load(layer->ctx, a, path, &shown, &bytes))
		return S("");
	src = src_load(a, shown, bytes, d);
	return src ? src->text : S("");
}

static struct text_file *
find_text(const struct style_impl *impl, const char *name)
{
	for (size_t i = 0; i < impl->text_files.n; i++)
		if (!strcmp(impl->text_files.v[i].name, name))
			return &impl->text_files.v[i];
	return NULL;
}

/* Read when first asked for. */
static const struct text_file *
get_text(const struct style *s, const char *name, struct diags *d)
{
	struct style_impl *impl = style_impl(s);
	str path = str_fmt(impl->a, "%.*s/%s", STR_ARG(s->set), name);
	struct text_file *f = find_text(impl, name);
	if (f)
		return f;
	VEC_PUSH(impl->a, &impl->text_files, (struct text_file){ .name = name });
	f = &impl->text_files.v[impl->text_files.n - 1];
	for (size_t i = impl->n_layers; i-- > 0;)
		f->text = str_cat(impl->a, f->text, load_text(s, &impl->layers[i], path, d));
	digest_bytes(f->text, &f->digest);
	return f;
}

str
style_file(const struct style *s, const char *name, struct diags *d)
{
	const struct text_file *f = get_text(s, name, d);
	uses_add(
	    style_impl(s)->uses, USE_TEMPLATE, str_z(name), S(""), f->text.n ? &f->digest : NULL);
	return f->text;
}

struct use
text_use(const struct style *s, str name)
{
	struct diags unheard;
	struct use use = { .kind = USE_TEMPLATE, .name = name };
	diags_init(&unheard, style_impl(s)->a);
	const struct text_file *f = get_text(s, str_cz(style_impl(s)->a, name), &unheard);
	if (f->text.n)
		use.digest = f->digest;
	return use;
}

static struct ypair *
find_pair(struct ypair *pairs, size_t n, str fold)
{
	for (size_t i = 0; i < n; i++)
		if (template_name_eq(pairs[i].fold, fold))
			return &pairs[i];
	return NULL;
}

static void
merge_pair(struct arena *a, struct yval *map, const struct ypair *over)
{
	struct ypair *base = find_pair(map->pairs, map->n, over->fold);
	if (!base) {
		map->pairs[map->n++] = *over;
	} else if (!yval_absent(over->val)) {
		const struct yval *v = template_merge(a, base->val, over->val);
		*base = *over;
		base->val = (struct yval *)v;
	}
}

const struct yval *
template_merge(struct arena *a, const struct yval *base, const struct yval *over)
{
	if (!base || base->kind != Y_MAP || over->kind != Y_MAP)
		return over;
	struct yval *map = NEW(a, struct yval);
	*map = *base;
	map->digest = NULL;
	map->at = over->at; /* what is missing is to be added there */
	map->pairs = NEW_N(a, struct ypair, base->n + over->n);
	memcpy(map->pairs, base->pairs, base->n * sizeof *map->pairs);
	for (size_t i = 0; i < over->n; i++)
		merge_pair(a, map, &over->pairs[i]);
	return map;
}

/* ---- Names and keys -------------------------------------------------------- */

bool
template_name_eq(str a, str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		char x = a.p[i] == '_' ? '-' : a.p[i], y = b.p[i] == '_' ? '-' : b.p[i];
		if (x != y)
			return false;
	}
	return true;
}

str
template_name(struct arena *a, str folded)
{
	if (str_find_c(folded, '_') == STR_NONE)
		return folded;
	char *p = arena_alloc(a, folded.n);
	for (size_t i = 0; i < folded.n; i++)
		p[i] = folded.p[i] == '_' ? '-' : folded.p[i];
	return (str){ p, folded.n };
}

const struct yval *
template_get(const struct yval *map, const char *key)
{
	if (!map || map->kind != Y_MAP)
		return NULL;
	const struct ypair *p = find_pair(map->pairs, map->n, str_z(key));
	return p && !yval_absent(p->val) ? p->val : NULL;
}

bool
template_is_map(const struct yval *v, str what, struct diags *d)
{
	if (v->kind == Y_MAP)
		return true;
	if (!yval_absent(v))
		diag(d, D_TEMPLATE_NOT_MAP, v->at, what);
	return false;
}

/* The name nearest to a key, when one is near. */
static str
nearest(str key, const char *const *names, size_t n, struct arena *a)
{
	str *cands = NEW_N(a, str, n + 1);
	for (size_t i = 0; i < n; i++)
		cands[i] = str_z(names[i]);
	return diag_nearest(key, cands, n);
}

void
template_unknown(
    enum diag_code code, const struct ypair *p, const char *const *names, size_t n, struct diags *d)
{
	struct diag *f = diag(d, code, p->at, p->key);
	f->suggest = nearest(p->key, names, n, d->arena);
}

void
template_keys(const struct yval *map, const char *const *names, size_t n, str what, struct diags *d)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct ypair *p = &map->pairs[i];
		size_t k = 0;
		while (k < n && !template_name_eq(p->fold, str_z(names[k])))
			k++;
		if (k < n)
			continue;
		struct diag *f = diag(d, D_TEMPLATE_KEY_UNKNOWN, p->at, p->key, what);
		f->suggest = nearest(p->key, names, n, d->arena);
	}
}

/* ---- Values ------------------------------------------------------------------ */

bool
template_text(const struct yval *v, str key, str *out, struct diags *d)
{
	if (v->kind != Y_SCALAR || str_find_c(v->text.s, '\n') != STR_NONE) {
		diag(d, D_TEMPLATE_NOT_TEXT, v->at, key);
		return false;
	}
	*out = v->text.s;
	return true;
}

bool
template_list(const struct yval *v, str key, struct diags *d)
{
	if (v->kind == Y_LIST)
		return true;
	diag(d, D_TEMPLATE_NOT_LIST, v->at, key);
	return false;
}

static str
join_names(struct arena *a, const char *const *names, size_t n)
{
	str *v = NEW_N(a, str, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = str_z(names[i]);
	return str_join(a, v, n, S(", "));
}

bool
template_choice(
    const struct yval *v, str key, const char *const *names, size_t n, size_t *out, struct diags *d)
{
	str s;
	if (!template_text(v, key, &s, d))
		return false;
	str fold = utf_fold(d->arena, s, '-');
	for (size_t i = 0; i < n; i++)
		if (template_name_eq(fold, str_z(names[i]))) {
			*out = i;
			return true;
		}
	struct diag *f =
	    diag(d, D_TEMPLATE_VALUE_UNKNOWN, v->at, s, key, join_names(d->arena, names, n));
	f->suggest = nearest(s, names, n, d->arena);
	return false;
}

bool
template_bool(const struct yval *v, str key, bool *out, struct diags *d)
{
	static const char *const words[] = { "khong", "co" };
	size_t i;
	if (!template_choice(v, key, words, 2, &i, d))
		return false;
	*out = i == 1;
	return true;
}

/* A decimal number at the start of s, as 1/10000; what stands behind it goes to
 * *rest. False: no number, or one that is too long. */
static bool
decimal(str s, long *out, str *rest)
{
	long value = 0, unit = 10000;
	size_t i = 0, digits = 0;
	bool minus = s.n && s.p[0] == '-', point = false;
	for (i = minus; i < s.n; i++) {
		char c = s.p[i];
		if ((c == '.' || c == ',') && !point) {
			point = true;
		} else if (c >= '0' && c <= '9' && digits < 7) {
			digits++;
			if (point)
				unit /= 10;
			value = point ? value + (c - '0') * unit : value * 10 + (c - '0') * 10000L;
		} else {
			break;
		}
	}
	*out = minus ? -value : value;
	*rest = str_trim(str_from(s, i));
	return digits > 0;
}

/* A length in 1/10000 twips. */
static bool
length(str s, long *out)
{
	static const struct {
		const char *unit;
		double twips;
	} units[] = { { "pt", 20 }, { "mm", 1440 / 25.4 }, { "cm", 14400 / 25.4 } };
	long n;
	str unit;
	if (!decimal(s, &n, &unit))
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_is(unit, units[i].unit)) {
			*out = (long)((double)n * units[i].twips);
			return true;
		}
	return false;
}

static int
rounded(long ten_thousandths)
{
	return (int)((ten_thousandths + (ten_thousandths < 0 ? -5000 : 5000)) / 10000);
}

static bool
out_of_range(const struct yval *v, str key, str range, struct diags *d)
{
	diag(d, D_TEMPLATE_LENGTH_RANGE, v->at, v->text.s, key, range);
	return false;
}

bool
template_length(const struct yval *v, str key, int *twips, struct diags *d)
{
	str s;
	long n;
	if (!template_text(v, key, &s, d))
		return false;
	if (!length(s, &n)) {
		diag(d, D_TEMPLATE_LENGTH, v->at, s, key);
		return false;
	}
	if (n > LENGTH_MAX * 10000L || n < -LENGTH_MAX * 10000L)
		return out_of_range(v, key, S("-558 mm … 558 mm"), d);
	*twips = rounded(n);
	return true;
}

bool
template_weight(const struct yval *v, str key, int *eighths, struct diags *d)
{
	str s;
	long n;
	if (!template_text(v, key, &s, d))
		return false;
	if (!length(s, &n)) {
		diag(d, D_TEMPLATE_LENGTH, v->at, s, key);
		return false;
	}
	/* ST_EighthPointMeasure of a border: Word draws 2 to 96. */
	int e = rounded(n * 8 / 20);
	if (e < 2 || e > 96)
		return out_of_range(v, key, S("0.25 pt … 12 pt"), d);
	*eighths = e;
	return true;
}

bool
template_percent(const struct yval *v, str key, int *out, struct diags *d)
{
	str s;
	uint32_t n;
	if (!template_text(v, key, &s, d))
		return false;
	if (!str_ends(s, S("%")) || !str_uint(str_trim(str_first(s, s.n - 1)), &n) || !n ||
	    n > 100) {
		diag(d, D_TEMPLATE_PERCENT, v->at, s, key);
		return false;
	}
	*out = (int)n;
	return true;
}

bool
template_count(const struct yval *v, str key, int max, int *out, struct diags *d)
{
	str s;
	uint32_t n;
	if (!template_text(v, key, &s, d))
		return false;
	if (!str_uint(s, &n) || n > (uint32_t)max) {
		diag(d, D_TEMPLATE_NUMBER, v->at, s, key, str_fmt(d->arena, "0 … %d", max));
		return false;
	}
	*out = (int)n;
	return true;
}

bool
template_points(const struct yval *v, str key, int *hp, struct diags *d)
{
	str s, rest;
	long n;
	if (!template_text(v, key, &s, d))
		return false;
	if (!decimal(s, &n, &rest) || rest.n || n % 5000 || n < 10000 || n > 1000000) {
		diag(d, D_TEMPLATE_NUMBER, v->at, s, key, S("1 … 100, 0.5"));
		return false;
	}
	*hp = (int)(n / 5000);
	return true;
}

bool
template_line(const struct yval *v, str key, int *line, bool *exact, struct diags *d)
{
	str s, rest;
	long n;
	if (!template_text(v, key, &s, d))
		return false;
	if (decimal(s, &n, &rest) && !rest.n && n >= 5000 && n <= 50000) {
		*line = rounded(n * 240);
		*exact = false;
		return true;
	}
	if (rest.n && length(s, &n) && n > 0 && n <= LENGTH_MAX * 10000L) {
		*line = rounded(n);
		*exact = true;
		return true;
	}
	diag(d, D_TEMPLATE_LINE, v->at, s);
	return false;
}
