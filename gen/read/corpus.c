/* read/corpus.c: the tree of sources.
 *
 * Names decide: what starts with '_' is not a document, x.yaml and
 * x/van-ban.yaml are the document x, _mac-dinh.yaml and _van-ban.yaml speak for
 * their folder and all below. Defaults are read first, parents before children,
 * and merged once for each folder that has some; then every document with the
 * nearest of them. What is behind a '.' or '_' folder is left alone. */
#include <stdlib.h>

#include "../base/utf.h"
#include "format.h"
#include "heads.h"
#include "keys.h"
#include "repeat.h"

enum { YAML_BYTES = 4 << 20 };

/* A folder with a _mac-dinh.yaml. */
struct folder {
	str dir;
	str file;
	struct yval *merged; /* with what stands above; NULL: nothing */
	bool broken;         /* it, or one above, has errors */
	str office;          /* the nearest folder from here up that names the office; p NULL:
			      * none does */
	unsigned chain;      /* heads_chain(), when heads are kept */
};

struct tree {
	struct arena *arena;
	const struct loader *loader;
	struct diags *diags;
	VEC(struct folder) folders;       /* by dir */
	VEC(struct catalogue) catalogues; /* by dir */
	VEC(struct doc *) docs;
};

/* ---- names ----------------------------------------------------------------- */

/* A path of which some folder starts with c. */
static bool
in_folder_with(str path, char c)
{
	for (str rest = path_dir(path); rest.n;) {
		str name = str_cut(rest, '/', &rest);

		if (name.n && name.p[0] == c)
			return true;
	}
	return false;
}

/* Whether the path is one that this file has to do with: YAML, in the open. An
 * extension in capitals, or hidden behind ".txt" as Windows does, is meant as
 * YAML too, and refused by name_ok(). */
static bool
is_source(struct tree *t, str path)
{
	str base = utf_lower(t->arena, path_base(path));

	if (str_ends(base, S(".txt")))
		base = str_first(base, base.n - 4);
	if (!str_ends(base, S(".yaml")) && !str_ends(base, S(".yml")))
		return false;
	return !str_starts(base, S(".")) && !in_folder_with(path, '.') &&
	       !in_folder_with(path, '_');
}

/* The file's name with the extension that is read. */
static str
renamed(struct tree *t, str path)
{
	str base = path_base(path);

	if (str_find(base, S(".")) != STR_NONE)
		base = str_first(base, str_find(base, S(".")));
	return str_cat(t->arena, path_fixed(t->arena, base), S(".yaml"));
}

static bool
name_ok(struct tree *t, str path)
{
	pos at = path_pos(t->arena, path);

	if (!str_ends(path, S(".yaml")))
		diag(t->diags, D_FILE_YML, at, path_base(path))->suggest = renamed(t, path);
	else if (!path_names_ok(path))
		diag(t->diags, D_FILE_NAME, at, path)->suggest = path_fixed(t->arena, path);
	else
		return true;
	return false;
}

/* "a/b.yaml" and "a/b/van-ban.yaml" → "a/b". */
static str
id_of(str path)
{
	str id = str_first(path, path.n - 5);

	return str_ends(id, S("/van-ban")) ? str_first(id, id.n - 8) : id;
}

/* ---- one file ---------------------------------------------------------------- */

static struct yval *
parse_map(struct arena *a, str path, str bytes, struct diags *d, bool *empty)
{
	const struct src *src = src_load(a, path, bytes, d);
	struct text text;
	struct yval *v;

	if (!src)
		return NULL;
	text = (struct text){ .s = src->text, .at = src_pos(src, 0, 0), .how = TEXT_WHOLE };
	v = yaml_parse(a, &text, d, empty);
	if (!v || v->kind == Y_MAP)
		return v;
	diag(d, D_FILE_NOT_MAP, v->at);
	return NULL;
}

/* The map that a file holds. NULL: it can't be used (reported), or, with
 * *empty, it says nothing. *head, if it is asked for: where it is kept, or NULL. */
static struct yval *
load_map(struct tree *t, str path, bool *empty, struct parsed **head)
{
	struct heads *heads = t->loader->heads;
	pos at = path_pos(t->arena, path);
	struct parsed *h;
	str bytes, found;

	*empty = false;
	if (head)
		*head = NULL;
	if (!read_file(t->arena, t->loader, path_dir(path), path_base(path), at, YAML_BYTES,
		t->diags, &found, &bytes))
		return NULL;
	if (!heads)
		return parse_map(t->arena, path, bytes, t->diags, empty);
	h = heads_find(heads, path, bytes);
	if (!h) {
		h = heads_add(heads, path, bytes);
		h->map = parse_map(t->arena, path, bytes, &h->said, &h->empty);
	}
	diags_append(t->diags, &h->said);
	*empty = h->empty;
	if (head)
		*head = h;
	return h->map;
}

