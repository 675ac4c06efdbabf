/* cli/depfile.c: what results depend on, as a compiler's -MD -MP writes it.
 *
 *	out/a/b.docx: sources/a/b.yaml sources/a/_mac-dinh.yaml …
 *	sources/a/b.yaml:
 *
 * The second kind of line lets make go on when such a file has been removed. What no
 * rule can say (a document that begins to exist) vanban itself finds at its next run. */
#include "outcome.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEMPLATES = CACHE_OWN_MAU | CACHE_EXTRA_MAU };

struct deps {
	const struct outcomes *all;
	struct arena *a;
	VEC(str) v;
};

/* Spaces, '#' and '$' as make reads them, and ninja too. */
static void
put_name(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '#')
			buf_c(out, '\\');
		if (s.p[i] == '$')
			buf_c(out, '$');
		buf_c(out, s.p[i]);
	}
}

static void
add(struct deps *d, str path)
{
	for (size_t i = 0; i < d->v.n; i++)
		if (str_eq(d->v.v[i], path))
			return;
	VEC_PUSH(d->a, &d->v, path);
}

static void
add_source(struct deps *d, str path)
{
	str root = str_z(d->all->s->o->sources);

	while (root.n > 1 && str_ends(root, S("/")))
		root.n--;
	if (path.n)
		add(d, str_fmt(d->a, "%.*s/%.*s", STR_ARG(root), STR_ARG(path)));
}

/* The folder that templates outside the tree lie in. */
static str
template_root(const struct session *s, struct arena *a, uint32_t origin)
{
	char real[PATH_MAX], link[40];

	snprintf(link, sizeof link, "/proc/self/fd/%d", layers_fd(&s->layers, origin));
	ssize_t n = readlink(link, real, sizeof real);

	return n > 0 ? str_dup(a, (str){ real, (size_t)n }) : str_z("templates");
}

/* "vai.yaml" is any layer's …/vai.yaml; a type also needs what types share. */
static bool
is_file_of(str path, str name)
{
	size_t slash = str_rfind_c(path, '/');
	str base = slash == STR_NONE ? path : str_from(path, slash + 1);
	bool shared = str_starts(name, S("loai/")) &&
		      (str_is(base, "_chung.yaml") || str_is(base, "_ngoai.yaml"));

	return shared ||
	       (path.n > name.n && str_ends(path, name) && path.p[path.n - name.n - 1] == '/');
}

static void
add_template(struct deps *d, str name)
{
	const struct session *s = d->all->s;
	const struct sources *all = &s->sources;

	for (size_t i = 0; i < all->others.n; i++) {
		const struct other_source *o = &all->others.v[i];
		uint32_t origin = o->source.flags & TEMPLATES;

		if (origin && !(o->source.flags & CACHE_UNREADABLE) && is_file_of(o->path, name))
			add(d, str_fmt(d->a, "%.*s/%.*s", STR_ARG(template_root(s, d->a, origin)),
				   STR_ARG(o->path)));
	}
	for (size_t i = 0; i < s->tree.n_files; i++)
		if (all->v[i].flags & CACHE_READ &&
		    str_find(s->tree.files[i], S("_mau/")) != STR_NONE &&
		    is_file_of(s->tree.files[i], name))
			add_source(d, s->tree.files[i]);
}

static void
add_use(struct deps *d, const struct use *u)
{
	if (use_is_nothing(u))
		return; /* a file that is not there would never be done */
	switch (u->kind) {
	case USE_FILE: add_source(d, u->name); break;
	case USE_DEFAULT:
	case USE_BOOKED:
	case USE_ROW:
	case USE_CITED: add_source(d, u->where); break;
	case USE_TEMPLATE: add_template(d, u->name); break;
	case USE_OFFICE:
	case USE_FIRST:
	case USE_NAMES: /* no rule can say that */
	case USE__COUNT: break;
	}
}

static void
rule(const struct outcomes *all, const struct outcome *o, struct deps *phony, struct buf *out)
{
	struct deps d = { .all = all, .a = o->uses.arena };

	for (size_t i = 0; i < o->uses.list.n; i++)
		add_use(&d, &o->uses.list.v[i]);
	for (size_t i = 0; i < o->n_files; i++) {
		if (i)
			buf_c(out, ' ');
		put_name(out, fresh_output_path(all->s, d.a, o->files[i]));
	}
	buf_c(out, ':');
	for (size_t i = 0; i < d.v.n; i++) {
		buf_z(out, " \\\n  ");
		put_name(out, d.v.v[i]);
		VEC_PUSH(phony->a, &phony->v, d.v.v[i]);
	}
	buf_c(out, '\n');
}

static int
compare(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

void
outcomes_depfile(const struct outcomes *all, struct buf *out)
{
	struct deps phony = { .all = all, .a = all->s->arena };

	for (size_t i = 0; i < all->s->n_jobs; i++)
		if (all->v[i].n_files)
			rule(all, &all->v[i], &phony, out);
	if (phony.v.n)
		qsort(phony.v.v, phony.v.n, sizeof *phony.v.v, compare);
	for (size_t i = 0; i < phony.v.n; i++) {
		if (i && str_eq(phony.v.v[i], phony.v.v[i - 1]))
			continue;
		put_name(out, phony.v.v[i]);
		buf_z(out, ":\n");
	}
}
