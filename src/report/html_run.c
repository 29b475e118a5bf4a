#include "report/html_run.h"

#include "picture/paint_svg.h"
#include "picture/xml.h"
#include "report/html_page.h"
#include "report/write.h"
#include "words/gate.h"
#include "words/premises.h"

enum { CHOICE_COLUMNS = 200 };

static const struct scenario *scenario_of(const struct html_run *run)
{
    return run->story->trace->scenario;
}

/* The position at which a question is asked; the last one behind all questions. */
static uint32_t position_of(const struct html_run *run, uint32_t question)
{
    return question < run->question_count ? run->questions[question].event + 1 : run->stage.last;
}

static void choice_write(const struct question *question, uint32_t number, uint32_t choice, struct text *out)
{
    struct text words = {0};

    gate_choice_say(question, choice, CHOICE_COLUMNS, &words);
    text_addf(out, "<label><input type=\"radio\" name=\"gate%u\" value=\"%u\" required> <kbd>%u</kbd> ",
              (unsigned)number, (unsigned)choice, (unsigned)choice + 1);
    xml_add(out, text_str(&words));
    text_add(out, "</label>\n");
    text_release(&words);
}

static void question_write(const struct html_run *run, uint32_t number, struct text *out)
{
    const struct question *question = &run->questions[number];
    struct text asked = {0};

    gate_question_say(question, &asked);
    text_addf(out,
              "<template class=\"gate\" data-at=\"%u\" data-first=\"First a guess: 1 to %u, or Esc to skip it.\">\n"
              "<form autocomplete=\"off\"><fieldset>\n",
              (unsigned)question->event + 1, (unsigned)question->count);
    html_element(out, "legend", "", text_str(&asked));
    for (uint32_t choice = 0; choice < question->count; choice++)
        choice_write(question, number, choice, out);
    if (ask_traits[question->ask].has_many)
        html_element(out, "p", " class=\"quiet\"", "Several may be right: a guess at any of them is.");
    text_add(out, "<p><button type=\"submit\">This is my guess</button> <button type=\"button\" class=\"skip\">"
                  "<kbd aria-hidden=\"true\">Esc</kbd> skip it</button></p>\n</fieldset></form></template>\n");
    text_release(&asked);
}

/* What is told at the run's end of each guess; and the dots that may be seen from now on. */
static void answers_write(const struct html_run *run, uint32_t number, struct text *out)
{
    const struct question *question = &run->questions[number];

    text_add(out, "<template class=\"after\">\n");
    for (uint32_t choice = 0; choice < question->count; choice++) {
        struct text reveal = {0};

        gate_reveal_say(question, choice, CHOICE_COLUMNS, &reveal);
        text_capitalise(&reveal, 0);
        text_add(&reveal, ".");
        text_addf(out, "<p class=\"reveal\" data-choice=\"%u\">", (unsigned)choice);
        xml_add(out, text_str(&reveal));
        text_add(out, "</p>\n");
        text_release(&reveal);
    }
    html_dots_write(&run->stage, position_of(run, number), position_of(run, number + 1), out);
    text_add(out, "</template>\n");
}

static void premise_add(void *context, const char *head, const char *premise)
{
    struct report *report = context;

    report_row(report, head);
    report_cell(report, ELEMENT_PLAIN, premise);
}

static void given_write(const struct html_run *run, struct text *out)
{
    static const struct report_column columns[] = {{.head = ""}, {.head = ""}};
    struct report report;
    const struct premises premises = {
        .trace = run->story->trace, .told = NO_EVENT, .tell = premise_add, .context = &report};

    text_add(out, "<section id=\"given\" tabindex=\"-1\">\n<h2>What is given</h2>\n");
    report_init(&report);
    report_table(&report, ELEMENT_PLAIN, columns, sizeof columns / sizeof *columns);
    premises_tell(&premises);
    report_write_html_blocks(&report, out);
    report_release(&report);
    text_add(out, "</section>\n");
}

static bool account_write(const struct html_run *run, struct text *out, struct err *err)
{
    const struct html_account account = {run->story, run->ledger, run->commands};

    text_add(out, run->question_count > 0
                      ? "<noscript><p>This page asks before it tells, which its script does. Without scripts: draw it "
                        "again with --no-gates.</p></noscript>\n<template id=\"account\">\n"
                      : "<noscript><p>The stage needs its script; all that it shows is told below.</p></noscript>\n");
    if (!html_account_write(&account, out, err))
        return false;
    text_add(out, run->question_count > 0 ? "</template>\n<div id=\"account-here\"></div>\n" : "");
    return true;
}

static bool body_write(struct html_run *run, struct text *out, struct err *err)
{
    const struct scenario *scenario = scenario_of(run);

    text_add(out, "<header>\n");
    html_element(out, "h1", "", scenario_heading(scenario));
    if (scenario->question[0])
        html_element(out, "p", " class=\"question\"", scenario->question);
    text_add(out, "</header>\n<main>\n<section id=\"play\">\n");
    html_stage_write(&run->stage, position_of(run, 0), out);
    for (uint32_t number = 0; number < run->question_count; number++) {
        question_write(run, number, out);
        answers_write(run, number, out);
    }
    text_add(out, "</section>\n");
    given_write(run, out);
    if (!account_write(run, out, err))
        return false;
    text_add(out, "</main>\n");
    html_footer_write(out);
    html_stage_data_write(&run->stage, out);
    return true;
}

bool html_run_write(struct html_run *run, struct text *out, struct err *err)
{
    struct text sheet = {0}, looks = {0};
    struct html_page page = {
        .title = scenario_heading(scenario_of(run)), .about = scenario_of(run)->question, .script = html_script};
    bool is_made;

    html_stage_rules_write(&run->stage, &looks);
    svg_rules_write(SVG_AUTO, true, &sheet);
    page.styles[0] = html_style;
    page.styles[1] = text_str(&sheet);
    page.styles[2] = text_str(&looks);
    html_open(&page, out);
    is_made = body_write(run, out, err);
    html_close(&page, out);
    out->failed = out->failed || sheet.failed || looks.failed;
    text_release(&sheet);
    text_release(&looks);
    return is_made && html_check(out, err);
}
