/* layout/head.c: what stands above a body (Phụ lục I, II.1–II.5, III.2).
 *
 * The head is a table without lines: agency and Quốc hiệu in the first row,
 * số and date in the second, so that each pair stands level; V/v and framed
 * marks in a third. The rules under
 * them are as long as the decree says of the text above, which is why every
 * text is measured here: a name too long for its column is broken by Word, but
 * the indents are set so that its lines come out about equal, and the rule
 * takes its length from the widest. */
#include "layout_int.h"

#include "../base/utf.h"

enum {
	SLACK = 40,          /* twips by which a line may come out wider than measured */
	WIDEST_PERCENT = 66, /* of the text area: what the right column may take */
	NATION_PERCENT = 80, /* the same, for the sake of a Quốc hiệu on one line */
	SMALL_DATE_HP = 26
};

struct columns {
	int left, right;
};

/* ---- Columns and cells ----------------------------------------------------- */

static str
place_and_date(struct layout *l, const struct head *h)
{
	str date = lay_date(l, &h->ngay);

	if (h->dia_danh.s.n == 0)
		return date;
	return str_join(l->a, (str[]){ h->dia_danh.s, date }, 2, S(", "));
}

/* Does the head have a line of place and date? */
static bool
is_dated(const struct layout *l, const struct head *h)
{
	return !h->ngay.none && !(l->type->khong_ngay && h == &l->doc->head);
}

static int
date_width(struct layout *l, str text)
{
	struct lay_face face = lay_face(l, ROLE_DIA_DANH_NGAY, 0);

	return lay_face_width(&face, text) + lay_blanks_slack(&face, text) + SLACK;
}

/* The set's shares of the text area; the right one grows for a Quốc hiệu that
 * would wrap, and for a date line as far as the agency's name can spare it. */
static struct columns
head_columns(struct layout *l, const struct head *h)
{
	int area = lay_text_area(l), date = 0, name, right, most = area * WIDEST_PERCENT / 100;

	right = area - area * style_measure(l->s, "dau-cot-trai") / 100;
	name = lay_text_width(l, style_word(l->s, "quoc-hieu"), ROLE_QUOC_HIEU) + SLACK;
	if (is_dated(l, h))
		date = date_width(l, place_and_date(l, h));
	if (right < name)
		right = name < area * NATION_PERCENT / 100 ? name : area * NATION_PERCENT / 100;
	if (right < date)
		right = date < most ? date : most;
	return (struct columns){ area - right, right };
}

void
lay_set_cell(struct layout *l, struct prow *row, struct flow f, int empty_role)
{
	struct pcell *cell = &row->cells[row->n++];

	lay_flow_close(l, &f, empty_role);
	cell->cols = 1;
	cell->blocks = f.first;
}

void
lay_add_line(struct layout *l, struct flow *f, int role, str text, pos at)
{
	struct para *p = lay_para(l, role);

	lay_text(l, p, text, 0);
	lay_add_para(l, f, p, at);
}

struct lines
lay_printed_lines(struct layout *l, const struct lines *v, bool upper)
{
	struct lines out = {
		.v = NEW_N(l->a, struct val, v->n ? v->n : 1), .n = v->n, .at = v->at
	};

	for (size_t i = 0; i < v->n; i++) {
		out.v[i] = v->v[i];
		if (upper)
			out.v[i].s = lay_upper(l, v->v[i].s);
	}
	return out;
}

static int
short_rule(struct layout *l, int text_width)
{
	return text_width * style_measure(l->s, "ke-ngan") / 100;
}

/* ---- First row: agency and Quốc hiệu ----------------------------------------- */

static void
agency_cell(struct layout *l, struct flow *f, const struct head *h, int width)
{
	struct lines above = lay_printed_lines(l, &h->co_quan_chu_quan, true);
	struct lines name = lay_printed_lines(l, &h->co_quan, true);
	int longest;

	if (above.n)
		lay_add_balanced(l, f, ROLE_CO_QUAN_CHU_QUAN, &above, width);
	if (name.n == 0)
		return;
	longest = lay_add_balanced(l, f, ROLE_CO_QUAN, &name, width);
	lay_rule(l, f, short_rule(l, longest), width);
}

