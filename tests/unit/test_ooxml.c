/* tests/unit/test_ooxml.c: plans of a few lines and the XML that they become,
 * the gate (every fault that it must see is made on purpose), and the zip. */
#include "check.h"

#include "../../gen/base/arena.h"
#include "../../gen/layout/plan.h"
#include "../../gen/ooxml/parts.h"
#include "../../gen/pack/pack.h"
#include "../../gen/style/style.h"

#include <stdlib.h>
#include <string.h>

/* ---- A style and a plan, made by hand ------------------------------------------- */

struct made {
	struct arena *a;
	struct style style;
	struct plan plan;
	struct pblock **end; /* where the next block goes */
	struct parts parts;
};

static void
make_style(struct made *m)
{
	static const int tables[] = { ROLE_BANG, ROLE_BANG_KHONG_VIEN, ROLE_BANG_BO_CUC };
	static const int chars[] = { ROLE_CHU_THICH_SO, ROLE_CHO_TRONG, ROLE_LIEN_KET };
	struct role *r = NEW_N(m->a, struct role, ROLE__COUNT);
	size_t i;

	for (i = 0; i < ROLE__COUNT; i++) {
		r[i].style_id = r[i].style_name = str_fmt(m->a, "R%zu", i);
		r[i].based_on = i == ROLE_NORMAL ? -1 : ROLE_NORMAL;
		r[i].next = -1;
	}
	for (i = 0; i < 3; i++) {
		r[tables[i]].kind = ROLE_TABLE;
		r[chars[i]].kind = ROLE_CHAR;
		r[tables[i]].based_on = r[chars[i]].based_on = -1;
	}
	r[ROLE_THAN].style_id = S("Than");
	r[ROLE_BANG].style_id = S("Bang");
	r[ROLE_BANG_O].style_id = S("O");
	r[ROLE_BANG_SAU].style_id = S("Sau");
	r[ROLE_LIEN_KET].style_id = S("LienKet");
	r[ROLE_CHU_THICH].style_id = S("ChuThich");
	r[ROLE_CHU_THICH_SO].style_id = S("So");
	r[ROLE_CHO_TRONG].style_id = S("Trong");
	r[ROLE_CHO_TRONG].highlight = S("yellow");
	m->style = (struct style){ .font = S("Times New Roman"), .lang = S("vi-VN"), .roles = r };
	m->style.n_roles = ROLE__COUNT;
	m->style.arena = m->a;
}

static struct psection *
add_section(struct made *m, bool landscape)
{
	struct psection *s = &m->plan.sections[m->plan.n_sections++];

	*s = (struct psection){ .width = landscape ? 16838 : 11906,
		.height = landscape ? 11906 : 16838,
		.landscape = landscape,
		.top = 1,
		.bottom = 2,
		.left = 3,
		.right = 4,
		.header = 5,
		.footer = 6,
		.hide_first = true,
		.even_page_number = true };
	m->end = &s->blocks;
	return s;
}

static void
begin(struct made *m)
{
	*m = (struct made){ .a = arena_new() };
	make_style(m);
	m->plan.sections = NEW_N(m->a, struct psection, 4);
	add_section(m, false);
}

static struct para *
add_para(struct made *m, int role)
{
	struct pblock *b = NEW(m->a, struct pblock);

	b->para = NEW(m->a, struct para);
	b->para->role = role;
	b->para->num = -1;
	*m->end = b;
	m->end = &b->next;
	return b->para;
}

static struct run *
add_run(struct made *m, struct para *p, enum run_kind kind, const char *text, unsigned fmt)
{
	struct run **end = &p->runs;

	while (*end)
		end = &(*end)->next;
	*end = NEW(m->a, struct run);
	**end = (struct run){ .kind = kind, .text = str_z(text), .fmt = fmt };
	return *end;
}

