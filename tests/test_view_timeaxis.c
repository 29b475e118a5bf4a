/* The folded time axis, held against places worked out by hand. */
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "picture/timeaxis.h"
#include "support/prop.h"
#include "support/test.h"

/* A trace of nothing but moments at these times. */
static void trace_of_times(struct trace *trace, const msec *times, uint32_t count)
{
    struct err err;

    trace_init(trace, count);
    assert_true(trace_reserve(trace, count, &err));
    for (uint32_t i = 0; i < count; i++)
        trace_append(trace,
                     &(struct event){.time = times[i], .cause = NO_EVENT, .kind = EVENT_DONE, .is_moment = true});
}

static void axis_of(struct timeaxis *axis, const struct trace *trace, struct timeaxis_wish wish)
{
    const struct trace *traces[1] = {trace};
    struct err err;

    assert_true(timeaxis_init(axis, traces, 1, &wish, &err));
}

/* Waits of 1, 1, 60 and 1 s: the usual one is 1 s, so that 60 s is folded to 10 of the 40 places between first and
 * last; 30 are left for 3 s. */
static void timeaxis_long_wait_is_folded_and_the_rest_to_scale(void **state)
{
    static const msec times[] = {0, 1000, 2000, 62000, 63000};
    static const int places[] = {0, 10, 20, 30, 40};
    struct trace trace;
    struct timeaxis axis;

    (void)state;
    trace_of_times(&trace, times, 5);
    axis_of(&axis, &trace, (struct timeaxis_wish){.width = 41, .gap_min = 1, .fold_width = 10});
    assert_int_equal(axis.width, 41);
    assert_int_equal(axis.fold_count, 1);
    for (int i = 0; i < 5; i++)
        assert_int_equal(timeaxis_place(&axis, times[i]), places[i]);
    assert_int_equal(timeaxis_place(&axis, 1500), 15);
    assert_int_equal(timeaxis_place(&axis, 32000), 25);
    assert_int_equal(timeaxis_place(&axis, 99000), 40);
    ASSERT_MSEC(timeaxis_time(&axis, 25), 32000);
    ASSERT_MSEC(timeaxis_time(&axis, 30), 62000);
    timeaxis_release(&axis);
    trace_release(&trace);
}

/* The same run: a place is 100 ms, eight are 800 ms, the next round step 1 s; the fold stands in places 21 to 29. */
static void timeaxis_ticks_are_round_and_tell_the_fold(void **state)
{
    static const msec times[] = {0, 1000, 2000, 62000, 63000};
    static const char *const labels[] = {"0s", "1s", "2s", "", "62s", "63s"};
    static const int places[] = {0, 10, 20, 21, 30, 40};
    struct timeaxis_tick ticks[20];
    struct trace trace;
    struct timeaxis axis;

    (void)state;
    trace_of_times(&trace, times, 5);
    axis_of(&axis, &trace, (struct timeaxis_wish){.width = 41, .gap_min = 1, .fold_width = 10});
    assert_int_equal(timeaxis_ticks_in(&axis, &(struct timeaxis_span){0, 41, 8, false}, ticks, 20), 6);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(ticks[i].place, places[i]);
        assert_string_equal(ticks[i].label, labels[i]);
        assert_int_equal(ticks[i].is_fold, i == 3);
    }
    assert_int_equal(ticks[3].width, 9);
    ASSERT_MSEC(ticks[3].length, 60000);
    timeaxis_release(&axis);
    trace_release(&trace);
}

/* 100 stops do not fit into 20 places: the axis becomes wider, and each stop still has a place of its own, in order. */
static void timeaxis_too_many_stops_make_it_wider(void **state)
{
    msec times[100];
    struct trace trace;
    struct timeaxis axis;

    (void)state;
    for (int i = 0; i < 100; i++)
        times[i] = i * 10;
    trace_of_times(&trace, times, 100);
    axis_of(&axis, &trace, (struct timeaxis_wish){.width = 20, .gap_min = 1, .fold_width = 3});
    assert_true(axis.is_paged && axis.width >= 100);
    for (int i = 1; i < 100; i++)
        assert_true(timeaxis_place(&axis, times[i]) > timeaxis_place(&axis, times[i - 1]));
    timeaxis_release(&axis);
    trace_release(&trace);
}

/* Of two pages the second has the last moments alone, and no multiple of the first one's seconds: it has a label. */
static void timeaxis_page_of_the_last_moments_is_labelled(void **state)
{
    msec times[32];
    struct timeaxis_tick ticks[20];
    struct trace trace;
    struct timeaxis axis;
    size_t count;

    (void)state;
    for (int i = 0; i < 32; i++)
        times[i] = 300 * i;
    trace_of_times(&trace, times, 32);
    axis_of(&axis, &trace, (struct timeaxis_wish){.width = 18, .gap_min = 1, .fold_width = 3});
    count = timeaxis_ticks_in(&axis, &(struct timeaxis_span){axis.width - 3, axis.width + 15, 5, false}, ticks, 20);
    assert_int_equal(count, 1);
    assert_string_equal(ticks[0].label, "9.2s");
    assert_int_equal(timeaxis_place(&axis, 9200), ticks[0].place);
    timeaxis_release(&axis);
    trace_release(&trace);
}

static void timeaxis_of_an_empty_run_has_one_place(void **state)
{
    struct trace trace;
    struct timeaxis axis;

    (void)state;
    trace_of_times(&trace, NULL, 0);
    axis_of(&axis, &trace, (struct timeaxis_wish){.width = 10, .gap_min = 1, .fold_width = 3});
    assert_int_equal(timeaxis_place(&axis, 0), 0);
    assert_int_equal(timeaxis_place(&axis, 5000), 0);
    ASSERT_MSEC(timeaxis_time(&axis, 9), 0);
    timeaxis_release(&axis);
    trace_release(&trace);
}

