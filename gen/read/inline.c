/* read/inline.c: the inlines of a paragraph → runs of the model. cmark's tree
 * says what is bold, linked or code; it does not say where, nor what was
 * escaped. So a cursor goes through the source lines in step with the tree:
 * each node steps over its own marks, and text is compared byte by byte, a
 * backslash or an entity standing for what it means. Whatever the format adds
 * to CommonMark (footnote calls, gaps, names of places) and whatever must not
 * pass in silence (`**` left over) is looked for only where the byte was typed
 * as such. Should cursor and tree ever part, text is taken from the tree and
 * places become those of the last byte that was sure: nothing is lost. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

struct cursor {
	const struct line *lines;
	size_t n, line, i;
};

struct walk {
	struct md *md;
	struct leaf *leaf;
	struct cursor cur;
	bool lost;               /* cursor and tree have parted */
	/* The run that is being made. */
	struct buf run;
	enum inl_kind kind;      /* INL_TEXT or INL_GAP */
	unsigned style;          /* of run */
	size_t run_off, run_end;
	bool decoded;            /* an entity in it: it may not be composed */
	struct inl *last;
	/* What is open. */
	int bold, italic;
	int images;              /* an image in an image's alt text counts, too */
	int links;               /* an address inside a link's text counts, too */
	struct link link;
	size_t link_off;
	size_t link_runs;        /* runs that the link has put out */
	unsigned link_style;     /* common to its text */
	struct buf words;        /* the text of a citation, reference or image */
	size_t image_off;
	int gap;                 /* 0: none, else its brackets that are open */
	size_t gap_off;
	bool stars_told, after_comment;
};

/* ---- The cursor -------------------------------------------------------------- */

static int
peek_at(const struct cursor *c, size_t ahead)
{
	const struct line *l = &c->lines[c->line];
	size_t i = c->i + ahead;

	if (i < l->s.n)
		return (unsigned char)l->s.p[i];
	return i == l->s.n && c->line + 1 < c->n ? '\n' : 0;
}

static int
peek(const struct cursor *c)
{
	return peek_at(c, 0);
}

static void
next_line(struct cursor *c)
{
	if (c->line + 1 < c->n) {
		c->line++;
		c->i = 0;
	} else {
		c->i = c->lines[c->line].s.n;
	}
}

/* n bytes on; the end of a line is one. */
static void
step(struct cursor *c, size_t n)
{
	while (n--) {
		if (c->i < c->lines[c->line].s.n)
			c->i++;
		else
			next_line(c);
	}
}

static size_t
offset(const struct cursor *c)
{
	const struct line *l = &c->lines[c->line];

	return l->off + (c->i < l->s.n ? c->i : l->s.n);
}

/* Over one byte that must be there. */
static bool
eat(struct cursor *c, int byte)
{
	if (peek(c) != byte)
		return false;
	step(c, 1);
	return true;
}

static void
skip_white(struct cursor *c)
{
	while (peek(c) == ' ' || peek(c) == '\t' || peek(c) == '\n')
		step(c, 1);
}

static pos
place(struct walk *w, size_t off, size_t n)
{
	return md_at(w->md, w->leaf->p, off, n);
}

static pos
place_to_here(struct walk *w, size_t off)
{
	size_t end = offset(&w->cur);

	return place(w, off, end > off ? end - off : 1);
}

/* ---- Runs -------------------------------------------------------------------- */

static unsigned
style_now(const struct walk *w)
{
	return (w->bold ? INL_BOLD : 0u) | (w->italic ? INL_ITALIC : 0u);
}

static struct inl *
add_inl(struct walk *w, enum inl_kind kind, pos at)
{
	struct inl *i = NEW(w->md->arena, struct inl);

	i->kind = kind;
	i->style = style_now(w);
	i->at = at;
	if (w->last)
		w->last->next = i;
	else
		w->leaf->inl = i;
	w->last = i;
	return i;
}

static void
flush(struct walk *w)
{
	struct inl *i;

	if (w->run.n == 0)
		return;
	i = add_inl(w, w->kind, place(w, w->run_off, w->run_end - w->run_off));
	i->style = w->style;
	i->text = md_unmask(w->md, buf_dup(&w->run, w->md->arena));
	if (w->decoded)
		i->text = utf_nfc(w->md->arena, i->text);
	w->decoded = false;
	if (w->links && w->link.kind == LINK_URL) {
		i->url = w->link.url;
		w->link_runs++;
	}
	buf_clear(&w->run);
}

