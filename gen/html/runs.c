/* html/runs.c: what stands in a paragraph.
 *
 * Neighbouring runs of one look become one element. A reference is a link to a
 * place of this page; so is a document named again, to where it was named in
 * full: the first mention gets the place. */
#include "html_int.h"

struct state {
	struct html *h;
	bool in_link;
	unsigned fmt; /* of the elements that are open */
};

/* ---- The look of words ---------------------------------------------------------- */

static const struct {
	unsigned bits;
	const char *open, *close;
} looks[] = {
	{ RUN_GAP, "<mark class=\"vb-cho-trong\">", "</mark>" },
	{ RUN_BOLD, "<strong>", "</strong>" },
	{ RUN_NOT_BOLD, "<span class=\"vb-khong-dam\">", "</span>" },
	{ RUN_ITALIC, "<em>", "</em>" },
	{ RUN_NOT_ITALIC, "<em class=\"vb-khong-nghieng\">", "</em>" },
};
enum { N_LOOKS = sizeof looks / sizeof *looks };

static void
set_look(struct state *st, unsigned fmt)
{
	struct buf *out = st->h->out;

	if (st->fmt == fmt)
		return;
	for (size_t i = N_LOOKS; i-- > 0;)
		if (st->fmt & looks[i].bits)
			buf_z(out, looks[i].close);
	for (size_t i = 0; i < N_LOOKS; i++)
		if (fmt & looks[i].bits)
			buf_z(out, looks[i].open);
	st->fmt = fmt;
}

/* ---- Documents named again --------------------------------------------------------- */

static void
count_cited(struct html *h, const struct doc *doc, unsigned *times)
{
	size_t i = 0;

	while (i < h->n_cited && h->cited[i] != doc)
		i++;
	if (i == h->n_cited)
		h->cited[h->n_cited++] = doc;
	times[i]++;
}

typedef void (*run_visitor)(struct html *h, const struct run *r, void *ctx);

static void
each_run(struct html *h, const struct pblock *b, run_visitor visit, void *ctx)
{
	for (; b != NULL; b = b->next) {
		if (b->kind == PB_PARA) {
			for (const struct run *r = b->para->runs; r != NULL; r = r->next)
				visit(h, r, ctx);
			continue;
		}
		for (size_t i = 0; i < b->table->n_rows; i++)
			for (size_t k = 0; k < b->table->rows[i].n; k++)
				each_run(h, b->table->rows[i].cells[k].blocks, visit, ctx);
	}
}

static void
each_run_of_page(struct html *h, run_visitor visit, void *ctx)
{
	for (size_t i = 0; i < h->p->n_sections; i++)
		each_run(h, h->p->sections[i].blocks, visit, ctx);
	for (size_t i = 0; i < h->p->n_notes; i++)
		each_run(h, h->p->notes[i].blocks, visit, ctx);
}

static void
count_run(struct html *h, const struct run *r, void *ctx)
{
	(void)h;
	*(size_t *)ctx += r->cites != NULL;
}

static void
note_run(struct html *h, const struct run *r, void *ctx)
{
	if (r->cites != NULL)
		count_cited(h, r->cites, ctx);
}

void
html_find_cited(struct html *h)
{
	size_t mentions = 0, kept = 0;
	unsigned *times;

	each_run_of_page(h, count_run, &mentions);
	h->cited = NEW_N(h->a, const struct doc *, mentions + 1);
	h->cite_seen = NEW_N(h->a, bool, mentions + 1);
	times = NEW_N(h->a, unsigned, mentions + 1);
	each_run_of_page(h, note_run, times);
	for (size_t i = 0; i < h->n_cited; i++)
		if (times[i] > 1)
			h->cited[kept++] = h->cited[i];
	h->n_cited = kept;
}

/* The element around a document's name: the place, a link to it, or none. */
static const char *
open_cite(struct state *st, const struct run *r)
{
	struct html *h = st->h;
	size_t i = 0;

	while (i < h->n_cited && h->cited[i] != r->cites)
		i++;
	if (r->cites == NULL || i == h->n_cited || st->in_link)
		return "";
	if (h->cite_seen[i]) {
		buf_fmt(h->out, "<a href=\"#van-ban-%zu\">", i + 1);
		return "</a>";
	}
	h->cite_seen[i] = true;
	buf_fmt(h->out, "<span id=\"van-ban-%zu\">", i + 1);
	return "</span>";
}

/* ---- Runs ---------------------------------------------------------------------------- */

static void
write_text(struct state *st, const struct run *r)
{
	const char *close;

	if (r->text.n == 0)
		return;
	set_look(st, r->fmt);
	close = open_cite(st, r);
	html_text(st->h->out, r->text);
	buf_z(st->h->out, close);
}

