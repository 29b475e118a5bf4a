/* Pictures: the timeline's lanes, and that a picture for which memory runs out is an error and nothing worse. */
#include <stdlib.h>
#include <string.h>

#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include "base/range.h"
#include "cli/builtin.h"
#include "picture/diagram.h"
#include "picture/diagram_graph.h"
#include "picture/lanes_cache.h"
#include "picture/paint_dot.h"
#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "picture/timeline_scene.h"

enum { LANES_MAX = 400 };

static const struct builtin *builtin_of(const char *name)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (strcmp(builtins[i].name, name) == 0)
            return &builtins[i];
    fail_msg("no scenario %s", name);
    return NULL;
}

static void play_builtin(struct play *play, const struct builtin *builtin)
{
    play_yaml(play, strchr(builtin->bytes, '\n') + 1); /* behind "version: 1" */
}

static void assert_inside(const struct scene *scene, const char *name)
{
    for (uint32_t i = 0; i < scene->mark_count; i++)
        if (scene->marks[i].x < 0 || scene->marks[i].x >= scene->columns || scene->marks[i].y >= scene->rows)
            fail_msg("%s: mark %u lies outside", name, i);
    for (uint32_t i = 0; i < scene->bar_count; i++)
        if (scene->bars[i].x < 0 || scene->bars[i].width < 1 ||
            scene->bars[i].x + scene->bars[i].width > scene->columns)
            fail_msg("%s: bar %u lies outside", name, i);
    for (uint32_t i = 0; i < scene->label_count; i++)
        if (scene->labels[i].x < 0 || scene->labels[i].x + scene->labels[i].width > scene->columns)
            fail_msg("%s: label %u (%s) lies outside", name, i, scene->labels[i].text);
}

static void assert_timelines(const struct play *play, const char *name)
{
    static const int widths[] = {0, 40, 80, 200};

    for (int lanes = 0; lanes < LANES_KIND_COUNT; lanes++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            const struct timeline_options options = {.columns = widths[w],
                                                     .lane_rows = 1 + (int)w % 2,
                                                     .lanes = (enum lanes_kind)lanes,
                                                     .show_causes = true,
                                                     .reveal = REVEAL_ALL};
            struct scene scene;
            struct err err;

            assert_true(timeline_draw(&play->trace, &play->ledger, &options, &scene, &err));
            assert_inside(&scene, name);
            scene_release(&scene);
        }
}

static void timeline_of_every_scenario_stays_inside(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct play play;

        play_builtin(&play, &builtins[i]);
        assert_timelines(&play, builtins[i].name);
        play_release(&play);
    }
}

static void timeline_of_random_scenarios_stays_inside(void **state)
{
    struct rounds rounds = rounds_begin("timeline", 100);

    (void)state;
    while (rounds_next(&rounds)) {
        uint8_t tape[96];
        struct text yaml = {0};
        struct play play;

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        play_yaml(&play, text_str(&yaml) + strlen("version: 1\n"));
        assert_timelines(&play, "random");
        play_release(&play);
        text_release(&yaml);
    }
}

/* In row `first_row` and below. */
static uint32_t count_marks(const struct scene *scene, enum mark_sign sign, uint16_t bot, int first_row)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < scene->mark_count; i++)
        count += scene->marks[i].sign == sign && scene->marks[i].bot == bot && scene->marks[i].y >= first_row;
    return count;
}

/* DESIGN's row `sequential`: Picard posts and is skipped, Riker posts twice, Worf fails twice, Locutus never runs.
 * Worf's second error and his miss fall on one instant: the error is shown, and how his lane came out tells the miss.
 * The bots' lanes begin in row 4, below the title, the axis and the job's lane. */
static void timeline_sequential_has_the_storys_marks(void **state)
{
    const struct timeline_options options = {.columns = 100, .lane_rows = 1, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_builtin(&play, builtin_of("sequential"));
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_int_equal(count_marks(&scene, MARK_POSTED, 0, 4), 1);
    assert_int_equal(count_marks(&scene, MARK_SKIPPED, 0, 4), 1);
    assert_int_equal(count_marks(&scene, MARK_POSTED, 1, 4), 1);
    assert_int_equal(count_marks(&scene, MARK_AGAIN, 1, 4), 1);
    assert_int_equal(count_marks(&scene, MARK_ERROR, 2, 4), 2);
    assert_int_equal(count_marks(&scene, MARK_LOST, 3, 4), 1);
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = REVEAL_ALL}, &out, &err));
    assert_non_null(strstr(text_str(&out), "2 of 1 ◆ TWICE"));
    assert_non_null(strstr(text_str(&out), "0 of 1 ∅ never"));
    assert_null(strstr(text_str(&out), "+1"));
    assert_non_null(strstr(text_str(&out), "● posted · ◆ AGAIN · ✗ error · ○ skip · ∅ never · 1, 2 attempts"));
    assert_non_null(strstr(text_str(&out), " waits 60 s "));
    assert_non_null(strstr(text_str(&out), " 1━"));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* A bot that nobody posts for is no success: its numbers are quiet. */