/* The agencies of `lien_tich`, one below the other; those above them once when
 * they are the same. */
static void
agencies_cell(struct layout *l, struct flow *f, int width)
{
	const struct head *v = l->doc->lien_tich;
	str above = { NULL, 0 };
	int longest = 0, line;

	for (size_t i = 0; i < l->doc->n_lien_tich; i++) {
		struct lines over = lay_printed_lines(l, &v[i].co_quan_chu_quan, true);
		struct lines name = lay_printed_lines(l, &v[i].co_quan, true);
		str one = lay_joined(l->a, &over);

		if (over.n && !str_eq(one, above))
			lay_add_balanced(l, f, ROLE_CO_QUAN_CHU_QUAN, &over, width);
		above = one;
		line = name.n ? lay_add_balanced(l, f, ROLE_CO_QUAN, &name, width) : 0;
		longest = line > longest ? line : longest;
	}
	if (longest)
		lay_rule(l, f, short_rule(l, longest), width);
}

static void
nation_cell(struct layout *l, struct flow *f, int width)
{
	str motto = style_word(l->s, "tieu-ngu");

	lay_add_line(l, f, ROLE_QUOC_HIEU, style_word(l->s, "quoc-hieu"), (pos){ 0 });
	lay_add_line(l, f, ROLE_TIEU_NGU, motto, (pos){ 0 });
	lay_rule(l, f, lay_text_width(l, motto, ROLE_TIEU_NGU), width);
}

/* ---- The other rows: số and date; V/v and marks -------------------------------- */

static void
number_line(struct layout *l, struct flow *f, const struct head *h)
{
	str number = lay_so_ky_hieu(l->a, l->s, l->type, h, false);
	str opener = style_word(l->s, "so-dau");

	/* A blank number brings its own no-break spaces. */
	if (h->so.s.n)
		opener = str_cat(l->a, opener, S(" "));
	lay_add_line(l, f, ROLE_SO_KY_HIEU, str_cat(l->a, opener, number), h->so.at);
}

static bool
has_number(const struct layout *l, const struct head *h)
{
	if (h->so.none)
		return false;
	return h->so.s.n || !l->type->khong_so || h != &l->doc->head;
}

/* A number of each agency. */
static void
number_lines(struct layout *l, struct flow *f, const struct head *h)
{
	bool several = l->doc->n_lien_tich && h == &l->doc->head;

	for (size_t i = 0; several && i < l->doc->n_lien_tich; i++)
		if (has_number(l, &l->doc->lien_tich[i]))
			number_line(l, f, &l->doc->lien_tich[i]);
	if (!several && has_number(l, h))
		number_line(l, f, h);
}

static void
subject_line(struct layout *l, struct flow *f, int width)
{
	const struct lines *typed = &l->doc->trich_yeu;
	struct lines v = lay_printed_lines(l, typed, false);
	str vv = style_word(l->s, "vv");

	if (v.n == 0)
		return;
	v.v[0].s = str_join(l->a, (str[]){ vv, lay_drop_word(l->a, typed->v[0].s, vv) }, 2, S(" "));
	lay_add_balanced(l, f, ROLE_TRICH_YEU_CONG_VAN, &v, width);
}

/* Points above and below a line of text that make its frame as high as the set
 * says (III.2.b). */
static int
frame_space(struct layout *l, int role)
{
	struct lay_face face = lay_face(l, role, 0);
	int twips = style_measure(l->s, "khung-cao") - lay_face_height(&face);

	return twips > 0 ? twips / 2 / 20 : 0;
}

/* A framed mark, width twips wide in a column of avail. */
static void
framed(struct layout *l, struct flow *f, int role, str text, int width, int avail, bool centred)
{
	enum { LINE_ROOM = 30 }; /* LibreOffice cuts off a frame's line at the cell's edge */
	struct para *p = lay_para(l, role);

	p->set |= PS_BOX | PS_LEFT | PS_RIGHT | PS_ALIGN;
	p->box = style_measure(l->s, "khung-day");
	p->box_space = frame_space(l, role);
	p->align = ALIGN_CENTER;
	width = width < avail - LINE_ROOM ? width : avail - LINE_ROOM;
	p->left = centred ? (avail - width) / 2 : LINE_ROOM;
	p->right = avail - width - p->left;
	lay_text(l, p, text, 0);
	lay_add_para(l, f, p, (pos){ 0 });
}

