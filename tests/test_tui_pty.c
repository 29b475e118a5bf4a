/* The whole program in a terminal: every key, the mouse, sizes, signals, kinds of terminals. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "support/room.h"
#include "tui/request.h"
#include "tui/signals.h"

enum { FUZZ_KEYS = 1500, FUZZ_MS = 4000 };

static const char *const sequential[] = {"play", "sequential", NULL};
static const char *const class_room[] = {"play", "sequential", "--class", NULL};

/* How each view is reached from the stage of `sequential`, and what is written on it. */
static const struct {
    enum view_id view;
    const char *keys, *shows;
} ways[] = {
    {VIEW_STAGE, "", "BotsJob attempts"}, {VIEW_ATOM, "\r", "believes"},      {VIEW_WORLDS, "=\033OB\r", "TWO WORLDS"},
    {VIEW_WHY, "Gw", "what would help"},  {VIEW_TREE, "xet", "every future"}, {VIEW_DIAGRAM, "d", "sequential"},
    {VIEW_HELP, "?", "keys and words"},   {VIEW_MAP, "m", "CRASH MAP"},       {VIEW_PAGE, "i", "WHAT IS GIVEN"},
};

/* Every key of the table, pressed in the view, leaves a program that lives and that ^C ends. */
static void press_all(struct pty *pty, enum view_id view)
{
    for (int r = 0; r < REQUEST_COUNT; r++) {
        for (int k = 0; k < 3; k++) {
            int key = request_rows[r].keys[k];

            /* Those that leave have tests of their own. */
            if (!key || r == REQUEST_QUIT || r == REQUEST_LEAVE || r == REQUEST_SUSPEND)
                continue;
            press(pty, key);
            pty_read(pty, QUIET_MS);
            if (pty->has_ended)
                fail_msg("in %s the key %s ended the program", view_names[view], request_rows[r].written);
        }
    }
}

static void tui_each_key_in_each_view_is_survived(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct room *room = room_play();

        pty_send(&room->pty, ways[i].keys);
        pty_wants(&room->pty, ways[i].shows);
        press_all(&room->pty, ways[i].view);
        leave(&room->pty);
        room_close(room);
    }
}

static void tui_each_key_in_the_opening_is_survived(void **state)
{
    struct room *room = room_open(NULL, (struct pty_options){0});

    (void)state;
    pty_wants(&room->pty, "Four bots post once a day");
    press_all(&room->pty, VIEW_OPENING);
    leave(&room->pty);
    room_close(room);
}

/* On the stage in the middle of the run every key of the table changes what is seen, or says why it does not. */
static void tui_each_key_on_the_stage_answers(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    for (int r = 0; r < REQUEST_COUNT; r++) {
        size_t before;

        if (!(request_rows[r].where >> VIEW_STAGE & 1) || r == REQUEST_QUIT || r == REQUEST_LEAVE ||
            r == REQUEST_SUSPEND || r == REQUEST_REDRAW || r == REQUEST_BLANK)
            continue;
        /* From the start anew, then to the second moment, where Riker has posted. */
        pty_send(pty, "\033[15~nn");
        pty_wants(pty, "00:00:02.6");
        pty_settle(pty);
        before = pty->bytes;
        press(pty, request_rows[r].keys[0]);
        /* Only what differs is written, so that anything written is an answer. */
        for (int i = 0; i < 100 && pty->bytes == before; i++)
            pty_read(pty, QUIET_MS);
        if (pty->bytes == before)
            fail_msg("%s (%s) changed nothing:\n%s", request_rows[r].written, request_rows[r].word, pty_text(pty));
        /* Out of whatever it opened: a prompt, a menu, a view. */
        pty_send(pty, "\033");
        pty_settle(pty);
    }
    leave(pty);
    room_close(room);
}

