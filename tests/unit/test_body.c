/* tests/unit/test_body.c: bodies laid block by block: runs against their
 * style, the mark at the end, tables and their grids, sections round landscape
 * tables, references. Blocks are made by hand, as read/ would. */
#include "check.h"

#include "../../gen/base/buf.h"
#include "../../gen/layout/body_int.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static const struct style *style;
static struct diags diags;
static struct layout l;

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

/* ---- Blocks -------------------------------------------------------------------- */

static struct inl *
text_of(const char *text, unsigned how, struct inl *next)
{
	struct inl *i = NEW(arena, struct inl);

	i->text = str_z(text);
	i->style = how;
	i->next = next;
	return i;
}

static struct inl *
inl_of(enum inl_kind kind, const char *text, struct inl *next)
{
	struct inl *i = text_of(text, 0, next);

	i->kind = kind;
	return i;
}

static struct inl *
note_of(const char *text, struct inl *next)
{
	struct inl *i = inl_of(INL_FOOTNOTE, "", next);

	i->note = NEW(arena, struct footnote);
	i->note->blocks = NEW(arena, struct block);
	i->note->blocks->kind = BLK_PARA;
	i->note->blocks->inl = text_of(text, 0, NULL);
	return i;
}

static struct inl *
ref_of(const char *name, const char *text, struct inl *next)
{
	struct inl *i = inl_of(INL_REF, text, next);

	i->target = str_z(name);
	return i;
}

static struct block *
block_of(enum block_kind kind, struct inl *inl, struct block *next)
{
	struct block *b = NEW(arena, struct block);

	b->kind = kind;
	b->inl = inl;
	b->next = next;
	b->level = 1;
	return b;
}

static struct block *
para(const char *text, struct block *next)
{
	return block_of(BLK_PARA, text_of(text, 0, NULL), next);
}

static struct block *
heading(int level, const char *text, const char *anchor, struct block *next)
{
	struct block *b = block_of(BLK_HEADING, text_of(text, 0, NULL), next);

	b->level = level;
	b->anchor = str_z(anchor);
	return b;
}

/* An ordered list of one item. */
static struct block *
item_list(uint32_t number, const char *text, const char *anchor, struct block *next)
{
	struct block *b = block_of(BLK_LIST, NULL, next);

	b->ordered = true;
	b->child = block_of(BLK_ITEM, NULL, NULL);
	b->child->parent = b;
	b->child->number = number;
	b->child->anchor = str_z(anchor);
	b->child->child = para(text, NULL);
	return b;
}

/* ---- Laying -------------------------------------------------------------------- */

static const str patterns[] = { STR_INIT("I."), STR_INIT("1."), STR_INIT("a)") };
static const str articles[] = { STR_INIT("Chương I"), STR_INIT("Điều 1."), STR_INIT("1."),
	STR_INIT("a)") };

static void
begin(void)
{
	diags_init(&diags, arena);
	l = (struct layout){ .a = arena, .s = style, .d = &diags };
	l.bullet_num = l.cell_bullet_num = -1;
	l.next_bookmark = 1;
	lay_section_begin(&l, false, 1, true);
}

static void
add_body(struct block *blocks, const str *danh_so, size_t n, const char *part)
{
	struct body body = { .blocks = blocks };
	struct body_opts o = { .danh_so = danh_so,
		.n_danh_so = n,
		.ket_thuc = S("./."),
		.part_name = str_z(part),
		.in_appendix = part[0] != '\0' };

	lay_body(&l, &body, &o);
}

/* The plan as plan_dump() shows it. */
static str
end(void)
{
	struct plan p = { 0 };
	struct buf b;
	str s;

	lay_section_end(&l);
	lay_refs_resolve(&l);
	p.sections = l.sections.v;
	p.n_sections = l.sections.n;
	p.notes = l.notes.v;
	p.n_notes = l.notes.n;
	buf_init(&b);
	plan_dump(&b, &p, style);
	s = buf_dup(&b, arena);
	buf_free(&b);
	return s;
}

static str
lay(struct block *blocks)
{
	begin();
	add_body(blocks, patterns, 3, "");
	return end();
}

