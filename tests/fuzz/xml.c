/* tests/fuzz/xml.c: a second opinion on the parts: expat must read them. */
#include "fuzz.h"

#include <expat.h>
#include <string.h>

static void
no_doctype(void *ctx, const XML_Char *name, const XML_Char *sys, const XML_Char *pub, int internal)
{
	(void)ctx, (void)name, (void)sys, (void)pub, (void)internal;
	fuzz_fail(__FILE__, __LINE__, "no document type");
}

static void
no_instruction(void *ctx, const XML_Char *target, const XML_Char *data)
{
	(void)ctx, (void)target, (void)data;
	fuzz_fail(__FILE__, __LINE__, "no processing instruction");
}

/* The only target outside the package is one that a person clicks. */
static void
element(void *ctx, const XML_Char *name, const XML_Char **attrs)
{
	const char *type = "", *mode = "";

	(void)ctx;
	if (strcmp(name, "Relationship") != 0)
		return;
	for (; *attrs; attrs += 2) {
		if (!strcmp(attrs[0], "Type"))
			type = attrs[1];
		if (!strcmp(attrs[0], "TargetMode"))
			mode = attrs[1];
	}
	MUST(!strstr(type, "attachedTemplate") && !strstr(type, "vbaProject") &&
	     !strstr(type, "ole"));
	MUST(strcmp(mode, "External") != 0 || strstr(type, "/hyperlink"));
}

void
fuzz_part(const struct part *p)
{
	XML_Parser x;

	if (!str_ends(p->name, S(".xml")) && !str_ends(p->name, S(".rels")))
		return;
	x = XML_ParserCreate("UTF-8");
	MUST(x);
	XML_SetStartDoctypeDeclHandler(x, no_doctype);
	XML_SetProcessingInstructionHandler(x, no_instruction);
	XML_SetStartElementHandler(x, element);
	MUST(XML_Parse(x, p->bytes.p, (int)p->bytes.n, 1) == XML_STATUS_OK);
	XML_ParserFree(x);
}
