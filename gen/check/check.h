/* check/check.h: rules. Rules on sources run before the layout, rules on the
 * page after it. A rule is one function and one row of the table in rules.c.
 *
 * Two sorts: breaches of the *format* (ERROR in diag_list.h) stop the document;
 * breaches of the *decree* are findings that never stop a build. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "../base/diag.h"
#include "../layout/plan.h"
#include "../model/doc.h"
#include "../style/style.h"

/* What the format asks that only the templates know: known types, required
 * keys, what the state asks (so, ngay of an issued document; no gaps). Must
 * run, and find no error, before layout. Bodies are read. */
bool check_format(
    const struct doc *doc, const struct corpus *c, const struct style *s, struct diags *d);
/* The decree: rules on the sources. */
void check_source(
    const struct doc *doc, const struct corpus *c, const struct style *s, struct diags *d);
/* What is left of the document that doc was made from (`soan_tu`): that is `old`, its
 * bodies read too. */
void check_left(
    const struct doc *doc, const struct doc *old, const struct style *s, struct diags *d);
/* The decree: rules on how it will print. */
void check_page(
    const struct doc *doc, const struct plan *p, const struct style *s, struct diags *d);

/* The decree: rules on all documents together, from their heads. styles stand
 * beside c->docs; NULL: that document was not asked for, and findings are told
 * of it only as the other place. */
void check_corpus(const struct corpus *c, const struct style *const *styles, struct diags *d);
/* Citations that agree, in two steps, since documents are worked on apart:
 * check_collect() writes the mentions that a document makes, its bodies read, as
 * bytes of this program's own; check_cited() holds those of all documents
 * against each other and against heads and catalogues. Unlike those of other
 * rules its findings stay warnings in a transcription (phuc-che). */
struct buf;
void check_collect(const struct doc *doc, struct arena *a, struct buf *out);
struct cited_from {
	const struct doc *doc;     /* NULL: nothing is known of it */
	const struct style *style; /* NULL for catalogue entries */
	str records;               /* what check_collect() wrote */
	bool quiet;                /* not asked for: only a witness */
	unsigned errors;           /* comes back: findings that are errors */
};
struct cited_loader {
	void *ctx;
	const struct src *(*source)(void *ctx, str path); /* for excerpts; may be NULL */
};
void check_cited(const struct corpus *c, struct cited_from *from, size_t n,
    const struct cited_loader *loader, struct diags *d);

/* The rules that doc waives, with its reasons: notes. */
void check_waived(const struct doc *doc, struct diags *d);

/* What `check --explain` and SARIF say of a rule: what is asked in plain words,
 * a wrong and a right form. */
struct rule_text {
	enum diag_code code;
	const char *vi, *en;
	const char *wrong, *right;
};
/* NULL: code is no rule. */
const struct rule_text *check_explain(enum diag_code code);
/* Where the decree says it, in full ("Phụ lục I, II.5.b"); empty: code is no rule,
 * or one of good practice. */
str check_clause(struct arena *a, enum diag_code code);
/* The part of a document that a rule looks at; CHECK_SOURCE for findings that are no
 * rule's: the source could not be read, or something that must be there is not. */
enum check_part {
	CHECK_SOURCE,
	CHECK_PAGE,      /* paper, margins, letters (I, V) */
	CHECK_HEAD,      /* Quốc hiệu, Tiêu ngữ, agencies (II.1, II.2) */
	CHECK_NUMBER,    /* số, ký hiệu, địa danh, thời gian (II.3, II.4) */
	CHECK_SUBJECT,   /* tên loại, trích yếu (II.5) */
	CHECK_BASIS,     /* căn cứ, viện dẫn (II.6.a, b) */
	CHECK_BODY,      /* bố cục, đánh số (II.6.c-e) */
	CHECK_SIGNER,    /* quyền hạn, chức vụ, họ tên (II.7) */
	CHECK_RECIPIENT, /* Kính gửi, nơi nhận (II.9) */
	CHECK_ANNEX,     /* phụ lục (III.1) */
	CHECK_CAPITAL,   /* viết hoa (Phụ lục II) */
	CHECK_TYPING,    /* chính tả, dấu câu, chữ viết tắt */
	CHECK_FACTS,     /* dates, amounts, names that are no more */
	CHECK__PARTS
};
enum check_part check_part(enum diag_code code);
/* The slip "Phiếu kiểm tra thể thức" of a document, as a model of its own to be laid
 * out with the same style: what was checked, what was found (in the order given),
 * on one page. Its id is the document's with "_phieu-kiem-tra" behind it, which no
 * document can have. It lives in a and points into doc and the findings. */
struct slip_finding {
	enum diag_code code;
	enum diag_level level;
	str path; /* empty: of no file */
	uint32_t line;
	str message;
};
struct doc *check_slip(struct arena *a, const struct doc *doc, const struct style *s,
    const struct slip_finding *v, size_t n, struct diags *d);

/* The codes of all rules, up to max of them; returns how many there are. */
size_t check_rules(enum diag_code *codes, size_t max);

#endif
