/* cli/git.h: asking git, without a shell.
 *
 * git is called under settings with which nothing of the repository runs (hooks, filters,
 * programs of its config), nothing is fetched, and no file of it is written. */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include "../base/arena.h"
#include "../base/buf.h"

/* git -C dir, with the arguments up to NULL. What it prints goes behind out. Returns its
 * exit status; -1: it could not be started (errno). */
int git_ask(const char *dir, const char *const *more, struct buf *out);

/* Objects of a repository, many of them from one process of git. They are bytes as git
 * keeps them: no filter, no line ends. */
struct git_objects;
struct git_object {
	str id, type; /* "blob", "tree", "commit" */
	size_t size;
};
/* Of the repository that dir lies in. git starts when something is asked. */
struct git_objects *git_objects_open(struct arena *a, const char *dir);
void git_objects_close(struct git_objects *g); /* NULL is fine */
/* What git knows by a name, as "COMMIT:path"; out lives in a. False: there is none, the
 * name has a line end in it, or git is gone. */
bool git_objects_find(struct git_objects *g, struct arena *a, str name, struct git_object *out);
/* The bytes of an object, not more than max. False: it is not there, or is bigger. */
bool git_objects_read(struct git_objects *g, struct arena *a, str id, size_t max, str *bytes);

#endif
