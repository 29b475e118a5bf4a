/* The diagram: which nodes and arrows the graph has, that nothing lies upon anything else, that text stays inside its
 * card. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include "cli/builtin.h"
#include "file/load.h"
#include "picture/diagram.h"
#include "picture/diagram_graph.h"
#include "picture/diagram_words.h"
#include "picture/paint_cells.h"
#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "screens/diagram_screen.h"

static void play_file(struct play *play, const char *name)
{
    struct err err;

    for (size_t i = 0; i < builtin_count; i++) {
        struct diags diags;

        if (strcmp(builtins[i].name, name) != 0)
            continue;
        diags_init(&diags, name, builtins[i].bytes, builtins[i].size);
        play->scenario = scenario_load(name, builtins[i].bytes, builtins[i].size, &diags);
        assert_non_null(play->scenario);
        diags_release(&diags);
        play->plan = run_trace(play->scenario, NULL, RUN_EVENTS_DEFAULT, &play->trace, &err);
        assert_non_null(play->plan);
        assert_true(ledger_take(&play->trace, play->trace.count, &play->ledger, &err));
        return;
    }
    fail_msg("no scenario %s", name);
}

/* The graph as lines: each node by its key, then each arrow with its label, a line break in which is " / ". */
static void graph_write(const struct graph *graph, struct text *out)
{
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (!graph->nodes[n].is_hidden)
            text_addf(out, "%s\n", graph->nodes[n].key);
    for (uint32_t a = 0; a < graph->arrow_count; a++) {
        const struct graph_arrow *arrow = &graph->arrows[a];

        text_addf(out, "%s -> %s", graph->nodes[arrow->from].key, graph->nodes[arrow->to].key);
        if (arrow->label[0])
            text_add(out, ": ");
        for (const char *at = arrow->label; *at; at++) {
            if (*at == '\n')
                text_add(out, " / ");
            else if (strncmp(at, NO_BREAK, 2) == 0)
                text_add(out, " "), at++;
            else
                text_add_bytes(out, at, 1);
        }
        text_add(out, "\n");
    }
}

static void assert_graph(const char *name, const char *expected)
{
    struct play play;
    struct graph graph;
    struct text got = {0};
    struct err err;

    play_file(&play, name);
    assert_true(graph_take(&play.trace, &play.ledger, false, &graph, &err));
    graph_write(&graph, &got);
    assert_string_equal(text_str(&got), expected);
    text_release(&got);
    graph_release(&graph);
    play_release(&play);
}

/* The article's four figures, written down from its descriptions before the program drew them. */
static void graph_happy_path_is_four_posts_in_a_row(void **state)
{
    (void)state;
    assert_graph("happy-path", "Picard 1\nRiker 1\nWorf 1\nLocutus 1\n"
                               "Picard 1 -> Riker 1\nRiker 1 -> Worf 1\nWorf 1 -> Locutus 1\n");
}

/* From the error to a second Riker and a second Worf, whose error leads nowhere; no arrow leads to Locutus. */
static void graph_sequential_starts_over_at_riker(void **state)
{
    (void)state;
    assert_graph("sequential", "Picard 1\nRiker 1\nWorf 1\nerror#1\nRiker 2\nWorf 2\nLocutus 0\n"
                               "Picard 1 -> Riker 1\nRiker 1 -> Worf 1\nWorf 1 -> error#1\n"
                               "error#1 -> Riker 2: started over after 60 s / Picard checks, and is skipped\n"
                               "Riker 2 -> Worf 2\n");
}

static void graph_bail_out_ends_after_the_error(void **state)
{
    (void)state;
    assert_graph("bail-out", "Picard 1\nRiker 1\nWorf 1\nerror#1\nend#1\nLocutus 0\n"
                             "Picard 1 -> Riker 1\nRiker 1 -> Worf 1\nWorf 1 -> error#1\nerror#1 -> end#1\n");
}

/* The computer leads to four posts, each of which leads to its own success, Worf's by way of an error and a second
 * post. The four posts come at 0.9, 1.1, 1.2 (the error) and 1.8 s, the ends later, in the order of their jobs'
 * acknowledges. */
static void graph_fan_out_is_four_jobs_side_by_side(void **state)
{
    (void)state;
    assert_graph("fan-out",
                 "job#1\nPicard 1\nRiker 1\nWorf 1\nerror#1\nLocutus 1\ndone#1\ndone#2\ndone#3\nWorf 2\ndone#4\n"
                 "job#1 -> Picard 1\nPicard 1 -> done#1\n"
                 "job#1 -> Riker 1\nRiker 1 -> done#2\n"
                 "job#1 -> Worf 1\nWorf 1 -> error#1\n"
                 "job#1 -> Locutus 1\nLocutus 1 -> done#3\n"
                 "error#1 -> Worf 2: retried after 2 min\nWorf 2 -> done#4\n");
}

