#include "cli/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/load.h"

static const struct builtin *find_among(const struct builtin *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    }
    return NULL;
}

const struct builtin *builtin_find(const char *name)
{
    return find_among(builtins, builtin_count, name);
}

const struct builtin *builtin_lesson_find(const char *name)
{
    return find_among(builtin_lessons, builtin_lesson_count, name);
}

struct scenario *builtin_load(const struct builtin *builtin)
{
    struct scenario *scenario;
    struct diags diags;

    diags_init(&diags, builtin->name, builtin->bytes, builtin->size);
    scenario = scenario_load(builtin->name, builtin->bytes, builtin->size, &diags);
    diags_release(&diags);
    return scenario;
}

static void hint_among(const struct builtin *list, size_t count, const char *name, struct text *out)
{
    const char **names = malloc((count + 1) * sizeof *names);
    const char *near;

    if (names == NULL) {
        text_add(out, TEXT_LOST);
        return;
    }
    for (size_t i = 0; i < count; i++)
        names[i] = list[i].name;
    near = word_nearest(name, names, count);
    if (near != NULL)
        text_addf(out, "; did you mean \"%s\"?", near);
    free(names);
}

void builtin_hint(const char *name, struct text *out)
{
    hint_among(builtins, builtin_count, name, out);
}

void builtin_lesson_hint(const char *name, struct text *out)
{
    hint_among(builtin_lessons, builtin_lesson_count, name, out);
}

/* A name that could be one of the shelf's: no '/', no '.'. */
static bool is_shelf_name(const char *argument)
{
    return strpbrk(argument, "/.") == NULL;
}

static bool descriptor_read(int fd, const char *name, size_t most, struct text *out, struct err *err)
{
    char buffer[16384];

    while (out->size <= most && !out->failed) {
        size_t want = most + 1 - out->size;
        ssize_t got = read(fd, buffer, want < sizeof buffer ? want : sizeof buffer);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, "cannot read \"%s\": %s", name, strerror(errno));
        if (got == 0)
            break;
        text_add_bytes(out, buffer, (size_t)got);
    }
    return !out->failed || err_memory(err);
}

static bool missing_refuse(const char *argument, int why, struct source *source, struct err *err)
{
    struct text hint = {0};

    source->is_unknown = why == ENOENT && is_shelf_name(argument);
    if (source->is_unknown) {
        builtin_hint(argument, &hint);
        err_set(err, "there is no file and no built-in scenario \"%s\"%s", argument, text_str(&hint));
    } else {
        err_set(err, "cannot read \"%s\": %s", argument, strerror(why));
    }
    text_release(&hint);
    return false;
}

static bool file_read(const char *argument, size_t most, struct source *source, struct err *err)
{
    int fd = open(argument, O_RDONLY | O_NOCTTY);
    bool is_read;

    if (fd < 0)
        return missing_refuse(argument, errno, source, err);
    is_read = descriptor_read(fd, argument, most, &source->owned, err);
    close(fd);
    return is_read;
}

bool source_read(const char *argument, size_t most, struct source *source, struct err *err)
{
    const struct builtin *builtin = is_shelf_name(argument) ? builtin_find(argument) : NULL;
    bool is_read;

    if (is_shelf_name(argument) && !builtin)
        builtin = builtin_lesson_find(argument);
    *source = (struct source){.name = argument};
    if (builtin != NULL) {
        source->bytes = builtin->bytes;
        source->size = builtin->size;
        return true;
    }
    if (strcmp(argument, "-") == 0) {
        is_read = descriptor_read(STDIN_FILENO, "standard input", most, &source->owned, err);
    } else {
        is_read = file_read(argument, most, source, err);
    }
    source->bytes = text_str(&source->owned);
    source->size = source->owned.size;
    if (!is_read)
        text_release(&source->owned);
    return is_read;
}

void source_release(struct source *source)
{
    text_release(&source->owned);
    *source = (struct source){.name = source->name, .bytes = ""};
}

void builtin_field(const struct builtin *builtin, const char *key, struct text *out)
{
    const char *line = builtin->bytes;
    size_t length = strlen(key);

    while (line && *line && !(strncmp(line, key, length) == 0 && line[length] == ':')) {
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    if (!line || !*line)
        return;
    line += length + 1;
    line += strspn(line, " ");
    length = strcspn(line, "\n");
    if (length >= 2 && (*line == '"' || *line == '\'') && line[length - 1] == *line) {
        line++;
        length -= 2;
    }
    text_add_bytes(out, line, length);
}
