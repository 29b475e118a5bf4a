/* The command draw: the diagram or the timeline of a run, as text, SVG, PNG, PDF or Graphviz text. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/picture_file.h"
#include "cli/print.h"
#include "cli/search_options.h"
#include "picture/diagram.h"
#include "picture/paint_dot.h"
#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "picture/timeline_scene.h"

#define DRAW_FORMAT_LIST(X)                                                                                            \
    X(DRAW_TXT, "txt")                                                                                                 \
    X(DRAW_SVG, "svg")                                                                                                 \
    X(DRAW_PNG, "png")                                                                                                 \
    X(DRAW_PDF, "pdf")                                                                                                 \
    X(DRAW_DOT, "dot")

#define NAME_ITEM(constant, name) name,
#define ENUM_ITEM(constant, name) constant,
enum draw_format { DRAW_FORMAT_LIST(ENUM_ITEM) DRAW_FORMAT_COUNT };
static const char *const draw_format_names[DRAW_FORMAT_COUNT] = {DRAW_FORMAT_LIST(NAME_ITEM)};

#define ENDING_ITEM(constant, name) " ." name
#define ENDINGS DRAW_FORMAT_LIST(ENDING_ITEM)

enum draw_view { DRAW_DIAGRAM, DRAW_TIMELINE, DRAW_VIEW_COUNT };
static const char *const draw_view_names[DRAW_VIEW_COUNT] = {"diagram", "timeline"};

enum { WIDTH_MIN = 24, WIDTH_MAX = 1000, TEXT_COLUMNS = 80, LANE_ROWS_ON_PAPER = 2 };

struct draw {
    const struct cli *cli;
    enum draw_view view;
    enum draw_format format;
    enum timeline_lanes lanes;
    enum svg_theme theme;
    msec at;            /* MSEC_NONE: the whole run */
    int width;          /* 0: not given */
    const char *output; /* a path, or "-" */
};

static bool width_parse(const char *value, int *out, struct err *err)
{
    char *end;
    long width = value ? strtol(value, &end, 10) : 0;

    *out = 0;
    if (!value)
        return true;
    if (*value < '0' || *value > '9' || *end || width < WIDTH_MIN || width > WIDTH_MAX)
        return err_set(err, "\"%s\" is no width; allowed: columns, %d to %d", value, WIDTH_MIN, WIDTH_MAX);
    *out = (int)width;
    return true;
}

static bool at_parse(const char *value, msec *out, struct err *err)
{
    const char *why;

    *out = MSEC_NONE;
    if (value && !msec_parse(value, out, &why))
        return err_set(err, "\"%s\" %s", value, why);
    return true;
}

/* What stands behind the last dot of a file's name; NULL where there is none, or nothing before it. */
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');

    return dot && dot != name ? dot + 1 : NULL;
}

/* The format that --to asks for, else the file's ending; text where there is no ending. */
static bool format_parse(const struct settings *settings, enum draw_format *out, struct err *err)
{
    static const struct word_choices formats = {"format", draw_format_names, DRAW_FORMAT_COUNT};
    const char *path = settings->words[WORD_OUT], *ending = path ? ending_of(path) : NULL;
    int format = 0;

    *out = DRAW_TXT;
    if (settings->words[WORD_TO]) {
        if (!word_one(settings, WORD_TO, &formats, &format, err))
            return false;
        *out = (enum draw_format)format;
        return true;
    }
    if (!ending)
        return true;
    for (; format < DRAW_FORMAT_COUNT; format++)
        if (strcasecmp(ending, draw_format_names[format]) == 0) {
            *out = (enum draw_format)format;
            return true;
        }
    return err_set(err, "--output: \"%s\" has an unknown ending; allowed:" ENDINGS "; or name the format with --to",
                   path);
}

static bool draw_parse(const struct cli *cli, struct draw *out, struct err *err)
{
    static const struct word_choices views = {"picture", draw_view_names, DRAW_VIEW_COUNT},
                                     kinds = {"kind of lanes", timeline_lanes_names, LANES_COUNT},
                                     themes = {"theme", svg_theme_names, SVG_THEME_COUNT};
    const struct settings *settings = cli->settings;
    int view = 0, lanes = 0, theme = 0;

    *out = (struct draw){.cli = cli, .output = settings->words[WORD_OUT] ? settings->words[WORD_OUT] : "-"};
    if (!word_one(settings, WORD_AS, &views, &view, err) || !format_parse(settings, &out->format, err) ||
        !word_one(settings, WORD_LANES, &kinds, &lanes, err) || !word_one(settings, WORD_THEME, &themes, &theme, err) ||
        !width_parse(settings->words[WORD_WIDTH], &out->width, err) ||
        !at_parse(settings->words[WORD_DRAW_AT], &out->at, err))
        return false;
    out->view = (enum draw_view)view;
    out->lanes = (enum timeline_lanes)lanes;
    out->theme = (enum svg_theme)theme;
    if (out->format == DRAW_DOT && out->view == DRAW_TIMELINE)
        return err_set(err, "a timeline is no graph: dot draws diagrams alone");
    return true;
}

