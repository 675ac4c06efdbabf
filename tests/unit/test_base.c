/* tests/unit/test_base.c: the base room, function by function, where the
 * program as a whole would not show a fault at once. */
#include "check.h"

#include "../../gen/base/arena.h"
#include "../../gen/base/buf.h"
#include "../../gen/base/diag.h"
#include "../../gen/base/digest.h"
#include "../../gen/base/near.h"
#include "../../gen/base/src.h"
#include "../../gen/base/utf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- str, arena, buf ----------------------------------------------------- */

static void
test_str_cutting(void)
{
	str rest, line = S("x");

	CHECK_STR(str_cut(S("a=b=c"), '=', &rest), "a");
	CHECK_STR(rest, "b=c");
	CHECK_STR(str_cut(S("a="), '=', &rest), "a");
	CHECK(rest.p != NULL && rest.n == 0);
	CHECK_STR(str_cut(S("abc"), '=', &rest), "abc");
	CHECK(rest.p == NULL && rest.n == 0);
	rest = S("one\n\nthree");
	CHECK(str_line(&rest, &line));
	CHECK_STR(line, "one");
	CHECK(str_line(&rest, &line));
	CHECK_STR(line, "");
	CHECK(str_line(&rest, &line));
	CHECK_STR(line, "three");
	CHECK(!str_line(&rest, &line));
	CHECK_STR(str_trim(S(" \t a b \n")), "a b");
	CHECK_STR(str_trim(S("  ")), "");
	CHECK_STR(str_sub(S("abcdef"), 2, 3), "cde");
	CHECK_STR(str_sub(S("abcdef"), 4, 30), "ef");
	CHECK_STR(str_from(S("abc"), 9), "");
}

static void
test_str_finding(void)
{
	uint32_t v = 7;

	CHECK_INT(str_find(S("aaab"), S("aab")), 1);
	CHECK(str_find(S("aaab"), S("abb")) == STR_NONE);
	CHECK(str_find(S("ab"), S("abc")) == STR_NONE);
	CHECK_INT(str_find(S("ab"), S("")), 0);
	CHECK(str_find((str){ NULL, 0 }, S("a")) == STR_NONE);
	CHECK_INT(str_rfind_c(S("a/b/c"), '/'), 3);
	CHECK(str_rfind_c(S("abc"), '/') == STR_NONE);
	CHECK(str_starts(S("abc"), S("ab")) && !str_starts(S("a"), S("ab")));
	CHECK(str_ends(S("abc"), S("bc")) && !str_ends(S("c"), S("bc")));
	CHECK(str_cmp(S("a"), S("ab")) < 0 && str_cmp(S("b"), S("ab")) > 0);
	CHECK(str_uint(S("007"), &v) && v == 7);
	CHECK(str_uint(S("999999999"), &v) && v == 999999999);
	CHECK(!str_uint(S("1000000000"), &v) && !str_uint(S("99999999999999999999"), &v));
	CHECK(!str_uint(S(""), &v) && !str_uint(S("1a"), &v) && !str_uint(S("-1"), &v));
}

/* Every place in texts of every length below three times eight: bytes are looked at
 * by eights. */
static void
test_by_eights(void)
{
	char text[24];
	bool right = true;

	for (size_t n = 0; n <= sizeof text; n++)
		for (size_t at = 0; at <= n; at++) {
			memset(text, '\xE1', sizeof text);
			if (at < n)
				text[at] = '\x1F';
			right &= str_find_control((str){ text, n }) == (at < n ? at : STR_NONE);
			memset(text, '\x7F', sizeof text);
			if (at < n)
				text[at] = '\xBF';
			right &= utf_len((str){ text, n }) == n - (at < n);
		}
	CHECK(right);
	CHECK(str_find_control(S("\x20\x7F\x80\xFF\x20\x20\x20\x20 ")) == STR_NONE);
	CHECK_INT(str_find_control(S("Điều\tkhoản\n")), 7);
	CHECK_INT(utf_len(S("Cộng hòa xã hội chủ nghĩa Việt Nam")), 34);
}

