/* cli/fresh_save.c: this run's documents laid over what is remembered of the others.
 *
 * Another run may have saved since this one began (shards, two terminals), so the
 * cache is read again under the lock, and only documents of this run are replaced.
 * Whoever comes last brings its files' stat data; a row that two runs see
 * differently costs one of them work. */
#include "fresh.h"

#include "orphan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEMPLATES = CACHE_OWN_MAU | CACHE_EXTRA_MAU };

struct save {
	struct fresh *f;
	struct arena *a;
	struct cache latest; /* what lies there now */
	struct cache_new n;
	struct moved {
		const struct cache_use *from;
		uint32_t *to; /* rows in n, + 1; 0: not yet */
	} moved[2];           /* of latest, and of what this run began with */
	VEC(struct cache_output) orphans;
};

/* ---- Files -------------------------------------------------------------------------- */

static void
add_file(struct save *v, str path, const struct source *s, uint32_t flags)
{
	struct cache_file row = { .flags = flags | s->flags };

	row.path = cache_add_text(&v->n, path);
	if (s->flags & CACHE_READ) {
		row.stamp = s->stamp;
		memcpy(row.blob, s->blob.v, CACHE_BLOB);
	}
	VEC_PUSH(v->a, &v->n.files, row);
}

/* Of a file that this run did not need, another may know. */
static void
add_listed(struct save *v, size_t i)
{
	const struct tree *t = &v->f->s->tree;
	struct source known = v->f->s->sources.v[i];
	const struct cache_file *row =
	    known.flags & CACHE_READ ? NULL : cache_find_file(&v->latest, t->files[i]);

	if (row && row->flags & CACHE_READ && stamp_same(&row->stamp, &t->stamps[i])) {
		known.flags = row->flags;
		known.stamp = row->stamp;
		memcpy(known.blob.v, row->blob, CACHE_BLOB);
	}
	add_file(v, t->files[i], &known, CACHE_LISTED);
}

/* Templates last. */
static int
compare_others(const void *x, const void *y)
{
	const struct other_source *a = x, *b = y;
	uint32_t p = a->source.flags & TEMPLATES, q = b->source.flags & TEMPLATES;

	return p != q ? (p > q) - (p < q) : str_cmp(a->path, b->path);
}

static void
add_files(struct save *v)
{
	struct sources *s = &v->f->s->sources;
	const struct tree *t = &v->f->s->tree;
	size_t k = 0;

	if (s->others.n)
		qsort(s->others.v, s->others.n, sizeof *s->others.v, compare_others);
	for (size_t i = 0; i < t->n_files; i++) {
		for (; k < s->others.n && !(s->others.v[k].source.flags & TEMPLATES) &&
		       str_cmp(s->others.v[k].path, t->files[i]) < 0;
		     k++)
			add_file(v, s->others.v[k].path, &s->others.v[k].source, 0);
		add_listed(v, i);
	}
	for (; k < s->others.n; k++)
		add_file(v, s->others.v[k].path, &s->others.v[k].source, 0);
}

/* All that documents share, in one number. */
static void
set_state(struct save *v)
{
	struct digester *g = digester_new(v->a);

	for (size_t i = 0; i < v->n.files.n; i++) {
		const struct cache_file *row = &v->n.files.v[i];

		if (!(row->flags & (CACHE_LISTED | CACHE_SHARED)))
			continue;
		digester_uint(g, row->flags & (CACHE_LISTED | CACHE_SHARED | TEMPLATES));
		digester_str(g, (str){ v->n.text.v + row->path.at, row->path.n });
		if (row->flags & CACHE_SHARED)
			digester_str(g, (str){ (const char *)row->blob, CACHE_BLOB });
	}
	digester_uint(g, v->n.head.flags & CACHE_EXTRA);
	digester_end(g, &v->n.head.state);
}

/* ---- Documents ------------------------------------------------------------------------ */

static uint32_t
move_use(struct save *v, const struct cache *from, uint32_t row)
{
	const struct cache_use *u = &from->uses[row];
	const struct use use = { (enum use_kind)u->kind, cache_text(from, u->name),
		cache_text(from, u->where), u->digest };

	uint32_t *to = &v->moved[v->moved[0].from != from->uses].to[row];

	if (!*to)
		*to = cache_add_use(&v->n, &use) + 1;
	return *to - 1;
}

