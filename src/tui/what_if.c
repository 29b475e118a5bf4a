#include "tui/what_if.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "explore/placement.h"
#include "tui/app.h"
#include "words/change_say.h"
#include "words/terms.h"

/* The future that a choice makes; the present moment stays. */
static void branch(struct app *app, const struct choice *choice)
{
    struct futures *futures = app_futures(app);
    struct err err;

    if (!(choice->drops && choice->strikes ? futures_replace_fault(futures, choice->fault, &choice->change, &err)
          : choice->drops                  ? futures_drop_fault(futures, choice->fault, &err)
                                           : futures_branch(futures, &choice->change, &err))) {
        app_say_error(app, &err);
        return;
    }
    if (choice->name[0])
        snprintf(app_future(app)->name, sizeof app_future(app)->name, "%.159s", choice->name);
    if (app_view(app) == VIEW_WORLDS)
        worlds_show_current(app);
    app->atom.gap = -1;
    app_say(app, "A new future: %.120s. u goes back.", app_future(app)->name);
    if (app->lane >= app_future(app)->scenario->bot_count)
        app->lane = 0;
}

/* Of which job of the scenario an instance is. */
static int job_of(const struct trace *trace, uint32_t instance)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_ENQUEUE && trace->events[i].job == instance)
            return trace->events[i].detail;
    CHECK(!"an instance was enqueued before it came to a step");
    return 0;
}

/* A place on the stage as a gap of the search. */
static struct gap gap_of(const struct trace *trace, const struct stage_place *place)
{
    return (struct gap){
        .job = place->job,
        .instance = place->number,
        .job_index = job_of(trace, place->job),
        .occurrence = place->occurrence,
        .attempt = place->attempt,
        .bot = (int)place->bot,
        .step = (int)place->step,
        .after = place->after,
        .before = place->before,
    };
}

/* The strike in this gap, or NO_EVENT. */
static uint32_t strike_at(const struct trace *trace, const struct stage_place *place)
{
    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if (event->kind == EVENT_STRIKE && event->value >= 0 && event->job == place->job &&
            event->attempt == place->attempt && event->step == place->step && event->micro == (uint8_t)place->after)
            return i;
    }
    return NO_EVENT;
}

/* A strike to choose: a kind of fault, or the reply that is lost, which is a late exception behind the commit. */
struct strike_choice {
    enum fault_kind kind;
    bool is_lost_reply;
};

enum { STRIKE_CHOICES_MAX = 2 * FAULT_COUNT };

/* Every kind, and before one that raises later the lost reply. */
static size_t strike_choices(struct strike_choice out[STRIKE_CHOICES_MAX])
{
    size_t count = 0;

    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (fault_traits[kind].effect == STRIKE_RAISES_LATER)
            out[count++] = (struct strike_choice){(enum fault_kind)kind, true};
        out[count++] = (struct strike_choice){(enum fault_kind)kind, false};
    }
    return count;
}

static struct choice *add_kind(struct menu *menu, const struct strike_choice *strike)
{
    static const struct fault_words lost_reply = {
        .key = "l", .choice = "lost reply: made, and its answer never comes", .brief = "lost reply: no answer comes"};
    const struct fault_words *words = strike->is_lost_reply ? &lost_reply : &fault_words[strike->kind];
    struct choice *choice = menu_add(menu, words->key, words->choice);

    snprintf(choice->brief, sizeof choice->brief, "%s", words->brief);
    return choice;
}

static bool is_behind_commit(const struct stage_place *place)
{
    return place->after == MICRO_COMMIT;
}

/* Is it what strikes there already? */
static bool is_same_strike(const struct strike_choice *choice, const struct stage_place *place,
                           const struct event *strike)
{
    return strike && (uint8_t)choice->kind == strike->detail &&
           choice->is_lost_reply ==
               (fault_traits[choice->kind].effect == STRIKE_RAISES_LATER && is_behind_commit(place));
}

/* A gap has one fault: where one strikes already, another kind takes its place. */
static void add_strikes(struct menu *menu, const struct future *future, const struct stage_place *place,
                        const struct event *strike, const char *where)
{
    struct placement placement = {.gap = gap_of(&future->trace, place), .scripted = NO_INDEX};
    struct strike_choice choices[STRIKE_CHOICES_MAX];
    const size_t count = strike_choices(choices);

    for (size_t i = 0; i < count; i++) {
        struct choice *choice = add_kind(menu, &choices[i]);
        struct fault_spec spec;

        choice->is_set = is_same_strike(&choices[i], place, strike);
        choice->drops = strike != NULL;
        choice->fault = strike ? (uint32_t)strike->value : 0;
        if (choice->is_set)
            snprintf(choice->reason, sizeof choice->reason, "it strikes here already");
        if (choices[i].is_lost_reply && !is_behind_commit(place))
            snprintf(choice->reason, sizeof choice->reason, "only after commit");
        snprintf(choice->name, sizeof choice->name, "%.*s %s", (int)strcspn(choice->text, ":"), choice->text, where);
        placement.kind = choices[i].kind;
        spec = placement_spec(future->scenario, &placement);
        choice->change = change_of_spec(&spec);
        choice->strikes = true;
    }
}

