/* check/slip.c: the slip that goes to the leader with a file: what was checked and
 * what was found, on one page.
 *
 * It is a document like any other, made as a model: the head is that of the
 * document, its tables are tables. So everything
 * behind it (layout, parts, zip) is what documents go through. Words are data
 * (phieu-kiem-tra.yaml).
 *
 * It has to stay on one page whatever was found. So findings of one rule are one
 * row, with the first place and how many there are; the height of all that is
 * fixed is added up from the same measures that the page is set with, and rows
 * are added while there is room. What is left over is told by number. */
#include "slip_int.h"

#include "../base/buf.h"
#include "../base/utf.h"

#include <stdlib.h>

static const str NONE = { NULL, 0 };

enum {
	SIGN_ROOM = 16,           /* mm that a signature takes; no seal goes on it */
	SAFETY = 16 * SLIP_POINT, /* twips kept free: other programs measure otherwise */
	LONG = 280                /* bytes of a text of the writer's, some three lines */
};

/* ---- What the document is ---------------------------------------------------------------- */

static str
joined(struct arena *a, const struct lines *v, str sep)
{
	str *parts = NEW_N(a, str, v->n + 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->v[i].s;
	return str_join(a, parts, v->n, sep);
}

static str
signers(const struct slip *p)
{
	const struct head *h = &p->doc->head;
	str *v = NEW_N(p->a, str, h->n_ky + 1);
	size_t n = 0;

	for (size_t i = 0; i < h->n_ky; i++) {
		const struct signer *s = &h->ky[i];

		v[n] = str_trim(
		    str_fmt(p->a, "%.*s %.*s", STR_ARG(s->chuc_vu.s), STR_ARG(s->ho_ten.s)));
		n += v[n].n > 0;
	}
	return str_join(p->a, v, n, S("; "));
}

static void
add_facts(struct slip *p)
{
	static const int widths[] = { 20, 80 };
	struct sheet sheet = slip_sheet(p, widths, 2, 5, false);
	const str rows[][2] = {
		{ slip_word(p, "van-ban"),
		    slip_shortened(
			p, layout_citation(p->a, p->doc, p->s, CITE_THUONG, false), LONG) },
		{ slip_word(p, "trich-yeu-nhan"),
		    slip_shortened(p, joined(p->a, &p->doc->trich_yeu, S(" ")), LONG) },
		{ slip_word(p, "nguoi-ky"), slip_shortened(p, signers(p), LONG) },
		{ slip_word(p, "tep"), p->doc->path },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i][1].n)
			slip_add_row(p, &sheet, rows[i]);
	slip_add_table(p, &sheet);
}

/* ---- What was checked -------------------------------------------------------------------- */

struct counts {
	size_t errors, warnings, notes;
};

static void
count(struct counts *c, enum diag_level level)
{
	if (level == DIAG_NOTE)
		c->notes++;
	else if (level == DIAG_WARNING)
		c->warnings++;
	else
		c->errors++;
}

static str
part_result(const struct slip *p, const struct counts *c)
{
	const size_t n[] = { c->errors, c->warnings, c->notes };
	static const char *const names[] = { "loi", "canh-bao", "ghi-chu" };
	str v[4];
	size_t used = 0;

	if (c->errors + c->warnings == 0)
		v[used++] = slip_word(p, "dat");
	for (size_t i = 0; i < 3; i++)
		if (n[i])
			v[used++] =
			    str_fmt(p->a, "%zu %.*s", n[i], STR_ARG(slip_word(p, names[i])));
	return str_join(p->a, v, used, S("; "));
}

/* Two parts a row, down the left half first. */
static void
add_parts(struct slip *p, const struct slip_finding *v, size_t n)
{
	static const int widths[] = { 5, 26, 19, 5, 26, 19 };
	enum { HALF = (CHECK__PARTS + 1) / 2 };
	const struct style_table *names =
	    style_table(p->s, "phieu-kiem-tra", "phan", p->d); /* in order */
	struct counts counts[CHECK__PARTS] = { { 0, 0, 0 } };
	struct sheet sheet = slip_sheet(p, widths, 6, HALF, true);
	str head[6] = { slip_word(p, "cot-stt"), slip_word(p, "cot-noi-dung"),
		slip_word(p, "cot-ket-qua") };

	for (size_t i = 0; i < n; i++)
		count(&counts[check_part(v[i].code)], v[i].level);
	for (size_t i = 0; i < 3; i++)
		head[3 + i] = head[i];
	slip_add_para(p, slip_word(p, "da-kiem-tra"), INL_BOLD);
	slip_add_head(p, &sheet, head);
	for (size_t i = 0; i < HALF; i++) {
		str cells[6] = { NONE, NONE, NONE, NONE, NONE, NONE };

		for (size_t k = 0; k < 2; k++) {
			size_t part = i + k * HALF;

			if (part >= CHECK__PARTS || part >= names->n)
				continue;
			cells[3 * k] = slip_number(p, part + 1);
			cells[3 * k + 1] = names->v[part].value;
			cells[3 * k + 2] = part_result(p, &counts[part]);
		}
		slip_add_row(p, &sheet, cells);
	}
	slip_add_table(p, &sheet);
}

