/* The moment and the lane, over random scenarios and random keys: what is undone is gone back from exactly, and the
 * command line that is told opens what is seen. */
#include <stdlib.h>
#include <string.h>
#include <wordexp.h>

#include "cli/options.h"
#include "file/run_code.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"
#include "support/ui.h"

enum { RUNS = 60, TAPE_SIZE = 90, KEYS_MAX = 24, CHOICES_MAX = 24, WORDS_MAX = 100, EVENTS_MAX = 5000 };

static const struct tui_entry entry = {"", "x.yaml", "", ""};

static struct scenario *load(void *context, size_t of_entry, struct err *err)
{
    (void)of_entry;
    (void)err;
    return load_whole(context);
}

static struct scenario *load_named(void *context, size_t of_entry, struct err *err)
{
    (void)context;
    (void)of_entry;
    (void)err;
    return load_builtin("sequential");
}

static bool exists(void *context, const char *path)
{
    (void)context;
    (void)path;
    return false;
}

static bool save(void *context, const char *path, const struct text *bytes, struct err *err)
{
    (void)context;
    (void)bytes;
    return err_set(err, "%s is not written by a test", path);
}

static struct ui *open_ui(struct tui_options *options, struct text *yaml)
{
    struct err err;
    struct ui *ui;

    options->has_no_gates = true;
    options->entries = &entry;
    options->entry_count = 1;
    options->load = load;
    options->exists = exists;
    options->save = save;
    options->context = yaml;
    ui = ui_open(options, &err);
    if (!ui)
        fail_msg("%s", err.text);
    return ui;
}

/* Long runs take long and show nothing else. */
static bool is_long(const struct ui *ui)
{
    return session_future(&ui->app.session)->trace.count > EVENTS_MAX;
}

/* A step, a moment, an attempt, an edge, another lane. */
static void move(struct ui *ui, struct tape *tape)
{
    static const int keys[] = {KEY_CODE_RIGHT, KEY_CODE_DOWN, 'n', '}', KEY_CODE_LEFT, KEY_CODE_UP, 'N', '{', 'G', 'g'};

    ui_press(ui, keys[tape_below(tape, sizeof keys / sizeof *keys)]);
}

/* A change or a strike, of those that the menu offers; what cannot be chosen is left again. */
static void change(struct ui *ui, struct tape *tape)
{
    ui_press(ui, tape_chance(tape, 3) ? 'x' : 'c');
    for (uint64_t down = tape_below(tape, CHOICES_MAX); down > 0 && ui->app.menu.is_open; down--)
        ui_press(ui, KEY_CODE_DOWN);
    if (ui->app.menu.is_open)
        ui_press(ui, KEY_CODE_ENTER);
    if (ui->app.menu.is_open)
        ui_press(ui, KEY_CODE_ESCAPE);
}

/* Any key of the table but those that leave the program. */
static void press_any(struct ui *ui, struct tape *tape)
{
    enum request request = (enum request)tape_below(tape, REQUEST_COUNT);

    if (request != REQUEST_QUIT && request != REQUEST_LEAVE && request != REQUEST_SUSPEND)
        ui_press(ui, request_rows[request].keys[0]);
}

static void press_some(struct ui *ui, struct tape *tape)
{
    for (uint64_t count = tape_below(tape, KEYS_MAX); count > 0 && !is_long(ui); count--) {
        switch (tape_below(tape, 6)) {
        case 0:
        case 1:
        case 2:
            move(ui, tape);
            break;
        case 3:
            change(ui, tape);
            break;
        case 4:
            ui_press(ui, tape_chance(tape, 2) ? KEY_CODE_CTRL('r') : 'u');
            break;
        default:
            press_any(ui, tape);
        }
    }
    ui_leave_all(ui);
}

static void rest_of(struct tape *tape, struct text *yaml)
{
    random_scenario(tape->bytes + tape->at, tape->size - tape->at, yaml);
}

static bool is_same(const struct text *before, const struct text *after, const char *what, struct text *why)
{
    if (strcmp(text_str(before), text_str(after)) == 0)
        return true;
    text_addf(why, "%s: before\n%s\nand behind\n%s", what, text_str(before), text_str(after));
    return false;
}

