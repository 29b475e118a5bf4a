/* YAML as it is written by this program: scalars quoted where they must be, and flow collections that are broken
 * into lines.
 *
 *     struct flow flow;
 *     flow_begin(&flow, out, "  - {", "     ");
 *     flow_string(&flow, "name", "Picard");
 *     flow_time(&flow, "due", 90000);
 *     flow_end(&flow, "}\n");
 */
#ifndef FILE_YAML_TEXT_H
#define FILE_YAML_TEXT_H

#include "base/duration.h"
#include "base/text.h"

#define YAML_COLUMNS 110 /* lines are broken before an item that would pass this */

/* Appends `string` as a scalar that any YAML reader reads back to the same bytes, plain where that is safe. */
void yaml_scalar(const char *string, struct text *out);

/* Appends "KEY: …\n" with prose: a folded or literal block where it reads back to the same bytes, else a quoted
 * scalar. */
void yaml_prose(const char *key, const char *string, struct text *out);

/* A collection in flow style that is being written. */
struct flow {
    struct text *out;
    const char *indent; /* what a continued line begins with; the caller's */
    size_t line;        /* where in `out` the present line begins */
    bool has_item;
    struct text item; /* the item being made */
};

/* `head` is what stands before the first item, brace and all. */
void flow_begin(struct flow *flow, struct text *out, const char *head, const char *indent);
void flow_end(struct flow *flow, const char *tail);

/* One more item: "text", "KEY: text" with a scalar quoted, a plain word, a number, a time, a duration. */
void flow_item(struct flow *flow, const char *text);
void flow_string(struct flow *flow, const char *key, const char *value);
void flow_word(struct flow *flow, const char *key, const char *value);
void flow_number(struct flow *flow, const char *key, int64_t value);
void flow_time(struct flow *flow, const char *key, msec value);
void flow_duration(struct flow *flow, const char *key, const struct duration *value);

/* A collection within: `head` such as "waits: [", `tail` "]". */
void flow_open(struct flow *flow, const char *head);
void flow_close(struct flow *flow, const char *tail);

#endif
