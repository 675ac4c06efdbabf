/* layout/sign.c: nơi nhận and the signature (Phụ lục I, II.7–II.9).
 *
 * Both stand in one table, since "Nơi nhận:" is level with the signer's title
 * and neither may be torn from the other. A list of recipients taller than a
 * third of the page can't be held together: then the first row holds the whole
 * signature and as many recipients as stand beside it, and the rest follows in
 * rows of their own. Several signers are columns; the list then stands below
 * the left one. */
#include "layout_int.h"

#include "../base/utf.h"

enum { COLUMN_GAP = 113 }; /* twips, 2 mm, between the titles of two signers at least */

/* A line of nơi nhận, before it is a paragraph. */
struct note_line {
	int role;
	str text;
	pos at;
};
struct notes {
	VEC(struct note_line) lines;
};

/* ---- Nơi nhận: the lines -------------------------------------------------- */

static void
note_add(struct layout *l, struct notes *n, int role, str text, pos at)
{
	VEC_PUSH(l->a, &n->lines, (struct note_line){ role, text, at });
}

/* The number of the last Điều in blocks: the one that says who carries it out. */
static void
find_dieu(const struct pblock *b, str opener, uint32_t *last)
{
	uint32_t n;

	for (; b != NULL; b = b->next)
		if (b->kind == PB_PARA && str_starts(b->para->label, opener) &&
		    str_uint(lay_drop_end(str_from(b->para->label, opener.n)), &n))
			*last = n;
}

static uint32_t
last_dieu(const struct layout *l)
{
	const struct pattern *p = &l->s->patterns[NUM_DIEU];
	str opener = str_first(p->label, str_find_c(p->label, '%'));
	uint32_t last = 0;

	for (size_t i = 0; i + 1 < l->sections.n; i++)
		find_dieu(l->sections.v[i].blocks, opener, &last);
	find_dieu(l->flow.first, opener, &last);
	return last;
}

/* Does a labelled line say who gets it ("Được cử đến: …")? */
static bool
names_receiver(const struct layout *l, const struct head *h)
{
	int key = l->type->nhu_tren_field;

	return h == &l->doc->head && key >= 0 && doc_has_field(l->doc, (enum field_id)key);
}

/* "Như trên" or "Như Điều 3"; empty: neither. */
static str
as_above(struct layout *l, const struct head *h)
{
	uint32_t n;

	if (h->noi_nhan_given && h->n_noi_nhan == 0)
		return (str){ NULL, 0 }; /* `noi_nhan: khong` */
	if (l->type->nhu_tren && (h->kinh_gui.n || names_receiver(l, h)))
		return style_word(l->s, "nhu-tren");
	if (!l->type->nhu_dieu || h != &l->doc->head || (n = last_dieu(l)) == 0)
		return (str){ NULL, 0 };
	return str_fmt(l->a, "%.*s %u", STR_ARG(style_word(l->s, "nhu-dieu")), n);
}

/* What the writer typed of that kind: "Như trên", "Như Điều 2 (để thực hiện)". */
static bool
is_as_above(struct layout *l, const struct noi_nhan *to)
{
	str name = lay_item(to->ten.s);

	return lay_opens_with(l->a, name, style_word(l->s, "nhu-tren")) ||
	       lay_opens_with(l->a, name, style_word(l->s, "nhu-dieu"));
}

/* A typed twin is left out; one that says something else stands instead. */
static str
as_above_if_new(struct layout *l, const struct head *h)
{
	str text = as_above(l, h);

	for (size_t i = 0; text.n && i < h->n_noi_nhan; i++)
		if (is_as_above(l, &h->noi_nhan[i]) &&
		    (!lay_same_text(l->a, lay_item(h->noi_nhan[i].ten.s), text) ||
			h->noi_nhan[i].de.s.n || h->noi_nhan[i].so_ban.s.n))
			return (str){ NULL, 0 };
	return text;
}

