/* ooxml/verify_story.c: the gate, for parts with paragraphs and tables in them.
 *
 * One pass over the tags with a stack of frames. What Word is known to refuse
 * or to repair, and no validator reports: a cell that does not end in a
 * paragraph, a row that does not fill the grid, a merge under nothing, two
 * tables that touch, a reference to nothing, a name or an id given twice. */
#include <stdlib.h>

#include "verify_int.h"

enum { LONGEST_NAME = 40 }; /* of a bookmark */

enum element {
	EL_NONE,
#define ELEMENT(id, name) EL_##id,
#include "element_list.h"
#undef ELEMENT
	EL_OTHER
};

struct frame {
	enum element el;
	enum element last; /* the last child so far; EL_NONE: none */
};

/* A table that is open. Per grid column: the span of the merged cell that
 * begins there in the row above, and in this row; 0: none. */
struct table {
	struct table *outer;
	size_t n_grid, cap;
	int *above, *here;
	size_t rows, col; /* rows begun; columns filled in this row */
	bool header_over; /* a row that is no header has been seen */
	bool header;      /* this row is one */
	size_t span;      /* of this cell */
	int merge;        /* of this cell: 0 none, 1 restart, 2 continue */
};

struct section {
	bool first_header, title_page;
};

struct story {
	struct verify *v;
	str part;
	struct frame frames[MAX_DEPTH + 1]; /* one more for an empty element */
	size_t depth;
	struct table *table;
	struct section section;
	enum field { FLD_BEGUN, FLD_RESULT } fields[4]; /* that are open, the innermost last */
	size_t n_fields;
	size_t sections;
};

static const char *const element_names[] = {
	NULL,
#define ELEMENT(id, name) name,
#include "element_list.h"
#undef ELEMENT
};

#define FAIL(s, ...) verify_fail((s)->v, (s)->part, __VA_ARGS__)

static enum element
element_of(struct verify *v, str name)
{
	int el;

	if (v->elements.n == 0)
		for (int i = EL_NONE + 1; i < EL_OTHER; i++)
			set_add(v->a, &v->elements, str_z(element_names[i]), i);
	el = set_get(&v->elements, name);
	return el == ABSENT ? EL_OTHER : (enum element)el;
}

static struct frame *
around(struct story *s)
{
	return &s->frames[s->depth ? s->depth - 1 : 0];
}

static long
number(str s)
{
	char digits[16] = { 0 };

	for (size_t i = 0; i < s.n && i + 1 < sizeof digits; i++)
		digits[i] = s.p[i];
	return strtol(digits, NULL, 10);
}

/* ---- References ------------------------------------------------------------------- */

static void
check_style(struct story *s, const struct tag *t, int type)
{
	str id = tag_attr(t, "w:val");

	if (set_get(&s->v->styles, id) != type)
		FAIL(s, "no such style: '%.*s'", STR_ARG(id));
}

static void
check_rel(struct story *s, str id, int sort)
{
	if (set_get(&s->v->rels, verify_rel_key(s->v, s->part, id)) != sort)
		FAIL(s, "no such relation: '%.*s'", STR_ARG(id));
}

static void
check_num(struct story *s, const struct tag *t, enum element el)
{
	str val = tag_attr(t, "w:val");

	if (el == EL_ILVL && (val.n != 1 || val.p[0] < '0' || val.p[0] > '8'))
		FAIL(s, "list level %.*s", STR_ARG(val));
	if (el == EL_NUM_ID && set_get(&s->v->nums, val) == ABSENT)
		FAIL(s, "no such list: %.*s", STR_ARG(val));
}

