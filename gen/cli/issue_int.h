/* cli/issue_int.h: what the files of `vanban ban-hanh` share. issue.c is the way through
 * it, issue_try.c the document as it will be, issue_book.c its lines in registers.
 *
 * A text that is made for many (lap_theo) is issued with all its documents at once: under
 * one number, which has one line, or with a number and a line for each. */
#ifndef CLI_ISSUE_INT_H
#define CLI_ISSUE_INT_H

#include "../archive/lock.h"
#include "output.h"
#include "session.h"

/* A document that is issued. */
struct issued {
	const struct job *job;
	str chu; /* first digits of the digest of its text */
};

struct issuing {
	struct arena *a;
	const struct options *o;
	struct report *r;
	struct diags d;
	/* Of the document as it is: */
	struct session was;
	const struct job *job; /* of a series the first */
	str id;                /* of a series, that of its text */
	bool series, own;      /* own: each of its documents has a number */
	str file;              /* its YAML, byte for byte */
	/* What it gets: */
	str *so; /* of each agency; empty: it has no number */
	size_t n_agencies;
	str so_tu; /* the first number of a series that is counted; empty: as it is */
	str ngay;
	/* Of the document as it will be: */
	struct session will;
	struct patch patch;
	struct issued *after; /* itself, or each of the series */
	size_t n_after;       /* 0: it is not sound */
	struct lock lock;
	struct out_file *files; /* registers, then the lock, then the source */
	str *was_there;         /* of registers: as they were read; p NULL: none was there */
	size_t n_files;
};

static inline bool
issue_failed(const struct issuing *i)
{
	return diags_failed(&i->d);
}

/* Whether the tree as it is has that file. */
bool issue_has_file(const struct issuing *i, str path);
/* Takes what the machine refused while s was opened. A file that can't be read may be a
 * register, a lock, or the defaults of an office that has one: what is not seen is not taken
 * for what is not there. */
bool issue_machine_failed(struct issuing *i, const struct session *s);

/* Reads the tree with the edited source in it, builds the document, and makes its lock. */
void issue_try(struct issuing *i);
/* Makes the registers with its lines, in i->files. */
void issue_book(struct issuing *i);

#endif
