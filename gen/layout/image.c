/* layout/image.c: images at their own size, in EMU (914,400 to the inch, 635 to
 * the twip), no wider than the text and no higher than a page of it. */
#include "body_int.h"

enum {
	EMU_INCH = 914400,
	EMU_TWIP = 635,
	LINES_LEFT = 600 /* twips of a page that an image leaves, for its paragraph's spacing */
};

void
image_size(
    struct layout *l, const struct image *im, int max_width, long *width_emu, long *height_emu)
{
	double default_dpi = style_measure(l->s, "dpi");
	double w = im->width_px / (im->dpi_x > 0 ? im->dpi_x : default_dpi) * EMU_INCH;
	double h = im->height_px / (im->dpi_y > 0 ? im->dpi_y : default_dpi) * EMU_INCH;
	double max_w = (double)max_width * EMU_TWIP;
	double max_h = (double)(lay_text_height(l) - LINES_LEFT) * EMU_TWIP;
	double scale = 1;

	if (max_w > 0 && w > max_w)
		scale = max_w / w;
	if (max_h > 0 && h * scale > max_h)
		scale = max_h / h;
	*width_emu = (long)(w * scale) > 0 ? (long)(w * scale) : 1;
	*height_emu = (long)(h * scale) > 0 ? (long)(h * scale) : 1;
}

int
lay_image(struct layout *l, const struct inl *i, int max_width)
{
	struct pimage im = { .image = i->image, .alt = i->text };

	image_size(l, i->image, max_width, &im.width_emu, &im.height_emu);
	VEC_PUSH(l->a, &l->images, im);
	return (int)l->images.n - 1;
}
