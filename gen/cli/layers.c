/* cli/layers.c: templates as a stack of folders.
 *
 * style/ asks each layer in turn for a path like "nd30/loai/ke-hoach.yaml".
 * Folders of the program and of --templates are trusted and read as they are;
 * a _mau/ belongs to the source tree and is read like any source. */
#include "layers.h"

#include "reason.h"

#include "../base/utf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef VANBAN_DATADIR
#define VANBAN_DATADIR "/usr/local/share/vanban"
#endif

enum { MAX_TEMPLATE = 4 << 20 };

static const pos nowhere = { NULL, 0, 0, 0 };

/* One layer: a folder outside the tree, or a _mau/ in it. */
struct folder {
	int fd;
	uint32_t origin; /* of fd: CACHE_OWN_MAU or CACHE_EXTRA_MAU */
	const char *name;
	const struct tree *tree; /* NULL: fd is used */
	struct sources *sources;
	str mau;
	str denied; /* why the last file that is there could not be read */
};

static str
join(struct arena *a, str dir, str path)
{
	return str_fmt(a, "%.*s/%.*s", STR_ARG(dir), STR_ARG(path));
}

static bool
load(void *ctx, struct arena *a, str path, str *shown_path, str *bytes)
{
	struct folder *f = ctx;
	str dir = f->tree ? f->mau : str_z(f->name);
	f->denied = S("");
	*shown_path = join(a, dir, path);
	if (f->tree)
		return sources_load_template(
			   f->sources, a, *shown_path, MAX_TEMPLATE, bytes, &f->denied) == LOAD_OK;
	struct stamp stamp;
	enum load_result result =
	    tree_read_at(f->fd, a, path, MAX_TEMPLATE, bytes, &f->denied, &stamp);
	sources_note_template(f->sources, f->origin, path, result, *bytes, &stamp);
	return result == LOAD_OK;
}

static str
denied(void *ctx)
{
	const struct folder *f = ctx;
	return f->denied;
}

typedef VEC(str) names_vec;

/* Adds name when it ends in .yaml, without that. */
static void
add_yaml(struct arena *a, names_vec *names, str name)
{
	if (str_ends(name, S(".yaml")) && name.p[0] != '.')
		VEC_PUSH(a, names, str_dup(a, str_first(name, name.n - 5)));
}

