/* archive/facts.c */
#include "facts.h"

#include "../base/utf.h"
#include "../layout/layout.h"

static str
joined(struct arena *a, const struct lines *v)
{
	str *parts = NEW_N(a, str, v->n + 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->v[i].s;
	return str_join(a, parts, v->n, S(" "));
}

str
facts_date(struct arena *a, const struct date *d)
{
	if (!d->year || !d->month || !d->day)
		return S("");
	return str_fmt(a, "%04d-%02d-%02d", d->year, d->month, d->day);
}

size_t
facts_agencies(const struct doc *doc)
{
	return doc->n_lien_tich ? doc->n_lien_tich : 1;
}

/* ---- Parts ------------------------------------------------------------------- */

/* The document as agency `which` sees it. */
static struct doc
seen_by(const struct doc *doc, size_t which)
{
	struct doc own = *doc;
	const struct head *h;

	if (which == 0 || which >= doc->n_lien_tich)
		return own;
	h = &doc->lien_tich[which];
	own.head.co_quan = h->co_quan;
	own.head.co_quan_chu_quan = h->co_quan_chu_quan;
	own.head.ten_day_du = (struct val){ .s = { NULL, 0 } };
	own.head.viet_tat = h->viet_tat;
	own.head.so = h->so;
	own.head.don_vi_soan_thao = (struct val){ .s = { NULL, 0 } };
	own.head.luu = h->luu;
	own.head.n_luu = h->n_luu;
	own.head.luu_given = h->luu_given;
	own.head.ky = h->ky;
	own.head.n_ky = h->n_ky;
	return own;
}

static void
take_number(struct facts *f, struct arena *a, const struct doc *doc, const struct style *s)
{
	str printed = layout_so_ky_hieu(a, doc, s);
	size_t slash = str_find_c(printed, '/');

	if (slash != STR_NONE)
		f->ky_hieu = str_from(printed, slash + 1);
	if (doc->head.so.none || !str_uint(doc->head.so.s, &f->number))
		return;
	f->so = doc->head.so.s;
	f->so_ky_hieu = printed;
}

static void
take_signers(struct facts *f, struct arena *a, const struct head *h)
{
	f->nguoi_ky = NEW_N(a, struct facts_person, h->n_ky + 1);
	for (size_t i = 0; i < h->n_ky; i++)
		if (h->ky[i].ho_ten.s.n || h->ky[i].chuc_vu.s.n)
			f->nguoi_ky[f->n_nguoi_ky++] =
			    (struct facts_person){ h->ky[i].chuc_vu.s, h->ky[i].ho_ten.s };
}

/* Without the marks of a list. */
static str
bare(str s)
{
	s = str_trim(s);
	if (str_starts(s, S("- ")))
		s = str_trim(str_from(s, 2));
	while (s.n && (s.p[s.n - 1] == ';' || s.p[s.n - 1] == '.' || s.p[s.n - 1] == ','))
		s = str_trim(str_first(s, s.n - 1));
	return s;
}

/* "Như trên" is nobody of its own. */
static bool
is_as_above(struct arena *a, const struct style *s, str name)
{
	str low = utf_lower(a, name);

	return str_eq(low, utf_lower(a, style_word(s, "nhu-tren"))) ||
	       str_starts(low, str_cat(a, utf_lower(a, style_word(s, "nhu-dieu")), S(" ")));
}

static void
take_recipients(struct facts *f, struct arena *a, const struct head *h, const struct style *s)
{
	f->noi_nhan = NEW_N(a, struct facts_to, h->kinh_gui.n + h->n_noi_nhan + 1);
	for (size_t i = 0; i < h->kinh_gui.n; i++)
		if (bare(h->kinh_gui.v[i].s).n)
			f->noi_nhan[f->n_noi_nhan++] =
			    (struct facts_to){ bare(h->kinh_gui.v[i].s), { NULL, 0 } };
	for (size_t i = 0; i < h->n_noi_nhan; i++) {
		str name = bare(h->noi_nhan[i].ten.s);

		if (name.n && !is_as_above(a, s, name))
			f->noi_nhan[f->n_noi_nhan++] =
			    (struct facts_to){ name, h->noi_nhan[i].ma_dinh_danh.s };
	}
}

static str
kept_by(struct arena *a, const struct head *h, const struct style *s, const struct type *t)
{
	str *v = NEW_N(a, str, h->n_luu + (t ? t->n_luu_them : 0) + 2);
	size_t n = 0;

	for (size_t i = 0; i < h->n_luu; i++)
		v[n++] = bare(h->luu[i].s);
	if (!h->luu_given) {
		v[n++] = style_word(s, "van-thu");
		for (size_t i = 0; t && i < t->n_luu_them; i++)
			v[n++] = t->luu_them[i];
		if ((!t || t->n_luu_them == 0) && h->don_vi_soan_thao.s.n)
			v[n++] = h->don_vi_soan_thao.s;
	}
	return str_join(a, v, n, S(", "));
}

static str
author(struct arena *a, const struct head *h)
{
	return h->ten_day_du.s.n ? h->ten_day_du.s : joined(a, &h->co_quan);
}

/* ---- Offices ------------------------------------------------------------------ */

static bool
same_name(struct arena *a, const struct lines *x, const struct lines *y)
{
	return str_eq(utf_fold(a, joined(a, x), '-'), utf_fold(a, joined(a, y), '-'));
}

const struct doc *
facts_office(struct arena *a, const struct corpus *c, const struct doc *doc, size_t which)
{
	const struct doc *found = NULL;

	if (which == 0 || which >= doc->n_lien_tich)
		return doc;
	const struct head *h = &doc->lien_tich[which];
	for (size_t i = 0; i < c->n_docs; i++) {
		const struct doc *other = c->docs[i];

		if (other->n_lien_tich || str_eq(other->office, doc->office) ||
		    !same_name(a, &h->co_quan, &other->head.co_quan))
			continue;
		if (same_name(a, &h->co_quan_chu_quan, &other->head.co_quan_chu_quan))
			return other;
		/* Not all write who is above: then the name alone, if it is one office's. */
		if (!h->co_quan_chu_quan.n && found && !str_eq(found->office, other->office))
			return NULL;
		if (!h->co_quan_chu_quan.n)
			found = other;
	}
	return found;
}

/* ---- The whole --------------------------------------------------------------- */

struct facts
facts_of(struct arena *a, const struct doc *doc, const struct style *s, size_t which)
{
	struct diags unheard; /* told where the type is used */
	struct doc own = seen_by(doc, which);
	struct facts f = { .doc = doc, .office = doc->office };
	const struct type *t;

	diags_init(&unheard, a);
	t = style_type(s, doc->loai.s, &unheard);
	take_number(&f, a, &own, s);
	f.ngay = facts_date(a, &own.head.ngay);
	f.ten_loai = doc->ten_loai.n ? joined(a, &doc->ten_loai) : t ? t->ten : doc->loai.s;
	f.trich_yeu = bare(joined(a, &doc->trich_yeu));
	f.co_quan = author(a, &own.head);
	take_signers(&f, a, &own.head);
	take_recipients(&f, a, &own.head, s);
	f.luu = kept_by(a, &own.head, s, t);
	f.so_luong = own.head.so_luong_ban.s;
	return f;
}

str
facts_title(struct arena *a, const struct facts *f)
{
	return str_trim(str_join(a, (str[]){ f->ten_loai, f->trich_yeu }, 2, S(" ")));
}

str
facts_recipients(struct arena *a, const struct facts *f)
{
	str *v = NEW_N(a, str, f->n_noi_nhan + 1);

	for (size_t i = 0; i < f->n_noi_nhan; i++)
		v[i] = f->noi_nhan[i].ten;
	return str_join(a, v, f->n_noi_nhan, S("; "));
}
