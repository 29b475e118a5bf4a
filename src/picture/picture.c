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

int picture_frame(struct scene *scene, const struct trace *trace, const struct ledger *ledger, int y)
{
    const struct scenario *scenario = trace->scenario;
    struct text verdict = {0}, title = {0};

    text_add(&title, scenario->title[0] ? scenario->title : scenario->source);
    text_fit(&title, scene->columns - 2);
    picture_lines(scene, text_str(&title), 0, ELEMENT_TITLE, NO_EVENT);
    text_release(&title);
    scene_add_bar(scene, (struct scene_area){0, y, scene->columns, 1}, BAR_RULE, ELEMENT_QUIET, NO_EVENT);
    y++;
    if (scenario->caption[0])
        y = picture_lines(scene, scenario->caption, y, ELEMENT_PLAIN, NO_EVENT);
    verdict_add(trace, ledger, &verdict);
    y = picture_lines(scene, text_str(&verdict), y, ledger_is_good(ledger) ? ELEMENT_GRANTED : ELEMENT_REFUSED,
                      trace->count > 0 ? trace->count - 1 : NO_EVENT);
    text_release(&verdict);
    return y;
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

void picture_describe(struct scene *scene, const struct trace *trace, const struct ledger *ledger)
{
    struct story story;
    struct text text = {0};
    struct err err;

    if (!story_init(&story, trace, &err)) {
        scene->failed = true;
        return;
    }
    describe_moments(&story, &text);
    verdict_add(trace, ledger, &text);
    if (trace->scenario->lesson[0])
        text_addf(&text, " %s", trace->scenario->lesson);
    scene->title = picture_clean(scene, trace->scenario->title);
    scene->desc = picture_clean(scene, text_str(&text));
    text_release(&text);
    story_release(&story);
}