static void
test_str_making(struct arena *a)
{
	const str parts[] = { S("a"), S(""), S("c") };

	CHECK_STR(str_join(a, parts, 3, S(", ")), "a, , c");
	CHECK_STR(str_join(a, parts, 0, S(", ")), "");
	CHECK_STR(str_cat(a, S("ab"), S("cd")), "abcd");
	CHECK_STR(str_fmt(a, "%d-%s", 12, "x"), "12-x");
	CHECK_STR(str_replace(a, S("a.b.c"), S("."), S("::")), "a::b::c");
	CHECK_STR(str_replace(a, S("a.b."), S("."), S("")), "ab");
	CHECK_STR(str_replace(a, S("abc"), S("x"), S("y")), "abc");
	CHECK(strcmp(str_cz(a, S("abc")), "abc") == 0);
}

static void
test_arena(void)
{
	struct arena *a = arena_new();
	VEC(uint32_t) v = { 0 }, w = { 0 };
	char *big, *p;
	bool zeroed = true, kept = true;

	for (size_t i = 0; i < 2000; i++) {
		p = arena_alloc(a, i % 97);
		zeroed = zeroed && (uintptr_t)p % sizeof(void *) == 0;
		for (size_t k = 0; k < i % 97; k++)
			zeroed = zeroed && p[k] == 0;
		memset(p, 0x55, i % 97);
	}
	CHECK(zeroed);
	big = arena_alloc(a, 1 << 20);
	CHECK(big[0] == 0 && big[(1 << 20) - 1] == 0);
	for (uint32_t i = 0; i < 5000; i++) {
		VEC_PUSH(a, &v, i);
		VEC_PUSH(a, &w, i * 2);
	}
	for (uint32_t i = 0; i < 5000; i++)
		kept = kept && v.v[i] == i && w.v[i] == i * 2;
	CHECK(kept && v.n == 5000 && w.n == 5000);
	arena_free(a);
	arena_free(NULL);
	a = arena_new();
	arena_keep(a, xmalloc(1));
	for (int i = 0; i < 100; i++)
		arena_alloc(a, 64 << 10);
	arena_give_back(a);
}

static void
test_buf(struct arena *a)
{
	struct buf b;
	str long_text;

	buf_init(&b);
	CHECK(b.p[0] == '\0');
	buf_clear(&b);
	buf_free(&b);
	buf_fmt(&b, "%s", "");
	for (int i = 0; i < 1000; i++)
		buf_c(&b, 'x');
	buf_fmt(&b, "%0200d", 7);
	CHECK_INT(b.n, 1200);
	CHECK_INT(strlen(b.p), 1200);
	CHECK(str_ends(buf_dup(&b, a), S("0007")));
	buf_clear(&b);
	buf_str(&b, S("ab"));
	memcpy(buf_reserve(&b, 2), "cd", 2);
	b.n += 2;
	buf_z(&b, "e");
	CHECK_STR(buf_view(&b), "abcde");
	CHECK_STR(buf_take(&b, a), "abcde");
	CHECK(b.n == 0 && b.p[0] == '\0');
	for (int i = 0; i < 1 << 18; i++) /* so long that it is handed over */
		buf_c(&b, 'x');
	long_text = buf_take(&b, a);
	CHECK_INT(long_text.n, 1 << 18);
	CHECK(long_text.p[0] == 'x' && long_text.p[1 << 18] == '\0');
	CHECK(b.n == 0 && b.p[0] == '\0');
	buf_free(&b);
}

/* ---- utf ------------------------------------------------------------------- */

