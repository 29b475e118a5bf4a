/* What a person reads: words that must stand whole on a screen of a size, and words that must not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/showing.h"
#include "support/test.h"
#include "screens/atom.h"
#include "screens/menu.h"
#include "screens/why_screen.h"
#include "screens/worlds.h"
#include "words/chain.h"

struct reading {
    const char *name;
    void (*paint)(struct showing *showing, struct screen *screen);
    const char *scenario; /* a built-in one, or YAML */
    int columns, rows;
    const char *wanted[4];
    const char *refused[3];
};

static void paint_stage(struct showing *showing, struct screen *screen)
{
    struct stage_view view = showing_stage(showing);

    stage_paint(&view, screen);
}

static void paint_atom(struct showing *showing, struct screen *screen)
{
    struct atom_view view = {
        .index = showing->index, .ledger = &showing->ledger, .at = showing->at, .seen = showing->at, .gap = -1};

    atom_paint(&view, screen);
}

/* Of the first bot that posted twice, else never. */
static void paint_why(struct showing *showing, struct screen *screen)
{
    uint32_t chain[32];
    struct why_view view = {.index = showing->index,
                            .ledger = &showing->ledger,
                            .scenario = showing->name,
                            .occurrence = 1,
                            .chain = chain,
                            .trying = MSEC_NONE,
                            .focus = WHY_CHAIN};

    while (!showing->ledger.bots[view.bot].duplicates && view.bot + 1 < showing->ledger.bot_count)
        view.bot++;
    view.chain_count = narrate_chain(&showing->index->story, &showing->ledger, view.bot, 1, chain, 32);
    why_paint(&view, screen);
}

/* Beside fan-out, at Riker's second post. */
static void paint_worlds(struct showing *showing, struct screen *screen)
{
    struct worlds_view view = {.count = 2, .now = 66200};
    struct showing other;

    showing_of_file(&other, "fan-out");
    showing_go(showing, trace_event_at(&showing->play.trace, view.now));
    showing_go(&other, trace_event_at(&other.play.trace, view.now));
    view.sides[0] = (struct worlds_side){showing->index, &showing->ledger, showing->name, showing->at, showing->at};
    view.sides[1] = (struct worlds_side){other.index, &other.ledger, other.name, other.at, other.at};
    worlds_paint(&view, screen);
    showing_release(&other);
}

static void paint_menu(struct showing *showing, struct screen *screen)
{
    static const struct menu_item items[] = {
        {"e", "error: an exception at once", NULL, 1, false, NULL, NULL, "error"},
        {"l", "lost reply: made, and its answer never comes", "only after commit", 2, false, NULL,
         "lost reply: no answer comes", "lost reply"},
        {"", "Riker without a guard", "as it is", 3, true, "Riker's guard", "without a guard", NULL},
    };
    struct menu_view view = {.title = "Strike", .items = items, .item_count = 3, .footer = "Esc leaves it"};

    paint_stage(showing, screen);
    screen->caret_column = 20;
    screen->caret_row = 5;
    menu_paint(&view, screen);
}

static const char relay[] = "title: The relay\nquestion: The mail relay is down for a minute. Who waits?\n"
                            "bots: [{name: Riker, post: x}]\n"
                            "jobs: [{name: J, steps: [{post: Riker}], retry: {limit: 1, wait: 1m}}]\n"
                            "schedule: [{enqueue: J}]\n"
                            "faults: [{bot: Riker, before: commit, kind: error, name: the mail relay is down}]\n";

/* The scenario's file with a stall at the beginning of the second attempt. */
static void paint_stalled(struct showing *showing, struct screen *screen)
{
    char path[128];
    struct text text = {0};
    struct showing stalled;
    char *file, *faults;

    snprintf(path, sizeof path, "scenarios/%s.yaml", showing->name);
    file = test_file_read(path, NULL);
    assert_non_null(file);
    faults = strstr(file, "\nfaults:\n");
    assert_non_null(faults);
    faults += strlen("\nfaults:\n");
    text_add_bytes(&text, file, (size_t)(faults - file));
    text_add(&text, "  - {bot: Picard, attempts: [2], before: begin, kind: stall}\n");
    text_add(&text, faults);
    showing_of_bytes(&stalled, text_str(&text), text.size);
    paint_stage(&stalled, screen);
    showing_release(&stalled);
    text_release(&text);
    free(file);
}

