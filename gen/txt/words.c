/* txt/words.c: a paragraph as one string, and its lines.
 *
 * A link's address stands behind its words in <…>, where a reader of a mail can
 * press it. Lines break at plain spaces only: the no-break spaces of a blank to
 * be filled in stay together. */
#include "txt_int.h"

#include "../base/utf.h"

enum { LEADER_DOTS = 20 };

/* A terminal would take control characters for orders. */
static void
put_text(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t from = i;
		uint32_t cp = utf_next(s, &i);

		if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F))
			buf_z(out, "\xEF\xBF\xBD");
		else
			buf_add(out, s.p + from, i - from);
	}
}

static void
put_space(struct buf *out)
{
	if (out->n > 0 && out->p[out->n - 1] != ' ' && out->p[out->n - 1] != '\n')
		buf_c(out, ' ');
}

/* The address of a link, unless its words are just that. */
static void
put_address(struct buf *out, str url, size_t words_at)
{
	str words = str_from(buf_view(out), words_at);
	str bare = str_starts(url, S("mailto:")) ? str_from(url, 7) : url;

	if (str_eq(words, url) || str_eq(words, bare))
		return;
	buf_z(out, " <");
	put_text(out, bare);
	buf_c(out, '>');
}

static void
put_image(struct txt *t, struct buf *out, const struct run *r)
{
	put_space(out);
	buf_fmt(out, "[%.*s: ", STR_ARG(style_word(t->s, "hinh")));
	put_text(out, t->p->images[r->id].alt);
	buf_c(out, ']');
}

static void
put_tab(struct buf *out, const struct para *p)
{
	put_space(out);
	for (int i = 0; p->set & PS_LEADER && i < LEADER_DOTS; i++)
		buf_c(out, '.');
}

static void
put_run(struct txt *t, struct buf *out, const struct para *p, const struct run *r)
{
	switch (r->kind) {
	case RUN_TEXT: put_text(out, r->text); break;
	case RUN_BREAK: buf_c(out, '\n'); break;
	case RUN_TAB: put_tab(out, p); break;
	case RUN_NOTE: plan_note_mark(out, r->id + 1); break;
	case RUN_IMAGE: put_image(t, out, r); break;
	case RUN_LINK_END:
	case RUN_LINK:
	case RUN_MARK:
	case RUN_MARK_END:
	case RUN_FIELD:
	case RUN_FIELD_END:
	case RUN_PAGE_NUMBER: break;
	}
}

static void
put_label(struct buf *out, const struct para *p)
{
	const struct run *r = p->runs;

	put_text(out, p->label);
	while (r != NULL && r->kind == RUN_MARK)
		r = r->next;
	if (r != NULL && r->kind != RUN_BREAK)
		buf_c(out, ' ');
}

str
txt_words(struct txt *t, const struct para *p)
{
	const struct run *link = NULL;
	size_t link_at = 0;
	struct buf out;
	str words;

	buf_init(&out);
	if (shape_prints_label(p))
		put_label(&out, p);
	for (const struct run *r = p->runs; r != NULL; r = r->next) {
		if (r->kind == RUN_LINK) {
			link = r;
			link_at = out.n;
		}
		if (r->kind == RUN_LINK_END && link != NULL && link->text.n)
			put_address(&out, link->text, link_at);
		put_run(t, &out, p, r);
	}
	words = buf_dup(&out, t->a);
	buf_free(&out);
	return words;
}

/* ---- Lines ------------------------------------------------------------------------ */

void
txt_spaces(struct buf *out, int n)
{
	while (n-- > 0)
		buf_c(out, ' ');
}

/* The next word of *rest, up to a space. */
static str
next_word(str *rest)
{
	str s = *rest;
	size_t from = 0, to;

	while (from < s.n && s.p[from] == ' ')
		from++;
	for (to = from; to < s.n && s.p[to] != ' '; to++)
		;
	*rest = str_from(s, to);
	return str_sub(s, from, to - from);
}

static void
wrap_line(struct buf *out, str line, int first, int rest)
{
	int column = first;
	bool at_start = true;
	str word;

	txt_spaces(out, first);
	while ((word = next_word(&line)).n > 0) {
		int width = (int)utf_width(word);

		if (!at_start && column + 1 + width > TXT_WIDTH) {
			buf_c(out, '\n');
			txt_spaces(out, rest);
			column = rest;
			at_start = true;
		}
		if (!at_start) {
			buf_c(out, ' ');
			column++;
		}
		buf_str(out, word);
		column += width;
		at_start = false;
	}
	buf_c(out, '\n');
}

void
txt_lines(struct buf *out, str text, int first, int rest)
{
	str line;

	while (str_line(&text, &line)) {
		if (str_trim(line).n == 0)
			continue;
		wrap_line(out, line, first, rest);
		first = rest;
	}
}