static bool
has(str dump, const char *what)
{
	if (str_find(dump, str_z(what)) != STR_NONE)
		return true;
	printf("\tno '%s' in\n%.*s", what, STR_ARG(dump));
	return false;
}

static const char *
first_code(void)
{
	return diags.list.n ? diag_info(diags.list.v[0].code)->code : "";
}

/* ---- Text ---------------------------------------------------------------------- */

static void
test_runs(void)
{
	struct block *run_in = heading(2, "", "", NULL);
	str d;

	d = lay(block_of(BLK_PARA,
	    text_of("a ", 0, text_of("b", INL_BOLD, text_of("c", INL_ITALIC, NULL))), NULL));
	CHECK(has(d, "than: a {b b}{i c./.}"));
	d = lay(heading(1, "tên", "", heading(2, "tên", "", NULL)));
	CHECK(has(d, "de-muc-1 num=1/0 label=\"I.\": TÊN\n"));
	CHECK(has(d, "de-muc-2 num=1/1 label=\"1.\": tên./.\n"));
	run_in->run_in = true;
	run_in->inl = text_of("Tên.", INL_BOLD, text_of(" Lời", 0, NULL));
	CHECK(has(lay(heading(1, "x", "", run_in)), "label=\"1.\": Tên.{-b  Lời./.}\n"));
	d = lay(block_of(BLK_PARA, inl_of(INL_GAP, "chờ", NULL), NULL));
	CHECK(has(d, "than: {gap [chờ]}./.\n"));
	d = lay(block_of(
	    BLK_PARA, text_of("x", 0, inl_of(INL_BREAK, "", text_of("y", 0, NULL))), NULL));
	CHECK(has(d, "than: x{br}y./.\n"));
	d = lay(block_of(BLK_QUOTE, NULL, NULL));
	begin();
	add_body(heading(1, "tên", "", item_list(1, "x", "", NULL)), articles, 4, "");
	d = end();
	CHECK(has(d, "chuong num=1/0 label=\"Chương I\": {br}TÊN\n"));
	CHECK(has(d, "dieu-muc num=2/0 label=\"Điều 1.\": x./.\n"));
	CHECK(l.abstracts.v[0].lvl[0].newline && l.abstracts.v[1].lvl[0].bold);
}

static void
test_links_and_notes(void)
{
	struct inl *a = text_of("a", 0, NULL), *b = text_of("b", INL_BOLD, NULL);
	str d;

	a->url = b->url = S("https://x.vn");
	a->next = b;
	b->next = text_of(" c", 0, note_of("n1", NULL));
	d = lay(block_of(BLK_PARA, a, para("p", NULL)));
	CHECK(has(d, "than: {link https://x.vn}a{b b}{/link} c{note 1}\n"));
	CHECK(has(d, "note 1\n  chu-thich: n1\n"));
}

static void
test_places(void)
{
	struct block *quote = block_of(BLK_QUOTE, NULL, NULL), *verbatim;
	str d;

	quote->child = block_of(BLK_QUOTE, NULL, NULL);
	quote->child->child = para("sâu", NULL);
	d = lay(quote);
	CHECK(has(d, "trich-dan first=567 left=1134: sâu./.\n"));
	verbatim = block_of(BLK_VERBATIM, NULL, NULL);
	verbatim->text = S("Điều 1. x\n  y\n");
	d = lay(para("như sau:", block_of(BLK_PAGE_BREAK, NULL, verbatim)));
	CHECK(has(d, "than: như sau:\n  nguyen-van page-break: Điều 1. x\n  nguyen-van:   y\n"));
	d = lay(para("như sau:", item_list(1, "x", "", NULL)));
	CHECK(has(d, "than keep-next: như sau:\n"));
	d = lay(para("cuối.", block_of(BLK_PAGE_BREAK, NULL, NULL)));
	CHECK(has(d, "than: cuối./.\n  bang-sau page-break:\n"));
}

/* ---- The end mark ---------------------------------------------------------------- */

