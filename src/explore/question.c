#include "explore/question.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/range.h"

void candidates_add(struct candidates *candidates, const struct choice *choice)
{
    struct choice *same = NULL;

    for (uint32_t i = 0; !same && i < candidates->count; i++)
        if (answer_compare(&candidates->list[i].answer, &choice->answer) == 0)
            same = &candidates->list[i];
    if (!same) {
        CHECK(candidates->count < CANDIDATES_MAX);
        candidates->list[candidates->count++] = *choice;
    } else if (!same->is_true) {
        same->beliefs |= choice->beliefs;
    }
}

/* The more beliefs lead to a choice the better it is; the true ones are the best. */
static int worth(const struct choice *choice)
{
    return choice->is_true ? BELIEF_COUNT + 1 : __builtin_popcount(choice->beliefs);
}

/* The best candidate that is not taken yet, of equals the first. */
static uint32_t best_of(const struct candidates *candidates, const bool *is_taken)
{
    uint32_t best = candidates->count;

    for (uint32_t i = 0; i < candidates->count; i++)
        if (!is_taken[i] && (best == candidates->count || worth(&candidates->list[i]) > worth(&candidates->list[best])))
            best = i;
    return best;
}

void question_choose(struct question *question, const struct candidates *candidates)
{
    bool is_taken[CANDIDATES_MAX] = {false};

    question->count = min_u32(candidates->count, CHOICES_MAX);
    for (uint32_t i = 0; i < question->count; i++) {
        const uint32_t best = best_of(candidates, is_taken);

        is_taken[best] = true;
        question->choices[i] = candidates->list[best];
    }
    question_order(question);
}

static int choice_compare(const void *a, const void *b)
{
    const struct choice *left = a, *right = b;

    if (left->is_none != right->is_none)
        return left->is_none ? 1 : -1;
    return answer_compare(&left->answer, &right->answer);
}

static void reverse(struct choice *choices, uint32_t count)
{
    for (uint32_t i = 0; i < count / 2; i++) {
        const struct choice choice = choices[i];

        choices[i] = choices[count - 1 - i];
        choices[count - 1 - i] = choice;
    }
}

/* A bit that says nothing of which choice is right. */
static bool is_downwards(const struct question *question, uint32_t count)
{
    uint64_t hash = HASH_BASIS;

    for (uint32_t i = 0; i < count; i++)
        for (size_t b = 0; b < SCENARIO_BOTS_MAX; b++)
            hash = hash_number(hash, (uint64_t)question->choices[i].answer.values[b], 8);
    return __builtin_parityll(hash) != 0;
}

void question_order(struct question *question)
{
    struct choice *choices = question->choices, first;
    uint32_t count;

    qsort(choices, question->count, sizeof *choices, choice_compare);
    count = question->count - (question->count > 0 && choices[question->count - 1].is_none);
    if (count < 2)
        return;
    if (choices[0].is_true || (!choices[count - 1].is_true && is_downwards(question, count)))
        reverse(choices, count);
    for (uint32_t turned = 1; choices[0].is_true && turned < count; turned++) { /* both ends are right */
        first = choices[0];
        for (uint32_t i = 1; i < count; i++)
            choices[i - 1] = choices[i];
        choices[count - 1] = first;
    }
}
