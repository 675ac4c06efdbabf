/* read/bodies.c: the Markdown of one document: its own body, those of its
 * appendices and of the texts it issues, file by file.
 *
 * Files of a body follow one another as if they were one; footnotes are matched
 * within a file. A file that can't be read is reported at the place that names
 * it, and the others are read all the same, so that one run shows everything. */
#include "keys.h"
#include "vars.h"

enum { BODY_BYTES = 4 << 20 };

struct bodies {
	struct arena *arena, *nodes;
	const struct loader *loader;
	struct diags *diags;
	const struct doc *doc;
};

/* The folder of the file in which a value was typed. */
static str
dir_of(pos at)
{
	return at.src ? path_dir(at.src->path) : S("");
}

/* Loads the file of a part; its own folder goes to *dir. */
static bool
load_part(struct bodies *b, const struct val *file, struct text *part, str *dir)
{
	const struct src *src;
	str path, bytes;

	if (!read_file(b->arena, b->loader, dir_of(file->at), file->s, file->at, BODY_BYTES,
		b->diags, &path, &bytes))
		return false;
	src = src_load(b->arena, path, bytes, b->diags);
	if (!src)
		return false;
	*dir = path_dir(path);
	*part = (struct text){ .s = src->text, .at = src_pos(src, 0, 0), .how = TEXT_WHOLE };
	return true;
}

static struct block *
read_part(struct bodies *b, const struct val *file, struct text *part)
{
	struct markdown_ctx m = { .arena = b->arena,
		.nodes = b->nodes,
		.loader = b->loader,
		.diags = b->diags,
		.base_dir = dir_of(file->at),
		.doc = b->doc };
	unsigned before = diags_stopping(b->diags);
	struct block *blocks;

	if (file->s.n && !load_part(b, file, part, &m.base_dir))
		return NULL;
	blocks = read_markdown(&m, part);
	if (!blocks && diags_stopping(b->diags) == before)
		diag(b->diags, D_BODY_EMPTY, file->at, file->s.n ? file->s : S("noi_dung"));
	return blocks;
}

static void
read_body(struct bodies *b, struct body *body)
{
	struct block **end = &body->blocks;

	body->blocks = NULL;
	for (size_t i = 0; i < body->n_parts; i++) {
		*end = read_part(b, &body->files[i], &body->parts[i]);
		while (*end)
			end = &(*end)->next;
	}
}

static void
read_appendices(struct bodies *b, struct phu_luc *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		read_body(b, &v[i].noi_dung);
		read_appendices(b, v[i].phu_luc, v[i].n_phu_luc);
	}
}

bool
read_bodies(
    struct arena *a, struct arena *nodes, const struct loader *ld, struct doc *doc, struct diags *d)
{
	struct bodies b = { a, nodes, ld, d, doc };
	unsigned before = diags_stopping(d);

	for (size_t i = 0; i < doc->n_bien; i++)
		doc->bien[i].missed[VARS_BODY] = false;
	read_body(&b, &doc->noi_dung);
	read_appendices(&b, doc->phu_luc, doc->n_phu_luc);
	read_appendices(&b, doc->kem_theo, doc->n_kem_theo);
	if (diags_stopping(d) > before)
		doc->failed = true;
	return !doc->failed;
}

static void
forget_appendices(struct phu_luc *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		v[i].noi_dung.blocks = NULL;
		forget_appendices(v[i].phu_luc, v[i].n_phu_luc);
	}
}

void
forget_bodies(struct doc *doc)
{
	doc->noi_dung.blocks = NULL;
	forget_appendices(doc->phu_luc, doc->n_phu_luc);
	forget_appendices(doc->kem_theo, doc->n_kem_theo);
}
