/* The command draw: the diagram or the timeline of a run, as text, SVG, PNG, PDF or Graphviz text. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/picture_file.h"
#include "cli/print.h"
#include "picture/diagram.h"
#include "picture/diagram_graph.h"
#include "picture/paint_dot.h"
#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "picture/timeline_scene.h"

#define ENDING_ITEM(constant, name) " ." name
#define ENDINGS DRAW_FORMAT_LIST(ENDING_ITEM)

enum { TEXT_COLUMNS = 80, LANE_ROWS_ON_PAPER = 2 };

struct draw {
    const struct cli *cli;
    enum draw_view view;
    enum draw_format format;
    enum lanes_kind lanes;
    enum svg_theme theme;
    msec at;            /* MSEC_NONE: the whole run */
    int width;          /* 0: not given */
    const char *output; /* a path, or "-" */
};

/* What stands behind the last dot of a file's name; NULL where there is none, or nothing before it. */
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');

    return dot && dot != name ? dot + 1 : NULL;
}

/* The format that --to asks for, else the file's ending; text where there is no ending. */
static bool format_choose(const struct settings *settings, enum draw_format *out, struct err *err)
{
    const char *path = option_text(settings, OPTION_OUTPUT), *ending = path ? ending_of(path) : NULL;

    *out = (enum draw_format)option_number(settings, OPTION_TO);
    if (option_is_given(settings, OPTION_TO) || !ending)
        return true;
    for (int format = 0; format < DRAW_FORMAT_COUNT; format++)
        if (strcasecmp(ending, draw_format_names[format]) == 0) {
            *out = (enum draw_format)format;
            return true;
        }
    return err_set(err, "--output: \"%s\" has an unknown ending; allowed:" ENDINGS "; or name the format with --to",
                   path);
}

static bool draw_choose(const struct cli *cli, struct draw *out, struct err *err)
{
    const struct settings *settings = cli->settings;

    *out = (struct draw){
        .cli = cli,
        .view = (enum draw_view)option_number(settings, OPTION_AS),
        .lanes = (enum lanes_kind)option_number(settings, OPTION_LANES),
        .theme = (enum svg_theme)option_number(settings, OPTION_THEME),
        .at = (msec)option_number(settings, OPTION_DRAW_AT),
        .width = (int)option_number(settings, OPTION_WIDTH),
        .output = option_is_given(settings, OPTION_OUTPUT) ? option_text(settings, OPTION_OUTPUT) : "-",
    };
    if (!format_choose(settings, &out->format, err))
        return false;
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

/* What had happened by --at. */
static struct reveal draw_reveal(const struct draw *draw, const struct trace *trace)
{
    uint32_t shown = draw->at == MSEC_NONE ? 0 : trace_event_at(trace, draw->at) + 1;

    return draw->at == MSEC_NONE ? REVEAL_ALL : (struct reveal){shown, shown};
}

static bool scene_make(const struct draw *draw, const struct played *played, struct reveal reveal, struct scene *scene,
                       struct err *err)
{
    const struct settings *settings = draw->cli->settings;

    if (draw->view == DRAW_TIMELINE) {
        const struct timeline_options options = {
            .columns = draw_columns(draw),
            .lane_rows = draw->format == DRAW_TXT ? 1 : LANE_ROWS_ON_PAPER,
            .lanes = draw->lanes,
            .show_causes = option_is_given(settings, OPTION_CAUSES),
            .is_worksheet = option_is_given(settings, OPTION_WORKSHEET),
            .reveal = reveal,
        };

        return timeline_draw(&played->trace, &played->ledger, &options, scene, err);
    }
    const struct diagram_options options = {.columns = draw_columns(draw),
                                            .show_skipped = option_is_given(settings, OPTION_SHOW_SKIPPED),
                                            .is_worksheet = option_is_given(settings, OPTION_WORKSHEET)};

    return diagram_draw(&played->trace, &played->ledger, &options, scene, err);
}

static bool text_make(const struct draw *draw, const struct scene *scene, struct reveal reveal, struct text *out,
                      struct err *err)
{
    bool is_stdout = strcmp(draw->output, "-") == 0;
    const struct paint_text paint = {
        .is_ascii = option_is_given(draw->cli->settings, OPTION_ASCII) || (is_stdout && draw->cli->style.is_ascii),
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

    if (!graph_take(&played->trace, &played->ledger, option_is_given(draw->cli->settings, OPTION_SHOW_SKIPPED), &graph,
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
    if (!scene_make(draw, played, reveal, &scene, err))
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

    if (!draw_choose(cli, &draw, &err))
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
    code = exit_worse(code, idle_faults_note(cli->settings, &subject, &played.trace));
    text_release(&out);
    played_release(&played);
    subject_close(&subject);
    return code;
}
