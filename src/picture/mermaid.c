#include "picture/mermaid.h"

#include <stdlib.h>
#include <string.h>

#include "picture/sign.h"
#include "words/narrate.h"
#include "words/verdict.h"

enum {
    NAME_COLUMNS = 40,
    WORDS_COLUMNS = 100,
    LINES_FOLDED_MAX = 300, /* no more fit: each has 16 characters at least */
    RANK_END = 100          /* the run's end says the verdict */
};

/* A moment and how much it tells. */
struct moment {
    uint32_t event;
    int rank;
};

struct drawing {
    const struct trace *trace;
    const struct ledger *ledger;
    const struct story *story;
    struct moment *moments; /* the most telling first, those of one rank in order; owned */
    size_t count;
    bool *is_kept;           /* [trace->count]; owned */
    bool *has_job, *has_bot; /* which take part; owned */
    struct text first, last; /* participants from the left to the right: what concerns all is noted over them */
};

/* What a moment is between a job and a bot; NULL: it is a note. */
static const char *arrow_of(const struct event *event)
{
    if (event->job == NO_JOB || event->bot == NO_BOT)
        return NULL;
    switch (event->kind) {
    case EVENT_COMMIT:
        return "->>";
    case EVENT_STRIKE:
        return "-x";
    case EVENT_SKIP:
    case EVENT_RECOGNISE:
        return "-->>";
    default:
        return NULL;
    }
}

static bool is_plain(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return (codepoint >= '0' && codepoint <= '9') || (codepoint >= 'a' && codepoint <= 'z') ||
               (codepoint >= 'A' && codepoint <= 'Z') || (codepoint > 0 && strchr(" .,'()?!/-", (int)codepoint));
    /* With these Mermaid marks an entity while it parses: "ﬂ°35¶ß". */
    return codepoint != 0xFB02 && codepoint != 0xB6;
}

/* Appends what a person wrote, or what tells of it, cut to `columns`. */
static void add_escaped(const char *string, int columns, struct text *out)
{
    struct text cut = {0};
    const char *at;

    text_add(&cut, string);
    text_fit(&cut, columns);
    (void)text_carry(out, text_str(&cut));
    for (at = text_str(&cut); *at;) {
        uint32_t codepoint = text_next_shown(&at);

        if (is_plain(codepoint))
            text_add_codepoint(out, codepoint);
        else
            text_addf(out, "#%u;", codepoint);
    }
    text_release(&cut);
}

static int job_of(const struct drawing *drawing, const struct event *event)
{
    return drawing->ledger->jobs[event->job - 1].job;
}

/* Who takes part in a moment. */
static void note_participants(struct drawing *drawing, const struct event *event)
{
    if (event->job != NO_JOB && (arrow_of(event) || event->bot == NO_BOT))
        drawing->has_job[job_of(drawing, event)] = true;
    if (event->bot != NO_BOT)
        drawing->has_bot[event->bot] = true;
}

static void add_participant(struct drawing *drawing, char letter, uint32_t index, const char *name, struct text *out)
{
    text_addf(out, "  participant %c%u as ", letter, index);
    add_escaped(name, NAME_COLUMNS, out);
    text_add(out, "\n");
    text_clear(&drawing->last);
    text_addf(&drawing->last, "%c%u", letter, index);
    if (text_is_empty(&drawing->first))
        text_add(&drawing->first, text_str(&drawing->last));
}

/* One at least: a run of nothing is noted over the first job. */
static void add_participants(struct drawing *drawing, struct text *out)
{
    const struct scenario *scenario = drawing->trace->scenario;

    text_clear(&drawing->first);
    memset(drawing->has_job, 0, scenario->job_count);
    memset(drawing->has_bot, 0, scenario->bot_count);
    for (uint32_t i = 0; i < drawing->trace->count; i++)
        if (drawing->is_kept[i])
            note_participants(drawing, &drawing->trace->events[i]);
    for (uint32_t job = 0; job < scenario->job_count; job++)
        if (drawing->has_job[job])
            add_participant(drawing, 'J', job, scenario->jobs[job].name, out);
    for (uint32_t bot = 0; bot < scenario->bot_count; bot++)
        if (drawing->has_bot[bot])
            add_participant(drawing, 'B', bot, scenario->bots[bot].name, out);
    if (text_is_empty(&drawing->first))
        add_participant(drawing, 'J', 0, scenario->jobs[0].name, out);
}

