/* cli/fresh.c: questions 1 and 2. */
#include "fresh.h"

#include "../office/office.h"
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { TEMPLATES = CACHE_OWN_MAU | CACHE_EXTRA_MAU, MOST_BYTES = 64 << 20 };

static void
add_reason(
    struct fresh *f, struct fate *fate, enum why why, enum change change, str name, str where)
{
	VEC_PUSH(f->s->arena, &fate->why, (struct reason){ why, change, name, where, S("") });
}

/* A default is taken from another file, be it the same or not. */
static void
add_moved(struct fresh *f, struct fate *fate, const struct use *now, str before)
{
	struct reason r = { WHY_DEFAULT, CHANGE_MOVED, now->name, now->where, before };

	VEC_PUSH(f->s->arena, &fate->why, r);
}

/* ---- Files against the cache ------------------------------------------------------- */

/* Reads a file's blob anew; all zero: it can't be read. */
static void
read_blob(struct fresh *f, const struct cache_file *row, struct digest *blob, struct stamp *stamp)
{
	struct session *s = f->s;
	struct arena *a = arena_new();
	str bytes, why, path = cache_text(&f->cache, row->path);
	enum load_result result;

	if (row->flags & TEMPLATES)
		result = tree_read_at(layers_fd(&s->layers, row->flags & TEMPLATES), a, path,
		    MOST_BYTES, &bytes, &why, stamp);
	else
		result = tree_load(&s->tree, a, path, MOST_BYTES, &bytes, &why, stamp);
	memset(blob, 0, sizeof *blob);
	if (result == LOAD_OK)
		use_blob_read(digest_git_blob(a, bytes), blob);
	else
		*stamp = (struct stamp){ 0 };
	arena_free(a);
}

static bool
same_blob(const struct cache_file *row, const struct digest *blob)
{
	return !memcmp(row->blob, blob->v, CACHE_BLOB);
}

/* Whether the file of a row is as it was; its stat data now, or NULL when only its
 * bytes can tell. */
static bool
is_same(struct fresh *f, struct cache_file *row, const struct stamp *now)
{
	struct source known = { .flags = row->flags, .stamp = row->stamp };

	if (!(row->flags & CACHE_READ))
		return true;
	memcpy(known.blob.v, row->blob, CACHE_BLOB);
	if (!now || !stamp_same(now, &row->stamp)) {
		read_blob(f, row, &known.blob, &known.stamp);
		if (!same_blob(row, &known.blob))
			return false;
		if (!stamp_same(&known.stamp, &row->stamp)) {
			row->stamp = known.stamp;
			f->touched |= known.stamp.ctime != 0;
		}
	}
	sources_note(&f->s->sources, cache_text(&f->cache, row->path), &known);
	return true;
}

static bool
template_same(struct fresh *f, struct cache_file *row)
{
	struct stat st;
	struct stamp now;
	const char *path = str_cz(f->s->arena, cache_text(&f->cache, row->path));
	int fd = layers_fd(&f->s->layers, row->flags & TEMPLATES);

	if (fd < 0)
		return false;
	if (fstatat(fd, path, &st, 0) < 0)
		return errno == ENOENT && row->flags & CACHE_UNREADABLE;
	stamp_take(&now, &st);
	return is_same(f, row, &now);
}

/* A path that the walk over the tree can meet: no name in it is hidden. */
static bool
is_open(str path)
{
	return !str_starts(path, S(".")) && str_find(path, S("/.")) == STR_NONE;
}

static void
note_missing(struct fresh *f, const struct cache_file *row, str path)
{
	struct source missing = { .flags = row->flags };

	sources_note(&f->s->sources, path, &missing);
}

