/* Linear text: transcripts, held against tests/linear/, which MAKEITSO_BLESS=1 writes anew: to be read aloud; and what
 * must hold of each of their lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/lesson.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/talk.h"
#include "support/test.h"
#include "support/ui.h"

#include "cli/source.h"
#include "words/marks.h"
#include "words/narrate.h"

enum { LINES_MAX = 400, RUNS = 40, TAPE_SIZE = 80, EVENTS_MAX = 2000, BRAILLE_COLUMNS = 40 };

static const struct tui_entry story[] = {
    {"The story", "sequential", "One big job", "How often does Riker post?"},
    {"The story", "fan-out", "One job for each bot", "Does Locutus have to care?"},
    {"Guards", "key-expires", "The key expires", "Is that long enough?"},
    {"Questions", "asked", "Asked", "What comes of it?"},
};

/* Its own questions, so that no scenario's change them. */
static const char asked[] =
    "title: Asked\n"
    "bots: [{name: Picard, post: p, guard: check-then-mark}, {name: Riker, post: r}, {name: Worf, post: w}]\n"
    "jobs: [{name: J, steps: [{post: Picard}, {post: Riker}, {post: Worf}], retry: {limit: 1, wait: 1m}}]\n"
    "schedule: [{enqueue: J}]\n"
    "faults: [{bot: Worf, before: commit, kind: error, times: always, until: 90s}]\n"
    "gates:\n"
    "  - {at: {bot: Worf, event: strike}, ask: line}\n"
    "  - {at: {bot: Worf, event: strike}, ask: outcome}\n";
enum { ASKED = sizeof story / sizeof *story - 1 };

static struct scenario *load_of_story(void *context, size_t entry, struct err *err)
{
    (void)context;
    (void)err;
    return entry == ASKED ? load_yaml(asked) : load_builtin(story[entry].name);
}

static bool exists(void *context, const char *path)
{
    (void)context;
    return strcmp(path, "mine.yaml") == 0;
}

static bool save(void *context, const char *path, const struct text *bytes, struct err *err)
{
    (void)context;
    (void)bytes;
    (void)path;
    (void)err;
    return true;
}

static struct talk *begin(int open, bool has_gates, bool is_class)
{
    static const char *const designs[] = {"sequential", "fan-out", NULL};

    return talk_open(&(struct tui_options){.entries = story,
                                           .entry_count = sizeof story / sizeof *story,
                                           .open = open,
                                           .story = designs,
                                           .has_no_gates = !has_gates,
                                           .is_class = is_class,
                                           .load = load_of_story,
                                           .exists = exists,
                                           .save = save});
}

static void say_all(struct talk *talk, const char *const *lines)
{
    for (; *lines; lines++)
        talk_say(talk, *lines);
}

static struct scenario *load_named(void *context, size_t entry, struct err *err)
{
    (void)entry;
    (void)err;
    return load_builtin(((const struct builtin *)context)->name);
}

static bool is_at_end(const struct talk *talk)
{
    const struct future *future = session_future(&talk->app.session);

    return future->at != NO_EVENT && future->trace.events[future->at].kind == EVENT_RUN_END;
}

/* A built-in scenario by Enter alone to its end, asked nothing. */
static struct talk *hear_builtin(const struct builtin *builtin)
{
    static const struct tui_entry any = {"", "", "", ""};
    struct tui_entry *entry = malloc(sizeof *entry);
    struct talk *talk;

    assert_non_null(entry);
    *entry = any;
    entry->name = builtin->name;
    talk = talk_open(&(struct tui_options){.entries = entry,
                                           .entry_count = 1,
                                           .load = load_named,
                                           .has_no_gates = true,
                                           .context = (void *)(uintptr_t)builtin});
    for (int i = 0; i < LINES_MAX && (talk->linear.is_asking || !is_at_end(talk)); i++)
        talk_say(talk, "");
    assert_true(is_at_end(talk));
    return talk;
}

static void end_builtin(struct talk *talk)
{
    free((void *)(uintptr_t)talk->options.entries);
    talk_close(talk);
}

static void hold_golden(const char *name, const struct text *heard)
{
    char path[128];

    snprintf(path, sizeof path, "tests/linear/%s.txt", name);
    test_kept(path, text_str(heard), heard->size);
}

