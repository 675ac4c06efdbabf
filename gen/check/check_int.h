/* check/check_int.h: what the files of this room share.
 *
 * A rule of the decree is one function and one row of rules.c; it looks at the
 * document (source.c) or at the finished page (page.c) and reports with
 * rule_find(), which knows what the document waives and how much it matters. */
#ifndef CHECK_CHECK_INT_H
#define CHECK_CHECK_INT_H

#include "../model/walk.h"
#include "check.h"

struct rule;
struct rule_run {
	const struct doc *doc;
	const struct corpus *corpus;
	const struct style *s;
	const struct type *type; /* never NULL */
	const struct plan *plan; /* rules on the page; else NULL */
	struct arena *a;
	struct diags *d;
	const struct rule *rule;           /* the one that runs */
	const struct style *const *styles; /* rules on the corpus: as check_corpus() has them */
	const struct typed *typed;         /* typed.h: these are made when first asked for */
	const struct form_hits *hits;      /* … */
	const struct abbreviations *abbreviations; /* words.c */
	const struct rule *counted;                /* typed.c: the rule of n_found */
	size_t n_found;                            /* its findings in this document */
};

struct rule {
	enum diag_code code;  /* its id is the code's name */
	enum check_part part; /* of the document: where a finding is counted */
	const char *clause;   /* where the decree says so; %4 of the message */
	void (*run)(struct rule_run *r);
};

/* Reports a breach of the rule that runs. a, b are %1 and %2. The result is valid
 * until the next one. */
struct diag *rule_find(struct rule_run *r, pos at, str a, str b);

/* Makes a note of a finding of rule_find(). */
void rule_lower(struct diags *d, struct diag *f);

/* The same as rule_find() at any place, for doc: %1 … %3, and a second place (src NULL: none).
 * NULL: doc waives the rule. */
struct diag *rule_find_at(
    struct rule_run *r, const struct doc *doc, pos at, pos also, const str three[3]);
/* The row of a code; NULL: it is no rule. */
const struct rule *rule_by_code(enum diag_code code);
bool rule_is_waived(const struct doc *doc, const struct rule *rule);

/* text.c: looking into typed text -------------------------------------------- */
/* Opens with these whole words, whatever their case. */
bool text_opens(struct arena *a, str s, str word);
bool text_has(str s, const char *what);         /* byte for byte */
bool text_has_number(str s);                    /* "số" and a digit behind it */
bool text_has_sign(str s);                      /* "15/QĐ": a digit, '/', a capital */
bool text_has_date(str s);                      /* "ngày" and a digit behind it */
bool text_all_capitals(struct arena *a, str s); /* letters, and no small one */

/* source.c --------------------------------------------------------------------- */
void rule_trich_yeu_period(struct rule_run *r);
void rule_trich_yeu_vv(struct rule_run *r);
void rule_cv_vv_form(struct rule_run *r);
void rule_ten_loai_cong_van(struct rule_run *r);
void rule_kinhgui_required(struct rule_run *r);
void rule_kinhgui_forbidden(struct rule_run *r);
void rule_place_abbrev(struct rule_run *r);
void rule_ban_hanh_abbrev(struct rule_run *r);
void rule_kyhieu_cong_van(struct rule_run *r);
void rule_kyhieu_spaces(struct rule_run *r);
void rule_kyhieu_type_code(struct rule_run *r);
void rule_kyhieu_year(struct rule_run *r);
void rule_place_vs_issuer(struct rule_run *r);
void rule_ten_loai_known(struct rule_run *r);
void rule_title_body_agree(struct rule_run *r);
void rule_end_mark(struct rule_run *r);
void rule_nested_decimal(struct rule_run *r);
void rule_page_orientation(struct rule_run *r);
/* signer.c ------------------------------------------------------------------------ */
void rule_ky_name_hocham(struct rule_run *r);
void rule_ky_name_case(struct rule_run *r);
void rule_ky_kt_target(struct rule_run *r);
void rule_ky_tm_target(struct rule_run *r);
void rule_ky_abbr_dot(struct rule_run *r);
void rule_ky_placeholder(struct rule_run *r);
void rule_bienban_two_sign(struct rule_run *r);
void rule_ky_tuq_chain(struct rule_run *r);
void rule_noinhan_luu_unit(struct rule_run *r);
void rule_ky_title_abbrev(struct rule_run *r);
void rule_noinhan_luu_vt(struct rule_run *r);
/* content.c ------------------------------------------------------------------------ */
void rule_cancu_law_no_number(struct rule_run *r);
void rule_cancu_one_per_line(struct rule_run *r);
void rule_cancu_complete(struct rule_run *r);
void rule_cancu_opening(struct rule_run *r);
void rule_cite_subject_typed(struct rule_run *r);
void rule_struct_sequence(struct rule_run *r);
void rule_heading_last(struct rule_run *r);
/* annex.c ------------------------------------------------------------------------- */
void rule_annex_referenced(struct rule_run *r);
void rule_phuluc_roman(struct rule_run *r);
void rule_phuluc_single_number(struct rule_run *r);
void rule_phuluc_ref_line(struct rule_run *r);
/* page.c --------------------------------------------------------------------------- */
void rule_quoc_hieu_wrap(struct rule_run *r);
void rule_quoc_hieu_text(struct rule_run *r);
void rule_tieu_ngu_text(struct rule_run *r);
void rule_component_style(struct rule_run *r);
void rule_page_margin(struct rule_run *r);
void rule_size_pairing(struct rule_run *r);
void rule_body_size(struct rule_run *r);
void rule_body_indent(struct rule_run *r);
void rule_body_para_spacing(struct rule_run *r);
void rule_body_line_spacing(struct rule_run *r);

