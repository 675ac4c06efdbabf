/* ooxml/verify_defs.c: the gate, for the parts that define what others refer to:
 * styles, lists, and the footnotes' separators. What they define is noted in
 * struct verify for verify_story.c. */
#include "verify_int.h"

/* ---- Styles ------------------------------------------------------------------------------ */

struct style_seen {
	str id, based_on, next;
	int type;
};
struct styles_seen {
	VEC(struct style_seen) list;
	struct set index; /* id → place in list */
	int defaults[ST_NUMBERING + 1];
};

static int
style_type(str name)
{
	static const char *const names[] = { "paragraph", "character", "table", "numbering" };

	for (int i = 0; i <= ST_NUMBERING; i++)
		if (str_is(name, names[i]))
			return i;
	return ABSENT;
}

static void
see_style(struct verify *v, str part, const struct tag *t, struct styles_seen *seen)
{
	struct style_seen s = { .id = tag_attr(t, "w:styleId") };

	s.type = style_type(tag_attr(t, "w:type"));
	if (s.id.n == 0 || s.type == ABSENT)
		verify_fail(v, part, "a style without id or type");
	else if (!set_add(v->a, &v->styles, s.id, s.type))
		verify_fail(v, part, "two styles '%.*s'", STR_ARG(s.id));
	else if (str_is(tag_attr(t, "w:default"), "1"))
		seen->defaults[s.type]++;
	set_add(v->a, &seen->index, s.id, (int)seen->list.n);
	VEC_PUSH(v->a, &seen->list, s);
}

/* Based on a style of its own type, and in the end on none. */
static void
check_based_on(
    struct verify *v, str part, const struct styles_seen *seen, const struct style_seen *s)
{
	size_t steps = 0;
	str at = s->based_on;

	while (at.n && steps++ <= seen->list.n) {
		int i = set_get(&seen->index, at);

		if (i == ABSENT || seen->list.v[i].type != s->type) {
			verify_fail(v, part,
			    "style '%.*s' is based on '%.*s', which is no such style",
			    STR_ARG(s->id), STR_ARG(at));
			return;
		}
		at = seen->list.v[i].based_on;
	}
	if (at.n)
		verify_fail(v, part, "style '%.*s' is based on itself", STR_ARG(s->id));
}

static void
check_seen_styles(struct verify *v, str part, const struct styles_seen *seen)
{
	for (size_t i = 0; i < seen->list.n; i++) {
		const struct style_seen *s = &seen->list.v[i];

		check_based_on(v, part, seen, s);
		if (s->next.n && set_get(&v->styles, s->next) != ST_PARAGRAPH)
			verify_fail(v, part,
			    "style '%.*s' is followed by '%.*s', which is no style", STR_ARG(s->id),
			    STR_ARG(s->next));
	}
	for (int type = 0; type <= ST_NUMBERING; type++)
		if (seen->defaults[type] != 1)
			verify_fail(v, part, "not one default style of each type");
}

static bool
known_styles(struct verify *v, str bytes)
{
	const struct gate *g = v->gate;

	for (size_t i = 0; g && i < g->n; i++) {
		if (!str_eq(g->styles[i].bytes, bytes))
			continue;
		v->styles = g->styles[i].defined;
		return true;
	}
	return false;
}

static void
remember_styles(struct verify *v, str bytes)
{
	struct gate *g = v->gate;
	str copy;

	if (!g || g->n == MOST_STYLES || v->wrong)
		return;
	copy = str_dup(g->a, bytes);
	g->styles[g->n].bytes = copy;
	for (size_t i = 0; i < v->styles.cap; i++) {
		const struct set_slot *s = &v->styles.slots[i];

		if (s->used)
			set_add(g->a, &g->styles[g->n].defined,
			    str_sub(copy, (size_t)(s->key.p - bytes.p), s->key.n), s->value);
	}
	g->n++;
}

void
verify_styles(struct verify *v)
{
	const struct part *p = verify_find_part(v, "word/styles.xml");
	struct styles_seen seen = { 0 };
	struct scan s;
	struct tag t;

	if (!p || known_styles(v, p->bytes))
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t)) {
		if (!t.start)
			continue;
		if (tag_is(&t, "w:style"))
			see_style(v, p->name, &t, &seen);
		else if (tag_is(&t, "w:basedOn") && seen.list.n)
			seen.list.v[seen.list.n - 1].based_on = tag_attr(&t, "w:val");
		else if (tag_is(&t, "w:next") && seen.list.n)
			seen.list.v[seen.list.n - 1].next = tag_attr(&t, "w:val");
	}
	verify_scan_end(v, p->name, &s);
	check_seen_styles(v, p->name, &seen);
	remember_styles(v, p->bytes);
}