/* Asked for, a skipped step is a card on the way: the arrow leads to it and says nothing of it. */
static void graph_skipped_steps_are_cards_where_they_are_asked_for(void **state)
{
    struct play play;
    struct graph graph;
    struct text got = {0};
    struct err err;

    (void)state;
    play_file(&play, "sequential");
    assert_true(graph_take(&play.trace, &play.ledger, true, &graph, &err));
    graph_write(&graph, &got);
    assert_non_null(strstr(text_str(&got), "error#1 -> Picard 2: started over after 60 s\nPicard 2 -> Riker 2\n"));
    text_release(&got);
    graph_release(&graph);
    play_release(&play);
}

/* The note beside the card that the last error struck. */
static const char *note_of(const struct graph *graph, const char *key)
{
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (strcmp(graph->nodes[n].key, key) == 0)
            return graph->nodes[n].note;
    fail_msg("no node %s", key);
    return "";
}

static void graph_last_error_is_a_note(void **state)
{
    struct play play;
    struct graph graph;
    struct err err;

    (void)state;
    play_file(&play, "sequential");
    assert_true(graph_take(&play.trace, &play.ledger, false, &graph, &err));
    assert_string_equal(note_of(&graph, "Worf 2"), "✗ error again\ngave up after 2 attempts");
    graph_release(&graph);
    play_release(&play);
}

/* A deploy that puts a job back and fails it leads to two attempts: both follow on the one that it ended, though the
 * second of them is the last of three. */
static void graph_of_both_deliveries_starts_where_they_parted(void **state)
{
    struct play play;
    struct graph graph;
    struct text got = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\n"
                     "jobs: [{name: J, steps: [{post: A}, {wait: 40s}], retry: {limit: 1, wait: 1m}}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{platform: deploy, at: 3s, grace: 1s, leaves: push-back-and-raise}]\n");
    assert_true(graph_take(&play.trace, &play.ledger, false, &graph, &err));
    graph_write(&graph, &got);
    assert_non_null(strstr(text_str(&got), "\nerror#1 -> A 2: put back, started again\n"));
    assert_non_null(strstr(text_str(&got), "\nerror#1 -> A 3: started over after 60 s\n"));
    text_release(&got);
    graph_release(&graph);
    play_release(&play);
}

/* The computer that enqueued a job leads to its first attempt alone, whatever the others are: the second delivery of a
 * job is told beside it. */
static void graph_second_delivery_of_a_child_is_told_beside_it(void **state)
{
    struct play play;
    struct graph graph;
    struct text got = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\n"
                     "jobs: [{name: Top, steps: [{enqueue: J}]}, {name: J, steps: [{post: A}]}]\n"
                     "schedule: [{enqueue: Top}]\n"
                     "faults: [{platform: twice, job: J, times: 1}]\n");
    assert_true(graph_take(&play.trace, &play.ledger, false, &graph, &err));
    graph_write(&graph, &got);
    assert_string_equal(text_str(&got), "job#1\nA 1\ndone#1\nA 2\n"
                                        "job#1 -> A 1\nA 1 -> done#1\n");
    assert_string_equal(note_of(&graph, "A 2"), "delivered a second time");
    text_release(&got);
    graph_release(&graph);
    play_release(&play);
}

/* L keeps process 1 busy for 15 min, which has S in reserve from 1 s on. That lease ends after 10 min, and process 2,
 * which M keeps busy for 18 min, takes S in reserve as well: process 1 begins it first, for itself, and what the queue
 * gave away again is the second attempt. */
static void graph_late_start_from_a_reserve_takes_no_other_delivery(void **state)
{
    struct play play;
    struct graph graph;
    struct text got = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
                     "jobs: [{name: L, steps: [{wait: 15m}, {post: A}]}, {name: M, steps: [{wait: 18m}, {post: C}]},\n"
                     "  {name: S, steps: [{post: B}]}]\n"
                     "platform: {processes: 2, prefetch: 1, on_crash: lease, lease: 10m, renew: 1m}\n"
                     "schedule: [{enqueue: L}, {enqueue: M}, {enqueue: S, at: 1s}]\n");
    assert_true(graph_take(&play.trace, &play.ledger, false, &graph, &err));
    graph_write(&graph, &got);
    assert_non_null(strstr(text_str(&got), "\nB 1 -> B 2: its lease ended: delivered again\n"));
    assert_string_equal(note_of(&graph, "B 1"), "from a reserve: begun all the same");
    text_release(&got);
    graph_release(&graph);
    play_release(&play);
}

