#include "tui/votes.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

void votes_begin(struct votes *votes, size_t choice_count, uint32_t pupils)
{
    CHECK(choice_count > 0 && choice_count <= VOTES_CHOICES_MAX);
    *votes = (struct votes){.choice_count = choice_count, .pupils = pupils};
}

static void go_to_round(struct votes *votes, size_t round)
{
    votes->round = round;
    votes->back_count = 0;
}

void votes_again(struct votes *votes)
{
    go_to_round(votes, 1);
}

void votes_first(struct votes *votes)
{
    go_to_round(votes, 0);
}

static struct ballot *present(struct votes *votes)
{
    return &votes->rounds[votes->round];
}

/* Keeps what the vote is now, to be taken back to. */
static void keep(struct votes *votes)
{
    if (votes->back_count == VOTES_BACK_MAX)
        memmove(votes->back, votes->back + 1, sizeof *votes->back * --votes->back_count);
    votes->back[votes->back_count++] = *present(votes);
}

bool votes_raise(struct votes *votes, size_t choice)
{
    CHECK(choice < votes->choice_count);
    if (present(votes)->hands[choice] == VOTES_HANDS_MAX)
        return false;
    keep(votes);
    present(votes)->hands[choice]++;
    return true;
}

bool votes_take_back(struct votes *votes)
{
    if (votes->back_count == 0)
        return false;
    *present(votes) = votes->back[--votes->back_count];
    return true;
}

uint32_t votes_sum(const struct votes *votes, size_t round)
{
    uint32_t sum = 0;

    for (size_t c = 0; c < votes->choice_count; c++)
        sum += votes->rounds[round].hands[c];
    return sum;
}

uint32_t votes_too_many(const struct votes *votes)
{
    uint32_t sum = votes_sum(votes, votes->round);

    return votes->pupils > 0 && sum > votes->pupils ? sum - votes->pupils : 0;
}

/* Reads numbers into `hands` and counts them; false with what is wrong. */
static bool read_numbers(const char *typed, uint32_t hands[VOTES_CHOICES_MAX], size_t *count, struct err *err)
{
    static const char between[] = " ,";
    const char *at = typed + strspn(typed, between);

    for (*count = 0; *at; at += strspn(at, between)) {
        size_t digits = strspn(at, "0123456789");
        unsigned long number = digits > 0 && digits <= 4 ? strtoul(at, NULL, 10) : VOTES_HANDS_MAX + 1;

        if (digits == 0 || (at[digits] && !strchr(between, at[digits])))
            return err_set(err, "\"%.20s\" is no number of hands: 12 7 3.", at);
        if (number > VOTES_HANDS_MAX)
            return err_set(err, "\"%.*s\" hands are too many: %d at most.", digits > 20 ? 20 : (int)digits, at,
                           VOTES_HANDS_MAX);
        if (*count == VOTES_CHOICES_MAX)
            return err_set(err, "No more than %d numbers.", VOTES_CHOICES_MAX);
        hands[(*count)++] = (uint32_t)number;
        at += digits;
    }
    return true;
}

bool votes_type(struct votes *votes, const char *typed, struct err *err)
{
    struct ballot vote = {0};
    size_t count = 0;
    uint32_t sum = 0;
    bool has_rest;

    if (!read_numbers(typed, vote.hands, &count, err))
        return false;
    has_rest = votes->pupils > 0 && count + 1 == votes->choice_count;
    if (count != votes->choice_count && !has_rest)
        return err_set(err, "%zu choices, but %zu number%s.", votes->choice_count, count, count == 1 ? "" : "s");
    for (size_t c = 0; c < count; c++)
        sum += vote.hands[c];
    if (has_rest && sum > votes->pupils)
        return err_set(err, "%u hands, but %u pupils.", sum, votes->pupils);
    if (has_rest)
        vote.hands[count] = votes->pupils - sum;
    keep(votes);
    *present(votes) = vote;
    return true;
}
