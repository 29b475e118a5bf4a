/* The application: a stack of views over one session, a prompt and a menu. Inside the terminal UI only.
 *
 * A view is one file with one row (struct view), listed in VIEW_LIST; its state is its own. A handler changes the
 * session or its view's state and says what it did; the loop paints anew. Views open each other through app_open alone,
 * and nothing here knows curses; of the views it knows those that a key opens from everywhere. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "screens/help_screen.h"
#include "screens/page.h"
#include "screens/worlds_table.h"
#include "tui/long_answer.h"
#include "tui/menu.h"
#include "tui/prompt.h"
#include "tui/request.h"
#include "tui/session.h"
#include "tui/speech.h"
#include "tui/task.h"

enum { APP_DEPTH_MAX = 16, VIEW_TABLES_MAX = 4 };

struct app;
struct class_socket;

/* A request and what answers it: a function that serves it alone, or one that serves several. A table of them is ended
 * by REQUEST_NONE. */
struct handler {
    enum request request;
    void (*act)(struct app *app);
    void (*answer)(struct app *app, enum request request);
};

/* What a view is opened on; each reads what it needs. */
struct target {
    bool is_fresh;                                 /* the stage: a run from its start */
    bool is_asked;                                 /* the stage: a question that has just been opened */
    bool is_back;                                  /* the crash map: out of one of its cells again */
    uint32_t bot;                                  /* why: whose trouble */
    enum page page;                                /* the page: which, */
    const char *words;                             /* and of PAGE_SAY what it says */
    unsigned kinds;                                /* the crash map: the faults that are tried; 0: as they were */
    int world_count;                               /* two worlds, or three: how many, */
    size_t cases[WORLDS_MAX], futures[WORLDS_MAX]; /* which runs */
    bool is_at_end;                                /* and where */
};

/* A view's row. Functions that are NULL do nothing, unless it is said otherwise. */
struct view {
    size_t state_size;           /* of its state, which is all zeroes before `init` */
    enum help_of help;           /* its words in the help */
    const char *instead_of_zoom; /* said where z means nothing; NULL: that there is one panel */
    bool is_list;                /* rows, filtered by what is typed; else a search goes to the next match */
    bool scrolls;                /* the wheel moves rows; else time */
    bool has_own_search;         /* begun anew when it is opened; else it has the session's */
    const struct handler *tables[VIEW_TABLES_MAX]; /* searched one after the other, then those of every view */
    void (*paint)(struct app *app);                /* fills app->screen; never NULL */
    void (*click)(struct app *app, const struct screen_area *area, bool is_double);
    void (*leave)(struct app *app); /* at Esc, where no search is to be dropped first; NULL: the view is closed */
    void (*init)(struct app *app);
    void (*release)(struct app *app);
    /* Before it is opened, or gone back to; false, and says why, where it is not. NULL: it always is. */
    bool (*open)(struct app *app, const struct target *target);
    /* Real milliseconds for which nothing changes by itself, -1: for ever; and what time moves. NULL: for ever. */
    int (*wait)(const struct app *app);
    void (*advance)(struct app *app);
    void (*pause)(struct app *app);  /* stops what it plays */
    void (*moved)(struct app *app);  /* it is open, and another future became the present one */
    void (*forget)(struct app *app); /* futures were deleted */
    /* The word that a key of the footer has at present; NULL: it does nothing at present. NULL: its usual word. */
    const char *(*footer_word)(struct app *app, enum request request, const char *usual);
    /* In linear text (linear.h). Says what it shows; never NULL. Says what is at the cursor. Goes to the
     * row that `say` has numbered so, false: there is none; and whether to name a row is to open it. Says what has come
     * to pass since it was asked last. */
    void (*say)(struct app *app, struct speech *out);
    void (*say_here)(struct app *app, struct speech *out);
    bool (*choose)(struct app *app, size_t number);
    bool chosen_is_opened;
    void (*say_moved)(struct app *app, struct speech *out);
};