/* Nobody gave up: no attempt failed, and a platform without recoveries tries no second one. */
static void graph_crash_without_recoveries_is_no_giving_up(void **state)
{
    struct play play;
    struct graph graph;
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\n"
                     "jobs: [{name: J, steps: [{post: A}]}]\n"
                     "platform: {on_crash: heartbeat, heartbeat: 60s, recoveries: 0}\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: A, after: call, kind: crash}]\n");
    assert_true(graph_take(&play.trace, &play.ledger, false, &graph, &err));
    assert_string_equal(note_of(&graph, "A 1"), "✗ crash\nnever brought back");
    graph_release(&graph);
    play_release(&play);
}

static bool areas_meet(struct scene_area a, struct scene_area b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static bool is_on_frame(const struct scene *scene, struct scene_point point)
{
    for (uint32_t i = 0; i < scene->box_count; i++) {
        const struct scene_area *area = &scene->boxes[i].area;
        bool is_side = (point.x == area->x || point.x == area->x + area->width - 1) && point.y >= area->y &&
                       point.y < area->y + area->height;
        bool is_end = (point.y == area->y || point.y == area->y + area->height - 1) && point.x >= area->x &&
                      point.x < area->x + area->width;

        if (is_side || is_end)
            return true;
    }
    return false;
}

static bool crosses(const struct scene_arrow *arrow, struct scene_area area)
{
    struct scene_area inner = {area.x + 1, area.y + 1, area.width - 2, area.height - 2};

    for (int p = 1; p < arrow->count; p++) {
        struct scene_point a = arrow->points[p - 1], b = arrow->points[p];
        struct scene_area line = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, abs(a.x - b.x) + 1, abs(a.y - b.y) + 1};

        if (areas_meet(line, inner))
            return true;
    }
    return false;
}

/* What holds of every picture: boxes inside, none upon another, arrows from frame to frame in straight lines and through
 * no box, text within its box or beside all. */
static bool scene_is_sound(const struct scene *scene, struct text *why)
{
    for (uint32_t i = 0; i < scene->box_count; i++) {
        const struct scene_box *box = &scene->boxes[i];

        if (box->area.x < 0 || box->area.y < 0 || box->area.x + box->area.width > scene->columns ||
            box->area.y + box->area.height > scene->rows)
            text_addf(why, "box %u (%s) lies outside; ", i, box->name);
        for (int l = 0; l < box->line_count; l++)
            if (text_width(box->lines[l]) > box->area.width - 2)
                text_addf(why, "box %u: line %d is too wide; ", i, l);
        if (box->kind == BOX_CARD && box->line_count + 4 > box->area.height)
            text_addf(why, "box %u: too many lines; ", i);
        for (uint32_t j = 0; j < i; j++)
            if (areas_meet(box->area, scene->boxes[j].area))
                text_addf(why, "box %u (%s) lies upon box %u (%s); ", i, box->name, j, scene->boxes[j].name);
    }
    for (uint32_t i = 0; i < scene->arrow_count; i++) {
        const struct scene_arrow *arrow = &scene->arrows[i];

        if (arrow->count < 2 || !is_on_frame(scene, arrow->points[0]) ||
            !is_on_frame(scene, arrow->points[arrow->count - 1]))
            text_addf(why, "arrow %u hangs in the air; ", i);
        for (uint32_t b = 0; b < scene->box_count; b++)
            if (crosses(arrow, scene->boxes[b].area))
                text_addf(why, "arrow %u goes through box %u (%s); ", i, b, scene->boxes[b].name);
        for (int p = 1; p < arrow->count; p++)
            if (arrow->points[p].x != arrow->points[p - 1].x && arrow->points[p].y != arrow->points[p - 1].y)
                text_addf(why, "arrow %u is askew; ", i);
    }
    for (uint32_t i = 0; i < scene->label_count; i++) {
        const struct scene_label *label = &scene->labels[i];
        int room = label->align == ALIGN_CENTER ? label->width - text_width(label->text) : 0;

        if (label->x + room / 2 < 0)
            text_addf(why, "label \"%s\" begins outside; ", label->text);
        if (label->x + room / 2 + text_width(label->text) > scene->columns)
            text_addf(why, "label \"%s\" ends outside; ", label->text);
        for (uint32_t b = 0; b < scene->box_count; b++)
            if (areas_meet((struct scene_area){label->x + room / 2, label->y, text_width(label->text), 1},
                           scene->boxes[b].area))
                text_addf(why, "label \"%s\" lies upon box %u (%s); ", label->text, b, scene->boxes[b].name);
    }
    return why->size == 0;
}

/* Arrows go from what is drawn to what is drawn. */
static void assert_joined(const struct play *play, const char *name, bool show_skipped)
{
    struct graph graph;
    struct err err;

    assert_true(graph_take(&play->trace, &play->ledger, show_skipped, &graph, &err));
    for (uint32_t a = 0; a < graph.arrow_count; a++)
        if (graph.nodes[graph.arrows[a].from].is_hidden || graph.nodes[graph.arrows[a].to].is_hidden)
            fail_msg("%s: arrow %u joins what is not drawn", name, a);
    graph_release(&graph);
}

