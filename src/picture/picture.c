#include "picture/picture.h"

#include "words/narrate.h"
#include "words/verdict.h"

enum { MOMENTS_MAX = 60 }; /* told in a description */

const char *picture_clean(struct scene *scene, const char *string)
{
    struct text text = {0};

    text_add_shown(&text, string, " ");
    return scene_take(scene, &text);
}

int picture_lines(struct scene *scene, const char *string, int y, enum element element, uint32_t from)
{
    const char *lines[SCENE_LINES_MAX];
    int columns = scene->columns - 2;
    int count = scene_wrap(scene, picture_clean(scene, string), columns, lines, SCENE_LINES_MAX);

    for (int i = 0; i < count; i++)
        scene_add_label(scene, &(struct scene_label){.x = 1,
                                                     .y = y + i,
                                                     .width = columns,
                                                     .element = element,
                                                     .is_large = element == ELEMENT_TITLE,
                                                     .from = from,
                                                     .text = lines[i]});
    return y + count;
}

/* A title may tell what is to be guessed. */
static const char *heading_of(const struct picture_of *of)
{
    const struct scenario *scenario = of->trace->scenario;

    return scenario->title[0] && !of->is_worksheet ? scenario->title : scenario->source;
}

static int add_answer(struct scene *scene, const struct picture_of *of, int y)
{
    const struct trace *trace = of->trace;
    struct text verdict = {0};

    if (trace->scenario->caption[0])
        y = picture_lines(scene, trace->scenario->caption, y, ELEMENT_PLAIN, NO_EVENT);
    verdict_add(trace, of->ledger, &verdict);
    y = picture_lines(scene, text_str(&verdict), y, ledger_is_good(of->ledger) ? ELEMENT_GRANTED : ELEMENT_REFUSED,
                      trace->count > 0 ? trace->count - 1 : NO_EVENT);
    text_release(&verdict);
    return y;
}

static const char *asked_of(const struct picture_of *of)
{
    return of->asked ? of->asked : of->trace->scenario->question;
}

/* What is asked, line by line. */
static int add_asked(struct scene *scene, const struct picture_of *of, int y)
{
    const char *at = asked_of(of);
    struct text line = {0};

    while (text_take_line(&at, &line))
        y = picture_lines(scene, text_str(&line), y, ELEMENT_PLAIN, NO_EVENT);
    scene->failed = scene->failed || line.failed;
    text_release(&line);
    return y;
}

int picture_frame(struct scene *scene, const struct picture_of *of, int y)
{
    struct text title = {0};

    text_add(&title, heading_of(of));
    text_fit(&title, scene->columns - 2);
    picture_lines(scene, text_str(&title), 0, ELEMENT_TITLE, NO_EVENT);
    text_release(&title);
    scene_add_bar(scene, (struct scene_area){0, y, scene->columns, 1}, BAR_RULE, ELEMENT_QUIET, NO_EVENT);
    return of->is_worksheet ? add_asked(scene, of, y + 1) : add_answer(scene, of, y + 1);
}

/* The first moments of the run, one sentence each. */
static void describe_moments(const struct story *story, struct text *out)
{
    const struct trace *trace = story->trace;
    uint32_t told = 0;

    for (uint32_t e = trace_moment_after(trace, NO_EVENT); e != NO_EVENT; e = trace_moment_after(trace, e)) {
        if (trace->events[e].kind == EVENT_RUN_END || trace->events[e].kind == EVENT_DAY_END)
            continue;
        if (told++ == MOMENTS_MAX) {
            text_add(out, "And so on. ");
            break;
        }
        narrate_event(story, e, out);
        text_add(out, " ");
    }
}

static void describe_run(const struct story *story, const struct ledger *ledger, struct text *out)
{
    const struct trace *trace = story->trace;

    describe_moments(story, out);
    verdict_add(trace, ledger, out);
    if (trace->scenario->lesson[0])
        text_addf(out, " %s", trace->scenario->lesson);
}

void picture_describe(struct scene *scene, const struct picture_of *of)
{
    const struct scenario *scenario = of->trace->scenario;
    struct story story;
    struct text text = {0};
    struct err err;

    if (!story_init(&story, of->trace, &err)) {
        scene->failed = true;
        return;
    }
    if (of->is_worksheet)
        text_add(&text, asked_of(of));
    else
        describe_run(&story, of->ledger, &text);
    scene->title = picture_clean(scene, of->is_worksheet ? heading_of(of) : scenario->title);
    scene->desc = picture_clean(scene, text_str(&text));
    text_release(&text);
    story_release(&story);
}