/* By hand: the story's failure, the cause, the change that grants all, the farewell with its command line. */
static void tui_why_riker_posted_twice_is_found_and_mended(void **state)
{
    struct room *room = room_open(NULL, (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "Four bots post once a day");
    pty_send(pty, "\rG");
    pty_wants(pty, "Not so: Riker posted twice; Worf and Locutus never.");
    pty_send(pty, "w");
    pty_wants(pty, "Why did Riker post twice?");
    pty_wants(pty, "Enter opens one"); /* all changes were tried */
    pty_send(pty, "\r");
    pty_wants(pty, "…: Made it so.");
    pty_send(pty, "\033"); /* out again to where one came from */
    pty_wants(pty, "Why did Riker post twice?");
    pty_send(pty, "\033");
    pty_wants(pty, "Not so: Riker posted twice; Worf and Locutus never.");
    pty_send(pty, "q");
    pty_wants(pty, "Four bots post once a day");
    pty_wants(pty, "Not so; made so by your change");
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    pty_wants(pty, "makeitso play sequential --split BotsJob --retry BotsJob=2");
    assert_null(strstr(pty_text(pty), "--split BotsJob  ")); /* the half of the pair is no future of its own */
    assert_restored(pty);
    room_close(room);
}

/* A first play stops where the job has failed and waits, then at the end with the verdict; nothing moves after that. */
static void tui_playing_stops_at_the_failure_and_at_the_end(void **state)
{
    struct room *room = room_open(NULL, (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "Four bots post once a day");
    pty_send(pty, "\r]]]");
    pty_wants(pty, "Space plays on");
    pty_wants(pty, "retry in 60 s");
    pty_send(pty, " ");
    pty_wants(pty, "the end");
    pty_wants(pty, "Not so: Riker posted twice; Worf and Locutus never.");
    leave(pty);
    room_close(room);
}

/* The presenter's remote: three pages to Worf's failure, the twin, the verdict, fan-out beside it, F5 back. */
static void tui_class_follows_the_remote(void **state)
{
    struct room *room = room_open(class_room, (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "Nothing has happened yet. PgDn goes on, PgUp back;");
    pty_send(pty, "\033[6~\033[6~\033[6~");
    pty_wants(pty, "Worf fails before his post is made");
    pty_send(pty, "\033[6~\033[6~\033[6~");
    pty_wants(pty, "SAME WORDS AGAIN");
    pty_send(pty, "\033[6~\033[6~");
    pty_wants(pty, "Not so: Riker posted twice; Worf and Locutus never.");
    pty_send(pty, "==");
    pty_wants(pty, "Beside this run");
    pty_send(pty, "\033OB\r");
    pty_wants(pty, "sequential | fan-out");
    pty_send(pty, "G");
    pty_wants(pty, "fan-out: Made it so.");
    pty_wants(
        pty, "█▄  █ ▄▀▀▄ ▀▀█▀▀    ▄▀▀▀ ▄▀▀▄     █▄ ▄█ ▄▀▀▄ █▀▀▄ █▀▀▀    █ ▀▀█▀▀    ▄▀▀▀ ▄▀▀▄"); /* NOT SO, MADE IT SO */
    pty_send(pty, "b");
    wants_gone(pty, "fan-out");
    pty_send(pty, " ");
    pty_wants(pty, "fan-out");
    pty_send(pty, "\033[15~");
    pty_wants(pty, "Nothing has happened yet");
    leave(pty);
    room_close(room);
}

static void tui_mouse_reaches_what_keys_reach(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "G");
    click_on(pty, 0, "TWICE");
    pty_wants(pty, "Why did Riker post twice?");
    pty_send(pty, "\033");
    pty_wants(pty, "the four wishes");
    click_on(pty, 0, "? keys");
    pty_wants(pty, "keys and words");
    pty_send(pty, "\033");
    pty_wants(pty, "Not so");
    click_at(pty, 64, 30, 6); /* the wheel, up: a step back from the end */
    pty_wants(pty, "39/40");
    click_at(pty, 65, 30, 6);
    pty_wants(pty, "40/40");
    pty_send(pty, "gnn");
    pty_wants(pty, "00:00:02.6");
    click_on(pty, 2, "Worf "); /* right: strikes in the lane's gap */
    pty_wants(pty, "Strike before Worf's begin");
    pty_send(pty, "\033");
    wants_gone(pty, "Strike");
    click_on(pty, 0, "Locutus");
    click_on(pty, 0, "Locutus"); /* twice: opens the lane */
    pty_wants(pty, "Locutus's post");
    pty_send(pty, "M");
    pty_wants(pty, "Mouse off");
    ASSERT_I64(pty->mouse, VTERM_PROP_MOUSE_NONE);
    pty_send(pty, "M");
    pty_wants(pty, "Mouse on");
    for (int t = 0; t < 100 && pty->mouse != VTERM_PROP_MOUSE_DRAG; t++)
        pty_read(pty, QUIET_MS);
    ASSERT_I64(pty->mouse, VTERM_PROP_MOUSE_DRAG);
    leave(pty);
    room_close(room);
}

/* By hand: the map of the present design, its failing cells, a guard that recolours it, into a cell's run and back. */
static void tui_crash_map_is_walked_recoloured_and_entered(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "m");
    pty_wants(pty, "19 clean");
    pty_wants(pty, "an error strikes after fetch of BotsJob"); /* the first cell that fails */
    pty_send(pty, "jjjj");
    pty_wants(pty, "an error strikes after call of Picard's post");
    pty_send(pty, "nn"); /* the crash beside it, then the error in the next gap */
    pty_wants(pty, "an error strikes after commit of Picard's post");
    pty_wants(pty, "Not so: Picard posted twice");
    pty_send(pty, "y");
    pty_wants(pty, "makeitso play sequential --no-faults --fault Picard@1:after:commit:error");
    pty_send(pty, "c\033OB\033OB\033OB\r"); /* Picard asks the receiver */
    pty_wants(pty, "Picard asks the receiver first");
    pty_wants(pty, "2 changed *");
    pty_wants(pty, "Every post once.");
    pty_send(pty, "u");
    pty_wants(pty, "19 clean");
    pty_wants(pty, "Not so: Picard posted twice");
    pty_send(pty, "\022");
    pty_wants(pty, "20 clean");
    pty_send(pty, "\r");
    pty_wants(pty, "BotsJob attempts"); /* the stage, where it is struck */
    pty_wants(pty, "Picard fails after his post is made");
    pty_send(pty, "\033"); /* Enter goes in, Esc comes out */
    pty_wants(pty, "[✓   ]");
    pty_send(pty, "\r");
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "m");
    pty_wants(pty, "[✓   ]"); /* where it was left */
    wants_gone(pty, "changed");
    pty_send(pty, "w");
    pty_wants(pty, "nothing to explain");
    pty_send(pty, "lw");
    pty_wants(pty, "Why did Riker never post?");
    pty_send(pty, "\033");
    pty_wants(pty, "CRASH MAP");
    pty_send(pty, "/worf\r");
    pty_wants(pty, "before begin of Worf's post");
    pty_send(pty, "\033");
    pty_settle(pty);
    pty_send(pty, "m");
    pty_wants(pty, "the four wishes");
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    pty_wants(pty, "1:after:commit:error");
    pty_wants(pty, "makeitso play sequential --guard Picard=ask-receiver --no-faults --fault Picard@");
    room_close(room);
}

