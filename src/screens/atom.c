#include "screens/atom.h"

#include "base/range.h"
#include "model/fault_text.h"
#include "picture/sign.h"
#include "screens/list.h"
#include "screens/stage_paint.h"
#include "words/narrate.h"
#include "words/phrase.h"
#include "words/terms.h"

/* One entry of the bot's step as the screen shows it. */
struct visit {
    struct stage_place place;
    bool is_any;
    struct step_form form;
    enum micro micros[MICRO_COUNT];
    int micro_count;
    uint32_t events[MICRO_COUNT];      /* of each micro-step, or NO_EVENT */
    uint32_t strikes[MICRO_COUNT + 1]; /* in each gap, or NO_EVENT */
};

static int micro_index(const struct visit *visit, enum micro micro)
{
    for (int m = 0; m < visit->micro_count; m++)
        if (visit->micros[m] == micro)
            return m;
    return -1;
}

/* The lane's last entry up to `at` as a place, when there was one. */
static bool last_visit(const struct atom_view *view, struct stage_place *place)
{
    const struct stage_index *index = view->index;
    struct stage_lane lane = stage_lane(index, view->lane);
    uint32_t next = view->at == NO_EVENT ? 0 : index_after(lane.events, lane.count, view->at);

    for (uint32_t n = next; n-- > 0;) {
        const struct event *event = &index->trace->events[lane.events[n]];

        if (event->job == NO_JOB || event->step == NO_STEP)
            continue;
        *place = stage_place_from(index, event);
        place->last = lane.events[n];
        return true;
    }
    return false;
}

/* The entry under way; else the one to come once its attempt has begun; else the last one; else the one to come. */
static bool choose_place(const struct atom_view *view, struct stage_place *place)
{
    struct stage_place next = stage_place(view->index, view->at, view->lane);
    const struct attempt *attempt = next.is_open ? index_attempt(view->index, next.job, next.attempt) : NULL;

    if (next.is_open && (next.is_under_way || (attempt && view->at != NO_EVENT && attempt->first <= view->at))) {
        *place = next;
        return true;
    }
    if (last_visit(view, place))
        return true;
    *place = next;
    return next.is_open;
}

static bool is_of(const struct event *event, const struct stage_place *place)
{
    return event->job == place->job && event->attempt == place->attempt && event->step == place->step;
}

/* Of the post that is visited; without one of the lane's posts. */
static struct step_form form_of(const struct stage_index *index, const struct visit *visit, uint32_t lane)
{
    const struct scenario *scenario = index->trace->scenario;
    const struct job *job;

    if (!visit->is_any)
        return bot_post_form(scenario, lane);
    job = &scenario->jobs[index->lanes.jobs[visit->place.job - 1].job];
    return job_step_form(scenario, job, &job->steps[visit->place.step]);
}

static struct visit visit_of(const struct atom_view *view)
{
    const struct stage_index *index = view->index;
    struct stage_lane lane = stage_lane(index, view->lane);
    struct visit visit = {.micro_count = 0};

    visit.is_any = choose_place(view, &visit.place);
    visit.form = form_of(index, &visit, view->lane);
    visit.micro_count = (int)step_micros(visit.form, visit.micros);
    for (int m = 0; m < MICRO_COUNT; m++)
        visit.events[m] = visit.strikes[m] = NO_EVENT;
    visit.strikes[MICRO_COUNT] = NO_EVENT;
    for (uint32_t i = 0; visit.is_any && i < lane.count; i++) {
        const struct event *event = &index->trace->events[lane.events[i]];
        int m = event->kind < MICRO_COUNT ? micro_index(&visit, (enum micro)event->kind) : -1;

        if (!is_of(event, &visit.place))
            continue;
        if (m >= 0)
            visit.events[m] = lane.events[i];
        else if (event->kind == EVENT_STRIKE)
            visit.strikes[event->micro == MICRO_NONE ? 0 : micro_index(&visit, (enum micro)event->micro) + 1] =
                lane.events[i];
    }
    return visit;
}

/* The event after which a gap is reached, whatever it shows; NO_EVENT when this run never reaches it. */
static uint32_t gap_event(const struct visit *visit, int gap)
{
    if (gap > 0)
        return visit->events[gap - 1];
    if (visit->events[0] != NO_EVENT && visit->events[0] > 0)
        return visit->events[0] - 1;
    return visit->strikes[0];
}

static enum shown shown(const struct atom_view *view, uint32_t event)
{
    struct stage_view stage = {.index = view->index, .at = view->at, .seen = view->seen, .is_class = view->is_class};

    return event == NO_EVENT ? SHOWN_NOT : stage_shown(&stage, event);
}

int atom_gap_count(const struct atom_view *view)
{
    struct visit visit = visit_of(view);

    return visit.is_any ? visit.micro_count + 1 : 0;
}

