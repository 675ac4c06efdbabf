/* layout/document.c: the order of things.
 *
 * A type's template lists the blocks it prints, in order; each has a function
 * here. What the writer gave but the type doesn't list (căn cứ of a công văn,
 * Kính gửi of a kế hoạch) is printed before the body all the same: a habit
 * against the decree is for check/ to name, not for us to drop. Behind the main
 * text come appendices and attached texts; an appendix that is a file of its
 * own gets a plan of its own, and references between the files are text. */
#include "layout_int.h"

#include "../base/utf.h"

/* ---- The head's surroundings ------------------------------------------------ */

static struct psection *
first_section(struct layout *l)
{
	return &l->sections.v[0];
}

static void
signing_line(struct layout *l, const char *word, const struct val *v)
{
	if (v->s.n)
		lay_add_line(l, &l->flow, ROLE_CHU_KY_SO,
		    str_join(l->a, (str[]){ style_word(l->s, word), v->s }, 2, S(" ")), v->at);
}

/* What a digital signature printed on the page, of a document transcribed. */
static void
signing_info(struct layout *l)
{
	const struct doc *doc = l->doc;

	if (!doc->chu_ky_so.given)
		return;
	signing_line(l, "ky-so-nguoi-ky", &doc->chu_ky_so.nguoi_ky);
	signing_line(l, "ky-so-email", &doc->chu_ky_so.email);
	signing_line(l, "ky-so-co-quan", &doc->chu_ky_so.co_quan);
	signing_line(l, "ky-so-thoi-gian", &doc->chu_ky_so.thoi_gian);
}

/* How far the document may go, framed, in the top margin of page one (ô 11):
 * right of the middle, where the decree's drawing has it. */
static void
circulation(struct layout *l)
{
	str text = lay_upper(l, l->doc->pham_vi_luu_hanh.s);
	int area = lay_text_area(l), column, width;
	struct para *p = lay_para(l, ROLE_LUU_HANH);
	struct flow f = { 0 };

	if (text.n == 0)
		return;
	column = area * style_measure(l->s, "dau-cot-trai") / 100;
	width = lay_text_width(l, text, ROLE_LUU_HANH) + 2 * style_measure(l->s, "khung-le");
	if (width > area - column)
		width = area - column;
	p->set |= PS_BOX | PS_LEFT | PS_RIGHT;
	p->box = style_measure(l->s, "khung-day");
	p->left = column + (area - column - width) / 2;
	p->right = area - p->left - width;
	lay_text(l, p, text, 0);
	lay_add_para(l, &f, p, l->doc->pham_vi_luu_hanh.at);
	first_section(l)->header_first = f.first;
}

/* The contact line at the foot of page one, under a rule across the text (III.4). */
static void
contact(struct layout *l)
{
	const struct lines *v = &l->doc->lien_he;
	int area = lay_text_area(l);
	struct flow f = { 0 };

	if (v->n == 0)
		return;
	lay_rule(l, &f, area, area);
	for (size_t i = 0; i < v->n; i++)
		lay_add_line(l, &f, ROLE_LIEN_HE, v->v[i].s, v->v[i].at);
	first_section(l)->footer_first = f.first;
	/* Ô 13 stands inside the text area (I.IV), so it ends where that ends. */
	first_section(l)->footer = first_section(l)->bottom;
}

/* ---- Blocks of a type --------------------------------------------------------- */

static bool
has_block(const struct type *t, enum block_id block)
{
	for (size_t i = 0; i < t->n_khoi; i++)
		if (t->blocks[i] == block)
			return true;
	return false;
}

static void
block_dau(struct layout *l)
{
	signing_info(l);
	lay_head(l, &l->doc->head, !has_block(l->type, BLOCK_TEN_LOAI), false);
	circulation(l);
	contact(l);
}

static void
block_ten_loai(struct layout *l)
{
	lay_title(l, &l->doc->ten_loai, l->type->ten, &l->doc->trich_yeu, l->type->trich_yeu_rule);
}

str
lay_type_name(const struct layout *l)
{
	return l->doc->ten_loai.n ? lay_joined(l->a, &l->doc->ten_loai) : l->type->ten;
}

/* The title of the head: who signs, or for whom the signer does. */
static str
title_of_head(const struct signer *s)
{
	if (s->thua_lenh.s.n)
		return s->thua_lenh.s;
	if (s->thua_uy_quyen.s.n)
		return s->thua_uy_quyen.s;
	return s->ky_thay.s.n ? s->ky_thay.s : s->chuc_vu.s;
}

