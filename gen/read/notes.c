/* read/notes.c: footnotes of one file. cmark drops a definition that nobody
 * calls and the second one of a label, both in silence, and it does not look
 * into rich tables. So the lines that look like definitions are found first
 * (mask.c), cmark is made to keep them all by a paragraph that calls each, and
 * at the end every line is accounted for: taken, in code, or reported. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

void
md_notes_scan(struct md *md, str src)
{
	str rest = src, line;
	uint32_t number = 0;

	while (str_line(&rest, &line)) {
		struct note note = { .line = ++number };

		if (line.n == 0 || memchr(line.p, '^', line.n) == NULL)
			continue;
		note.label = md_definition(line);
		if (note.label.n == 0)
			continue;
		note.fold = utf_lower(md->arena, note.label);
		note.at =
		    md_place(md, md->text, (size_t)(note.label.p - src.p) - 2, note.label.n + 3);
		VEC_PUSH(md->arena, &md->notes, note);
	}
}

void
md_notes_calls(const struct md *md, struct buf *out)
{
	for (size_t i = 0; i < md->notes.n; i++) {
		str label = md->notes.v[i].label;

		buf_z(out, "[^");
		for (size_t k = 0; k < label.n; k++)
			buf_c(out, label.p[k] == '_' ? MASK_UNDER : label.p[k]);
		buf_z(out, "] ");
	}
	if (md->notes.n)
		buf_z(out, "\n\n");
}

static int
by_label(const void *a, const void *b)
{
	const struct note *x = *(struct note *const *)a, *y = *(struct note *const *)b;
	int c = str_cmp(x->fold, y->fold);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int
by_line(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = ((const struct note *)b)->line;

	return (x > y) - (x < y);
}

/* Every note learns which one its label means. */
static void
find_mains(struct md *md)
{
	size_t n = md->notes.n, end;

	md->by_label = NEW_N(md->arena, struct note *, n + 1);
	for (size_t i = 0; i < n; i++)
		md->by_label[i] = &md->notes.v[i];
	qsort(md->by_label, n, sizeof *md->by_label, by_label);
	for (size_t i = 0; i < n; i = end) {
		struct note *main = NULL;

		for (end = i; end < n && str_eq(md->by_label[end]->fold, md->by_label[i]->fold);
		     end++)
			if (main == NULL && md->by_label[end]->def)
				main = md->by_label[end];
		for (size_t k = i; k < end; k++)
			md->by_label[k]->main = main;
	}
}

static void
define(struct md *md, const struct piece *p, cmark_node *def)
{
	uint32_t line = (uint32_t)cmark_node_get_start_line(def) - p->shift;
	struct note *note = bsearch(&line, md->notes.v, md->notes.n, sizeof *md->notes.v, by_line);

	if (note == NULL)
		return;
	note->def = def;
	note->fn = NEW(md->arena, struct footnote);
	note->fn->label = note->label;
	note->fn->at = note->at;
}

void
md_notes_define(struct md *md, const struct piece *p, cmark_node *root)
{
	if (md->notes.n == 0)
		return;
	for (cmark_node *n = cmark_node_first_child(root); n; n = cmark_node_next(n))
		if (cmark_node_get_type(n) == CMARK_NODE_FOOTNOTE_DEFINITION)
			define(md, p, n);
	find_mains(md);
}

/* The first line that looks like a definition of the label, or NULL. */
static struct note *
find_note(const struct md *md, str label)
{
	struct note key = { .fold = utf_lower(md->arena, label), .line = 0 };
	size_t lo = 0, hi = md->by_label ? md->notes.n : 0;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct note *k = &key;

		if (by_label(&md->by_label[mid], &k) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (md->by_label == NULL || lo == md->notes.n || !str_eq(md->by_label[lo]->fold, key.fold))
		return NULL;
	return md->by_label[lo];
}

static void
report_missing(struct md *md, str label, pos at)
{
	size_t n = md->notes.n < 1000 ? md->notes.n : 1000;
	str *labels = NEW_N(md->arena, str, n + 1);
	struct diag *f = md_report(md, D_NOTE_MISSING, at, label);

	for (size_t i = 0; i < n; i++)
		labels[i] = md->notes.v[i].label;
	if (f)
		f->suggest = diag_nearest(label, labels, n);
}

struct footnote *
md_note_call(struct md *md, str label, pos at)
{
	struct note *line = find_note(md, label), *note = line ? line->main : NULL;
	struct diag *f;

	if (line == NULL) {
		report_missing(md, label, at);
		return NULL;
	}
	if (note == NULL) { /* md_notes_finish() tells why */
		line->called = true;
		line->call_at = at;
		return NULL;
	}
	if (note->called) {
		f = md_report(md, D_NOTE_TWICE, at, label);
		if (f)
			f->also = note->call_at;
		return NULL;
	}
	note->called = true;
	note->call_at = at;
	return note->fn;
}

void
md_notes_skip(struct md *md, uint32_t first, uint32_t last)
{
	size_t lo = 0, hi = md->notes.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (md->notes.v[mid].line < first)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < md->notes.n && md->notes.v[lo].line <= last; lo++)
		md->notes.v[lo].skip = true;
}

static void
read_text(struct md *md, const struct piece *p, struct note *note)
{
	struct around c = { .p = p, .note = true };
	struct blocks texts = { NULL, NULL };

	md_children(md, &c, note->def, &texts);
	for (const struct block *b = texts.first; b; b = b->next)
		if (b->kind != BLK_PARA)
			md_report(md, D_NOTE_BLOCK, b->at, note->label);
	if (texts.first == NULL)
		md_report(md, D_NOTE_EMPTY, note->at, note->label);
	note->fn->blocks = texts.first;
}

void
md_notes_finish(struct md *md, const struct piece *p)
{
	for (size_t i = 0; i < md->notes.n; i++) {
		struct note *note = &md->notes.v[i];
		struct diag *f;

		if (note->def) {
			read_text(md, p, note);
			if (!note->called)
				md_report(md, D_NOTE_UNUSED, note->at, note->label);
		} else if (!note->skip && note->main) {
			f = md_report(md, D_NOTE_DOUBLE, note->at, note->label);
			if (f)
				f->also = note->main->at;
		} else if (!note->skip) {
			md_report(md, D_NOTE_UNREAD, note->at, note->label);
		} else if (note->called) {
			md_report(md, D_NOTE_MISSING, note->call_at, note->label);
		}
	}
}
