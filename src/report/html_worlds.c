#include "report/html_worlds.h"

#include "picture/paint_svg.h"
#include "report/html_page.h"
#include "report/write.h"

static void world_write(const struct html_world *world, struct text *out)
{
    const struct story story = {.trace = world->trace};
    const struct html_account account = {.story = &story, .ledger = world->ledger};

    text_add(out, "<section>\n");
    html_element(out, "h2", "", world->name);
    html_outcome_write(&account, out);
    text_add(out, "<pre class=\"command\">");
    html_element(out, "code", "", world->command);
    text_add(out, "</pre>\n</section>\n");
}

static void body_write(struct html_worlds *worlds, struct text *out)
{
    bool has_stage = worlds->stage.frames[HTML_WIDE].count > 0;

    text_add(out, "<header>\n");
    html_element(out, "h1", "", worlds->title);
    text_add(out, "</header>\n<main>\n");
    if (has_stage) {
        text_add(out, "<section id=\"play\">\n");
        html_stage_write(&worlds->stage, worlds->stage.last, out);
        text_add(out, "</section>\n<noscript><p>The stage needs its script; what came of each run is told "
                      "below.</p></noscript>\n");
    }
    text_add(out, "<section>\n<h2>Beside each other</h2>\n");
    report_write_html_blocks(worlds->report, out);
    text_add(out, "</section>\n");
    for (size_t i = 0; i < worlds->count; i++)
        world_write(&worlds->worlds[i], out);
    text_add(out, "</main>\n");
    html_footer_write(out);
    if (has_stage)
        html_stage_data_write(&worlds->stage, out);
}

bool html_worlds_write(struct html_worlds *worlds, struct text *out, struct err *err)
{
    bool has_stage = worlds->stage.frames[HTML_WIDE].count > 0;
    struct text sheet = {0}, rules = {0};
    struct html_page page = {.title = worlds->title, .about = "", .script = has_stage ? html_script : NULL};

    svg_rules_write(SVG_AUTO, true, &sheet);
    html_stage_rules_write(&worlds->stage, &rules);
    page.styles[0] = html_style;
    page.styles[1] = text_str(&sheet);
    page.styles[2] = has_stage ? text_str(&rules) : NULL;
    html_open(&page, out);
    body_write(worlds, out);
    html_close(&page, out);
    out->failed = out->failed || sheet.failed || rules.failed;
    text_release(&sheet);
    text_release(&rules);
    return html_check(out, err);
}
