/* tests/fuzz/world.c: see fuzz.h. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../gen/base/utf.h"
#include "../../gen/cli/pipeline.h"

_Noreturn void
fuzz_fail(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: untrue: %s\n", file, line, what);
	abort();
}

/* ---- Templates ------------------------------------------------------------------- */

/* A file of templates/, kept from the first time it was asked for. */
static bool
load_template(void *ctx, struct arena *a, str path, str *shown, str *bytes)
{
	enum { MOST = 128 };
	static struct {
		char name[64];
		struct buf bytes;
	} kept[MOST];
	static size_t n;
	char name[64];
	size_t i = 0;
	FILE *f;
	int c;

	(void)ctx, (void)a;
	snprintf(name, sizeof name, "templates/%.*s", STR_ARG(path));
	while (i < n && strcmp(kept[i].name, name) != 0)
		i++;
	if (i == n) {
		f = fopen(name, "rb");
		if (!f)
			return false;
		MUST(n < MOST);
		memcpy(kept[n].name, name, sizeof name);
		buf_init(&kept[n].bytes);
		while ((c = getc(f)) != EOF)
			buf_c(&kept[n].bytes, (char)c);
		fclose(f);
		n++;
	}
	*shown = str_z(kept[i].name);
	*bytes = buf_view(&kept[i].bytes);
	return true;
}

/* All that are under test; a type that is not here is only ever unknown. */
static void
list_templates(void *ctx, struct arena *a, str dir, str **names, size_t *n)
{
	static const str types[] = { STR_INIT("bien-ban"), STR_INIT("cong-van"),
		STR_INIT("giay-moi"), STR_INIT("ke-hoach"), STR_INIT("quyet-dinh") };

	(void)ctx;
	*n = 0;
	if (!str_ends(dir, S("/loai")))
		return;
	*n = sizeof types / sizeof *types;
	*names = NEW_N(a, str, *n);
	memcpy(*names, types, sizeof types);
}

const struct style *
world_style(struct arena *a, const struct style_layer *over, int co_chu, struct diags *d)
{
	struct style_layer *layers = NEW_N(a, struct style_layer, 2);
	size_t n = 0;

	if (over)
		layers[n++] = *over;
	layers[n++] = (struct style_layer){ .load = load_template, .list = list_templates };
	return style_load(a, S("nd30"), co_chu, layers, n, d);
}

/* The style without a layer of the world's own is loaded once. */
static const struct style *
plain_style(int co_chu)
{
	static const struct style *kept[2];
	static struct diags d;
	static struct arena *a;
	int i = co_chu == 13;

	if (!a) {
		a = arena_new();
		diags_init(&d, a);
	}
	if (!kept[i])
		kept[i] = world_style(a, NULL, co_chu, &d);
	MUST(kept[i]);
	return kept[i];
}

/* ---- Sources --------------------------------------------------------------------- */

void
world_add(struct world *w, str path, str bytes)
{
	enum { MOST = 64 };
	size_t at = 0;

	if (!w->paths) {
		w->paths = NEW_N(w->a, str, MOST);
		w->bytes = NEW_N(w->a, str, MOST);
	}
	while (at < w->n && str_cmp(w->paths[at], path) < 0)
		at++;
	if (w->n == MOST || (at < w->n && str_eq(w->paths[at], path)))
		return;
	memmove(w->paths + at + 1, w->paths + at, (w->n - at) * sizeof(str));
	memmove(w->bytes + at + 1, w->bytes + at, (w->n - at) * sizeof(str));
	w->paths[at] = str_dup(w->a, path);
	w->bytes[at] = str_dup(w->a, bytes);
	w->n++;
}

/* A path as the tree would give it: UTF-8, no part of it empty, hidden or a way up. */
static bool
is_path(str path)
{
	str rest = path;

	if (!path.n || path.n > 255 || utf_invalid(path) != STR_NONE || memchr(path.p, 0, path.n))
		return false;
	while (rest.p) {
		str part = str_cut(rest, '/', &rest);
		if (!part.n || part.p[0] == '.')
			return false;
	}
	return true;
}

struct world
world_split(struct arena *a, str all)
{
	struct world w = { .a = a };
	str line, path = S("in.yaml");
	const char *from = all.p;

	for (str rest = all, before = all; str_line(&rest, &line); before = rest) {
		if (!str_starts(line, S("=== ")))
			continue;
		if (is_path(path) && before.p > from)
			world_add(&w, path, (str){ from, (size_t)(before.p - from) });
		path = str_from(line, 4);
		from = line.p + line.n + (line.p + line.n < all.p + all.n);
	}
	if (is_path(path) && from)
		world_add(&w, path, (str){ from, (size_t)(all.p + all.n - from) });
	return w;
}

static enum load_result
load(void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why)
{
	const struct world *w = ctx;

	(void)why;
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->paths[i], path)) {
			if (w->bytes[i].n > max_bytes)
				return LOAD_TOO_BIG;
			*bytes = str_dup(a, w->bytes[i]);
			return LOAD_OK;
		}
	return LOAD_MISSING;
}

/* Files below _mau/ as a layer of templates. */
static bool
load_mau(void *ctx, struct arena *a, str path, str *shown, str *bytes)
{
	str why;

	*shown = str_cat(a, S("_mau/"), path);
	return load(ctx, a, *shown, 1 << 20, bytes, &why) == LOAD_OK;
}

static void
list_mau(void *ctx, struct arena *a, str dir, str **names, size_t *n)
{
	(void)ctx, (void)a, (void)dir, (void)names;
	*n = 0;
}

