/* read/path.c: names of files, as sources write them.
 *
 * A path is relative to the file that it stands in and may climb with '..' as
 * long as it stays below the source root; it is brought into the form the
 * loader wants before anybody opens it. Names keep to a small alphabet, since a
 * tree of sources is carried between systems that fold case and compose marks
 * each in their own way. */
#include "../base/utf.h"
#include "keys.h"

str
path_dir(str path)
{
	size_t slash = str_rfind_c(path, '/');

	return slash == STR_NONE ? str_first(path, 0) : str_first(path, slash);
}

str
path_base(str path)
{
	size_t slash = str_rfind_c(path, '/');

	return slash == STR_NONE ? path : str_from(path, slash + 1);
}

bool
path_name_ok(str name)
{
	size_t i = str_starts(name, S("_")) ? 1 : 0;

	if (i == name.n)
		return false;
	for (; i < name.n; i++) {
		char c = name.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
			return false;
	}
	return true;
}

bool
path_names_ok(str path)
{
	while (path.n) {
		str name = str_cut(path, '/', &path);

		if (name.n && !path_name_ok(name))
			return false;
	}
	return true;
}

/* The name as it could be: folded, with '-'. */
static str
path_name_fixed(struct arena *a, str name)
{
	bool under = str_starts(name, S("_"));
	str fold = utf_fold(a, under ? str_from(name, 1) : name, '-');
	char *p = arena_alloc(a, fold.n + 1);
	size_t n = 0;

	if (under)
		p[n++] = '_';
	for (size_t i = 0; i < fold.n; i++)
		if (path_name_ok(str_sub(fold, i, 1)))
			p[n++] = fold.p[i];
	return (str){ p, n };
}

str
path_fixed(struct arena *a, str path)
{
	str out = path_name_fixed(a, str_cut(path, '/', &path));

	while (path.n) {
		str name = path_name_fixed(a, str_cut(path, '/', &path));

		out = str_fmt(a, "%.*s/%.*s", STR_ARG(out), STR_ARG(name));
	}
	return out;
}

pos
path_pos(struct arena *a, str path)
{
	struct src *s = NEW(a, struct src);

	s->path = path;
	return (pos){ .src = s };
}

/* Takes the last name off a path; false when there is none. */
static bool
climb(str *path)
{
	if (path->n == 0)
		return false;
	*path = path_dir(*path);
	return true;
}

bool
read_path(struct arena *a, str dir, str name, str *out)
{
	str path = dir;

	if (name.n == 0 || name.p[0] == '/')
		return false;
	while (name.n) {
		str step = str_cut(name, '/', &name);

		if (str_is(step, "..")) {
			if (!climb(&path))
				return false;
		} else if (step.n && !str_is(step, ".")) {
			path = path.n ? str_cat(a, str_cat(a, path, S("/")), step) : step;
		}
	}
	*out = path;
	return path.n > 0;
}

/* A file beside the missing one whose name is near, written as the typed one was. */
static str
nearest_file(struct arena *a, const struct loader *ld, str path, str typed)
{
	VEC(str) near = { 0 };
	str dir = path_dir(path), typed_dir = path_dir(typed), found;

	for (size_t i = 0; i < ld->n_files; i++)
		if (str_eq(path_dir(ld->files[i]), dir))
			VEC_PUSH(a, &near, path_base(ld->files[i]));
	found = diag_nearest(path_base(path), near.v, near.n);
	if (found.n == 0 || typed_dir.n == 0)
		return found;
	return str_cat(a, str_cat(a, typed_dir, S("/")), found);
}

static void
report_load(struct arena *a, const struct loader *ld, enum load_result how, pos at, str name,
    str path, size_t max_bytes, str why, struct diags *d)
{
	switch (how) {
	case LOAD_OK: break;
	case LOAD_MISSING:
		diag(d, D_FILE_MISSING, at, name, path)->suggest = nearest_file(a, ld, path, name);
		break;
	case LOAD_OUTSIDE: diag(d, D_FILE_OUTSIDE, at, name); break;
	case LOAD_NOT_FILE: diag(d, D_FILE_NOT_FILE, at, name); break;
	case LOAD_TOO_BIG:
		diag(d, D_FILE_TOO_BIG, at, name, str_fmt(a, "%zu", max_bytes >> 20));
		break;
	case LOAD_DENIED: diag(d, D_FILE_DENIED, at, name, why); break;
	}
}

bool
read_file(struct arena *a, const struct loader *ld, str dir, str name, pos at, size_t max_bytes,
    struct diags *d, str *path, str *bytes)
{
	str why = { 0 };
	enum load_result how;

	if (!read_path(a, dir, name, path)) {
		diag(d, D_FILE_OUTSIDE, at, name);
		return false;
	}
	if (!path_names_ok(*path)) {
		diag(d, D_FILE_NAME, at, name)->suggest = path_fixed(a, name);
		return false;
	}
	how = ld->load(ld->ctx, a, *path, max_bytes, bytes, &why);
	report_load(a, ld, how, at, name, *path, max_bytes, why, d);
	return how == LOAD_OK;
}

/* One name against one part of a pattern: `*` any run, `?` one byte. The star
 * that was tried last takes one byte more each time it fails. */
static bool
name_matches(str name, str pattern)
{
	size_t i = 0, k = 0, star = STR_NONE, from = 0;

	if (str_starts(name, S(".")) && !str_starts(pattern, S(".")))
		return false;
	while (i < name.n) {
		if (k < pattern.n && pattern.p[k] == '*') {
			star = k++;
			from = i;
		} else if (k < pattern.n && (pattern.p[k] == '?' || pattern.p[k] == name.p[i])) {
			i++;
			k++;
		} else if (star != STR_NONE) {
			k = star + 1;
			i = ++from;
		} else {
			return false;
		}
	}
	while (k < pattern.n && pattern.p[k] == '*')
		k++;
	return k == pattern.n;
}

static bool
path_matches(str path, str pattern)
{
	while (path.n && pattern.n)
		if (!name_matches(str_cut(path, '/', &path), str_cut(pattern, '/', &pattern)))
			return false;
	return path.n == 0 && pattern.n == 0;
}

size_t
read_matching(struct arena *a, const struct loader *ld, str pattern, str **found)
{
	VEC(str) v = { 0 };

	for (size_t i = 0; i < ld->n_files; i++)
		if (path_matches(ld->files[i], pattern))
			VEC_PUSH(a, &v, ld->files[i]);
	*found = v.v;
	if (ld->matched)
		ld->matched(ld->ctx, pattern, v.v, v.n);
	return v.n;
}
