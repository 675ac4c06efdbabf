/* cli/sources.c: loading, with a note of what was loaded. */
#include "sources.h"

#include <string.h>

enum { ORIGINS = CACHE_OWN_MAU | CACHE_EXTRA_MAU };

void
sources_open(struct sources *s, struct arena *a, const struct tree *tree)
{
	*s = (struct sources){ .tree = tree, .arena = a };
	s->v = NEW_N(a, struct source, tree->n_files + 1);
}

void
sources_keep(struct sources *s)
{
	s->bytes = NEW_N(s->arena, str, s->tree->n_files + 1);
}

/* ---- Where a file is kept ---------------------------------------------------- */

/* Where `others` has it, or would. */
static uint32_t *
slot_for(const struct sources *s, uint32_t origin, str path)
{
	size_t i = (size_t)(cache_sum(path) + origin) % s->n_slots;

	for (; s->slots[i]; i = (i + 1) % s->n_slots) {
		const struct other_source *o = &s->others.v[s->slots[i] - 1];

		if ((o->source.flags & ORIGINS) == origin && str_eq(o->path, path))
			break;
	}
	return &s->slots[i];
}

static struct source *
find(const struct sources *s, uint32_t origin, str path)
{
	size_t at = origin ? s->tree->n_files : tree_find(s->tree, path);

	if (at < s->tree->n_files)
		return &s->v[at];
	const uint32_t *slot = s->n_slots ? slot_for(s, origin, path) : NULL;

	return slot && *slot ? &s->others.v[*slot - 1].source : NULL;
}

/* One more of them. */
static struct source *
add_other(struct sources *s, uint32_t origin, str path)
{
	struct other_source other = { .path = str_dup(s->arena, path) };

	other.source.flags = origin;
	VEC_PUSH(s->arena, &s->others, other);
	if (s->others.n * 2 > s->n_slots) {
		s->n_slots = s->n_slots ? s->n_slots * 4 : 256;
		s->slots = NEW_N(s->arena, uint32_t, s->n_slots);
		for (size_t i = 0; i < s->others.n; i++)
			*slot_for(s, s->others.v[i].source.flags & ORIGINS, s->others.v[i].path) =
			    (uint32_t)i + 1;
	} else {
		*slot_for(s, origin, path) = (uint32_t)s->others.n;
	}
	return &s->others.v[s->others.n - 1].source;
}

const struct source *
sources_find(const struct sources *s, uint32_t origin, str path)
{
	const struct source *found = find(s, origin, path);

	return found && found->flags & CACHE_READ ? found : NULL;
}

static bool
differs(const struct source *x, const struct source *y)
{
	return x->flags & CACHE_READ && !digest_eq(&x->blob, &y->blob);
}

void
sources_note(struct sources *s, str path, const struct source *what)
{
	struct source *kept = find(s, what->flags & ORIGINS, path);

	if (!kept)
		kept = add_other(s, what->flags & ORIGINS, path);
	s->torn |= differs(kept, what);
	uint32_t flags = kept->flags | what->flags | CACHE_READ;

	*kept = *what;
	kept->flags = flags & ~(uint32_t)CACHE_UNREADABLE;
	kept->flags |= what->flags & CACHE_UNREADABLE;
}

/* ---- Reading --------------------------------------------------------------------- */

/* What was read last time, of a file that is as it was then. */
static bool
load_kept(struct sources *s, str path, size_t max_bytes, str *bytes)
{
	const struct sources *before = s->before;
	size_t now = before ? tree_find(s->tree, path) : 0,
	       then = before ? tree_find(before->tree, path) : 0;

	if (!before || s->uses || s->tree->patch || now == s->tree->n_files ||
	    then == before->tree->n_files || !before->bytes[then].p)
		return false;
	if (!stamp_same(&s->tree->stamps[now], &before->v[then].stamp) ||
	    before->bytes[then].n > max_bytes)
		return false;
	*bytes = before->bytes[then];
	sources_note(s, path, &before->v[then]);
	return true;
}

static void
keep(struct sources *s, str path, str bytes)
{
	size_t at = tree_find(s->tree, path);

	if (at < s->tree->n_files)
		s->bytes[at] = bytes;
}

static void
note_read(struct sources *s, str path, uint32_t flags, enum load_result result, str bytes,
    const struct stamp *stamp)
{
	struct source what = { .flags = flags | CACHE_READ, .stamp = *stamp };

	if (result == LOAD_OK) {
		struct arena *a = s->uses ? s->uses->arena : s->arena;

		use_blob_read(digest_git_blob(a, bytes), &what.blob);
	} else {
		what.flags |= CACHE_UNREADABLE;
		what.stamp = (struct stamp){ 0 };
	}
	sources_note(s, path, &what);
	VEC_PUSH(s->arena, &s->fresh, (struct other_source){ str_dup(s->arena, path), what });
}

enum load_result
sources_load(void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why)
{
	struct sources *s = ctx;
	struct stamp stamp;

	if (load_kept(s, path, max_bytes, bytes))
		return LOAD_OK;
	enum load_result result = tree_load(s->tree, a, path, max_bytes, bytes, why, &stamp);

	note_read(s, path, s->uses ? 0 : CACHE_SHARED, result, *bytes, &stamp);
	if (s->bytes && !s->uses && result == LOAD_OK)
		keep(s, path, *bytes);
	if (s->uses)
		uses_add(s->uses, USE_FILE, str_dup(s->uses->arena, path), S(""),
		    &sources_find(s, 0, path)->blob);
	return result;
}

void
sources_matched(void *ctx, str pattern, const str *found, size_t n)
{
	struct sources *s = ctx;
	struct digest names;
	if (s->uses == NULL)
		return;
	uses_names(s->uses->arena, found, n, &names);
	uses_add(s->uses, USE_NAMES, str_dup(s->uses->arena, pattern), S(""), &names);
}

enum load_result
sources_load_template(
    struct sources *s, struct arena *a, str path, size_t max_bytes, str *bytes, str *why)
{
	struct stamp stamp;
	enum load_result result = tree_load(s->tree, a, path, max_bytes, bytes, why, &stamp);

	note_read(s, path, CACHE_SHARED, result, *bytes, &stamp);
	return result;
}

void
sources_note_template(struct sources *s, uint32_t origin, str path, enum load_result result,
    str bytes, const struct stamp *stamp)
{
	note_read(s, path, origin | CACHE_SHARED, result, bytes, stamp);
}

/* ---- Between processes ------------------------------------------------------------- */

struct wire {
	struct source source;
	uint32_t path_n;
};

void
sources_take(struct sources *s, struct buf *out)
{
	for (size_t i = 0; i < s->fresh.n; i++) {
		struct wire w;

		memset(&w, 0, sizeof w);
		w.source = s->fresh.v[i].source;
		w.path_n = (uint32_t)s->fresh.v[i].path.n;
		buf_add(out, &w, sizeof w);
		buf_str(out, s->fresh.v[i].path);
	}
	s->fresh.n = 0;
}

void
sources_give(struct sources *s, str bytes)
{
	struct wire w;

	while (bytes.n >= sizeof w) {
		memcpy(&w, bytes.p, sizeof w);
		bytes = str_from(bytes, sizeof w);
		sources_note(s, str_first(bytes, w.path_n), &w.source);
		bytes = str_from(bytes, w.path_n);
	}
}