/* "Ủy ban nhân dân" of a signer is that of the agency: its full name, if it
 * opens so. */
static str
collective(struct layout *l, str name)
{
	str agency = lay_agency(l->a, &l->doc->head);

	return lay_opens_with(l->a, agency, name) ? agency : name;
}

/* Who decides: as the first signer stands for a collective, or as head of the
 * agency (Mẫu 1.2, note 6). */
static str
authority(struct layout *l)
{
	const struct head *h = &l->doc->head;
	str agency = lay_agency(l->a, h), title;

	if (h->tac_gia.s.n && !lay_same_text(l->a, h->tac_gia.s, agency))
		return h->tac_gia.s;
	if (h->n_ky == 0)
		return agency;
	if (h->ky[0].thay_mat.s.n)
		return collective(
		    l, lay_drop_word(l->a, h->ky[0].thay_mat.s, style_word(l->s, "thay-mat")));
	title = title_of_head(&h->ky[0]);
	if (str_find(utf_lower(l->a, title), utf_lower(l->a, agency)) != STR_NONE)
		return title;
	return str_trim(str_join(l->a, (str[]){ title, agency }, 2, S(" ")));
}

/* Under the title: the decree wants that on page one, and the text begins the next. */
static void
block_muc_luc(struct layout *l)
{
	if (l->doc->muc_luc.co)
		lay_toc(l, &l->doc->muc_luc, false);
}

static void
block_tham_quyen(struct layout *l)
{
	const struct lines *typed = &l->doc->tham_quyen;
	struct val from_signer = { .at = typed->at };
	struct lines v = { &from_signer, 1, typed->at, false };

	if (typed->none)
		return;
	if (typed->n)
		v = *typed;
	else if ((from_signer.s = authority(l)).n == 0)
		return;
	v = lay_printed_lines(l, &v, true);
	lay_add_balanced(l, &l->flow, ROLE_THAM_QUYEN, &v, lay_text_area(l));
}

static void
block_can_cu(struct layout *l)
{
	lay_can_cu(l, &l->flow);
}

static void
block_lenh(struct layout *l)
{
	if (l->type->lenh.n)
		lay_add_line(l, &l->flow, ROLE_LENH, l->type->lenh, (pos){ 0 });
}

static void
block_kinh_gui(struct layout *l)
{
	lay_kinh_gui(l, &l->doc->head, style_word(l->s, "kinh-gui"));
}

/* "Giám đốc Sở Y tế điện:" and who gets it (Mẫu 1.6). */
static void
block_dien(struct layout *l)
{
	str who = utf_upper_first(l->a, lay_author(l->a, l->s, l->doc));

	lay_kinh_gui(l, &l->doc->head,
	    str_trim(str_join(l->a, (str[]){ who, style_word(l->s, "dien") }, 2, S(" "))));
}

/* What was given although the type doesn't list its block. */
static void
unlisted(struct layout *l)
{
	const struct type *t = l->type;

	if (!has_block(t, BLOCK_KINH_GUI) && !has_block(t, BLOCK_DIEN))
		block_kinh_gui(l);
	if (!has_block(t, BLOCK_THAM_QUYEN) && l->doc->tham_quyen.n)
		block_tham_quyen(l);
	if (!has_block(t, BLOCK_CAN_CU))
		block_can_cu(l);
}

static str
end_mark(const struct layout *l)
{
	return lay_ket_thuc(&l->doc->ket_thuc, l->type->ket_thuc);
}

/* Does the text go on below the body? */
static bool
has_lines_below(const struct layout *l)
{
	return has_block(l->type, BLOCK_DONG_SAU) &&
	       lay_prints_lines(l, l->type->dong_sau, l->type->n_dong_sau);
}

static void
block_dong(struct layout *l)
{
	struct para *last;

	unlisted(l);
	last = lay_typed_lines(l, l->type->dong, l->type->n_dong);
	if (last != NULL && !l->doc->noi_dung.given && !has_lines_below(l))
		lay_close_text(l, last, end_mark(l));
}

static void
block_dong_sau(struct layout *l)
{
	struct para *last = lay_typed_lines(l, l->type->dong_sau, l->type->n_dong_sau);

	if (last != NULL)
		lay_close_text(l, last, end_mark(l));
}