static void assert_sound(const struct play *play, const char *name, int columns, bool show_skipped)
{
    const struct diagram_options options = {.columns = columns, .show_skipped = show_skipped};
    struct text why = {0};
    struct scene scene;
    struct err err;

    assert_true(diagram_draw(&play->trace, &play->ledger, &options, &scene, &err));
    if (!scene_is_sound(&scene, &why))
        fail_msg("%s at %d columns: %s", name, columns, text_str(&why));
    if (columns >= 30 && scene.columns > columns) /* jobs of two levels have room in so many */
        fail_msg("%s at %d columns takes %d", name, columns, scene.columns);
    scene_release(&scene);
}

static void diagram_of_every_scenario_is_sound_at_every_width(void **state)
{
    static const int widths[] = {0, 24, 30, 40, 77, 78, 80, 100, 120, 200};

    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct play play;

        play_file(&play, builtins[i].name);
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
            for (int skipped = 0; skipped < 2; skipped++)
                assert_sound(&play, builtins[i].name, widths[w], skipped);
        play_release(&play);
    }
}

static void diagram_of_random_scenarios_is_sound(void **state)
{
    struct rounds rounds = rounds_begin("diagram", 300);

    (void)state;
    while (rounds_next(&rounds)) {
        uint8_t tape[96];
        struct text yaml = {0};
        struct play play;
        char name[32];

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        snprintf(name, sizeof name, "random %u", rounds.at);
        play_yaml(&play, text_str(&yaml) + strlen("version: 1\n"));
        assert_joined(&play, name, rounds.at % 2);
        assert_sound(&play, name, 80, rounds.at % 2);
        assert_sound(&play, name, 40, rounds.at % 2);
        assert_sound(&play, name, 24 + (int)random_below(&rounds.random, 120), rounds.at % 2);
        play_release(&play);
        text_release(&yaml);
    }
}

/* What a guard skipped is told below a box that is narrower than that, in a stack of nothing else. */
static void diagram_note_wider_than_its_stack_stays_inside(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play,
              "bots: [{name: Picard, post: hi, guard: check-then-mark}]\njobs: [{name: J, steps: [{post: Picard}]}]\n"
              "schedule: [{enqueue: J, copies: 2, apart: 10s}]\n");
    assert_sound(&play, "two copies", 60, false);
    play_release(&play);
}

/* A box that says what was cut is wider than the cards of its stack: 20 columns below the last of four cards of 18. */
static void diagram_box_wider_than_its_stack_stays_inside(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}, {name: B, post: x}, {name: C, post: x}, {name: D, post: x}]\n"
                     "jobs:\n"
                     "  - {name: Top, steps: [{enqueue: J1}, {enqueue: J2}, {enqueue: J3}, {enqueue: J4}]}\n"
                     "  - {name: J1, steps: [{post: A}]}\n"
                     "  - {name: J2, steps: [{post: B}]}\n"
                     "  - {name: J3, steps: [{post: C}]}\n"
                     "  - {name: J4, steps: [{post: D}], retry: {limit: 100, wait: 1s}}\n"
                     "schedule: [{enqueue: Top}]\n"
                     "faults: [{bot: D, after: call, kind: error, times: always}]\n");
    assert_sound(&play, "a hundred attempts", 78, false);
    play_release(&play);
}

/* The retry begins at the third card: what is said right of its arrow takes 24 columns more. */
static void diagram_label_of_a_retry_stays_inside(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x, guard: check-then-mark}, {name: B, post: x, guard: check-then-mark},\n"
                     "  {name: C, post: x}]\n"
                     "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}], retry: {limit: 1, wait: 10s}}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: C, after: commit, kind: error}]\n");
    assert_sound(&play, "a retry of the third", 80, false);
    assert_sound(&play, "a retry of the third", 90, false);
    play_release(&play);
}

/* A retry of 60 s that a worker holds under a lease of 12 s is delivered four times more: each attempt stands below the
 * one before it. */
static void diagram_deliveries_of_a_held_retry_follow_each_other(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: x}]\n"
                     "jobs:\n  - {name: Top, steps: [{enqueue: J}]}\n"
                     "  - {name: J, steps: [{post: B}], retry: {limit: 1, wait: 1m}}\n"
                     "platform: {workers: 2, on_crash: lease, lease: 12s, retries_wait: worker}\n"
                     "schedule: [{enqueue: Top}]\n"
                     "faults: [{bot: B, before: begin, kind: error, times: 4}]\n");
    assert_true(play.ledger.jobs[1].attempts >= 5);
    assert_sound(&play, "a held retry", 80, false);
    play_release(&play);
}

