/* cli/notice.h: being told by the kernel (inotify) that something in folders has
 * changed. Knows folders and names only; what a change means others find out. */
#ifndef CLI_NOTICE_H
#define CLI_NOTICE_H

#include "../base/buf.h"
#include "../base/diag.h"

enum {
	NOTICE_CHANGED = 1, /* something was written, made or removed */
	NOTICE_GONE = 2,    /* a file is gone, or half-written: it will be whole in a moment */
	NOTICE_FOLDERS = 4  /* folders came or went, or events were lost: scan again */
};

struct notice {
	int fd; /* to be polled; -1: not open */
	const char *roots[3];
	size_t n_roots;
	const char *except; /* a folder that is not looked at (results), or NULL */
	char **watched;     /* by watch descriptor: the folder, as the last scan met it */
	int n_watched;
	struct buf folders; /* where something has happened: paths, each with its NUL */
	bool anywhere;      /* … too much of it to say where */
};

/* Opens it. False: the reason is in d. */
bool notice_open(struct notice *n, struct diags *d);
void notice_close(struct notice *n);
/* A folder, with all below it, from the next scan on. path must last. */
void notice_add(struct notice *n, const char *path);
/* Watches every folder there is now and forgets those that are gone. A root that is
 * missing is no error: *whole says whether all were there. False: the kernel's
 * limit is reached, which is in d. */
bool notice_scan(struct notice *n, bool *whole, struct diags *d);
/* Takes what has happened so far, without waiting: NOTICE_… bits. Names that editors
 * and programs use for themselves (".x.swp", "x~", "4913") don't count. */
unsigned notice_take(struct notice *n);
/* From now on n->folders is collected anew: whoever reads the tree after this call
 * and looks again into these folders, relative to roots[0], has seen all that had
 * happened when notice_take() was last called. */
void notice_begin(struct notice *n);

#endif
