#include "tui/seen.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "model/saw.h"

void seen_take(struct session *session, const char *typed, char out[TYPED_MAX])
{
    struct saw saw;
    struct err err;

    typed += strspn(typed, " ");
    if (typed[0] && !saw_parse(typed, session_future(session)->scenario, &saw, &err))
        session_say_error(session, &err);
    else
        snprintf(out, TYPED_MAX, "%s", typed);
}

void seen_check(struct session *session, char seen[TYPED_MAX])
{
    struct saw saw;
    struct err err;

    if (!seen[0] || saw_parse(seen, session_future(session)->scenario, &saw, &err))
        return;
    session_say_error(session, &err);
    seen[0] = '\0';
}

/* Appends the rest of the first word that begins so, and `behind`; false where none does, or all of it stands there. */
static bool rest_add(const char *begun, const char *const *words, size_t count, const char *behind, struct text *out)
{
    size_t size = strlen(begun);

    for (size_t i = 0; i < count; i++)
        if (strncasecmp(begun, words[i], size) == 0 && words[i][size]) {
            text_addf(out, "%s%s", words[i] + size, behind);
            return true;
        }
    return false;
}

/* A state, of whichever has that name: the bot, else the job. */
static void complete_state(const struct scenario *scenario, const char *name, const char *begun, struct text *out)
{
    bool is_bot = scenario_bot(scenario, name) != NO_INDEX;

    if (!begun[0] || (is_bot && rest_add(begun, post_state_names, POST_STATE_COUNT, " ", out)))
        return;
    if (scenario_job(scenario, name) != NO_INDEX)
        (void)rest_add(begun, job_state_names, JOB_STATE_COUNT, " ", out);
}

void seen_complete(const struct scenario *scenario, const char *typed, struct text *out)
{
    const char *names[2 * NAMED_MAX], *begun = typed, *next;
    size_t count = scenario_names(scenario, NAMED_BOT, names);
    char name[TYPED_MAX];

    while ((next = strchr(begun, '=')) && next[strcspn(next, " ")])
        begun = next + strcspn(next, " ") + strspn(next + strcspn(next, " "), " ");
    next = strchr(begun, '=');
    count += scenario_names(scenario, NAMED_JOB, &names[count]);
    if (!next) {
        (void)rest_add(begun, names, count, "=", out);
        return;
    }
    memcpy(name, begun, (size_t)(next - begun));
    name[next - begun] = '\0';
    complete_state(scenario, name, next + 1, out);
}

void seen_of_run(struct session *session, struct text *out)
{
    struct future *now = session_future(session);
    const struct ledger *ledger = session_ledger(session, now, now->trace.count - 1);
    struct text seen = {0};

    for (uint32_t b = 0; ledger && b < ledger->bot_count; b++)
        text_addf(&seen, "%s%s=%llu", b > 0 ? " " : "", now->scenario->bots[b].name,
                  (unsigned long long)ledger->bots[b].posts);
    if (seen.size < TYPED_MAX)
        text_add(out, text_str(&seen));
    text_release(&seen);
}