/* The guard skips B in the second attempt, and an arrow goes from A to C where B stood: D, which never ran, does not
 * stand there. */
static void diagram_card_apart_stands_in_no_arrows_way(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}, {name: B, post: x, guard: mark-then-post}, {name: C, post: x},\n"
                     "  {name: D, post: x}]\n"
                     "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}]}]\n"
                     "platform: {on_crash: requeue, recoveries: 1}\nschedule: [{enqueue: J}]\n"
                     "faults: [{bot: C, after: done, kind: crash, times: always}]\n");
    assert_sound(&play, "a card apart", 80, false);
    play_release(&play);
}

/* Notes stand below an attempt, not upon what is right of a small box; a retry of it goes below, not through it. */
static void diagram_small_box_before_others_has_room(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x, guard: check-then-mark}, {name: B, post: x}, {name: C, post: x}]\n"
                     "jobs:\n"
                     "  - {name: J, steps: [{post: A}, {post: B}, {post: C}], retry: {limit: 2, wait: 10s}}\n"
                     "platform: {on_crash: lease, lease: 20s}\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults:\n"
                     "  - {bot: C, before: call, kind: error}\n"
                     "  - {bot: A, after: check, kind: stall, for: 1m, attempts: [2]}\n");
    assert_sound(&play, "a stall", 80, false);
    assert_sound(&play, "a stall", 100, false);
    play_release(&play);
}

/* Two deliveries at a time: the second one is struck, too, but what is retried is the first. */
static void diagram_arrow_of_a_retry_starts_at_what_is_drawn(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\n"
                     "jobs: [{name: J, steps: [{post: A}], retry: {limit: 3, waits: [10s, 20s]}}]\n"
                     "platform: {workers: 2}\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: A, after: commit, kind: error, times: 2}, {platform: twice, job: J, times: 1}]\n");
    assert_joined(&play, "twice", false);
    play_release(&play);
}

/* Below 78 columns the row becomes a column: no two cards stand beside each other. */
static void diagram_below_78_columns_is_a_column(void **state)
{
    struct play play;
    struct scene scene;
    struct err err;

    (void)state;
    play_file(&play, "sequential");
    assert_true(diagram_draw(&play.trace, &play.ledger, &(struct diagram_options){.columns = 77}, &scene, &err));
    for (uint32_t i = 0; i < scene.box_count; i++)
        for (uint32_t j = 0; j < i; j++)
            assert_true(scene.boxes[i].area.y >= scene.boxes[j].area.y + scene.boxes[j].area.height ||
                        scene.boxes[j].area.y >= scene.boxes[i].area.y + scene.boxes[i].area.height);
    scene_release(&scene);
    play_release(&play);
}

static void text_of(const struct scene *scene, struct reveal reveal, bool is_ascii, struct text *out)
{
    const struct paint_text paint = {.reveal = reveal, .is_ascii = is_ascii};
    struct err err;

    text_clear(out);
    assert_true(paint_text(scene, &paint, out, &err));
}

static uint32_t play_event_index(const struct play *play, enum event_kind kind)
{
    return (uint32_t)(play_event(play, kind, 1) - play->trace.events);
}

/* Nothing is given away: Riker's second post and Locutus's miss are not there before they happen; what is there stays
 * where it is. */
static void diagram_revealed_shows_nothing_of_the_future(void **state)
{
    struct play play;
    struct scene scene;
    struct text early = {0}, whole = {0};
    struct err err;

    (void)state;
    play_file(&play, "sequential");
    assert_true(diagram_draw(&play.trace, &play.ledger, &(struct diagram_options){.columns = 80}, &scene, &err));
    text_of(&scene, (struct reveal){trace_event_at(&play.trace, 30000) + 1, 0}, false, &early);
    text_of(&scene, REVEAL_ALL, false, &whole);
    assert_null(strstr(text_str(&early), "AGAIN"));
    assert_null(strstr(text_str(&early), "Locutus"));
    assert_null(strstr(text_str(&early), "Not so"));
    assert_null(strstr(text_str(&early), "started over after"));
    assert_null(strstr(text_str(&early), "gave up"));
    assert_non_null(strstr(text_str(&early), "● posted at 2.6 s"));
    assert_non_null(strstr(text_str(&whole), "◆ AGAIN at 66.2 s"));
    assert_int_equal(strncmp(text_str(&early), text_str(&whole), 400), 0); /* title and the first row's tops */
    text_of(&scene, (struct reveal){play_event_index(&play, EVENT_DEAD), 0}, false,
            &early); /* all but that it gave up */
    assert_non_null(strstr(text_str(&early), "not posted"));
    assert_null(strstr(text_str(&early), "not posted 4.3 s")); /* that is a moment, no duration */
    assert_null(strstr(text_str(&early), "gave up"));
    text_release(&early);
    text_release(&whole);
    scene_release(&scene);
    play_release(&play);
}

