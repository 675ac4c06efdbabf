/* ooxml/reread.c */
#include "reread.h"

#include "../base/utf.h"

#include <string.h>

enum token { TOKEN_END, TOKEN_BROKEN, TOKEN_TEXT, TOKEN_OPEN, TOKEN_CLOSE };

struct pull {
	str rest;
	str name;   /* of an element, without its prefix */
	str attrs;  /* as written */
	str text;   /* TOKEN_TEXT, entities and all */
	bool empty; /* <a/> */
	bool cdata;
};

static str
local_name(str name)
{
	size_t colon = str_find_c(name, ':');

	return colon == STR_NONE ? name : str_from(name, colon + 1);
}

static bool
skip_past(struct pull *p, const char *end)
{
	size_t at = str_find(p->rest, str_z(end));

	if (at == STR_NONE)
		return false;
	p->rest = str_from(p->rest, at + strlen(end));
	return true;
}

/* The end of a tag: a '>' that stands in no quotes. */
static size_t
tag_end(str s)
{
	char quote = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (quote)
			quote = s.p[i] == quote ? 0 : quote;
		else if (s.p[i] == '"' || s.p[i] == '\'')
			quote = s.p[i];
		else if (s.p[i] == '>')
			return i;
	}
	return STR_NONE;
}

static enum token
take_tag(struct pull *p)
{
	size_t end = tag_end(p->rest), n = 0;
	bool close;
	str tag;

	if (end == STR_NONE)
		return TOKEN_BROKEN;
	tag = str_sub(p->rest, 1, end - 1);
	p->rest = str_from(p->rest, end + 1);
	close = str_starts(tag, S("/"));
	p->empty = str_ends(tag, S("/"));
	tag = str_from(tag, close);
	tag = str_first(tag, tag.n - (p->empty && tag.n));
	while (n < tag.n && tag.p[n] != ' ' && tag.p[n] != '\t' && tag.p[n] != '\n' &&
	       tag.p[n] != '\r')
		n++;
	p->name = local_name(str_first(tag, n));
	p->attrs = str_from(tag, n);
	return close ? TOKEN_CLOSE : TOKEN_OPEN;
}

static enum token
take_cdata(struct pull *p)
{
	str from = str_from(p->rest, sizeof "<![CDATA[" - 1);
	size_t end = str_find(from, S("]]>"));

	if (end == STR_NONE)
		return TOKEN_BROKEN;
	p->text = str_first(from, end);
	p->rest = str_from(from, end + 3);
	p->cdata = true;
	return TOKEN_TEXT;
}

static enum token
next(struct pull *p)
{
	for (;;) {
		size_t lt;

		p->cdata = false;
		if (!p->rest.n)
			return TOKEN_END;
		if (p->rest.p[0] != '<') {
			lt = str_find_c(p->rest, '<');
			p->text = lt == STR_NONE ? p->rest : str_first(p->rest, lt);
			p->rest = str_from(p->rest, p->text.n);
			return TOKEN_TEXT;
		}
		if (str_starts(p->rest, S("<![CDATA[")))
			return take_cdata(p);
		if (str_starts(p->rest, S("<!--"))) {
			if (!skip_past(p, "-->"))
				return TOKEN_BROKEN;
		} else if (str_starts(p->rest, S("<?"))) {
			if (!skip_past(p, "?>"))
				return TOKEN_BROKEN;
		} else if (str_starts(p->rest, S("<!"))) {
			return TOKEN_BROKEN; /* a DOCTYPE */
		} else {
			return take_tag(p);
		}
	}
}

/* ---- Text ------------------------------------------------------------------------- */

/* "&#x41;": false when it is none. */
static bool
character(str ref, uint32_t *cp)
{
	bool hex = str_starts(ref, S("#x"));

	ref = str_from(ref, hex ? 2 : 1);
	*cp = 0;
	if (!ref.n || ref.n > 7)
		return false;
	for (size_t i = 0; i < ref.n; i++) {
		char c = ref.p[i] | 0x20;
		uint32_t digit = ref.p[i] >= '0' && ref.p[i] <= '9' ? (uint32_t)(ref.p[i] - '0')
				 : hex && c >= 'a' && c <= 'f'      ? (uint32_t)(c - 'a' + 10)
								    : 99;
		if (digit > 15)
			return false;
		*cp = *cp * (hex ? 16 : 10) + digit;
	}
	return utf_xml_char(*cp);
}

static void
add_entity(struct buf *out, str ref)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' },
		{ "apos", '\'' } };
	uint32_t cp;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(ref, known[i].name)) {
			buf_c(out, known[i].c);
			return;
		}
	if (str_starts(ref, S("#")) && character(ref, &cp))
		out->n += utf_put(buf_reserve(out, 4), cp);
	else
		buf_fmt(out, "&%.*s;", STR_ARG(ref));
}

