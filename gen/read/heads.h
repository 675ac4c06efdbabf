/* read/heads.h: heads that were read before, for a reader that comes again.
 *
 * Parsing a thousand heads takes half of a build that has one document to make. Who
 * reads the same tree again keeps them here: what was parsed is taken again where a
 * file has the same bytes, and the document made of it where the defaults above it
 * have too.
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
	unsigned defaults;     /* … with this chain of defaults */
	struct diags doc_said; /* … and what that says */
	/* Of defaults: a number of these and all above them, another one whenever any has
	 * changed; and that of those above alone, 0: there are none. */
	unsigned chain, above;
};

struct heads {
	struct arena *arena;
	VEC(struct parsed *) list; /* those before n_sorted by path */
	size_t n_sorted;           /* those behind it came in this reading */
	unsigned chains;           /* how many have been numbered */
};

/* The head with that path and bytes; NULL: none. */
struct parsed *heads_find(const struct heads *h, str path, str bytes);
/* A new one, in place of what was known of the path. */
struct parsed *heads_add(struct heads *h, str path, str bytes);
/* The number of the chain that ends in defaults (NULL: they could not be read), below one
 * of that number (0: none). */
unsigned heads_chain(struct heads *h, struct parsed *defaults, unsigned above);
/* The reading is over. */
void heads_end(struct heads *h);

#endif
