/* base/diag.c: the list of findings and their messages. Arguments may come from
 * anywhere, so they are made safe for a terminal, and short, as they are
 * copied. diag_print.c prints, diag_near.c knows what was meant. */
#include "diag_int.h"
#include "utf.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_ARG = 80 }; /* characters of an argument */

static const struct diag_info INFO[] = {
#define DIAG(name, code, level, vi, en, fix_vi, fix_en) { code, level, vi, en, fix_vi, fix_en },
#include "diag_list.h"
#undef DIAG
	{ "", DIAG_SYSTEM, "", "", "", "" }
};

const struct diag_info *
diag_info(enum diag_code c)
{
	return &INFO[c];
}

/* ---- The list ---------------------------------------------------------- */

void
diags_init(struct diags *d, struct arena *a)
{
	*d = (struct diags){ .arena = a };
}

void
diag_add_safe(struct buf *b, uint32_t cp)
{
	if (cp == '\t' || cp == '\n' || cp == '\r')
		cp = ' ';
	else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		cp = 0xFFFD;
	b->n += utf_put(buf_reserve(b, 4), cp);
}

/* A copy of an argument: on one line, not too long. */
static str
keep_arg(struct arena *a, str arg)
{
	struct buf b;
	size_t off = 0, chars = 0;
	str kept;

	buf_init(&b);
	for (; off < arg.n && chars < MAX_ARG; chars++)
		diag_add_safe(&b, utf_next(arg, &off));
	if (off < arg.n)
		buf_z(&b, "…");
	kept = buf_dup(&b, a);
	buf_free(&b);
	return kept;
}

struct diag *
diag_add(struct diags *d, enum diag_code code, pos at, const str *args, size_t n)
{
	struct diag f = { .code = code, .level = INFO[code].level, .at = at };

	for (size_t i = 0; i < n && i < DIAG_ARGS; i++)
		f.args[i] = keep_arg(d->arena, args[i]);
	VEC_PUSH(d->arena, &d->list, f);
	d->counts[f.level]++;
	return &d->list.v[d->list.n - 1];
}

struct edit
diag_edit(pos at, str typed, str with)
{
	struct edit none = { 0, 0, { NULL, 0 }, false };
	size_t off;
	str there;

	if (at.src == NULL || at.line == 0)
		return none;
	off = src_offset(at.src, at.line, at.col);
	there = str_from(at.src->text, off);
	if (!str_starts(there, typed) && there.n && (there.p[0] == '"' || there.p[0] == '\'')) {
		there = str_from(there, 1);
		off++;
	}
	return str_starts(there, typed) ? (struct edit){ off, typed.n, with, true } : none;
}

bool
diags_failed(const struct diags *d)
{
	return d->counts[DIAG_ERROR] > 0 || d->counts[DIAG_SYSTEM] > 0;
}

void
diags_append(struct diags *to, const struct diags *from)
{
	for (size_t i = 0; i < from->list.n; i++) {
		struct diag f = from->list.v[i];

		for (size_t k = 0; k < DIAG_ARGS; k++)
			f.args[k] = str_dup(to->arena, f.args[k]);
		f.suggest = str_dup(to->arena, f.suggest);
		f.fix.with = str_dup(to->arena, f.fix.with);
		VEC_PUSH(to->arena, &to->list, f);
		to->counts[f.level]++;
	}
}

static int
compare_u32(uint32_t x, uint32_t y)
{
	return (x > y) - (x < y);
}

static int
compare_pos(pos x, pos y)
{
	int c =
	    str_cmp(x.src ? x.src->path : (str){ NULL, 0 }, y.src ? y.src->path : (str){ NULL, 0 });

	c = c ? c : compare_u32(x.line, y.line);
	c = c ? c : compare_u32(x.col, y.col);
	return c;
}

static int
compare_diags(const void *a, const void *b)
{
	const struct diag *x = a, *y = b;
	int c = compare_pos(x->at, y->at);

	c = c ? c : strcmp(INFO[x->code].code, INFO[y->code].code);
	for (size_t i = 0; c == 0 && i < DIAG_ARGS; i++)
		c = str_cmp(x->args[i], y->args[i]);
	c = c ? c : compare_u32(x->at.len, y->at.len);
	c = c ? c : compare_pos(x->also, y->also);
	return c ? c : str_cmp(x->suggest, y->suggest);
}

void
diags_sort(struct diags *d)
{
	size_t kept = 0;

	if (d->list.n < 2)
		return;
	qsort(d->list.v, d->list.n, sizeof *d->list.v, compare_diags);
	for (size_t i = 1; i < d->list.n; i++) {
		if (compare_diags(&d->list.v[kept], &d->list.v[i]) == 0)
			d->counts[d->list.v[i].level]--;
		else
			d->list.v[++kept] = d->list.v[i];
	}
	d->list.n = kept + 1;
}

/* ---- Messages ------------------------------------------------------------ */

void
diag_add_filled(struct buf *out, const char *text, const struct diag *f)
{
	for (; *text; text++) {
		if (text[0] != '%' || text[1] == '\0') {
			buf_c(out, *text);
		} else if (text[1] >= '1' && text[1] <= '0' + DIAG_ARGS) {
			buf_str(out, f->args[*++text - '1']);
		} else {
			buf_c(out, '%');
			text += text[1] == '%';
		}
	}
}

void
diag_message(struct buf *out, const struct diag *f, enum diag_lang lang)
{
	diag_add_filled(out, lang == DIAG_VI ? INFO[f->code].vi : INFO[f->code].en, f);
}

void
diag_fix(struct buf *out, const struct diag *f, enum diag_lang lang)
{
	diag_add_filled(out, lang == DIAG_VI ? INFO[f->code].fix_vi : INFO[f->code].fix_en, f);
}
