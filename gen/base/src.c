/* base/src.c: source files and places in them.
 *
 * Nearly every file is well-formed, composed and free of '\r': one fast look
 * says so and its bytes are the text. Any other is copied character by
 * character; what can't stand in a text becomes U+FFFD in the copy, so that
 * each fault has a line to show itself in. */
#include "src.h"
#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "utf.h"

#include <stdint.h>
#include <stdio.h>

enum {
	MAX_FAULTS = 20, /* shown of one file */
	MAX_MARKS = 30   /* in a row; as Unicode's stream-safe format. utf8proc sorts
			  * marks in quadratic time */
};

/* Something in the bytes that can't stay. */
struct fault {
	enum diag_code code;
	uint32_t value;  /* the byte, the character, or MAX_MARKS */
	size_t off, len; /* in the copy */
};

struct loading {
	struct buf text;                     /* the copy */
	struct fault faults[MAX_FAULTS + 1]; /* the last one only for its place */
	size_t n_faults;                     /* all of them, also those that found no room */
	size_t bad_end;                      /* where the last bad byte ended in the copy */
	size_t marks;                        /* in a row up to here */
};

static void
add_fault(struct loading *l, enum diag_code code, uint32_t value, size_t off)
{
	if (l->n_faults <= MAX_FAULTS)
		l->faults[l->n_faults] = (struct fault){ code, value, off, l->text.n - off };
	l->n_faults++;
}

/* A bad byte; those right behind one another are one fault. */
static void
add_bad_byte(struct loading *l, unsigned char byte)
{
	size_t off = l->text.n;

	buf_z(&l->text, "\uFFFD");
	if (off == 0 || off != l->bad_end)
		add_fault(l, D_SRC_UTF8, byte, off);
	else if (l->n_faults <= MAX_FAULTS)
		l->faults[l->n_faults - 1].len += l->text.n - off;
	l->bad_end = l->text.n;
}

static void
add_char(struct loading *l, uint32_t cp)
{
	size_t off = l->text.n;

	l->marks = utf_is_mark(cp) ? l->marks + 1 : 0;
	if (!utf_xml_char(cp)) {
		buf_z(&l->text, "\uFFFD");
		add_fault(l, D_SRC_XML_CHAR, cp, off);
		return;
	}
	l->text.n += utf_put(buf_reserve(&l->text, 4), cp);
	if (l->marks == MAX_MARKS + 1)
		add_fault(l, D_SRC_MARKS, MAX_MARKS, off);
}

/* Bytes → the copy: line ends made '\n', faults noted. */
static void
copy_text(struct loading *l, str bytes)
{
	size_t i = 0, at, bad = utf_invalid(bytes);
	uint32_t cp;

	while (i < bytes.n) {
		if (i == bad) {
			add_bad_byte(l, (unsigned char)bytes.p[i++]);
			bad = utf_invalid(str_from(bytes, i));
			bad = bad == STR_NONE ? bad : bad + i;
			continue;
		}
		at = i;
		cp = utf_next(bytes, &i);
		if (cp == '\r') {
			if (i == bytes.n || bytes.p[i] != '\n')
				buf_c(&l->text, '\n');
		} else if (cp < 0x80 && (cp >= 0x20 || cp == '\n' || cp == '\t')) {
			buf_c(&l->text, bytes.p[at]);
			l->marks = 0;
		} else {
			add_char(l, cp);
		}
	}
}

static struct src *
new_src(struct arena *a, str path, str text)
{
	struct src *s = NEW(a, struct src);
	size_t n = 1, at = 0, hit;

	for (str rest = text; (hit = str_find_c(rest, '\n')) != STR_NONE; n++)
		rest = str_from(rest, hit + 1);
	*s = (struct src){ path, text, NEW_N(a, uint32_t, n), (uint32_t)n, false };
	for (size_t i = 1; i < n; i++) {
		at += str_find_c(str_from(text, at), '\n') + 1;
		s->lines[i] = (uint32_t)at;
	}
	return s;
}

static void
report_fault(const struct src *s, const struct fault *f, struct diags *d)
{
	char arg[16] = "";
	int n = 0;

	if (f->code == D_SRC_UTF8)
		n = snprintf(arg, sizeof arg, "0x%02X", f->value);
	else if (f->code == D_SRC_XML_CHAR)
		n = snprintf(arg, sizeof arg, "U+%04X", f->value);
	else
		n = snprintf(arg, sizeof arg, "%u", f->value);
	diag(d, f->code, src_pos(s, f->off, f->len), (str){ arg, (size_t)n });
}

static void
report_faults(struct arena *a, str path, const struct loading *l, struct diags *d)
{
	const struct src *s = new_src(a, path, buf_dup(&l->text, a));
	size_t shown = l->n_faults < MAX_FAULTS ? l->n_faults : MAX_FAULTS;

	for (size_t i = 0; i < shown; i++)
		report_fault(s, &l->faults[i], d);
	if (l->n_faults > shown)
		diag(d, D_SRC_MORE, src_pos(s, l->faults[shown].off, l->faults[shown].len),
		    str_fmt(a, "%zu", l->n_faults - shown));
}

static const struct src *
compose(struct arena *a, str path, str copy)
{
	str text = utf_nfc(a, copy);
	struct src *s = new_src(a, path, text);

	s->recomposed = text.p != copy.p;
	return s;
}

