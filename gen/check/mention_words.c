/* check/mention_words.c: what the recogniser knows of the language: names of
 * types, what they are abbreviated to in a ký hiệu, the words that a subject opens
 * with and those that end the name of an agency.
 *
 * Names of types are compared without marks and case, as everywhere. The list
 * is wider than the types of the templates: Party documents and laws are cited
 * but never written here. */
#include "mention.h"

#include "../base/utf.h"

static const str NONE = { NULL, 0 };

/* ---- Types ------------------------------------------------------------------------ */

/* The names, folded: ids of the templates where they have the type. */
static const str TYPES[] = { STR_INIT("an-le"), STR_INIT("bao-cao"), STR_INIT("bien-ban"),
	STR_INIT("bo-luat"), STR_INIT("chi-thi"), STR_INIT("chien-luoc"), STR_INIT("chuong-trinh"),
	STR_INIT("chuong-trinh-hanh-dong"), STR_INIT("cong-dien"), STR_INIT("cong-van"),
	STR_INIT("de-an"), STR_INIT("dieu-le"), STR_INIT("du-an"), STR_INIT("giay-moi"),
	STR_INIT("giay-uy-quyen"), STR_INIT("hien-phap"), STR_INIT("huong-dan"),
	STR_INIT("ke-hoach"), STR_INIT("ke-hoach-lien-tich"), STR_INIT("ket-luan"),
	STR_INIT("lenh"), STR_INIT("luat"), STR_INIT("nghi-dinh"), STR_INIT("nghi-quyet"),
	STR_INIT("nghi-quyet-lien-tich"), STR_INIT("phap-lenh"), STR_INIT("phuong-an"),
	STR_INIT("quy-che"), STR_INIT("quy-dinh"), STR_INIT("quyet-dinh"), STR_INIT("thong-bao"),
	STR_INIT("thong-bao-ket-luan"), STR_INIT("thong-cao"), STR_INIT("thong-tri"),
	STR_INIT("thong-tu"), STR_INIT("thong-tu-lien-tich"), STR_INIT("to-trinh") };

/* Abbreviations that open a ký hiệu and stand for one type only: "CT" may be a
 * chỉ thị or a Cục Thuế, "TB" a part of a công văn's. */
static const struct {
	str sign, type;
} SIGNS[] = { { STR_INIT("KH"), STR_INIT("ke-hoach") }, { STR_INIT("QĐ"), STR_INIT("quyet-dinh") },
	{ STR_INIT("NQ"), STR_INIT("nghi-quyet") }, { STR_INIT("NĐ"), STR_INIT("nghi-dinh") },
	{ STR_INIT("TTr"), STR_INIT("to-trinh") }, { STR_INIT("TB"), STR_INIT("thong-bao") },
	{ STR_INIT("BC"), STR_INIT("bao-cao") }, { STR_INIT("CTr"), STR_INIT("chuong-trinh") },
	{ STR_INIT("TTLT"), STR_INIT("thong-tu-lien-tich") } };

/* The name that begins at off of whole and goes to its end; empty: none. */
static str
type_from(str whole, size_t off)
{
	str name = str_from(whole, off);

	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (str_eq(TYPES[i], name))
			return TYPES[i];
	return NONE;
}

str
mention_type_of(struct arena *a, const struct mention_word *words, size_t n)
{
	enum { MAX = 4 };
	str v[MAX], whole;

	if (n > MAX) {
		words += n - MAX;
		n = MAX;
	}
	for (size_t i = 0; i < n; i++)
		v[i] = words[i].s;
	whole = utf_fold(a, str_join(a, v, n, S(" ")), '-');
	for (size_t off = 0; off < whole.n; off++)
		if (off == 0 || whole.p[off - 1] == '-') {
			str type = type_from(whole, off);

			if (type.n)
				return type;
		}
	return NONE;
}

str
mention_type_of_sign(str ky_hieu)
{
	str sign = str_first(ky_hieu, str_find_c(ky_hieu, '-'));

	for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
		if (str_eq(SIGNS[i].sign, sign))
			return SIGNS[i].type;
	return NONE;
}

bool
mention_types_agree(str x, str y)
{
	if (x.n > y.n) {
		str t = x;

		x = y;
		y = t;
	}
	return str_starts(y, x) || str_ends(y, x);
}

/* ---- Words ------------------------------------------------------------------------- */

static bool
is_one_of(str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, words[i]))
			return true;
	return false;
}
#define IS_ONE_OF(s, words) is_one_of((s), (words), sizeof(words) / sizeof *(words))

bool
mention_opens_subject(struct arena *a, str word)
{
	static const char *const openers[] = { "ve", "v-v", "v/v", "ban", "phe", "quy", "sua", "bo",
		"cong", "huong", "trien", "thuc", "thanh", "phat", "giao", "to", "dieu", "xay" };

	return IS_ONE_OF(utf_fold(a, word, '-'), openers);
}

bool
mention_ends_issuer(str word)
{
	static const char *const ends[] = { "về", "ban", "phê", "quy", "thực", "công", "sửa", "bổ",
		"hướng", "triển", "giao", "trên", "theo", "để", "đã", "được", "có", "do", "tại",
		"kèm", "đến", "nhằm", "trong", "cho", "khi", "là", "của", "với", "từ", "chấp", "xử",
		"tổ", "kiện", "điều", "tăng", "đẩy", "phát", "xây", "và", "hoặc", "nêu", "nói",
		"này", "mà", "thì", "bãi", "thay", "còn", "ngày", "số", "cùng", "như", "sẽ", "đang",
		"yêu", "đề", "thống", "hỗ", "tuyên", "nâng", "khuyến", "rà", "đảm", "bảo", "tiếp" };

	return IS_ONE_OF(word, ends);
}

bool
mention_says_ended(struct arena *a, str words)
{
	static const char *const said[] = { "thay-the", "bai-bo", "thu-hoi", "huy-bo",
		"het-hieu-luc", "cham-dut-hieu-luc", "ngung-hieu-luc" };
	str folded = words.n ? utf_fold(a, words, '-') : NONE;

	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (str_find(folded, str_z(said[i])) != STR_NONE)
			return true;
	return false;
}

bool
mention_is_form(struct arena *a, str word)
{
	static const char *const forms[] = { "mau", "bieu", "ma", "phieu", "bang" };

	return IS_ONE_OF(utf_fold(a, word, '-'), forms);
}

bool
mention_may_dot(str word)
{
	static const char *const short_words[] = { "TP", "Tp", "tp", "Q", "P", "H", "TX", "T",
		"TT" };

	return IS_ONE_OF(word, short_words);
}
