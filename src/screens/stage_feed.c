/* The feed, as followers see it: newest first, so that twins stand one above the other; then who has not posted. */
#include "base/range.h"
#include "picture/sign.h"
#include "screens/stage_paint.h"

struct feed {
    struct stage_rows rows;
    int time_columns;
    int words_rows;       /* rows that the words of one post may take; 0: none */
    bool is_airy;         /* a blank row between posts */
    uint32_t shown, seen; /* posts made by now, and those that were seen before */
};

enum { TIME_COLUMNS = 7, FEED_NARROW = 40 };

/* Where the words stand below a handle: in a narrow feed they begin further left. */
static int words_indent(const struct feed *feed)
{
    return feed->rows.area.columns < FEED_NARROW ? 3 : TIME_COLUMNS + 3;
}

/* Within a day: "66.2 s", "2m1.7s", "1:02:12.1"; where it is to be short "1h02m" and no tenths from so many seconds
 * on. */
static void say_time_of_day(msec rest, bool is_short, msec tenths_until, struct text *out)
{
    int tenth = (int)(rest / 100 % 10), seconds = (int)(rest / SECOND % 60), minutes = (int)(rest / MINUTE % 60);
    int hours = (int)(rest / HOUR);
    bool has_tenths = !is_short || rest < tenths_until;

    if (hours > 0 && is_short)
        text_addf(out, "%dh%02dm", hours, minutes);
    else if (hours > 0)
        text_addf(out, "%d:%02d:%02d.%d", hours, minutes, seconds, tenth);
    else if (rest >= 2 * MINUTE && has_tenths)
        text_addf(out, "%dm%d.%ds", minutes, seconds, tenth);
    else if (rest >= 2 * MINUTE)
        text_addf(out, "%dm%ds", minutes, seconds);
    else if (has_tenths)
        text_addf(out, "%lld.%ds", (long long)(rest / 1000), tenth);
    else
        text_addf(out, "%llds", (long long)(rest / 1000));
}

/* The day before it from the second one on: "d2 0.6s". */
static void say_time(const struct feed *feed, msec time, struct text *out)
{
    bool is_short = feed->rows.area.columns < FEED_NARROW;
    msec day = time / DAY, rest = time % DAY;

    if (day > 0)
        text_addf(out, "d%lld", (long long)day + 1);
    if (day >= 9 && is_short)
        return;
    if (day > 0)
        text_add(out, " ");
    if (day == 0 && rest < 2 * MINUTE)
        msec_say(rest, out);
    else
        say_time_of_day(rest, is_short, day > 0 ? 10 * SECOND : HOUR, out);
}

/* Columns for the times of the whole run's posts. */
static int time_columns(const struct feed *feed)
{
    struct stage_index *index = feed->rows.paint->view->index;
    int *columns = &index->time_columns[feed->rows.area.columns < FEED_NARROW];
    struct text text = {0};

    if (*columns > 0)
        return *columns;
    *columns = TIME_COLUMNS;
    for (uint32_t i = 0; i < index->commit_count; i++) {
        text_clear(&text);
        say_time(feed, feed->rows.paint->trace->events[index->commits[i]].time, &text);
        *columns = max_int(cells_measure(feed->rows.paint->cells, &text), *columns);
    }
    text_release(&text);
    return *columns;
}

static void put_time(const struct feed *feed, int row, msec time, uint8_t flags)
{
    struct text text = {0}, padded = {0};
    int width;

    say_time(feed, time, &text);
    width = text_width(text_str(&text));
    text_add_times(&padded, " ", (size_t)(width < feed->time_columns ? feed->time_columns - width : 0));
    text_add(&padded, text_str(&text));
    cells_put(feed->rows.paint->cells, feed->rows.area.column, row, feed->time_columns, text_str(&padded),
              ELEMENT_QUIET, flags);
    text_release(&text);
    text_release(&padded);
}

static void put_match(const struct feed *feed, struct area area, const char *words)
{
    if (screen_matches(words, feed->rows.paint->view->search))
        cells_dress(feed->rows.paint->cells, area, ELEMENT_MATCH, 0);
}