/* Whatever the times: places rise with times, stops never share one, and going there and back is the same stop. */
static void timeaxis_of_any_run_keeps_the_order(void **state)
{
    struct rounds rounds = rounds_begin("timeaxis", 200);
    struct random *random = &rounds.random;

    (void)state;
    while (rounds_next(&rounds)) {
        msec times[60], last = 0;
        uint32_t count = 1 + (uint32_t)random_below(random, 60);
        struct timeaxis_wish wish = {.width = 5 + (int)random_below(random, 150),
                                     .gap_min = 1,
                                     .fold_width = 8,
                                     .shows_all = random_below(random, 2)};
        struct trace trace;
        struct timeaxis axis;

        for (uint32_t i = 0; i < count; i++)
            times[i] = last += random_below(random, 4) ? (msec)random_below(random, 3000)
                                                       : (msec)random_below(random, MSEC_MAX / 64);
        trace_of_times(&trace, times, count);
        axis_of(&axis, &trace, wish);
        for (uint32_t i = 0; i < axis.count; i++) {
            assert_int_equal(timeaxis_place(&axis, axis.stops[i].time), axis.stops[i].place);
            ASSERT_MSEC(timeaxis_time(&axis, axis.stops[i].place), axis.stops[i].time);
            assert_true(i == 0 || axis.stops[i].place > axis.stops[i - 1].place);
        }
        for (int place = 1; place < axis.width && place < 1000; place++)
            assert_true(timeaxis_time(&axis, place) >= timeaxis_time(&axis, place - 1));
        ASSERT_MSEC(timeaxis_time(&axis, axis.width), axis.stops[axis.count - 1].time);
        for (uint32_t i = 0; i < count; i++)
            assert_in_range(timeaxis_place(&axis, times[i] + 1), 0, axis.width - 1);
        timeaxis_release(&axis);
        trace_release(&trace);
    }
}

/* Three moments 40 ms apart behind two minutes, which are folded to 10 places: 30 are left for 80 ms, so that labels 8
 * apart are 50 ms apart. In short both would be "2m1s"; the second says more. */
static void timeaxis_labels_that_would_repeat_say_more(void **state)
{
    static const msec times[] = {0, 121000, 121040, 121080};
    static const char *const labels[] = {"0s", "", "2m1s", "2m1.05s"};
    struct timeaxis_tick ticks[20];
    struct trace trace;
    struct timeaxis axis;

    (void)state;
    trace_of_times(&trace, times, 4);
    axis_of(&axis, &trace, (struct timeaxis_wish){.width = 41, .gap_min = 1, .fold_width = 10});
    assert_int_equal(timeaxis_ticks_in(&axis, &(struct timeaxis_span){0, 41, 8, false}, ticks, 20), 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(ticks[i].label, labels[i]);
    timeaxis_release(&axis);
    trace_release(&trace);
}

static void assert_labels_differ(const struct timeaxis_tick *ticks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (!ticks[i].is_fold && strcmp(ticks[i].label, ticks[j].label) == 0)
                fail_msg("label %s stands twice", ticks[i].label);
}

/* Whatever the times, the width and the page: no label stands twice. */
static void timeaxis_of_any_run_never_repeats_a_label(void **state)
{
    static const msec steps[] = {3, 100, 3000, 100000, HOUR, 40 * DAY};
    struct rounds rounds = rounds_begin("labels", 400);
    struct random *random = &rounds.random;

    (void)state;
    while (rounds_next(&rounds)) {
        msec times[60], last = 0;
        uint32_t count = 1 + (uint32_t)random_below(random, 60);
        struct timeaxis_wish wish = {.width = 10 + (int)random_below(random, 190),
                                     .gap_min = 1,
                                     .fold_width = 3 + (int)random_below(random, 12),
                                     .shows_all = random_below(random, 2)};
        struct timeaxis_tick ticks[400];
        struct trace trace;
        struct timeaxis axis;

        for (uint32_t i = 0; i < count; i++)
            times[i] = last += (msec)random_below(random, (uint64_t)steps[random_below(random, 6)]);
        trace_of_times(&trace, times, count);
        axis_of(&axis, &trace, wish);
        for (int page = 0; page < axis.width; page += wish.width) {
            struct timeaxis_span span = {page, page + wish.width, 5 + (int)random_below(random, 5),
                                         random_below(random, 2)};

            assert_labels_differ(ticks, timeaxis_ticks_in(&axis, &span, ticks, 400));
        }
        assert_labels_differ(ticks,
                             timeaxis_ticks_in(&axis, &(struct timeaxis_span){0, axis.width, 9, true}, ticks, 400));
        timeaxis_release(&axis);
        trace_release(&trace);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(timeaxis_long_wait_is_folded_and_the_rest_to_scale),
        cmocka_unit_test(timeaxis_ticks_are_round_and_tell_the_fold),
        cmocka_unit_test(timeaxis_too_many_stops_make_it_wider),
        cmocka_unit_test(timeaxis_page_of_the_last_moments_is_labelled),
        cmocka_unit_test(timeaxis_of_an_empty_run_has_one_place),
        cmocka_unit_test(timeaxis_of_any_run_keeps_the_order),
        cmocka_unit_test(timeaxis_labels_that_would_repeat_say_more),
        cmocka_unit_test(timeaxis_of_any_run_never_repeats_a_label),
    };

    return test_main("view_timeaxis", tests, sizeof tests / sizeof tests[0]);
}
