/* ooxml/drawing.c: w:drawing, an image that stands in the text like a letter.
 *
 * DrawingML in its smallest form that Word takes: one inline picture. The same
 * bytes are kept in the package once, whatever file they came from. The
 * drawing's namespaces are declared on its own elements, so that documents
 * without images don't carry them. */
#include "ooxml_int.h"

#define NS_WP "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
#define NS_A "http://schemas.openxmlformats.org/drawingml/2006/main"
#define NS_PIC "http://schemas.openxmlformats.org/drawingml/2006/picture"

/* The package path of an image, relative to word/. */
static str
media_target(struct writer *w, const struct image *image)
{
	str target;

	for (size_t i = 0; i < w->media.n; i++) {
		const struct image *known = w->media.v[i].image;

		if (known == image || str_eq(known->bytes, image->bytes))
			return w->media.v[i].target;
	}
	target = str_fmt(w->a, "media/image%zu.%s", w->media.n + 1, image->jpeg ? "jpeg" : "png");
	VEC_PUSH(w->a, &w->media, (struct media){ image, target });
	return target;
}

static void
write_extent(xnode *parent, const char *name, const struct pimage *image)
{
	xnode *n = xml_el(parent, name);

	xml_attr_int(n, "cx", image->width_emu);
	xml_attr_int(n, "cy", image->height_emu);
}

static void
write_doc_pr(struct writer *w, xnode *parent, const char *name, const struct pimage *image)
{
	xnode *n = xml_el(parent, name);

	xml_attr_int(n, "id", w->drawings);
	xml_attr_str(n, "name", str_fmt(w->a, "Hình %d", w->drawings));
	xml_attr_str(n, "descr", image->alt);
}

static void
write_blip_fill(xnode *pic, str rel)
{
	xnode *n = xml_el(pic, "pic:blipFill");

	xml_attr_str(xml_el(n, "a:blip"), "r:embed", rel);
	xml_el(xml_el(n, "a:stretch"), "a:fillRect");
}

static void
write_sp_pr(xnode *pic, const struct pimage *image)
{
	xnode *n = xml_el(pic, "pic:spPr");
	xnode *xfrm = xml_el(n, "a:xfrm");
	xnode *off = xml_el(xfrm, "a:off");
	xnode *geom;

	xml_attr(off, "x", "0");
	xml_attr(off, "y", "0");
	write_extent(xfrm, "a:ext", image);
	geom = xml_el(n, "a:prstGeom");
	xml_attr(geom, "prst", "rect");
	xml_el(geom, "a:avLst");
}

static void
write_pic(struct writer *w, xnode *inline_, const struct pimage *image, str rel)
{
	xnode *graphic = xml_el(inline_, "a:graphic");
	xnode *data, *pic, *nv;

	xml_attr(graphic, "xmlns:a", NS_A);
	data = xml_el(graphic, "a:graphicData");
	xml_attr(data, "uri", NS_PIC);
	pic = xml_el(data, "pic:pic");
	xml_attr(pic, "xmlns:pic", NS_PIC);
	nv = xml_el(pic, "pic:nvPicPr");
	write_doc_pr(w, nv, "pic:cNvPr", image);
	xml_el(nv, "pic:cNvPicPr");
	write_blip_fill(pic, rel);
	write_sp_pr(pic, image);
}

static void
write_frame_pr(xnode *inline_)
{
	xnode *locks = xml_el(xml_el(inline_, "wp:cNvGraphicFramePr"), "a:graphicFrameLocks");

	xml_attr(locks, "xmlns:a", NS_A);
	xml_attr(locks, "noChangeAspect", "1");
}

void
ooxml_write_drawing(struct writer *w, xnode *r, const struct pimage *image)
{
	static const char *const sides[] = { "distT", "distB", "distL", "distR" };
	str target = media_target(w, image->image);
	str rel = rels_add(w, w->rels, REL_DOC "image", target, false);
	xnode *n = xml_el(xml_el(r, "w:drawing"), "wp:inline");

	w->drawings++;
	xml_attr(n, "xmlns:wp", NS_WP);
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		xml_attr(n, sides[i], "0");
	write_extent(n, "wp:extent", image);
	write_doc_pr(w, n, "wp:docPr", image);
	write_frame_pr(n);
	write_pic(w, n, image, rel);
}
