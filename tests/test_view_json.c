#include "support/script.h"
#include "support/test.h"
#include "report/json.h"

#include <jansson.h>
#include <string.h>

static int add_to_text(const char *bytes, size_t size, void *data)
{
    text_add_bytes(data, bytes, size);
    return 0;
}

static json_t *parse(const char *string)
{
    json_error_t error;
    json_t *json = json_loads(string, JSON_REJECT_DUPLICATES, &error);

    if (!json)
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    return json;
}

static json_t *run_json(struct script *script)
{
    const struct ledger *ledger = script_ledger(script);
    struct text text = {0};
    struct err err;
    json_t *json;

    assert_true(json_write(&script->trace, ledger, add_to_text, &text, &err));
    json = parse(text_str(&text));
    text_release(&text);
    return json;
}

static int64_t number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_integer(value))
        fail_msg("no number \"%s\"", key);
    return json_integer_value(value);
}

static const char *string(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));

    return value ? value : "(none)";
}

/* The numbers of DESIGN's row `sequential`. */
static void json_sequential_holds_the_designs_numbers(void **state)
{
    struct script script;
    json_t *json, *riker, *locutus, *job, *wishes, *cell;

    (void)state;
    script_sequential(&script);
    json = run_json(&script);
    assert_string_equal(string(json, "scenario"), "script.yaml");
    ASSERT_I64(number(json, "seed"), 1);
    assert_string_equal(string(json, "verdict"), "Not so: Riker posted twice; Worf and Locutus never.");
    assert_string_equal(string(json, "ended"), "quiescence");
    ASSERT_I64(number(json_object_get(json, "totals"), "owed"), 4);
    ASSERT_I64(number(json_object_get(json, "totals"), "missed"), 2);
    wishes = json_object_get(json, "wishes");
    assert_int_equal(json_object_size(wishes), 4);
    assert_true(json_is_false(json_object_get(wishes, "made-in-the-end")));
    assert_true(json_is_false(json_object_get(wishes, "nobody-twice")));
    assert_true(json_is_false(json_object_get(wishes, "nobody-held-up")));
    assert_true(json_is_true(json_object_get(wishes, "failure-seen")));
    riker = json_array_get(json_object_get(json, "bots"), 1);
    assert_string_equal(string(riker, "bot"), "Riker");
    ASSERT_I64(number(riker, "duplicates"), 1);
    cell = json_array_get(json_object_get(riker, "occurrences"), 0);
    ASSERT_I64(number(cell, "occurrence"), 1);
    ASSERT_I64(number(cell, "posts"), 2);
    ASSERT_I64(number(cell, "attempts"), 2);
    ASSERT_I64(number(cell, "delay_ms"), 2600);
    assert_string_equal(string(cell, "state"), "duplicate");
    locutus = json_array_get(json_object_get(json_array_get(json_object_get(json, "bots"), 3), "occurrences"), 0);
    assert_string_equal(string(locutus, "state"), "never-ran");
    assert_true(json_is_null(json_object_get(locutus, "delay_ms")));
    assert_true(json_is_false(json_object_get(locutus, "silent")));
    job = json_array_get(json_object_get(json, "jobs"), 0);
    ASSERT_I64(number(job, "id"), 1);
    assert_true(json_is_null(json_object_get(job, "parent")));
    assert_string_equal(string(job, "job"), "BotsJob");
    ASSERT_I64(number(job, "attempts"), 2);
    ASSERT_I64(number(job, "failures"), 2);
    assert_string_equal(string(job, "state"), "dead");
    json_decref(json);
    script_release(&script);
}

