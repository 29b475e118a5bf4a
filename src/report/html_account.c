#include "report/html_account.h"

#include "picture/diagram.h"
#include "picture/paint_svg.h"
#include "picture/sign.h"
#include "picture/xml.h"
#include "report/html_page.h"
#include "report/tables.h"
#include "report/write.h"
#include "words/chain.h"
#include "words/narrate.h"
#include "words/verdict.h"
#include "words/wish.h"

enum { CHAIN_MAX = 64 };

static void section_open(const char *id, const char *title, struct text *out)
{
    text_addf(out, "<section id=\"%s\">\n", id);
    html_element(out, "h2", "", title);
}

static void section_close(struct text *out)
{
    text_add(out, "</section>\n");
}

static void verdict_write(const struct html_account *account, struct text *out)
{
    struct text verdict = {0};

    verdict_add(account->story->trace, account->ledger, &verdict);
    html_element(out, "p", ledger_is_good(account->ledger) ? " class=\"verdict good\"" : " class=\"verdict bad\"",
                 text_str(&verdict));
    text_release(&verdict);
}

static void wish_write(const struct html_account *account, enum wish wish, int failing, struct text *out)
{
    const struct trace *trace = account->story->trace;
    bool is_granted = account->ledger->wishes[wish];
    struct text words = {0}, result = {0};

    wish_add(trace->scenario, wish, failing, &words);
    wish_add_result(trace, account->ledger, wish, &result);
    text_add(out, "<tr>");
    html_element(out, "th", " scope=\"row\"", text_str(&words));
    text_addf(out, "<td class=\"%s\">%s %s</td>", is_granted ? "good" : "bad",
              marks_unicode[is_granted ? MARK_GRANTED : MARK_ERROR], is_granted ? "granted" : "not granted");
    html_element(out, "td", "", text_str(&result));
    text_add(out, "</tr>\n");
    text_release(&words);
    text_release(&result);
}

static void wishes_write(const struct html_account *account, struct text *out)
{
    const struct trace *trace = account->story->trace;
    int failing = wish_failing_bot(trace);
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(trace->scenario, judged);

    html_element(out, "h3", "", count == WISH_COUNT ? "The four wishes" : "The wishes");
    text_add(out, "<table>\n<tr><th scope=\"col\">wish</th><th scope=\"col\">granted?</th>"
                  "<th scope=\"col\">how it fared</th></tr>\n");
    for (size_t i = 0; i < count; i++)
        wish_write(account, judged[i], failing, out);
    text_add(out, "</table>\n");
}

static void ledger_write(const struct html_account *account, struct text *out)
{
    const struct trace *trace = account->story->trace;
    const struct style style = {0};
    struct report report;

    html_element(out, "h3", "", "The ledger");
    report_init(&report);
    report.scenario = trace->scenario;
    tables_ledger(trace, account->ledger, &style, &report);
    report_write_html_blocks(&report, out);
    report_release(&report);
}

void html_outcome_write(const struct html_account *account, struct text *out)
{
    verdict_write(account, out);
    wishes_write(account, out);
    ledger_write(account, out);
}

/* An event as a line that leads to its moment on the stage. */
static void event_write(const struct story *story, uint32_t at, struct text *out)
{
    const struct event *event = &story->trace->events[at];
    const struct sign sign = event_sign(event);
    struct text time = {0}, sentence = {0};

    msec_say_time(event->time, &time);
    narrate_event(story, at, &sentence);
    text_addf(out, "<li><a href=\"#e%u\">", (unsigned)at + 1);
    xml_add(out, text_str(&time));
    text_addf(out, "</a> <span class=\"%s\" aria-hidden=\"true\">%s</span> ", theme_class(sign.element),
              marks_unicode[sign.mark]);
    xml_add(out, text_str(&sentence));
    text_add(out, "</li>\n");
    text_release(&time);
    text_release(&sentence);
}

