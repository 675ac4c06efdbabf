/* layout/flow.c: the small builders that all of layout uses.
 *
 * A flow is a list of blocks that grows at its end. Two rules of Word's are
 * kept here, so that nobody else has to think of them: two tables never touch
 * (they would become one), and a section ends in a paragraph (it carries the
 * section's properties). The first is met by a small paragraph of role bang-sau,
 * the other by an even smaller one of role cuoi-phan.
 *
 * Text is measured with the metrics that style/ has; a line breaks at spaces
 * only, as Word breaks Vietnamese. */
#include "layout_int.h"

#include "../base/utf.h"

enum { TWIPS_LINE_PERCENT = 115 }; /* a single line of Times New Roman, of its size */

/* What comes first on a new page: a table can't say so, the small paragraph
 * before it does. */
static void
begin_page(struct layout *l, struct flow *f, struct para *p)
{
	if (!l->break_next || f != &l->flow)
		return;
	l->break_next = false;
	if (p == NULL)
		p = lay_add_para(l, f, lay_para(l, ROLE_BANG_SAU), (pos){ 0 })->para;
	p->set |= PS_PAGE_BREAK;
	p->page_break_before = true;
}

static void
add_block(struct flow *f, struct pblock *b)
{
	if (f->last != NULL)
		f->last->next = b;
	else
		f->first = b;
	f->last = b;
}

struct pblock *
lay_add_para(struct layout *l, struct flow *f, struct para *p, pos at)
{
	struct pblock *b = NEW(l->a, struct pblock);

	begin_page(l, f, p);
	b->kind = PB_PARA;
	b->para = p;
	b->at = at;
	add_block(f, b);
	return b;
}

struct pblock *
lay_add_table(struct layout *l, struct flow *f, struct ptable *t, pos at)
{
	struct pblock *b = NEW(l->a, struct pblock);

	begin_page(l, f, NULL);
	if (f->last != NULL && f->last->kind == PB_TABLE)
		lay_add_para(l, f, lay_para(l, ROLE_BANG_SAU), (pos){ 0 });
	b->kind = PB_TABLE;
	b->table = t;
	b->at = at;
	add_block(f, b);
	return b;
}

void
lay_flow_close(struct layout *l, struct flow *f, int role)
{
	if (f->last == NULL)
		lay_add_para(l, f, lay_para(l, role), (pos){ 0 });
	else if (f->last->kind == PB_TABLE)
		lay_add_para(l, f, lay_para(l, ROLE_BANG_SAU), (pos){ 0 });
}

struct para *
lay_para(struct layout *l, int role)
{
	struct para *p = NEW(l->a, struct para);

	p->role = role;
	p->num = -1;
	return p;
}

void
lay_keep_next(struct para *p)
{
	p->set |= PS_KEEP_NEXT;
	p->keep_next = true;
}

static void
keep_row(struct prow *row)
{
	struct pblock *b;
	size_t i;

	for (i = 0; i < row->n; i++)
		for (b = row->cells[i].blocks; b != NULL; b = b->next)
			if (b->kind == PB_PARA)
				lay_keep_next(b->para);
}

void
lay_keep_last(struct layout *l, struct flow *f)
{
	struct para *p;

	if (f->last == NULL)
		return;
	if (f->last->kind == PB_PARA) {
		lay_keep_next(f->last->para);
		return;
	}
	/* The paragraph that will part this table from the next must hold on too. */
	if (f->last->table->n_rows > 0)
		keep_row(&f->last->table->rows[f->last->table->n_rows - 1]);
	p = lay_para(l, ROLE_BANG_SAU);
	lay_keep_next(p);
	lay_add_para(l, f, p, (pos){ 0 });
}

/* Runs ------------------------------------------------------------------- */

struct run *
lay_run(struct layout *l, struct para *p, enum run_kind kind)
{
	struct run *r = NEW(l->a, struct run);
	struct run **end = p->tail != NULL ? &p->tail->next : &p->runs;

	r->kind = kind;
	while (*end != NULL)
		end = &(*end)->next;
	*end = r;
	p->tail = r;
	return r;
}

struct run *
lay_text(struct layout *l, struct para *p, str text, unsigned fmt)
{
	struct run *first = NULL, *r;
	size_t from = 0, i;

	for (i = 0; i <= text.n; i++) {
		bool end = i == text.n;

		if (!end && text.p[i] != '\n' && text.p[i] != '\t')
			continue;
		if (i > from) {
			r = lay_run(l, p, RUN_TEXT);
			r->text = str_sub(text, from, i - from);
			r->fmt = fmt;
			first = first != NULL ? first : r;
		}
		if (!end) {
			r = lay_run(l, p, text.p[i] == '\n' ? RUN_BREAK : RUN_TAB);
			r->fmt = fmt;
			first = first != NULL ? first : r;
		}
		from = i + 1;
	}
	return first;
}

void
lay_rule(struct layout *l, struct flow *f, int width_twips, int avail_twips)
{
	struct para *p = lay_para(l, ROLE_DUONG_KE);
	int side = avail_twips > width_twips ? (avail_twips - width_twips) / 2 : 0;

	p->set |= PS_RULE | PS_LEFT | PS_RIGHT;
	p->rule = style_measure(l->s, "ke-day");
	p->left = p->right = side;
	lay_add_para(l, f, p, (pos){ 0 });
}

/* Measures --------------------------------------------------------------- */

