/* The code panel: a job as a few lines of code, with the line that each worker is at and what came of each step. */
#include "picture/sign.h"
#include "screens/stage_paint.h"
#include "words/code.h"
#include "words/retry_wait.h"

enum { STEPS_MAX = 64, LOOK_BACK = 4096 };

/* What is known of a job's steps at the moment. */
struct code_state {
    int workers[STEPS_MAX];       /* how many workers are at the step */
    struct sign signs[STEPS_MAX]; /* of the attempt that the panel is about */
};

static bool is_under_way(const struct stage_paint *paint, const struct event *event)
{
    const struct attempt *attempt = index_attempt(paint->view->index, event->job, event->attempt);

    return attempt && (attempt->last > paint->view->at || attempt->outcome == ATTEMPT_RUNNING);
}

/* The step at which each worker of this job is: its last event, looked for backwards. */
static void find_workers(const struct stage_paint *paint, int job, struct code_state *state)
{
    uint64_t done[4] = {0};
    uint32_t at = paint->view->at;
    uint32_t end = at > LOOK_BACK ? at - LOOK_BACK : 0;

    for (uint32_t i = at == NO_EVENT ? 0 : at + 1; i-- > end;) {
        const struct event *event = &paint->trace->events[i];
        uint32_t worker = event->worker;

        if (event->job == NO_JOB || worker >= 256 || done[worker / 64] >> worker % 64 & 1)
            continue;
        done[worker / 64] |= (uint64_t)1 << worker % 64;
        if (event->step < STEPS_MAX && paint->view->index->lanes.jobs[event->job - 1].job == job &&
            is_under_way(paint, event))
            state->workers[event->step]++;
    }
}

static void find_marks(const struct stage_paint *paint, uint32_t job, struct code_state *state)
{
    const struct ledger *ledger = paint->view->ledger;
    const struct attempt *attempt = NULL;

    if (job != NO_JOB && job <= ledger->job_count && ledger->jobs[job - 1].attempts > 0)
        attempt = index_attempt(paint->view->index, job, ledger->jobs[job - 1].attempts);
    for (uint32_t i = attempt ? attempt->first : 0; attempt && i <= paint->view->at; i++) {
        const struct event *event = &paint->trace->events[i];

        if (event->job == job && event->attempt == attempt->number && event->step < STEPS_MAX &&
            event_sign(event).mark != MARK_NONE)
            state->signs[event->step] = event_sign(event);
    }
}

/* Of a job and the instance of it that the panel is about, or NO_JOB. */
static struct code_state code_state(const struct stage_paint *paint, uint32_t job, uint32_t instance)
{
    struct code_state state = {0};

    find_workers(paint, (int)job, &state);
    find_marks(paint, instance, &state);
    return state;
}

static void put_step(struct stage_rows *panel, const struct job *job, uint32_t s, const struct code_state *state)
{
    const struct stage_paint *paint = panel->paint;
    int row = stage_next_row(panel), workers = s < STEPS_MAX ? state->workers[s] : 0;
    struct sign sign = s < STEPS_MAX ? state->signs[s] : (struct sign){.mark = MARK_NONE};
    struct area area = {panel->area.column, row, panel->area.columns, 1};
    struct text text = {0};

    if (row < 0)
        return;
    if (workers > 1) {
        text_addf(&text, workers > 9 ? "%d " : "▸%d ", workers);
        text_fit(&text, 3);
    } else {
        text_add(&text, workers ? "▸  " : "   ");
    }
    code_step(paint->scenario, job, s, &text);
    if (workers > 0)
        cells_fill(paint->cells, area, ' ', ELEMENT_CODE_HERE, 0);
    cells_put(paint->cells, area.column, row, area.columns - (sign.mark == MARK_NONE ? 0 : 2), text_str(&text),
              workers ? ELEMENT_CODE_HERE : ELEMENT_CODE, 0);
    if (screen_matches(text_str(&text), paint->view->search))
        cells_dress(paint->cells, area, ELEMENT_MATCH, 0);
    if (sign.mark != MARK_NONE)
        cells_put(paint->cells, area.column + area.columns - 1, row, 1, marks_unicode[sign.mark], sign.element, 0);
    text_release(&text);
}

static void put_retry(struct stage_rows *panel, uint32_t j)
{
    const struct job *job = &panel->paint->scenario->jobs[j];
    struct area area = {panel->area.column, stage_next_row(panel), panel->area.columns, 1};
    struct text text = {0};

    if (job->retry.limit == 0)
        text_add(&text, "no retry");
    else
        text_addf(&text, job->retry.limit < 100 ? "retry %u× after " : "retry (%u×) after ", job->retry.limit);
    if (job->retry.limit > 0)
        retry_wait_say(&job->retry, &text);
    if (!rescue_traits[job->rescue].catches)
        text_add(&text, ", no rescue");
    if (job->retry.limit > 0 && !exhausted_traits[job->exhausted].is_kept)
        text_add(&text, ", then gone");
    screen_put_area(panel->paint->screen, (struct screen_area){area, AREA_RETRY, j}, &text, ELEMENT_QUIET);
}