/* Does the text end in a space, for a comment that vanishes between two? */
static bool
ends_in_space(const struct walk *w)
{
	if (w->run.n)
		return w->run.p[w->run.n - 1] == ' ';
	return w->last == NULL || w->last->kind == INL_BREAK ||
	       (w->last->kind == INL_TEXT && str_ends(w->last->text, S(" ")));
}

/* Text that goes to the words of a link or image instead of the page. */
static bool
to_words(const struct walk *w)
{
	return w->images || (w->links && (w->link.kind == LINK_CITE || w->link.kind == LINK_REF));
}

static void
put(struct walk *w, str s, unsigned extra, size_t off)
{
	enum inl_kind kind = w->gap ? INL_GAP : INL_TEXT;
	unsigned style = style_now(w) | extra;

	if (w->after_comment && s.n && s.p[0] == ' ' && ends_in_space(w))
		s = str_from(s, 1);
	if (s.n == 0)
		return;
	w->after_comment = false;
	if (to_words(w)) {
		w->link_style = w->words.n ? w->link_style & style : style;
		buf_str(&w->words, s);
		return;
	}
	if (w->run.n && (w->kind != kind || w->style != style))
		flush(w);
	if (w->run.n == 0) {
		w->kind = kind;
		w->style = style;
		w->run_off = off;
	}
	buf_str(&w->run, s);
	w->run_end = off + s.n;
	if (!md_is_blank(s)) {
		w->leaf->bold = w->leaf->bold || w->bold;
		w->leaf->plain = w->leaf->plain || !w->bold;
	}
}

/* What has no place in a gap, in the words of a citation or in an alt text. */
static bool
out_of_place(struct walk *w, pos at)
{
	if (w->gap)
		md_report(w->md, D_GAP_CONTENT, at);
	else if (w->images || (w->links && w->link.kind != LINK_URL && w->link.kind != LINK_BAD))
		md_report(w->md, D_LINK_CONTENT, at);
	else
		return false;
	return true;
}

/* ---- Marks of the format in text ---------------------------------------------- */

static void
call_note(struct walk *w, str label, pos at)
{
	struct footnote *note;

	if (out_of_place(w, at))
		return;
	if (!w->leaf->note_ok) {
		md_report(w->md, D_NOTE_NESTED, at, label);
		return;
	}
	note = md_note_call(w->md, md_unmask(w->md, label), at);
	if (note) {
		flush(w);
		add_inl(w, INL_FOOTNOTE, at)->note = note;
	}
}

/* `[^label]`: its length, or 0 when it is no call. */
static size_t
note_mark(struct walk *w, str s)
{
	size_t n = 2, off = offset(&w->cur);

	while (n < s.n && s.p[n] != ']' && s.p[n] != ' ' && s.p[n] != '\t' && s.p[n] != '[')
		n++;
	if (n == 2 || n >= s.n || s.p[n] != ']')
		return 0;
	step(&w->cur, w->lost ? 0 : n + 1);
	if (w->leaf->p->cell && peek(&w->cur) == MASK_COLON && off == w->leaf->lines[0].off)
		md_report(w->md, D_NOTE_IN_CELL, place(w, off, n + 1));
	else
		call_note(w, str_dup(w->md->arena, str_sub(s, 2, n - 2)), place(w, off, n + 1));
	return n + 1;
}

static size_t
gap_mark(struct walk *w)
{
	flush(w);
	w->gap = 1;
	w->gap_off = offset(&w->cur);
	if (w->images || w->links)
		md_report(w->md, D_GAP_CONTENT, place(w, w->gap_off, 2));
	step(&w->cur, w->lost ? 0 : 2);
	return 2;
}

static size_t
gap_end(struct walk *w)
{
	bool empty = w->run.n == 0 && (w->last == NULL || w->last->kind != INL_GAP);

	step(&w->cur, w->lost ? 0 : 1);
	if (empty)
		md_report(w->md, D_GAP_EMPTY, place_to_here(w, w->gap_off));
	flush(w);
	w->gap = 0;
	return 1;
}

/* A run of stars that made nothing bold. */
static size_t
stars_mark(struct walk *w, str s)
{
	size_t n = 0, off = offset(&w->cur);

	while (n < s.n && s.p[n] == '*' && (w->lost || peek_at(&w->cur, n) == '*'))
		n++;
	if (!w->stars_told)
		md_report(w->md, D_STARS, place(w, off, n));
	w->stars_told = true;
	put(w, str_first(s, n), 0, off);
	step(&w->cur, w->lost ? 0 : n);
	return n;
}

