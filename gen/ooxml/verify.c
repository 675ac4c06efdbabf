/* ooxml/verify.c: the gate before a document is written: the package, its
 * types, relations and properties. verify_defs.c has the parts that define what
 * others refer to, verify_story.c those with text.
 *
 * It reads the parts as any reader would, knowing nothing of how they were
 * made, and looks for what the schemas can't see and the Open XML SDK does not:
 * relations, ids, types, tables, fields. A fault found
 * here is a bug of ours; a file that Word would want to repair is not written. */
#include <stdarg.h>
#include <stdio.h>

#include "../base/buf.h"
#include "verify_int.h"

void
verify_fail(struct verify *v, str part, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	if (v->wrong)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	v->wrong = str_cz(v->a, str_fmt(v->a, "%.*s: %s", STR_ARG(part), text));
}

void
verify_scan_end(struct verify *v, str part, const struct scan *s)
{
	if (s->wrong)
		verify_fail(v, part, "not well-formed: %s", s->wrong);
}

const struct part *
verify_find_part(struct verify *v, const char *name)
{
	int i = set_get(&v->parts, str_z(name));

	if (i == ABSENT)
		verify_fail(v, str_z(name), "the part is missing");
	return i == ABSENT ? NULL : &v->p->v[i];
}

static bool
is_xml(str name)
{
	return str_ends(name, S(".xml")) || str_ends(name, S(".rels"));
}

/* ---- Parts and their types ---------------------------------------------------------- */

static void
check_parts(struct verify *v)
{
	for (size_t i = 0; i < v->p->n; i++) {
		const struct part *p = &v->p->v[i];

		if (!set_add(v->a, &v->parts, p->name, (int)i))
			verify_fail(v, p->name, "two parts of this name");
		if (p->bytes.n == 0)
			verify_fail(v, p->name, "the part is empty");
	}
}

static void
check_override(struct verify *v, str part, const struct tag *t, struct set *overrides)
{
	str name = tag_attr(t, "PartName");

	if (!str_starts(name, S("/")) || set_get(&v->parts, str_from(name, 1)) == ABSENT)
		verify_fail(v, part, "a type for '%.*s', which is not there", STR_ARG(name));
	else if (!set_add(v->a, overrides, str_from(name, 1), 0))
		verify_fail(v, part, "two types for '%.*s'", STR_ARG(name));
}

static void
check_content_types(struct verify *v)
{
	const struct part *p = verify_find_part(v, "[Content_Types].xml");
	struct set overrides = { 0 }, defaults = { 0 };
	struct scan s;
	struct tag t;

	if (!p)
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t)) {
		if (t.start && tag_is(&t, "Default"))
			set_add(v->a, &defaults, tag_attr(&t, "Extension"), 0);
		if (t.start && tag_is(&t, "Override"))
			check_override(v, p->name, &t, &overrides);
	}
	verify_scan_end(v, p->name, &s);
	/* "application/xml" is no type of a part of ours. */
	for (size_t i = 0; i < v->p->n; i++) {
		str name = v->p->v[i].name;
		str ext = str_from(name, str_rfind_c(name, '.') + 1);

		if (&v->p->v[i] == p || set_get(&overrides, name) != ABSENT)
			continue;
		if (str_is(ext, "xml") || set_get(&defaults, ext) == ABSENT)
			verify_fail(v, name, "no content type");
	}
}

/* ---- Relations ------------------------------------------------------------------------ */

static enum rel_sort
rel_sort(str type)
{
	return str_ends(type, S("/header"))      ? REL_HEADER
	       : str_ends(type, S("/footer"))    ? REL_FOOTER
	       : str_ends(type, S("/hyperlink")) ? REL_LINK
	       : str_ends(type, S("/image"))     ? REL_IMAGE
						 : REL_OTHER;
}

/* "word/_rels/document.xml.rels" → "word/document.xml"; "_rels/.rels" → "". */
static str
rels_source(struct verify *v, str name)
{
	size_t at = str_find(name, S("_rels/"));
	str rest = str_from(name, at + sizeof "_rels/" - 1);

	return str_cat(v->a, str_first(name, at), str_first(rest, rest.n - (sizeof ".rels" - 1)));
}

str
verify_rel_key(struct verify *v, str part, str id)
{
	return str_cat(v->a, str_cat(v->a, part, S(" ")), id);
}

static void
check_relation(struct verify *v, str rels, str source, const struct tag *t, struct set *reached)
{
	str id = tag_attr(t, "Id"), target = tag_attr(t, "Target");
	str mode = tag_attr(t, "TargetMode");
	str key = verify_rel_key(v, source, id);
	size_t slash = str_rfind_c(source, '/');

	if (id.n == 0 || target.n == 0 || tag_attr(t, "Type").n == 0)
		verify_fail(v, rels, "a relation lacks its id, type or target");
	if (!set_add(v->a, &v->rels, key, (int)rel_sort(tag_attr(t, "Type"))))
		verify_fail(v, rels, "two relations '%.*s'", STR_ARG(id));
	if (str_is(mode, "External"))
		return;
	if (slash != STR_NONE)
		target = str_cat(v->a, str_first(source, slash + 1), target);
	if (set_get(&v->parts, target) == ABSENT)
		verify_fail(v, rels, "'%.*s' leads to '%.*s', which is not there", STR_ARG(id),
		    STR_ARG(target));
	set_add(v->a, reached, target, 0);
}