/* A table of n columns of 100, 200 … twips, its cells empty paragraphs. */
static struct ptable *
add_table(struct made *m, size_t n_rows, size_t n)
{
	struct pblock *b = NEW(m->a, struct pblock);
	struct ptable *t = NEW(m->a, struct ptable);
	size_t i, k;

	*t = (struct ptable){ .role = ROLE_BANG, .n_grid = n, .n_rows = n_rows };
	t->grid = NEW_N(m->a, int, n);
	for (i = 0; i < n; i++)
		t->grid[i] = 100 * ((int)i + 1);
	t->rows = NEW_N(m->a, struct prow, n_rows);
	for (i = 0; i < n_rows; i++) {
		t->rows[i].n = n;
		t->rows[i].cells = NEW_N(m->a, struct pcell, n);
		for (k = 0; k < n; k++) {
			m->end = &t->rows[i].cells[k].blocks;
			t->rows[i].cells[k].cols = 1;
			add_para(m, ROLE_BANG_O);
		}
	}
	b->kind = PB_TABLE;
	b->table = t;
	m->end = &m->plan.sections[m->plan.n_sections - 1].blocks;
	while (*m->end)
		m->end = &(*m->end)->next;
	*m->end = b;
	m->end = &b->next;
	return t;
}

static void
add_list(struct made *m, int start)
{
	struct pabstract *a = NEW_N(m->a, struct pabstract, 2);
	struct pnum *n = NEW_N(m->a, struct pnum, 2);
	int i;

	for (i = 0; i < 2; i++) {
		a[i].n = 2;
		a[i].lvl[0] = (struct plevel){
			.fmt = "upperRoman", .text = S("%1."), .bold = true, .first = 567
		};
		a[i].lvl[1] = (struct plevel){ .fmt = "decimal",
			.text = S("%2."),
			.start = start,
			.newline = true,
			.left = 9 };
		n[i].abstract = i;
	}
	n[1].start[1] = 7;
	m->plan.abstracts = a;
	m->plan.nums = n;
	m->plan.n_abstracts = m->plan.n_nums = 2;
}

/* ---- Looking at it ------------------------------------------------------------------ */

static void
make(struct made *m)
{
	ooxml_parts(m->a, &m->plan, &m->style, &m->parts);
}

static str *
part(struct made *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->parts.n; i++)
		if (str_is(m->parts.v[i].name, name))
			return &m->parts.v[i].bytes;
	printf("no part %s\n", name);
	exit(1);
}

/* From the first `from` to the first `to` behind it, both included. */
static str
between(str s, const char *from, const char *to)
{
	size_t at = str_find(s, str_z(from)), end;

	if (at == STR_NONE)
		return S("");
	s = str_from(s, at);
	end = str_find(s, str_z(to));
	return end == STR_NONE ? S("") : str_first(s, end + strlen(to));
}

static size_t
count(str s, const char *what)
{
	size_t n = 0, at;

	while ((at = str_find(s, str_z(what))) != STR_NONE) {
		s = str_from(s, at + 1);
		n++;
	}
	return n;
}

static void
finish(struct made *m)
{
	const char *wrong;

	make(m);
	wrong = ooxml_verify(NULL, m->a, &m->parts);
	CHECK_STR(wrong ? str_z(wrong) : S("right"), "right");
}

#define DOCUMENT "word/document.xml"

/* ---- Paragraphs ------------------------------------------------------------------------ */

static void
test_runs_join(void)
{
	struct made m;
	struct para *p;

	begin(&m);
	p = add_para(&m, ROLE_THAN);
	add_run(&m, p, RUN_TEXT, "a & ", 0);
	add_run(&m, p, RUN_TEXT, "<b> ", 0);
	add_run(&m, p, RUN_BREAK, "", RUN_BOLD);
	add_run(&m, p, RUN_TEXT, " c\td\ne", 0);
	add_run(&m, p, RUN_TEXT, "f", RUN_BOLD | RUN_NOT_ITALIC);
	add_run(&m, p, RUN_TEXT, "", RUN_ITALIC);
	finish(&m);
	CHECK_STR(between(*part(&m, DOCUMENT), "<w:p>", "</w:p>"),
	    "<w:p><w:pPr><w:pStyle w:val=\"Than\" /></w:pPr>"
	    "<w:r><w:t xml:space=\"preserve\">a &amp; &lt;b&gt; </w:t><w:br />"
	    "<w:t xml:space=\"preserve\"> c</w:t><w:tab /><w:t xml:space=\"preserve\">d</w:t>"
	    "<w:br /><w:t xml:space=\"preserve\">e</w:t></w:r>"
	    "<w:r><w:rPr><w:b /><w:bCs /><w:i w:val=\"0\" /><w:iCs w:val=\"0\" /></w:rPr>"
	    "<w:t xml:space=\"preserve\">f</w:t></w:r></w:p>");
	arena_free(m.a);
}

