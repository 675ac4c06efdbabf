/* base/diag_print.c: findings for people. The message line is for tools too;
 * below it, four columns in, is what a person wants to see: the line, the
 * caret, what to do. Long lines are cut around the place. */
#include "diag_int.h"
#include "utf.h"

enum {
	MAX_LINE = 100, /* columns of a source line */
	TAB = 4         /* columns a tab is shown as */
};

static const struct {
	const char *name[2]; /* by language */
	const char *colour;
} LEVELS[] = {
	[DIAG_NOTE] = { { "ghi chú", "note" }, "\033[1;36m" },
	[DIAG_WARNING] = { { "cảnh báo", "warning" }, "\033[1;35m" },
	[DIAG_ERROR] = { { "lỗi", "error" }, "\033[1;31m" },
	[DIAG_SYSTEM] = { { "lỗi hệ thống", "system error" }, "\033[1;31m" },
};
static const char BOLD[] = "\033[1m", GREEN[] = "\033[1;32m", OFF[] = "\033[0m";

/* Where to and how. */
struct printer {
	struct buf *out;
	enum diag_lang lang;
	bool colour;
};

static void
add_safe_str(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n;)
		diag_add_safe(b, utf_next(s, &i));
}

static void
paint(const struct printer *p, const char *colour)
{
	if (p->colour)
		buf_z(p->out, colour);
}

static void
print_place(const struct printer *p, pos at)
{
	if (at.src == NULL) {
		buf_z(p->out, "vanban:");
		return;
	}
	add_safe_str(p->out, at.src->path);
	buf_c(p->out, ':');
	if (at.line)
		buf_fmt(p->out, "%u:%u:", at.line, at.col ? at.col : 1);
}

static void
print_head(const struct printer *p, const struct diag *f)
{
	paint(p, BOLD);
	print_place(p, f->at);
	paint(p, OFF);
	buf_c(p->out, ' ');
	paint(p, LEVELS[f->level].colour);
	buf_z(p->out, LEVELS[f->level].name[p->lang]);
	buf_c(p->out, ':');
	paint(p, OFF);
	buf_c(p->out, ' ');
	diag_message(p->out, f, p->lang);
	buf_fmt(p->out, " [%s]\n", diag_info(f->code)->code);
}

static size_t
shown_width(uint32_t cp)
{
	char bytes[4];

	if (cp == '\t')
		return TAB;
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return 1; /* shown as U+FFFD */
	return utf_width((str){ bytes, utf_put(bytes, cp) });
}

static size_t
line_width(str s)
{
	size_t width = 0;

	for (size_t i = 0; i < s.n;)
		width += shown_width(utf_next(s, &i));
	return width;
}

static void
print_line_part(const struct printer *p, str s)
{
	uint32_t cp;

	for (size_t i = 0; i < s.n;) {
		cp = utf_next(s, &i);
		if (cp == '\t')
			buf_fmt(p->out, "%*s", TAB, "");
		else
			diag_add_safe(p->out, cp);
	}
}

/* Bytes of s that fit into width columns. */
static size_t
fitting(str s, size_t width)
{
	size_t used = 0, off = 0, next = 0;

	while (off < s.n) {
		used += shown_width(utf_next(s, &next));
		if (used > width)
			break;
		off = next;
	}
	return off;
}

/* The last bytes of s that fit into width columns: where they start. */
static size_t
fitting_end(str s, size_t width)
{
	size_t used = 0, off = s.n;

	/* From the end: a line may be as long as the file. */
	while (off > 0) {
		size_t from = off - 1, next;

		while (from > 0 && ((unsigned char)s.p[from] & 0xC0) == 0x80)
			from--;
		next = from;
		used += shown_width(utf_next(s, &next));
		if (used > width)
			break;
		off = from;
	}
	return off;
}

static void
print_caret(const struct printer *p, size_t before, size_t run)
{
	buf_fmt(p->out, "    %*s", (int)before, "");
	paint(p, GREEN);
	buf_c(p->out, '^');
	for (size_t i = 1; i < run; i++)
		buf_c(p->out, '~');
	paint(p, OFF);
	buf_c(p->out, '\n');
}

/* The source line and the run under it. A line that is too wide shows up to
 * half of MAX_LINE before the place, and what has room behind it. */
static void
print_line(const struct printer *p, pos at)
{
	str line = src_line(at.src, at.line), head, run, tail;
	size_t start = at.src->lines[at.line - 1], from = 0, used, run_off, run_end;
	bool wide = fitting(line, MAX_LINE) < line.n;

	run_off = src_offset(at.src, at.line, at.col) - start;
	run_end = src_offset(at.src, at.line, at.col + (at.len ? at.len : 1)) - start;
	head = str_first(line, run_off);
	run = str_sub(line, run_off, run_end - run_off);
	tail = str_from(line, run_end);
	if (wide) {
		from = fitting_end(head, MAX_LINE / 2);
		head = str_from(head, from);
		run = str_first(run, fitting(run, MAX_LINE - line_width(head)));
		used = line_width(head) + line_width(run);
		tail = str_first(str_from(line, run_off + run.n),
		    fitting(str_from(line, run_off + run.n), MAX_LINE - used));
	}
	buf_z(p->out, from ? "    …" : "    ");
	print_line_part(p, head);
	print_line_part(p, run);
	print_line_part(p, tail);
	buf_z(p->out, run_off + run.n + tail.n < line.n ? "…\n" : "\n");
	print_caret(p, line_width(head) + (from ? 1 : 0), line_width(run));
}

static void
print_fix(const struct printer *p, const struct diag *f)
{
	const char *fix =
	    p->lang == DIAG_VI ? diag_info(f->code)->fix_vi : diag_info(f->code)->fix_en;

	if (*fix == '\0')
		return;
	buf_z(p->out, p->lang == DIAG_VI ? "    cách sửa: " : "    fix: ");
	diag_add_filled(p->out, fix, f);
	buf_c(p->out, '\n');
}

static void
print_suggestion(const struct printer *p, str suggest)
{
	if (suggest.n == 0)
		return;
	buf_z(p->out, p->lang == DIAG_VI ? "    có phải là '" : "    did you mean '");
	add_safe_str(p->out, suggest);
	buf_z(p->out, "'?\n");
}

static void
print_tail(const struct printer *p, const struct diag *f)
{
	print_fix(p, f);
	print_suggestion(p, f->suggest);
	if (f->also.src) {
		print_place(p, f->also);
		buf_z(p->out, p->lang == DIAG_VI ? " chỗ kia\n" : " other place\n");
	}
}

void
diag_print(struct buf *out, const struct diag *f, enum diag_lang lang, bool colour)
{
	struct printer p = { out, lang, colour };

	print_head(&p, f);
	if (f->at.src && f->at.line && f->at.line <= f->at.src->n_lines)
		print_line(&p, f->at);
	print_tail(&p, f);
}

void
diag_print_short(struct buf *out, const struct diag *f, enum diag_lang lang, bool colour)
{
	struct printer p = { out, lang, colour };

	print_head(&p, f);
	print_tail(&p, f);
}
