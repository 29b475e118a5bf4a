#include "tui/what_if.h"

#include <string.h>

#include "base/check.h"
#include "explore/placement.h"
#include "explore/variations.h"
#include "tui/views.h"
#include "words/carried.h"
#include "words/change_say.h"
#include "words/phrase.h"
#include "words/terms.h"

/* Makes the future of a choice; the present moment stays. */
static bool make_future(struct futures *futures, const struct menu_choice *choice, struct err *err)
{
    if (choice->drops)
        return futures_drop_fault(futures, choice->fault, choice->strikes ? &choice->change : NULL, err);
    return futures_branch(futures, &choice->change, err);
}

/* The faults of a future that strike nobody in it, though they are new or struck in the one that it was made of. */
static struct fault_set spared_of(const struct futures *futures, const struct future *made,
                                  const struct menu_choice *choice)
{
    const struct future *from = &futures->list[made->parent];
    struct fault_set spared = {0};

    for (uint32_t f = 0; f < made->scenario->fault_count; f++) {
        uint32_t was = f + (choice->drops && f >= choice->fault);

        if (!fault_set_has(&made->struck, f) &&
            (was >= from->scenario->fault_count || fault_set_has(&from->struck, was)))
            fault_set_add(&spared, f);
    }
    return spared;
}

/* Adds to the future's name what its change makes of the faults. */
static void name_faults(const struct futures *futures, struct future *made, const struct menu_choice *choice)
{
    const struct fault_set spared = spared_of(futures, made, choice);
    struct text name = {0}, counted = {0};

    text_add(&name, made->name);
    if (choice->change.kind == CHANGE_SPLIT)
        counted_say(made->scenario, &counted);
    if (!text_is_empty(&counted))
        text_addf(&name, "; with it %s", text_str(&counted));
    if (fault_set_count(&spared) > 0) {
        text_add(&name, "; but ");
        spared_say(made->scenario, &spared, &name);
    }
    if (!name.failed && !counted.failed)
        future_rename(made, text_str(&name));
    text_release(&counted);
    text_release(&name);
}

/* Plays the future of the choice that was taken last. */
static void play_choice(struct app *app, enum request request)
{
    const struct menu_choice *choice = &app->menu.choices[app->menu.selected];
    struct session *session = &app->session;
    struct future *made;
    struct err err;

    (void)request;
    if (!make_future(session_futures(session), choice, &err)) {
        session_say_error(session, &err);
        return;
    }
    made = session_future(session);
    if (choice->name)
        future_rename(made, choice->name);
    if (!session->options->is_class) /* which predicts what comes */
        name_faults(session_futures(session), made, choice);
    app_moved(app);
    session_say(session, "A new future: %.150s. u goes back.", made->name);
    if (session->lane >= made->scenario->bot_count)
        session->lane = 0;
}

static void branch(struct app *app, const struct menu_choice *choice)
{
    (void)choice;
    long_answer_begin(&app->answer, play_choice, REQUEST_CHANGE, "Playing it anew");
}

