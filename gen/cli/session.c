/* cli/session.c: from options to a list of documents to work on.
 *
 * Every YAML of the tree is read, since documents cite each other; but of
 * what is wrong in it only that is shown which touches the documents asked
 * for: their own files, and defaults and catalogues above them. */
#include "session.h"

#include "fresh.h"
#include "gone.h"
#include "secret.h"
#include "select.h"
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

struct prepared {
	struct tree tree;
	struct sources sources;
	struct heads *heads;
	bool narrowed; /* only these folders have changed */
	const str *folders;
	size_t n_folders;
};

/* ---- Styles ----------------------------------------------------------- */

/* Documents with the same set, size and nearest _mau/ share a style. */
struct loaded {
	str set;
	int co_chu, mau;
	const struct style *style;
};
typedef VEC(struct loaded) loaded_vec;

static bool
has_set(const struct session *s, const struct doc *doc)
{
	str *ids;
	size_t n;
	layers_sets(&s->layers, s->arena, doc->dir, &ids, &n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(ids[i], doc->the_thuc.s))
			return true;
	return false;
}

static void
unknown_set(struct session *s, const struct doc *doc)
{
	str *ids;
	size_t n;
	layers_sets(&s->layers, s->arena, doc->dir, &ids, &n);
	diag(&s->heads, D_SET_UNKNOWN, doc->the_thuc.at, doc->the_thuc.s)->suggest =
	    diag_nearest(doc->the_thuc.s, ids, n);
}

static const struct style *
load_style(struct session *s, const struct doc *doc)
{
	struct style_layer *layers;
	size_t n;
	/* nd30 is always there: layers_open() has looked. */
	if (doc->the_thuc.given && !has_set(s, doc)) {
		unknown_set(s, doc);
		return NULL;
	}
	layers_for(&s->layers, s->arena, doc->dir, &layers, &n);
	return style_load(s->arena, doc->the_thuc.s, doc->co_chu, layers, n, &s->run);
}

const struct style *
session_root_style(const struct session *s, struct diags *d)
{
	struct style_layer *layers;
	size_t n;
	layers_for(&s->layers, s->arena, S(""), &layers, &n);
	return style_load(s->arena, S("nd30"), 0, layers, n, d);
}

static const struct style *
find_style(struct session *s, loaded_vec *v, const struct doc *doc)
{
	int mau = layers_nearest_mau(&s->layers, doc->dir);
	for (size_t i = 0; i < v->n; i++) {
		const struct loaded *l = &v->v[i];
		if (l->co_chu == doc->co_chu && l->mau == mau && str_eq(l->set, doc->the_thuc.s))
			return l->style;
	}
	const struct style *style = load_style(s, doc);
	if (style)
		VEC_PUSH(s->arena, v, (struct loaded){ doc->the_thuc.s, doc->co_chu, mau, style });
	return style;
}

/* What is wrong with a type is told here, once, and not with each document. */
static bool
type_is_sound(struct session *s, const struct job *j)
{
	unsigned errors = s->run.counts[DIAG_ERROR];
	style_type(j->style, j->doc->loai.s, &s->run);
	return s->run.counts[DIAG_ERROR] == errors;
}

/* Types are loaded here too, so that each is read once and not once a worker. */
static void
load_styles(struct session *s)
{
	loaded_vec v = { 0 };
	for (size_t i = 0; i < s->n_jobs; i++) {
		struct job *j = &s->jobs[i];
		if (!j->doc)
			continue;
		j->style = find_style(s, &v, j->doc);
		if (j->style && j->doc->loai.s.n && !type_is_sound(s, j))
			j->style = NULL;
	}
}

/* ---- Secrets ---------------------------------------------------------- */

static void
look_for_secrets(struct session *s)
{
	bool any = false;
	for (size_t i = 0; i < s->n_jobs; i++)
		any |=
		    s->jobs[i].doc && s->jobs[i].doc->do_mat.given && !s->jobs[i].doc->do_mat.none;
	bool makes = s->o->command == CMD_BUILD || s->o->slip ||
		     (s->o->command == CMD_METADATA && s->o->pages);
	if (!any || s->o->allow_secret || !makes)
		return;
	s->under_ci = secret_under_ci();
	s->remote = secret_git_remote(s->arena, s->tree.real);
}

/* ---- Findings on heads ------------------------------------------------ */

static bool
is_job_file(const struct session *s, str path)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (str_eq(s->jobs[i].path, path))
			return true;
	return false;
}

static void
copy_finding(struct diags *to, struct diag *f)
{
	struct diags one = { .list = { f, 1, 1 } };
	diags_append(to, &one);
}

/* A file of rows (lap_theo) belongs to the documents that are made from it. */
static bool
is_rows_of_job(const struct session *s, str path)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (s->jobs[i].doc && str_eq(s->jobs[i].doc->lap.tep, path))
			return true;
	return false;
}

static bool
is_rows_file(const struct session *s, str path)
{
	for (size_t i = 0; i < s->corpus->n_docs; i++)
		if (str_eq(s->corpus->docs[i]->lap.tep, path))
			return true;
	return false;
}

