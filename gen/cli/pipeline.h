/* cli/pipeline.h: one document, from its head to its file. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "../layout/plan.h"
#include "fresh.h"
#include "output.h"
#include "session.h"

/* The plans of a document: its bodies read, its rules checked, laid out. NULL
 * when something in d stops it. With decree, the rules of check run too. What the
 * document used is in s->uses from then on, until the next document. The
 * blocks of its bodies stay with decree, for the rules over all documents; else they are
 * gone when it returns, so that they do not stand beside the parts. */
struct plan **pipeline_plans(struct session *s, const struct job *j, bool decree, struct arena *a,
    size_t *n, struct diags *d);
/* The same up to the plans, whose files do not say yet where they come from; the blocks
 * of j->doc stay, in nodes. */
struct plan **pipeline_lay(struct session *s, const struct job *j, bool decree, struct arena *a,
    struct arena *nodes, size_t *n, struct diags *d);
/* Takes out of d what was told already, of the first of several documents of one text. */
void pipeline_leave_out(const struct diags *told, struct diags *d);
/* The parts of a plan, verified. False: a fault of ours, in d. */
bool pipeline_parts(struct session *s, const struct job *j, const struct plan *p, struct arena *a,
    struct parts *parts, struct diags *d);
/* Tells in d of a secret document (do_mat) where s says that none may be made. */
void pipeline_refuse_secret(const struct session *s, const struct job *j, struct diags *d);
/* A file of a plan, of any sort but TO_PDF. False: what went wrong is in d. */
bool pipeline_file(struct session *s, const struct job *j, const struct plan *p, enum target to,
    struct arena *a, str *bytes, struct diags *d);
/* All of it: `build` writes the files by o, unless the same are there already, or
 * lays them aside where LibreOffice has to see them first (staged.h); `check` stops
 * short of that. What is found is in d; nothing is written when there is an error.
 * *r, living in a, is for the cache. */
void pipeline_run(struct session *s, const struct job *j, struct output *o, struct arena *a,
    struct record *r, struct diags *d);

#endif
