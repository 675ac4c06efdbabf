/* tests/unit/test_numbering.c: the numbers of bodies.
 *
 * A body is written as an outline, a line a block: "# " headings, "1. " items
 * (three spaces for each list around), "- " bullets, anything else a paragraph.
 * Each case says which labels come out and what is reported. Beside that, each
 * plan is counted through once more by Word's rules, written here anew: every
 * label that is left to Word must come out the same. Outlines made at random
 * must stand that test, too. */
#include "check.h"

#include "../../gen/base/buf.h"
#include "../../gen/layout/numbering.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 3, DEPTH = 12, PATTERNS = 12 };
typedef uint32_t word_counters[9];

static struct arena *arena;
static const struct style *style;

/* ---- The template set --------------------------------------------------------- */

static bool
load(void *ctx, struct arena *a, str path, str *shown, str *bytes)
{
	static const char *const roots[] = { "templates", "../templates" };
	char name[256];
	struct buf b;
	FILE *f = NULL;
	int c;

	(void)ctx;
	for (size_t i = 0; i < 2 && f == NULL; i++) {
		snprintf(name, sizeof name, "%s/%.*s", roots[i], STR_ARG(path));
		f = fopen(name, "rb");
	}
	if (f == NULL)
		return false;
	buf_init(&b);
	while ((c = getc(f)) != EOF)
		buf_c(&b, (char)c);
	fclose(f);
	*shown = path;
	*bytes = buf_dup(&b, a);
	buf_free(&b);
	return true;
}

static void
list(void *ctx, struct arena *a, str dir, str **names, size_t *n)
{
	(void)ctx, (void)a, (void)dir;
	*names = NULL;
	*n = 0;
}

/* ---- Outlines ------------------------------------------------------------------ */

struct outline {
	struct block root;
	struct block *open[DEPTH]; /* lists by depth; NULL: none */
	int bullets[DEPTH];
};

static struct block *
append(struct block *parent, enum block_kind kind)
{
	struct block *b = NEW(arena, struct block), **end = &parent->child;

	while (*end != NULL)
		end = &(*end)->next;
	b->kind = kind;
	b->parent = parent;
	*end = b;
	return b;
}

static struct block *
last_child(struct block *b)
{
	struct block *c = b->child;

	while (c->next != NULL)
		c = c->next;
	return c;
}

static void
add_item(struct outline *o, int depth, bool ordered, uint32_t number)
{
	struct block *parent = depth ? last_child(o->open[depth - 1]) : &o->root;
	struct block *item;

	if (o->open[depth] == NULL || o->open[depth]->ordered != ordered) {
		o->open[depth] = append(parent, BLK_LIST);
		o->open[depth]->ordered = ordered;
	}
	item = append(o->open[depth], BLK_ITEM);
	item->number = number;
	append(item, BLK_PARA);
	for (int d = depth + 1; d < DEPTH; d++)
		o->open[d] = NULL;
}

static void
add_line(struct outline *o, str line)
{
	int depth = 0;
	uint32_t number;
	str rest;

	while (str_starts(line, S("   "))) {
		line = str_from(line, INDENT);
		depth++;
	}
	if (str_starts(line, S("- "))) {
		add_item(o, depth, false, 0);
		return;
	}
	if (str_uint(str_cut(line, '.', &rest), &number)) {
		add_item(o, depth, true, number);
		return;
	}
	memset(o->open, 0, sizeof o->open);
	if (str_starts(line, S("#"))) {
		struct block *h = append(&o->root, BLK_HEADING);

		for (h->level = 0; line.n && line.p[0] == '#'; line = str_from(line, 1))
			h->level++;
	} else {
		append(&o->root, BLK_PARA);
	}
}

/* ---- Laying -------------------------------------------------------------------- */

struct laid {
	struct layout l;
	struct diags d;
	struct numbering *n;
	VEC(const struct numbered *) entries;
};

static void
collect(struct laid *r, const struct block *b)
{
	for (; b != NULL; b = b->next) {
		if (b->kind == BLK_HEADING || (b->kind == BLK_ITEM && b->parent->ordered)) {
			const struct numbered *e = numbering_next(r->n, b);

			if (e != NULL)
				VEC_PUSH(arena, &r->entries, e);
		}
		collect(r, b->child);
	}
}

static void
lay(struct laid *r, const str *patterns, size_t n_patterns, struct outline *o)
{
	struct body body = { .blocks = o->root.child };
	struct body_opts opts = { .danh_so = patterns, .n_danh_so = n_patterns };

	memset(r, 0, sizeof *r);
	diags_init(&r->d, arena);
	r->l = (struct layout){ .a = arena, .s = style, .d = &r->d };
	r->l.bullet_num = r->l.cell_bullet_num = -1;
	r->n = numbering_of_body(&r->l, &body, &opts);
	collect(r, o->root.child);
}

