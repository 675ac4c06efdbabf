/* cli/original.c: which commit a file was made from.
 *
 * A file names its own sources by blob, so that commits are told from one another without
 * building anything: those in which each of these blobs stands at its path. Of shared files
 * it holds digests of the values used, which only building tells. So commits are tried, the
 * newest first; those in which the same shared files stand would give the same and are tried
 * once. What comes out is the original only if it says of itself what the file says. */
#include "original.h"

#include "git.h"
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

enum {
	MAX_COMMITS = 20000,
	MAX_QUESTIONS = 200000, /* to git, about what stands where */
	MAX_TRIES = 24,         /* builds, a few milliseconds to a second each */
	MORE_TRIES = 4,         /* of commits that seem to be alike */
	MAX_OWN = 512,
	BLOB = 40
};

struct own {
	str path, blob;
};

struct commit {
	str id;
	str shared; /* ids of what a document may take from elsewhere */
	bool tried;
};

struct search {
	struct arena *a;
	const struct options *o;
	const struct claim *c;
	struct original *out;
	struct repository r;
	VEC(struct own) own;
	VEC(str) shared; /* paths from the source root */
	VEC(struct commit) commits;
	size_t questions;
};

/* ---- What the file names ------------------------------------------------------------ */

static void
add_shared(struct search *s, str path)
{
	VEC_PUSH(s->a, &s->shared, path);
}

