/* read/link.c: what a link is. By its target: an address on the web, another
 * document (`vb:`), or a place in this one (`#`). */
#include "markdown_int.h"
#include "../base/utf.h"

#include <stdlib.h>

/* Schemes are compared without case, as browsers do. */
static bool
has_scheme(struct md *md, str url, str scheme)
{
	return str_eq(utf_lower(md->arena, str_first(url, scheme.n)), scheme);
}

static enum cite_mode
read_mode(struct md *md, str title, pos at)
{
	static const str modes[] = { STR_INIT("ngan"), STR_INIT("thuong"), STR_INIT("day-du") };
	static const enum cite_mode means[] = { CITE_NGAN, CITE_THUONG, CITE_DAY_DU };
	str mode = utf_fold(md->arena, title, '-');
	struct diag *f;

	if (md_is_blank(title))
		return CITE_AUTO;
	for (size_t i = 0; i < 3; i++)
		if (str_eq(mode, modes[i]))
			return means[i];
	f = md_report(md, D_CITE_MODE, at, title);
	if (f)
		f->suggest = diag_nearest(mode, modes, 3);
	return CITE_AUTO;
}

/* A link that Word can follow, its scheme in small letters; else nothing. */
static str
web_url(struct md *md, str url)
{
	static const str schemes[] = { STR_INIT("http://"), STR_INIT("https://"),
		STR_INIT("mailto:") };

	for (size_t i = 0; i < 3; i++)
		if (url.n > schemes[i].n && has_scheme(md, url, schemes[i]))
			return str_cat(md->arena, schemes[i], str_from(url, schemes[i].n));
	return (str){ NULL, 0 };
}

/* An entity may have brought what XML can't hold. */
static bool
is_printable(str url)
{
	for (size_t i = 0; i < url.n;)
		if (!utf_xml_char(utf_next(url, &i)))
			return false;
	return true;
}

struct link
md_link(struct md *md, str url, str title, pos at)
{
	struct link l = { .kind = LINK_BAD };

	url = str_dup(md->arena, str_trim(url));
	if (!is_printable(url))
		md_report(md, D_MD_CONTROL, at);
	title = str_dup(md->arena, title);
	if (has_scheme(md, url, S("vb:"))) {
		l.kind = LINK_CITE;
		l.target = str_trim(str_from(url, 3));
		l.cite = read_mode(md, title, at);
		if (l.target.n == 0) {
			md_report(md, D_CITE_EMPTY, at);
			l.kind = LINK_BAD;
		}
		return l;
	}
	if (!md_is_blank(title))
		md_report(md, D_LINK_TITLE, at, title);
	if (str_starts(url, S("#"))) {
		l.kind = LINK_REF;
		l.target = str_from(url, 1);
		if (l.target.n == 0) {
			md_report(md, D_CITE_EMPTY, at);
			l.kind = LINK_BAD;
		}
	} else if ((l.url = web_url(md, url)).n) {
		l.kind = LINK_URL;
	} else {
		md_report(md, D_LINK_SCHEME, at, url);
	}
	return l;
}

/* ---- Places that links may point to ----------------------------------------- */

bool
md_anchor(struct md *md, str name, pos at)
{
	bool ok = name.n > 0;
	struct anchor a = { name, at };

	for (size_t i = 0; i < name.n; i++)
		ok = ok && ((name.p[i] >= 'a' && name.p[i] <= 'z') ||
			       (name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '-');
	if (ok)
		VEC_PUSH(md->arena, &md->anchors, a);
	else
		md_report(md, D_ANCHOR_NAME, at, name);
	return ok;
}

static int
by_name(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;
	int c = str_cmp(x->name, y->name);

	c = c ? c : (x->at.line > y->at.line) - (x->at.line < y->at.line);
	return c ? c : (x->at.col > y->at.col) - (x->at.col < y->at.col);
}

void
md_anchors_finish(struct md *md)
{
	struct anchor *v = md->anchors.v;

	if (md->anchors.n == 0)
		return;
	qsort(v, md->anchors.n, sizeof *v, by_name);
	for (size_t i = 1; i < md->anchors.n; i++) {
		struct diag *f;

		if (!str_eq(v[i].name, v[i - 1].name))
			continue;
		f = md_report(md, D_ANCHOR_TWICE, v[i].at, v[i].name);
		if (f)
			f->also = v[i - 1].at;
	}
}
