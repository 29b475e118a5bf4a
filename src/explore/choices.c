#include "explore/choices.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

bool choices_init(struct choices *choices, uint32_t room, struct budget *budget, struct err *err)
{
    *choices = (struct choices){.room = room, .budget = budget};
    choices->list = room > 0 ? malloc(room * sizeof *choices->list) : NULL;
    return room == 0 || choices->list || err_memory(err);
}

void choices_release(struct choices *choices)
{
    free(choices->list);
    *choices = (struct choices){0};
}

void choices_replay(struct choices *choices, struct sequence sequence)
{
    choices->now = (struct sequence){sequence.first, 0};
    choices->replayed = sequence.count;
}

/* The choice at this place of the list; NULL when there is no room for it. */
static struct choice *choice_at(struct choices *choices, uint32_t place)
{
    struct budget *budget = choices->budget;

    if (place == choices->room && budget && !budget_fits(budget, place * sizeof *choices->list))
        return NULL;
    if (!budget_grow(budget, &choices->list, place, &choices->room, sizeof *choices->list))
        return NULL;
    return &choices->list[place];
}

struct choice *choices_take(struct choices *choices, uint32_t count, uint32_t answer)
{
    struct choice *choice = choice_at(choices, choices->now.first + choices->now.count);

    if (!choice)
        return NULL;
    if (choices_are_replayed(choices))
        CHECK(choice->count == count); /* the step goes as it went before */
    else
        *choice = (struct choice){.answer = answer, .count = count};
    choices->now.count++;
    CHECK(choice->answer < count);
    return choice;
}

bool choices_raise(struct choices *choices, struct sequence *sequence)
{
    while (sequence->count > 0) {
        struct choice *last = &choices->list[sequence->first + sequence->count - 1];

        if (++last->answer < last->count)
            return true;
        sequence->count--;
    }
    return false;
}

struct sequence choices_fork(struct choices *choices, struct sequence of, uint32_t number, uint32_t answer)
{
    struct sequence fork = {of.first + of.count, number + 1};

    CHECK(number < of.count && fork.first + fork.count <= choices->room);
    memcpy(&choices->list[fork.first], &choices->list[of.first], fork.count * sizeof *choices->list);
    choices->list[fork.first + number].answer = answer;
    CHECK(answer < choices->list[fork.first + number].count);
    return fork;
}
