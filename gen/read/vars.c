/* read/vars.c: values in place of names, in what YAML holds. A text that is a
 * name and nothing else takes the place of its value, too: what is wrong with it
 * is told at the cell. */
#include "vars.h"
#include "../base/buf.h"
#include "../base/utf.h"

/* ---- Names -------------------------------------------------------------------- */

static bool
is_name_char(uint32_t cp, bool first)
{
	return utf_is_letter(cp) || utf_is_mark(cp) ||
	       (!first && (cp == ' ' || cp == '-' || cp == '_' || (cp >= '0' && cp <= '9')));
}

size_t
vars_mark(str s, str *name)
{
	size_t i = 1;

	if (s.n < 3 || s.p[0] != '{')
		return 0;
	while (i < s.n && i < VARS_LONGEST && s.p[i] != '}') {
		bool first = i == 1;

		if (!is_name_char(utf_next(s, &i), first))
			return 0;
	}
	if (i == 1 || i >= s.n || s.p[i] != '}')
		return 0;
	*name = str_sub(s, 1, i - 1);
	return i + 1;
}

static struct variable *
find(const struct doc *doc, str fold)
{
	for (size_t i = 0; i < doc->n_bien; i++)
		if (str_eq(doc->bien[i].fold, fold))
			return &doc->bien[i];
	return NULL;
}

static void
report_unknown(struct arena *a, const struct doc *doc, str name, pos at, struct diags *d)
{
	str *folds = NEW_N(a, str, doc->n_bien + 1), near;
	struct diag *f;

	for (size_t i = 0; i < doc->n_bien; i++)
		folds[i] = doc->bien[i].fold;
	near = diag_nearest(utf_fold(a, name, '_'), folds, doc->n_bien);
	f = diag(d, D_BIEN_UNKNOWN, at, name);
	for (size_t i = 0; near.n && i < doc->n_bien; i++)
		if (str_eq(folds[i], near))
			f->suggest = doc->bien[i].name;
}

static void
report_empty(struct variable *v, enum vars_part part, pos at, struct diags *d)
{
	if (!v->missed[VARS_HEAD] && !v->missed[part])
		diag(d, D_BIEN_EMPTY, v->value.at, v->name)->also = at;
	v->missed[part] = true;
}

const struct variable *
vars_find(
    struct arena *a, const struct doc *doc, enum vars_part part, str name, pos at, struct diags *d)
{
	struct variable *v = find(doc, utf_fold(a, name, '_'));

	if (v == NULL && !doc->bien_hong)
		report_unknown(a, doc, name, at, d);
	else if (v == NULL)
		return NULL;
	else if (v->value.s.n == 0)
		report_empty(v, part, at, d);
	else
		return v;
	return NULL;
}

/* ---- Filling ------------------------------------------------------------------ */

struct fill {
	struct arena *a;
	const struct doc *doc;
	enum vars_part part;
	struct diags *d;
	bool kem_theo; /* `{van_ban}` of this key is another thing */
};

static struct yval *
scalar(struct fill *f, const struct yval *v, struct text text, pos at)
{
	struct yval *out = NEW(f->a, struct yval);

	*out = *v;
	out->kind = Y_SCALAR;
	out->style = v->kind == Y_SCALAR ? v->style : Y_PLAIN;
	out->text = text;
	out->at = at;
	out->pairs = NULL;
	out->n = 0;
	return out;
}

/* `{ten}` without quotes is a map to YAML: a flow map with one key and nothing
 * behind it. */
static const struct variable *
map_is_name(struct fill *f, const struct yval *v)
{
	const struct src *src = v->at.src;
	size_t off;

	if (v->n != 1 || !yval_absent(v->pairs[0].val) || src == NULL || v->at.line == 0)
		return NULL;
	off = src_offset(src, v->at.line, v->at.col);
	if (off >= src->text.n || src->text.p[off] != '{')
		return NULL;
	return vars_find(f->a, f->doc, f->part, v->pairs[0].key, v->pairs[0].at, f->d);
}

/* One piece of s at i: a name, an escaped brace, or a byte. Returns its length. */
static size_t
fill_piece(struct fill *f, const struct text *t, size_t i, struct buf *out)
{
	str rest = str_from(t->s, i), name;
	const struct variable *v;
	size_t n;

	if (str_starts(rest, S("\\{"))) {
		buf_c(out, '{');
		return 2;
	}
	n = vars_mark(rest, &name);
	if (n == 0 || (f->kem_theo && str_is(name, "van_ban"))) {
		buf_c(out, rest.p[0]);
		return 1;
	}
	v = vars_find(f->a, f->doc, f->part, name, text_pos(t, i, n), f->d);
	if (v)
		buf_str(out, v->value.s);
	return n;
}

static struct yval *
fill_scalar(struct fill *f, const struct yval *v)
{
	str s = str_trim(v->text.s), name;
	struct text text = { .at = v->at, .how = TEXT_POINT };
	const struct variable *whole;
	struct buf out;

	if (str_find_c(s, '{') == STR_NONE)
		return (struct yval *)v;
	if (vars_mark(s, &name) == s.n) {
		whole = vars_find(f->a, f->doc, f->part, name, v->at, f->d);
		return whole ? scalar(f, v, whole->value, whole->value.at)
			     : scalar(f, v, text, v->at);
	}
	buf_init(&out);
	for (size_t i = 0; i < v->text.s.n;)
		i += fill_piece(f, &v->text, i, &out);
	text.s = buf_dup(&out, f->a);
	buf_free(&out);
	return scalar(f, v, text, v->at);
}

static struct yval *fill(struct fill *f, const struct yval *v);

static struct yval *
fill_list(struct fill *f, const struct yval *v)
{
	struct yval *out = NEW(f->a, struct yval);

	*out = *v;
	out->items = NEW_N(f->a, struct yval *, v->n + 1);
	for (size_t i = 0; i < v->n; i++)
		out->items[i] = fill(f, v->items[i]);
	return out;
}

/* Keys whose text is not the page's: bodies are Markdown, the others name things. */
static bool
is_left_alone(str fold)
{
	static const char *const keys[] = { "noi_dung", "lap_theo", "bien", "bo_qua", "ma_cu" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_is(fold, keys[i]))
			return true;
	return false;
}

static struct yval *
fill_map(struct fill *f, const struct yval *v)
{
	struct yval *out = NEW(f->a, struct yval);

	*out = *v;
	out->pairs = NEW_N(f->a, struct ypair, v->n + 1);
	for (size_t i = 0; i < v->n; i++) {
		out->pairs[i] = v->pairs[i];
		f->kem_theo = str_is(v->pairs[i].fold, "kem_theo");
		if (!is_left_alone(v->pairs[i].fold))
			out->pairs[i].val = fill(f, v->pairs[i].val);
	}
	return out;
}

static struct yval *
fill(struct fill *f, const struct yval *v)
{
	const struct variable *whole;

	switch (v->kind) {
	case Y_SCALAR: return fill_scalar(f, v);
	case Y_LIST: return fill_list(f, v);
	case Y_MAP: break;
	}
	whole = map_is_name(f, v);
	return whole ? scalar(f, v, whole->value, whole->value.at) : fill_map(f, v);
}

struct yval *
vars_fill(struct arena *a, const struct doc *doc, enum vars_part part, const struct yval *v,
    struct diags *d)
{
	struct fill f = { .a = a, .doc = doc, .part = part, .d = d };

	return fill(&f, v);
}
