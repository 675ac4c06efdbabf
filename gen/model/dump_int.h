/* model/dump_int.h: what the two files of the dump share. */
#ifndef MODEL_DUMP_INT_H
#define MODEL_DUMP_INT_H

#include "../base/buf.h"
#include "doc.h"

struct dump {
	struct buf *out;
	int depth; /* two blanks each */
};

/* Opens a line: the indentation and a name. The caller ends it. */
void dump_start(struct dump *d, const char *name);
/* A whole line with nothing but a name. */
void dump_title(struct dump *d, const char *name);
void dump_quoted(struct dump *d, str s);
/* Lines "name: …"; what is absent makes none. */
void dump_str(struct dump *d, const char *name, str s);
void dump_word(struct dump *d, const char *name, const char *word);
void dump_val(struct dump *d, const char *name, const struct val *v);
void dump_flag(struct dump *d, const char *name, bool on);
void dump_number(struct dump *d, const char *name, long n);
void dump_vals(struct dump *d, const char *name, const struct val *v, size_t n);
void dump_lines(struct dump *d, const char *name, const struct lines *l);

/* dump_body.c */
void dump_body(struct dump *d, const struct body *b);

#endif
