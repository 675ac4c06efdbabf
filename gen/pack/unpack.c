/* pack/unpack.c: parts by name out of a zip from outside, by libzip: no path of it is
 * ever a path here, and what a part unpacks to is counted while it is read. */
#include "unpack.h"

#include <stdlib.h>
#include <zip.h>

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

static bool
read_parts(
    struct arena *a, zip_t *z, const char *const *names, size_t n, struct parts *out, str *why)
{
	out->v = NEW_N(a, struct part, n + 1);
	out->n = 0;
	for (size_t i = 0; i < n; i++) {
		zip_int64_t at = zip_name_locate(z, names[i], 0);
		struct part *p = &out->v[out->n];

		if (at < 0)
			continue;
		p->name = str_z(names[i]);
		if (!read_part(a, z, (zip_uint64_t)at, &p->bytes)) {
			*why = p->name;
			return false;
		}
		out->n++;
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
	whole = read_parts(a, z, names, n, out, why);
	zip_discard(z);
	zip_error_fini(&e);
	return whole;
}
