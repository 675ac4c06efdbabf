/* tests/unit/test_yaml.c: values and the places they say they stand at; then
 * every refusal, with its code and its place. */
#include "check.h"

#include "../../gen/base/buf.h"
#include "../../gen/base/utf.h"
#include "../../gen/yaml/freeze.h"
#include "../../gen/yaml/yval.h"

#include <string.h>

struct parse {
	struct arena *arena;
	struct diags diags;
	struct text text;
	struct yval *root;
	bool empty;
};

static struct parse
parse_str(str yaml)
{
	struct parse p = { .arena = arena_new() };
	const struct src *s;

	diags_init(&p.diags, p.arena);
	s = src_load(p.arena, S("x.yaml"), yaml, &p.diags);
	p.text = (struct text){ s->text, { s, 1, 1, 0 }, TEXT_WHOLE, 0 };
	p.root = yaml_parse(p.arena, &p.text, &p.diags, &p.empty);
	return p;
}

static struct parse
parse(const char *yaml)
{
	return parse_str(str_z(yaml));
}

static bool
is_at(pos p, uint32_t line, uint32_t col, uint32_t len)
{
	if (p.line == line && p.col == col && p.len == len)
		return true;
	printf("\tat %u:%u+%u\n", p.line, p.col, p.len);
	return false;
}

/* The value of key number i. */
static const struct yval *
value(const struct yval *map, size_t i)
{
	CHECK(map && map->kind == Y_MAP && i < map->n);
	return map->pairs[i].val;
}

/* Where the first `what` in a text stands. */
static pos
place_of(const struct text *t, const char *what)
{
	return text_pos(t, str_find(t->s, str_z(what)), strlen(what));
}

static void
test_values(void)
{
	struct parse p =
	    parse("Nơi nhận: [a, \"b\"]\nso: 07 # ghi chú\nky:\n  - ten: Trần Văn\n  - x\n"
		  "trong:\ncuoi: no\n");
	const struct yval *v;

	CHECK_INT(p.diags.list.n, 0);
	CHECK(p.root && p.root->kind == Y_MAP && p.root->n == 5 && !p.empty);
	CHECK_STR(p.root->pairs[0].key, "Nơi nhận");
	CHECK_STR(p.root->pairs[0].fold, "noi_nhan");
	CHECK(is_at(p.root->pairs[0].at, 1, 1, 8));
	v = value(p.root, 0);
	CHECK(v->kind == Y_LIST && v->n == 2 && v->items[1]->style == Y_QUOTED);
	CHECK(is_at(v->items[1]->at, 1, 15, 3) && is_at(v->items[1]->text.at, 1, 16, 1));
	v = value(p.root, 1);
	CHECK_STR(v->text.s, "07");
	CHECK(v->style == Y_PLAIN && is_at(v->at, 2, 5, 2) && v->text.how == TEXT_LINE);
	v = value(p.root, 2);
	CHECK(v->kind == Y_LIST && v->n == 2 && is_at(v->at, 4, 3, 0));
	v = value(v->items[0], 0);
	CHECK(is_at(place_of(&v->text, "Văn"), 4, 15, 3));
	CHECK(yval_absent(value(p.root, 3)) && is_at(value(p.root, 3)->at, 6, 7, 0));
	CHECK_STR(value(p.root, 4)->text.s, "no");
	arena_free(p.arena);
}

static void
test_folded_scalars(void)
{
	struct parse p = parse("a: một\n  hai\nb: \"x\\ty\"\nc: 'it''s'\nd: ''\ne: \"e\\u0301\"\n");

	CHECK_INT(p.diags.list.n, 0);
	CHECK_STR(value(p.root, 0)->text.s, "một hai");
	CHECK(
	    value(p.root, 0)->text.how == TEXT_POINT && is_at(value(p.root, 0)->text.at, 1, 4, 3));
	CHECK_STR(value(p.root, 1)->text.s, "x\ty");
	CHECK(
	    value(p.root, 1)->text.how == TEXT_POINT && is_at(value(p.root, 1)->text.at, 3, 4, 6));
	CHECK_STR(value(p.root, 2)->text.s, "it's");
	CHECK(value(p.root, 3)->text.how == TEXT_LINE && !yval_absent(value(p.root, 3)));
	CHECK_STR(value(p.root, 4)->text.s, "é");
	arena_free(p.arena);
}

