/* archive/metadata.h: the sixteen fields of Phụ lục VI, phần II, mục I of Nghị định
 * 30/2020/NĐ-CP, which an electronic archive takes of each document sent. */
#ifndef ARCHIVE_METADATA_H
#define ARCHIVE_METADATA_H

#include "../base/buf.h"
#include "facts.h"

struct metadata {
	str id;
	/* In the order of the table, by their English names; empty: not known. */
	str organ_id, file_catalog, file_notation, doc_ordinal, type_name, code_number,
	    code_notation, issued_date, organ_name, subject, language, page_amount, description;
	const struct facts_person *signers;
	size_t n_signers;
	const struct facts_to *to;
	size_t n_to;
	str priority, issued_amount, due_date;
};

/* pages: how many the finished document has; 0: nobody counted them. */
struct metadata metadata_of(
    struct arena *a, const struct facts *f, const struct style *s, unsigned pages);
/* Fields that are longer than the table lets them be, told at their place. */
void metadata_check(const struct metadata *m, const struct doc *doc, struct diags *d);

void metadata_json(struct buf *out, const struct metadata *v, size_t n);
void metadata_xml(struct buf *out, const struct metadata *v, size_t n);
/* A row a document; signers and recipients joined by "; ". */
void metadata_csv(struct buf *out, struct arena *a, const struct metadata *v, size_t n);

#endif