/* Rows and files are both sorted by path; next is the file to come. */
static bool
tree_file_same(struct fresh *f, struct cache_file *row, size_t *next, bool *listing)
{
	const struct tree *t = &f->s->tree;
	str path = cache_text(&f->cache, row->path);
	int order = -1;

	if (!(row->flags & CACHE_LISTED) && row->flags & CACHE_UNREADABLE && is_open(path) &&
	    tree_find(t, path) == t->n_files) {
		/* Were it there now, the walk would have met it. */
		note_missing(f, row, path);
		return true;
	}
	if (!(row->flags & CACHE_LISTED))
		return is_same(f, row, NULL);
	while (*next < t->n_files && (order = str_cmp(t->files[*next], path)) < 0) {
		*listing = false; /* a new file */
		++*next;
	}
	if (*next == t->n_files || order != 0) {
		*listing = false; /* one is gone */
		return false;
	}
	return is_same(f, row, &t->stamps[(*next)++]);
}

static void
compare_files(struct fresh *f)
{
	struct cache *c = &f->cache;
	bool listing = true;
	size_t next = 0;

	f->shared_same = true;
	for (uint32_t i = 0; i < c->head->n_files; i++) {
		struct cache_file *row = &c->files[i];
		bool same = row->flags & TEMPLATES ? template_same(f, row)
						   : tree_file_same(f, row, &next, &listing);

		f->changed[i] = !same;
		if (!same && row->flags & CACHE_SHARED)
			f->shared_same = false;
	}
	f->shared_same &= listing && next == f->s->tree.n_files;
}

/* ---- Opening ---------------------------------------------------------------------------- */

/* The number of LibreOffice, and the options that change what it makes. */
static void
find_office(struct fresh *f, struct arena *a)
{
	const struct options *o = f->s->o;
	bool pdf = o->to & 1u << TO_PDF;

	if (!pdf && !o->pages)
		return;
	uint64_t office = office_sum(a);
	f->pages = o->pages ? office : 0;
	f->pdf = pdf ? office + o->pdf_a + !(office + o->pdf_a) : 0;
}