static const char HOSTILE[] =
    "title: \"<script>alert(1)</script> & ]]> \\\"quotes\\\" 'and' more\"\n"
    "bots:\n"
    "  - {name: \"<b>&'\", handle: \"@\\\"x\\\"\", post: \"</text><rect width='999' height='999'/><text>&amp;&lt;\"}\n"
    "  - {name: Long, post: "
    "\"wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
    "wwwwww"
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww\"}\n"
    "  - {name: 漢字漢字漢字漢字漢字, post: "
    "日本語の投稿はとても長くてスペースがありませんが枠の中に収まる必要があります}\n"
    "  - {name: שלום, post: \"שלום עולם זה טקסט מימין לשמאל שצריך להישאר בכרטיס\"}\n"
    "jobs:\n"
    "  - {name: \"J<&>\\\"\", steps: [{post: \"<b>&'\"}, {post: Long}, {post: 漢字漢字漢字漢字漢字}, {post: שלום}]}\n"
    "schedule: [{enqueue: \"J<&>\\\"\"}]\n"
    "faults: [{bot: Long, before: commit, kind: error}]\n";

static void diagram_hostile_text_stays_inside_its_card(void **state)
{
    static const int widths[] = {0, 24, 40, 80, 120};
    struct play play;

    (void)state;
    play_yaml(&play, HOSTILE);
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        struct scene scene;
        struct text out = {0};
        struct err err;

        assert_sound(&play, "hostile", widths[w], false);
        assert_true(
            diagram_draw(&play.trace, &play.ledger, &(struct diagram_options){.columns = widths[w]}, &scene, &err));
        text_of(&scene, REVEAL_ALL, false, &out);
        for (const char *line = text_str(&out); *line;) { /* no line is wider than the picture */
            char copy[2000];
            size_t size = strcspn(line, "\n");

            assert_true(size < sizeof copy);
            memcpy(copy, line, size);
            copy[size] = '\0';
            assert_true(text_width(copy) <= scene.columns);
            line += size + (line[size] == '\n');
        }
        text_clear(&out);
        paint_svg(&scene, &(struct paint_svg){.reveal = REVEAL_ALL}, &out);
        assert_null(strstr(text_str(&out), "<script"));
        assert_null(strstr(text_str(&out), "<rect width='999'"));
        assert_null(strstr(text_str(&out), "]]>"));
        text_release(&out);
        scene_release(&scene);
    }
    play_release(&play);
}

static void diagram_in_ascii_is_ascii(void **state)
{
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_file(&play, "fan-out");
    assert_true(diagram_draw(&play.trace, &play.ledger, &(struct diagram_options){.columns = 80}, &scene, &err));
    text_of(&scene, REVEAL_ALL, true, &out);
    for (const char *at = text_str(&out); *at; at++)
        assert_true((unsigned char)*at < 0x80 && *at != '?');
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* 30 days of which 7 are drawn; 20 retries of which the first 3 and the last 2 attempts are: 21 - 5 = 16 are not. */
static void diagram_of_too_much_says_what_was_cut(void **state)
{
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 20, wait: 1m}}]\n"
                     "schedule: [{enqueue: J, times: 30}]\n"
                     "faults: [{bot: B, before: commit, kind: error, times: always, occurrences: [1]}]\n");
    assert_true(diagram_draw(&play.trace, &play.ledger, &(struct diagram_options){.columns = 80}, &scene, &err));
    text_of(&scene, REVEAL_ALL, false, &out);
    assert_non_null(strstr(text_str(&out), "⋯ 16 more attempts"));
    assert_non_null(strstr(text_str(&out), "⋯ not drawn: 23 more days"));
    assert_non_null(strstr(text_str(&out), "day 7"));
    assert_null(strstr(text_str(&out), "day 8"));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* The screen of the diagram at a moment. */
static void screen_of_box(const struct play *play, struct area size, uint32_t at, uint32_t box, struct text *out)
{
    int columns = size.columns, rows = size.rows;
    struct diagram_options options = {.columns = diagram_screen_columns(columns), .is_bare = true};
    struct story story;
    struct diagram_view view = {.story = &story, .scenario = "sequential", .at = at, .seen = at, .lane = 1, .box = box};
    struct screen *screen = calloc(1, sizeof *screen);
    struct scene scene;
    struct cells cells;
    struct err err;

    assert_non_null(screen);
    assert_true(story_init(&story, &play->trace, &err));
    assert_true(diagram_draw(&play->trace, &play->ledger, &options, &scene, &err));
    assert_true(cells_init(&cells, columns, rows, &err));
    view.scene = &scene;
    screen_begin(screen, &cells);
    diagram_screen_paint(&view, screen);
    text_clear(out);
    cells_write_text(&cells, out);
    assert_true(screen->caret_column >= 0 && screen->caret_column < columns && screen->caret_row < rows);
    story_release(&story);
    cells_release(&cells);
    scene_release(&scene);
    free(screen);
}