/* What lies in a folder for all documents below it. */
static void
add_folder(struct search *s, str dir)
{
	static const char *const names[] = { "_mac-dinh.yaml", "_van-ban.yaml", "_mau" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add_shared(s, str_fmt(s->a, "%.*s%s%s", STR_ARG(dir), dir.n ? "/" : "", names[i]));
}

static void
add_document(struct search *s, str id)
{
	add_shared(s, str_cat(s->a, id, S(".yaml")));
	add_shared(s, str_cat(s->a, id, S("/van-ban.yaml")));
}

static void
read_claim(struct search *s)
{
	for (size_t i = 0; i < s->c->n; i++) {
		const struct pprop *p = &s->c->v[i];
		str rest, what = str_cut(p->value, ' ', &rest);

		if (str_starts(p->name, S("vanban.tep.")) && rest.n == BLOB && s->own.n < MAX_OWN)
			VEC_PUSH(s->a, &s->own, (struct own){ what, rest });
		else if ((str_starts(p->name, S("vanban.mac-dinh.")) ||
			     str_starts(p->name, S("vanban.dong."))) &&
			 s->shared.n < MAX_OWN)
			add_shared(s, what);
		else if (str_starts(p->name, S("vanban.vien-dan.")) && s->shared.n < MAX_OWN)
			add_document(s, what);
	}
	add_document(s, s->c->id);
	add_shared(s, s->c->id); /* its folder, or its table of rows */
	for (str dir = tree_dir(s->c->id); dir.n; dir = tree_dir(dir))
		add_folder(s, dir);
	add_folder(s, S(""));
}

/* ---- Which commits -------------------------------------------------------------------- */

/* Pathspecs are from the top; what the commits between do is of no matter here. */
static bool
list_commits(struct search *s, struct buf *out)
{
	const char *folders[3];
	const char *args[12] = { "rev-list", "--all", "--full-history",
		str_cz(s->a, str_fmt(s->a, "--max-count=%d", MAX_COMMITS)), "--" };
	size_t n = 5, n_folders = 0;

	folders[n_folders++] = str_cz(s->a, str_cat(s->a, S(":(top,literal)"), s->r.sources));
	if (s->r.has_base)
		folders[n_folders++] = str_cz(s->a, str_cat(s->a, S(":(top,literal)"), s->r.base));
	if (s->r.has_extra)
		folders[n_folders++] = str_cz(s->a, str_cat(s->a, S(":(top,literal)"), s->r.extra));
	for (size_t i = 0; i < n_folders; i++)
		args[n++] = folders[i];
	args[n] = NULL;
	return git_ask(s->r.dir, args, out) == 0;
}

static bool
find_in(struct search *s, struct arena *a, str commit, str path, struct git_object *o)
{
	s->questions++;
	return git_objects_find(s->r.objects, a, repository_name(&s->r, a, commit, path), o);
}

static bool
holds_own(struct search *s, struct arena *a, str commit)
{
	struct git_object o;

	for (size_t i = 0; i < s->own.n; i++)
		if (!find_in(s, a, commit, s->own.v[i].path, &o) || !str_eq(o.id, s->own.v[i].blob))
			return false;
	/* Without properties there is only the id to go by. */
	return s->own.n || find_in(s, a, commit, str_cat(a, s->c->id, S(".yaml")), &o) ||
	       find_in(s, a, commit, str_cat(a, s->c->id, S("/van-ban.yaml")), &o);
}

static void
add_id(struct search *s, struct arena *a, struct buf *b, str name)
{
	struct git_object o;

	s->questions++;
	buf_str(b, git_objects_find(s->r.objects, a, name, &o) ? o.id : S("-"));
}

static str
shared_of(struct search *s, struct arena *a, str commit)
{
	struct buf b;
	str shared;

	buf_init(&b);
	for (size_t i = 0; i < s->shared.n; i++)
		add_id(s, a, &b, repository_name(&s->r, a, commit, s->shared.v[i]));
	if (s->r.has_base)
		add_id(s, a, &b, str_fmt(a, "%.*s:%.*s", STR_ARG(commit), STR_ARG(s->r.base)));
	if (s->r.has_extra)
		add_id(s, a, &b, str_fmt(a, "%.*s:%.*s", STR_ARG(commit), STR_ARG(s->r.extra)));
	shared = buf_take(&b, s->a);
	buf_free(&b);
	return shared;
}

static void
find_commits(struct search *s)
{
	struct buf b;
	str rest, line;
	size_t seen = 0;

	buf_init(&b);
	if (!list_commits(s, &b))
		buf_clear(&b);
	rest = buf_take(&b, s->a);
	for (; str_line(&rest, &line) && s->questions < MAX_QUESTIONS; seen++) {
		struct arena *a = arena_new();

		if (holds_own(s, a, line))
			VEC_PUSH(s->a, &s->commits,
			    (struct commit){ line, shared_of(s, a, line), false });
		arena_free(a);
	}
	s->out->limited = seen >= MAX_COMMITS || s->questions >= MAX_QUESTIONS;
	buf_free(&b);
}

/* ---- Trying one ------------------------------------------------------------------------- */

struct unlike {
	struct search *s;
	VEC(struct pprop) v;
	bool text;
};

static void
note_difference(void *ctx, str name, str what)
{
	struct unlike *u = ctx;

	if (str_is(name, "vanban.chu"))
		u->text = true;
	else
		VEC_PUSH(u->s->a, &u->v,
		    (struct pprop){ str_dup(u->s->a, name), str_dup(u->s->a, what) });
}

/* How near to the file a commit came; of those that came equally near, the newest is told. */
static void
note_end(struct search *s, const struct commit *k, const struct remade *m)
{
	struct unlike u = { .s = s };
	enum original_end end = ORIGINAL_NO_BUILD;

	if (m->plan) {
		remake_differences(s->c, m->plan, note_difference, &u);
		end = s->c->n && u.text && !u.v.n ? ORIGINAL_OTHER_TEXT : ORIGINAL_NO_VALUES;
	}
	if (end <= s->out->end)
		return;
	s->out->end = end;
	s->out->commit = k->id;
	s->out->unlike = u.v.v;
	s->out->n_unlike = s->c->n ? u.v.n : 0;
}

static bool
try_commit(struct search *s, struct commit *k)
{
	struct arena *a = arena_new();
	struct options o = *s->o;
	const char *id = str_cz(a, s->c->id);
	struct snapshot at;
	struct session session;
	struct remade m = { .plan = NULL };
	bool same = false;

	k->tried = true;
	o.command = CMD_DUMP; /* nothing is asked of registers, nor of secrecy */
	o.wanted = &id;
	o.n_wanted = 1;
	if (snapshot_open(&at, a, &s->r, k->id, &o)) {
		if (session_open_at(&session, a, &o, &at) == STATUS_BUILT)
			remake(&session, a, s->c, &m);
		same = m.plan && remake_is_same(s->c, m.plan);
		if (!same)
			note_end(s, k, &m);
		session_close(&session);
	}
	if (same) {
		s->out->end = ORIGINAL_FOUND;
		s->out->commit = k->id;
		s->out->text = str_dup(s->a, m.text);
		s->out->bytes = str_dup(s->a, m.bytes);
	}
	arena_free(a);
	return same;
}

static bool
is_like_tried(const struct search *s, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (s->commits.v[i].tried && str_eq(s->commits.v[i].shared, s->commits.v[k].shared))
			return true;
	return false;
}

/* Returns how many were tried, with `alike` of those that were not before; the last one
 * is the original when s->out says that it was found. */
static size_t
try_commits(struct search *s, bool alike, size_t most)
{
	size_t tries = 0;

	for (size_t i = 0; i < s->commits.n && tries < most; i++) {
		struct commit *k = &s->commits.v[i];

		if (k->tried || (!alike && is_like_tried(s, i)))
			continue;
		tries++;
		if (try_commit(s, k))
			break;
	}
	return tries;
}

/* ---- The whole ---------------------------------------------------------------------------- */

static str
described(struct search *s, str commit)
{
	const char *const args[] = { "log", "-1", "--format=%h %cs %s", str_cz(s->a, commit),
		NULL };
	struct buf b;

	buf_init(&b);
	if (git_ask(s->r.dir, args, &b) == 0)
		commit = str_trim(buf_dup(&b, s->a));
	buf_free(&b);
	return commit;
}

void
original_find(struct arena *a, const struct options *o, const char *sources, const struct claim *c,
    struct original *out)
{
	struct search s = { .a = a, .o = o, .c = c, .out = out };

	*out = (struct original){ .end = ORIGINAL_NO_GIT };
	if (!repository_open(&s.r, a, sources, o)) {
		repository_close(&s.r);
		return;
	}
	out->end = ORIGINAL_NO_COMMIT;
	out->shallow = s.r.shallow;
	read_claim(&s);
	find_commits(&s);
	out->limited = try_commits(&s, false, MAX_TRIES) == MAX_TRIES || out->limited;
	if (out->end != ORIGINAL_FOUND)
		try_commits(&s, true, MORE_TRIES);
	if (out->commit.n)
		out->commit = described(&s, out->commit);
	repository_close(&s.r);
}
