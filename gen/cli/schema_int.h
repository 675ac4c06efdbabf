/* cli/schema_int.h: a schema in the making: maps and what types ask for (schema.c), values
 * of keys (schema_value.c). */
#ifndef CLI_SCHEMA_INT_H
#define CLI_SCHEMA_INT_H

#include "../base/buf.h"
#include "../read/format.h"
#include "schema.h"

struct schema {
	struct session *s;
	struct arena *a;
	struct buf *out;
	const struct style *style; /* of the root; NULL: its templates are broken */
	struct inherited_list defaults;
	enum schema_kind kind;
	str ids; /* members "enum" and "enumDescriptions" of what can be cited */
};

/* The names of the definitions, by sort of map. */
extern const char *const schema_definitions[FORMAT__COUNT];
/* The other spellings of a key or word, as a pattern. */
void schema_spellings(struct buf *out, str word);
/* The members that tell what the value of a key may be. */
void schema_value(struct schema *c, const struct format_key *k);

#endif