/* ---- Word ---------------------------------------------------------------------- */

static str
word_number(const char *fmt, uint32_t n)
{
	static const char *const tens[] = { "", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX",
		"XC" };
	static const char *const ones[] = { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII",
		"IX" };

	if (strcmp(fmt, "upperRoman") == 0 && n < 100)
		return str_fmt(arena, "%s%s", tens[n / 10], ones[n % 10]);
	if (strcmp(fmt, "lowerLetter") == 0)
		return str_fmt(arena, "%c", (char)('a' + (int)(n - 1)));
	if (strcmp(fmt, "upperLetter") == 0)
		return str_fmt(arena, "%c", (char)('A' + (int)(n - 1)));
	return str_fmt(arena, "%u", n);
}

/* The label of the next paragraph at ilvl; counters are those of the one num
 * that the abstract has. */
static str
word_label(const struct pabstract *a, word_counters counters, int ilvl)
{
	str text = a->lvl[ilvl].text;

	counters[ilvl] = counters[ilvl] ? counters[ilvl] + 1 : (uint32_t)a->lvl[ilvl].start;
	for (int j = ilvl + 1; j < 9; j++)
		counters[j] = 0;
	for (int j = 0; j <= ilvl; j++)
		text = str_replace(arena, text, str_fmt(arena, "%%%d", j + 1),
		    word_number(
			a->lvl[j].fmt, counters[j] ? counters[j] : (uint32_t)a->lvl[j].start));
	return text;
}

/* Does Word come to the same labels? False also where a list leaves a level out
 * after having printed it, since programs differ in how they count then. */
static bool
word_agrees(const struct laid *r)
{
	word_counters *counters = NEW_N(arena, word_counters, r->l.nums.n + 1);
	int *base = NEW_N(arena, int, r->l.nums.n + 1);
	bool ok = true;

	for (size_t i = 0; i < r->entries.n; i++) {
		const struct numbered *e = r->entries.v[i];
		str got;

		if (e->typed)
			continue;
		if (counters[e->num][8] == 0 && base[e->num] == 0)
			base[e->num] = e->ilvl + 1;
		for (int j = base[e->num] - 1; j < e->ilvl; j++)
			ok = ok && counters[e->num][j] > 0;
		ok = ok && e->ilvl >= base[e->num] - 1;
		got = word_label(
		    &r->l.abstracts.v[r->l.nums.v[e->num].abstract], counters[e->num], e->ilvl);
		if (!str_eq(got, e->label)) {
			printf("\tWord says '%.*s', not '%.*s'\n", STR_ARG(got), STR_ARG(e->label));
			ok = false;
		}
	}
	for (size_t i = 0; i < r->l.nums.n; i++) /* no two lists share counters */
		for (size_t k = 0; k < i; k++)
			ok = ok && r->l.nums.v[i].abstract != r->l.nums.v[k].abstract;
	return ok;
}

/* ---- Cases --------------------------------------------------------------------- */

struct test {
	int line;
	const char *patterns; /* joined by '|' */
	const char *outline;
	const char *labels;  /* joined by ' '; typed ones with '=' */
	const char *reports; /* codes */
	size_t lists;        /* nums in the plan */
};

#define HC "I.|1.|a)"
#define QC "Chương I|Mục 1|Điều 1.|1.|a)"
#define BYT "I.|1.|1.1.|a)"