static void
test_utf_forms(void)
{
	char bytes[4];
	size_t off;
	bool same = true;

	for (uint32_t cp = 1; cp < 0x110000; cp += cp < 0x3000 ? 1 : 97) {
		size_t n = utf_put(bytes, cp);

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		off = 0;
		same = same && utf_next((str){ bytes, n }, &off) == cp && off == n;
		same = same && utf_invalid((str){ bytes, n }) == STR_NONE;
	}
	CHECK(same);
	CHECK(utf_invalid(S("Văn bản hành chính")) == STR_NONE);
	CHECK_INT(utf_invalid(S("ab\xC0\x80")), 2);          /* overlong */
	CHECK_INT(utf_invalid(S("\xED\xA0\x80")), 0);        /* surrogate */
	CHECK_INT(utf_invalid(S("abcdefghij\xE1\xBA")), 10); /* cut short */
	CHECK_INT(utf_invalid(S("\xF4\x90\x80\x80")), 0);
	CHECK_INT(utf_invalid(S("\xF5")), 0);
	off = 0;
	CHECK(utf_next(S("\xE1\xBA"), &off) == 0xFFFD && off == 1);
	CHECK(utf_xml_char(9) && utf_xml_char(0x20) && utf_xml_char(0xFFFD));
	CHECK(!utf_xml_char(0) && !utf_xml_char(0xB) && !utf_xml_char(0xFFFE) &&
	      !utf_xml_char(0xD800));
}

static void
test_utf_plain(struct arena *a)
{
	str fine = S("Sở Nội vụ\n– “ổn”");

	CHECK(utf_plain(a, fine).p == fine.p);
	CHECK_STR(utf_plain(a, S("a\x1B[31m\tb\x7F")), "a\uFFFD[31m\uFFFDb\uFFFD");
	CHECK_STR(utf_plain(a, S("\xC2\x9B\u202Ex\u2066y\u2028")), "\uFFFD\uFFFDx\uFFFDy\uFFFD");
	CHECK_STR(utf_plain(a, S("a\xFF\xE1\xBA")), "a\uFFFD\uFFFD\uFFFD");
}

static void
test_utf_clean(void)
{
	CHECK(utf_is_clean(S("Cộng hòa xã hội chủ nghĩa Việt Nam – “độc lập”\n\t…")));
	CHECK(utf_is_clean(S("")));
	CHECK(!utf_is_clean(S("a\rb")));
	CHECK(!utf_is_clean(S("mot hai ba bon\x0B nam")));
	CHECK(!utf_is_clean(S("e\u0302")));
	CHECK(!utf_is_clean(S("\u2126")));
	CHECK(!utf_is_clean(S("ab\xFF")));
	CHECK(utf_is_clean(S("\u00D0\u02FF\u1E00\u1EFF")) && !utf_is_clean(S("\u0301")));
	CHECK(!utf_is_clean(S("\xE1\xBA")) && !utf_is_clean(S("\xE1\xBB\x41")));
	CHECK(!utf_is_clean(S("\xC3")) && !utf_is_clean(S("\xC3\x41")) &&
	      !utf_is_clean(S("\xC1\xBF")));
}

static void
test_utf_nfc(struct arena *a)
{
	str composed = S("Tiếng Việt\nđường"), decomposed;

	decomposed = S("Tie\u0302\u0301ng Vie\u0323\u0302t\nđu\u031Bo\u031B\u0300ng");
	CHECK(str_eq(utf_nfc(a, decomposed), composed));
	CHECK(utf_nfc(a, composed).p == composed.p);
	CHECK_STR(utf_nfc(a, S("\u212B\n")), "Å\n");
	CHECK_STR(utf_nfc(a, S("\n\no\u031B")), "\n\nơ");
}

static void
test_utf_case(struct arena *a)
{
	CHECK_STR(utf_upper(a, S("ủy ban nhân dân quận đường")), "ỦY BAN NHÂN DÂN QUẬN ĐƯỜNG");
	CHECK_STR(utf_upper(a, S("straße ﬁn ǰ ŉ ΐ ᾳ")), "STRASSE FIN J̌ ʼN Ϊ́ ΑΙ");
	CHECK_STR(utf_lower(a, S("KẾ HOẠCH ĐẦU TƯ")), "kế hoạch đầu tư");
	CHECK_STR(utf_lower_first(a, S("Về việc")), "về việc");
	CHECK_STR(utf_lower_first(a, S("Đề nghị")), "đề nghị");
	CHECK_STR(utf_lower_first(a, S("UBND quận")), "UBND quận");
	CHECK_STR(utf_lower_first(a, S("Ý kiến")), "ý kiến");
	CHECK_STR(utf_lower_first(a, S("")), "");
	CHECK_STR(utf_lower_first(a, S("Ổ")), "ổ");
	CHECK_STR(utf_upper_first(a, S("điều 1")), "Điều 1");
	CHECK_STR(utf_upper_first(a, S("1 điều")), "1 điều");
}