/* Numbers of two digits end where their attempt begins; times tell micro-steps apart, the day is said once. */
static const struct reading readings[] = {
    {"stage_numbers_of_two_digits_are_whole",
     paint_stage,
     "key-expires",
     80,
     24,
     {"13◷+1━", "14◷+1━", "15◆━"},
     {" 1◷", "1◆"}},
    {"stage_feed_times_of_a_later_day_are_whole", paint_stage, "key-expires", 80, 24, {"d2 1:00:10.5 ◆"}, {"d2 1h0"}},
    {"atom_times_of_a_later_day_tell_steps_apart",
     paint_atom,
     "key-expires",
     80,
     24,
     {"begin    1d 01:00:10.2", "call     01:00:10.3", "commit   01:00:10.5", "done     01:00:12.0"},
     {"1 d 1 h", "its next step"}},
    {"atom_times_after_two_minutes_tell_steps_apart",
     paint_atom,
     "poison-pill",
     80,
     24,
     {"begin    00:03:02.4", "check    00:03:02.5"},
     {"3 min"}},
    {"why_times_do_not_run_into_the_sentence",
     paint_why,
     "poison-pill",
     80,
     24,
     {"00:04:02.6 Locutus never posts"},
     {"min 3…"}},
    {"stage_question_that_names_the_fault_is_said_once",
     paint_stage,
     relay,
     120,
     36,
     {" The mail relay is down for a minute. Who waits?"},
     {"relay is down. The"}},
    {"stage_fault_before_the_question_begins_a_sentence",
     paint_stage,
     "relay-down",
     120,
     36,
     {" The relay is down for the first 35 s. Nobody"},
     {0}},
    {"stage_labels_and_folds_do_not_collide", paint_stage, "poison-pill", 80, 24, {"⋯ 2m1s"}, {"⋯2", "⋯3"}},
    {"stage_labels_between_two_folds_are_whole", paint_stalled, "sequential", 80, 24, {"64.3s ⋯ 2m4s"}, {"64.3⋯"}},
    {"why_at_40_columns_has_the_whole_answer",
     paint_why,
     "sequential",
     40,
     12,
     {"Riker has posted.", "what would help", "66.2 s Riker's post reaches the world"},
     {"Picard"}},
    {"why_at_60_columns_has_the_whole_answer",
     paint_why,
     "sequential",
     60,
     15,
     {"posted.", "Riker              ●                 ◆"},
     {"time,…"}},
    {"worlds_at_80_columns_have_both_sentences",
     paint_worlds,
     "sequential",
     80,
     24,
     {"has posted.", "fan-out: ", "difference"},
     {"was…"}},
    {"worlds_at_40_columns_say_what_differs",
     paint_worlds,
     "sequential",
     40,
     12,
     {"posts 3|3 duplicates 1|0 missed 0|0", "Riker has posted."},
     {0}},
    {"menu_reasons_are_read_in_a_frame",
     paint_menu,
     "sequential",
     80,
     24,
     {"╭ Strike ─", "only after commit │", "│ Riker's guard ", "╰ Esc leaves it ─"},
     {"Worf    "}},
};
enum { READING_COUNT = sizeof readings / sizeof readings[0] };

static void words_are_read(void **state)
{
    const struct reading *reading = *state;
    struct screen *screen = calloc(1, sizeof *screen);
    struct showing showing;
    struct text text = {0};
    struct cells cells;
    struct err err;

    assert_non_null(screen);
    if (strchr(reading->scenario, '\n'))
        showing_of_yaml(&showing, reading->scenario);
    else
        showing_of_file(&showing, reading->scenario);
    assert_true(cells_init(&cells, reading->columns, reading->rows, &err));
    screen_begin(screen, &cells);
    reading->paint(&showing, screen);
    cells_write_text(&cells, &text);
    for (int w = 0; w < 4 && reading->wanted[w]; w++)
        if (!strstr(text_str(&text), reading->wanted[w]))
            fail_msg("\"%s\" is not on the screen:\n%s", reading->wanted[w], text_str(&text));
    for (int w = 0; w < 3 && reading->refused[w]; w++)
        if (strstr(text_str(&text), reading->refused[w]))
            fail_msg("\"%s\" is on the screen:\n%s", reading->refused[w], text_str(&text));
    text_release(&text);
    cells_release(&cells);
    showing_release(&showing);
    free(screen);
}

int main(void)
{
    struct CMUnitTest tests[READING_COUNT];

    for (int r = 0; r < READING_COUNT; r++)
        tests[r] = (struct CMUnitTest){readings[r].name, words_are_read, NULL, NULL, (void *)(uintptr_t)&readings[r]};
    return test_main("view_reading", tests, READING_COUNT);
}
