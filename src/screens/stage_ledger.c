/* The ledger's own panel, with the parameters that are in force; and, at the end, the wishes. */
#include <string.h>

#include "model/usual.h"
#include "screens/stage_paint.h"
#include "words/outage.h"
#include "words/wish.h"

static void put_count(struct stage_rows *lines, const char *name, uint64_t count, enum mark_sign mark,
                      enum element element)
{
    struct text text = {0};

    text_add_padded(&text, name, 12);
    text_addf(&text, "%6llu", (unsigned long long)count);
    if (count > 0 && mark != MARK_NONE)
        text_addf(&text, " %s", marks_unicode[mark]);
    stage_put_line(lines, text_str(&text), count > 0 ? element : ELEMENT_QUIET);
    text_release(&text);
}

struct stage_certain stage_certain(const struct ledger *ledger)
{
    struct stage_certain certain = {0};

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);
            bool is_missed = cell->miss != NO_EVENT && cell->posts == 0;

            certain.missed += is_missed;
            certain.silent += cell->is_silent && (is_missed || cell->posts > 1);
        }
    }
    return certain;
}

static void put_counts(struct stage_rows *lines)
{
    const struct ledger *ledger = lines->paint->view->ledger;
    struct stage_certain certain = stage_certain(ledger);

    put_count(lines, "owed", ledger->total.owed, MARK_NONE, ELEMENT_PLAIN);
    put_count(lines, vocabulary_say(&lines->paint->scenario->vocabulary, VOCABULARY_effects), ledger->total.posts,
              MARK_POSTED, ELEMENT_POSTED);
    put_count(lines, "duplicates", ledger->total.duplicates, MARK_AGAIN, ELEMENT_CHANGED);
    put_count(lines, "missed", certain.missed, MARK_LOST, ELEMENT_MISSED);
    put_count(lines, "late", ledger->total.late, MARK_NONE, ELEMENT_CHANGED);
    if (ledger->total.premature > 0)
        put_count(lines, "premature", ledger->total.premature, MARK_NONE, ELEMENT_CHANGED);
    put_count(lines, "silent", certain.silent, MARK_NONE, ELEMENT_MISSED);
}

static void put_jobs(struct stage_rows *lines)
{
    const struct ledger *ledger = lines->paint->view->ledger;
    uint32_t states[JOB_STATE_COUNT] = {0};
    struct text text = {0};

    for (uint32_t i = 0; i < ledger->job_count; i++)
        states[ledger->jobs[i].state]++;
    for (int s = 0; s < JOB_STATE_COUNT; s++)
        if (states[s] > 0)
            text_addf(&text, "%s%u %s", text.size ? ", " : "jobs: ", states[s], job_state_names[s]);
    stage_put_line(lines, text_str(&text), ELEMENT_JOB);
    text_release(&text);
}

/* Where a job goes in its queue that comes back, unless it is as usual. */
static void put_place(struct stage_rows *lines, const char *what, enum queue_place place, enum queue_place usual)
{
    struct text text = {0};

    if (place == usual)
        return;
    text_addf(&text, "%s%s", what, queue_place_names[place]);
    stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    text_release(&text);
}

static void put_unusual(struct stage_rows *lines, const char *what, const char *name, const char *usual)
{
    struct text text = {0};

    if (strcmp(name, usual) == 0)
        return;
    text_addf(&text, "%s%s", what, name);
    stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    text_release(&text);
}

/* Appends it to a line; one that varies begins the next line. */
static void add_length(struct stage_rows *lines, const struct duration *length, struct text *line)
{
    if (length->kind != DURATION_FIXED) {
        stage_put_line(lines, text_str(line), ELEMENT_QUIET);
        text_clear(line);
    }
    text_add(line, line->size > 0 ? " of " : "of ");
    duration_say(length, line);
}

