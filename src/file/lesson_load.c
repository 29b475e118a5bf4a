#include "file/lesson_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "file/resolver.h"
#include "file/take.h"
#include "model/changed.h"
#include "model/usual.h"

/* What goes with a beat of every kind; the others are its row's. */
#define BEAT_COMMON_KEYS "id minutes spare notes "

/* A lesson that is being resolved. The resolver's scenario is that of the beat. */
struct lessoning {
    struct resolver resolver;
    const struct lesson_finder *finder;
    struct lesson *lesson;
    int run;        /* the last beat that has a run; NO_INDEX: none yet */
    bool is_unsure; /* … or it could not be read */
};

/* A beat that is being resolved. */
struct beating {
    struct lessoning *lessoning;
    struct resolver *resolver;
    const struct raw_beat *raw;
    const struct node *node;
    struct beat *beat;
};

/* The place of a scenario among the lesson's, which is found if need be; NO_INDEX, reported, where there is none. */
static int scenario_resolve(struct lessoning *lessoning, const char *name, struct mark mark)
{
    struct lesson *lesson = lessoning->lesson;
    struct lesson_scenario *found;
    struct err err;

    for (uint32_t i = 0; i < lesson->scenario_count; i++)
        if (strcmp(lesson->scenarios[i].name, name) == 0)
            return (int)i;
    found = &lesson->scenarios[lesson->scenario_count];
    found->name = resolve_text(&lessoning->resolver, name, NULL);
    found->scenario = lessoning->finder->find(lessoning->finder->context, name, &err);
    if (found->scenario)
        return (int)lesson->scenario_count++;
    diags_add(lessoning->resolver.diags, mark, "%s", err.text);
    return NO_INDEX;
}

/* What the beat shows; false, reported, where it is nothing or several things. */
static bool kind_resolve(const struct beating *beating)
{
    const struct node *first = NULL, *other = NULL;

    for (int kind = 0; kind < BEAT_COUNT; kind++) {
        const struct node *given = node_given(beating->node, beat_kind_names[kind]);

        if (given && !first)
            beating->beat->kind = (enum beat_kind)kind;
        other = first && given ? given : other;
        first = first ? first : given;
    }
    if (!first)
        diag_allow_words(diags_add(beating->resolver->diags, beating->node->mark, "a beat shows something"), NULL,
                         beat_kind_names, BEAT_COUNT);
    else if (other)
        diag_hint(diags_add(beating->resolver->diags, other->key_mark, "a beat shows one thing, not \"%s\" and \"%s\"",
                            first->key, other->key),
                  "make two beats of it");
    return first && !other;
}

static void beat_keys_check(const struct beating *beating)
{
    const enum beat_kind kind = beating->beat->kind;
    struct text what = {0}, keys = {0};

    text_addf(&what, "a beat of \"%s\"", beat_kind_names[kind]);
    text_addf(&keys, BEAT_COMMON_KEYS "%s", beat_traits[kind].keys);
    if (what.failed || keys.failed)
        beating->resolver->is_failed = true;
    else
        keys_go_check(beating->resolver, beating->node, text_str(&what), text_str(&keys));
    text_release(&keys);
    text_release(&what);
}

static bool truth_of(const char *text)
{
    return text && value_read(VALUE_TRUTH, text).number;
}

/* The name of the one scenario that a beat has of its own, by its kind. */
static const char *scenario_named(const struct beating *beating)
{
    switch (beating->beat->kind) {
    case BEAT_PLAY:
        return beating->raw->play;
    case BEAT_MAP:
        return beating->raw->map;
    case BEAT_READ:
        return beating->raw->read;
    case BEAT_SAY:
    case BEAT_STAY:
    case BEAT_WHY:
    case BEAT_BESIDE:
        break;
    }
    return NULL;
}

static void beside_resolve(const struct beating *beating)
{
    const struct node *node = nodes_paired(node_given(beating->node, "beside"), beating->raw->beside_count);
    struct beat *beat = beating->beat;

    for (unsigned i = 0; i < beating->raw->beside_count; i++, node = node_next(node))
        beat->beside[beat->beside_count++] = scenario_resolve(beating->lessoning, beating->raw->beside[i], node->mark);
    if (beat->beside_count == 1)
        diag_hint(diags_add(beating->resolver->diags, value_mark(beating->node, "beside"), "beside what?"),
                  "name two or three scenarios");
    beat->scenario = beat->beside_count > 0 ? beat->beside[0] : NO_INDEX;
}