/* Thirteen jobs, each enqueued by the one before it and drawn further to the right: 40 columns are not enough. The first
 * box is whole beside what goes on to the right; so is the last one of 14, which lies there. */
static void diagram_screen_scrolls_to_the_marked_box(void **state)
{
    struct text yaml = {0}, out = {0};
    struct play play;

    (void)state;
    text_add(&yaml, "bots: [{name: A, post: hello}]\njobs:\n");
    for (int j = 0; j < 12; j++)
        text_addf(&yaml, "  - {name: J%d, steps: [{enqueue: J%d}]}\n", j, j + 1);
    text_add(&yaml, "  - {name: J12, steps: [{post: A}]}\nschedule: [{enqueue: J0}]\n");
    play_yaml(&play, text_str(&yaml));
    screen_of_box(&play, (struct area){0, 0, 40, 60}, play.trace.count - 1, 0, &out);
    assert_non_null(strstr(text_str(&out), "J0 enqueues"));
    assert_non_null(strstr(text_str(&out), "▸\n"));
    assert_null(strstr(text_str(&out), "done"));
    screen_of_box(&play, (struct area){0, 0, 40, 60}, play.trace.count - 1, 13, &out);
    assert_non_null(strstr(text_str(&out), "▸ done │"));
    assert_null(strstr(text_str(&out), "J0 enqueues"));
    text_release(&yaml);
    text_release(&out);
    play_release(&play);
}

static void screen_of(const struct play *play, int columns, int rows, uint32_t at, struct text *out)
{
    screen_of_box(play, (struct area){0, 0, columns, rows}, at, NO_EVENT, out);
}

/* At each moment the header's clock and the sentence are there; what is newest is in sight at the end, whatever the
 * size. */
static void diagram_screen_follows_what_happens(void **state)
{
    static const int sizes[][2] = {{80, 24}, {40, 12}, {120, 36}, {200, 60}};
    struct play play;
    struct text out = {0};

    (void)state;
    play_file(&play, "sequential");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        screen_of(&play, sizes[i][0], sizes[i][1], NO_EVENT, &out);
        assert_non_null(strstr(text_str(&out), "Nothing has happened yet."));
        assert_null(strstr(text_str(&out), "Picard"));
        for (uint32_t e = trace_moment_after(&play.trace, NO_EVENT); e != NO_EVENT;
             e = trace_moment_after(&play.trace, e))
            screen_of(&play, sizes[i][0], sizes[i][1], e, &out);
        assert_non_null(strstr(text_str(&out), "00:01:07.9"));
        assert_non_null(strstr(text_str(&out), "Sadly, never ran"));
    }
    text_release(&out);
    play_release(&play);
}

/* Gone through by hand each box is come by once, from the top to the end, and is in sight whole; the first screen shows
 * the top. */
