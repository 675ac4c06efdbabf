/* cli/sources.c: loading, with a note of what was loaded. */
#include "sources.h"

#include <stdlib.h>

void
sources_open(struct sources *s, struct arena *a, const struct tree *tree)
{
	*s = (struct sources){ .tree = tree, .arena = a };
	s->v = NEW_N(a, struct source, tree->n_files + 1);
}

static int
compare(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

static struct source *
find(const struct sources *s, str path)
{
	const struct tree *t = s->tree;
	const str *found =
	    t->n_files ? bsearch(&path, t->files, t->n_files, sizeof *t->files, compare) : NULL;
	return found ? &s->v[found - t->files] : NULL;
}

const struct source *
sources_find(const struct sources *s, str path)
{
	const struct source *found = find(s, path);
	return found && found->known ? found : NULL;
}

enum load_result
sources_load(void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why)
{
	struct sources *s = ctx;
	struct source read = { .known = true }, *kept = find(s, path);
	enum load_result result = tree_load((void *)s->tree, a, path, max_bytes, bytes, why);
	if (result == LOAD_OK)
		use_blob_read(digest_git_blob(a, *bytes), &read.blob);
	if (kept)
		*kept = read;
	if (s->uses)
		uses_add(s->uses, USE_FILE, str_dup(s->uses->arena, path), S(""), &read.blob);
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