/* Goes on in the run of the beat before: with its scenario, its changes, where it stands. */
static void last_resolve(const struct beating *beating)
{
    const struct lessoning *lessoning = beating->lessoning;
    const struct beat *last;

    if (lessoning->run == NO_INDEX) {
        if (!lessoning->is_unsure)
            diag_hint(diags_add(beating->resolver->diags, key_mark(beating->node, beat_kind_names[beating->beat->kind]),
                                "there is no run before it"),
                      "a beat that plays a scenario has to come first");
        return;
    }
    last = &lessoning->lesson->beats[lessoning->run];
    beating->beat->scenario = last->scenario;
    beating->beat->changes = last->changes;
    beating->beat->change_count = last->change_count;
    beating->beat->gate.at = last->gate.at;
}

static void beat_scenario_resolve(const struct beating *beating)
{
    const char *name = scenario_named(beating), *key = beat_kind_names[beating->beat->kind];

    if (beating->beat->kind == BEAT_BESIDE)
        beside_resolve(beating);
    else if (beat_traits[beating->beat->kind].on == BEAT_ON_THE_LAST)
        last_resolve(beating);
    else if (name)
        beating->beat->scenario = scenario_resolve(beating->lessoning, name, value_mark(beating->node, key));
    if (beating->beat->kind == BEAT_STAY && beating->raw->stay && !truth_of(beating->raw->stay))
        diag_hint(diags_add(beating->resolver->diags, value_mark(beating->node, "stay"), "\"stay\" is true"),
                  "a beat that plays from the start says \"play\"");
}

/* One more change, read as its option is; false, reported, where it cannot be made. */
static bool change_add(const struct beating *beating, enum change_kind kind, const char *text, struct mark mark)
{
    struct beat *beat = beating->beat;
    struct scenario *changed = NULL;
    struct err err;

    if (beat->change_count == LESSON_CHANGES_MAX) {
        diag_allow(diags_add(beating->resolver->diags, mark, "too many changes"), "at most %d", LESSON_CHANGES_MAX);
        return false;
    }
    if (change_parse(kind, text, &beat->changes[beat->change_count], &err)) {
        beat->change_count++;
        changed = scenario_changed(beating->resolver->scenario, beat->changes, beat->change_count, &err);
    }
    if (!changed)
        diags_add(beating->resolver->diags, mark, "%s", err.text);
    scenario_free(changed);
    return changed != NULL;
}

/* A list of changes of one kind; false where one cannot be made. */
static bool change_list_resolve(const struct beating *beating, const char *key, enum change_kind kind,
                                const char *const *texts, unsigned count)
{
    const struct node *node = nodes_paired(node_given(beating->node, key), count);
    bool is_good = true;

    for (unsigned i = 0; i < count && is_good; i++, node = node_next(node))
        is_good = change_add(beating, kind, texts[i], node->mark);
    return is_good;
}

static void changes_resolve(const struct beating *beating)
{
    const struct raw_beat *raw = beating->raw;
    struct beat *beat = beating->beat;
    const struct change *before = beat->changes;
    uint32_t made;

    if (raw->set_count + raw->faults_count == 0)
        return;
    beat->changes = resolve_array(beating->resolver, LESSON_CHANGES_MAX, sizeof *beat->changes, &made);
    if (!beat->changes) {
        beat->change_count = 0;
        return;
    }
    if (beat->change_count > 0)
        memcpy(beat->changes, before, beat->change_count * sizeof *before);
    (void)(change_list_resolve(beating, "set", CHANGE_SETTING, raw->set, raw->set_count) &&
           change_list_resolve(beating, "faults", CHANGE_FAULT, raw->faults, raw->faults_count));
}