static void
test_literal(const char *yaml, const char *want, uint32_t line, uint32_t col)
{
	struct parse p = parse(yaml);
	const struct yval *v = value(p.root, 0);

	CHECK_INT(p.diags.list.n, 0);
	CHECK(v->style == Y_LITERAL && v->text.how == TEXT_BLOCK);
	CHECK_STR(v->text.s, want);
	CHECK(is_at(place_of(&v->text, "đích"), line, col, 4));
	arena_free(p.arena);
}

static void
test_literals(void)
{
	test_literal("a: |\n  một\n  hai đích --\n", "một\nhai đích --\n", 3, 7);
	test_literal("a: |-\n  một\n  hai đích --", "một\nhai đích --", 3, 7);
	test_literal("a: |+  # ghi chú\n\n\n  đích --\n\n", "\n\nđích --\n\n", 4, 3);
	test_literal("a: |2\n    thụt\n\n\n  đích --\nb: c\n", "  thụt\n\n\nđích --\n", 5, 3);
	test_literal("a: |\n     một\n        \n     \tđích --\n", "một\n   \n\tđích --\n", 4, 7);
}

/* YAML inside a block of a file, and a block inside that. */
static void
test_cut_text(void)
{
	struct parse p = parse("a: |\n    x\n    khoá: [b, đích]\n    y: |\n      z\n      đích\n");
	struct text t = text_sub(&value(p.root, 0)->text, 2, 999);
	struct yval *inner = yaml_parse(p.arena, &t, &p.diags, &p.empty);
	const struct yval *v;

	CHECK(inner && p.diags.list.n == 0);
	CHECK(is_at(inner->pairs[0].at, 3, 5, 4));
	v = value(inner, 0);
	CHECK(is_at(v->items[1]->at, 3, 15, 4));
	CHECK(is_at(place_of(&v->items[1]->text, "ch"), 3, 17, 2));
	v = value(inner, 1);
	CHECK(is_at(place_of(&v->text, "ch"), 6, 9, 2));
	t = (struct text){ S("k: [a\n"), { p.text.at.src, 3, 5, 2 }, TEXT_POINT, 0 };
	CHECK(yaml_parse(p.arena, &t, &p.diags, &p.empty) == NULL);
	CHECK(p.diags.list.n == 1 && is_at(p.diags.list.v[0].at, 3, 5, 2));
	arena_free(p.arena);
}

static void
test_empty(void)
{
	static const char *const files[] = { "", "\n\n", "# chỉ có ghi chú\n", "---\n",
		"---\n...\n" };

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct parse p = parse(files[i]);

		CHECK(p.root == NULL && p.empty && p.diags.list.n == 0);
		arena_free(p.arena);
	}
}