static void
test_utf_fold(struct arena *a)
{
	CHECK_STR(utf_fold(a, S("Nơi nhận"), '_'), "noi_nhan");
	CHECK_STR(utf_fold(a, S("  Kế   hoạch "), '-'), "ke-hoach");
	CHECK_STR(utf_fold(a, S("ĐƠN_VỊ-soạn thảo"), '_'), "don_vi_soan_thao");
	CHECK_STR(utf_fold(a, S("so"), '_'), "so");
	CHECK_STR(utf_fold(a, S("a__b"), '_'), "a_b");
	CHECK_STR(utf_fold(a, S("_a_"), '_'), "a");
	CHECK_STR(utf_fold(a, S("ke-hoach"), '_'), "ke_hoach");
	CHECK_STR(utf_fold(a, S("số\u00A0ký hiệu"), '_'), "so_ky_hieu");
	CHECK_STR(utf_fold(a, S("--"), '_'), "");
}

static void
test_utf_measures(void)
{
	CHECK_INT(utf_len(S("Điều 1")), 6);
	CHECK_INT(utf_width(S("Điều 1")), 6);
	CHECK_INT(utf_width(S("o\u031B")), 1);
	CHECK_INT(utf_width(S("漢字")), 4);
	CHECK(
	    utf_is_upper(0x110) && !utf_is_upper(0x111) && utf_is_upper('Q') && !utf_is_upper('1'));
	CHECK(utf_is_letter(0x1EBF) && !utf_is_letter('1') && !utf_is_letter(0x2013));
	CHECK(utf_is_space(0xA0) && utf_is_space('\n') && !utf_is_space('a'));
	CHECK(utf_is_mark(0x301) && !utf_is_mark('a'));
}

static void
test_utf_collate(void)
{
	static const char *const order[] = { "", "1", "2", "a", "A", "à", "ả", "ã", "á", "ạ", "ai",
		"ă", "ắ", "â", "ấ", "b", "c", "d", "đ", "Đà", "đu", "e", "ê", "ế", "g", "o", "ô",
		"ơ", "ợ", "p", "u", "ư", "ừ", "v", "y" };
	bool ordered = true;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
			int c = utf_collate(str_z(order[i]), str_z(order[k]));

			ordered =
			    ordered && ((i < k && c < 0) || (i == k && c == 0) || (i > k && c > 0));
		}
	}
	CHECK(ordered);
	CHECK(utf_collate(S("Bình Tân"), S("Bình Thạnh")) < 0);
	CHECK(utf_collate(S("mã"), S("mả")) > 0);
	CHECK(utf_collate(S("Thôn 2"), S("Thôn 10")) < 0);
	CHECK(utf_collate(S("Thôn 10"), S("Thôn 9 Đông")) > 0);
	CHECK(utf_collate(S("Thôn 02"), S("Thôn 2a")) < 0);
	CHECK(utf_collate(S("Thôn 2"), S("Thôn 02")) != 0);
	CHECK(utf_collate(S("2.9"), S("2.10")) < 0);
	CHECK(utf_collate(S("tổ 18446744073709551616"), S("tổ 18446744073709551617")) < 0);
	CHECK(utf_collate(S("Tổ 2"), S("tổ 2")) != 0);
	CHECK(utf_collate(S("tổ 10"), S("Tổ 2")) > 0);
	CHECK(utf_collate(S("Thôn"), S("Thôn 1")) < 0);
	CHECK(utf_collate(S("12a"), S("12")) > 0);
}

/* ---- src and text ------------------------------------------------------------ */

static pos
place(const struct src *s, uint32_t line, uint32_t col)
{
	return (pos){ s, line, col, 0 };
}