static int gap_here(const struct atom_view *view, const struct visit *visit)
{
    int gap = 0;

    for (int m = 0; m < visit->micro_count; m++)
        if (shown(view, visit->events[m]) == SHOWN)
            gap = m + 1;
    return gap;
}

int atom_gap_here(const struct atom_view *view)
{
    struct visit visit = visit_of(view);

    return gap_here(view, &visit);
}

struct stage_place atom_gap_place(const struct atom_view *view, int gap)
{
    struct visit visit = visit_of(view);
    struct stage_place place = visit.place;

    place.is_open = visit.is_any && gap >= 0 && gap <= visit.micro_count;
    place.after = gap > 0 && gap <= visit.micro_count ? visit.micros[gap - 1] : MICRO_NONE;
    return place;
}

/* A template. */
static const char *belief_word(enum atom_knower knower, enum atom_belief belief)
{
    static const char *const words[KNOWER_COUNT][KNOWS_COUNT] = {
        [KNOWER_QUEUE] = {"waiting", "no record", "done", "done", "failed", "running", "done"},
        [KNOWER_WORKER] = {"not {did}", "cannot know", "{did}", "{did}", "failed", "running", "{did}, skip"},
        [KNOWER_RECEIVER] = {"no {effect}", "?", "1 {effect}", "more than 1", "no {effect}", "no {effect}",
                             "1 {effect}"},
        [KNOWER_FOLLOWERS] = {"nothing", "?", "1 {effect}", "same again", "nothing", "nothing", "1 {effect}"},
    };

    return words[knower][belief];
}

struct atom_paint {
    const struct atom_view *view;
    struct screen *screen;
    struct visit visit;
    int gap;          /* pointed at */
    int first_column; /* of the knowers; 0: no room, they stand below */
    int column_width;
    int row, end;
};

/* A template's words in the column of a knower. NOLINTNEXTLINE(readability-function-size) */
static void put_phrase(const struct atom_paint *paint, int knower, int row, const char *template, enum element element,
                       uint8_t flags)
{
    struct text words = {0};

    phrase_add(paint->view->index->trace->scenario, template, &words);
    cells_put(paint->screen->cells, paint->first_column + knower * paint->column_width, row, paint->column_width - 1,
              text_str(&words), element, flags);
    text_release(&words);
}

static void put_beliefs(const struct atom_paint *paint, int gap, int row)
{
    enum atom_belief beliefs[KNOWER_COUNT];
    uint32_t event = gap_event(&paint->visit, gap);
    enum shown how = shown(paint->view, event);
    uint8_t flags = how == SHOWN_DIM ? CELL_DIM : 0;
    bool is_split;

    if (how == SHOWN_NOT || paint->first_column == 0)
        return;
    is_split = atom_beliefs(paint->view->index->trace, event + 1, paint->visit.place.bot, paint->visit.place.occurrence,
                            beliefs);
    for (int k = 0; k < KNOWER_COUNT; k++)
        put_phrase(paint, k, row, belief_word((enum atom_knower)k, beliefs[k]),
                   is_split ? ELEMENT_DISAGREE : ELEMENT_WORDS, flags);
    if (is_split)
        cells_put(paint->screen->cells, paint->first_column - 2, row, 1, "≠", ELEMENT_DISAGREE, flags);
}

static void put_gap(struct atom_paint *paint, int gap)
{
    struct cells *cells = paint->screen->cells;
    const struct visit *visit = &paint->visit;
    bool is_here = gap == paint->gap;
    uint32_t strike = visit->strikes[gap];
    int row = paint->row++, columns = paint->first_column ? paint->first_column - 3 : cells->columns - 2;
    struct text text = {0};

    if (row >= paint->end || row < 0)
        return;
    gap_say(gap > 0 ? visit->micros[gap - 1] : MICRO_NONE, visit->micros[0], &text);
    if (shown(paint->view, strike) != SHOWN_NOT)
        text_addf(&text, " %s %s", marks_unicode[MARK_ERROR],
                  fault_kind_names[paint->view->index->trace->events[strike].detail]);
    cells_put(cells, 1, row, 1, is_here ? "▸" : "┊", is_here ? ELEMENT_CURSOR : ELEMENT_RULE, 0);
    cells_put(cells, 5, row, columns - 5, text_str(&text),
              is_here                                   ? ELEMENT_SELECTED
              : shown(paint->view, strike) != SHOWN_NOT ? ELEMENT_ERROR
                                                        : ELEMENT_QUIET,
              0);
    put_beliefs(paint, gap, row);
    screen_area(paint->screen, (struct area){0, row, cells->columns, 1}, AREA_GAP, gap);
    if (is_here)
        screen_caret(paint->screen, 1, row);
    text_release(&text);
}