/* A stall that is struck by hand outlasts the lease of 30 s by a minute, as a searched one does, and is saved so. */
static void tui_stall_outlasts_the_lease(void **state)
{
    static const char *const play[] = {"play", "short-lease", NULL};
    struct room *room = room_open(play, (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "x");
    pty_wants(pty, "stall: a pause of 90 s");
    pty_send(pty, "sn");
    pty_wants(pty, "stalls for 90 s");
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    room_close(room);
}

/* Which faults the map tries is chosen: one kind more or less, all of them and back; the header says which. By hand:
 * timeouts strike in the 8 gaps of Picard's post and the 6 of each other, and make 87 runs of 61; stalls also beside
 * fetch and acknowledge, 117. */
static void tui_crash_map_tries_the_kinds_that_are_chosen(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "m");
    pty_wants(pty, "sequential · one error or crash a run ");
    pty_send(pty, "x");
    pty_wants(pty, "Which faults are tried");
    pty_wants(pty, "✓ crash");
    pty_send(pty, "t");
    pty_wants(pty, "sequential · one error, timeout or crash a run ");
    pty_wants(pty, "87 runs");
    wants_gone(pty, "changed");
    pty_send(pty, "nn"); /* the crash beside it, then the next one */
    pty_wants(pty, "before begin of Picard's post");
    pty_send(pty, "a");
    pty_wants(pty, "sequential · one fault of any kind a run ");
    pty_wants(pty, "147 runs"); /* a stall and a freeze at 30 places each */
    pty_send(pty, "a");
    pty_wants(pty, "sequential · one error or crash a run ");
    pty_wants(pty, "61 runs");
    pty_send(pty, "xe");
    pty_wants(pty, "sequential · one crash a run ");
    pty_send(pty, "xc");
    pty_wants(pty, "nothing else is tried");
    pty_send(pty, "\033");
    wants_gone(pty, "Which faults");
    pty_send(pty, "c\033OB\033OB\033OB\r"); /* another design, the same kinds */
    pty_wants(pty, "sequential · one crash a run · ");
    click_on(pty, 2, "[∅ Ms]");
    pty_wants(pty, "Which faults are tried");
    leave(pty);
    room_close(room);
}

/* A click chooses a cell, a second one goes into it; the wheel walks; the right button asks what breaks it, as x
 * does. */
static void tui_crash_map_answers_the_mouse(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "m");
    click_on(pty, 0, "✓      ∅ Ms");
    pty_wants(pty, "an error strikes before begin of Picard's post");
    click_at(pty, 65, 30, 6); /* the wheel, down */
    pty_wants(pty, "an error strikes after begin");
    click_on(pty, 0, "[✓   ]"); /* its bracket belongs to it */
    click_on(pty, 0, "[✓   ]");
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "m");
    click_on(pty, 2, "[✓   ]");
    pty_wants(pty, "Which faults are tried");
    leave(pty);
    room_close(room);
}

/* Plays a file made of these bytes in a folder of its own. */
static struct room *play_bytes(const char *bytes)
{
    const char *argv[] = {program(), "play", "long.yaml", NULL};
    struct room *room = malloc(sizeof *room);
    char path[128];

    assert_non_null(room);
    test_folder_make(&room->folder);
    snprintf(path, sizeof path, "%s/long.yaml", room->folder.path);
    test_file_write(path, bytes, strlen(bytes));
    pty_start(&room->pty, (struct pty_options){.argv = argv, .folder = room->folder.path});
    pty_wants(&room->pty, "what is given");
    return room;
}

/* Why in a run of 200 000 events, of which a hundred and more are played to see what would help: the causes are there
 * at once, and keys are answered meanwhile; also that which leaves. */
