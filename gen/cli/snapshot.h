/* cli/snapshot.h: the sources and templates of a commit, as a session reads them.
 *
 * Nothing is checked out: files are read where git keeps them, byte for byte, when they
 * are asked for. So nothing of the user's is touched, no filter or hook runs, nothing lies
 * about afterwards however the program ends, and no path of a commit is ever one here.
 * What a folder would hide or refuse is not there either: hidden names, '..', submodules,
 * what is no UTF-8; a link is there and can't be read. */
#ifndef CLI_SNAPSHOT_H
#define CLI_SNAPSHOT_H

#include "args.h"
#include "git.h"
#include "layers.h"
#include "tree.h"

/* A repository, and where in it that which a session reads stands. */
struct repository {
	const char *dir; /* a folder in it, for git */
	struct git_objects *objects;
	bool shallow; /* its history is cut off */
	str sources;  /* path of the source root from its top; empty: the top itself */
	bool has_base, has_extra;
	str base, extra; /* the same of the program's templates and of --templates, if
			    they stand in it */
};

/* The repository of sources, a folder; o says which --templates. False: git is not there,
 * or knows of no repository here. Close it then too. */
bool repository_open(
    struct repository *r, struct arena *a, const char *sources, const struct options *o);
void repository_close(struct repository *r);
/* "COMMIT:path" of a file or folder by its path from the source root. */
str repository_name(const struct repository *r, struct arena *a, str commit, str path);

struct snapshot {
	struct tree sources;
	struct layer_tree *base, *extra; /* NULL: those at hand */
};

/* A commit, by its id. Templates that it does not have are those at hand. What it holds
 * lives in a, and needs r. False: it has no such sources. */
bool snapshot_open(struct snapshot *s, struct arena *a, const struct repository *r, str commit,
    const struct options *o);

#endif
