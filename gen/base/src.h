/* base/src.h: a source file in memory, and places in it.
 *
 * Lines and columns count from 1; a column is a character (code point), since
 * that is what an editor shows. Positions travel with the data: every value
 * and every node carries the pos where the writer typed it. */
#ifndef BASE_SRC_H
#define BASE_SRC_H

#include "str.h"

struct arena;
struct diags;

struct src {
	str path;        /* as messages print it, relative to the source root */
	str text;        /* UTF-8, NFC, '\n' line ends, no BOM */
	uint32_t *lines; /* byte offset of each line's start */
	uint32_t n_lines;
	bool recomposed; /* text was not NFC in the file */
};

typedef struct pos {
	const struct src *src; /* NULL: no place (a finding about the run itself) */
	uint32_t line;         /* 0: the whole file */
	uint32_t col;
	uint32_t len; /* characters the caret run covers; 0 counts as 1 */
} pos;

/* Makes a source of raw file bytes: checks UTF-8, refuses characters that XML 1.0
 * forbids (each reported at its place), drops a BOM, turns CRLF to LF, composes to NFC;
 * refuses what git left of a merge. Returns NULL when the bytes can't be a text
 * (reported). path and the result live in a; so must bytes, as they are the text itself
 * when nothing in them had to change. NULL stands for every fault named here. */
const struct src *src_load(struct arena *a, str path, str bytes, struct diags *d);

/* The place of a byte range of src->text. */
pos src_pos(const struct src *s, size_t byte_off, size_t byte_len);
/* Text of a line, without its newline; empty when there is no such line. */
str src_line(const struct src *s, uint32_t line);
/* The byte offset of line:col in src->text (clamped to the line). */
size_t src_offset(const struct src *s, uint32_t line, uint32_t col);

/* Text that was cut out of a source: a scalar, a block, a Markdown file. It
 * knows how to find a byte of itself in the file again. */
struct text {
	str s;  /* the bytes */
	pos at; /* where its first byte stands */
	enum {
		TEXT_WHOLE, /* s is src->text, or a run of it with all its newlines: exact */
		TEXT_BLOCK, /* lines of the source with `indent` columns cut from each: exact */
		TEXT_LINE,  /* one line, byte for byte as in the source: exact */
		TEXT_POINT  /* escapes or folding between: any place is `at` */
	} how;
	uint32_t indent; /* TEXT_BLOCK: columns cut from every line but those that are blank */
};

/* The place of n bytes at off in t->s. */
pos text_pos(const struct text *t, size_t off, size_t n);
/* The part [off, off+n) of t as a text of its own. */
struct text text_sub(const struct text *t, size_t off, size_t n);

#endif