static bool
is_at(pos p, uint32_t line, uint32_t col, uint32_t len)
{
	if (p.line == line && p.col == col && p.len == len)
		return true;
	printf("\tat %u:%u+%u\n", p.line, p.col, p.len);
	return false;
}

static void
test_src_load(struct arena *a)
{
	struct diags d;
	const struct src *s;

	diags_init(&d, a);
	s = src_load(a, S("x.md"), S("\xEF\xBB\xBFmo\u0323t\r\nhai\rba"), &d);
	CHECK(s != NULL && d.list.n == 0);
	CHECK_STR(s->text, "mọt\nhai\nba");
	CHECK_INT(s->n_lines, 3);
	CHECK_STR(src_line(s, 2), "hai");
	CHECK_STR(src_line(s, 4), "");
	s = src_load(a, S("x.md"), S(""), &d);
	CHECK(s != NULL && s->n_lines == 1);
	CHECK(is_at(src_pos(s, 0, 0), 1, 1, 0));
	s = src_load(a, S("x.md"), S("a\n"), &d);
	CHECK(s->n_lines == 2 && is_at(src_pos(s, 2, 0), 2, 1, 0));
	CHECK(is_at(src_pos(s, 99, 5), 2, 1, 0));
	CHECK(d.list.n == 0);
}

static void
test_src_faults(struct arena *a)
{
	struct diags d;
	char many[400];

	diags_init(&d, a);
	CHECK(src_load(a, S("x.md"),
		  S("mộ\xE1\xBAt\nh\x0B"
		    "ai\xFF"),
		  &d) == NULL);
	CHECK_INT(d.list.n, 3);
	CHECK(d.list.v[0].code == D_SRC_UTF8 && is_at(d.list.v[0].at, 1, 3, 2));
	CHECK_STR(d.list.v[0].args[0], "0xE1");
	CHECK(d.list.v[1].code == D_SRC_XML_CHAR && is_at(d.list.v[1].at, 2, 2, 1));
	CHECK_STR(d.list.v[1].args[0], "U+000B");
	CHECK(is_at(d.list.v[2].at, 2, 5, 1));
	diags_init(&d, a);
	CHECK(src_load(a, S("x.md"),
		  S("\xFF\xFE"
		    "a\0"),
		  &d) == NULL);
	CHECK(d.list.n == 1 && d.list.v[0].code == D_SRC_UTF16);
	diags_init(&d, a);
	memset(many, '\f', sizeof many);
	CHECK(src_load(a, S("x.md"), (str){ many, sizeof many }, &d) == NULL);
	CHECK_INT(d.list.n, 21);
	CHECK(d.list.v[20].code == D_SRC_MORE);
	CHECK_STR(d.list.v[20].args[0], "380");
	diags_init(&d, a);
	for (size_t i = 0; i < sizeof many; i += 2)
		memcpy(many + i, "\xCC\x81", 2);
	CHECK(src_load(a, S("x.md"), (str){ many, sizeof many }, &d) == NULL);
	CHECK(d.list.n == 1 && d.list.v[0].code == D_SRC_MARKS);
}