/* "(để báo cáo, 02 bản)"; empty: neither is given. */
static str
recipient_note(struct layout *l, const struct noi_nhan *to)
{
	str v[2], copies = lay_padded(l->a, to->so_ban.s);
	uint32_t number;
	size_t n = 0;

	if (to->de.s.n && !str_starts(to->de.s, S("(")))
		v[n++] = lay_drop_end(to->de.s);
	else if (to->de.s.n)
		v[n++] = str_cut(str_from(to->de.s, 1), ')', &(str){ NULL, 0 });
	if (copies.n && str_uint(copies, &number))
		copies = str_join(l->a, (str[]){ copies, style_word(l->s, "ban") }, 2, S(" "));
	if (copies.n)
		v[n++] = copies;
	if (n == 0)
		return (str){ NULL, 0 };
	return str_fmt(l->a, " (%.*s)", STR_ARG(str_join(l->a, v, n, S(", "))));
}

static void
recipients(struct layout *l, struct notes *out, const struct head *h)
{
	str first = as_above_if_new(l, h), who;

	if (first.n)
		note_add(l, out, ROLE_NOI_NHAN_DONG, str_fmt(l->a, "- %.*s;", STR_ARG(first)),
		    (pos){ 0 });
	for (size_t i = 0; i < h->n_noi_nhan; i++) {
		const struct noi_nhan *to = &h->noi_nhan[i];

		who = lay_item(to->ten.s);
		if (who.n == 0 || (first.n && is_as_above(l, to)))
			continue;
		note_add(l, out, ROLE_NOI_NHAN_DONG,
		    str_join(
			l->a, (str[]){ S("- "), who, recipient_note(l, to), S(";") }, 4, S("")),
		    to->at);
	}
}

/* "PL.(300)": who drafted it, how many copies (III.3). */
static str
drafter(struct layout *l, const struct head *h)
{
	str v[2];
	size_t n = 0;

	if (h->ky_hieu_nguoi_soan.s.n)
		v[n++] = str_cat(l->a, lay_drop_end(h->ky_hieu_nguoi_soan.s), S("."));
	if (h->so_luong_ban.s.n)
		v[n++] = str_fmt(l->a, "(%.*s)", STR_ARG(h->so_luong_ban.s));
	return str_join(l->a, v, n, S(""));
}

/* "VT, TCHC": as typed, or văn thư and the unit that drafted it, or what the type
 * says in its place. */
static str
kept_by(struct layout *l, const struct head *h)
{
	size_t more = h == &l->doc->head ? l->type->n_luu_them : 0;
	str *v = NEW_N(l->a, str, h->n_luu + more + 2), luu = style_word(l->s, "luu");
	size_t n = 0;

	luu = str_first(luu, str_find_c(luu, ':'));
	for (size_t i = 0; i < h->n_luu; i++) {
		v[n] = lay_item(h->luu[i].s);
		if (i == 0)
			v[n] = lay_item(lay_drop_word(l->a, v[n], luu));
		n += v[n].n > 0;
	}
	if (!h->luu_given) {
		v[n++] = style_word(l->s, "van-thu");
		for (size_t i = 0; i < more; i++)
			v[n++] = l->type->luu_them[i];
		if (more == 0 && h->don_vi_soan_thao.s.n)
			v[n++] = h->don_vi_soan_thao.s;
	}
	return str_join(l->a, v, n, S(", "));
}

/* Each agency keeps it: "VT, CĐS (SKHCN); VT (SNV)". */
static str
kept_by_all(struct layout *l, const struct head *h)
{
	size_t n = h == &l->doc->head ? l->doc->n_lien_tich : 0, kept = 0;
	str *v = NEW_N(l->a, str, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct head *agency = &l->doc->lien_tich[i];
		str by = kept_by(l, agency);

		if (by.n && agency->viet_tat.s.n)
			by = str_fmt(l->a, "%.*s (%.*s)", STR_ARG(by), STR_ARG(agency->viet_tat.s));
		if (by.n)
			v[kept++] = by;
	}
	return n ? str_join(l->a, v, kept, S("; ")) : kept_by(l, h);
}

