/* check/rules.c: the table of rules, and how they run.
 *
 * A rule's id is the name of its finding. `bo_qua` takes a rule out for a
 * document, with the reason; in a document that is only transcribed
 * (`phuc-che`) all findings are notes, since nobody may change it any more.
 * Clauses are those of Phụ lục I, Phần I of Nghị định 30/2020/NĐ-CP where they
 * begin with a Roman number. */
#include "check_int.h"

static const struct rule SOURCE_RULES[] = {
	{ D_TRICH_YEU_PERIOD, CHECK_SUBJECT, "II.5.b", rule_trich_yeu_period },
	{ D_TRICH_YEU_VV, CHECK_SUBJECT, "II.5.b", rule_trich_yeu_vv },
	{ D_CV_VV_FORM, CHECK_SUBJECT, "II.5.b", rule_cv_vv_form },
	{ D_TEN_LOAI_CONG_VAN, CHECK_SUBJECT, "II.5", rule_ten_loai_cong_van },
	{ D_KINHGUI_REQUIRED, CHECK_RECIPIENT, "II.9.b", rule_kinhgui_required },
	{ D_KINHGUI_FORBIDDEN, CHECK_RECIPIENT, "II.9.c", rule_kinhgui_forbidden },
	{ D_PLACE_ABBREV, CHECK_NUMBER, "II.4.a", rule_place_abbrev },
	{ D_BAN_HANH_ABBREV, CHECK_HEAD, "II.2.a", rule_ban_hanh_abbrev },
	{ D_KYHIEU_CONG_VAN, CHECK_NUMBER, "II.3.b", rule_kyhieu_cong_van },
	{ D_KYHIEU_SPACES, CHECK_NUMBER, "II.3.c", rule_kyhieu_spaces },
	{ D_KYHIEU_TYPE_CODE, CHECK_NUMBER, "III, Mục I", rule_kyhieu_type_code },
	{ D_KYHIEU_YEAR, CHECK_NUMBER, "II.3", rule_kyhieu_year },
	{ D_PLACE_VS_ISSUER, CHECK_NUMBER, "II.4.a", rule_place_vs_issuer },
	{ D_TEN_LOAI_KNOWN, CHECK_SUBJECT, "II.5.b", rule_ten_loai_known },
	{ D_TITLE_BODY_AGREE, CHECK_SUBJECT, "mẫu 1.2, 1.3", rule_title_body_agree },
	{ D_END_MARK, CHECK_BODY, "mẫu 1.1 đến 1.10", rule_end_mark },
	{ D_NESTED_DECIMAL, CHECK_BODY, "II.6.đ", rule_nested_decimal },
	{ D_PAGE_ORIENTATION, CHECK_PAGE, "I.2", rule_page_orientation },
	{ D_KY_NAME_HOCHAM, CHECK_SIGNER, "II.7.c", rule_ky_name_hocham },
	{ D_KY_NAME_CASE, CHECK_SIGNER, "II.7.đ", rule_ky_name_case },
	{ D_KY_KT_TARGET, CHECK_SIGNER, "II.7.b", rule_ky_kt_target },
	{ D_KY_TM_TARGET, CHECK_SIGNER, "II.7.b", rule_ky_tm_target },
	{ D_KY_ABBR_DOT, CHECK_SIGNER, "II.7.b", rule_ky_abbr_dot },
	{ D_KY_PLACEHOLDER, CHECK_SIGNER, "", rule_ky_placeholder },
	{ D_BIENBAN_TWO_SIGN, CHECK_SIGNER, "mẫu 1.9", rule_bienban_two_sign },
	{ D_KY_TUQ_CHAIN, CHECK_SIGNER, "Điều 13.3", rule_ky_tuq_chain },
	{ D_KY_TITLE_ABBREV, CHECK_SIGNER, "II.7.c", rule_ky_title_abbrev },
	{ D_NOINHAN_LUU_VT, CHECK_RECIPIENT, "II.9.d", rule_noinhan_luu_vt },
	{ D_NOINHAN_LUU_UNIT, CHECK_RECIPIENT, "II.9.d", rule_noinhan_luu_unit },
	{ D_CANCU_LAW_NO_NUMBER, CHECK_BASIS, "II.6.a", rule_cancu_law_no_number },
	{ D_CANCU_ONE_PER_LINE, CHECK_BASIS, "II.6.a", rule_cancu_one_per_line },
	{ D_CANCU_COMPLETE, CHECK_BASIS, "II.6.a", rule_cancu_complete },
	{ D_CANCU_OPENING, CHECK_BASIS, "II.6.a", rule_cancu_opening },
	{ D_CITE_SUBJECT_TYPED, CHECK_BASIS, "II.6.b", rule_cite_subject_typed },
	{ D_STRUCT_SEQUENCE, CHECK_BODY, "II.6.đ", rule_struct_sequence },
	{ D_HEADING_LAST, CHECK_BODY, "II.6.d", rule_heading_last },
	{ D_ANNEX_REFERENCED, CHECK_ANNEX, "III.1.a", rule_annex_referenced },
	{ D_PHULUC_ROMAN, CHECK_ANNEX, "III.1.a", rule_phuluc_roman },
	{ D_PHULUC_SINGLE_NUMBER, CHECK_ANNEX, "III.1.a", rule_phuluc_single_number },
	{ D_PHULUC_REF_LINE, CHECK_ANNEX, "III.1.c", rule_phuluc_ref_line },
	{ D_DEADLINE_BEFORE_DATE, CHECK_FACTS, "", rule_deadline_before_date },
	{ D_EFFECT_BEFORE_DATE, CHECK_FACTS, "", rule_effect_before_date },
	{ D_TABLE_SUM, CHECK_FACTS, "", rule_table_sum },
	{ D_GAP_IN_KEY, CHECK_FACTS, "", rule_gap_in_key },
	{ D_HEAD_TYPED, CHECK_HEAD, "II.1", rule_head_typed },
	{ D_KEY_TYPED, CHECK_BODY, "", rule_key_typed },
	{ D_LUU_TYPED, CHECK_RECIPIENT, "II.9.d", rule_luu_typed },
	{ D_CHAR_HIDDEN, CHECK_TYPING, "", rule_char_hidden },
	{ D_CHAR_LOST, CHECK_TYPING, "I.4", rule_char_lost },
	{ D_LEGACY_ENCODING, CHECK_PAGE, "I.4", rule_legacy_encoding },
	{ D_UNICODE_NFC, CHECK_PAGE, "I.4", rule_unicode_nfc },
	{ D_TONE_PLACEMENT, CHECK_TYPING, "", rule_tone_placement },
	{ D_LOOK_ALIKE, CHECK_TYPING, "I.4", rule_look_alike },
	{ D_WORD_DOUBLED, CHECK_TYPING, "", rule_word_doubled },
	{ D_DOUBLE_SPACE, CHECK_TYPING, "", rule_double_space },
	{ D_MANUAL_SPACES, CHECK_TYPING, "", rule_manual_spaces },
	{ D_SPACE_BEFORE_PUNCT, CHECK_TYPING, "", rule_space_before_punct },
	{ D_SPACE_AFTER_PUNCT, CHECK_TYPING, "", rule_space_after_punct },
	{ D_ABBREV_LATE, CHECK_TYPING, "", rule_abbrev_late },
	{ D_ABBREV_TWICE, CHECK_TYPING, "", rule_abbrev_twice },
	{ D_ABBREV_UNEXPLAINED, CHECK_TYPING, "", rule_abbrev_unexplained },
	{ D_PLACE_ABBREV_TEXT, CHECK_TYPING, "II.4.a", rule_place_abbrev_text },
	{ D_CAP_CITATION, CHECK_BASIS, "V.7", rule_cap_citation },
	{ D_CAP_ADMIN_SPECIAL, CHECK_CAPITAL, "III.1.b, c", rule_cap_admin_special },
	{ D_CAP_PERSON, CHECK_CAPITAL, "II.1", rule_cap_person },
	{ D_CAP_FOREIGN_HYPHEN, CHECK_CAPITAL, "II.2.b, III.2.b", rule_cap_foreign_hyphen },
	{ D_CAP_ADMIN_UNIT, CHECK_CAPITAL, "III.1.a", rule_cap_admin_unit },
	{ D_CAP_TERRAIN, CHECK_CAPITAL, "III.1.d", rule_cap_terrain },
	{ D_CAP_DIRECTION, CHECK_CAPITAL, "III.1.đ", rule_cap_direction },
	{ D_CAP_ORG, CHECK_CAPITAL, "IV.1", rule_cap_org },
	{ D_CAP_ORG_SPECIAL, CHECK_CAPITAL, "IV.1.b", rule_cap_org_special },
	{ D_CAP_ORG_FOREIGN, CHECK_CAPITAL, "IV.2", rule_cap_org_foreign },
	{ D_CAP_NHAN_DAN, CHECK_CAPITAL, "V.1", rule_cap_nhan_dan },
	{ D_CAP_AWARD, CHECK_CAPITAL, "V.2", rule_cap_award },
	{ D_CAP_TITLE_NAME, CHECK_CAPITAL, "V.3", rule_cap_title_name },
	{ D_CAP_DANG, CHECK_CAPITAL, "V.4", rule_cap_dang },
	{ D_CAP_DOC_NAME, CHECK_CAPITAL, "V.6", rule_cap_doc_name },
	{ D_CAP_HOLIDAY, CHECK_CAPITAL, "V.5, V.8", rule_cap_holiday },
	{ D_CAP_WEEKDAY, CHECK_CAPITAL, "V.8", rule_cap_weekday },
	{ D_CAP_TET, CHECK_CAPITAL, "V.8", rule_cap_tet },
	{ D_CAP_LUNAR, CHECK_CAPITAL, "V.8", rule_cap_lunar },
	{ D_CAP_HISTORY, CHECK_CAPITAL, "V.9", rule_cap_history },
	{ D_CAP_WORK, CHECK_CAPITAL, "V.10", rule_cap_work },
	{ D_CAP_OVERUSE, CHECK_CAPITAL, "V", rule_cap_overuse },
	{ D_CAP_SENTENCE, CHECK_CAPITAL, "I", rule_cap_sentence },
	{ D_CITE_SO, CHECK_BASIS, "II.6.b", rule_cite_so },
	{ D_CITE_ORDER, CHECK_BASIS, "V.7", rule_cite_order },
	{ D_DATE_ZERO_DAY, CHECK_FACTS, "II.4.b", rule_date_zero_day },
	{ D_DATE_ZERO_MONTH, CHECK_FACTS, "II.4.b", rule_date_zero_month },
	{ D_DATE_EXTRA_ZERO, CHECK_FACTS, "II.4.b", rule_date_extra_zero },
	{ D_DATE_IN_BODY, CHECK_FACTS, "II.4.b", rule_date_in_body },
	{ D_MONEY_FORM, CHECK_FACTS, "", rule_money_form },
	{ D_PROVINCE_2025, CHECK_FACTS, "", rule_province_2025 },
	{ D_ISSUER_DISTRICT_2025, CHECK_FACTS, "", rule_issuer_district_2025 },
	{ D_OFFICE_2025, CHECK_FACTS, "", rule_office_2025 },
};