static void
test_text_pos(struct arena *a)
{
	struct diags d;
	const struct src *s;
	struct text whole, line, block, inner, point;

	diags_init(&d, a);
	s = src_load(a, S("x.md"), S("một hai\nk: |\n    đầu\n\n      ba bốn\n"), &d);
	whole = (struct text){ s->text, place(s, 1, 1), TEXT_WHOLE, 0 };
	CHECK(is_at(text_pos(&whole, str_find(s->text, S("bốn")), 5), 5, 10, 3));
	inner = text_sub(&whole, str_find(s->text, S("đầu")), 99);
	CHECK(is_at(text_pos(&inner, str_find(inner.s, S("bốn")), 5), 5, 10, 3));
	line = (struct text){ S("hai"), place(s, 1, 5), TEXT_LINE, 0 };
	CHECK(is_at(text_pos(&line, 1, 2), 1, 6, 2));
	CHECK(is_at(text_pos(&line, 3, 4), 1, 8, 0));
	block = (struct text){ S("đầu\n\n  ba bốn\n"), place(s, 3, 5), TEXT_BLOCK, 4 };
	CHECK(is_at(text_pos(&block, 0, 7), 3, 5, 3));
	CHECK(is_at(text_pos(&block, str_find(block.s, S("u\n")), 1), 3, 7, 1));
	CHECK(is_at(text_pos(&block, str_find(block.s, S("\n\n")) + 1, 1), 4, 1, 0));
	CHECK(is_at(text_pos(&block, str_find(block.s, S("bốn")), 5), 5, 10, 3));
	inner = text_sub(&block, str_find(block.s, S("a bốn")), 3);
	CHECK(is_at(text_pos(&inner, 2, 3), 5, 10, 1));
	inner = text_sub(&block, 2, 20);
	CHECK(is_at(text_pos(&inner, str_find(inner.s, S("bốn")), 5), 5, 10, 3));
	point = (struct text){ S("hai"), (pos){ s, 1, 5, 3 }, TEXT_POINT, 0 };
	CHECK(is_at(text_pos(&point, 2, 1), 1, 5, 3));
	CHECK_INT(src_offset(s, 5, 10), str_find(s->text, S("bốn")));
	CHECK_INT(src_offset(s, 1, 99), str_find(s->text, S("\n")));
}

/* ---- diag ---------------------------------------------------------------------- */

static str
printed(struct arena *a, const struct diag *f, enum diag_lang lang)
{
	struct buf b;
	str s;

	buf_init(&b);
	diag_print(&b, f, lang, false);
	s = buf_dup(&b, a);
	buf_free(&b);
	return s;
}

static void
test_diag_print(struct arena *a)
{
	struct diags d;
	const struct src *s;
	struct diag *f;

	diags_init(&d, a);
	s = src_load(a, S("a/b.yaml"), S("số:\tmột 漢字 x\n"), &d);
	f = diag(&d, D_SRC_XML_CHAR, ((pos){ s, 1, 9, 2 }), S("U+0007"));
	f->suggest = S("sổ");
	f->also = place(s, 1, 1);
	CHECK_STR(printed(a, f, DIAG_EN),
	    "a/b.yaml:1:9: error: the control character U+0007 cannot stand in a document"
	    " [char-forbidden]\n"
	    "    số:    một 漢字 x\n"
	    "               ^~~~\n"
	    "    fix: delete it (it is invisible, and often comes from pasting out of Word or a "
	    "PDF)\n"
	    "    did you mean 'sổ'?\n"
	    "a/b.yaml:1:1: other place\n");
	f = diag(&d, D_SRC_MORE, place(NULL, 0, 0), S("3"));
	CHECK_STR(printed(a, f, DIAG_VI),
	    "vanban: lỗi: và 3 chỗ khác trong tệp này cũng hỏng như vậy [char-more]\n"
	    "    cách sửa: sửa như chỗ đã báo ở trên\n");
	f = diag(&d, D_SRC_MORE, place(s, 0, 0), S("3"));
	CHECK_STR(printed(a, f, DIAG_EN),
	    "a/b.yaml: error: and 3 more such places in this file [char-more]\n"
	    "    fix: mend them like the one above\n");
}

static void
test_diag_long(struct arena *a)
{
	struct diags d;
	struct buf b;
	const struct src *s;
	struct diag *f;
	str out, head, line, caret;

	diags_init(&d, a);
	buf_init(&b);
	for (int i = 0; i < 3000; i++)
		buf_z(&b, "đ");
	s = src_load(a, S("x"), buf_dup(&b, a), &d);
	f = diag(&d, D_SRC_MORE, ((pos){ s, 1, 1500, 2000 }), buf_view(&b));
	CHECK_INT(utf_len(f->args[0]), 81);
	out = printed(a, f, DIAG_EN);
	str_line(&out, &head);
	str_line(&out, &line);
	str_line(&out, &caret);
	CHECK(utf_width(line) == 4 + 1 + 100 + 1 && str_ends(line, S("…")));
	CHECK(str_starts(line, S("    …đ")));
	CHECK(utf_width(caret) == 4 + 1 + 100 && str_find_c(caret, '^') == 4 + 1 + 50);
	f = diag(&d, D_SRC_MORE, place(s, 1, 9000), S("\033[1m\n"));
	CHECK_STR(f->args[0], "\uFFFD[1m ");
	CHECK(str_find(printed(a, f, DIAG_EN), S("^\n")) != STR_NONE);
	buf_free(&b);
}

