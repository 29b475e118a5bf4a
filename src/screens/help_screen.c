#include "screens/help_screen.h"

#include <string.h>

#include "base/range.h"
#include "screens/list.h"
#include "words/marks.h"
#include "words/phrase.h"

enum {
    ON_PLAY = HELP_STAGE | HELP_WORLDS | HELP_WHY,
    ON_ALL = HELP_OPENING | HELP_STAGE | HELP_ATOM | HELP_WORLDS | HELP_WHY | HELP_TREE | HELP_PICTURES | HELP_MAP,
    WIDE_COLUMNS = 110,
    KEYS_COLUMNS = 14,
    TERM_COLUMNS = 14
};

struct term {
    int of;
    const char *term, *meaning; /* templates */
};

static const struct term terms[] = {
    {ON_ALL & ~HELP_TREE, "●  {did}", "the {effect} reached the world"},
    {ON_ALL & ~HELP_TREE, "◆  again", "the same {effect} reached the world once more: a duplicate"},
    {ON_ALL & ~HELP_TREE, "✗  error", "an exception struck; a wish not granted"},
    {ON_ALL & ~HELP_TREE, "◷  no reply", "a timeout struck, or the reply was lost"},
    {ON_ALL & ~HELP_TREE, "†  crash",
     "a process died with all that ran in it; or, on child crash, one job's own, and its worker saw it"},
    {ON_ALL & ~HELP_TREE, "‖  stall", "a job paused, or froze with its whole process"},
    {ON_ALL & ~HELP_TREE, "↺  back",
     "its queue took the job back: its process ended, or its lease, or a heartbeat was missed"},
    {ON_ALL & ~HELP_TREE, "⇅  deploy",
     "new processes for old ones: jobs may run on for its grace; then they are put back, fail, or are left as by a "
     "crash"},
    {ON_ALL & ~HELP_TREE, "○  skipped", "the guard said that it was {did} already"},
    {ON_ALL & ~HELP_TREE, "∅  never", "it is certain that this {effect} will never be made"},
    {ON_ALL & ~HELP_TREE, "·  not yet", "nothing has happened here so far"},
    {ON_ALL & ~HELP_TREE, "⋯  fold", "a long wait, drawn short"},
    {ON_ALL, "{actor}", "it owes the world one {effect} a day"},
    {HELP_PICTURES, "◂ ▸", "more of the picture lies there: it follows the box that is marked"},
    {HELP_MAP, "✓  clean", "when it strikes here, every {effect} is made once in the end"},
    {HELP_MAP, "◆ D", "a duplicate: some {effect} is made twice"},
    {HELP_MAP, "∅ M", "a miss: some {effect} is never made"},
    {HELP_MAP, "✗ B", "both: a duplicate and a miss, of one run or of several that are struck here"},
    {HELP_MAP, "s  silent", "no dead or waiting job gives the duplicate or the miss away: the worst kind"},
    {HELP_MAP, "*  changed", "the last change made another cell of it"},
    {HELP_MAP, "cell", "a gap, an attempt and a kind of fault: the run that is struck there and nowhere else"},
    {HELP_MAP, "what was seen",
     "f asks for it, as NAME=VALUE: {actors} and how many {effects}, jobs and their ends; the map keeps what leads "
     "there"},
    {HELP_MAP, "kinds",
     "errors and crashes, until x chooses others or a takes all; a timeout behind the commit is the lost reply"},
    {ON_ALL & ~HELP_OPENING, "job",
     "a list of steps that a queue hands to a worker; what is retried is the whole job, unless it records its steps"},
    {ON_ALL & ~HELP_OPENING, "attempt",
     "one start of a job, for whatever reason: attempt 2 of 2 is the second, and no third follows"},
    {ON_ALL, "retry", "after a recorded failure the job is started over, so many times, after such a wait"},
    {HELP_STAGE | HELP_WHY | HELP_WORLDS, "dead", "a job that was given up and is kept where people look"},
    {HELP_STAGE | HELP_WORLDS, "lease",
     "how long a delivery belongs to a worker; not acknowledged or renewed by then, it is given to another"},
    {HELP_STAGE | HELP_ATOM, "acknowledge",
     "the worker tells the queue that the job is done: late, after it, or early, before it"},
    {HELP_STAGE | HELP_ATOM | HELP_WHY | HELP_MAP, "micro-step",
     "begin, check, call, commit, reply, mark, done: each acts in one instant"},
    {HELP_STAGE | HELP_ATOM | HELP_MAP, "gap", "between two micro-steps; things break there, and x breaks them"},
    {HELP_ATOM | HELP_STAGE | HELP_MAP, "commit", "the instant at which the world sees the {effect}"},
    {ON_ALL & ~HELP_TREE, "guard", "how a {actor} keeps from {making} twice"},
    {HELP_STAGE | HELP_ATOM | HELP_WHY, "checks",
     "asks its own notes “already {did}?”, {makes}, then marks; what fails between commit and mark is {did} "
     "again"},
    {HELP_STAGE | HELP_ATOM | HELP_WHY, "claims",
     "marks first, then {makes}; what fails in between is never {did}, and nobody sees it"},
    {HELP_STAGE | HELP_ATOM | HELP_WHY, "asks",
     "asks the receiver whether it is there; a receiver that shows late fools it"},
    {HELP_STAGE | HELP_ATOM | HELP_WHY, "has key", "sends an idempotency key: the receiver recognises the second call"},
    {HELP_STAGE | HELP_WHY, "rescue",
     "the job catches errors: it then ends as if all were well, or goes on with the next step"},
    {HELP_STAGE | HELP_WHY, "split", "a job of several {effects} becomes a top job and one job for each {effect}"},
    {HELP_STAGE | HELP_ATOM | HELP_WHY, "record",
     "the job writes down that a step is done, and another attempt goes on behind it (resume: step)"},
    {HELP_ATOM, "lost reply", "the {effect} is made, and the worker never learns of it"},
    {HELP_ATOM, "believes", "queue and worker know only what they were told; the receiver knows what it did"},
    {ON_PLAY, "moment",
     "worth stopping at: a {effect}, a fault, a skip, a job's start over or end, a miss, a day's end"},
    {HELP_STAGE | HELP_WORLDS, "day 1/3", "the firing of the schedule that is being played; retries keep their day"},
    {HELP_STAGE, "seed", "the same scenario with the same seed is the same run, to the byte"},
    {ON_PLAY, "clock", "virtual time since the run began: minutes pass in a blink"},
    {ON_PLAY, "silent", "a duplicate or a miss that no dead or waiting job gives away: the worst kind"},
    {ON_PLAY, "wishes",
     "every {effect} is made in time; nobody {makes} twice; no failure holds up others; a failure can be seen"},
    {HELP_STAGE, "the lines' end", "{effects} · owed: what the world saw, and what was due"},
    {HELP_WORLDS, "divergence", "the next time at which one world shows something that the other does not"},
    {HELP_TREE | HELP_STAGE | HELP_WORLDS, "future",
     "what a strike or a change makes of the run; every one is kept in the tree"},
    {HELP_WHY, "causes", "each event has one: read down from what is amiss to the fault"},
    {HELP_OPENING, "scenario",
     "{actors}, jobs, and what goes wrong; a file that can be copied and changed: makeitso show NAME"},
};

