/* cli/session.h: all that is prepared once, before any document is worked on
 * (and so before the workers are forked): the tree, the heads, what was asked
 * for, the templates. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "../layout/layout.h"
#include "../office/office.h"
#include "../pack/pack.h"
#include "../read/read.h"
#include "../style/style.h"
#include "args.h"
#include "books.h"
#include "layers.h"
#include "sources.h"
#include "tree.h"

/* A document that was asked for. */
struct job {
	str id;
	str path;                  /* of its YAML, relative to the source root */
	struct doc *doc;           /* NULL: its YAML could not be made sense of */
	const struct style *style; /* NULL: its templates could not */
	bool read;                 /* its head was; else doc says nothing */
};

/* Findings of the first document of a source, for those that follow it. */
struct common {
	const struct job *of;
	struct arena *arena;
	struct diags found;
};

struct session {
	const struct options *o;
	struct arena *arena;
	struct tree tree;
	struct layers layers;
	struct sources sources;
	struct loader loader;
	struct corpus *corpus;
	struct job *jobs; /* in the order of their paths */
	size_t n_jobs;
	struct diags heads;         /* findings of reading the heads, of every file */
	struct diags run;           /* findings that belong to no document */
	struct uses *uses;          /* of the document at hand (session_record()) */
	struct common common;       /* pipeline.c's */
	struct fresh *fresh;        /* what need not be built (cli/fresh.h); NULL: no build */
	struct heads *heads_before; /* of session_prepare(); or NULL */
	struct gate *gate;
	struct packer *packer;
	VEC(str) gone;                  /* ids of issued documents that are there no more */
	struct books books;             /* the registers of the tree; of commands that ask them */
	struct office *office;          /* documents go on to LibreOffice; or NULL */
	const struct lay_pages **pages; /* [n_jobs], with --pages: as far as they are known */
	bool under_ci;                  /* a secret document may not be built here, and why */
	str remote;                     /* the git remote of the sources; empty: none */
};

struct fresh;

/* A commit of git in the place of the folders (cli/snapshot.h). */
struct snapshot;

/* What was read of the sources before, for a session of the same options later. */
struct prepared;
/* NULL: they can't be read. What it holds lives in a. */
struct prepared *session_prepare(struct arena *a, const struct options *o);
/* Since then no file of the sources has come, gone or changed but right in these folders,
 * relative to the root. Without this call all may have. The array must last. */
void session_narrow(struct prepared *p, const str *folders, size_t n);

/* Prepares everything. Returns STATUS_BUILT, or the status to leave with when
 * there is nothing to work on; s->run says why. Close it in both cases. When a
 * build finds every document as it left it, no head is read and corpus is NULL. */
int session_open(struct session *s, struct arena *a, const struct options *o);
/* The same with a file of the tree in another form. */
int session_open_patched(
    struct session *s, struct arena *a, const struct options *o, const struct patch *patch);
/* The same from what was prepared (NULL: nothing), which is not read again where it is
 * as it was; once only. a is that of session_prepare(). */
int session_open_prepared(
    struct session *s, struct arena *a, const struct options *o, const struct prepared *before);
/* The same of the sources and templates of a commit. */
int session_open_at(
    struct session *s, struct arena *a, const struct options *o, struct snapshot *at);
void session_close(struct session *s);

/* The answers to USE_ROW and USE_FIRST of a document that is made of a row. */
void session_row(struct arena *a, const struct doc *doc, struct digest *row, struct digest *first);
/* From now on whatever is asked on the way of j is written down in s->uses, which
 * lives in a; its own YAML and the defaults it takes are there at once. */
void session_record(struct session *s, const struct job *j, struct arena *a);
void session_record_end(struct session *s, const struct job *j);

/* Moves the findings on heads that no job will show (defaults, catalogues,
 * broken names) behind s->run, leaving out what lies beside the documents
 * asked for. */
void session_take_loose_findings(struct session *s);
/* The style of the root of the tree, for whoever has no document in hand; NULL, and
 * reported: it can't be loaded. */
const struct style *session_root_style(const struct session *s, struct diags *d);
/* Copies into d the errors on heads of documents asked for, and above them, that an
 * edit mends. */
void session_mendable(const struct session *s, struct diags *d);
/* The first document that was asked for of the same source: others are made from it
 * for further rows of a file (lap_theo). */
const struct job *session_first_of(const struct session *s, const struct job *j);
/* Copies the findings on the head of j into d; those of a source stand with its
 * first document. */
void session_head_findings(const struct session *s, const struct job *j, struct diags *d);

#endif
