/* cli/ask.h: questions to the person at the terminal, and answers given with the call
 * (--dat key=value) in their place. Nothing is written before all are answered, so that
 * Ctrl-C and Ctrl-D leave nothing behind. */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "args.h"

struct ask {
	const struct options *o;
	struct arena *arena;
	bool terminal; /* somebody is there */
	bool stopped;  /* Ctrl-D: there will be no more answers */
};

void ask_init(struct ask *q, struct arena *a, const struct options *o);
/* Prints a line for the person; nothing without a terminal. */
void ask_say(struct ask *q, str text);
/* What --dat says of a key, from its i-th value on; false: no more. */
bool ask_given(const struct ask *q, const char *key, size_t i, str *value);
/* A line that the person types, trimmed; empty: nothing was typed, or nobody is there. */
str ask_line(struct ask *q, str question);
/* The answer for a key: --dat, else the person's. */
str ask_value(struct ask *q, const char *key, str question);
/* The same, as many as there are: --dat of that key, else lines up to an empty one. */
size_t ask_values(struct ask *q, const char *key, str question, str **values);

#endif