/* `{#ten}`: the name of a place, if it ends a heading or an item. */
static size_t
anchor_mark(struct walk *w, str s, cmark_node *node)
{
	size_t end = str_find_c(s, '}'), off = offset(&w->cur);
	bool last = cmark_node_next(node) == NULL && cmark_node_parent(node) == w->leaf->node;
	str name;
	pos at;

	if (end == STR_NONE)
		return 0;
	at = place(w, off, end + 1);
	name = str_dup(w->md->arena, str_sub(s, 2, end - 2));
	if (!last || !md_is_blank(str_from(s, end + 1)) || !w->leaf->anchor_ok) {
		md_report(w->md, D_ANCHOR_PLACE, at);
	} else if (md_anchor(w->md, name, at)) {
		w->leaf->anchor = name;
		w->leaf->anchor_at = at;
	}
	step(&w->cur, w->lost ? 0 : end + 1);
	return end + 1;
}

/* Are the next bytes those, as they were typed? */
static bool
typed(const struct walk *w, str s, const char *what)
{
	size_t n = strlen(what);

	if (!str_starts(s, (str){ what, n }))
		return false;
	for (size_t i = 0; i < n && !w->lost; i++)
		if (peek_at(&w->cur, i) != (unsigned char)what[i])
			return false;
	return true;
}

/* A mark of ours at the start of s, the rest of a text: how many of its bytes
 * it takes, 0 when they are plain text. */
static size_t
mark(struct walk *w, str s, cmark_node *node)
{
	static const char note_call[] = { '[', MASK_CARET, '\0' };

	if (s.p[0] == '[') {
		if (typed(w, s, note_call))
			return note_mark(w, s);
		if (w->gap == 0 && typed(w, s, "[?"))
			return gap_mark(w);
		w->gap += w->gap ? 1 : 0;
	} else if (s.p[0] == ']' && w->gap) {
		if (w->gap == 1)
			return gap_end(w);
		w->gap--;
	} else if (s.p[0] == '*' && typed(w, s, "**")) {
		return stars_mark(w, s);
	} else if (s.p[0] == '{' && typed(w, s, "{#") && !w->images) {
		return anchor_mark(w, s, node);
	} else if (s.p[0] == '<' && typed(w, s, "<!--")) {
		md_report(w->md, D_COMMENT_OPEN, place(w, offset(&w->cur), 4));
	}
	return 0;
}

/* ---- Text -------------------------------------------------------------------- */

static bool
is_special(char c)
{
	return strchr("\\&[]*{<", c) && c;
}

static bool
is_punctuation(int c)
{
	return c > 0x20 && c < 0x7F && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c);
}

/* The length of a character in s at i. */
static size_t
char_len(str s, size_t i)
{
	size_t end = i;

	utf_next(s, &end);
	return end - i;
}

/* An entity at the cursor: its length with `;`, or 0. */
static size_t
entity(const struct cursor *c)
{
	size_t n = 1;
	int b;

	for (; n < 34; n++) {
		b = peek_at(c, n);
		if (b == ';')
			return n > 1 ? n + 1 : 0;
		if (!((b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
		        (b == '#' && n == 1)))
			return 0;
	}
	return 0;
}

/* Is the entity at the cursor text as it stands (`&xyz;`)? */
static bool
entity_is_text(const struct walk *w, str s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i >= s.n || (unsigned char)s.p[i] != peek_at(&w->cur, i))
			return false;
	return true;
}

/* Bytes that are the same in tree and source, up to the next special one. */
static size_t
same(const struct walk *w, str s)
{
	const struct line *l = &w->cur.lines[w->cur.line];
	size_t n = 0, left = w->cur.i < l->s.n ? l->s.n - w->cur.i : 0;

	while (n < s.n && n < left && s.p[n] == l->s.p[w->cur.i + n] && !is_special(s.p[n]))
		n++;
	return n;
}

/* The character at the start of s, typed as an entity of n bytes. */
static size_t
take_entity(struct walk *w, str s, size_t n)
{
	size_t off = offset(&w->cur), len = 0;
	uint32_t cp = utf_next(s, &len);

	if (!utf_xml_char(cp) || (cp < 0x20 && cp != '\t'))
		md_report(w->md, D_MD_CONTROL, place(w, off, n));
	else
		put(w, str_first(s, len), 0, off);
	w->decoded = true;
	step(&w->cur, n);
	return len;
}