static void
check_mark(struct story *s, const struct tag *t, enum element el)
{
	struct verify *v = s->v;
	str id = tag_attr(t, "w:id"), name = tag_attr(t, "w:name");

	if (el == EL_MARK && !set_add(v->a, &v->marks_open, id, 0))
		FAIL(s, "two bookmarks %.*s", STR_ARG(id));
	if (el == EL_MARK && (name.n == 0 || !set_add(v->a, &v->mark_names, name, 0)))
		FAIL(s, "two bookmarks '%.*s'", STR_ARG(name));
	if (name.n > LONGEST_NAME)
		FAIL(s, "a bookmark's name is longer than Word takes: '%.*s'", STR_ARG(name));
	if (el == EL_MARK_END && set_get(&v->marks_open, id) == ABSENT)
		FAIL(s, "bookmark %.*s ends before it begins", STR_ARG(id));
	if (el == EL_MARK_END && !set_add(v->a, &v->marks_closed, id, 0))
		FAIL(s, "bookmark %.*s ends twice", STR_ARG(id));
}

static void
check_link(struct story *s, const struct tag *t)
{
	str anchor = tag_attr(t, "w:anchor");

	for (size_t i = 0; i < s->depth; i++)
		if (s->frames[i].el == EL_LINK)
			FAIL(s, "a link inside of a link");
	if (anchor.n)
		VEC_PUSH(s->v->a, &s->v->anchors, anchor);
	else
		check_rel(s, tag_attr(t, "r:id"), REL_LINK);
}

static void
check_note_ref(struct story *s, const struct tag *t)
{
	str id = tag_attr(t, "w:id");

	if (!str_is(s->part, "word/document.xml"))
		FAIL(s, "a note outside of the document");
	if (set_get(&s->v->notes, id) != NOTE_TEXT)
		FAIL(s, "no such note: %.*s", STR_ARG(id));
	if (!set_add(s->v->a, &s->v->note_refs, id, 0))
		FAIL(s, "note %.*s is called twice", STR_ARG(id));
}

static void
check_doc_pr(struct story *s, const struct tag *t)
{
	str id = tag_attr(t, "id");

	if (number(id) < 1 || !set_add(s->v->a, &s->v->drawings, id, 0))
		FAIL(s, "two drawings %.*s", STR_ARG(id));
}

static void
check_fld_char(struct story *s, const struct tag *t)
{
	str type = tag_attr(t, "w:fldCharType");

	enum { NESTED = sizeof s->fields / sizeof *s->fields };
	enum field *f = s->n_fields ? &s->fields[s->n_fields - 1] : NULL;

	if (str_is(type, "begin") && s->n_fields < NESTED && (!f || *f == FLD_RESULT))
		s->fields[s->n_fields++] = FLD_BEGUN;
	else if (str_is(type, "separate") && f && *f == FLD_BEGUN)
		*f = FLD_RESULT;
	else if (str_is(type, "end") && f && *f == FLD_RESULT)
		s->n_fields--;
	else
		FAIL(s, "a field out of order: '%.*s'", STR_ARG(type));
}

/* ---- Sections ------------------------------------------------------------------------ */

static void
check_pg_sz(struct story *s, const struct tag *t)
{
	long width = number(tag_attr(t, "w:w")), height = number(tag_attr(t, "w:h"));
	bool landscape = str_is(tag_attr(t, "w:orient"), "landscape");

	if (width <= 0 || height <= 0 || landscape != (width > height))
		FAIL(s, "a page of %ld by %ld that says it lies the other way", width, height);
}

static void
check_pg_mar(struct story *s, const struct tag *t)
{
	static const char *const all[] = { "w:top", "w:right", "w:bottom", "w:left", "w:header",
		"w:footer", "w:gutter" };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (tag_attr(t, all[i]).n == 0)
			FAIL(s, "margins without %s", all[i]);
}

static void
check_reference(struct story *s, const struct tag *t, enum element el)
{
	bool header = el == EL_HEADER_REF;

	check_rel(s, tag_attr(t, "r:id"), header ? REL_HEADER : REL_FOOTER);
	if (header && str_is(tag_attr(t, "w:type"), "first"))
		s->section.first_header = true;
}

static void
end_section(struct story *s)
{
	s->sections++;
	if (s->section.title_page && !s->section.first_header)
		FAIL(s, "a first page without a header of its own");
}

