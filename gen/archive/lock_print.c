/* archive/lock_print.c: a plan as a lock keeps it. The form of these lines is for
 * decades: a lock of today is held against what the program of then prints. To
 * change it, raise the number in the lock's first line and keep this one too. */
#include "lock_int.h"

/* ---- Text ------------------------------------------------------------------------ */

/* plain: a typed number, whose boldness is a look as that of Word's own is. */
static void
add_run(struct buf *out, const struct run *r, bool plain)
{
	const char *bold = plain                   ? ""
			   : r->fmt & RUN_BOLD     ? "**"
			   : r->fmt & RUN_NOT_BOLD ? "!**"
						   : "";
	const char *italic = r->fmt & RUN_ITALIC ? "//" : r->fmt & RUN_NOT_ITALIC ? "!//" : "";

	switch (r->kind) {
	case RUN_TEXT:
		buf_fmt(out, "%s%s%.*s", bold, italic, STR_ARG(r->text));
		buf_fmt(out, "%s%s", italic, bold);
		break;
	case RUN_BREAK: buf_z(out, " ⏎ "); break;
	case RUN_TAB: buf_z(out, " → "); break;
	case RUN_NOTE: buf_fmt(out, "[^%d]", r->id + 1); break;
	case RUN_IMAGE: buf_fmt(out, "[hình %d]", r->id + 1); break;
	default: break; /* links, marks and page numbers print nothing of their own */
	}
}

/* Room, rules and the like are looks. */
static bool
has_text(const struct para *p)
{
	if (p->num >= 0 && p->label.n)
		return true;
	for (const struct run *r = p->runs; r; r = r->next)
		if (r->kind == RUN_NOTE || r->kind == RUN_IMAGE ||
		    (r->kind == RUN_TEXT && str_trim(r->text).n))
			return true;
	return false;
}

static void
add_para(struct buf *out, const struct style *s, const struct para *p)
{
	if (!has_text(p))
		return;
	buf_fmt(out, "%.*s:", STR_ARG(s->roles[p->role].id));
	if (p->num >= 0 && p->label.n)
		buf_fmt(out, " %.*s", STR_ARG(p->label));
	buf_c(out, ' ');
	for (const struct run *r = p->runs; r; r = r->next)
		add_run(out, r, r == p->runs && p->num < 0 && p->set & PS_BOLD_NUMBER);
	buf_c(out, '\n');
}

static void add_blocks(struct buf *out, const struct style *s, const struct pblock *b);

/* The tables of head and signature are no tables to a reader: how the program sets
 * them may change. */
static void
add_table(struct buf *out, const struct style *s, const struct ptable *t)
{
	bool layout = t->role == ROLE_BANG_BO_CUC;

	if (!layout)
		buf_z(out, "[bang]\n");
	for (size_t r = 0; r < t->n_rows; r++) {
		if (!layout)
			buf_z(out, "[hang]\n");
		for (size_t c = 0; c < t->rows[r].n; c++) {
			const struct pcell *cell = &t->rows[r].cells[c];

			if (!layout)
				buf_fmt(out, cell->cols > 1 ? "[o %d]\n" : "[o]\n", cell->cols);
			add_blocks(out, s, cell->blocks);
		}
	}
}

static void
add_blocks(struct buf *out, const struct style *s, const struct pblock *b)
{
	for (; b; b = b->next) {
		if (b->kind == PB_PARA)
			add_para(out, s, b->para);
		else
			add_table(out, s, b->table);
	}
}

void
lock_add_text(struct buf *out, const struct plan *p)
{
	for (size_t i = 0; i < p->n_sections; i++) {
		buf_z(out, "[trang]\n");
		add_blocks(out, p->style, p->sections[i].header_first);
		add_blocks(out, p->style, p->sections[i].blocks);
		add_blocks(out, p->style, p->sections[i].footer_first);
	}
	for (size_t i = 0; i < p->n_notes; i++) {
		buf_fmt(out, "[^%zu]\n", i + 1);
		add_blocks(out, p->style, p->notes[i].blocks);
	}
}

/* ---- Looks ------------------------------------------------------------------------- */

/* The paragraph that ends a section behind a table was a bang-sau once. */
static int
locked_role(const struct para *p)
{
	return p->role == ROLE_CUOI_PHAN ? ROLE_BANG_SAU : p->role;
}

static void
mark_blocks(bool *used, const struct pblock *b)
{
	for (; b; b = b->next) {
		if (b->kind == PB_PARA) {
			used[locked_role(b->para)] = true;
			continue;
		}
		used[b->table->role] = true;
		for (size_t r = 0; r < b->table->n_rows; r++)
			for (size_t c = 0; c < b->table->rows[r].n; c++)
				mark_blocks(used, b->table->rows[r].cells[c].blocks);
	}
}

static void
mark_used(const struct plan *p, bool *used)
{
	for (size_t i = 0; i < p->n_sections; i++) {
		mark_blocks(used, p->sections[i].blocks);
		mark_blocks(used, p->sections[i].header_first);
		mark_blocks(used, p->sections[i].footer_first);
	}
	for (size_t i = 0; i < p->n_notes; i++)
		mark_blocks(used, p->notes[i].blocks);
}

static void
add_role(struct buf *out, const struct style *s, int role)
{
	static const char *const aligns[] = { "", "trai", "giua", "phai", "deu" };
	struct role r = style_resolved(s, role);

	buf_fmt(out, "%.*s: co %d.%d%s%s%s", STR_ARG(r.id), r.size_hp / 2, r.size_hp % 2 * 5,
	    r.bold ? " dam" : "", r.italic ? " nghieng" : "", r.upper ? " hoa" : "");
	if (r.kind == ROLE_PARA)
		buf_fmt(out, " canh %s thut %d,%d,%d truoc %d sau %d dong %d%s", aligns[r.align],
		    r.first, r.left, r.right, r.before, r.after, r.line,
		    r.line_exact ? " dung" : "");
	if (r.kind == ROLE_TABLE)
		buf_fmt(out, " le-o %d,%d%s", r.cell_left, r.cell_right, r.borders ? " vien" : "");
	if (r.ink.n)
		buf_fmt(out, " muc %.*s", STR_ARG(r.ink));
	buf_c(out, '\n');
}

static void
add_image(struct buf *out, struct arena *a, const struct pimage *im, size_t number)
{
	struct digest d;

	digest_bytes(im->image->bytes, &d);
	buf_fmt(out, "hinh %zu: %.*s %ldx%ld\n", number, STR_ARG(digest_hex(a, &d, 16)),
	    im->width_emu / 12700, im->height_emu / 12700);
}

void
lock_add_looks(struct buf *out, struct arena *a, const struct plan *p)
{
	bool *used = NEW_N(a, bool, p->style->n_roles + 1);

	buf_fmt(out, "chu: %.*s\n", STR_ARG(p->style->font));
	for (size_t i = 0; i < p->n_sections; i++) {
		const struct psection *s = &p->sections[i];

		buf_fmt(out, "trang: %s %dx%d le %d,%d,%d,%d\n", s->landscape ? "ngang" : "doc",
		    s->width, s->height, s->top, s->right, s->bottom, s->left);
	}
	mark_used(p, used);
	for (size_t i = 0; i < p->style->n_roles; i++)
		if (used[i])
			add_role(out, p->style, (int)i);
	for (size_t i = 0; i < p->n_images; i++)
		add_image(out, a, &p->images[i], i + 1);
}
