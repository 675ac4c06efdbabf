/* yaml/yval.h: YAML bytes → plain values with a place on each. The only room
 * that knows libyaml.
 *
 * A scalar is the text that was typed: no YAML 1.1 types. Refused, each with
 * its place and in words of ours: anchors, aliases, tags, more than one
 * document, nesting beyond 32 levels, a key given twice (also in two
 * spellings), `>` bodies, text that ` #` cut off (a '#' behind a plain scalar
 * with no space after it), tabs as indentation, and what libyaml itself
 * refuses. All that can be found in one go is reported in one go. */
#ifndef YAML_YVAL_H
#define YAML_YVAL_H

#include "../base/arena.h"
#include "../base/diag.h"
#include "../base/digest.h"
#include "../base/src.h"

enum yval_kind { Y_SCALAR, Y_LIST, Y_MAP };
enum yval_style { Y_PLAIN, Y_QUOTED, Y_LITERAL };

struct yval {
	enum yval_kind kind;
	enum yval_style style;       /* Y_SCALAR */
	pos at;                      /* the value; for a map or list its first line */
	struct text text;            /* Y_SCALAR; empty (n = 0) for `key:` */
	struct yval **items;         /* Y_LIST */
	struct ypair *pairs;         /* Y_MAP, in the order typed */
	size_t n;                    /* items or pairs */
	const struct digest *digest; /* kept by yval_digest() */
};

struct ypair {
	str key;          /* as typed */
	str fold;         /* utf_fold(key, '_') */
	pos at;           /* of the key */
	struct yval *val; /* never NULL */
};

/* Parses a whole file, or a text cut from one (the inside of a `bang` fence).
 * NULL when nothing could be made of it; errors are reported. An empty file or
 * one with comments only gives NULL with *empty = true and no report. */
struct yval *yaml_parse(struct arena *a, const struct text *t, struct diags *d, bool *empty);
/* The same for values that are read and done with: they live in a, but what they say in
 * `texts`, where it outlives them. */
struct yval *yaml_parse_apart(
    struct arena *a, struct arena *texts, const struct text *t, struct diags *d, bool *empty);

/* Text as a value on one line: as it is where YAML reads it so, else in quotes. */
str yaml_scalar(struct arena *a, str text);

/* The edit that puts quotes around a map of one pair that was meant as a text
 * (`- Sở Nội vụ: Phòng CCHC`); not given when it is no such map. */
struct edit yval_quote_edit(struct arena *a, const struct yval *v);

/* A value that counts as absent: `key:` with nothing behind it. */
bool yval_absent(const struct yval *v);

/* A digest of the values, whatever their place, the comments between them and
 * how its file is laid out. Kept with v. */
const struct digest *yval_digest(struct arena *a, const struct yval *v);

const char *yaml_libyaml_version(void);

#endif
