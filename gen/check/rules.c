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
	{ D_DEADLINE_BEFORE_DATE, "", rule_deadline_before_date },
	{ D_EFFECT_BEFORE_DATE, "", rule_effect_before_date },
	{ D_TABLE_SUM, "", rule_table_sum },
	{ D_LEGACY_ENCODING, "I.4", rule_legacy_encoding },
	{ D_UNICODE_NFC, "I.4", rule_unicode_nfc },
	{ D_TONE_PLACEMENT, "", rule_tone_placement },
	{ D_LOOK_ALIKE, "I.4", rule_look_alike },
	{ D_WORD_DOUBLED, "", rule_word_doubled },
	{ D_DOUBLE_SPACE, "", rule_double_space },
	{ D_MANUAL_SPACES, "", rule_manual_spaces },
	{ D_SPACE_BEFORE_PUNCT, "", rule_space_before_punct },
	{ D_SPACE_AFTER_PUNCT, "", rule_space_after_punct },
	{ D_ABBREV_LATE, "", rule_abbrev_late },
	{ D_ABBREV_TWICE, "", rule_abbrev_twice },
	{ D_ABBREV_UNEXPLAINED, "", rule_abbrev_unexplained },
	{ D_PLACE_ABBREV_TEXT, "II.4.a", rule_place_abbrev_text },
	{ D_CAP_CITATION, "V.7", rule_cap_citation },
	{ D_CAP_ADMIN_SPECIAL, "III.1.b, c", rule_cap_admin_special },
	{ D_CAP_ORG, "IV.1", rule_cap_org },
	{ D_CAP_DOC_NAME, "V.6", rule_cap_doc_name },
	{ D_CAP_HOLIDAY, "V.5, V.8", rule_cap_holiday },
	{ D_CAP_WEEKDAY, "V.8", rule_cap_weekday },
	{ D_CAP_SENTENCE, "I", rule_cap_sentence },
	{ D_CITE_SO, "II.6.b", rule_cite_so },
	{ D_CITE_ORDER, "V.7", rule_cite_order },
	{ D_DATE_ZERO_DAY, "II.4.b", rule_date_zero_day },
	{ D_DATE_ZERO_MONTH, "II.4.b", rule_date_zero_month },
	{ D_DATE_EXTRA_ZERO, "II.4.b", rule_date_extra_zero },
	{ D_DATE_IN_BODY, "II.4.b", rule_date_in_body },
	{ D_MONEY_FORM, "", rule_money_form },
	{ D_PROVINCE_2025, "", rule_province_2025 },
	{ D_ISSUER_DISTRICT_2025, "", rule_issuer_district_2025 },
	{ D_OFFICE_2025, "", rule_office_2025 },
};

static const struct rule PAGE_RULES[] = {
	{ D_QUOC_HIEU_WRAP, "II.1", rule_quoc_hieu_wrap },
	{ D_PAGE_MARGIN, "I.3", rule_page_margin },
	{ D_SIZE_PAIRING, "V, chú thích 1", rule_size_pairing },
	{ D_BODY_SIZE, "II.6.e", rule_body_size },
	{ D_BODY_INDENT, "II.6.e", rule_body_indent },
	{ D_BODY_PARA_SPACING, "II.6.e", rule_body_para_spacing },
	{ D_BODY_LINE_SPACING, "II.6.e", rule_body_line_spacing },
	{ D_NHU_DIEU_MISSING, "mẫu 1.1 đến 1.3", rule_nhu_dieu_missing },
};

/* On all heads together, once a run. */
static const struct rule CORPUS_RULES[] = {
	{ D_NUMBER_TWICE, "II.3.a", rule_number_twice },
	{ D_NUMBER_ORDER, "Điều 15", rule_number_order },
};

/* On the mentions of all documents: cited.c reports them, a row has no function. */
static const struct rule MENTION_RULES[] = {
	{ D_CITE_DATE_CONFLICT, "II.6.b", NULL },
	{ D_CITE_ISSUER_CONFLICT, "II.6.b", NULL },
	{ D_CITE_ISSUER_RANK, "II.6.b", NULL },
	{ D_CITE_TYPE_CONFLICT, "II.6.b", NULL },
	{ D_CITE_NUMBER_NEAR, "II.6.b", NULL },
	{ D_CITE_YOUNGER, "II.6.a", NULL },
	{ D_CITE_ENDED, "II.6.a", NULL },
};