static void tui_why_of_a_long_run_holds_nobody_up(void **state)
{
    static const char LONG[] =
        "version: 1\nbots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}, {name: D, post: d}]\n"
        "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}],\n"
        "  retry: {limit: 1, wait: 1m}}]\nschedule: [{enqueue: J, every: 1h, times: 7000}]\n"
        "faults: [{bot: C, before: commit, kind: error, times: always, until: 90s}]\n";
    struct room *room = play_bytes(LONG);
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "G");
    pty_wants(pty, "Not so: A and B posted twice on day 1");
    pty_send(pty, "w");
    pty_wants(pty, "Why did A post twice on day 1?");
    pty_wants(pty, " so far …");
    pty_send(pty, "n");
    pty_wants(pty, "the causes · 2 of");
    pty_send(pty, "\r");
    pty_wants(pty, "Still trying the changes.");
    pty_send(pty, "\033");
    pty_wants(pty, "Not so: A and B posted twice on day 1");
    pty_send(pty, "jw");
    pty_wants(pty, "Why did B post twice on day 1?");
    pty_wants(pty, " so far …"); /* the same search: it goes on */
    leave(pty);
    room_close(room);
}

/* A map that takes long to search: keys are answered meanwhile, and what is known when the time is up says whether it
 * is all. */
static void tui_crash_map_of_a_long_run_holds_nobody_up(void **state)
{
    static const char LONG[] = "version: 1\nbots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                               "schedule: [{enqueue: J, times: 2000}]\n";
    struct room *room = play_bytes(LONG);
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "m");
    pty_wants(pty, "CRASH MAP");
    pty_send(pty, "?");
    pty_wants(pty, "keys and words");
    pty_send(pty, "\033");
    pty_wants(pty, "CRASH MAP");
    pty_send(pty, "m");
    pty_wants(pty, "what is given");
    pty_send(pty, "m");
    for (int i = 0; i < 1000 && !strstr(pty_text(pty), " runs"); i++)
        pty_read(pty, QUIET_MS);
    pty_wants(pty, " runs");
    pty_wants(pty, strstr(pty_text(pty), "partial:") ? "the search did not finish" : "of all");
    leave(pty);
    room_close(room);
}

/* With more bots than the run has rows, the one that is struck is among those shown. */
static void tui_crash_map_shows_the_lane_that_is_struck(void **state)
{
    static const char ten[] =
        "version: 1\nbots: [{name: B0, post: p}, {name: B1, post: p}, {name: B2, post: p}, {name: B3, post: p},\n"
        "  {name: B4, post: p}, {name: B5, post: p}, {name: B6, post: p}, {name: B7, post: p},\n"
        "  {name: B8, post: p}, {name: B9, post: p}]\n"
        "jobs: [{name: BotsJob, steps: [{post: B0}, {post: B1}, {post: B2}, {post: B3}, {post: B4},\n"
        "  {post: B5}, {post: B6}, {post: B7}, {post: B8}, {post: B9}]}]\n"
        "schedule: [{enqueue: BotsJob}]\n";
    struct test_folder folder;
    char path[sizeof folder.path + 16];
    const char *const arguments[] = {"play", path, NULL};
    struct room *room;
    struct pty *pty;

    (void)state;
    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/ten.yaml", folder.path);
    test_file_write(path, ten, sizeof ten - 1);
    room = room_open(arguments, (struct pty_options){0});
    pty = &room->pty;
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "m");
    pty_wants(pty, "B0      no guard");
    pty_send(pty, "GNN");
    pty_wants(pty, "of B9's post");
    pty_wants(pty, "B9      no guard");
    leave(pty);
    room_close(room);
    test_folder_remove(&folder);
}

/* The position stays through every size, also those too small for any screen. */
static void tui_resize_keeps_the_position(void **state)
{
    static const int sizes[][2] = {{120, 36}, {40, 12}, {20, 5}, {1, 1}, {200, 60}, {80, 24}};
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "nn");
    pty_wants(pty, "Riker's post reaches the world.");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_resize(pty, sizes[i][0], sizes[i][1]);
        if (sizes[i][0] >= 40)
            pty_wants(pty, "Riker's post reaches the world.");
        pty_read(pty, QUIET_MS);
    }
    pty_wants(pty, "00:00:02.6");
    leave(pty);
    room_close(room);
}

/* Names and words of wide characters and of combining ones, which a change can cut in half. */
static const char wide[] =
    "version: 1\ntitle: 広い\n"
    "bots:\n  - {name: 艦長, handle: \"@艦長\", post: \"仕事 é 一\"}\n  - {name: Ré, post: \"二 つ\"}\n"
    "jobs:\n  - name: 仕事\n    steps: [{post: 艦長}, {post: Ré}]\n    retry: {limit: 1, wait: 1m}\n"
    "schedule:\n  - {enqueue: 仕事}\nfaults:\n  - {bot: Ré, before: commit, kind: error}\n";