static void diagram_screen_goes_through_the_boxes_by_hand(void **state)
{
    struct play play;
    struct text out = {0};
    struct diagram_options options = {.columns = diagram_screen_columns(80), .is_bare = true};
    uint32_t end, box, count = 1;
    struct scene scene;
    struct err err;

    (void)state;
    play_file(&play, "sequential");
    end = play.trace.count - 1;
    assert_true(diagram_draw(&play.trace, &play.ledger, &options, &scene, &err));
    box = diagram_first_box(&scene, 0, end);
    screen_of_box(&play, (struct area){0, 0, 80, 24}, end, box, &out);
    assert_non_null(strstr(text_str(&out), "▸▐P▌ Picard"));
    assert_non_null(strstr(text_str(&out), "╭──────────────────╮   ╭───"));
    assert_non_null(strstr(text_str(&out), " box 1 of 7 "));
    for (; diagram_next_box(&scene, box, true, end) != box; count++) {
        assert_int_equal(diagram_next_box(&scene, diagram_next_box(&scene, box, true, end), false, end), box);
        box = diagram_next_box(&scene, box, true, end);
        screen_of_box(&play, (struct area){0, 0, 40, 12}, end, box, &out);
    }
    assert_int_equal(count, scene.box_count);
    screen_of_box(&play, (struct area){0, 0, 80, 24}, end, box, &out);
    assert_non_null(strstr(text_str(&out), "╰┄┄┄ not posted ┄┄┄╯"));
    assert_non_null(strstr(text_str(&out), " box 7 of 7 "));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

static void assert_headed(const char *computer, const char *head)
{
    struct text yaml = {0}, out = {0};
    struct play play;
    struct scene scene;
    struct err err;

    text_addf(&yaml,
              "title: Mailings\n%sbots: [{name: Picard, post: x}, {name: Bill, post: y}]\n"
              "jobs:\n  - {name: Top, steps: [{enqueue: A}, {enqueue: B}]}\n"
              "  - {name: A, steps: [{post: Picard}]}\n  - {name: B, steps: [{post: Bill}]}\n"
              "schedule: [{enqueue: Top}]\n",
              computer);
    play_yaml(&play, text_str(&yaml));
    assert_true(diagram_draw(&play.trace, &play.ledger, &(struct diagram_options){.columns = 80, .is_bare = true},
                             &scene, &err));
    text_of(&scene, REVEAL_ALL, false, &out);
    assert_non_null(strstr(text_str(&out), head));
    assert_non_null(strstr(text_str(&out), "Top enqueues 2"));
    text_release(&yaml);
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* What enqueues has the name that the file gives it, without one the scenario's title, whoever its bots are. */
static void diagram_heads_what_enqueues_as_the_file_says(void **state)
{
    (void)state;
    assert_headed("", " Mailings ");
    assert_headed("computer: Number One\n", " Number One ");
}

static void assert_wrapped(const char *string, int columns, const char *last, int lines)
{
    const char *found[8];
    struct scene scene;

    scene_init(&scene);
    ASSERT_I64(scene_wrap(&scene, string, columns, found, 8), lines);
    assert_string_equal(found[lines - 1], last);
    for (int i = 0; i < lines; i++)
        assert_in_range(text_width(found[i]), 0, columns);
    scene_release(&scene);
}

/* A short last word has company from the line above, if no line more is needed for that. */
static void diagram_leaves_no_short_word_alone_in_a_line(void **state)
{
    (void)state;
    assert_wrapped("Picard job tip: Ask whether it is done. Then do it.", 16, "do it.", 4);
    assert_wrapped("how to tell if i already posted today", 16, "today", 3); /* not so short */
    assert_wrapped("it is", 2, "is", 2);
    assert_wrapped("incomprehensibly so", 16, "so", 2); /* the word above would need a line more */
    assert_wrapped("do it", 16, "do it", 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(graph_happy_path_is_four_posts_in_a_row),
        cmocka_unit_test(graph_sequential_starts_over_at_riker),
        cmocka_unit_test(graph_of_both_deliveries_starts_where_they_parted),
        cmocka_unit_test(graph_bail_out_ends_after_the_error),
        cmocka_unit_test(graph_fan_out_is_four_jobs_side_by_side),
        cmocka_unit_test(graph_skipped_steps_are_cards_where_they_are_asked_for),
        cmocka_unit_test(graph_last_error_is_a_note),
        cmocka_unit_test(graph_second_delivery_of_a_child_is_told_beside_it),
        cmocka_unit_test(graph_late_start_from_a_reserve_takes_no_other_delivery),
        cmocka_unit_test(graph_crash_without_recoveries_is_no_giving_up),
        cmocka_unit_test(diagram_of_every_scenario_is_sound_at_every_width),
        cmocka_unit_test(diagram_of_random_scenarios_is_sound),
        cmocka_unit_test(diagram_note_wider_than_its_stack_stays_inside),
        cmocka_unit_test(diagram_box_wider_than_its_stack_stays_inside),
        cmocka_unit_test(diagram_label_of_a_retry_stays_inside),
        cmocka_unit_test(diagram_small_box_before_others_has_room),
        cmocka_unit_test(diagram_arrow_of_a_retry_starts_at_what_is_drawn),
        cmocka_unit_test(diagram_below_78_columns_is_a_column),
        cmocka_unit_test(diagram_revealed_shows_nothing_of_the_future),
        cmocka_unit_test(diagram_hostile_text_stays_inside_its_card),
        cmocka_unit_test(diagram_leaves_no_short_word_alone_in_a_line),
        cmocka_unit_test(diagram_in_ascii_is_ascii),
        cmocka_unit_test(diagram_of_too_much_says_what_was_cut),
        cmocka_unit_test(diagram_screen_follows_what_happens),
        cmocka_unit_test(diagram_screen_scrolls_to_the_marked_box),
        cmocka_unit_test(diagram_screen_goes_through_the_boxes_by_hand),
        cmocka_unit_test(diagram_heads_what_enqueues_as_the_file_says),
        cmocka_unit_test(diagram_deliveries_of_a_held_retry_follow_each_other),
        cmocka_unit_test(diagram_card_apart_stands_in_no_arrows_way),
    };

    return test_main("diagram", tests, sizeof tests / sizeof *tests);
}