static void timeline_of_a_bot_that_owes_nothing_is_quiet(void **state)
{
    const struct timeline_options options = {.columns = 80, .lane_rows = 1, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct err err;
    uint32_t found = 0;

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}, {name: Troi, post: ho}]\n"
                     "jobs: [{name: J, steps: [{post: Riker}]}]\nschedule: [{enqueue: J}]\n");
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    for (uint32_t i = 0; i < scene.label_count; i++)
        found += strcmp(scene.labels[i].text, "0 of 0") == 0 && scene.labels[i].element == ELEMENT_QUIET;
    assert_int_equal(found, 1);
    scene_release(&scene);
    play_release(&play);
}

/* 100 jobs, of which 64 get lanes. */
static void timeline_of_too_many_jobs_says_what_was_cut(void **state)
{
    const struct timeline_options options = {.columns = 80, .lane_rows = 1, .lanes = LANES_JOBS, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J, times: 100}]\n");
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = REVEAL_ALL}, &out, &err));
    assert_non_null(strstr(text_str(&out), "⋯ not drawn: 36 more jobs, with 36 attempts."));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* 200 days in less than 40 columns: on the first one the process dies, on the others all is done. In each place several
 * ends stand, of which the death is the one that counts. */
static void timeline_of_a_crash_among_many_ends_shows_it(void **state)
{
    const struct timeline_options options = {.columns = 40, .lane_rows = 1, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct err err;
    uint32_t crashes = 0;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: hi}, {name: B, post: ho}]\n"
                     "jobs: [{name: J, steps: [{post: A}, {post: B}]}]\n"
                     "platform: {on_crash: requeue}\nschedule: [{enqueue: J, times: 200}]\n"
                     "faults: [{bot: B, before: call, kind: crash}]\n");
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    for (uint32_t i = 0; i < scene.mark_count; i++) /* the job's lane is the first one */
        crashes += scene.marks[i].sign == MARK_CRASH && scene.marks[i].until == 0 && scene.marks[i].y == 3;
    assert_int_equal(crashes, 1);
    scene_release(&scene);
    play_release(&play);
}

/* Riker posts first in `sequential`; his second post and Worf's errors come later. */
static void timeline_legend_tells_of_what_was_played(void **state)
{
    struct timeline_options options = {.columns = 100, .lane_rows = 1};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_builtin(&play, builtin_of("sequential"));
    options.reveal.shown = options.reveal.seen = trace_event_at(&play.trace, 3 * SECOND) + 1;
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = options.reveal}, &out, &err));
    assert_non_null(strstr(text_str(&out), " ● posted · 1, 2 attempts · ⋯ folded\n"));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* A run that is cut with the job still at work: nothing is lost. */
static void timeline_of_a_cut_run_says_not_yet(void **state)
{
    const struct timeline_options options = {.lane_rows = 1, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\n"
                     "jobs: [{name: J, steps: [{wait: 10s}, {post: A}]}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "until: 5s\n");
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = REVEAL_ALL}, &out, &err));
    assert_non_null(strstr(text_str(&out), "0 of 1 not yet\n"));
    assert_null(strstr(text_str(&out), "never"));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* A wait's words reach up to the number of the attempt behind it, and are no sign that it would have to keep away from. */
static void timeline_on_paper_numbers_attempts_behind_waits(void **state)
{
    const struct timeline_options options = {.columns = 100, .lane_rows = 2, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct err err;
    uint32_t found = 0;

    (void)state;
    play_builtin(&play, builtin_of("lambda-retries"));
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    for (uint32_t i = 0; i < scene.label_count; i++)
        if (scene.labels[i].from != NO_EVENT && play.trace.events[scene.labels[i].from].kind == EVENT_FETCH &&
            scene.labels[i].element == ELEMENT_TITLE)
            found = found * 10 + (uint32_t)atoi(scene.labels[i].text);
    assert_int_equal(found, 123);
    scene_release(&scene);
    play_release(&play);
}

static void assert_timeline_says(const char *name, int columns, const char *words)
{
    const struct timeline_options options = {
        .columns = columns, .lane_rows = 1, .show_causes = true, .reveal = REVEAL_ALL};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    play_builtin(&play, builtin_of(name));
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = REVEAL_ALL}, &out, &err));
    assert_non_null(strstr(text_str(&out), words));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* "✓ done" would stand across the end of a line of 38. */
