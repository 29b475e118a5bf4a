#include "report/cast.h"

#include "report/json_value.h"

void cast_begin(int columns, int rows, const char *title, struct text *out)
{
    json_t *head = json_object(), *environment = json_object();

    json_add(&environment, "TERM", json_string("xterm-256color"));
    json_add(&head, "version", json_integer(2));
    json_add(&head, "width", json_integer(columns));
    json_add(&head, "height", json_integer(rows));
    json_add(&head, "title", json_string(title));
    json_add(&head, "env", environment);
    json_write_value(head, JSON_PRESERVE_ORDER, out);
    text_add(out, "\n");
}

bool cast_add(struct text *out, int64_t ms, char code, struct text *data, struct err *err)
{
    text_addf(out, "[%lld.%03d, \"%c\", ", (long long)(ms / 1000), (int)(ms % 1000), code);
    json_write_value(json_of_text(data), JSON_ENCODE_ANY, out);
    text_add(out, "]\n");
    if (out->failed)
        return err_memory(err);
    return out->size <= CAST_BYTES_MAX ||
           err_set(err, "the recording is longer than %d MiB: --at TIME ends it sooner", CAST_BYTES_MAX >> 20);
}
