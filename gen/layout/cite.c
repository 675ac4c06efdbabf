/* layout/cite.c: how documents name each other (Phụ lục I, II.6.a and b).
 *
 * A citation is built of parts (type and number, date, issuer, subject), and
 * the place it stands in says which of them it has: all in a căn cứ and at the
 * first mention, type and number alone after that. A law goes by its name.
 * Text that the writer typed for a citation is printed as it is, but what can
 * be read in it (số/ký hiệu, date, type) must be what the document itself
 * says: a copied line with an old number is the commonest slip there is. */
#include "layout_int.h"

#include "../base/buf.h"
#include "../base/utf.h"

enum { MAX_TYPE_WORDS = 4 }; /* "Điều ước quốc tế" */

/* Which parts a citation has. */
struct parts {
	bool date, issuer, subject;
	bool law_date; /* a law is named with its date */
	bool de_trong; /* number and date left blank, whatever they are */
};

/* ---- Dates and numbers --------------------------------------------------- */

/* Blank where n is 0; a leading zero up to pad_to. */
static str
date_part(
    struct arena *a, const struct style *s, const char *word, const char *blank, int n, int pad_to)
{
	str w = style_word(s, word);

	if (n == 0)
		return str_cat(a, w, lay_blank(a, s, blank));
	return str_fmt(a, n <= pad_to ? "%.*s 0%d" : "%.*s %d", STR_ARG(w), n);
}

str
lay_date_of(struct arena *a, const struct style *s, const struct date *d)
{
	str day = date_part(a, s, "ngay", "cach-ngay", d->day, 9);
	str month = date_part(a, s, "thang", "cach-thang", d->month, 2);
	str year = date_part(a, s, "nam", "cach-nam", d->year, 0);

	/* A blank is its own space: it is no-break, so the line can't end in it. */
	if (d->day)
		day = str_cat(a, day, S(" "));
	if (d->month)
		month = str_cat(a, month, S(" "));
	return str_cat(a, str_cat(a, day, month), year);
}

str
lay_date(struct layout *l, const struct date *d)
{
	return lay_date_of(l->a, l->s, d);
}

static const struct type *
type_of(const struct style *s, const struct doc *doc, struct arena *a)
{
	struct diags unheard; /* a type's file is judged where the type is used */

	diags_init(&unheard, a);
	return style_type(s, doc->loai.s, &unheard);
}

static str
so_ky_hieu(struct arena *a, const struct style *s, const struct doc *doc, bool de_trong)
{
	if (doc->outside)
		return doc->so_ky_hieu.s;
	return lay_so_ky_hieu(a, s, type_of(s, doc, a), &doc->head, de_trong);
}

str
layout_so_ky_hieu(struct arena *a, const struct doc *doc, const struct style *s)
{
	return so_ky_hieu(a, s, doc, false);
}

/* ---- The text of a citation ---------------------------------------------- */

/* "Kế hoạch"; of a type nobody described, what the catalogue calls it. */
static str
type_name(struct arena *a, const struct style *s, const struct doc *doc)
{
	const struct type *t = type_of(s, doc, a);

	if (t != NULL && t->ten.n)
		return t->ten;
	if (doc->outside && doc->ten_loai.n)
		return utf_upper_first(a, lay_joined(a, &doc->ten_loai));
	return utf_upper_first(a, str_replace(a, doc->loai.s, S("-"), S(" ")));
}

static bool
takes_no_ve(struct arena *a, const struct style *s, str subject)
{
	const str *openers;
	size_t n = style_words(s, "khong-them-ve", &openers);

	for (size_t i = 0; i < n; i++)
		if (lay_opens_with(a, subject, openers[i]))
			return true;
	return false;
}

/* What follows the issuer: "về …"; empty: nothing is known. */
static str
subject_of(struct arena *a, const struct style *s, const struct doc *doc)
{
	str subject = lay_drop_end(lay_joined(a, &doc->trich_yeu));
	str small;

	if (doc->vien_dan.s.n)
		return doc->vien_dan.s;
	if (doc->outside || subject.n == 0)
		return subject;
	small = utf_lower_first(a, subject);
	if (takes_no_ve(a, s, subject))
		return small;
	return str_join(a, (str[]){ style_word(s, "ve"), small }, 2, S(" "));
}

