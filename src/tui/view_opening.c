/* The opening: the list of scenarios that one can play. Each tells its verdict once it was watched to its end. */
#include <stdio.h>
#include <string.h>

#include "base/range.h"
#include "screens/opening.h"
#include "tui/views.h"

enum { OPENING_ROWS_MAX = 400 };

struct opening_state {
    size_t selected; /* row of those that the filter lets through */
    size_t entry;    /* that is loaded, to be played */
};

/* The first entry of the story. */
static size_t first_of_story(const struct tui_options *options)
{
    for (size_t e = 0; options->story && options->story[0] && e < options->entry_count; e++)
        if (strcmp(options->entries[e].name, options->story[0]) == 0)
            return e;
    return 0;
}

/* It begins at the story's first design, in which something goes wrong. */
static void init_opening(struct app *app)
{
    opening_of(app)->selected = first_of_story(app->session.options);
}

/* Without a filter every entry passes. */
static bool passes(const struct tui_entry *entry, const char *filter)
{
    return !filter[0] || screen_matches(entry->name, filter) || screen_matches(entry->title, filter) ||
           screen_matches(entry->question, filter);
}

/* The entries that the filter lets through, in their order; returns how many. */
static size_t opening_rows(const struct app *app, size_t rows[OPENING_ROWS_MAX])
{
    size_t count = 0;

    for (size_t e = 0; e < app->session.options->entry_count && count < OPENING_ROWS_MAX; e++)
        if (passes(&app->session.options->entries[e], app->searches[VIEW_OPENING]))
            rows[count++] = e;
    return count;
}

static void say_verdict(const struct play_case *it, char out[SESSION_TEXT_MAX])
{
    const struct future *by = play_case_mended(it), *first = play_case_watched(it);

    if (by)
        snprintf(out, SESSION_TEXT_MAX, "Not so; made so by your change: %.150s.", by->name);
    else
        snprintf(out, SESSION_TEXT_MAX, "%s", first ? text_str(&first->verdict) : "");
}

static void paint_opening(struct app *app)
{
    struct opening_row shown[OPENING_ROWS_MAX];
    char verdicts[OPENING_ROWS_MAX][SESSION_TEXT_MAX];
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);
    struct opening_view view = {
        .rows = shown,
        .row_count = count,
        .selected = opening_of(app)->selected,
        .filter = app->searches[VIEW_OPENING],
        .all_count = app->session.options->entry_count,
    };

    for (size_t i = 0; i < count; i++) {
        const struct tui_entry *entry = &app->session.options->entries[rows[i]];
        const struct play_case *it = &app->session.cases[rows[i]];

        say_verdict(it, verdicts[i]);
        shown[i] = (struct opening_row){
            .group = entry->group,
            .name = entry->name,
            .title = session_hides_title(&app->session, rows[i]) ? "" : entry->title,
            .question = entry->question,
            .verdict = verdicts[i][0] ? verdicts[i] : NULL,
            .is_good = play_case_mended(it) || (play_case_watched(it) && play_case_watched(it)->is_good),
            .is_marked = it->is_marked,
            .trouble = it->trouble[0] ? it->trouble : NULL,
        };
    }
    opening_paint(&view, &app->screen);
}

static void filter_opening(struct app *app, const char *typed)
{
    snprintf(app->searches[VIEW_OPENING], TYPED_MAX, "%s", typed);
    opening_of(app)->selected = 0;
}

static void ask_for_filter(struct app *app)
{
    static const struct prompt_kind kind = {
        .before = "/", .asks = "Scenarios with which words?", .changed = filter_opening};

    prompt_ask(&app->prompt, &kind, app->searches[VIEW_OPENING]);
}

/* The row at the cursor, within those that pass. */
static size_t selected_row(const struct app *app, size_t count)
{
    size_t selected = opening_of(app)->selected;

    return selected < count ? selected : count > 0 ? count - 1 : 0;
}

static void move_in_opening(struct app *app, enum request request)
{
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);

    opening_of(app)->selected = app_row_asked(app, request, selected_row(app, count), count, "row");
}

static void leave_opening(struct app *app)
{
    session_say(&app->session, "q leaves the program.");
}

/* Before a class, and in linear text, it stands at the start; else it plays at once, and holds where the first attempt
 * fails. */
static void load_entry(struct app *app, enum request request)
{
    struct session *session = &app->session;
    size_t entry = opening_of(app)->entry;
    const struct future *future;

    (void)request;
    if (!session_load(session, entry))
        return;
    session->here = entry;
    session->cell_left.is_set = false;
    session->lane = 0;
    session->search[0] = '\0';
    (void)app_open(app, VIEW_STAGE, &(struct target){.is_fresh = true});
    future = session_future(session);
    player_suit(&session->player, &future->trace);
    session->player.is_playing = !session->options->is_class && !session->options->is_linear && future->at == NO_EVENT;
    session->player.holds_at_failure = session->player.is_playing;
    session->player.shown_at = session->now;
}