/* Only what has changed is written, step by step; another size makes it begin anew with the whole picture. */
static void tui_picture_made_in_steps_is_the_one_made_at_once(void **state)
{
    struct test_folder folder;
    char path[sizeof folder.path + 16], number[16];
    const char *const arguments[] = {"play", path, NULL};
    struct room *room;
    int column, row;

    (void)state;
    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/wide.yaml", folder.path);
    test_file_write(path, wide, sizeof wide - 1);
    room = room_open(arguments, (struct pty_options){0});
    pty_wants(&room->pty, "Nothing has happened yet.");
    for (int step = 1; step <= 22; step++) {
        char *parts;

        pty_send(&room->pty, "l");
        snprintf(number, sizeof number, " %d/", step);
        pty_wants(&room->pty, number);
        pty_settle(&room->pty);
        parts = strdup(pty_text(&room->pty));
        assert_non_null(parts);
        pty_resize(&room->pty, 100, 24);
        while (!pty_find(&room->pty, "seed 1", &column, &row) || column < 80)
            pty_read(&room->pty, QUIET_MS);
        pty_resize(&room->pty, 80, 24);
        for (int i = 0; i < 200 && strcmp(pty_text(&room->pty), parts) != 0; i++)
            pty_read(&room->pty, QUIET_MS);
        assert_string_equal(pty_text(&room->pty), parts);
        free(parts);
    }
    leave(&room->pty);
    room_close(room);
    test_folder_remove(&folder);
}

static void tui_signals_give_the_terminal_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < SIGNAL_ROW_COUNT; i++) {
        int number = signal_rows[i].number;
        struct room *room;

        if (signal_rows[i].effect == SIGNAL_STOPS || signal_rows[i].effect == SIGNAL_RESIZES ||
            (signal_rows[i].effect == SIGNAL_IS_BUG && number != SIGABRT)) /* a sanitizer has its own way with bugs */
            continue;
        room = room_play();

        assert_true(room->pty.is_other_screen);
        for (int t = 0; t < 100 && room->pty.mouse != VTERM_PROP_MOUSE_DRAG; t++)
            pty_read(&room->pty, QUIET_MS); /* it is asked for behind the first picture */
        ASSERT_I64(room->pty.mouse, VTERM_PROP_MOUSE_DRAG);
        kill(room->pty.pid, number);
        ASSERT_I64(pty_end(&room->pty), 128 + number);
        assert_restored(&room->pty);
        room_close(room);
    }
}

/* Nobody reads what it writes, until long after it was told to end: it waits, and then gives everything back. */
static void tui_slow_terminal_gets_all_in_the_end(void **state)
{
    static const struct timespec while_unread = {.tv_nsec = 200000000};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct room *room = room_open(sequential,
                                      (struct pty_options){.columns = 200, .rows = 60, .is_nonblocking = i == 1});
        struct pty *pty = &room->pty;
        long cpu;

        pty_wants(pty, "BotsJob attempts");
        pty_send(pty, "\014T\014T\014T\014T\014T\014T\014T\014T");
        (void)nanosleep(&while_unread, NULL);
        kill(pty->pid, SIGTERM);
        cpu = pty_cpu_ms(pty);
        assert_true(cpu >= 0);
        (void)nanosleep(&while_unread, NULL);
        assert_true(pty_cpu_ms(pty) - cpu <= 10);
        ASSERT_I64(pty_end(pty), 128 + SIGTERM);
        assert_restored(pty);
        room_close(room);
    }
}

/* Nobody reads what it writes, and it waits for that: told to end a second time it does so at once. */
static void tui_second_signal_ends_it_at_once(void **state)
{
    static const struct timespec a_while = {.tv_nsec = 100000000};
    struct room *room = room_open(sequential, (struct pty_options){.columns = 200, .rows = 60});
    struct pty *pty = &room->pty;
    siginfo_t ended = {0};

    (void)state;
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "\014T\014T\014T\014T\014T\014T\014T\014T");
    (void)nanosleep(&a_while, NULL);
    kill(pty->pid, SIGTERM);
    (void)nanosleep(&a_while, NULL);
    assert_int_equal(waitid(P_PID, (id_t)pty->pid, &ended, WEXITED | WNOHANG | WNOWAIT), 0);
    ASSERT_I64(ended.si_pid, 0);
    kill(pty->pid, SIGTERM);
    for (int i = 0; i < 50 && ended.si_pid == 0; i++) {
        (void)nanosleep(&a_while, NULL);
        assert_int_equal(waitid(P_PID, (id_t)pty->pid, &ended, WEXITED | WNOHANG | WNOWAIT), 0);
    }
    ASSERT_I64(ended.si_pid, pty->pid);
    ASSERT_I64(pty_end(pty), 128 + SIGTERM);
    assert_restored(pty);
    room_close(room);
}

/* ^C is no key that waits to be read. */
static void tui_interrupt_is_a_signal(void **state)
{
    struct room *room = room_play();
    struct termios modes;

    (void)state;
    pty_settle(&room->pty);
    assert_int_equal(tcgetattr(room->pty.fd, &modes), 0);
    assert_true(modes.c_lflag & ISIG);
    assert_int_equal(modes.c_cc[VINTR], 3);
    assert_int_equal(modes.c_cc[VQUIT], _POSIX_VDISABLE);
    assert_int_equal(modes.c_cc[VSUSP], _POSIX_VDISABLE);
    leave(&room->pty);
    room_close(room);
}

/* Curses reads on behind what looks like the begin of a mouse's bytes: not for ever. */
static void tui_interrupt_ends_a_mouse_that_never_ended(void **state)
{
    struct room *room = room_play();

    (void)state;
    pty_settle(&room->pty);
    pty_send(&room->pty, "\033[<");
    pty_read(&room->pty, QUIET_MS);
    pty_send(&room->pty, "\003");
    ASSERT_I64(pty_end(&room->pty), 130);
    assert_restored(&room->pty);
    room_close(room);
}

