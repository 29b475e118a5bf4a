/* Markov chains with loops, against what is known of them by hand. */
#include "support/test.h"

#include <math.h>

#include "explore/markov.h"

enum { ROWS = 400 };

/* A gambler who has `begin` of `all` and wins one with chance `win`, again and again. Node 0 leads to where she begins;
 * node i + 1 is that she has i; the first and the last of them are ends. */
struct gambler {
    struct chain_state states[ROWS + 2];
    struct chain_edge edges[2 * ROWS + 2];
    double mass[ROWS + 2];
    struct chain chain;
};

static void gambler_make(struct gambler *gambler, uint32_t begin, uint32_t all, double win)
{
    uint32_t count = 0;

    *gambler = (struct gambler){.chain = {gambler->states, all + 2, gambler->edges}};
    gambler->states[0] = (struct chain_state){0, 1};
    gambler->edges[count++] = (struct chain_edge){begin + 1, 1};
    for (uint32_t i = 1; i < all; i++) {
        gambler->states[i + 1] = (struct chain_state){count, 2};
        gambler->edges[count++] = (struct chain_edge){i, 1 - win};
        gambler->edges[count++] = (struct chain_edge){i + 2, win};
    }
}

static double gambler_solve(struct gambler *gambler, const struct cancel_token *cancel)
{
    struct err err;

    return chain_solve(&gambler->chain, cancel, gambler->mass, &err);
}

/* (1 − r^begin) / (1 − r^all), r = lose / win; W. Feller, An Introduction to Probability Theory, XIV.2. */
static void chain_of_the_gambler_is_her_ruin(void **state)
{
    static struct gambler gambler;
    const double wins[] = {0.5, 0.4, 0.55, 0.2};

    (void)state;
    for (size_t i = 0; i < sizeof wins / sizeof *wins; i++) {
        double r = (1 - wins[i]) / wins[i], rich = wins[i] == 0.5 ? 0.3 : (1 - pow(r, 60)) / (1 - pow(r, 200));

        gambler_make(&gambler, 60, 200, wins[i]);
        assert_true(gambler_solve(&gambler, &(struct cancel_token){0}) == 0);
        if (fabs(gambler.mass[201] - rich) > 1e-12 * rich)
            fail_msg("winning with %g: %.17g, expected %.17g", wins[i], gambler.mass[201], rich);
        if (fabs(gambler.mass[1] + gambler.mass[201] - 1) > 1e-12)
            fail_msg("winning with %g: the ends have %.17g", wins[i], gambler.mass[1] + gambler.mass[201]);
    }
}

/* One chance in 10^12 to leave, twice as often to the one end as to the other: no digit is lost. */
static void chain_leaves_a_loop_that_is_hardly_left(void **state)
{
    const struct chain_state states[] = {{0, 1}, {1, 3}, {4, 0}, {4, 0}};
    const struct chain_edge edges[] = {{1, 1}, {0, 1 - 3e-12}, {2, 1e-12}, {3, 2e-12}};
    const struct chain chain = {states, 4, edges};
    double mass[4] = {0};
    struct err err;

    (void)state;
    assert_true(chain_solve(&chain, &(struct cancel_token){0}, mass, &err) == 0);
    assert_true(fabs(mass[2] - 1.0 / 3) < 1e-15 && fabs(mass[3] - 2.0 / 3) < 1e-15);
}

static void chain_into_a_loop_without_a_way_out_is_lost(void **state)
{
    const struct chain_state states[] = {{0, 2}, {2, 1}, {3, 1}, {4, 0}};
    const struct chain_edge edges[] = {{1, 0.25}, {3, 0.75}, {2, 1}, {1, 1}};
    const struct chain chain = {states, 4, edges};
    double mass[4] = {0};
    struct err err;

    (void)state;
    assert_true(chain_solve(&chain, &(struct cancel_token){0}, mass, &err) == 0.25);
    assert_true(mass[3] == 0.75);
}

static bool stop_always(void *context, const struct progress *progress)
{
    (void)context;
    (void)progress;
    return true;
}

static void chain_into_a_loop_too_large_or_stopped_is_lost(void **state)
{
    static struct gambler gambler;

    (void)state;
    gambler_make(&gambler, 60, CHAIN_LOOP_MAX + 2, 0.5);
    assert_true(gambler_solve(&gambler, &(struct cancel_token){0}) == 1);
    gambler_make(&gambler, 60, CHAIN_LOOP_MAX + 1, 0.5);
    assert_true(gambler_solve(&gambler, &(struct cancel_token){0}) == 0);
    gambler_make(&gambler, 60, 200, 0.5);
    assert_true(gambler_solve(&gambler, &(struct cancel_token){.stop = stop_always}) == 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(chain_of_the_gambler_is_her_ruin),
        cmocka_unit_test(chain_leaves_a_loop_that_is_hardly_left),
        cmocka_unit_test(chain_into_a_loop_without_a_way_out_is_lost),
        cmocka_unit_test(chain_into_a_loop_too_large_or_stopped_is_lost),
    };

    return test_main("markov", tests, sizeof tests / sizeof *tests);
}
