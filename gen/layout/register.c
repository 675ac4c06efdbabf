/* layout/register.c: the register of documents sent, as Phụ lục IV, I draws it. The
 * cover stands on a page of its own in the same direction as the table. */
#include "layout_int.h"

#include "../base/utf.h"

static const char FILE_NAME[] = "so-van-ban";

static str
word(struct layout *l, const char *table, str name)
{
	const struct style_pair *p =
	    style_table_find(style_table(l->s, FILE_NAME, table, l->d), name);

	return p ? p->value : S("");
}

static str
cover_word(struct layout *l, const char *name)
{
	return word(l, "van-ban-di", str_z(name));
}

str
layout_register_column(struct arena *a, const struct style *s, size_t i, struct diags *d)
{
	struct layout l = { .a = a, .s = s, .d = d };

	return word(&l, "van-ban-di-cot", str_fmt(a, "%02zu", i + 1));
}

static str
words2(struct layout *l, const char *name, str value)
{
	return str_join(l->a, (str[]){ cover_word(l, name), value }, 2, S(" "));
}

static void
line(struct layout *l, int role, str text)
{
	if (text.n)
		lay_add_line(l, &l->flow, role, text, (pos){ 0 });
}

/* "Từ ngày 02/01/2026 đến ngày 31/12/2026" */
static str
span(struct layout *l, const char *from, str first, const char *to, str last)
{
	str room = lay_blank(l->a, l->s, "cach-so");

	return str_join(l->a,
	    (str[]){ words2(l, from, first.n ? first : room), words2(l, to, last.n ? last : room) },
	    2, S(" "));
}

static str
day(struct layout *l, const struct date *d)
{
	if (!d->year)
		return S("");
	return str_fmt(l->a, "%02d/%02d/%04d", d->day, d->month, d->year);
}

static void
cover(struct layout *l, const struct register_page *p)
{
	struct pblock *title;

	lay_section_begin(l, true, 1, true);
	l->sections.v[l->sections.n - 1].even_page_number = false;
	line(l, ROLE_CO_QUAN_CHU_QUAN, utf_upper(l->a, p->chu_quan));
	line(l, ROLE_CO_QUAN, utf_upper(l->a, p->co_quan));
	title = l->flow.last;
	line(l, ROLE_TEN_LOAI, cover_word(l, "ten"));
	/* A third of the way down the page, as on a book's cover. */
	title = title ? title->next : l->flow.first;
	title->para->set |= PS_BEFORE;
	title->para->before = l->s->page.width / 4;
	line(l, ROLE_TRICH_YEU, words2(l, "nam", str_fmt(l->a, "%d", p->year)));
	line(l, ROLE_DIA_DANH_NGAY,
	    span(l, "tu-ngay", day(l, &p->first), "den-ngay", day(l, &p->last)));
	line(l, ROLE_DIA_DANH_NGAY, span(l, "tu-so", p->first_sign, "den-so", p->last_sign));
	line(l, ROLE_DIA_DANH_NGAY, words2(l, "quyen", lay_blank(l->a, l->s, "cach-so")));
	lay_section_end(l);
}

static void
fill_cell(struct layout *l, struct pcell *c, int role, str text)
{
	struct para *p = lay_para(l, role);
	struct flow f = { 0 };

	lay_text(l, p, text, 0);
	lay_add_para(l, &f, p, (pos){ 0 });
	*c = (struct pcell){ .cols = 1, .blocks = f.first };
}

static void
fill_row(struct layout *l, struct prow *row, const str *text, bool header)
{
	row->header = header;
	row->n = REGISTER_COLUMNS;
	row->cells = NEW_N(l->a, struct pcell, REGISTER_COLUMNS);
	for (size_t i = 0; i < REGISTER_COLUMNS; i++)
		fill_cell(l, &row->cells[i], header ? ROLE_BANG_DAU : ROLE_BANG_O, text[i]);
}

/* Widths by the set's percents; what rounding leaves goes to the widest. */
static int *
grid(struct layout *l, int area)
{
	int *v = NEW_N(l->a, int, REGISTER_COLUMNS), left = area;
	size_t widest = 0;

	for (size_t i = 0; i < REGISTER_COLUMNS; i++) {
		uint32_t percent = 100 / REGISTER_COLUMNS;

		str_uint(word(l, "van-ban-di-rong", str_fmt(l->a, "%02zu", i + 1)), &percent);
		v[i] = area * (int)percent / 100;
		left -= v[i];
		widest = v[i] > v[widest] ? i : widest;
	}
	v[widest] += left;
	return v;
}

static void
table(struct layout *l, const struct register_page *p)
{
	struct ptable *t = NEW(l->a, struct ptable);
	str header[REGISTER_COLUMNS], numbers[REGISTER_COLUMNS];

	lay_section_begin(l, true, 1, false);
	for (size_t i = 0; i < REGISTER_COLUMNS; i++) {
		header[i] = layout_register_column(l->a, l->s, i, l->d);
		numbers[i] = str_fmt(l->a, "(%zu)", i + 1);
	}
	t->role = ROLE_BANG;
	t->grid = grid(l, lay_text_area(l));
	t->n_grid = REGISTER_COLUMNS;
	t->caption = cover_word(l, "ten");
	t->rows = NEW_N(l->a, struct prow, p->n_rows + 2);
	fill_row(l, &t->rows[t->n_rows++], header, true);
	fill_row(l, &t->rows[t->n_rows++], numbers, true);
	for (size_t i = 0; i < p->n_rows; i++)
		fill_row(l, &t->rows[t->n_rows++], p->rows[i], false);
	lay_add_table(l, &l->flow, t, (pos){ 0 });
	lay_section_end(l);
}

struct plan *
layout_register(
    struct arena *a, const struct style *s, const struct register_page *page, struct diags *d)
{
	struct doc *doc = NEW(a, struct doc);
	struct layout l = { .a = a, .doc = doc, .s = s, .d = d };

	l.plan = NEW(a, struct plan);
	*l.plan = (struct plan){ .doc = doc, .style = s, .file = page->file };
	l.plan->title = str_fmt(a, "%.*s %d", STR_ARG(cover_word(&l, "ten")), page->year);
	l.plan->author = page->co_quan;
	l.bullet_num = l.cell_bullet_num = -1;
	cover(&l, page);
	table(&l, page);
	l.plan->sections = l.sections.v;
	l.plan->n_sections = l.sections.n;
	return l.plan;
}