static int
frame_width(struct layout *l, str text, int role)
{
	return lay_text_width(l, text, role) + 2 * style_measure(l->s, "khung-le");
}

static void
urgency(struct layout *l, struct flow *f, str value, int width)
{
	static const struct {
		const char *value, *word, *measure;
	} marks[] = { { "khan", "khan", "khung-khan" },
		{ "thuong-khan", "thuong-khan", "khung-thuong-khan" },
		{ "hoa-toc", "hoa-toc", "khung-hoa-toc" } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_is(value, marks[i].value))
			framed(l, f, ROLE_DAU_KHAN, style_word(l->s, marks[i].word),
			    style_measure(l->s, marks[i].measure), width, false);
}

/* Room for the stamp of secrecy: văn thư stamps it, we only keep the place. */
static void
secrecy(struct layout *l, struct flow *f)
{
	struct para *p = lay_para(l, ROLE_DAU_MAT);

	p->set |= PS_BEFORE;
	p->before = style_measure(l->s, "do-mat-cho");
	lay_add_para(l, f, p, l->doc->do_mat.at);
}

static void
draft(struct layout *l, struct flow *f, int width)
{
	str text = style_word(l->s, "du-thao");

	if (l->doc->lan)
		text =
		    str_fmt(l->a, "%.*s %u", STR_ARG(style_word(l->s, "du-thao-lan")), l->doc->lan);
	framed(l, f, ROLE_DU_THAO, text, frame_width(l, text, ROLE_DU_THAO), width, true);
}

static void
marks(struct layout *l, struct flow *f, int width)
{
	if (l->doc->do_mat.s.n)
		secrecy(l, f);
	if (l->doc->do_khan.s.n)
		urgency(l, f, l->doc->do_khan.s, width);
	if (l->doc->trang_thai == TT_DU_THAO)
		draft(l, f, width);
}

static void
add_row(struct layout *l, struct ptable *t, struct flow left, struct flow right, int empty_role)
{
	struct prow *row = &t->rows[t->n_rows++];

	row->cells = NEW_N(l->a, struct pcell, 2);
	lay_set_cell(l, row, left, empty_role);
	lay_set_cell(l, row, right, empty_role);
}

/* The decree sets it in 13 to 14 points: the smaller where only that fits. */
static void
date_line(struct layout *l, struct flow *f, const struct head *h, int width)
{
	struct para *p = lay_para(l, ROLE_DIA_DANH_NGAY);
	str text = place_and_date(l, h);

	if (lay_text_width(l, text, ROLE_DIA_DANH_NGAY) > width &&
	    style_resolved(l->s, ROLE_DIA_DANH_NGAY).size_hp > SMALL_DATE_HP) {
		p->set |= PS_SIZE;
		p->size_hp = SMALL_DATE_HP;
	}
	lay_text(l, p, text, 0);
	lay_add_para(l, f, p, h->ngay.at);
}

static void
number_row(struct layout *l, struct ptable *t, const struct head *h, int width)
{
	struct flow left = { 0 }, right = { 0 };

	number_lines(l, &left, h);
	if (is_dated(l, h))
		date_line(l, &right, h, width);
	if (left.first != NULL || right.first != NULL)
		add_row(l, t, left, right, ROLE_SO_KY_HIEU);
}

/* V/v and the marks: a row of their own, so that the date is read before them. */
static void
marks_row(struct layout *l, struct ptable *t, bool cong_van, int width)
{
	struct flow left = { 0 };

	if (cong_van)
		subject_line(l, &left, width);
	marks(l, &left, width);
	if (left.first != NULL)
		add_row(l, t, left, (struct flow){ 0 }, ROLE_TRICH_YEU_CONG_VAN);
}

