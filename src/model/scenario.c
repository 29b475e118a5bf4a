#include "model/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"

struct scenario *scenario_new(const char *source)
{
    struct scenario *scenario = calloc(1, sizeof *scenario);

    if (!scenario)
        return NULL;
    arena_init(&scenario->arena);
    scenario->seed = 1;
    scenario->until = MSEC_NEVER;
    scenario->title = scenario->question = scenario->caption = scenario->lesson = scenario->computer = "";
    scenario->source = arena_string(&scenario->arena, source);
    if (scenario->source)
        return scenario;
    scenario_free(scenario);
    return NULL;
}

void scenario_free(struct scenario *scenario)
{
    if (!scenario)
        return;
    arena_release(&scenario->arena);
    free(scenario);
}

/* Copying: every array and every text of `from` into the arena of the copy. */

static bool text_copy(struct arena *arena, const char **text)
{
    const bool is_given = *text != NULL;

    *text = arena_string(arena, *text);
    return !is_given || *text;
}

static bool texts_copy(struct arena *arena, const char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!text_copy(arena, &texts[i]))
            return false;
    return true;
}

/* Puts the arena's copy of an array in its place; NULL when memory is out. */
#define ARRAY_COPY(arena, array, count) ((array) = arena_copy(arena, array, count, sizeof *(array)))

static bool bot_copy(struct arena *arena, struct bot *bot)
{
    return text_copy(arena, &bot->name) && text_copy(arena, &bot->handle) && text_copy(arena, &bot->done) &&
           ARRAY_COPY(arena, bot->posts, bot->post_count) && texts_copy(arena, bot->posts, bot->post_count);
}

static bool job_copy(struct arena *arena, struct job *job)
{
    struct retry *retry = &job->retry;

    return text_copy(arena, &job->name) && text_copy(arena, &job->queue) &&
           ARRAY_COPY(arena, job->steps, job->step_count) && text_copy(arena, &retry->sidekiq_version) &&
           (retry->wait_count == 0 || ARRAY_COPY(arena, retry->waits, retry->wait_count));
}

static bool fault_copy(struct arena *arena, struct fault *fault)
{
    return text_copy(arena, &fault->name) && ARRAY_COPY(arena, fault->attempts, fault->attempt_count) &&
           ARRAY_COPY(arena, fault->occurrences, fault->occurrence_count);
}

static bool scenario_fill(struct scenario *copy)
{
    struct arena *arena = &copy->arena;
    bool is_whole = text_copy(arena, &copy->source) && text_copy(arena, &copy->title) &&
                    text_copy(arena, &copy->question) && text_copy(arena, &copy->caption) &&
                    text_copy(arena, &copy->lesson) && text_copy(arena, &copy->computer) &&
                    texts_copy(arena, copy->vocabulary.words, VOCABULARY_COUNT) &&
                    ARRAY_COPY(arena, copy->bots, copy->bot_count) && ARRAY_COPY(arena, copy->jobs, copy->job_count) &&
                    ARRAY_COPY(arena, copy->entries, copy->entry_count) &&
                    ARRAY_COPY(arena, copy->faults, copy->fault_count) &&
                    ARRAY_COPY(arena, copy->expects, copy->expect_count) &&
                    ARRAY_COPY(arena, copy->gates, copy->gate_count);

    for (uint32_t b = 0; is_whole && b < copy->bot_count; b++)
        is_whole = bot_copy(arena, &copy->bots[b]);
    for (uint32_t j = 0; is_whole && j < copy->job_count; j++)
        is_whole = job_copy(arena, &copy->jobs[j]);
    for (uint32_t f = 0; is_whole && f < copy->fault_count; f++)
        is_whole = fault_copy(arena, &copy->faults[f]);
    for (uint32_t g = 0; is_whole && g < copy->gate_count; g++)
        is_whole = text_copy(arena, &copy->gates[g].text);
    return is_whole;
}

struct scenario *scenario_copy(const struct scenario *scenario)
{
    struct scenario *copy = malloc(sizeof *copy);

    if (!copy)
        return NULL;
    *copy = *scenario;
    arena_init(&copy->arena);
    if (scenario_fill(copy))
        return copy;
    scenario_free(copy);
    return NULL;
}

size_t wishes_judged(const struct scenario *scenario, enum wish out[WISH_COUNT])
{
    size_t count = 0;

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (wish_is_judged(scenario, (enum wish)wish))
            out[count++] = (enum wish)wish;
    CHECK(count > 0);
    return count;
}

void wishes_grant(const struct scenario *scenario, const uint64_t against[WISH_COUNT], bool granted[WISH_COUNT])
{
    for (int wish = 0; wish < WISH_COUNT; wish++)
        granted[wish] = against[wish] == 0 || !wish_is_judged(scenario, (enum wish)wish);
}

msec fault_length_default(enum fault_kind kind)
{
    CHECK((int)kind < FAULT_COUNT);
    return fault_traits[kind].length;
}