/* Takes the next bytes of s, a text of the tree: how many. */
static size_t
take(struct walk *w, str s, cmark_node *node)
{
	size_t off = offset(&w->cur), n = same(w, s);
	int c;

	if (n) {
		put(w, str_first(s, n), 0, off);
		step(&w->cur, n);
		return n;
	}
	c = peek(&w->cur);
	if (c == '\\' && peek_at(&w->cur, 1) == (unsigned char)s.p[0] &&
	    is_punctuation((unsigned char)s.p[0])) {
		put(w, str_first(s, 1), 0, off);
		step(&w->cur, 2);
		return 1;
	}
	if (c == '&' && (n = entity(&w->cur)) > 0 && !entity_is_text(w, s, n))
		return take_entity(w, s, n);
	if (c != (unsigned char)s.p[0]) {
		w->lost = true;
		return 0;
	}
	n = mark(w, s, node);
	if (n == 0) {
		put(w, str_first(s, 1), 0, off);
		step(&w->cur, 1);
	}
	return n ? n : 1;
}

/* The same without a cursor to compare with. */
static size_t
take_lost(struct walk *w, str s, cmark_node *node)
{
	size_t n = mark(w, s, node);

	if (n == 0) {
		n = char_len(s, 0);
		put(w, str_first(s, n), 0, offset(&w->cur));
	}
	return n;
}

/* Looks for the start of s in what is left of the line, and of the next. */
static void
find_again(struct walk *w, str s)
{
	size_t n = 0, hit;

	while (n < s.n && n < 24 && !is_special(s.p[n]))
		n++;
	for (size_t k = w->cur.line; n >= 4 && k < w->cur.n && k < w->cur.line + 2; k++) {
		size_t from = k == w->cur.line ? w->cur.i : 0;

		hit = str_find(str_from(w->cur.lines[k].s, from), str_first(s, n));
		if (hit != STR_NONE) {
			w->cur.line = k;
			w->cur.i = from + hit;
			w->lost = false;
			return;
		}
	}
}

static void
text(struct walk *w, cmark_node *node)
{
	str s = str_z(cmark_node_get_literal(node));

	if (w->lost)
		find_again(w, s);
	while (s.n)
		s = str_from(s, w->lost ? take_lost(w, s, node) : take(w, s, node));
}

/* ---- Nodes ------------------------------------------------------------------- */

static void
line_break(struct walk *w, bool hard)
{
	size_t off = offset(&w->cur);

	next_line(&w->cur);
	if (!hard || to_words(w)) {
		put(w, S(" "), 0, off);
		return;
	}
	flush(w);
	add_inl(w, INL_BREAK, place(w, off, 0));
}

static void
code(struct walk *w, cmark_node *node)
{
	str s = str_z(cmark_node_get_literal(node));
	size_t ticks = 0, run = 0, off = offset(&w->cur);

	while (peek_at(&w->cur, ticks) == '`')
		ticks++;
	put(w, s, INL_VERBATIM, off + ticks);
	if (ticks == 0)
		w->lost = true;
	if (w->lost)
		return;
	for (step(&w->cur, ticks); peek(&w->cur); step(&w->cur, 1)) {
		run = peek(&w->cur) == '`' ? run + 1 : 0;
		if (run == ticks && peek_at(&w->cur, 1) != '`') {
			step(&w->cur, 1);
			return;
		}
	}
	w->lost = true;
}

/* Only comments; in a cell `<br>` has become a newline before. */
static void
html(struct walk *w, cmark_node *node)
{
	str s = str_z(cmark_node_get_literal(node));
	size_t off = offset(&w->cur);

	if (!w->lost)
		step(&w->cur, s.n);
	if (str_starts(s, S("<!--")))
		w->after_comment = true;
	else
		md_report(w->md, str_starts(s, S("<br")) || str_starts(s, S("<BR")) ? D_HTML_BR : D_HTML,
		    place(w, off, s.n), str_dup(w->md->arena, s));
}

