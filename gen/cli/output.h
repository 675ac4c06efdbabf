/* cli/output.h: files appear whole or not at all.
 *
 * Bytes go to a temporary name in the target's folder and take the final name
 * by rename(2): whoever looks sees the old file or the new one, whenever the
 * program crashes or is killed. They are not synced: a power cut is left to the
 * file system, and what is lost is built again from its sources (sources that
 * check --fix mends are synced, in mend.c). What a killed run left behind is
 * swept away by the next that writes there. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "../base/arena.h"
#include "../base/str.h"
#include "../cache/stamp.h"

struct output {
	const char *root;    /* --out */
	struct arena *arena; /* of the run; remembers the folders seen */
	bool durable;        /* files are synced, and so is each name before the next one is taken;
				they keep the mode of those they replace */
	VEC(str) swept;
};

/* What we wrote last under a name. */
struct out_was {
	struct stamp stamp;
	uint64_t sum, size; /* cache_sum() */
	bool known;
};

struct out_file {
	str path; /* below the root, "a/b.docx" */
	str bytes;
	bool made; /* of the sources: what stands in the way may be somebody's work */
	struct out_was was;
	char *tmp;          /* its temporary name while there is one; else NULL */
	struct stamp stamp; /* once it is written; zero: another build wrote there since */
	bool written;       /* it has its name */
	str kept;           /* the name that a file edited by another program has now; or empty */
};

void output_init(struct output *o, struct arena *a, const char *root);
/* Writes all the files, or none of them unless taking a name fails; they take their names
 * in the order given.
 * A file in the way that somebody has worked on takes another name first: a DOCX that
 * another program has packed; of those that are `made`, a web page, text or PDF that is
 * not what was written last, nor says of itself that it was made here. False: *failed is the one
 * that could not be written and *error the errno; those before it may have their names
 * (`written`). Signals that end the program wait until no temporary file is left. */
bool output_write(
    struct output *o, struct arena *a, struct out_file *files, size_t n, str *failed, int *error);

#endif