static void story_write(const struct html_account *account, struct text *out)
{
    const struct trace *trace = account->story->trace;
    uint32_t day = 0;
    bool is_open = false;

    section_open("story", "The story", out);
    for (uint32_t at = 0; at < trace->count; at++) {
        const struct event *event = &trace->events[at];

        if (!event->is_moment)
            continue;
        if (!is_open || event->occurrence > day) {
            text_add(out, is_open ? "</ol>\n" : "");
            day = event->occurrence > day ? event->occurrence : day;
            if (trace->scenario->occurrences > 1)
                text_addf(out, "<h3>Day %u</h3>\n", (unsigned)(day > 0 ? day : 1));
            text_add(out, "<ol>\n");
            is_open = true;
        }
        event_write(account->story, at, out);
    }
    text_add(out, is_open ? "</ol>\n" : "");
    section_close(out);
}

/* The causes of one cell that is amiss, the effect first. */
static void causes_of_cell_write(const struct html_account *account, uint32_t bot, uint32_t occurrence,
                                 struct text *out)
{
    const struct story *story = account->story;
    uint32_t chain[CHAIN_MAX];
    size_t count = narrate_chain(story, account->ledger, bot, occurrence, chain, CHAIN_MAX);
    size_t left_out = narrate_chain_left_out(story, account->ledger, bot, occurrence);
    struct text question = {0};

    chain_question_say(story->trace->scenario, account->ledger, bot, occurrence, &question);
    html_element(out, "h3", "", text_str(&question));
    text_add(out, "<ol>\n");
    for (size_t i = 0; i < count; i++) {
        if (i == NARRATE_CHAIN_HEAD && left_out > 0)
            text_addf(out, "<li>… and so on: %zu left out …</li>\n", left_out);
        event_write(story, chain[i], out);
    }
    text_add(out, "</ol>\n");
    text_release(&question);
}

static void causes_write(const struct html_account *account, struct text *out)
{
    const struct ledger *ledger = account->ledger;
    const struct scenario *scenario = account->story->trace->scenario;
    bool is_open = false;

    for (uint32_t occurrence = 1; occurrence <= ledger->occurrences; occurrence++)
        for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
            if (!ledger_cell_is_amiss(ledger_cell(ledger, occurrence, bot)))
                continue;
            if (!is_open)
                section_open("causes", "Why", out);
            is_open = true;
            causes_of_cell_write(account, bot, occurrence, out);
        }
    if (is_open)
        section_close(out);
}

static bool diagram_write(const struct html_account *account, struct text *out, struct err *err)
{
    const struct paint_svg paint = {.reveal = REVEAL_ALL, .is_inline = true};
    const struct diagram_options options = {0};
    struct scene scene;

    if (!diagram_draw(account->story->trace, account->ledger, &options, &scene, err))
        return false;
    section_open("diagram", "The diagram", out);
    text_add(out, "<figure tabindex=\"0\" role=\"group\" aria-label=\"The diagram\">\n");
    paint_svg(&scene, &paint, out);
    text_add(out, "</figure>\n");
    section_close(out);
    scene_release(&scene);
    return true;
}

static void commands_write(const struct html_account *account, struct text *out)
{
    section_open("again", "To make it again", out);
    for (const char *const *command = account->commands; *command; command++) {
        text_add(out, "<pre class=\"command\">");
        html_element(out, "code", "", *command);
        text_add(out, "</pre>\n");
    }
    section_close(out);
}

bool html_account_write(const struct html_account *account, struct text *out, struct err *err)
{
    const struct scenario *scenario = account->story->trace->scenario;

    section_open("outcome", "What came of it", out);
    html_outcome_write(account, out);
    section_close(out);
    story_write(account, out);
    causes_write(account, out);
    if (!diagram_write(account, out, err))
        return false;
    if (scenario->lesson[0]) {
        section_open("lesson", "The lesson", out);
        html_element(out, "p", "", scenario->lesson);
        section_close(out);
    }
    commands_write(account, out);
    return true;
}