static void tui_closed_terminal_ends_it(void **state)
{
    struct room *room = room_play();

    (void)state;
    close(room->pty.fd);
    room->pty.fd = -1;
    room->pty.is_closed = true;
    ASSERT_I64(pty_end(&room->pty), 128 + SIGHUP);
    room_close(room);
}

static void tui_suspended_comes_back_where_it_was(void **state)
{
    struct room *room = room_open(sequential, (struct pty_options){.has_shell = true});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "nn");
    pty_wants(pty, "Riker's post reaches the world.");
    pty_send(pty, "\032");
    pty_wants(pty, "[stopped]");
    assert_restored(pty);
    pty_send(pty, "\n");
    pty_wants(pty, "Riker's post reaches the world.");
    pty_send(pty, "n");
    pty_wants(pty, "Worf fails before");
    assert_true(pty->mouse != VTERM_PROP_MOUSE_NONE);
    pty_send(pty, "M\032"); /* the mouse that was switched off stays so */
    wants_gone(pty, "Worf fails before");
    pty_send(pty, "\n");
    pty_wants(pty, "Worf fails before");
    pty_settle(pty);
    ASSERT_I64(pty->mouse, VTERM_PROP_MOUSE_NONE);
    leave(pty);
    room_close(room);
}

/* Stopped from elsewhere it gives the mouse back as well, drags included. */
static void tui_stopped_by_a_signal_gives_the_terminal_back(void **state)
{
    struct room *room = room_open(sequential, (struct pty_options){.has_shell = true});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "BotsJob attempts");
    pty_settle(pty);
    assert_true(pty->mouse != VTERM_PROP_MOUSE_NONE);
    kill(-tcgetpgrp(pty->fd), SIGTSTP);
    pty_wants(pty, "[stopped]");
    assert_restored(pty);
    pty_send(pty, "\n");
    pty_wants(pty, "BotsJob attempts");
    leave(pty);
    room_close(room);
}

static void tui_paused_writes_nothing_and_rests(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;
    struct timespec second = {.tv_sec = 1};
    size_t bytes;
    long cpu;

    (void)state;
    pty_send(pty, "nn");
    pty_wants(pty, "Riker's post reaches the world.");
    pty_settle(pty);
    bytes = pty->bytes;
    cpu = pty_cpu_ms(pty);
    assert_true(cpu >= 0);
    (void)nanosleep(&second, NULL);
    pty_read(pty, QUIET_MS);
    ASSERT_I64(pty->bytes - bytes, 0);
    ASSERT_I64(pty_cpu_ms(pty) - cpu, 0);
    leave(pty);
    room_close(room);
}

/* With a terminal that is refused, and in other locales, libtinfo and the C library keep some bytes of their own to the
 * end, which a sanitizer counts. */
static void forgive_leaks(bool forgives)
{
    if (forgives)
        setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    else
        unsetenv("ASAN_OPTIONS");
}

static void plays_and_leaves(const char *const *environment, const char *wants, bool has_colour)
{
    struct room *room = room_open(sequential, (struct pty_options){.environment = environment});
    struct pty *pty = &room->pty;
    const char *sgr;

    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "G");
    pty_wants(pty, wants);
    pty_wants(pty, "Not so: Riker posted twice; Worf and Locutus never.");
    pty->raw[pty->raw_size] = '\0';
    sgr = strstr(pty->raw, "\033[3");
    while (sgr && !(sgr[3] >= '0' && sgr[3] <= '8' && (sgr[4] == 'm' || sgr[4] == ';')))
        sgr = strstr(sgr + 1, "\033[3");
    ASSERT_I64(sgr != NULL, has_colour);
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    room_close(room);
}

static void tui_kinds_of_terminals_all_play(void **state)
{
    static const char *const vt100[] = {"TERM=vt100", NULL}, *const console[] = {"TERM=linux", NULL};
    static const char *const screen[] = {"TERM=screen-256color", NULL}, *const tmux[] = {"TERM=tmux-256color", NULL};
    static const char *const plain[] = {"NO_COLOR=1", NULL}, *const ascii[] = {"LC_ALL=C", "LANG=C", NULL};

    (void)state;
    forgive_leaks(true);
    plays_and_leaves(vt100, "TWICE", false);
    plays_and_leaves(console, "TWICE", true);
    plays_and_leaves(screen, "TWICE", true);
    plays_and_leaves(tmux, "TWICE", true);
    plays_and_leaves(plain, "TWICE", false);
    plays_and_leaves(ascii, "# TWICE", true);
    forgive_leaks(false);
}

static bool is_bold(struct pty *pty, const char *text)
{
    VTermScreenCell cell;
    int column, row;

    assert_true(pty_find(pty, text, &column, &row));
    assert_true(vterm_screen_get_cell(pty->screen, (VTermPos){.row = row, .col = column}, &cell));
    return cell.attrs.bold;
}

/* The console dims nothing that has a colour: what was stepped back from is no longer bright there, and the feed says
 * it in words. */
