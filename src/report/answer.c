#include "report/answer.h"

#include "explore/belief.h"
#include "explore/sweep.h"
#include "model/lists.h"
#include "report/shape.h"
#include "trace/ledger.h"
#include "trace/trace.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define PLAIN(tag, ...) static const struct shape tag = {.kind = SHAPE_PLAIN, .types = {__VA_ARGS__}};
#define WORDS(tag, list, count)                                                                                        \
    static const struct shape tag = {.kind = SHAPE_WORD, .words = (list), .word_count = (count)};
#define COUNTED(tag, list, count, of)                                                                                  \
    static const struct shape tag = {.kind = SHAPE_COUNTED, .words = (list), .word_count = (count), .item = &(of)};
#define LIST(tag, of) static const struct shape tag = {.kind = SHAPE_LIST, .item = &(of)};
#define OBJECT(tag, ...)                                                                                               \
    static const struct member tag##_members[] = {__VA_ARGS__};                                                        \
    static const struct shape tag = {                                                                                  \
        .kind = SHAPE_OBJECT, .members = tag##_members, .member_count = COUNT_OF(tag##_members)};
#define ANY(tag, ...)                                                                                                  \
    static const struct shape *const tag##_choices[] = {__VA_ARGS__};                                                  \
    static const struct shape tag = {                                                                                  \
        .kind = SHAPE_ANY, .choices = tag##_choices, .choice_count = COUNT_OF(tag##_choices)};

/* A member that is always there; one that may be; one that may be null. */
#define HAS(name, of)                                                                                                  \
    {                                                                                                                  \
        name, &(of), ALWAYS                                                                                            \
    }
#define MAY(name, of)                                                                                                  \
    {                                                                                                                  \
        name, &(of), SOMETIMES                                                                                         \
    }
#define NIL(name, of)                                                                                                  \
    {                                                                                                                  \
        name, &(of), OR_NULL                                                                                           \
    }

PLAIN(integer, "integer")
PLAIN(number, "number")
PLAIN(string, "string")
PLAIN(boolean, "boolean")
PLAIN(integer_or_yes, "integer", "boolean")
PLAIN(integer_or_string, "integer", "string")
LIST(integers, integer)
LIST(numbers, number)
LIST(strings, string)
LIST(pairs, integers)
WORDS(post_state, post_state_names, POST_STATE_COUNT)
WORDS(job_state, job_state_names, JOB_STATE_COUNT)
WORDS(event_kind, event_kind_names, EVENT_KIND_COUNT)
WORDS(fault_kind, fault_kind_names, FAULT_COUNT)
WORDS(micro, micro_names, MICRO_COUNT)
WORDS(stop, stop_names, STOP_COUNT)
WORDS(ask, ask_names, ASK_COUNT)
WORDS(ended, ended_names, ENDED_COUNT)
WORDS(wish, wish_names, WISH_COUNT)
LIST(wishes_refused, wish)
COUNTED(wishes, wish_names, WISH_COUNT, boolean)
COUNTED(refused, wish_names, WISH_COUNT, integer)
COUNTED(states, job_state_names, JOB_STATE_COUNT, integer)

/* json_of_scenario, json_add_tally, json_add_placements (json_value.c) */
#define SCENARIO HAS("scenario", string), HAS("title", string), HAS("preset", string)
#define TALLY                                                                                                          \
    HAS("owed", integer), HAS("posts", integer), HAS("duplicates", integer), HAS("missed", integer),                   \
        HAS("late", integer), HAS("premature", integer), HAS("silent", integer)
#define PLACEMENTS HAS("faults", strings), HAS("own_faults", integers), HAS("text", string)

/* json.c */
OBJECT(event, HAS("t", integer), HAS("event", event_kind), MAY("job", integer), MAY("name", string),
       MAY("attempt", integer), MAY("bot", string), MAY("step", integer), MAY("occurrence", integer),
       MAY("worker", integer), MAY("cause", integer), MAY("moment", boolean), MAY("post", integer),
       MAY("landed", boolean), MAY("child", integer), MAY("parent", integer), MAY("copy", integer_or_yes),
       MAY("already", boolean), MAY("by", integer), MAY("kind", fault_kind), MAY("gap", string), MAY("fault", integer),
       MAY("fault_name", string), MAY("rescue", string), MAY("failures", integer), MAY("stale", boolean),
       MAY("due", integer), MAY("process", integer), MAY("recoveries", integer), MAY("lease", boolean),
       MAY("heartbeat", boolean), MAY("with", integer), MAY("ended", ended))
LIST(events, event)
OBJECT(occurrence, HAS("occurrence", integer), HAS("posts", integer), HAS("duplicates", integer),
       HAS("state", post_state), HAS("attempts", integer), HAS("skips", integer), HAS("premature", integer),
       NIL("late_by_ms", integer), NIL("delay_ms", integer), HAS("silent", boolean))
LIST(occurrences, occurrence)
OBJECT(bot, HAS("bot", string), TALLY, MAY("occurrences", occurrences))
LIST(bots, bot)
OBJECT(job, HAS("id", integer), NIL("parent", integer), HAS("job", string), HAS("occurrence", integer),
       HAS("attempts", integer), HAS("failures", integer), HAS("state", job_state), MAY("bailed_out", boolean))
LIST(jobs, job)
OBJECT(totals, TALLY)
OBJECT(stopped, NIL("event", integer), HAS("stop", stop), MAY("bot", string), MAY("job", string), HAS("n", integer),
       MAY("occurrence", integer), MAY("attempt", integer), NIL("ask", ask), MAY("of", string), MAY("text", string))
LIST(stops, stopped)
OBJECT(run, SCENARIO, HAS("seed", integer), HAS("verdict", string), MAY("lesson", string), MAY("gates", stops),
       NIL("ended", ended), HAS("wishes", wishes), HAS("totals", totals), HAS("bots", bots), HAS("jobs", jobs),
       MAY("events", events))
LIST(runs, run)
ANY(of_run, &run, &runs, &event)

/* command_check.c */
OBJECT(claim, HAS("line", integer), HAS("column", integer), NIL("holds", boolean), HAS("claim", string),
       MAY("failure", string), MAY("why", string))
LIST(claims, claim)
OBJECT(checked, HAS("scenario", string), NIL("preset", string), HAS("result", string), HAS("complete", boolean),
       HAS("claims", claims))
LIST(files, checked)
OBJECT(of_check, HAS("failed", integer), HAS("files", files))

/* compare_json.c, compare_presets.c */
OBJECT(job_ends, HAS("job", string), HAS("attempts", integer), HAS("states", states))
LIST(jobs_ends, job_ends)
OBJECT(design, SCENARIO, HAS("verdict", string), HAS("ended", ended), HAS("struck", boolean), HAS("wishes", wishes),
       HAS("totals", totals), HAS("bots", bots), MAY("jobs", jobs_ends), MAY("own", boolean))
OBJECT(refusal, SCENARIO, HAS("refused", string))
ANY(compared, &design, &refusal)
LIST(of_compare, compared)

/* why_json.c */
OBJECT(link, HAS("event", integer), HAS("t", integer), HAS("text", string))
LIST(chain, link)
OBJECT(change, HAS("options", string), HAS("text", string), HAS("remedy", boolean), HAS("struck", boolean),
       HAS("note", string), HAS("loses", boolean), HAS("difference", boolean), HAS("wishes", wishes),
       HAS("verdict", string))
LIST(changes, change)
OBJECT(of_why, SCENARIO, HAS("bot", string), HAS("occurrence", integer), HAS("posts", integer),
       HAS("state", post_state), HAS("chain", chain), HAS("wishes", wishes), HAS("changes", changes),
       HAS("pairs", changes), NIL("best", change), HAS("complete", boolean), NIL("late_by_ms", integer),
       HAS("premature", integer))

/* exploration_json.c, explore_table.c, orders.c, saw.c */
#define RUNS_COUNTED                                                                                                   \
    HAS("clean", integer), HAS("duplicate", integer), HAS("lose", integer), HAS("both", integer), HAS("silent", integer)
OBJECT(found, PLACEMENTS, HAS("duplicates", integer), HAS("missed", integer), HAS("silent", integer),
       NIL("command", string))
OBJECT(bot_explored, HAS("bot", string), HAS("duplicate", integer), HAS("lose", integer), HAS("silent", integer),
       HAS("posts_max", integer))
LIST(bots_explored, bot_explored)
OBJECT(cell, HAS("job", string), HAS("attempt", integer), HAS("kind", fault_kind), HAS("runs", integer),
       HAS("duplicate", integer), HAS("lose", integer), HAS("silent", integer), MAY("step", integer),
       MAY("bot", string), MAY("after", micro), MAY("before", micro))
LIST(map, cell)
OBJECT(nearest_remedy, HAS("options", string), HAS("text", string), HAS("refused", wishes_refused))
OBJECT(advice, HAS("options", string), HAS("text", string), HAS("needed", boolean), HAS("found", boolean),
       HAS("runs", integer), HAS("tried", integer), HAS("passed", integer), HAS("spared", integer),
       HAS("losing", integer), HAS("complete", boolean), NIL("nearest", nearest_remedy))
OBJECT(explored, SCENARIO, HAS("faults", integer), HAS("complete", boolean), HAS("faults_done", integer),
       HAS("plays", integer), HAS("runs", integer), RUNS_COUNTED, HAS("limited", integer), HAS("attempts", integer),
       HAS("bound", string), HAS("runs_by_faults", integers), HAS("bots", bots_explored), HAS("refused", refused),
       NIL("smallest", found), NIL("worst", found), HAS("map", map), HAS("memory_bytes", integer),
       HAS("left_out", string), MAY("advice", advice))
OBJECT(row, SCENARIO, HAS("guard", string), HAS("runs", integer), RUNS_COUNTED, HAS("refused", refused),
       HAS("struck", boolean), HAS("complete", boolean))
LIST(table, row)
OBJECT(orders, SCENARIO, HAS("faults", integer), HAS("complete", boolean), HAS("states", integer),
       HAS("transitions", integer), HAS("ends", integer), RUNS_COUNTED, HAS("duplicates_max", integer),
       HAS("missed_max", integer), HAS("attempts", integer), HAS("memory_bytes", integer), HAS("bound", string),
       HAS("command", string))
OBJECT(set, PLACEMENTS, NIL("command", string), NIL("play", string))
LIST(sets, set)
OBJECT(difference, MAY("bot", string), MAY("job", string), NIL("day", integer), MAY("posts", integer),
       MAY("state", string), NIL("saw", integer_or_string))
LIST(differences, difference)
OBJECT(nearest_set, PLACEMENTS, NIL("command", string), NIL("play", string), HAS("differs", differences))
OBJECT(saw, SCENARIO, HAS("saw", string), HAS("faults", integer), HAS("complete", boolean), HAS("faults_done", integer),
       HAS("plays", integer), HAS("runs", integer), HAS("undecided", integer), HAS("bound", string),
       NIL("set_faults", integer), HAS("set_count", integer), HAS("sets", sets), NIL("nearest", nearest_set),
       HAS("memory_bytes", integer), HAS("left_out", string))
ANY(of_explore, &explored, &table, &orders, &saw)

/* threshold.c */
OBJECT(band, HAS("from", integer), HAS("possible", boolean), HAS("complete", boolean), HAS("duplicated", strings),
       HAS("missed", strings), HAS("refused", wishes_refused))
LIST(bands, band)
OBJECT(of_threshold, SCENARIO, HAS("of", string), HAS("low", integer), HAS("high", integer), HAS("complete", boolean),
       HAS("values", integer), HAS("bands", bands), NIL("below", string), NIL("from", string))

/* odds.c */
OBJECT(chances, HAS("bot", string), HAS("duplicates", number), HAS("missed", number), HAS("duplicates_of", numbers),
       HAS("missed_of", numbers), HAS("silent", number))
LIST(all_chances, chances)
OBJECT(of_odds, SCENARIO, HAS("complete", boolean), HAS("unknown", number), HAS("clean", number), HAS("total", chances),
       HAS("bots", all_chances), HAS("states", integer), HAS("ends", integer), HAS("memory_bytes", integer))

/* sweep_json.c */
#define SUM_MEMBER(sum) HAS(#sum, integer),
OBJECT(delays, HAS("p50", integer), HAS("p90", integer), HAS("p99", integer), HAS("max", integer))
OBJECT(swept_tally, HAS("bot", string), SWEEP_SUM_LIST(SUM_MEMBER) HAS("share_duplicate", numbers),
       HAS("share_missed", numbers), HAS("share_late", numbers), HAS("mean_duplicates", numbers),
       HAS("mean_missed", numbers), NIL("delay_ms", delays), HAS("duplicates_of", integers), HAS("missed_of", integers),
       HAS("duplicate_batches", pairs), HAS("missed_batches", pairs), HAS("delays", pairs))
LIST(swept_tallies, swept_tally)
OBJECT(swept, SCENARIO, HAS("vary", string), HAS("work", string), HAS("first_seed", string), HAS("shards", pairs),
       HAS("asked", integer), HAS("runs", integer), HAS("clean", integer), HAS("limited", integer),
       HAS("refused", refused), HAS("total", swept_tally), HAS("bots", swept_tallies))
LIST(varied, swept)
ANY(of_sweep, &swept, &varied)

/* command_list.c, command_class.c, summary.c, gate_record.c */
OBJECT(listed, HAS("scenario", string), HAS("group", string), HAS("title", string), HAS("question", string))
LIST(scenarios, listed)
OBJECT(preset, HAS("name", string), HAS("preset", string), HAS("system", string), HAS("about", string),
       HAS("source", string), HAS("left_out", string))
LIST(presets, preset)
ANY(of_list, &scenarios, &presets)
OBJECT(lesson, HAS("name", string), HAS("lesson", string), HAS("minutes", string), HAS("for", string),
       HAS("goal", string))
LIST(lessons, lesson)
OBJECT(hands, HAS("choice", string), HAS("true", boolean), HAS("beliefs", strings), HAS("first", integer),
       HAS("before", integer), HAS("after", integer))
LIST(all_hands, hands)
OBJECT(summed, HAS("lesson", string), HAS("beat", string), HAS("scenario", string), HAS("question", string),
       HAS("votes", integer), HAS("votes_twice", integer), HAS("seconds", integer), NIL("right_first", number),
       NIL("right_before", number), NIL("right_after", number), HAS("choices", all_hands))
LIST(summary, summed)
ANY(of_class, &lessons, &summary)
OBJECT(gate, HAS("event", integer), HAS("ask", ask), NIL("of", string), HAS("question", string))
OBJECT(choice, HAS("choice", string), HAS("true", boolean), HAS("beliefs", strings))
LIST(choices, choice)
OBJECT(of_record, HAS("time", string), NIL("lesson", string), NIL("beat", string), HAS("scenario", string),
       HAS("gate", gate), HAS("choices", choices), HAS("class", boolean), HAS("votes", pairs), HAS("seconds", integer))

static const struct {
    const char *about;
    const struct shape *shape;
} answers[ANSWER_COUNT] = {
#define ANSWER_ROW(constant, name, about, shape) {about, &(shape)},
    ANSWER_LIST(ANSWER_ROW)
#undef ANSWER_ROW
};

#define NAME(constant, name, about, shape) name,
const char *const answer_names[ANSWER_COUNT] = {ANSWER_LIST(NAME)};

bool answer_schema_write(enum answer answer, struct text *out)
{
    json_t *root = json_pack("{s:s, s:s}", "$schema", "http://json-schema.org/draft-07/schema#", "title",
                             answers[answer].about);

    json_add_all(&root, shape_schema(answers[answer].shape));
    json_deliver(root, out);
    return !out->failed;
}