/* A place on the stage as a gap of the search. */
static struct gap gap_of(const struct story *story, const struct stage_place *place)
{
    return (struct gap){
        .job = place->job,
        .instance = place->number,
        .job_index = story_event(story, story_enqueue(story, place->job))->detail,
        .occurrence = place->occurrence,
        .attempt = place->attempt,
        .bot = (int)place->bot,
        .step = (int)place->step,
        .after = place->after,
        .before = MICRO_BEGIN, /* asked for only where nothing lies behind the gap */
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

/* A strike, as the menu offers it: the reply that is lost is an exception later, behind the commit. */
struct offer {
    enum fault_kind kind;
    bool is_lost_reply;
};

static const char *offer_name(const struct offer *offer)
{
    return offer->is_lost_reply ? "lost reply" : fault_kind_names[offer->kind];
}

/* The words of a choice, with the length in place of '#'. */
static const char *print_length(struct menu *menu, const char *words, msec length)
{
    int before = (int)strcspn(words, "#");
    struct text said = {0};
    const char *printed = words;

    if (words[before] == '#') {
        msec_say(length, &said);
        printed = menu_print(menu, "%.*s%s%s", before, words, text_str(&said), words + before + 1);
    }
    text_release(&said);
    return printed;
}

static struct menu_choice *add_offer(struct menu *menu, const struct scenario *scenario, const struct offer *offer)
{
    static const struct fault_words lost_reply = {
        .key = "l", .choice = "lost reply: made, and its answer never comes", .brief = "lost reply: no answer comes"};
    const struct fault_words *words = offer->is_lost_reply ? &lost_reply : &fault_words[offer->kind];
    msec length = fault_length_added(scenario, offer->kind);
    struct menu_choice *choice = menu_add(menu, words->key[0], print_length(menu, words->choice, length));

    choice->item.brief = print_length(menu, words->brief, length);
    choice->item.name = offer_name(offer);
    return choice;
}

/* Does the kind strike with an exception that comes later, and may lose a reply? */
static bool raises_later(enum fault_kind kind)
{
    return fault_traits[kind].effect == STRIKE_RAISES_LATER;
}

static bool is_behind_commit(const struct stage_place *place)
{
    return place->after == MICRO_COMMIT;
}

/* Where a strike is to be added. */
struct site {
    const struct future *future;
    const struct stage_place *place;
    const struct event *strike; /* what strikes there already; NULL: nothing */
    const char *where;
};

/* A gap has one fault: where one strikes already, another kind takes its place. */
static void add_strike(struct menu *menu, const struct site *site, const struct offer *offer)
{
    struct placement placement = {
        .gap = gap_of(&site->future->index->story, site->place), .scripted = NO_INDEX, .kind = offer->kind};
    struct menu_choice *choice = add_offer(menu, site->future->scenario, offer);
    struct fault_spec spec = placement_spec(site->future->scenario, &placement);

    choice->item.is_set = site->strike && site->strike->detail == (uint8_t)offer->kind &&
                          offer->is_lost_reply == (raises_later(offer->kind) && is_behind_commit(site->place));
    choice->drops = site->strike != NULL;
    choice->fault = site->strike ? (uint32_t)site->strike->value : 0;
    choice->name = menu_print(menu, "%s %s", offer_name(offer), site->where);
    choice->change = change_of_spec(&spec);
    choice->strikes = true;
    if (choice->item.is_set)
        choice->item.reason = "it strikes here already";
    if (offer->is_lost_reply && !is_behind_commit(site->place))
        choice->item.reason = "only after commit";
}

static void add_removal(struct menu *menu, const struct event *strike)
{
    struct menu_choice *choice = menu_add(menu, KEY_CODE_DELETE, "take the fault away that strikes here");

    choice->item.brief = "take the fault away";
    choice->drops = true;
    if (strike)
        choice->fault = (uint32_t)strike->value;
    else
        choice->item.reason = "none here";
}

/* Does the place lie in an attempt that nobody has seen begin? The first one is expected by everybody. */
static bool is_given_away(const struct session *session, const struct stage_place *place)
{
    const struct attempts *attempts = &session_future(session)->index->lanes.attempts;
    uint32_t seen = session_seen(session);

    for (uint32_t i = 0; i < attempts->count; i++)
        if (attempts->list[i].job == place->job && attempts->list[i].number == place->attempt)
            return place->attempt > 1 && (seen == NO_EVENT || attempts->list[i].first > seen);
    return false;
}

static void offer_strikes(struct menu *menu, const struct site *site)
{
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (raises_later((enum fault_kind)kind))
            add_strike(menu, site, &(struct offer){(enum fault_kind)kind, true});
        add_strike(menu, site, &(struct offer){(enum fault_kind)kind, false});
    }
    add_removal(menu, site->strike);
}

static const char *say_strike(struct menu *menu, enum fault_kind kind)
{
    const char *words = fault_words[kind].strikes;

    return menu_print(menu, "%c%s here already: another kind takes its place.", words[0] - 'a' + 'A', words + 1);
}

void what_if_strike(struct app *app, const struct stage_place *place)
{
    struct session *session = &app->session;
    const struct future *future = session_future(session);
    const char *name = future->scenario->bots[session->lane].name;
    bool is_entry = place->after == MICRO_NONE;
    struct menu *menu = &app->menu;
    struct site site = {.future = future, .place = place};
    uint32_t struck;

    session->player.is_playing = false;
    if (!place->is_open || is_given_away(session, place)) {
        session_say(session, "%s's %s is over%s: ← into it, ↑ ↓ to another lane.", name,
                    session_word(session, VOCABULARY_effect), place->is_open ? " so far" : "");
        return;
    }
    struck = strike_at(&future->trace, place);
    site.strike = struck == NO_EVENT ? NULL : &future->trace.events[struck];
    menu_open(menu, branch);
    site.where = menu_print(menu, "%s %.80s's %s, attempt %u", is_entry ? "before" : "after", name,
                            micro_names[is_entry ? MICRO_BEGIN : place->after], place->attempt);
    menu->title = menu_print(menu, "Strike %s", site.where);
    menu->brief = menu_print(menu, "%s%s", is_entry ? "Before" : "After",
                             site.where + strlen(is_entry ? "before" : "after"));
    if (site.strike)
        menu->lines = say_strike(menu, (enum fault_kind)site.strike->detail);
    offer_strikes(menu, &site);
}

void what_if_offer_kinds(struct menu *menu, const struct scenario *scenario, unsigned tried)
{
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        struct menu_choice *choice = add_offer(menu, scenario, &(struct offer){(enum fault_kind)kind, false});

        choice->item.is_set = tried >> kind & 1;
        choice->kinds = tried ^ 1u << kind;
        if (choice->kinds == 0)
            choice->item.reason = "nothing else is tried";
    }
}

