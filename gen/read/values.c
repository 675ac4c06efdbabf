/* read/values.c: the plain sorts of value.
 *
 * A reader takes one value that is not absent and fills one field. Text is kept
 * as typed, trimmed; words with a fixed meaning are compared folded (no marks,
 * no case, '-' for spaces). `khong` in place of a text or a list says "none" and
 * hides what would be inherited. A value of the wrong sort is reported at its
 * place, with what stands in its way: a missing quote, a missing '- '. */
#include "../base/utf.h"
#include "keys.h"

bool
value_is_absent(const struct yval *v)
{
	return v->kind == Y_SCALAR && v->style != Y_LITERAL && str_trim(v->text.s).n == 0;
}

bool
value_is_khong(struct reader *r, const struct yval *v)
{
	enum { LONGEST = 24 }; /* "không" in capitals and combining marks fits well */

	if (v->kind != Y_SCALAR || v->style == Y_LITERAL || v->text.s.n > LONGEST)
		return false;
	return str_is(utf_fold(r->arena, v->text.s, '-'), "khong");
}

struct val
value_none(const struct yval *v)
{
	return (struct val){ .at = v->at, .given = true, .none = true };
}

/* What people type, or Word makes, in place of '- '; empty: none of these. */
static str
list_mark(str s)
{
	static const str marks[] = { STR_INIT("-"), STR_INIT("–"), STR_INIT("—"), STR_INIT("•"),
		STR_INIT("·"), STR_INIT("*"), STR_INIT("+"), STR_INIT("\uf0b7"),
		STR_INIT("\uf02d") };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, marks[i]))
			return marks[i];
	return S("");
}

bool
value_is_list(struct reader *r, str key, const struct yval *v)
{
	str mark = v->kind == Y_SCALAR ? list_mark(v->text.s) : S("");

	if (mark.n)
		diag(r->diags, D_VALUE_LIST_MARK, v->at, key, mark);
	else if (v->kind != Y_LIST)
		diag(r->diags, D_VALUE_NOT_LIST, v->at, key);
	return v->kind == Y_LIST;
}

bool
value_is_map(struct reader *r, str key, const struct yval *v)
{
	if (v->kind != Y_MAP)
		diag(r->diags, D_VALUE_NOT_MAP, v->at, key);
	return v->kind == Y_MAP;
}

/* "a/b" of "[](vb:a/b)" and of "vb:a/b". */
static str
linked_id(str s)
{
	str rest = str_from(s, str_find(s, S("vb:")) + 3);
	size_t n = 0;

	while (n < rest.n && rest.p[n] != ')' && rest.p[n] != ' ')
		n++;
	return str_first(rest, n);
}

/* What would be printed as it stands, and was meant to be read: a key without the space
 * behind its colon, a citation as the body has them. */
static bool
text_is_meant(struct reader *r, str key, const struct yval *v, str s)
{
	str glued = v->style == Y_PLAIN ? key_glued(s) : S("");
	bool cites = str_find(s, S("](vb:")) != STR_NONE || str_starts(s, S("vb:"));

	if (glued.n)
		diag(r->diags, D_TEXT_KEY_GLUED, v->at, glued, str_from(s, glued.n + 1));
	else if (cites)
		diag(r->diags, str_is(key, "can_cu") ? D_CAN_CU_LINK : D_TEXT_LINK, v->at, key,
		    linked_id(s));
	return !glued.n && !cites;
}

bool
value_text(struct reader *r, str key, const struct yval *v, struct val *out)
{
	str s;

	if (v->kind == Y_MAP && v->n == 1) {
		diag(r->diags, D_TEXT_COLON, v->at, key, v->pairs[0].key)->fix =
		    yval_quote_edit(r->arena, v);
		return false;
	}
	if (v->kind != Y_SCALAR) {
		diag(r->diags, D_VALUE_NOT_TEXT, v->at, key);
		return false;
	}
	s = str_trim(v->text.s);
	if (str_find_c(s, '\n') != STR_NONE) {
		diag(r->diags, D_TEXT_LINES, v->at, key);
		return false;
	}
	if (!text_is_meant(r, key, v, s))
		return false;
	*out = (struct val){ .s = s, .at = v->at, .given = true };
	return true;
}

