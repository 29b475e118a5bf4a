#include "tui/run_requests.h"

#include <string.h>

#include "tui/save.h"
#include "tui/what_if.h"

void run_undo(struct app *app, enum request request)
{
    struct session *session = &app->session;
    struct futures *futures = session_futures(session);
    bool is_undo = request == REQUEST_UNDO;

    if (is_undo ? futures_undo(futures) : futures_redo(futures))
        session_say(session, "Now in: %s.", session_future(session)->name);
    else if (!is_undo)
        session_say(session, "Nothing to do again.");
    else
        session_say(session, futures->count > 1 ? "This is the first run, before any change." : "Nothing changed yet.");
}

static void save(struct app *app)
{
    save_ask(app, session_futures(&app->session)->current);
}

static void say_command(struct app *app)
{
    const struct future *future = session_future(&app->session);

    session_say_command(&app->session, session_futures(&app->session), future, future->at);
}

/* The designs of the story but for the one on the stage. */
static void offer_story(struct menu *menu, const struct session *session)
{
    const struct tui_options *options = session->options;

    for (const char *const *name = options->story; name && *name; name++) {
        for (size_t e = 0; e < options->entry_count; e++) {
            if (strcmp(options->entries[e].name, *name) != 0 || e == session->here)
                continue;
            menu_add(menu, 0, menu_print(menu, "%s: %s", *name, options->entries[e].title))->of_case = e;
        }
    }
}

/* A class is not asked: beside its run stands the story's last design, which is the way out. False when it is that
 * one. */
static bool last_of_story(const struct session *session, size_t *other)
{
    const char *const *last = session->options->story;

    while (last && last[0] && last[1])
        last++;
    for (size_t e = 0; last && *last && e < session->options->entry_count; e++) {
        if (strcmp(session->options->entries[e].name, *last) == 0) {
            *other = e;
            return e != session->here;
        }
    }
    return false;
}

/* The chosen run stands beside the present one. */
static void stand_beside(struct app *app, const struct choice *choice)
{
    const struct session *session = &app->session;

    (void)app_open(app, VIEW_WORLDS,
                   &(struct target){.cases = {session->here, choice->of_case},
                                    .futures = {session_futures(session)->current, choice->of_future}});
}

static void offer_futures(struct menu *menu, const struct session *session)
{
    const struct futures *futures = session_futures(session);

    for (size_t i = 0; i < futures->count && menu->count + 8 < MENU_CHOICES_MAX; i++) {
        struct choice *choice;

        if (i == futures->current || futures->list[i].is_deleted)
            continue;
        choice = menu_add(menu, 0,
                          menu_print(menu, "%.150s%s", futures->list[i].name, i == 0 ? " (the first run)" : ""));
        choice->of_case = session->here;
        choice->of_future = i;
    }
}

/* Asks which run shall stand beside the present one. A class is not asked: it is shown the story's last design. */
static void compare(struct app *app)
{
    struct session *session = &app->session;
    struct menu *menu = &app->menu;
    size_t other = session->here;

    session->player.is_playing = false;
    if (session->options->is_class && session_futures(session)->current == 0 && last_of_story(session, &other)) {
        (void)app_open(app, VIEW_WORLDS, &(struct target){.cases = {session->here, other}});
        return;
    }
    menu_open(menu, stand_beside);
    menu->title = "Beside this run";
    offer_futures(menu, session);
    offer_story(menu, session);
    if (menu->count == 0) {
        menu->is_open = false;
        session_say(session, "Nothing to compare with yet: x or c makes another future.");
    }
}

const struct handler run_requests[] = {
    {REQUEST_CHANGE, .act = what_if_change},  {REQUEST_UNDO, .answer = run_undo}, {REQUEST_REDO, .answer = run_undo},
    {REQUEST_TREE, .answer = app_go_to_view}, {REQUEST_SAVE, .act = save},        {REQUEST_COMMAND, .act = say_command},
    {REQUEST_WORLDS, .act = compare},         {.request = REQUEST_NONE},
};