static void put_platform(struct stage_rows *lines)
{
    const struct platform *platform = &lines->paint->scenario->platform, usual = platform_usual(PRESET_NONE);
    struct text text = {0};

    text_addf(&text, "%u worker%s", platform->processes * platform->workers,
              platform->processes * platform->workers == 1 ? "" : "s");
    if (platform->processes > 1)
        text_addf(&text, " in %u processes", platform->processes);
    stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    text_clear(&text);
    if (platform->prefetch > 0) {
        text_addf(&text, "%u more in reserve each", platform->prefetch);
        stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
        text_clear(&text);
    }
    text_addf(&text, "acknowledge %s", acknowledge_names[platform->acknowledge]);
    stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    text_clear(&text);
    text_addf(&text, "on crash: %s", on_crash_names[platform->on_crash]);
    if (on_crash_traits[platform->on_crash].has_lease)
        add_length(lines, &platform->lease, &text);
    if (on_crash_traits[platform->on_crash].has_heartbeat)
        add_length(lines, &platform->heartbeat, &text);
    if (on_crash_traits[platform->on_crash].has_lease && platform->renew > 0)
        text_add(&text, ", renewed");
    stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    if (platform->check_every > 0) {
        text_clear(&text);
        text_add(&text, "checked every ");
        msec_say(platform->check_every, &text);
        stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    }
    if (poll_for_traits[platform->poll_for].is_all) {
        text_clear(&text);
        text_add(&text, "a job taken every ");
        duration_say(&platform->poll, &text);
        stage_put_line(lines, text_str(&text), ELEMENT_QUIET);
    }
    if (retries_wait_traits[platform->retries_wait].is_held)
        stage_put_line(lines, "a worker holds retries", ELEMENT_QUIET);
    if (crash_counts_traits[platform->crash_counts].counts)
        stage_put_line(lines, "a crash is a failure", ELEMENT_QUIET);
    if (ended_lease_traits[platform->ended_lease].hears_all)
        stage_put_line(lines, "every end counts", ELEMENT_QUIET);
    put_place(lines, "retried at: ", platform->retried_at, usual.retried_at);
    put_place(lines, "recovered at: ", platform->recovered_at, usual.recovered_at);
    put_unusual(lines, "a deploy leaves: ", leaves_names[platform->leaves], leaves_names[usual.leaves]);
    put_unusual(lines, "on child crash: ", on_child_crash_names[platform->on_child_crash],
                on_child_crash_names[usual.on_child_crash]);
    text_release(&text);
}

/* Those that are known at the moment. */
static void put_faults(struct stage_rows *lines)
{
    const struct scenario *scenario = lines->paint->scenario;
    const struct stage_view *view = lines->paint->view;
    uint32_t told = view->is_class ? view->at : view->seen;

    for (uint32_t f = 0; f < scenario->fault_count && lines->row < lines->area.rows; f++) {
        struct area area = {lines->area.column, lines->area.row + lines->row, lines->area.columns,
                            lines->area.rows - lines->row};
        struct text text = {0};

        if (!outage_is(&scenario->faults[f]) && outage_struck(lines->paint->trace, f, told) == NO_EVENT)
            continue;
        text_addf(&text, "%s %s", marks_unicode[MARK_ERROR],
                  scenario->faults[f].name          ? scenario->faults[f].name
                  : scenario->faults[f].is_platform ? platform_fault_names[scenario->faults[f].platform]
                                                    : fault_kind_names[scenario->faults[f].kind]);
        if (scenario->faults[f].leaves != LEAVES_UNSAID)
            text_addf(&text, ", leaves: %s", leaves_names[scenario->faults[f].leaves]);
        lines->row += screen_put_prose(lines->paint->screen, area, &text, ELEMENT_QUIET);
    }
}

void stage_paint_ledger(const struct stage_paint *paint, struct area area)
{
    struct stage_rows lines = {.paint = paint, .area = area};

    if (!paint->view->is_class) {
        put_counts(&lines);
        stage_put_line(&lines, "", ELEMENT_PLAIN);
        put_jobs(&lines);
        stage_put_line(&lines, "", ELEMENT_PLAIN);
    }
    put_platform(&lines);
    stage_put_line(&lines, "", ELEMENT_PLAIN);
    put_faults(&lines);
}

/* A wish and what came of it on one line, or where the panel is narrow and high on two. */
static void put_wish(struct stage_rows *lines, enum wish wish, int failing, bool is_double)
{
    const struct stage_paint *paint = lines->paint;
    bool is_granted = paint->view->ledger->wishes[wish];
    enum element element = is_granted ? ELEMENT_GRANTED : ELEMENT_REFUSED;
    struct text words = {0}, result = {0};
    int row = lines->area.row + lines->row, columns = lines->area.columns, width;
    bool is_single = columns > 40;
    struct area told = {lines->area.column + 2, row, is_single ? columns - 16 : columns - 2, is_double ? 2 : 1};

    wish_add(paint->scenario, wish, failing, &words);
    wish_add_result(paint->trace, paint->view->ledger, wish, &result);
    width = is_single ? 13 : text_width(text_str(&result));
    if (lines->row < lines->area.rows) {
        cells_put(paint->cells, lines->area.column, row, 1, marks_unicode[is_granted ? MARK_GRANTED : MARK_ERROR],
                  element, 0);
        (void)screen_put_wrapped(paint->screen, told, text_str(&words), ELEMENT_SENTENCE, 0);
        if (is_single || is_double)
            cells_put(paint->cells, lines->area.column + columns - width, row + told.rows - 1, width, text_str(&result),
                      element, 0);
    }
    lines->row += told.rows;
    text_release(&words);
    text_release(&result);
}

void stage_paint_wishes(const struct stage_paint *paint, struct area area)
{
    struct stage_rows lines = {.paint = paint, .area = area};
    int failing = wish_failing_bot(paint->trace);
    bool is_double = area.columns <= 40 && area.rows >= 2 * WISH_COUNT;
    bool is_airy = area.rows >= (is_double ? 3 : 2) * WISH_COUNT + 1;
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(paint->scenario, judged);

    for (size_t i = 0; i < count; i++) {
        if (is_airy)
            lines.row++;
        put_wish(&lines, judged[i], failing, is_double);
    }
}