static const struct test tests[] = {
	/* Headings, and lists below them */
	{ __LINE__, HC, "# A\n## B\n### C\n### D\n## E\n# F\n## G", "I. 1. a) b) 2. II. 1.", "",
	    1 },
	{ __LINE__, HC, "# A\n1. x\n2. y\n   1. z\n   2. w\n# B\n1. x", "I. 1. 2. a) b) II. 1.", "",
	    1 },
	{ __LINE__, HC, "# A\n## B\n1. x\n2. y\n## C\n1. z", "I. 1. a) b) 2. a)", "", 1 },
	{ __LINE__, HC, "p\n1. x\n2. y\n# A\n1. z", "1. 2. I. 1.", "", 2 },
	{ __LINE__, "1.|a)", "1. x\n   1. y\n   2. z\n2. w\n   1. v", "1. a) b) 2. a)", "", 1 },
	{ __LINE__, HC, "# A\n- x\n   - y\n- z\n1. v", "I. 1.", "", 1 },
	{ __LINE__, HC, "# A\n- x\n   1. y\n   2. z", "I. 1. 2.", "", 1 },
	/* A heading behind items of its own level goes on with their numbers. */
	{ __LINE__, HC, "# A\n1. x\n2. y\n## B\n### C", "I. 1. 2. 3. a)", "", 1 },
	/* Nested numbers */
	{ __LINE__, BYT, "# A\n1. x\n   1. y\n   2. z\n2. w\n   1. v\n      1. u",
	    "I. 1. 1.1. 1.2. 2. 2.1. a)", "", 1 },
	{ __LINE__, BYT, "# A\n## B\n### C\n#### D\n### E\n## F\n### G",
	    "I. 1. 1.1. a) 1.2. 2. 2.1.", "", 1 },
	{ __LINE__, "1.|1.1.|1.1.|a)", "# A\n## B\n### C\n### D\n1. x", "1. 1.1. 1.1.1. 1.1.2. a)",
	    "", 1 },
	{ __LINE__, "Điều 1.|1.1.|a)", "# A\n1. x\n2. y\n# B\n1. z",
	    "Điều 1. 1.1. 1.2. Điều 2. 2.1.", "", 1 },
	/* Typed numbers: a jump, a list that starts elsewhere, a second list */
	{ __LINE__, BYT, "# A\n## B\n## C\n## D\n## E\n1. x\n2. y\n3. z\n7. w\n8. v\n## F\n1. u",
	    "I. 1. 2. 3. 4. 4.1. 4.2. 4.3. 4.7. 4.8. 5. 5.1.", "", 2 },
	{ __LINE__, HC, "# A\n5. x\n6. y\n# B\n1. z", "I. 5. 6. II. 1.", "", 2 },
	{ __LINE__, HC, "# A\n1. x\n2. y\np\n1. z\n2. w\n# B\n1. v", "I. 1. 2. 1. 2. II. 1.", "",
	    2 },
	{ __LINE__, HC, "# A\n1. x\n2. y\np\n3. z\n4. w", "I. 1. 2. 3. 4.", "", 1 },
	{ __LINE__, HC, "# A\n1. x\np\n1. y\n2. z\np\n3. w\np\n2. v", "I. 1. 1. 2. 3. 2.", "", 2 },
	{ __LINE__, "1.|a)", "40000. x\n40001. y", "=40000. =40001.", "", 0 },
	/* Letters */
	{ __LINE__, "1.|a)", "1. x\n   1. a\n   2. b\n   3. c\n   4. d\n2. y\n   1. e",
	    "1. a) b) c) d) 2. a)", "", 1 },
	{ __LINE__, "1.|a)",
	    "1. x\n   1. a\n   2. b\n   3. c\n   4. d\n   5. e\n   6. f\n2. y\n   1. e",
	    "1. =a) =b) =c) =d) =đ) =e) 2. a)", "", 1 },
	{ __LINE__, "1.|a)", "1. x\n   7. g\n   10. k", "1. =g) =k)", "", 1 },
	{ __LINE__, "1.|a)", "1. x\n   23. y\n   24. ?", "1. =y) =)", "letters-used-up", 1 },
	{ __LINE__, "a)|1.", "# A\n# B\n# C\n# D\n# E\n1. x\n2. y", "=a) =b) =c) =d) =đ) 1. 2.", "",
	    1 },
	{ __LINE__, "A.|1.", "# A\n# B\n# C\n# D\n1. x", "A. B. C. D. 1.", "", 1 },
	{ __LINE__, "A.|1.", "# A\n# B\n# C\n# D\n# E\n# F", "=A. =B. =C. =D. =Đ. =E.", "", 0 },
	/* Chương, Mục, Điều */
	{ __LINE__, QC, "# A\n## B\n### C\n1. x\n   1. y\n### D\n## E\n### F\n# G\n### H\n1. z",
	    "Chương I Mục 1 Điều 1. 1. a) Điều 2. Mục 2 Điều 3. Chương II Điều 4. 1.", "", 2 },
	{ __LINE__, QC, "# A\n1. x\n2. y\n   1. z\n# B\n1. w\n2. v",
	    "Chương I Điều 1. Điều 2. 1. Chương II Điều 3. Điều 4.", "", 2 },
	{ __LINE__, QC, "1. x\n2. y\n   1. z\n   2. w", "Điều 1. Điều 2. 1. 2.", "", 1 },
	{ __LINE__, QC, "# A\n1. x\n2. y\n# B\n3. z\n5. w",
	    "Chương I Điều 1. Điều 2. Chương II Điều 3. Điều 5.", "", 3 },
	{ __LINE__, QC, "# A\n1. x\n2. y\n3. w\n# B\n2. z",
	    "Chương I Điều 1. Điều 2. Điều 3. Chương II Điều 2.", "dieu-repeats", 3 },
	{ __LINE__, "Phần I|Chương I|Mục 1|Tiểu mục 1|Điều 1.|1.|a)",
	    "# A\n## B\n#### C\n#### D\n### E\n#### F\n##### G\n# H\n## I\n##### J\n1. x",
	    "Phần I Chương I Tiểu mục 1 Tiểu mục 2 Mục 1 Tiểu mục 1 Điều 1. Phần II Chương I Điều "
	    "2. 1.",
	    "", 3 },
	{ __LINE__, "Phần I|Chương I|Mục 1|Điều 1.", "## A\n### B\n## C\n### D\n#### E",
	    "Chương I Mục 1 Chương II Mục 1 Điều 1.", "", 2 },
	{ __LINE__, "Điều 1.|1.|a)", "# A\n# B\n1. x\n2. y\n# C\n1. z",
	    "Điều 1. Điều 2. 1. 2. Điều 3. 1.", "", 1 },
	{ __LINE__, "Phần I|I.|1.", "# A\n## B\n1. x\n# C\n## D", "Phần I I. 1. Phần II I.", "",
	    1 },
	/* What is refused */
	{ __LINE__, HC, "# A\n### B", "I. a)", "heading-skips", 2 },
	{ __LINE__, HC, "## B", "1.", "heading-skips", 1 },
	{ __LINE__, HC, "# A\n1. x\n### B", "I. 1. a)", "heading-skips", 1 },
	{ __LINE__, HC, "# A\n#### B", "I.", "heading-too-deep", 1 },
	{ __LINE__, HC, "# A\n## B\n### C\n1. x", "I. 1. a)", "list-too-deep", 1 },
	{ __LINE__, "1.|a)", "1. x\n   1. y\n      1. z", "1. a)", "list-too-deep", 1 },
	{ __LINE__, "1.|i)", "1. x", "1.", "pattern-unknown", 1 },
	{ __LINE__, "1.|1.1.|1.1.|1.1.|1.1.|1.1.|1.1.|1.1.|1.1.|1.1.", "# x", "1.",
	    "patterns-too-many", 1 },
	{ __LINE__, "1.|1.", "1. x", "1.", "pattern-twice", 1 },
	{ __LINE__, "I.|1.1.", "# x", "I.", "pattern-nested-alone", 1 },
	{ __LINE__, "1.|a)|1.1.", "1. x", "1.", "pattern-nested-alone", 1 },
};