static void
test_diag_list(struct arena *a)
{
	struct diags d, e;
	const struct src *x, *y;

	diags_init(&d, a);
	diags_init(&e, a);
	x = src_load(a, S("x"), S("a\nb"), &d);
	y = src_load(a, S("y"), S("a\nb"), &d);
	CHECK(!diags_failed(&d));
	diag(&d, D_SRC_MORE, place(y, 1, 1), S("1"));
	diag(&d, D_SRC_MORE, place(x, 2, 1), S("1"));
	diag(&d, D_SRC_UTF16, place(x, 1, 2));
	diag(&e, D_SRC_MORE, place(x, 1, 1), S("2"));
	diag(&e, D_SRC_MORE, place(x, 2, 1), S("1"));
	diag(&e, D_SRC_MORE, place(x, 2, 1), S("0"));
	diags_append(&d, &e);
	CHECK(diags_failed(&d) && d.list.n == 6 && d.counts[DIAG_ERROR] == 6);
	diags_sort(&d);
	CHECK(d.list.n == 5 && d.counts[DIAG_ERROR] == 5);
	CHECK(d.list.v[0].at.line == 1 && d.list.v[0].at.col == 1 && d.list.v[0].at.src == x);
	CHECK(d.list.v[1].code == D_SRC_UTF16);
	CHECK_STR(d.list.v[2].args[0], "0");
	CHECK_STR(d.list.v[3].args[0], "1");
	CHECK(d.list.v[4].at.src == y);
}

/* The list itself: codes are unique and kebab-case, and have both texts. */
static void
test_diag_codes(void)
{
	for (int i = 0; i < D__COUNT; i++) {
		const struct diag_info *info = diag_info((enum diag_code)i);
		bool fine = info->vi[0] && info->en[0] && !info->fix_vi[0] == !info->fix_en[0];

		for (const char *c = info->code; *c; c++)
			fine = fine &&
			       ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-');
		for (int k = 0; k < i; k++)
			fine = fine && strcmp(info->code, diag_info((enum diag_code)k)->code) != 0;
		check_that(fine, "diag_list.h", i, info->code);
	}
}

static void
test_diag_nearest(void)
{
	static const str keys[] = { STR_INIT("noi_nhan"), STR_INIT("noi_dung"), STR_INIT("so"),
		STR_INIT("ky"), STR_INIT("ngay") };

	CHECK_STR(diag_nearest(S("nơi nhân"), keys, 5), "noi_nhan");
	CHECK_STR(diag_nearest(S("noi_nahn"), keys, 5), "noi_nhan");
	CHECK_STR(diag_nearest(S("noidung"), keys, 5), "noi_dung");
	CHECK_STR(diag_nearest(S("nagy"), keys, 5), "ngay");
	CHECK_STR(diag_nearest(S("Số"), keys, 5), "so");
	CHECK_STR(diag_nearest(S("xo"), keys, 5), "");
	CHECK_STR(diag_nearest(S("hoan_toan_khac"), keys, 5), "");
	CHECK_STR(diag_nearest(S(""), keys, 5), "");
}

/* A word of a few letters, so that many are near each other. */
static str
any_word(struct arena *a, unsigned *seed)
{
	char p[16];
	size_t n = 1 + (*seed = *seed * 1103515245 + 12345) / 65536 % 12;

	for (size_t i = 0; i < n; i++)
		p[i] = "abcA-"[(*seed = *seed * 1103515245 + 12345) / 65536 % 5];
	return str_dup(a, (str){ p, n });
}