static void timeline_legend_breaks_between_entries(void **state)
{
    (void)state;
    assert_timeline_says("poison-pill", 40,
                         "\n ● posted · ✗ gave up · † crash\n ✓ done · +1 one more there\n 1, 2 attempts · ⋯ folded\n");
}

static void timeline_arrows_go_behind_words(void **state)
{
    (void)state;
    assert_timeline_says("lambda-retries", 80, "✗ error ──");
}

/* The system takes a job that bailed out for done, on its lane as in how that came out. */
static void timeline_of_a_bail_out_is_of_one_mind(void **state)
{
    (void)state;
    assert_timeline_says("bail-out", 80, "━✓ ✓ bailed out\n");
}

/* Is a part there when `count` events were played? */
static bool is_there(uint32_t count, uint32_t from, uint32_t until)
{
    return reveal_between((struct reveal){count, count}, from, until) == REVEAL_SHOWN;
}

/* How many things the marks of a row stand for: itself each, and the others that "+3" counts. */
static uint32_t things_drawn(const struct scene *scene, int y, uint32_t played)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < scene->mark_count; i++)
        count += scene->marks[i].y == y && scene->marks[i].name[0] &&
                 is_there(played, scene->marks[i].from, scene->marks[i].until);
    for (uint32_t i = 0; i < scene->label_count; i++)
        if (scene->labels[i].y == y && is_there(played, scene->labels[i].from, scene->labels[i].until) &&
            scene->labels[i].text[0] == '+')
            count += (uint32_t)atoi(scene->labels[i].text + 1);
    return count;
}

/* What stands on a lane at a moment hides nothing else, and all of it is to be seen: `taken` counts what stands in each
 * column. */
static void assert_nothing_hidden(const struct scene *scene, int y, uint32_t played)
{
    uint8_t taken[2000] = {0};

    for (uint32_t i = 0; i < scene->mark_count; i++)
        if (scene->marks[i].y == y && is_there(played, scene->marks[i].from, scene->marks[i].until)) {
            assert_int_equal(taken[scene->marks[i].x]++, 0);
            assert_int_not_equal(scene->marks[i].sign, MARK_NONE);
        }
    for (uint32_t i = 0; i < scene->label_count; i++)
        for (int x = 0; scene->labels[i].y == y && scene->labels[i].from != NO_EVENT &&
                        is_there(played, scene->labels[i].from, scene->labels[i].until) && x < scene->labels[i].width;
             x++)
            assert_int_equal(taken[scene->labels[i].x + x]++, 0);
}

static bool is_on_bots_lane(const struct event *event)
{
    return event->kind == EVENT_COMMIT || event->kind == EVENT_SKIP || event->kind == EVENT_RECOGNISE ||
           event->kind == EVENT_STRIKE || event->kind == EVENT_MISS;
}

/* Of a bot's lane without a job of its own: its posts, skips, faults and misses; a miss at a time at which it has
 * something else is told by that. */
static uint32_t things_of_bot(const struct trace *trace, uint32_t bot)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];
        bool is_told = false;

        if (event->bot != bot || !is_on_bots_lane(event))
            continue;
        for (uint32_t j = 0; j < trace->count && event->kind == EVENT_MISS; j++)
            is_told = is_told || (trace->events[j].bot == bot && trace->events[j].time == event->time &&
                                  is_on_bots_lane(&trace->events[j]) && trace->events[j].kind != EVENT_MISS);
        count += !is_told;
    }
    return count;
}

/* The attempt that event `i` of a job names; else the latest one, or NULL. */
static const struct attempt *attempt_at(const struct lanes *lanes, uint32_t i)
{
    const struct event *event = &lanes->trace->events[i];
    const struct attempt *found = NULL;

    for (uint32_t a = 0; a < lanes->attempts.count && lanes->attempts.list[a].first <= i; a++)
        if (lanes->attempts.list[a].job == event->job && (!found || found->number != event->attempt))
            found = &lanes->attempts.list[a];
    return found;
}