static struct moved
move_all(struct save *v, const struct cache *c)
{
	return (
	    struct moved){ c->uses, NEW_N(v->a, uint32_t, (c->head ? c->head->n_uses : 0) + 1) };
}

static void
add_output(struct save *v, str path, const struct stamp *stamp, uint64_t sum, uint64_t size)
{
	struct cache_output o = { .stamp = *stamp, .sum = sum, .size = size };

	stamp_settle(&o.stamp, v->n.head.saved);
	o.path = cache_add_text(&v->n, path);
	o.doc = (uint32_t)v->n.docs.n;
	VEC_PUSH(v->a, &v->n.outputs, o);
}

static void
add_old_outputs(struct save *v, const struct cache *from, const struct cache_doc *d)
{
	for (uint32_t i = 0; i < d->n_outputs; i++) {
		const struct cache_output *o = &from->outputs[d->first_output + i];

		add_output(v, cache_text(from, o->path), &o->stamp, o->sum, o->size);
	}
}

/* A document as it was remembered. */
static void
carry(
    struct save *v, const struct cache *from, const struct cache_doc *d, const struct digest *state)
{
	struct cache_doc row = *d; /* its program stays that of then */

	row.id = cache_add_text(&v->n, cache_text(from, d->id));
	row.path = cache_add_text(&v->n, cache_text(from, d->path));
	row.findings = cache_add_text(&v->n, cache_text(from, d->findings));
	row.state = *state;
	row.first_use = (uint32_t)v->n.refs.n;
	for (uint32_t i = 0; i < d->n_uses; i++)
		VEC_PUSH(v->a, &v->n.refs, move_use(v, from, from->refs[d->first_use + i]));
	row.first_output = (uint32_t)v->n.outputs.n;
	add_old_outputs(v, from, d);
	VEC_PUSH(v->a, &v->n.docs, row);
}

/* What a document made once and makes no more. */
static void
orphan(struct save *v, const struct cache *from, const struct cache_output *o)
{
	struct cache_output row = *o;

	row.path = cache_add_text(&v->n, cache_text(from, o->path));
	row.doc = CACHE_NONE;
	VEC_PUSH(v->a, &v->orphans, row);
}

static bool
is_made(const struct record *r, str path)
{
	for (size_t i = 0; i < r->n_made; i++)
		if (str_eq(r->made[i].path, path))
			return true;
	return false;
}

/* What a document made before and did not make now: another sort of file, which this
 * run was not asked for, or one that it makes no more. */
static void
add_unmade(struct save *v, const struct cache_doc *was, const struct record *r)
{
	const struct cache *old = &v->f->cache;

	for (uint32_t i = 0; i < was->n_outputs; i++) {
		const struct cache_output *o = &old->outputs[was->first_output + i];
		str path = cache_text(old, o->path);

		if (is_made(r, path))
			continue;
		if (fresh_is_asked(v->f->s, path))
			orphan(v, old, o);
		else
			add_output(v, path, &o->stamp, o->sum, o->size);
	}
}

/* When nothing changed but that another sort of file was asked for, the others are
 * still as their uses say. */
static void
add_uses(struct save *v, struct cache_doc *row, const struct fate *fate, const struct record *r)
{
	bool more = fate->why.n == 1 && fate->why.v[0].why == WHY_TARGET;
	struct uses all;

	row->targets = v->f->s->o->to | (more ? fate->was->targets : 0);
	row->pages = v->f->pages;
	row->pdf = v->f->pdf || !more ? v->f->pdf : fate->was->pdf;
	uses_init(&all, v->a);
	for (size_t i = 0; i < r->uses.list.n; i++)
		VEC_PUSH(v->a, &all.list, r->uses.list.v[i]);
	for (uint32_t i = 0; more && i < fate->was->n_uses; i++) {
		struct use use = cache_get_use(&v->f->cache, fate->was, i);

		uses_add(&all, use.kind, use.name, use.where, &use.digest);
	}
	uses_sort(&all);
	row->first_use = (uint32_t)v->n.refs.n;
	row->n_uses = (uint32_t)all.list.n;
	for (size_t i = 0; i < all.list.n; i++)
		VEC_PUSH(v->a, &v->n.refs, cache_add_use(&v->n, &all.list.v[i]));
}

