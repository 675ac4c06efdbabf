/* tests/unit/test_mention.c: mentions of documents in running text, and how
 * agencies and subjects compare. */
#include "check.h"

#include "../../gen/base/buf.h"
#include "../../gen/check/mention.h"

static struct arena *arena;

/* ---- What is read of a text ----------------------------------------------------- */

static void
add_mention(struct buf *b, const struct mention *m)
{
	buf_fmt(b, "[%.*s", STR_ARG(m->so_ky_hieu));
	if (m->type.n)
		buf_fmt(b, "|%.*s", STR_ARG(m->type));
	if (m->clash.n)
		buf_fmt(b, "|!%.*s", STR_ARG(m->clash));
	if (m->ngay.year)
		buf_fmt(b, "|%d-%d-%d", m->ngay.year, m->ngay.month, m->ngay.day);
	if (m->issuer.n)
		buf_fmt(b, "|%.*s", STR_ARG(m->issuer));
	if (m->says_ended)
		buf_z(b, "|ended");
	buf_c(b, ']');
}

/* All mentions of a text in one line: [number|type|!clash|date|issuer|ended]. */
static void
reads(const char *text, const char *want)
{
	struct mention_scan scan = { .arena = arena, .text = str_z(text) };
	struct mention m;
	struct buf b;

	buf_init(&b);
	while (mention_next(&scan, &m)) {
		CHECK_STR(str_sub(scan.text, m.off, m.so_ky_hieu.n), str_cz(arena, m.so_ky_hieu));
		add_mention(&b, &m);
	}
	check_str(buf_view(&b), str_z(want), __FILE__, __LINE__, text);
	buf_free(&b);
}

static void
test_spellings(void)
{
	reads("Kế hoạch số 124/KH-UBND ngày 28 tháng 4 năm 2022 của Ủy ban nhân dân quận Tân "
	      "Bình về phát động phong trào",
	    "[124/KH-UBND|ke-hoach|2022-4-28|Ủy ban nhân dân quận Tân Bình]");
	reads("Quyết định 15/QĐ-BNV", "[15/QĐ-BNV|quyet-dinh]");
	reads("theo KẾ HOẠCH SỐ 2958/KH-SYT.", "[2958/KH-SYT|ke-hoach]");
	reads("số: 09/KH-TTYT, ngày 14/01/2022", "[09/KH-TTYT|2022-1-14]");
	reads("Công văn số 469/TTYT-TCHC ngày 11-5-2022 của Trung tâm Y tế;",
	    "[469/TTYT-TCHC|cong-van|2022-5-11|Trung tâm Y tế]");
	reads("Thông tư 21/2019/TT-BTC ngày 11.4.2019 của Bộ trưởng Bộ Tài chính hướng dẫn",
	    "[21/2019/TT-BTC|thong-tu|2019-4-11|Bộ trưởng Bộ Tài chính]");
	reads("Chỉ thị số 23/CT-TTg năm 2021", "[23/CT-TTg|chi-thi|2021-0-0]");
	reads("Nghị quyết số 1111/NQ-UBTVQH14 (sau đây gọi tắt là Nghị quyết số 1111/NQ-UBTVQH14).",
	    "[1111/NQ-UBTVQH14|nghi-quyet][1111/NQ-UBTVQH14|nghi-quyet]");
}

static void
test_party(void)
{
	reads("Chương trình hành động số 33-CTrHĐ/TU ngày 16 tháng 4 năm 2019 của Ban Thường vụ "
	      "Thành ủy thực hiện Nghị quyết số 19-NQ/TW ngày 25/10/2017",
	    "[33-CTrHĐ/TU|chuong-trinh-hanh-dong|2019-4-16|Ban Thường vụ Thành ủy]"
	    "[19-NQ/TW|nghi-quyet|2017-10-25]");
	reads("Kế hoạch 124-KH/TU", "[124-KH/TU|ke-hoach]");
}

static void
test_lines(void)
{
	reads("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ; Quyết "
	      "định số 12/QĐ-UBND ngày 3/2/2021 của Chủ tịch UBND TP. Lam Sơn và Kế hoạch số "
	      "7/KH-SYT",
	    "[30/2020/NĐ-CP|nghi-dinh|2020-3-5|Chính phủ]"
	    "[12/QĐ-UBND|quyet-dinh|2021-2-3|Chủ tịch UBND TP. Lam Sơn][7/KH-SYT|ke-hoach]");
	reads("(Kèm theo Kế hoạch số 14/KH-UBND ngày 28 tháng 4 năm 2022 của Ủy ban nhân dân xã)",
	    "[14/KH-UBND|ke-hoach|2022-4-28|Ủy ban nhân dân xã]");
	reads("của Bộ Lao động - Thương binh và Xã hội", "");
	reads("Thông tư số 5/2021/TT-BLĐTBXH ngày 7/7/2021 của Bộ Lao động - Thương binh và Xã "
	      "hội quy định chi tiết",
	    "[5/2021/TT-BLĐTBXH|thong-tu|2021-7-7|Bộ Lao động - Thương binh và Xã hội]");
}

