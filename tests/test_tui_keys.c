/* The table of keys, row by row: what each key and each gesture of the mouse does, and what is said when it cannot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/room.h"
#include "tui/request.h"

static void make_file(const struct room *room, const char *name, const char *bytes)
{
    char path[600];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", room->folder.path, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

static long file_size(const struct room *room, const char *name)
{
    char path[600];
    struct stat status;

    snprintf(path, sizeof path, "%s/%s", room->folder.path, name);
    return stat(path, &status) == 0 ? (long)status.st_size : -1;
}

/* Somebody else's file is replaced after a yes only; one's own without a question. */
static void tui_save_asks_before_it_replaces_a_file(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    make_file(room, "sequential-changed.yaml", "mine");
    pty_send(pty, "nnxcs\r");
    pty_wants(pty, "sequential-changed.yaml exists: y overwrites, any other key leaves it");
    pty_send(pty, "n");
    pty_wants(pty, "sequential-changed.yaml stays as it was.");
    ASSERT_I64(file_size(room, "sequential-changed.yaml"), 4);
    pty_send(pty, "s\r");
    pty_wants(pty, "y overwrites");
    pty_send(pty, "y");
    pty_wants(pty, "Saved as sequential-changed.yaml");
    assert_true(file_size(room, "sequential-changed.yaml") > 4);
    pty_send(pty, "\033");
    wants_gone(pty, "Saved as");
    pty_send(pty, "s\r");
    pty_wants(pty, "Saved as sequential-changed.yaml");
    leave(pty);
    room_close(room);
}

