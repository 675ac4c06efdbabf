/* base/diag_list.h: every finding there is, by the room that reports it. Each
 * row: DIAG(NAME, "stable-code", LEVEL, vi, en, fix_vi, fix_en). Messages: the
 * fault first, small letters, no full stop, what was typed in '…'. Included
 * several times; a new code needs a row here (in its room's file) and a case
 * in tests/cases. Codes are never renamed or reused. */
#include "diag_base.def"
#include "diag_yaml.def"
#include "diag_read.def"
#include "diag_markdown.def"
#include "diag_style.def"
#include "diag_layout.def"
#include "diag_check.def"
#include "diag_cli.def"
