/* cli/record.h: what became of one document, for the cache (cache/cache.h), on its
 * way from the worker to the parent. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include "../base/buf.h"
#include "../base/diag.h"
#include "../base/uses.h"
#include "../cache/stamp.h"

/* A file that was written, or that was there already with the same bytes. */
struct made {
	str path; /* below out/ */
	struct stamp stamp;
	uint64_t sum, size;
};

struct record {
	struct uses uses; /* sorted */
	struct made *made;
	size_t n_made;
	str findings; /* findings_write() */
	uint32_t errors, warnings;
	bool lasting;  /* it would end the same way again; else it is not kept */
	bool staged;   /* LibreOffice goes on with it: its files are not known yet */
	bool written;  /* files were put in place */
	bool portable; /* all findings stand in files of the tree */
};

void record_write(struct buf *out, const struct record *r);
/* Texts are slices of bytes. */
void record_read(struct record *r, struct arena *a, str bytes);

/* Findings as bytes of this very program; system faults are left out. */
void findings_write(struct buf *out, const struct diags *d);
/* Adds them to d. source gives the text that a path stands for, as src_load() made
 * it; it may answer NULL, or be NULL: places have paths and lines then. */
struct findings_source {
	void *ctx;
	const struct src *(*source)(void *ctx, str path);
};
void findings_read(str bytes, const struct findings_source *from, struct diags *d);

#endif