/* ---- What was found ----------------------------------------------------------------------- */

/* Findings of one code and level: the first, and how many. */
struct group {
	const struct slip_finding *first;
	size_t n, order;
};

static int
by_weight(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->first->level != y->first->level)
		return x->first->level > y->first->level ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static size_t
make_groups(struct slip *p, const struct slip_finding *v, size_t n, struct group **out)
{
	struct group *g = NEW_N(p->a, struct group, n + 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (
		    k < used && (g[k].first->code != v[i].code || g[k].first->level != v[i].level))
			k++;
		if (k == used)
			g[used++] = (struct group){ &v[i], 0, i };
		g[k].n++;
	}
	qsort(g, used, sizeof *g, by_weight);
	*out = g;
	return used;
}

static str
level_word(const struct slip *p, enum diag_level level)
{
	return slip_word(p, level == DIAG_NOTE      ? "ghi-chu"
			    : level == DIAG_WARNING ? "canh-bao"
						    : "loi");
}

/* The file's own name, where it is not the document's YAML, and the line. */
static str
place_of(const struct slip *p, const struct slip_finding *f)
{
	str name = str_eq(f->path, p->doc->path) ? NONE : f->path;
	str line = f->line ? slip_filled(p, "dong", slip_number(p, f->line)) : NONE;

	name = str_from(name, str_rfind_c(name, '/') == STR_NONE ? 0 : str_rfind_c(name, '/') + 1);
	if (name.n == 0)
		return line;
	return line.n ? str_fmt(p->a, "%.*s, %.*s", STR_ARG(name), STR_ARG(line)) : name;
}

static str
problem_of(const struct slip *p, const struct group *g)
{
	str clause = check_clause(p->a, g->first->code), text = g->first->message;

	if (clause.n)
		text = str_fmt(p->a, "%.*s (%.*s)", STR_ARG(text), STR_ARG(clause));
	if (g->n > 1)
		text = str_fmt(p->a, "%.*s %.*s", STR_ARG(text),
		    STR_ARG(slip_filled(p, "cho-khac", slip_number(p, g->n - 1))));
	return text;
}

static void
add_findings(struct slip *p, const struct slip_finding *v, size_t n)
{
	static const int widths[] = { 5, 11, 19, 65 };
	struct group *groups;
	size_t n_groups = make_groups(p, v, n, &groups), left = n, i;
	struct sheet sheet = slip_sheet(p, widths, 4, n_groups, true);
	const str head[] = { slip_word(p, "cot-stt"), slip_word(p, "cot-muc"),
		slip_word(p, "cot-vi-tri"), slip_word(p, "cot-van-de") };
	str more = slip_filled(p, "con-nua", slip_number(p, n));
	int for_more = slip_height(p, ROLE_THAN, 0, more, slip_width(p));

	slip_add_para(p, slip_word(p, "phat-hien"), INL_BOLD);
	if (n == 0) {
		slip_add_para(p, slip_word(p, "khong-co"), 0);
		return;
	}
	slip_add_head(p, &sheet, head);
	for (i = 0; i < n_groups; i++) {
		const str cells[] = { slip_number(p, i + 1), level_word(p, groups[i].first->level),
			place_of(p, groups[i].first), problem_of(p, &groups[i]) };
		/* The last row needs no room for telling that there are more. */
		int need = slip_row_height(p, &sheet, cells) + (i + 1 < n_groups ? for_more : 0);

		if (need > p->room)
			break;
		slip_add_row(p, &sheet, cells);
		left -= groups[i].n;
	}
	if (i > 0)
		slip_add_table(p, &sheet);
	if (left)
		slip_add_para(p, slip_filled(p, "con-nua", slip_number(p, left)), 0);
}

/* ---- Its head and signature ------------------------------------------------------------------ */

static str
conclusion(const struct slip *p, const struct slip_finding *v, size_t n)
{
	struct counts all = { 0, 0, 0 };
	str text;

	for (size_t i = 0; i < n; i++)
		count(&all, v[i].level);
	text = all.errors     ? slip_filled(p, "ket-luan-loi", slip_number(p, all.errors))
	       : all.warnings ? slip_filled(p, "ket-luan-canh-bao", slip_number(p, all.warnings))
			      : slip_word(p, "ket-luan-dat");
	return slip_filled(p, "ket-luan", text);
}

/* "page-margin (lý do)", all that the document waives. */
static str
waivers(const struct slip *p)
{
	struct buf b;
	str text;

	if (p->doc->n_bo_qua == 0)
		return NONE;
	buf_init(&b);
	for (size_t i = 0; i < p->doc->n_bo_qua; i++)
		buf_fmt(&b, "%s%.*s (%.*s)", i ? "; " : "", STR_ARG(p->doc->bo_qua_rule[i].s),
		    STR_ARG(p->doc->bo_qua_why[i].s));
	text = buf_dup(&b, p->a);
	buf_free(&b);
	return slip_filled(p, "bo-qua", slip_shortened(p, text, LONG));
}