/* What a reader makes of text: controls are not for terminals. */
static void
add_decoded(struct buf *out, str s, bool cdata)
{
	while (s.n) {
		size_t semi;
		unsigned char c = (unsigned char)s.p[0];

		if (c == '&' && !cdata && (semi = str_find_c(str_first(s, 12), ';')) != STR_NONE) {
			add_entity(out, str_sub(s, 1, semi - 1));
			s = str_from(s, semi + 1);
			continue;
		}
		buf_c(out, c < ' ' || c == 0x7F ? ' ' : (char)c);
		s = str_from(s, 1);
	}
}

static str
attribute(struct arena *a, str attrs, const char *name)
{
	str key = str_fmt(a, "%s=\"", name);
	size_t at = str_find(attrs, key), end;
	str value;
	struct buf b;

	if (at == STR_NONE)
		return S("");
	value = str_from(attrs, at + key.n);
	end = str_find_c(value, '"');
	if (end == STR_NONE)
		return S("");
	buf_init(&b);
	add_decoded(&b, str_first(value, end), false);
	value = buf_dup(&b, a);
	buf_free(&b);
	return value;
}

struct reading {
	int field, fallback; /* how deep */
	bool text;           /* inside w:t */
};

static void
field_char(struct reading *r, str attrs)
{
	if (str_find(attrs, S("\"begin\"")) != STR_NONE)
		r->field++;
	else if (str_find(attrs, S("\"end\"")) != STR_NONE && r->field)
		r->field--;
}

static void
open_element(struct reading *r, const struct pull *p, struct buf *out)
{
	bool seen = !r->field && !r->fallback;

	if (str_is(p->name, "Fallback") && !p->empty)
		r->fallback++;
	else if (str_is(p->name, "fldSimple") && !p->empty)
		r->field++;
	else if (str_is(p->name, "fldChar"))
		field_char(r, p->attrs);
	else if (str_is(p->name, "t") && !p->empty)
		r->text = true;
	else if (seen && (str_is(p->name, "tab") || str_is(p->name, "br")))
		buf_c(out, ' ');
	else if (seen && str_is(p->name, "noBreakHyphen"))
		buf_c(out, '-');
}

static void
close_element(struct reading *r, const struct pull *p, struct buf *out)
{
	if (str_is(p->name, "Fallback") && r->fallback)
		r->fallback--;
	else if (str_is(p->name, "fldSimple") && r->field)
		r->field--;
	else if (str_is(p->name, "t"))
		r->text = false;
	else if (str_is(p->name, "p") && !r->fallback)
		buf_c(out, '\n');
}

bool
reread_text(struct buf *out, str part)
{
	struct pull p = { .rest = part };
	struct reading r = { 0 };
	enum token t;

	if (utf_invalid(part) != STR_NONE)
		return false;
	while ((t = next(&p)) > TOKEN_BROKEN) {
		if (t == TOKEN_OPEN)
			open_element(&r, &p, out);
		else if (t == TOKEN_CLOSE)
			close_element(&r, &p, out);
		else if (r.text && !r.field && !r.fallback)
			add_decoded(out, p.text, p.cdata);
	}
	return t == TOKEN_END;
}

/* ---- Properties ---------------------------------------------------------------------- */

enum { MAX_PROPERTIES = 4096 };

static str
decoded(struct arena *a, struct buf *b)
{
	str s = str_trim(buf_dup(b, a));

	buf_clear(b);
	return s;
}

size_t
reread_custom(struct arena *a, str part, struct pprop **out)
{
	struct pull p = { .rest = part };
	VEC(struct pprop) v = { 0 };
	struct buf b;
	str name = S("");
	enum token t;

	buf_init(&b);
	while (v.n < MAX_PROPERTIES && utf_invalid(part) == STR_NONE &&
	       (t = next(&p)) > TOKEN_BROKEN) {
		if (t == TOKEN_OPEN && str_is(p.name, "property")) {
			name = attribute(a, p.attrs, " name");
			buf_clear(&b);
		} else if (t == TOKEN_CLOSE && str_is(p.name, "property")) {
			VEC_PUSH(a, &v, (struct pprop){ name, decoded(a, &b) });
		} else if (t == TOKEN_TEXT) {
			add_decoded(&b, p.text, p.cdata);
		}
	}
	buf_free(&b);
	*out = v.v;
	return v.n;
}

str
reread_element(struct arena *a, str part, const char *name)
{
	struct pull p = { .rest = part };
	struct buf b;
	bool inside = false;
	str value = S("");
	enum token t;

	if (utf_invalid(part) != STR_NONE)
		return value;
	buf_init(&b);
	while ((t = next(&p)) > TOKEN_BROKEN) {
		if (t == TOKEN_OPEN && str_is(p.name, name) && !p.empty) {
			inside = true;
		} else if (t == TOKEN_CLOSE && inside) {
			value = decoded(a, &b);
			break;
		} else if (t == TOKEN_TEXT && inside) {
			add_decoded(&b, p.text, p.cdata);
		}
	}
	buf_free(&b);
	return value;
}