/* No sign stands for its word, nor does a box, a rule or an arrow. */
static void hold_no_sign(const char *name, const char *heard)
{
    for (int mark = 0; mark < MARK_COUNT; mark++)
        if ((unsigned char)marks_unicode[mark][0] >= 0x80 && strstr(heard, marks_unicode[mark]))
            fail_msg("%s: \"%s\" is said", name, marks_unicode[mark]);
    for (const unsigned char *at = (const unsigned char *)heard; *at; at++)
        if (at[0] == 0xe2 && (at[1] == 0x94 || at[1] == 0x95 || at[1] == 0x96 || at[1] == 0x97 || at[1] == 0x86))
            fail_msg("%s: a sign of the screen is said: %.30s", name, (const char *)at);
}

static void linear_tells_builtin_scenarios_as_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct talk *talk = hear_builtin(&builtins[i]);

        talk_say(talk, "w");
        talk_hear_all(talk);
        talk_say(talk, "lesson");
        hold_golden(builtins[i].name, &talk->heard);
        hold_no_sign(builtins[i].name, text_str(&talk->heard));
        end_builtin(talk);
    }
}

/* The numbers of a line that begins so, in their order; returns how many. */
static size_t numbers_of(const char *heard, const char *head, unsigned long long out[8])
{
    size_t count = 0;
    const char *at = heard;

    while (at && strncmp(at, head, strlen(head)) != 0)
        at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL;
    if (!at)
        fail_msg("no line begins with \"%s\":\n%s", head, heard);
    for (at += strlen(head); *at && *at != '\n' && count < 8; at++) {
        char *end;

        if (*at < '0' || *at > '9')
            continue;
        out[count++] = strtoull(at, &end, 10);
        at = end - 1;
    }
    return count;
}

/* Posts, owed, again, in this order; what is none of a bot's again is not said. */
static void hold_tally(const char *heard, const char *name, const struct tally *tally)
{
    unsigned long long numbers[8];
    char head[80];
    size_t count;

    snprintf(head, sizeof head, "%s: ", name);
    count = numbers_of(heard, head, numbers);
    assert_true(count >= 2);
    ASSERT_I64(numbers[0], tally->posts);
    ASSERT_I64(numbers[1], tally->owed);
    if (tally->duplicates > 0)
        ASSERT_I64(numbers[2], tally->duplicates);
}

/* Of each bot and of all together; the delays are said as durations are. */
static void hold_ledger(const char *heard, const struct scenario *scenario, const struct ledger *ledger)
{
    unsigned long long numbers[8];

    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        struct text delay = {0};

        hold_tally(heard, scenario->bots[b].name, &ledger->bots[b]);
        text_add(&delay, " after ");
        if (ledger_only_cell(ledger, b) && ledger_only_cell(ledger, b)->delay != MSEC_NONE) {
            msec_say(ledger_only_cell(ledger, b)->delay, &delay);
            assert_non_null(strstr(heard, text_str(&delay)));
        }
        text_release(&delay);
    }
    assert_true(numbers_of(heard, "Together: ", numbers) >= 4);
    ASSERT_I64(numbers[0], ledger->total.posts);
    ASSERT_I64(numbers[1], ledger->total.owed);
    ASSERT_I64(numbers[2], ledger->total.duplicates);
    ASSERT_I64(numbers[3], ledger->total.missed);
}

static void linear_says_every_number_of_the_ledger(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct talk *talk = hear_builtin(&builtins[i]);
        const struct future *future = session_future(&talk->app.session);
        struct ledger ledger;
        struct err err;

        assert_true(ledger_take(&future->trace, future->trace.count, &ledger, &err));
        hold_ledger(text_str(&talk->heard), future->scenario, &ledger);
        ledger_release(&ledger);
        end_builtin(talk);
    }
}

/* Who does it stands within a braille line of 40 cells: the bot of what is done to a post, else the job. */
static void linear_names_who_within_forty_columns(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct talk *talk = hear_builtin(&builtins[i]);
        const struct future *future = session_future(&talk->app.session);

        for (uint32_t e = 0; e < future->trace.count; e++) {
            const struct event *event = &future->trace.events[e];
            const struct job *job = story_job(&future->index->story, event->job);
            bool is_receivers = event->kind == EVENT_RECOGNISE; /* it is the receiver who does it */
            const char *name = event->bot != NO_BOT ? future->scenario->bots[event->bot].name : job ? job->name : NULL;
            struct text line = {0};

            narrate_event_bare(&future->index->story, e, &line);
            text_cut(&line, BRAILLE_COLUMNS);
            if (name && event->is_moment && !is_receivers && !strstr(text_str(&line), name))
                fail_msg("%s is not within 40 columns: %s", name, text_str(&line));
            text_release(&line);
        }
        end_builtin(talk);
    }
}