static void
test_direct_formatting(void)
{
	struct made m;
	struct para *p;

	begin(&m);
	p = add_para(&m, ROLE_THAN);
	p->set = PS_FIRST | PS_LEFT | PS_BEFORE | PS_ALIGN | PS_KEEP_NEXT | PS_OUTLINE | PS_SIZE |
		 PS_BOX | PS_PAGE_BREAK;
	p->first = -30;
	p->left = 40;
	p->before = 50;
	p->align = ALIGN_BOTH;
	p->outline = 2;
	p->size_hp = 27;
	p->box = 6;
	p->page_break_before = true;
	finish(&m);
	CHECK_STR(between(*part(&m, DOCUMENT), "<w:p>", "</w:p>"),
	    "<w:p><w:pPr><w:pStyle w:val=\"Than\" /><w:keepNext w:val=\"0\" /><w:pageBreakBefore />"
	    "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\" />"
	    "<w:left w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\" />"
	    "<w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\" />"
	    "<w:right w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\" /></w:pBdr>"
	    "<w:spacing w:before=\"50\" /><w:ind w:left=\"40\" w:hanging=\"30\" />"
	    "<w:jc w:val=\"both\" /><w:outlineLvl w:val=\"2\" />"
	    "<w:rPr><w:sz w:val=\"27\" /><w:szCs w:val=\"27\" /></w:rPr></w:pPr></w:p>");
	arena_free(m.a);
}

static void
test_rule(void)
{
	struct made m;
	struct para *p;

	begin(&m);
	p = add_para(&m, ROLE_DUONG_KE);
	p->set = PS_RULE | PS_RIGHT;
	p->rule = 6;
	p->right = 80;
	finish(&m);
	CHECK_STR(between(*part(&m, DOCUMENT), "<w:pBdr>", "</w:pPr>"),
	    "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\" "
	    "/></w:pBdr>"
	    "<w:spacing w:line=\"20\" w:lineRule=\"exact\" /><w:ind w:right=\"80\" /></w:pPr>");
	arena_free(m.a);
}

static void
test_links_and_marks(void)
{
	struct made m;
	struct para *p;

	begin(&m);
	p = add_para(&m, ROLE_NORMAL);
	add_run(&m, p, RUN_MARK, "noi", 0)->id = 5;
	add_run(&m, p, RUN_LINK, "https://a.vn/?x=1&y", 0);
	add_run(&m, p, RUN_TEXT, "ra", 0);
	add_run(&m, p, RUN_LINK_END, "", 0);
	add_run(&m, p, RUN_LINK, "", 0)->anchor = S("noi");
	add_run(&m, p, RUN_TEXT, "vào", RUN_GAP);
	add_run(&m, p, RUN_LINK_END, "", 0);
	add_run(&m, p, RUN_MARK_END, "", 0)->id = 5;
	finish(&m);
	CHECK_STR(between(*part(&m, DOCUMENT), "<w:p>", "</w:p>"),
	    "<w:p><w:bookmarkStart w:id=\"5\" w:name=\"noi\" /><w:hyperlink r:id=\"rId8\"><w:r>"
	    "<w:rPr><w:rStyle w:val=\"LienKet\" /></w:rPr><w:t "
	    "xml:space=\"preserve\">ra</w:t></w:r>"
	    "</w:hyperlink><w:hyperlink w:anchor=\"noi\"><w:r><w:rPr><w:rStyle w:val=\"Trong\" />"
	    "<w:highlight w:val=\"yellow\" /></w:rPr><w:t xml:space=\"preserve\">vào</w:t></w:r>"
	    "</w:hyperlink><w:bookmarkEnd w:id=\"5\" /></w:p>");
	CHECK(count(*part(&m, "word/_rels/document.xml.rels"),
		  "Target=\"https://a.vn/?x=1&amp;y\" TargetMode=\"External\"") == 1);
	arena_free(m.a);
}