/* A lock belongs to the documents of its source. */
static bool
is_lock_of_job(const struct session *s, str path)
{
	str stem = str_first(path, path.n - 5);
	for (size_t i = 0; i < s->n_jobs; i++)
		if (str_eq(str_first(s->jobs[i].path, s->jobs[i].path.n - 5), stem))
			return true;
	return false;
}

/* A finding in `path` matters when a document asked for stands at or below its
 * folder; documents that were not asked for keep theirs to themselves. */
static bool
touches_a_job(const struct session *s, str path)
{
	if (!s->o->n_wanted && !(s->o->n_shards && s->o->shard)) /* the first shard tells all */
		return true;
	if (select_is_document(path))
		return false;
	if (str_ends(path, S(".khoa")))
		return is_lock_of_job(s, path);
	if (is_rows_file(s, path))
		return is_rows_of_job(s, path);
	for (size_t i = 0; i < s->n_jobs; i++)
		if (tree_is_above(tree_dir(path), tree_dir(s->jobs[i].path)))
			return true;
	return false;
}

void
session_take_loose_findings(struct session *s)
{
	for (size_t i = 0; i < s->heads.list.n; i++) {
		struct diag *f = &s->heads.list.v[i];
		str path = f->at.src ? f->at.src->path : S("");
		if (f->at.src && (is_job_file(s, path) || !touches_a_job(s, path)))
			continue;
		copy_finding(&s->run, f);
	}
}

void
session_head_findings(const struct session *s, const struct job *j, struct diags *d)
{
	if (session_first_of(s, j) != j)
		return;
	for (size_t i = 0; i < s->heads.list.n; i++) {
		struct diag *f = &s->heads.list.v[i];
		if (f->at.src && str_eq(f->at.src->path, j->path))
			copy_finding(d, f);
	}
}

const struct job *
session_first_of(const struct session *s, const struct job *j)
{
	while (j > s->jobs && str_eq(j[-1].path, j->path))
		j--;
	return j;
}

/* ---- Uses ------------------------------------------------------------- */

void
session_row(struct arena *a, const struct doc *doc, struct digest *row, struct digest *first)
{
	struct digester *g = digester_new(a);
	for (size_t i = 0; i < doc->n_bien; i++) {
		digester_str(g, doc->bien[i].name);
		digester_str(g, doc->bien[i].value.s);
	}
	digester_str(g, doc->head.so.s); /* it may be counted */
	digester_end(g, row);
	*first = (struct digest){ { 0 } };
	if (doc->lap.row == 0)
		digest_bytes(doc->lap.goc, first);
}

static void
record_row(struct session *s, const struct doc *doc, struct arena *a)
{
	struct digest row, first;
	session_row(a, doc, &row, &first);
	uses_add(s->uses, USE_ROW, doc->lap.tep, doc->lap.tep, &row);
	uses_add(s->uses, USE_FIRST, doc->lap.goc, S(""), &first);
}

void
session_record(struct session *s, const struct job *j, struct arena *a)
{
	const struct source *own = sources_find(&s->sources, 0, j->path);
	s->uses = NEW(a, struct uses);
	uses_init(s->uses, a);
	s->sources.uses = s->uses;
	s->corpus->uses = s->uses;
	uses_add(s->uses, USE_FILE, j->path, S(""), own ? &own->blob : NULL);
	if (j->doc && j->doc->lap.tep.n)
		record_row(s, j->doc, a);
	for (size_t i = 0; j->doc && i < j->doc->defaults.list.n; i++) {
		const struct use *use = &j->doc->defaults.list.v[i];
		uses_add(s->uses, use->kind, use->name, use->where, &use->digest);
	}
	if (j->doc) {
		struct digest office;
		digest_bytes(j->doc->office, &office);
		uses_add(s->uses, USE_OFFICE, j->doc->office, S(""), &office);
	}
	if (j->style && s->o->command != CMD_CHECK) /* what rules look up makes no file */
		style_record(j->style, s->uses);
}

void
session_mendable(const struct session *s, struct diags *d)
{
	for (size_t i = 0; i < s->heads.list.n; i++) {
		struct diag *f = &s->heads.list.v[i];
		bool ours = f->fix.given && f->at.src && f->level == DIAG_ERROR;
		if (ours && (is_job_file(s, f->at.src->path) || touches_a_job(s, f->at.src->path)))
			copy_finding(d, f);
	}
}

void
session_record_end(struct session *s, const struct job *j)
{
	s->uses = s->sources.uses = s->corpus->uses = NULL;
	if (j->style)
		style_record(j->style, NULL);
}

/* ---- Opening ---------------------------------------------------------- */

static int
worst_status(const struct diags *d, int status)
{
	return d->counts[DIAG_SYSTEM] ? STATUS_MACHINE : status;
}

static bool
asks_registers(enum command c)
{
	return c == CMD_BUILD || c == CMD_CHECK || c == CMD_ISSUE || c == CMD_REGISTER;
}

