#include "words/code.h"

#include <string.h>

#include "base/check.h"
#include "base/given.h"
#include "words/terms.h"

/* In templates {name} is the bot or the job, {value} a key's scope or a wait. */

/* Of a post with each guard. */
#define RUBY_GUARD_NONE "post {name}"
#define RUBY_GUARD_CHECK_THEN_MARK "post {name} unless posted?"
#define RUBY_GUARD_MARK_THEN_POST "post {name} if claim!"
#define RUBY_GUARD_ASK_RECEIVER "post {name} unless there?"
#define RUBY_GUARD_IDEMPOTENCY_KEY "post {name}, key: {value}"
#define RUBY_GUARD(constant, ...) [constant] = GIVEN(RUBY_##constant),

/* Of a wait. */
#define RUBY_WAIT_FROM_STEP "sleep {value}"
#define RUBY_WAIT_FROM_ENQUEUE "sleep_until enqueued_at + {value}"
#define RUBY_WAIT_FROM(constant, ...) [constant] = GIVEN(RUBY_##constant),

/* Behind a post, of what follows when it is skipped. */
#define RUBY_SKIPPED_NEXT ""
#define RUBY_SKIPPED_END " or return"
#define RUBY_SKIPPED(constant, ...) [constant] = GIVEN_OR_NONE(RUBY_##constant),

/* Behind each step. */
#define RUBY_RESCUE_NONE ""
#define RUBY_RESCUE_EXIT ""
#define RUBY_RESCUE_CONTINUE " rescue next"
#define RUBY_RESCUE(constant, ...) [constant] = GIVEN_OR_NONE(RUBY_##constant),

/* Before and behind each step: Rails' continuations record it so. */
#define RUBY_RESUME_START "", ""
#define RUBY_RESUME_STEP "step { ", " }"
#define RUBY_RESUME_WORDS(open, close)                                                                                 \
    {                                                                                                                  \
        GIVEN_OR_NONE(open), GIVEN_OR_NONE(close)                                                                      \
    }
#define RUBY_RESUME(constant, ...) [constant] = EXPAND(RUBY_RESUME_WORDS, RUBY_##constant),

/* head, begin, end, rescue, exit */
#define WORDS_CODE_RUBY "class {name}", "def perform", "end", "rescue => error", "   return # and all is well?"

#define CODE_WORDS(head, begin, end, rescue, exit)                                                                     \
    {                                                                                                                  \
        GIVEN(head), GIVEN(begin), GIVEN(end), GIVEN(rescue), GIVEN(exit)                                              \
    }
#define CODE_ITEM(constant, ...) [constant] = EXPAND(CODE_WORDS, WORDS_##constant),
const struct code_words code_words[CODE_COUNT] = {CODE_LIST(CODE_ITEM)};

/* A step's line, in each style. */
static const struct line_words {
    const char *posts[GUARD_COUNT];
    const char *enqueue;
    const char *wait[WAIT_FROM_COUNT];
    const char *skipped[SKIPPED_COUNT];
    const char *rescue[RESCUE_COUNT];
    struct {
        const char *open, *close;
    } resume[RESUME_COUNT];
} line_words[CODE_COUNT] = {
    [CODE_RUBY] = {.posts = {GUARD_LIST(RUBY_GUARD)},
                   .enqueue = "{name}.perform_async",
                   .wait = {WAIT_FROM_LIST(RUBY_WAIT_FROM)},
                   .skipped = {SKIPPED_LIST(RUBY_SKIPPED)},
                   .rescue = {RESCUE_LIST(RUBY_RESCUE)},
                   .resume = {RESUME_LIST(RUBY_RESUME)}},
};

static enum code_style style_of(const struct scenario *scenario)
{
    return preset_traits[scenario->platform.preset].code;
}

const struct code_words *code_words_of(const struct scenario *scenario)
{
    return &code_words[style_of(scenario)];
}

static void fill(const char *template, const char *name, const char *value, struct text *out)
{
    for (const char *open; (open = strchr(template, '{')) != NULL; template = strchr(open, '}') + 1) {
        text_add_bytes(out, template, (size_t)(open - template));
        text_add(out, open[1] == 'n' ? name : value);
    }
    text_add(out, template);
}

void code_head(const struct scenario *scenario, uint32_t job, struct text *out)
{
    CHECK(job < scenario->job_count);
    fill(code_words_of(scenario)->head, scenario->jobs[job].name, "", out);
}

void code_step(const struct scenario *scenario, const struct job *job, uint32_t s, struct text *out)
{
    const struct line_words *words = &line_words[style_of(scenario)];
    const struct step *step = &job->steps[s];
    const struct bot *bot = step->kind == STEP_POST ? &scenario->bots[step->target] : NULL;
    struct text wait = {0};

    text_add(out, words->resume[job->resume].open);
    switch (step->kind) {
    case STEP_POST:
        fill(words->posts[bot->guard], bot->name, key_words[bot->key].code, out);
        text_add(out, words->skipped[step->skipped]);
        break;
    case STEP_ENQUEUE:
        fill(words->enqueue, scenario->jobs[step->target].name, "", out);
        break;
    case STEP_WAIT:
        msec_say(step_wait_least(step), &wait);
        fill(words->wait[step->from], "", text_str(&wait), out);
        text_release(&wait);
        break;
    }
    text_add(out, words->resume[job->resume].close);
    text_add(out, words->rescue[job->rescue]);
}
