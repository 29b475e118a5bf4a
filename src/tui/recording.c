#include "tui/recording.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "picture/paint_changed.h"
#include "tui/loop.h"
#include "tui/views.h"
#include "words/narrate.h"

enum {
    STARTED_MS = 1000, /* the question is read, then Space is pressed */
    LOOKED_MS = 3000   /* the end stays */
};

#define SPACE " "
/* The cursor, which only moves where pictures differ, is hidden. */
#define HIDE_CURSOR "\033[?25l\033[2J"
#define SHOW_CURSOR "\033[0m\033[?25h"

struct recorder {
    const struct recording *recording;
    struct app *app;
    struct cells shown; /* what the viewer's terminal shows; no grid: nothing yet */
    uint32_t at;        /* the event that it shows */
    int64_t now;        /* ms since the start */
};

static bool put(const struct recorder *recorder, enum recording_code code, struct text *data, struct err *err)
{
    return recorder->recording->put(recorder->recording->context, recorder->now, code, data, err);
}

static bool put_words(const struct recorder *recorder, enum recording_code code, const char *words, struct err *err)
{
    struct text data = {0};

    text_add(&data, words);
    return put(recorder, code, &data, err);
}

/* What the picture of the last turn has that the viewer's terminal does not show. */
static bool put_picture(struct recorder *recorder, struct err *err)
{
    const struct cells *cells = &recorder->app->cells;
    const struct cells *before = recorder->shown.grid ? &recorder->shown : NULL;
    struct text changed = {0};

    if (!before && !cells_init(&recorder->shown, cells->columns, cells->rows, err))
        return false;
    paint_changed(before, cells, recorder->recording->options->scheme, &changed);
    memcpy(recorder->shown.grid, cells->grid, (size_t)cells->columns * (size_t)cells->rows * sizeof *cells->grid);
    return text_is_empty(&changed) || put(recorder, RECORDING_OUTPUT, &changed, err);
}

/* A marker where another moment is on the stage than before. */
static bool put_marker(struct recorder *recorder, struct err *err)
{
    const struct future *future = session_future(&recorder->app->session);
    struct text sentence = {0};

    if (future->at == recorder->at)
        return true;
    recorder->at = future->at;
    if (!future->trace.events[future->at].is_moment)
        return true;
    narrate_event(&future->index->story, future->at, &sentence);
    return put(recorder, RECORDING_MARKER, &sentence, err);
}

static bool turn(struct recorder *recorder, struct input input, struct err *err)
{
    input.now = recorder->now;
    input.columns = recorder->recording->columns;
    input.rows = recorder->recording->rows;
    return loop_step(recorder->app, &input, err) && put_picture(recorder, err) && put_marker(recorder, err);
}

/* Has everything been played that is to be? */
static bool is_over(const struct recorder *recorder)
{
    const struct future *future = session_future(&recorder->app->session);
    uint32_t next = player_next(future->at, true);

    return loop_wait(recorder->app) < 0 || next >= future->trace.count ||
           future->trace.events[next].time > recorder->recording->until;
}

static bool record(struct recorder *recorder, struct err *err)
{
    if (!put_words(recorder, RECORDING_OUTPUT, HIDE_CURSOR, err) ||
        !turn(recorder, (struct input){.kind = INPUT_RESIZE}, err))
        return false;
    recorder->now = STARTED_MS;
    if (!put_words(recorder, RECORDING_KEY, SPACE, err) ||
        !turn(recorder, (struct input){.kind = INPUT_KEY, .key = SPACE[0]}, err))
        return false;
    while (!is_over(recorder)) {
        recorder->now += loop_wait(recorder->app);
        if (!turn(recorder, (struct input){.kind = INPUT_NOTHING}, err))
            return false;
    }
    recorder->now += LOOKED_MS;
    return put_words(recorder, RECORDING_OUTPUT, SHOW_CURSOR, err);
}

bool recording_play(const struct recording *recording, struct err *err)
{
    struct recorder recorder = {.recording = recording, .at = NO_EVENT};
    bool is_made = false;

    CHECK(recording->columns >= SCREEN_COLUMNS_MIN && recording->rows >= SCREEN_ROWS_MIN);
    recorder.app = calloc(1, sizeof *recorder.app);
    if (!recorder.app)
        return err_memory(err);
    if (app_init(recorder.app, recording->options, views, err)) {
        recorder.app->session.is_sliced = true;
        is_made = session_begin(&recorder.app->session, err) && record(&recorder, err);
    }
    cells_release(&recorder.shown);
    app_release(recorder.app);
    free(recorder.app);
    return is_made;
}