/* The time of the micro-step that stands above, MSEC_NONE: of none. */
static msec time_above(const struct atom_paint *paint, int m)
{
    while (m-- > 0)
        if (shown(paint->view, paint->visit.events[m]) != SHOWN_NOT)
            return paint->view->index->trace->events[paint->visit.events[m]].time;
    return MSEC_NONE;
}

static void put_micro(struct atom_paint *paint, int m)
{
    struct cells *cells = paint->screen->cells;
    uint32_t event = paint->visit.events[m];
    enum shown how = shown(paint->view, event);
    int row = paint->row++;
    struct text text = {0};

    if (row >= paint->end || row < 0)
        return;
    text_add_padded(&text, micro_names[paint->visit.micros[m]], 9);
    if (how != SHOWN_NOT)
        stage_say_time(paint->view->index->trace->events[event].time, time_above(paint, m), &text);
    if (how != SHOWN_NOT && paint->visit.micros[m] == MICRO_COMMIT)
        text_addf(&text, " %s", marks_unicode[event_sign(&paint->view->index->trace->events[event]).mark]);
    cells_put(cells, 1, row, 1, how == SHOWN ? "●" : "·", how == SHOWN ? ELEMENT_JOB : ELEMENT_NOT_YET,
              how == SHOWN_DIM ? CELL_DIM : 0);
    cells_put(cells, 3, row, cells->columns - 4, text_str(&text), how == SHOWN_NOT ? ELEMENT_NOT_YET : ELEMENT_TITLE,
              how == SHOWN_DIM ? CELL_DIM : 0);
    if (event != NO_EVENT && how != SHOWN_NOT)
        screen_area(paint->screen, (struct area){0, row, cells->columns, 1}, AREA_EVENT, event);
    text_release(&text);
}

/* Whose post it is, and which, with this between the parts. */
static void say_visit(const struct atom_view *view, const struct visit *visit, const char *between, struct text *out)
{
    const struct scenario *scenario = view->index->trace->scenario;
    const struct bot *bot = &scenario->bots[view->lane];
    const struct stage_place *place = &visit->place;

    text_addf(out, "%s's ", bot->name);
    phrase_add(scenario, "{effect}", out);
    if (!visit->is_any)
        return;
    text_addf(out, "%sday %u%s%s, attempt %u%s", between, place->occurrence, between,
              scenario->jobs[view->index->lanes.jobs[place->job - 1].job].name, place->attempt, between);
    phrase_add(scenario, guard_words[bot->guard].full, out);
}

static void paint_header(const struct atom_paint *paint)
{
    struct text text = {0}, clock = {0};
    msec now = paint->view->at == NO_EVENT ? 0 : paint->view->index->trace->events[paint->view->at].time;

    msec_clock(now, &clock);
    say_visit(paint->view, &paint->visit, " · ", &text);
    screen_put_text(paint->screen, screen_header(paint->screen, NULL, text_str(&clock)), &text, ELEMENT_BAR);
    text_release(&clock);
}

static const char *const heads[KNOWER_COUNT] = {"queue", "worker", "receiver", "{viewers}"};

static void paint_heads(const struct atom_paint *paint, int row)
{
    static const char *const verbs[KNOWER_COUNT] = {"believes", "believes", "knows", "see"};

    for (int k = 0; paint->first_column && k < KNOWER_COUNT; k++) {
        put_phrase(paint, k, row - 1, heads[k], ELEMENT_TITLE, 0);
        put_phrase(paint, k, row, verbs[k], ELEMENT_TITLE, 0);
    }
}

/* What the first so many of them hold in a gap that was reached; true when they disagree. */
static bool say_beliefs(const struct atom_view *view, const struct visit *visit, int gap, int count, struct text *out)
{
    const struct trace *trace = view->index->trace;
    enum atom_belief beliefs[KNOWER_COUNT];
    bool is_split = atom_beliefs(trace, gap_event(visit, gap) + 1, visit->place.bot, visit->place.occurrence, beliefs);

    for (int k = 0; k < count; k++) {
        text_add(out, k > 0 ? ", " : "");
        phrase_add(trace->scenario, heads[k], out);
        text_add(out, ": ");
        phrase_add(trace->scenario, belief_word((enum atom_knower)k, beliefs[k]), out);
    }
    return is_split;
}

