#include "cli/lesson_file.h"

#include <string.h>

#include "cli/output.h"
#include "cli/print.h"
#include "file/lesson_load.h"
#include "file/load.h"
#include "words/beat.h"

/* A path of the lesson's own folder; names of built-in scenarios and absolute paths as they are. */
static void path_write(const char *lesson, const char *name, struct text *out)
{
    const char *slash = strrchr(lesson, '/');

    if (slash && name[0] != '/' && strpbrk(name, "/."))
        text_add_bytes(out, lesson, (size_t)(slash - lesson) + 1);
    text_add(out, name);
}

static struct scenario *scenario_read(const struct source *source, struct err *err)
{
    struct scenario *scenario;
    struct diags diags;

    diags_init(&diags, source->name, source->bytes, source->size);
    scenario = scenario_load(source->name, source->bytes, source->size, &diags);
    if (!scenario && diags.failed)
        (void)err_memory(err);
    else if (!scenario)
        err_set(err, "\"%s\" is no scenario without mistakes: makeitso check %s tells them", source->name,
                source->name);
    diags_release(&diags);
    return scenario;
}

/* Standard input may be the lesson's own, and is no scenario's. */
static struct scenario *scenario_find_file(void *context, const char *name, struct err *err)
{
    const char *lesson = context;
    struct scenario *scenario = NULL;
    struct text path = {0};
    struct source source;

    path_write(lesson, name, &path);
    if (path.failed) {
        (void)err_memory(err);
    } else if (strcmp(name, "-") == 0) {
        err_set(err, "a beat's scenario is a name or a path");
    } else if (source_read(text_str(&path), SCENARIO_BYTES_MAX, &source, err)) {
        scenario = scenario_read(&source, err);
        source_release(&source);
    }
    text_release(&path);
    return scenario;
}

enum exit_code lesson_read(const struct source *source, struct lesson **out)
{
    const struct lesson_finder finder = {scenario_find_file, (void *)source->name};
    enum exit_code code = EXIT_AS_CLAIMED;
    struct diags diags;

    diags_init(&diags, source->name, source->bytes, source->size);
    *out = lesson_load(source->name, source->bytes, source->size, &finder, &diags);
    if (!*out)
        code = diags_report(&diags);
    diags_release(&diags);
    return code;
}

/* A scenario is no lesson; nor is what is no file. */
static enum exit_code none_refuse(const char *argument, const struct source *source, struct err *err)
{
    struct text hint = {0};
    enum exit_code code;

    if (!source->is_unknown)
        return fail_world(err);
    builtin_lesson_hint(argument, &hint);
    code = mistake("there is no file and no built-in lesson \"%s\"%s", argument, text_str(&hint));
    text_release(&hint);
    return code;
}

enum exit_code lesson_open(const char *argument, struct lesson_file *out)
{
    enum exit_code code;
    struct err err;

    *out = (struct lesson_file){.lesson = NULL};
    if (!source_read(argument, SCENARIO_BYTES_MAX, &out->source, &err))
        return none_refuse(argument, &out->source, &err);
    if (builtin_find(argument))
        code = mistake("\"%s\" is a scenario, no lesson: makeitso play %s plays it", argument, argument);
    else
        code = lesson_read(&out->source, &out->lesson);
    if (code != EXIT_AS_CLAIMED)
        lesson_close(out);
    return code;
}

void lesson_close(struct lesson_file *file)
{
    lesson_free(file->lesson);
    source_release(&file->source);
    *file = (struct lesson_file){.lesson = NULL};
}

enum exit_code lesson_hold(const struct lesson_file *file)
{
    enum exit_code code = EXIT_AS_CLAIMED;
    struct diags diags;

    diags_init(&diags, file->source.name, file->source.bytes, file->source.size);
    lesson_check(file->lesson, &diags);
    if (!diags_are_empty(&diags))
        code = diags_report(&diags);
    diags_release(&diags);
    return code;
}