/* By hand, as the issue's own example: Riker's second post is at 66.2 s. */
static void linear_says_who_posts_again_and_when(void **state)
{
    struct talk *talk = begin(0, false, false);

    (void)state;
    assert_true(talk_heard(talk, "How often does Riker post?\n"));
    talk_say(talk, ":66.2");
    assert_true(talk_heard(talk, "\nRiker posts again. Same words. 66.2 s\n"));
    talk_say(talk, ".");
    assert_true(
        talk_heard(talk, "because Worf failed in attempt 1; and nothing asks whether Riker has posted. 66.2 s\n"));
    talk_say(talk, "r");
    assert_true(talk_heard(talk, "and nothing asks whether Riker has posted. 66.2 s\n"));
    talk_close(talk);
}

/* A talk of its own for each, kept as a whole. */
static const struct script {
    const char *name;
    int open; /* entry, or -1 */
    bool has_gates, is_class;
    const char *lines[40];
} scripts[] = {
    {"talk-opening",
     -1,
     false,
     false,
     {"/key", "", "Esc", "mark 1", "mark 2", "beside", "", "", "q", "2", "n", "quit", "3"}},
    {"talk-what-if", 0, false, false, {"n",   "n", "x",       "?",    "5",         ".",       "u",
                                       "c",   "",  "2",       "undo", "redo",      "futures", "1",
                                       "end", "",  "command", "save", "mine.yaml", "n",       "save mine.yaml",
                                       "y",   "q"}},
    {"talk-worlds",
     0,
     false,
     false,
     {"beside 1", "n", "n", "n", "N", "other", "end", "play", ".", "goto 66.2", "open", "="}},
    {"talk-why", 0, false, false, {"G", "", "why", "", "n", "1", "w", "5", "end", "Esc", "Esc"}},
    {"talk-map",
     1,
     false,
     false,
     {"m", "n", "down", "right", "3", "w", "q", "open 2", "Esc", "x", "2", "f", "Worf=0", "", "q"}},
    {"talk-close-up",
     0,
     false,
     false,
     {"n", "open", "down", "1", "x", "2", "step", "back", "Esc", "other", "j", "other", "other"}},
    {"talk-gates", ASKED, true, false, {"n", "n", "n", "n", ".", "9", "1", "2", "", "", "open", "1", "q", "Esc"}},
    {"talk-gates-skipped", ASKED, true, false, {"n", "n", "n", "Esc", "Esc", "", "restart", "n", "n", "n"}},
    {"talk-vote",
     ASKED,
     true,
     true,
     {"n", "n", "n", "w", "1", "2", "u", "v", "3 4", "n", "N", "votes 1 2 3 4 5", "n", "n"}},
    {"talk-class", 0, false, true, {"n", "m", "m", "q", "w", "G", "w", "a", "lesson"}},
    {"talk-refused", 0, false, false, {"T",     "mouse",   "[", "z", "b",     "0",   "99",    "nonsense",
                                       "why 3", "/jazzed", "/", "",  ":soon", "all", "n",     "all",
                                       "i",     "?",       "r", "",  "",      "",    "story", "Q"}},
};

static void script_is_as_kept(void **state)
{
    const struct script *script = *state;
    struct talk *talk = begin(script->open, script->has_gates, script->is_class);

    for (const char *const *line = script->lines; *line && !talk->app.is_over; line++)
        talk_say(talk, *line);
    hold_golden(script->name, &talk->heard);
    hold_no_sign(script->name, text_str(&talk->heard));
    talk_close(talk);
}

static struct scenario *load_of_lesson(void *context, size_t entry, struct err *err)
{
    const struct lesson *lesson = context;

    (void)err;
    return scenario_copy(lesson->scenarios[entry].scenario);
}

/* A lesson as it is heard: by its own word from beat to beat, an empty line where a question is open. */
static void lesson_is_as_kept(const char *golden, bool is_class, const char *const *lines)
{
    struct lesson *lesson = load_builtin_lesson("story");
    struct tui_entry entries[LESSON_BEATS_MAX];
    bool is_given[LESSON_BEATS_MAX];
    struct talk *talk;

    (void)lesson_choose(lesson, 0, is_given);
    for (uint32_t i = 0; i < lesson->scenario_count; i++)
        entries[i] = (struct tui_entry){.group = lesson->title,
                                        .name = lesson->scenarios[i].name,
                                        .title = lesson->scenarios[i].scenario->title,
                                        .question = lesson->scenarios[i].scenario->question};
    talk = talk_open(&(struct tui_options){.entries = entries,
                                           .entry_count = lesson->scenario_count,
                                           .lesson = lesson,
                                           .is_given = is_given,
                                           .is_class = is_class,
                                           .load = load_of_lesson,
                                           .context = lesson});
    say_all(talk, lines);
    assert_null(strstr(text_str(&talk->heard), "PgDn"));
    hold_golden(golden, &talk->heard);
    hold_no_sign(golden, text_str(&talk->heard));
    talk_close(talk);
    lesson_free(lesson);
}

