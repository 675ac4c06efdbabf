/* ooxml/xml.c: the one writer, on Mini-XML.
 *
 * Mini-XML 3.3.1 has habits that a Word file can't live with, and this file is
 * where they end: it breaks lines past column 72 (margin off), ends what it
 * saves with a line end (dropped), keeps text as words unless it is opaque,
 * lets control characters through (refused here), wants C strings (slices are
 * copied through a short array), and goes on without an attribute, a name or a
 * text for which there was no memory: that ends the program, as it does elsewhere. */
#include "xml.h"

#include <assert.h>
#include <limits.h>
#include <mxml.h>
#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "parts.h"

enum { SHORT_TEXT = 512, FIRST_ROOM = 4096 };

/* The version comes from the build (pkg-config): the header of Debian's 3.3.1
 * calls itself 3.2. */
#ifndef VANBAN_MXML_VERSION
#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
#define VANBAN_MXML_VERSION TEXT(MXML_MAJOR_VERSION) "." TEXT(MXML_MINOR_VERSION)
#endif

const char *
ooxml_mxml_version(void)
{
	return VANBAN_MXML_VERSION;
}

/* True when XML 1.0 has no place for a character of s: C0 controls but tab and
 * line ends, U+FFFE, U+FFFF. The rest of UTF-8 has been checked on reading. */
static bool
has_forbidden(str s)
{
	size_t at;
	str rest;

	for (rest = s; (at = str_find_control(rest)) != STR_NONE; rest = str_from(rest, at + 1))
		if (rest.p[at] != '\t' && rest.p[at] != '\n' && rest.p[at] != '\r')
			return true;
	for (rest = s; (at = str_find_c(rest, '\xEF')) != STR_NONE; rest = str_from(rest, at + 1)) {
		str c = str_sub(rest, at, 3);

		if (c.n == 3 && c.p[1] == '\xBF' && (unsigned char)c.p[2] >= 0xBE)
			return true;
	}
	return false;
}

/* s as a C string: in room when it fits, else on the heap (given back by
 * drop_c_string). */
static char *
c_string(str s, char room[SHORT_TEXT])
{
	char *z = s.n < SHORT_TEXT ? room : xmalloc(s.n + 1);

	assert(!has_forbidden(s));
	if (s.n)
		memcpy(z, s.p, s.n);
	z[s.n] = '\0';
	return z;
}

static void
drop_c_string(char *z, const char *room)
{
	if (z != room)
		free(z);
}

static void
fail(const char *why)
{
	(void)why;
	out_of_memory();
}

void
xml_begin(void)
{
	mxmlSetErrorCallback(fail);
	mxmlSetWrapMargin(0);
}

xnode *
xml_el(xnode *parent, const char *name)
{
	xnode *n = mxmlNewElement(parent, name);

	if (!n || !mxmlGetElement(n))
		out_of_memory(); /* the only reason there is */
	return n;
}

void
xml_attr(xnode *n, const char *name, const char *value)
{
	mxmlElementSetAttr(n, name, value);
}

void
xml_attr_int(xnode *n, const char *name, long value)
{
	char digits[24];
	char *p = digits + sizeof digits - 1;
	unsigned long left = value < 0 ? 0UL - (unsigned long)value : (unsigned long)value;

	*p = '\0';
	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (value < 0)
		*--p = '-';
	mxmlElementSetAttr(n, name, p);
}

void
xml_attr_str(xnode *n, const char *name, str value)
{
	char room[SHORT_TEXT];
	char *z = c_string(value, room);

	for (char *p = z; *p; p++)
		if (*p == '\n' || *p == '\t' || *p == '\r')
			*p = ' ';
	mxmlElementSetAttr(n, name, z);
	drop_c_string(z, room);
}

xnode *
xml_val(xnode *parent, const char *name, const char *value)
{
	xnode *n = xml_el(parent, name);

	xml_attr(n, "w:val", value);
	return n;
}

xnode *
xml_val_int(xnode *parent, const char *name, long value)
{
	xnode *n = xml_el(parent, name);

	xml_attr_int(n, "w:val", value);
	return n;
}

xnode *
xml_val_str(xnode *parent, const char *name, str value)
{
	xnode *n = xml_el(parent, name);

	xml_attr_str(n, "w:val", value);
	return n;
}

void
xml_text(xnode *n, str text)
{
	char room[SHORT_TEXT];
	char *z = c_string(text, room);

	if (!mxmlGetOpaque(mxmlNewOpaque(n, z)))
		out_of_memory();
	drop_c_string(z, room);
}

void
xml_prune(xnode *n)
{
	if (!mxmlGetFirstChild(n) && mxmlElementGetAttrCount(n) == 0)
		mxmlDelete(n);
}

void
xml_declare(struct buf *out)
{
	buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

void
xml_save(struct buf *out, xnode *n)
{
	size_t room = FIRST_ROOM;
	int len;

	for (;;) {
		char *to = buf_reserve(out, room);

		room = out->cap - out->n;
		if (room > INT_MAX)
			room = INT_MAX;
		len = mxmlSaveString(n, to, (int)room, MXML_NO_CALLBACK);
		assert(len > 0);
		if ((size_t)len < room)
			break;
		room = (size_t)len + 1;
	}
	out->n += (size_t)len;
	if (out->p[out->n - 1] == '\n')
		out->n--;
	out->p[out->n] = '\0';
	mxmlDelete(n);
}

void
xml_open(struct buf *out, xnode *n)
{
	xml_save(out, n);
	/* "<w:body />" is made a start tag. */
	assert(out->n > 3 && memcmp(out->p + out->n - 3, " />", 3) == 0);
	out->n -= 3;
	buf_c(out, '>');
}

void
xml_close(struct buf *out, const char *name)
{
	buf_z(out, "</");
	buf_z(out, name);
	buf_c(out, '>');
}
