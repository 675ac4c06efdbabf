/* yaml/yval.c: libyaml's events → values. No recursion: open collections lie on
 * a stack of fixed height, and the first event that would go above it ends the
 * parse, so that ten thousand brackets cost no more than thirty-three. What is
 * merely refused (an alias, a key given twice) is reported and the parse goes
 * on; what libyaml itself refuses ends it. */
#include "yaml_int.h"

#include "../base/utf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
yaml_libyaml_version(void)
{
	return yaml_get_version_string();
}

bool
yval_absent(const struct yval *v)
{
	return v->kind == Y_SCALAR && v->style == Y_PLAIN && v->text.s.n == 0;
}

/* ---- What we refuse ------------------------------------------------------ */

static void
refuse(struct yparse *y, enum diag_code code, const yaml_event_t *e)
{
	pos at = yaml_event_pos(y, e);

	diag(y->diags, code, at)->fix = yaml_quote_edit(y, y->cur.off, false);
	y->refused_line = at.line;
}

static void
check_properties(struct yparse *y, const yaml_event_t *e, const void *anchor, const void *tag)
{
	if (anchor)
		refuse(y, D_YAML_ANCHOR, e);
	if (tag)
		refuse(y, D_YAML_TAG, e);
}

/* Characters that escapes brought in. The rest of the file was looked at when
 * it was loaded. */
static void
check_escapes(struct yparse *y, const struct text *text)
{
	char name[16];
	uint32_t cp;
	int n;

	if (text->how != TEXT_POINT)
		return;
	for (size_t i = 0; i < text->s.n;) {
		cp = utf_next(text->s, &i);
		if (utf_xml_char(cp) && cp != '\r')
			continue;
		n = snprintf(name, sizeof name, "U+%04X", cp);
		diag(y->diags, D_YAML_ESCAPE_CHAR, text->at, ((str){ name, (size_t)n }));
		return;
	}
}

/* The rest of the cursor's line, without blanks at its end. */
static str
rest_of_line(const struct cursor *c)
{
	str rest = str_from(c->t->s, c->off);

	return str_trim_end(str_first(rest, str_find_c(rest, '\n')));
}

/* `trích yếu #5`, `"5"#6`: a '#' behind a value that no space follows, or none
 * parts from the value, was hardly meant as a comment. c stands behind the
 * value. */
