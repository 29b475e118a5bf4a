#include "report/html_stage.h"

#include "picture/xml.h"

enum { DOT_ROW = 6 };

void html_stage_init(struct html_stage *stage)
{
    *stage = (struct html_stage){0};
    for (int size = 0; size < HTML_SIZE_COUNT; size++)
        stage->frames[size] = (struct html_frames){.looks = &stage->looks, .texts = &stage->texts};
}

void html_stage_release(struct html_stage *stage)
{
    for (int size = 0; size < HTML_SIZE_COUNT; size++)
        html_frames_release(&stage->frames[size]);
    html_texts_release(&stage->texts);
}

/* A span of the stage is as wide as its columns; the widest is a row. */
void html_stage_rules_write(const struct html_stage *stage, struct text *out)
{
    html_looks_write(&stage->looks, out);
    for (int columns = 1; columns <= stage->frames[HTML_WIDE].columns; columns++)
        text_addf(out, ".n%d{width:%dch}", columns, columns);
}

/* Those of one look. */
static void dots_of_look_write(const struct html_stage *stage, uint32_t begin, uint32_t end, enum element element,
                               struct text *out)
{
    bool has_any = false;

    for (uint32_t at = begin + 1; at <= end; at++) {
        if (!stage->positions[at].is_moment || stage->positions[at].element != element)
            continue;
        if (!has_any)
            text_addf(out, "<path class=\"l-%s\" d=\"", theme_class(element));
        text_addf(out, "M%u %dh0", (unsigned)at, DOT_ROW);
        has_any = true;
    }
    text_add(out, has_any ? "\"/>" : "");
}

void html_dots_write(const struct html_stage *stage, uint32_t begin, uint32_t end, struct text *out)
{
    text_addf(out, "<svg class=\"dots\" viewBox=\"0 0 %u %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
              (unsigned)stage->last, 2 * DOT_ROW);
    for (int element = 0; element < ELEMENT_COUNT; element++)
        dots_of_look_write(stage, begin, end, (enum element)element, out);
    text_add(out, "</svg>\n");
}

static void requests_write(const struct html_stage *stage, struct text *out)
{
    text_add(out, "<div class=\"requests\">\n");
    for (size_t i = 0; i < stage->request_count; i++) {
        const struct html_request *request = &stage->requests[i];

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
static void controls_write(const struct html_stage *stage, uint32_t end, struct text *out)
{
    text_add(out, "<div id=\"controls\" hidden>\n<div class=\"scrub\"><label for=\"scrub\">Where in the run</label>\n"
                  "<div class=\"track\" id=\"track\">\n");
    html_dots_write(stage, 0, end, out);
    text_addf(out,
              "<input id=\"scrub\" type=\"range\" min=\"0\" max=\"%u\" value=\"0\" autocomplete=\"off\"></div></div>\n",
              (unsigned)stage->last);
    requests_write(stage, out);
    text_add(out,
             "<p class=\"quiet\">Speed <output id=\"speed\"></output> · <label><input type=\"checkbox\" id=\"keys\" "
             "checked autocomplete=\"off\"> letters and digits act while the stage has the focus</label></p>\n"
             "</div>\n<p id=\"said\" class=\"heard\" role=\"status\" aria-live=\"polite\"></p>\n"
             "<div id=\"asked\"></div>\n<div id=\"told\"></div>\n");
}

void html_stage_write(const struct html_stage *stage, uint32_t end, struct text *out)
{
    text_addf(
        out,
        "<h2 class=\"heard\">%s</h2>\n<div id=\"stage\" role=\"application\" tabindex=\"0\" aria-label=\"%s: arrows "
        "step, n goes to what is next worth seeing, Space plays\" hidden>\n"
        "<div class=\"rows wide\" aria-hidden=\"true\"></div>\n"
        "<div class=\"rows narrow\" aria-hidden=\"true\"></div>\n</div>\n",
        stage->label, stage->label);
    controls_write(stage, end, out);
}

static void list_begin(const char *name, struct text *out)
{
    text_addf(out, ",\n\"%s\":[", name);
}

/* At which something is a moment, or an attempt begins. */
static void positions_write(const struct html_stage *stage, const char *name, bool is_attempts, struct text *out)
{
    const char *comma = "";

    list_begin(name, out);
    for (uint32_t at = 1; at <= stage->last; at++)
        if (is_attempts ? stage->positions[at].is_attempt : stage->positions[at].is_moment) {
            text_addf(out, "%s%u", comma, (unsigned)at);
            comma = ",";
        }
    text_add(out, "]");
}

void html_stage_data_write(struct html_stage *stage, struct text *out)
{
    text_addf(out, "<script type=\"application/json\" id=\"data\">{\"last\":%u,\"sentence\":[%d,%d],\"speed\":%zu",
              (unsigned)stage->last, stage->sentence_row, stage->sentence_rows, stage->speed);
    list_begin("speeds", out);
    for (size_t i = 0; i < stage->speed_count; i++)
        text_addf(out, "%s[%u,\"%s\"]", i > 0 ? "," : "", (unsigned)stage->speeds[i].percent, stage->speeds[i].written);
    text_add(out, "]");
    list_begin("stays", out);
    for (uint32_t at = 0; at <= stage->last; at++)
        text_addf(out, "%s%d", at > 0 ? "," : "", stage->positions[at].stay);
    text_add(out, "]");
    positions_write(stage, "moments", false, out);
    positions_write(stage, "attempts", true, out);
    text_add(out, ",\n\"texts\":");
    html_texts_write(&stage->texts, out);
    list_begin("grids", out);
    for (int size = 0; size < HTML_SIZE_COUNT; size++) {
        text_add(out, size > 0 ? ",\n" : "");
        html_frames_write(&stage->frames[size], out);
    }
    text_add(out, "]}</script>\n");
}