static bool
is_law(struct arena *a, const struct style *s, const struct doc *doc)
{
	const struct type *t = type_of(s, doc, a);

	return doc->outside && t != NULL && t->luat;
}

static str
law(struct arena *a, const struct style *s, const struct doc *doc, bool with_date)
{
	str name = doc->ten.s;

	if (name.n == 0)
		name = str_join(
		    a, (str[]){ type_name(a, s, doc), lay_joined(a, &doc->trich_yeu) }, 2, S(" "));
	if (!with_date || !doc->head.ngay.given)
		return str_trim(name);
	return str_join(
	    a, (str[]){ str_trim(name), lay_date_of(a, s, &doc->head.ngay) }, 2, S(" "));
}

static str
citation(struct arena *a, const struct style *s, const struct doc *doc, struct parts with)
{
	const struct date blank = { 0 };
	str v[8], number = so_ky_hieu(a, s, doc, with.de_trong);
	size_t n = 0;

	if (is_law(a, s, doc))
		return law(a, s, doc, with.law_date);
	v[n++] = type_name(a, s, doc);
	if (number.n) {
		v[n++] = style_word(s, "so");
		v[n++] = number;
	} else
		with.date = true; /* nothing else tells it from others of its type */
	if (doc->head.ngay.none || (doc->outside && !doc->head.ngay.given))
		with.date = false;
	if (with.date)
		v[n++] = lay_date_of(a, s, with.de_trong ? &blank : &doc->head.ngay);
	if (with.issuer && lay_author(a, s, doc).n) {
		v[n++] = style_word(s, "cua");
		v[n++] = lay_author(a, s, doc);
	}
	if (with.subject && subject_of(a, s, doc).n)
		v[n++] = subject_of(a, s, doc);
	return str_join(a, v, n, S(" "));
}

static struct parts
parts_of(enum cite_mode mode, bool in_can_cu)
{
	struct parts with = { .law_date = in_can_cu || mode == CITE_DAY_DU };

	with.date = with.issuer = mode != CITE_NGAN;
	with.subject = mode == CITE_AUTO || mode == CITE_DAY_DU;
	return with;
}

str
layout_citation(struct arena *a, const struct doc *doc, const struct style *s, enum cite_mode mode,
    bool in_can_cu)
{
	return citation(a, s, doc, parts_of(mode, in_can_cu));
}

str
lay_kem_theo_cite(struct layout *l, bool de_trong)
{
	struct parts with = { .date = true, .issuer = true, .de_trong = de_trong };

	return citation(l->a, l->s, l->doc, with);
}

/* ---- Mentions -------------------------------------------------------------- */

static bool
is_cited(const struct layout *l, const struct doc *doc)
{
	for (size_t i = 0; i < l->cited.n; i++)
		if (l->cited.v[i] == doc)
			return true;
	return false;
}

static void
count_mention(struct layout *l, const struct doc *doc)
{
	if (!is_cited(l, doc))
		VEC_PUSH(l->a, &l->cited, doc);
}

static const struct doc *
find_cited(struct layout *l, str id, pos at)
{
	const struct doc *doc = corpus_cite(l->corpus, l->doc, id);

	if (doc == NULL)
		diag(l->d, D_CITE_UNKNOWN, at, id)->suggest = corpus_nearest(l->corpus, l->doc, id);
	return doc;
}

/* ---- Typed text against the document --------------------------------------- */

struct typed_date {
	uint32_t day, month, year; /* 0: not typed */
};

/* A word without the punctuation around it. */
static str
bare(str word)
{
	static const char around[] = "()[],;.:\"'";

	while (word.n && str_find_c(str_z(around), word.p[0]) != STR_NONE)
		word = str_from(word, 1);
	while (word.n && str_find_c(str_z(around), word.p[word.n - 1]) != STR_NONE)
		word = str_first(word, word.n - 1);
	return word;
}

