/* archive/facts.h: what registers, locks and metadata say of a document.
 *
 * Taken from the model with the templates' words, so that every list of the
 * archive says the same. A document of several agencies (lien_tich) has a set of
 * facts for each: its own number, sign, signer and where its copy is kept. */
#ifndef ARCHIVE_FACTS_H
#define ARCHIVE_FACTS_H

#include "../model/doc.h"
#include "../style/style.h"

struct facts_person {
	str chuc_vu, ho_ten;
};
struct facts_to {
	str ten, ma_dinh_danh;
};

struct facts {
	const struct doc *doc;
	str office;              /* the folder whose register it stands in */
	str so;                  /* as typed; empty: none, or not yet */
	uint32_t number;         /* the same; 0: none */
	str ky_hieu;             /* "KH-SYT" */
	str so_ky_hieu;          /* as printed; empty without a number */
	str ngay;                /* 2026-04-02; empty while it is not whole */
	str ten_loai, trich_yeu; /* "Thông báo", "Kết luận …" */
	str co_quan;             /* full name */
	struct facts_person *nguoi_ky;
	size_t n_nguoi_ky;
	struct facts_to *noi_nhan; /* Kính gửi, then nơi nhận */
	size_t n_noi_nhan;
	str luu;      /* "VT, TCHC" */
	str so_luong; /* copies; empty: not said */
};

/* Facts of agency `which` of the document: 0 is its own (and the first of
 * lien_tich). s is the style it is built with. */
struct facts facts_of(struct arena *a, const struct doc *doc, const struct style *s, size_t which);
/* A document of the office that agency `which` of doc is, for its folder and he_so:
 * doc itself for the first; NULL: that office has no sources here. */
const struct doc *facts_office(
    struct arena *a, const struct corpus *c, const struct doc *doc, size_t which);
/* "Thông báo Kết luận …", as registers have it. */
str facts_title(struct arena *a, const struct facts *f);
/* All recipients in one line. */
str facts_recipients(struct arena *a, const struct facts *f);
/* A date as 2026-04-02; empty when some of it is missing. */
str facts_date(struct arena *a, const struct date *d);
/* How many agencies issue it: at least 1. */
size_t facts_agencies(const struct doc *doc);

#endif