struct mouse {
    bool is_off;        /* the terminal's own, so that text can be selected */
    bool is_dragging;   /* the button went down on the time axis */
    int64_t clicked_at; /* real ms: when the last click was; 0: it is no half of a double one */
    int column, row;    /* and where */
};

struct app {
    struct session session;
    const struct view *const *views;      /* of each view_id */
    const struct handler *first;          /* what is answered before any view does; NULL: nothing */
    void *states[VIEW_COUNT];             /* owned */
    struct task tasks[VIEW_COUNT];        /* what is under way behind each */
    char searches[VIEW_COUNT][TYPED_MAX]; /* of those that have their own */
    enum view_id stack[APP_DEPTH_MAX];
    size_t depth; /* at least 1; the view on top is open */
    struct prompt prompt;
    struct menu menu;
    struct long_answer answer; /* of the last request, where that takes long */
    struct mouse mouse;
    struct cells cells;
    struct screen screen;
    struct class_socket *consoles; /* that watch; the host's, NULL: there can be none */
    enum scheme scheme;
    enum request guessed; /* a class was asked to guess what it shows, and that was the last request; or REQUEST_NONE */
    int64_t began;        /* real ms: when its first turn was */
    bool is_blank, is_over;
    int status;                     /* exit status once it is over */
    bool wants_redraw, wants_pause; /* of the host: to draw all anew; to stop the process as ^Z does */
};

/* `views` has a row for each view_id; the stage is open where the options name an entry, else the opening. To be
 * released, also on false. */
bool app_init(struct app *app, const struct tui_options *options, const struct view *const *views, struct err *err);
void app_release(struct app *app);

static inline enum view_id app_view(const struct app *app)
{
    return app->stack[app->depth - 1];
}

/* The open view's row. */
static inline const struct view *app_row(const struct app *app)
{
    return app->views[app_view(app)];
}

/* As it was at first, on the stage: every view, what is typed, what is played. Scheme and mouse stay. */
void app_begin_anew(struct app *app);

/* Opens a view on top, or goes back to it where it is on the stack; false when it would not. `target` may be NULL. */
bool app_open(struct app *app, enum view_id view, const struct target *target);

/* Closes the view on top, never the first. */
void app_close(struct app *app);

/* The search that `/` sets in the open view, of TYPED_MAX bytes. */
char *app_search(struct app *app);

/* Answers a request as if its key had been pressed: the open view first, then what every view does. */
void app_request(struct app *app, enum request request);

/* Answers of several views: opens the one that the request names, on the lane's bot; shows or hides what is folded, and
 * says so where nothing is. */
void app_go_to_view(struct app *app, enum request request);
void app_toggle_folded(struct app *app);

/* The row to which a request goes in a list of `count`: a row on or back, or an end; where there is none it says that
 * this is the first, or the last, `what`. 0 where there are no rows. */
size_t app_row_asked(struct app *app, enum request request, size_t row, size_t count, const char *what);

/* The next of `count` rows behind (or before) `here` that matches the open view's search, from the other end on at
 * last, as it says then; `here`, and says so, where no other does. `here` may be none of them. */
size_t app_next_match(struct app *app, bool (*matches)(const struct app *app, size_t row), size_t here, size_t count,
                      bool is_forward);

/* What answers a request in a view; NULL: nothing does. Has it answered by a table; true where that has it. */
const struct handler *app_handler(const struct app *app, enum view_id view, enum request request);
bool app_answer_by(struct app *app, const struct handler *table, enum request request);

/* Says that a request means nothing at present. */
void app_refuse(struct app *app, enum request request);

/* Answers a key while the prompt or the menu is open; a choice of the menu. */
void app_prompt_key(struct app *app, int key);
void app_menu_key(struct app *app, int key);
void app_choose(struct app *app, size_t choice);

/* A question that has just been opened is asked on the stage, wherever one is. */
void app_show_question(struct app *app);

/* Stops whatever plays. */
void app_stop_playing(struct app *app);

/* Tells the open view that another future is the present one; all of them that futures were deleted. */
void app_moved(struct app *app);
void app_forget_deleted(struct app *app);

#endif