static void
block_noi_dung(struct layout *l)
{
	struct body_opts o = { 0 };

	if (!has_lines_below(l))
		o.ket_thuc = end_mark(l);
	if (!has_block(l->type, BLOCK_DONG))
		unlisted(l);
	lay_patterns(l, l->doc->danh_so, l->doc->n_danh_so, l->type, &o);
	if (l->doc->noi_dung.given)
		lay_body(l, &l->doc->noi_dung, &o);
}

/* An electronic copy is the copied page itself, with a line in its top margin. */
static bool
is_electronic_copy(const struct layout *l)
{
	return l->doc->dien_tu && has_block(l->type, BLOCK_BAN_SAO);
}

static void
block_ky(struct layout *l)
{
	if (!is_electronic_copy(l))
		lay_signature(l, &l->doc->head);
}

static void
block_xac_nhan(struct layout *l)
{
	lay_confirmation(l, l->type->xac_nhan, l->type->n_xac_nhan);
}

static void
block_ban_sao(struct layout *l)
{
	struct flow f = { 0 };

	if (!is_electronic_copy(l)) {
		lay_copy_head(l, &l->doc->head, lay_upper(l, lay_type_name(l)));
		return;
	}
	lay_add_line(l, &f, ROLE_CHU_KY_SO, lay_line_text(l, &l->type->dien_tu, NULL, 0),
	    l->doc->ban_goc.at);
	first_section(l)->header_first = f.first;
}

static void (*const BLOCKS[BLOCK__COUNT])(struct layout *) = {
	[BLOCK_DAU] = block_dau,
	[BLOCK_TEN_LOAI] = block_ten_loai,
	[BLOCK_MUC_LUC] = block_muc_luc,
	[BLOCK_THAM_QUYEN] = block_tham_quyen,
	[BLOCK_CAN_CU] = block_can_cu,
	[BLOCK_LENH] = block_lenh,
	[BLOCK_KINH_GUI] = block_kinh_gui,
	[BLOCK_DIEN] = block_dien,
	[BLOCK_DONG] = block_dong,
	[BLOCK_NOI_DUNG] = block_noi_dung,
	[BLOCK_DONG_SAU] = block_dong_sau,
	[BLOCK_KY] = block_ky,
	[BLOCK_XAC_NHAN] = block_xac_nhan,
	[BLOCK_BAN_SAO] = block_ban_sao,
};

static void
main_text(struct layout *l)
{
	if (l->doc->muc_luc.co && !has_block(l->type, BLOCK_MUC_LUC))
		diag(l->d, D_TOC_NOT_HERE, l->doc->muc_luc.at, l->type->ten);
	lay_section_begin(l, l->doc->ngang, 1, true);
	for (size_t i = 0; i < l->type->n_khoi; i++)
		BLOCKS[l->type->blocks[i]](l);
}

/* ---- Properties ------------------------------------------------------------------ */

static str
keywords(struct layout *l)
{
	const struct doc *doc = l->doc;
	str *v = NEW_N(l->a, str, doc->n_tu_khoa + 1);
	size_t n = 0;

	for (size_t i = 0; i < doc->n_tu_khoa; i++)
		v[n++] = doc->tu_khoa[i].s;
	if (doc->head.so.s.n)
		v[n++] = layout_so_ky_hieu(l->a, doc, l->s);
	return str_join(l->a, v, n, S(", "));
}

/* A copy has the subject of what it copies. */
static str
subject(struct layout *l)
{
	const struct doc *doc = l->doc, *original = NULL;

	if (doc->trich_yeu.n || doc->ban_goc.s.n == 0)
		return lay_joined(l->a, &doc->trich_yeu);
	if (doc->ban_goc_is_id)
		original = corpus_cite(l->corpus, doc, doc->ban_goc.s);
	if (original == NULL)
		return doc->ban_goc.s;
	return layout_citation(l->a, original, l->s, CITE_DAY_DU, false);
}

static void
properties(struct layout *l, str name, str subject)
{
	const struct date *d = &l->doc->head.ngay;
	struct plan *p = l->plan;

	p->title = subject;
	if (name.n && subject.n)
		p->title = str_join(l->a, (str[]){ name, subject }, 2, S(": "));
	else if (name.n)
		p->title = name;
	p->subject = subject;
	p->author = lay_agency(l->a, &l->doc->head);
	p->keywords = keywords(l);
	p->category = l->type->ten;
	if (d->year && d->month && d->day)
		p->created = str_fmt(l->a, "%04d-%02d-%02dT00:00:00Z", d->year, d->month, d->day);
}

/* ---- Plans ------------------------------------------------------------------------- */

typedef VEC(struct layout *) layouts;