static void
open_link(struct state *st, const struct run *r)
{
	struct html *h = st->h;
	struct buf *out = h->out;
	size_t start = out->n;

	set_look(st, 0);
	buf_z(out, "<a");
	if (r->text.n) {
		st->in_link = html_href(out, r->text);
	} else if (r->anchor.n) {
		html_attr(out, "href", str_cat(h->a, S("#"), r->anchor));
		st->in_link = true;
	}
	if (st->in_link) {
		buf_c(out, '>');
		return;
	}
	out->n = start; /* not a link that a page may have */
	out->p[start] = '\0';
}

static void
close_link(struct state *st)
{
	set_look(st, 0);
	if (st->in_link)
		buf_z(st->h->out, "</a>");
	st->in_link = false;
}

static void
write_note_mark(struct state *st, const struct run *r)
{
	bool in_link = st->in_link;

	st->h->called[r->id] = true;
	set_look(st, 0);
	if (in_link) /* links don't nest */
		buf_z(st->h->out, "</a>");
	buf_fmt(st->h->out,
	    "<sup><a href=\"#chu-thich-%d\" id=\"goi-%d\" role=\"doc-noteref\">%d</a></sup>",
	    r->id + 1, r->id + 1, r->id + 1);
	st->in_link = false;
}

static void
write_image(struct state *st, const struct run *r)
{
	const struct pimage *im = &st->h->p->images[r->id];
	struct buf *out = st->h->out;
	enum { EMU_PER_PX = 9525 };

	buf_z(out, "<img src=\"");
	html_data_uri(out, im->image->jpeg ? "image/jpeg" : "image/png", im->image->bytes);
	buf_c(out, '"');
	html_attr(out, "alt", im->alt);
	buf_fmt(out, " width=\"%ld\" height=\"%ld\">",
	    (im->width_emu + EMU_PER_PX / 2) / EMU_PER_PX,
	    (im->height_emu + EMU_PER_PX / 2) / EMU_PER_PX);
}

/* Dots up to the end of the line are the sheet's to draw. */
static void
write_tab(struct state *st, const struct para *p)
{
	set_look(st, 0);
	buf_z(st->h->out, p->set & PS_LEADER ? "<span class=\"vb-cham\"> </span>"
					     : "<span class=\"vb-tab\">\t</span>");
}

/* The first bookmark is the id of the paragraph itself. */
static void
write_mark(struct state *st, const struct para *p, const struct run *r)
{
	if (r == p->runs)
		return;
	set_look(st, 0);
	buf_z(st->h->out, "<span");
	html_attr(st->h->out, "id", r->text);
	buf_z(st->h->out, "></span>");
}

str
html_mark_of(const struct para *p)
{
	return p->runs != NULL && p->runs->kind == RUN_MARK ? p->runs->text : (str){ NULL, 0 };
}

static void
write_run(struct state *st, const struct para *p, const struct run *r)
{
	switch (r->kind) {
	case RUN_TEXT: write_text(st, r); break;
	case RUN_BREAK: buf_z(st->h->out, "<br>"); break;
	case RUN_TAB: write_tab(st, p); break;
	case RUN_NOTE: write_note_mark(st, r); break;
	case RUN_IMAGE: write_image(st, r); break;
	case RUN_LINK: open_link(st, r); break;
	case RUN_LINK_END: close_link(st); break;
	case RUN_MARK: write_mark(st, p, r); break;
	case RUN_MARK_END:
	case RUN_FIELD: /* Word's; its result is text */
	case RUN_FIELD_END:
	case RUN_PAGE_NUMBER: break;
	}
}

/* Does the text begin on the line below its number? */
static bool
breaks_first(const struct para *p)
{
	const struct run *r = p->runs;

	while (r != NULL && r->kind == RUN_MARK)
		r = r->next;
	return r == NULL || r->kind == RUN_BREAK;
}

static void
write_label(struct html *h, const struct para *p)
{
	const struct plevel *lvl = &h->p->abstracts[h->p->nums[p->num].abstract].lvl[p->num_level];

	bool bold = lvl->bold || p->set & PS_BOLD_NUMBER;

	buf_z(h->out, bold ? "<strong>" : "");
	html_text(h->out, p->label);
	buf_z(h->out, bold ? "</strong>" : "");
	buf_z(h->out, breaks_first(p) ? "" : " ");
}

void
html_runs(struct html *h, const struct para *p)
{
	struct state st = { .h = h };

	if (shape_prints_label(p))
		write_label(h, p);
	for (const struct run *r = p->runs; r != NULL; r = r->next)
		write_run(&st, p, r);
	close_link(&st);
}