/* ---- defaults ---------------------------------------------------------------- */

static int
by_dir(const void *x, const void *y)
{
	const struct folder *a = x, *b = y;

	return str_cmp(a->dir, b->dir);
}

/* The nearest folder with defaults, from dir up; NULL: none. self = false
 * leaves dir itself out. */
static struct folder *
nearest_folder(struct tree *t, str dir, bool self)
{
	while (t->folders.n) {
		struct folder want = { .dir = dir };
		struct folder *f =
		    self ? bsearch(&want, t->folders.v, t->folders.n, sizeof *t->folders.v, by_dir)
			 : NULL;

		if (f)
			return f;
		if (dir.n == 0)
			return NULL;
		self = true;
		dir = path_dir(dir);
	}
	return NULL;
}

static void
read_folder(struct tree *t, struct folder *f)
{
	struct folder *above = nearest_folder(t, f->dir, false);
	unsigned before = diags_stopping(t->diags);
	struct parsed *head;
	bool empty;
	struct yval *map = load_map(t, f->file, &empty, &head);

	if (t->loader->heads)
		f->chain = heads_chain(t->loader->heads, head, above ? above->chain : 0);
	if (map)
		read_defaults(t->arena, map, t->diags);
	f->merged = merge_maps(t->arena, above ? above->merged : NULL, map);
	f->broken = diags_stopping(t->diags) > before || (above && above->broken);
	if (above)
		f->office = above->office;
	if (map && (key_value(map, "co_quan") || key_value(map, "he_so")))
		f->office = (str){ f->dir.n ? f->dir.p : "", f->dir.n };
}

static void
read_folders(struct tree *t, const str *files, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_source(t, files[i]) && str_is(path_base(files[i]), "_mac-dinh.yaml") &&
		    name_ok(t, files[i]))
			VEC_PUSH(t->arena, &t->folders,
			    (struct folder){ .dir = path_dir(files[i]), .file = files[i] });
	if (t->folders.n)
		qsort(t->folders.v, t->folders.n, sizeof *t->folders.v, by_dir);
	for (size_t i = 0; i < t->folders.n; i++)
		read_folder(t, &t->folders.v[i]);
}

/* ---- documents and catalogues -------------------------------------------------- */

static void
read_one_catalogue(struct tree *t, str path)
{
	struct catalogue c = { .dir = path_dir(path), .path = path };
	bool empty;
	struct yval *map = load_map(t, path, &empty, NULL);

	c.unreadable = !map && !empty;
	if (map)
		read_catalogue(t->arena, &c, path, map, t->diags);
	VEC_PUSH(t->arena, &t->catalogues, c);
}

static struct doc *
add_document(struct tree *t, str path, const struct folder *f)
{
	struct doc *doc = NEW(t->arena, struct doc);

	doc->id = id_of(path);
	doc->path = path;
	doc->dir = path_dir(path);
	doc->at = path_pos(t->arena, path);
	doc->the_thuc.s = S("nd30");
	doc->office = f && f->office.p ? f->office : path_dir(doc->id);
	doc->defaults_failed = f && f->broken;
	doc->failed = doc->defaults_failed;
	VEC_PUSH(t->arena, &t->docs, doc);
	return doc;
}

/* The same finding at the same place? */
static bool
is_said(const struct diags *d, size_t from, const struct diag *f)
{
	for (size_t i = from; i < d->list.n; i++) {
		const struct diag *g = &d->list.v[i];
		bool same = g->code == f->code && g->at.src == f->at.src &&
			    g->at.line == f->at.line && g->at.col == f->at.col;

		for (size_t k = 0; same && k < DIAG_ARGS; k++)
			same = str_eq(g->args[k], f->args[k]);
		if (same)
			return true;
	}
	return false;
}

/* What is wrong with the text itself is told once, not with every row. */
static void
tell_once(struct diags *d, size_t from, const struct diags *said)
{
	for (size_t i = 0; i < said->list.n && d->list.n - from < DATA_MAX_REPORTS; i++)
		if (!is_said(d, from, &said->list.v[i])) {
			struct diags one = { .list = { &said->list.v[i], 1, 1 } };

			diags_append(d, &one);
		}
}

/* A text with values: one document, or one for each row. */
static void
read_copies(
    struct tree *t, str path, const struct folder *f, const struct yval *map, struct repeat *r)
{
	size_t from = t->diags->list.n;

