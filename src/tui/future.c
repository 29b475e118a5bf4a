#include "tui/future.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/shell.h"
#include "model/changed.h"
#include "tui/player.h"
#include "words/change_say.h"
#include "words/verdict.h"

static void drop_ledger(struct future *future)
{
    if (future->ledger)
        ledger_release(future->ledger);
    free(future->ledger);
    future->ledger = NULL;
}

bool future_freeze(struct future *future, uint32_t at, struct err *err)
{
    struct stage_index *index;
    uint32_t count = future->trace.count;

    CHECK(at < count && (future->at == NO_EVENT || future->at <= at));
    if (future_is_frozen(future))
        return true;
    future->trace.count = at + 1;
    index = stage_index_new(&future->trace, err);
    if (!index) {
        future->trace.count = count;
        return false;
    }
    future->whole_count = count;
    future->whole_index = future->index;
    future->index = index;
    return true;
}

void future_thaw(struct future *future)
{
    if (!future_is_frozen(future))
        return;
    stage_index_free(future->index);
    future->index = future->whole_index;
    future->trace.count = future->whole_count;
    future->whole_index = NULL;
}

void future_release(struct future *future)
{
    future_thaw(future);
    drop_ledger(future);
    text_release(&future->verdict);
    stage_index_free(future->index);
    trace_release(&future->trace);
    plan_free(future->plan);
    scenario_free(future->scenario);
    *future = (struct future){.is_deleted = true, .parent = -1};
}

const struct ledger *future_ledger(struct future *future, uint32_t at, struct err *err)
{
    if (future->ledger && future->ledger_at == at)
        return future->ledger;
    drop_ledger(future);
    future->ledger = malloc(sizeof *future->ledger);
    if (!future->ledger) {
        (void)err_memory(err);
        return NULL;
    }
    if (!ledger_take(&future->trace, player_next(at, true), future->ledger, err)) {
        free(future->ledger);
        future->ledger = NULL;
    }
    future->ledger_at = at;
    return future->ledger;
}

/* What is known of it at its end. */
static bool future_judge(struct future *future, struct err *err)
{
    const struct ledger *ledger = future_ledger(future, future->trace.count - 1, err);

    if (!ledger)
        return false;
    future->is_good = ledger_is_good(ledger);
    verdict_add(&future->trace, ledger, &future->verdict);
    return true;
}

static bool is_cancelled(void *context, uint32_t events)
{
    return cancel_token_stops(context, &(struct progress){.what = "events", .done = events, .share = -1});
}

/* Asked between what it takes to know a long run. */
static bool is_stopped(const struct future *future, const struct cancel_token *cancel, struct err *err)
{
    return cancel && is_cancelled((void *)cancel, future->trace.count) && !err_set(err, "stopped");
}

/* Plays `scenario`, which is owned from here on. */
static bool future_play(struct future *future, struct scenario *scenario, const struct cancel_token *cancel,
                        struct err *err)
{
    const struct run_watch watch = {is_cancelled, (void *)cancel};

    future->scenario = scenario;
    future->plan = run_trace_watched(scenario, cancel ? &watch : NULL, &future->trace, err);
    if (!future->plan) {
        scenario_free(scenario);
        return false;
    }
    future->index = is_stopped(future, cancel, err) ? NULL : stage_index_new(&future->trace, err);
    if (!future->index || is_stopped(future, cancel, err) || !future_judge(future, err)) {
        future_release(future);
        return false;
    }
    trace_struck(&future->trace, &future->struck);
    future->at = future->seen = NO_EVENT;
    return true;
}

bool futures_init(struct futures *futures, const char *name, struct scenario *scenario,
                  const struct cancel_token *cancel, struct err *err)
{
    struct future *list = calloc(FUTURES_MAX, sizeof *list);

    if (!list) {
        scenario_free(scenario);
        return err_memory(err);
    }
    list[0].parent = -1;
    snprintf(list[0].name, sizeof list[0].name, "%s", name);
    if (!future_play(&list[0], scenario, cancel, err)) {
        free(list);
        return false;
    }
    *futures = (struct futures){.name = name, .list = list, .count = 1, .cancel = cancel};
    futures->moment.at = futures->moment.shown = NO_EVENT;
    return true;
}

void futures_release(struct futures *futures)
{
    for (size_t i = 0; i < futures->count; i++)
        if (!futures->list[i].is_deleted)
            future_release(&futures->list[i]);
    free(futures->list);
    *futures = (struct futures){0};
}

static bool events_equal(const struct event *a, const struct event *b)
{
    return a->time == b->time && a->value == b->value && a->cause == b->cause && a->job == b->job &&
           a->attempt == b->attempt && a->step == b->step && a->bot == b->bot && a->kind == b->kind &&
           a->detail == b->detail && a->micro == b->micro;
}