void
lay_head(struct layout *l, const struct head *h, bool cong_van, bool attached)
{
	struct columns c = head_columns(l, h);
	struct ptable *t = NEW(l->a, struct ptable);
	struct flow left = { 0 }, right = { 0 };

	if (l->doc->n_lien_tich && h == &l->doc->head)
		agencies_cell(l, &left, c.left);
	else
		agency_cell(l, &left, h, c.left);
	nation_cell(l, &right, c.right);
	t->role = ROLE_BANG_BO_CUC;
	t->descr = style_word(l->s, "mo-ta-dau");
	t->n_grid = 2;
	t->grid = NEW_N(l->a, int, 2);
	t->grid[0] = c.left;
	t->grid[1] = c.right;
	t->rows = NEW_N(l->a, struct prow, 3);
	add_row(l, t, left, right, ROLE_CO_QUAN);
	if (!attached)
		number_row(l, t, h, c.right);
	if (!attached && h == &l->doc->head)
		marks_row(l, t, cong_van, c.left);
	lay_add_table(l, &l->flow, t, h->co_quan.at);
}

/* ---- A copy -------------------------------------------------------------------- */

void
lay_copy_head(struct layout *l, const struct head *h, str name)
{
	struct head own = *h;
	struct columns c = head_columns(l, h);
	struct ptable *t = NEW(l->a, struct ptable);
	struct flow left = { 0 }, right = { 0 };

	own.co_quan_chu_quan = (struct lines){ 0 }; /* Mẫu 3.1 names the agency alone */
	lay_rule(l, &l->flow, lay_text_area(l), lay_text_area(l));
	l->flow.last->para->set |= PS_AFTER;
	l->flow.last->para->after = style_measure(l->s, "ky-cach");
	agency_cell(l, &left, &own, c.left);
	lay_add_line(l, &right, ROLE_TEN_LOAI, name, l->doc->loai.at);
	right.last->para->set |= PS_BEFORE;
	right.last->para->before = 0;
	t->role = ROLE_BANG_BO_CUC;
	t->descr = style_word(l->s, "mo-ta-dau");
	t->n_grid = 2;
	t->grid = NEW_N(l->a, int, 2);
	t->grid[0] = c.left;
	t->grid[1] = c.right;
	t->rows = NEW_N(l->a, struct prow, 2);
	add_row(l, t, left, right, ROLE_CO_QUAN);
	number_row(l, t, h, c.right);
	lay_add_table(l, &l->flow, t, h->co_quan.at);
}

/* ---- Below the table ------------------------------------------------------------ */

struct para *
lay_title(struct layout *l, const struct lines *ten_loai, str ten, const struct lines *trich_yeu,
    bool rule)
{
	struct val v = { .s = ten };
	struct lines name = { &v, 1, { 0 }, false }, subject;
	int area = lay_text_area(l), longest;
	struct para *first;

	name = lay_printed_lines(l, ten_loai->n ? ten_loai : &name, true);
	longest = lay_add_balanced(l, &l->flow, ROLE_TEN_LOAI, &name, area);
	first = l->flow.last->para;
	subject = lay_printed_lines(l, trich_yeu, false);
	if (subject.n) {
		longest = lay_add_balanced(l, &l->flow, ROLE_TRICH_YEU, &subject, area);
		first->goes_on = l->flow.last->para;
	}
	if (rule)
		lay_rule(l, &l->flow, short_rule(l, longest), area);
	return first;
}

void
lay_kinh_gui(struct layout *l, const struct head *h, str opener)
{
	const struct lines *to = &h->kinh_gui;
	str word = str_replace(l->a, opener, S(":"), S("")), who;

	for (size_t i = 0; i < to->n; i++) {
		who = lay_item(to->v[i].s);
		if (i == 0)
			who = lay_item(lay_drop_word(l->a, who, word));
		if (to->n == 1) {
			who = str_join(l->a, (str[]){ opener, who }, 2, S(" "));
			lay_add_line(l, &l->flow, ROLE_KINH_GUI, who, to->v[0].at);
			return;
		}
		if (i == 0)
			lay_add_line(l, &l->flow, ROLE_KINH_GUI, opener, to->at);
		who = str_join(
		    l->a, (str[]){ S("- "), who, i + 1 < to->n ? S(";") : S(".") }, 3, S(""));
		lay_add_line(l, &l->flow, ROLE_KINH_GUI_DONG, who, to->v[i].at);
	}
}
