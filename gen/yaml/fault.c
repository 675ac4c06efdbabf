/* yaml/fault.c: libyaml's refusals in words of ours. libyaml says what its
 * scanner expected ("while parsing a block mapping, did not find expected
 * key"); a clerk wants to know which quote is missing. So each of its messages
 * is a row below, and where one message has several causes, the line tells
 * them apart. */
#include "yaml_int.h"

#include "../base/utf.h"

#include <stdio.h>
#include <string.h>

/* A place that libyaml named, in its line. */
struct spot {
	pos at;
	size_t off; /* byte in the text */
	str head;   /* the line up to it */
	str tail;   /* the line from it on */
};

static struct spot
find_spot(struct yparse *y, size_t index)
{
	struct spot s = { .off = cursor_seek(&y->cur, index) };
	size_t bol = str_rfind_c(str_first(y->t->s, s.off), '\n');

	s.at = cursor_pos(&y->cur, 1);
	bol = bol == STR_NONE ? 0 : bol + 1;
	s.head = str_sub(y->t->s, bol, s.off - bol);
	s.tail = str_from(y->t->s, s.off);
	s.tail = str_first(s.tail, str_find_c(s.tail, '\n'));
	return s;
}

static struct spot
problem_spot(struct yparse *y)
{
	return find_spot(y, y->parser.problem_mark.index);
}

static struct spot
context_spot(struct yparse *y)
{
	return find_spot(y, y->parser.context_mark.index);
}

/* The character at a spot; empty at the end of the line. */
static str
char_at(const struct spot *s)
{
	size_t n = 0;

	if (s->tail.n)
		utf_next(s->tail, &n);
	return str_first(s->tail, n);
}

static bool
is_first_on_line(const struct spot *s)
{
	return str_trim(s->head).n == 0;
}

static void
report_general(struct yparse *y)
{
	struct spot s = problem_spot(y);

	diag(y->diags, D_YAML_SYNTAX, s.at, str_z(y->parser.problem));
}

/* A character that can't open a plain value. */
static void
report_start(struct yparse *y, const struct spot *s)
{
	str c = char_at(s);

	if (str_is(c, "\t"))
		diag(y->diags, D_YAML_TAB, s->at);
	else if (c.n == 0)
		report_general(y);
	else
		diag(y->diags, D_YAML_QUOTES_NEEDED, s->at, c)->fix =
		    yaml_quote_edit(y, s->off, false);
}

static void
report_start_at_problem(struct yparse *y)
{
	struct spot s = problem_spot(y);

	report_start(y, &s);
}

static void
report_start_at_context(struct yparse *y)
{
	struct spot s = context_spot(y);

	report_start(y, &s);
}

static void
report_tab(struct yparse *y)
{
	diag(y->diags, D_YAML_TAB, problem_spot(y).at);
}

/* A line among keys without one of its own. */
static void
report_no_key(struct yparse *y, struct spot s)
{
	str line = str_trim_end(s.tail), meant = yaml_meant_key(y->diags->arena, line), key;
	enum diag_code code;

	s.at.len = (uint32_t)utf_len(line);
	if (meant.n)
		diag(y->diags, D_YAML_NO_COLON, s.at)->suggest = meant;
	else if (str_starts(line, S("\u00a0")))
		diag(y->diags, D_YAML_HARD_SPACE, s.at);
	else if (yaml_text_key(y->t->s, s.off, &key, &code))
		diag(y->diags, code, s.at, key);
	else
		diag(y->diags, D_YAML_NO_COLON, s.at);
}

/* A line among keys that is none: `khóa:giá trị`, `-phần`, the rest of a value. */
static void
report_plain_line(struct yparse *y, struct spot s)
{
	size_t colon = str_find_c(s.tail, ':'), word = str_find_c(s.tail, ' ');

	s.at.len = 1;
	if (str_starts(s.tail, S("-")) && is_first_on_line(&s)) {
		diag(y->diags, D_YAML_DASH_SPACE, s.at);
	} else if (colon == STR_NONE || colon == 0 || word < colon) {
		report_no_key(y, s);
	} else {
		s.at.col += (uint32_t)utf_len(str_first(s.tail, colon));
		diag(y->diags, D_YAML_COLON_SPACE, s.at);
	}
}

/* The last line above a spot that is not blank; empty when there is none. */
static struct spot
line_above(struct yparse *y, const struct spot *s)
{
	str above = str_trim_end(str_first(y->t->s, s->off - s->head.n));
	size_t bol = str_rfind_c(above, '\n');
	str line = str_from(above, bol == STR_NONE ? 0 : bol + 1);
	struct cursor c = { .t = y->t };

	cursor_seek_byte(&c, above.n - str_trim(line).n);
	return find_spot(y, c.index);
}

/* A second ': ' on a line is inside a value; the only one of a line that is
 * indented deeper makes a key of what continues the value above. */
static void
report_colon(struct yparse *y)
{
	struct spot s = problem_spot(y);

	if (str_find(s.head, S(": ")) != STR_NONE || str_find(s.head, S(":\t")) != STR_NONE)
		diag(y->diags, D_YAML_COLON, s.at)->fix = yaml_quote_edit(y, s.off, false);
	else if (y->depth == 0)
		report_plain_line(y, line_above(y, &s));
	else
		diag(y->diags, D_YAML_COLON_DEEPER, s.at);
}