static void add_removal(struct menu *menu, const struct event *strike)
{
    struct choice *choice = menu_add(menu, "Del", "take the fault away that strikes here");

    snprintf(choice->brief, sizeof choice->brief, "take the fault away");
    choice->drops = true;
    if (strike)
        choice->fault = (uint32_t)strike->value;
    else
        snprintf(choice->reason, sizeof choice->reason, "none here");
}

/* Does the place lie in an attempt that nobody has seen begin? The first one is expected by everybody. */
static bool is_given_away(const struct app *app, const struct stage_place *place)
{
    const struct future *future = app_future(app);
    const struct attempts *attempts = stage_index_attempts(future->index);
    uint32_t seen = app->options->is_class ? future->at : future->seen;

    for (uint32_t i = 0; i < attempts->count; i++)
        if (attempts->list[i].job == place->job && attempts->list[i].number == place->attempt)
            return place->attempt > 1 && (seen == NO_EVENT || attempts->list[i].first > seen);
    return false;
}

void what_if_strike(struct app *app, const struct stage_place *place)
{
    const struct future *future = app_future(app);
    const struct bot *bot = &future->scenario->bots[app->lane];
    bool is_entry = place->after == MICRO_NONE;
    const struct event *strike;
    uint32_t struck;
    char where[MENU_TEXT_MAX - 20];

    app->player.is_playing = false;
    if (!place->is_open || is_given_away(app, place)) {
        app_say(app, "%s's post is over%s: ← into it, ↑ ↓ to another lane.", bot->name,
                place->is_open ? " so far" : "");
        return;
    }
    struck = strike_at(&future->trace, place);
    strike = struck == NO_EVENT ? NULL : &future->trace.events[struck];
    menu_open(&app->menu, branch);
    snprintf(where, sizeof where, "%s %.80s's %s, attempt %u", is_entry ? "before" : "after", bot->name,
             micro_names[is_entry ? place->before : place->after], place->attempt);
    snprintf(app->menu.title, sizeof app->menu.title, "Strike %s", where);
    snprintf(app->menu.brief, sizeof app->menu.brief, "%c%s", where[0] - 'a' + 'A', where + 1);
    if (strike)
        snprintf(app->menu.lines, sizeof app->menu.lines, "%s %s strikes here already: another kind takes its place.",
                 strcmp(text_article(fault_kind_names[strike->detail]), "an") == 0 ? "An" : "A",
                 fault_kind_names[strike->detail]);
    add_strikes(&app->menu, future, place, strike, where);
    add_removal(&app->menu, strike);
}

/* The crash map tries other kinds from now on. */
static void try_kinds(struct app *app, const struct choice *choice)
{
    app->map.kinds = choice->kinds;
}

void what_if_kinds(struct app *app)
{
    const unsigned tried = map_kinds(app);

    menu_open(&app->menu, try_kinds);
    snprintf(app->menu.title, sizeof app->menu.title, "Which faults are tried, one a run");
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        struct choice *choice = add_kind(&app->menu, &(struct strike_choice){(enum fault_kind)kind, false});

        choice->is_set = tried >> kind & 1;
        choice->kinds = tried ^ 1u << kind;
        if (choice->kinds == 0)
            snprintf(choice->reason, sizeof choice->reason, "nothing else is tried");
    }
}

/* A choice of this change, marked when it is so at present. */
static void add_turn(struct menu *menu, struct change change, bool is_set, const struct scenario *scenario)
{
    struct choice *choice = menu_add(menu, "", "");
    size_t name = strlen(change.name);
    struct text words = {0};

    choice->is_set = is_set;
    choice->change = change;
    change_say(scenario, &change, &words);
    snprintf(choice->text, sizeof choice->text, "%s", text_str(&words));
    if (name > 0 && strncmp(text_str(&words), change.name, name) == 0)
        snprintf(choice->brief, sizeof choice->brief, "%s", text_str(&words) + name + 1); /* the heading has the name */
    if (is_set)
        snprintf(choice->reason, sizeof choice->reason, "as it is");
    text_release(&words);
}