/* "0.6s posts", "66.3s #2 AGAIN: the same words" */
static void add_words(const struct drawing *drawing, uint32_t at, struct text *out)
{
    const struct event *event = &drawing->trace->events[at];
    const struct fault *fault = event->kind == EVENT_STRIKE ? story_fault(drawing->story, at) : NULL;
    struct text words = {0};

    msec_say(event->time, &words);
    text_add(&words, " ");
    if (event->job != NO_JOB && story_number(drawing->story, event->job) > 1)
        text_addf(&words, "#%u ", story_number(drawing->story, event->job));
    if (event->kind == EVENT_RUN_END)
        verdict_add(drawing->trace, drawing->ledger, &words);
    else
        narrate_event_short(drawing->story, at, &words);
    if (fault && fault->name)
        text_addf(&words, ": %s", fault->name);
    add_escaped(text_str(&words), event->kind == EVENT_RUN_END ? VERDICT_COLUMNS_MAX : WORDS_COLUMNS, out);
    text_release(&words);
}

static void add_line(const struct drawing *drawing, uint32_t at, struct text *out)
{
    const struct event *event = &drawing->trace->events[at];
    const char *arrow = arrow_of(event);

    if (arrow)
        text_addf(out, "  J%d%sB%d: ", job_of(drawing, event), arrow, event->bot);
    else if (event->bot != NO_BOT)
        text_addf(out, "  Note over B%d: ", event->bot);
    else if (event->job != NO_JOB)
        text_addf(out, "  Note over J%d: ", job_of(drawing, event));
    else
        text_addf(out, "  Note over %s,%s: ", text_str(&drawing->first), text_str(&drawing->last));
    add_words(drawing, at, out);
    text_add(out, "\n");
}

/* The `kept` most telling moments. */
static void write_kept(struct drawing *drawing, size_t kept, struct text *out)
{
    const struct scenario *scenario = drawing->trace->scenario;

    memset(drawing->is_kept, 0, drawing->trace->count);
    for (size_t i = 0; i < kept; i++)
        drawing->is_kept[drawing->moments[i].event] = true;
    text_add(out, "sequenceDiagram\n");
    if (kept < drawing->count)
        text_addf(out, "  %%%% %zu of %zu moments are left out, the least telling; --full draws them all\n",
                  drawing->count - kept, drawing->count);
    text_add(out, "  title: ");
    add_escaped(scenario->title[0] ? scenario->title : scenario->source, WORDS_COLUMNS, out);
    text_add(out, "\n");
    add_participants(drawing, out);
    for (uint32_t i = 0; i < drawing->trace->count; i++)
        if (drawing->is_kept[i])
            add_line(drawing, i, out);
}

size_t mermaid_length(const struct text *text)
{
    size_t length = 0;

    for (size_t i = 0; i < text->size; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];

        length += (byte & 0xC0) != 0x80;
        length += byte >= 0xF0;
    }
    return length;
}

/* As many of the most telling moments as fit. */
static void write_folded(struct drawing *drawing, struct text *out)
{
    size_t fits = 0, most = drawing->count < LINES_FOLDED_MAX ? drawing->count : LINES_FOLDED_MAX;
    struct text text = {0};

    for (size_t low = 0, high = most; low <= high;) {
        size_t middle = low == 0 && high == most ? most : (low + high) / 2;

        text_clear(&text);
        write_kept(drawing, middle, &text);
        if (mermaid_length(&text) < MERMAID_FOLDED_MAX) {
            fits = middle;
            low = middle + 1;
        } else if (middle == 0) {
            break;
        } else {
            high = middle - 1;
        }
    }
    text_release(&text);
    write_kept(drawing, fits, out);
}