/* Events say what applies and nothing else. */
static void json_events_say_what_applies(void **state)
{
    struct script script;
    json_t *json, *events, *commit, *strike, *fire, *skip;

    (void)state;
    script_sequential(&script);
    json = run_json(&script);
    events = json_object_get(json, "events");
    assert_int_equal(json_array_size(events), script.trace.count);
    commit = json_array_get(events, 28);
    assert_string_equal(string(commit, "event"), "commit");
    ASSERT_I64(number(commit, "t"), 66200);
    ASSERT_I64(number(commit, "job"), 1);
    assert_string_equal(string(commit, "name"), "BotsJob");
    ASSERT_I64(number(commit, "attempt"), 2);
    assert_string_equal(string(commit, "bot"), "Riker");
    ASSERT_I64(number(commit, "step"), 2);
    ASSERT_I64(number(commit, "occurrence"), 1);
    ASSERT_I64(number(commit, "cause"), 27);
    ASSERT_I64(number(commit, "post"), 2);
    assert_true(json_is_true(json_object_get(commit, "moment")));
    strike = json_array_get(events, 17);
    assert_string_equal(string(strike, "kind"), "error");
    assert_string_equal(string(strike, "gap"), "after call");
    ASSERT_I64(number(strike, "fault"), 1);
    assert_string_equal(string(strike, "fault_name"), "Worf's mail is down for the first 90 s");
    fire = json_array_get(events, 0);
    assert_null(json_object_get(fire, "cause"));
    assert_null(json_object_get(fire, "job"));
    assert_null(json_object_get(fire, "bot"));
    assert_null(json_object_get(fire, "step"));
    assert_null(json_object_get(fire, "attempt"));
    assert_null(json_object_get(fire, "moment"));
    assert_string_equal(string(fire, "name"), "BotsJob");
    skip = json_array_get(events, 24);
    ASSERT_I64(number(skip, "by"), 8);
    ASSERT_I64(number(json_array_get(events, 19), "due"), 64200);
    assert_string_equal(string(json_array_get(events, 39), "ended"), "quiescence");
    json_decref(json);
    script_release(&script);
}

/* jsonl: one line an event, the same as in the object; the last line is the object without its events. */
static void jsonl_is_the_same_line_by_line(void **state)
{
    struct script script;
    struct text text = {0};
    struct err err;
    json_t *json, *rest;
    char *line, *next;

    (void)state;
    script_sequential(&script);
    json = run_json(&script);
    assert_true(jsonl_write(&script.trace, &script.ledger, add_to_text, &text, &err));
    line = text.bytes;
    for (uint32_t at = 0; at < script.trace.count; at++, line = next) {
        json_t *event;

        next = strchr(line, '\n');
        assert_non_null(next);
        *next++ = '\0';
        event = parse(line);
        assert_true(json_equal(event, json_array_get(json_object_get(json, "events"), at)));
        json_decref(event);
    }
    assert_int_equal(line[strlen(line) - 1], '\n');
    assert_null(memchr(line, '\n', strlen(line) - 1));
    rest = parse(line);
    json_object_del(json, "events");
    assert_true(json_equal(rest, json));
    json_decref(rest);
    json_decref(json);
    text_release(&text);
    script_release(&script);
}

/* Names with quotes, backslashes and what is not ASCII come back as they were; a seed has all 64 bits. */
static void json_strings_and_seeds_survive(void **state)
{
    struct script script;
    struct text text = {0};
    struct err err;
    json_t *json;

    (void)state;
    script_start(&script, 1);
    script.scenario.source = "a \"b\" \\ c\té…";
    script.scenario.seed = UINT64_MAX;
    script_bot(&script, "Ri\"ker", GUARD_NONE);
    script_entry(&script, script_job(&script, "Bots\\Job", "Ri\"ker"), 1);
    script_play(&script, "0 fire <-\n0 enqueue j1 !0\n");
    assert_true(json_write(&script.trace, script_ledger(&script), add_to_text, &text, &err));
    assert_non_null(strstr(text_str(&text), "\"seed\":18446744073709551615,"));
    text_release(&text);
    script.scenario.seed = 1;
    json = run_json(&script);
    assert_string_equal(string(json, "scenario"), "a \"b\" \\ c\té…");
    assert_string_equal(string(json_array_get(json_object_get(json, "bots"), 0), "bot"), "Ri\"ker");
    json_decref(json);
    script_release(&script);
}

static int stop_after(const char *bytes, size_t size, void *data)
{
    size_t *room = data;

    (void)bytes;
    if (size > *room)
        return -1;
    *room -= size;
    return 0;
}