static void
kept_line(struct layout *l, struct notes *out, const struct head *h)
{
	str kept = kept_by_all(l, h), by = drafter(l, h);
	pos at = h->n_luu ? h->luu[0].at : h->ky_hieu_nguoi_soan.at;

	if (kept.n)
		kept =
		    str_fmt(l->a, "- %.*s %.*s.", STR_ARG(style_word(l->s, "luu")), STR_ARG(kept));
	if (kept.n && by.n)
		kept = str_cat(l->a, kept, S(" "));
	kept = str_cat(l->a, kept, by);
	if (kept.n)
		note_add(l, out, ROLE_NOI_NHAN_DONG, kept, at);
}

/* Without a Lưu line the last recipient closes the list. */
static void
close_list(struct layout *l, struct note_line *last)
{
	last->text = str_cat(l->a, str_first(last->text, last->text.n - 1), S("."));
}

static struct notes
note_lines(struct layout *l, const struct head *h)
{
	struct notes out = { { NULL, 0, 0 } };
	size_t n;

	note_add(l, &out, ROLE_NOI_NHAN, style_word(l->s, "noi-nhan"), h->noi_nhan_at);
	recipients(l, &out, h);
	n = out.lines.n;
	kept_line(l, &out, h);
	if (out.lines.n == 1)
		out.lines.n = 0; /* nothing but the heading */
	else if (out.lines.n == n)
		close_list(l, &out.lines.v[n - 1]);
	for (size_t i = 0; i < h->ghi_chu.n; i++)
		note_add(l, &out, ROLE_NOI_NHAN_DONG, h->ghi_chu.v[i].s, h->ghi_chu.v[i].at);
	return out;
}

/* ---- The signer -------------------------------------------------------------- */

/* "KT. GIÁM ĐỐC"; the abbreviation may have been typed too. */
static void
power_line(struct layout *l, struct flow *f, const char *word, const struct val *v)
{
	str sign = style_word(l->s, word), who;

	if (v->s.n == 0)
		return;
	who = lay_drop_word(l->a, v->s, sign);
	lay_add_line(l, f, ROLE_QUYEN_HAN,
	    str_join(l->a, (str[]){ sign, lay_upper(l, who) }, 2, S(" ")), v->at);
}

static str
full_name(struct layout *l, const struct signer *s)
{
	str v[2];
	size_t n = 0;

	if (s->hoc_ham.s.n)
		v[n++] = s->hoc_ham.s;
	if (s->ho_ten.s.n)
		v[n++] = s->ho_ten.s;
	return str_join(l->a, v, n, S(" "));
}

/* A signer's lines, in the three parts that stand level beside another signer. */
static void
titles(struct layout *l, struct flow *f, const struct signer *s)
{
	if (s->vai.s.n)
		lay_add_line(l, f, ROLE_QUYEN_HAN, lay_upper(l, s->vai.s), s->vai.at);
	power_line(l, f, "thay-mat", &s->thay_mat);
	power_line(l, f, "thua-lenh", &s->thua_lenh);
	power_line(l, f, "thua-uy-quyen", &s->thua_uy_quyen);
	power_line(l, f, "ky-thay", &s->ky_thay);
	if (s->giao_quyen)
		power_line(l, f, "giao-quyen", &s->chuc_vu);
	else if (s->chuc_vu.s.n && !lay_same_text(l->a, s->chuc_vu.s, s->vai.s))
		lay_add_line(l, f, ROLE_QUYEN_HAN, lay_upper(l, s->chuc_vu.s), s->chuc_vu.at);
}

