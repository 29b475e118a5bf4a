#include "cli/page_stage.h"

#include <stdio.h>

#include "tui/request.h"

/* As the terminal has them: 80x24, and the narrow stage with all its panels below each other. */
const struct area page_sizes[HTML_SIZE_COUNT] = {[HTML_WIDE] = {.columns = 80, .rows = 24 + PAGE_ROWS_BELOW},
                                                 [HTML_NARROW] = {.columns = 40, .rows = 36 + PAGE_ROWS_BELOW}};

/* The requests that a page answers, in the order of its buttons. */
static const struct {
    enum request request;
    const char *action;
    bool is_of_run; /* of one run alone */
} rows[PAGE_REQUESTS_MAX] = {
    {REQUEST_PLAY, "play", false},
    {REQUEST_STEP_BACK, "back", false},
    {REQUEST_STEP, "step", false},
    {REQUEST_PREVIOUS, "previous", false},
    {REQUEST_NEXT, "next", false},
    {REQUEST_PREVIOUS_ATTEMPT, "attempt-before", true},
    {REQUEST_NEXT_ATTEMPT, "attempt", true},
    {REQUEST_START, "start", false},
    {REQUEST_END, "end", false},
    {REQUEST_SLOWER, "slower", false},
    {REQUEST_FASTER, "faster", false},
    {REQUEST_GIVEN, "given", true},
};

/* Keys as browsers name them: https://www.w3.org/TR/uievents-key/ */
static void key_name(int key, struct text *out)
{
    static const struct {
        int key;
        const char *name;
    } names[] = {
        {KEY_CODE_LEFT, "ArrowLeft"}, {KEY_CODE_RIGHT, "ArrowRight"},   {KEY_CODE_HOME, "Home"}, {KEY_CODE_END, "End"},
        {KEY_CODE_PAGE_UP, "PageUp"}, {KEY_CODE_PAGE_DOWN, "PageDown"}, {' ', "Space"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].key == key) {
            text_add(out, names[i].name);
            return;
        }
    text_add_codepoint(out, (uint32_t)key);
}

static void keys_say(const struct request_row *row, struct text *out)
{
    for (int k = 0; k < 3; k++)
        if (row->keys[k] != KEY_CODE_NONE) {
            text_add(out, out->size > 0 ? " " : "");
            key_name(row->keys[k], out);
        }
}

void page_controls_give(struct page_controls *controls, bool is_run, struct html_stage *stage)
{
    size_t count = 0;

    *controls = (struct page_controls){0};
    for (size_t i = 0; i < PAGE_REQUESTS_MAX; i++) {
        const struct request_row *row = &request_rows[rows[i].request];

        if (rows[i].is_of_run && !is_run)
            continue;
        keys_say(row, &controls->keys[count]);
        controls->requests[count] = (struct html_request){rows[i].action, text_str(&controls->keys[count]), row->key,
                                                          row->word};
        count++;
    }
    for (size_t i = 0; i < PLAYER_SPEED_COUNT; i++) {
        struct html_speed *speed = &controls->speeds[i];

        speed->percent = player_speeds[i];
        snprintf(speed->written, sizeof speed->written, "%g×", player_speeds[i] / 100.0);
    }
    stage->requests = controls->requests;
    stage->request_count = count;
    stage->speeds = controls->speeds;
    stage->speed_count = PLAYER_SPEED_COUNT;
    stage->speed = PLAYER_SPEED_NORMAL;
}

void page_controls_release(struct page_controls *controls)
{
    for (size_t i = 0; i < PAGE_REQUESTS_MAX; i++)
        text_release(&controls->keys[i]);
}