static void put_words(struct feed *feed, const char *words, uint8_t flags)
{
    const struct stage_paint *paint = feed->rows.paint;
    int indent = words_indent(feed), columns = feed->rows.area.columns - indent;
    int rows = text_width(words) > columns && feed->words_rows > 1 ? 2 : feed->words_rows;
    struct area area;

    if (rows == 0 || columns < 8)
        return;
    rows = text_width(words) <= columns ? 1 : rows;
    area = (struct area){feed->rows.area.column + indent, feed->rows.area.row + feed->rows.row - feed->rows.first,
                         columns, rows};
    for (int r = 0; r < rows; r++)
        (void)stage_next_row(&feed->rows);
    if (area.row < feed->rows.area.row || area.row >= feed->rows.area.row + feed->rows.area.rows)
        return;
    if (area.row + area.rows > feed->rows.area.row + feed->rows.area.rows)
        area.rows = feed->rows.area.row + feed->rows.area.rows - area.row;
    screen_put_wrapped(paint->screen, area, words, ELEMENT_WORDS, flags);
    put_match(feed, area, words);
}

/* What is said behind a handle; "" for nothing. That a post is still to come is not to be seen by its being dimmed
 * alone. */
static const char *post_note(const struct feed *feed, bool is_again, enum shown shown)
{
    if (shown == SHOWN_DIM)
        return "to come";
    if (!is_again)
        return "";
    return feed->rows.area.columns >= 44 ? "SAME WORDS AGAIN" : "AGAIN";
}

static void put_post(struct feed *feed, uint32_t at, enum shown shown)
{
    const struct stage_paint *paint = feed->rows.paint;
    const struct event *event = &paint->trace->events[at];
    const struct bot *bot = &paint->scenario->bots[event->bot];
    uint8_t flags = shown == SHOWN_DIM ? CELL_DIM : 0;
    bool is_again = event->value > 1;
    struct sign sign = event_sign(event);
    int column = feed->rows.area.column + feed->time_columns + 1, row = stage_next_row(&feed->rows);

    if (is_again && shown == SHOWN_DIM)
        sign.element = ELEMENT_CHANGED; /* a background cannot be dimmed */
    if (row >= 0) {
        const char *note = post_note(feed, is_again, shown);
        int width, room = feed->rows.area.columns - feed->time_columns - 3;

        put_time(feed, row, event->time, flags);
        cells_put(paint->cells, column, row, 1, marks_unicode[sign.mark], sign.element, flags);
        width = cells_put(paint->cells, column + 2, row, note[0] && room > 24 ? room - text_width(note) - 1 : room,
                          bot->handle, ELEMENT_HANDLE, flags);
        put_match(feed, (struct area){column + 2, row, width, 1}, bot->handle);
        if (note[0] && room - width > text_width(note))
            cells_put(paint->cells, feed->rows.area.column + feed->rows.area.columns - text_width(note), row,
                      text_width(note), note, is_again ? sign.element : ELEMENT_QUIET, flags);
        screen_area(paint->screen, (struct area){feed->rows.area.column, row, feed->rows.area.columns, 1}, AREA_EVENT,
                    at);
    }
    put_words(feed, bot_words(bot, event->occurrence), flags);
    if (feed->is_airy)
        (void)stage_next_row(&feed->rows);
}

/* Returns the occurrence that fired last. */
static uint32_t occurrence_here(const struct stage_paint *paint)
{
    const struct ledger *ledger = paint->view->ledger;

    for (uint32_t o = ledger->occurrences; o > 1; o--)
        for (uint32_t b = 0; b < ledger->bot_count; b++)
            if (ledger_cell(ledger, o, b)->is_owed)
                return o;
    return 1;
}

/* Has the bot no post in the feed for this occurrence, and none to come? */
static bool is_silent(const struct feed *feed, uint32_t occurrence, uint32_t bot)
{
    const struct stage_paint *paint = feed->rows.paint;

    if (ledger_cell(paint->view->ledger, occurrence, bot)->posts > 0)
        return false;
    for (uint32_t i = feed->shown; i < feed->seen; i++) {
        const struct event *event = &paint->trace->events[paint->view->index->commits[i]];

        if (event->bot == bot && event->occurrence == occurrence)
            return false;
    }
    return true;
}

