/* cli/fresh.h: what needs to be built, and why; and what is remembered of it.
 *
 * Three questions, each asked only where the one before leaves it open:
 *
 *  1. Has anything changed that documents share: the list of files, the YAML of the
 *     tree, the templates, the program? If not, a document is as it was when its own
 *     files and its outputs are, and no YAML is parsed for that: stat data of all
 *     files, and the bytes of those whose stat data differ (fresh_open()).
 *  2. Else the heads are read, and each document's uses (base/uses.h) are asked
 *     again: the file, the default, the citation, the template. Where all answers
 *     are what they were, the document is (fresh_ask()).
 *  3. Else it is built, and written when the bytes differ.
 *
 * A document with findings is not left alone at question 2: places in shared files
 * may have moved. At question 1 its findings are told again as they were. */
#ifndef CLI_FRESH_H
#define CLI_FRESH_H

#include "record.h"
#include "session.h"

enum why {
	WHY_NEW,     /* nothing is known of it */
	WHY_ASKED,   /* --rebuild */
	WHY_PROGRAM, /* another program, or other libraries */
	WHY_FAILED,  /* it had errors or warnings: told anew */
	WHY_FAULTY,  /* it has some now, or may not be built here */
	WHY_FILE,
	WHY_FIRST,  /* another row is the first of its text */
	WHY_ROW,    /* its row of a file of rows */
	WHY_NAMES,  /* a pattern of names matches others */
	WHY_BOOKED, /* its line in a register */
	WHY_OFFICE, /* another folder is its agency's */
	WHY_DEFAULT,
	WHY_CITED,
	WHY_TEMPLATE,
	WHY_TARGET,  /* it was not built to this sort of file (--to) */
	WHY_LAID,    /* another LibreOffice, other fonts, or other options for it */
	WHY_MISSING, /* an output is not there */
	WHY_EDITED   /* an output is not what was written */
};
enum change { CHANGE_DIFFERS, CHANGE_NEW, CHANGE_GONE, CHANGE_MOVED };

struct reason {
	enum why why;
	enum change change;
	str name, where; /* as in struct use; an output: its path */
	str before;      /* CHANGE_MOVED: where it stood then */
};

/* What is to be done with a job. */
struct fate {
	bool clean;                  /* nothing */
	bool outputs_whole;          /* what it made last is there, unchanged */
	const struct cache_doc *was; /* NULL: unknown */
	VEC(struct reason) why;      /* not clean: why not */
};

struct fresh {
	struct session *s;
	struct cache cache;
	int out_fd; /* the folder of results; -1: not there yet */
	struct digest program;
	uint64_t pages, pdf; /* as cache_doc has them, of this run */
	bool shared_same;    /* question 1, but for own files */
	bool touched;        /* stamps in the cache were renewed */
	uint8_t *changed;    /* beside cache.files */
	struct fate *fates;  /* beside s->jobs */
	VEC(str) pruned;     /* files that were removed */
	VEC(str) told;       /* and those that nobody makes any more */
	bool orphans;        /* there were some: what became of their sources is to be asked */
};

/* Reads the cache and holds all files against it. */
void fresh_open(struct fresh *f, struct session *s, struct arena *a);
/* Question 1 for all jobs; true: every one is clean. */
bool fresh_all_clean(struct fresh *f);
/* Question 2 for those that are not; heads and styles are read by now. */
void fresh_ask(struct fresh *f);
void fresh_close(struct fresh *f);

/* The findings of a clean job, as they were. */
void fresh_findings(struct fresh *f, size_t job, struct diags *d);

/* Remembers this run: records beside s->jobs (bytes of record_write(); empty: nothing
 * is known, or the job was clean). quiet: nothing was wrong with what documents
 * share. A cache that can't be written is no error. What is to be told of files
 * that nobody makes any more goes to d; with --prune they are removed. */
void fresh_save(struct fresh *f, const str *records, bool quiet, struct diags *d);

/* A reason in words, for people. */
void fresh_reason(struct buf *out, const struct reason *r, enum diag_lang lang);
/* Whether an output is of a sort that this run makes. */
bool fresh_is_asked(const struct session *s, str path);
/* The path of an output as it was given: "out/a/b.docx". */
str fresh_output_path(const struct session *s, struct arena *a, str path);

#endif