/* A parse that must report exactly this first; `more` further findings. */
static const struct {
	const char *yaml, *code;
	uint32_t line, col;
	size_t more;
} REFUSED[] = {
	{ "a: *x\nb: c\n", "yaml-alias", 1, 4, 0 },
	{ "a: *x y\n", "yaml-alias", 1, 4, 0 },
	{ "a: *đậm*\n", "quotes-needed", 1, 4, 0 },
	{ "a: **đậm** b\n", "quotes-needed", 1, 4, 0 },
	{ "a: &x 1\n", "yaml-anchor", 1, 4, 0 },
	{ "a: &x\n  b: 1\n", "yaml-anchor", 1, 4, 0 },
	{ "a: & b\n", "quotes-needed", 1, 4, 0 },
	{ "a: !x 1\n", "yaml-tag", 1, 4, 0 },
	{ "a: !!str 1\n", "yaml-tag", 1, 4, 0 },
	{ "a: !Chú ý\n", "quotes-needed", 1, 4, 0 },
	{ "a: !x!y 1\n", "quotes-needed", 1, 4, 0 },
	{ "a: 1\n---\nb: 2\n", "yaml-documents", 2, 1, 0 },
	{ "Nơi nhận: 1\nb: 2\nnoi_nhan: 3\n", "key-twice", 3, 1, 0 },
	{ "a: 1\na: 2\nA: 3\n", "key-twice", 2, 1, 1 },
	{ ": 1\n", "key-empty", 1, 1, 0 },
	{ "[a, b]: 1\n", "key-not-text", 1, 1, 0 },
	{ "? {a: b}\n: 1\n", "key-not-text", 1, 3, 0 },
	{ "a: >\n  b\nc: >-\n  d\n", "yaml-folded", 1, 4, 1 },
	{ "a: số #7 và\n", "text-cut", 1, 7, 0 },
	{ "- #b\n", "text-cut", 1, 3, 0 },
	{ "a: #b\n", "text-cut", 1, 4, 0 },
	{ "a: b ##c\n", "text-cut", 1, 6, 0 },
	{ "\ta: 1\n", "yaml-tab", 1, 1, 0 },
	{ "a:\n\tb: 1\n", "yaml-tab", 2, 1, 0 },
	{ "a: b\n\tc: 1\n", "yaml-tab", 2, 1, 0 },
	{ "a: |\n\tb\n", "yaml-tab", 2, 1, 0 },
	{ "a: Về việc: họp\n", "colon-in-value", 1, 11, 0 },
	{ "- a: Về việc: họp\n", "colon-in-value", 1, 13, 0 },
	{ "a: [b: c: d]\n", "colon-in-value", 1, 9, 0 },
	{ "a: b\n  c: d\n", "colon-deeper", 2, 4, 0 },
	{ "a: b\nc:d\ne: f\n", "colon-space", 2, 2, 0 },
	{ "a: b\nxin chào: các bạn\nhello\nc: d\n", "colon-missing", 3, 1, 0 },
	{ "a: b\nhọp lúc 8:30\nc: d\n", "colon-missing", 2, 1, 0 },
	{ "a: b\nc: \"đóng\nd: e\n", "quote-unclosed", 2, 4, 0 },
	{ "a: 'b\n", "quote-unclosed", 1, 4, 0 },
	{ "a: \"b\n---\n\"\n", "quote-unclosed", 1, 4, 0 },
	{ "x: 1\na: [b, c\nd: e\n", "bracket-unclosed", 2, 4, 0 },
	{ "a: [b,", "bracket-unclosed", 1, 4, 0 },
	{ "a: {b: c\n", "bracket-unclosed", 1, 4, 0 },
	{ "a: [\"b\" c]\n", "comma-missing", 1, 9, 0 },
	{ "a: {b: \"c\" d}\n", "comma-missing", 1, 12, 0 },
	{ "a: \"b\" và c\nd: e\n", "text-after-quote", 1, 8, 0 },
	{ "a: 'it's'\nd: e\n", "text-after-quote", 1, 8, 0 },
	{ "a: [Mật] b\nd: e\n", "text-after-bracket", 1, 10, 0 },
	{ "a: [b]]\n", "text-after-bracket", 1, 7, 0 },
	{ "x: 1\na: \"b\nc: d\ne: \"f\"\n", "quote-unclosed", 2, 4, 0 },
	{ "a: 1\nA: 2\nb: [c\nd: e\n", "bracket-unclosed", 3, 4, 1 },
	{ "a: \"b\"#c\n", "text-cut", 1, 7, 0 },
	{ "a: \"b\"# c\n", "text-cut", 1, 7, 0 },
	{ "a: \"b\" #c\n", "text-cut", 1, 8, 0 },
	{ "a: [b] #c\n", "text-cut", 1, 8, 0 },
	{ "a: |- #c\n  d\n", "text-cut", 1, 7, 0 },
	{ "a:\n  - b\n    - c\n", "dash-joined", 3, 5, 0 },
	{ "a:\n  -b\n  -c\n", "dash-joined", 3, 3, 0 },
	{ "a:\n  - b\n  -c\n  - d: e\n", "dash-space", 3, 3, 0 },
	{ "a: b\n- c\n", "dash-misplaced", 2, 1, 0 },
	{ "hello\n\nb: c\n", "colon-missing", 1, 1, 0 },
	{ "a: |\n\n    \n\n  b\n", "blank-line-spaces", 3, 1, 0 },
	{ "a: @b\n", "quotes-needed", 1, 4, 0 },
	{ "a: `b`\n", "quotes-needed", 1, 4, 0 },
	{ "a: %b\n", "quotes-needed", 1, 4, 0 },
	{ "%b\n", "quotes-needed", 1, 1, 0 },
	{ "a: ? b\n", "quotes-needed", 1, 4, 0 },
	{ "a: ] b\n", "quotes-needed", 1, 4, 0 },
	{ "a:\n    b: 1\n  c: 2\n", "yaml-indent", 3, 3, 0 },
	{ "  a: 1\nb: 2\n", "yaml-indent", 2, 1, 0 },
	{ "a: |\n    b\n  c: d\n", "yaml-indent", 3, 3, 0 },
	{ "x:\n  - a\n  b: c\n", "dash-missing", 3, 3, 0 },
	{ "a: - b\n", "dash-misplaced", 1, 4, 0 },
	{ "a: | b\n", "block-head", 1, 4, 0 },
	{ "a: > 5 năm\n", "block-head", 1, 4, 0 },
	{ "a: |0\n", "block-head", 1, 4, 0 },
	{ "a: \"C:\\đường\"\n", "escape-unknown", 1, 7, 0 },
	{ "a: \"b\\xZZ\"\n", "escape-unknown", 1, 6, 0 },
	{ "a: \"b\\a\"\n", "escape-forbidden", 1, 4, 0 },
	{ "a: \"b\\0\"\n", "escape-forbidden", 1, 4, 0 },
	{ "a: b\x7F"
	  "c\n",
	    "yaml-char", 1, 5, 0 },
	{ "a: b\u2028c\nd: |\n  e\u2029\n", "yaml-char", 1, 5, 1 },
	{ "a: b\xC2\x85 c\n", "yaml-char", 1, 5, 0 },
};

