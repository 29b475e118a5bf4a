#include "model/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "model/refusal.h"

void lesson_free(struct lesson *lesson)
{
    if (!lesson)
        return;
    for (uint32_t i = 0; i < lesson->scenario_count; i++)
        scenario_free(lesson->scenarios[i].scenario);
    arena_release(&lesson->arena);
    free(lesson);
}

int lesson_beat(const struct lesson *lesson, const char *name)
{
    uint64_t number;

    for (uint32_t b = 0; b < lesson->beat_count; b++)
        if (lesson->beats[b].id[0] && strcmp(lesson->beats[b].id, name) == 0)
            return (int)b;
    return number_parse(name, 1, lesson->beat_count, &number) ? (int)number - 1 : NO_INDEX;
}

uint32_t lesson_choose(const struct lesson *lesson, uint32_t minutes, bool is_given[LESSON_BEATS_MAX])
{
    uint32_t taken = 0;

    for (uint32_t b = 0; b < lesson->beat_count; b++) {
        is_given[b] = true;
        taken += lesson->beats[b].minutes;
    }
    for (uint32_t b = lesson->beat_count; b-- > 0 && minutes > 0 && taken > minutes;) {
        if (!lesson->beats[b].is_spare)
            continue;
        is_given[b] = false;
        taken -= lesson->beats[b].minutes;
    }
    return taken;
}
