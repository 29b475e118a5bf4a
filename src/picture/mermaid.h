/* The moments of a run as a sequence diagram in Mermaid's language, which GitHub draws.
 *
 * Participants are the jobs and the bots; what reaches the world, is skipped or fails is an arrow between them,
 * everything else a note. Folded, it has less than MERMAID_FOLDED_MAX characters: the least telling moments are left
 * out, and a comment says how many. Every character of a name that could mean something to Mermaid is written by its
 * number (https://mermaid.js.org/syntax/sequenceDiagram.html#entity-codes-to-escape-characters). */
#ifndef PICTURE_MERMAID_H
#define PICTURE_MERMAID_H

#include "trace/ledger.h"

/* Characters as JavaScript counts them. The second and the third are what Mermaid draws at most: maxTextSize and
 * maxEdges (packages/mermaid/src/schemas/config.schema.yaml). */
enum { MERMAID_FOLDED_MAX = 5000, MERMAID_CHARACTERS_MAX = 50000, MERMAID_ARROWS_MAX = 500 };

/* Appends it, of the first `shown` events. `is_full`: nothing is left out; false, with the number, where that is more
 * than Mermaid draws. False, too, when memory is out. */
bool mermaid_write(const struct trace *trace, const struct ledger *ledger, uint32_t shown, bool is_full,
                   struct text *out, struct err *err);

/* How many characters a text has for JavaScript: a code point beyond U+FFFF counts twice. */
size_t mermaid_length(const struct text *text);

#endif
