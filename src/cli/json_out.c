#include "cli/json_out.h"

#include <stdlib.h>

json_t *json_of_text(struct text *text)
{
    json_t *string = text->failed ? NULL : json_string(text_str(text));

    text_release(text);
    return string;
}

void json_deliver(json_t *value, struct text *out)
{
    char *dumped = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(17));

    if (dumped)
        text_addf(out, "%s\n", dumped);
    else
        out->failed = true;
    free(dumped);
    json_decref(value);
}
