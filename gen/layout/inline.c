/* layout/inline.c: the text of a paragraph as runs; notes.
 *
 * A run says only how it differs from the paragraph's style: bold text in a
 * bold heading needs nothing, plain text in it must say so. Italic is emphasis,
 * so in an italic role it stands upright. */
#include "body_int.h"

#include "../base/buf.h"

struct inline_opts
inline_opts(struct layout *l, int role, int max_width)
{
	struct role r = style_resolved(l->s, role);

	return (struct inline_opts){ .bold = r.bold, .italic = r.italic, .max_width = max_width };
}

static unsigned
run_format(const struct inline_opts *o, unsigned style)
{
	bool marked = (style & INL_BOLD) != 0;
	bool bold = o->run_in ? marked : marked || o->bold || o->all_bold;
	bool italic = o->italic != ((style & INL_ITALIC) != 0);
	unsigned fmt = 0;

	if (bold != o->bold)
		fmt |= bold ? RUN_BOLD : RUN_NOT_BOLD;
	if (italic != o->italic)
		fmt |= italic ? RUN_ITALIC : RUN_NOT_ITALIC;
	return fmt;
}

/* Notes ------------------------------------------------------------------- */

static void
note_paragraphs(struct layout *l, struct flow *f, const struct footnote *note)
{
	struct inline_opts o = inline_opts(l, ROLE_CHU_THICH, lay_text_area(l));
	const struct block *b;

	o.in_note = true;
	for (b = note->blocks; b != NULL; b = b->next) {
		struct para *p;

		if (b->kind != BLK_PARA)
			continue;
		p = lay_para(l, ROLE_CHU_THICH);
		lay_inlines(l, p, b->inl, &o);
		lay_add_para(l, f, p, b->at);
	}
	lay_flow_close(l, f, ROLE_CHU_THICH);
}

static void
add_note(struct layout *l, struct para *p, const struct inl *i, const struct inline_opts *o)
{
	struct flow f = { 0 };
	struct run *r;
	size_t id = l->notes.n;

	if (o->in_note)
		return; /* read/ has refused it */
	r = lay_run(l, p, RUN_NOTE);
	r->id = (int)id;
	VEC_PUSH(l->a, &l->notes, (struct pnote){ 0 });
	note_paragraphs(l, &f, i->note);
	l->notes.v[id].blocks = f.first;
}

/* Runs -------------------------------------------------------------------- */

static void
add_words(struct layout *l, struct para *p, str text, unsigned fmt, bool upper)
{
	lay_text(l, p, upper ? lay_upper(l, text) : text, fmt);
}

static void
add_cite(struct layout *l, struct para *p, const struct inl *i, unsigned fmt, bool upper)
{
	const struct doc *doc;
	str text = lay_cite(l, i, &doc);
	struct run *r = lay_text(l, p, upper ? lay_upper(l, text) : text, fmt);

	if (r != NULL)
		r->cites = doc;
}

static void
add_image(struct layout *l, struct para *p, const struct inl *i, const struct inline_opts *o)
{
	struct run *r;

	if (i->image == NULL)
		return;
	r = lay_run(l, p, RUN_IMAGE);
	r->id = lay_image(l, i, o->max_width);
}

static void
add_inline(struct layout *l, struct para *p, const struct inl *i, const struct inline_opts *o)
{
	unsigned fmt = run_format(o, i->style);

	switch (i->kind) {
	case INL_TEXT: add_words(l, p, i->text, fmt, o->upper && !(i->style & INL_VERBATIM)); break;
	case INL_BREAK: lay_run(l, p, RUN_BREAK); break;
	case INL_FOOTNOTE: add_note(l, p, i, o); break;
	case INL_IMAGE: add_image(l, p, i, o); break;
	case INL_CITE: add_cite(l, p, i, fmt, o->upper); break;
	case INL_REF: lay_ref(l, p, i, fmt, o->upper); break;
	case INL_GAP:
		add_words(l, p, str_fmt(l->a, "[%.*s]", STR_ARG(i->text)), fmt | RUN_GAP, o->upper);
		break;
	}
}

void
lay_inlines(struct layout *l, struct para *p, const struct inl *i, const struct inline_opts *o)
{
	str url = { 0 };

	for (; i != NULL; i = i->next) {
		str next = i->kind == INL_TEXT ? i->url : (str){ 0 };

		if (!str_eq(url, next)) {
			if (url.n > 0)
				lay_run(l, p, RUN_LINK_END);
			if (next.n > 0)
				lay_run(l, p, RUN_LINK)->text = next;
			url = next;
		}
		add_inline(l, p, i, o);
	}
	if (url.n > 0)
		lay_run(l, p, RUN_LINK_END);
}

void
inline_plain(struct buf *out, const struct inl *i)
{
	for (; i != NULL; i = i->next)
		switch (i->kind) {
		case INL_TEXT:
		case INL_CITE:
		case INL_REF: buf_str(out, i->text); break;
		case INL_GAP:
			buf_c(out, '[');
			buf_str(out, i->text);
			buf_c(out, ']');
			break;
		case INL_BREAK: buf_c(out, '\n'); break;
		case INL_FOOTNOTE:
		case INL_IMAGE: break;
		}
}

bool
inline_only_images(const struct inl *i)
{
	bool any = false;

	for (; i != NULL; i = i->next) {
		if (i->kind == INL_IMAGE)
			any = true;
		else if (i->kind != INL_BREAK && !(i->kind == INL_TEXT && str_trim(i->text).n == 0))
			return false;
	}
	return any;
}