static void tui_what_is_to_come_is_paler_where_nothing_is_dimmed(void **state)
{
    static const char *const console[] = {"TERM=linux", NULL};
    struct room *room;

    (void)state;
    forgive_leaks(true);
    room = room_open(sequential, (struct pty_options){.environment = console});
    pty_wants(&room->pty, "BotsJob attempts");
    pty_send(&room->pty, "G");
    pty_wants(&room->pty, "TWICE");
    assert_true(is_bold(&room->pty, "error"));
    pty_send(&room->pty, "gn");
    pty_wants(&room->pty, "to come");
    assert_false(is_bold(&room->pty, "error"));
    leave(&room->pty);
    room_close(room);
    forgive_leaks(false);
}

/* Home and End are what they are whichever of their codes comes; none is taken for Esc, which would leave the stage. */
static void tui_every_code_of_home_and_end_is_known(void **state)
{
    static const char *const home[] = {"\033[1~", "\033[7~", "\033[H", "\033OH"};
    static const char *const end[] = {"\033[4~", "\033[8~", "\033[F", "\033OF"};
    struct room *room = room_open(sequential, (struct pty_options){0});

    (void)state;
    pty_wants(&room->pty, "BotsJob attempts");
    for (size_t i = 0; i < sizeof home / sizeof *home; i++) {
        pty_send(&room->pty, end[i]);
        pty_wants(&room->pty, "Not so: Riker posted twice; Worf and Locutus never.");
        pty_send(&room->pty, home[i]);
        pty_wants(&room->pty, "Nothing has happened yet.");
    }
    leave(&room->pty);
    room_close(room);
}

/* One whose colours are numbers of 24 bits, but for the first eight, is given none of the others. */
static void tui_direct_colors_are_not_taken_for_a_palette(void **state)
{
    static const char description[] =
        "direct|x, colors#0x1000000, setaf=<f%p1%d>, setab=<b%p1%d>, use=xterm-256color,\n";
    struct test_folder folder;
    char path[sizeof folder.path + 16], command[3 * sizeof path + 16], place[sizeof path + 16];
    const char *const environment[] = {"TERM=direct", place, NULL};
    struct room *room;

    (void)state;
    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/source", folder.path);
    snprintf(place, sizeof place, "TERMINFO=%s", folder.path);
    test_file_write(path, description, sizeof description - 1);
    snprintf(command, sizeof command, "tic -x -o %s %s 2>%s.said", folder.path, path, path);
    ASSERT_I64(system(command), 0);
    forgive_leaks(true);
    room = room_open(sequential, (struct pty_options){.environment = environment});
    pty_wants(&room->pty, "BotsJob");
    room->pty.raw[room->pty.raw_size] = '\0';
    assert_non_null(strstr(room->pty.raw, "<f"));
    for (const char *at = room->pty.raw; (at = strstr(at, "<f")) != NULL; at++)
        assert_true(at[2] >= '0' && at[2] < '8' && at[3] == '>');
    pty_send(&room->pty, "q");
    ASSERT_I64(pty_end(&room->pty), 0);
    room_close(room);
    forgive_leaks(false);
    test_folder_remove(&folder);
}

/* A terminal that nobody knows: one sentence, status 3, nothing left on it. On a dumb one the UI is linear text. */
static void tui_useless_terminal_is_refused(void **state)
{
    static const char *const types[] = {"TERM=no-such-terminal", NULL};

    (void)state;
    forgive_leaks(true);
    for (int i = 0; types[i]; i++) {
        const char *environment[] = {types[i], NULL};
        struct room *room = room_open(sequential, (struct pty_options){.environment = environment});

        ASSERT_I64(pty_end(&room->pty), 3);
        pty_wants(&room->pty, "TERM");
        assert_restored(&room->pty);
        room_close(room);
    }
    forgive_leaks(false);
}

/* By a number that curses does not have; its kind is known. */
static void tui_too_large_terminal_is_refused_for_its_size(void **state)
{
    struct room *room = room_open(sequential, (struct pty_options){.columns = 65535, .rows = 24});

    (void)state;
    ASSERT_I64(pty_end(&room->pty), 3);
    pty_wants(&room->pty, "65535 columns and 24 rows is too large");
    room_close(room);
}

static void tui_saved_future_is_a_file_that_expects_nothing(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;
    char command[1200];

    (void)state;
    pty_send(pty, "nnxcs");
    pty_wants(pty, "Save as: sequential-changed.yaml");
    pty_send(pty, "\r");
    pty_wants(pty, "Saved as sequential-changed.yaml");
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    assert_null(strstr(pty_text(pty), "makeitso play")); /* it was saved: nothing to say farewell to */
    snprintf(
        command, sizeof command,
        "cd '%s' && '%s' run sequential-changed.yaml >out 2>&1 && grep -q 'made by: makeitso play sequential --fault' "
        "sequential-changed.yaml && grep -q 'expected is left out' sequential-changed.yaml && "
        "! grep -Eq '^(expect|caption|lesson|title):' sequential-changed.yaml",
        room->folder.path, program());
    ASSERT_I64(system(command), 0);
    room_close(room);
}

