/* cli/reason.h: why the system said no, in words. */
#ifndef CLI_REASON_H
#define CLI_REASON_H

#include "../base/str.h"

str reason_vi(int error);
str reason_en(int error);
/* Two arguments of a finding: the Vietnamese and the English reason. */
#define REASON(error) reason_vi(error), reason_en(error)

#endif
