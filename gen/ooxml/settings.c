/* ooxml/settings.c: word/settings.xml, the same for every document of a style.
 *
 * It names no fields to update (Word would ask before it shows the page) and
 * counts itself to Word 2013 and later, so that no "compatibility mode" is
 * shown. Numbers and lists in Word's dialogs follow Vietnamese use. */
#include "ooxml_int.h"

enum { ZOOM_PERCENT = 100, TAB_STOP = 720 };

static void
write_footnote_pr(xnode *parent)
{
	xnode *n = xml_el(parent, "w:footnotePr");

	xml_attr_int(xml_el(n, "w:footnote"), "w:id", NOTE_SEPARATOR);
	xml_attr_int(xml_el(n, "w:footnote"), "w:id", NOTE_CONTINUATION);
}

/* As Word 2013 and later write it into new documents; and a justified line that
 * ends in a break (a writer's hard break) is not stretched. */
static void
write_compat(xnode *parent)
{
	static const char *const settings[][2] = {
		{ "compatibilityMode", "15" },
		{ "overrideTableStyleFontSizeAndJustification", "1" },
		{ "enableOpenTypeFeatures", "1" },
		{ "doNotFlipMirrorIndents", "1" },
		{ "differentiateMultirowTableHeaders", "1" },
		{ "useWord2013TrackBottomHyphenation", "0" },
	};
	xnode *n = xml_el(parent, "w:compat");

	xml_el(n, "w:doNotExpandShiftReturn");
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		xnode *c = xml_el(n, "w:compatSetting");

		xml_attr(c, "w:name", settings[i][0]);
		xml_attr(c, "w:uri", "http://schemas.microsoft.com/office/word");
		xml_attr(c, "w:val", settings[i][1]);
	}
}

static void
write_theme_font_lang(xnode *parent, str lang)
{
	xnode *n = xml_val_str(parent, "w:themeFontLang", lang);

	xml_attr_str(n, "w:eastAsia", lang);
}

void
ooxml_part_settings(struct writer *w, size_t i)
{
	xnode *n = xml_el(NULL, "w:settings");

	(void)i;
	xml_declare(&w->out);
	xml_attr(n, "xmlns:w", NS_W);
	xml_attr_int(xml_el(n, "w:zoom"), "w:percent", ZOOM_PERCENT);
	xml_val_int(n, "w:defaultTabStop", TAB_STOP);
	ooxml_write_toggle(n, "w:autoHyphenation", T_OFF);
	xml_val(n, "w:characterSpacingControl", "doNotCompress");
	write_footnote_pr(n);
	write_compat(n);
	write_theme_font_lang(n, w->s->lang);
	xml_val(n, "w:decimalSymbol", ",");
	xml_val(n, "w:listSeparator", ";");
	xml_save(&w->out, n);
}
