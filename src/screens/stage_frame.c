/* What stands around lanes and panels. */
#include "screens/stage_paint.h"
#include <strings.h>

#include "base/range.h"
#include "words/narrate.h"
#include "words/outage.h"
#include "words/verdict.h"
#include "words/wish.h"

void stage_say_speed(uint32_t percent, struct text *out)
{
    uint32_t speed = percent ? percent : 100;

    text_addf(out, speed % 10 ? "%u.%02ux" : "%u.%ux", speed / 100, speed % 10 ? speed % 100 : speed % 100 / 10);
}

/* What stands at the right end of the question's row: what gives way first to the question stands first. To one that
 * is open all of it does: a speed that suits the run tells how long that is. */
enum numbers { NUMBERS_ALL, NUMBERS_WITHOUT_SPEED, NUMBERS_WITHOUT_SEED, NUMBERS_NONE };

/* What goes wrong and what is asked, and what has to give way to it. */
struct headline {
    struct text outage; /* owned; empty: there is none, or the question tells it */
    bool is_apart;      /* there is not room for both: the outage stands in the bar */
    enum numbers numbers;
    bool tells_speed; /* beside the seed; else the state tells it */
};

/* Appends what the state is: paused, playing, over; at which speed. Nothing of what stands still. */
static void say_state(const struct stage_paint *paint, bool tells_speed, struct text *out)
{
    const struct stage_view *view = paint->view;
    bool is_normal = view->speed_percent == 0 || view->speed_percent == 100;

    if (view->is_still)
        return;
    if (view->is_playing)
        text_add(out, tells_speed ? "▶ play" : "▶");
    else
        text_add(out, stage_has_ended(view) ? "the end" : "paused");
    if (tells_speed || stage_asked(view) || (!view->is_playing && is_normal))
        return;
    text_add(out, " ");
    stage_say_speed(view->speed_percent, out);
}

/* Paints " text " from the right end leftwards, and empties it; returns the column where it begins. */
static int put_right(const struct stage_paint *paint, int end, struct text *text, enum element element)
{
    int width = text_width(text_str(text)) + 2;
    struct area area = {end - width, paint->layout.header_row, width, 1};

    cells_fill(paint->cells, area, ' ', element, 0);
    screen_put_text(paint->screen, (struct area){area.column + 1, area.row, width - 2, 1}, text, element);
    return area.column - 1;
}

static int put_clock(const struct stage_paint *paint, int end)
{
    struct text clock = {0};

    msec_clock(paint->now, &clock);
    return put_right(paint, end, &clock, ELEMENT_BAR_CLOCK);
}

static uint32_t day_here(const struct stage_paint *paint)
{
    uint32_t at = paint->view->at;

    while (at != NO_EVENT && at > 0 && paint->trace->events[at].occurrence == 0)
        at--;
    return at == NO_EVENT || paint->trace->events[at].occurrence == 0 ? 1 : paint->trace->events[at].occurrence;
}

static const char *scenario_name(const struct stage_paint *paint)
{
    if (paint->view->hides_title)
        return "";
    return paint->view->scenario ? paint->view->scenario : paint->scenario->source;
}

static void paint_narrow_header(const struct stage_paint *paint)
{
    uint32_t job = stage_job_here(paint);
    struct text text = {0};
    int row = paint->layout.header_row, end = put_clock(paint, paint->layout.columns);

    screen_area(paint->screen, (struct area){end + 1, row, paint->layout.columns - end - 1, 1}, AREA_STATE, 0);
    if (paint->scenario->occurrences > 1)
        text_addf(&text, "d%u ", day_here(paint));
    if (job != NO_JOB && job <= paint->view->ledger->job_count) {
        text_add(&text, "attempt ");
        stage_say_attempt(paint, job, paint->view->ledger->jobs[job - 1].attempts, "/", &text);
    }
    if (!text_is_empty(&text))
        end = put_right(paint, end, &text, ELEMENT_BAR);
    cells_fill(paint->cells, (struct area){0, row, end, 1}, ' ', ELEMENT_BAR_TITLE, 0);
    cells_put(paint->cells, 1, row, end - 2, scenario_name(paint), ELEMENT_BAR_TITLE, 0);
}