static void
room_and_other_title(struct layout *l, struct flow *f, const struct signer *s)
{
	lay_add_para(l, f, lay_para(l, ROLE_KY_CHO), (pos){ 0 });
	if (s->chuc_vu_khac.s.n)
		lay_add_line(
		    l, f, ROLE_CHUC_VU_KHAC, lay_upper(l, s->chuc_vu_khac.s), s->chuc_vu_khac.at);
}

static void
name(struct layout *l, struct flow *f, const struct signer *s)
{
	str text = full_name(l, s);

	if (text.n)
		lay_add_line(l, f, ROLE_HO_TEN, text, s->ho_ten.at);
}

/* ---- Heights ------------------------------------------------------------------- */

static str
para_text(struct layout *l, const struct para *p)
{
	str text = { NULL, 0 };

	for (const struct run *r = p->runs; r != NULL; r = r->next)
		text = str_cat(l->a, text, r->text);
	return text;
}

static int
text_height(struct layout *l, int role, str text, int width)
{
	struct lay_face face = lay_face(l, role, 0);
	int lines = lay_face_lines(&face, text, width, NULL);

	return lines * lay_face_height(&face) + face.role.before + face.role.after;
}

static int
flow_height(struct layout *l, const struct flow *f, int width)
{
	int height = 0;

	for (const struct pblock *b = f->first; b != NULL; b = b->next)
		height += text_height(l, b->para->role, para_text(l, b->para), width);
	return height;
}

static int
note_height(struct layout *l, const struct note_line *n, int width)
{
	return text_height(l, n->role, n->text, width);
}

/* How many lines stand within height; the heading is never without a line. */
static size_t
notes_within(struct layout *l, const struct notes *n, int width, int height)
{
	size_t i = 0;

	for (; i < n->lines.n; i++) {
		height -= note_height(l, &n->lines.v[i], width);
		if (height < 0 && i >= 2)
			break;
	}
	return i;
}

/* How many stand beside a signature of that height: the last one may reach below
 * it, since a list with a gap in it looks like two. */
static size_t
notes_beside(struct layout *l, const struct notes *n, int width, int height)
{
	size_t i = notes_within(l, n, width, height);

	return i < n->lines.n ? i + 1 : i;
}

static bool
notes_run_on(struct layout *l, const struct notes *n, int width)
{
	int limit = lay_text_height(l) * style_measure(l->s, "noi-nhan-toi-da") / 100, height = 0;

	for (size_t i = 0; i < n->lines.n; i++)
		height += note_height(l, &n->lines.v[i], width);
	return height > limit;
}

/* Titles too long for a line of their column. */
static void
break_lines(struct layout *l, const struct flow *f, int width, int gap)
{
	for (struct pblock *b = f->first; b != NULL; b = b->next) {
		struct val one = { .s = para_text(l, b->para), .at = b->at };
		struct lines v = { &one, 1, b->at, false };

		lay_balance(l, b->para, &v, width, gap / 2);
	}
}

/* ---- The table ------------------------------------------------------------------ */

static void
set_notes(struct layout *l, struct flow *f, const struct notes *n, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		lay_add_line(l, f, n->lines.v[i].role, n->lines.v[i].text, n->lines.v[i].at);
}

static struct ptable *
new_table(struct layout *l, size_t cols, size_t max_rows)
{
	struct ptable *t = NEW(l->a, struct ptable);

	t->role = ROLE_BANG_BO_CUC;
	t->descr = style_word(l->s, "mo-ta-ky");
	t->n_grid = cols;
	t->grid = NEW_N(l->a, int, cols);
	t->rows = NEW_N(l->a, struct prow, max_rows);
	return t;
}

static struct prow *
new_row(struct layout *l, struct ptable *t)
{
	struct prow *row = &t->rows[t->n_rows++];

	row->cells = NEW_N(l->a, struct pcell, t->n_grid);
	return row;
}