/* The next word of *rest; no-break spaces part words too. */
static bool
next_word(str *rest, str *word)
{
	size_t off = 0, at = 0;

	while (off < rest->n && utf_is_space(utf_next(*rest, &off)))
		at = off;
	*rest = str_from(*rest, at);
	for (off = at = 0; off < rest->n; at = off)
		if (utf_is_space(utf_next(*rest, &off)))
			break;
	*word = str_first(*rest, at);
	*rest = str_from(*rest, at);
	return word->n > 0;
}

/* 11/5/2022, 11-5-2022 or 11.5.2022. */
static bool
short_date(str word, struct typed_date *d)
{
	static const char seps[] = "/-.";

	for (size_t i = 0; seps[i]; i++) {
		str rest = word, day = str_cut(rest, seps[i], &rest);
		str month = str_cut(rest, seps[i], &rest);

		if (str_uint(day, &d->day) && str_uint(month, &d->month) &&
		    str_uint(rest, &d->year) && d->year > 1900 && d->day <= 31 && d->month <= 12)
			return true;
	}
	*d = (struct typed_date){ 0 };
	return false;
}

/* The first date of text, long or short. */
static bool
find_date(struct layout *l, str text, struct typed_date *d)
{
	str word, last = { NULL, 0 };
	uint32_t n;

	*d = (struct typed_date){ 0 };
	while (next_word(&text, &word)) {
		word = bare(word);
		if (d->day == 0 && short_date(word, d))
			return true;
		if (str_uint(word, &n) && n > 0) {
			if (d->day == 0 && lay_same_text(l->a, last, style_word(l->s, "ngay")))
				d->day = n;
			else if (d->day && lay_same_text(l->a, last, style_word(l->s, "thang")))
				d->month = n;
			else if (d->month && lay_same_text(l->a, last, style_word(l->s, "nam")))
				d->year = n;
		}
		if (d->year)
			return true;
		last = word;
	}
	return d->day && d->month;
}

static bool
has_letter(str s)
{
	for (size_t i = 0; i < s.n;)
		if (utf_is_letter(utf_next(s, &i)))
			return true;
	return false;
}

/* 2958/KH-SYT, 30/2020/NĐ-CP: digits first, letters after the last slash. */
static bool
find_so_ky_hieu(str text, str *found)
{
	str word, number;
	uint32_t n;

	while (next_word(&text, &word)) {
		size_t slash;

		*found = bare(word);
		slash = str_rfind_c(*found, '/');
		number = str_first(*found, str_find_c(*found, '/'));
		if (slash != STR_NONE && str_uint(number, &n) &&
		    has_letter(str_from(*found, slash + 1)))
			return true;
	}
	return false;
}

/* The part of text that names the document, without its subject: a subject may
 * hold numbers and dates of other documents. */
static str
naming_part(struct layout *l, str text, const struct doc *doc)
{
	str lower = utf_lower(l->a, text), subject = utf_lower(l->a, subject_of(l->a, l->s, doc));
	str ve = str_join(l->a, (str[]){ S(""), style_word(l->s, "ve"), S("") }, 3, S(" "));
	size_t end = subject.n ? str_find(lower, subject) : STR_NONE;

	if (str_find(lower, ve) < end)
		end = str_find(lower, ve);
	return lower.n == text.n && end != STR_NONE ? str_first(text, end) : text;
}

static str
without_zeros(str s)
{
	while (s.n > 1 && s.p[0] == '0')
		s = str_from(s, 1);
	return s;
}

static bool
number_agrees(struct layout *l, str typed, const struct doc *doc)
{
	str real = layout_so_ky_hieu(l->a, doc, l->s);

	/* A document without a number yet has its ký hiệu only. */
	if (!doc->outside && doc->head.so.s.n == 0) {
		typed = str_from(typed, str_find_c(typed, '/'));
		real = real.n ? str_from(real, str_find_c(real, '/')) : typed;
	}
	return real.n == 0 || str_eq(without_zeros(typed), without_zeros(real));
}

static bool
date_agrees(const struct typed_date *t, const struct date *d)
{
	return (t->day == 0 || d->day == 0 || t->day == (uint32_t)d->day) &&
	       (t->month == 0 || d->month == 0 || t->month == (uint32_t)d->month) &&
	       (t->year == 0 || d->year == 0 || t->year == (uint32_t)d->year);
}