static void
test_clash(void)
{
	reads("Quyết định số 124/KH-UBND", "[124/KH-UBND|quyet-dinh|!ke-hoach]");
	reads("Quyết định ban hành Quy chế số 12/QĐ-UBND", "[12/QĐ-UBND|quy-che]");
	reads("Thông báo kết luận số 52/TB-VPCP", "[52/TB-VPCP|thong-bao-ket-luan]");
	reads("Công văn số 1234/CT-TTHT", "[1234/CT-TTHT|cong-van]");
}

static void
test_ended(void)
{
	reads("bãi bỏ Quyết định số 5/QĐ-SYT", "[5/QĐ-SYT|quyet-dinh|ended]");
	reads("Quyết định số 5/QĐ-SYT ngày 2/3/2019 (đã hết hiệu lực)",
	    "[5/QĐ-SYT|quyet-dinh|2019-3-2|ended]");
}

static void
test_no_mention(void)
{
	reads("tốc độ 60/KM, 24/7, 12/2021, tỷ lệ 3/4, 01/02/2023, 2021-2030, COVID-19/SARS", "");
	reads("Mẫu số 01/GTGT-3LL; Biểu số 2/BC-TH; 10/Ab", "");
	reads("", "");
	reads("số 5/", "");
	reads("Kế hoạch số /KH-UBND ngày tháng năm 2022", "");
	reads("Kế hoạch số 5/KH-UBND ngày 45/13/2022", "[5/KH-UBND|ke-hoach]");
}

/* ---- Agencies ---------------------------------------------------------------------- */

static enum issuer_match
match(const char *x, const char *y)
{
	return mention_issuer_match(
	    mention_issuer(arena, str_z(x), NULL, 0), mention_issuer(arena, str_z(y), NULL, 0));
}

static void
test_issuers(void)
{
	str home = mention_issuer(arena, S("Ủy ban nhân dân quận Tân Bình"), NULL, 0);

	CHECK_INT(match("UBND quận Tân Bình", "Uỷ ban nhân dân Quận Tân Bình"), ISSUER_SAME);
	CHECK_INT(match("Chủ tịch UBND Q. Tân Bình", "Ủy ban nhân dân quận Tân Bình"), ISSUER_SAME);
	CHECK_INT(match("UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"), ISSUER_SAME);
	CHECK_INT(match("Sở Y tế", "Sở Y tế Thành phố Hồ Chí Minh"), ISSUER_MAY_BE);
	CHECK_INT(match("UBND Tân Bình", "UBND quận Tân Bình"), ISSUER_MAY_BE);
	CHECK_INT(match("UBND Thành phố", "UBND thành phố Lam Sơn"), ISSUER_MAY_BE);
	CHECK_INT(match("", "Sở Y tế"), ISSUER_MAY_BE);
	CHECK_INT(match("Bộ trưởng Bộ Tài chính", "Bộ Tài chính"), ISSUER_SAME);
	CHECK_INT(match("UBND quận Tân Bình", "UBND quận Tân Phú"), ISSUER_OTHER);
	CHECK_INT(match("UBND quận Tân Bình", "UBND Thành phố"), ISSUER_OTHER);
	CHECK_INT(match("Sở Y tế", "Sở Nội vụ"), ISSUER_OTHER);
	CHECK_INT(match("Văn phòng Chính phủ", "Chính phủ"), ISSUER_OTHER);
	CHECK_STR(mention_issuer(arena, S("UBND quận"), &home, 1), "uy ban nhan dan|quan tan binh");
	CHECK_STR(
	    mention_issuer(arena, S("Phòng Nội vụ quận"), &home, 1), "phong noi vu|quan tan binh");
}

static enum subject_match
about(const char *x, const char *y)
{
	return mention_subject_match(
	    mention_subject(arena, str_z(x)), mention_subject(arena, str_z(y)));
}

static void
test_subjects(void)
{
	CHECK_INT(
	    about("về cải cách hành chính năm 2022", "Cải cách hành chính năm 2022"), SUBJECT_SAME);
	CHECK_INT(about("về cải cách hành chính năm 2022", "về phòng, chống sốt xuất huyết"),
	    SUBJECT_OTHER);
	CHECK_INT(about("sửa đổi một số điều của Nghị định số 24/2014/NĐ-CP",
		      "sửa đổi một số điều của Nghị định số 37/2014/NĐ-CP"),
	    SUBJECT_OTHER);
	CHECK_INT(about("", "về cải cách hành chính"), SUBJECT_UNKNOWN);
}

int
main(void)
{
	arena = arena_new();
	test_spellings();
	test_party();
	test_lines();
	test_clash();
	test_ended();
	test_no_mention();
	test_issuers();
	test_subjects();
	arena_free(arena);
	return check_result();
}