	for (size_t i = 0; i < r->data.n_rows; i++) {
		struct doc *doc = add_document(t, path, f);
		struct diags said;
		const struct yval *filled;

		diags_init(&said, t->arena);
		filled = repeat_row(t->arena, r, i, map, doc, &said);
		read_document(t->arena, doc, filled, f ? f->merged : NULL, &said);
		doc->failed = doc->failed || r->broken || diags_stopping(&said) > 0;
		if (i)
			doc->n_ma_cu = 0; /* a former id leads to one document */
		tell_once(t->diags, from, &said);
	}
}

/* The document as it came of this head before. It is given away: others may change it. */
static bool
take_kept(struct tree *t, struct parsed *h, const struct folder *f)
{
	if (!h || !h->doc || h->defaults != (f ? f->chain : 0))
		return false;
	VEC_PUSH(t->arena, &t->docs, h->doc);
	h->doc = NULL;
	diags_append(t->diags, &h->doc_said);
	return true;
}

/* A copy, as it is before ids are looked at. */
static void
keep(struct tree *t, struct parsed *h, const struct folder *f, const struct doc *doc, size_t said)
{
	struct diags own = { .list = { .n = t->diags->list.n - said } };

	if (!h)
		return;
	if (own.list.n)
		own.list.v = t->diags->list.v + said;
	h->doc = NEW(t->arena, struct doc);
	*h->doc = *doc;
	h->defaults = f ? f->chain : 0;
	diags_init(&h->doc_said, t->arena);
	diags_append(&h->doc_said, &own);
}

static void
read_one_document(struct tree *t, str path)
{
	const struct folder *f = nearest_folder(t, path_dir(path), true);
	unsigned before = diags_stopping(t->diags);
	struct repeat r = { .active = false };
	struct doc *doc;
	struct parsed *h;
	bool empty;
	struct yval *map = load_map(t, path, &empty, &h);
	size_t said = t->diags->list.n;

	if (take_kept(t, h, f))
		return;
	if (map)
		repeat_read(t->arena, t->loader, map, path_dir(path), t->diags, &r);
	if (r.active) {
		read_copies(t, path, f, map, &r);
		return;
	}
	doc = add_document(t, path, f);
	if (empty)
		diag(t->diags, D_FILE_EMPTY, doc->at);
	if (map)
		read_document(t->arena, doc, map, f ? f->merged : NULL, t->diags);
	doc->failed = doc->failed || diags_stopping(t->diags) > before || !map;
	keep(t, h, f, doc, said);
}

static void
read_file_of_tree(struct tree *t, str path)
{
	str base = path_base(path);

	if (!is_source(t, path) || str_is(base, "_mac-dinh.yaml") || !name_ok(t, path))
		return;
	if (str_is(base, "_van-ban.yaml"))
		read_one_catalogue(t, path);
	else if (!str_starts(base, S("_")))
		read_one_document(t, path);
}

/* ---- the whole ------------------------------------------------------------------ */

static int
doc_by_id(const void *x, const void *y)
{
	struct doc *const *a = x, *const *b = y;
	int c = str_cmp((*a)->id, (*b)->id);

	return c ? c : str_cmp((*a)->path, (*b)->path);
}

static int
catalogue_by_dir(const void *x, const void *y)
{
	const struct catalogue *a = x, *b = y;

	return str_cmp(a->dir, b->dir);
}

struct corpus *
read_corpus(
    struct arena *a, const struct loader *ld, const str *files, size_t n_files, struct diags *d)
{
	struct tree t = { .arena = a, .loader = ld, .diags = d };
	struct corpus *c = NEW(a, struct corpus);

	read_folders(&t, files, n_files);
	for (size_t i = 0; i < n_files; i++)
		read_file_of_tree(&t, files[i]);
	if (t.docs.n)
		qsort(t.docs.v, t.docs.n, sizeof *t.docs.v, doc_by_id);
	if (t.catalogues.n)
		qsort(t.catalogues.v, t.catalogues.n, sizeof *t.catalogues.v, catalogue_by_dir);
	c->arena = a;
	c->names = corpus_names_new(a);
	c->docs = t.docs.v;
	c->n_docs = t.docs.n;
	c->catalogues = t.catalogues.v;
	c->n_catalogues = t.catalogues.n;
	ids_verify(a, c, d);
	if (ld->heads)
		heads_end(ld->heads);
	return c;
}

void
format_inherited(struct arena *a, const struct loader *ld, const str *files, size_t n_files,
    struct inherited_list *out)
{
	struct diags said;
	struct tree t = { .arena = a, .loader = ld, .diags = &said };

	diags_init(&said, a);
	read_folders(&t, files, n_files);
	out->n = t.folders.n;
	out->v = NEW_N(a, struct inherited, out->n + 1);
	for (size_t i = 0; i < out->n; i++)
		out->v[i] = (struct inherited){ t.folders.v[i].dir, t.folders.v[i].merged };
}
