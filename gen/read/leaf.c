/* read/leaf.c: paragraphs and headings, line by line as they stand in the
 * source. cmark has no tables here (its own take a gigabyte for sixteen
 * kilobytes of `|a|`, and drop cells that are too many): a paragraph that holds
 * a header line and a rule below it is cut into the lines above, which are
 * parsed again, and a table. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

enum { MAX_HASHES = 6 };

static const str HARD_SPACE = STR_INIT("\u00a0");

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* What quotes and indentation put before a further line of a paragraph. */
static size_t
prefix(str s, int quotes)
{
	size_t i = 0;

	for (;;) {
		while (i < s.n && is_space(s.p[i]))
			i++;
		if (quotes-- <= 0 || i >= s.n || s.p[i] != '>')
			return i;
		i++;
	}
}

static struct leaf
get_leaf(struct md *md, const struct around *c, cmark_node *node)
{
	const struct piece *p = c->p;
	uint32_t first = (uint32_t)cmark_node_get_start_line(node) - p->shift;
	uint32_t last = (uint32_t)cmark_node_get_end_line(node) - p->shift;
	struct leaf leaf = { .p = p, .node = node, .note_ok = !c->note };

	leaf.n = last >= first && last <= p->n_lines ? last - first + 1 : 1;
	leaf.lines = NEW_N(md->arena, struct line, leaf.n);
	for (size_t i = 0; i < leaf.n; i++) {
		str s = md_line(p, first + (uint32_t)i);
		size_t skip =
		    i ? prefix(s, c->quotes) : (size_t)cmark_node_get_start_column(node) - 1;

		leaf.lines[i].s = str_from(s, skip);
		leaf.lines[i].off = p->lines[first - 1 + i] + (skip < s.n ? skip : s.n);
	}
	return leaf;
}

/* ---- Lines that are not what they look like -------------------------------- */

/* `#Mục tiêu`, `-Báo cáo`, `1.Báo cáo`: a space is missing, so it is text. */
static bool
lacks_space(str s)
{
	size_t n = 0;

	if (s.n && s.p[0] == '#')
		while (n < s.n && s.p[n] == '#')
			n++;
	else if (s.n && (s.p[0] == '-' || s.p[0] == '+'))
		n = 1;
	else
		while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
			n++;
	if (n == 0 || n >= s.n)
		return false;
	if (s.p[0] == '#')
		return true;
	if (s.p[0] >= '0' && s.p[0] <= '9' && (s.p[n] != '.' || ++n >= s.n))
		return false;
	uint32_t cp = utf_next(s, &n);
	return utf_is_letter(cp) || cp == 0xA0;
}

/* Where a space that does not break, as Word has them, stands for the one behind the
 * mark: `#`, `-` or `1.`; 0: there is none. */
static size_t
hard_space(str s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == '#' || (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	if (n == 0 || s.p[0] != '#')
		n += n < s.n && strchr(n ? "." : "-+", s.p[n]) ? 1 : 0;
	return n && str_starts(str_from(s, n), HARD_SPACE) ? n : 0;
}

/* A mark that opens a block, on a further line of a paragraph: only indentation
 * of four spaces or more makes it text. */
static bool
opens_block(str s)
{
	size_t n = 0;

	if (s.n > 1 && strchr("-+*", s.p[0]))
		return is_space(s.p[1]);
	while (n < s.n && s.p[n] == '#')
		n++;
	if (n)
		return n <= MAX_HASHES && n < s.n && is_space(s.p[n]);
	return str_starts(s, S("> ")) || str_starts(s, S("```")) || str_starts(s, S("~~~"));
}

static bool
has_many_hashes(str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == '#')
		n++;
	return n > MAX_HASHES;
}

/* `2.` below a line of text: CommonMark takes no list for one that does not
 * begin with 1 here. */
static bool
is_cut_off_item(str label)
{
	return label.p[0] >= '0' && label.p[0] <= '9' && str_find_c(label, '.') == label.n - 1;
}