/* Columns that were asked for, or fit the terminal; 0 lets a picture on paper be as wide as it needs. */
static int draw_columns(const struct draw *draw)
{
    int columns = draw->cli->style.columns;

    if (draw->width || draw->format != DRAW_TXT)
        return draw->width;
    return strcmp(draw->output, "-") == 0 && columns ? columns : TEXT_COLUMNS;
}

static bool scene_make(const struct draw *draw, const struct played *played, struct scene *scene, struct err *err)
{
    const struct settings *settings = draw->cli->settings;

    if (draw->view == DRAW_TIMELINE) {
        const struct timeline_options options = {
            .columns = draw_columns(draw),
            .lane_rows = draw->format == DRAW_TXT ? 1 : LANE_ROWS_ON_PAPER,
            .lanes = draw->lanes,
            .show_causes = settings->words[WORD_CAUSES] != NULL,
        };

        return timeline_draw(&played->trace, &played->ledger, &options, scene, err);
    }
    const struct diagram_options options = {.columns = draw_columns(draw),
                                            .show_skipped = settings->words[WORD_SHOW_SKIPPED] != NULL};

    return diagram_draw(&played->trace, &played->ledger, &options, scene, err);
}

/* What had happened by --at. */
static struct reveal draw_reveal(const struct draw *draw, const struct trace *trace)
{
    uint32_t shown = draw->at == MSEC_NONE ? 0 : trace_event_at(trace, draw->at) + 1;

    return draw->at == MSEC_NONE ? REVEAL_ALL : (struct reveal){shown, shown};
}

static bool text_make(const struct draw *draw, const struct scene *scene, struct reveal reveal, struct text *out,
                      struct err *err)
{
    bool is_stdout = strcmp(draw->output, "-") == 0;
    const struct paint_text paint = {
        .is_ascii = draw->cli->settings->is_ascii || (is_stdout && draw->cli->style.is_ascii),
        .is_color = is_stdout && draw->cli->style.is_color,
        .scheme = draw->theme == SVG_LIGHT  ? SCHEME_LIGHT
                  : draw->theme == SVG_MONO ? SCHEME_MONO
                                            : SCHEME_DARK,
        .reveal = reveal,
    };

    return paint_text(scene, &paint, out, err);
}

static bool svg_make(const struct draw *draw, const struct scene *scene, struct reveal reveal, struct text *out,
                     struct err *err)
{
    const struct paint_svg paint = {.theme = draw->theme, .reveal = reveal};
    struct picture picture = {.format = draw->format == DRAW_PNG ? PICTURE_PNG : PICTURE_PDF};
    struct text svg = {0};
    bool is_made;

    if (draw->format == DRAW_SVG) {
        paint_svg(scene, &paint, out);
        return true;
    }
    paint_svg(scene, &paint, &svg);
    paint_svg_size(scene, &picture.width, &picture.height);
    is_made = picture_make(&picture, &svg, out, err);
    text_release(&svg);
    return is_made;
}

static bool dot_make(const struct draw *draw, const struct played *played, struct reveal reveal, struct text *out,
                     struct err *err)
{
    struct graph graph;

    if (!graph_take(&played->trace, &played->ledger, draw->cli->settings->words[WORD_SHOW_SKIPPED] != NULL, &graph,
                    err))
        return false;
    paint_dot(&graph, &played->trace, reveal.shown, out);
    graph_release(&graph);
    return true;
}

static bool picture_write(const struct draw *draw, const struct played *played, struct text *out, struct err *err)
{
    struct reveal reveal = draw_reveal(draw, &played->trace);
    struct scene scene;
    bool is_made;

    if (draw->format == DRAW_DOT)
        return dot_make(draw, played, reveal, out, err);
    if (!scene_make(draw, played, &scene, err))
        return false;
    is_made = draw->format == DRAW_TXT ? text_make(draw, &scene, reveal, out, err)
                                       : svg_make(draw, &scene, reveal, out, err);
    scene_release(&scene);
    return is_made;
}

enum exit_code command_draw(const struct cli *cli)
{
    struct subject subject;
    struct played played;
    struct text out = {0};
    struct draw draw;
    enum exit_code code;
    struct err err;

    if (!draw_parse(cli, &draw, &err))
        return fail_mistake(&err);
    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    if (!played_make(subject.changed, &played, &err)) {
        subject_close(&subject);
        return fail_world(&err);
    }
    if (!picture_write(&draw, &played, &out, &err) || !file_replace(draw.output, &out, &err))
        code = fail_world(&err);
    idle_faults_note(cli->settings, &subject, &played.trace);
    text_release(&out);
    played_release(&played);
    subject_close(&subject);
    return code;
}