/* How many columns the recipients take: about as wide as beside one signer. */
static int
notes_columns(struct layout *l, const struct ptable *t, int *width)
{
	int least = lay_text_area(l) * style_measure(l->s, "ky-cot-trai") / 100, cols = 1;

	*width = t->grid[0];
	while (*width < least && (size_t)cols < t->n_grid)
		*width += t->grid[cols++];
	return cols;
}

/* A row of recipients: in the first columns, the others empty. */
static void
notes_row(struct layout *l, struct ptable *t, const struct notes *n, size_t from, size_t to)
{
	struct prow *row = new_row(l, t);
	struct flow left = { 0 };
	int width, cols = notes_columns(l, t, &width);

	set_notes(l, &left, n, from, to);
	lay_set_cell(l, row, left, ROLE_NOI_NHAN_DONG);
	row->cells[0].cols = cols;
	for (; (size_t)cols < t->n_grid; cols++)
		lay_set_cell(l, row, (struct flow){ 0 }, ROLE_NOI_NHAN_DONG);
}

/* One signer at the right, recipients at the left. */
static struct ptable *
one_signer(struct layout *l, const struct head *h, const struct notes *n)
{
	struct ptable *t = new_table(l, 2, n->lines.n + 1);
	struct flow left = { 0 }, right = { 0 };
	size_t beside = n->lines.n;
	struct prow *row;

	t->grid[0] = lay_text_area(l) * style_measure(l->s, "ky-cot-trai") / 100;
	t->grid[1] = lay_text_area(l) - t->grid[0];
	if (h->n_ky) {
		titles(l, &right, &h->ky[0]);
		room_and_other_title(l, &right, &h->ky[0]);
		name(l, &right, &h->ky[0]);
		break_lines(l, &right, t->grid[1], 0);
	}
	if (notes_run_on(l, n, t->grid[0]))
		beside = notes_beside(l, n, t->grid[0], flow_height(l, &right, t->grid[1]));
	set_notes(l, &left, n, 0, beside);
	row = new_row(l, t);
	lay_set_cell(l, row, left, ROLE_NOI_NHAN_DONG);
	lay_set_cell(l, row, right, ROLE_NOI_NHAN_DONG);
	for (size_t i = beside; i < n->lines.n; i++)
		notes_row(l, t, n, i, i + 1);
	return t;
}

static void
keep_row(struct prow *row)
{
	for (size_t i = 0; i < row->n; i++)
		for (struct pblock *b = row->cells[i].blocks; b != NULL; b = b->next)
			lay_keep_next(b->para);
}

/* A row of one part of every signer. */
static void
signers_row(struct layout *l, struct ptable *t, const struct head *h,
    void (*part)(struct layout *, struct flow *, const struct signer *))
{
	struct prow *row = new_row(l, t);

	for (size_t i = 0; i < h->n_ky; i++) {
		struct flow f = { 0 };

		part(l, &f, &h->ky[i]);
		break_lines(l, &f, t->grid[i], COLUMN_GAP);
		lay_set_cell(l, row, f, ROLE_HO_TEN);
	}
}

/* A little air above a row: between the body and the first one, the names and nơi
 * nhận. */
static void
set_apart(struct layout *l, struct prow *row)
{
	for (size_t i = 0; i < row->n; i++) {
		struct para *p = row->cells[i].blocks->para;

		p->set |= PS_BEFORE;
		p->before = style_measure(l->s, "ky-cach");
	}
}

/* Signers side by side; the list below the left one, held to them when short. */
static struct ptable *
many_signers(struct layout *l, const struct head *h, const struct notes *n)
{
	struct ptable *t = new_table(l, h->n_ky, n->lines.n + 4);
	int area = lay_text_area(l), width = area / (int)h->n_ky;
	size_t first = n->lines.n, rows;
	int notes_width;

	for (size_t i = 0; i < h->n_ky; i++)
		t->grid[i] = i + 1 < h->n_ky ? width : area - width * (int)i;
	signers_row(l, t, h, titles);
	signers_row(l, t, h, room_and_other_title);
	signers_row(l, t, h, name);
	rows = t->n_rows;
	notes_columns(l, t, &notes_width);
	if (n->lines.n && notes_run_on(l, n, notes_width))
		first = notes_within(l, n, notes_width, 0);
	if (n->lines.n) {
		notes_row(l, t, n, 0, first);
		set_apart(l, &t->rows[rows]);
	}
	for (size_t i = first; i < n->lines.n; i++)
		notes_row(l, t, n, i, i + 1);
	for (size_t i = 0; i < rows && i + 1 < t->n_rows; i++)
		keep_row(&t->rows[i]);
	return t;
}