static void put_job(struct stage_rows *panel, uint32_t j, const struct code_state *state)
{
    const struct job *job = &panel->paint->scenario->jobs[j];
    const struct code_words *words = code_words_of(panel->paint->scenario);

    stage_put_line(panel, words->begin, ELEMENT_CODE_WORD);
    for (uint32_t s = 0; s < job->step_count; s++)
        put_step(panel, job, s, state);
    if (rescue_traits[job->rescue].leaves) {
        stage_put_line(panel, words->rescue, ELEMENT_CODE_WORD);
        stage_put_line(panel, words->exit, ELEMENT_CODE);
    }
    stage_put_line(panel, words->end, ELEMENT_CODE_WORD);
    put_retry(panel, j);
}

/* The latest instance of a job that there is. */
static uint32_t latest_instance(const struct stage_paint *paint, uint32_t job)
{
    for (uint32_t i = paint->view->ledger->job_count; i-- > 0;)
        if (paint->view->index->lanes.jobs[i].job == job)
            return i + 1;
    return NO_JOB;
}

static bool job_posts(const struct job *job, uint32_t bot)
{
    for (uint32_t s = 0; s < job->step_count; s++)
        if (step_bot(&job->steps[s]) == (int)bot)
            return true;
    return false;
}

/* The instance of the latest attempt that posts, or is to post, for the lane's bot; NO_JOB: none has begun. */
static uint32_t instance_of_lane(const struct stage_paint *paint)
{
    const struct stage_index *index = paint->view->index;
    uint32_t instance = NO_JOB;

    for (uint32_t a = 0; a < index->lanes.attempts.count && index->lanes.attempts.list[a].first <= paint->view->at; a++)
        if (job_posts(&paint->scenario->jobs[index->lanes.jobs[index->lanes.attempts.list[a].job - 1].job],
                      paint->view->lane))
            instance = index->lanes.attempts.list[a].job;
    return instance;
}

/* The instance that the panel begins with: the lane's; before that has begun, of those that a worker is at the one
 * begun first. So workers who take turns do not make the code jump. While nobody works, the one at hand. */
static uint32_t instance_here(const struct stage_paint *paint)
{
    const struct attempts *attempts = &paint->view->index->lanes.attempts;
    uint32_t at = paint->view->at, lane = at == NO_EVENT ? NO_JOB : instance_of_lane(paint);

    if (lane != NO_JOB)
        return lane;
    for (uint32_t a = 0; at != NO_EVENT && a < attempts->count && attempts->list[a].first <= at; a++)
        if (attempts->list[a].last >= at || attempts->list[a].outcome == ATTEMPT_RUNNING)
            return attempts->list[a].job;
    return stage_job_here(paint);
}

/* The job that the panel begins with: the one at hand, before anything has happened the first of the schedule. */
static uint32_t first_job(const struct stage_paint *paint, uint32_t instance)
{
    if (instance != NO_JOB)
        return paint->view->index->lanes.jobs[instance - 1].job;
    return paint->scenario->entry_count > 0 ? (uint32_t)paint->scenario->entries[0].job : 0;
}

static void put_head(struct stage_rows *panel, uint32_t j)
{
    struct text text = {0};

    code_head(panel->paint->scenario, j, &text);
    stage_put_line(panel, "", ELEMENT_PLAIN);
    stage_put_line(panel, text_str(&text), ELEMENT_PANEL);
    text_release(&text);
}

void stage_code_title(const struct stage_paint *paint, struct text *out)
{
    code_head(paint->scenario, first_job(paint, instance_here(paint)), out);
}

/* Rows to leave out above so that the line that a worker is at is to be seen, or else the last one with a mark. */
static int rows_above(const struct code_state *state, int rows)
{
    int here = 0, marked = 0;

    for (int s = STEPS_MAX - 1; s >= 0; s--) {
        here = state->workers[s] > 0 ? s + 1 : here; /* the first row is the def */
        marked = marked == 0 && state->signs[s].mark != MARK_NONE ? s + 1 : marked;
    }
    here = here ? here : marked;
    return here + 2 > rows ? here + 2 - rows : 0;
}

static int job_rows(const struct job *job)
{
    return (int)job->step_count + 3 + (rescue_traits[job->rescue].leaves ? 2 : 0);
}

/* Jobs but the first have two rows more, for their head. */
static int all_rows(const struct stage_paint *paint)
{
    int rows = -2;

    for (uint32_t j = 0; j < paint->scenario->job_count; j++)
        rows += job_rows(&paint->scenario->jobs[j]) + 2;
    return rows;
}

struct stage_cut stage_paint_code(const struct stage_paint *paint, struct area area)
{
    uint32_t instance = instance_here(paint);
    uint32_t first = first_job(paint, instance);
    struct stage_rows panel = {.paint = paint,
                               .area = {area.column + 1, area.row, area.columns - 1, area.rows},
                               .first = (int)paint->view->scroll[PANEL_CODE]};
    struct code_state state = code_state(paint, first, instance);

    if (panel.first == 0 && paint->view->focus != PANEL_CODE)
        panel.first = rows_above(&state, area.rows);
    put_job(&panel, first, &state);
    for (uint32_t j = 0; j < paint->scenario->job_count; j++) {
        if (j == first || panel.row - panel.first >= area.rows)
            continue;
        put_head(&panel, j);
        state = code_state(paint, j, latest_instance(paint, j));
        put_job(&panel, j, &state);
    }
    return (struct stage_cut){panel.first > 0, all_rows(paint) - panel.first > area.rows};
}
