/* office/pdf.c: the same PDF for the same document, and how many pages it has.
 *
 * LibreOffice puts three things into a PDF that come from the clock and from chance:
 * the date of creation (ISO 32000-1, 14.3.3, and in PDF/A once more as XMP), the file
 * identifier (14.4) and a checksum of its own. All have a fixed length and stand in
 * the open, so they are overwritten where they stand; no offset changes. What PDF/A has
 * beside them is in profile.c. */
#include "office_int.h"

#include <string.h>

#include "../base/digest.h"

struct pdf {
	char *p;
	size_t n;
};

/* Where the last `what` ends, or 0. What we look for stands near the end; a text of
 * that name inside a compressed page is not to be met. */
static size_t
behind_last(const struct pdf *f, const char *what)
{
	size_t n = strlen(what);
	for (size_t i = f->n; i-- > n;)
		if (f->p[i] == what[n - 1] && !memcmp(f->p + i + 1 - n, what, n))
			return i + 1;
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* Puts the digits of `date` into those of the file from at on. */
static void
put_digits(struct pdf *f, size_t at, size_t end, str date)
{
	size_t k = 0;
	for (size_t i = at; i < end; i++) {
		if (!is_digit(f->p[i]))
			continue;
		while (k < date.n && !is_digit(date.p[k]))
			k++;
		if (k < date.n)
			f->p[i] = date.p[k++];
	}
}

/* From `open` to `close` stands a date: it becomes `created`; without one, spaces. */
static void
set_date(struct pdf *f, const char *open, const char *close, str created)
{
	enum { LONGEST = 40 };
	size_t at = behind_last(f, open);
	str rest = { f->p + at, f->n - at };
	size_t n = at ? str_find(str_first(rest, LONGEST), str_z(close)) : STR_NONE;
	if (n == STR_NONE)
		return;
	if (created.n)
		put_digits(f, at, at + n, created);
	else
		memset(f->p + at - strlen(open), ' ', strlen(open) + n + strlen(close));
}

/* The next n hexadecimal digits from *at on, which moves behind them. */
static char *
hex_run(struct pdf *f, size_t *at, size_t n)
{
	size_t k = 0;
	for (size_t i = *at; i < f->n && i < *at + 2 * n; i++) {
		k = is_hex(f->p[i]) ? k + 1 : 0;
		if (k == n) {
			*at = i + 1;
			return f->p + i + 1 - n;
		}
	}
	return NULL;
}

/* Where the identifiers stand: two of the file, one of LibreOffice; NULL: not there. */
enum { ID = 32, COUNT = 3 };

static void
find_ids(struct pdf *f, char **ids)
{
	size_t at = behind_last(f, "/ID [");
	if (at)
		for (size_t i = 0; i < 2; i++)
			ids[i] = hex_run(f, &at, ID);
	at = behind_last(f, "/DocChecksum /");
	if (at)
		ids[2] = hex_run(f, &at, ID);
}

/* Digits that follow from all the rest. */
static void
set_ids(struct pdf *f, char **ids)
{
	for (size_t i = 0; i < COUNT; i++)
		if (ids[i])
			memset(ids[i], '0', ID);
	struct digest digest;
	struct arena *a = arena_new();
	digest_bytes((str){ f->p, f->n }, &digest);
	str hex = digest_hex(a, &digest, ID);
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; ids[i] && k < ID; k++)
			ids[i][k] = (char)(hex.p[k] >= 'a' ? hex.p[k] - 'a' + 'A' : hex.p[k]);
	arena_free(a);
}

str
office_settle_pdf(struct arena *a, str pdf, str created)
{
	str settled = office_settle_profile(a, pdf);
	struct pdf f = { (char *)settled.p, settled.n };
	char *ids[COUNT] = { NULL };
	set_date(&f, "/CreationDate(D:", ")", created);
	set_date(&f, "<xmp:CreateDate>", "</xmp:CreateDate>", created);
	find_ids(&f, ids);
	set_ids(&f, ids);
	return settled;
}

bool
office_is_ours(str pdf)
{
	struct arena *a = arena_new();
	str copy = str_dup(a, pdf);
	struct pdf f = { (char *)copy.p, copy.n };
	char *ids[COUNT] = { NULL };
	find_ids(&f, ids);
	set_ids(&f, ids);
	bool ours = ids[0] && str_eq(copy, pdf);
	arena_free(a);
	return ours;
}

/* Pages stand in a tree (ISO 32000-1, 7.7.3.2) whose root counts them all: it has the
 * greatest of its counts. A part of it goes as far as "endobj". */
unsigned
office_pdf_pages(str pdf)
{
	static const str node = STR_INIT("/Type/Pages"), count = STR_INIT("/Count ");
	uint32_t most = 0, n;

	for (size_t at; (at = str_find(pdf, node)) != STR_NONE;) {
		size_t end, digits = 0;

		pdf = str_from(pdf, at + node.n);
		end = str_find(pdf, S("endobj"));
		at = str_find(str_first(pdf, end), count);
		if (end == STR_NONE || at == STR_NONE)
			continue;
		pdf = str_from(pdf, at + count.n);
		while (digits < pdf.n && is_digit(pdf.p[digits]))
			digits++;
		if (str_uint(str_first(pdf, digits), &n) && n > most)
			most = n;
	}
	return most;
}
