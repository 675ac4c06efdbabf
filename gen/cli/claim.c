/* cli/claim.c */
#include "claim.h"

#include "../ooxml/reread.h"
#include "../pack/unpack.h"

#include <stdlib.h>
#include <string.h>

static const struct part *
part_of(const struct parts *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_is(p->v[i].name, name))
			return &p->v[i];
	return NULL;
}

str
claim_text(struct arena *a, const struct parts *p)
{
	static const char *const names[] = { "word/document.xml", "word/footnotes.xml" };
	struct buf b;
	str text;

	buf_init(&b);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (part_of(p, names[i]))
			reread_text(&b, part_of(p, names[i])->bytes);
	text = buf_take(&b, a);
	buf_free(&b);
	return text;
}

static int
compare(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

/* Programs that save a file anew give each section headers of its own: each line once. */
static str
sorted_lines(struct arena *a, struct buf *b)
{
	VEC(str) v = { 0 };
	str rest = buf_dup(b, a), line;

	buf_clear(b);
	while (str_line(&rest, &line)) {
		line = str_trim(str_replace(a, line, S("\xC2\xA0"), S(" ")));
		if (line.n)
			VEC_PUSH(a, &v, line);
	}
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, compare);
	for (size_t i = 0; i < v.n; i++)
		if (i == 0 || !str_eq(v.v[i], v.v[i - 1]))
			buf_fmt(b, "%.*s\n", STR_ARG(v.v[i]));
	rest = buf_dup(b, a);
	buf_free(b);
	return rest;
}

static str
margins_of(struct arena *a, const struct parts *p)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < p->n; i++)
		if (str_starts(p->v[i].name, S("word/header")) ||
		    str_starts(p->v[i].name, S("word/footer")))
			reread_text(&b, p->v[i].bytes);
	return sorted_lines(a, &b);
}

static str
pictures_of(struct arena *a, const struct parts *p)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < p->n; i++)
		if (str_starts(p->v[i].name, S("word/media/"))) {
			struct digest d;
			digest_bytes(p->v[i].bytes, &d);
			buf_fmt(&b, "%.*s\n", STR_ARG(digest_hex(a, &d, 64)));
		}
	return sorted_lines(a, &b);
}

static bool
read_docx(struct arena *a, str bytes, struct claim *c, str *why)
{
	static const char *const names[] = { "word/document.xml", "word/footnotes.xml",
		"docProps/custom.xml", "docProps/core.xml", "word/header", "word/footer",
		"word/media/" };
	struct parts p;
	const struct part *part;

	if (!unpack_parts(a, bytes, names, sizeof names / sizeof *names, &p, why))
		return false;
	c->text = claim_text(a, &p);
	c->margins = margins_of(a, &p);
	c->pictures = pictures_of(a, &p);
	if ((part = part_of(&p, "docProps/custom.xml")))
		c->n = reread_custom(a, part->bytes, &c->v);
	if ((part = part_of(&p, "docProps/core.xml")) &&
	    !origin_token(reread_element(a, part->bytes, "identifier"), &c->file, &c->digest))
		origin_token(reread_element(a, part->bytes, "keywords"), &c->file, &c->digest);
	return true;
}

/* Keywords of a PDF stand plain, or as UTF-16BE in hexadecimal digits. */
static void
read_pdf(struct arena *a, str bytes, struct claim *c)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf b;
	str rest = bytes;
	size_t at;

	if (origin_token(rest, &c->file, &c->digest))
		return;
	/* "vanban=" so written; what follows is decoded until it is no letter of ours. */
	at = str_find(rest, S("00760061006E00620061006E003D"));
	if (at == STR_NONE)
		at = str_find(rest, S("00760061006e00620061006e003d"));
	if (at == STR_NONE)
		return;
	buf_init(&b);
	for (rest = str_from(rest, at); rest.n >= 4 && b.n < 1024; rest = str_from(rest, 4)) {
		const char *hi = strchr(hex, rest.p[2] & ~(rest.p[2] >= 'a' ? 0x20 : 0));
		const char *lo = strchr(hex, rest.p[3] & ~(rest.p[3] >= 'a' ? 0x20 : 0));

		if (rest.p[0] != '0' || rest.p[1] != '0' || !hi || !lo || !*hi || !*lo)
			break;
		buf_c(&b, (char)((hi - hex) << 4 | (lo - hex)));
	}
	origin_token(buf_take(&b, a), &c->file, &c->digest);
	buf_free(&b);
}

bool
claim_read(struct arena *a, str bytes, struct claim *c, str *why)
{
	str id, rest, file;

	*c = (struct claim){ .pdf = str_starts(bytes, S("%PDF")) };
	if (c->pdf)
		read_pdf(a, bytes, c);
	else if (!read_docx(a, bytes, c, why))
		return false;
	id = origin_value(c->v, c->n, S("vanban.ma"));
	file = origin_value(c->v, c->n, S("vanban.tep-ra"));
	if (id.n)
		c->file = file.n ? file : id;
	/* "a/b_phu-luc-1" is a file of a/b. */
	c->id = id.n ? id : str_cut(c->file, '_', &rest);
	return true;
}
