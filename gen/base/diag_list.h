/* base/diag_list.h: every finding there is, by the room that reports it. Each
 * row: DIAG(NAME, "stable-code", LEVEL, vi, en, fix_vi, fix_en). Messages: the
 * fault first, small letters, no full stop, what was typed in '…'. Included
 * several times; a new code needs a row here (in its room's file) and a case
 * in tests/cases. Codes are never renamed or reused. Whoever wants to know the
 * room too defines DIAG_ROOM("name"). */
#ifndef DIAG_ROOM
#define DIAG_ROOM(name)
#endif
DIAG_ROOM("base")
#include "diag_base.def"
DIAG_ROOM("yaml")
#include "diag_yaml.def"
DIAG_ROOM("read")
#include "diag_read.def"
#include "diag_markdown.def"
DIAG_ROOM("style")
#include "diag_style.def"
DIAG_ROOM("layout")
#include "diag_layout.def"
DIAG_ROOM("check")
#include "diag_check.def"
#include "diag_rules.def"
#include "diag_typing.def"
#include "diag_mention.def"
#include "diag_left.def"
DIAG_ROOM("archive")
#include "diag_archive.def"
DIAG_ROOM("office")
#include "diag_office.def"
DIAG_ROOM("cli")
#include "diag_cli.def"
#include "diag_format.def"
#undef DIAG_ROOM
