/* html/escape.c: how text gets into the page. What a writer types is never a
 * tag, an attribute, a script: everything that is not ours goes through here. */
#include "html_int.h"

#include "../base/utf.h"

/* HTML 13.2.3.5: control characters and noncharacters are parse errors. */
static bool
has_no_place(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp <= 0x9F) ||
	       (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE;
}

static void
put_char(struct buf *out, str s, size_t from, size_t to, uint32_t cp)
{
	switch (cp) {
	case '&': buf_z(out, "&amp;"); break;
	case '<': buf_z(out, "&lt;"); break;
	case '>': buf_z(out, "&gt;"); break;
	case '"': buf_z(out, "&quot;"); break;
	default:
		if (has_no_place(cp))
			buf_z(out, "\xEF\xBF\xBD");
		else
			buf_add(out, s.p + from, to - from);
	}
}

void
html_text(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		uint32_t cp = utf_next(s, &i);

		put_char(out, s, from, i, cp);
	}
}

void
html_attr(struct buf *out, const char *name, str value)
{
	buf_fmt(out, " %s=\"", name);
	html_text(out, value);
	buf_c(out, '"');
}

/* ---- Links ------------------------------------------------------------------ */

static bool
opens_with(str url, str scheme)
{
	if (url.n <= scheme.n)
		return false;
	for (size_t i = 0; i < scheme.n; i++) {
		char c = url.p[i];

		if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != scheme.p[i])
			return false;
	}
	return true;
}

/* What may not stand in a URL as it is (RFC 3986, 2); letters beyond ASCII may,
 * in HTML. */
static bool
must_be_quoted(unsigned char c)
{
	return c <= ' ' || c == 0x7F || str_find_c(S("\"<>\\^`{|}"), (char)c) != STR_NONE;
}

bool
html_href(struct buf *out, str url)
{
	struct buf quoted;

	if (!opens_with(url, S("http://")) && !opens_with(url, S("https://")) &&
	    !opens_with(url, S("mailto:")))
		return false;
	buf_init(&quoted);
	for (size_t i = 0; i < url.n; i++)
		if (must_be_quoted((unsigned char)url.p[i]))
			buf_fmt(&quoted, "%%%02X", (unsigned char)url.p[i]);
		else
			buf_c(&quoted, url.p[i]);
	html_attr(out, "href", buf_view(&quoted));
	buf_free(&quoted);
	return true;
}

/* ---- Bytes and names ---------------------------------------------------------- */

/* RFC 4648, 4. */
static void
base64(struct buf *out, str bytes)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)bytes.p;
	char *to = buf_reserve(out, bytes.n / 3 * 4 + 5);
	size_t n = 0;

	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t left = bytes.n - i;
		uint32_t v = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
			     (left > 2 ? p[i + 2] : 0);

		to[n++] = digits[v >> 18];
		to[n++] = digits[v >> 12 & 63];
		to[n++] = left > 1 ? digits[v >> 6 & 63] : '=';
		to[n++] = left > 2 ? digits[v & 63] : '=';
	}
	out->n += n;
	out->p[out->n] = '\0';
}

void
html_data_uri(struct buf *out, const char *type, str bytes)
{
	buf_fmt(out, "data:%s;base64,", type);
	base64(out, bytes);
}

void
html_class(struct buf *out, str id)
{
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && i > 0);

		buf_c(out, plain ? c : '-');
	}
}