/* ---- Tables ---------------------------------------------------------------------------- */

static void
begin_table(struct story *s)
{
	struct table *t = NEW(s->v->a, struct table);

	t->outer = s->table;
	s->table = t;
}

static void
end_table(struct story *s)
{
	if (s->table->rows == 0)
		FAIL(s, "a table without rows");
	s->table = s->table->outer;
}

static void
begin_row(struct story *s)
{
	struct table *t = s->table;

	if (t->rows++ == 0) {
		t->above = NEW_N(s->v->a, int, t->n_grid + 1);
		t->here = NEW_N(s->v->a, int, t->n_grid + 1);
	}
	t->col = 0;
	t->header = false;
	for (size_t i = 0; i < t->n_grid; i++)
		t->here[i] = 0;
}

static void
end_row(struct story *s)
{
	struct table *t = s->table;
	int *above = t->above;

	if (t->col != t->n_grid)
		FAIL(s, "row %zu of a table fills %zu of %zu columns", t->rows, t->col, t->n_grid);
	if (t->header && t->header_over)
		FAIL(s, "row %zu of a table is a header behind others", t->rows);
	t->header_over = !t->header;
	t->above = t->here;
	t->here = above;
}

static void
begin_cell(struct story *s)
{
	s->table->span = 1;
	s->table->merge = 0;
}

static void
end_cell(struct story *s, enum element last)
{
	struct table *t = s->table;

	if (last != EL_P)
		FAIL(s, "a cell in row %zu of a table does not end in a paragraph", t->rows);
	if (t->span < 1 || t->col + t->span > t->n_grid)
		FAIL(s, "row %zu of a table is wider than its grid", t->rows);
	else if (t->merge == 2 && t->above[t->col] != (int)t->span)
		FAIL(s, "a cell in row %zu of a table goes on from nothing", t->rows);
	else if (t->merge)
		t->here[t->col] = (int)t->span;
	t->col += t->span;
}

static void
see_in_table(struct story *s, const struct tag *t, enum element el)
{
	struct table *table = s->table;

	if (!table) {
		FAIL(s, "a piece of a table outside of one");
		return;
	}
	switch (el) {
	case EL_GRID_COL: table->n_grid++; break;
	case EL_GRID_SPAN: table->span = (size_t)number(tag_attr(t, "w:val")); break;
	case EL_V_MERGE: table->merge = str_is(tag_attr(t, "w:val"), "restart") ? 1 : 2; break;
	case EL_TBL_HEADER: table->header = true; break;
	case EL_TR: begin_row(s); break;
	case EL_TC: begin_cell(s); break;
	default: break;
	}
}

/* ---- Order ------------------------------------------------------------------------------- */

static bool
holds_blocks(enum element el)
{
	return el == EL_BODY || el == EL_TC || el == EL_FOOTNOTE || el == EL_HDR || el == EL_FTR;
}

/* Is el allowed behind the last child of what is around it? */
static void
check_place(struct story *s, enum element el)
{
	const struct frame *f = around(s);

	if (s->depth == 0)
		return;
	if ((el == EL_P_PR || el == EL_TBL_PR || el == EL_TC_PR) && f->last != EL_NONE)
		FAIL(s, "properties behind content");
	if (el == EL_TBL && f->last == EL_TBL)
		FAIL(s, "two tables without a paragraph between them");
	if (el == EL_SECT_PR && f->el == EL_BODY && f->last != EL_P)
		FAIL(s, "the body does not end in a paragraph");
	if (f->el == EL_BODY && f->last == EL_SECT_PR)
		FAIL(s, "something behind the last section");
	if (el == EL_TBL && !holds_blocks(f->el))
		FAIL(s, "a table where there can be none");
	if (f->el == EL_TBL && el == EL_TR && f->last != EL_TBL_GRID && f->last != EL_TR)
		FAIL(s, "a table without its grid");
}