/* Of all lanes of a job: its attempts, its leases that were over, and those of its ends, and of the faults that strike
 * it outside a step, of which no attempt of it ends; a stall ends none, nor does what strikes one that is done, or strikes
 * before the next one is fetched. */
static uint32_t things_of_job(const struct lanes *lanes, uint32_t job)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < lanes->trace->count; i++) {
        const struct event *event = &lanes->trace->events[i];
        const struct attempt *attempt;

        if (event->job == NO_JOB || lanes->jobs[event->job - 1].job != job)
            continue;
        attempt = attempt_at(lanes, i);
        count += event->kind == EVENT_FETCH || event->kind == EVENT_REDELIVER || event_takes_back(event) ||
                 (event_is(event, EVENT_IS_END) && (!attempt || attempt->end != event->time)) ||
                 (event->kind == EVENT_STRIKE && event->bot == NO_BOT &&
                  (!attempt || event->attempt != attempt->number || event->detail == FAULT_STALL ||
                   attempt->outcome == ATTEMPT_OK || attempt->end != event->time));
    }
    return count;
}

/* Adds up what stands on each lane of a scene whose lane l is in row `top` + l, and on the axis in row `axis`. */
static void add_drawn(const struct scene *scene, const struct lanes *lanes, int top, int axis, uint32_t *drawn)
{
    for (uint32_t l = 0; l < lanes->count; l++) {
        drawn[l] += things_drawn(scene, top + (int)l, UINT32_MAX);
        assert_nothing_hidden(scene, top + (int)l, UINT32_MAX);
    }
    drawn[lanes->count] += things_drawn(scene, axis, UINT32_MAX);
    assert_nothing_hidden(scene, axis, UINT32_MAX);
}

/* Of a lane that a bot shares with its job: all attempts, posts and skips. Several of the others are one where they are at
 * one time. */
static uint32_t least_of_shared(const struct lanes *lanes, const struct lane *lane)
{
    uint32_t least = 0;

    for (uint32_t i = 0; i < lanes->trace->count; i++) {
        const struct event *event = &lanes->trace->events[i];

        least += (event->bot == lane->which && (event->kind == EVENT_COMMIT || event->kind == EVENT_SKIP)) ||
                 (event->kind == EVENT_FETCH && lanes->jobs[event->job - 1].job == (uint32_t)lane->own_job);
    }
    return least;
}

/* Holds what was drawn on each lane, and last on the axis, against the trace. */
static void assert_all_drawn(const struct lanes *lanes, const uint32_t *drawn)
{
    const struct trace *trace = lanes->trace;
    uint32_t platform = 0;

    for (uint32_t i = 0; i < trace->count; i++)
        platform += event_is(&trace->events[i], EVENT_IS_PLATFORM) && trace->events[i].kind != EVENT_UP;
    ASSERT_I64(drawn[lanes->count], platform);
    for (uint32_t l = 0; l < lanes->count; l++) {
        const struct lane *lane = &lanes->list[l];
        uint32_t of_job = drawn[l];

        if (lane->is_bot && lane->own_job < 0)
            ASSERT_I64(drawn[l], things_of_bot(trace, lane->which));
        if (lane->own_job >= 0)
            assert_true(drawn[l] >= least_of_shared(lanes, lane));
        for (uint32_t next = l + 1; next < lanes->job_lanes && lanes->list[next].track > 0 && lane->track == 0; next++)
            of_job += drawn[next];
        if (!lane->is_bot && lane->track == 0)
            ASSERT_I64(of_job, things_of_job(lanes, lane->which));
    }
}

/* On paper of any width. */
static void assert_paper(struct rounds *rounds, const struct play *play, const struct lanes *lanes)
{
    const struct timeline_options options = {
        .columns = 40 + (int)random_below(&rounds->random, 120), .lane_rows = 1, .reveal = REVEAL_ALL};
    uint32_t drawn[LANES_MAX] = {0};
    struct scene scene;
    struct err err;

    assert_true(timeline_draw(&play->trace, &play->ledger, &options, &scene, &err));
    add_drawn(&scene, lanes, 3, 2, drawn); /* below title, labels and axis */
    assert_all_drawn(lanes, drawn);
    scene_release(&scene);
}

static struct lanes_wish random_wish(struct random *random)
{
    return (struct lanes_wish){.axis = {.width = 12 + (int)random_below(random, 90),
                                        .gap_min = 1,
                                        .fold_width = 3 + (int)random_below(random, 12),
                                        .shows_all = random_below(random, 2)},
                               .has_words = random_below(random, 2)};
}

