/* layout/toc.c: tables of contents (`muc_luc`).
 *
 * A table is Word's own TOC field whose result is finished text: nobody is asked
 * to update anything, and whoever edits the document in Word can. It lists what
 * Word would list, the paragraphs of an outline level, as they stand in the plan;
 * so its lines are made when everything is laid, and only its place is kept
 * before. Page numbers are those that were given, or there are none.
 *
 * ISO 29500-1, 17.16.5.68 (TOC: \b a part, \o and \u levels, \h links) and 17.16.5.47 (PAGEREF). */
#include "layout_int.h"

#include "../base/buf.h"

enum { MOST_LEVELS = ROLE_MUC_LUC_4 - ROLE_MUC_LUC_1 + 1 };

#define BOOKMARK "_Toc" /* Word hides bookmarks of that name, and replaces them itself */

/* ---- Its place ------------------------------------------------------------------ */

void
lay_toc(struct layout *l, const struct muc_luc *m, bool part)
{
	struct toc t = { .section = l->sections.n - 1, .area = lay_text_area(l), .at = m->at };

	t.levels = m->cap ? m->cap : style_measure(l->s, "muc-luc-cap");
	if (t.levels > MOST_LEVELS)
		t.levels = MOST_LEVELS;
	t.part = part;
	lay_add_line(l, &l->flow, ROLE_MUC_LUC, style_word(l->s, "muc-luc"), m->at);
	t.title = l->flow.last;
	VEC_PUSH(l->a, &l->tocs, t);
	l->break_next = true;
}

void
lay_toc_end(struct layout *l)
{
	if (l->tocs.n && l->tocs.v[l->tocs.n - 1].part && !l->tocs.v[l->tocs.n - 1].end)
		l->tocs.v[l->tocs.n - 1].end = l->sections.n;
}

/* ---- What it lists ---------------------------------------------------------------- */

typedef VEC(struct para *) paras;

static int
outline_of(const struct layout *l, const struct para *p)
{
	return p->set & PS_OUTLINE ? p->outline : style_resolved(l->s, p->role).outline;
}

static paras
listed(struct layout *l, const struct toc *t)
{
	paras found = { 0 };
	size_t end = t->end ? t->end : l->sections.n;

	for (size_t i = t->section; i < end; i++) {
		const struct pblock *b = i == t->section ? t->title->next : l->sections.v[i].blocks;

		for (; b != NULL; b = b->next) {
			int level = b->kind == PB_PARA ? outline_of(l, b->para) : -1;

			if (level >= 0 && level < t->levels)
				VEC_PUSH(l->a, &found, b->para);
		}
	}
	return found;
}

/* A heading that goes on as text is listed by its bold part. */
static bool
ends_title(const struct run *r, bool bold_role, bool any)
{
	return bold_role && any && r->kind == RUN_TEXT && r->fmt & RUN_NOT_BOLD;
}

static void
take_words(struct buf *out, const struct layout *l, const struct para *p)
{
	bool bold = style_resolved(l->s, p->role).bold;
	size_t start = out->n;

	for (const struct run *r = p->runs; r != NULL; r = r->next) {
		str so_far = str_from(buf_view(out), start);

		if (ends_title(r, bold, so_far.n > 0))
			break;
		if (r->kind == RUN_TEXT)
			buf_str(out, r->text);
		else if (r->kind == RUN_TAB || (r->kind == RUN_BREAK && so_far.n))
			buf_c(out, ' ');
	}
}

/* "Chương I" and what stands on the line below it. */
static str
with_title(struct layout *l, str name, str title)
{
	str join = style_word(l->s, "muc-luc-noi");

	if (title.n == 0)
		return name;
	if (str_ends(name, S(".")) || str_ends(name, S(":")) || str_ends(name, S(")")))
		join = S("");
	return str_fmt(l->a, "%.*s%.*s %.*s", STR_ARG(name), STR_ARG(join), STR_ARG(title));
}

static str
words_of(struct layout *l, const struct para *p)
{
	struct buf b;
	str s;

	buf_init(&b);
	take_words(&b, l, p);
	s = str_trim(buf_dup(&b, l->a));
	buf_free(&b);
	return s;
}

static str
entry_text(struct layout *l, const struct para *p)
{
	str text = words_of(l, p), label = p->label;

	if (p->goes_on != NULL)
		return with_title(l, text, words_of(l, p->goes_on));
	if (p->num < 0 && label.n && str_starts(text, label)) /* a typed number */
		text = str_trim(str_from(text, label.n));
	if (label.n)
		text = with_title(l, label, text);
	if (str_ends(text, S(":")))
		text = str_first(text, text.n - 1);
	return text;
}

/* ---- Its lines --------------------------------------------------------------------- */

static struct run *
new_run(struct layout *l, enum run_kind kind)
{
	struct run *r = NEW(l->a, struct run);

	r->kind = kind;
	return r;
}

/* The bookmark of a heading, opening its paragraph; made when there is none. */
static str
bookmark(struct layout *l, struct para *p)
{
	struct run *start, *end;
	int id;

	if (p->runs != NULL && p->runs->kind == RUN_MARK && str_starts(p->runs->text, S(BOOKMARK)))
		return p->runs->text;
	id = l->next_bookmark++;
	end = lay_run(l, p, RUN_MARK_END);
	start = new_run(l, RUN_MARK);
	start->text = str_fmt(l->a, BOOKMARK "%09d", id + 1);
	start->id = end->id = id;
	start->next = p->runs;
	p->runs = start;
	return start->text;
}

