/* check/page.c: rules on how it will print. The set's own measures keep the
 * decree; these look at what an archive's _mau or an office's --templates made
 * of them, and at texts that no longer fit. */
#include "check_int.h"

static const str NONE = { NULL, 0 };

enum {
	MM10 = 567,     /* 10 mm in twips */
	TOLERANCE = 28, /* half a millimetre: the decree's measures are round */
	HALF_POINTS = 2
};

static pos
place(const struct rule_run *r)
{
	return r->doc->loai.at.src != NULL ? r->doc->loai.at : r->doc->at;
}

/* ---- Quốc hiệu ---------------------------------------------------------------- */

static long
run_width(const struct role *role, const struct para *p)
{
	long width = 0;

	for (const struct run *run = p->runs; run != NULL; run = run->next)
		width += style_text_width(run->text, role->bold, role->italic);
	return width * role->size_hp / 100;
}

static void
check_cell(struct rule_run *r, const struct pcell *cell, long room)
{
	struct role role = style_resolved(r->s, ROLE_QUOC_HIEU);

	for (const struct pblock *b = cell->blocks; b != NULL; b = b->next)
		if (b->kind == PB_PARA && b->para->role == ROLE_QUOC_HIEU &&
		    run_width(&role, b->para) > room)
			rule_find(r, place(r), NONE, NONE);
}

static void
check_head_table(struct rule_run *r, const struct ptable *t)
{
	for (size_t i = 0; i < t->n_rows; i++) {
		size_t col = 0;

		for (size_t k = 0; k < t->rows[i].n; k++) {
			const struct pcell *cell = &t->rows[i].cells[k];
			long room = 0;

			for (int c = 0; c < cell->cols && col < t->n_grid; c++)
				room += t->grid[col++];
			check_cell(r, cell, room);
		}
	}
}

void
rule_quoc_hieu_wrap(struct rule_run *r)
{
	for (size_t i = 0; i < r->plan->n_sections; i++)
		for (const struct pblock *b = r->plan->sections[i].blocks; b != NULL; b = b->next)
			if (b->kind == PB_TABLE && b->table->role == ROLE_BANG_BO_CUC)
				check_head_table(r, b->table);
}

static bool
is_one_of(str s, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, v[i]))
			return true;
	return false;
}

/* The decree prints both ways of placing the tone. */
void
rule_quoc_hieu_text(struct rule_run *r)
{
	static const char *const right[] = { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		"CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" };

	if (!is_one_of(style_word(r->s, "quoc-hieu"), right, 2))
		rule_find(r, place(r), style_word(r->s, "quoc-hieu"), str_z(right[0]));
}

void
rule_tieu_ngu_text(struct rule_run *r)
{
	static const char *const right[] = { "Độc lập - Tự do - Hạnh phúc" };

	if (!is_one_of(style_word(r->s, "tieu-ngu"), right, 1))
		rule_find(r, place(r), style_word(r->s, "tieu-ngu"), str_z(right[0]));
}

/* ---- Letters of the components (Phụ lục I, V) --------------------------------------- */

enum { NO, YES, ANY };

static const struct look {
	enum role_id role;
	int min, max; /* points; 0: any */
	int bold, italic;
	enum align align; /* ALIGN_DEFAULT: any */
} LOOKS[] = {
	{ ROLE_QUOC_HIEU, 12, 13, YES, NO, ALIGN_CENTER },
	{ ROLE_TIEU_NGU, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_CO_QUAN_CHU_QUAN, 12, 13, NO, NO, ALIGN_CENTER },
	{ ROLE_CO_QUAN, 12, 13, YES, NO, ALIGN_CENTER },
	{ ROLE_SO_KY_HIEU, 13, 13, NO, NO, ALIGN_CENTER },
	{ ROLE_DIA_DANH_NGAY, 13, 14, NO, YES, ALIGN_CENTER },
	{ ROLE_TEN_LOAI, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_TRICH_YEU, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_TRICH_YEU_CONG_VAN, 12, 13, NO, NO, ALIGN_CENTER },
	{ ROLE_CAN_CU, 13, 14, NO, YES, ALIGN_DEFAULT },
	{ ROLE_THAN, 0, 0, NO, NO, ALIGN_BOTH }, /* its size is another rule's */
	{ ROLE_KINH_GUI, 13, 14, NO, NO, ALIGN_DEFAULT },
	{ ROLE_QUYEN_HAN, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_HO_TEN, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_NOI_NHAN, 12, 12, YES, YES, ALIGN_DEFAULT },
	{ ROLE_NOI_NHAN_DONG, 11, 11, NO, NO, ALIGN_DEFAULT },
	{ ROLE_PHU_LUC, 14, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_PHU_LUC_TIEU_DE, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_KEM_THEO, 13, 14, NO, YES, ALIGN_CENTER },
	{ ROLE_DAU_KHAN, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_LUU_HANH, 13, 14, YES, NO, ALIGN_CENTER },
	{ ROLE_LIEN_HE, 11, 12, NO, NO, ALIGN_DEFAULT },
	{ ROLE_SO_TRANG, 13, 14, NO, NO, ALIGN_CENTER },
};