static void
begin_element(struct story *s, const struct tag *t, enum element el)
{
	switch (el) {
	case EL_P_STYLE: check_style(s, t, ST_PARAGRAPH); break;
	case EL_R_STYLE: check_style(s, t, ST_CHARACTER); break;
	case EL_TBL_STYLE: check_style(s, t, ST_TABLE); break;
	case EL_NUM_ID:
	case EL_ILVL: check_num(s, t, el); break;
	case EL_MARK:
	case EL_MARK_END: check_mark(s, t, el); break;
	case EL_LINK: check_link(s, t); break;
	case EL_NOTE_REF: check_note_ref(s, t); break;
	case EL_DOC_PR: check_doc_pr(s, t); break;
	case EL_BLIP: check_rel(s, tag_attr(t, "r:embed"), REL_IMAGE); break;
	case EL_HEADER_REF:
	case EL_FOOTER_REF: check_reference(s, t, el); break;
	case EL_FLD_CHAR: check_fld_char(s, t); break;
	case EL_SECT_PR: s->section = (struct section){ 0 }; break;
	case EL_PG_SZ: check_pg_sz(s, t); break;
	case EL_PG_MAR: check_pg_mar(s, t); break;
	case EL_TITLE_PG: s->section.title_page = true; break;
	case EL_TBL: begin_table(s); break;
	case EL_GRID_COL:
	case EL_TR:
	case EL_TC:
	case EL_GRID_SPAN:
	case EL_V_MERGE:
	case EL_TBL_HEADER: see_in_table(s, t, el); break;
	default: break;
	}
}

static void
end_element(struct story *s, const struct frame *f)
{
	if (holds_blocks(f->el) && f->el != EL_TC && f->last == EL_NONE)
		FAIL(s, "a story without a paragraph");
	switch (f->el) {
	case EL_TC: end_cell(s, f->last); break;
	case EL_TR: end_row(s); break;
	case EL_TBL: end_table(s); break;
	case EL_SECT_PR: end_section(s); break;
	case EL_P:
		if (s->n_fields && s->fields[s->n_fields - 1] == FLD_BEGUN)
			FAIL(s, "a field whose instruction has no end");
		break;
	case EL_BODY:
		if (f->last != EL_SECT_PR)
			FAIL(s, "the last section is missing");
		break;
	default: break;
	}
}

/* After a fault the stacks mean nothing any more, so the first one ends it. */
void
verify_story(struct verify *v, str part, str bytes)
{
	struct story s = { .v = v, .part = part };
	struct scan scan;
	struct tag t;

	scan_begin(&scan, bytes);
	while (!v->wrong && scan_next(&scan, &t)) {
		if (t.start) {
			enum element el = element_of(v, t.name);

			check_place(&s, el);
			begin_element(&s, &t, el);
			around(&s)->last = el;
			s.frames[s.depth++] = (struct frame){ .el = el };
		}
		if (t.end && !v->wrong) {
			struct frame f = s.frames[--s.depth];

			end_element(&s, &f);
		}
	}
	if (!v->wrong && s.n_fields)
		FAIL(&s, "a field without its end");
	if (scan.wrong)
		FAIL(&s, "not well-formed: %s", scan.wrong);
}

void
verify_stories_end(struct verify *v)
{
	str document = S("word/document.xml");

	if (v->wrong)
		return;
	for (size_t i = 0; i < v->anchors.n; i++)
		if (set_get(&v->mark_names, v->anchors.v[i]) == ABSENT)
			verify_fail(v, document, "a link to '%.*s', which is no bookmark",
			    STR_ARG(v->anchors.v[i]));
	if (v->marks_open.n != v->marks_closed.n)
		verify_fail(v, document, "a bookmark without its end");
	/* The two separators are called by settings.xml alone. */
	if (v->note_refs.n + 2 != v->notes.n)
		verify_fail(
		    v, document, "%zu notes, %zu of them called", v->notes.n - 2, v->note_refs.n);
}