static const struct rule PAGE_RULES[] = {
	{ D_QUOC_HIEU_WRAP, CHECK_HEAD, "II.1", rule_quoc_hieu_wrap },
	{ D_QUOC_HIEU_TEXT, CHECK_HEAD, "II.1.a", rule_quoc_hieu_text },
	{ D_TIEU_NGU_TEXT, CHECK_HEAD, "II.1.b", rule_tieu_ngu_text },
	{ D_COMPONENT_STYLE, CHECK_PAGE, "V", rule_component_style },
	{ D_PAGE_MARGIN, CHECK_PAGE, "I.3", rule_page_margin },
	{ D_SIZE_PAIRING, CHECK_PAGE, "V, chú thích 1", rule_size_pairing },
	{ D_BODY_SIZE, CHECK_PAGE, "II.6.e", rule_body_size },
	{ D_BODY_INDENT, CHECK_PAGE, "II.6.e", rule_body_indent },
	{ D_BODY_PARA_SPACING, CHECK_PAGE, "II.6.e", rule_body_para_spacing },
	{ D_BODY_LINE_SPACING, CHECK_PAGE, "II.6.e", rule_body_line_spacing },
	{ D_NHU_DIEU_MISSING, CHECK_RECIPIENT, "mẫu 1.1 đến 1.3", rule_nhu_dieu_missing },
};

