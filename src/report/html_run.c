#include "report/html_run.h"

#include "base/range.h"
#include "picture/paint_svg.h"
#include "picture/sign.h"
#include "picture/xml.h"
#include "report/html_page.h"
#include "report/write.h"
#include "words/gate.h"
#include "words/premises.h"

enum { CHOICE_COLUMNS = 200, DOT_ROW = 6 };

void html_run_init(struct html_run *run)
{
    *run = (struct html_run){0};
    for (int size = 0; size < HTML_SIZE_COUNT; size++)
        run->frames[size] = (struct html_frames){.looks = &run->looks, .texts = &run->texts};
}

void html_run_release(struct html_run *run)
{
    for (int size = 0; size < HTML_SIZE_COUNT; size++)
        html_frames_release(&run->frames[size]);
    html_texts_release(&run->texts);
}

static const struct scenario *scenario_of(const struct html_run *run)
{
    return run->story->trace->scenario;
}

/* The first event that comes behind a question; 0 before the first one. */
static uint32_t event_after(const struct html_run *run, uint32_t question)
{
    return question == 0 ? 0 : run->questions[question - 1].event + 1;
}

/* The moments of one look from one event up to another. */
static void dots_of_look_write(const struct trace *trace, uint32_t from, uint32_t end, enum element element,
                               struct text *out)
{
    bool has_any = false;

    for (uint32_t at = from; at < end; at++) {
        const struct event *event = &trace->events[at];

        if (!event->is_moment || event_sign(event).element != element)
            continue;
        if (!has_any)
            text_addf(out, "<path class=\"l-%s\" d=\"", theme_class(element));
        text_addf(out, "M%u %dh0", (unsigned)at + 1, DOT_ROW);
        has_any = true;
    }
    text_add(out, has_any ? "\"/>" : "");
}

/* The moments from behind a question to the next one, as dots above the scrubber. */
static void dots_write(const struct html_run *run, uint32_t question, struct text *out)
{
    const struct trace *trace = run->story->trace;
    uint32_t end = question < run->question_count ? run->questions[question].event + 1 : trace->count;

    text_addf(out, "<svg class=\"dots\" viewBox=\"0 0 %u %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
              (unsigned)trace->count, 2 * DOT_ROW);
    for (int element = 0; element < ELEMENT_COUNT; element++)
        dots_of_look_write(trace, event_after(run, question), end, (enum element)element, out);
    text_add(out, "</svg>\n");
}

/* The script fills it. */
static void stage_write(struct text *out)
{
    text_add(out,
             "<div id=\"stage\" role=\"application\" tabindex=\"0\" aria-label=\"The stage: arrows step, n goes to "
             "the next moment, Space plays\" hidden>\n<div class=\"rows wide\" aria-hidden=\"true\"></div>\n"
             "<div class=\"rows narrow\" aria-hidden=\"true\"></div>\n</div>\n");
}

static void requests_write(const struct html_run *run, struct text *out)
{
    text_add(out, "<div class=\"requests\">\n");
    for (size_t i = 0; i < run->request_count; i++) {
        const struct html_request *request = &run->requests[i];

        text_addf(out, "<button type=\"button\" data-do=\"%s\" data-keys=\"", request->action);
        xml_add(out, request->keys);
        text_add(out, "\"><kbd aria-hidden=\"true\">");
        xml_add(out, request->sign);
        text_add(out, "</kbd> ");
        xml_add(out, request->word);
        text_add(out, "</button>\n");
    }
    text_add(out, "</div>\n");
}