enum {
	N_SOURCE = sizeof SOURCE_RULES / sizeof *SOURCE_RULES,
	N_PAGE = sizeof PAGE_RULES / sizeof *PAGE_RULES,
	N_CORPUS = sizeof CORPUS_RULES / sizeof *CORPUS_RULES,
	N_MENTION = sizeof MENTION_RULES / sizeof *MENTION_RULES,
	N_RULES = N_SOURCE + N_PAGE + N_CORPUS + N_MENTION
};

/* Nobody may change a transcribed document any more. */
static void
lower_if_transcribed(const struct doc *doc, struct diags *d, struct diag *f)
{
	if (doc->trang_thai != TT_PHUC_CHE)
		return;
	d->counts[f->level]--;
	f->level = DIAG_NOTE;
	d->counts[DIAG_NOTE]++;
}

struct diag *
rule_find(struct rule_run *r, pos at, str a, str b)
{
	const str args[DIAG_ARGS] = { a, b, { NULL, 0 }, str_z(r->rule->clause) };
	struct diag *f = diag_add(r->d, r->rule->code, at, args, DIAG_ARGS);

	lower_if_transcribed(r->doc, r->d, f);
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

bool
rule_is_waived(const struct doc *doc, const struct rule *rule)
{
	return is_waived(doc, rule);
}

struct diag *
rule_find_at(struct rule_run *r, const struct doc *doc, pos at, pos also, const str three[3])
{
	const str args[DIAG_ARGS] = { three[0], three[1], three[2], str_z(r->rule->clause) };
	struct diag *f;

	if (is_waived(doc, r->rule))
		return NULL;
	f = diag_add(r->d, r->rule->code, at, args, DIAG_ARGS);
	f->also = also;
	lower_if_transcribed(doc, r->d, f);
	return f;
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

static const struct rule *
nth_rule(size_t i)
{
	if (i < N_SOURCE)
		return &SOURCE_RULES[i];
	i -= N_SOURCE;
	if (i < N_PAGE)
		return &PAGE_RULES[i];
	i -= N_PAGE;
	return i < N_CORPUS ? &CORPUS_RULES[i] : &MENTION_RULES[i - N_CORPUS];
}

const struct rule *
rule_by_code(enum diag_code code)
{
	for (size_t i = 0; i < N_RULES; i++)
		if (nth_rule(i)->code == code)
			return nth_rule(i);
	return NULL;
}

size_t
check_rules(enum diag_code *codes, size_t max)
{
	for (size_t i = 0; i < N_RULES && i < max; i++)
		codes[i] = nth_rule(i)->code;
	return N_RULES;
}

/* A waiver for a rule that there isn't would waive nothing. */
static void
check_waivers(const struct doc *doc, struct diags *d)
{
	str ids[N_RULES];

	for (size_t i = 0; i < N_RULES; i++)
		ids[i] = str_z(diag_info(nth_rule(i)->code)->code);
	for (size_t i = 0; i < doc->n_bo_qua; i++) {
		const struct val *v = &doc->bo_qua_rule[i];
		bool known = false;

		for (size_t k = 0; k < N_RULES; k++)
			known = known || str_eq(v->s, ids[k]);
		if (!known)
			diag(d, D_RULE_UNKNOWN, v->at, v->s)->suggest =
			    diag_nearest(v->s, ids, N_RULES);
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

void
check_corpus(const struct corpus *c, const struct style *const *styles, struct diags *d)
{
	struct rule_run r = { .corpus = c, .styles = styles, .a = d->arena, .d = d };

	for (size_t i = 0; i < N_CORPUS; i++) {
		r.rule = &CORPUS_RULES[i];
		CORPUS_RULES[i].run(&r);
	}
}

void
check_waived(const struct doc *doc, struct diags *d)
{
	for (size_t i = 0; i < doc->n_bo_qua; i++) {
		const struct val *rule = &doc->bo_qua_rule[i];

		for (size_t k = 0; k < N_RULES; k++)
			if (str_is(rule->s, diag_info(nth_rule(k)->code)->code))
				diag(d, D_RULE_WAIVED, rule->at, rule->s, doc->bo_qua_why[i].s);
	}
}
