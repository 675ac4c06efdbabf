/* read/image.c: PNG and JPEG, by what is in the file and not by its name. Only
 * headers are read, but all of the file is walked: a truncated picture is told
 * here, not by Word. */
#include "markdown_int.h"

#include <string.h>

enum {
	MAX_BYTES = 20 << 20,
	MAX_SIDE = 10000, /* pixels */
	MAX_KNOWN = 256   /* images that are looked up before they are read again */
};

static const double DEFAULT_DPI = 96, MIN_DPI = 10, MAX_DPI = 5000;

typedef const unsigned char *bytes;

static uint32_t
be32(bytes p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t
be16(bytes p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

/* A density that no picture can mean counts as none. */
/* To a whole number; not round(), for which alone the program would need libm. */
static double
nearest(double dpi)
{
	return (double)(long)(dpi + 0.5);
}

static double
sane_dpi(double dpi)
{
	return dpi >= MIN_DPI && dpi <= MAX_DPI ? dpi : DEFAULT_DPI;
}

/* ---- PNG ----------------------------------------------------------------------- */

/* CRC-32 as PNG, Annex D, has it. */
static uint32_t
crc32(bytes p, size_t n)
{
	static const uint32_t nibble[16] = { 0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC,
		0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8,
		0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C };
	uint32_t c = 0xFFFFFFFF;

	for (size_t i = 0; i < n; i++) {
		c ^= p[i];
		c = nibble[c & 15] ^ (c >> 4);
		c = nibble[c & 15] ^ (c >> 4);
	}
	return c ^ 0xFFFFFFFF;
}

/* One chunk's data into the image; false when it makes no sense. */
static bool
png_chunk(struct image *im, bytes type, bytes data, uint32_t n, bool *pixels)
{
	if (memcmp(type, "IHDR", 4) == 0) {
		if (n != 13 || im->width_px)
			return false;
		im->width_px = be32(data);
		im->height_px = be32(data + 4);
		return im->width_px && im->height_px;
	}
	if (im->width_px == 0)
		return false;
	if (memcmp(type, "pHYs", 4) == 0 && n == 9 && data[8] == 1) {
		im->dpi_x = sane_dpi(be32(data) * 0.0254);
		im->dpi_y = sane_dpi(be32(data + 4) * 0.0254);
	}
	if (memcmp(type, "IDAT", 4) == 0 && n > 0)
		*pixels = true;
	return true;
}

static bool
read_png(struct image *im, bytes p, size_t n)
{
	bool pixels = false;

	for (size_t i = 8; i + 12 <= n;) {
		uint32_t len = be32(p + i);

		if (len > n - i - 12 || crc32(p + i + 4, len + 4) != be32(p + i + 8 + len))
			return false;
		if (memcmp(p + i + 4, "IEND", 4) == 0)
			return pixels;
		if (!png_chunk(im, p + i + 4, p + i + 8, len, &pixels))
			return false;
		i += len + 12;
	}
	return false;
}

/* ---- JPEG ---------------------------------------------------------------------- */

static void
read_jfif(struct image *im, bytes data, size_t n)
{
	double per_inch;

	if (n < 12 || memcmp(data, "JFIF", 5) != 0 || (data[7] != 1 && data[7] != 2))
		return;
	per_inch = data[7] == 2 ? 2.54 : 1;
	im->dpi_x = sane_dpi(nearest(be16(data + 8) * per_inch));
	im->dpi_y = sane_dpi(nearest(be16(data + 10) * per_inch));
}

/* Frame headers; DHT, JPG and DAC lie among their codes. */
static bool
is_frame(unsigned marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
	       marker != 0xCC;
}

/* Does the picture end, behind its data? */
static bool
has_end(bytes p, size_t n, size_t i)
{
	for (; i + 1 < n; i++)
		if (p[i] == 0xFF && p[i + 1] == 0xD9)
			return true;
	return false;
}

static bool
read_jpeg(struct image *im, bytes p, size_t n)
{
	for (size_t i = 2; i + 4 <= n;) {
		unsigned marker = p[i + 1];
		size_t len = be16(p + i + 2);

		if (p[i] != 0xFF)
			return false;
		if (marker == 0xFF) { /* fill byte */
			i++;
			continue;
		}
		if (len < 2 || len > n - i - 2)
			return false;
		if (marker == 0xE0)
			read_jfif(im, p + i + 4, len - 2);
		if (is_frame(marker)) {
			if (len < 8)
				return false;
			im->height_px = be16(p + i + 5);
			im->width_px = be16(p + i + 7);
		}
		if (marker == 0xDA)
			return im->width_px && im->height_px && has_end(p, n, i + 2 + len);
		i += 2 + len;
	}
	return false;
}

/* ---- Images --------------------------------------------------------------------- */

/* The picture in a file's bytes; false, and reported, when it is none. */
static bool
read_image(struct md *md, struct image *im, pos at)
{
	bytes p = (bytes)im->bytes.p;
	size_t n = im->bytes.n;
	bool png = n >= 8 && memcmp(p, "\x89PNG\r\n\x1A\n", 8) == 0;

	im->jpeg = !png && n >= 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0;
	im->dpi_x = im->dpi_y = DEFAULT_DPI;
	if (!png && !im->jpeg) {
		md_report(md, D_IMAGE_TYPE, at, im->path);
		return false;
	}
	if (png ? !read_png(im, p, n) : !read_jpeg(im, p, n)) {
		md_report(md, D_IMAGE_BROKEN, at, im->path);
		return false;
	}
	if (im->width_px > MAX_SIDE || im->height_px > MAX_SIDE) {
		md_report(md, D_IMAGE_SIZE, at, im->path, str_fmt(md->arena, "%u", im->width_px),
		    str_fmt(md->arena, "%u", im->height_px));
		return false;
	}
	return true;
}

/* The same picture may stand in many places; it is read once. */
static const struct image *
find_known(const struct md *md, str path)
{
	for (size_t i = 0; i < md->images.n && i < MAX_KNOWN; i++)
		if (str_eq(md->images.v[i]->path, path))
			return md->images.v[i];
	return NULL;
}

const struct image *
md_image(struct md *md, str name, pos at)
{
	struct image *im;
	const struct image *known;
	str path;

	if (read_path(md->arena, md->m->base_dir, name, &path) &&
	    (known = find_known(md, path)) != NULL)
		return known;
	if (str_find(name, S("://")) != STR_NONE || str_starts(name, S("data:"))) {
		md_report(md, D_IMAGE_URL, at);
		return NULL;
	}
	im = NEW(md->arena, struct image);
	im->at = at;
	if (!read_file(md->arena, md->m->loader, md->m->base_dir, name, at, MAX_BYTES, md->d,
		&im->path, &im->bytes))
		return NULL;
	im->path = str_dup(md->arena, im->path); /* the name may be the parser's own memory */
	if (!read_image(md, im, at))
		return NULL;
	VEC_PUSH(md->arena, &md->images, im);
	return im;
}