/* On all heads together, once a run. */
static const struct rule CORPUS_RULES[] = {
	{ D_NUMBER_TWICE, CHECK_NUMBER, "II.3.a", rule_number_twice },
	{ D_NUMBER_ORDER, CHECK_NUMBER, "Điều 15", rule_number_order },
};

/* On the mentions of all documents: cited.c reports them, a row has no function. */
static const struct rule MENTION_RULES[] = {
	{ D_CITE_DATE_CONFLICT, CHECK_BASIS, "II.6.b", NULL },
	{ D_CITE_ISSUER_CONFLICT, CHECK_BASIS, "II.6.b", NULL },
	{ D_CITE_ISSUER_RANK, CHECK_BASIS, "II.6.b", NULL },
	{ D_CITE_TYPE_CONFLICT, CHECK_BASIS, "II.6.b", NULL },
	{ D_CITE_NUMBER_NEAR, CHECK_BASIS, "II.6.b", NULL },
	{ D_CITE_YOUNGER, CHECK_BASIS, "II.6.a", NULL },
	{ D_CITE_ENDED, CHECK_BASIS, "II.6.a", NULL },
	{ D_CITE_FIRST_FULL, CHECK_BASIS, "II.6.b", NULL },
	{ D_CITE_LATER_SHORT, CHECK_BASIS, "II.6.b", NULL },
};

