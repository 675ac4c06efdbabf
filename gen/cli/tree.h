/* cli/tree.h: the source root: which files it holds, and their bytes.
 *
 * Nothing outside the root is ever read: paths come in normalised (no '..'),
 * folders are opened one by one without following links, and a link is taken
 * only when what it stands for lies inside the root. */
#ifndef CLI_TREE_H
#define CLI_TREE_H

#include "../base/diag.h"
#include "../cache/stamp.h"
#include "../read/read.h"

/* Bytes that stand in place of a file's, to see what would come of them. */
struct patch {
	str path, bytes;
};

/* Files that stand in no folder (those of a commit): read by their number in the tree. */
struct tree_store {
	void *ctx;
	enum load_result (*load)(
	    void *ctx, struct arena *a, size_t file, size_t max_bytes, str *bytes, str *why);
};

struct tree {
	int fd;           /* the root, open for reading */
	const char *real; /* its absolute path, links resolved; NULL: files are in a store */
	str *files;       /* every file below, relative, sorted by bytes */
	size_t n_files;
	struct stamp *stamps; /* [n_files], of what a link stands for */
	str *mau;             /* folders called _mau, relative; the longest path first */
	size_t n_mau;
	bool partial; /* something could not be read: what is not there may be in it */
	bool plain;   /* no links, nothing to report: a folder's files tell all of it */
	const struct patch *patch;      /* NULL: none */
	const struct tree_store *store; /* where its files are; NULL: in the folder */
};

/* Opens dir and lists it. False when that can't be done; the reason is in d. */
bool tree_open(struct tree *t, struct arena *a, const char *dir, struct diags *d);
/* The same when it was listed before (t may be closed since) and nothing but files right
 * in these folders may have come, gone or changed: paths below dir, "" is dir itself. */
bool tree_open_again(struct tree *t, struct arena *a, const char *dir, const struct tree *before,
    const str *folders, size_t n, struct diags *d);
void tree_close(struct tree *t);
/* A tree of these files, sorted by bytes, each path as it may stand below a root: no
 * empty, hidden or '..' part. Nothing is opened, and nothing can fail. */
void tree_open_store(
    struct tree *t, struct arena *a, const str *files, size_t n, const struct tree_store *store);

/* The place of that path in t->files; t->n_files: the walk has not met it. */
size_t tree_find(const struct tree *t, str path);

/* Reads a file of the tree, as a loader of read/ does. stamp gets the state that it
 * was read in, not to be trusted when it could not be; NULL: nobody asks. */
enum load_result tree_load(const struct tree *t, struct arena *a, str path, size_t max_bytes,
    str *bytes, str *why, struct stamp *stamp);

/* A path through links inside the tree, as the file that it stands for: a rename would put a
 * file in the link's place. */
str tree_real_path(const struct tree *t, struct arena *a, str path);

/* Reads the file `path` below the open folder dir_fd; links are followed. For
 * folders that are trusted (templates). Takes at most max_bytes. */
enum load_result tree_read_at(int dir_fd, struct arena *a, str path, size_t max_bytes, str *bytes,
    str *why, struct stamp *stamp);

/* The folder of a path: "a/b" of "a/b/c", "" of "c". */
str tree_dir(str path);
/* folder is dir itself or above it; "" is above all. */
bool tree_is_above(str folder, str dir);

#endif
