/* cache/cache.h: what the last builds made, and of what: one file in out/.
 *
 * It saves work and never decides what a document says: whatever it does not know
 * for sure is built again. So it may be deleted, cut short or come from another
 * machine; a file that is not whole, of another version or another byte order
 * counts as none.
 *
 *	out/.vanban/cache     the file: a head, tables of fixed rows, the texts
 *	out/.vanban/lock      held while the file is replaced
 *
 * The rows lie in memory as they do in the file; texts are spans of its last
 * part. Every span and number in it has been held against the bounds when
 * cache_read() gives it out. */
#ifndef CACHE_CACHE_H
#define CACHE_CACHE_H

#include "../base/arena.h"
#include "../base/str.h"
#include "../base/uses.h"
#include "stamp.h"

enum { CACHE_VERSION = 2, CACHE_BLOB = 20 };
#define CACHE_NONE UINT32_MAX

struct span {
	uint32_t at, n; /* bytes of the texts */
};

/* Flags of a file. */
enum {
	CACHE_LISTED = 1,      /* the walk over the tree meets it */
	CACHE_SHARED = 2,      /* it was read for all documents: YAML of the tree */
	CACHE_READ = 4,        /* its blob is known; else only that it is there */
	CACHE_OWN_MAU = 8,     /* a template of the program's folder, not of the tree */
	CACHE_EXTRA_MAU = 16,  /* the same of --templates */
	CACHE_UNREADABLE = 32, /* it could not be loaded: not there, too big, … */
};

/* A file that was read, or looked for. Sorted by flags of templates, then path. */
struct cache_file {
	struct span path;
	struct stamp stamp;
	uint8_t blob[CACHE_BLOB];
	uint32_t flags;
};

/* A use (base/uses.h); documents with the same one share the row. */
struct cache_use {
	struct span name, where;
	uint32_t kind;
	uint32_t file; /* USE_FILE: its row in files, or CACHE_NONE */
	struct digest digest;
};

/* A file in out/. */
struct cache_output {
	struct span path;
	struct stamp stamp;
	uint64_t sum, size; /* of its bytes: cache_sum() */
	uint32_t doc;       /* who made it; CACHE_NONE: nobody any more */
	uint32_t unused;
};

/* A document, as it was built last, or failed. Sorted by path, then id: a source may
 * make several. */
struct cache_doc {
	struct span id, path;
	struct digest state;   /* of the tree when that was; zero: not to be relied on */
	struct digest program; /* who built it: its version, that of its libraries */
	uint32_t first_use, n_uses;
	uint32_t first_output, n_outputs;
	struct span findings;      /* as findings_write() made them */
	uint32_t errors, warnings; /* errors > 0: it was not built */
	uint32_t targets;          /* sorts of files that are as its uses say, as bits */
	uint32_t unused;
	/* Which LibreOffice numbered its pages, and which made its PDF (office_sum());
	 * 0: none. */
	uint64_t pages, pdf;
};

struct cache_head {
	char magic[8];
	uint32_t version, order;
	uint64_t sum;        /* of all that follows this number */
	uint64_t size;       /* of the file */
	int64_t saved;       /* stamp_now() then */
	struct digest state; /* of all that documents share */
	uint32_t flags;
	uint32_t n_files, n_uses, n_refs, n_docs, n_outputs, n_text;
	uint32_t unused;
};
/* Flags of the head. */
enum {
	CACHE_QUIET = 1,  /* nothing was wrong with what documents share */
	CACHE_SECRET = 2, /* some document is secret */
	CACHE_EXTRA = 4   /* --templates was given */
};

struct cache {
	struct cache_head *head; /* NULL: there is none */
	struct cache_file *files;
	struct cache_use *uses;
	uint32_t *refs; /* rows of uses, those of a document together */
	struct cache_doc *docs;
	struct cache_output *outputs; /* those of a document together, then nobody's */
	const char *text;
	uint64_t inode; /* of the file, to see whether somebody replaced it */
};

/* Reads the cache of the folder out into a. Never fails: what can't be used is none. */
void cache_read(struct cache *c, struct arena *a, const char *out);
/* The same for one who has read it before: *c is that, rows that were changed since and
 * all, when nobody has replaced the file. */
void cache_read_again(
    struct cache *c, struct arena *a, const char *out, const struct cache *before);
str cache_text(const struct cache *c, struct span s);
/* The document of that id whose YAML is path, or NULL. */
const struct cache_doc *cache_find_doc(const struct cache *c, str path, str id);
/* The order of documents: <0, 0, >0. */
int cache_doc_order(const struct cache *c, const struct cache_doc *d, str path, str id);
/* The row of a file of the tree, or NULL. */
struct cache_file *cache_find_file(const struct cache *c, str path);
/* A use of a document, its texts pointing into the cache. */
struct use cache_get_use(const struct cache *c, const struct cache_doc *d, uint32_t i);

/* A fast sum against damage and edits, not against forgers. */
uint64_t cache_sum(str bytes);

/* ---- Writing ------------------------------------------------------------------ */

/* A cache in the making. Rows are added in their order. */
struct cache_new {
	struct arena *arena;
	struct cache_head head;
	VEC(struct cache_file) files;
	VEC(struct cache_use) uses;
	VEC(uint32_t) refs;
	VEC(struct cache_doc) docs;
	VEC(struct cache_output) outputs;
	VEC(char) text;
	uint32_t *slots; /* uses by hash: row + 1 */
	size_t n_slots;
};

/* like: one that it will be about as large as, or an empty one. */
void cache_new_init(struct cache_new *n, struct arena *a, const struct cache *like);
struct span cache_add_text(struct cache_new *n, str s);
/* The row of a use; the same one for the same use. */
uint32_t cache_add_use(struct cache_new *n, const struct use *use);
/* The file as bytes; files must be sorted (USE_FILEs are looked up in them). */
str cache_pack(struct cache_new *n);

/* Takes the lock; a descriptor for cache_unlock(), or -1 when that can't be had,
 * which costs somebody's work at most. Makes the folder. */
int cache_lock(struct arena *a, const char *out);
void cache_unlock(int lock);
/* Puts the bytes in place of the file, all or nothing. False: errno; whoever reads
 * next works more. */
bool cache_replace(struct arena *a, const char *out, str bytes);
/* The bytes of a cache whose rows were changed in place. */
str cache_repack(struct cache *c);

#endif