static const char *
style_words_of(const struct look *l)
{
	if (l->bold == YES)
		return l->italic == YES ? "nghiêng, đậm" : "đứng, đậm";
	return l->italic == YES ? "nghiêng" : "đứng";
}

static bool
looks_right(const struct look *l, const struct role *role)
{
	bool size = l->min == 0 || (role->size_hp >= l->min * HALF_POINTS &&
				       role->size_hp <= l->max * HALF_POINTS);

	return size && role->bold == (l->bold == YES) && role->italic == (l->italic == YES) &&
	       (l->align == ALIGN_DEFAULT || role->align == l->align);
}

static str
right_look(struct rule_run *r, const struct look *l)
{
	static const char *const aligns[] = { "", "", ", canh giữa", "", ", canh đều" };
	str size = l->min == 0        ? S("")
		   : l->min == l->max ? str_fmt(r->a, "cỡ %d, ", l->min)
				      : str_fmt(r->a, "cỡ %d-%d, ", l->min, l->max);

	return str_fmt(r->a, "%.*schữ %s%s", STR_ARG(size), style_words_of(l), aligns[l->align]);
}

/* What an archive or an office made of them; the program's own are right. One size or
 * word changed may touch many styles: the first is named, the others counted. */
void
rule_component_style(struct rule_run *r)
{
	const struct look *first = NULL;
	size_t n = 0;
	str name;

	for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
		struct role role = style_resolved(r->s, (int)LOOKS[i].role);

		if (looks_right(&LOOKS[i], &role))
			continue;
		first = first != NULL ? first : &LOOKS[i];
		n++;
	}
	if (first == NULL)
		return;
	name = style_resolved(r->s, (int)first->role).style_name;
	if (n > 1)
		name = str_fmt(r->a, "%.*s (+%zu)", STR_ARG(name), n - 1);
	rule_find(r, place(r), name, right_look(r, first));
}

/* ---- Measures of the set --------------------------------------------------------- */

static str
in_mm(struct rule_run *r, int twips)
{
	int tenths = (twips * 100 + MM10 / 2) / MM10;

	return str_fmt(r->a, "%d,%d mm", tenths / 10, tenths % 10);
}

/* A length outside min … max millimetres; what names it. */
static void
check_length(struct rule_run *r, const char *what, int twips, int min_mm, int max_mm)
{
	if (twips < min_mm * MM10 / 10 - TOLERANCE || twips > max_mm * MM10 / 10 + TOLERANCE)
		rule_find(r, place(r), str_z(what), in_mm(r, twips));
}

void
rule_page_margin(struct rule_run *r)
{
	const struct page *page = &r->s->page;

	check_length(r, "trên", page->top, 20, 25);
	check_length(r, "dưới", page->bottom, 20, 25);
	check_length(r, "trái", page->left, 30, 35);
	check_length(r, "phải", page->right, 15, 20);
}

static str
in_points(struct rule_run *r, int half_points)
{
	return str_fmt(r->a, half_points % HALF_POINTS ? "%d,5" : "%d", half_points / HALF_POINTS);
}

void
rule_size_pairing(struct rule_run *r)
{
	int name = style_resolved(r->s, ROLE_QUOC_HIEU).size_hp;
	int motto = style_resolved(r->s, ROLE_TIEU_NGU).size_hp;

	if (motto != name + HALF_POINTS || (name != 12 * HALF_POINTS && name != 13 * HALF_POINTS))
		rule_find(r, place(r), in_points(r, name), in_points(r, motto));
}

void
rule_body_size(struct rule_run *r)
{
	int size = style_resolved(r->s, ROLE_THAN).size_hp;

	if (size < 13 * HALF_POINTS || size > 14 * HALF_POINTS)
		rule_find(r, place(r), in_points(r, size), NONE);
}

void
rule_body_indent(struct rule_run *r)
{
	int first = style_resolved(r->s, ROLE_THAN).first;

	if (first < MM10 - TOLERANCE || first > 720 + TOLERANCE)
		rule_find(r, place(r), in_mm(r, first), NONE);
}

void
rule_body_para_spacing(struct rule_run *r)
{
	struct role role = style_resolved(r->s, ROLE_THAN);

	if (role.before + role.after < 6 * 20)
		rule_find(r, place(r), str_fmt(r->a, "%d", (role.before + role.after) / 20), NONE);
}

void
rule_body_line_spacing(struct rule_run *r)
{
	struct role role = style_resolved(r->s, ROLE_THAN);

	if (!role.line_exact && (role.line < 240 || role.line > 360))
		rule_find(r, place(r),
		    str_fmt(r->a, "%d,%d", role.line / 240, role.line % 240 * 10 / 240), NONE);
}
