/* layout/lines.c: labelled lines of a type, with what the document says on them.
 *
 * A template's line is parts: words, and keys. It is printed when all its keys
 * (but those in brackets) are given. A document that gives none of the keys that
 * its type's lines name has its whole text in the body, and gets none of them:
 * such a source was right before there were keys. A list of several stands below
 * its label, each entry with a dash. */
#include "body_int.h"

#include "../base/buf.h"
#include "../base/utf.h"

/* Whose line it is. */
struct whose {
	const struct party *party; /* NULL: the document's */
	size_t number;             /* of the party, from 0 */
};

/* ---- What is given ----------------------------------------------------------- */

static bool
is_given(const struct layout *l, const struct line_part *p, struct whose w)
{
	const struct doc *doc = l->doc;

	if (p->or_text)
		return true;
	switch (p->source) {
	case PART_TEXT: return true;
	case PART_FIELD: return doc_has_field(doc, (enum field_id)p->id);
	case PART_PARTY: return w.party != NULL && w.party->v[p->id].s.n > 0;
	case PART_WORD: break;
	}
	if (p->id == LINE_DIA_DANH)
		return doc->head.dia_danh.s.n > 0;
	if (p->id == LINE_HET_HIEU_LUC)
		return doc->het_hieu_luc.given && !doc->het_hieu_luc.none;
	return true;
}

/* Are all keys of a bracket given, or (group 0) all outside of them? */
static bool
is_whole(const struct layout *l, const struct type_line *line, int group, struct whose w)
{
	for (size_t i = 0; i < line->n; i++)
		if (line->parts[i].group == group && !is_given(l, &line->parts[i], w))
			return false;
	return true;
}

static bool
prints(const struct layout *l, const struct type_line *line)
{
	return line->n_lines ? l->doc->n_ben > 0 : is_whole(l, line, 0, (struct whose){ 0 });
}

bool
lay_gives_lines(const struct layout *l)
{
	for (int i = 0; i < FIELD__COUNT; i++)
		if (l->type->fields & 1u << i && doc_has_field(l->doc, (enum field_id)i))
			return true;
	return l->type->has_ben && l->doc->n_ben > 0;
}

bool
lay_prints_lines(const struct layout *l, const struct type_line *lines, size_t n)
{
	for (size_t i = 0; lay_gives_lines(l) && i < n; i++)
		if (prints(l, &lines[i]))
			return true;
	return false;
}

/* ---- Values -------------------------------------------------------------------- */

/* "05/3/2026", blanks where parts are missing. */
static str
date_in_figures(struct layout *l, const struct date *d)
{
	str day = lay_blank(l->a, l->s, "cach-ngay"), month = lay_blank(l->a, l->s, "cach-thang");
	str year = lay_blank(l->a, l->s, "cach-nam");

	if (d->day)
		day = str_fmt(l->a, "%02d", d->day);
	if (d->month)
		month = str_fmt(l->a, d->month <= 2 ? "%02d" : "%d", d->month);
	if (d->year)
		year = str_fmt(l->a, "%d", d->year);
	return str_join(l->a, (str[]){ day, month, year }, 3, S("/"));
}

static str
word_value(struct layout *l, int id, struct whose w)
{
	const struct doc *doc = l->doc;

	switch ((enum line_word)id) {
	case LINE_CO_QUAN: return lay_agency(l->a, &doc->head);
	case LINE_TEN_LOAI: return lay_upper(l, lay_type_name(l));
	case LINE_NGAY: return lay_date(l, &doc->head.ngay);
	case LINE_NGAY_SO: return date_in_figures(l, &doc->head.ngay);
	case LINE_DIA_DANH: return doc->head.dia_danh.s;
	case LINE_HET_HIEU_LUC: return lay_date(l, &doc->het_hieu_luc);
	case LINE_CHU: return str_fmt(l->a, "%c", (char)('A' + w.number % 26));
	case LINE_WORD__COUNT: break;
	}
	return (str){ NULL, 0 };
}