static int count_silent(const struct feed *feed)
{
    uint32_t occurrence = occurrence_here(feed->rows.paint);
    int count = 0;

    for (uint32_t b = 0; b < feed->rows.paint->scenario->bot_count; b++)
        count += is_silent(feed, occurrence, b);
    return count;
}

/* What is said of a bot without a post. What is not owed until now may still be, until the run is over. */
static const char *silent_note(const struct stage_paint *paint, const struct ledger_cell *cell)
{
    if (cell->miss != NO_EVENT)
        return "never";
    return !cell->is_owed && stage_has_ended(paint->view) ? "nothing owed" : "nothing yet";
}

static void put_silent(struct feed *feed)
{
    const struct stage_paint *paint = feed->rows.paint;
    uint32_t occurrence = occurrence_here(paint);

    for (uint32_t b = 0; b < paint->scenario->bot_count; b++) {
        const struct ledger_cell *cell = ledger_cell(paint->view->ledger, occurrence, b);
        bool is_missed = cell->miss != NO_EVENT;
        int left = feed->rows.area.columns < 40 ? 1
                                                : TIME_COLUMNS + 1; /* a narrow feed has no room for an empty time */
        int column = feed->rows.area.column + left, room = feed->rows.area.columns - left - 2, row, width;

        if (!is_silent(feed, occurrence, b) || (row = stage_next_row(&feed->rows)) < 0)
            continue;
        cells_put(paint->cells, column, row, 1, marks_unicode[is_missed ? MARK_LOST : MARK_NOT_YET],
                  is_missed ? ELEMENT_MISSED : ELEMENT_NOT_YET, 0);
        /* what became of it must not be cut away by a long name */
        width = cells_put(paint->cells, column + 2, row,
                          room - (is_missed   ? 6
                                  : room > 30 ? 13
                                              : 0),
                          paint->scenario->bots[b].handle, ELEMENT_NOT_YET, 0);
        cells_put(paint->cells, column + 2 + (width < 15 ? 16 : width + 1), row, room - (width < 15 ? 16 : width + 1),
                  silent_note(paint, cell), is_missed ? ELEMENT_MISSED : ELEMENT_NOT_YET, 0);
    }
}

/* Picks how much room a post gets so that as much as possible of the whole run's feed fits. */
static void choose_rows(struct feed *feed, uint32_t posts, int silent)
{
    int room = feed->rows.area.rows - silent;

    feed->words_rows = (int)posts <= room / 2 ? 1 : 0;
    if ((int)posts <= room / 3)
        feed->words_rows = 2;
    feed->is_airy = (int)posts <= room / 4;
    if (feed->words_rows == 0 && feed->rows.area.rows >= 6)
        feed->words_rows = 1;
}

/* Is there room for every post that was ever seen and for the bots without one? */
static bool fits(const struct feed *feed)
{
    uint64_t rows = feed->seen * (uint64_t)(1 + feed->words_rows), room = (uint64_t)feed->rows.area.rows;

    return rows <= room && rows + (uint64_t)count_silent(feed) <= room;
}

struct stage_cut stage_paint_feed(const struct stage_paint *paint, struct area area)
{
    const struct stage_index *index = paint->view->index;
    struct feed feed = {.rows = {.paint = paint, .area = area, .first = (int)paint->view->scroll[PANEL_FEED]}};
    uint32_t left;

    if (paint->view->at != NO_EVENT)
        feed.shown = index_after(index->commits, index->commit_count, paint->view->at);
    feed.seen = paint->view->seen == NO_EVENT || paint->view->is_class
                    ? feed.shown
                    : index_after(index->commits, index->commit_count, paint->view->seen);
    feed.time_columns = time_columns(&feed);
    choose_rows(&feed, index->commit_count, (int)paint->scenario->bot_count);
    if (!fits(&feed))
        feed.seen = feed.shown; /* what is not there at the moment gives way */
    for (left = feed.seen; left > 0 && feed.rows.row - feed.rows.first < area.rows; left--)
        put_post(&feed, index->commits[left - 1], left - 1 < feed.shown ? SHOWN : SHOWN_DIM);
    put_silent(&feed);
    return (struct stage_cut){feed.rows.first > 0,
                              left > 0 || feed.rows.row - feed.rows.first > area.rows + feed.is_airy};
}