static void linear_lesson_alone_is_as_kept(void **state)
{
    static const char *const lines[] = {"on", "on",  "on",  "on", "on", "on",   "on",        "on",     "",   "",
                                        "9",  "2",   "on",  "on", "",   "on",   "on",        "before", "on", "on",
                                        "on", "Esc", "Esc", "on", "on", "beat", "goto-beat", "b2",     "q",  NULL};

    (void)state;
    lesson_is_as_kept("talk-lesson-alone", false, lines);
}

static void linear_lesson_of_a_class_is_as_kept(void **state)
{
    static const char *const lines[] = {"on", "on", "on", "on", "on", "on", "on",    "on", "1",  "2",  "",   "",
                                        "on", "on", "on", "",   "on", "on", "3 4 1", "on", "on", "on", "on", NULL};

    (void)state;
    lesson_is_as_kept("talk-lesson-class", true, lines);
}

/* A word, and a key as it is written, asks in each view for the same as its key does there. */
static void linear_words_ask_for_what_the_keys_do(void **state)
{
    (void)state;
    for (int view = 0; view < VIEW_COUNT; view++)
        for (int r = 0; r < REQUEST_COUNT; r++) {
            const struct request_row *row = &request_rows[r];

            if (!(row->where >> view & 1))
                continue;
            if (row->said && request_of_word(row->said, (enum view_id)view, request_is_of_lesson((enum request)r)) !=
                                 (enum request)r)
                fail_msg("%s, \"%s\": something else", view_names[view], row->said);
            if (r != REQUEST_PREDICT &&
                request_of_word(row->key, (enum view_id)view, request_is_of_lesson((enum request)r)) != (enum request)r)
                fail_msg("%s, %s: something else", view_names[view], row->key);
        }
}

/* Each has an answer where it can be asked for: what it brings, or why not. */
static void linear_answers_each_request(void **state)
{
    static const char *const ways[VIEW_COUNT][5] = {
        [VIEW_OPENING] = {NULL},
        [VIEW_STAGE] = {"1", "n", NULL},
        [VIEW_ATOM] = {"1", "n", "open", NULL},
        [VIEW_WORLDS] = {"1", "beside 1", NULL},
        [VIEW_WHY] = {"1", "G", "w", NULL},
        [VIEW_TREE] = {"1", "n", "c 3", "futures", NULL},
        [VIEW_DIAGRAM] = {"1", "n", NULL}, /* it is but read */
        [VIEW_MAP] = {"1", "m", NULL},
        [VIEW_PAGE] = {"1", NULL},
        [VIEW_HELP] = {NULL},
    };

    (void)state;
    for (int view = 0; view < VIEW_COUNT; view++)
        for (int r = 0; r < REQUEST_COUNT; r++) {
            const struct request_row *row = &request_rows[r];
            struct talk *talk;

            if (!(row->where >> view & 1) || request_is_of_lesson((enum request)r))
                continue;
            talk = begin(-1, false, false);
            say_all(talk, ways[view]);
            talk_say(talk, row->said ? row->said : r == REQUEST_BLANK ? "b" : row->key);
            if (!talk->app.is_over && talk->last.size == 0)
                fail_msg("%s has no answer to %s", view_names[view], row->written);
            if (talk_heard(talk, "is no request") || (row->unsaid && !talk_heard(talk, row->unsaid)))
                fail_msg("%s, %s: %s", view_names[view], row->written, text_str(&talk->last));
            talk_close(talk);
        }
}

static struct scenario *load_random(void *context, size_t entry, struct err *err)
{
    (void)entry;
    (void)err;
    return load_whole(context);
}

/* Requests by word and key, numbers, and what is none of them. */
static void say_any(struct talk *talk, struct tape *tape)
{
    static const char *const others[] = {"",  "",  "",     ".",   "r",   "?",   "1",
                                         "2", "3", "/Bot", ":1s", "x 2", "c 3", "nonsense"};
    const struct request_row *row = &request_rows[tape_below(tape, REQUEST_COUNT)];
    bool is_long = session_future(&talk->app.session)->trace.count > EVENTS_MAX;

    if (tape_chance(tape, 2) || request_is_of_lesson((enum request)(row - request_rows)) ||
        row == &request_rows[REQUEST_MAP] || row == &request_rows[REQUEST_WHY] || is_long)
        talk_say(talk, others[tape_below(tape, sizeof others / sizeof *others)]);
    else
        talk_say(talk, row->said ? row->said : row->key);
}

