/* pack/pack.c: parts → one zip in memory, by libzip.
 *
 * The parts come to libzip deflated already, by libdeflate, which has a part whole
 * in memory and so takes half the time of zlib. One compressor serves all parts
 * of all documents (setting one up costs as much as a short part), and of a part that recurs from
 * document to document the compressed bytes are kept: whether it recurs is told by its bytes, not
 * by its address. Nothing of the machine or the hour goes into the result: every entry is of
 * 1980-01-01, 00:00, as Word itself writes it, with no attributes and no extra fields. */
#include "pack.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "../base/buf.h"

/* The fastest: real documents get 7 % larger by it than by level 6. */
enum { LEVEL = 1 };
enum { MIDNIGHT = 0, YEAR_1980 = 1 << 5 | 1 }; /* DOS: 1980-01-01 */
enum { MOST_KEPT = 64, LARGEST_KEPT = 1 << 16 };

/* What libzip is to write for a part, and what it reads it from. */
struct packed {
	const char *data; /* deflated */
	size_t n, at;     /* bytes; how many of them have been read */
	size_t size;      /* of the part */
	zip_uint32_t crc;
	zip_error_t error;
};

/* A part that has been compressed before. */
struct kept {
	char *bytes; /* the part, our own copy; its deflated form behind it */
	struct packed packed;
};

struct packer {
	struct libdeflate_compressor *z;
	struct buf out; /* of the compressor */
	struct kept kept[MOST_KEPT];
	size_t n_kept;
};

struct packer *
packer_new(void)
{
	struct packer *k = xmalloc(sizeof *k);

	memset(k, 0, sizeof *k);
	buf_init(&k->out);
	k->z = libdeflate_alloc_compressor(LEVEL);
	if (!k->z)
		out_of_memory();
	return k;
}

void
packer_free(struct packer *k)
{
	if (!k)
		return;
	for (size_t i = 0; i < k->n_kept; i++)
		free(k->kept[i].bytes);
	libdeflate_free_compressor(k->z);
	buf_free(&k->out);
	free(k);
}

const char *
pack_version(void)
{
	return zip_libzip_version();
}

const char *
pack_deflate_version(void)
{
	return LIBDEFLATE_VERSION_STRING;
}

/* ---- Compressed parts -------------------------------------------------------- */

/* Deflates bytes into k->out. */
static struct packed
deflate_part(struct packer *k, str bytes)
{
	struct packed p = { .size = bytes.n };
	size_t most = libdeflate_deflate_compress_bound(k->z, bytes.n);

	buf_clear(&k->out);
	p.n = libdeflate_deflate_compress(k->z, bytes.p, bytes.n, buf_reserve(&k->out, most), most);
	k->out.n = p.n;
	p.data = k->out.p;
	p.crc = libdeflate_crc32(0, bytes.p, bytes.n);
	return p;
}

static const struct kept *
find_kept(const struct packer *k, str bytes)
{
	for (size_t i = 0; i < k->n_kept; i++) {
		const struct kept *kept = &k->kept[i];

		if (kept->packed.size == bytes.n && memcmp(kept->bytes, bytes.p, bytes.n) == 0)
			return kept;
	}
	return NULL;
}

static void
keep(struct packer *k, str bytes, const struct packed *p)
{
	struct kept *kept;

	if (k->n_kept == MOST_KEPT || bytes.n > LARGEST_KEPT)
		return;
	kept = &k->kept[k->n_kept++];
	kept->bytes = xmalloc(bytes.n + p->n);
	memcpy(kept->bytes, bytes.p, bytes.n);
	memcpy(kept->bytes + bytes.n, p->data, p->n);
	kept->packed = *p;
	kept->packed.data = kept->bytes + bytes.n;
}

/* The part's compressed form, in the arena or kept. */
static struct packed *
pack_part(struct packer *k, struct arena *a, const struct part *part)
{
	struct packed *p = NEW(a, struct packed);
	const struct kept *kept = part->constant ? find_kept(k, part->bytes) : NULL;

	if (kept) {
		*p = kept->packed;
		return p;
	}
	*p = deflate_part(k, part->bytes);
	if (part->constant)
		keep(k, part->bytes, p);
	p->data = str_dup(a, buf_view(&k->out)).p;
	return p;
}

/* ---- A source of libzip that hands them out ------------------------------------- */

static zip_int64_t
stat_packed(const struct packed *p, void *data, zip_uint64_t len)
{
	zip_stat_t *st = data;

	if (len < sizeof *st)
		return -1;
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
	st->size = p->size;
	st->comp_size = p->n;
	st->comp_method = ZIP_CM_DEFLATE;
	st->crc = p->crc;
	return sizeof *st;
}