/* The choices from `first` on belong together: what they are about, and what that has to do with the lane. */
static void add_group(struct menu *menu, size_t first, const char *what, const char *how)
{
    for (size_t i = first; i < menu->count; i++)
        snprintf(menu->choices[i].group, sizeof menu->choices[i].group, "%.120s%s", what, how);
}

static void add_job_turns(struct menu *menu, const struct scenario *scenario, const struct job *job)
{
    static const unsigned limits[] = {0, 1, 2, 3, 5};

    if (job_post_count(job) > 1)
        add_turn(menu, change_of(CHANGE_SPLIT, job->name, 0), false, scenario);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        add_turn(menu, change_of(CHANGE_RETRY, job->name, limits[i]), job->retry.limit == limits[i], scenario);
    for (uint32_t r = 0; r < RESCUE_COUNT; r++)
        add_turn(menu, change_of(CHANGE_RESCUE, job->name, r), job->rescue == r, scenario);
}

void what_if_change(struct app *app)
{
    static const unsigned workers[] = {1, 2, 4};
    const struct scenario *scenario = app_future(app)->scenario;
    const struct bot *bot = &scenario->bots[app->lane];
    size_t first;

    app->player.is_playing = false;
    menu_open(&app->menu, branch);
    snprintf(app->menu.title, sizeof app->menu.title, "Change what holds for %s", bot->name);
    for (uint32_t g = 0; g < GUARD_COUNT; g++)
        add_turn(&app->menu, change_of(CHANGE_GUARD, bot->name, g), bot->guard == g, scenario);
    add_group(&app->menu, 0, bot->name, "'s guard");
    /* the bot's own jobs first, then those that enqueue them */
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t j = 0; j < scenario->job_count; j++) {
            const struct job *job = &scenario->jobs[j];
            uint64_t bots = pass == 0 ? job->posts : job->reach & ~job->posts;

            if (!(bots >> app->lane & 1))
                continue;
            first = app->menu.count;
            add_job_turns(&app->menu, scenario, job);
            add_group(&app->menu, first, job->name, pass == 0 ? ", the job that posts" : ", the job that enqueues");
        }
    first = app->menu.count;
    for (size_t i = 0; i < sizeof workers / sizeof *workers; i++)
        add_turn(&app->menu, change_of(CHANGE_WORKERS, NULL, workers[i]), scenario->platform.workers == workers[i],
                 scenario);
    add_group(&app->menu, first, "every job's workers", "");
}

static void add_story(struct app *app)
{
    for (const char *const *name = app->options->story; name && *name; name++) {
        for (size_t e = 0; e < app->options->entry_count; e++) {
            struct choice *choice;

            if (strcmp(app->options->entries[e].name, *name) != 0 || e == app->here)
                continue;
            choice = menu_add(&app->menu, "", "");
            snprintf(choice->text, sizeof choice->text, "%s: %s", *name, app->options->entries[e].title);
            choice->of_case = e;
        }
    }
}

/* A class is not asked: beside its run stands the story's last design, which is the way out. False when it is that
 * one. */
static bool last_of_story(const struct app *app, size_t *other)
{
    const char *const *last = app->options->story;

    while (last && last[0] && last[1])
        last++;
    for (size_t e = 0; last && *last && e < app->options->entry_count; e++) {
        if (strcmp(app->options->entries[e].name, *last) == 0) {
            *other = e;
            return e != app->here;
        }
    }
    return false;
}

/* The chosen run stands beside the present one. */
static void stand_beside(struct app *app, const struct choice *choice)
{
    size_t cases[2] = {app->here, choice->of_case};
    size_t futures[2] = {app_futures(app)->current, choice->of_future};

    worlds_open(app, cases, futures);
}

void what_if_compare(struct app *app)
{
    const struct futures *futures = app_futures(app);
    size_t other = app->here;

    app->player.is_playing = false;
    if (app->options->is_class && futures->current == 0 && last_of_story(app, &other)) {
        size_t cases[2] = {app->here, other}, sides[2] = {0, 0};

        worlds_open(app, cases, sides);
        return;
    }
    menu_open(&app->menu, stand_beside);
    snprintf(app->menu.title, sizeof app->menu.title, "Beside this run");
    for (size_t i = 0; i < futures->count && app->menu.count + 8 < MENU_CHOICES_MAX; i++) {
        struct choice *choice;

        if (i == futures->current || futures->list[i].is_deleted)
            continue;
        choice = menu_add(&app->menu, "", "");
        snprintf(choice->text, sizeof choice->text, "%.150s%s", futures->list[i].name,
                 i == 0 ? " (the first run)" : "");
        choice->of_case = app->here;
        choice->of_future = i;
    }
    add_story(app);
    if (app->menu.count == 0) {
        app->menu.is_open = false;
        app_say(app, "Nothing to compare with yet: x or c makes another future.");
    }
}