/* One row of text of the help, made and counted the same way for painting, counting and searching. */
struct help_line {
    const char *left, *right, *mouse;
    enum element left_element, right_element;
    int left_columns;
    int request; /* -1: none */
};

/* What is done with each line. */
struct help_walk {
    void (*line)(struct help_walk *walk, const struct help_line *line);
    int row;
    int columns; /* of the text */
    /* painting */
    struct screen *screen;
    const struct help_view *view;
    struct area area;
    /* searching */
    const char *needle;
    int from, found;
};

static void walk_line(struct help_walk *walk, const struct help_line *line)
{
    if (walk->line)
        walk->line(walk, line);
    walk->row++;
}

static void walk_head(struct help_walk *walk, const char *head)
{
    struct help_line blank = {"", "", "", ELEMENT_PLAIN, ELEMENT_PLAIN, 0, -1};
    struct help_line line = {head, "", "", ELEMENT_PANEL, ELEMENT_PLAIN, 30, -1};

    if (walk->row > 0)
        walk_line(walk, &blank);
    walk_line(walk, &line);
}

static void walk_keys(struct help_walk *walk, const struct help_view *view)
{
    static const struct help_line linear = {"--linear",  "for screen readers", "makeitso play FILE --linear",
                                            ELEMENT_KEY, ELEMENT_KEY_WORD,     KEYS_COLUMNS,
                                            -1};

    walk_line(walk, &linear);
    for (size_t i = 0; i < view->row_count; i++) {
        const struct help_row *row = &view->rows[i];
        struct help_line line = {row->keys,    row->what,   row->mouse ? row->mouse : "", ELEMENT_KEY, ELEMENT_KEY_WORD,
                                 KEYS_COLUMNS, row->request};

        if (i == 0 || strcmp(view->rows[i - 1].section, row->section) != 0)
            walk_head(walk, row->section);
        walk_line(walk, &line);
    }
}

/* A meaning that is longer than its column goes on below. */
static void walk_term(struct help_walk *walk, const struct scenario *scenario, const struct term *term)
{
    struct text name = {0}, meaning = {0}, broken = {0}, line = {0};
    const char *head;

    phrase_add(scenario, term->term, &name);
    phrase_add(scenario, term->meaning, &meaning);
    text_add_wrapped(&broken, text_str(&meaning), walk->columns - TERM_COLUMNS - 1, "");
    head = text_str(&name);
    for (const char *at = text_str(&broken); text_take_line(&at, &line); head = "")
        walk_line(walk,
                  &(struct help_line){head, text_str(&line), "", ELEMENT_TITLE, ELEMENT_SENTENCE, TERM_COLUMNS, -1});
    if (walk->view->failed)
        *walk->view->failed = *walk->view->failed || name.failed || broken.failed || line.failed;
    text_release(&name);
    text_release(&meaning);
    text_release(&broken);
    text_release(&line);
}