/* They wait for the script, without which they would do nothing. */
static void controls_write(const struct html_run *run, struct text *out)
{
    text_add(out, "<div id=\"controls\" hidden>\n<div class=\"scrub\"><label for=\"scrub\">Where in the run</label>\n"
                  "<div class=\"track\" id=\"track\">\n");
    dots_write(run, 0, out);
    text_addf(out,
              "<input id=\"scrub\" type=\"range\" min=\"0\" max=\"%u\" value=\"0\" autocomplete=\"off\"></div></div>\n",
              (unsigned)run->story->trace->count);
    requests_write(run, out);
    text_add(out,
             "<p class=\"quiet\">Speed <output id=\"speed\"></output> · <label><input type=\"checkbox\" id=\"keys\" "
             "checked autocomplete=\"off\"> letters and digits act while the stage has the focus</label></p>\n"
             "</div>\n<p id=\"said\" class=\"heard\" role=\"status\" aria-live=\"polite\"></p>\n"
             "<div id=\"asked\"></div>\n<div id=\"told\"></div>\n");
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
    dots_write(run, number + 1, out);
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

static void list_begin(const char *name, struct text *out)
{
    text_addf(out, ",\n\"%s\":[", name);
}

/* Positions, of which 0 is the start, at which an event is a moment, or an attempt begins. */
static void positions_write(const struct html_run *run, const char *name, bool is_attempts, struct text *out)
{
    const struct trace *trace = run->story->trace;
    const char *comma = "";

    list_begin(name, out);
    for (uint32_t at = 0; at < trace->count; at++)
        if (is_attempts ? trace->events[at].kind == EVENT_FETCH : trace->events[at].is_moment) {
            text_addf(out, "%s%u", comma, (unsigned)at + 1);
            comma = ",";
        }
    text_add(out, "]");
}

static void data_write(struct html_run *run, struct text *out)
{
    text_addf(out, "<script type=\"application/json\" id=\"data\">{\"last\":%u,\"sentence\":[%d,%d],\"speed\":%zu",
              (unsigned)run->story->trace->count, run->sentence_row, run->sentence_rows, run->speed);
    list_begin("speeds", out);
    for (size_t i = 0; i < run->speed_count; i++)
        text_addf(out, "%s[%u,\"%s\"]", i > 0 ? "," : "", (unsigned)run->speeds[i].percent, run->speeds[i].written);
    text_add(out, "]");
    list_begin("stays", out);
    for (uint32_t i = 0; i <= run->story->trace->count; i++)
        text_addf(out, "%s%d", i > 0 ? "," : "", run->stays[i]);
    text_add(out, "]");
    positions_write(run, "moments", false, out);
    positions_write(run, "attempts", true, out);
    text_add(out, ",\n\"texts\":");
    html_texts_write(&run->texts, out);
    list_begin("grids", out);
    for (int size = 0; size < HTML_SIZE_COUNT; size++) {
        text_add(out, size > 0 ? ",\n" : "");
        html_frames_write(&run->frames[size], out);
    }
    text_add(out, "]}</script>\n");
}

/* How wide spans of the stage are; the widest rows have a span alone. */
static void widths_write(const struct html_run *run, struct text *out)
{
    for (int columns = 1; columns <= run->frames[HTML_WIDE].columns; columns++)
        text_addf(out, ".n%d{width:%dch}", columns, columns);
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
    text_add(out, "</header>\n<main>\n<section id=\"play\">\n<h2 class=\"heard\">The stage</h2>\n");
    stage_write(out);
    controls_write(run, out);
    for (uint32_t number = 0; number < run->question_count; number++) {
        question_write(run, number, out);
        answers_write(run, number, out);
    }
    text_add(out, "</section>\n");
    given_write(run, out);
    if (!account_write(run, out, err))
        return false;
    text_add(out, "</main>\n<footer><p>Make It So: how background jobs fail. After "
                  "<a href=\"https://naildrivin5.com/blog/2023/12/20/"
                  "picard-sidekiq-tip--split-up-independant-operations.html\">the article by David Bryant Copeland</a>."
                  "</p></footer>\n");
    data_write(run, out);
    return true;
}

bool html_run_write(struct html_run *run, struct text *out, struct err *err)
{
    struct text sheet = {0}, looks = {0};
    struct html_page page = {
        .title = scenario_heading(scenario_of(run)), .about = scenario_of(run)->question, .script = html_script};
    bool is_made;

    html_looks_write(&run->looks, &looks);
    widths_write(run, &looks);
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
    if (is_made && out->failed)
        return err_memory(err);
    return is_made &&
           (out->size <= HTML_BYTES_MAX ||
            err_set(err, "the page is longer than %d MiB: --at TIME ends its run sooner", HTML_BYTES_MAX >> 20));
}
