/* txt/page.c: the order of things, and paragraphs.
 *
 * The order is that of `dump text`. Where the page leaves more than a hair
 * between two paragraphs, the text leaves an empty line. */
#include "txt_int.h"

#include "../base/utf.h"

enum {
	GAP_TWIPS = 60,   /* more than this between two paragraphs is an empty line */
	MAX_HANG = 6,     /* a longer number does not push its text further in */
	ROOM_TWIPS = 400, /* an empty paragraph as high as this is room that was wanted */
	MAX_INDENT = 24
};

struct flow {
	struct txt *t;
	struct shape_lists lists;
	int hang[17]; /* by number of open lists: where their text begins */
};

void
txt_begin(struct txt *t)
{
	if (t->gap && t->out->n > 0)
		buf_c(t->out, '\n');
	t->gap = false;
}

static int
before(const struct txt *t, const struct para *p)
{
	return p->set & PS_BEFORE ? p->before : style_resolved(t->s, p->role).before;
}

static int
after(const struct txt *t, const struct para *p)
{
	return p->set & PS_AFTER ? p->after : style_resolved(t->s, p->role).after;
}

/* Room for a signature and the like; a rule is no words. */
static void
empty(struct txt *t, const struct para *p)
{
	struct role r = style_resolved(t->s, p->role);

	t->gap |= r.line_exact && r.line >= ROOM_TWIPS;
}

static int
label_width(const struct para *p)
{
	int width = (int)utf_width(p->label) + 1;

	return width > MAX_HANG ? 0 : width;
}

/* Where the first line and the others begin. */
static void
place(struct flow *f, const struct para *p, int *first, int *rest)
{
	enum shape_step step = shape_list_step(&f->lists, f->t->s, p);
	int n = f->lists.n;

	*first = *rest = f->hang[n];
	if (step != STEP_OPEN && step != STEP_NEXT)
		return;
	*first = f->hang[n - 1];
	*rest = *first + label_width(p);
	if (*rest > MAX_INDENT)
		*rest = *first;
	f->hang[n] = *rest;
}

static void
paragraph(struct flow *f, const struct para *p)
{
	struct txt *t = f->t;
	int first, rest;

	if (shape_is_empty(p)) {
		empty(t, p);
		return;
	}
	place(f, p, &first, &rest);
	t->gap |= before(t, p) > GAP_TWIPS || t->after > GAP_TWIPS;
	txt_begin(t);
	txt_lines(t->out, txt_words(t, p), first, rest);
	t->after = after(t, p);
}

void
txt_blocks(struct txt *t, const struct pblock *b, int indent)
{
	struct flow f = { .t = t, .hang = { indent } };

	for (; b != NULL; b = b->next) {
		if (b->kind == PB_PARA) {
			paragraph(&f, b->para);
			continue;
		}
		f.lists.n = 0;
		t->gap = true;
		txt_table(t, b->table);
		t->gap = true;
	}
}

/* ---- The whole ----------------------------------------------------------------------- */

static void
line(struct txt *t, char c, int n)
{
	t->gap = true;
	txt_begin(t);
	while (n-- > 0)
		buf_c(t->out, c);
	buf_c(t->out, '\n');
	t->gap = true;
}

static void
part(struct txt *t, const struct pblock *b)
{
	t->gap = true;
	txt_blocks(t, b, 0);
}

static void
notes(struct txt *t)
{
	if (t->p->n_notes)
		line(t, '-', TXT_WIDTH / 3);
	for (size_t i = 0; i < t->p->n_notes; i++) {
		const struct pblock *b = t->p->notes[i].blocks;
		struct buf words;

		buf_init(&words);
		plan_note_mark(&words, (int)i + 1);
		buf_c(&words, ' ');
		buf_str(&words, txt_words(t, b->para));
		txt_begin(t);
		txt_lines(t->out, buf_view(&words), 0, 2);
		buf_free(&words);
		txt_blocks(t, b->next, 2);
	}
}

str
txt_page(struct arena *a, const struct plan *p, const struct style *s)
{
	struct txt t = { .a = a, .p = p, .s = p->style != NULL ? p->style : s };
	struct buf out;
	str bytes;

	buf_init(&out);
	t.out = &out;
	for (size_t i = 0; i < p->n_sections; i++) {
		const struct psection *sec = &p->sections[i];

		/* A section that only turns the paper is no part of its own. */
		if (i > 0 && sec->page_start > 0)
			line(&t, '=', TXT_WIDTH);
		part(&t, sec->header_first);
		part(&t, sec->blocks);
		part(&t, sec->footer_first);
	}
	notes(&t);
	bytes = buf_dup(&out, a);
	buf_free(&out);
	return bytes;
}