static void
test_refused(void)
{
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
		struct parse p = parse(REFUSED[i].yaml);
		const struct diag *f = p.diags.list.v;
		bool found = p.diags.list.n > 0 && f->at.line == REFUSED[i].line &&
			     f->at.col == REFUSED[i].col &&
			     strcmp(diag_info(f->code)->code, REFUSED[i].code) == 0;

		check_that(found, "refused", (int)i, REFUSED[i].yaml);
		diags_sort(&p.diags); /* makes equal ones one, as whoever prints them does */
		CHECK_INT(p.diags.list.n, REFUSED[i].more + 1);
		if (!found && f)
			printf(
			    "\tgot %s at %u:%u\n", diag_info(f->code)->code, f->at.line, f->at.col);
		arena_free(p.arena);
	}
}

static void
test_also(void)
{
	struct parse p = parse("a: 1\nb: 2\nA: 3\n");

	CHECK(p.root && p.root->n == 3);
	CHECK(is_at(p.diags.list.v[0].also, 1, 1, 1));
	arena_free(p.arena);
}

static void
add_many(struct buf *b, const char *what, int times)
{
	while (times-- > 0)
		buf_z(b, what);
}

static void
test_deep(void)
{
	static const char *const what[] = { "[", "{a: ", "- ", "? " };
	struct buf b;
	struct parse p;
	const struct diag *f;

	buf_init(&b);
	for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
		buf_clear(&b);
		add_many(&b, what[i], 10000);
		p = parse_str(buf_view(&b));
		CHECK(p.root == NULL && p.diags.list.n >= 1);
		f = &p.diags.list.v[p.diags.list.n - 1];
		CHECK(f->code == D_YAML_DEPTH && f->at.col == 32 * strlen(what[i]) + 1);
		arena_free(p.arena);
	}
	buf_clear(&b);
	add_many(&b, "[", 32);
	add_many(&b, "]", 32);
	p = parse_str(buf_view(&b));
	CHECK(p.root != NULL);
	arena_free(p.arena);
	buf_free(&b);
}