void
value_texts(struct reader *r, str key, const struct yval *v, struct val **out, size_t *n)
{
	VEC(struct val) list = { 0 };
	struct val item;

	for (size_t i = 0; i < v->n; i++)
		if (!value_is_absent(v->items[i]) && value_text(r, key, v->items[i], &item))
			VEC_PUSH(r->arena, &list, item);
	*out = list.v;
	*n = list.n;
}

void
note_spelling(struct reader *r, pos at, enum diag_code code, str typed, str meant)
{
	if (typed.n && !str_eq(typed, meant))
		diag(r->diags, code, at, typed, meant)->fix = diag_edit(at, typed, meant);
}

int
value_choice(struct reader *r, str key, const struct yval *v, const char *const *words, size_t n)
{
	struct val typed;
	str fold, *cands, all;

	if (!value_text(r, key, v, &typed))
		return -1;
	fold = utf_fold(r->arena, typed.s, '-');
	for (size_t i = 0; i < n; i++)
		if (str_is(fold, words[i])) {
			note_spelling(r, v->at, D_VALUE_SPELLING, typed.s, str_z(words[i]));
			return (int)i;
		}
	cands = NEW_N(r->arena, str, n);
	for (size_t i = 0; i < n; i++)
		cands[i] = str_z(words[i]);
	all = str_join(r->arena, cands, n, S(", "));
	diag(r->diags, D_VALUE_UNKNOWN, v->at, key, typed.s, all)->suggest =
	    diag_nearest(fold, cands, n);
	return -1;
}

void
read_text(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val *out = KEY_FIELD(struct val, k, base);

	if (value_is_khong(r, v))
		*out = value_none(v);
	else
		value_text(r, str_z(k->name), v, out);
}

void
read_word(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val *out = KEY_FIELD(struct val, k, base);
	str fold;

	read_text(r, k, v, base);
	fold = utf_fold(r->arena, out->s, '-');
	note_spelling(r, out->at, D_VALUE_SPELLING, out->s, fold);
	out->s = fold;
}

/* The lines of a text behind '|'; those with nothing on them are left out. */
static void
literal_lines(struct reader *r, const struct yval *v, struct lines *out)
{
	VEC(struct val) lines = { 0 };
	str rest = v->text.s, line;

	while (str_line(&rest, &line)) {
		str s = str_trim(line);

		if (s.n)
			VEC_PUSH(r->arena, &lines,
			    (struct val){ .s = s,
				.at = text_pos(&v->text, (size_t)(s.p - v->text.s.p), s.n),
				.given = true });
	}
	out->v = lines.v;
	out->n = lines.n;
}

void
read_lines(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct lines *out = KEY_FIELD(struct lines, k, base);
	str key = str_z(k->name);

	out->at = v->at;
	if (value_is_khong(r, v)) {
		out->none = true;
	} else if (v->kind == Y_LIST) {
		value_texts(r, key, v, &out->v, &out->n);
	} else if (v->kind == Y_SCALAR && v->style == Y_LITERAL) {
		literal_lines(r, v, out);
	} else {
		out->v = NEW(r->arena, struct val);
		out->n = value_text(r, key, v, out->v) ? 1 : 0;
	}
}

void
read_list(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	str key = str_z(k->name);

	if (value_is_khong(r, v))
		return;
	if (value_is_list(r, key, v))
		value_texts(r, key, v, KEY_FIELD(struct val *, k, base), KEY_COUNT(k, base));
}

const char *const words_yes_no[3] = { "khong", "co", NULL };

void
read_yes_no(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	int which = value_choice(r, str_z(k->name), v, words_yes_no, 2);

	if (which >= 0)
		*KEY_FIELD(bool, k, base) = which == 1;
}

void
read_count(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct val *out = KEY_FIELD(struct val, k, base);
	uint32_t number;

	read_text(r, k, v, base);
	if (out->s.n && !str_uint(out->s, &number)) {
		diag(r->diags, D_VALUE_NOT_NUMBER, v->at, str_z(k->name), out->s);
		out->s = (str){ 0 };
	}
}