static void
test_footnote(void)
{
	struct made m;
	struct para *p;

	begin(&m);
	m.plan.notes = NEW(m.a, struct pnote);
	m.plan.n_notes = 1;
	p = add_para(&m, ROLE_NORMAL);
	add_run(&m, p, RUN_NOTE, "", 0);
	m.end = &m.plan.notes[0].blocks;
	add_run(&m, add_para(&m, ROLE_CHU_THICH), RUN_TEXT, "chú", 0);
	finish(&m);
	CHECK_STR(between(*part(&m, "word/footnotes.xml"), "<w:footnote w:id=", "</w:footnote>"),
	    "<w:footnote w:id=\"1\"><w:p><w:pPr><w:pStyle w:val=\"ChuThich\" /></w:pPr><w:r><w:rPr>"
	    "<w:rStyle w:val=\"So\" /></w:rPr><w:footnoteRef /></w:r><w:r>"
	    "<w:t xml:space=\"preserve\"> </w:t><w:t xml:space=\"preserve\">chú</w:t></w:r></w:p>"
	    "</w:footnote>");
	CHECK(count(*part(&m, DOCUMENT), "<w:footnoteReference w:id=\"1\" />") == 1);
	arena_free(m.a);
}

/* ---- Numbering ------------------------------------------------------------------------- */

static void
test_numbering(void)
{
	struct made m;
	struct para *p;
	str x;

	begin(&m);
	add_list(&m, 4);
	p = add_para(&m, ROLE_NORMAL);
	p->num = 1;
	p->num_level = 1;
	finish(&m);
	x = *part(&m, "word/numbering.xml");
	CHECK_STR(between(x, "<w:lvl w:ilvl=\"0\">", "</w:lvl>"),
	    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\" /><w:numFmt w:val=\"upperRoman\" />"
	    "<w:suff w:val=\"space\" /><w:lvlText w:val=\"%1.\" /><w:lvlJc w:val=\"left\" />"
	    "<w:pPr><w:ind w:left=\"0\" w:firstLine=\"567\" /></w:pPr>"
	    "<w:rPr><w:b /><w:bCs /></w:rPr></w:lvl>");
	CHECK_STR(between(x, "<w:lvl w:ilvl=\"1\">", "</w:lvl>"),
	    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"4\" /><w:numFmt w:val=\"decimal\" />"
	    "<w:suff w:val=\"nothing\" /><w:lvlText w:val=\"%2.\" /><w:lvlJc w:val=\"left\" />"
	    "<w:pPr><w:ind w:left=\"9\" w:firstLine=\"0\" /></w:pPr></w:lvl>");
	CHECK_STR(between(x, "<w:num w:numId=\"2\">", "</w:num>"),
	    "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\" /><w:lvlOverride w:ilvl=\"1\">"
	    "<w:startOverride w:val=\"7\" /></w:lvlOverride></w:num>");
	CHECK_INT(count(x, "<w:lvl "), 18);
	CHECK_INT(count(str_first(x, str_find(x, S("<w:num "))), "<w:abstractNum "), 2);
	CHECK_STR(between(*part(&m, DOCUMENT), "<w:numPr>", "</w:numPr>"),
	    "<w:numPr><w:ilvl w:val=\"1\" /><w:numId w:val=\"2\" /></w:numPr>");
	arena_free(m.a);
}

/* Lists that look alike differ in nsid and tmpl and in nothing else. */
static void
test_numbering_ids(void)
{
	struct made m;
	str x, first, second;
	const char *digits;

	begin(&m);
	add_list(&m, 0);
	add_para(&m, ROLE_NORMAL);
	finish(&m);
	x = *part(&m, "word/numbering.xml");
	first = between(x, "<w:abstractNum ", "</w:abstractNum>");
	second = between(
	    str_from(x, str_find(x, first) + first.n), "<w:abstractNum ", "</w:abstractNum>");
	CHECK_STR(between(first, "<w:lvl ", "</w:abstractNum>"),
	    str_cz(m.a, between(second, "<w:lvl ", "</w:abstractNum>")));
	CHECK(!str_eq(between(first, "<w:nsid ", "/>"), between(second, "<w:nsid ", "/>")));
	CHECK(!str_eq(between(first, "<w:tmpl ", "/>"), between(second, "<w:tmpl ", "/>")));
	digits = between(first, "<w:nsid w:val=\"", "/>").p + strlen("<w:nsid w:val=\"");
	CHECK_INT(strspn(digits, "0123456789ABCDEF"), 8);
	arena_free(m.a);
}

