/* Any keys, clicks, sizes and times into the terminal UI, on one of the scenarios or on any: no crash, and no input is
 * answered for longer than a slice of work takes (effort.h).
 *
 * The first byte chooses the scenario. After it printable characters and control characters are keys, and bytes from
 * 0x80 on the rest: keys without a character, the mouse at a column and a row, a size, time that goes by, work in the
 * background, signals. */
#include <string.h>

#include "base/check.h"
#include "cli/source.h"
#include "file/load.h"
#include "support/effort.h"
#include "support/random_scenario.h"
#include "support/ui.h"
#include "tui/loop.h"

enum { KEYS_MAX = 400, EVENTS_MAX = 20000, SCENARIO_BYTES = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct input_bytes {
    const uint8_t *bytes;
    size_t size, at;
};

static uint8_t next(struct input_bytes *input)
{
    return input->at < input->size ? input->bytes[input->at++] : 0;
}

/* A built-in one, or one that the next bytes make. */
static void choose(struct input_bytes *input, struct text *yaml)
{
    static const char *const names[] = {"sequential", "fan-out", "three-days", "two-workers", "short-lease"};
    size_t which = next(input), left = input->size - input->at;
    const struct builtin *builtin = which < '0' || which > '4' ? NULL : builtin_find(names[which - '0']);

    if (builtin) {
        text_add_bytes(yaml, builtin->bytes, builtin->size);
        return;
    }
    left = left < SCENARIO_BYTES ? left : SCENARIO_BYTES;
    random_scenario(input->bytes + input->at, left, yaml);
    input->at += left;
}

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    const struct text *yaml = context;
    struct scenario *scenario;
    struct diags diags;

    (void)entry;
    (void)err;
    diags_init(&diags, "fuzz", text_str(yaml), yaml->size);
    scenario = scenario_load("fuzz", text_str(yaml), yaml->size, &diags);
    diags_release(&diags);
    CHECK(scenario);
    return scenario;
}

static bool exists(void *context, const char *path)
{
    (void)context;
    return path[0] == 'x';
}

static bool save(void *context, const char *path, const struct text *bytes, struct err *err)
{
    (void)context;
    return bytes->size % 2 == 0 || err_set(err, "%s is not written", path);
}

/* A byte from 0x80 on. */
static struct input special(struct ui *ui, struct input_bytes *bytes, uint8_t byte)
{
    struct input input = {.kind = INPUT_KEY, .key = KEY_CODE_FIRST + (byte & 0x1f)};

    if (byte < 0xa0)
        return input;
    if (byte < 0xc0)
        return (struct input){
            .kind = INPUT_MOUSE, .button = (enum mouse_button)(byte & 7), .column = next(bytes), .row = next(bytes)};
    input = (struct input){.kind = INPUT_NOTHING};
    if (byte < 0xd0) {
        ui->columns = next(bytes);
        ui->rows = next(bytes);
        input.kind = INPUT_RESIZE;
    } else if (byte < 0xe0) {
        ui->now += 1 << (byte & 15);
    } else if (byte < 0xf0) {
        (void)loop_work(&ui->app, 1);
    } else {
        input = (struct input){.kind = INPUT_SIGNAL, .signal = byte & 15 ? 20 /* SIGTSTP */ : 15};
    }
    return input;
}

static struct input next_input(struct ui *ui, struct input_bytes *bytes)
{
    uint8_t byte = next(bytes);
    struct input input = {.kind = INPUT_KEY, .key = byte};

    if (byte >= 0x80)
        return special(ui, bytes, byte);
    if (byte == '\r' || byte == '\n')
        input.key = KEY_CODE_ENTER;
    else if (byte == 27)
        input.key = KEY_CODE_ESCAPE;
    else if (byte == '\t')
        input.key = KEY_CODE_TAB;
    return input;
}

static void play(struct ui *ui, struct input_bytes *bytes)
{
    const struct session *session = &ui->app.session;

    if (session_future(session)->trace.count > EVENTS_MAX)
        return;
    for (int i = 0; i < KEYS_MAX && bytes->at < bytes->size && !ui->app.is_over; i++) {
        struct input input = next_input(ui, bytes);

        effort = (struct effort){0};
        ui_turn(ui, input);
        CHECK(effort_is_short());
        CHECK(session->lane < session_future(session)->scenario->bot_count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const struct tui_entry entry = {"", "fuzz.yaml", "", ""};
    struct input_bytes input = {bytes, size, 0};
    struct tui_options options = {.entries = &entry, .entry_count = 1, .load = load, .exists = exists, .save = save};
    struct text yaml = {0};
    struct err err;
    struct ui *ui;

    choose(&input, &yaml);
    options.context = &yaml;
    options.is_class = size % 8 == 7;
    ui = ui_open(&options, &err);
    CHECK(ui);
    ui->app.answer.slice_ms = 0;
    play(ui, &input);
    ui_close(ui);
    text_release(&yaml);
    return 0;
}