/* What is said is held to what it must be wherever it is heard (support/talk). */
static bool any_talk_is_sound(struct tape *tape, struct text *why)
{
    static const struct tui_entry entry = {"", "x.yaml", "", ""};
    struct tui_options options = {
        .entries = &entry, .entry_count = 1, .load = load_random, .exists = exists, .save = save};
    struct text yaml = {0};
    struct talk *talk;

    (void)why;
    options.is_class = tape_chance(tape, 4);
    random_scenario(tape->bytes, tape->size, &yaml);
    options.context = &yaml;
    talk = talk_open(&options);
    for (int i = 0; i < 30 && !talk->app.is_over; i++)
        say_any(talk, tape);
    talk_close(talk);
    text_release(&yaml);
    return true;
}

static void linear_is_sound_over_random_talks(void **state)
{
    (void)state;
    assert_true(prop_holds("linear", any_talk_is_sound, RUNS, TAPE_SIZE));
}

/* Lets linear text listen to a key, and hears what it brought; the caller's. */
static char *hear_key(struct linear *linear, struct ui *ui, int key)
{
    struct text heard = {0};
    char *copy;

    linear_listen(linear);
    ui_press(ui, key);
    linear_hear(linear, &heard);
    copy = strdup(text_str(&heard));
    text_release(&heard);
    assert_non_null(copy);
    return copy;
}

static void hold_key(struct linear *linear, struct ui *ui, int key, const char *wanted)
{
    char *heard = hear_key(linear, ui, key);

    if (!strstr(heard, wanted))
        print_error("heard: %s", heard);
    assert_non_null(strstr(heard, wanted));
    free(heard);
}

/* Beside a screen: what a key has brought, each time anew; nothing unasked, nor while it is played. A view that has
 * nothing to choose stays open, as the screen shows it. The file's first event is Picard's job, his error Worf's. */
static void linear_beside_a_screen_is_heard_after_each_key(void **state)
{
    const struct tui_options options = {.entries = story,
                                        .entry_count = sizeof story / sizeof *story,
                                        .open = ASKED,
                                        .has_no_gates = true,
                                        .load = load_of_story};
    struct text nothing = {0};
    struct linear linear;
    struct err err;
    struct ui *ui = ui_open(&options, &err);

    (void)state;
    assert_non_null(ui);
    linear_begin_beside(&linear, &ui->app);
    linear_hear(&linear, &nothing);
    hold_key(&linear, ui, 'n', "Picard");
    linear_hear(&linear, &nothing);
    hold_key(&linear, ui, 'i', "guard: Picard: checks, then marks.");
    assert_int_equal(app_view(&ui->app), VIEW_PAGE);
    hold_key(&linear, ui, KEY_CODE_ESCAPE, "Back to the stage");
    linear_listen(&linear);
    ui_press(ui, ' ');
    linear_hear(&linear, &nothing);
    assert_true(text_is_empty(&nothing));
    hold_key(&linear, ui, ' ', "\n");
    linear_release(&linear);
    ui_close(ui);
}

enum { SCRIPT_COUNT = sizeof scripts / sizeof *scripts };

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_tells_builtin_scenarios_as_kept),
        cmocka_unit_test(linear_says_every_number_of_the_ledger),
        cmocka_unit_test(linear_names_who_within_forty_columns),
        cmocka_unit_test(linear_says_who_posts_again_and_when),
        cmocka_unit_test(linear_lesson_alone_is_as_kept),
        cmocka_unit_test(linear_lesson_of_a_class_is_as_kept),
        cmocka_unit_test(linear_words_ask_for_what_the_keys_do),
        cmocka_unit_test(linear_answers_each_request),
        cmocka_unit_test(linear_is_sound_over_random_talks),
        cmocka_unit_test(linear_beside_a_screen_is_heard_after_each_key),
    };
    enum { COUNT = sizeof tests / sizeof *tests };
    struct CMUnitTest all[COUNT + SCRIPT_COUNT];

    memcpy(all, tests, sizeof tests);
    for (int s = 0; s < SCRIPT_COUNT; s++)
        all[COUNT + s] = (struct CMUnitTest){scripts[s].name, script_is_as_kept, NULL, NULL,
                                             (void *)(uintptr_t)&scripts[s]};
    return test_main("linear", all, COUNT + SCRIPT_COUNT);
}