uint32_t future_same_moment(const struct trace *from, uint32_t at, const struct trace *to)
{
    uint32_t same = 0, last = NO_EVENT;

    if (at == NO_EVENT)
        return NO_EVENT;
    while (same <= at && same < to->count && events_equal(&from->events[same], &to->events[same]))
        same++;
    if (same > at)
        return at;
    for (uint32_t i = 0; i < to->count && to->events[i].time <= from->events[at].time; i++)
        last = i;
    return last;
}

bool future_try(const struct futures *futures, const struct change *changes, size_t count, struct future *out,
                struct err *err)
{
    struct scenario *scenario;

    if (count > FUTURE_CHANGES_MAX)
        return err_set(err, "no more than %d changes in one future", FUTURE_CHANGES_MAX);
    scenario = scenario_changed(futures->list[0].scenario, changes, count, err);
    if (!scenario)
        return false;
    *out = (struct future){.parent = (int)futures->current, .change_count = count};
    memcpy(out->changes, changes, count * sizeof *changes);
    if (future_play(out, scenario, futures->cancel, err))
        return true;
    *out = (struct future){0};
    return false;
}

/* Whoever has moved in the current future since has another moment. */
static void note_moment(struct futures *futures)
{
    uint32_t at = futures_current(futures)->at;

    if (at != futures->moment.shown)
        futures->moment = (struct moment){futures->current, at, at};
}

/* Makes a future the current one, at the moment; what one stands at counts as seen. */
static void show_moment(struct futures *futures, size_t which)
{
    struct moment *moment = &futures->moment;
    struct future *to = &futures->list[which];

    to->at = which == moment->of ? moment->at
                                 : future_same_moment(&futures->list[moment->of].trace, moment->at, &to->trace);
    if (to->at != NO_EVENT && (to->seen == NO_EVENT || to->seen < to->at))
        to->seen = to->at;
    moment->shown = to->at;
    futures->current = which;
    if (to->parent >= 0)
        futures->list[to->parent].left = which;
}

/* Adds a future that is the current one's changes with the given ones instead. */
static bool futures_add(struct futures *futures, const struct change *changes, size_t count, const char *name,
                        struct err *err)
{
    struct future *made = &futures->list[futures->count];

    if (futures->count == FUTURES_MAX)
        return err_set(err, "no more than %d futures are kept: D in the tree deletes one", FUTURES_MAX);
    if (!future_try(futures, changes, count, made, err))
        return false;
    snprintf(made->name, sizeof made->name, "%s", name);
    futures_go(futures, futures->count++);
    return true;
}

static bool has_changes(const struct future *future, const struct change *changes, size_t count)
{
    if (future->is_deleted || future->change_count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!change_equal(&future->changes[i], &changes[i]))
            return false;
    return true;
}

bool futures_reach(struct futures *futures, const struct change *changes, size_t count, const char *name,
                   struct err *err)
{
    for (size_t i = 0; i < futures->count; i++) {
        if (has_changes(&futures->list[i], changes, count)) {
            futures_go(futures, i);
            return true;
        }
    }
    return futures_add(futures, changes, count, name, err);
}

bool futures_branch_all(struct futures *futures, const struct change *changes, size_t count, const char *name,
                        struct err *err)
{
    const struct future *now = futures_current(futures);
    struct change all[FUTURE_CHANGES_MAX];

    if (now->change_count + count > FUTURE_CHANGES_MAX)
        return err_set(err, "no more than %d changes in one future", FUTURE_CHANGES_MAX);
    memcpy(all, now->changes, now->change_count * sizeof *all);
    memcpy(all + now->change_count, changes, count * sizeof *all);
    return futures_add(futures, all, now->change_count + count, name, err);
}

bool futures_branch(struct futures *futures, const struct change *change, struct err *err)
{
    struct text name = {0};
    bool ok;

    change_say(futures_current(futures)->scenario, change, &name);
    ok = futures_branch_all(futures, change, 1, text_str(&name), err);
    text_release(&name);
    return ok;
}

void future_rename(struct future *future, const char *name)
{
    snprintf(future->name, sizeof future->name, "%s", name);
}

/* Which of the future's changes added this fault: these come in the order of their changes. */
static size_t change_of_fault(const struct future *future, uint32_t fault)
{
    uint32_t before = 0;

    for (uint32_t i = 0; i < fault; i++)
        before += future->scenario->faults[i].number == 0;
    for (size_t i = 0; i < future->change_count; i++)
        if (future->changes[i].kind == CHANGE_FAULT && before-- == 0)
            return i;
    CHECK(!"a fault without a number was added by a change");
    return 0;
}