/* ---- Sections ---------------------------------------------------------------------------- */

static void
test_sections(void)
{
	struct made m;
	str x;

	begin(&m);
	add_para(&m, ROLE_NORMAL);
	add_table(&m, 1, 1);
	add_section(&m, true)->page_start = 1;
	m.plan.sections[1].hide_first = false;
	add_table(&m, 1, 1);
	finish(&m);
	x = *part(&m, DOCUMENT);
	CHECK_STR(between(x, "<w:p><w:pPr><w:pStyle w:val=\"Sau\" />", "</w:p>"),
	    "<w:p><w:pPr><w:pStyle w:val=\"Sau\" /><w:sectPr>"
	    "<w:headerReference w:type=\"default\" r:id=\"rId6\" />"
	    "<w:headerReference w:type=\"first\" r:id=\"rId7\" /><w:type w:val=\"nextPage\" />"
	    "<w:pgSz w:w=\"11906\" w:h=\"16838\" /><w:pgMar w:top=\"1\" w:right=\"4\" "
	    "w:bottom=\"2\" w:left=\"3\" w:header=\"5\" w:footer=\"6\" w:gutter=\"0\" />"
	    "<w:titlePg /></w:sectPr></w:pPr></w:p>");
	CHECK_STR(between(x, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Sau\" /></w:pPr></w:p>",
		      "</w:document>"),
	    "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Sau\" /></w:pPr></w:p><w:sectPr>"
	    "<w:headerReference w:type=\"default\" r:id=\"rId6\" />"
	    "<w:headerReference w:type=\"first\" r:id=\"rId6\" /><w:type w:val=\"nextPage\" />"
	    "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\" />"
	    "<w:pgMar w:top=\"1\" w:right=\"4\" w:bottom=\"2\" w:left=\"3\" w:header=\"5\" "
	    "w:footer=\"6\" w:gutter=\"0\" /><w:pgNumType w:start=\"1\" /></w:sectPr></w:body>"
	    "</w:document>");
	CHECK_INT(count(*part(&m, "word/header1.xml"), " PAGE "), 1);
	CHECK_INT(count(*part(&m, "word/header2.xml"), "<w:r>"), 0);
	arena_free(m.a);
}

/* A footer of page one: later sections must say that they have none. */
static void
test_footers(void)
{
	struct made m;
	str x;

	begin(&m);
	add_para(&m, ROLE_NORMAL);
	m.end = &m.plan.sections[0].footer_first;
	add_run(&m, add_para(&m, ROLE_LIEN_HE), RUN_TEXT, "ĐT", 0);
	add_section(&m, false);
	add_para(&m, ROLE_NORMAL);
	finish(&m);
	x = *part(&m, DOCUMENT);
	CHECK_INT(count(x, "<w:footerReference w:type=\"first\" r:id=\"rId8\" />"), 1);
	CHECK_INT(count(x, "<w:footerReference w:type=\"first\" r:id=\"rId9\" />"), 1);
	CHECK_INT(count(*part(&m, "word/footer1.xml"), "ĐT"), 1);
	CHECK_INT(count(*part(&m, "word/footer2.xml"), "<w:t "), 0);
	arena_free(m.a);
}

/* ---- Tables ------------------------------------------------------------------------------- */