static str
lines_joined(struct layout *l, const struct lines *v)
{
	str *parts = NEW_N(l->a, str, v->n + 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = i + 1 < v->n ? lay_drop_end(v->v[i].s) : v->v[i].s;
	return str_join(l->a, parts, v->n, S(", "));
}

static str
value(struct layout *l, const struct line_part *p, struct whose w)
{
	const struct doc *doc = l->doc;

	switch (p->source) {
	case PART_TEXT: return p->text;
	case PART_WORD: return word_value(l, p->id, w);
	case PART_PARTY: return w.party->v[p->id].s.n ? w.party->v[p->id].s : p->text;
	case PART_FIELD: break;
	}
	if (!doc_has_field(doc, (enum field_id)p->id))
		return p->text;
	if (field_is_date((enum field_id)p->id))
		return lay_date(l, &doc->fields[p->id].date);
	return lines_joined(l, &doc->fields[p->id].text);
}

/* The entries that stand below the line: those of its last part, when several. */
static const struct lines *
list_below(const struct layout *l, const struct type_line *line)
{
	const struct line_part *p = line->n ? &line->parts[line->n - 1] : NULL;

	if (p == NULL || p->source != PART_FIELD || l->doc->fields[p->id].text.n < 2)
		return NULL;
	return &l->doc->fields[p->id].text;
}

/* Punctuation that was typed goes where the template's words go on. */
static str
line_text(struct layout *l, const struct type_line *line, struct whose w)
{
	bool list = list_below(l, line) != NULL;
	str text = { NULL, 0 }, v;

	for (size_t i = 0; i < line->n; i++) {
		const struct line_part *p = &line->parts[i];

		if ((p->group && !is_whole(l, line, p->group, w)) || (list && i + 1 == line->n))
			continue;
		v = value(l, p, w);
		if (p->source != PART_TEXT && i + 1 < line->n)
			v = lay_drop_end(v);
		text = str_cat(l->a, text, v);
	}
	return utf_upper_first(l->a, str_trim(text));
}

str
lay_line_text(struct layout *l, const struct type_line *line, const struct party *p, size_t number)
{
	return line_text(l, line, (struct whose){ p, number });
}

/* ---- Paragraphs ------------------------------------------------------------------ */

static pos
place_of(const struct layout *l, const struct type_line *line, struct whose w)
{
	for (size_t i = 0; i < line->n; i++) {
		const struct line_part *p = &line->parts[i];

		if (p->source == PART_PARTY)
			return w.party->v[p->id].at;
		if (p->source == PART_FIELD && field_is_date((enum field_id)p->id))
			return l->doc->fields[p->id].date.at;
		if (p->source == PART_FIELD)
			return l->doc->fields[p->id].text.at;
	}
	return (pos){ 0 };
}

static struct para *
add_entries(struct layout *l, const struct lines *v)
{
	struct para *p = NULL;

	for (size_t i = 0; i < v->n; i++) {
		p = lay_para(l, ROLE_GACH_1);
		body_bullet(l, p, 0, false);
		lay_text(l, p, lay_item(v->v[i].s), 0);
		lay_text(l, p, i + 1 < v->n ? S(";") : S("."), 0);
		lay_add_para(l, &l->flow, p, v->v[i].at);
	}
	return p;
}

static struct para *
add_line(struct layout *l, const struct type_line *line, struct whose w)
{
	const struct lines *entries = list_below(l, line);
	str text = line_text(l, line, w);
	struct para *p = lay_para(l, ROLE_THAN);

	if (line->giua) {
		p->set |= PS_ALIGN | PS_FIRST;
		p->align = ALIGN_CENTER;
		p->first = 0;
	}
	lay_text(l, p, text, line->dam ? RUN_BOLD : 0);
	if (str_ends(text, S(":")))
		lay_keep_next(p);
	lay_add_para(l, &l->flow, p, place_of(l, line, w));
	return entries != NULL ? add_entries(l, entries) : p;
}

static struct para *
add_parties(struct layout *l, const struct type_line *line)
{
	struct para *last = NULL;

	for (size_t i = 0; i < l->doc->n_ben; i++)
		for (size_t k = 0; k < line->n_lines; k++) {
			struct whose w = { &l->doc->ben[i], i };

			if (is_whole(l, &line->lines[k], 0, w))
				last = add_line(l, &line->lines[k], w);
		}
	return last;
}

struct para *
lay_typed_lines(struct layout *l, const struct type_line *lines, size_t n)
{
	struct para *last = NULL;

	for (size_t i = 0; lay_gives_lines(l) && i < n; i++) {
		if (!prints(l, &lines[i]))
			continue;
		if (lines[i].n_lines)
			last = add_parties(l, &lines[i]);
		else
			last = add_line(l, &lines[i], (struct whose){ 0 });
	}
	return last;
}