/* A line that stands where the dashes of an open list do, without one. */
static bool
lacks_dash(const struct yparse *y, const struct spot *s)
{
	const struct frame *f = y->depth ? &y->stack[y->depth - 1] : NULL;

	return f && !f->flow && f->val->kind == Y_LIST && f->val->at.col == s->at.col &&
	       !str_starts(s->tail, S("-"));
}

static void
report_no_colon(struct yparse *y)
{
	struct spot s = context_spot(y);

	if (lacks_dash(y, &s))
		diag(y->diags, D_YAML_DASH_MISSING, s.at);
	else
		report_plain_line(y, s);
}

static void
report_dash(struct yparse *y)
{
	struct spot s = problem_spot(y);

	diag(y->diags, is_first_on_line(&s) ? D_YAML_INDENT : D_YAML_DASH, s.at);
}

static void
report_quote(struct yparse *y)
{
	struct spot s = context_spot(y);

	diag(y->diags, D_YAML_QUOTE_OPEN, s.at, char_at(&s))->fix = yaml_close_edit(y, s.off);
}

/* The two characters of an escape: the mark stands on the '\' or, for a wrong
 * number, behind the letter. */
static void
report_escape(struct yparse *y)
{
	struct spot s = problem_spot(y);
	size_t back = str_rfind_c(s.head, '\\'), n = 1;

	if (!str_starts(s.tail, S("\\")) && back != STR_NONE)
		s = find_spot(y, y->parser.problem_mark.index - utf_len(str_from(s.head, back)));
	if (n < s.tail.n)
		utf_next(s.tail, &n);
	s.at.len = 2;
	diag(y->diags, D_YAML_ESCAPE, s.at, str_first(s.tail, n));
}

static void
report_block_head(struct yparse *y)
{
	struct spot s = context_spot(y);

	diag(y->diags, D_YAML_BLOCK_HEAD, s.at, char_at(&s));
}

/* The bracket that is still open, if there is one. */
static bool
find_open_bracket(const struct yparse *y, pos *at, bool *list)
{
	const struct frame *f = y->depth ? &y->stack[y->depth - 1] : NULL;

	if (f == NULL || !f->flow)
		return false;
	*at = f->val->at;
	*list = f->val->kind == Y_LIST;
	return true;
}

/* Inside [ ] or { }: on the line of the bracket a comma is missing, further
 * down most likely the closing bracket is. */
static void
report_flow(struct yparse *y)
{
	struct spot s = problem_spot(y);
	bool list;
	pos open;

	if (!find_open_bracket(y, &open, &list)) {
		report_start(y, &s);
		return;
	}
	if (y->stack[y->depth - 1].cut) /* the bracket went with what a '#' took */
		return;
	if (s.off == y->t->s.n || s.at.line != open.line)
		diag(y->diags, D_YAML_BRACKET_OPEN, open, list ? S("[") : S("{"),
		    list ? S("]") : S("}"));
	else if (str_starts(s.tail, S(":")))
		diag(y->diags, D_YAML_COLON, s.at)->fix = yaml_quote_edit(y, s.off, false);
	else
		diag(y->diags, D_YAML_COMMA, s.at, list ? S("[") : S("{"), list ? S("]") : S("}"));
}

/* Is there, at the head of a `|` body above, a blank line with more spaces than
 * s is indented by? libyaml takes that line's for the indentation of the body. */
static bool
find_long_blank(struct yparse *y, const struct spot *s, struct spot *blank)
{
	str above = str_first(y->t->s, s->off - s->head.n), line;
	struct cursor c = { .t = y->t };
	size_t bol, longest = s->head.n, at = STR_NONE;

	while (above.n) {
		above.n--; /* the newline */
		bol = str_rfind_c(above, '\n');
		line = str_from(above, bol == STR_NONE ? 0 : bol + 1);
		if (str_trim(line).n) {
			cursor_seek_byte(&c, at == STR_NONE ? 0 : at);
			*blank = find_spot(y, c.index);
			return at != STR_NONE && str_find_c(line, '|') != STR_NONE;
		}
		if (line.n > longest) {
			longest = line.n;
			at = above.n - line.n;
		}
		above.n -= line.n;
	}
	return false;
}

/* A line that is neither a key of the map nor a part of what is above. */
static void
report_indent(struct yparse *y, const struct spot *s)
{
	const struct frame *f = y->depth ? &y->stack[y->depth - 1] : NULL;
	struct spot blank;

	if (find_long_blank(y, s, &blank)) {
		blank.at.len = (uint32_t)blank.tail.n;
		diag(y->diags, D_YAML_BLANK_LINE, blank.at);
	} else if (f && str_starts(s->tail, S("- ")) && s->at.col == f->val->at.col) {
		diag(y->diags, D_YAML_DASH, s->at);
	} else {
		diag(y->diags, D_YAML_INDENT, s->at);
	}
}

