#include "report/handout.h"

#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "picture/timeline_scene.h"
#include "words/gate.h"
#include "words/premises.h"

enum { TEXT_COLUMNS = 78, PAPER_COLUMNS = 96, CHOICE_COLUMNS = 76, ROOM_ROWS = 3 };

void handout_keys(struct report *report)
{
    static const struct report_column columns[] = {{.head = "", .columns = 14}, {.head = "", .is_wrapped = true}};
    static const struct {
        const char *key, *does;
    } keys[] = {
        {"PgDn, PgUp", "on and back, through all of it: a remote has both"},
        {"Home", "back to the beat, from wherever one went"},
        {":b4", "to the fourth beat"},
        {"1 – 9", "a hand for that choice; u takes the last one back"},
        {"v", "the votes, typed: 12 7 3"},
        {". or b", "a blank screen; any key comes back"},
        {"i", "what is given"},
    };

    report_space(report);
    report_table(report, ELEMENT_PLAIN, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        report_row(report, keys[i].key);
        report_cell(report, ELEMENT_PLAIN, keys[i].does);
    }
}

void handout_worksheet(const struct lesson *lesson, struct report *report)
{
    report_page(report);
    report_add(report, REPORT_TITLE, ELEMENT_TITLE, lesson->title);
    report_add(report, REPORT_PARAGRAPH, ELEMENT_QUIET,
               "First a guess, then the run. Tick what you think will happen, and write down why.");
}

/* The run as far as it was seen, as text or as a drawing. */
static bool picture_draw(const struct trace *seen, const struct ledger *ledger, bool is_paper, struct scene *scene,
                         struct err *err)
{
    const struct timeline_options options = {.columns = is_paper ? PAPER_COLUMNS : TEXT_COLUMNS,
                                             .lane_rows = is_paper ? 2 : 1,
                                             .is_worksheet = true,
                                             .reveal = REVEAL_ALL};

    return timeline_draw(seen, ledger, &options, scene, err);
}

static bool picture_add(const struct trace *seen, struct report *report, struct err *err)
{
    const struct paint_svg paint = {.theme = SVG_LIGHT, .reveal = REVEAL_ALL};
    const struct paint_text plain = {.reveal = REVEAL_ALL};
    struct report_drawing drawing;
    struct text svg = {0}, text = {0};
    struct ledger ledger;
    struct scene scene;
    bool is_good;

    if (!ledger_take(seen, seen->count, &ledger, err))
        return false;
    is_good = picture_draw(seen, &ledger, true, &scene, err);
    if (is_good) {
        paint_svg(&scene, &paint, &svg);
        paint_svg_size(&scene, &drawing.width, &drawing.height);
        scene_release(&scene);
        is_good = picture_draw(seen, &ledger, false, &scene, err);
    }
    if (is_good) {
        is_good = paint_text(&scene, &plain, &text, err);
        scene_release(&scene);
    }
    ledger_release(&ledger);
    drawing.svg = text_str(&svg);
    if (is_good)
        report_picture(report, &drawing, &text);
    text_release(&svg);
    text_release(&text);
    return is_good;
}

static void premise_add(void *context, const char *head, const char *premise)
{
    struct report *report = context;

    report_row(report, head);
    report_cell(report, ELEMENT_PLAIN, premise);
}

/* What is given of the scenario, as far as it may be told. */
static void premises_add(const struct beat_run *run, struct report *report)
{
    static const struct report_column columns[] = {{.head = "", .columns = 16}, {.head = "", .is_wrapped = true}};
    const struct premises premises = {.trace = &run->trace, .told = run->event, .tell = premise_add, .context = report};

    report_table(report, ELEMENT_PLAIN, columns, sizeof columns / sizeof *columns);
    premises_tell(&premises);
}

/* Title and question of the scenario tell what is to be guessed: the gate's own stands there. */
static bool run_add(const struct beat_run *run, const char *question, struct report *report, struct err *err)
{
    struct scenario asked = *run->scenario;
    struct trace seen = run->trace;

    asked.question = question;
    asked.title = "";
    seen.scenario = &asked;
    seen.count = run->event + 1;
    return picture_add(&seen, report, err);
}

static void choices_add(const struct question *question, struct report *report)
{
    static const struct report_column columns[] = {{.head = "", .columns = 5}, {.head = "", .is_wrapped = true}};

    report_table(report, ELEMENT_PLAIN, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < question->count; i++) {
        struct text number = {0}, words = {0};

        text_addf(&number, "□ %u", (unsigned)i + 1);
        report_row(report, text_str(&number));
        text_release(&number);
        gate_choice_say(question, i, CHOICE_COLUMNS, &words);
        report_cell_take(report, ELEMENT_PLAIN, &words);
    }
}

bool handout_question(const struct lesson *lesson, uint32_t beat, const struct beat_run *run, uint32_t number,
                      struct report *report, struct err *err)
{
    const struct beat *it = &lesson->beats[beat];
    struct text question = {0}, title = {0};
    bool is_good = true;

    gate_question_say(&run->question, &question);
    text_addf(&title, "%u. %s", (unsigned)number, text_str(&question));
    report_space(report);
    report_add_take(report, REPORT_TITLE, ELEMENT_TITLE, &title);
    if (it->kind != BEAT_STAY)
        premises_add(run, report);
    if (it->kind != BEAT_MAP)
        is_good = run_add(run, text_str(&question), report, err);
    choices_add(&run->question, report);
    report_add(report, REPORT_PARAGRAPH, ELEMENT_QUIET, "because");
    report_room(report, ROOM_ROWS);
    if (vote_traits[it->vote].votes > 1)
        report_add(report, REPORT_PARAGRAPH, ELEMENT_QUIET, "After the talk I think it is number ____.");
    text_release(&question);
    return is_good;
}
