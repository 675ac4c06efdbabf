/* read/fence.c: code blocks and HTML blocks. Of fences the format has two,
 * `bang` and `nguyen-van`; of HTML only comments. Both can swallow the rest of
 * a file when they are left open, so their ends are looked for. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

/* First and last line of a node in its piece. */
struct span {
	uint32_t first, last;
};

static struct span
span_of(const struct piece *p, cmark_node *node)
{
	return (struct span){ (uint32_t)cmark_node_get_start_line(node) - p->shift,
		(uint32_t)cmark_node_get_end_line(node) - p->shift };
}

/* ---- Fences ----------------------------------------------------------------- */

/* True when the last line closes the fence. */
static bool
is_closed(const struct piece *p, struct span lines, cmark_node *node)
{
	str s = str_trim(md_line(p, lines.last));
	int length = 0, offset = 0;
	char mark = '`';
	size_t n = 0;

	cmark_node_get_fenced(node, &length, &offset, &mark);
	while (n < s.n && (s.p[n] == '>' || s.p[n] == ' '))
		n++;
	s = str_from(s, n);
	for (n = 0; n < s.n && s.p[n] == mark;)
		n++;
	return lines.last > lines.first && n == s.n && n >= (size_t)length;
}

/* The inside of a fence with exact places: its lines stand in the source as
 * they are, perhaps further to the right. */
static struct text
inside_of(struct md *md, const struct around *c, struct span lines, cmark_node *node)
{
	const struct piece *p = c->p;
	size_t col = (size_t)cmark_node_get_start_column(node) - 1;
	size_t start = p->lines[lines.first], end = p->lines[lines.last - 1];
	struct text inside = *p->text;

	if (col == 0)
		return text_sub(p->text, p->base + start, end - start);
	inside.s = md_unmask(md, str_dup(md->arena, str_z(cmark_node_get_literal(node))));
	inside.at = md_at(md, p, start + col, 0);
	if (c->quotes > 0 || inside.how == TEXT_POINT || inside.how == TEXT_LINE) {
		inside.how = TEXT_POINT;
		inside.at = md_line_at(md, p, lines.first);
		return inside;
	}
	inside.indent = (inside.how == TEXT_BLOCK ? inside.indent : 0) + (uint32_t)col;
	inside.how = TEXT_BLOCK;
	return inside;
}

static void
verbatim(struct md *md, cmark_node *node, struct block *b)
{
	str text = str_z(cmark_node_get_literal(node));

	if (text.n && text.p[text.n - 1] == '\n')
		text.n--;
	b->text = md_unmask(md, str_dup(md->arena, text));
}

/* A fence by its name; any other name is reported. */
static void
named_fence(
    struct md *md, const struct around *c, struct span lines, cmark_node *node, struct blocks *out)
{
	static const str names[] = { STR_INIT("bang"), STR_INIT("nguyen-van") };
	str info = md_unmask(md, str_trim(str_z(cmark_node_get_fence_info(node))));
	str name = utf_fold(md->arena, str_dup(md->arena, info), '-');
	pos at = md_line_at(md, c->p, lines.first);
	struct block *b;
	struct text *inside;
	struct diag *f;

	if (str_eq(name, names[1])) {
		verbatim(md, node, md_block(md, out, BLK_VERBATIM, at, c->parent));
	} else if (str_eq(name, names[0])) {
		inside = NEW(md->arena, struct text);
		*inside = inside_of(md, c, lines, node);
		b = md_block(md, out, BLK_TABLE, at, c->parent);
		b->table = md_bang(md, inside, at);
	} else {
		f = md_report(md, D_FENCE_UNKNOWN, at, info);
		if (f)
			f->suggest = diag_nearest(name, names, 2);
	}
}

/* The line that would close a fence, for its writer. */
static void
report_open(struct md *md, cmark_node *node, pos at)
{
	int length = 3, offset = 0;
	char mark = '`', *close;

	cmark_node_get_fenced(node, &length, &offset, &mark);
	close = arena_alloc(md->arena, (size_t)length + 1);
	memset(close, mark, (size_t)length);
	md_report(md, D_FENCE_OPEN, at, (str){ close, (size_t)length });
}

void
md_code(struct md *md, const struct around *c, cmark_node *node, struct blocks *out)
{
	struct span lines = span_of(c->p, node);
	int length, offset;
	char mark;

	if (c->p->whole)
		md_notes_skip(md, lines.first, lines.last);
	if (!cmark_node_get_fenced(node, &length, &offset, &mark))
		md_report(md, D_CODE_INDENTED, md_line_at(md, c->p, lines.first));
	else if (!is_closed(c->p, lines, node))
		report_open(md, node, md_line_at(md, c->p, lines.first));
	else
		named_fence(md, c, lines, node, out);
}

/* ---- HTML ------------------------------------------------------------------- */

/* What else than comments there is in s: its offset, or STR_NONE. *open: a
 * comment there has no end. */
static size_t
beside_comments(str s, bool *open)
{
	static const str start = STR_INIT("<!--"), end = STR_INIT("-->");
	size_t i = 0, hit;

	*open = false;
	for (;;) {
		while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n'))
			i++;
		if (i >= s.n)
			return STR_NONE;
		if (!str_starts(str_from(s, i), start))
			return i;
		hit = str_find(str_from(s, i + start.n), end);
		if (hit == STR_NONE) {
			*open = true;
			return i;
		}
		i += start.n + hit + end.n;
	}
}

static uint32_t
count_lines(str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

bool
md_html(struct md *md, const struct around *c, cmark_node *node)
{
	struct span lines = span_of(c->p, node);
	str s = str_z(cmark_node_get_literal(node));
	bool open;
	size_t off = beside_comments(s, &open);
	pos at;

	if (c->p->whole)
		md_notes_skip(md, lines.first, lines.last);
	if (off == STR_NONE)
		return true;
	at = md_line_at(md, c->p, lines.first + count_lines(str_first(s, off)));
	if (open)
		md_report(md, D_COMMENT_OPEN, at);
	else if (str_starts(str_trim(s), S("<!--")))
		md_report(md, D_COMMENT_TEXT, at);
	else
		md_report(
		    md, D_HTML, at, md_unmask(md, str_trim(str_first(s, str_find_c(s, '\n')))));
	return false;
}
