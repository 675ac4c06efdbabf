/* read/heads.h: heads that were read before, for a reader that comes again.
 *
 * Parsing a thousand heads takes half of a build that has one document to make. Who
 * reads the same tree again keeps them here: what was parsed is taken again where a
 * file has the same bytes, and the document made of it where all defaults have too.
 * What comes of it is the same as if all were read anew; so is what is reported. */
#ifndef READ_HEADS_H
#define READ_HEADS_H

#include "../yaml/yval.h"
#include "read.h"

/* One YAML file. */
struct parsed {
	str path, bytes;
	struct yval *map; /* as load_map() gives it; with what it says */
	bool empty;
	bool fresh; /* it came in this reading */
	struct diags said;
	struct doc *doc;       /* as read_document() left it; NULL: not kept, or taken since */
	unsigned defaults;     /* … with the defaults of this count */
	struct diags doc_said; /* … and what that says */
};

struct heads {
	struct arena *arena;
	VEC(struct parsed *) list;    /* those before n_sorted by path */
	size_t n_sorted;              /* those behind it came in this reading */
	VEC(struct parsed *) folders; /* the defaults of the last reading */
	unsigned defaults;            /* counts how often those have changed */
};

/* The head with that path and bytes; NULL: none. */
struct parsed *heads_find(const struct heads *h, str path, str bytes);
/* A new one, in place of what was known of the path. */
struct parsed *heads_add(struct heads *h, str path, str bytes);
/* The defaults of this reading: NULL stands for a file that could not be read. Are they
 * others than those of the last reading, no document is taken from it. */
void heads_set_folders(struct heads *h, struct parsed *const *v, size_t n);
/* The reading is over. */
void heads_end(struct heads *h);

#endif