/* The line that `y` shows, typed again, opens the stage at that moment, with all of it seen up to there. */
static void tui_command_line_comes_back_to_the_moment(void **state)
{
    static const char *const again[] = {"play", "sequential", "--guard", "Riker=check-then-mark", "--retry=BotsJob=2",
                                        "--at", "66.1",       NULL};
    struct room *room = room_open(
        (const char *const[]){"play", "sequential", "--guard", "Riker=check-then-mark", "--retry", "BotsJob=2", NULL},
        (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "y");
    pty_wants(pty, "makeitso play sequential --guard Riker=check-then-mark --retry BotsJob=2 ");
    pty_send(pty, ":66.1\r");
    pty_wants(pty, "00:01:06.1");
    pty_send(pty, "y");
    pty_wants(pty, "BotsJob=2 --at ");
    pty_wants(pty, "66.1  # PICARD-"); /* a long line goes on in the next row */
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    pty_wants(pty, "makeitso play sequential --guard Riker=check-then-mark --retry BotsJob=2 --at 66");
    room_close(room);
    room = room_open(again, (struct pty_options){0});
    pty_wants(&room->pty, "00:01:06.1");
    pty_wants(&room->pty, "● posted"); /* what came before is there */
    leave(&room->pty);
    room_close(room);
}

/* A place that the run does not have is a mistake of the command line, told before the screen is taken. */
static void tui_place_that_is_none_is_refused(void **state)
{
    struct room *room = room_open((const char *const[]){"play", "sequential", "--at", "#99", NULL},
                                  (struct pty_options){0});

    (void)state;
    ASSERT_I64(pty_end(&room->pty), 2);
    pty_wants(&room->pty, "--at: There is no event #99: #1 to #40.");
    assert_restored(&room->pty);
    room_close(room);
}

/* Keys one after the other, each with what is then to be read; "" reads nothing. */
struct line {
    const char *keys, *wants;
};

static void play_lines(const char *const *arguments, const struct line *lines)
{
    struct room *room = arguments ? room_open(arguments, (struct pty_options){0}) : room_play();

    for (; lines->wants; lines++) {
        pty_send(&room->pty, lines->keys);
        if (lines->wants[0])
            pty_wants(&room->pty, lines->wants);
        pty_settle(&room->pty);
    }
    leave(&room->pty);
    room_close(room);
}

/* What is searched for is found in every view of a run, forwards and backwards, until Esc drops it. */
static void tui_find_works_in_every_view(void **state)
{
    static const struct line stage[] = {
        {"/jazzed\r", "No match: Esc drops /jazzed."},
        {"\033/second time\r", "00:01:06.2"},
        {"", "n next match"},
        {"n", "No other match: Esc drops /second time."},
        {"N", "No other match"},
        {"\033G/riker\r", "From the start again: Esc drops /riker."},
        {"N", "From the end again: Esc drops /riker."},
        {"\033:66.2\r", "00:01:06.2"},
        {"N", "00:01:04.6"},
        {NULL, NULL},
    };
    /* Only fan-out ends in its bots' words: the other world's events are searched, too. */
    static const struct line worlds[] = {
        {"=\033OB\r", "TWO WORLDS"},
        {"/jazzed\r", "fan-out: RikerJob is done: Jazzed."},
        {"", "n next match"},
        {"n", "No other match: Esc drops /jazzed."},
        {"/second time\r", "00:01:06.2"},
        {"N", "No other match: Esc drops /second"},
        {"\033", "n next divergence"},
        {"\033", "BotsJob attempts"},
        {NULL, NULL},
    };
    static const struct line atom[] = {
        {"n\r", "Picard's post"},
        {"/second time\r", "00:01:06.2"},
        {"n", "No other match"},
        {"\033", "n next "},
        {"", "Riker's post"},
        {"\033", "BotsJob attempts"},
        {NULL, NULL},
    };
    static const struct line why[] = {
        {"Gw", "the causes · 1 of"},
        {"", "Enter opens one"},
        {"/hears nothing\r", "No match: Esc drops /hears nothing."},
        {"\033/not retried\r", "▸ BotsJob not retried"},
        {"N", "No other match"},
        {"\033", "n next cause"},
        {"\033", "the four wishes"},
        {NULL, NULL},
    };
    static const struct line diagram[] = {
        {"d", "sequential · diagram"},
        {"]", "paused  2.0x"},
        {"/second time\r", "second time, because"},
        {"n", "No other match"},
        {"\033", ""},
        {"c", "Change what holds for Riker"},
        {"", "Enter do it"},
        {"\033OB\r", "A new future: Riker asks"},
        {"u", "Now in: sequential."},
        {"\033", "BotsJob attempts"},
        {NULL, NULL},
    };
    static const struct line tree[] = {
        {"xet", "2 futures"},          {"/error", "1 of 2 match “error”"},
        {"\r", "Esc shows all"},       {"/x", "0 of 2 match"},
        {"\r\r", "does nothing here"}, {"\033", "every future that was made"},
        {"\033", "BotsJob attempts"},  {NULL, NULL},
    };
    static const struct line help[] = {
        {"?", "keys and words"}, {"/worst\r", "the worst kind"}, {"n", "No other match: Esc drops /worst."},
        {"\033", "/ find"},      {"\033", "BotsJob attempts"},   {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, stage);
    play_lines(NULL, worlds);
    play_lines(NULL, atom);
    play_lines(NULL, why);
    play_lines(NULL, diagram);
    play_lines(NULL, tree);
    play_lines(NULL, help);
}

/* A line that is typed is edited as in a shell: ^U, ^W, ^A, ^E, the arrows. */
static void tui_line_is_edited_as_in_a_shell(void **state)
{
    static const struct line lines[] = {
        {":99\0256.2", ":6.2"},
        {"\0016\005", ":66.2"},
        {"\r", "00:01:06.2"},
        {"/second twice\027time", "/second time"},
        {"\033OD\033OD\177i", "/second time"},
        {"\r", "No other match: Esc drops /second time."},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* Two worlds: time moves as on the stage, the command line is that of the side at the cursor. */
static void tui_worlds_move_and_tell(void **state)
{
    static const struct line lines[] = {
        {"=\033OB\r", "TWO WORLDS"},
        {"]", "paused 2.0x"},
        {"[[[[", "Slowest."},
        {"]]]]]]", "Fastest."},
        {":2m\r", "00:01:07.9"},
        {":5m\r", "The run ends at"},
        {":66.2\r", "00:01:06.2"},
        {"y", "makeitso play sequential --at 66.2"},
        {"\ty", "makeitso play fan-out --at "},
        {"G", "fan-out: Made it so."},
        {"\033OC", "These runs are over: g goes to the start."},
        {" ", "▶ play"},
        {" ", "paused"},
        {"z", "Enter goes into this world."},
        {"d", "fan-out · diagram"},
        {"d", "TWO WORLDS"},
        {"D", "D (delete the branch (asks)) is not for two worlds, but for the tree"},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* As compare does: three marked designs of the list side by side, Tab goes round, and the table has what each came to. */
static void tui_three_worlds_stand_side_by_side(void **state)
{
    static const char *const opening[] = {NULL};
    static const struct line lines[] = {
        {"", "the ways background jobs fail"},
        {" j j =", "THREE WORLDS  sequential | bail-out | fan-out"},
        {"G", "bail-out                 2          0      2     0      2  ✗    ✓    ✗    ✗"},
        {"y", "makeitso play sequential --at "},
        {"\t\ty", "makeitso play fan-out --at "},
        {"\ty", "makeitso play sequential --at "},
        {"/jazzed\r", "fan-out: RikerJob is done: Jazzed."},
        {"\033qj =", "Three scenarios at most: Space takes a mark away."},
        {NULL, NULL},
    };

    (void)state;
    play_lines(opening, lines);
}

/* Two worlds begin at the moment one stands in, and leave one there; two that are the same throughout say so. */
static void tui_worlds_keep_the_moment(void **state)
{
    static const struct line lines[] = {
        {":66.2\r=\033OB\r", "TWO WORLDS"},
        {"", "00:01:06.2"},
        {"G\t", "fan-out: Made it so."},
        {"\033", "BotsJob attempts"},
        {"", "00:01:06.2"},
        {"nnG=\033OB\r", "TWO WORLDS"},
        {"", "00:01:07.9"},
        {"n", "From the start again: the first divergence."},
        {"", "00:00:01.8"},
        {"N", "From the end again: the last divergence."},
        {"N", "00:01:06.2"},
        {"\033:66.2\rxs", "A new future"},
        {"t Gg \033OB =", "TWO WORLDS"},
        {"", "00:01:06.2"},
        {"\033", "2 futures"},
        {"\033u", "Now in: sequential."},
        {"", "00:01:06.2"},
        {NULL, NULL},
    };
    static const struct line same[] = {
        {"gc\033OA\r", "A new future: the platform with on_crash: heartbeat"},
        {"=\r", "nothing yet; the worlds do not part"},
        {"n", "These two worlds never part."},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
    play_lines((const char *const[]){"play", "happy-path", NULL}, same);
}

/* The bar names what Enter does with what has the focus. */
static void tui_why_bar_follows_the_focus(void **state)
{
    static const struct line lines[] = {
        {"Gw", "Enter open beside"}, {"\t", "Enter go to it"}, {"\r", "BotsJob attempts"}, {NULL, NULL}};

    (void)state;
    play_lines(NULL, lines);
}

/* A class is told nothing of what is still to come: causes up to now, what would help when it is asked for. */
static void tui_class_is_not_told_the_future(void **state)
{
    struct room *room = room_open((const char *const[]){"play", "sequential", "--class", NULL},
                                  (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "Nothing has happened yet");
    pty_send(pty, "nnnx");
    pty_wants(pty, "Strike after Worf's call, attempt 1");
    pty_send(pty, "\033kkx");
    pty_wants(pty, "Picard's post is over so far");
    pty_send(pty, ":66.2\rw");
    pty_wants(pty, "First guess: what would help? a tells it.");
    pty_wants(pty, "a what would help");
    assert_null(strstr(pty_text(pty), "∅ never"));
    assert_null(strstr(pty_text(pty), "gave up"));
    assert_null(strstr(pty_text(pty), "split"));
    pty_send(pty, "a");
    pty_wants(pty, "BotsJob split");
    leave(pty);
    room_close(room);
}

/* What tells the answer waits until a class was asked twice: the map, another design, the diagram; and the title until
 * the run was watched. */
static void tui_class_guesses_before_it_is_shown(void **state)
{
    static const struct line lines[] = {{"nnnm", "First a guess: where may it break? m again shows the map."},
                                        {"=", "First a guess: what would differ? = again asks beside what."},
                                        {"d", "First a guess: what leads to what? d again draws it."},
                                        {"d", "Jazzed"},
                                        {"d", "BotsJob attempts"}, /* what is open is closed unasked */
                                        {"mm", "CRASH MAP"},
                                        {"m", "BotsJob attempts"},
                                        {"==", "Beside this run"},
                                        {"\033G", "Not so"},
                                        {NULL, NULL}};
    struct room *room = room_open((const char *const[]){"play", "sequential", "--class", NULL},
                                  (struct pty_options){0});

    (void)state;
    for (const struct line *line = lines; line->wants; line++) {
        if (line != lines)
            assert_null(strstr(pty_text(&room->pty), "One big job"));
        pty_send(&room->pty, line->keys);
        pty_wants(&room->pty, line->wants);
        pty_settle(&room->pty);
    }
    pty_wants(&room->pty, "One big job, started over");
    leave(&room->pty);
    room_close(room);
}

/* A class has the whole window, and a line to enlarge the letters by that is as wide. */
static void tui_class_has_the_whole_window(void **state)
{
    struct room *room = room_open((const char *const[]){"play", "sequential", "--class", NULL},
                                  (struct pty_options){.columns = 120, .rows = 36});
    int column = 0, row = 0;

    (void)state;
    pty_wants(&room->pty, "Enlarge the letters until this line fills the wall.");
    pty_wants(&room->pty, "? keys");
    assert_true(pty_find(&room->pty, "MAKE IT SO", &column, &row));
    assert_int_equal(column, 1);
    assert_int_equal(row, 0);
    assert_true(pty_find(&room->pty, "? keys", &column, &row));
    assert_int_equal(row, 35);
    leave(&room->pty);
    room_close(room);
}

/* A presenter's keys mean the same while a menu is open. */
static void tui_menu_lets_the_presenters_keys_through(void **state)
{
    struct room *room = room_open((const char *const[]){"play", "sequential", "--class", NULL},
                                  (struct pty_options){0});

    (void)state;
    pty_wants(&room->pty, "BotsJob attempts");
    pty_send(&room->pty, "nnx");
    pty_wants(&room->pty, "Strike after");
    pty_send(&room->pty, ".");
    wants_gone(&room->pty, "Strike after");
    wants_gone(&room->pty, "BotsJob attempts");
    pty_send(&room->pty, " "); /* any key comes back, and the menu stands as it did */
    pty_wants(&room->pty, "Strike after");
    pty_send(&room->pty, "\033[15~");
    pty_wants(&room->pty, "Nothing has happened yet");
    wants_gone(&room->pty, "Strike after");
    pty_send(&room->pty, "nnxQ");
    for (int i = 0; i < 100 && !room->pty.has_ended; i++)
        pty_read(&room->pty, 50);
    assert_true(room->pty.has_ended);
    room_close(room);
}

/* Futures are compared without watching each to its end. */
static void tui_tree_tells_how_each_future_ends(void **state)
{
    static const struct line lines[] = {
        {"nnxc", "A new future"},
        {"t", "Not so: Riker posted twice; Worf a"},
        {"", "Not so: Worf and Locutus never, an"},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* In class a future whose end was seen in two worlds was watched: the tree tells its verdict then, not before. */
static void tui_end_seen_in_two_worlds_counts_as_watched(void **state)
{
    static const struct line lines[] = {
        {"nnxc", "A new future"},
        {"t", "not watched to the end yet"},
        {"g \033OB=", "First a guess"},
        {"=", "TWO WORLDS"},
        {"G", "◆ TWICE"},
        {"\033", "every future that was made"},
        {NULL, NULL},
    };
    struct room *room = room_open((const char *const[]){"play", "sequential", "--class", NULL},
                                  (struct pty_options){0});

    (void)state;
    pty_wants(&room->pty, "BotsJob attempts");
    for (const struct line *line = lines; line->wants; line++) {
        pty_send(&room->pty, line->keys);
        pty_wants(&room->pty, line->wants);
        pty_settle(&room->pty);
    }
    wants_gone(&room->pty, "not watched");
    leave(&room->pty);
    room_close(room);
}

/* A key that can do nothing says why, or where it could. */
static void tui_keys_that_cannot_say_so(void **state)
{
    static const struct line lines[] = {
        {"u", "Nothing changed yet."},
        {"t", "One future so far: x or c makes another."},
        {"w", "nothing to explain"},
        {"{", "This is the first attempt."},
        {"N", "No earlier moment."},
        {"GG", "the end"},
        {"n", "No later moment."},
        {"\033OC", "The run is over: g goes to the start, x changes it."},
        {"}", "This is the last attempt: 2 of 2."},
        {"x", "Picard's post is over: ← into it, ↑ ↓ to another lane."},
        {":9m\r", "The run ends at 67.9 s."},
        {"]]]]]]", "Fastest."},
        {"[[[[[[[[", "Slowest."},
        {"1", "No question is open."},
        {"gnn\r", "Riker's post"},
        {"\t", "One panel here."},
        {"z", "One panel here."},
        {"a", "Nothing is folded."},
        {"y", "makeitso play sequential --at 2.6"},
        {"c", "Change what holds for Riker"},
        {"\033=", "Beside this run"},
        {"?", "↑ ↓ choose, Enter does the chosen one"},
        {"\033s", "Save as: sequential-changed.yaml"},
        {"\033t", "One future so far"},
        {"d", "is not for the close-up, but for"},
        {"\033xe", "A new future"},
        {"uu", "This is the first run, before any change."},
        {"t", "2 futures"},
        {"g\033OA", "This is the first row."},
        {"D", "The first run stays."},
        {"\033OB\033OB", "This is the last row."},
        {"D", "Delete this branch and those made from it? y or n"},
        {"n", "2 futures"},
        {"Dy", "1 future"},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* Standing where a fault has just struck, or in the gap before, Del takes it away. */
static void tui_fault_is_taken_away_where_it_strikes(void **state)
{
    static const struct line lines[] = {
        {"nnnx", "Strike after Worf's call"},
        {"\033[3~", "A new future: without the fault: Worf's mail"},
        {"G", "Made it so."},
        {"u", "Now in: sequential."},
        {":4.3\r\033OD\033OD\033OD", "on its way"},
        {"x\033[3~", "A new future: without the fault"},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* n goes to a moment and into its lane, so that x breaks what one sees; where only time is moved the lane stays. */
static void tui_strike_follows_what_was_gone_to(void **state)
{
    static const struct line lines[] = {
        {"nnx", "Strike after Riker's commit, attempt 1"},
        {"\033N", "▌Picard"},
        {"n\033OC\033OC\033OC", "▌Riker"},
        {"x", "Riker's post is over so far: ← into it, ↑ ↓ to another lane."},
        {"n\rx", "Strike after Worf's call, attempt 1"},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* A gap has one fault: another kind takes the place of the one that strikes there, be it the file's or one's own. */
static void tui_second_fault_in_a_gap_takes_the_place_of_the_first(void **state)
{
    static const struct line lines[] = {
        {"nnnx", "An error strikes here already: another kind takes its place."},
        {"e", "it strikes here already"},
        {"c", "A new future: crash after Worf's call, attempt 1."},
        {"y", "makeitso play sequential --without-fault 1 --fault Worf@1:after:call:crash"},
        {"gnnnxs", "A new future: stall after Worf's call, attempt 1."},
        {"y", "makeitso play sequential --without-fault 1 --fault Worf@1:after:call:stall"},
        {NULL, NULL},
    };

    (void)state;
    play_lines(NULL, lines);
}

/* Where two jobs post for a bot, a strike is written as one of the job that is meant. */
static void tui_strike_names_the_job_that_is_meant(void **state)
{
    struct test_folder folder;
    char path[600];
    struct room *room;
    FILE *file;

    (void)state;
    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/two.yaml", folder.path);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("version: 1\nbots: [{name: A, post: a}]\njobs:\n  - {name: J, steps: [{post: A}]}\n"
          "  - {name: K, steps: [{post: A}]}\nschedule:\n  - {enqueue: J}\n  - {enqueue: K, at: 10s}\n",
          file);
    fclose(file);
    room = room_open((const char *const[]){"play", path, NULL}, (struct pty_options){.columns = 200, .rows = 40});
    pty_wants(&room->pty, "what is given");
    pty_send(&room->pty, ":10.4\rxe");
    pty_wants(&room->pty, "A new future");
    pty_send(&room->pty, "y");
    pty_wants(&room->pty, "--fault K.1@1:after:call:error");
    leave(&room->pty);
    room_close(room);
    test_folder_remove(&folder);
}

/* Where nothing is skipped the diagram has nothing to unfold. */
static void tui_diagram_of_a_good_day_has_nothing_folded(void **state)
{
    static const struct line lines[] = {
        {"d", "happy-path · diagram"}, {"a", "Nothing is folded."}, {":1\r", "00:00:01"}, {NULL, NULL}};

    (void)state;
    play_lines((const char *const[]){"play", "happy-path", NULL}, lines);
}

/* A panel alone: its title twice, or z; in why, too. */
static void tui_panels_are_zoomed(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "n");
    click_on(pty, 0, "what the followers see");
    click_on(pty, 0, "what the followers see");
    wants_gone(pty, "BotsJob attempts");
    pty_send(pty, "z");
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "Gw");
    pty_wants(pty, "the causes");
    pty_send(pty, "z");
    wants_gone(pty, "the causes");
    pty_wants(pty, "what would help");
    pty_send(pty, "z");
    pty_wants(pty, "the causes");
    leave(pty);
    room_close(room);
}

/* What the world has seen of a step is told where it breaks, also behind its last micro-step, and where its guard
 * skipped it. */
static void tui_strike_tells_what_the_step_had_come_to(void **state)
{
    static const struct line made[] = {
        {"nn", "The process dies after Picard's post is made."}, {"", "the post is made"}, {NULL, NULL}};
    static const struct line skipped[] = {{"nnnnnn", "Picard"}, {"", "the post was made before"}, {NULL, NULL}};
    static const struct line none[] = {{"n", "Picard"}, {"", "the world has seen nothing of it"}, {NULL, NULL}};

    (void)state;
    play_lines((const char *const[]){"play", "sequential", "--fault", "Picard:after:done:crash", NULL}, made);
    play_lines((const char *const[]){"play", "sequential", "--fault", "Picard@2:after:done:error", NULL}, skipped);
    play_lines((const char *const[]){"play", "sequential", "--fault", "Picard:after:check:error", NULL}, none);
}

/* A panel that goes on below says so, and is scrolled as far as it goes. */
static void tui_long_panels_scroll_to_their_end(void **state)
{
    static const struct line lines[] = {
        {"nnnkk", "class PicardJob ▼"},
        {"\t\033OA", "This is the first row."},
        {"j", "class PicardJob ▲▼"},
        {"jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj", "This is the last row."},
        {"", "class PicardJob ▲ "},
        {"k", "class PicardJob ▲▼"},
        {NULL, NULL},
    };

    (void)state;
    play_lines((const char *const[]){"play", "fan-out", NULL}, lines);
}

static void drag(struct pty *pty, int from, int to, int row)
{
    char bytes[64];

    snprintf(bytes, sizeof bytes, "\033[<0;%d;%dM\033[<0;%d;%dm", from + 1, row + 1, to + 1, row + 3);
    pty_send(pty, bytes);
}

/* Every gesture of the table of keys on the stage that has not a test of its own. */
static void tui_mouse_moves_time_and_changes(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "G");
    pty_wants(pty, "Not so");
    click_on(pty, 0, "64.3s"); /* the axis */
    pty_wants(pty, "00:01:04.3");
    drag(pty, 50, 19, 3); /* the hand slips off the row */
    pty_wants(pty, "00:00:00.1");
    pty_send(pty, "G");
    pty_wants(pty, "Not so");
    click_on(pty, 0, "◆ AGAIN"); /* a mark */
    pty_wants(pty, "00:01:06.2");
    click_on(pty, 0, "2━━"); /* an attempt's number */
    pty_wants(pty, "22/40");
    click_on(pty, 0, "retry 1×");
    pty_wants(pty, "Change what holds for Riker");
    click_at(pty, 64, 40, 10); /* the wheel chooses */
    click_at(pty, 0, 79, 0);   /* outside */
    wants_gone(pty, "Change what");
    click_on(pty, 0, "no guard");
    pty_wants(pty, "Change what holds for Riker");
    pty_send(pty, "\033");
    wants_gone(pty, "Change what");
    pty_resize(pty, 96, 24); /* the seed has room there */
    click_on(pty, 0, "seed 1");
    pty_wants(pty, "makeitso play sequential --at 64.");
    pty_resize(pty, 80, 24);
    wants_gone(pty, "seed 1");
    click_on(pty, 0, "paused");
    pty_wants(pty, "▶ ");
    click_on(pty, 0, "▶ ");
    pty_wants(pty, "paused");
    pty_send(pty, "/ri");
    pty_wants(pty, "/ri");
    click_at(pty, 0, 40, 12); /* outside the line that is typed into */
    wants_gone(pty, "/ri");
    leave(pty);
    room_close(room);
}

/* Where the terminal tells of movements, time follows the hand on the axis before it lets go; one that went down
 * elsewhere moves nothing. */
static void tui_mouse_drags_time_along(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "G");
    pty_wants(pty, "Not so");
    pty_send(pty, "\033[<0;51;4M\033[<32;45;4M");
    pty_wants(pty, "00:00:04.3");
    pty_send(pty, "\033[<32;30;5M\033[<32;20;6M"); /* off the row */
    pty_wants(pty, "00:00:00.1");
    pty_send(pty, "\033[<32;30;6M");
    pty_wants(pty, "00:00:02.6");
    pty_send(pty, "\033[<0;30;6m\033[<0;3;8M\033[<32;20;4M\033[<0;20;4m"); /* down on a lane's name */
    pty_wants(pty, "▌Worf");
    pty_wants(pty, "00:00:02.6");
    leave(pty);
    room_close(room);
}

/* A fast hand: what the mouse did in one go comes in the order in which it did it, none of it lost, and the key behind
 * it, too. */
static void tui_mouse_in_one_go_loses_nothing(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    pty_send(pty, "G");
    pty_wants(pty, "40/40");
    pty_send(pty, "\033[<65;30;7M\033[<64;30;7M\033[<64;30;7M");
    pty_wants(pty, "38/40"); /* on past the end, two back: not back and on again */
    pty_send(pty, "\033[<0;3;8M\033[<0;3;8mg");
    pty_wants(pty, "Nothing has happened yet");
    pty_wants(pty, "▌Worf");
    room_close(room);
}

/* In two worlds a mark, a lane, a guard and a title belong to their side. */
static void tui_mouse_knows_the_two_sides(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;
    int column, row;

    (void)state;
    pty_send(pty, "=\033OB\r");
    pty_wants(pty, "TWO WORLDS");
    pty_send(pty, "G");
    click_on(pty, 0, "2●"); /* Worf's second attempt in fan-out */
    pty_wants(pty, "00:02:0");
    pty_send(pty, "G");
    pty_wants(pty, "fan-out: Made it so.");
    click_on(pty, 0, "64.3s");
    pty_wants(pty, "00:01:04.3");
    click_on(pty, 0, "fan-out · One job");
    pty_settle(pty);
    pty_send(pty, "y");
    pty_wants(pty, "makeitso play fan-out");
    assert_true(pty_find(pty, "fan-out · One job", &column, &row));
    click_at(pty, 0, 9, row + 3); /* Riker's guard there */
    pty_wants(pty, "Change what holds for Riker");
    pty_send(pty, "\033");
    wants_gone(pty, "Change what");
    click_on(pty, 0, "seed 1");
    pty_wants(pty, "makeitso play sequential");
    click_on(pty, 0, "1.0x");
    pty_wants(pty, "2.0x");
    leave(pty);
    room_close(room);
}

/* Lists: a click selects, two open, the box marks, the wheel moves. */
static void tui_mouse_on_lists(void **state)
{
    struct room *room = room_open(NULL, (struct pty_options){0});
    struct pty *pty = &room->pty;
    int column = 0, row = 0;

    (void)state;
    pty_wants(pty, "▸ sequential");
    click_at(pty, 65, 30, 8);
    pty_wants(pty, "▸ bail-out");
    click_on(pty, 0, "fan-out");
    pty_wants(pty, "▸ fan-out");
    assert_true(pty_find(pty, "▸ fan-out", &column, &row));
    click_at(pty, 0, column, row);
    pty_wants(pty, "▸✓fan-out");
    click_on(pty, 0, "happy-path");
    pty_wants(pty, "▸ happy-path");
    pty_send(pty, "=");
    pty_wants(pty, "TWO WORLDS");
    pty_send(pty, "\033");
    pty_wants(pty, "Four bots post once a day");
    click_on(pty, 0, "bail-out");
    click_on(pty, 0, "bail-out");
    pty_wants(pty, "bail-out ·");
    leave(pty);
    room_close(room);
}

/* Each question is a line of its own, also behind one that was cut off. */
static void tui_question_is_appended_to_its_record(void **state)
{
    static const char yaml[] = "version: 1\n"
                               "bots: [{name: A, post: p}, {name: B, post: w}]\n"
                               "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]\n"
                               "schedule: [{enqueue: J}]\n"
                               "faults: [{bot: B, before: commit, kind: error, times: always}]\n"
                               "gates: [{at: {bot: B, event: strike}, ask: outcome}]\n";
    struct test_folder folder;
    char scenario[100], record[100], *lines;
    struct room *room;

    (void)state;
    test_folder_make(&folder);
    snprintf(scenario, sizeof scenario, "%s/j.yaml", folder.path);
    snprintf(record, sizeof record, "%s/class.jsonl", folder.path);
    test_file_write(scenario, yaml, strlen(yaml));
    test_file_write(record, "{\"cut", 5);
    room = room_open((const char *const[]){"play", scenario, "--class", "--record", record, NULL},
                     (struct pty_options){.has_gates = true});
    pty_wants(&room->pty, "what is given");
    pty_send(&room->pty, "\033[6~\033[6~");
    pty_wants(&room->pty, "the vote");
    pty_send(&room->pty, "11u3");
    pty_wants(&room->pty, "2 hands");
    pty_send(&room->pty, "\033[6~");
    pty_wants(&room->pty, "It was A 2");
    leave(&room->pty);
    room_close(room);
    lines = test_file_read(record, NULL);
    assert_non_null(lines);
    assert_memory_equal(lines, "{\"cut\n{\"time\":\"20", 17);
    assert_non_null(strstr(lines, "\"votes\":[[1,0,1,0]]"));
    free(lines);
    test_folder_remove(&folder);
}

/* The clipboard is given the whole line by OSC 52, in base64: that of "makeitso play sequential", 24 bytes, ends where
 * four signs of it do. */
static void tui_command_line_is_copied(void **state)
{
    struct room *room =
        room_open((const char *const[]){"play", "sequential", "--at", "66.2", NULL}, (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "BotsJob attempts");
    pty_send(pty, "y");
    pty_wants(pty, "makeitso play sequential --at 66.2  # PICARD-");
    pty->raw[pty->raw_size] = '\0';
    assert_non_null(strstr(pty->raw, "\033]52;c;bWFrZWl0c28gcGxheSBzZXF1ZW50aWFs"));
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    room_close(room);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tui_command_line_is_copied),
        cmocka_unit_test(tui_find_works_in_every_view),
        cmocka_unit_test(tui_line_is_edited_as_in_a_shell),
        cmocka_unit_test(tui_worlds_move_and_tell),
        cmocka_unit_test(tui_worlds_keep_the_moment),
        cmocka_unit_test(tui_three_worlds_stand_side_by_side),
        cmocka_unit_test(tui_why_bar_follows_the_focus),
        cmocka_unit_test(tui_class_is_not_told_the_future),
        cmocka_unit_test(tui_class_guesses_before_it_is_shown),
        cmocka_unit_test(tui_class_has_the_whole_window),
        cmocka_unit_test(tui_menu_lets_the_presenters_keys_through),
        cmocka_unit_test(tui_tree_tells_how_each_future_ends),
        cmocka_unit_test(tui_end_seen_in_two_worlds_counts_as_watched),
        cmocka_unit_test(tui_keys_that_cannot_say_so),
        cmocka_unit_test(tui_fault_is_taken_away_where_it_strikes),
        cmocka_unit_test(tui_strike_follows_what_was_gone_to),
        cmocka_unit_test(tui_second_fault_in_a_gap_takes_the_place_of_the_first),
        cmocka_unit_test(tui_strike_names_the_job_that_is_meant),
        cmocka_unit_test(tui_diagram_of_a_good_day_has_nothing_folded),
        cmocka_unit_test(tui_panels_are_zoomed),
        cmocka_unit_test(tui_strike_tells_what_the_step_had_come_to),
        cmocka_unit_test(tui_long_panels_scroll_to_their_end),
        cmocka_unit_test(tui_mouse_moves_time_and_changes),
        cmocka_unit_test(tui_mouse_drags_time_along),
        cmocka_unit_test(tui_mouse_in_one_go_loses_nothing),
        cmocka_unit_test(tui_mouse_knows_the_two_sides),
        cmocka_unit_test(tui_mouse_on_lists),
        cmocka_unit_test(tui_command_line_comes_back_to_the_moment),
        cmocka_unit_test(tui_place_that_is_none_is_refused),
        cmocka_unit_test(tui_save_asks_before_it_replaces_a_file),
        cmocka_unit_test(tui_question_is_appended_to_its_record),
    };

    return test_main("tui_keys", tests, sizeof tests / sizeof *tests);
}
