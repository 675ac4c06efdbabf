/* yaml/yaml_int.h: inside the room. yval.c makes values of events, mark.c finds
 * places and text in the source again, fault.c puts libyaml's refusals into
 * words of ours, quote.c sets the quotes that a value lacks. */
#ifndef YAML_YAML_INT_H
#define YAML_YAML_INT_H

#include "yval.h"

#include <yaml.h>

enum { YAML_MAX_DEPTH = 32 };

/* A cursor over the text that follows libyaml's marks, which count characters
 * from 0. Marks nearly always ask forwards. */
struct cursor {
	const struct text *t;
	size_t off;         /* byte in t->s */
	size_t index;       /* characters before it */
	uint32_t line, col; /* from 0, '\n' alone ends lines */
};

/* A collection that is still open. */
struct frame {
	struct yval *val;
	bool flow; /* [ ] or { } */
	bool cut;  /* a '#' that was reported has taken the rest of a line away */
	VEC(struct yval *) items;
	VEC(struct ypair) pairs;
	bool has_key; /* Y_MAP: pair waits for its value */
	struct ypair pair;
};

struct yparse {
	struct arena *arena; /* of the values */
	struct arena *texts; /* of what they say */
	struct diags *diags;
	const struct text *t;
	struct cursor cur; /* stands at the start of the event in hand; look ahead with a copy */
	yaml_parser_t parser;
	struct frame stack[YAML_MAX_DEPTH];
	size_t depth;
	struct yval *root;
	bool has_document;     /* one was opened */
	bool swallowed;        /* a quote has taken keys in: what is left is not the document */
	uint32_t refused_line; /* of the last alias, anchor or tag that was reported; 0: none */
	pos long_quote;        /* the last quoted scalar that runs over lines; src NULL: none */
	size_t long_quote_off; /* its byte in the text */
	str long_quote_mark;   /* its quote */
};

/* Moves to a mark (clamped to the text) and returns the byte there. */
size_t cursor_seek(struct cursor *c, size_t index);
/* Moves to a byte. */
void cursor_seek_byte(struct cursor *c, size_t off);
/* Where the cursor stands in the file, for a run of len characters. */
pos cursor_pos(const struct cursor *c, size_t len);

/* Place of an event: as long as it is on its first line. */
pos yaml_event_pos(struct yparse *y, const yaml_event_t *e);
/* The text of a scalar, a slice of the source where that is possible. */
struct text yaml_scalar_text(struct yparse *y, const yaml_event_t *e);
/* True when the text has line ends of Unicode's that YAML would not keep (reported). */
bool yaml_refuse_odd_breaks(struct yparse *y);
/* quote.c: the quotes that the value around byte off of the text lacks, and the quote
 * that the one opening there lacks; not given where that is not certain. keep_hash:
 * what looks like a comment is text. */
struct edit yaml_quote_edit(struct yparse *y, size_t off, bool keep_hash);
struct edit yaml_close_edit(struct yparse *y, size_t off);
/* value in quotes, of the sort that needs no escapes if there is one. */
str yaml_quoted(struct arena *a, str value);
size_t yaml_indent(str line); /* spaces at its start */
bool yaml_swallows_key(str lines, uint32_t col);
/* Reports what stopped libyaml. */
void yaml_report_fault(struct yparse *y);

/* no_key.c -------------------------------------------------------------------- */
/* The key whose text of several lines the line with byte off (its first letter) belongs
 * to: `key:` without a bar above deeper lines (D_YAML_NO_BAR), `key: |` above lines that
 * are no deeper (D_YAML_BODY_INDENT). False: neither. */
bool yaml_text_key(str text, size_t off, str *key, enum diag_code *code);
/* "trich_yeu: Số hóa" of "trich_yeu = Số hóa" or "trich_yeu Số hóa"; empty: no key opens
 * the line. */
str yaml_meant_key(struct arena *a, str line);

#endif
