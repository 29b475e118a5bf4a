/* The command draw: a run as a picture, in one of DRAW_FORMAT_LIST. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/command.h"
#include "cli/draw_page.h"
#include "cli/output.h"
#include "cli/picture_file.h"
#include "cli/print.h"
#include "explore/gate.h"
#include "picture/diagram.h"
#include "picture/diagram_graph.h"
#include "picture/mermaid.h"
#include "picture/paint_dot.h"
#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "picture/timeline_scene.h"
#include "report/cast.h"
#include "report/perfetto.h"
#include "screens/screen.h"
#include "tui/recording.h"
#include "words/gate.h"

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
    const struct subject *subject;
    const struct played *played;
    struct text asked; /* of a worksheet; empty: no gate is reached */
};

/* Each appends the whole picture. */
typedef bool maker(const struct draw *draw, struct text *out, struct err *err);
static maker text_make, svg_make, raster_make, dot_make, cast_make, mermaid_make, perfetto_make, html_make;

#define FORMAT_ROW(constant, name, ending, views, make) [constant] = {ending, views, make},
static const struct {
    const char *ending;
    unsigned views; /* bit v: it draws enum draw_view v; 0: what it draws has no other */
    maker *make;
} formats[DRAW_FORMAT_COUNT] = {DRAW_FORMAT_LIST(FORMAT_ROW)};
#undef FORMAT_ROW

#define ENDING_ITEM(constant, name, ending, views, make) " ." ending
#define ENDINGS DRAW_FORMAT_LIST(ENDING_ITEM)

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
        if (strcasecmp(ending, formats[format].ending) == 0) {
            *out = (enum draw_format)format;
            return true;
        }
    return err_set(err, "--output: \"%s\" has an unknown ending; allowed:" ENDINGS "; or name the format with --to",
                   path);
}

