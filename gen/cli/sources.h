/* cli/sources.h: every file that a run reads, known by its git blob id from the
 * moment it is read, and by the state it was read in (cache/stamp.h).
 *
 * Files of the tree, and templates outside it. What a worker reads it tells the
 * parent (sources_take(), sources_give()), so that in the end the parent knows
 * all that the next run has to hold its files against. */
#ifndef CLI_SOURCES_H
#define CLI_SOURCES_H

#include "tree.h"

#include "../base/buf.h"
#include "../base/uses.h"
#include "../cache/cache.h"

/* One file. flags as in cache/cache.h: of what is not listed there is no
 * CACHE_LISTED, as of hidden files and of those that are missing. */
struct source {
	uint32_t flags;
	struct stamp stamp; /* of the bytes that were read */
	struct digest blob; /* all zero: it could not be read */
};

struct other_source {
	str path;
	struct source source;
};

struct sources {
	const struct tree *tree;
	struct arena *arena;
	struct source *v;                /* [tree->n_files], beside tree->files */
	VEC(struct other_source) others; /* what is not there */
	uint32_t *slots;                 /* of them by name: place + 1 */
	size_t n_slots;
	VEC(struct other_source) fresh; /* what was read since sources_take() */
	struct uses *uses; /* files loaded for a document are written down here; or NULL */
	bool torn;         /* a file was met in two states */
	str *bytes;        /* [tree->n_files], of files read for all documents; NULL: not kept */
	const struct sources *before; /* which kept theirs; or NULL */
};

void sources_open(struct sources *s, struct arena *a, const struct tree *tree);
/* Keeps the bytes of what is read for all documents, for another struct sources whose
 * `before` this is: a file that is as it was (cache/stamp.h) is not read again. Arenas
 * of both have to last. */
void sources_keep(struct sources *s);
/* The loader of read/: ctx is a struct sources. What is read while there are no uses
 * is read for all documents (CACHE_SHARED). */
enum load_result sources_load(
    void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why);
/* Writes down what a pattern of names matched. */
void sources_matched(void *ctx, str pattern, const str *found, size_t n);
/* A file of a _mau/: as sources_load(), but always for all documents. */
enum load_result sources_load_template(
    struct sources *s, struct arena *a, str path, size_t max_bytes, str *bytes, str *why);
/* Notes a template from outside the tree; origin is CACHE_OWN_MAU or CACHE_EXTRA_MAU. */
void sources_note_template(struct sources *s, uint32_t origin, str path, enum load_result result,
    str bytes, const struct stamp *stamp);
/* Notes a file whose content is known otherwise. */
void sources_note(struct sources *s, str path, const struct source *what);
/* What is known of a file, 0 for origin: of the tree. NULL: it was not read. */
const struct source *sources_find(const struct sources *s, uint32_t origin, str path);

/* What was read since the last time, as bytes for another process. */
void sources_take(struct sources *s, struct buf *out);
void sources_give(struct sources *s, str bytes);

#endif