static void walk_terms(struct help_walk *walk, const struct help_view *view)
{
    walk_head(walk, "words and signs on this screen");
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        if (terms[i].of & (int)view->of)
            walk_term(walk, view->scenario, &terms[i]);
}

void help_terms_say(const struct help_view *view, struct text *out)
{
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        const char *term = terms[i].term;

        while (*term == ' ' || (unsigned char)*term >= 0x80) /* its sign */
            term++;
        if (!(terms[i].of & (int)view->of) || !*term)
            continue;
        phrase_add(view->scenario, term, out);
        text_add(out, ": ");
        phrase_add(view->scenario, terms[i].meaning, out);
        text_add(out, ".\n");
    }
}

static void paint_line(struct help_walk *walk, const struct help_line *line)
{
    int row = walk->row - (int)walk->view->scroll, at = walk->area.row + row, column = walk->area.column;
    struct cells *cells = walk->screen->cells;
    int room = walk->area.columns - line->left_columns - 1;

    if (row < 0 || row >= walk->area.rows)
        return;
    cells_put(cells, column, at, line->left_columns, line->left, line->left_element, 0);
    column += line->left_columns + 1;
    if (line->mouse[0] && room > text_width(line->mouse) + 30) {
        cells_put(cells, column, at, 30, line->right, line->right_element, 0);
        cells_put(cells, column + 31, at, room - 31, line->mouse, ELEMENT_QUIET, 0);
    } else {
        cells_put(cells, column, at, room, line->right, line->right_element, 0);
    }
    if (line->request >= 0)
        screen_area(walk->screen, (struct area){walk->area.column, at, walk->area.columns, 1}, AREA_KEY, line->request);
    if (screen_matches(line->left, walk->view->search) || screen_matches(line->right, walk->view->search))
        cells_dress(cells, (struct area){walk->area.column, at, walk->area.columns, 1}, ELEMENT_MATCH, 0);
}

static void find_line(struct help_walk *walk, const struct help_line *line)
{
    bool is_match = screen_matches(line->left, walk->needle) || screen_matches(line->right, walk->needle);

    /* the first at or behind `from`; before it is found, the first of all is kept for wrapping */
    if (is_match && (walk->found < 0 || (walk->found < walk->from && walk->row >= walk->from)))
        walk->found = walk->row;
}

static bool is_wide(int columns)
{
    return columns >= WIDE_COLUMNS;
}

static struct area keys_area(int columns, int rows)
{
    return (struct area){1, 1, is_wide(columns) ? 58 : columns - 2, rows - 2};
}

static struct area terms_area(int columns, int rows)
{
    return is_wide(columns) ? (struct area){61, 1, columns - 62, rows - 2} : keys_area(columns, rows);
}

/* Walks through all lines; in two columns the second begins again at row 0. */
static int walk_all(struct help_walk *walk, const struct help_view *view, int columns, int rows)
{
    int keys;

    walk->area = keys_area(columns, rows);
    walk->columns = walk->area.columns;
    walk_keys(walk, view);
    keys = walk->row;
    if (is_wide(columns))
        walk->row = 0;
    walk->area = terms_area(columns, rows);
    walk->columns = walk->area.columns;
    walk_terms(walk, view);
    return max_int(walk->row, keys);
}

void help_paint(const struct help_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct help_walk walk = {.line = paint_line, .screen = screen, .view = view};
    struct text text = {0};
    int total;

    if (screen_is_too_small(screen))
        return;
    text_addf(&text, "keys and words: %s", view->title ? view->title : "");
    screen_put_text(screen, screen_header(screen, NULL, NULL), &text, ELEMENT_BAR);
    total = walk_all(&walk, view, cells->columns, cells->rows);
    list_put_more(screen, (struct area){cells->columns - 1, 1, 1, cells->rows - 2}, (int)view->scroll, total,
                  ELEMENT_QUIET);
    screen_caret(screen, 0, 1);
    screen_footer(screen, cells->rows - 1);
}

int help_row_total(const struct help_view *view, int columns, int rows)
{
    struct help_walk walk = {.view = view};

    return walk_all(&walk, view, columns, rows);
}

int help_find(const struct help_view *view, int columns, int rows, const char *needle, int from)
{
    struct help_walk walk = {.line = find_line, .view = view, .needle = needle, .from = from, .found = -1};

    (void)walk_all(&walk, view, columns, rows);
    return walk.found;
}