/* One key leads into another future and the other key back: the same future, moment, lane, and what was scrolled. */
static bool comes_back(struct ui *ui, int there, int back, const char *what, struct text *why)
{
    size_t future = session_futures(&ui->app.session)->current;
    struct text before = {0}, after = {0};
    bool ok = true;

    ui_picture(ui, &before);
    ui_press(ui, there);
    if (session_futures(&ui->app.session)->current != future) {
        ui_press(ui, back);
        ui_leave_all(ui);
        ui_picture(ui, &after);
        ok = is_same(&before, &after, what, why);
        text_release(&after);
    }
    text_release(&before);
    return ok;
}

static bool undo_and_redo_come_back(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct tui_options options = {.is_class = tape_chance(tape, 4)};
    struct tape keys = *tape;
    struct ui *ui;
    bool ok;

    rest_of(tape, &yaml);
    ui = open_ui(&options, &yaml);
    press_some(ui, &keys);
    ok = comes_back(ui, 'u', KEY_CODE_CTRL('r'), "undo, redo", why);
    ui_leave_all(ui);
    ok = ok && comes_back(ui, KEY_CODE_CTRL('r'), 'u', "redo, undo", why);
    ui_close(ui);
    text_release(&yaml);
    return ok;
}

static void tui_undo_and_redo_bring_back_what_is_seen(void **state)
{
    (void)state;
    assert_true(prop_holds("undo and redo", undo_and_redo_come_back, RUNS, TAPE_SIZE));
}

/* A step, a change, undo and a step back lead nowhere else. */
static bool step_back_comes_back(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct tui_options options = {0};
    struct tape keys = *tape;
    const struct session *session;
    struct place before, after;
    struct ui *ui;
    bool ok = true;

    rest_of(tape, &yaml);
    ui = open_ui(&options, &yaml);
    session = &ui->app.session;
    press_some(ui, &keys);
    before = session_place(session);
    ui_press(ui, KEY_CODE_RIGHT);
    if (session_future(session)->at != before.at) {
        change(ui, &keys);
        if (session_futures(session)->current != before.of_future)
            ui_press(ui, 'u');
        ui_press(ui, KEY_CODE_LEFT);
        after = session_place(session);
        ok = before.of_future == after.of_future && before.at == after.at && before.lane == after.lane;
    }
    if (!ok)
        text_addf(why, "from event %u of %zu to event %u of %zu", before.at, before.of_future, after.at,
                  after.of_future);
    ui_close(ui);
    text_release(&yaml);
    return ok;
}

static void tui_step_back_behind_undo_comes_back(void **state)
{
    (void)state;
    assert_true(prop_holds("a step back behind undo", step_back_comes_back, RUNS, TAPE_SIZE));
}

/* By hand: Riker's second post is at 66.2 s; claiming, Picard's post ends 0.1 s earlier there, and the way back by time
 * alone would be three steps short. */
static void tui_undo_brings_back_the_very_step(void **state)
{
    static const struct tui_entry sequential = {"", "sequential", "", ""};
    const struct tui_options options = {.entries = &sequential, .entry_count = 1, .load = load_named, .at = "66.2", .has_no_gates = true};
    struct err err;
    struct ui *ui = ui_open(&options, &err);
    const struct session *session;
    struct place before;

    (void)state;
    assert_non_null(ui);
    session = &ui->app.session;
    before = session_place(session);
    ui_type(ui, "cjj\r");
    ASSERT_I64(session_futures(session)->count, 2);
    ASSERT_MSEC(session_future(session)->trace.events[session_future(session)->at].time, 66100);
    ui_type(ui, "u");
    ASSERT_I64(session_place(session).at, before.at);
    ui_close(ui);
}

/* Takes the run code out of what is told, if it has one, and reads it: it says the same moment and lane, and as many
 * changes. */