static void
test_table(void)
{
	struct made m;
	struct ptable *t;

	begin(&m);
	t = add_table(&m, 1, 3);
	t->rows[0] =
	    (struct prow){ .header = true, .height = 50, .n = 2, .cells = t->rows[0].cells };
	t->rows[0].cells[0].cols = 2;
	t->rows[0].cells[1].middle = true;
	t->indent = 7;
	t->caption = S("Bảng");
	t->descr = S("\"x\"");
	finish(&m);
	CHECK_STR(between(*part(&m, DOCUMENT), "<w:tbl>", "</w:tbl>"),
	    "<w:tbl><w:tblPr><w:tblStyle w:val=\"Bang\" /><w:tblW w:w=\"600\" w:type=\"dxa\" />"
	    "<w:tblInd w:w=\"7\" w:type=\"dxa\" /><w:tblLayout w:type=\"fixed\" />"
	    "<w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" "
	    "w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\" /><w:tblCaption w:val=\"Bảng\" />"
	    "<w:tblDescription w:val=\"&quot;x&quot;\" /></w:tblPr><w:tblGrid>"
	    "<w:gridCol w:w=\"100\" /><w:gridCol w:w=\"200\" /><w:gridCol w:w=\"300\" "
	    "/></w:tblGrid>"
	    "<w:tr><w:trPr><w:cantSplit /><w:trHeight w:val=\"50\" w:hRule=\"atLeast\" />"
	    "<w:tblHeader /></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"300\" w:type=\"dxa\" />"
	    "<w:gridSpan w:val=\"2\" /></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"O\" /></w:pPr></w:p>"
	    "</w:tc><w:tc><w:tcPr><w:tcW w:w=\"300\" w:type=\"dxa\" /><w:vAlign w:val=\"center\" />"
	    "</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"O\" /></w:pPr></w:p></w:tc></w:tr></w:tbl>");
	arena_free(m.a);
}

/* ---- The gate -------------------------------------------------------------------------------- */

/* A document with something of everything that the gate looks at. */
static void
make_rich(struct made *m)
{
	struct para *p;
	struct ptable *t;

	begin(m);
	add_list(m, 0);
	m->plan.notes = NEW(m->a, struct pnote);
	m->plan.n_notes = 1;
	m->end = &m->plan.notes[0].blocks;
	add_para(m, ROLE_CHU_THICH);
	m->end = &m->plan.sections[0].blocks;
	p = add_para(m, ROLE_THAN);
	p->num = 0;
	add_run(m, p, RUN_MARK, "noi", 0)->id = 1;
	add_run(m, p, RUN_MARK_END, "", 0)->id = 1;
	add_run(m, p, RUN_MARK, "khac", 0)->id = 2;
	add_run(m, p, RUN_MARK_END, "", 0)->id = 2;
	add_run(m, p, RUN_LINK, "", 0)->anchor = S("noi");
	add_run(m, p, RUN_TEXT, "x", 0);
	add_run(m, p, RUN_LINK_END, "", 0);
	add_run(m, p, RUN_NOTE, "", 0);
	t = add_table(m, 3, 2);
	t->rows[0].header = true;
	t->rows[1].cells[0].vmerge = VM_START;
	t->rows[2].cells[0].vmerge = VM_GOES_ON;
	m->plan.created = S("2022-05-11");
	m->plan.title = S("T");
	finish(m);
}

/* Where `from` stands in the part, `to` is put instead: the gate must say so. */
struct fault {
	const char *part, *from, *to, *says;
};