/* self.c --------------------------------------------------------------------------- */
void rule_nhu_dieu_missing(struct rule_run *r);
void rule_deadline_before_date(struct rule_run *r);
void rule_effect_before_date(struct rule_run *r);
/* sums.c --------------------------------------------------------------------------- */
void rule_table_sum(struct rule_run *r);
/* gaps.c --------------------------------------------------------------------------- */
void rule_gap_in_key(struct rule_run *r);
/* repeated.c ----------------------------------------------------------------------- */
void rule_head_typed(struct rule_run *r);
void rule_key_typed(struct rule_run *r);
void rule_luu_typed(struct rule_run *r);
void rule_char_hidden(struct rule_run *r);
void rule_char_lost(struct rule_run *r);
/* series.c ------------------------------------------------------------------------- */
void rule_number_twice(struct rule_run *r);
void rule_number_order(struct rule_run *r);

/* legacy.c, letters.c, spaces.c, words.c, capitals.c, names.c, citing.c, places.c: what goes
 * wrong in typing ------------------------------------------------------------------------ */
void rule_legacy_encoding(struct rule_run *r);
void rule_unicode_nfc(struct rule_run *r);
void rule_tone_placement(struct rule_run *r);
void rule_look_alike(struct rule_run *r);
void rule_word_doubled(struct rule_run *r);
void rule_double_space(struct rule_run *r);
void rule_manual_spaces(struct rule_run *r);
void rule_space_before_punct(struct rule_run *r);
void rule_space_after_punct(struct rule_run *r);
void rule_abbrev_late(struct rule_run *r);
void rule_abbrev_twice(struct rule_run *r);
void rule_abbrev_unexplained(struct rule_run *r);
void rule_place_abbrev_text(struct rule_run *r);
void rule_cap_citation(struct rule_run *r);
void rule_cap_admin_special(struct rule_run *r);
void rule_cap_person(struct rule_run *r);
void rule_cap_foreign_hyphen(struct rule_run *r);
void rule_cap_admin_unit(struct rule_run *r);
void rule_cap_terrain(struct rule_run *r);
void rule_cap_direction(struct rule_run *r);
void rule_cap_org(struct rule_run *r);
void rule_cap_org_special(struct rule_run *r);
void rule_cap_org_foreign(struct rule_run *r);
void rule_cap_nhan_dan(struct rule_run *r);
void rule_cap_award(struct rule_run *r);
void rule_cap_title_name(struct rule_run *r);
void rule_cap_dang(struct rule_run *r);
void rule_cap_tet(struct rule_run *r);
void rule_cap_lunar(struct rule_run *r);
void rule_cap_history(struct rule_run *r);
void rule_cap_work(struct rule_run *r);
void rule_cap_overuse(struct rule_run *r);
void rule_cap_doc_name(struct rule_run *r);
void rule_cap_holiday(struct rule_run *r);
void rule_cap_weekday(struct rule_run *r);
void rule_cap_sentence(struct rule_run *r);
void rule_cite_so(struct rule_run *r);
void rule_cite_order(struct rule_run *r);
void rule_date_zero_day(struct rule_run *r);
void rule_date_zero_month(struct rule_run *r);
void rule_date_extra_zero(struct rule_run *r);
void rule_date_in_body(struct rule_run *r);
void rule_money_form(struct rule_run *r);
void rule_province_2025(struct rule_run *r);
void rule_issuer_district_2025(struct rule_run *r);
void rule_office_2025(struct rule_run *r);

#endif