static void
test_end_mark(void)
{
	static const struct {
		const char *typed, *printed;
	} cases[] = { { "x", "x./." }, { "x.", "x./." }, { "x;", "x./." }, { "x ,", "x./." },
		{ "x./.", "x./." }, { "x ./.", "x./." }, { "x...", "x..../." }, { "x…", "x…./." },
		{ "x)", "x)./." }, { "x?", "x?./." } };
	struct block *table = block_of(BLK_TABLE, NULL, NULL);
	struct inl *in;
	str d;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		d = lay(para(cases[i].typed, NULL));
		CHECK(has(d, str_cz(arena, str_fmt(arena, "than: %s\n", cases[i].printed))));
	}
	in = text_of("x.", 0, note_of("n", NULL));
	CHECK(has(lay(block_of(BLK_PARA, in, NULL)), "than: x{note 1}./.\n"));
	in = text_of("x.", INL_BOLD, NULL);
	CHECK(has(lay(block_of(BLK_PARA, in, NULL)), "than: {b x./.}\n"));
	in = text_of("tại ", 0, ref_of("m", "", NULL));
	d = lay(heading(1, "x", "m", block_of(BLK_PARA, in, NULL)));
	CHECK(has(d, "than: tại {link #m_1}mục I{/link}./.\n"));
	CHECK(has(lay(item_list(1, "x;", "", NULL)), "label=\"1.\": x./.\n"));
	CHECK(has(lay(heading(1, "x", "", NULL)), "label=\"I.\": X\n"));
	table->table = NEW(arena, struct table);
	CHECK(has(lay(para("x.", table)), "than after=120: x.\n"));
}

/* ---- Tables ---------------------------------------------------------------------- */

static struct cell
cell_of(int col, int cols, int rows, const char *text)
{
	return (struct cell){
		.col = col, .cols = cols, .rows = rows, .blocks = text[0] ? para(text, NULL) : NULL
	};
}

/* A table of n columns; head and rows are NULL-ended lists of texts by column. */
static struct block *
table_of(size_t n, size_t n_rows, const char *const *texts)
{
	struct block *b = block_of(BLK_TABLE, NULL, NULL);
	struct table *t = b->table = NEW(arena, struct table);

	t->n_cols = n;
	t->cols = NEW_N(arena, struct column, n);
	t->n_head = 1;
	t->n_rows = n_rows - 1;
	t->head = NEW_N(arena, struct row, n_rows);
	t->rows = t->head + 1;
	for (size_t r = 0; r < n_rows; r++) {
		t->head[r].cells = NEW_N(arena, struct cell, n);
		t->head[r].n = n;
		for (size_t c = 0; c < n; c++)
			t->head[r].cells[c] = cell_of((int)c, 1, 1, texts[r * n + c]);
	}
	for (size_t c = 0; c < n; c++)
		t->cols[c].ten = text_of(texts[c], 0, NULL);
	return b;
}

static const struct ptable *
first_table(void)
{
	const struct pblock *b;

	for (size_t i = 0; i < l.sections.n; i++)
		for (b = l.sections.v[i].blocks; b != NULL; b = b->next)
			if (b->kind == PB_TABLE)
				return b->table;
	return NULL;
}

static int
grid_sum(const struct ptable *t)
{
	int sum = 0;

	for (size_t i = 0; i < t->n_grid; i++)
		sum += t->grid[i];
	return sum;
}

static const char *const plain_rows[] = { "STT", "Nội dung", "Thời hạn", "1",
	"Một nội dung dài, cần nhiều dòng, để cột này được phần lớn bề rộng của trang giấy khổ A4, "
	"còn các cột kia đủ chỗ cho một dòng của mình",
	"Quý IV/2022" };

