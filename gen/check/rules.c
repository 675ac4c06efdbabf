/* check/rules.c: the table of rules, and how they run.
 *
 * A rule's id is the name of its finding. `bo_qua` takes a rule out for a
 * document, with the reason; in a document that is only transcribed
 * (`phuc-che`) all findings are notes, since nobody may change it any more.
 * Clauses are those of Phụ lục I, Phần I of Nghị định 30/2020/NĐ-CP where they
 * begin with a Roman number. */
#include "check_int.h"

static const struct rule SOURCE_RULES[] = {
	{ D_TRICH_YEU_PERIOD, "II.5.b", rule_trich_yeu_period },
	{ D_TRICH_YEU_VV, "II.5.b", rule_trich_yeu_vv },
	{ D_CV_VV_FORM, "II.5.b", rule_cv_vv_form },
	{ D_TEN_LOAI_CONG_VAN, "II.5", rule_ten_loai_cong_van },
	{ D_KINHGUI_REQUIRED, "II.9.b", rule_kinhgui_required },
	{ D_KINHGUI_FORBIDDEN, "II.9.c", rule_kinhgui_forbidden },
	{ D_PLACE_ABBREV, "II.4.a", rule_place_abbrev },
	{ D_BAN_HANH_ABBREV, "II.2.a", rule_ban_hanh_abbrev },
	{ D_KYHIEU_CONG_VAN, "II.3.b", rule_kyhieu_cong_van },
	{ D_KYHIEU_SPACES, "II.3.c", rule_kyhieu_spaces },
	{ D_PAGE_ORIENTATION, "I.2", rule_page_orientation },
	{ D_KY_NAME_HOCHAM, "II.7.c", rule_ky_name_hocham },
	{ D_KY_NAME_CASE, "II.7.đ", rule_ky_name_case },
	{ D_KY_KT_TARGET, "II.7.b", rule_ky_kt_target },
	{ D_KY_TUQ_CHAIN, "Điều 13.3", rule_ky_tuq_chain },
	{ D_KY_TITLE_ABBREV, "II.7.c", rule_ky_title_abbrev },
	{ D_NOINHAN_LUU_VT, "II.9.d", rule_noinhan_luu_vt },
	{ D_CANCU_LAW_NO_NUMBER, "II.6.a", rule_cancu_law_no_number },
	{ D_CANCU_ONE_PER_LINE, "II.6.a", rule_cancu_one_per_line },
	{ D_CANCU_COMPLETE, "II.6.a", rule_cancu_complete },
	{ D_CITE_SUBJECT_TYPED, "II.6.b", rule_cite_subject_typed },
	{ D_STRUCT_SEQUENCE, "II.6.đ", rule_struct_sequence },
	{ D_HEADING_LAST, "II.6.d", rule_heading_last },
	{ D_ANNEX_REFERENCED, "III.1.a", rule_annex_referenced },
};

static const struct rule PAGE_RULES[] = {
	{ D_QUOC_HIEU_WRAP, "II.1", rule_quoc_hieu_wrap },
	{ D_PAGE_MARGIN, "I.3", rule_page_margin },
	{ D_SIZE_PAIRING, "V, chú thích 1", rule_size_pairing },
	{ D_BODY_SIZE, "II.6.e", rule_body_size },
	{ D_BODY_INDENT, "II.6.e", rule_body_indent },
	{ D_BODY_PARA_SPACING, "II.6.e", rule_body_para_spacing },
	{ D_BODY_LINE_SPACING, "II.6.e", rule_body_line_spacing },
};

enum {
	N_SOURCE = sizeof SOURCE_RULES / sizeof *SOURCE_RULES,
	N_PAGE = sizeof PAGE_RULES / sizeof *PAGE_RULES
};

struct diag *
rule_find(struct rule_run *r, pos at, str a, str b)
{
	const str args[DIAG_ARGS] = { a, b, { NULL, 0 }, str_z(r->rule->clause) };
	struct diag *f = diag_add(r->d, r->rule->code, at, args, DIAG_ARGS);

	if (r->doc->trang_thai != TT_PHUC_CHE)
		return f;
	r->d->counts[f->level]--;
	f->level = DIAG_NOTE;
	r->d->counts[DIAG_NOTE]++;
	return f;
}

static bool
is_waived(const struct doc *doc, const struct rule *rule)
{
	for (size_t i = 0; i < doc->n_bo_qua; i++)
		if (str_is(doc->bo_qua_rule[i].s, diag_info(rule->code)->code))
			return true;
	return false;
}

static void
run_rules(struct rule_run *r, const struct rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		r->rule = &rules[i];
		if (!is_waived(r->doc, r->rule))
			rules[i].run(r);
	}
}

/* A waiver for a rule that there isn't would waive nothing. */
static void
check_waivers(const struct doc *doc, struct diags *d)
{
	str ids[N_SOURCE + N_PAGE];

	for (size_t i = 0; i < N_SOURCE; i++)
		ids[i] = str_z(diag_info(SOURCE_RULES[i].code)->code);
	for (size_t i = 0; i < N_PAGE; i++)
		ids[N_SOURCE + i] = str_z(diag_info(PAGE_RULES[i].code)->code);
	for (size_t i = 0; i < doc->n_bo_qua; i++) {
		const struct val *v = &doc->bo_qua_rule[i];
		bool known = false;

		for (size_t k = 0; k < N_SOURCE + N_PAGE; k++)
			known = known || str_eq(v->s, ids[k]);
		if (!known)
			diag(d, D_RULE_UNKNOWN, v->at, v->s)->suggest =
			    diag_nearest(v->s, ids, N_SOURCE + N_PAGE);
	}
}

void
check_source(const struct doc *doc, const struct corpus *c, const struct style *s, struct diags *d)
{
	struct rule_run r = { .doc = doc, .corpus = c, .s = s, .a = d->arena, .d = d };

	check_waivers(doc, d);
	r.type = style_type(s, doc->loai.s, d);
	if (r.type != NULL && !r.type->ngoai)
		run_rules(&r, SOURCE_RULES, N_SOURCE);
}

void
check_page(const struct doc *doc, const struct plan *p, const struct style *s, struct diags *d)
{
	struct rule_run r = { .doc = doc, .plan = p, .a = d->arena, .d = d };

	r.s = p->style != NULL ? p->style : s;
	r.type = style_type(s, doc->loai.s, d);
	if (r.type != NULL)
		run_rules(&r, PAGE_RULES, N_PAGE);
}