/* Where columns have no room: the gap pointed at, in one line. */
static void put_beliefs_below(const struct atom_paint *paint, int row)
{
    struct text text = {0}, beliefs = {0};
    bool is_split;

    if (paint->first_column != 0 || shown(paint->view, gap_event(&paint->visit, paint->gap)) == SHOWN_NOT)
        return;
    is_split = say_beliefs(paint->view, &paint->visit, paint->gap, KNOWER_FOLLOWERS, &beliefs);
    text_addf(&text, "%s%s", is_split ? "≠ " : "", text_str(&beliefs));
    text_release(&beliefs);
    screen_put_prose(paint->screen, (struct area){1, row, paint->screen->cells->columns - 2, 2}, &text,
                     is_split ? ELEMENT_DISAGREE : ELEMENT_WORDS);
}

static void paint_steps(struct atom_paint *paint, int top, int end)
{
    int rows = end - top, all = 2 * paint->visit.micro_count + 1;
    bool is_short = rows < all;
    int here = is_short ? paint->gap : 2 * paint->gap, total = is_short ? paint->visit.micro_count + 1 : all;
    int first = list_first(here, total, rows);

    paint->end = end;
    paint->row = top - first;
    list_put_more(paint->screen, (struct area){paint->screen->cells->columns - 1, top, 1, rows}, first, total,
                  ELEMENT_QUIET);
    for (int gap = 0; gap <= paint->visit.micro_count; gap++) {
        if (paint->row < top)
            paint->row++;
        else
            put_gap(paint, gap);
        if (is_short || gap == paint->visit.micro_count)
            continue;
        if (paint->row < top)
            paint->row++;
        else
            put_micro(paint, gap);
    }
}

/* What it means to be in a gap, or that there is none. */
static void say_meaning(const struct atom_view *view, const struct visit *visit, int gap, struct text *out)
{
    const struct scenario *scenario = view->index->trace->scenario;

    if (visit->is_any) {
        phrase_add(scenario, gap_meaning(gap > 0 ? visit->micros[gap - 1] : MICRO_NONE, visit->form), out);
        return;
    }
    text_add(out, scenario->bots[view->lane].name);
    phrase_add(scenario, " has begun no {effect} here, so there is no gap to strike in.", out);
}

void atom_say(const struct atom_view *view, struct text *out)
{
    struct visit visit = visit_of(view);

    say_visit(view, &visit, ", ", out);
    text_add(out, ".");
}

void atom_gap_say(const struct atom_view *view, int gap, struct text *out)
{
    struct visit visit = visit_of(view);
    uint32_t strike = visit.strikes[gap];
    bool is_split;

    gap_say(gap > 0 ? visit.micros[gap - 1] : MICRO_NONE, visit.micros[0], out);
    if (shown(view, strike) != SHOWN_NOT)
        text_addf(out, ", %s", fault_words[view->index->trace->events[strike].detail].strikes);
    text_add(out, ".");
    if (shown(view, gap_event(&visit, gap)) == SHOWN_NOT)
        return;
    text_add(out, " ");
    is_split = say_beliefs(view, &visit, gap, KNOWER_COUNT, out);
    text_add(out, is_split ? ": they disagree." : ".");
}

void atom_gap_meaning(const struct atom_view *view, int gap, struct text *out)
{
    struct visit visit = visit_of(view);

    say_meaning(view, &visit, gap, out);
}

void atom_paint(const struct atom_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct atom_paint paint = {.view = view, .screen = screen, .visit = visit_of(view)};
    int foot, top = cells->rows >= 20 ? 3 : 1;
    struct text text = {0};

    if (screen_is_too_small(screen))
        return;
    paint.gap = view->gap >= 0 && view->gap <= paint.visit.micro_count ? view->gap : gap_here(view, &paint.visit);
    paint.first_column = cells->columns >= 76 ? 27 : 0;
    paint.column_width = paint.first_column ? (cells->columns - paint.first_column) / KNOWER_COUNT : 0;
    paint.column_width = min_int(paint.column_width, 24);
    foot = cells->rows - (paint.first_column ? 6 : 8);
    paint_header(&paint);
    if (top == 3)
        paint_heads(&paint, 2);
    if (paint.visit.is_any) {
        paint_steps(&paint, top, foot);
        put_beliefs_below(&paint, foot + 1);
    }
    say_meaning(view, &paint.visit, paint.gap, &text);
    cells_fill(cells, (struct area){0, foot, cells->columns, 1}, 0x2500, ELEMENT_RULE, 0);
    foot += paint.first_column ? 1 : 3;
    foot += screen_put_wrapped(screen, (struct area){1, foot, cells->columns - 2, 2}, text_str(&text), ELEMENT_CHANGED,
                               0);
    text_clear(&text);
    if (view->at != NO_EVENT)
        narrate_event(&view->index->story, view->at, &text);
    (void)screen_put_wrapped(screen, (struct area){1, foot, cells->columns - 2, cells->rows - 1 - foot},
                             text_str(&text), ELEMENT_SENTENCE, 0);
    screen_footer(screen, cells->rows - 1);
    text_release(&text);
}