/* Random keys, mouse and sizes, the same each time: whatever they lead to, the end is clean. */
static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void fuzz_one(struct pty *pty, unsigned *seed)
{
    unsigned kind = next_random(seed) % 20;
    int key;

    if (kind == 0) {
        click_at(pty, (int)(next_random(seed) % 3), (int)(next_random(seed) % 90), (int)(next_random(seed) % 30));
    } else if (kind == 1) {
        pty_resize(pty, 20 + (int)(next_random(seed) % 180), 6 + (int)(next_random(seed) % 60));
    } else if (kind == 2) {
        char bytes[2] = {(char)('!' + next_random(seed) % 94), '\0'};

        pty_send(pty, bytes);
    } else {
        const struct request_row *row = &request_rows[next_random(seed) % REQUEST_COUNT];

        key = row->keys[next_random(seed) % 3];
        /* No file is to be written elsewhere: the proposed name is only added to. */
        if (key && key != KEY_CODE_CTRL('z') && key != KEY_CODE_CTRL('c') && key != 'Q' && key != KEY_CODE_BACKSPACE)
            press(pty, key);
    }
}

static long long real_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void tui_random_keys_end_cleanly(void **state)
{
    const char *given = getenv("FUZZ_SEED");
    unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : 20231220u, first = seed;
    long long end = real_ms() + FUZZ_MS;
    struct room *room;

    (void)state;
    /* A click on the help's ^Z would suspend it, and here is no shell to wake it. */
    signal(SIGTSTP, SIG_IGN);
    room = room_play();
    for (int i = 0; i < FUZZ_KEYS && real_ms() < end; i++) {
        fuzz_one(&room->pty, &seed);
        if (i % 4 == 3)
            pty_read(&room->pty, i % 64 == 63 ? QUIET_MS : 1);
        if (!room->pty.has_ended)
            continue;
        if (room->pty.status != 0)
            fail_msg("FUZZ_SEED=%u: status %d after %d keys:\n%s", first, room->pty.status, i, pty_text(&room->pty));
        room_close(room);
        room = room_play();
    }
    pty_send(&room->pty, "\003");
    if (pty_end(&room->pty) != 130 && room->pty.status != 0)
        fail_msg("FUZZ_SEED=%u: status %d at the end:\n%s", first, room->pty.status, pty_text(&room->pty));
    assert_restored(&room->pty);
    room_close(room);
    signal(SIGTSTP, SIG_DFL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tui_why_riker_posted_twice_is_found_and_mended),
        cmocka_unit_test(tui_crash_map_is_walked_recoloured_and_entered),
        cmocka_unit_test(tui_stall_outlasts_the_lease),
        cmocka_unit_test(tui_crash_map_tries_the_kinds_that_are_chosen),
        cmocka_unit_test(tui_crash_map_answers_the_mouse),
        cmocka_unit_test(tui_why_of_a_long_run_holds_nobody_up),
        cmocka_unit_test(tui_crash_map_of_a_long_run_holds_nobody_up),
        cmocka_unit_test(tui_playing_stops_at_the_failure_and_at_the_end),
        cmocka_unit_test(tui_class_follows_the_remote),
        cmocka_unit_test(tui_each_key_on_the_stage_answers),
        cmocka_unit_test(tui_each_key_in_each_view_is_survived),
        cmocka_unit_test(tui_each_key_in_the_opening_is_survived),
        cmocka_unit_test(tui_mouse_reaches_what_keys_reach),
        cmocka_unit_test(tui_crash_map_shows_the_lane_that_is_struck),
        cmocka_unit_test(tui_resize_keeps_the_position),
        cmocka_unit_test(tui_picture_made_in_steps_is_the_one_made_at_once),
        cmocka_unit_test(tui_signals_give_the_terminal_back),
        cmocka_unit_test(tui_slow_terminal_gets_all_in_the_end),
        cmocka_unit_test(tui_second_signal_ends_it_at_once),
        cmocka_unit_test(tui_interrupt_is_a_signal),
        cmocka_unit_test(tui_interrupt_ends_a_mouse_that_never_ended),
        cmocka_unit_test(tui_closed_terminal_ends_it),
        cmocka_unit_test(tui_suspended_comes_back_where_it_was),
        cmocka_unit_test(tui_stopped_by_a_signal_gives_the_terminal_back),
        cmocka_unit_test(tui_paused_writes_nothing_and_rests),
        cmocka_unit_test(tui_kinds_of_terminals_all_play),
        cmocka_unit_test(tui_what_is_to_come_is_paler_where_nothing_is_dimmed),
        cmocka_unit_test(tui_every_code_of_home_and_end_is_known),
        cmocka_unit_test(tui_direct_colors_are_not_taken_for_a_palette),
        cmocka_unit_test(tui_useless_terminal_is_refused),
        cmocka_unit_test(tui_too_large_terminal_is_refused_for_its_size),
        cmocka_unit_test(tui_saved_future_is_a_file_that_expects_nothing),
        cmocka_unit_test(tui_random_keys_end_cleanly),
    };

    return test_main("tui_pty", tests, sizeof tests / sizeof *tests);
}