/* A document as this run left it. */
static void
add_record(struct save *v, const struct job *j, const struct fate *fate, const struct record *r)
{
	static const struct digest nothing;
	struct cache_doc row = { .errors = r->errors, .warnings = r->warnings };
	const struct cache *old = &v->f->cache;

	row.program = v->f->program;
	row.id = cache_add_text(&v->n, j->id);
	row.path = cache_add_text(&v->n, j->path);
	row.findings = cache_add_text(&v->n, r->findings);
	row.state = r->portable && j->style && !v->f->s->run.list.n && !v->f->s->sources.torn
			? v->n.head.state
			: nothing;
	add_uses(v, &row, fate, r);
	row.first_output = (uint32_t)v->n.outputs.n;
	if (r->errors && fate->was)
		add_old_outputs(v, old, fate->was); /* they are still there */
	for (size_t i = 0; i < r->n_made; i++)
		add_output(v, r->made[i].path, &r->made[i].stamp, r->made[i].sum, r->made[i].size);
	if (!r->errors && fate->was)
		add_unmade(v, fate->was, r);
	row.n_outputs = (uint32_t)v->n.outputs.n - row.first_output;
	VEC_PUSH(v->a, &v->n.docs, row);
}

static void
add_job(struct save *v, size_t i, str record)
{
	static const struct digest nothing;
	const struct fresh *f = v->f;
	const struct fate *fate = &f->fates[i];
	struct record r;

	if (fate->clean) {
		carry(v, &f->cache, fate->was, f->s->sources.torn ? &nothing : &v->n.head.state);
		return;
	}
	record_read(&r, v->a, record);
	if (r.lasting)
		add_record(v, &f->s->jobs[i], fate, &r);
	else if (fate->was)
		carry(v, &f->cache, fate->was, &nothing);
}

static int
compare_id(const void *x, const void *y)
{
	return str_cmp((*(struct doc *const *)x)->id, (*(struct doc *const *)y)->id);
}

/* Whether a document is one of the tree: its source is there, and makes it still. Of
 * a source that can't be read nobody knows which documents it makes. */
static bool
is_in_tree(const struct session *s, str path, str id)
{
	const struct tree *t = &s->tree;
	const struct corpus *c = s->corpus;
	struct doc probe = { .id = id }, *key = &probe;

	if (tree_find(t, path) == t->n_files)
		return false;
	if (!c || bsearch(&key, c->docs, c->n_docs, sizeof *c->docs, compare_id))
		return true;
	for (size_t i = 0; i < c->n_docs; i++)
		if (c->docs[i]->failed && str_eq(c->docs[i]->path, path))
			return true;
	return false;
}

/* A document that was not asked for, or is no more. */
static void
add_other(struct save *v, const struct cache_doc *d)
{
	str path = cache_text(&v->latest, d->path);

	if (v->f->s->tree.partial || is_in_tree(v->f->s, path, cache_text(&v->latest, d->id))) {
		carry(v, &v->latest, d, &d->state);
		return;
	}
	for (uint32_t i = 0; i < d->n_outputs; i++)
		orphan(v, &v->latest, &v->latest.outputs[d->first_output + i]);
}

/* As the cache sorts them; rows of one source stand in another order as jobs. */
static int
compare_jobs(const void *x, const void *y)
{
	const struct job *a = *(const struct job *const *)x, *b = *(const struct job *const *)y;
	int c = str_cmp(a->path, b->path);

	return c ? c : str_cmp(a->id, b->id);
}