/* In all pages of a stage together. */
static void assert_pages(struct rounds *rounds, const struct lanes *lanes)
{
    struct lanes_wish wish = random_wish(&rounds->random);
    uint32_t drawn[LANES_MAX] = {0};
    struct lanes_cache cache = {.count = 0};
    struct lane_marks marks;
    const struct lane_marks *all = &marks;
    struct err err;
    int page = 0;

    assert_true(lane_marks_take(lanes, &marks, &err));
    do {
        while (page > 0 && timeaxis_place(&cache.axis, wish.now) < page)
            wish.now++;
        assert_true(lanes_cached(&cache, &all, 1, &wish));
        add_drawn(&cache.scenes[0], lanes, 0, -1, drawn);
        page = cache.page + wish.axis.width;
        wish.now = max_i64(timeaxis_time(&cache.axis, page), wish.now);
    } while (page < cache.axis.width);
    assert_all_drawn(lanes, drawn);
    lanes_cache_release(&cache);
    lane_marks_release(&marks);
}

/* How many marks a lane has when `played` events were. */
static uint32_t count_played(const struct lane_marks *marks, uint32_t lane, uint32_t played)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < marks->count; i++)
        count += marks->list[i].lane == lane && marks->list[i].event < played;
    return count;
}

/* At a moment of a timeline of lanes of any kind all is drawn that was played, and nothing hides anything. */
static void assert_moment(const struct play *play, const struct lane_marks *marks, int columns, uint32_t played)
{
    const struct timeline_options options = {
        .columns = columns, .lane_rows = 1, .lanes = marks->lanes->kind, .reveal = {played, played}};
    uint32_t lanes = min_u32(marks->lanes->count, TIMELINE_LANES_MAX);
    struct scene scene;
    struct err err;

    assert_true(timeline_draw(&play->trace, &play->ledger, &options, &scene, &err));
    for (uint32_t l = 0; l < lanes; l++) {
        assert_nothing_hidden(&scene, 3 + (int)l, played);
        ASSERT_I64(things_drawn(&scene, 3 + (int)l, played), count_played(marks, l, played));
    }
    assert_nothing_hidden(&scene, 2, played);
    ASSERT_I64(things_drawn(&scene, 2, played), count_played(marks, marks->lanes->count, played));
    scene_release(&scene);
}

/* The same of the page of a stage on which the moment is, of whose lanes others may be on other pages. */
static void assert_page_at(struct rounds *rounds, const struct lane_marks *marks, uint32_t played)
{
    struct lanes_wish wish = random_wish(&rounds->random);
    struct lanes_cache cache = {.count = 0};

    wish.now = played > 0 ? marks->lanes->trace->events[played - 1].time : 0;
    assert_true(lanes_cached(&cache, &marks, 1, &wish));
    for (int y = -1; y < (int)marks->lanes->count; y++)
        assert_nothing_hidden(&cache.scenes[0], y, played);
    lanes_cache_release(&cache);
}

/* Lanes of all kinds have each post and skip, and of each attempt its end or the fault that ended it. */
static void assert_has_all(const struct lane_marks *marks)
{
    const struct trace *trace = marks->lanes->trace;
    uint32_t posts = 0, posts_found = 0, ends_found = 0, strikes = 0;

    for (uint32_t i = 0; i < trace->count; i++)
        posts += trace->events[i].kind == EVENT_COMMIT || trace->events[i].kind == EVENT_SKIP;
    for (uint32_t i = 0; i < marks->count; i++) {
        const struct event *event = &trace->events[marks->list[i].event];
        bool is_end = marks->list[i].attempt != NO_EVENT;

        ends_found += is_end;
        posts_found += !is_end && (event->kind == EVENT_COMMIT || event->kind == EVENT_SKIP);
        strikes += !is_end && event->kind == EVENT_STRIKE;
    }
    ASSERT_I64(posts_found, posts);
    assert_true(ends_found + strikes >= marks->lanes->attempts.count);
}