static bool write_full(struct drawing *drawing, struct text *out, struct err *err)
{
    size_t arrows = 0;
    struct text text = {0};
    size_t length;

    for (size_t i = 0; i < drawing->count; i++)
        arrows += arrow_of(&drawing->trace->events[drawing->moments[i].event]) != NULL;
    if (arrows > MERMAID_ARROWS_MAX)
        return err_set(err,
                       "the diagram has %zu arrows, and Mermaid draws at most %d: --at TIME ends it sooner, and "
                       "without --full it is folded",
                       arrows, MERMAID_ARROWS_MAX);
    write_kept(drawing, drawing->count, &text);
    length = mermaid_length(&text);
    if (text.failed || length > MERMAID_CHARACTERS_MAX) {
        text_release(&text);
        return length > MERMAID_CHARACTERS_MAX
                   ? err_set(err,
                             "the diagram has %zu characters, and Mermaid draws at most %d: --at TIME ends it "
                             "sooner, and without --full it is folded",
                             length, MERMAID_CHARACTERS_MAX)
                   : err_memory(err);
    }
    text_add_bytes(out, text_str(&text), text.size);
    text_release(&text);
    return true;
}

/* What goes well is told last of all. */
static int rank_of(const struct event *event)
{
    struct sign sign = event_sign(event);

    if (event->kind == EVENT_RUN_END)
        return RANK_END;
    return sign.mark == MARK_POSTED || sign.mark == MARK_GRANTED ? 0 : sign.rank + 1;
}

static int compare_moments(const void *a, const void *b)
{
    const struct moment *one = a, *other = b;

    if (one->rank != other->rank)
        return one->rank > other->rank ? -1 : 1;
    return one->event < other->event ? -1 : one->event > other->event;
}

static void take_moments(struct drawing *drawing, uint32_t shown)
{
    for (uint32_t i = 0; i < drawing->trace->count && i < shown; i++)
        if (drawing->trace->events[i].is_moment)
            drawing->moments[drawing->count++] = (struct moment){i, rank_of(&drawing->trace->events[i])};
    qsort(drawing->moments, drawing->count, sizeof *drawing->moments, compare_moments);
}

static void drawing_release(struct drawing *drawing)
{
    free(drawing->moments);
    free(drawing->is_kept);
    free(drawing->has_job);
    free(drawing->has_bot);
    text_release(&drawing->first);
    text_release(&drawing->last);
}

static bool drawing_init(struct drawing *drawing)
{
    const struct scenario *scenario = drawing->trace->scenario;

    drawing->moments = calloc(drawing->trace->count + 1, sizeof *drawing->moments);
    drawing->is_kept = calloc(drawing->trace->count + 1, sizeof *drawing->is_kept);
    drawing->has_job = calloc(scenario->job_count, sizeof *drawing->has_job);
    drawing->has_bot = calloc(scenario->bot_count, sizeof *drawing->has_bot);
    return drawing->moments && drawing->is_kept && drawing->has_job && drawing->has_bot;
}

bool mermaid_write(const struct trace *trace, const struct ledger *ledger, uint32_t shown, bool is_full,
                   struct text *out, struct err *err)
{
    struct story story;
    struct drawing drawing = {.trace = trace, .ledger = ledger, .story = &story};
    bool is_made = true;

    if (!story_init(&story, trace, err))
        return false;
    if (!drawing_init(&drawing)) {
        is_made = err_memory(err);
    } else {
        take_moments(&drawing, shown);
        if (is_full)
            is_made = write_full(&drawing, out, err);
        else
            write_folded(&drawing, out);
    }
    drawing_release(&drawing);
    story_release(&story);
    return is_made;
}