/* Speed, as wide at every one; returns the column where it begins. */
static int put_speed(const struct stage_paint *paint, int row, int end)
{
    enum { SPEED_COLUMNS = 5 };
    struct text text = {0};
    int column;

    stage_say_speed(paint->view->speed_percent, &text);
    column = end - 3 - text_width(text_str(&text));
    screen_put_area(paint->screen, (struct screen_area){{column, row, SPEED_COLUMNS, 1}, AREA_SPEED, 0}, &text,
                    ELEMENT_QUIET);
    cells_put(paint->cells, end - 2, row, 1, "▏", ELEMENT_QUIET, 0);
    return end - 3 - SPEED_COLUMNS;
}

static int digits(uint64_t number)
{
    return number < 10 ? 1 : 1 + digits(number / 10);
}

static bool tells_events(const struct stage_paint *paint)
{
    return !paint->view->is_class && !paint->view->is_still;
}

/* As wide at every moment. A class is not told how many events there are, nor is a document. */
static int event_columns(const struct stage_paint *paint)
{
    return tells_events(paint) ? 2 * digits(paint->trace->count) + 4 : 0;
}

/* A class, which is not played but stepped, is told of the speed only where it is not the normal one; a document's
 * reader not at all. */
static int speed_columns(const struct stage_paint *paint)
{
    enum { SPEED_COLUMNS = 8 };

    return paint->view->is_class || paint->view->is_still || paint->layout.is_narrow ? 0 : SPEED_COLUMNS;
}

static int numbers_columns(const struct stage_paint *paint, enum numbers numbers)
{
    enum { SEED_COLUMNS = 5 };

    return 1 + (numbers < NUMBERS_NONE ? event_columns(paint) : 0) +
           (numbers < NUMBERS_WITHOUT_SEED ? SEED_COLUMNS + digits(paint->scenario->seed) : 0) +
           (numbers < NUMBERS_WITHOUT_SPEED ? speed_columns(paint) : 0);
}

static void put_event_number(const struct stage_paint *paint, int row)
{
    uint32_t at = paint->view->at == NO_EVENT ? 0 : paint->view->at + 1;
    int width = digits(paint->trace->count), column = paint->layout.columns - event_columns(paint);
    struct text text = {0};

    text_addf(&text, "▏%*u/%*u", width + 1, at, width, paint->trace->count);
    screen_put_text(paint->screen, (struct area){column, row, event_columns(paint), 1}, &text, ELEMENT_QUIET);
}

static void put_seed(const struct stage_paint *paint, int row, int column)
{
    struct text seed = {0};

    text_addf(&seed, "seed %llu", (unsigned long long)paint->scenario->seed);
    screen_put_area(paint->screen, (struct screen_area){{column, row, 30, 1}, AREA_SEED, 0}, &seed, ELEMENT_QUIET);
}

/* Seed, speed and event number; returns the column where they begin. */
static int put_numbers(const struct stage_paint *paint, int row, enum numbers numbers)
{
    int seed = paint->layout.columns - numbers_columns(paint, NUMBERS_WITHOUT_SPEED);

    if (numbers < NUMBERS_WITHOUT_SEED)
        put_seed(paint, row, seed);
    if (numbers < NUMBERS_WITHOUT_SPEED && speed_columns(paint) > 0)
        put_speed(paint, row, seed);
    if (numbers < NUMBERS_NONE && tells_events(paint))
        put_event_number(paint, row);
    return paint->layout.columns - numbers_columns(paint, numbers);
}