static void lanes_at_any_moment_hide_nothing(void **state)
{
    struct rounds rounds = rounds_begin("moments", 150);

    (void)state;
    while (rounds_next(&rounds)) {
        struct lane_marks marks;
        struct lanes lanes;
        uint8_t tape[96];
        struct text yaml = {0};
        struct play play;
        struct err err;

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        play_yaml(&play, text_str(&yaml) + strlen("version: 1\n"));
        assert_true(lanes_init(&lanes, &play.trace, (enum lanes_kind)random_below(&rounds.random, LANES_KIND_COUNT),
                               &err));
        assert_true(lane_marks_take(&lanes, &marks, &err));
        assert_has_all(&marks);
        for (int i = 0; i < 8; i++) {
            uint32_t played = (uint32_t)random_below(&rounds.random, play.trace.count + 1);

            assert_moment(&play, &marks, 40 + (int)random_below(&rounds.random, 120), played);
            assert_page_at(&rounds, &marks, played);
        }
        lane_marks_release(&marks);
        lanes_release(&lanes);
        play_release(&play);
        text_release(&yaml);
    }
}

static bool is_on_bar(const struct scene *scene, int from, int to, int y)
{
    for (uint32_t i = 0; i < scene->bar_count; i++) {
        const struct scene_bar *bar = &scene->bars[i];

        if ((bar->kind == BAR_RUN || bar->kind == BAR_WAIT) && bar->y == y && bar->x < to && from < bar->x + bar->width)
            return true;
    }
    return false;
}

/* On paper a bar goes through no sign and no words. */
static void assert_grounds(const struct play *play, int columns)
{
    const struct timeline_options options = {.columns = columns, .lane_rows = 2, .reveal = REVEAL_ALL};
    struct scene scene;
    struct err err;

    assert_true(timeline_draw(&play->trace, &play->ledger, &options, &scene, &err));
    for (uint32_t i = 0; i < scene.mark_count; i++)
        if (scene.marks[i].until == 0 && is_on_bar(&scene, scene.marks[i].x, scene.marks[i].x + 1, scene.marks[i].y))
            assert_int_not_equal(scene.marks[i].ground, GROUND_NONE);
    for (uint32_t i = 0; i < scene.label_count; i++)
        if (scene.labels[i].until == 0 &&
            is_on_bar(&scene, scene.labels[i].x, scene.labels[i].x + scene.labels[i].width, scene.labels[i].y))
            assert_int_not_equal(scene.labels[i].ground, GROUND_NONE);
    scene_release(&scene);
}

/* Five attempts at one time share four lanes: the bar of the fifth begins where the fourth has its number. */
static void timeline_bar_on_a_shared_lane_goes_through_no_number(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                     "platform: {workers: 5}\nschedule: [{enqueue: J, copies: 5, apart: 1ms}]\n");
    assert_grounds(&play, 40);
    play_release(&play);
}

/* Every attempt, every end and every mark is in every picture, itself or counted. */
static void lanes_of_random_scenarios_leave_nothing_out(void **state)
{
    struct rounds rounds = rounds_begin("complete", 150);

    (void)state;
    while (rounds_next(&rounds)) {
        struct lanes lanes;
        uint8_t tape[96];
        struct text yaml = {0};
        struct play play;
        struct err err;

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        play_yaml(&play, text_str(&yaml) + strlen("version: 1\n"));
        assert_true(lanes_init(&lanes, &play.trace, LANES_BOTS, &err));
        assert_true(lanes.count < LANES_MAX);
        assert_paper(&rounds, &play, &lanes);
        assert_grounds(&play, 40 + (int)random_below(&rounds.random, 120));
        assert_pages(&rounds, &lanes);
        lanes_release(&lanes);
        play_release(&play);
        text_release(&yaml);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(timeline_of_every_scenario_stays_inside),
        cmocka_unit_test(timeline_of_random_scenarios_stays_inside),
        cmocka_unit_test(timeline_sequential_has_the_storys_marks),
        cmocka_unit_test(timeline_of_a_bot_that_owes_nothing_is_quiet),
        cmocka_unit_test(timeline_of_too_many_jobs_says_what_was_cut),
        cmocka_unit_test(timeline_of_a_crash_among_many_ends_shows_it),
        cmocka_unit_test(timeline_legend_tells_of_what_was_played),
        cmocka_unit_test(timeline_of_a_cut_run_says_not_yet),
        cmocka_unit_test(timeline_legend_breaks_between_entries),
        cmocka_unit_test(timeline_on_paper_numbers_attempts_behind_waits),
        cmocka_unit_test(timeline_arrows_go_behind_words),
        cmocka_unit_test(timeline_of_a_bail_out_is_of_one_mind),
        cmocka_unit_test(timeline_bar_on_a_shared_lane_goes_through_no_number),
        cmocka_unit_test(lanes_of_random_scenarios_leave_nothing_out),
        cmocka_unit_test(lanes_at_any_moment_hide_nothing),
    };

    return test_main("picture", tests, sizeof tests / sizeof *tests);
}
