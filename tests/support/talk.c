#include "support/talk.h"

#include <stdlib.h>
#include <string.h>

#include "support/test.h"

#include "tui/begin.h"
#include "tui/views.h"

enum { SLICE_MS = 1000 };

/* One line: nothing but characters that are read out, words apart by one blank. */
static void hold_line(const char *line, size_t size)
{
    if (size == 0)
        fail_msg("an empty line");
    if (line[0] == ' ' || line[size - 1] == ' ')
        fail_msg("a blank at an end: \"%.*s\"", (int)size, line);
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)line[i] < ' ' || line[i] == 127)
            fail_msg("byte %d: %.*s", line[i], (int)size, line);
        if (i > 0 && line[i] == ' ' && line[i - 1] == ' ')
            fail_msg("two blanks: %.*s", (int)size, line);
    }
}

static void hold_answer(const struct text *answer)
{
    const char *at = text_str(answer);
    size_t lines = 0;

    for (const char *end; *at; at = end + 1) {
        end = strchr(at, '\n');
        if (!end)
            fail_msg("a line without an end: %s", at);
        hold_line(at, (size_t)(end - at));
        if (strncmp(at, "more: Enter\n", (size_t)(end - at) + 1) != 0)
            lines++;
    }
    if (lines > LINEAR_LINES_MAX)
        fail_msg("%zu lines unasked:\n%s", lines, text_str(answer));
}

static void hear(struct talk *talk)
{
    struct err err;

    text_clear(&talk->last);
    for (linear_take(&talk->linear, &talk->last); linear_is_busy(&talk->linear) && !talk->app.is_over;
         linear_take(&talk->linear, &talk->last))
        assert_true(linear_go_on(&talk->linear, SLICE_MS, &err));
    hold_answer(&talk->last);
    text_add(&talk->heard, text_str(&talk->last));
}

struct talk *talk_open(const struct tui_options *options)
{
    struct talk *talk = calloc(1, sizeof *talk);
    struct err err;

    assert_non_null(talk);
    talk->options = *options;
    talk->options.is_linear = true;
    assert_true(app_init(&talk->app, &talk->options, views, &err));
    assert_true(begin(&talk->app, &err));
    assert_true(linear_begin(&talk->linear, &talk->app, &err));
    hear(talk);
    return talk;
}

void talk_close(struct talk *talk)
{
    linear_release(&talk->linear);
    app_release(&talk->app);
    text_release(&talk->heard);
    text_release(&talk->last);
    free(talk);
}

void talk_say(struct talk *talk, const char *line)
{
    struct err err;

    text_addf(&talk->heard, "> %s\n", line);
    assert_true(linear_type(&talk->linear, line, &err));
    hear(talk);
}

void talk_hear_all(struct talk *talk)
{
    while (talk->linear.is_asking)
        talk_say(talk, "");
}

bool talk_heard(const struct talk *talk, const char *words)
{
    return strstr(text_str(&talk->last), words) != NULL;
}