static void
test_grid(void)
{
	const struct ptable *t;
	struct block *b = table_of(3, 2, plain_rows);
	str d = lay(b);

	t = first_table();
	CHECK_INT(grid_sum(t), 9355); /* 165 mm */
	CHECK(t->grid[0] < 1000 && t->grid[1] > 5000 && t->grid[2] > 1300);
	CHECK_INT(diags.list.n, 0);
	CHECK(t->rows[0].header && !t->rows[1].header && !t->rows[1].may_split);
	CHECK(has(d, "descr=\"STT; Nội dung; Thời hạn\""));
	CHECK(has(d, "bang-dau: STT\n"));
	b->table->cols[0].rong = 10;
	b->table->cols[1].rong = 60;
	b->table->cols[2].rong = 30;
	lay(b);
	t = first_table();
	CHECK_INT(t->grid[0], 935);
	CHECK_INT(t->grid[1], 5613);
	CHECK_INT(t->grid[2], 2807);
	b->table->cols[0].rong = 3;
	b->table->cols[1].rong = 67;
	lay(b);
	t = first_table(); /* 3 % would break "STT": the others give what it lacks */
	CHECK(t->grid[0] > 280 + 200);
	CHECK_INT(grid_sum(t), 9355);
	CHECK_INT(diags.list.n, 0);
}

static void
test_many_columns(void)
{
	const char *texts[126];

	for (size_t i = 0; i < 126; i++)
		texts[i] = "từ";
	lay(table_of(63, 2, texts));
	CHECK_INT(grid_sum(first_table()), 9355);
	CHECK_STR(str_z(first_code()), "column-narrow");
}

static void
test_spans(void)
{
	static const char *const texts[] = { "A", "B", "C", "a", "b", "c", "d", "e", "f" };
	struct block *b = table_of(3, 3, texts);
	struct row *rows = b->table->rows;
	str d;

	rows[0].cells[0] = cell_of(0, 2, 2, "lớn");
	rows[0].cells[1] = rows[0].cells[2];
	rows[0].n = 2;
	rows[1].cells[0] = rows[1].cells[2];
	rows[1].n = 1;
	d = lay(b);
	CHECK(has(d, "    row\n      cell cols=2 merge\n        bang-o: lớn\n      cell\n"
		     "        bang-o: c\n    row\n      cell cols=2 merged\n        bang-o:\n"
		     "      cell\n        bang-o: f\n"));
}

static void
test_stt(void)
{
	static const char *const texts[] = { "STT", "Tên", "", "x", "", "Nhóm", "", "y", "", "z",
		"", "Nhóm hai", "", "t" };
	struct block *b = table_of(2, 7, texts);
	static const char *const numbers[] = { "1", "1", "1.1", "1.2", "2", "2.1" };
	const struct ptable *t;

	b->table->cols[0].tu_dong_stt = true;
	b->table->cols[0].canh = ALIGN_CENTER;
	b->table->so_cot = true;
	for (size_t r = 0; r < 6; r++) {
		b->table->rows[r].cells++;
		b->table->rows[r].n--;
	}
	b->table->rows[1].group = b->table->rows[4].group = true;
	lay(b);
	t = first_table();
	CHECK_STR(t->rows[1].cells[1].blocks->para->runs->text, "(2)");
	CHECK(t->rows[1].header);
	for (size_t r = 0; r < 6; r++)
		CHECK_STR(t->rows[r + 2].cells[0].blocks->para->runs->text, numbers[r]);
	CHECK_INT(t->rows[3].cells[1].blocks->para->role, ROLE_BANG_NHOM);
	CHECK_INT(t->rows[4].cells[0].blocks->para->align, ALIGN_CENTER);
}