static const struct fault faults[] = {
	{ DOCUMENT, "<w:p><w:pPr><w:pStyle w:val=\"O\" /></w:pPr></w:p></w:tc>", "</w:tc>",
	    "does not end in a paragraph" },
	{ DOCUMENT, "<w:tr>", "<w:tr></w:tr><w:tr>", "fills 0 of 2" },
	{ DOCUMENT, "<w:gridCol w:w=\"100\" />", "", "wider than its grid" },
	{ DOCUMENT, "<w:gridCol w:w=\"100\" />", "<w:gridCol w:w=\"1\" /><w:gridCol w:w=\"1\" />",
	    "fills 2 of 3" },
	{ DOCUMENT, "<w:vMerge w:val=\"restart\" />", "", "goes on from nothing" },
	{ DOCUMENT, "<w:tblHeader />", "", NULL },
	{ DOCUMENT, "<w:vMerge /></w:tcPr>",
	    "<w:vMerge /></w:tcPr><w:p><w:r><w:tblHeader /></w:r></w:p>", "header behind others" },
	{ DOCUMENT, "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Sau\" /></w:pPr></w:p>", "</w:tbl>",
	    "does not end in a paragraph" },
	{ DOCUMENT, "<w:tbl>", "<w:tbl><w:tblPr /><w:tblGrid /></w:tbl><w:tbl>",
	    "a table without rows" },
	{ DOCUMENT, "w:val=\"Than\"", "w:val=\"Thân\"", "no such style" },
	{ DOCUMENT, "w:val=\"Bang\"", "w:val=\"Than\"", "no such style" },
	{ DOCUMENT, "<w:numId w:val=\"1\" />", "<w:numId w:val=\"9\" />", "no such list" },
	{ DOCUMENT, "<w:ilvl w:val=\"0\" />", "<w:ilvl w:val=\"9\" />", "list level 9" },
	{ DOCUMENT, "<w:bookmarkEnd w:id=\"1\" />", "", "without its end" },
	{ DOCUMENT, "w:name=\"khac\"", "w:name=\"noi\"", "two bookmarks" },
	{ DOCUMENT, "w:id=\"2\" w:name", "w:id=\"1\" w:name", "two bookmarks" },
	{ DOCUMENT, "w:name=\"khac\"", "w:name=\"a2345678901234567890123456789012345678901\"",
	    "longer than Word takes" },
	{ DOCUMENT, "w:anchor=\"noi\"", "w:anchor=\"đâu\"", "no bookmark" },
	{ DOCUMENT, "<w:footnoteReference w:id=\"1\" />", "<w:footnoteReference w:id=\"2\" />",
	    "no such note" },
	{ DOCUMENT, "<w:footnoteReference w:id=\"1\" />", "", "of them called" },
	{ DOCUMENT, "<w:sectPr>", "<w:sectPr><w:headerReference r:id=\"rId99\" />",
	    "no such relation" },
	{ DOCUMENT, "w:type=\"first\"", "w:type=\"even\"", "without a header of its own" },
	{ DOCUMENT, " w:gutter=\"0\"", "", "margins without w:gutter" },
	{ DOCUMENT, "w:h=\"16838\"", "w:h=\"16838\" w:orient=\"landscape\"", "the other way" },
	{ DOCUMENT, "</w:pPr><w:bookmarkStart", "</w:pPr><w:pPr /><w:bookmarkStart",
	    "properties behind content" },
	{ DOCUMENT, ">x<", ">x\x01<", "a control character" },
	{ DOCUMENT, ">x<", ">\xEF\xBF\xBE<", "that XML forbids" },
	{ DOCUMENT, ">x<", ">&x;<", "unknown entity" },
	{ DOCUMENT, "</w:t>", "</w:r>", "an end tag without its start" },
	{ DOCUMENT, "</w:document>", "", "no end" },
	{ "word/header1.xml", "w:fldCharType=\"end\"", "w:fldCharType=\"begin\"",
	    "instruction has no end" },
	{ "word/styles.xml", "<w:style w:type=\"numbering\"", "<w:style w:type=\"table\"",
	    "default style" },
	{ "word/styles.xml", "w:styleId=\"R1\"", "w:styleId=\"Than\"", "two styles" },
	{ "word/styles.xml", "<w:name w:val=\"R0\" />",
	    "<w:name w:val=\"R0\" /><w:basedOn w:val=\"R1\" />", "based on itself" },
	{ "word/numbering.xml", "<w:abstractNumId w:val=\"1\" />",
	    "<w:abstractNumId w:val=\"5\" />", "not there" },
	{ "word/numbering.xml", "w:numId=\"2\"", "w:numId=\"1\"", "two instances" },
	{ "word/numbering.xml", "w:ilvl=\"8\"", "w:ilvl=\"9\"", "levels out of order" },
	{ "word/settings.xml", "<w:footnote w:id=\"-1\" />", "", "separators" },
	{ "word/settings.xml", "<w:zoom ", "<w:updateFields /><w:zoom ", "update fields" },
	{ "word/footnotes.xml", "w:type=\"separator\"", "", "a separator of notes" },
	{ "word/_rels/document.xml.rels", "Target=\"styles.xml\"", "Target=\"Styles.xml\"",
	    "not there" },
	{ "word/_rels/document.xml.rels", "Id=\"rId2\"", "Id=\"rId1\"", "two relations" },
	{ "[Content_Types].xml", "PartName=\"/word/styles.xml\"", "PartName=\"/word/style.xml\"",
	    "not there" },
	{ "docProps/core.xml", "</dc:title>", "</dc:title><dc:title></dc:title>", "twice" },
	{ "docProps/core.xml", " xsi:type=\"dcterms:W3CDTF\"", "", "a date without its type" },
};