/* Which of several futures it is. */
static void say_branch(const struct stage_paint *paint, struct text *out)
{
    if (paint->view->branch)
        text_addf(out, "▏%s", paint->view->branch);
    else if (paint->view->branch_count > 1)
        text_addf(out, "▏1 of %u futures", paint->view->branch_count);
    text_fit(out, paint->layout.columns / 2 - 12);
}

/* Returns the column where it begins. */
static int put_branch(const struct stage_paint *paint, int row, int end)
{
    struct text text = {0};
    int column;

    say_branch(paint, &text);
    if (text_is_empty(&text))
        return end;
    column = end - text_width(text_str(&text)) - 1;
    screen_put_area(paint->screen, (struct screen_area){{column, row, end - column, 1}, AREA_BRANCH, 0}, &text,
                    ELEMENT_CHANGED);
    return column;
}

/* Does the question say by itself what goes wrong? It then contains the fault's name, or begins with the same words. */
static bool tells_fault(const char *question, const char *fault)
{
    enum { BEGINNING = 12 };

    return strncasecmp(fault, question, BEGINNING) == 0 || screen_matches(question, fault);
}

/* "" where it has none, or where it would tell what is to be guessed. */
static const char *title_of(const struct stage_paint *paint)
{
    return paint->view->hides_title || stage_asked(paint->view) ? "" : paint->scenario->title;
}

static const char *question_of(const struct stage_paint *paint)
{
    if (paint->view->question && paint->view->question->asked)
        return paint->view->question->asked;
    if (paint->view->hides_question)
        return "";
    return paint->scenario->question[0] ? paint->scenario->question : title_of(paint);
}

/* The outage in words; nothing where there is none, or where the question tells it. */
static void say_outage(const struct stage_paint *paint, struct text *out)
{
    const struct fault *outage = outage_of(paint->scenario);

    if (outage && outage->name && !tells_fault(question_of(paint), outage->name))
        screen_say_sentence(outage->name, out);
}

/* The columns of the question's row that the name of the future leaves. */
static int question_room(const struct stage_paint *paint)
{
    struct text branch = {0};
    int columns;

    say_branch(paint, &branch);
    columns = text_is_empty(&branch) ? 0 : cells_measure(paint->cells, &branch) + 1;
    text_release(&branch);
    return paint->layout.columns - 2 - columns;
}

static struct headline headline_of(const struct stage_paint *paint)
{
    struct headline headline = {0};
    int room = question_room(paint), columns = text_width(question_of(paint)), outage;

    say_outage(paint, &headline.outage);
    outage = cells_measure(paint->cells, &headline.outage);
    headline.is_apart = outage > 0 && outage + 1 + columns > room - numbers_columns(paint, NUMBERS_NONE);
    if (outage > 0 && !headline.is_apart)
        columns += outage + 1;
    headline.numbers = stage_asked(paint->view) ? NUMBERS_NONE : NUMBERS_ALL;
    while (headline.numbers < NUMBERS_NONE && numbers_columns(paint, headline.numbers) + columns > room)
        headline.numbers++;
    headline.tells_speed = paint->layout.question_row >= 0 && headline.numbers < NUMBERS_WITHOUT_SPEED &&
                           speed_columns(paint) > 0;
    return headline;
}

static void paint_question(const struct stage_paint *paint, const struct headline *headline)
{
    struct text text = {0};
    int row = paint->layout.question_row, room;

    if (row < 0)
        return;
    room = put_branch(paint, row, put_numbers(paint, row, headline->numbers)) - 2;
    if (!headline->is_apart && !text_is_empty(&headline->outage))
        text_addf(&text, "%s ", text_str(&headline->outage));
    text_add(&text, question_of(paint));
    screen_put_text(paint->screen, (struct area){1, row, room, 1}, &text, ELEMENT_TITLE);
}