/* Groups in groups: A, I, 1; each level looks otherwise. */
static void
test_stt_levels(void)
{
	static const char *const texts[] = { "STT", "Tên", "", "Huyện", "", "Xã", "", "x", "", "y",
		"", "Xã hai", "", "Huyện hai", "", "Xã ba", "", "z" };
	static const int levels[] = { 0, 1, -1, -1, 1, 0, 1, -1 };
	static const char *const numbers[] = { "A", "I", "1", "2", "II", "B", "I", "1" };
	static const char *const asked[] = { "1.", "1.1", "a)", "b)", "1.2", "2.", "2.1", "a)" };
	static const int roles[] = { ROLE_BANG_NHOM, ROLE_BANG_NHOM_2, ROLE_BANG_O, ROLE_BANG_O,
		ROLE_BANG_NHOM_2, ROLE_BANG_NHOM, ROLE_BANG_NHOM_2, ROLE_BANG_O };
	struct val danh_so[] = { { .s = S("1.") }, { .s = S("1.1") }, { .s = S("a)") } };
	struct block *b = table_of(2, 9, texts);

	b->table->cols[0].tu_dong_stt = true;
	for (size_t r = 0; r < 8; r++) {
		b->table->rows[r].cells++;
		b->table->rows[r].n--;
		b->table->rows[r].group = levels[r] >= 0;
		b->table->rows[r].level = levels[r] >= 0 ? levels[r] : 0;
	}
	lay(b);
	for (size_t r = 0; r < 8; r++) {
		const struct pcell *c = first_table()->rows[r + 1].cells;

		CHECK_STR(c->blocks->para->runs->text, numbers[r]);
		CHECK_INT(c->blocks->para->role, roles[r]);
	}
	b->table->danh_so.v = danh_so;
	b->table->danh_so.n = 3;
	lay(b);
	for (size_t r = 0; r < 8; r++)
		CHECK_STR(first_table()->rows[r + 1].cells[0].blocks->para->runs->text, asked[r]);
}

static void
test_tall_row(void)
{
	const char *texts[] = { "A", "B", "x", NULL };
	struct buf b;

	buf_init(&b);
	for (int i = 0; i < 1500; i++)
		buf_z(&b, "bốn chữ dài đây ");
	texts[3] = b.p;
	lay(table_of(2, 2, texts));
	CHECK(first_table()->rows[1].may_split);
	buf_free(&b);
}

static void
test_around_table(void)
{
	struct block *b = table_of(3, 2, plain_rows);
	struct val note = { .s = S("Số liệu đến 30/6.") };
	str d;

	b->table->don_vi_tinh.s = S("triệu đồng");
	b->table->ghi_chu = (struct lines){ .v = &note, .n = 1 };
	b->table->vien_khong = true;
	b->table->co_chu = 10;
	d = lay(heading(1, "x", "", b));
	CHECK(has(d, "bang-don-vi keep-next: Đơn vị tính: triệu đồng\n  table bang-khong-vien"));
	CHECK(has(d, "caption=\"I. x\""));
	CHECK(has(d, "bang-o size=20: 1\n"));
	CHECK(has(d, "  bang-ghi-chu: Số liệu đến 30/6.\n"));
}

static void
test_cell_lists(void)
{
	static const char *const texts[] = { "A", "B", "", "x", "", "y" };
	struct block *b = table_of(2, 3, texts);
	str d;

	b->table->rows[0].cells[0].blocks = item_list(2, "hai", "", NULL);
	b->table->rows[1].cells[0].blocks = item_list(3, "ba", "", NULL);
	d = lay(b);
	CHECK(has(d, "bang-o num=1/0 label=\"2.\": hai\n"));
	CHECK(has(d, "bang-o num=1/0 label=\"3.\": ba\n"));
	CHECK_INT(l.abstracts.v[0].lvl[0].start, 2);
	CHECK_INT(l.abstracts.v[0].lvl[0].first, 0);
}

/* ---- Sections -------------------------------------------------------------------- */

static void
test_landscape(void)
{
	struct block *b = table_of(3, 2, plain_rows);

	b->table->ngang = true;
	lay(b); /* nothing before, nothing behind: the section itself turns */
	CHECK_INT(l.sections.n, 1);
	CHECK(l.sections.v[0].landscape && l.sections.v[0].page_start == 1);
	CHECK_INT(grid_sum(first_table()), 16838 - 2 * 1134);
	b->next = para("y", NULL);
	lay(para("x", b));
	CHECK_INT(l.sections.n, 3);
	CHECK(
	    !l.sections.v[0].landscape && l.sections.v[1].landscape && !l.sections.v[2].landscape);
	CHECK(l.sections.v[0].hide_first && !l.sections.v[1].hide_first);
	CHECK_INT(l.sections.v[1].page_start, 0);
	CHECK_INT(l.sections.v[1].width, 16838);
	b->next = NULL;
	lay(para("x", b));
	CHECK_INT(l.sections.n, 2);
	begin();
	add_body(para("x", b), patterns, 3, "");
	lay_section_begin(&l, false, 1, true); /* an appendix follows */
	add_body(para("y", NULL), patterns, 3, "Phụ lục");
	end();
	CHECK_INT(l.sections.n, 3);
	CHECK_INT(l.sections.v[2].page_start, 1);
}

