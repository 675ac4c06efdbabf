/* style/series.c: which number series a document belongs to. The head of the
 * office decides (Điều 15): he_so; secret documents and copies are apart whatever
 * that says. */
#include "style.h"

str
style_series_of_type(const struct type *t, str loai, const struct doc *office)
{
	/* Copies are numbered together, whatever sort they are (Phụ lục I, phần II). */
	if (t && t->needs & 1u << NEED_BAN_GOC)
		return S("ban-sao");
	for (size_t i = 0; i < office->n_he_so; i++)
		for (size_t k = 0; k < office->he_so[i].n; k++)
			if (str_eq(office->he_so[i].loai[k].s, loai))
				return office->he_so[i].ten;
	return office->he_so_kind == HE_SO_CHUNG ? S("chung") : loai;
}

str
style_series(struct arena *a, const struct type *t, const struct doc *doc, const struct doc *office)
{
	str series = style_series_of_type(t, doc->loai.s, office);

	if (!doc->do_mat.given || doc->do_mat.none)
		return series;
	return str_is(series, "chung") ? S("mat") : str_cat(a, S("mat-"), series);
}