/* The type that words name ("Nghị định"), or NULL. */
static const struct type *
type_named(struct layout *l, str words)
{
	struct doc named = { .loai = { .s = utf_fold(l->a, words, '-') } };

	return words.n ? type_of(l->s, &named, l->a) : NULL;
}

/* The type that the first words of text name, the longest name first. */
static const struct type *
type_at_start(struct layout *l, str text)
{
	size_t ends[MAX_TYPE_WORDS] = { 0 }, n = 0;
	const struct type *t = NULL;

	for (size_t i = 0; i <= text.n && n < MAX_TYPE_WORDS; i++)
		if (i == text.n || text.p[i] == ' ')
			ends[n++] = i;
	while (t == NULL && n > 0)
		t = type_named(l, str_first(text, ends[--n]));
	return t;
}

/* The name of the type that typed text claims: where it opens with one, or has
 * one before "số"; empty: none. */
static str
typed_type(struct layout *l, str text)
{
	str so = str_join(l->a, (str[]){ S(""), style_word(l->s, "so"), S("") }, 3, S(" "));
	const struct type *t = type_at_start(l, text);
	size_t end = str_find(text, so), from = end;

	for (size_t n = 0; t == NULL && end != STR_NONE && n < MAX_TYPE_WORDS; n++) {
		from = str_rfind_c(str_first(text, from), ' ');
		if (from == STR_NONE)
			break;
		t = type_at_start(l, str_sub(text, from + 1, end - from - 1));
	}
	return t != NULL ? t->ten : (str){ NULL, 0 };
}

static void
compare_number(struct layout *l, const struct inl *cite, str text, const struct doc *doc)
{
	str typed;

	if (!find_so_ky_hieu(text, &typed) || number_agrees(l, typed, doc))
		return;
	diag(l->d, D_CITE_NUMBER_DIFFERS, cite->at, typed, layout_so_ky_hieu(l->a, doc, l->s),
	    doc->id)
	    ->also = doc->at;
}

static void
compare_date(struct layout *l, const struct inl *cite, str text, const struct doc *doc)
{
	struct typed_date date;
	str typed;

	if (!find_date(l, text, &date) || date_agrees(&date, &doc->head.ngay))
		return;
	typed = str_fmt(l->a, "%u/%u", date.day, date.month);
	if (date.year)
		typed = str_fmt(l->a, "%u/%u/%u", date.day, date.month, date.year);
	diag(l->d, D_CITE_DATE_DIFFERS, cite->at, typed, lay_date(l, &doc->head.ngay), doc->id)
	    ->also = doc->head.ngay.at;
}

static void
compare_type(struct layout *l, const struct inl *cite, str text, const struct doc *doc)
{
	str real = type_name(l->a, l->s, doc), typed;

	if (lay_opens_with(l->a, text, real))
		return;
	if (is_law(l->a, l->s, doc))
		real = law(l->a, l->s, doc, false);
	typed = typed_type(l, text);
	if (typed.n && !lay_opens_with(l->a, real, typed))
		diag(l->d, D_CITE_TYPE_DIFFERS, cite->at, typed, real, doc->id)->also =
		    doc->loai.at;
}

static void
compare_typed(struct layout *l, const struct inl *cite, const struct doc *doc)
{
	str text = str_trim(naming_part(l, cite->text, doc));

	compare_number(l, cite, text, doc);
	compare_date(l, cite, text, doc);
	compare_type(l, cite, text, doc);
}

/* Whether the sentence goes on with the subject that a citation would end in:
 * what was typed is not to stand there twice. */
static bool
subject_follows(struct layout *l, const struct inl *cite, const struct doc *doc)
{
	str subject = subject_of(l->a, l->s, doc);

	if (subject.n == 0 || cite->next == NULL || cite->next->kind != INL_TEXT)
		return false;
	return lay_opens_with(l->a, str_trim(cite->next->text), subject);
}

