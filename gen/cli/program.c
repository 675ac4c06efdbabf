/* cli/program.c: the Makefile gives a digest of the sources (VANBAN_BUILD). */
#include "program.h"

#include "../base/utf.h"
#include "../ooxml/parts.h"
#include "../pack/pack.h"
#include "../read/read.h"
#include "../yaml/yval.h"
#include "help.h"

#ifndef VANBAN_BUILD
#define VANBAN_BUILD __DATE__ " " __TIME__
#endif

void
program_digest(struct arena *a, struct digest *out)
{
	const char *const parts[] = { VANBAN_VERSION, VANBAN_BUILD, yaml_libyaml_version(),
		read_cmark_version(), ooxml_mxml_version(), pack_version(), pack_deflate_version(),
		utf_version() };
	struct digester *g = digester_new(a);

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		digester_str(g, str_z(parts[i]));
	digester_end(g, out);
}
