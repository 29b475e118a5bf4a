#include "picture/scene.h"

#include <string.h>

#include "base/range.h"

void scene_init(struct scene *scene)
{
    *scene = (struct scene){.title = "", .desc = "", .caret = {-1, -1}};
    arena_init(&scene->arena);
}

void scene_release(struct scene *scene)
{
    arena_release(&scene->arena);
    scene_init(scene);
}

/* Adds a part to an array of the scene's. */
#define ADD_PART(scene, parts, part_count, part_room, part)                                                            \
    do {                                                                                                               \
        void *grown = arena_grow(&(scene)->arena, (scene)->parts, (scene)->part_count, &(scene)->part_room,            \
                                 sizeof *(part));                                                                      \
        (scene)->failed = (scene)->failed || !grown;                                                                   \
        if (!grown)                                                                                                    \
            return NULL;                                                                                               \
        (scene)->parts = grown;                                                                                        \
        return memcpy(&(scene)->parts[(scene)->part_count++], (part), sizeof *(part));                                 \
    } while (0)

struct scene_box *scene_add_box(struct scene *scene, const struct scene_box *box)
{
    ADD_PART(scene, boxes, box_count, box_room, box);
}

struct scene_arrow *scene_add_arrow(struct scene *scene, const struct scene_arrow *arrow)
{
    ADD_PART(scene, arrows, arrow_count, arrow_room, arrow);
}

struct scene_label *scene_add_label(struct scene *scene, const struct scene_label *label)
{
    ADD_PART(scene, labels, label_count, label_room, label);
}

struct scene_bar *scene_add_bar(struct scene *scene, struct scene_area line, enum scene_bar_kind kind,
                                enum element element, uint32_t from)
{
    const struct scene_bar bar = {
        .x = line.x, .y = line.y, .width = line.width, .kind = kind, .element = element, .from = from};

    ADD_PART(scene, bars, bar_count, bar_room, &bar);
}

struct scene_mark *scene_add_mark(struct scene *scene, const struct scene_mark *mark)
{
    ADD_PART(scene, marks, mark_count, mark_room, mark);
}

struct scene_hit *scene_add_hit(struct scene *scene, const struct scene_hit *hit)
{
    ADD_PART(scene, hits, hit_count, hit_room, hit);
}

int scene_bar_reach(const struct scene *scene, const struct scene_bar *bar, uint32_t count)
{
    bool grows = scene->column_events && (bar->kind == BAR_RUN || bar->kind == BAR_WAIT);
    int reach = grows ? 0 : bar->width;

    while (reach < bar->width && scene->column_events[bar->x + reach] < count)
        reach++;
    return reach;
}

const char *scene_string(struct scene *scene, const char *string)
{
    char *copy = arena_string(&scene->arena, string);

    scene->failed = scene->failed || !copy || text_is_lost(string);
    return copy ? copy : "";
}

const char *scene_take(struct scene *scene, struct text *text)
{
    const char *copy = scene_string(scene, text_str(text));

    text_release(text);
    return copy;
}

/* Does the last of several lines hold one short word alone? */
static bool has_widow(const struct text *wrapped, int columns)
{
    const char *newline = strrchr(text_str(wrapped), '\n');

    return newline && !strchr(newline, ' ') && text_width(newline + 1) < columns / 4;
}

static int longest_word(const char *string)
{
    int longest = 0;

    for (size_t size; *string; string += size + (string[size] != '\0')) {
        size = strcspn(string, " \n");
        longest = max_int(text_width_until(string, string + size), longest);
    }
    return longest;
}

/* Within the columns; a short last word that would stand alone gets company from above where that takes no more
 * lines. */
static void wrap_balanced(const char *string, int columns, struct text *out)
{
    int lines = text_wrapped_lines(string, columns), least;

    text_add_wrapped(out, string, columns, "");
    least = has_widow(out, columns) ? longest_word(string) : 0;
    for (int narrower = columns - 1; has_widow(out, columns); narrower--) {
        bool is_worse = narrower < least || narrower <= columns / 2 || text_wrapped_lines(string, narrower) > lines;

        text_clear(out);
        text_add_wrapped(out, string, is_worse ? columns : narrower, "");
        if (is_worse)
            return;
    }
}

int scene_wrap(struct scene *scene, const char *string, int columns, const char **lines, int max)
{
    struct text wrapped = {0}, line = {0};
    const char *at;
    int count = 0;

    wrap_balanced(string, columns, &wrapped);
    for (at = text_str(&wrapped); count < max && text_take_line(&at, &line); count++) {
        if (count + 1 == max && at[-1] == '\n')
            text_cut(&line, columns);
        text_fit(&line, columns);
        lines[count] = scene_string(scene, text_str(&line));
    }
    scene->failed = scene->failed || wrapped.failed || line.failed;
    text_release(&wrapped);
    text_release(&line);
    return count;
}

uint32_t scene_box_at(const struct scene *scene, uint16_t bot, uint32_t event)
{
    uint32_t found = NO_EVENT;

    for (uint32_t i = 0; i < scene->box_count; i++) {
        const struct scene_box *box = &scene->boxes[i];

        if (box->kind == BOX_CARD && box->bot == bot && box->from <= event &&
            (found == NO_EVENT || box->from >= scene->boxes[found].from))
            found = i;
    }
    return found;
}

struct scene_label *scene_add_string(struct scene *scene, struct scene_area area, enum element element,
                                     const char *string)
{
    return scene_add_label(scene, &(struct scene_label){
                                      .x = area.x,
                                      .y = area.y,
                                      .width = area.width,
                                      .element = element,
                                      .from = NO_EVENT,
                                      .text = scene_string(scene, string),
                                  });
}

struct scene_label *scene_add_words(struct scene *scene, struct scene_area area, enum element element,
                                    struct text *text)
{
    struct scene_label *label = scene_add_string(scene, area, element, text_str(text));

    text_release(text);
    return label;
}