static bool
is_one_line(struct layout *l, const struct para *p)
{
	struct lay_face face = lay_face(l, p->role, 0);
	int room = lay_text_area(l) - (face.role.first > 0 ? face.role.first : 0);

	room -= lay_face_width(&face, p->label);
	for (const struct run *r = p->runs; r != NULL && room >= 0; r = r->next)
		if (r->kind == RUN_BREAK || r->kind == RUN_IMAGE)
			return false;
		else
			room -= lay_face_width(&face, r->text);
	return room >= 0;
}

/* A signature is not alone on its page: the end of the text goes with it, at least
 * two lines of it. */
static void
keep_text(struct layout *l)
{
	struct pblock *before = NULL, *b = l->flow.first;

	lay_keep_last(l, &l->flow);
	for (; b != NULL && b != l->flow.last; b = b->next)
		before = b;
	if (b == NULL || b->kind != PB_PARA || before == NULL || before->kind != PB_PARA)
		return;
	if (before->para->role == ROLE_HINH)
		return; /* as high as a page, perhaps */
	if (is_one_line(l, b->para) && !style_resolved(l->s, before->para->role).keep_next)
		lay_keep_next(before->para);
}

void
lay_signature(struct layout *l, const struct head *h)
{
	struct notes n = note_lines(l, h);
	struct head who = lay_signing_head(l, h);
	struct ptable *t;

	if (who.n_ky == 0 && n.lines.n == 0)
		return;
	t = who.n_ky > 1 ? many_signers(l, &who, &n) : one_signer(l, &who, &n);
	set_apart(l, &t->rows[0]);
	keep_text(l);
	lay_add_table(l, &l->flow, t, who.n_ky ? who.ky[0].at : h->noi_nhan_at);
}

/* ---- A second signature ----------------------------------------------------------- */

static void
small_line(struct layout *l, struct flow *f, str text, unsigned fmt)
{
	struct para *p = lay_para(l, ROLE_NOI_NHAN_DONG);

	p->set |= PS_ALIGN;
	p->align = ALIGN_CENTER;
	lay_text(l, p, text, fmt);
	lay_keep_next(p);
	lay_add_para(l, f, p, (pos){ 0 });
}

void
lay_confirmation(struct layout *l, const str *v, size_t n)
{
	struct ptable *t = new_table(l, 2, 1);
	struct flow left = { 0 };
	struct prow *row;

	if (n == 0)
		return;
	for (size_t i = 0; i + 1 < n; i++)
		small_line(l, &left, v[i], RUN_ITALIC);
	lay_add_para(l, &left, lay_para(l, ROLE_KY_CHO), (pos){ 0 });
	lay_add_line(l, &left, ROLE_HO_TEN, v[n - 1], (pos){ 0 });
	t->grid[0] = lay_text_area(l) * style_measure(l->s, "ky-cot-trai") / 100;
	t->grid[1] = lay_text_area(l) - t->grid[0];
	row = new_row(l, t);
	lay_set_cell(l, row, left, ROLE_NOI_NHAN_DONG);
	lay_set_cell(l, row, (struct flow){ 0 }, ROLE_NOI_NHAN_DONG);
	set_apart(l, row);
	lay_keep_last(l, &l->flow);
	lay_add_table(l, &l->flow, t, (pos){ 0 });
}