/* As far as it is played, where it stands: one of both, or the end. */
static void place_resolve(const struct beating *beating)
{
    const struct node *to = node_get(beating->node, "to"), *at = node_get(beating->node, "at");
    const struct raw_gate_place *raw = beating->raw->to ? beating->raw->to : beating->raw->at;
    struct beat *beat = beating->beat;

    beat->is_walked = beat_traits[beat->kind].on == BEAT_ON_ITS_OWN ? !at : to != NULL;
    if (to && at)
        diag_hint(diags_add(beating->resolver->diags, at->key_mark, "both \"to\" and \"at\""),
                  "\"to\" plays as far, stop by stop, \"at\" stands there at once");
    else if (raw)
        resolve_gate_place(beating->resolver, raw, to ? to : at, &beat->gate.at);
    if (raw && beat->kind == BEAT_BESIDE && !gate_place_is_end(&beat->gate.at))
        diag_allow(diags_add(beating->resolver->diags, at ? at->mark : beating->node->mark,
                             "scenarios side by side stand at their start, or at their end"),
                   "end");
}

static void gate_resolve(const struct beating *beating)
{
    const struct node *node = node_get(beating->node, "gate");
    const struct gate_place place = beating->beat->gate.at;
    struct gate *gate = &beating->beat->gate;

    beating->beat->has_gate = true;
    resolve_gate(beating->resolver, beating->raw->gate, node, gate);
    if (node_given(node, "at"))
        diag_hint(diags_add(beating->resolver->diags, key_mark(node, "at"), "a beat's gate is where the beat stands"),
                  "say \"to\" or \"at\" beside it");
    gate->at = place;
    if (beating->beat->kind != BEAT_MAP) {
        gate_of_check(beating->resolver, node, gate);
        return;
    }
    if (gate->ask != ASK_BEST && gate->ask != ASK_GAPS)
        diag_allow(diags_add(beating->resolver->diags, value_mark(node, "ask"), "a map does not tell \"%s\"",
                             ask_names[gate->ask]),
                   "%s", ask_names[ASK_GAPS]);
    gate->ask = ASK_GAPS;
}

/* How it is voted, and what may be replied: of a gate alone. */
static void vote_resolve(const struct beating *beating)
{
    static const char *const keys[] = {"vote", "replies"};
    struct beat *beat = beating->beat;

    beat->vote = (enum vote)resolve_word(beating->raw->vote, vote_names, VOTE_COUNT, VOTE_ONCE);
    resolve_members(beating->resolver, &mapping_reply, beating->raw->replies, beat);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (node_get(beating->node, keys[i]) && !node_given(beating->node, "gate"))
            diag_hint(
                diags_add(beating->resolver->diags, key_mark(beating->node, keys[i]), "\"%s\" of no gate", keys[i]),
                "add gate: {ask: …}");
}

static void kinds_resolve(const struct beating *beating)
{
    for (unsigned i = 0; i < beating->raw->kinds_count; i++)
        beating->beat->kinds |= 1u << resolve_word(beating->raw->kinds[i], fault_kind_names, FAULT_COUNT, 0);
}

/* What refers to the beat's scenario. */
static void on_scenario_resolve(const struct beating *beating)
{
    struct beat *beat = beating->beat;

    changes_resolve(beating);
    place_resolve(beating);
    if (beating->raw->gate)
        gate_resolve(beating);
    if (beat->kind == BEAT_WHY) {
        beat->gate.at = (struct gate_place){.bot = NO_INDEX, .job = NO_INDEX, .stop = STOP_END, .n = 1};
        beat->bot = resolve_name(beating->resolver, NAMED_BOT, beating->raw->why, value_mark(beating->node, "why"));
    }
}

static void id_check(const struct beating *beating)
{
    const struct lesson *lesson = beating->lessoning->lesson;
    const struct beat *beat = beating->beat;

    for (const struct beat *other = lesson->beats; beat->id[0] && other < beat; other++)
        if (strcmp(other->id, beat->id) == 0) {
            diag_hint(
                diags_add(beating->resolver->diags, value_mark(beating->node, "id"), "a second beat \"%s\"", beat->id),
                "the first one is on line %u", (unsigned)other->mark.line);
            return;
        }
}