/* The index finds what a walk over the list finds. */
static void
test_near(void)
{
	enum { WORDS = 600, ASKED = 400, MANY = 20000 };
	struct arena *a = arena_new();
	str *words = NEW_N(a, str, MANY), found;
	unsigned seed = 30, same = 0;
	const struct near *near;
	size_t closer, k;

	for (size_t i = 0; i < WORDS; i++)
		words[i] = any_word(a, &seed);
	near = near_new(a, words, WORDS);
	for (size_t i = 0; i < ASKED; i++) {
		str asked = any_word(a, &seed), wanted = diag_nearest(asked, words, WORDS);

		closer = near_limit(asked);
		k = near_find(near, asked, &closer);
		found = k == SIZE_MAX ? S("") : words[k];
		same += found.p == wanted.p || (found.n == 0 && wanted.n == 0);
	}
	CHECK_INT((int)same, ASKED);
	closer = 1; /* as near as "ngay" already */
	CHECK(near_find(near_new(a, (str[]){ S("ngayy") }, 1), S("ngay"), &closer) == SIZE_MAX);
	CHECK(near_find(near_new(a, NULL, 0), S("ngay"), &closer) == SIZE_MAX);
	for (size_t i = 0; i < MANY; i++)
		words[i] = str_fmt(a, "phong-%zu/kh-%zu-2026", i % 10, i);
	near = near_new(a, words, MANY);
	same = 0;
	for (size_t i = 0; i < MANY; i += 100) {
		str slip = str_replace(
		    a, str_replace(a, words[i], S("phong"), S("phogn")), S("kh-"), S("kh"));

		closer = near_limit(slip);
		k = near_find(near, slip, &closer);
		same += k != SIZE_MAX && closer == 2;
	}
	CHECK_INT((int)same, MANY / 100);
	arena_free(a);
}

/* ---- digest -------------------------------------------------------------- */

/* The values that sha256sum and git hash-object print. */
static void
test_digest(struct arena *a)
{
	struct digest d, read;
	digest_bytes(S("abc"), &d);
	CHECK_STR(digest_hex(a, &d, 99), "ba7816bf8f01cfea414140de5dae2223"
					 "b00361a396177a9cb410ff61f20015ad");
	CHECK_STR(digest_hex(a, &d, 7), "ba7816b");
	CHECK(digest_read(digest_hex(a, &d, 64), &read) && digest_eq(&d, &read));
	CHECK(!digest_read(digest_hex(a, &d, 63), &read));
	CHECK(!digest_read(str_replace(a, digest_hex(a, &d, 64), S("b"), S("B")), &read));
	CHECK_STR(digest_git_blob(a, S("")), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
	CHECK_STR(digest_git_blob(a, S("hello\n")), "ce013625030ba8dba906f756967f9e9ca394464a");
}

static void
digest_pair(struct arena *a, str x, str y, struct digest *out)
{
	struct digester *g = digester_new(a);
	digester_str(g, x);
	digester_str(g, y);
	digester_end(g, out);
}

static void
test_digest_fields(struct arena *a)
{
	struct digest x, y;
	digest_pair(a, S("ab"), S("c"), &x);
	digest_pair(a, S("a"), S("bc"), &y);
	CHECK(!digest_eq(&x, &y));
	digest_pair(a, S("ab"), S("c"), &y);
	CHECK(digest_eq(&x, &y));
}

int
main(void)
{
	struct arena *a = arena_new();

	test_str_cutting();
	test_str_finding();
	test_by_eights();
	test_str_making(a);
	test_arena();
	test_buf(a);
	test_utf_forms();
	test_utf_clean();
	test_utf_plain(a);
	test_utf_nfc(a);
	test_utf_case(a);
	test_utf_fold(a);
	test_utf_measures();
	test_utf_collate();
	test_src_load(a);
	test_src_faults(a);
	test_text_pos(a);
	test_diag_print(a);
	test_diag_long(a);
	test_diag_list(a);
	test_diag_codes();
	test_diag_nearest();
	test_near();
	test_digest(a);
	test_digest_fields(a);
	arena_free(a);
	return check_result();
}
