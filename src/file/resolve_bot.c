#include "file/resolver.h"

#include <string.h>

#include "file/value.h"

static const char *handle_make(struct resolver *resolver, const char *name)
{
    char handle[HANDLE_SIZE];

    handle_of_name(name, handle);
    return resolve_text(resolver, handle, NULL);
}

static void posts_resolve(struct resolver *resolver, const struct raw_bot *raw, const struct node *node,
                          struct bot *bot)
{
    const bool has_post = node_given(node, "post"), has_posts = node_given(node, "posts");

    if (has_post == has_posts)
        diag_allow(diags_add(resolver->diags, has_post ? key_mark(node, "posts") : node->mark,
                             has_post ? "a bot has both \"post\" and \"posts\"" : "a bot needs words to post"),
                   "either post: one text, or posts: a list of one for each day");
    bot->posts = resolve_array(resolver, raw->post ? 1 : raw->posts_count, sizeof *bot->posts, &bot->post_count);
    for (uint32_t i = 0; i < bot->post_count; i++)
        bot->posts[i] = resolve_text(resolver, raw->post ? raw->post : raw->posts[i], NULL);
}

static const struct meaning guard_keys[] = {
    {"key", "guard", guards_recognising, "guard \"", "\""},
    {"expires", "guard", guards_recognising, "guard \"", "\""},
    {"visible_after", "guard", guards_asking_receiver, "guard \"", "\""},
};

static void guard_resolve(struct resolver *resolver, const struct raw_bot *raw, const struct node *node,
                          struct bot *bot)
{
    const bool is_never = !raw->expires || strcmp(raw->expires, "never") == 0;

    bot->guard = (enum guard)resolve_word(raw->guard, guard_names, GUARD_COUNT, GUARD_NONE);
    bot->key = (enum key_scope)resolve_word(raw->key, key_scope_names, KEY_COUNT, KEY_OCCURRENCE);
    bot->key_expires = is_never ? MSEC_NEVER : value_time(raw->expires);
    bot->visible_after = resolve_time(raw->visible_after, 0);
    for (size_t i = 0; i < sizeof guard_keys / sizeof *guard_keys; i++)
        (void)key_means(resolver, node, &guard_keys[i], guard_names[bot->guard]);
}

static void bot_resolve(struct resolver *resolver, const struct raw_bot *raw, const struct node *node, uint32_t index)
{
    struct bot *bot = &resolver->scenario->bots[index];

    bot->mark = value_mark(node, "name");
    bot->name = resolve_text(resolver, raw->name, "");
    name_check(resolver, NAMED_BOT, index);
    bot->handle = raw->handle ? resolve_text(resolver, raw->handle, NULL) : handle_make(resolver, bot->name);
    bot->done = resolve_text(resolver, raw->done, "done");
    bot->pronoun = (enum pronoun)resolve_word(raw->pronoun, pronoun_names, PRONOUN_COUNT, PRONOUN_IT);
    posts_resolve(resolver, raw, node, bot);
    guard_resolve(resolver, raw, node, bot);
    bot->due = resolve_time(raw->due, MSEC_NONE);
    resolve_latency(&mapping_post_latency, raw->latency, post_latency_default, bot->latency);
}

void resolve_bots(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->bots_count);
    struct scenario *scenario = resolver->scenario;

    scenario->bots = resolve_array(resolver, raw->bots_count, sizeof *scenario->bots, &scenario->bot_count);
    for (uint32_t b = 0; b < scenario->bot_count; b++)
        scenario->bots[b].name = ""; /* until it is resolved: names are looked for among all */
    for (uint32_t b = 0; b < scenario->bot_count; b++, node = node_next(node))
        bot_resolve(resolver, &raw->bots[b], node, b);
}