static int
width_in(str text, const struct role *r, int size_hp)
{
	return (int)(style_text_width(text, r->bold, r->italic) * size_hp / 100);
}

int
lay_text_width(struct layout *l, str text, int role)
{
	struct role r = style_resolved(l->s, role);

	return width_in(text, &r, r.size_hp);
}

/* The next word of *rest: up to a space, which is eaten. */
static str
next_word(str *rest)
{
	str s = *rest;
	size_t i;

	for (i = 0; i < s.n && s.p[i] != ' ' && s.p[i] != '\n'; i++)
		;
	*rest = str_from(s, i < s.n ? i + 1 : i);
	return str_first(s, i);
}

/* Lines of one paragraph line (no '\n' in it). */
static int
wrap_lines(const struct lay_face *face, str text, int avail, int first, int *longest)
{
	int space = width_in(S(" "), &face->role, face->size_hp);
	int lines = 1, x = first, start = first;
	str rest = text;

	while (rest.n > 0) {
		str word = next_word(&rest);
		int w = width_in(word, &face->role, face->size_hp);

		if (x > start && x + w > avail) {
			lines++;
			x = start = 0;
		}
		while (avail > 0 && w > avail - start) { /* a word longer than a line */
			lines++;
			w -= avail - start;
			x = start = 0;
		}
		if (longest != NULL && x + w - first > *longest && lines == 1)
			*longest = x + w - first;
		else if (longest != NULL && lines > 1 && x + w > *longest)
			*longest = x + w;
		x += w + space;
	}
	return lines;
}

struct lay_face
lay_face(struct layout *l, int role, int size_hp)
{
	struct lay_face face = { style_resolved(l->s, role), size_hp };

	if (face.size_hp == 0)
		face.size_hp = face.role.size_hp;
	return face;
}

int
lay_face_width(const struct lay_face *face, str text)
{
	return width_in(text, &face->role, face->size_hp);
}

int
lay_face_lines(const struct lay_face *face, str text, int avail, int *longest)
{
	int lines = 0, first = face->role.first > 0 ? face->role.first : 0;
	str line;

	if (longest != NULL)
		*longest = 0;
	avail -= face->role.left + face->role.right;
	while (str_line(&text, &line)) {
		lines += wrap_lines(face, line, avail, first, longest);
		first = 0;
	}
	return lines > 0 ? lines : 1;
}

int
lay_face_height(const struct lay_face *face)
{
	const struct role *r = &face->role;

	if (r->line_exact)
		return r->line;
	return face->size_hp * 10 * TWIPS_LINE_PERCENT / 100 * (r->line > 0 ? r->line : 240) / 240;
}

int
lay_lines(struct layout *l, str text, int role, int avail, int *longest)
{
	struct lay_face face = lay_face(l, role, 0);

	/* The caller's avail is the room for text: indents are its business. */
	face.role.left = face.role.right = face.role.first = 0;
	return lay_face_lines(&face, text, avail, longest);
}

str
lay_upper(struct layout *l, str s)
{
	return utf_upper(l->a, s);
}

/* Sections --------------------------------------------------------------- */

static struct psection *
current(struct layout *l)
{
	return &l->sections.v[l->sections.n - 1];
}

int
lay_text_area(struct layout *l)
{
	const struct psection *s = current(l);

	return s->width - s->left - s->right;
}

int
lay_text_height(struct layout *l)
{
	const struct psection *s = current(l);

	return s->height - s->top - s->bottom;
}

static void
set_geometry(struct psection *sec, const struct page *page, bool landscape)
{
	sec->landscape = landscape;
	sec->width = landscape ? page->height : page->width;
	sec->height = landscape ? page->width : page->height;
	sec->top = landscape ? page->ngang.top : page->top;
	sec->bottom = landscape ? page->ngang.bottom : page->bottom;
	sec->left = landscape ? page->ngang.left : page->left;
	sec->right = landscape ? page->ngang.right : page->right;
	sec->header = page->header;
	sec->footer = page->footer;
}

void
lay_section_begin(struct layout *l, bool landscape, int page_start, bool hide_first)
{
	struct psection sec = { 0 };

	lay_section_end(l);
	set_geometry(&sec, &l->s->page, landscape);
	sec.page_start = page_start;
	sec.hide_first = hide_first;
	sec.even_page_number = true;
	VEC_PUSH(l->a, &l->sections, sec);
	l->flow = (struct flow){ 0 };
	l->break_next = false;
	l->section_open = true;
}

void
lay_section_end(struct layout *l)
{
	if (!l->section_open)
		return;
	l->section_open = false;
	if (l->flow.first == NULL && l->sections.n > 1 && current(l)->page_start == 0) {
		l->sections.n--; /* opened behind a landscape table, and nothing came */
		return;
	}
	/* Where the table fills its page to the last millimetre, this paragraph would
	 * be a page of its own. */
	if (l->flow.last == NULL || l->flow.last->kind == PB_TABLE)
		lay_add_para(l, &l->flow, lay_para(l, ROLE_CUOI_PHAN), (pos){ 0 });
	current(l)->blocks = l->flow.first;
	l->flow = (struct flow){ 0 };
}

void
lay_section_turn(struct layout *l, bool landscape)
{
	if (current(l)->landscape == landscape)
		return;
	if (l->flow.first == NULL)
		set_geometry(current(l), &l->s->page, landscape);
	else
		lay_section_begin(l, landscape, 0, false);
}