static const struct src *
load_copy(struct arena *a, str path, str bytes, struct diags *d)
{
	struct loading l = { .n_faults = 0 };
	const struct src *s = NULL;

	buf_init(&l.text);
	copy_text(&l, bytes);
	if (l.n_faults)
		report_faults(a, path, &l, d);
	else
		s = compose(a, path, buf_dup(&l.text, a));
	buf_free(&l.text);
	return s;
}

/* What `git merge` leaves where two branches changed the same lines. */
static bool
has_conflict(const struct src *s, struct diags *d)
{
	static const str ours = STR_INIT("<<<<<<< "), theirs = STR_INIT("\n>>>>>>> ");
	size_t at = 0, hit;
	bool found = false;

	if (str_find(s->text, ours) == STR_NONE || str_find(s->text, theirs) == STR_NONE)
		return false;
	while ((hit = str_find(str_from(s->text, at), ours)) != STR_NONE) {
		size_t from = at + hit;

		at = from + ours.n;
		if (from && s->text.p[from - 1] != '\n')
			continue;
		diag(d, D_SRC_CONFLICT, src_pos(s, from, ours.n - 1));
		found = true;
	}
	return found;
}

const struct src *
src_load(struct arena *a, str path, str bytes, struct diags *d)
{
	static const str bom = STR_INIT("\xEF\xBB\xBF");
	static const str utf16_le = STR_INIT("\xFF\xFE"), utf16_be = STR_INIT("\xFE\xFF");
	pos whole = { NULL, 0, 0, 0 };

	if (str_starts(bytes, utf16_le) || str_starts(bytes, utf16_be)) {
		whole.src = new_src(a, path, S(""));
		diag(d, D_SRC_UTF16, whole);
		return NULL;
	}
	if (str_starts(bytes, bom))
		bytes = str_from(bytes, bom.n);
	const struct src *s =
	    utf_is_clean(bytes) ? new_src(a, path, bytes) : load_copy(a, path, bytes, d);
	return s && has_conflict(s, d) ? NULL : s;
}

/* ---- Places ------------------------------------------------------------ */

/* Index into lines[] of the line that holds byte off. */
static uint32_t
line_at(const struct src *s, size_t off)
{
	uint32_t lo = 0, hi = s->n_lines;

	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (s->lines[mid] <= off)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

str
src_line(const struct src *s, uint32_t line)
{
	size_t start, end;

	if (line == 0 || line > s->n_lines)
		return (str){ NULL, 0 };
	start = s->lines[line - 1];
	end = line < s->n_lines ? s->lines[line] - 1 : s->text.n;
	return str_sub(s->text, start, end - start);
}

pos
src_pos(const struct src *s, size_t byte_off, size_t byte_len)
{
	uint32_t line;
	str text;
	size_t in_line;

	if (byte_off > s->text.n)
		byte_off = s->text.n;
	line = line_at(s, byte_off);
	text = src_line(s, line + 1);
	in_line = byte_off - s->lines[line];
	return (pos){ s, line + 1, (uint32_t)utf_len(str_first(text, in_line)) + 1,
		(uint32_t)utf_len(str_sub(text, in_line, byte_len)) };
}

/* Byte offset in line of its n-th character (from 0), at most its end. */
static size_t
skip_chars(str line, size_t n)
{
	size_t off = 0;

	while (n-- > 0 && off < line.n)
		utf_next(line, &off);
	return off;
}

size_t
src_offset(const struct src *s, uint32_t line, uint32_t col)
{
	if (line == 0)
		return 0;
	if (line > s->n_lines)
		return s->text.n;
	return s->lines[line - 1] + skip_chars(src_line(s, line), col ? col - 1 : 0);
}

/* A place in a block: its lines are the source's, each `indent` columns to the
 * left. */
static pos
block_pos(const struct text *t, size_t off, size_t n)
{
	str before = str_first(t->s, off), here = str_from(t->s, off);
	pos at = t->at;
	size_t eol = str_find_c(here, '\n'), hit;
	uint32_t width;

	if (at.src == NULL || at.line == 0)
		return at;
	while ((hit = str_find_c(before, '\n')) != STR_NONE) {
		before = str_from(before, hit + 1);
		at.line++;
		at.col = t->indent + 1;
	}
	at.col += (uint32_t)utf_len(before);
	at.len = (uint32_t)utf_len(str_first(here, n < eol ? n : eol));
	width = (uint32_t)utf_len(src_line(at.src, at.line));
	if (at.col > width + 1) /* a blank line of less than `indent` columns */
		at.col = width + 1;
	return at;
}

pos
text_pos(const struct text *t, size_t off, size_t n)
{
	if (off > t->s.n)
		off = t->s.n;
	if (n > t->s.n - off)
		n = t->s.n - off;
	if (t->how == TEXT_POINT || t->at.src == NULL)
		return t->at;
	if (t->how == TEXT_BLOCK)
		return block_pos(t, off, n);
	return src_pos(t->at.src, src_offset(t->at.src, t->at.line, t->at.col) + off, n);
}

struct text
text_sub(const struct text *t, size_t off, size_t n)
{
	struct text sub = *t;

	sub.s = str_sub(t->s, off, n);
	sub.at = text_pos(t, off, n);
	return sub;
}