/* Of what the format has only one picture of, none is to be chosen. */
static bool view_check(const struct draw *draw, struct err *err)
{
    const struct settings *settings = draw->cli->settings;

    if (draw->format == DRAW_DOT && draw->view == DRAW_TIMELINE)
        return err_set(err, "a timeline is no graph: dot draws diagrams alone");
    if (formats[draw->format].views == 0 && option_is_given(settings, OPTION_AS))
        return err_set(err, "--as: %s is not made of a diagram or a timeline", draw_format_names[draw->format]);
    if (draw->format != DRAW_HTML && option_is_given(settings, OPTION_NO_GATES))
        return err_set(err, "--no-gates: html alone asks");
    if (draw->format != DRAW_MERMAID && option_is_given(settings, OPTION_DRAW_FULL))
        return err_set(err, "--full: mermaid alone is folded");
    if (draw->format == DRAW_CAST && draw->width != 0 && draw->width < SCREEN_COLUMNS_MIN)
        return err_set(err, "--width: a screen has at least %d columns", SCREEN_COLUMNS_MIN);
    return true;
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
    return format_choose(settings, &out->format, err) && view_check(out, err);
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
static struct reveal draw_reveal(const struct draw *draw)
{
    uint32_t shown = draw->at == MSEC_NONE ? 0 : trace_event_at(&draw->played->trace, draw->at) + 1;

    return draw->at == MSEC_NONE ? REVEAL_ALL : (struct reveal){shown, shown};
}

/* The last event that is shown. */
static uint32_t draw_last(const struct draw *draw)
{
    const struct trace *trace = &draw->played->trace;

    return draw->at == MSEC_NONE ? trace->count - 1 : trace_event_at(trace, draw->at);
}

/* What the gates ask at which the picture stands: those that were reached last. */
static bool gates_ask(struct draw *draw, struct err *err)
{
    const struct trace *trace = &draw->played->trace;
    const struct scenario *scenario = trace->scenario;
    const uint32_t last = draw_last(draw);
    uint32_t reached = NO_EVENT;

    for (uint32_t g = 0; last != NO_EVENT && g < scenario->gate_count; g++) {
        const struct gate *gate = &scenario->gates[g];
        const struct posing posing = {.trace = trace, .gate = gate, .event = gate_event(trace, &gate->at)};
        struct question question;

        if (posing.event == NO_EVENT || posing.event > last || (reached != NO_EVENT && posing.event < reached))
            continue;
        if (!gate_pose(&posing, &question, err))
            return false;
        if (posing.event != reached)
            text_clear(&draw->asked);
        reached = posing.event;
        if (question.count > 1)
            gate_sheet_say(&question, DIAGRAM_ROW_COLUMNS, &draw->asked);
    }
    return true;
}

static const char *draw_asked(const struct draw *draw)
{
    return text_is_empty(&draw->asked) ? NULL : text_str(&draw->asked);
}

static bool scene_make(const struct draw *draw, struct scene *scene, struct err *err)
{
    const struct settings *settings = draw->cli->settings;
    const struct played *played = draw->played;

    if (draw->view == DRAW_TIMELINE) {
        const struct timeline_options options = {
            .columns = draw_columns(draw),
            .lane_rows = draw->format == DRAW_TXT ? 1 : LANE_ROWS_ON_PAPER,
            .lanes = draw->lanes,
            .show_causes = option_is_given(settings, OPTION_CAUSES),
            .is_worksheet = option_is_given(settings, OPTION_WORKSHEET),
            .asked = draw_asked(draw),
            .reveal = draw_reveal(draw),
        };

        return timeline_draw(&played->trace, &played->ledger, &options, scene, err);
    }
    const struct diagram_options options = {.columns = draw_columns(draw),
                                            .show_skipped = option_is_given(settings, OPTION_SHOW_SKIPPED),
                                            .is_worksheet = option_is_given(settings, OPTION_WORKSHEET),
                                            .asked = draw_asked(draw)};

    return diagram_draw(&played->trace, &played->ledger, &options, scene, err);
}

/* What auto is where there is no paper to look at. */
static enum scheme draw_scheme(const struct draw *draw)
{
    return draw->theme == SVG_LIGHT ? SCHEME_LIGHT : draw->theme == SVG_MONO ? SCHEME_MONO : SCHEME_DARK;
}

static bool text_make(const struct draw *draw, struct text *out, struct err *err)
{
    bool is_stdout = strcmp(draw->output, "-") == 0, is_made;
    const struct paint_text paint = {
        .is_ascii = option_is_given(draw->cli->settings, OPTION_ASCII) || (is_stdout && draw->cli->style.is_ascii),
        .is_color = is_stdout && draw->cli->style.is_color,
        .scheme = draw_scheme(draw),
        .reveal = draw_reveal(draw),
    };
    struct scene scene;

    if (!scene_make(draw, &scene, err))
        return false;
    is_made = paint_text(&scene, &paint, out, err);
    scene_release(&scene);
    return is_made;
}

/* With the picture's size in its units. */
static bool sized_svg_make(const struct draw *draw, struct text *out, int *width, int *height, struct err *err)
{
    const struct paint_svg paint = {.theme = draw->theme, .reveal = draw_reveal(draw)};
    struct scene scene;

    if (!scene_make(draw, &scene, err))
        return false;
    paint_svg(&scene, &paint, out);
    paint_svg_size(&scene, width, height);
    scene_release(&scene);
    return true;
}

static bool svg_make(const struct draw *draw, struct text *out, struct err *err)
{
    int width, height;

    return sized_svg_make(draw, out, &width, &height, err);
}

static bool raster_make(const struct draw *draw, struct text *out, struct err *err)
{
    struct picture picture = {.format = draw->format == DRAW_PNG ? PICTURE_PNG : PICTURE_PDF};
    struct text svg = {0};
    bool is_made = sized_svg_make(draw, &svg, &picture.width, &picture.height, err) &&
                   picture_make(&picture, &svg, out, err);

    text_release(&svg);
    return is_made;
}

static bool dot_make(const struct draw *draw, struct text *out, struct err *err)
{
    const struct played *played = draw->played;
    struct graph graph;

    if (!graph_take(&played->trace, &played->ledger, option_is_given(draw->cli->settings, OPTION_SHOW_SKIPPED), &graph,
                    err))
        return false;
    paint_dot(&graph, &played->trace, draw_reveal(draw).shown, out);
    graph_release(&graph);
    return true;
}

/* The only entry of a recording. */
static struct scenario *subject_copy(void *context, size_t entry, struct err *err)
{
    const struct subject *subject = context;
    struct scenario *scenario = scenario_copy(subject->scenario);

    (void)entry;
    if (!scenario)
        (void)err_memory(err);
    return scenario;
}

static bool cast_put(void *context, int64_t ms, enum recording_code code, struct text *data, struct err *err)
{
    return cast_add(context, ms, (char)code, data, err);
}

/* Of 80 columns and 24 rows, and of any other width in the same shape. */
static bool cast_make(const struct draw *draw, struct text *out, struct err *err)
{
    const struct settings *settings = draw->cli->settings;
    const struct scenario *scenario = draw->subject->scenario;
    struct subject subject = *draw->subject;
    const struct tui_entry entry = {"", settings->operands[0], scenario->title, scenario->question};
    const char *const story[] = {NULL};
    const struct tui_options options = {
        .entries = &entry,
        .entry_count = 1,
        .changes = settings->changes,
        .change_count = settings->change_count,
        .story = story,
        .is_ascii = option_is_given(settings, OPTION_ASCII),
        .has_no_gates = true, /* nobody is there to answer */
        .scheme = draw_scheme(draw),
        .load = subject_copy,
        .context = &subject,
    };
    int columns = draw->width ? draw->width : TEXT_COLUMNS, rows = columns * 3 / 10;
    const struct recording recording = {
        .options = &options,
        .columns = columns,
        .rows = rows,
        .until = draw->at == MSEC_NONE ? MSEC_NEVER : draw->at,
        .put = cast_put,
        .context = out,
    };

    cast_begin(columns, rows, draw->subject->changed->title, out);
    return recording_play(&recording, err);
}

static bool mermaid_make(const struct draw *draw, struct text *out, struct err *err)
{
    return mermaid_write(&draw->played->trace, &draw->played->ledger, draw_reveal(draw).shown,
                         option_is_given(draw->cli->settings, OPTION_DRAW_FULL), out, err);
}

static bool perfetto_make(const struct draw *draw, struct text *out, struct err *err)
{
    return perfetto_write(&draw->played->trace, &draw->played->ledger, draw_reveal(draw).shown, out, err);
}

/* What makes the page again, and what plays its run in a terminal. */
static bool html_make(const struct draw *draw, struct text *out, struct err *err)
{
    const struct settings *settings = draw->cli->settings;
    struct text drawn = {0}, played = {0};
    const char *commands[] = {NULL, NULL, NULL};
    struct draw_page page = {
        .trace = &draw->played->trace,
        .shown = draw->at == MSEC_NONE ? draw->played->trace.count : draw_last(draw) + 1,
        .name = settings->operands[0],
        .asks = !option_is_given(settings, OPTION_NO_GATES),
        .commands = commands,
    };
    bool is_made;

    command_line_write("draw", settings->operands[0], NULL, settings, &drawn);
    if (draw->at != MSEC_NONE)
        text_addf(&drawn, " --at %s", option_text(settings, OPTION_DRAW_AT));
    text_addf(&drawn, "%s --to html", page.asks ? "" : " --no-gates");
    command_line_write("play", settings->operands[0], NULL, settings, &played);
    commands[0] = text_str(&drawn);
    commands[1] = text_str(&played);
    is_made = draw_page_make(&page, out, err);
    text_release(&drawn);
    text_release(&played);
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
    draw.subject = &subject;
    draw.played = &played;
    if ((option_is_given(cli->settings, OPTION_WORKSHEET) && !gates_ask(&draw, &err)) ||
        !formats[draw.format].make(&draw, &out, &err) || !file_replace(draw.output, &out, &err))
        code = fail_world(&err);
    code = exit_worse(code, idle_faults_note(cli->settings, &subject, &played.trace));
    text_release(&out);
    text_release(&draw.asked);
    played_release(&played);
    subject_close(&subject);
    return code;
}
