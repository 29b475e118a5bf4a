#include "file/resolver.h"

#include "model/usual.h"

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

static void guard_keys_check(struct resolver *resolver, const struct node *node, const struct bot *bot)
{
    static const char *const keys[] = {"key", "expires", "visible_after"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        (void)key_means(resolver, node, &mapping_bot, keys[i], bot);
}

static void bot_resolve(struct resolver *resolver, const struct raw_bot *raw, const struct node *node, uint32_t index)
{
    struct bot *bot = &resolver->scenario->bots[index];

    *bot = bot_usual();
    bot->mark = value_mark(node, "name");
    bot->name = resolve_text(resolver, raw->name, "");
    name_check(resolver, NAMED_BOT, index);
    resolve_members(resolver, &mapping_bot, raw, bot);
    resolve_members(resolver, &mapping_post_latency, raw->latency, bot);
    if (!raw->handle)
        bot->handle = handle_make(resolver, bot->name);
    posts_resolve(resolver, raw, node, bot);
    guard_keys_check(resolver, node, bot);
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