static struct layout *
open_layout(layouts *all, const struct layout *common, str file)
{
	struct layout *l = NEW(common->a, struct layout);

	*l = *common;
	l->plan = NEW(l->a, struct plan);
	l->plan->doc = l->doc;
	l->plan->style = l->s;
	l->plan->file = file;
	VEC_PUSH(l->a, all, l);
	return l;
}

/* "ttyt/kh-70-2022" and "phu-luc-2" give a name that no document can have: ids
 * hold no '_' inside. */
static str
part_file(const struct layout *l, const struct phu_luc *p, size_t number)
{
	str part = p->ma.s.n ? p->ma.s : str_fmt(l->a, "phu-luc-%zu", number);

	return str_join(l->a, (str[]){ l->doc->id, part }, 2, S("_"));
}

/* The appendices of a list that are files of their own. number counts all. */
static void
own_files(
    layouts *all, const struct layout *common, const struct phu_luc *list, size_t n, size_t *number)
{
	for (size_t i = 0; i < n; i++) {
		struct layout *l;
		str name;

		++*number;
		if (!list[i].tep_rieng)
			continue;
		l = open_layout(all, common, part_file(common, &list[i], *number));
		name = lay_appendix_name(l->a, l->s, list, n, i);
		lay_appendix(l, &list[i], name);
		properties(l, name, lay_joined(l->a, &list[i].tieu_de));
	}
}

static void
lay_files(layouts *all, const struct layout *common)
{
	const struct doc *doc = common->doc;
	struct layout *l = open_layout(all, common, doc->id);
	size_t number = 0;

	main_text(l);
	lay_appendices(l);
	properties(l, lay_type_name(l), subject(l));
	own_files(all, common, doc->phu_luc, doc->n_phu_luc, &number);
	for (size_t i = 0; i < doc->n_kem_theo; i++)
		own_files(
		    all, common, doc->kem_theo[i].phu_luc, doc->kem_theo[i].n_phu_luc, &number);
}

/* What stands in another file is named in a reference, but can't be a link. */
static void
share_marks(const layouts *all)
{
	size_t *own = NEW_N(all->v[0]->a, size_t, all->n);

	for (size_t i = 0; i < all->n; i++)
		own[i] = all->v[i]->marks.n;
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->n; k++)
			for (size_t m = 0; k != i && m < own[k]; m++) {
				struct pmark there = all->v[k]->marks.v[m];

				there.bookmark = (str){ NULL, 0 };
				there.part = -1;
				VEC_PUSH(all->v[i]->a, &all->v[i]->marks, there);
			}
}

/* A reference to a place without a bookmark is plain text. */
static void
unlink_foreign(struct layout *l)
{
	for (size_t i = 0; i < l->refs.n; i++) {
		struct run *open = l->refs.v[i].open, *text = l->refs.v[i].text;

		if (open->anchor.n || open->text.n)
			continue;
		text->next = text->next->next; /* the link's end */
		*open = *text;
	}
}

static struct plan *
close_layout(struct layout *l)
{
	struct plan *p = l->plan;

	lay_section_end(l);
	lay_refs_resolve(l);
	unlink_foreign(l);
	lay_tocs_fill(l);
	p->sections = l->sections.v;
	p->n_sections = l->sections.n;
	p->notes = l->notes.v;
	p->n_notes = l->notes.n;
	p->images = l->images.v;
	p->n_images = l->images.n;
	p->abstracts = l->abstracts.v;
	p->n_abstracts = l->abstracts.n;
	p->nums = l->nums.v;
	p->n_nums = l->nums.n;
	return p;
}

struct plan **
layout_document(struct arena *a, const struct doc *doc, const struct corpus *c,
    const struct style *s, const struct lay_pages *pages, size_t *n_plans, struct diags *d)
{
	struct layout common = { .a = a, .doc = doc, .corpus = c, .d = d, .pages = pages };
	unsigned before = d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM];
	layouts all = { NULL, 0, 0 };
	struct plan **plans;

	common.type = style_type(s, doc->loai.s, d);
	if (common.type == NULL)
		return NULL;
	common.s = style_for_type(s, common.type);
	common.bullet_num = common.cell_bullet_num = -1;
	lay_files(&all, &common);
	share_marks(&all);
	plans = NEW_N(a, struct plan *, all.n);
	for (size_t i = 0; i < all.n; i++)
		plans[i] = close_layout(all.v[i]);
	*n_plans = all.n;
	return d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM] > before ? NULL : plans;
}