/* Wherever a sink stops, the writer says so. */
static void json_sink_that_stops_is_reported(void **state)
{
    struct script script;
    struct text whole = {0};
    struct err err;

    (void)state;
    script_sequential(&script);
    assert_true(json_write(&script.trace, script_ledger(&script), add_to_text, &whole, &err));
    for (size_t room = 0; room < whole.size; room += 97) {
        size_t left = room;

        assert_false(json_write(&script.trace, &script.ledger, stop_after, &left, &err));
        assert_string_equal(err.text, "cannot write");
    }
    for (size_t room = 0; room < whole.size / 2; room += 97) { /* lines are shorter by some commas only */
        size_t left = room;

        assert_false(jsonl_write(&script.trace, &script.ledger, stop_after, &left, &err));
    }
    text_release(&whole);
    script_release(&script);
}

/* What each kind's detail and value are called. */
static void json_details_have_their_names(void **state)
{
    struct script script;
    json_t *json, *events;

    (void)state;
    script_start(&script, 1);
    script_bot(&script, "Riker", GUARD_CHECK_THEN_MARK);
    script_entry(&script, script_job(&script, "BotsJob", "Riker"), 1);
    script_fault(&script, NULL);
    script_play(&script, "0 fire <-\n0 enqueue j1 !0\n0 fetch j1 @1\n"
                         "1 check j1 @1 s0 Riker !1\n"       /* 3 */
                         "1 commit j1 @1 s0 Riker =1 !1\n"   /* 4 */
                         "1 push j1 @1 s0 =7 !1\n"           /* 5 */
                         "1 acknowledge j1 @1 !1\n"          /* 6 */
                         "1 rescue j1 @1 !2 /call\n"         /* 7 */
                         "1 fail j1 @1 !1 =3 /call\n"        /* 8 */
                         "1 orphan j1 =55\n"                 /* 9 */
                         "1 crash =1 o0\n"                   /* 10 */
                         "1 recover j1 !1 =2\n"              /* 11 */
                         "1 kill =0 o0\n"                    /* 12 */
                         "1 recognise j1 @1 s0 Riker =4\n"  /* 13 */
                         "1 counted j1 !1 =2\n");           /* 14 */
    json = run_json(&script);
    events = json_object_get(json, "events");
    assert_true(json_is_true(json_object_get(json_array_get(events, 3), "already")));
    assert_true(json_is_true(json_object_get(json_array_get(events, 4), "landed")));
    ASSERT_I64(number(json_array_get(events, 5), "child"), 7);
    assert_true(json_is_true(json_object_get(json_array_get(events, 6), "stale")));
    assert_string_equal(string(json_array_get(events, 7), "rescue"), "continue");
    ASSERT_I64(number(json_array_get(events, 8), "failures"), 3);
    ASSERT_I64(number(json_array_get(events, 9), "due"), 55);
    ASSERT_I64(number(json_array_get(events, 10), "process"), 2);
    ASSERT_I64(number(json_array_get(events, 11), "recoveries"), 2);
    assert_true(json_is_true(json_object_get(json_array_get(events, 11), "lease")));
    ASSERT_I64(number(json_array_get(events, 12), "fault"), 1);
    assert_null(json_object_get(json_array_get(events, 12), "fault_name"));
    ASSERT_I64(number(json_array_get(events, 13), "by"), 4);
    ASSERT_I64(number(json_array_get(events, 14), "failures"), 2);
    assert_true(json_is_true(json_object_get(json_array_get(events, 14), "lease")));
    json_decref(json);
    script_release(&script);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_sequential_holds_the_designs_numbers),
        cmocka_unit_test(json_events_say_what_applies),
        cmocka_unit_test(jsonl_is_the_same_line_by_line),
        cmocka_unit_test(json_strings_and_seeds_survive),
        cmocka_unit_test(json_sink_that_stops_is_reported),
        cmocka_unit_test(json_details_have_their_names),
    };

    return test_main("view_json", tests, sizeof tests / sizeof *tests);
}
