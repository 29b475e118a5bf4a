#include "support/lesson.h"

#include <string.h>

#include "cli/source.h"
#include "support/test.h"

static struct scenario *find(void *context, const char *name, struct err *err)
{
    const struct builtin *builtin = builtin_find(name);
    struct text hint = {0};

    (void)context;
    if (builtin)
        return builtin_load(builtin);
    builtin_hint(name, &hint);
    err_set(err, "there is no built-in scenario \"%s\"%s", name, text_str(&hint));
    text_release(&hint);
    return NULL;
}

const struct lesson_finder builtin_finder = {find, NULL};

static struct lesson *load(const char *name, const char *bytes, size_t size)
{
    struct lesson *lesson;
    struct diags diags;

    diags_init(&diags, name, bytes, size);
    lesson = lesson_load(name, bytes, size, &builtin_finder, &diags);
    if (!lesson) {
        struct text text = {0};

        diags_print(&diags, &text);
        fail_msg("%s", text_str(&text));
    }
    diags_release(&diags);
    return lesson;
}

struct lesson *load_lesson(const char *yaml)
{
    return load("a lesson", yaml, strlen(yaml));
}

struct lesson *load_builtin_lesson(const char *name)
{
    const struct builtin *builtin = builtin_lesson_find(name);

    assert_non_null(builtin);
    return load(name, builtin->bytes, builtin->size);
}