static void
test_gate(void)
{
	struct made m;
	struct gate *g = ooxml_gate_new();
	size_t i;

	make_rich(&m);
	CHECK(!ooxml_verify(g, m.a, &m.parts));
	for (i = 0; i < sizeof faults / sizeof *faults; i++) {
		const struct fault *f = &faults[i];
		str *bytes = part(&m, f->part), right = *bytes;
		size_t at = str_find(right, str_z(f->from));
		const char *wrong;

		check_that(at != STR_NONE, __FILE__, __LINE__, f->from);
		if (at == STR_NONE)
			continue;
		*bytes = str_cat(m.a, str_cat(m.a, str_first(right, at), str_z(f->to)),
		    str_from(right, at + strlen(f->from)));
		wrong = ooxml_verify(g, m.a, &m.parts);
		*bytes = right;
		if (!f->says)
			CHECK(!wrong);
		else if (!wrong || !strstr(wrong, f->says))
			CHECK_STR(wrong ? str_z(wrong) : S("nothing"), f->says);
		else
			check_passed++;
	}
	/* What is remembered of the right ones is enough for the others. */
	CHECK(!ooxml_verify(g, m.a, &m.parts));
	ooxml_gate_free(g);
	arena_free(m.a);
}

/* ---- Package ------------------------------------------------------------------------------------
 */

static void
add_image(struct made *m, struct image *image, const char *bytes)
{
	*image = (struct image){ .bytes = str_z(bytes) };
	m->plan.images[m->plan.n_images] = (struct pimage){ image, 9525, 19050, S("ảnh") };
	add_run(m, add_para(m, ROLE_HINH), RUN_IMAGE, "", 0)->id = (int)m->plan.n_images++;
}

/* The same bytes are one part; each drawing has an id of its own. */
static void
test_images(void)
{
	struct made m;
	struct image images[3];
	size_t i, stored = 0;

	begin(&m);
	m.plan.images = NEW_N(m.a, struct pimage, 3);
	add_image(&m, &images[0], "one");
	add_image(&m, &images[1], "two");
	add_image(&m, &images[2], "one");
	finish(&m);
	for (i = 0; i < m.parts.n; i++)
		stored += m.parts.v[i].stored;
	CHECK_INT(stored, 2);
	CHECK_STR(*part(&m, "word/media/image2.png"), "two");
	CHECK_INT(count(*part(&m, DOCUMENT), "<wp:docPr id=\"3\" "), 1);
	CHECK_INT(count(*part(&m, "[Content_Types].xml"), "Extension=\"png\""), 1);
	arena_free(m.a);
}

static void
test_zip(void)
{
	struct packer *k = packer_new(), *other = packer_new();
	struct made m;
	str first = S(""), second = S(""), third = S(""), why;

	make_rich(&m);
	CHECK(packer_zip(k, m.a, &m.parts, &first, &why));
	make(&m); /* constant parts now come from the style, and compressed from the packer */
	CHECK(packer_zip(k, m.a, &m.parts, &second, &why));
	CHECK(packer_zip(other, m.a, &m.parts, &third, &why));
	CHECK(first.n > 0 && str_eq(first, second) && str_eq(first, third));
	/* The first local header: no data descriptor, deflated, 1980-01-01 00:00. */
	CHECK(first.n > 14 && memcmp(first.p + 6, "\0\0\x08\0\0\0\x21\0", 8) == 0);
	packer_free(k);
	packer_free(other);
	arena_free(m.a);
}

int
main(void)
{
	test_runs_join();
	test_direct_formatting();
	test_rule();
	test_links_and_marks();
	test_footnote();
	test_numbering();
	test_numbering_ids();
	test_sections();
	test_footers();
	test_table();
	test_gate();
	test_images();
	test_zip();
	return check_result();
}