/* What a new future is made of: room for two changes more than one has. */
struct draft {
    struct change changes[FUTURE_CHANGES_MAX + 2];
    size_t count;
    struct text name;
};

/* The current one's changes without a fault of its scenario, and what that is called. */
static void without_fault(const struct futures *futures, uint32_t fault, struct draft *draft)
{
    const struct future *now = futures_current(futures);
    uint32_t number = now->scenario->faults[fault].number;
    size_t dropped = number == 0 ? change_of_fault(now, fault) : now->change_count;

    draft->count = 0;
    draft->name = (struct text){0};
    for (size_t i = 0; i < now->change_count; i++)
        if (i != dropped)
            draft->changes[draft->count++] = now->changes[i];
    if (number == 0) {
        text_add(&draft->name, "without: ");
        change_say(now->scenario, &now->changes[dropped], &draft->name);
        return;
    }
    draft->changes[draft->count] = change_of(CHANGE_WITHOUT_FAULT, NULL, number);
    change_say(now->scenario, &draft->changes[draft->count++], &draft->name);
}

bool futures_drop_fault(struct futures *futures, uint32_t fault, const struct change *instead, struct err *err)
{
    struct draft draft;
    bool ok;

    without_fault(futures, fault, &draft);
    if (instead) {
        text_clear(&draft.name);
        change_say(futures_current(futures)->scenario, instead, &draft.name);
        draft.changes[draft.count++] = *instead;
    }
    ok = futures_add(futures, draft.changes, draft.count, text_str(&draft.name), err);
    text_release(&draft.name);
    return ok;
}

void futures_go(struct futures *futures, size_t which)
{
    CHECK(which < futures->count && !futures->list[which].is_deleted);
    note_moment(futures);
    show_moment(futures, which);
}

void futures_go_to(struct futures *futures, size_t which, uint32_t at)
{
    CHECK(which < futures->count && !futures->list[which].is_deleted);
    futures->moment = (struct moment){.of = which, .at = at};
    show_moment(futures, which);
}

bool futures_stem_from(const struct futures *futures, size_t which)
{
    int at = (int)futures->current;

    while (at >= 0 && (size_t)at != which)
        at = futures->list[at].parent;
    return at >= 0;
}

bool futures_undo(struct futures *futures)
{
    int parent = futures_current(futures)->parent;

    if (parent < 0)
        return false;
    futures_go(futures, (size_t)parent);
    return true;
}

static bool is_child(const struct futures *futures, size_t which)
{
    return which < futures->count && !futures->list[which].is_deleted &&
           futures->list[which].parent == (int)futures->current;
}

bool futures_redo(struct futures *futures)
{
    size_t child = futures_current(futures)->left;

    if (child == 0 || !is_child(futures, child))
        for (child = futures->count - 1; child > 0 && !is_child(futures, child);)
            child--;
    if (child > 0)
        futures_go(futures, child);
    return child > 0;
}

/* A child stands behind its parent in the list. */
void futures_delete(struct futures *futures, size_t which)
{
    bool goes[FUTURES_MAX] = {false};
    int parent;

    CHECK(which > 0 && which < futures->count && !futures->list[which].is_deleted);
    parent = futures->list[which].parent;
    goes[which] = true;
    for (size_t i = which + 1; i < futures->count; i++)
        goes[i] = !futures->list[i].is_deleted && futures->list[i].parent >= 0 && goes[futures->list[i].parent];
    if (goes[futures->current])
        futures_go(futures, (size_t)parent);
    if (goes[futures->moment.of])
        futures_go_to(futures, futures->current, futures_current(futures)->at);
    for (size_t i = which; i < futures->count; i++)
        if (goes[i])
            future_release(&futures->list[i]);
    while (futures->count > 1 && futures->list[futures->count - 1].is_deleted)
        futures->count--;
}

void future_write_command(const struct futures *futures, const struct future *future, uint32_t at, uint32_t lane,
                          struct text *out)
{
    struct text place = {0};

    text_add(out, "makeitso play ");
    shell_word_write(futures->name, out);
    for (size_t i = 0; i < future->change_count; i++) {
        text_add(out, " ");
        change_write(&future->changes[i], out);
    }
    if (at != NO_EVENT) {
        player_write_place(&future->trace, at, &place);
        text_add(out, " --at ");
        shell_word_write(text_str(&place), out);
        text_release(&place);
    }
    if (lane > 0 && lane < future->scenario->bot_count) {
        text_add(out, " --lane ");
        shell_word_write(future->scenario->bots[lane].name, out);
    }
}