static zip_int64_t
read_packed(struct packed *p, void *data, zip_uint64_t len)
{
	size_t n = p->n - p->at < len ? p->n - p->at : (size_t)len;

	memcpy(data, p->data + p->at, n);
	p->at += n;
	return (zip_int64_t)n;
}

static zip_int64_t
packed_source(void *state, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
	struct packed *p = state;

	switch (cmd) {
	case ZIP_SOURCE_OPEN: p->at = 0; return 0;
	case ZIP_SOURCE_READ: return read_packed(p, data, len);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE: return 0; /* the arena has it */
	case ZIP_SOURCE_STAT: return stat_packed(p, data, len);
	case ZIP_SOURCE_ERROR: return zip_error_to_data(&p->error, data, len);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		    ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: zip_error_set(&p->error, ZIP_ER_OPNOTSUPP, 0); return -1;
	}
}

/* ---- The document ---------------------------------------------------------------- */

/* What libzip says is wrong, in the arena. */
static str
reason(struct arena *a, zip_error_t *e)
{
	return str_dup(a, str_z(zip_error_strerror(e)));
}

static bool
add_part(struct packer *k, struct arena *a, zip_t *z, const struct part *p)
{
	zip_source_t *source = p->stored
				   ? zip_source_buffer(z, p->bytes.p, p->bytes.n, 0)
				   : zip_source_function(z, packed_source, pack_part(k, a, p));
	zip_int64_t at;
	zip_uint64_t i;

	if (!source)
		return false;
	at = zip_file_add(z, str_cz(a, p->name), source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	i = (zip_uint64_t)at;
	if (p->stored && zip_set_file_compression(z, i, ZIP_CM_STORE, 0) != 0)
		return false;
	return zip_file_set_dostime(z, i, MIDNIGHT, YEAR_1980, 0) == 0 &&
	       zip_file_set_external_attributes(z, i, 0, ZIP_OPSYS_DOS, 0) == 0;
}

/* Fills the memory, which stays the caller's, with the zip. */
static bool
fill(struct packer *k, struct arena *a, const struct parts *p, zip_source_t *memory, str *why)
{
	zip_error_t e;
	zip_t *z;
	size_t i = 0;

	zip_error_init(&e);
	zip_source_keep(memory);
	z = zip_open_from_source(memory, ZIP_TRUNCATE, &e);
	if (!z) {
		zip_source_free(memory);
		*why = reason(a, &e);
	}
	zip_error_fini(&e);
	if (!z)
		return false;
	while (i < p->n && add_part(k, a, z, &p->v[i]))
		i++;
	if (i == p->n && zip_close(z) == 0)
		return true;
	*why = reason(a, zip_get_error(z));
	zip_discard(z);
	return false;
}

/* Copies the memory's bytes into the arena. */
static bool
read_out(struct arena *a, zip_source_t *memory, str *out)
{
	zip_stat_t st;
	char *p;
	bool whole;

	if (zip_source_stat(memory, &st) != 0 || !(st.valid & ZIP_STAT_SIZE) ||
	    zip_source_open(memory) != 0)
		return false;
	p = arena_alloc(a, st.size);
	whole = zip_source_read(memory, p, st.size) == (zip_int64_t)st.size;
	zip_source_close(memory);
	*out = (str){ p, st.size };
	return whole;
}

bool
packer_zip(struct packer *k, struct arena *a, const struct parts *p, str *out, str *why)
{
	zip_error_t e;
	zip_source_t *memory;
	bool done;

	zip_error_init(&e);
	memory = zip_source_buffer_create(NULL, 0, 0, &e);
	if (!memory)
		*why = reason(a, &e);
	zip_error_fini(&e);
	if (!memory)
		return false;
	done = fill(k, a, p, memory, why);
	if (done && !read_out(a, memory, out)) {
		*why = reason(a, zip_source_error(memory));
		done = false;
	}
	zip_source_free(memory);
	return done;
}

/* APPNOTE 4.3.7: signature, version 2.0, no flags, deflated, 1980-01-01; then sums
 * and sizes, which differ; the name, and no extra field. */
bool
pack_is_ours(str head)
{
	static const char start[] = "PK\3\4\24\0\0\0\10\0\0\0\41\0";
	static const char name[] = "\23\0\0\0[Content_Types].xml";
	str at = str_from(head, 26);

	return str_starts(head, S(start)) && str_starts(at, S(name));
}
