/* read/document.c: a document from its own keys and what it inherits.
 *
 * The keys in force are those of the document, then those of the merged
 * _mac-dinh.yaml that it does not have itself; `nguoi_ky` alone is merged. Each
 * is read once. Values that are inherited were looked through with their file,
 * so their faults are not said again for every document below; a document that
 * inherits from a broken file is failed by its caller. */
#include "keys.h"

unsigned
diags_stopping(const struct diags *d)
{
	return d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM];
}

/* ---- merging ------------------------------------------------------------- */

static size_t
find_pair(const struct yval *map, str fold)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->pairs[i].fold, fold))
			return i;
	return map->n;
}

struct yval *
merge_maps(struct arena *a, const struct yval *under, const struct yval *over)
{
	struct yval *out = NEW(a, struct yval);
	size_t n_under = under ? under->n : 0, n_over = over ? over->n : 0;

	*out = over ? *over : under ? *under : (struct yval){ 0 };
	out->kind = Y_MAP;
	out->digest = NULL;
	out->pairs = NEW_N(a, struct ypair, n_under + n_over + 1);
	for (out->n = 0; out->n < n_under; out->n++)
		out->pairs[out->n] = under->pairs[out->n];
	for (size_t i = 0; i < n_over; i++) {
		struct ypair p = over->pairs[i];
		size_t at = find_pair(out, p.fold);

		if (value_is_absent(p.val))
			continue;
		if (at < out->n && p.val->kind == Y_MAP && out->pairs[at].val->kind == Y_MAP)
			p.val = merge_maps(a, out->pairs[at].val, p.val);
		out->pairs[at] = p;
		out->n += at == out->n;
	}
	return out;
}

/* The signers in force: those of the document laid over the inherited. */
static const struct yval *
signers_in_force(struct arena *a, const struct yval *map, const struct yval *inherited)
{
	const struct yval *own = key_value(map, "nguoi_ky");
	const struct yval *theirs = inherited ? key_value(inherited, "nguoi_ky") : NULL;

	if (own && own->kind != Y_MAP)
		return NULL;
	if (theirs && theirs->kind != Y_MAP)
		theirs = NULL;
	return own && theirs ? merge_maps(a, theirs, own) : own ? own : theirs;
}

/* ---- the whole ------------------------------------------------------------ */

typedef VEC(str) names_vec;

/* Reads a pair; when that fails its key goes to hurt, spelt as it was meant. */
static void
read_pair(struct reader *r, struct doc *doc, const struct ypair *p, names_vec *hurt)
{
	unsigned before = diags_stopping(r->diags) + diags_stopping(r->loud);
	const struct diag *last;
	str name = p->fold;

	key_read_pair(r, SET_DOCUMENT, p, 0, doc);
	if (diags_stopping(r->diags) + diags_stopping(r->loud) == before)
		return;
	last = r->diags->list.n ? &r->diags->list.v[r->diags->list.n - 1] : NULL;
	if (last && last->code == D_KEY_UNKNOWN && last->suggest.n)
		name = last->suggest;
	VEC_PUSH(r->arena, hurt, name);
}

static str
path_of(const struct yval *v)
{
	return v->at.src ? v->at.src->path : S("");
}

/* The keys that the document leaves to its folders. */
static void
read_inherited(struct reader *r, struct doc *doc, const struct yval *map,
    const struct yval *inherited, names_vec *hurt)
{
	struct diags said;
	struct reader quiet = *r;

	if (!inherited)
		return;
	diags_init(&said, r->arena);
	quiet.diags = &said;
	quiet.inherited = true;
	for (size_t i = 0; i < inherited->n; i++) {
		const struct ypair *p = &inherited->pairs[i];
		size_t own = find_pair(map, p->fold);

		if (own < map->n && !value_is_absent(map->pairs[own].val))
			continue;
		/* Of nguoi_ky that signer counts who signs: find_signer(). */
		if (!str_is(p->fold, "nguoi_ky"))
			uses_add(r->uses, USE_DEFAULT, p->fold, path_of(p->val),
			    yval_digest(r->arena, p->val));
		read_pair(&quiet, doc, p, hurt);
	}
}

static const struct yval *
value_in_force(const struct yval *map, const struct yval *inherited, const char *name)
{
	const struct yval *own = key_value(map, name);

	return own || !inherited ? own : key_value(inherited, name);
}

/* What only two keys together can show. */
static void
check_pairs(struct doc *doc, const struct yval *map, const struct yval *inherited, struct diags *d)
{
	if (doc->chu_ky_so.given && doc->trang_thai != TT_PHUC_CHE)
		diag(d, D_CHU_KY_SO_STATE, value_in_force(map, inherited, "chu_ky_so")->at);
	if (doc->lan && doc->trang_thai != TT_DU_THAO)
		diag(d, D_LAN_STATE, value_in_force(map, inherited, "lan")->at);
}

void
read_document(struct arena *a, struct doc *doc, const struct yval *map,
    const struct yval *inherited, struct diags *d)
{
	struct reader r = { .arena = a,
		.diags = d,
		.loud = d,
		.defaults_failed = doc->defaults_failed,
		.uses = &doc->defaults };
	unsigned before = diags_stopping(d);
	names_vec hurt = { 0 };

	r.signers = signers_in_force(a, map, inherited);
	doc->at = map->at;
	uses_init(&doc->defaults, a);
	read_inherited(&r, doc, map, inherited, &hurt);
	for (size_t i = 0; i < map->n; i++)
		read_pair(&r, doc, &map->pairs[i], &hurt);
	uses_sort(&doc->defaults);
	doc->hurt = hurt.v;
	doc->n_hurt = hurt.n;
	if (!doc->the_thuc.s.n)
		doc->the_thuc.s = S("nd30");
	if (!doc_is_hurt(doc, S("loai")) &&
	    (doc->loai.none || !value_in_force(map, inherited, "loai")))
		key_missing(&r, SET_DOCUMENT, map->at, "loai");
	check_pairs(doc, map, inherited, d);
	fill_lien_tich(a, doc);
	fill_forms(doc->phu_luc, doc->n_phu_luc, &doc->head);
	fill_forms(doc->kem_theo, doc->n_kem_theo, &doc->head);
	if (diags_stopping(d) > before)
		doc->failed = true;
}

void
read_defaults(struct arena *a, const struct yval *map, struct diags *d)
{
	struct reader r = { .arena = a, .diags = d, .loud = d, .defaults = true };
	struct doc unused = { 0 };

	key_read_map(&r, SET_DOCUMENT, map, 0, &unused);
}
