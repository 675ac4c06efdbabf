/* layout/layout.h: model + roles → plan(s).
 *
 * Numbers every paragraph, resolves citations and references, breaks the
 * document into sections, makes capitals, fixed words and punctuation, and
 * fixes every width. Says what only it can see (a reference to nothing, a
 * level deeper than danh_so); such errors stop the document. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "../base/diag.h"
#include "../style/style.h"
#include "plan.h"

/* The pages that plan->toc of a document's first plan stand on, as they print there.
 * Only who has laid out the pages can know (gen/office/). Those not known yet look as
 * if they were 1: such a plan is there to be laid out, not to be printed. */
struct lay_pages {
	const str *v;
	size_t n;
};

/* Plans of a document: the first is the document itself, then one for each
 * appendix with tep_rieng. pages: for its tables of contents; NULL: they have no
 * page numbers and no dots. NULL when errors were reported. */
struct plan **layout_document(struct arena *a, const struct doc *doc, const struct corpus *c,
    const struct style *s, const struct lay_pages *pages, size_t *n_plans, struct diags *d);
/* A copy of p with a section behind the last, in which each of plan->toc stands by a
 * field that shows its page (PAGEREF): what lays out pages fills them in. */
const struct plan *layout_page_probe(struct arena *a, const struct plan *p);

/* The register of documents sent (Phụ lục IV, I): a cover, and a landscape table whose
 * header row repeats. */
enum { REGISTER_COLUMNS = 10 };
struct register_page {
	str file;     /* where it goes, without ".docx" */
	str chu_quan; /* the agency above; empty: none */
	str co_quan;
	int year;
	struct date first, last;   /* dates of the first and the last line */
	str first_sign, last_sign; /* and their numbers */
	const str (*rows)[REGISTER_COLUMNS];
	size_t n_rows;
};
struct plan *layout_register(
    struct arena *a, const struct style *s, const struct register_page *page, struct diags *d);
/* What column i (from 0) is called. */
str layout_register_column(struct arena *a, const struct style *s, size_t i, struct diags *d);

/* Số/ký hiệu as printed ("2958/KH-SYT"), of a document or a catalogue entry. */
str layout_so_ky_hieu(struct arena *a, const struct doc *doc, const struct style *s);
/* A citation in full: "Kế hoạch số 2958/KH-SYT ngày 06 tháng 5 năm 2022 của … về …". */
str layout_citation(struct arena *a, const struct doc *doc, const struct style *s,
    enum cite_mode mode, bool in_can_cu);
/* What appendix i of a list is called: "Phụ lục II", or its own name; empty: none. */
str layout_appendix_name(
    struct arena *a, const struct style *s, const struct phu_luc *list, size_t n, size_t i);

#endif