/* On what two documents have in common: left.c reports them. */
static const struct rule LEFT_RULES[] = {
	{ D_LEFT_YEAR, CHECK_FACTS, "", NULL },
	{ D_LEFT_NUMBER, CHECK_FACTS, "", NULL },
	{ D_LEFT_DATE, CHECK_FACTS, "", NULL },
	{ D_LEFT_NAME, CHECK_FACTS, "", NULL },
	{ D_LEFT_RECIPIENT, CHECK_FACTS, "", NULL },
};

enum {
	N_SOURCE = sizeof SOURCE_RULES / sizeof *SOURCE_RULES,
	N_PAGE = sizeof PAGE_RULES / sizeof *PAGE_RULES,
	N_CORPUS = sizeof CORPUS_RULES / sizeof *CORPUS_RULES,
	N_MENTION = sizeof MENTION_RULES / sizeof *MENTION_RULES,
	N_LEFT = sizeof LEFT_RULES / sizeof *LEFT_RULES,
	N_RULES = N_SOURCE + N_PAGE + N_CORPUS + N_MENTION + N_LEFT
};

void
rule_lower(struct diags *d, struct diag *f)
{
	d->counts[f->level]--;
	f->level = DIAG_NOTE;
	d->counts[DIAG_NOTE]++;
}

/* Nobody may change a transcribed document any more. */
static void
lower_if_transcribed(const struct doc *doc, struct diags *d, struct diag *f)
{
	if (doc->trang_thai == TT_PHUC_CHE)
		rule_lower(d, f);
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
	if (i < N_CORPUS)
		return &CORPUS_RULES[i];
	i -= N_CORPUS;
	return i < N_MENTION ? &MENTION_RULES[i] : &LEFT_RULES[i - N_MENTION];
}

enum check_part
check_part(enum diag_code code)
{
	const struct rule *rule = rule_by_code(code);

	return rule != NULL ? rule->part : CHECK_SOURCE;
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