static void play_entry(struct app *app, size_t entry)
{
    opening_of(app)->entry = entry;
    long_answer_begin(&app->answer, load_entry, REQUEST_OPEN, "Playing %.100s",
                      app->session.options->entries[entry].name);
}

/* The marked entries; of one, that and the selected one. */
static void compare_marked(struct app *app, size_t selected)
{
    struct target worlds = {.cases = {selected, selected}};
    size_t marked = 0;

    for (size_t e = 0; e < app->session.options->entry_count; e++)
        if (app->session.cases[e].is_marked && marked++ < WORLDS_MAX)
            worlds.cases[marked - 1] = e;
    if (marked == 1)
        worlds.cases[1] = selected;
    worlds.world_count = max_int((int)marked, 2);
    if (marked > WORLDS_MAX)
        session_say(&app->session, "Three scenarios at most: Space takes a mark away.");
    else if (worlds.cases[0] == worlds.cases[1])
        session_say(&app->session, "Mark two or three scenarios with Space, then press =.");
    else
        (void)app_open(app, VIEW_WORLDS, &worlds);
}

static void mark(struct app *app, size_t entry)
{
    app->session.cases[entry].is_marked = !app->session.cases[entry].is_marked;
}

/* What is done with the entry at the cursor. */
static void take_entry(struct app *app, enum request request)
{
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);
    size_t entry = count > 0 ? rows[selected_row(app, count)] : 0;

    if (count == 0)
        app_refuse(app, request);
    else if (request == REQUEST_OPEN)
        play_entry(app, entry);
    else if (request == REQUEST_MARK)
        mark(app, entry);
    else
        compare_marked(app, entry);
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move_in_opening},
    {REQUEST_DOWN, .answer = move_in_opening},
    {REQUEST_PREVIOUS, .answer = move_in_opening},
    {REQUEST_NEXT, .answer = move_in_opening},
    {REQUEST_START, .answer = move_in_opening},
    {REQUEST_END, .answer = move_in_opening},
    {REQUEST_FIND, .act = ask_for_filter},
    {REQUEST_OPEN, .answer = take_entry},
    {REQUEST_MARK, .answer = take_entry},
    {REQUEST_WORLDS, .answer = take_entry},
    {.request = REQUEST_NONE},
};

static void click_opening(struct app *app, const struct screen_area *area, bool is_double)
{
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);

    if ((area->what != AREA_ROW && area->what != AREA_BOX) || area->value < 0 || (size_t)area->value >= count)
        return;
    opening_of(app)->selected = (size_t)area->value;
    if (area->what == AREA_BOX)
        mark(app, rows[area->value]);
    else if (is_double)
        play_entry(app, rows[area->value]);
}

/* Its name, its question, and what came of it once it was watched. */
static void say_row(const struct app *app, size_t number, size_t entry, struct speech *out)
{
    const struct tui_entry *of = &app->session.options->entries[entry];
    const struct play_case *it = &app->session.cases[entry];
    char verdict[SESSION_TEXT_MAX];
    struct text line = {0};

    say_verdict(it, verdict);
    text_addf(&line, "%s. %s", of->name, of->question[0] ? of->question : of->title);
    text_addf(&line, "%s%s%s%s%s", it->is_marked ? " Marked." : "", verdict[0] ? " " : "", verdict,
              it->trouble[0] ? " " : "", it->trouble);
    speech_add_row(out, number, text_str(&line));
    text_release(&line);
}

static void say_opening(struct app *app, struct speech *out)
{
    const struct tui_entry *entries = app->session.options->entries;
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);

    if (app->searches[VIEW_OPENING][0])
        speech_addf(out, "%zu of %zu scenarios. Esc shows all.", count, app->session.options->entry_count);
    else
        speech_addf(out, "%zu scenarios. A number plays one.", count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(entries[rows[i]].group, entries[rows[i - 1]].group) != 0)
            speech_addf(out, "%s.", entries[rows[i]].group);
        say_row(app, i + 1, rows[i], out);
    }
}

static void say_here(struct app *app, struct speech *out)
{
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows), row = selected_row(app, count);

    if (count > 0)
        say_row(app, row + 1, rows[row], out);
}

static bool choose(struct app *app, size_t number)
{
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);

    if (number < 1 || number > count)
        return false;
    opening_of(app)->selected = number - 1;
    return true;
}

const struct view view_opening = {
    .state_size = sizeof(struct opening_state),
    .help = HELP_OPENING,
    .is_list = true,
    .scrolls = true,
    .has_own_search = true,
    .tables = {requests},
    .paint = paint_opening,
    .click = click_opening,
    .leave = leave_opening,
    .init = init_opening,
    .say = say_opening,
    .say_here = say_here,
    .choose = choose,
    .chosen_is_opened = true,
};