static struct val
made(str s)
{
	return (struct val){ .s = s, .given = true };
}

static struct lines
one_line(const struct slip *p, str s)
{
	struct val *v = NEW(p->a, struct val);

	*v = made(s);
	return (struct lines){ .v = v, .n = 1 };
}

static void
fill_head(struct slip *p, struct doc *out)
{
	struct head *h = &out->head;

	*h = (struct head){ .co_quan_chu_quan = p->doc->head.co_quan_chu_quan,
		.co_quan = p->doc->head.co_quan,
		.dia_danh = p->doc->head.dia_danh,
		.so = { .none = true, .given = true },
		.ngay = { .given = true },
		.noi_nhan_given = true,
		.luu_given = true };
	out->loai = made(S("phieu-bao")); /* a type without a sample of its own */
	out->ten_loai = one_line(p, slip_word(p, "ten"));
	out->trich_yeu = one_line(p, slip_word(p, "trich-yeu"));
	out->ket_thuc = (struct val){ .given = true, .none = true };
}

/* Who drafted it and who checked it. */
static void
add_signers(struct slip *p)
{
	static const int widths[] = { 50, 50 };
	static const char *const names[] = { "nguoi-soan", "nguoi-kiem-tra" };
	struct sheet sheet = slip_sheet(p, widths, 2, 1, false);
	const str none[] = { NONE, NONE };
	struct row *row;

	slip_add_row(p, &sheet, none);
	row = &sheet.t->rows[0];
	row->cao = SIGN_ROOM + 10;
	for (size_t i = 0; i < 2; i++) {
		row->cells[i].align = ALIGN_CENTER;
		row->cells[i].blocks = slip_new_para(p, slip_word(p, names[i]), INL_BOLD);
		row->cells[i].blocks->next = slip_new_para(p, slip_word(p, "ky-ten"), INL_ITALIC);
	}
	slip_add_table(p, &sheet);
}

static int
left_width(const struct slip *p)
{
	return slip_width(p) * style_measure(p->s, "dau-cot-trai") / 100 * 4 / 5;
}

static int
lines_height(const struct slip *p, const struct lines *v, enum role_id role)
{
	int height = 0;

	for (size_t i = 0; i < v->n; i++)
		height += slip_height(p, role, 0, utf_upper(p->a, v->v[i].s), left_width(p));
	return height;
}

/* What head and signature take. The agency above is left out where names are so long
 * that nothing else would find room. */
static int
frame_height(const struct slip *p, struct head *h)
{
	enum { MOST = 120 * SLIP_POINT };
	int above = lines_height(p, &h->co_quan_chu_quan, ROLE_CO_QUAN_CHU_QUAN);
	int left = lines_height(p, &h->co_quan, ROLE_CO_QUAN);
	int right = 2 * slip_height(p, ROLE_TIEU_NGU, 0, NONE, slip_width(p));
	str date = str_cat(p->a, h->dia_danh.s,
	    S(", ngày\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0 tháng"
	      "\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0 năm      "));

	if (above + left > MOST)
		h->co_quan_chu_quan = (struct lines){ 0 };
	else
		left += above;
	return (left > right ? left : right) +
	       slip_height(p, ROLE_DIA_DANH_NGAY, 0, date, slip_width(p) - left_width(p)) +
	       slip_height(p, ROLE_TEN_LOAI, 0, slip_word(p, "ten"), slip_width(p)) +
	       slip_height(p, ROLE_TRICH_YEU, 0, slip_word(p, "trich-yeu"), slip_width(p)) +
	       (SIGN_ROOM + 10) * 567 / 10 + 6 * SLIP_POINT;
}

struct doc *
check_slip(struct arena *a, const struct doc *doc, const struct style *s,
    const struct slip_finding *v, size_t n, struct diags *d)
{
	struct slip p = { .a = a, .doc = doc, .s = s, .d = d };
	struct doc *out = NEW(a, struct doc);
	str verdict;

	p.words = style_table(s, "phieu-kiem-tra", "chu", d);
	p.link = &out->noi_dung.blocks;
	out->id = str_cat(a, doc->id, S("_phieu-kiem-tra"));
	out->path = doc->path;
	out->dir = doc->dir;
	out->the_thuc = doc->the_thuc;
	out->noi_dung.given = true;
	fill_head(&p, out);
	verdict = conclusion(&p, v, n);
	p.room = s->page.height - s->page.top - s->page.bottom - frame_height(&p, &out->head) -
		 SAFETY - slip_height(&p, ROLE_THAN, 0, verdict, slip_width(&p)) -
		 slip_height(&p, ROLE_THAN, 0, waivers(&p), slip_width(&p));
	add_facts(&p);
	add_parts(&p, v, n);
	add_findings(&p, v, n);
	slip_add_para(&p, waivers(&p), INL_ITALIC);
	slip_add_para(&p, verdict, INL_BOLD);
	add_signers(&p);
	return out;
}