/* Something among the keys of a map that opens none. Behind a quoted text of
 * several lines it most likely shows that its quote was not closed. */
static void
report_key_expected(struct yparse *y)
{
	struct spot s = problem_spot(y);
	str before = str_trim_end(s.head);
	str last = str_from(before, before.n ? before.n - 1 : 0);

	if (str_starts(s.tail, S(":")))
		diag(y->diags, D_YAML_KEY_EMPTY, s.at);
	else if (is_first_on_line(&s))
		report_indent(y, &s);
	else if (str_is(last, "]") || str_is(last, "}"))
		diag(y->diags, D_YAML_AFTER_BRACKET, s.at, last);
	else if (y->long_quote.src && str_eq(last, y->long_quote_mark))
		diag(y->diags, D_YAML_QUOTE_OPEN, y->long_quote, last)->fix =
		    yaml_close_edit(y, y->long_quote_off);
	else if (str_is(last, "\"") || str_is(last, "'"))
		diag(y->diags, D_YAML_AFTER_QUOTE, s.at, last)->fix =
		    yaml_quote_edit(y, s.off, false);
	else
		report_general(y);
}

/* Among the parts of a list: a line without '- ', or text behind a part. */
static void
report_dash_missing(struct yparse *y)
{
	struct spot s = problem_spot(y);

	if (is_first_on_line(&s))
		diag(y->diags, D_YAML_DASH_MISSING, s.at);
	else
		report_key_expected(y);
}

static void
report_char_here(struct yparse *y, uint32_t cp)
{
	char name[16];
	int n = snprintf(name, sizeof name, "U+%04X", cp);

	diag(y->diags, D_YAML_CHAR, cursor_pos(&y->cur, 1), ((str){ name, (size_t)n }));
}

/* Bytes that libyaml's reader won't have. */
static void
report_char(struct yparse *y)
{
	cursor_seek_byte(&y->cur, y->parser.problem_offset);
	report_char_here(y, (uint32_t)y->parser.problem_value);
}

/* libyaml takes these for line ends and would join, or move to the left, what
 * stands behind them. */
bool
yaml_refuse_odd_breaks(struct yparse *y)
{
	static const str breaks[] = { STR_INIT("\u2028"), STR_INIT("\u2029"),
		STR_INIT("\xC2\x85") };
	size_t off, hit, found = 0, start;

	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
		for (off = 0; (hit = str_find(str_from(y->t->s, off), breaks[i])) != STR_NONE;
		     found++) {
			off += hit;
			start = off;
			cursor_seek_byte(&y->cur, off);
			report_char_here(y, utf_next(y->t->s, &start));
			off += breaks[i].n;
		}
	}
	return found > 0;
}

/* libyaml's messages, first match. NULL matches all; a problem by its start. */
static const struct {
	const char *context, *problem;
	void (*report)(struct yparse *y);
} FAULTS[] = {
	{ NULL, "control characters", report_char },
	{ NULL, "found a tab character", report_tab },
	{ NULL, "found character that cannot start", report_start_at_problem },
	{ NULL, "mapping values are not allowed", report_colon },
	{ NULL, "mapping keys are not allowed", report_start_at_problem },
	{ NULL, "block sequence entries are not allowed", report_dash },
	{ NULL, "found undefined tag handle", report_start_at_problem },
	{ NULL, "found unexpected ':'", report_colon },
	{ NULL, "did not find expected '-' indicator", report_dash_missing },
	{ NULL, "did not find expected ',' or", report_flow },
	{ NULL, "did not find expected node content", report_flow },
	{ NULL, "did not find expected key", report_key_expected },
	{ NULL, "did not find expected <document start>", report_key_expected },
	{ "while scanning a simple key", NULL, report_no_colon },
	{ "while scanning a quoted scalar", NULL, report_quote },
	{ "while parsing a quoted scalar", NULL, report_escape },
	{ "while scanning an alias", NULL, report_start_at_context },
	{ "while scanning an anchor", NULL, report_start_at_context },
	{ "while scanning a tag", NULL, report_start_at_context },
	{ "while parsing a tag", NULL, report_start_at_context },
	{ "while scanning a directive", NULL, report_start_at_context },
	{ "while scanning a %YAML directive", NULL, report_start_at_context },
	{ "while scanning a %TAG directive", NULL, report_start_at_context },
	{ "while scanning a block scalar", NULL, report_block_head },
	{ NULL, NULL, report_general },
};

static bool
is_fault(const yaml_parser_t *p, const char *context, const char *problem)
{
	if (context && !(p->context && strcmp(p->context, context) == 0))
		return false;
	return !problem || (p->problem && strncmp(p->problem, problem, strlen(problem)) == 0);
}

void
yaml_report_fault(struct yparse *y)
{
	size_t i = 0;

	if (y->parser.error == YAML_MEMORY_ERROR)
		out_of_memory();
	/* `*a b`: the alias has been reported, the rest is its consequence. */
	if (y->refused_line && problem_spot(y).at.line == y->refused_line)
		return;
	while (!is_fault(&y->parser, FAULTS[i].context, FAULTS[i].problem))
		i++;
	FAULTS[i].report(y);
}