static void take_code(struct ui *ui, struct text *command)
{
    struct session *session = &ui->app.session;
    const struct future *future = session_future(session);
    const char *comment = strstr(text_str(command), "  # ");
    struct text line = {0};
    struct run_code code;
    struct err err;

    assert_string_equal(text_str(command), text_str(&session->copied));
    if (!comment)
        return;
    if (!run_code_read(comment + strlen("  # "), session_futures(session)->list[0].scenario, &code, &err))
        fail_msg("%s: %s", text_str(command), err.text);
    ASSERT_I64(code.at, future->at == NO_EVENT ? 0 : future->at + 1);
    ASSERT_I64(code.lane, session->lane);
    ASSERT_I64(code.change_count, future->change_count);
    text_add_bytes(&line, text_str(command), (size_t)(comment - text_str(command)));
    text_release(command);
    *command = line;
}

/* The words of a command line, as a shell splits them. The settings refer to them. */
static void read_command(const struct text *command, wordexp_t *words, struct settings *settings)
{
    char *argv[WORDS_MAX + 1]; /* whose order is changed */
    struct err err;

    if (wordexp(text_str(command), words, WRDE_NOCMD) != 0)
        fail_msg("no shell takes this: %s", text_str(command));
    assert_true(words->we_wordc <= WORDS_MAX);
    memcpy(argv, words->we_wordv, (words->we_wordc + 1) * sizeof *argv);
    if (!settings_parse((int)words->we_wordc, argv, settings, &err))
        fail_msg("%s: %s", text_str(command), err.text);
}

/* What the command line does not say: what was seen behind the moment, how a strike was called where it was chosen, and
 * the speed. */
static void forget_the_way(struct ui *ui, const struct ui *opened)
{
    struct future *future = session_future(&ui->app.session);

    future->seen = future->at;
    future_rename(future, session_future(&opened->app.session)->name);
    ui->app.session.player.speed = opened->app.session.player.speed;
    ui_leave_all(ui);
}

/* Moves and changes, and then `y`: what the line opens looks the same; so nothing that was seen before a change shows
 * behind it, either. Where a strike was taken away again there are more futures than changes, as the header says. */
static bool command_opens_what_is_seen(struct tape *tape, struct text *why)
{
    struct text yaml = {0}, command = {0}, before = {0}, after = {0};
    struct tui_options options = {0};
    struct settings settings;
    struct tape keys = *tape;
    struct ui *ui, *opened;
    wordexp_t words;
    bool ok;

    rest_of(tape, &yaml);
    ui = open_ui(&options, &yaml);
    for (uint64_t count = tape_below(&keys, KEYS_MAX); count > 0 && !is_long(ui); count--)
        (tape_chance(&keys, 3) ? change : move)(ui, &keys);
    ui_press(ui, 'y');
    text_add(&command, text_str(&ui->app.session.notice));
    take_code(ui, &command);
    read_command(&command, &words, &settings);
    options.changes = settings.changes;
    options.change_count = settings.change_count;
    options.at = option_text(&settings, OPTION_PLACE);
    options.lane = option_text(&settings, OPTION_LANE);
    opened = open_ui(&options, &yaml);
    ui_leave_all(opened);
    forget_the_way(ui, opened);
    ui_picture(ui, &before);
    ui_picture(opened, &after);
    ok = session_futures(&ui->app.session)->count > session_futures(&opened->app.session)->count ||
         is_same(&before, &after, text_str(&command), why);
    wordfree(&words);
    ui_close(ui);
    ui_close(opened);
    text_release(&yaml);
    text_release(&command);
    text_release(&before);
    text_release(&after);
    return ok;
}

static void tui_command_line_opens_what_is_seen(void **state)
{
    (void)state;
    assert_true(prop_holds("the command line", command_opens_what_is_seen, RUNS, TAPE_SIZE));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tui_undo_brings_back_the_very_step),
        cmocka_unit_test(tui_undo_and_redo_bring_back_what_is_seen),
        cmocka_unit_test(tui_step_back_behind_undo_comes_back),
        cmocka_unit_test(tui_command_line_opens_what_is_seen),
    };

    return test_main("tui_moment", tests, sizeof tests / sizeof *tests);
}