static void
add_docs(struct save *v, const str *records)
{
	const struct session *s = v->f->s;
	const struct cache *old = &v->latest;
	uint32_t k = 0, n = old->head ? old->head->n_docs : 0;

	const struct job **jobs = NEW_N(v->a, const struct job *, s->n_jobs + 1);
	for (size_t i = 0; i < s->n_jobs; i++)
		jobs[i] = &s->jobs[i];
	if (s->n_jobs)
		qsort(jobs, s->n_jobs, sizeof *jobs, compare_jobs);
	v->moved[0] = move_all(v, old);
	v->moved[1] = move_all(v, &v->f->cache);
	for (size_t i = 0; i < s->n_jobs; i++) {
		const struct job *j = jobs[i];
		int order = -1;

		for (; k < n; k++) {
			order = cache_doc_order(old, &old->docs[k], j->path, j->id);
			if (order >= 0)
				break;
			add_other(v, &old->docs[k]);
		}
		k += order == 0;
		add_job(v, (size_t)(j - s->jobs), records[j - s->jobs]);
	}
	for (; k < n; k++)
		add_other(v, &old->docs[k]);
	for (uint32_t i = 0; old->head && i < old->head->n_outputs; i++)
		if (old->outputs[i].doc == CACHE_NONE)
			orphan(v, old, &old->outputs[i]);
}

/* ---- The whole --------------------------------------------------------------------------- */

static int
by_path(const void *x, const void *y, const struct cache_new *n)
{
	const struct cache_output *a = x, *b = y;

	return str_cmp(
	    (str){ n->text.v + a->path.at, a->path.n }, (str){ n->text.v + b->path.at, b->path.n });
}

static bool
is_output(const struct save *v, const struct cache_output *o)
{
	for (size_t i = 0; i < v->n.outputs.n; i++)
		if (by_path(&v->n.outputs.v[i], o, &v->n) == 0)
			return true;
	return false;
}

/* A document whose faults stop it may have made it, and keeps it. */
static bool
is_of_failed(const struct save *v, str path)
{
	for (size_t i = 0; i < v->n.docs.n; i++) {
		const struct cache_doc *doc = &v->n.docs.v[i];

		if (doc->errors &&
		    orphan_may_be_of(path, (str){ v->n.text.v + doc->id.at, doc->id.n }))
			return true;
	}
	return false;
}

/* Those that are still there. */
static void
add_orphans(struct save *v, struct diags *d)
{
	for (size_t i = 0; i < v->orphans.n; i++) {
		struct cache_output *o = &v->orphans.v[i];
		str path = str_dup(v->a, (str){ v->n.text.v + o->path.at, o->path.n });

		if (!is_output(v, o) && (is_of_failed(v, path) || orphan_stays(v->f, path, o, d)))
			VEC_PUSH(v->a, &v->n.outputs, *o);
	}
}

static uint32_t
flags_of(const struct save *v, bool quiet)
{
	const struct session *s = v->f->s;
	bool secret = v->latest.head && v->latest.head->flags & CACHE_SECRET;

	if (s->corpus)
		secret = false;
	for (size_t i = 0; s->corpus && i < s->corpus->n_docs; i++)
		secret |= s->corpus->docs[i]->do_mat.given && !s->corpus->docs[i]->do_mat.none;
	return (quiet ? CACHE_QUIET : 0u) | (secret ? CACHE_SECRET : 0u) |
	       (s->o->templates ? CACHE_EXTRA : 0u);
}

/* A folder of results is not made for the sake of the cache alone. */
static bool
has_folder(const struct fresh *f)
{
	return f->out_fd >= 0 || access(f->s->o->out, F_OK) == 0;
}

void
fresh_save(struct fresh *f, const str *records, bool quiet, struct diags *d)
{
	struct save v = { .f = f, .a = arena_new() };
	int lock = has_folder(f) ? cache_lock(v.a, f->s->o->out) : -1;

	cache_read_again(&v.latest, v.a, f->s->o->out, &f->cache);
	cache_new_init(&v.n, v.a, &v.latest);
	v.n.head.flags = flags_of(&v, quiet);
	add_files(&v);
	set_state(&v);
	add_docs(&v, records);
	add_orphans(&v, d);
	if (lock >= 0)
		cache_replace(v.a, f->s->o->out, cache_pack(&v.n));
	cache_unlock(lock);
	arena_free(v.a);
}