/* One level of list in the eyes of a reader, plain text in fact. */
static void
check_looks(struct md *md, const struct piece *p, const struct line *line)
{
	size_t bullet = md_bullet_like(line->s), label = md_label_like(line->s);
	size_t tab = str_find_c(str_trim_end(line->s), '\t');

	if (bullet)
		md_report(md, D_BULLET_TYPED, md_at(md, p, line->off, bullet),
		    md_unmask(md, str_first(line->s, bullet)));
	else if (label)
		md_report(md, D_LABEL_LIKE, md_at(md, p, line->off, label),
		    md_unmask(md, str_first(line->s, label)));
	if (tab != STR_NONE)
		md_report(md, D_TAB_IN_LINE, md_at(md, p, line->off + tab, 1));
}

/* A space that does not break is put right where the line shows what is meant. */
static void
report_hard_space(
    struct md *md, const struct piece *p, const struct line *line, size_t n, bool is_item)
{
	pos at = md_at(md, p, line->off + n, HARD_SPACE.n);
	struct diag *f =
	    md_report(md, is_item ? D_ITEM_HARD_SPACE : D_HARD_SPACE, at, str_first(line->s, n));

	if (f)
		f->fix = diag_edit(at, HARD_SPACE, S(" "));
}

static void
check_line(struct md *md, const struct piece *p, const struct line *line, bool further)
{
	size_t n = md_label(line->s), all = str_trim_end(line->s).n, hard = hard_space(line->s);
	str label = str_first(line->s, n);

	if (hard && !p->cell && (n == 0 || n == hard))
		report_hard_space(md, p, line, hard, n != 0);
	else if (n)
		md_report(md, further && is_cut_off_item(label) ? D_LIST_CUT_OFF : D_LABEL_TYPED,
		    md_at(md, p, line->off, n), md_unmask(md, label));
	else if (further && opens_block(line->s))
		md_report(md, D_CODE_INDENTED, md_at(md, p, line->off, all));
	else if (line->s.n && line->s.p[0] == '|')
		md_report(md, D_TABLE_NONE, md_at(md, p, line->off, all));
	else if (md_is_link_definition(line->s))
		md_report(md, D_LINK_DEFINITION, md_at(md, p, line->off, all));
	else if (has_many_hashes(line->s))
		md_report(md, D_HEADING_LEVELS, md_at(md, p, line->off, all));
	else if (lacks_space(line->s))
		md_report(md, D_SPACE_MISSING, md_at(md, p, line->off, all));
	else if (!p->cell)
		check_looks(md, p, line);
}

static void
check_lines(struct md *md, const struct leaf *leaf)
{
	for (size_t i = 0; i < leaf->n; i++)
		check_line(md, leaf->p, &leaf->lines[i], i > 0);
}

/* ---- Tables ---------------------------------------------------------------- */

/* The lines above a table, parsed again by themselves: what containers put
 * before them becomes spaces, and nothing moves. */
static void
parse_above(
    struct md *md, const struct around *c, const struct leaf *leaf, size_t n, struct blocks *out)
{
	size_t start = leaf->lines[0].off;
	size_t end = leaf->lines[n - 1].off + leaf->lines[n - 1].s.n;
	char *copy = arena_alloc(md->arena, end - start + 1);
	struct piece p = { .text = c->p->text, .base = c->p->base + start, .cell = c->p->cell };
	struct blocks above = { NULL, NULL };

	memset(copy, ' ', end - start);
	for (size_t i = 0; i < n; i++) {
		const struct line *line = &leaf->lines[i];

		memcpy(copy + (line->off - start), line->s.p ? line->s.p : "", line->s.n);
		if (i + 1 < n)
			copy[line->off - start + line->s.n] = '\n';
	}
	p.src = (str){ copy, end - start };
	md_parse(md, &p, c, &above);
	if (above.first == NULL)
		return;
	if (out->last)
		out->last->next = above.first;
	else
		out->first = above.first;
	out->last = above.last;
}