/* Heads, what was asked for, templates. */
static bool
read_all(struct session *s)
{
	s->loader = (struct loader){ .ctx = &s->sources,
		.load = sources_load,
		.files = s->tree.files,
		.n_files = s->tree.n_files,
		.matched = sources_matched,
		.heads = s->heads_before };
	s->corpus = read_corpus(s->arena, &s->loader, s->tree.files, s->tree.n_files, &s->heads);
	if (asks_registers(s->o->command))
		books_open(&s->books, s->arena, &s->sources, &s->heads);
	if (!select_jobs(s))
		return false;
	load_styles(s);
	if (s->o->command == CMD_BUILD || s->o->command == CMD_CHECK)
		gone_find(s, &s->heads);
	look_for_secrets(s);
	s->gate = ooxml_gate_new();
	s->packer = packer_new();
	return true;
}

/* Is there anything to build at all? Ids are told by the names of files; a former
 * id takes a look into heads. */
static bool
is_all_clean(struct session *s)
{
	if (s->o->command != CMD_BUILD)
		return false;
	s->fresh = NEW(s->arena, struct fresh);
	fresh_open(s->fresh, s, s->arena);
	bool clean = s->fresh->shared_same && !s->fresh->orphans && select_by_name(s) &&
		     fresh_all_clean(s->fresh);
	if (!clean)
		s->n_jobs = 0;
	return clean;
}

/* Where a session begins from, beside the folders of its options; any may be NULL. */
struct beginning {
	const struct patch *patch;
	const struct prepared *before;
	struct snapshot *at;
};

static bool
open_sources(struct session *s, const struct prepared *before)
{
	const char *dir = s->o->sources;
	if (!before || !before->narrowed)
		return tree_open(&s->tree, s->arena, dir, &s->run);
	return tree_open_again(
	    &s->tree, s->arena, dir, &before->tree, before->folders, before->n_folders, &s->run);
}

static int
open_all(struct session *s, struct arena *a, const struct options *o, struct beginning from)
{
	*s = (struct session){ .o = o, .arena = a, .tree.fd = -1 };
	s->layers.base = s->layers.extra = -1;
	diags_init(&s->heads, a);
	diags_init(&s->run, a);
	if (from.at)
		s->tree = from.at->sources;
	else if (!open_sources(s, from.before))
		return worst_status(&s->run, STATUS_USAGE);
	s->tree.patch = from.patch;
	sources_open(&s->sources, a, &s->tree);
	if (from.before) {
		s->sources.before = &from.before->sources;
		s->heads_before = from.before->heads;
	}
	if (!layers_open(&s->layers, a, &s->tree, &s->sources, o->templates, &s->run))
		return worst_status(&s->run, STATUS_USAGE);
	if (from.at) {
		s->layers.base_at = from.at->base;
		s->layers.extra_at = from.at->extra;
	}
	if (is_all_clean(s))
		return STATUS_BUILT;
	if (!read_all(s))
		return worst_status(&s->run, STATUS_USAGE);
	if (s->fresh) {
		fresh_all_clean(s->fresh);
		fresh_ask(s->fresh);
	}
	s->sources.fresh.n = 0; /* workers tell what they read themselves */
	return STATUS_BUILT;
}

int
session_open(struct session *s, struct arena *a, const struct options *o)
{
	return open_all(s, a, o, (struct beginning){ NULL, NULL, NULL });
}

int
session_open_patched(
    struct session *s, struct arena *a, const struct options *o, const struct patch *patch)
{
	return open_all(s, a, o, (struct beginning){ .patch = patch });
}

int
session_open_prepared(
    struct session *s, struct arena *a, const struct options *o, const struct prepared *before)
{
	return open_all(s, a, o, (struct beginning){ .before = before });
}

int
session_open_at(struct session *s, struct arena *a, const struct options *o, struct snapshot *at)
{
	return open_all(s, a, o, (struct beginning){ .at = at });
}

void
session_narrow(struct prepared *p, const str *folders, size_t n)
{
	p->narrowed = true;
	p->folders = folders;
	p->n_folders = n;
}

struct prepared *
session_prepare(struct arena *a, const struct options *o)
{
	struct prepared *p = NEW(a, struct prepared);
	struct loader loader = { .ctx = &p->sources, .load = sources_load };
	struct diags unheard; /* told when there is something to build */

	diags_init(&unheard, a);
	if (!tree_open(&p->tree, a, o->sources, &unheard)) {
		tree_close(&p->tree);
		return NULL;
	}
	sources_open(&p->sources, a, &p->tree);
	sources_keep(&p->sources);
	p->heads = loader.heads = read_heads_new(a);
	loader.files = p->tree.files;
	loader.n_files = p->tree.n_files;
	read_corpus(a, &loader, p->tree.files, p->tree.n_files, &unheard);
	tree_close(&p->tree);
	return p;
}

void
session_close(struct session *s)
{
	arena_free(s->common.arena);
	if (s->fresh)
		fresh_close(s->fresh);
	packer_free(s->packer);
	ooxml_gate_free(s->gate);
	office_close(s->office);
	layers_close(&s->layers);
	tree_close(&s->tree);
}
