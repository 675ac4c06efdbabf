/* read/read.h: sources → model. The only room that knows cmark-gfm and our keys.
 *
 * Two steps, since documents cite each other: read_corpus() reads every YAML
 * file of the tree (heads, defaults, catalogues; bodies are loaded later), and
 * read_bodies() parses the Markdown of one document. Both report everything
 * they find and go on. */
#ifndef READ_READ_H
#define READ_READ_H

#include "../base/diag.h"
#include "../model/doc.h"

enum load_result {
	LOAD_OK,
	LOAD_MISSING,
	LOAD_OUTSIDE,  /* would leave the source root ('..' or a symlink) */
	LOAD_NOT_FILE, /* a folder, a device */
	LOAD_TOO_BIG,
	LOAD_DENIED /* the system's reason is in *why */
};

/* The outside world: how a room gets a file's bytes. Paths are relative to the
 * source root, with '/', already normalised (no '.' or '..' left). */
struct loader {
	void *ctx;
	enum load_result (*load)(
	    void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why);
	/* Every path below the root, sorted by bytes, for did-you-mean; may be empty. */
	const str *files;
	size_t n_files;
	/* Told which files a pattern matched; NULL: nobody wants to know. */
	void (*matched)(void *ctx, str pattern, const str *found, size_t n);
	struct heads *heads; /* heads are kept in it for the next reading; NULL: nowhere */
};

/* Room for what read_corpus() reads, for another read_corpus() with the same arena,
 * whose result is the same as without; also when files have changed in between. */
struct heads *read_heads_new(struct arena *a);

/* files: every file path below the root, sorted by bytes (main lists them). All
 * heads are read whatever is to be built, for citations. */
struct corpus *read_corpus(
    struct arena *a, const struct loader *ld, const str *files, size_t n_files, struct diags *d);

/* Loads and parses the bodies of doc: noi_dung, and that of every appendix
 * and attached text, with the files, tables, CSVs and images they name.
 * Their blocks, runs and tables live in nodes, the texts and images in these in a.
 * Returns false when something was reported that stops the document. */
bool read_bodies(struct arena *a, struct arena *nodes, const struct loader *ld, struct doc *doc,
    struct diags *d);
/* Leaves the blocks of all these bodies out of doc again: whoever needs them no
 * longer may free `nodes`. */
void forget_bodies(struct doc *doc);

/* The files that a pattern (a path from the root, with * and ?) matches, folder by
 * folder, sorted by bytes; hidden ones only when a dot is typed. Their number. */
size_t read_matching(struct arena *a, const struct loader *ld, str pattern, str **found);
/* A whole date as writers type it, 2022-05-11 or 11/5/2022: a day that there is. */
bool read_whole_date(str typed, struct date *out);

const char *read_cmark_version(void);

/* --- inside the room ------------------------------------------------- */

/* Markdown → blocks. base_dir: where relative paths start. */
struct markdown_ctx {
	struct arena *arena;
	struct arena *nodes; /* of the blocks, and what hangs in them but texts and images */
	const struct loader *loader;
	struct diags *diags;
	str base_dir;
	const struct doc *doc; /* whose text it is */
};
struct block *read_markdown(struct markdown_ctx *m, const struct text *md);

/* Resolves `name` as typed in a file of folder `dir`: false when it leaves the
 * root (reported by the caller). */
bool read_path(struct arena *a, str dir, str name, str *out);

/* A file that a source names: resolves `name`, typed at `at` in a file of
 * folder `dir`, and loads it. *path gets its path from the root. False, and
 * reported at `at`, when the name leaves the root, is not made of a–z 0–9 - .
 * or a leading _, or the file is missing (with the nearest name), too big, or
 * not to be read. */
bool read_file(struct arena *a, const struct loader *ld, str dir, str name, pos at,
    size_t max_bytes, struct diags *d, str *path, str *bytes);

#endif
