/* cli/register.h: `vanban register`. */
#ifndef CLI_REGISTER_H
#define CLI_REGISTER_H

#include "report.h"
#include "session.h"

/* The register of an office and a year on stdout or as a DOCX, or the next number of
 * a type. Returns the exit status. */
int register_run(struct session *s, struct report *r);

#endif
