/* yaml/freeze.h: parsed YAML as data, for files that are known beforehand.
 *
 * Parsing the templates took a quarter of a short letter's time, though they
 * hardly ever change. gen/tool/freeze.c parses them when the program is built and
 * puts the values into it; a file on disk that is byte for byte the same needs no
 * parsing then. Any other file is parsed as ever. */
#ifndef YAML_FREEZE_H
#define YAML_FREEZE_H

#include "../base/buf.h"
#include "yval.h"

/* The values of one file: numbers, and the texts that are not slices of it. */
struct frozen {
	const char *path; /* "nd30/vai.yaml" */
	str text;         /* the whole file */
	const uint32_t *words;
	size_t n_words;
	str pool;
	struct digest digest; /* yval_digest() of the whole */
};

/* Appends the numbers of v, whose source is src, to words (as bytes of uint32_t),
 * and texts to pool. */
void yaml_freeze(const struct yval *v, const struct src *src, struct buf *words, struct buf *pool);
/* The values again, as yaml_parse() made them; src->text is f->text. They live in
 * a, their texts in src and f. */
struct yval *yaml_thaw(struct arena *a, const struct src *src, const struct frozen *f);

#endif