static void
check_rels(struct verify *v, const struct part *p, struct set *reached)
{
	str source = rels_source(v, p->name);
	struct scan s;
	struct tag t;

	if (source.n && set_get(&v->parts, source) == ABSENT)
		verify_fail(v, p->name, "relations of a part that is not there");
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t))
		if (t.start && tag_is(&t, "Relationship"))
			check_relation(v, p->name, source, &t, reached);
	verify_scan_end(v, p->name, &s);
}

static void
check_all_rels(struct verify *v)
{
	struct set reached = { 0 };

	for (size_t i = 0; i < v->p->n; i++)
		if (str_ends(v->p->v[i].name, S(".rels")))
			check_rels(v, &v->p->v[i], &reached);
	for (size_t i = 0; i < v->p->n; i++) {
		str name = v->p->v[i].name;

		if (str_ends(name, S(".rels")) || str_is(name, "[Content_Types].xml"))
			continue;
		if (set_get(&reached, name) == ABSENT)
			verify_fail(v, name, "no relation leads to the part");
	}
}

/* ---- Properties and the rest -------------------------------------------------------------------
 */

static void
check_core(struct verify *v)
{
	const struct part *p = verify_find_part(v, "docProps/core.xml");
	struct set seen = { 0 };
	struct scan s;
	struct tag t;

	if (!p)
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t)) {
		if (!t.start)
			continue;
		if (!set_add(v->a, &seen, t.name, 0))
			verify_fail(v, p->name, "'%.*s' twice", STR_ARG(t.name));
		if (str_starts(t.name, S("dcterms:")) &&
		    !str_is(tag_attr(&t, "xsi:type"), "dcterms:W3CDTF"))
			verify_fail(v, p->name, "a date without its type");
	}
	verify_scan_end(v, p->name, &s);
}

/* Ids from 2 up, each name once. */
static void
check_custom(struct verify *v)
{
	const struct part *p = verify_find_part(v, "docProps/custom.xml");
	struct set names = { 0 };
	struct scan s;
	struct tag t;
	uint32_t pid, next = 2;

	if (!p)
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t)) {
		if (!t.start || !tag_is(&t, "property"))
			continue;
		if (!str_uint(tag_attr(&t, "pid"), &pid) || pid != next++)
			verify_fail(v, p->name, "a property id out of order");
		if (!set_add(v->a, &names, tag_attr(&t, "name"), 0))
			verify_fail(v, p->name, "'%.*s' twice", STR_ARG(tag_attr(&t, "name")));
	}
	verify_scan_end(v, p->name, &s);
}

static bool
is_story(str name)
{
	return str_is(name, "word/document.xml") || str_is(name, "word/footnotes.xml") ||
	       str_starts(name, S("word/header")) || str_starts(name, S("word/footer"));
}

/* Parts that nothing above has read. */
static void
check_well_formed(struct verify *v, const struct part *p)
{
	struct scan s;
	struct tag t;

	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t))
		continue;
	verify_scan_end(v, p->name, &s);
}

static void
check_stories(struct verify *v)
{
	for (size_t i = 0; i < v->p->n; i++) {
		const struct part *p = &v->p->v[i];

		if (is_story(p->name))
			verify_story(v, p->name, p->bytes);
		else if (str_is(p->name, "docProps/app.xml") ||
			 str_is(p->name, "word/fontTable.xml"))
			check_well_formed(v, p);
		else if (str_is(p->name, "docProps/custom.xml"))
			continue; /* check_custom() has read it */
		else if (!is_xml(p->name) && !p->stored)
			verify_fail(v, p->name, "an unknown sort of part");
	}
	verify_stories_end(v);
}

struct gate *
ooxml_gate_new(void)
{
	struct arena *a = arena_new();
	struct gate *g = NEW(a, struct gate);

	g->a = a;
	return g;
}

void
ooxml_gate_free(struct gate *g)
{
	if (g)
		arena_free(g->a);
}

const char *
ooxml_verify(struct gate *g, struct arena *a, const struct parts *p)
{
	struct verify v = { .a = a, .gate = g, .p = p };

	check_parts(&v);
	check_content_types(&v);
	check_all_rels(&v);
	verify_styles(&v);
	verify_numbering(&v);
	verify_notes(&v);
	check_core(&v);
	check_custom(&v);
	check_stories(&v);
	return v.wrong;
}
