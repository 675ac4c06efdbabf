/* cli/layers.h: where templates come from, strongest first: --templates, the
 * _mau/ folders of the tree from the document's folder up, the program's own. */
#ifndef CLI_LAYERS_H
#define CLI_LAYERS_H

#include "../style/style.h"
#include "sources.h"
#include "tree.h"

/* Templates that are not in the folder of that name but in a commit: the paths of the
 * tree begin with the name, as those of a _mau/ do. */
struct layer_tree {
	struct tree tree;
	struct sources sources;
};

/* The program's own, as messages print them. */
#define LAYERS_BASE "templates"

struct layers {
	const struct tree *tree;
	struct sources *sources;               /* notes what is read */
	int base, extra;                       /* folders; extra is --templates, or -1 */
	struct layer_tree *base_at, *extra_at; /* in their place; or NULL */
	const char *base_name;                 /* as messages print them */
	const char *extra_name;
};

/* Finds the program's templates (beside the executable, or where it was
 * installed) and opens extra (NULL: none). False: the reason is in d. */
bool layers_open(struct layers *l, struct arena *a, const struct tree *tree,
    struct sources *sources, const char *extra, struct diags *d);
/* The folder of the program's own templates; NULL: it is not there. */
const char *layers_base_path(struct arena *a);
void layers_close(struct layers *l);
/* The folder that templates of an origin (CACHE_OWN_MAU, CACHE_EXTRA_MAU) are in; -1: none. */
int layers_fd(const struct layers *l, uint32_t origin);

/* The layers for a document in folder dir, in *out (living in a). */
void layers_for(
    const struct layers *l, struct arena *a, str dir, struct style_layer **out, size_t *n);
/* The nearest _mau/ on the way from dir up (its place in tree->mau), or -1.
 * Documents with the same answer share a style. */
int layers_nearest_mau(const struct layers *l, str dir);
/* Ids of the sets that there are ("nd30"), over all layers of dir. */
void layers_sets(const struct layers *l, struct arena *a, str dir, str **ids, size_t *n);

#endif