static void
list_folder(int fd, struct arena *a, str dir, names_vec *names)
{
	int sub = openat(fd, str_cz(a, dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = sub < 0 ? NULL : fdopendir(sub);
	if (!d) {
		if (sub >= 0)
			close(sub);
		return;
	}
	for (struct dirent *e; (e = readdir(d));)
		add_yaml(a, names, str_z(e->d_name));
	closedir(d);
}

static void
list_tree(const struct tree *t, struct arena *a, str dir, names_vec *names)
{
	for (size_t i = 0; i < t->n_files; i++)
		if (str_eq(tree_dir(t->files[i]), dir))
			add_yaml(a, names, str_from(t->files[i], dir.n + 1));
}

static int
compare_names(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

static void
list(void *ctx, struct arena *a, str dir, str **names, size_t *n)
{
	const struct folder *f = ctx;
	names_vec v = { 0 };
	if (f->tree)
		list_tree(f->tree, a, join(a, f->mau, dir), &v);
	else
		list_folder(f->fd, a, dir, &v);
	if (v.n)
		qsort(v.v, v.n, sizeof(str), compare_names);
	*names = v.v;
	*n = v.n;
}

/* ---- Finding the program's own ---------------------------------------- */

static int
open_folder(const char *path)
{
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Templates are told by the set that is always there. */
static int
open_templates(const char *path)
{
	int fd = open_folder(path);
	struct stat st;
	if (fd >= 0 && (fstatat(fd, "nd30", &st, 0) < 0 || !S_ISDIR(st.st_mode))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool
open_base(struct layers *l, struct arena *a)
{
	/* In the checkout (gen/vanban, and gen/build/VARIANT/vanban), installed, and
	 * where `make install` put them when the executable was moved alone. */
	static const char *const beside[] = { "../templates", "../../../templates",
		"../share/vanban/templates" };
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	str dir = tree_dir((str){ exe, n > 0 ? (size_t)n : 0 });
	l->base_name = LAYERS_BASE;
	for (size_t i = 0; dir.n && i < sizeof beside / sizeof *beside; i++) {
		l->base = open_templates(str_cz(a, join(a, dir, str_z(beside[i]))));
		if (l->base >= 0)
			return true;
	}
	l->base = open_templates(VANBAN_DATADIR "/templates");
	return l->base >= 0;
}

const char *
layers_base_path(struct arena *a)
{
	struct layers l = { .base = -1 };
	char real[PATH_MAX];
	if (!open_base(&l, a))
		return NULL;
	ssize_t n = readlink(str_cz(a, str_fmt(a, "/proc/self/fd/%d", l.base)), real, sizeof real);
	close(l.base);
	return n > 0 ? str_cz(a, (str){ real, (size_t)n }) : NULL;
}

bool
layers_open(struct layers *l, struct arena *a, const struct tree *tree, struct sources *sources,
    const char *extra, struct diags *d)
{
	*l = (struct layers){ .tree = tree, .sources = sources, .base = -1, .extra = -1 };
	if (!open_base(l, a)) {
		diag(d, D_TEMPLATES_NOT_FOUND, nowhere);
		return false;
	}
	if (!extra)
		return true;
	l->extra = open_folder(extra);
	l->extra_name = extra;
	if (l->extra < 0 && (errno == ENOENT || errno == ENOTDIR))
		diag(d, D_TEMPLATES_DIR_MISSING, nowhere, str_z(extra));
	else if (l->extra < 0)
		diag(d, D_TREE_UNREADABLE, nowhere, str_z(extra), REASON(errno));
	return l->extra >= 0;
}

void
layers_close(struct layers *l)
{
	if (l->base >= 0)
		close(l->base);
	if (l->extra >= 0)
		close(l->extra);
}

/* ---- The stack of a document ------------------------------------------ */

static struct style_layer
layer(struct arena *a, struct folder f)
{
	struct folder *kept = NEW(a, struct folder);
	*kept = f;
	return (struct style_layer){ .ctx = kept, .load = load, .list = list, .denied = denied };
}

static struct style_layer
stored_layer(struct arena *a, struct layer_tree *at, const char *name)
{
	return layer(
	    a, (struct folder){ .tree = &at->tree, .sources = &at->sources, .mau = str_z(name) });
}

void
layers_for(const struct layers *l, struct arena *a, str dir, struct style_layer **out, size_t *n)
{
	VEC(struct style_layer) v = { 0 };
	if (l->extra_at)
		VEC_PUSH(a, &v, stored_layer(a, l->extra_at, l->extra_name));
	else if (l->extra >= 0)
		VEC_PUSH(a, &v,
		    layer(a, (struct folder){ .fd = l->extra,
				 .origin = CACHE_EXTRA_MAU,
				 .sources = l->sources,
				 .name = l->extra_name }));
	for (size_t i = 0; i < l->tree->n_mau; i++) {
		str mau = l->tree->mau[i];
		if (tree_is_above(tree_dir(mau), dir))
			VEC_PUSH(a, &v,
			    layer(a, (struct folder){
					 .tree = l->tree, .sources = l->sources, .mau = mau }));
	}
	if (l->base_at)
		VEC_PUSH(a, &v, stored_layer(a, l->base_at, l->base_name));
	else
		VEC_PUSH(a, &v,
		    layer(a, (struct folder){ .fd = l->base,
				 .origin = CACHE_OWN_MAU,
				 .sources = l->sources,
				 .name = l->base_name }));
	*out = v.v;
	*n = v.n;
}

int
layers_nearest_mau(const struct layers *l, str dir)
{
	for (size_t i = 0; i < l->tree->n_mau; i++)
		if (tree_is_above(tree_dir(l->tree->mau[i]), dir))
			return (int)i;
	return -1;
}

/* Folders in a layer are found by the file that each set must have. */
static bool
is_set(const struct style_layer *l, struct arena *a, str name)
{
	str shown, bytes;
	/* One that can't be read is there; loading it says so. */
	return l->load(
		   l->ctx, a, str_fmt(a, "%.*s/the-thuc.yaml", STR_ARG(name)), &shown, &bytes) ||
	       l->denied(l->ctx).n;
}

static void
add_set(struct arena *a, names_vec *v, const struct style_layer *l, str name)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->v[i], name))
			return;
	if (is_set(l, a, name))
		VEC_PUSH(a, v, str_dup(a, name));
}

static void
sets_of_folder(const struct folder *f, const struct style_layer *l, struct arena *a, names_vec *v)
{
	int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.')
			add_set(a, v, l, str_z(e->d_name));
	closedir(d);
}

static void
sets_of_mau(const struct folder *f, const struct style_layer *l, struct arena *a, names_vec *v)
{
	for (size_t i = 0; i < f->tree->n_files; i++) {
		str file = f->tree->files[i], rest;
		if (tree_is_above(f->mau, tree_dir(file)) && file.n > f->mau.n + 1)
			add_set(a, v, l, str_cut(str_from(file, f->mau.n + 1), '/', &rest));
	}
}

void
layers_sets(const struct layers *l, struct arena *a, str dir, str **ids, size_t *n)
{
	struct style_layer *layer;
	size_t n_layers;
	names_vec v = { 0 };
	layers_for(l, a, dir, &layer, &n_layers);
	for (size_t i = 0; i < n_layers; i++) {
		const struct folder *f = layer[i].ctx;
		if (f->tree)
			sets_of_mau(f, &layer[i], a, &v);
		else
			sets_of_folder(f, &layer[i], a, &v);
	}
	if (v.n)
		qsort(v.v, v.n, sizeof(str), compare_names);
	*ids = v.v;
	*n = v.n;
}

int
layers_fd(const struct layers *l, uint32_t origin)
{
	return origin == CACHE_OWN_MAU ? l->base : l->extra;
}