/* ---- Numbering ----------------------------------------------------------------------------- */

struct numbering_seen {
	struct set abstracts, nsids;
	int levels; /* of the list that is open */
	str num;    /* the w:num that is open */
};

static void
see_abstract(struct verify *v, str part, const struct tag *t, struct numbering_seen *seen)
{
	if (t->start) {
		if (v->nums.n)
			verify_fail(v, part, "a list behind its instances");
		if (!set_add(v->a, &seen->abstracts, tag_attr(t, "w:abstractNumId"), 0))
			verify_fail(v, part, "two lists of one id");
		seen->levels = 0;
	}
	if (t->end && seen->levels != 9)
		verify_fail(v, part, "a list of %d levels", seen->levels);
}

static void
see_num(struct verify *v, str part, const struct tag *t, struct numbering_seen *seen)
{
	if (!t->start)
		return;
	seen->num = tag_attr(t, "w:numId");
	if (!set_add(v->a, &v->nums, seen->num, 0))
		verify_fail(v, part, "two instances '%.*s'", STR_ARG(seen->num));
}

static void
see_numbering(struct verify *v, str part, const struct tag *t, struct numbering_seen *seen)
{
	str val = tag_attr(t, "w:val");

	if (tag_is(t, "w:abstractNum"))
		see_abstract(v, part, t, seen);
	else if (tag_is(t, "w:num"))
		see_num(v, part, t, seen);
	else if (tag_is(t, "w:lvl") && t->start &&
		 tag_attr(t, "w:ilvl").p[0] != '0' + seen->levels++)
		verify_fail(v, part, "levels out of order");
	else if (tag_is(t, "w:nsid") && !set_add(v->a, &seen->nsids, val, 0))
		verify_fail(v, part, "two lists of nsid %.*s", STR_ARG(val));
	else if (tag_is(t, "w:nsid") && val.n != 8)
		verify_fail(v, part, "an nsid that is not eight digits");
	else if (tag_is(t, "w:abstractNumId") && set_get(&seen->abstracts, val) == ABSENT)
		verify_fail(
		    v, part, "instance '%.*s' of a list that is not there", STR_ARG(seen->num));
}

void
verify_numbering(struct verify *v)
{
	const struct part *p = verify_find_part(v, "word/numbering.xml");
	struct numbering_seen seen = { 0 };
	struct scan s;
	struct tag t;

	if (!p)
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t))
		see_numbering(v, p->name, &t, &seen);
	verify_scan_end(v, p->name, &s);
}

/* ---- Footnotes and settings ------------------------------------------------------------------ */

static void
see_notes(struct verify *v)
{
	const struct part *p = verify_find_part(v, "word/footnotes.xml");
	struct scan s;
	struct tag t;

	if (!p)
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t)) {
		bool special = tag_attr(&t, "w:type").n > 0;

		if (!t.start || !tag_is(&t, "w:footnote"))
			continue;
		if (!set_add(
			v->a, &v->notes, tag_attr(&t, "w:id"), special ? NOTE_SPECIAL : NOTE_TEXT))
			verify_fail(v, p->name, "two notes of one id");
	}
}

/* The separators must be there, and settings.xml must name them. */
static void
check_settings(struct verify *v)
{
	const struct part *p = verify_find_part(v, "word/settings.xml");
	int separators = 0;
	struct scan s;
	struct tag t;

	if (!p)
		return;
	scan_begin(&s, p->bytes);
	while (scan_next(&s, &t)) {
		if (t.start && tag_is(&t, "w:updateFields"))
			verify_fail(v, p->name, "Word would ask to update fields");
		if (!t.start || !tag_is(&t, "w:footnote"))
			continue;
		separators++;
		if (set_get(&v->notes, tag_attr(&t, "w:id")) != NOTE_SPECIAL)
			verify_fail(v, p->name, "a separator of notes that is not there");
	}
	verify_scan_end(v, p->name, &s);
	if (separators != 2)
		verify_fail(v, p->name, "%d separators of notes", separators);
}

void
verify_notes(struct verify *v)
{
	see_notes(v);
	check_settings(v);
}
