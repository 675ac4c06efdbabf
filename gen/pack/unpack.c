/* pack/unpack.c: parts by name out of a zip from outside, by libzip: no path of it is
 * ever a path here, and what a part unpacks to is counted while it is read. */
#include "unpack.h"

#include <stdlib.h>
#include <zip.h>

enum { MAX_IN_FOLDERS = 1000 };

static bool
read_part(struct arena *a, zip_t *z, zip_uint64_t index, str *bytes)
{
	zip_file_t *f = zip_fopen_index(z, index, 0);
	size_t n = 0, cap = 1 << 16;
	char *p;
	zip_int64_t got = 0;

	if (!f)
		return false;
	p = xmalloc(cap);
	while (n <= UNPACK_MAX_PART && (got = zip_fread(f, p + n, cap - n)) > 0) {
		n += (size_t)got;
		if (n == cap)
			p = xrealloc(p, cap *= 2);
	}
	zip_fclose(f);
	if (got >= 0 && n <= UNPACK_MAX_PART)
		*bytes = str_dup(a, (str){ p, n });
	free(p);
	return got >= 0 && n <= UNPACK_MAX_PART;
}

struct reading {
	struct arena *a;
	zip_t *z;
	struct parts *out;
	size_t all; /* bytes */
	str *why;
};

static bool
take_part(struct reading *r, zip_uint64_t at, str name)
{
	struct part *p = &r->out->v[r->out->n];

	p->name = name;
	if (!read_part(r->a, r->z, at, &p->bytes) || p->bytes.n > UNPACK_MAX_ALL - r->all) {
		*r->why = name;
		return false;
	}
	r->all += p->bytes.n;
	r->out->n++;
	return true;
}

static bool
take_folder(struct reading *r, str folder, size_t *room)
{
	zip_int64_t n = zip_get_num_entries(r->z, 0);

	for (zip_int64_t i = 0; i < n && *room; i++) {
		const char *name = zip_get_name(r->z, (zip_uint64_t)i, 0);

		if (!name || !str_starts(str_z(name), folder))
			continue;
		if (!take_part(r, (zip_uint64_t)i, str_dup(r->a, str_z(name))))
			return false;
		(*room)--;
	}
	return true;
}

static bool
read_parts(struct reading *r, const char *const *names, size_t n)
{
	size_t room = MAX_IN_FOLDERS;

	r->out->v = NEW_N(r->a, struct part, n + room + 1);
	r->out->n = 0;
	for (size_t i = 0; i < n; i++) {
		str name = str_z(names[i]);
		bool folder = !str_ends(name, S(".xml"));
		zip_int64_t at = folder ? -1 : zip_name_locate(r->z, names[i], 0);

		if (folder ? !take_folder(r, name, &room)
			   : at >= 0 && !take_part(r, (zip_uint64_t)at, name))
			return false;
	}
	return true;
}

bool
unpack_parts(
    struct arena *a, str zip, const char *const *names, size_t n, struct parts *out, str *why)
{
	zip_error_t e;
	zip_source_t *source;
	zip_t *z;
	bool whole;

	zip_error_init(&e);
	source = zip_source_buffer_create(zip.p, zip.n, 0, &e);
	z = source ? zip_open_from_source(source, ZIP_RDONLY, &e) : NULL;
	if (!z) {
		if (source)
			zip_source_free(source);
		*why = str_dup(a, str_z(zip_error_strerror(&e)));
		zip_error_fini(&e);
		return false;
	}
	whole = read_parts(&(struct reading){ a, z, out, 0, why }, names, n);
	zip_discard(z);
	zip_error_fini(&e);
	return whole;
}
