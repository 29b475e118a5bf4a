#include "file/resolver.h"

#include <string.h>

#include "model/usual.h"

/* Which keys go with the expectation of a bot, of a job, of the whole. */
enum subject { OF_BOT, OF_JOB, OF_ALL };

static const char *const subject_names[] = {"a bot", "a job", "the whole"};

struct expect_key {
    const char *name;
    bool goes_with[3];
};

static const struct expect_key expect_keys[] = {
    {"posts", {true, false, true}}, {"duplicates", {true, false, true}}, {"missed", {true, false, true}},
    {"late", {true, false, true}},  {"premature", {true, false, true}},  {"silent", {true, false, true}},
    {"state", {true, true, false}}, {"attempts", {true, true, false}},
};

#define EXPECT_KEY_COUNT (sizeof expect_keys / sizeof expect_keys[0])

static void keys_check(struct resolver *resolver, const struct node *node, enum subject subject)
{
    const char *names[EXPECT_KEY_COUNT];
    size_t count = 0, used = 0;

    for (size_t i = 0; i < EXPECT_KEY_COUNT; i++)
        if (expect_keys[i].goes_with[subject])
            names[count++] = expect_keys[i].name;
    for (size_t i = 0; i < EXPECT_KEY_COUNT; i++) {
        const struct node *given = node_given(node, expect_keys[i].name);

        used += given != NULL;
        if (given && !expect_keys[i].goes_with[subject])
            diag_allow_words(diags_add(resolver->diags, given->key_mark, "\"%s\" cannot be expected of %s", given->key,
                                       subject_names[subject]),
                             NULL, names, count);
    }
    if (used == 0)
        diag_allow_words(diags_add(resolver->diags, node->mark, "an expectation that expects nothing"), NULL, names,
                         count);
}

static int state_resolve(struct resolver *resolver, const char *state, const struct node *node, enum subject subject)
{
    const char *const *names = subject == OF_JOB ? job_state_names : post_state_names;
    const size_t count = subject == OF_JOB ? (size_t)JOB_STATE_COUNT : (size_t)POST_STATE_COUNT;
    const int index = state && subject != OF_ALL ? word_find(state, names, count) : NO_INDEX;

    if (state && subject != OF_ALL && index < 0)
        diag_allow_words(diags_add(resolver->diags, value_mark(node, "state"), "%s is never \"%s\"",
                                   subject == OF_JOB ? "a job" : "a bot's post", state),
                         state, names, count);
    return index < 0 ? NO_INDEX : index;
}

static void expect_resolve(struct resolver *resolver, const struct raw_expect *raw, const struct node *node,
                           struct expect *expect)
{
    const enum subject subject = node_given(node, "bot") ? OF_BOT : node_given(node, "job") ? OF_JOB : OF_ALL;

    *expect = expect_usual();
    expect->mark = node->mark;
    resolve_members(resolver, &mapping_expect, raw, expect);
    expect->bot = resolve_name(resolver, NAMED_BOT, raw->bot, value_mark(node, "bot"));
    expect->job = resolve_name(resolver, NAMED_JOB, raw->job, value_mark(node, "job"));
    expect->state = state_resolve(resolver, raw->state, node, subject);
    if (node_given(node, "bot") && node_given(node, "job"))
        diag_hint(diags_add(resolver->diags, key_mark(node, "job"), "an expectation is of a bot or of a job, not both"),
                  "write two");
    else
        keys_check(resolver, node, subject);
    occurrence_check(resolver, expect->occurrence, value_mark(node, "occurrence"));
}

void resolve_expects(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->expect_count);
    struct scenario *scenario = resolver->scenario;

    scenario->expects = resolve_array(resolver, raw->expect_count, sizeof *scenario->expects, &scenario->expect_count);
    for (uint32_t e = 0; e < scenario->expect_count; e++, node = node_next(node))
        expect_resolve(resolver, &raw->expect[e], node, &scenario->expects[e]);
}
