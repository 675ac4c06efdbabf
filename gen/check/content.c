/* check/content.c: rules on căn cứ and on the body. */
#include "check_int.h"

#include "../base/utf.h"
#include "../layout/layout.h"

static const str NONE = { NULL, 0 };

/* ---- Căn cứ ------------------------------------------------------------------ */

static str
behind_opener(struct rule_run *r, str text)
{
	str opener = style_word(r->s, "can-cu");

	return text_opens(r->a, text, opener) ? str_trim(str_from(text, opener.n)) : text;
}

/* The kind of law that a căn cứ opens with; empty: another document. */
static str
law_named(struct rule_run *r, str text)
{
	static const str laws[] = { STR_INIT("Luật"), STR_INIT("Bộ luật"), STR_INIT("Pháp lệnh") };

	text = behind_opener(r, text);
	for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
		if (text_opens(r->a, text, laws[i]))
			return laws[i];
	return NONE;
}

void
rule_cancu_law_no_number(struct rule_run *r)
{
	for (size_t i = 0; i < r->doc->n_can_cu; i++) {
		const struct val *v = &r->doc->can_cu[i].text;
		str first = str_first(v->s, str_find_c(v->s, ';')); /* others are another rule's */

		if (law_named(r, first).n && text_has_number(first))
			rule_find(r, v->at, law_named(r, first), NONE);
	}
}

/* A second document behind a semicolon. */
static bool
names_another(str text)
{
	size_t semicolon = str_find(text, S("; "));

	return semicolon != STR_NONE && text_has_number(str_from(text, semicolon));
}

void
rule_cancu_one_per_line(struct rule_run *r)
{
	for (size_t i = 0; i < r->doc->n_can_cu; i++) {
		const struct can_cu *c = &r->doc->can_cu[i];

		if (c->kind == CC_VAN_BAN && c->n_van_ban > 1)
			rule_find(r, c->at, NONE, NONE);
		else if (c->kind == CC_TEXT && names_another(c->text.s))
			rule_find(r, c->text.at, NONE, NONE);
	}
}

void
rule_cancu_complete(struct rule_run *r)
{
	for (size_t i = 0; i < r->doc->n_can_cu; i++) {
		const struct val *v = &r->doc->can_cu[i].text;

		if ((text_has_number(v->s) || text_has_sign(v->s)) && !text_has_date(v->s) &&
		    law_named(r, v->s).n == 0)
			rule_find(r, v->at, NONE, NONE);
	}
}

/* A căn cứ that begins with the document it names: "Luật Lưu trữ …". */
void
rule_cancu_opening(struct rule_run *r)
{
	static const str kinds[] = { STR_INIT("Hiến pháp"), STR_INIT("Bộ luật"), STR_INIT("Luật"),
		STR_INIT("Pháp lệnh"), STR_INIT("Nghị định"), STR_INIT("Nghị quyết"),
		STR_INIT("Thông tư"), STR_INIT("Quyết định"), STR_INIT("Chỉ thị"),
		STR_INIT("Kế hoạch"), STR_INIT("Công văn"), STR_INIT("Thông báo"),
		STR_INIT("Tờ trình"), STR_INIT("Kết luận"), STR_INIT("Chương trình") };

	for (size_t i = 0; i < r->doc->n_can_cu; i++) {
		const struct val *v = &r->doc->can_cu[i].text;

		for (size_t k = 0; v->s.n && k < sizeof kinds / sizeof *kinds; k++) {
			if (!text_opens(r->a, v->s, kinds[k]))
				continue;
			rule_find(r, v->at, kinds[k], style_word(r->s, "can-cu"));
			break;
		}
	}
}

/* ---- Citations ------------------------------------------------------------------ */

/* The subject that a full citation would end in: what a shorter one lacks. */
static str
subject_of(struct rule_run *r, const struct doc *cited)
{
	str full = layout_citation(r->a, cited, r->s, CITE_DAY_DU, false);
	str part = layout_citation(r->a, cited, r->s, CITE_THUONG, false);

	return str_starts(full, part) ? str_trim(str_from(full, part.n)) : NONE;
}

static void
find_typed_subject(void *ctx, const struct inl *i)
{
	struct rule_run *r = ctx;
	const struct doc *cited;
	str subject;

	if (i->kind != INL_CITE || i->cite != CITE_AUTO || i->next == NULL ||
	    i->next->kind != INL_TEXT)
		return;
	cited = corpus_find(r->corpus, r->doc, i->target);
	subject = cited != NULL ? subject_of(r, cited) : NONE;
	if (subject.n && text_opens(r->a, str_trim(i->next->text), subject))
		rule_find(r, i->at, i->target, NONE);
}

void
rule_cite_subject_typed(struct rule_run *r)
{
	struct walk w = { .ctx = r, .inl = find_typed_subject };

	walk_document(r->doc, &w);
}

/* ---- Structure -------------------------------------------------------------------- */

static void
find_gap(void *ctx, const struct block *b)
{
	struct rule_run *r = ctx;
	uint32_t last = 0;

	if (b->kind != BLK_LIST || !b->ordered)
		return;
	for (const struct block *item = b->child; item != NULL; item = item->next) {
		if (last && item->number > last + 1)
			rule_find(r, item->at, str_fmt(r->a, "%u", item->number),
			    str_fmt(r->a, "%u", last));
		last = item->number;
	}
}

void
rule_struct_sequence(struct rule_run *r)
{
	struct walk w = { .ctx = r, .block = find_gap };

	walk_document(r->doc, &w);
}

static void
check_last(struct rule_run *r, const struct body *body)
{
	const struct block *last = NULL;

	for (const struct block *b = body->blocks; b != NULL; b = b->next)
		if (b->kind != BLK_PAGE_BREAK)
			last = b;
	if (last != NULL && last->kind == BLK_HEADING && !last->run_in)
		rule_find(r, last->at, NONE, NONE);
}

/* A form may end in one: it is to be filled in. */
void
rule_heading_last(struct rule_run *r)
{
	const struct doc *doc = r->doc;

	check_last(r, &doc->noi_dung);
	for (size_t i = 0; i < doc->n_phu_luc; i++)
		if (!doc->phu_luc[i].bieu_mau)
			check_last(r, &doc->phu_luc[i].noi_dung);
	for (size_t i = 0; i < doc->n_kem_theo; i++)
		check_last(r, &doc->kem_theo[i].noi_dung);
}