static void
test_flow_ends(void)
{
	struct block *b = table_of(3, 2, plain_rows);
	const struct pblock *p;

	b->next = table_of(3, 2, plain_rows);
	lay(b);
	p = l.sections.v[0].blocks;
	CHECK(p->kind == PB_TABLE && p->next->kind == PB_PARA && p->next->next->kind == PB_TABLE);
	CHECK(p->next->next->next->kind == PB_PARA && p->next->next->next->next == NULL);
	begin();
	add_body(table_of(3, 2, plain_rows), patterns, 3, "");
	lay_keep_last(&l, &l.flow);
	CHECK(l.flow.last->kind == PB_PARA && l.flow.last->para->keep_next);
	CHECK(l.flow.first->table->rows[1].cells[0].blocks->para->keep_next);
	end();
}

/* ---- References ------------------------------------------------------------------ */

static void
test_refs(void)
{
	str d;

	begin();
	add_body(block_of(BLK_PARA,
		     text_of("x ", 0, ref_of("sau", "", text_of(" ", 0, ref_of("b", "chữ", NULL)))),
		     heading(1, "x", "", item_list(2, "y", "sau", NULL))),
	    patterns, 3, "");
	lay_section_begin(&l, false, 1, true);
	add_body(heading(1, "z", "b",
		     block_of(BLK_PARA, ref_of("b", "", ref_of("sau", "", NULL)), NULL)),
	    patterns, 3, "Phụ lục I");
	d = end();
	CHECK_INT(diags.list.n, 0);
	CHECK(has(d, "than: x {link #sau_1}khoản 2 mục I{/link} {link #b_2}chữ{/link}\n"));
	CHECK(has(d, "{mark 1 sau_1}y./.{/mark 1}\n"));
	CHECK(has(d, "than: {link #b_2}mục I{/link}{link #sau_1}khoản 2 mục I{/link}./.\n"));
	begin();
	add_body(block_of(BLK_PARA, ref_of("b", "", NULL), NULL), patterns, 3, "");
	add_body(heading(1, "z", "b", NULL), patterns, 3, "Phụ lục I");
	CHECK(has(end(), "{link #b_1}mục I Phụ lục I{/link}./.\n"));
}

static void
test_bad_refs(void)
{
	lay(block_of(BLK_PARA, ref_of("nhiem-vụ", "", NULL), heading(1, "z", "nhiem-vu", NULL)));
	CHECK_STR(str_z(first_code()), "ref-unknown");
	CHECK_STR(diags.list.v[0].suggest, "nhiem-vu");
	begin(); /* an appendix without a name, say */
	lay_mark(&l, lay_para(&l, ROLE_THAN), S("a"), (str){ 0 }, (pos){ 0 });
	add_body(block_of(BLK_PARA, ref_of("a", "", NULL), NULL), patterns, 3, "");
	end();
	CHECK_STR(str_z(first_code()), "ref-no-number");
	lay(heading(1, "z", "a", heading(1, "z", "a", NULL)));
	CHECK_STR(str_z(first_code()), "mark-twice");
	CHECK_INT(diags.list.n, 1);
}

int
main(void)
{
	struct style_layer layer = { .load = load, .list = list };

	arena = arena_new();
	diags_init(&diags, arena);
	style = style_load(arena, S("nd30"), 14, &layer, 1, &diags);
	CHECK(style != NULL);
	if (style == NULL)
		return check_result();
	test_runs();
	test_links_and_notes();
	test_places();
	test_end_mark();
	test_grid();
	test_many_columns();
	test_spans();
	test_stt();
	test_stt_levels();
	test_tall_row();
	test_around_table();
	test_cell_lists();
	test_landscape();
	test_flow_ends();
	test_refs();
	test_bad_refs();
	arena_free(arena);
	return check_result();
}