static bool
has_mau(const struct world *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (str_starts(w->paths[i], S("_mau/")))
			return true;
	return false;
}

/* ---- The whole way --------------------------------------------------------------- */

static const struct style *
style_of(struct session *s, struct world *w, const struct doc *doc)
{
	struct style_layer mau = { .ctx = w, .load = load_mau, .list = list_mau };

	if (!str_is(doc->the_thuc.s, "nd30"))
		return NULL;
	return has_mau(w) ? world_style(s->arena, &mau, doc->co_chu, &s->run)
			  : plain_style(doc->co_chu);
}

static void
dump(const struct job *j, struct plan **plans, size_t n)
{
	struct buf out;

	buf_init(&out);
	doc_dump(&out, j->doc);
	MUST(utf_invalid(buf_view(&out)) == STR_NONE);
	for (size_t i = 0; plans && i < n; i++) {
		buf_clear(&out);
		plan_dump(&out, plans[i], j->style);
		plan_text(&out, plans[i]);
		MUST(utf_invalid(buf_view(&out)) == STR_NONE);
	}
	buf_free(&out);
}

/* The files of a document as zips, one behind the other; what is wrong ends the run. */
static void
build_one(
    struct session *s, const struct job *j, struct arena *a, unsigned options, struct buf *out)
{
	struct diags d;
	size_t n = 0;
	struct plan **plans;

	diags_init(&d, a);
	plans = pipeline_plans(s, j, options & RUN_CHECK, a, &n, &d);
	MUST(plans || diags_failed(&d) || diags_failed(&s->heads) || diags_failed(&s->run) ||
	     !j->doc || !j->style || j->doc->failed);
	if (j->doc && j->style && (options & RUN_DUMPS))
		dump(j, plans, n);
	for (size_t i = 0; plans && i < n; i++) {
		struct parts parts;
		str zip, why;
		MUST(pipeline_parts(s, j, plans[i], a, &parts, &d));
		for (size_t k = 0; k < parts.n; k++)
			fuzz_part(&parts.v[k]);
		MUST(packer_zip(s->packer, a, &parts, &zip, &why));
		buf_str(out, zip);
	}
	fuzz_findings(&d);
	/* The style outlives the document. */
	if (j->style)
		style_record(j->style, NULL);
	s->corpus->uses = NULL;
}

static void
run_job(struct session *s, const struct job *j, unsigned options)
{
	struct buf first, second;
	struct arena *a = arena_new();

	buf_init(&first);
	buf_init(&second);
	build_one(s, j, a, options, &first);
	arena_free(a);
	if (options & RUN_TWICE) {
		a = arena_new();
		build_one(s, j, a, options, &second);
		arena_free(a);
		MUST(str_eq(buf_view(&first), buf_view(&second)));
	}
	buf_free(&first);
	buf_free(&second);
}

void
world_run(struct world *w, unsigned options)
{
	struct options o = { .command = options & RUN_CHECK ? CMD_CHECK : CMD_BUILD };
	struct session s = { .o = &o, .arena = w->a };

	s.tree = (struct tree){ .fd = -1, .real = "", .files = w->paths, .n_files = w->n };
	s.loader = (struct loader){ .ctx = w, .load = load, .files = w->paths, .n_files = w->n };
	sources_open(&s.sources, w->a, &s.tree);
	diags_init(&s.heads, w->a);
	diags_init(&s.run, w->a);
	s.corpus = read_corpus(w->a, &s.loader, w->paths, w->n, &s.heads);
	s.packer = packer_new();
	s.n_jobs = s.corpus->n_docs;
	s.jobs = NEW_N(w->a, struct job, s.n_jobs + 1);
	for (size_t i = 0; i < s.n_jobs; i++) {
		struct doc *doc = s.corpus->docs[i];
		struct job *j = &s.jobs[i];
		*j = (struct job){ .id = doc->id, .path = doc->path, .doc = doc };
		j->style = style_of(&s, w, doc);
		if (j->style)
			style_type(j->style, doc->loai.s, &s.run);
		run_job(&s, j, options);
	}
	fuzz_findings(&s.heads);
	fuzz_findings(&s.run);
	packer_free(s.packer);
}

/* ---- What must be true ----------------------------------------------------------- */

void
fuzz_findings(const struct diags *d)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < d->list.n && i < 200; i++)
		for (int lang = DIAG_VI; lang <= DIAG_EN; lang++) {
			buf_clear(&out);
			diag_print(&out, &d->list.v[i], (enum diag_lang)lang, false);
			MUST(out.n > 0 && out.p[out.n - 1] == '\n');
			MUST(utf_invalid(buf_view(&out)) == STR_NONE);
		}
	buf_free(&out);
}

void
fuzz_body(struct arena *a, str md, str name, str bytes, unsigned options)
{
	struct world w = { .a = a };

	world_add(&w, S("in.yaml"),
	    S("loai: ke-hoach\nso: 7\nngay: 2026-03-05\ndia_danh: Hà Nội\n"
	      "co_quan: Sở Thử nghiệm\nviet_tat: STN\ntrich_yeu: Thử nghiệm\n"
	      "noi_nhan: [Văn phòng]\nky: {chuc_vu: Giám đốc, ho_ten: Nguyễn Văn A}\n"
	      "noi_dung: than.md\n"));
	world_add(&w, S("than.md"), md);
	if (name.n)
		world_add(&w, name, bytes);
	world_run(&w, options);
}