static struct outline *
read_outline(str text)
{
	struct outline *o = NEW(arena, struct outline);
	str line;

	while (str_line(&text, &line))
		add_line(o, line);
	return o;
}

static size_t
read_patterns(const char *joined, str out[PATTERNS])
{
	str rest = str_z(joined);
	size_t n = 0;

	while (rest.p != NULL && n < PATTERNS)
		out[n++] = str_cut(rest, '|', &rest);
	return n;
}

static void
run_test(const struct test *t)
{
	str patterns[PATTERNS];
	struct buf labels, reports;
	struct laid r;

	lay(&r, patterns, read_patterns(t->patterns, patterns), read_outline(str_z(t->outline)));
	buf_init(&labels);
	buf_init(&reports);
	for (size_t i = 0; i < r.entries.n; i++)
		buf_fmt(&labels, "%s%s%.*s", i ? " " : "", r.entries.v[i]->typed ? "=" : "",
		    STR_ARG(r.entries.v[i]->label));
	for (size_t i = 0; i < r.d.list.n; i++)
		buf_fmt(&reports, "%s%s", i ? " " : "", diag_info(r.d.list.v[i].code)->code);
	check_str(buf_view(&labels), str_z(t->labels), __FILE__, t->line, "labels");
	check_str(buf_view(&reports), str_z(t->reports), __FILE__, t->line, "reports");
	check_int((long long)r.l.nums.n, (long long)t->lists, __FILE__, t->line, "lists");
	check_that(word_agrees(&r), __FILE__, t->line, "word_agrees");
	buf_free(&labels);
	buf_free(&reports);
}

