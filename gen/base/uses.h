/* base/uses.h: what a document was made of.
 *
 * While a document is read and laid out, every question it asks of the world
 * beside its own bytes is written down with a digest of the answer:
 *
 *	USE_FILE      a file it loaded: the body, a CSV, a picture, its own YAML.
 *	              name: its path below the source root; digest: the git blob id
 *	              of its bytes (use_blob()); USE_NOTHING: it could not be loaded
 *	USE_NAMES     a pattern of file names. name: the pattern, from the source
 *	              root; digest: of the names that it matches (uses_names())
 *	USE_DEFAULT   a key that it takes from a _mac-dinh.yaml. name: the key
 *	              ("co_quan"), or "nguoi_ky.TEN" for a signer; digest: the value
 *	USE_CITED     an id it cites. name: the id; digest: all that a citation can
 *	              say of it (model/cited_list.h); USE_NOTHING: there is none
 *	USE_BOOKED    the line that a register has of it, asked when it has no lock.
 *	              name: its id; digest: the line; USE_NOTHING: there is none
 *	USE_OFFICE    the folder whose agency keeps its register. name: that folder
 *	USE_ROW       the row of lap_theo that it is made of. name: the file of rows;
 *	              digest: what the row says
 *	USE_FIRST     whether its row is the first, with which the faults of the text
 *	              are told. name: the id of the text; USE_NOTHING: it is not
 *	USE_TEMPLATE  a file of the templates, all layers laid over each other.
 *	              name: "vai.yaml", "loai/ke-hoach.yaml"; digest: its values,
 *	              without comments and layout; USE_NOTHING: there is none
 *
 * The stages have no other way to those things than the functions that write
 * them down: the loader (cli/sources.h), read/'s inheritance, corpus_cite(),
 * style_type() and its like. So a document whose uses all give the same answers
 * would come out the same, and none can be forgotten. tests/rooms.py keeps the
 * ways around them closed.
 *
 * The same list says what the file was made from: its own files by blob id, the
 * values used of shared files, and its row of a file of rows, by digest. */
#ifndef BASE_USES_H
#define BASE_USES_H

#include "arena.h"
#include "digest.h"
#include "str.h"

enum use_kind {
	USE_FILE,
	USE_DEFAULT,
	USE_CITED,
	USE_TEMPLATE,
	USE_NAMES,
	USE_BOOKED,
	USE_OFFICE,
	USE_ROW,
	USE_FIRST,
	USE__COUNT
};

struct use {
	enum use_kind kind;
	str name;
	str where;            /* the file that the answer stands in; may be empty */
	struct digest digest; /* USE_FILE: 20 bytes, then zeros */
};

struct uses {
	struct arena *arena; /* names are not copied: they live as long as it does */
	VEC(struct use) list;
	uint32_t *slots; /* places in a long list, from 1 on, by hash; 0: free */
	size_t n_slots, n_hashed;
};

void uses_init(struct uses *u, struct arena *a);
/* Writes a use down, once for each kind and name. answer NULL: nothing is there.
 * u NULL: nobody wants to know. */
void uses_add(struct uses *u, enum use_kind kind, str name, str where, const struct digest *answer);
/* The digest of some names, in their order. */
void uses_names(struct arena *a, const str *names, size_t n, struct digest *out);
/* By kind, then name, so that two lists can be compared. */
void uses_sort(struct uses *u);
bool use_is_nothing(const struct use *u);
bool use_same(const struct use *x, const struct use *y); /* kind, name and answer */

/* A git blob id (forty digits) as the digest of a USE_FILE, and back. */
void use_blob_read(str id, struct digest *out);
str use_blob(struct arena *a, const struct digest *d);

#endif
