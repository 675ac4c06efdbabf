/* base/diag.h: findings are values. A stage adds them to a list and goes on;
 * nobody prints, nobody exits. main sorts, prints, and exits with the worst.
 *
 * The list of all codes is diag_list.h: a row has the enum name, the stable
 * code that people grep for, the level, and the texts. In texts %1 … %4 stand
 * for the arguments. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "arena.h"
#include "src.h"

enum diag_level {
	DIAG_NOTE,    /* practice; shown on request */
	DIAG_WARNING, /* the page may differ from the intent */
	DIAG_ERROR,   /* the document is not built; exit status 1 */
	DIAG_SYSTEM   /* the machine failed; exit status 3 */
};

enum diag_code {
#define DIAG(name, code, level, vi, en, fix_vi, fix_en) D_##name,
#include "diag_list.h"
#undef DIAG
	D__COUNT
};

enum { DIAG_ARGS = 4 };

/* What to put into the file of a finding's place to mend it. Offsets are into
 * src->text. len 0 and nothing to put in: the file as it is loaded (NFC). */
struct edit {
	size_t off, len;
	str with;
	bool given;
};

struct diag {
	enum diag_code code;
	enum diag_level level; /* usually the code's own */
	pos at;
	pos also; /* a second place ("first given here"); src NULL: none */
	str args[DIAG_ARGS];
	str suggest;     /* "did you mean"; empty: none */
	struct edit fix; /* !given: only a person can mend it */
};

struct diags {
	struct arena *arena; /* arguments are copied here */
	VEC(struct diag) list;
	unsigned counts[DIAG_SYSTEM + 1];
};

void diags_init(struct diags *d, struct arena *a);
/* Adds a finding. Arguments are strs: diag(d, D_KEY_UNKNOWN, at, key, S("x")).
 * The result may be given a suggestion or a second place; it is valid until
 * the next diag(). */
struct diag *diag_add(struct diags *d, enum diag_code code, pos at, const str *args, size_t n);
#define diag(d, code, at, ...)                                                    \
	diag_add((d), (code), (at), (const str[]){ { 0, 0 }, ##__VA_ARGS__ } + 1, \
	    sizeof((const str[]){ { 0, 0 }, ##__VA_ARGS__ }) / sizeof(str) - 1)
bool diags_failed(const struct diags *d); /* any ERROR or SYSTEM */
/* By path, line, column, code; equal ones merged. */
void diags_sort(struct diags *d);
/* Moves all of `from` behind those of `to`. */
void diags_append(struct diags *to, const struct diags *from);

/* Facts of a code, for printers, the manual and the tests. */
struct diag_info {
	const char *code;
	enum diag_level level;
	const char *vi, *en;         /* what is wrong: lower case, no full stop */
	const char *fix_vi, *fix_en; /* what to do; "" when the text says it */
};
const struct diag_info *diag_info(enum diag_code c);

enum diag_lang { DIAG_VI, DIAG_EN };
struct buf;
/* path:line:col: lỗi: message [code] / source line / caret / fix / second place.
 * Colours only when colour is set. */
void diag_print(struct buf *out, const struct diag *f, enum diag_lang lang, bool colour);
/* The same without the source line and its caret. */
void diag_print_short(struct buf *out, const struct diag *f, enum diag_lang lang, bool colour);
/* The message alone, arguments filled in. */
void diag_message(struct buf *out, const struct diag *f, enum diag_lang lang);

/* The advice alone, arguments filled in; nothing when there is none. */
void diag_fix(struct buf *out, const struct diag *f, enum diag_lang lang);

/* The edit that puts `with` in place of what was typed at `at`; not given when the
 * file does not have those very bytes there (an opening quote may come first). */
struct edit diag_edit(pos at, str typed, str with);

/* The candidate nearest to word (edit distance on folded letters), or empty
 * when none is near enough to be worth saying. */
str diag_nearest(str word, const str *cands, size_t n);

#endif
