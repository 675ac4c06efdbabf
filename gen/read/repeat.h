/* read/repeat.h: documents that are made from one text: `lap_theo` makes one for
 * each row of a file, `bien` gives a document values of its own.
 *
 * A document of a row has the id ID/KEY: KEY is the row's `ma` (or the column
 * that `ma` of lap_theo names), else its number, 001, 002 … */
#ifndef READ_REPEAT_H
#define READ_REPEAT_H

#include "data.h"
#include "keys.h"

struct repeat {
	bool active;           /* the document has one of the keys */
	bool broken;           /* something in them is wrong */
	bool lost;             /* there are no rows to be had */
	const struct yval *by; /* lap_theo, or NULL: one document */
	struct lap_theo lap;
	uint32_t so;      /* the first number; 0: none */
	size_t ma;        /* the column of names, or SIZE_MAX */
	struct data data; /* its rows; one, without columns, for `bien` alone */
	struct variable *own;
	size_t n_own; /* of bien */
	size_t *twin; /* by row: the first with the same `ma` */
};

/* Reads the two keys of a document of folder dir. */
void repeat_read(struct arena *a, const struct loader *ld, const struct yval *map, str dir,
    struct diags *d, struct repeat *out);
/* The map of row i, its values filled in. Sets doc->bien, doc->lap and, for a row
 * of lap_theo, doc->id (which is that of the text before). */
struct yval *repeat_row(struct arena *a, struct repeat *r, size_t i, const struct yval *map,
    struct doc *doc, struct diags *d);

#endif