/* A call that looked like the start of a definition: scan.c left it to cmark. */
static void
footnote(struct walk *w)
{
	size_t off = offset(&w->cur), n = 2;
	char label[256];
	int c;

	if (w->lost || peek(&w->cur) != '[')
		return;
	while ((c = peek_at(&w->cur, n)) != 0 && c != ']' && c != '\n' && n - 2 < sizeof label) {
		label[n - 2] = (char)c;
		n++;
	}
	step(&w->cur, n + 1);
	call_note(w, str_dup(w->md->arena, (str){ label, n - 2 }), place(w, off, n + 1));
}

/* How many of the mark's character stand here in a row. */
static size_t
run_length(const struct cursor *c, char mark_char)
{
	str s = c->lines[c->line].s;
	size_t from = c->i, to = c->i;

	while (from > 0 && s.p[from - 1] == mark_char)
		from--;
	while (to < s.n && s.p[to] == mark_char)
		to++;
	return to - from;
}

/* Has the node a letter or digit near its start? */
static bool
has_words(cmark_node *node)
{
	cmark_iter *it = cmark_iter_new(node);
	bool found = false;

	for (int i = 0; i < 64 && !found && cmark_iter_next(it) != CMARK_EVENT_DONE; i++) {
		const char *z = cmark_node_get_literal(cmark_iter_get_node(it));
		str s = str_z(z);

		for (size_t k = 0; k < s.n && k < 256 && !found;) {
			uint32_t cp = utf_next(s, &k);

			found = utf_is_letter(cp) || (cp >= '0' && cp <= '9');
		}
	}
	cmark_iter_free(it);
	return found;
}

/* `____/____` is a line to fill in, whatever CommonMark says. */
static bool
is_fill_in(const struct walk *w, cmark_node *node)
{
	return !w->lost && peek(&w->cur) == '_' &&
	       (run_length(&w->cur, '_') > 3 || !has_words(node));
}

/* `*` or `**`, on the way in and out. A mark that is a line to fill in is
 * remembered at its node. */
static void
emphasis(struct walk *w, cmark_node *node, int *depth, size_t n, bool enter)
{
	static char fill_in;
	size_t off = offset(&w->cur);

	if (enter && is_fill_in(w, node))
		cmark_node_set_user_data(node, &fill_in);
	if (cmark_node_get_user_data(node))
		put(w, str_first(S("__"), n), 0, off);
	else
		*depth += enter ? 1 : -1;
	if (!w->lost && peek(&w->cur) != '*' && peek(&w->cur) != '_')
		w->lost = true;
	if (!w->lost)
		step(&w->cur, n);
}

/* ---- Links and images ---------------------------------------------------------- */

static void
skip_target(struct cursor *c)
{
	int open = 0, b;

	if (eat(c, '<')) {
		while ((b = peek(c)) != 0 && b != '>')
			step(c, b == '\\' ? 2 : 1);
		step(c, 1);
		return;
	}
	while ((b = peek(c)) != 0 && b != ' ' && b != '\n' && b != '\t') {
		if (b == ')' && open-- == 0)
			return;
		open += b == '(';
		step(c, b == '\\' ? 2 : 1);
	}
}

static void
skip_title(struct cursor *c)
{
	int close = peek(c) == '(' ? ')' : peek(c), b;

	if (close != '"' && close != '\'' && close != ')')
		return;
	if (peek(c) == ')')
		return;
	for (step(c, 1); (b = peek(c)) != 0 && b != close;)
		step(c, b == '\\' ? 2 : 1);
	step(c, 1);
}

/* Over `](target "title")`, or the `>` of a bare address. */
static void
skip_tail(struct walk *w)
{
	struct cursor *c = &w->cur;

	if (w->lost || eat(c, '>'))
		return;
	if (!eat(c, ']') || !eat(c, '(')) {
		w->lost = true;
		return;
	}
	skip_white(c);
	skip_target(c);
	skip_white(c);
	skip_title(c);
	skip_white(c);
	w->lost = !eat(c, ')');
}

static void
enter_link(struct walk *w, cmark_node *node)
{
	str url = md_unmask(w->md, str_z(cmark_node_get_url(node)));
	size_t off = offset(&w->cur);
	pos at = place(w, off, 1);

	if (!w->lost)
		step(&w->cur, 1);
	if (w->images)
		return;
	if (w->gap || w->links)
		md_report(w->md, w->gap ? D_GAP_CONTENT : D_LINK_CONTENT, at);
	if (w->links++)
		return;
	flush(w);
	buf_clear(&w->words);
	w->link = md_link(w->md, url, md_unmask(w->md, str_z(cmark_node_get_title(node))), at);
	w->link_off = off;
	w->link_runs = 0;
	w->link_style = 0;
}

