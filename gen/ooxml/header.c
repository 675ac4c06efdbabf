/* ooxml/header.c: which headers and footers there are, and word/header*.xml,
 * word/footer*.xml.
 *
 * The page number stands in the top margin of every page but the first of a
 * section (Phụ lục I, I.7 of the decree). Word takes a header that a section
 * does not name from the section before, also the first page's, against the
 * standard ([MS-OI29500] 2.1.299); so each section names them all, and those
 * that look alike share one part: a document with ten appendices has two. */
#include "ooxml_int.h"

static int
find_or_add(struct writer *w, struct hf hf)
{
	for (size_t i = 0; i < w->hfs.n; i++) {
		const struct hf *h = &w->hfs.v[i];

		if (h->footer == hf.footer && h->kind == hf.kind && h->blocks == hf.blocks &&
		    h->page == hf.page)
			return (int)i;
	}
	VEC_PUSH(w->a, &w->hfs, hf);
	return (int)w->hfs.n - 1;
}

static bool
has_first_footer(const struct plan *p)
{
	for (size_t i = 0; i < p->n_sections; i++)
		if (p->sections[i].footer_first)
			return true;
	return false;
}

static struct hf
header_of(const struct psection *s)
{
	return (struct hf){ .kind = s->even_page_number ? HF_PAGE : HF_EMPTY };
}

static struct hf
first_header_of(const struct psection *s)
{
	bool page = !s->hide_first && s->even_page_number;

	if (s->header_first)
		return (struct hf){ .kind = HF_BLOCKS, .blocks = s->header_first, .page = page };
	return (struct hf){ .kind = page ? HF_PAGE : HF_EMPTY };
}

static struct hf
first_footer_of(const struct psection *s)
{
	return (struct hf){ .kind = s->footer_first ? HF_BLOCKS : HF_EMPTY,
		.footer = true,
		.blocks = s->footer_first };
}

void
ooxml_plan_headers(struct writer *w)
{
	const struct plan *p = w->p;
	bool footers = has_first_footer(p);

	w->section_hfs = NEW_N(w->a, struct section_hfs, p->n_sections);
	for (size_t i = 0; i < p->n_sections; i++) {
		const struct psection *s = &p->sections[i];
		struct section_hfs *h = &w->section_hfs[i];

		h->header = find_or_add(w, header_of(s));
		h->header_first = find_or_add(w, first_header_of(s));
		h->footer_first = footers ? find_or_add(w, first_footer_of(s)) : -1;
	}
}

size_t
ooxml_nth_hf(const struct writer *w, bool footer, size_t n)
{
	size_t i = 0;

	for (;; i++)
		if (w->hfs.v[i].footer == footer && n-- == 0)
			return i;
}

static void
save_page_number(struct writer *w)
{
	struct run number = { .kind = RUN_PAGE_NUMBER };
	struct para p = { .role = ROLE_SO_TRANG, .num = -1, .runs = &number };

	xml_save(&w->out, ooxml_write_p(w, NULL, &p, NULL));
}

static void
save_empty(struct writer *w)
{
	struct para p = { .role = ROLE_SO_TRANG, .num = -1 };

	xml_save(&w->out, ooxml_write_p(w, NULL, &p, NULL));
}

static void
write_hf(struct writer *w, bool footer, size_t n)
{
	const struct hf *h = &w->hfs.v[ooxml_nth_hf(w, footer, n)];
	const char *root = footer ? "w:ftr" : "w:hdr";

	ooxml_open_root(w, root);
	if (h->kind == HF_PAGE || h->page)
		save_page_number(w);
	if (h->kind == HF_EMPTY)
		save_empty(w);
	if (h->kind == HF_BLOCKS)
		ooxml_save_blocks(w, h->blocks);
	xml_close(&w->out, root);
}

void
ooxml_part_header(struct writer *w, size_t i)
{
	write_hf(w, false, i);
}

void
ooxml_part_footer(struct writer *w, size_t i)
{
	write_hf(w, true, i);
}
