/* cli/build_int.h: the state of a build, shared by build.c and afterwards.c. */
#ifndef CLI_BUILD_INT_H
#define CLI_BUILD_INT_H

#include "build.h"
#include "output.h"

struct result {
	bool done;
	unsigned counts[DIAG_SYSTEM + 1];
	struct buf text;
	struct buf cited;  /* as citations_collect() wrote them */
	struct buf found;  /* as slip_take() wrote it */
	struct buf record; /* as record_write() wrote it; empty: nobody knows */
};

struct build {
	struct session *s;
	struct report *r;
	struct result *results; /* by job */
	uint32_t *todo;         /* jobs that are not as they were */
	size_t n_todo, n_done, n_printed;
	struct tally tally;
	struct output output; /* a worker's own */
	struct buf mends;     /* edits of --fix, as mend_take() wrote them */
	struct diags judged;  /* findings on citations */
};

/* afterwards.c; in this order, each only where the options ask for it. */
void build_convert(struct build *b);         /* LibreOffice */
void build_judge_citations(struct build *b); /* between documents */
void build_write_slips(struct build *b);     /* --phieu */
void build_print_waivers(struct build *b);   /* behind all other findings */
void build_mend(struct build *b);            /* --fix: when nobody reads the sources any more */
void build_remember(struct build *b);        /* the cache, --why, --summary, --depfile */

#endif
