/* Labelled lines: what a type's template prints of typed keys, and around them.
 *
 * A line is a text with the keys in it: "Chủ trì: {chu_tri}". {key|words} has
 * words for a document that doesn't give the key; [ … ] is printed only when all
 * keys inside are given. A line whose other keys are not all given is not
 * printed; one without keys is a fixed sentence. */
#include "style_int.h"

static const char *const line_words[] = {
#define LINE_WORD(name, key) key,
#include "line_list.h"
#undef LINE_WORD
};

struct reading {
	struct arena *a;
	struct type *t;
	const struct yval *at;
	bool for_party;
	struct diags *d;
	VEC(struct line_part) parts;
	int groups;    /* begun so far */
	bool in_group; /* the last of them is open */
};

static void
add_part(struct reading *r, struct line_part p)
{
	p.group = r->in_group ? r->groups : 0;
	VEC_PUSH(r->a, &r->parts, p);
}

static bool
find_party(struct reading *r, str name, struct line_part *p)
{
	for (int i = 0; r->for_party && i < PARTY__COUNT; i++)
		if (template_name_eq(name, str_z(party_key((enum party_id)i)))) {
			*p = (struct line_part){ .source = PART_PARTY, .id = i };
			return true;
		}
	return false;
}

static bool
find_field(struct reading *r, str name, struct line_part *p)
{
	for (int i = 0; i < FIELD__COUNT; i++)
		if (template_name_eq(name, str_z(field_key((enum field_id)i)))) {
			*p = (struct line_part){ .source = PART_FIELD, .id = i };
			r->t->fields |= 1u << i;
			return true;
		}
	return false;
}

static bool
find_word(struct reading *r, str name, struct line_part *p)
{
	for (int i = 0; i < LINE_WORD__COUNT; i++)
		if (template_name_eq(name, str_z(line_words[i])) &&
		    (i != LINE_CHU || r->for_party)) {
			*p = (struct line_part){ .source = PART_WORD, .id = i };
			return true;
		}
	return false;
}

/* All names, for a message. */
static str
all_names(struct reading *r)
{
	VEC(str) v = { 0 };

	for (int i = 0; i < FIELD__COUNT; i++)
		VEC_PUSH(r->a, &v, str_z(field_key((enum field_id)i)));
	for (int i = 0; r->for_party && i < PARTY__COUNT; i++)
		VEC_PUSH(r->a, &v, str_z(party_key((enum party_id)i)));
	for (int i = 0; i < LINE_WORD__COUNT; i++)
		VEC_PUSH(r->a, &v, str_z(line_words[i]));
	return str_join(r->a, v.v, v.n, S(", "));
}

/* What stands in braces: a key, and perhaps words behind a bar. */
static void
add_key(struct reading *r, str inside, str key)
{
	str otherwise = { NULL, 0 }, name = str_trim(str_cut(inside, '|', &otherwise));
	struct line_part p = { 0 };

	if (!find_party(r, name, &p) && !find_field(r, name, &p) && !find_word(r, name, &p)) {
		diag(r->d, D_TEMPLATE_VALUE_UNKNOWN, r->at->at, name, key, all_names(r));
		return;
	}
	p.or_text = otherwise.p != NULL;
	p.text = otherwise;
	add_part(r, p);
}

static bool
is_special(char c)
{
	return c == '{' || c == '}' || c == '[' || c == ']';
}

/* Reads what s opens with; returns what is left. False: it can't be read. */
static bool
next_part(struct reading *r, str *s, str key)
{
	size_t n = 0, end;

	while (n < s->n && !is_special(s->p[n]))
		n++;
	if (n > 0) {
		add_part(r, (struct line_part){ .source = PART_TEXT, .text = str_first(*s, n) });
	} else if (s->p[0] == '{') {
		end = str_find_c(*s, '}');
		if (end == STR_NONE)
			return false;
		add_key(r, str_sub(*s, 1, end - 1), key);
		n = end + 1;
	} else if (s->p[0] == '}' || r->in_group == (s->p[0] == '[')) {
		return false;
	} else {
		r->in_group = s->p[0] == '[';
		r->groups += r->in_group;
		n = 1;
	}
	*s = str_from(*s, n);
	return true;
}

static void
read_text(struct arena *a, struct type *t, struct type_line *line, const struct yval *v, str key,
    bool for_party, struct diags *d)
{
	struct reading r = { .a = a, .t = t, .at = v, .for_party = for_party, .d = d };
	bool whole = true;
	str s;

	if (!template_text(v, key, &s, d))
		return;
	for (str rest = s; whole && rest.n;)
		whole = next_part(&r, &rest, key);
	if (!whole || r.in_group)
		diag(d, D_TEMPLATE_LINE_FORM, v->at, s);
	line->parts = r.parts.v;
	line->n = r.parts.n;
}

static void
read_party_lines(
    struct arena *a, struct type *t, struct type_line *line, const struct yval *v, struct diags *d)
{
	t->has_ben = true;
	if (!template_list(v, S("moi_ben"), d))
		return;
	line->lines = NEW_N(a, struct type_line, v->n + 1);
	for (size_t i = 0; i < v->n; i++)
		line_read(a, t, &line->lines[line->n_lines++], v->items[i], S("moi_ben"), true, d);
}

static void
read_map(struct arena *a, struct type *t, struct type_line *line, const struct yval *v, str key,
    bool for_party, struct diags *d)
{
	static const char *const keys[] = { "mau", "dam", "canh", "moi_ben" };
	static const char *const sides[] = { "deu", "giua" };
	const struct yval *mau = template_get(v, "mau"), *ben = template_get(v, "moi_ben");
	const struct yval *dam = template_get(v, "dam"), *canh = template_get(v, "canh");
	size_t side = 0;

	template_keys(v, keys, for_party ? 3 : 4, key, d);
	if (ben != NULL && !for_party) {
		read_party_lines(a, t, line, ben, d);
		return;
	}
	if (mau != NULL)
		read_text(a, t, line, mau, key, for_party, d);
	else
		diag(d, D_TEMPLATE_KEY_MISSING, v->at, S("mau"), key);
	if (dam != NULL)
		template_bool(dam, S("dam"), &line->dam, d);
	if (canh != NULL && template_choice(canh, S("canh"), sides, 2, &side, d))
		line->giua = side == 1;
}

void
line_read(struct arena *a, struct type *t, struct type_line *line, const struct yval *v, str key,
    bool for_party, struct diags *d)
{
	if (v->kind == Y_MAP)
		read_map(a, t, line, v, key, for_party, d);
	else
		read_text(a, t, line, v, key, for_party, d);
}

void
lines_read(struct arena *a, struct type *t, const struct yval *v, str key, struct type_line **lines,
    size_t *n, struct diags *d)
{
	if (!template_list(v, key, d))
		return;
	*lines = NEW_N(a, struct type_line, v->n + 1);
	for (size_t i = 0; i < v->n; i++)
		line_read(a, t, &(*lines)[(*n)++], v->items[i], key, false, d);
}