/* Long lines and large maps take time in proportion. */
static void
test_large(void)
{
	struct buf b;
	struct parse p;

	buf_init(&b);
	buf_c(&b, '[');
	add_many(&b, "\"\\t\",a,", 100000);
	buf_c(&b, ']');
	p = parse_str(buf_view(&b));
	CHECK(p.root && p.root->n == 200000 && is_at(p.root->items[199999]->at, 1, 700000, 1));
	arena_free(p.arena);
	buf_clear(&b);
	for (int i = 0; i < 50000; i++)
		buf_fmt(&b, "k%d: v\n", i);
	buf_z(&b, "K7: v\n");
	p = parse_str(buf_view(&b));
	CHECK(p.root && p.root->n == 50001 && p.diags.list.n == 1);
	CHECK(is_at(p.diags.list.v[0].also, 8, 1, 2));
	arena_free(p.arena);
	buf_free(&b);
}

/* ---- Values as data -------------------------------------------------------------- */

static bool
same_pos(pos x, pos y)
{
	return x.src == y.src && x.line == y.line && x.col == y.col && x.len == y.len;
}

static bool
same_text(const struct text *x, const struct text *y)
{
	return str_eq(x->s, y->s) && same_pos(x->at, y->at) && x->how == y->how &&
	       x->indent == y->indent;
}

static bool
same_value(const struct yval *x, const struct yval *y)
{
	bool same =
	    x->kind == y->kind && x->style == y->style && same_pos(x->at, y->at) && x->n == y->n;
	if (x->kind == Y_SCALAR)
		return same && same_text(&x->text, &y->text);
	for (size_t i = 0; same && i < x->n; i++) {
		if (x->kind == Y_LIST) {
			same = same_value(x->items[i], y->items[i]);
			continue;
		}
		const struct ypair *p = &x->pairs[i], *q = &y->pairs[i];
		same = str_eq(p->key, q->key) && str_eq(p->fold, q->fold) &&
		       same_pos(p->at, q->at) && same_value(p->val, q->val);
	}
	return same;
}

/* What was frozen comes back as it was, texts of its own included. */
static void
test_freeze(void)
{
	struct parse p = parse("Nơi nhận: [a, \"b\\tc\", {d: }]\nky: |\n  một\n  hai\n"
			       "gộp: ba\n  bốn\nrỗng: []\nkhông: {}\n? 'e'\n: \"\\u1ea1\"\n");
	struct buf words, pool;
	CHECK(p.root != NULL && p.diags.list.n == 0);
	buf_init(&words);
	buf_init(&pool);
	yaml_freeze(p.root, p.text.at.src, &words, &pool);
	struct frozen f = { "x.yaml", p.text.s, (const void *)words.p, words.n / 4, buf_view(&pool),
		*yval_digest(p.arena, p.root) };
	CHECK(pool.n > 0);
	struct yval *thawed = yaml_thaw(p.arena, p.text.at.src, &f);
	CHECK(same_value(p.root, thawed));
	thawed->digest = NULL;
	CHECK(digest_eq(yval_digest(p.arena, thawed), &f.digest));
	buf_free(&words);
	buf_free(&pool);
	arena_free(p.arena);
}

int
main(void)
{
	CHECK(yaml_libyaml_version()[0] == '0');
	test_values();
	test_folded_scalars();
	test_literals();
	test_cut_text();
	test_empty();
	test_refused();
	test_also();
	test_deep();
	test_large();
	test_freeze();
	return check_result();
}