/* What stands in the bar: the title, or the outage where the question left it no room, before which the program's name
 * gives way; and before both the scenario's name, which may be a path. What stands at the right, which changes with the
 * moment, has no say in it. */
static void put_bar(const struct stage_paint *paint, const struct headline *headline, int end)
{
    enum { PROGRAM_COLUMNS = 13, RIGHT_COLUMNS = 32 };
    const char *title = headline->is_apart ? text_str(&headline->outage) : title_of(paint);
    int row = paint->layout.header_row, column = headline->is_apart ? 0 : PROGRAM_COLUMNS;
    struct text text = {0};

    text_addf(&text, "%s%s%s", scenario_name(paint), title[0] && scenario_name(paint)[0] ? " · " : "", title);
    if (title[0] && cells_measure(paint->cells, &text) > paint->layout.columns - RIGHT_COLUMNS - column) {
        text_clear(&text);
        text_add(&text, title);
    }
    if (column > 0) {
        cells_fill(paint->cells, (struct area){0, row, column - 1, 1}, ' ', ELEMENT_BAR_TITLE, 0);
        cells_put(paint->cells, 1, row, column - 3, "MAKE IT SO", ELEMENT_BAR_TITLE, 0);
    }
    cells_fill(paint->cells, (struct area){column, row, end - column, 1}, ' ', ELEMENT_BAR, 0);
    screen_put_text(paint->screen, (struct area){column + 1, row, end - column - 2, 1}, &text, ELEMENT_BAR);
}

static void paint_header(const struct stage_paint *paint, const struct headline *headline)
{
    const struct stage_view *view = paint->view;
    struct text text = {0};
    int row = paint->layout.header_row, end = paint->layout.columns;

    say_state(paint, headline->tells_speed, &text);
    if (!view->is_still)
        end = put_right(paint, end, &text, ELEMENT_BAR_TITLE);
    screen_area(paint->screen, (struct area){end + 1, row, paint->layout.columns - end - 1, 1}, AREA_STATE, 0);
    if (!headline->tells_speed)
        screen_area(paint->screen, (struct area){end + 1 + (view->is_playing ? 3 : 8), row, 4, 1}, AREA_SPEED, 0);
    end = put_clock(paint, end);
    text_addf(&text, "day %u", day_here(paint));
    if (!view->is_class)
        text_addf(&text, "/%u", paint->scenario->occurrences);
    end = put_right(paint, end, &text, ELEMENT_BAR);
    put_bar(paint, headline, end);
}

void stage_paint_title(const struct stage_paint *paint, struct area area, const char *title, bool is_here, int panel)
{
    struct text text = {0};
    int width;

    cells_fill(paint->cells, area, 0x2500, ELEMENT_RULE, 0);
    text_addf(&text, " %s ", title);
    width = cells_put(paint->cells, area.column + 2, area.row, area.columns - 3, text_str(&text),
                      is_here ? ELEMENT_PANEL_HERE : ELEMENT_PANEL, 0);
    screen_area(paint->screen, (struct area){area.column + 2, area.row, width, 1}, AREA_PANEL, panel);
    text_release(&text);
}

/* The narrow stage has a rule with what happened in a few words instead of panels. */
static void paint_rule(const struct stage_paint *paint, const struct headline *headline, int row)
{
    const struct stage_view *view = paint->view;
    int columns = paint->layout.columns, width;
    struct text text = {0}, state = {0};

    cells_fill(paint->cells, (struct area){0, row, columns, 1}, 0x2500, ELEMENT_RULE, 0);
    if (!paint->layout.is_narrow && paint->layout.panel_rows > 0)
        return;
    text_add(&state, view->is_still ? "" : " ");
    say_state(paint, headline->tells_speed, &state);
    text_add(&state, view->is_still ? "" : " ");
    width = text_width(text_str(&state));
    screen_put_area(paint->screen, (struct screen_area){{columns - 1 - width, row, width, 1}, AREA_STATE, 0}, &state,
                    ELEMENT_PANEL);
    if (view->at == NO_EVENT || columns <= 30)
        return;
    text_add(&text, " ");
    narrate_event_short(&view->index->story, view->at, &text);
    text_fit(&text, columns - width - 5);
    text_add(&text, " ");
    screen_put_text(paint->screen, (struct area){1, row, columns - width - 4, 1}, &text, ELEMENT_CHANGED);
}