static void
test_refer(void)
{
	static const struct {
		const char *patterns, *outline, *last;
	} cases[] = {
		{ HC, "# A\n## B\n1. x", "điểm a khoản 1 mục I" },
		{ HC, "# A\n# B", "mục II" },
		{ HC, "1. x", "khoản 1" },
		{ QC, "# A\n### B\n1. x\n   1. y\n   2. z", "điểm b khoản 1 Điều 1" },
		{ QC, "# A\n### B\n# C\n### D", "Điều 2" },
		{ QC, "# A\n# B\n## C", "Mục 1 Chương II" },
		{ BYT, "# A\n## B\n## C\n1. x\n2. y", "điểm 2.2 mục I" },
		{ BYT, "# A\n## B\n1. x\n   1. y", "điểm a điểm 1.1 mục I" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		str patterns[PATTERNS];
		struct laid r;

		lay(&r, patterns, read_patterns(cases[i].patterns, patterns),
		    read_outline(str_z(cases[i].outline)));
		CHECK_STR(r.entries.v[r.entries.n - 1]->refer, cases[i].last);
	}
}

/* ---- Cells --------------------------------------------------------------------- */

static void
test_cells(void)
{
	struct diags d;
	struct layout l = { .a = arena, .s = style, .d = &d };
	struct cell_lists *c = cell_lists_new(&l, 2);
	struct numbered e, first;

	diags_init(&d, arena);
	cell_lists_item(c, 0, 0, false, 1, &first);
	CHECK_STR(first.label, "1.");
	cell_lists_item(c, 1, 0, false, 1, &e); /* the other column counts by itself */
	CHECK(e.num != first.num);
	cell_lists_item(c, 0, 0, false, 2, &e); /* numbers run down a column */
	CHECK_INT(e.num, first.num);
	cell_lists_item(c, 0, 1, false, 1, &e);
	CHECK_STR(e.label, "a)");
	CHECK_INT(e.num, first.num);
	CHECK_INT(e.ilvl, 1);
	cell_lists_item(c, 0, 1, false, 3, &e); /* a jump: a list of its own */
	CHECK(e.num != first.num);
	CHECK_INT(l.abstracts.v[l.nums.v[e.num].abstract].lvl[1].start, 3);
	first = e;
	cell_lists_item(c, 0, 0, false, 3, &e); /* which has printed no 2 */
	CHECK(e.num != first.num);
	cell_lists_item(c, 0, 1, true, 5, &e);
	CHECK(e.typed && e.num < 0);
	CHECK_STR(e.label, "đ)");
}

/* ---- At random ----------------------------------------------------------------- */

static uint32_t seed = 20220511;

static uint32_t
dice(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 16) % n;
}

/* A list whose numbers go up, now and then by more than one. */
static void
random_list(struct buf *out, int depth)
{
	uint32_t number = dice(4) ? 1 : 1 + dice(9), items = 1 + dice(6);

	while (items-- > 0) {
		for (int i = 0; i < depth * INDENT; i++)
			buf_c(out, ' ');
		buf_fmt(out, "%u. x\n", number);
		number += dice(8) ? 1 : 2 + dice(3);
		if (depth < 4 && dice(4) == 0)
			random_list(out, depth + 1);
	}
}

static void
random_outline(struct buf *out)
{
	uint32_t blocks = 1 + dice(30);

	while (blocks-- > 0) {
		if (dice(3) == 0)
			random_list(out, 0);
		else if (dice(4) == 0)
			buf_z(out, "p\n");
		else
			buf_fmt(out, "%.*s x\n", (int)(1 + dice(6)), "######");
	}
}

static void
test_random(void)
{
	static const char *const sets[] = { HC, QC, BYT, "1.|a)", "Điều 1.|1.|a)",
		"1.|1.1.|1.1.|a)", "Phần I|Chương I|Mục 1|Tiểu mục 1|Điều 1.|1.|1.1.|a)",
		"A.|I.|1.|a)", "Phần I|A.|a)" };
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < 4000; i++) {
		const char *set = sets[dice(sizeof sets / sizeof sets[0])];
		str patterns[PATTERNS];
		struct laid r;

		buf_clear(&text);
		random_outline(&text);
		lay(&r, patterns, read_patterns(set, patterns), read_outline(buf_view(&text)));
		CHECK(word_agrees(&r));
		if (check_failed) {
			printf("%s\n%s\n", set, text.p);
			break;
		}
	}
	buf_free(&text);
}

int
main(void)
{
	struct style_layer layer = { .load = load, .list = list };
	struct diags d;

	arena = arena_new();
	diags_init(&d, arena);
	style = style_load(arena, S("nd30"), 0, &layer, 1, &d);
	CHECK(style != NULL);
	if (style == NULL)
		return check_result();
	for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
		run_test(&tests[i]);
	test_refer();
	test_cells();
	test_random();
	arena_free(arena);
	return check_result();
}