static void
leave_link(struct walk *w)
{
	struct inl *i;
	bool bare = peek(&w->cur) == '>' && !w->lost;
	pos at;

	if (w->link.kind == LINK_URL && !w->images)
		flush(w);
	skip_tail(w);
	if (w->images || --w->links)
		return;
	at = place_to_here(w, w->link_off);
	if (w->link.kind == LINK_URL && w->link_runs == 0)
		md_report(w->md, D_LINK_EMPTY, at, w->link.url);
	if (w->link.kind != LINK_CITE && w->link.kind != LINK_REF)
		return;
	flush(w);
	i = add_inl(w, w->link.kind == LINK_CITE ? INL_CITE : INL_REF, at);
	i->style |= w->link_style;
	i->target = w->link.target;
	i->cite = w->link.cite;
	if (!bare)
		i->text = str_trim(md_unmask(w->md, buf_dup(&w->words, w->md->arena)));
	w->leaf->bold = w->leaf->bold || w->bold;
	w->leaf->plain = w->leaf->plain || !w->bold;
}

static void
enter_image(struct walk *w)
{
	if (w->images++ == 0) {
		w->image_off = offset(&w->cur);
		if (w->links)
			md_report(w->md, D_LINK_CONTENT, place(w, w->image_off, 2));
		w->link_runs++;
		flush(w);
		buf_clear(&w->words);
	}
	if (!w->lost)
		step(&w->cur, 2);
}

static void
leave_image(struct walk *w, cmark_node *node)
{
	str title, alt;
	struct inl *i;
	pos at;

	skip_tail(w);
	if (--w->images)
		return;
	at = place_to_here(w, w->image_off);
	alt = str_trim(md_unmask(w->md, buf_dup(&w->words, w->md->arena)));
	title = md_unmask(w->md, str_z(cmark_node_get_title(node)));
	buf_clear(&w->words);
	if (!w->leaf->image_ok || w->gap) {
		md_report(w->md, D_IMAGE_PLACE, at);
		return;
	}
	if (alt.n == 0)
		md_report(w->md, D_IMAGE_ALT, at);
	if (!md_is_blank(title))
		md_report(w->md, D_IMAGE_TITLE, at, title);
	i = add_inl(w, INL_IMAGE, at);
	i->text = alt;
	i->image = md_image(w->md, md_unmask(w->md, str_z(cmark_node_get_url(node))), at);
}

/* ---- The walk ------------------------------------------------------------------- */

static void
visit(struct walk *w, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: text(w, node); break;
	case CMARK_NODE_SOFTBREAK: line_break(w, false); break;
	case CMARK_NODE_LINEBREAK: line_break(w, true); break;
	case CMARK_NODE_CODE: code(w, node); break;
	case CMARK_NODE_HTML_INLINE: html(w, node); break;
	case CMARK_NODE_EMPH: emphasis(w, node, &w->italic, 1, enter); break;
	case CMARK_NODE_STRONG: emphasis(w, node, &w->bold, 2, enter); break;
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		if (enter)
			footnote(w);
		break;
	case CMARK_NODE_LINK:
		if (enter)
			enter_link(w, node);
		else
			leave_link(w);
		break;
	case CMARK_NODE_IMAGE:
		if (enter)
			enter_image(w);
		else
			leave_image(w, node);
		break;
	default: break;
	}
}

/* Spaces before a comment or a name that ended the paragraph. */
static void
trim_run(struct walk *w)
{
	while (w->run.n && w->run.p[w->run.n - 1] == ' ')
		w->run.p[--w->run.n] = '\0';
}

void
md_inline(struct md *md, struct leaf *leaf)
{
	struct walk w = {
		.md = md, .leaf = leaf, .cur = { .lines = leaf->lines, .n = leaf->n }
	};
	cmark_iter *it = cmark_iter_new(leaf->node);
	cmark_event_type event;

	buf_init(&w.run);
	buf_init(&w.words);
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);

		if (node != leaf->node)
			visit(&w, node, event == CMARK_EVENT_ENTER);
	}
	trim_run(&w);
	flush(&w);
	if (w.gap)
		md_report(md, D_GAP_OPEN, place(&w, w.gap_off, 2));
	buf_free(&w.run);
	buf_free(&w.words);
	cmark_iter_free(it);
}