static void paint_sentence(const struct stage_paint *paint)
{
    const struct stage_layout *layout = &paint->layout;
    const struct stage_view *view = paint->view;
    struct area area = {1, layout->sentence_row, layout->columns - 1, layout->sentence_rows};
    enum element element = ELEMENT_SENTENCE;
    struct text text = {0};

    if (stage_has_ended(view)) {
        verdict_add(paint->trace, view->ledger, &text);
        element = ledger_is_good(view->ledger) ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO;
    } else if (view->at == NO_EVENT) {
        text_add(
            &text,
            view->is_class
                ? "Nothing has happened yet. PgDn goes on, PgUp back; i tells what is given, . blanks, F5 begins again."
                : "Nothing has happened yet. Space plays, → goes one step, n to the next moment, i tells what is "
                  "given.");
    } else {
        narrate_event(&view->index->story, view->at, &text);
    }
    screen_put_prose(paint->screen, area, &text, element);
    screen_area(paint->screen, area, AREA_SENTENCE, 0);
}

/* What can be asked of a run that is over. */
static void say_what_now(const struct stage_paint *paint, struct text *out)
{
    bool is_good = ledger_is_good(paint->view->ledger);

    if (paint->view->is_still)
        return;
    text_addf(out, is_good ? "%s granted" : "w why", wishes_all(paint->scenario));
    text_addf(out, "%s ▏ m crash map ▏ x break it ▏ c change it%s", paint->scenario->lesson[0] ? " ▏ p lesson" : "",
              is_good ? "" : " ▏ = beside another");
}

/* As wide as the screen, to be measured by. */
static void say_measure(int columns, struct text *out)
{
    static const char words[] = " Enlarge the letters until this line fills the wall. ";
    int rest = max_int(columns - text_width(words), 0);

    text_add_times(out, "─", (size_t)(rest / 2));
    text_add(out, words);
    text_add_times(out, "─", (size_t)(rest - rest / 2));
}

static void paint_changed(const struct stage_paint *paint)
{
    struct text text = {0};

    if (paint->layout.changed_row < 0)
        return;
    if (stage_has_ended(paint->view))
        say_what_now(paint, &text);
    else if (paint->view->at == NO_EVENT && paint->view->is_class)
        say_measure(paint->layout.columns - 2, &text);
    else
        stage_changed(paint, &text);
    screen_put_text(paint->screen, (struct area){1, paint->layout.changed_row, paint->layout.columns - 2, 1}, &text,
                    ELEMENT_CHANGED);
}

/* What happened, and what that changed. */
static void paint_below(const struct stage_paint *paint, const struct headline *headline)
{
    const struct stage_layout *layout = &paint->layout;

    paint_rule(paint, headline, layout->sentence_row - 1);
    paint_sentence(paint);
    paint_changed(paint);
    if (layout->rule_row >= 0)
        cells_fill(paint->cells, (struct area){0, layout->rule_row, layout->columns, 1}, 0x2581, ELEMENT_RULE, 0);
}

void stage_paint_frame(const struct stage_paint *paint)
{
    const struct stage_layout *layout = &paint->layout;
    struct headline headline = headline_of(paint);

    if (layout->is_narrow)
        paint_narrow_header(paint);
    else
        paint_header(paint, &headline);
    paint_question(paint, &headline);
    if (!stage_question_is_alone(paint))
        paint_below(paint, &headline);
    screen_footer(paint->screen, layout->footer_row);
    text_release(&headline.outage);
}
