/* The application: which view is open, what it shows, and how it answers a request. Inside the terminal UI only.
 *
 * Views are kept on a stack; each has a room, a file that paints it and handles its requests, with a state of its own.
 * A handler changes the application's state and says what it did; the loop paints anew. Nothing here knows curses.
 *
 * Whoever includes this has the headers of all that the application holds. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "screens/screen.h"
#include "tui/atom_room.h"
#include "tui/diagram_room.h"
#include "tui/help_room.h"
#include "tui/map_room.h"
#include "tui/menu.h"
#include "tui/mouse.h"
#include "tui/opening_room.h"
#include "tui/play_case.h"
#include "tui/player.h"
#include "tui/prompt.h"
#include "tui/request.h"
#include "tui/stage_room.h"
#include "tui/tree_room.h"
#include "tui/why_room.h"
#include "tui/worlds_room.h"

enum {
    APP_DEPTH_MAX = 16,
    APP_REASON_MAX = 199, /* bytes of a reason that are said */
    APP_NOTICE_MAX = 800  /* a command line with many changes is long */
};

struct app {
    const struct tui_options *options;
    struct play_case *cases; /* of each entry; owned */
    size_t here;             /* the case on the stage */
    enum view stack[APP_DEPTH_MAX];
    size_t depth; /* at least 1; the view on top is open */
    struct cells cells;
    struct screen screen;
    enum scheme scheme;
    bool is_blank, is_over;
    int status;  /* exit status once it is over */
    int64_t now; /* real ms, given by the loop */
    char notice[APP_NOTICE_MAX];
    struct prompt prompt;
    struct menu menu;
    struct mouse_state mouse;
    /* of every view of a run */
    struct player player;
    uint32_t lane;
    bool shows_all; /* what is folded, too */
    char search[PROMPT_TYPED_MAX];
    /* of one view each */
    struct opening_state opening;
    struct stage_state stage;
    struct atom_state atom;
    struct worlds_state worlds;
    struct why_state why;
    struct tree_state tree;
    struct diagram_state diagram;
    struct map_state map;
    struct help_state help;
};

/* What every view gives. Paint fills app->screen; handle answers a request (false: it means nothing here); click an
 * area. */
struct view_room {
    void (*paint)(struct app *app);
    bool (*handle)(struct app *app, enum request request);
    void (*click)(struct app *app, const struct screen_area *area, bool is_double);
};

static inline enum view app_view(const struct app *app)
{
    return app->stack[app->depth - 1];
}

static inline struct futures *app_futures(const struct app *app)
{
    return &app->cases[app->here].futures;
}

static inline struct future *app_future(const struct app *app)
{
    return futures_current(app_futures(app));
}

/* The open view's. */
const struct view_room *app_room(const struct app *app);

/* Opens a view on top; closes the one on top (never the first). */
void app_open(struct app *app, enum view view);
void app_close(struct app *app);

/* One line in the footer until the next key. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with the reason why something failed, cut where it is long. */
void app_say_error(struct app *app, const struct err *err);

/* Answers a request as if its key had been pressed. */
void app_request(struct app *app, enum request request);

/* The search that `/` sets in the open view. */
char *app_search(struct app *app);

/* One row up or down in a list of `count`; says so at its ends. */
size_t app_next_row(struct app *app, size_t row, size_t count, bool is_down);

/* Loads the case if need be; false (and a notice) when it cannot be played. */
bool app_load(struct app *app, size_t entry);

/* Goes to an event of the run on the stage; what was passed counts as seen. */
void app_go(struct app *app, uint32_t at);

/* To an event that is worth seeing, and into its lane: there x, c and w act on what one sees. Where time alone is moved
 * (→ ← : the axis) the lane stays. */
void app_see(struct app *app, uint32_t event);

/* A future of a case was watched to its end: its verdict may be told from now on. */
void app_note_watched(struct app *app, size_t of_case, size_t of_future);

/* The ledger at an event of a future, to be released; false with a notice when memory is out. */
bool app_ledger(struct app *app, const struct future *future, uint32_t at, struct ledger *ledger);

/* Search goes on from the other end, as in less and vim: and says so; there is no match, or none but that where one
 * stands. */
void app_say_wrapped(struct app *app, bool is_forward);
void app_say_no_match(struct app *app, bool is_here);

#endif