static void
check_text_cut(struct yparse *y, struct cursor c)
{
	str s = y->t->s;
	size_t end = c.off, hash = end, i;

	while (hash < s.n && (s.p[hash] == ' ' || s.p[hash] == '\t'))
		hash++;
	if (hash == s.n || s.p[hash] != '#')
		return;
	for (i = hash; i < s.n && s.p[i] == '#';)
		i++;
	if (hash > end && (i == s.n || s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n'))
		return;
	cursor_seek_byte(&c, hash);
	diag(y->diags, D_YAML_TEXT_CUT, cursor_pos(&c, utf_len(rest_of_line(&c))))->fix =
	    yaml_quote_edit(y, hash, true);
	if (y->depth)
		y->stack[y->depth - 1].cut = true;
}

static void
check_text_cut_at(struct yparse *y, size_t index)
{
	struct cursor c = y->cur;

	cursor_seek(&c, index);
	check_text_cut(y, c);
}

/* A '#' behind `|` and its signs. */
static void
check_block_head(struct yparse *y, const yaml_event_t *e)
{
	struct cursor c = y->cur;
	size_t off = cursor_seek(&c, e->start_mark.index);

	while (
	    off < y->t->s.n && y->t->s.p[off] != '\n' && strchr("|>+-0123456789", y->t->s.p[off]))
		off++;
	cursor_seek_byte(&c, off);
	check_text_cut(y, c);
}

/* Lines of a plain scalar behind its first: one that opens with '-' was meant
 * as a part of a list, and YAML has joined it to the text above. */
static void
check_joined(struct yparse *y, const yaml_event_t *e)
{
	struct cursor c = y->cur;
	size_t end, eol;
	str line;

	if (e->start_mark.line == e->end_mark.line)
		return;
	end = cursor_seek(&c, e->end_mark.index);
	c = y->cur;
	while ((eol = str_find_c(str_sub(y->t->s, c.off, end - c.off), '\n')) != STR_NONE) {
		cursor_seek_byte(&c, c.off + eol + 1);
		line = rest_of_line(&c);
		if (!str_starts(str_trim(line), S("-")))
			continue;
		cursor_seek_byte(&c, c.off + str_find_c(line, '-'));
		diag(y->diags, D_YAML_DASH_JOINED, cursor_pos(&c, 1));
	}
}

static int
compare_keys(const void *a, const void *b)
{
	const struct ypair *x = *(const struct ypair *const *)a,
			   *y = *(const struct ypair *const *)b;
	int c = str_cmp(x->fold, y->fold);

	return c ? c : (x > y) - (x < y);
}

static void
report_twice(struct yparse *y, const struct ypair *first, const struct ypair *again)
{
	if (again->fold.n == 0) /* reported as an empty key */
		return;
	diag(y->diags, D_YAML_KEY_TWICE, again->at, again->key)->also = first->at;
}

static void
check_keys(struct yparse *y, const struct ypair *pairs, size_t n)
{
	const struct ypair **sorted, *first;

	if (n < 2)
		return;
	sorted = xmalloc(n * sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &pairs[i];
	qsort(sorted, n, sizeof *sorted, compare_keys);
	first = sorted[0];
	for (size_t i = 1; i < n; i++) {
		if (str_eq(first->fold, sorted[i]->fold))
			report_twice(y, first, sorted[i]);
		else
			first = sorted[i];
	}
	free(sorted);
}

/* ---- Building -------------------------------------------------------------- */

static void
set_key(struct yparse *y, struct frame *f, const struct yval *v)
{
	f->pair = (struct ypair){ .at = v->at };
	f->has_key = true;
	if (v->kind != Y_SCALAR) {
		diag(y->diags, D_YAML_KEY_NOT_TEXT, v->at);
		return;
	}
	f->pair.key = v->text.s;
	f->pair.fold = utf_fold(y->texts, v->text.s, '_');
	if (f->pair.fold.n == 0)
		diag(y->diags, D_YAML_KEY_EMPTY, v->at);
}

/* Hangs a value into the innermost open collection. */
static void
attach(struct yparse *y, struct yval *v)
{
	struct frame *f = y->depth ? &y->stack[y->depth - 1] : NULL;

	if (f == NULL) {
		y->root = v;
	} else if (f->val->kind == Y_LIST) {
		VEC_PUSH(y->arena, &f->items, v);
	} else if (!f->has_key) {
		set_key(y, f, v);
	} else {
		f->pair.val = v;
		f->has_key = false;
		VEC_PUSH(y->arena, &f->pairs, f->pair);
	}
}

static void
check_plain(struct yparse *y, const yaml_event_t *e)
{
	check_text_cut_at(y, e->end_mark.index);
	check_joined(y, e);
}

/* The lines that a scalar stands on, from its first character. */
static str
quoted_lines(const struct yparse *y, const yaml_event_t *e)
{
	struct cursor c = y->cur;
	size_t from = cursor_seek(&c, e->start_mark.index);

	return str_sub(y->t->s, from, cursor_seek(&c, e->end_mark.index) - from);
}

/* The column where keys of the map in hand stand, from 1; 0 in brackets. */
static uint32_t
parent_column(const struct yparse *y)
{
	const struct frame *f = y->depth ? &y->stack[y->depth - 1] : NULL;

	return f && !f->flow && f->val->kind == Y_MAP ? f->val->at.col : 0;
}

static void
check_quoted(struct yparse *y, const yaml_event_t *e)
{
	struct cursor c = y->cur;

	check_text_cut_at(y, e->end_mark.index);
	if (e->start_mark.line == e->end_mark.line)
		return;
	y->long_quote = yaml_event_pos(y, e);
	y->long_quote.len = 1;
	y->long_quote_off = cursor_seek(&c, e->start_mark.index);
	y->long_quote_mark =
	    e->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ? S("'") : S("\"");
	if (yaml_swallows_key(quoted_lines(y, e), parent_column(y))) {
		y->swallowed = true;
		diag(y->diags, D_YAML_QUOTE_OPEN, y->long_quote, y->long_quote_mark)->fix =
		    yaml_close_edit(y, y->long_quote_off);
	}
}

static enum yval_style
check_style(struct yparse *y, const yaml_event_t *e)
{
	switch (e->data.scalar.style) {
	case YAML_FOLDED_SCALAR_STYLE: refuse(y, D_YAML_FOLDED, e); return Y_LITERAL;
	case YAML_LITERAL_SCALAR_STYLE: check_block_head(y, e); return Y_LITERAL;
	case YAML_PLAIN_SCALAR_STYLE: check_plain(y, e); return Y_PLAIN;
	default: check_quoted(y, e); return Y_QUOTED;
	}
}

static void
add_scalar(struct yparse *y, const yaml_event_t *e)
{
	struct yval *v = NEW(y->arena, struct yval);

	*v = (struct yval){ .kind = Y_SCALAR, .at = yaml_event_pos(y, e) };
	v->text = yaml_scalar_text(y, e);
	check_properties(y, e, e->data.scalar.anchor, e->data.scalar.tag);
	v->style = check_style(y, e);
	check_escapes(y, &v->text);
	attach(y, v);
}

/* An alias was refused; the text that was typed stands in for it. */
static void
add_alias(struct yparse *y, const yaml_event_t *e)
{
	struct yval *v = NEW(y->arena, struct yval);
	struct cursor c;
	size_t start, end;

	refuse(y, D_YAML_ALIAS, e);
	c = y->cur;
	start = cursor_seek(&c, e->start_mark.index);
	end = cursor_seek(&c, e->end_mark.index);
	*v = (struct yval){ .kind = Y_SCALAR, .style = Y_PLAIN, .at = yaml_event_pos(y, e) };
	v->text = (struct text){ str_sub(y->t->s, start, end - start), v->at, TEXT_POINT, 0 };
	attach(y, v);
}

/* False when it is too deep. */
static bool
open_collection(struct yparse *y, const yaml_event_t *e, enum yval_kind kind, bool flow)
{
	struct yval *v;

	if (y->depth == YAML_MAX_DEPTH) {
		diag(y->diags, D_YAML_DEPTH, yaml_event_pos(y, e),
		    str_fmt(y->texts, "%d", (int)YAML_MAX_DEPTH));
		return false;
	}
	v = NEW(y->arena, struct yval);
	*v = (struct yval){ .kind = kind, .at = yaml_event_pos(y, e) };
	attach(y, v);
	y->stack[y->depth++] = (struct frame){ .val = v, .flow = flow };
	return true;
}

/* Also of one that was never closed, when a fault ended the parse. */
static void
close_collection(struct yparse *y)
{
	struct frame *f = &y->stack[--y->depth];

	f->val->items = f->items.v;
	f->val->pairs = f->pairs.v;
	f->val->n = f->val->kind == Y_LIST ? f->items.n : f->pairs.n;
	check_keys(y, f->pairs.v, f->pairs.n);
}

static bool
open_document(struct yparse *y, const yaml_event_t *e)
{
	if (y->has_document) {
		diag(y->diags, D_YAML_DOCUMENTS, yaml_event_pos(y, e));
		return false;
	}
	y->has_document = true;
	return true;
}

/* False when the parse must end here. */
static bool
take_event(struct yparse *y, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT: return open_document(y, e);
	case YAML_ALIAS_EVENT: add_alias(y, e); return true;
	case YAML_SCALAR_EVENT: add_scalar(y, e); return true;
	case YAML_SEQUENCE_START_EVENT:
		check_properties(y, e, e->data.sequence_start.anchor, e->data.sequence_start.tag);
		return open_collection(
		    y, e, Y_LIST, e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
	case YAML_MAPPING_START_EVENT:
		check_properties(y, e, e->data.mapping_start.anchor, e->data.mapping_start.tag);
		return open_collection(
		    y, e, Y_MAP, e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		if (y->stack[y->depth - 1].flow)
			check_text_cut_at(y, e->end_mark.index);
		close_collection(y);
		return true;
	default: return true;
	}
}

/* All events; false when something ended them early. */
static bool
take_events(struct yparse *y)
{
	yaml_event_t e;
	bool more = true, ended = false;

	while (more && !ended) {
		if (!yaml_parser_parse(&y->parser, &e)) {
			yaml_report_fault(y);
			more = false;
			continue;
		}
		ended = e.type == YAML_STREAM_END_EVENT;
		more = take_event(y, &e);
		yaml_event_delete(&e);
	}
	while (y->depth)
		close_collection(y);
	return more;
}

struct yval *
yaml_parse(struct arena *a, const struct text *t, struct diags *d, bool *empty)
{
	return yaml_parse_apart(a, a, t, d, empty);
}

struct yval *
yaml_parse_apart(
    struct arena *a, struct arena *texts, const struct text *t, struct diags *d, bool *empty)
{
	struct yparse y = { .arena = a, .texts = texts, .diags = d, .t = t, .cur = { .t = t } };
	bool whole;

	*empty = false;
	if (yaml_refuse_odd_breaks(&y))
		return NULL;
	if (!yaml_parser_initialize(&y.parser))
		out_of_memory();
	yaml_parser_set_encoding(&y.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &y.parser, (const unsigned char *)(t->s.n ? t->s.p : ""), t->s.n);
	whole = take_events(&y);
	yaml_parser_delete(&y.parser);
	*empty = whole && (y.root == NULL || yval_absent(y.root));
	return whole && !*empty && !y.swallowed ? y.root : NULL;
}