/* The line of dashes that makes the paragraph a table, or leaf->n. */
static size_t
find_rule(const struct leaf *leaf)
{
	for (size_t i = 0; i < leaf->n; i++)
		if (md_pipe_rule(leaf->lines[i].s))
			return i;
	return leaf->n;
}

static void
table(
    struct md *md, const struct around *c, const struct leaf *leaf, size_t rule, struct blocks *out)
{
	const struct line *lines = leaf->lines + (rule ? rule - 1 : 0);
	struct block *b;
	pos at = md_at(md, c->p, lines->off, lines->s.n);

	if (rule > 1)
		parse_above(md, c, leaf, rule - 1, out);
	if (rule == 0) {
		md_report(md, D_TABLE_HEADLESS, at);
		return;
	}
	b = md_block(md, out, BLK_TABLE, at, c->parent);
	b->table = md_pipe_table(md, c->p, lines, leaf->n - (rule - 1));
	if (b->table == NULL)
		b->table = NEW(md->nodes, struct table);
	b->table->at = at;
}

/* ---- Paragraphs and headings ------------------------------------------------ */

void
md_paragraph(struct md *md, const struct around *c, cmark_node *node, struct blocks *out)
{
	struct leaf leaf = get_leaf(md, c, node);
	struct block *b, *item = c->parent && c->parent->kind == BLK_ITEM ? c->parent : NULL;
	size_t rule = c->p->cell ? leaf.n : find_rule(&leaf);

	if (rule < leaf.n) {
		table(md, c, &leaf, rule, out);
		return;
	}
	if (!c->p->cell)
		check_lines(md, &leaf);
	leaf.anchor_ok = item && out->first == NULL && !c->p->cell;
	leaf.image_ok = !c->p->cell && !c->note;
	md_inline(md, &leaf);
	if (item && leaf.anchor.n) {
		item->anchor = leaf.anchor;
		item->anchor_at = leaf.anchor_at;
	}
	if (leaf.inl == NULL)
		return;
	b = md_block(
	    md, out, BLK_PARA, md_at(md, c->p, leaf.lines[0].off, leaf.lines[0].s.n), c->parent);
	b->inl = leaf.inl;
}

/* The text of an ATX heading, without its marks; closing ones are reported,
 * since `C #` would lose a character. */
static void
cut_marks(struct md *md, struct leaf *leaf)
{
	struct line *line = &leaf->lines[0];
	size_t n = 0, end;

	while (n < line->s.n && line->s.p[n] == '#')
		n++;
	while (n < line->s.n && is_space(line->s.p[n]))
		n++;
	line->s = str_from(line->s, n);
	line->off += n;
	end = str_trim_end(line->s).n;
	for (n = end; n > 0 && line->s.p[n - 1] == '#'; n--)
		;
	if (n < end && n > 0 && is_space(line->s.p[n - 1]))
		md_report(md, D_HEADING_HASHES, md_at(md, leaf->p, line->off + n, end - n));
}

void
md_heading(struct md *md, const struct around *c, cmark_node *node, struct blocks *out)
{
	struct leaf leaf = get_leaf(md, c, node);
	pos at = md_at(md, c->p, leaf.lines[0].off, leaf.lines[0].s.n);
	struct block *b;
	size_t told;

	if (leaf.lines[0].s.n == 0 || leaf.lines[0].s.p[0] != '#') {
		md_report(md, D_HEADING_UNDERLINED, at);
		return;
	}
	b = md_block(md, out, BLK_HEADING, at, c->parent);
	b->level = cmark_node_get_heading_level(node);
	leaf.n = 1;
	cut_marks(md, &leaf);
	if (c->parent)
		md_report(md, D_HEADING_NESTED, at);
	check_lines(md, &leaf);
	leaf.anchor_ok = true;
	told = md->d->list.n;
	md_inline(md, &leaf);
	if (leaf.inl == NULL && told == md->d->list.n)
		md_report(md, D_HEADING_EMPTY, at);
	b->inl = leaf.inl;
	b->anchor = leaf.anchor;
	b->anchor_at = leaf.anchor_at;
	b->run_in = leaf.bold && leaf.plain;
}