/* The number, behind dots that reach it at the right edge of the text. */
static void
add_page(struct layout *l, struct para *line, const struct toc *t, str mark, str page)
{
	line->set |= PS_LEADER;
	line->leader = t->area;
	lay_run(l, line, RUN_TAB);
	lay_run(l, line, RUN_FIELD)->text = str_fmt(l->a, " PAGEREF %.*s \\h ", STR_ARG(mark));
	lay_text(l, line, page, 0);
	lay_run(l, line, RUN_FIELD_END);
}

static struct para *
entry(struct layout *l, const struct toc *t, struct para *p)
{
	struct para *line = lay_para(l, ROLE_MUC_LUC_1 + outline_of(l, p));
	str mark = bookmark(l, p), text = entry_text(l, p);
	size_t i = l->toc_marks.n;

	lay_run(l, line, RUN_LINK)->anchor = mark;
	lay_text(l, line, text, 0);
	if (l->pages != NULL)
		add_page(l, line, t, mark, i < l->pages->n ? l->pages->v[i] : S("1"));
	lay_run(l, line, RUN_LINK_END);
	VEC_PUSH(l->a, &l->toc_marks, mark);
	return line;
}

/* ---- The field ---------------------------------------------------------------------- */

/* The part that a table of an attached text covers, as a bookmark of its own: from
 * the first paragraph listed to the last of its sections. */
static str
part_bookmark(struct layout *l, const struct toc *t, struct para *first)
{
	struct run *start = new_run(l, RUN_MARK), *end;
	const struct pblock *last = NULL, *b;
	size_t i = (t->end ? t->end : l->sections.n) - 1;

	for (b = l->sections.v[i].blocks; b != NULL; b = b->next)
		if (b->kind == PB_PARA)
			last = b;
	end = lay_run(l, last != NULL ? last->para : first, RUN_MARK_END);
	start->id = end->id = l->next_bookmark++;
	start->text = str_fmt(l->a, "muc_luc_%d", start->id);
	/* Behind the heading's own mark, by which it is known. */
	start->next = first->runs->next;
	first->runs->next = start;
	return start->text;
}

static str
instruction(struct layout *l, const struct toc *t, struct para *first)
{
	str part = t->part ? part_bookmark(l, t, first) : S("");

	if (part.n)
		part = str_fmt(l->a, "\\b %.*s ", STR_ARG(part));
	return str_fmt(l->a, " TOC %.*s\\o \"1-%d\" \\h \\z \\u ", STR_ARG(part), t->levels);
}

static struct pblock *
insert_behind(struct layout *l, struct pblock *b, struct para *p)
{
	struct pblock *new = NEW(l->a, struct pblock);

	new->kind = PB_PARA;
	new->para = p;
	new->next = b->next;
	b->next = new;
	return new;
}

/* As Word has it: the field opens in the first line and ends in a paragraph
 * behind the last. */
static void
fill(struct layout *l, const struct toc *t)
{
	paras found = listed(l, t);
	struct pblock *at = t->title;
	struct para *end = lay_para(l, ROLE_BANG_SAU);

	if (found.n == 0) {
		diag(l->d, D_TOC_EMPTY, t->at, str_fmt(l->a, "%d", t->levels));
		return;
	}
	for (size_t i = 0; i < found.n; i++) {
		struct para *line = entry(l, t, found.v[i]);

		if (i == 0) {
			struct run *field = new_run(l, RUN_FIELD);

			field->text = instruction(l, t, found.v[0]);
			field->next = line->runs;
			line->runs = field;
		}
		at = insert_behind(l, at, line);
	}
	lay_run(l, end, RUN_FIELD_END);
	insert_behind(l, at, end);
}

void
lay_tocs_fill(struct layout *l)
{
	for (size_t i = 0; i < l->tocs.n; i++)
		fill(l, &l->tocs.v[i]);
	l->plan->toc = l->toc_marks.v;
	l->plan->n_toc = l->toc_marks.n;
}

/* ---- Where they stand ----------------------------------------------------------------- */

const struct plan *
layout_page_probe(struct arena *a, const struct plan *p)
{
	struct layout l = { .a = a, .s = p->style };
	struct plan *copy = NEW(a, struct plan);
	struct psection *v = NEW_N(a, struct psection, p->n_sections + 1);

	for (size_t i = 0; i < p->n_sections; i++)
		v[i] = p->sections[i];
	for (size_t i = 0; i < p->n_toc; i++) {
		struct para *line = lay_para(&l, ROLE_NORMAL);

		lay_run(&l, line, RUN_FIELD)->text =
		    str_fmt(a, " PAGEREF %.*s \\h ", STR_ARG(p->toc[i]));
		lay_text(&l, line, S("?"), 0);
		lay_run(&l, line, RUN_FIELD_END);
		lay_add_para(&l, &l.flow, line, (pos){ 0 });
	}
	v[p->n_sections] = p->sections[0];
	v[p->n_sections].page_start = 0;
	v[p->n_sections].header_first = v[p->n_sections].footer_first = NULL;
	v[p->n_sections].blocks = l.flow.first;
	*copy = *p;
	copy->sections = v;
	copy->n_sections = p->n_sections + 1;
	return copy;
}