/* A choice of this change, marked when it is so at present. In brief it is without the name, which the heading has. */
static void add_turn(struct menu *menu, const struct scenario *scenario, struct change change, bool is_set)
{
    struct menu_choice *choice = menu_add(menu, 0, "");
    size_t size = strlen(change.name);
    struct text words = {0};

    choice->change = change;
    choice->item.is_set = is_set;
    change_say(scenario, &change, &words);
    choice->item.text = menu_print(menu, "%s", text_str(&words));
    if (size > 0 && strncmp(text_str(&words), change.name, size) == 0 && words.size > size)
        choice->item.brief = choice->item.text + size + 1;
    if (is_set)
        choice->item.reason = "as it is";
    text_release(&words);
}

/* The choices from `first` on belong together: what they are about, and what that has to do with the lane. */
static void add_group(struct menu *menu, size_t first, const char *what, const char *how)
{
    const char *group = menu_print(menu, "%.120s%s", what, how);

    for (size_t i = first; i < menu->count; i++)
        menu->choices[i].item.group = group;
}

/* The variations as choices of one group. */
static void add_turns(struct menu *menu, const struct scenario *scenario, const struct variations *variations,
                      const char *what, const char *how)
{
    size_t first = menu->count;

    for (size_t i = 0; i < variations->count; i++)
        add_turn(menu, scenario, variations->list[i].change, variations->list[i].is_present);
    add_group(menu, first, what, how);
}

/* The bot's own jobs first, then those that enqueue them. */
static void add_jobs(struct menu *menu, const struct scenario *scenario, uint32_t bot)
{
    struct text own = {0};

    phrase_add(scenario, ", the job that {makes}", &own);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t j = 0; j < scenario->job_count; j++) {
            const struct job *job = &scenario->jobs[j];
            uint64_t bots = pass == 0 ? job->posts : job->reach & ~job->posts;

            struct variations variations = {.count = 0};

            if ((bots >> bot & 1) == 0)
                continue;
            variations_of_job(scenario, j, &variations);
            add_turns(menu, scenario, &variations, job->name, pass == 0 ? text_str(&own) : ", the job that enqueues");
        }
    }
    text_release(&own);
}

/* Puts the choices of each group into the order of why, where it was asked; what is so already comes last. */
static void sort_turns(const struct app *app, struct menu *menu)
{
    for (size_t i = 1; i < menu->count; i++)
        for (size_t at = i; at > 0; at--) {
            struct menu_choice *before = &menu->choices[at - 1], *choice = &menu->choices[at], swapped = *choice;

            if (before->item.group != choice->item.group ||
                view_why_place(app, &before->change) <= view_why_place(app, &choice->change))
                break;
            *choice = *before;
            *before = swapped;
        }
}

void what_if_change(struct app *app)
{
    const struct scenario *scenario = session_future(&app->session)->scenario;
    struct menu *menu = &app->menu;
    const uint32_t lane = app->session.lane;
    struct variations variations[2] = {{.count = 0}};

    CHECK(lane < scenario->bot_count);
    variations_of_bot(scenario, lane, &variations[0]);
    variations_of_platform(scenario, &variations[1]);
    app->session.player.is_playing = false;
    menu_open(menu, branch);
    menu->title = menu_print(menu, "Change what holds for %s", scenario->bots[lane].name);
    add_turns(menu, scenario, &variations[0], scenario->bots[lane].name, "'s guard");
    add_jobs(menu, scenario, lane);
    add_turns(menu, scenario, &variations[1], "every job's platform", "");
    sort_turns(app, menu);
}

uint32_t what_if_lane_of_job(const struct scenario *scenario, uint32_t lane, uint32_t job)
{
    uint32_t first = 0;

    if (scenario->jobs[job].reach >> lane & 1)
        return lane;
    while (first < scenario->bot_count && !(scenario->jobs[job].reach >> first & 1))
        first++;
    return first < scenario->bot_count ? first : lane;
}