static void beat_resolve(const struct beating *beating)
{
    struct lessoning *lessoning = beating->lessoning;
    struct beat *beat = beating->beat;

    *beat = (struct beat){.id = "", .say = "", .notes = "", .scenario = NO_INDEX, .bot = NO_INDEX};
    beat->gate = gate_usual();
    beat->gate.at.stop = STOP_END;
    beat->mark = beating->node->mark;
    resolve_members(beating->resolver, &mapping_beat, beating->raw, beat);
    beat->is_spare = truth_of(beating->raw->spare);
    id_check(beating);
    kinds_resolve(beating);
    vote_resolve(beating);
    if (!kind_resolve(beating)) {
        lessoning->is_unsure = true;
        return;
    }
    beat_keys_check(beating);
    beat_scenario_resolve(beating);
    if (beat->scenario != NO_INDEX) {
        lessoning->resolver.scenario = lessoning->lesson->scenarios[beat->scenario].scenario;
        on_scenario_resolve(beating);
    }
    if (beat->kind == BEAT_PLAY || beat->kind == BEAT_STAY) {
        lessoning->run = beat->scenario == NO_INDEX ? NO_INDEX : (int)(beat - lessoning->lesson->beats);
        lessoning->is_unsure = beat->scenario == NO_INDEX;
    }
}

static void beats_resolve(struct lessoning *lessoning, const struct raw_lesson *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->beats_count);
    struct lesson *lesson = lessoning->lesson;
    uint32_t made;

    lesson->scenarios = resolve_array(&lessoning->resolver, raw->beats_count * LESSON_BESIDE_MAX,
                                      sizeof *lesson->scenarios, &made);
    lesson->beats = resolve_array(&lessoning->resolver, raw->beats_count, sizeof *lesson->beats, &lesson->beat_count);
    for (uint32_t b = 0; b < lesson->beat_count && !lessoning->resolver.is_failed; b++, node = node_next(node)) {
        const struct beating beating = {lessoning, &lessoning->resolver, &raw->beats[b], node, &lesson->beats[b]};

        beat_resolve(&beating);
    }
}

/* What is not spare has to fit. */
static void minutes_check(const struct lessoning *lessoning, const struct node *root)
{
    const struct lesson *lesson = lessoning->lesson;
    uint32_t minutes = 0;

    for (uint32_t b = 0; b < lesson->beat_count; b++)
        minutes += lesson->beats[b].is_spare ? 0 : lesson->beats[b].minutes;
    if (node_get(root, "minutes") && minutes > lesson->minutes)
        diag_hint(diags_add(lessoning->resolver.diags, value_mark(root, "minutes"),
                            "the beats that are not spare take %u minutes", (unsigned)minutes),
                  "shorten some, or mark them spare: true");
}

/* What is sound of a file becomes a lesson, in which mistakes are reported. False when memory is out. */
static bool lesson_resolve(struct lessoning *lessoning, const char *name, const struct taken *taken)
{
    struct lesson *lesson = lessoning->lesson;
    const struct raw_lesson *raw = taken->raw;

    lesson->source = resolve_text(&lessoning->resolver, name, NULL);
    lesson->title = lesson->audience = lesson->goal = "";
    resolve_members(&lessoning->resolver, &mapping_lesson, raw, lesson);
    beats_resolve(lessoning, raw, node_given(taken->scan.root, "beats"));
    minutes_check(lessoning, taken->scan.root);
    return !lessoning->resolver.is_failed;
}

struct lesson *lesson_load(const char *name, const char *bytes, size_t size, const struct lesson_finder *finder,
                           struct diags *diags)
{
    struct lessoning lessoning = {.finder = finder, .lesson = calloc(1, sizeof *lessoning.lesson), .run = NO_INDEX};
    struct taken taken;
    bool is_taken;

    is_taken = take_read(&taken, &mapping_lesson, bytes, size, diags);
    if (lessoning.lesson) {
        arena_init(&lessoning.lesson->arena);
        lessoning.resolver = (struct resolver){.arena = &lessoning.lesson->arena, .diags = diags};
    }
    if (!lessoning.lesson || (is_taken && !lesson_resolve(&lessoning, name, &taken)))
        diags_fail(diags);
    take_release(&taken);
    if (is_taken && diags_are_empty(diags))
        return lessoning.lesson;
    lesson_free(lessoning.lesson);
    return NULL;
}

bool lesson_is_meant(const char *bytes, size_t size, bool *is_meant)
{
    struct diags diags;
    struct scan scan;
    bool is_known;

    diags_init(&diags, "", bytes, size);
    scan_read(&scan, bytes, size, &diags);
    is_known = !diags.failed;
    *is_meant = is_known && scan.root && scan.root->kind == NODE_MAPPING && node_given(scan.root, "beats");
    scan_release(&scan);
    diags_release(&diags);
    return is_known;
}