str
lay_cite(struct layout *l, const struct inl *cite, const struct doc **named)
{
	const struct doc *doc = find_cited(l, cite->target, cite->at);
	enum cite_mode mode = cite->cite;

	*named = doc;
	if (doc == NULL)
		return cite->text.n ? cite->text : cite->target;
	if (mode == CITE_AUTO && is_cited(l, doc))
		mode = CITE_NGAN;
	else if (mode == CITE_AUTO && subject_follows(l, cite, doc))
		mode = CITE_THUONG;
	count_mention(l, doc);
	if (cite->text.n == 0)
		return layout_citation(l->a, doc, l->s, mode, false);
	compare_typed(l, cite, doc);
	return cite->text;
}

/* ---- Căn cứ ------------------------------------------------------------------ */

/* The documents that a line names, and their names there. */
struct named {
	const struct doc **named;
	str *texts;
	size_t n;
};

/* The documents of one line, in full, with "; " between. */
static str
cited_in_line(struct layout *l, const struct can_cu *c, struct parts with, struct named *out)
{
	out->named = NEW_N(l->a, const struct doc *, c->n_van_ban + 1);
	out->texts = NEW_N(l->a, str, c->n_van_ban + 1);

	for (size_t i = 0; i < c->n_van_ban; i++) {
		const struct doc *doc = find_cited(l, c->van_ban[i].s, c->van_ban[i].at);

		if (doc == NULL)
			continue;
		count_mention(l, doc);
		out->named[out->n] = doc;
		out->texts[out->n++] = citation(l->a, l->s, doc, with);
	}
	return str_join(l->a, out->texts, out->n, S("; "));
}

/* "Theo đề nghị của … tại Tờ trình số … ngày …": who asks is named already. */
static str
de_nghi(struct layout *l, const struct can_cu *c, struct named *named)
{
	str opener = c->mo_dau.s.n ? c->mo_dau.s : style_word(l->s, "de-nghi");
	str who = lay_drop_end(lay_drop_word(l->a, c->de_nghi.s, opener));
	str cited = cited_in_line(l, c, (struct parts){ .date = true }, named);

	if (cited.n == 0)
		return str_join(l->a, (str[]){ opener, who }, 2, S(" "));
	return str_join(l->a, (str[]){ opener, who, style_word(l->s, "tai"), cited }, 4, S(" "));
}

static str
can_cu_text(struct layout *l, const struct can_cu *c, struct named *named)
{
	str opener = c->mo_dau.s.n ? c->mo_dau.s : style_word(l->s, "can-cu"), cited;

	switch (c->kind) {
	case CC_TEXT: return lay_drop_end(c->text.s);
	case CC_DE_NGHI: return de_nghi(l, c, named);
	case CC_VAN_BAN: break;
	}
	cited = cited_in_line(l, c, parts_of(CITE_DAY_DU, true), named);
	return str_join(l->a, (str[]){ opener, cited }, 2, S(" "));
}

/* text, with the names in it as runs that know their documents. */
static void
lay_naming(struct layout *l, struct para *p, str text, const struct named *named)
{
	for (size_t i = 0; i < named->n; i++) {
		size_t at = named->texts[i].n ? str_find(text, named->texts[i]) : STR_NONE;
		struct run *r;

		if (at == STR_NONE)
			continue;
		lay_text(l, p, str_first(text, at), 0);
		r = lay_text(l, p, named->texts[i], 0);
		r->cites = named->named[i];
		text = str_from(text, at + named->texts[i].n);
	}
	lay_text(l, p, text, 0);
}

static void
can_cu_line(struct layout *l, struct flow *f, const struct can_cu *c, bool last)
{
	struct para *p = lay_para(l, ROLE_CAN_CU);
	struct named named = { 0 };
	str text = lay_drop_end(can_cu_text(l, c, &named));

	lay_naming(l, p, str_cat(l->a, text, last ? S(".") : S(";")), &named);
	lay_add_para(l, f, p, c->at);
}

void
lay_can_cu(struct layout *l, struct flow *f)
{
	const struct doc *doc = l->doc;
	size_t left = doc->n_can_cu;

	/* The proposal is the last căn cứ, wherever it was typed. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < doc->n_can_cu; i++)
			if ((doc->can_cu[i].kind == CC_DE_NGHI) == (pass == 1))
				can_cu_line(l, f, &doc->can_cu[i], --left == 0);
}