void
fresh_open(struct fresh *f, struct session *s, struct arena *a)
{
	*f = (struct fresh){ .s = s };
	f->out_fd = open(s->o->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	program_digest(a, &f->program);
	find_office(f, a);
	cache_read(&f->cache, a, s->o->out);
	if (!f->cache.head)
		return;
	for (uint32_t i = 0; i < f->cache.head->n_outputs; i++)
		f->orphans |= f->cache.outputs[i].doc == CACHE_NONE;
	f->changed = NEW_N(a, uint8_t, f->cache.head->n_files + 1);
	if (s->o->rebuild)
		return;
	compare_files(f);
	f->shared_same &= f->cache.head->flags & CACHE_QUIET && !s->run.list.n &&
			  !!s->o->templates == !!(f->cache.head->flags & CACHE_EXTRA) &&
			  (s->o->allow_secret || !(f->cache.head->flags & CACHE_SECRET));
}

void
fresh_close(struct fresh *f)
{
	if (f->out_fd >= 0)
		close(f->out_fd);
	f->out_fd = -1;
}

/* ---- Outputs ------------------------------------------------------------------------------- */

static bool
output_sum(struct fresh *f, str path, uint64_t *sum, uint64_t *size, struct stamp *stamp)
{
	struct arena *a = arena_new();
	str bytes, why;
	bool read = tree_read_at(f->out_fd, a, path, MOST_BYTES, &bytes, &why, stamp) == LOAD_OK;

	*sum = read ? cache_sum(bytes) : 0;
	*size = bytes.n;
	arena_free(a);
	return read;
}

static bool
output_whole(struct fresh *f, struct fate *fate, struct cache_output *o)
{
	str path = cache_text(&f->cache, o->path);
	char name[4096];
	struct stat st;
	struct stamp now;
	uint64_t sum, size;

	if (path.n >= sizeof name)
		return false;
	memcpy(name, path.p, path.n);
	name[path.n] = '\0';
	if (f->out_fd < 0 || fstatat(f->out_fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		add_reason(f, fate, WHY_MISSING, CHANGE_GONE, path, S(""));
		return false;
	}
	stamp_take(&now, &st);
	if (stamp_same(&now, &o->stamp))
		return true;
	if (!S_ISREG(st.st_mode) || !output_sum(f, path, &sum, &size, &now) || sum != o->sum ||
	    size != o->size) {
		add_reason(f, fate, WHY_EDITED, CHANGE_DIFFERS, path, S(""));
		return false;
	}
	o->stamp = now;
	f->touched |= now.ctime != 0;
	return true;
}

bool
fresh_is_asked(const struct session *s, str path)
{
	enum target to = target_of(path);

	return to < TO__COUNT && s->o->to & 1u << to;
}

/* Whether LibreOffice would do what it did then. */
static bool
is_laid(const struct fresh *f, const struct cache_doc *was)
{
	bool pdf = was->targets & f->s->o->to & 1u << TO_PDF;

	return was->errors || (was->pages == f->pages && (!pdf || was->pdf == f->pdf));
}

static bool
has_targets(const struct fresh *f, const struct cache_doc *was)
{
	return was->errors || (was->targets & f->s->o->to) == f->s->o->to;
}

static bool
outputs_whole(struct fresh *f, struct fate *fate)
{
	const struct cache_doc *was = fate->was;
	bool whole = true;

	for (uint32_t i = 0; i < was->n_outputs; i++) {
		struct cache_output *o = &f->cache.outputs[was->first_output + i];

		if (fresh_is_asked(f->s, cache_text(&f->cache, o->path)))
			whole = output_whole(f, fate, o) && whole;
	}
	return whole;
}

/* ---- Question 1 ------------------------------------------------------------------------------ */

static bool
own_files_same(const struct fresh *f, const struct cache_doc *was)
{
	for (uint32_t i = 0; i < was->n_uses; i++) {
		const struct cache_use *u = &f->cache.uses[f->cache.refs[was->first_use + i]];

		if (u->kind == USE_FILE &&
		    (u->file == CACHE_NONE || f->changed[u->file] ||
			memcmp(u->digest.v, f->cache.files[u->file].blob, CACHE_BLOB)))
			return false;
	}
	return true;
}

static bool
is_clean(struct fresh *f, struct fate *fate, const struct job *j)
{
	static const struct digest nothing;

	fate->was = cache_find_doc(&f->cache, j->path, j->id);
	if (!fate->was || f->s->o->rebuild || !digest_eq(&fate->was->program, &f->program))
		return false;
	fate->outputs_whole = fate->was->errors || outputs_whole(f, fate);
	return fate->outputs_whole && f->shared_same && is_laid(f, fate->was) &&
	       has_targets(f, fate->was) && digest_eq(&fate->was->state, &f->cache.head->state) &&
	       !digest_eq(&fate->was->state, &nothing) && own_files_same(f, fate->was);
}

bool
fresh_all_clean(struct fresh *f)
{
	bool all = true;

	f->fates = NEW_N(f->s->arena, struct fate, f->s->n_jobs + 1);
	for (size_t i = 0; i < f->s->n_jobs; i++) {
		f->fates[i].clean = is_clean(f, &f->fates[i], &f->s->jobs[i]);
		all &= f->fates[i].clean;
	}
	return all;
}

/* ---- Question 2 ------------------------------------------------------------------------------ */

/* What a pattern matches now. */
static void
names_now(struct fresh *f, str pattern, struct digest *out)
{
	struct arena *a = arena_new();
	str *found;
	size_t n = read_matching(a, &f->s->loader, pattern, &found);

	uses_names(a, found, n, out);
	arena_free(a);
}

/* What registers say of a document now. */
static void
booked_now(struct fresh *f, const struct job *j, struct digest *out)
{
	const struct booked *b = books_of(&f->s->books, j->doc);
	struct arena *a = arena_new();

	if (b)
		books_digest(a, b, out);
	arena_free(a);
}

/* What the row of a document says now; it may be made of none any more. */
static void
row_now(const struct job *j, struct use *now)
{
	struct arena *a = arena_new();
	struct digest row = { { 0 } }, first = { { 0 } };

	if (j->doc->lap.tep.n)
		session_row(a, j->doc, &row, &first);
	now->digest = now->kind == USE_ROW ? row : first;
	arena_free(a);
}

/* The answer to a use as it is now; false: it can't be asked. */
static bool
ask(struct fresh *f, const struct job *j, const struct use *was, struct use *now)
{
	struct session *s = f->s;
	const struct source *file;
	const struct doc *cited;
	const struct digest *d = NULL;
	str bytes, why;

	*now = (struct use){ .kind = was->kind, .name = was->name, .where = was->where };
	switch (was->kind) {
	case USE_FILE:
		if (!sources_find(&s->sources, 0, was->name)) {
			struct arena *a = arena_new();

			s->sources.uses = NEW(a, struct uses); /* own, not shared */
			uses_init(s->sources.uses, a);
			sources_load(&s->sources, a, was->name, MOST_BYTES, &bytes, &why);
			s->sources.uses = NULL;
			arena_free(a);
		}
		file = sources_find(&s->sources, 0, was->name);
		d = file ? &file->blob : NULL;
		break;
	case USE_BOOKED: booked_now(f, j, &now->digest); return true;
	case USE_OFFICE: digest_bytes(j->doc->office, &now->digest); return true;
	case USE_ROW:
	case USE_FIRST: row_now(j, now); return true;
	case USE_NAMES: names_now(f, was->name, &now->digest); return true;
	case USE_CITED:
		cited = corpus_cite(s->corpus, j->doc, was->name);
		now->where = cited ? cited->path : S("");
		d = corpus_cited_digest(cited);
		break;
	case USE_TEMPLATE: *now = style_use(j->style, was->name); return true;
	case USE_DEFAULT:
	case USE__COUNT: return false;
	}
	if (d)
		now->digest = *d;
	return true;
}

/* The file says where its defaults come from, so that counts too. */
static bool
same_use(const struct use *x, const struct use *y)
{
	return use_same(x, y) && str_eq(x->where, y->where);
}

static enum change
change_of(const struct use *was, const struct use *now)
{
	return use_is_nothing(now)   ? CHANGE_GONE
	       : use_is_nothing(was) ? CHANGE_NEW
				     : CHANGE_DIFFERS;
}

/* The defaults of then and now, both sorted: what is in one of them only counts too. */
static void
compare_defaults(
    struct fresh *f, struct fate *fate, const struct use *was, size_t n_was, const struct uses *now)
{
	size_t i = 0, k = 0;

	while (i < n_was || k < now->list.n) {
		const struct use *x = i < n_was ? &was[i] : NULL;
		const struct use *y = k < now->list.n ? &now->list.v[k] : NULL;
		int order = !x ? 1 : !y ? -1 : str_cmp(x->name, y->name);
		const struct use *told = order <= 0 ? x : y;

		/* What stopped at a fault did not take all of them. */
		bool unasked = order > 0 && fate->was->errors;

		if (order == 0 && !str_eq(x->where, y->where))
			add_moved(f, fate, y, x->where);
		else if ((order != 0 || !same_use(x, y)) && !unasked)
			add_reason(f, fate, WHY_DEFAULT,
			    order < 0   ? CHANGE_GONE
			    : order > 0 ? CHANGE_NEW
					: CHANGE_DIFFERS,
			    told->name, told->where);
		i += order <= 0;
		k += order >= 0;
	}
}

static void
compare_uses(struct fresh *f, struct fate *fate, const struct job *j)
{
	static const enum why whys[] = { [USE_FILE] = WHY_FILE,
		[USE_CITED] = WHY_CITED,
		[USE_TEMPLATE] = WHY_TEMPLATE,
		[USE_ROW] = WHY_ROW,
		[USE_FIRST] = WHY_FIRST,
		[USE_NAMES] = WHY_NAMES,
		[USE_BOOKED] = WHY_BOOKED,
		[USE_OFFICE] = WHY_OFFICE };
	struct use *defaults = NEW_N(f->s->arena, struct use, fate->was->n_uses + 1);
	size_t n_defaults = 0;

	for (uint32_t i = 0; i < fate->was->n_uses; i++) {
		struct use was = cache_get_use(&f->cache, fate->was, i), now;

		if (was.kind == USE_DEFAULT)
			defaults[n_defaults++] = was;
		else if (ask(f, j, &was, &now) && !same_use(&was, &now))
			add_reason(
			    f, fate, whys[was.kind], change_of(&was, &now), was.name, was.where);
	}
	compare_defaults(f, fate, defaults, n_defaults, &j->doc->defaults);
}

/* Is something said of its head now? */
static bool
has_head_findings(const struct fresh *f, const struct job *j)
{
	const struct diags *heads = &f->s->heads;

	for (size_t i = 0; i < heads->list.n; i++)
		if (heads->list.v[i].level > DIAG_NOTE && heads->list.v[i].at.src &&
		    str_eq(heads->list.v[i].at.src->path, j->path))
			return true;
	return false;
}

static bool
is_secret(const struct session *s, const struct job *j)
{
	return (s->under_ci || s->remote.n) && j->doc->do_mat.given && !j->doc->do_mat.none;
}

static void
ask_all(struct fresh *f, struct fate *fate, const struct job *j)
{
	const struct cache_doc *was = fate->was;

	if (f->s->o->rebuild)
		add_reason(f, fate, WHY_ASKED, CHANGE_DIFFERS, S(""), S(""));
	else if (!was)
		add_reason(f, fate, WHY_NEW, CHANGE_NEW, S(""), S(""));
	else if (!digest_eq(&was->program, &f->program))
		add_reason(f, fate, WHY_PROGRAM, CHANGE_DIFFERS, S(""), S(""));
	else if (was->errors || was->warnings)
		add_reason(f, fate, WHY_FAILED, CHANGE_DIFFERS, S(""), S(""));
	else if (!j->doc || !j->style || j->doc->failed || has_head_findings(f, j) ||
		 is_secret(f->s, j))
		add_reason(f, fate, WHY_FAULTY, CHANGE_DIFFERS, S(""), S(""));
	if (was && !f->s->o->rebuild && j->doc && j->style)
		compare_uses(f, fate, j);
	if (was && !f->s->o->rebuild && !fate->why.n && !is_laid(f, was))
		add_reason(f, fate, WHY_LAID, CHANGE_DIFFERS, S(""), S(""));
	if (was && !f->s->o->rebuild && !fate->why.n && !has_targets(f, was))
		add_reason(f, fate, WHY_TARGET, CHANGE_NEW, S(""), S(""));
}

void
fresh_ask(struct fresh *f)
{
	for (size_t i = 0; i < f->s->n_jobs; i++) {
		struct fate *fate = &f->fates[i];

		if (fate->clean)
			continue;
		ask_all(f, fate, &f->s->jobs[i]);
		fate->clean = fate->was && !fate->why.n;
	}
}

/* ---- Findings of clean documents ----------------------------------------------------------------
 */

static const struct src *
source(void *ctx, str path)
{
	struct session *s = ctx;
	struct diags unheard;
	str bytes, why;

	diags_init(&unheard, s->arena);
	if (tree_load(&s->tree, s->arena, path, MOST_BYTES, &bytes, &why, NULL) != LOAD_OK)
		return NULL;
	return src_load(s->arena, str_dup(s->arena, path), bytes, &unheard);
}

void
fresh_findings(struct fresh *f, size_t job, struct diags *d)
{
	struct findings_source from = { f->s, source };

	findings_read(cache_text(&f->cache, f->fates[job].was->findings), &from, d);
}