msec fault_length_added(const struct scenario *scenario, enum fault_kind kind)
{
    const struct platform *platform = &scenario->platform;
    const struct on_crash_traits *way = &on_crash_traits[platform->on_crash];
    msec outlasted = 0;

    if (!fault_pauses(kind))
        return fault_length_default(kind);
    if (scenario->stall > 0)
        return scenario->stall;
    if (way->has_lease)
        outlasted = platform->lease.high;
    if (way->has_heartbeat)
        outlasted = max_i64(outlasted, platform->heartbeat.high);
    return fault_length_default(kind) + min_i64(outlasted, MSEC_MAX - fault_length_default(kind));
}

uint32_t scenario_days(const struct scenario *scenario)
{
    uint32_t days = 0;

    for (uint32_t e = 0; e < scenario->entry_count; e++)
        days = max_u32(scenario->entries[e].times, days);
    return days;
}

const char *bot_words(const struct bot *bot, uint32_t occurrence)
{
    CHECK(occurrence > 0);
    return bot->posts[(occurrence - 1) % bot->post_count];
}

msec step_wait_least(const struct step *step)
{
    CHECK(step->kind == STEP_WAIT);
    return duration_least(&step->wait);
}

bool bot_has_done(const struct bot *bot)
{
    return strcmp(bot->done, "done") != 0;
}

uint32_t job_post_count(const struct job *job)
{
    uint32_t count = 0;

    for (uint32_t s = 0; s < job->step_count; s++)
        count += job->steps[s].kind == STEP_POST;
    return count;
}

enum guard step_guard(const struct scenario *scenario, const struct step *step)
{
    return step->kind == STEP_POST ? scenario->bots[step->target].guard : GUARD_NONE;
}

struct step_form job_step_form(const struct scenario *scenario, const struct job *job, const struct step *step)
{
    return (struct step_form){step->kind, step_guard(scenario, step), job->resume};
}

/* It is asked of a file's jobs before what they post for is derived. */
static bool job_posts_for(const struct job *job, uint32_t bot)
{
    for (uint32_t s = 0; s < job->step_count; s++)
        if (step_bot(&job->steps[s]) == (int)bot)
            return true;
    return false;
}

struct step_form bot_post_form(const struct scenario *scenario, uint32_t bot)
{
    struct step_form form = {.kind = STEP_POST, .guard = scenario->bots[bot].guard};

    for (uint32_t j = 0; j < scenario->job_count; j++)
        if (resume_traits[scenario->jobs[j].resume].records && job_posts_for(&scenario->jobs[j], bot))
            form.resume = scenario->jobs[j].resume;
    return form;
}

bool name_equal(const char *a, const char *b)
{
    for (; *a != '\0' && text_lower(*a) == text_lower(*b); b++)
        a++;
    return *a == '\0' && *b == '\0';
}

void name_copy(char to[SCENARIO_NAME_BYTES_MAX + 1], const char *name)
{
    size_t size = strlen(name);

    CHECK(size <= SCENARIO_NAME_BYTES_MAX);
    memcpy(to, name, size + 1);
}

void handle_of_name(const char *name, char handle[HANDLE_SIZE])
{
    size_t size = 0;

    CHECK(strlen(name) <= SCENARIO_NAME_BYTES_MAX);
    handle[size++] = '@';
    for (; *name; name++)
        if (*name != ' ')
            handle[size++] = *name;
    handle[size] = '\0';
}

const struct fault *scenario_fault(const struct scenario *scenario, uint32_t number)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (scenario->faults[i].number == number)
            return &scenario->faults[i];
    return NULL;
}

bool scenario_room_for_faults(struct scenario *scenario, size_t more)
{
    struct fault *faults = arena_array(&scenario->arena, scenario->fault_count + more, sizeof *faults);

    if (!faults)
        return false;
    if (scenario->fault_count > 0)
        memcpy(faults, scenario->faults, scenario->fault_count * sizeof *faults);
    scenario->faults = faults;
    return true;
}

const char *scenario_heading(const struct scenario *scenario)
{
    return scenario->title[0] ? scenario->title : scenario->source;
}

size_t scenario_names(const struct scenario *scenario, enum named named, const char *out[NAMED_MAX])
{
    const uint32_t count = named == NAMED_BOT ? scenario->bot_count : scenario->job_count;

    _Static_assert(SCENARIO_JOBS_MAX <= NAMED_MAX, "there is room for the names of all jobs");
    CHECK(count <= NAMED_MAX);
    for (uint32_t i = 0; i < count; i++)
        out[i] = named == NAMED_BOT ? scenario->bots[i].name : scenario->jobs[i].name;
    return count;
}

int scenario_find(const struct scenario *scenario, enum named named, const char *name)
{
    const char *names[NAMED_MAX];
    const size_t count = scenario_names(scenario, named, names);

    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (int)i;
    for (size_t i = 0; i < count; i++)
        if (name_equal(names[i], name))
            return (int)i;
    return NO_INDEX;
}
