#include "model/lists.h"

#include <string.h>

#include "base/check.h"

#define WORDS_NAME_ITEM(constant, name) [constant] = name,
#define WORDS_DEFINE(LIST, tag, COUNT) const char *const tag##_names[COUNT] = {LIST(WORDS_NAME_ITEM)};

WORD_LISTS(WORDS_DEFINE)

int word_find(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return (int)i;
    return -1;
}

static size_t post_micros(enum guard guard, enum micro out[MICRO_COUNT])
{
    static const enum micro before[GUARD_COUNT] = {
        [GUARD_NONE] = MICRO_COUNT,       [GUARD_CHECK_THEN_MARK] = MICRO_CHECK, [GUARD_MARK_THEN_POST] = MICRO_CLAIM,
        [GUARD_ASK_RECEIVER] = MICRO_ASK, [GUARD_IDEMPOTENCY_KEY] = MICRO_COUNT,
    };
    size_t count = 0;

    out[count++] = MICRO_BEGIN;
    if (before[guard] != MICRO_COUNT)
        out[count++] = before[guard];
    out[count++] = MICRO_CALL;
    out[count++] = MICRO_COMMIT;
    out[count++] = MICRO_REPLY;
    if (guard == GUARD_CHECK_THEN_MARK)
        out[count++] = MICRO_MARK;
    out[count++] = MICRO_DONE;
    return count;
}

size_t step_micros(enum step_kind kind, enum guard guard, enum micro out[MICRO_COUNT])
{
    static const enum micro enqueue[] = {MICRO_BEGIN, MICRO_CALL, MICRO_PUSH, MICRO_REPLY, MICRO_DONE};
    static const enum micro wait[] = {MICRO_BEGIN, MICRO_WAIT, MICRO_DONE};

    CHECK(kind < STEP_COUNT);
    switch (kind) {
    case STEP_POST:
        return post_micros(guard, out);
    case STEP_ENQUEUE:
        memcpy(out, enqueue, sizeof enqueue);
        return sizeof enqueue / sizeof enqueue[0];
    case STEP_WAIT:
        memcpy(out, wait, sizeof wait);
        return sizeof wait / sizeof wait[0];
    case STEP_COUNT:
        break;
    }
    return 0;
}
