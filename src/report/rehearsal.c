#include "report/rehearsal.h"

#include "words/beat.h"
#include "words/gate.h"

enum { CHOICE_COLUMNS = 72 };

void rehearsal_head(const struct lesson *lesson, uint32_t minutes, struct report *report)
{
    struct text line = {0};

    report_add(report, REPORT_TITLE, ELEMENT_TITLE, lesson->title);
    minutes_say(minutes, &line);
    if (minutes > lesson->minutes)
        text_addf(&line, " with its spare beats, planned for %u", (unsigned)lesson->minutes);
    if (lesson->audience[0])
        text_addf(&line, ", for %s", lesson->audience);
    text_add(&line, ".");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    if (lesson->goal[0])
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "Goal: %s.", lesson->goal);
}

static void name_add(const struct lesson *lesson, uint32_t beat, struct report *report)
{
    struct text line = {0};

    beat_name(lesson, beat, &line);
    text_add(&line, " · ");
    minutes_say(lesson->beats[beat].minutes, &line);
    if (lesson->beats[beat].is_spare)
        text_add(&line, " · spare");
    report_space(report);
    report_add_take(report, REPORT_TITLE, ELEMENT_TITLE, &line);
}

/* Who may choose it: each belief with its name, which is its key in `models` and `replies`. */
static void beliefs_add(const struct question *question, uint32_t choice, struct report *report)
{
    const uint32_t beliefs = question->choices[choice].beliefs;
    struct text cell = {0};

    for (int belief = 0; belief < BELIEF_COUNT; belief++) {
        if (!(beliefs >> belief & 1))
            continue;
        text_add(&cell, text_is_empty(&cell) ? "who believes that " : "; or that ");
        belief_say(question->scenario, (enum belief)belief, &cell);
        text_addf(&cell, " (%s)", belief_names[belief]);
    }
    if (text_is_empty(&cell))
        return;
    report_row(report, "");
    report_cell_take(report, ELEMENT_QUIET, &cell);
}

static void choices_add(const struct question *question, struct report *report)
{
    static const struct report_column columns[] = {{.head = "", .columns = 5}, {.head = "", .is_wrapped = true}};

    report_table(report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < question->count; i++) {
        const struct choice *choice = &question->choices[i];
        struct text number = {0}, words = {0};

        text_addf(&number, "%s %u", choice->is_true ? "✓" : " ", (unsigned)i + 1);
        report_row(report, text_str(&number));
        text_release(&number);
        gate_choice_say(question, i, CHOICE_COLUMNS, &words);
        report_cell_take(report, choice->is_true ? ELEMENT_MADE_IT_SO : ELEMENT_PLAIN, &words);
        beliefs_add(question, i, report);
    }
}

static void question_add(const struct beat *beat, const struct question *question, struct report *report)
{
    struct text line = {0};

    if (question->count == 0)
        return;
    text_add(&line, "Asks: ");
    gate_question_say(question, &line);
    text_add(&line, vote_traits[beat->vote].votes > 1 ? " (two votes, and a talk between)" : "");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_SENTENCE, &line);
    choices_add(question, report);
}

static void replies_add(const struct beat *beat, struct report *report)
{
    for (int belief = 0; belief < BELIEF_COUNT; belief++) {
        if (!beat->replies[belief])
            continue;
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "To %s: %s", belief_names[belief], beat->replies[belief]);
        report_indent(report, "  ");
    }
}

void rehearsal_beat(const struct lesson *lesson, uint32_t beat, const struct beat_run *run, struct report *report)
{
    const struct beat *it = &lesson->beats[beat];
    struct text line = {0}, complaint = {0};
    struct err err;

    name_add(lesson, beat, report);
    if (!beat_say(lesson, beat, run, &line, &err))
        report->failed = true;
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    if (it->has_gate && run->event != NO_EVENT) {
        question_add(it, &run->question, report);
        gate_complaint_say(run->scenario, &it->gate, &run->question, &complaint);
    }
    if (!text_is_empty(&complaint))
        report_add(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO, text_str(&complaint));
    text_release(&complaint);
    replies_add(it, report);
    if (it->notes[0])
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_QUIET, "Notes: %s", it->notes);
}
