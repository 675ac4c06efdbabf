/* cli/sources.h: the files of the tree as read/ gets them, each known by its git
 * blob id from the moment it is read. */
#ifndef CLI_SOURCES_H
#define CLI_SOURCES_H

#include "tree.h"

#include "../base/uses.h"

/* A file of the tree, beside tree->files. */
struct source {
	bool known;         /* it was read */
	struct digest blob; /* USE_NOTHING when that failed */
};

struct sources {
	const struct tree *tree;
	struct arena *arena;
	struct source *v;  /* [tree->n_files] */
	struct uses *uses; /* each file that is loaded is written down here; or NULL */
};

void sources_open(struct sources *s, struct arena *a, const struct tree *tree);
/* The loader of read/: ctx is a struct sources. */
enum load_result sources_load(
    void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why);
/* Writes down what a pattern of names matched. */
void sources_matched(void *ctx, str pattern, const str *found, size_t n);
/* What is known of a file of the tree; NULL: nothing. */
const struct source *sources_find(const struct sources *s, str path);

#endif
