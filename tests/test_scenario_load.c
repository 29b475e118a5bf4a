/* Files that are right: what each key becomes, what stands where nothing is said, and the limits from inside. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file/load.h"
#include "file/write.h"
#include "model/meaning.h"
#include "model/preset.h"
#include "model/retry.h"
#include "model/scenario.h"
#include "support/play.h"
#include "support/test.h"

#define MINIMAL                                                                                                        \
    "bots: [{name: Will Riker, post: is this a search}]\n"                                                             \
    "jobs: [{name: J, steps: [{post: Will Riker}]}]\n"                                                                 \
    "schedule: [{enqueue: J}]\n"

static void load_file_is_accepted(void **state)
{
    const char *path = *state;
    struct diags diags;
    struct scenario *scenario;
    size_t size;
    char *bytes = test_file_read(path, &size);

    assert_non_null(bytes);
    diags_init(&diags, path, bytes, size);
    scenario = scenario_load(path, bytes, size, &diags);
    if (!scenario) {
        struct text text = {0};

        diags_print(&diags, &text);
        fail_msg("%s", text_str(&text));
    }
    assert_true(diags_are_empty(&diags));
    scenario_free(scenario);
    diags_release(&diags);
    free(bytes);
}

/* Of a file that says only what must be said. The numbers are those of the manual (scenarios/README.md). */
static void load_minimal_gives_defaults(void **state)
{
    struct scenario *s = load_yaml(MINIMAL);
    const struct bot *bot = &s->bots[0];
    const struct job *job = &s->jobs[0];

    (void)state;
    assert_string_equal(s->title, "");
    assert_string_equal(s->lesson, "");
    assert_string_equal(bot->handle, "@WillRiker");
    assert_string_equal(bot->done, "done");
    assert_int_equal(bot->pronoun, PRONOUN_IT);
    assert_int_equal(bot->guard, GUARD_NONE);
    ASSERT_MSEC(bot->due, MSEC_NONE);
    ASSERT_MSEC(bot->latency[MICRO_BEGIN].low, 100);
    ASSERT_MSEC(bot->latency[MICRO_COMMIT].low, 200);
    ASSERT_MSEC(bot->latency[MICRO_REPLY].low, 300);
    ASSERT_MSEC(bot->latency[MICRO_DONE].high, 1200);
    assert_string_equal(job->queue, "default");
    assert_int_equal(job->rescue, RESCUE_NONE);
    assert_int_equal(job->exhausted, EXHAUSTED_DEAD);
    assert_int_equal(job->retry.limit, 0);
    assert_int_equal(job->split_from, NO_INDEX);
    ASSERT_MSEC(job->latency[MICRO_FETCH].low, 100);
    ASSERT_MSEC(job->latency[MICRO_PUSH].low, 50);
    assert_int_equal(s->platform.processes, 1);
    assert_int_equal(s->platform.workers, 1);
    ASSERT_MSEC(s->platform.restart, 1000);
    ASSERT_MSEC(s->platform.poll.high, 0);
    assert_int_equal(s->platform.acknowledge, ACKNOWLEDGE_LATE);
    assert_int_equal(s->platform.on_crash, ON_CRASH_LOST);
    ASSERT_I64(s->platform.recoveries, -1);
    ASSERT_MSEC(s->entries[0].at, 0);
    ASSERT_MSEC(s->entries[0].every.low, 86400000);
    assert_int_equal(s->entries[0].times, 1);
    assert_int_equal(s->entries[0].copies, 1);
    ASSERT_MSEC(s->until, MSEC_NEVER);
    assert_int_equal(s->occurrences, 1);
    assert_int_equal(s->seed, 1);
    scenario_free(s);
}

static void load_bot_keeps_what_is_said(void **state)
{
    struct scenario *s = load_yaml(
        "bots:\n"
        "  - {name: A, handle: \"@a\", pronoun: she, done: ok, posts: [x, \"7\"], guard: idempotency-key,\n"
        "     key: attempt, expires: 1h, due: 1.5s, latency: {call: 1s..2s, commit: exp(3s)}}\n"
        "  - {name: B, post: y, guard: ask-receiver, visible_after: 2s}\n"
        "  - {name: C, post: z, guard: idempotency-key, expires: never}\n"
        "jobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n");

    (void)state;
    assert_string_equal(s->bots[0].handle, "@a");
    assert_string_equal(s->bots[0].done, "ok");
    assert_int_equal(s->bots[0].pronoun, PRONOUN_SHE);
    assert_int_equal(s->bots[0].post_count, 2);
    assert_string_equal(s->bots[0].posts[1], "7");
    assert_int_equal(s->bots[0].key, KEY_ATTEMPT);
    ASSERT_MSEC(s->bots[0].key_expires, 3600000);
    ASSERT_MSEC(s->bots[0].due, 1500);
    assert_int_equal(s->bots[0].latency[MICRO_CALL].kind, DURATION_UNIFORM);
    ASSERT_MSEC(s->bots[0].latency[MICRO_CALL].high, 2000);
    assert_int_equal(s->bots[0].latency[MICRO_COMMIT].kind, DURATION_EXPONENTIAL);
    ASSERT_MSEC(s->bots[1].visible_after, 2000);
    ASSERT_MSEC(s->bots[2].key_expires, MSEC_NEVER);
    scenario_free(s);
}

static void load_job_keeps_what_is_said(void **state)
{
    struct scenario *s = load_yaml("bots: [{name: A, post: x}]\n"
                                   "jobs:\n"
                                   "  - name: J\n"
                                   "    queue: fast\n"
                                   "    rescue: continue\n"
                                   "    steps: [{post: A, skipped: end}, {enqueue: k}, {wait: 1s..2s}]\n"
                                   "    retry: {limit: 3, waits: [1s, exp(2s)]}\n"
                                   "    exhausted: discard\n"
                                   "    latency: {fetch: 7s, push: 8s, acknowledge: 9s}\n"
                                   "  - {name: K, steps: [{post: A}],\n"
                                   "     retry: {limit: 2, exponential: {first: 1s, factor: 1.5, max: 1m}}}\n"
                                   "schedule: [{enqueue: J}]\n");
    const struct job *job = &s->jobs[0];

    (void)state;
    assert_string_equal(job->queue, "fast");
    assert_int_equal(job->rescue, RESCUE_CONTINUE);
    assert_int_equal(job->step_count, 3);
    assert_int_equal(job->steps[0].kind, STEP_POST);
    assert_int_equal(job->steps[0].skipped, SKIPPED_END);
    assert_int_equal(job->steps[1].kind, STEP_ENQUEUE);
    assert_int_equal(job->steps[1].target, 1); /* names are found without regard to case */
    assert_int_equal(job->steps[2].wait.kind, DURATION_UNIFORM);
    assert_int_equal(job->retry.limit, 3);
    assert_int_equal(job->retry.kind, RETRY_LIST);
    assert_int_equal(job->retry.wait_count, 2);
    assert_int_equal(job->retry.waits[1].kind, DURATION_EXPONENTIAL);
    assert_int_equal(job->exhausted, EXHAUSTED_DISCARD);
    ASSERT_MSEC(job->latency[MICRO_FETCH].low, 7000);
    ASSERT_MSEC(job->latency[MICRO_PUSH].low, 8000);
    ASSERT_MSEC(job->latency[MICRO_ACKNOWLEDGE].low, 9000);
    assert_int_equal(s->jobs[1].retry.kind, RETRY_EXPONENTIAL);
    ASSERT_MSEC(s->jobs[1].retry.first, 1000);
    assert_int_equal(s->jobs[1].retry.factor_milli, 1500);
    ASSERT_MSEC(s->jobs[1].retry.max, 60000);
    scenario_free(s);
}

static void load_platform_keeps_what_is_said(void **state)
{
    struct scenario *s = load_yaml(MINIMAL
                                   "platform: {processes: 2, workers: 128, restart: 2s, poll: 5s, acknowledge: early,\n"
                                   "  on_crash: lease, lease: 20s, recoveries: 0}\nuntil: 3d\n");

    (void)state;
    assert_int_equal(s->platform.processes, 2);
    assert_int_equal(s->platform.workers, 128);
    ASSERT_MSEC(s->platform.restart, 2000);
    ASSERT_MSEC(s->platform.poll.high, 5000);
    assert_int_equal(s->platform.acknowledge, ACKNOWLEDGE_EARLY);
    assert_int_equal(s->platform.on_crash, ON_CRASH_LEASE);
    ASSERT_MSEC(s->platform.lease.high, 20000);
    ASSERT_I64(s->platform.recoveries, 0);
    ASSERT_MSEC(s->until, 259200000);
    scenario_free(s);
}

static void load_faults_keep_what_is_said(void **state)
{
    struct scenario *s = load_yaml(
        "bots: [{name: A, post: x}]\njobs: [{name: J, steps: [{wait: 1s}, {post: A}]}]\n"
        "schedule: [{enqueue: J, times: 3, every: 1h}]\n"
        "faults:\n"
        "  - {name: n, bot: A, before: commit, kind: error, times: always, attempts: [1, 2], occurrences: [3],\n"
        "     from: 1s, until: 1h, probability: 0.000000001, instance: 4}\n"
        "  - {job: J, step: 2, after: call, kind: timeout}\n"
        "  - {job: J, after: acknowledge, kind: stall}\n"
        "  - {platform: kill, at: 3s}\n"
        "  - {platform: deploy}\n"
        "  - {platform: twice, job: J, times: 2}\n"
        "  - {platform: receiver-down, for: 5s}\n");
    const struct fault *f = s->faults;

    (void)state;
    assert_string_equal(f[0].name, "n");
    assert_int_equal(f[0].times, 0);
    assert_int_equal(f[0].attempt_count, 2);
    assert_int_equal(f[0].occurrences[0], 3);
    ASSERT_MSEC(f[0].until, 3600000);
    assert_int_equal(f[0].probability, 1);
    assert_int_equal(f[0].instance, 4);
    assert_true(f[0].is_before);
    assert_int_equal(f[0].job, NO_INDEX);
    assert_int_equal(f[1].step, 1);
    assert_int_equal(f[1].bot, NO_INDEX);
    ASSERT_MSEC(f[1].length, 5000);
    assert_int_equal(f[1].probability, PROBABILITY_ONE);
    ASSERT_MSEC(f[1].until, MSEC_NEVER);
    assert_int_equal(f[2].step, NO_INDEX);
    ASSERT_MSEC(f[2].length, 60000);
    assert_true(f[3].is_platform);
    assert_int_equal(f[3].process, 1);
    ASSERT_MSEC(f[4].grace, MSEC_NONE);
    ASSERT_MSEC(deploy_grace(&f[4], &s->platform), 25000);
    assert_int_equal(deploy_leaves(&f[4], &s->platform), LEAVES_PUSH_BACK);
    assert_int_equal(f[5].job, 0);
    assert_int_equal(f[6].bot, NO_INDEX);
    ASSERT_MSEC(f[6].length, 5000);
    scenario_free(s);
}

static void load_expectations_keep_what_is_said(void **state)
{
    struct scenario *s = load_yaml(MINIMAL "expect:\n"
                                           "  - {bot: will riker, occurrence: 1, posts: 0, state: lost}\n"
                                           "  - {job: J, state: lost, attempts: 2}\n"
                                           "  - {silent: 3}\n");

    (void)state;
    assert_int_equal(s->expects[0].bot, 0);
    ASSERT_I64(s->expects[0].posts, 0);
    ASSERT_I64(s->expects[0].duplicates, -1);
    assert_int_equal(s->expects[0].state, POST_LOST);
    assert_int_equal(s->expects[1].state, JOB_LOST);
    ASSERT_I64(s->expects[1].attempts, 2);
    assert_int_equal(s->expects[2].bot, NO_INDEX);
    assert_int_equal(s->expects[2].state, NO_INDEX);
    ASSERT_I64(s->expects[2].silent, 3);
    /* "version: 1" and three lines stand before "expect:" */
    assert_int_equal(s->expects[0].mark.line, 6);
    assert_int_equal(s->expects[0].mark.column, 5);
    scenario_free(s);
}

/* What other systems' files look like: a byte order mark, returns at the line ends, anchors of single values, every
 * style. */
static void load_reads_yaml_as_it_is_written(void **state)
{
    static const char file[] = "\xEF\xBB\xBFversion: 1\r\n"
                               "title: &t 'It''s'\r\n"
                               "question: *t\r\n"
                               "caption: \"\\u00e9\\tn\"\r\n"
                               "lesson: |\r\n  One\r\n  two\r\n"
                               "bots: [{\"name\": A, post: 'x'}]\r\n"
                               "jobs:\r\n- name: J\r\n  steps:\r\n  - post: A\r\n"
                               "schedule: [{enqueue: J}]\r\n...\r\n# the end\r\n";
    struct diags diags;
    struct scenario *s;

    (void)state;
    diags_init(&diags, "f", file, sizeof file - 1);
    s = scenario_load("f", file, sizeof file - 1, &diags);
    /* a tab is not allowed in one line of text */
    assert_null(s);
    assert_int_equal(diags.count, 1);
    assert_int_equal(diags.list[0].mark.line, 4);
    assert_int_equal(diags.list[0].mark.column, 10);
    diags_release(&diags);
    s = load_yaml(
        "title: &t 'It''s'\r\nquestion: *t\r\ncomputer: *t\r\ncaption: \"\\u00e9\"\r\nlesson: |\r\n  One\r\n  two\r\n"
        "bots: [{\"name\": A, post: 'x'}]\r\njobs:\r\n- name: J\r\n  steps:\r\n  - post: A\r\n"
        "schedule: [{enqueue: J}]\r\n...\r\n# the end\r\n");
    assert_string_equal(s->title, "It's");
    assert_string_equal(s->question, "It's");
    assert_string_equal(s->caption, "é");
    assert_string_equal(s->computer, "It's");
    assert_string_equal(s->lesson, "One\ntwo\n");
    scenario_free(s);
}

/* Columns are counted in characters, and the byte order mark is one. */
static void load_mark_counts_characters(void **state)
{
    static const char file[] = "\xEF\xBB\xBF{titel: é, version: 2, bots: [], jobs: [], schedule: []}";
    struct diags diags;

    (void)state;
    diags_init(&diags, "f", file, sizeof file - 1);
    assert_null(scenario_load("f", file, sizeof file - 1, &diags));
    assert_int_equal(diags.list[0].mark.column, 3);
    assert_int_equal(diags.list[1].mark.column, 22);
    diags_release(&diags);
}

/* The numbers of facts known of the systems; their sources stand in preset.c. */
static void preset_numbers_are_those_of_the_systems(void **state)
{
    const struct preset_values *lambda = preset_values(PRESET_LAMBDA), *sidekiq = preset_values(PRESET_SIDEKIQ);
    const struct preset_values *pro = preset_values(PRESET_SIDEKIQ_PRO), *sqs = preset_values(PRESET_SQS);
    const struct preset_values *cron = preset_values(PRESET_CRON);

    (void)state;
    assert_int_equal(lambda->retry.limit, 2);
    ASSERT_MSEC(lambda->retry.waits[0].low, 60000);
    ASSERT_MSEC(lambda->retry.waits[1].low, 120000);
    assert_int_equal(lambda->exhausted, EXHAUSTED_DISCARD);
    assert_int_equal(sidekiq->platform.workers, 5);
    ASSERT_MSEC(sidekiq->platform.poll.high, 5000);
    assert_int_equal(sidekiq->retry.limit, 25);
    assert_int_equal(sidekiq->platform.on_crash, ON_CRASH_LOST);
    assert_int_equal(sidekiq->exhausted, EXHAUSTED_DEAD);
    ASSERT_MSEC(pro->platform.heartbeat.high, 60000);
    ASSERT_I64(pro->platform.recoveries, 3);
    ASSERT_MSEC(sqs->platform.lease.high, 30000);
    assert_int_equal(sqs->retry.limit, 4 * 24 * 3600 / 30 - 1);
    assert_int_equal(sqs->platform.recoveries, 4 * 24 * 3600 / 30 - 1);
    assert_int_equal(cron->retry.limit, 6);
    ASSERT_MSEC(cron->retry.max, 600000);
    for (int p = 0; p < PRESET_COUNT; p++) {
        assert_int_equal(preset_values((enum preset)p)->platform.preset, p);
    }
}

/* Whatever a preset says means something beside the rest of it, and it has what a way of outliving a crash needs. */
static void presets_say_what_goes_together(void **state)
{
    (void)state;
    for (int p = 0; p < PRESET_COUNT; p++) {
        const struct platform *platform = &preset_values((enum preset)p)->platform;
        const struct on_crash_traits *way = &on_crash_traits[platform->on_crash];

        assert_true(platform->processes > 0 && platform->workers > 0);
        assert_int_equal(platform->lease.low > 0, way->has_lease);
        assert_int_equal(platform->heartbeat.low > 0, way->has_heartbeat);
        for (size_t k = 0; k < mapping_platform.key_count; k++) {
            const char *key = mapping_platform.keys[k].name;
            char path[64];

            snprintf(path, sizeof path, "platform.%s", key);
            assert_true(!preset_source((enum preset)p, path) || !meaning_lacking(&mapping_platform, key, platform));
        }
        assert_non_null(preset_source((enum preset)p, "retry.limit"));
        assert_int_equal(preset_source((enum preset)p, "retry") != NULL,
                         retry_has_wait(&preset_values((enum preset)p)->retry));
    }
}

/* What a file says goes before its preset; the preset's waits stay where only the limit is said. */
static void preset_gives_way_to_the_file(void **state)
{
    struct scenario *s = load_yaml("bots: [{name: A, post: x}]\n"
                                   "jobs:\n"
                                   "  - {name: J, steps: [{post: A}]}\n"
                                   "  - {name: K, steps: [{post: A}], retry: {limit: 1}, exhausted: dead}\n"
                                   "  - {name: L, steps: [{post: A}], retry: {wait: 5s}}\n"
                                   "  - {name: M, steps: [{post: A}], retry: {limit: 0}}\n"
                                   "schedule: [{enqueue: J}]\n"
                                   "platform: {preset: lambda, workers: 3, on_crash: heartbeat, heartbeat: 2m}\n");

    (void)state;
    assert_int_equal(s->platform.processes, 10);
    assert_int_equal(s->platform.workers, 3);
    ASSERT_MSEC(s->platform.heartbeat.high, 120000);
    assert_int_equal(s->platform.crash_counts, CRASH_COUNTS_YES);
    assert_int_equal(s->jobs[0].retry.wait_count, 2);
    assert_int_equal(s->jobs[0].exhausted, EXHAUSTED_DISCARD);
    assert_int_equal(s->jobs[1].retry.kind, RETRY_LIST);
    assert_int_equal(s->jobs[1].retry.wait_count, 1); /* the second is never waited */
    assert_int_equal(s->jobs[1].exhausted, EXHAUSTED_DEAD);
    assert_int_equal(s->jobs[2].retry.limit, 2);
    assert_int_equal(s->jobs[2].retry.kind, RETRY_FIXED);
    ASSERT_MSEC(s->jobs[2].retry.waits[0].low, 5000);
    assert_int_equal(s->jobs[3].retry.limit, 0);
    scenario_free(s);
}

#define TWICE_ON(preset)                                                                                               \
    "bots: [{name: A, post: x}]\njobs: [{name: J, steps: [{post: A}], retry: {limit: 2}}]\n"                           \
    "schedule: [{enqueue: J}]\nplatform: {preset: " preset "}\n"

/* Who says how often, and not when, has the waits of the preset, also where it retries nothing by itself: 3 min, at
 * once. Resque has none, and asks. */
static void preset_without_retries_has_its_waits(void **state)
{
    static const char resque[] = "version: 1\n" TWICE_ON("resque");
    static const struct {
        const char *yaml;
        msec wait;
    } cases[] = {{TWICE_ON("celery"), 3 * MINUTE}, {TWICE_ON("bullmq"), 0}, {TWICE_ON("rq"), 0}};
    struct diags diags;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *s = load_yaml(cases[i].yaml);

        assert_int_equal(s->jobs[0].retry.limit, 2);
        ASSERT_MSEC(s->jobs[0].retry.waits[0].low, cases[i].wait);
        scenario_free(s);
    }
    diags_init(&diags, "f", resque, sizeof resque - 1);
    assert_null(scenario_load("f", resque, sizeof resque - 1, &diags));
    assert_string_equal(text_str(&diags.list[0].text), "retries need to know when: say how long to wait");
    diags_release(&diags);
}

/* The name with its version is the same preset, and is written again as it was said. */
static void preset_with_version_is_read_and_written_as_said(void **state)
{
    for (int p = 1; p < PRESET_COUNT; p++) {
        struct text yaml = {0}, written = {0}, line = {0};
        struct scenario *s;

        text_addf(&yaml,
                  "bots: [{name: A, post: x}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                  "schedule: [{enqueue: J}]\nplatform: {preset: %s}\n",
                  preset_traits[p].pinned);
        s = load_yaml(text_str(&yaml));
        (void)state;
        assert_int_equal(s->platform.preset, p);
        assert_int_equal(s->jobs[0].retry.limit, preset_values((enum preset)p)->retry.limit);
        scenario_write(s, &written);
        text_addf(&line, "{preset: %s}\n", preset_traits[p].pinned);
        assert_non_null(strstr(text_str(&written), text_str(&line)));
        scenario_free(s);
        text_release(&yaml);
        text_release(&written);
        text_release(&line);
    }
}

/* A version is named after its bare name, so that who reads the one knows the other. */
static void presets_are_pinned_by_name_and_version(void **state)
{
    (void)state;
    for (int p = 1; p < PRESET_COUNT; p++) {
        const size_t size = strlen(preset_names[p]);

        assert_int_equal(strncmp(preset_traits[p].pinned, preset_names[p], size), 0);
        assert_true(preset_traits[p].pinned[size] == '-' || preset_traits[p].pinned[size] == '\0');
        assert_int_equal(preset_of_word((uint32_t)word_find(preset_names[p], preset_words, PRESET_WORD_COUNT)), p);
    }
}

static enum sidekiq_jitter jitter_of(const char *version)
{
    struct text yaml = {0};
    struct scenario *s;
    enum sidekiq_jitter jitter;

    text_addf(&yaml,
              "bots: [{name: A, post: x}]\nschedule: [{enqueue: J}]\n"
              "jobs: [{name: J, steps: [{post: A}], retry: {limit: 1, sidekiq: \"%s\"}}]\n",
              version);
    s = load_yaml(text_str(&yaml));
    jitter = s->jobs[0].retry.jitter;
    assert_string_equal(s->jobs[0].retry.sidekiq_version, version);
    scenario_free(s);
    text_release(&yaml);
    return jitter;
}

/* The formula changed with 6.2.2 and with 8.0.0. */
static void retry_sidekiq_jitter_follows_the_version(void **state)
{
    (void)state;
    assert_int_equal(jitter_of("4.0"), SIDEKIQ_JITTER_30_STEPS);
    assert_int_equal(jitter_of("6.2"), SIDEKIQ_JITTER_30_STEPS);
    assert_int_equal(jitter_of("6.2.1"), SIDEKIQ_JITTER_30_STEPS);
    assert_int_equal(jitter_of("6.2.2"), SIDEKIQ_JITTER_10_STEPS);
    assert_int_equal(jitter_of("6.5.12"), SIDEKIQ_JITTER_10_STEPS);
    assert_int_equal(jitter_of("7.3.9"), SIDEKIQ_JITTER_10_STEPS);
    assert_int_equal(jitter_of("8.0"), SIDEKIQ_JITTER_10);
    assert_int_equal(jitter_of("10.1"), SIDEKIQ_JITTER_10);
}

/* J enqueues K, K enqueues L: what L posts, J reaches too. D is in no job. */
static void check_reach_goes_through_enqueues(void **state)
{
    struct scenario *s = load_yaml("bots: [{name: A, post: x}, {name: B, post: x}, {name: C, post: x},\n"
                                   "       {name: D, post: x}]\n"
                                   "jobs:\n"
                                   "  - {name: J, queue: q, steps: [{post: A}, {enqueue: K}]}\n"
                                   "  - {name: K, steps: [{enqueue: L}, {post: B}]}\n"
                                   "  - {name: L, queue: q, steps: [{post: C}]}\n"
                                   "schedule: [{enqueue: J, times: 2}, {enqueue: L, times: 5}]\n");

    (void)state;
    assert_int_equal(s->jobs[0].posts, 1);
    assert_int_equal(s->jobs[0].reach, 7);
    assert_int_equal(s->jobs[1].reach, 6);
    assert_int_equal(s->jobs[2].reach, 4);
    assert_int_equal(s->queue_count, 2);
    assert_int_equal(s->jobs[0].queue_index, 0);
    assert_int_equal(s->jobs[1].queue_index, 1);
    assert_int_equal(s->jobs[2].queue_index, 0);
    assert_int_equal(s->occurrences, 5);
    scenario_free(s);
}

/* A copy says the same and lives on without the first. */
static void copy_outlives_what_it_copied(void **state)
{
    size_t size;
    char *bytes = test_file_read("tests/fuzz/corpus/scenario/every-key.yaml", &size);
    struct text first = {0}, second = {0};
    struct scenario *scenario, *copy;
    struct diags diags;

    (void)state;
    diags_init(&diags, "every-key", bytes, size);
    scenario = scenario_load("every-key", bytes, size, &diags);
    assert_non_null(scenario);
    scenario_write(scenario, &first);
    copy = scenario_copy(scenario);
    scenario_free(scenario);
    memset(bytes, 'x', size);
    free(bytes);
    assert_true(scenario_check(copy, &diags));
    scenario_write(copy, &second);
    assert_string_equal(text_str(&first), text_str(&second));
    assert_string_equal(copy->source, "every-key");
    scenario_free(copy);
    text_release(&first);
    text_release(&second);
    diags_release(&diags);
}

/* Whose posts a bot's is meant to wait for: its steps' own, and through others'. Wishes that are named count alone. */
static void needs_reach_through_others(void **state)
{
    struct scenario *s = load_yaml("bots: [{name: A, post: x}, {name: B, post: x}, {name: C, post: x}]\n"
                                   "jobs:\n  - {name: J, steps: [{post: A}, {post: B, needs: A}]}\n"
                                   "  - {name: K, steps: [{post: C, needs: B}]}\n"
                                   "schedule: [{enqueue: J}, {enqueue: K}]\nwishes: [seen, made]\n");
    enum wish judged[WISH_COUNT];

    (void)state;
    assert_int_equal(s->bots[0].needs, 0);
    assert_int_equal(s->bots[1].needs, 1);
    assert_int_equal(s->bots[2].needs, 3);
    assert_int_equal(s->jobs[1].steps[0].needs, 2);
    assert_int_equal(wishes_judged(s, judged), 2);
    assert_int_equal(judged[0], WISH_MADE);
    assert_int_equal(judged[1], WISH_SEEN);
    scenario_free(s);
}

static void lookup_takes_the_exact_name_first(void **state)
{
    struct scenario *s = load_yaml("bots: [{name: Worf, post: x}]\n"
                                   "jobs: [{name: A, steps: [{post: WORF}]}]\nschedule: [{enqueue: a}]\n");

    (void)state;
    assert_int_equal(scenario_bot(s, "Worf"), 0);
    assert_int_equal(scenario_bot(s, "worf"), 0);
    assert_int_equal(scenario_bot(s, "Wor"), NO_INDEX);
    assert_int_equal(scenario_job(s, "a"), 0);
    assert_int_equal(scenario_job(s, ""), NO_INDEX);
    scenario_free(s);
}

static void form_is(struct step_form form, const char *expected)
{
    enum micro micros[MICRO_COUNT];
    const size_t count = step_micros(form, micros);
    struct text text = {0};

    for (size_t i = 0; i < count; i++)
        text_addf(&text, "%s%s", i > 0 ? " " : "", micro_names[micros[i]]);
    assert_string_equal(text_str(&text), expected);
    text_release(&text);
}

static void micros_are(enum step_kind kind, enum guard guard, const char *expected)
{
    form_is((struct step_form){.kind = kind, .guard = guard}, expected);
}

/* Where the job records its steps each of them ends with that, whatever its guard. */
static void step_micros_of_a_recorded_step_end_in_its_record(void **state)
{
    (void)state;
    form_is((struct step_form){STEP_POST, GUARD_NONE, RESUME_STEP}, "begin call commit reply done record");
    form_is((struct step_form){STEP_POST, GUARD_CHECK_THEN_MARK, RESUME_STEP},
            "begin check call commit reply mark done record");
    form_is((struct step_form){STEP_ENQUEUE, GUARD_NONE, RESUME_STEP}, "begin call push reply done record");
    form_is((struct step_form){STEP_WAIT, GUARD_NONE, RESUME_STEP}, "begin wait done record");
}

/* The table of guards in the manual. */
static void step_micros_follow_the_guard(void **state)
{
    (void)state;
    micros_are(STEP_POST, GUARD_NONE, "begin call commit reply done");
    micros_are(STEP_POST, GUARD_CHECK_THEN_MARK, "begin check call commit reply mark done");
    micros_are(STEP_POST, GUARD_MARK_THEN_POST, "begin claim call commit reply done");
    micros_are(STEP_POST, GUARD_ASK_RECEIVER, "begin ask call commit reply done");
    micros_are(STEP_POST, GUARD_IDEMPOTENCY_KEY, "begin call commit reply done");
    micros_are(STEP_ENQUEUE, GUARD_NONE, "begin call push reply done");
    micros_are(STEP_WAIT, GUARD_NONE, "begin wait done");
}

/* How many mistakes a file of `count` of these has. */
static size_t mistakes_of(const char *head, const char *repeated, uint32_t count, const char *tail)
{
    struct text yaml = {0};
    struct diags diags;
    struct scenario *scenario;
    size_t mistakes;

    text_add(&yaml, "version: 1\n");
    text_add(&yaml, head);
    for (uint32_t i = 0; i < count; i++)
        text_addf(&yaml, repeated, (unsigned)i);
    text_add(&yaml, tail);
    diags_init(&diags, "limit", text_str(&yaml), yaml.size);
    scenario = scenario_load("limit", text_str(&yaml), yaml.size, &diags);
    assert_true(!scenario == !diags_are_empty(&diags));
    mistakes = diags.count + diags.dropped;
    scenario_free(scenario);
    diags_release(&diags);
    text_release(&yaml);
    return mistakes;
}

/* Each list may be as long as it may be, and one more is one mistake. */
static void limits_hold_to_the_last(void **state)
{
    static const struct {
        const char *head, *repeated, *tail;
        uint32_t most;
    } lists[] = {
        {"jobs: [{name: J, steps: [{post: B0}]}]\nschedule: [{enqueue: J}]\nbots:\n", "  - {name: B%u, post: x}\n", "",
         SCENARIO_BOTS_MAX},
        {"bots: [{name: B, post: x}]\nschedule: [{enqueue: J0}]\njobs:\n", "  - {name: J%u, steps: [{post: B}]}\n", "",
         SCENARIO_JOBS_MAX},
        {"bots: [{name: B, post: x}]\nschedule: [{enqueue: J}]\njobs: [{name: J, steps: [", "{post: B}, ", "]}]\n",
         SCENARIO_STEPS_MAX},
        {"bots: [{name: B, post: x}]\njobs: [{name: J, steps: [{post: B}]}]\nschedule: [", "{enqueue: J}, ", "]\n",
         SCENARIO_ENTRIES_MAX},
        {MINIMAL "faults:\n", "  - {platform: kill}\n", "", SCENARIO_FAULTS_MAX},
        {MINIMAL "expect:\n", "  - {posts: %u}\n", "", SCENARIO_EXPECTS_MAX},
        {"bots: [{name: B, posts: [", "p%u, ", "]}]\njobs: [{name: J, steps: [{post: B}]}]\nschedule: [{enqueue: J}]\n",
         SCENARIO_POSTS_MAX},
        {MINIMAL "faults: [{bot: Will Riker, before: call, kind: error, attempts: [", "1%u, ", "]}]\n",
         SCENARIO_LIST_MAX},
        {"jobs: [{name: J, steps: [{post: B}]}]\nschedule: [{enqueue: J}]\nbots: [{post: x, name: B, handle: ", "a",
         "}]\n", SCENARIO_NAME_BYTES_MAX},
        {MINIMAL "title: ", "a", "\n", SCENARIO_LINE_BYTES_MAX},
        {MINIMAL "lesson: ", "a", "\n", SCENARIO_PROSE_BYTES_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        assert_int_equal(mistakes_of(lists[i].head, lists[i].repeated, lists[i].most, lists[i].tail), 0);
        assert_int_equal(mistakes_of(lists[i].head, lists[i].repeated, lists[i].most + 1, lists[i].tail), 1);
    }
}

/* Values at their ends, inside and out. */
static void numbers_hold_to_the_last(void **state)
{
    static const struct {
        const char *good, *bad;
    } pairs[] = {
        {"platform: {processes: 256}\n", "platform: {processes: 257}\n"},
        {"platform: {processes: 16, workers: 16}\n", "platform: {processes: 16, workers: 17}\n"},
        {"until: 3650d\n", "until: 3651d\n"},
        {"until: 1ms\n", "until: 0ms\n"},
        {"until: 0.001s\n", "until: 0.0001s\n"},
        {"until: 1.5h\n", "until: 1h30m\n"},
        {"faults: [{bot: Will Riker, before: call, kind: error, probability: 0.123456789}]\n",
         "faults: [{bot: Will Riker, before: call, kind: error, probability: 0.1234567891}]\n"},
        {"faults: [{bot: Will Riker, before: call, kind: error, probability: 1}]\n",
         "faults: [{bot: Will Riker, before: call, kind: error, probability: 1.000000001}]\n"},
        {"faults: [{bot: Will Riker, before: call, kind: error, probability: 0.5}]\n",
         "faults: [{bot: Will Riker, before: call, kind: error, probability: .5}]\n"},
        {"faults: [{bot: Will Riker, before: call, kind: error, times: 1000000}]\n",
         "faults: [{bot: Will Riker, before: call, kind: error, times: 1000001}]\n"},
        {"faults: [{bot: Will Riker, before: call, kind: error, attempts: []}]\n",
         "faults: [{bot: Will Riker, before: call, kind: error, attempts: [+1]}]\n"},
        {"title: \"8.0\"\n", "title: 8.0\n"},
        {"title: 8.0.1\n", "title: 0x1F\n"},
        {"title: nullify\n", "title: null\n"},
        {"title: yes\n", "title: TRUE\n"},
        {"title: infinity\n", "title: -.inf\n"},
        {"title: 1e\n", "title: 1e5\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(mistakes_of(MINIMAL, "", 0, pairs[i].good), 0);
        assert_int_equal(mistakes_of(MINIMAL, "", 0, pairs[i].bad), 1);
    }
}

#define FOLDER "scenarios/"
#define FILES_MAX 200

static size_t scenarios_list(struct CMUnitTest *tests)
{
    DIR *folder = opendir(FOLDER);
    struct dirent *entry;
    size_t count = 0;

    while (folder && count < FILES_MAX && (entry = readdir(folder))) {
        char *path;

        if (!strstr(entry->d_name, ".yaml"))
            continue;
        path = malloc(strlen(FOLDER) + strlen(entry->d_name) + 1);
        strcpy(path, FOLDER);
        strcat(path, entry->d_name);
        tests[count++] = (struct CMUnitTest){.name = path, .test_func = load_file_is_accepted, .initial_state = path};
    }
    if (folder)
        closedir(folder);
    return count;
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(load_minimal_gives_defaults),
        cmocka_unit_test(load_bot_keeps_what_is_said),
        cmocka_unit_test(load_job_keeps_what_is_said),
        cmocka_unit_test(load_platform_keeps_what_is_said),
        cmocka_unit_test(load_faults_keep_what_is_said),
        cmocka_unit_test(load_expectations_keep_what_is_said),
        cmocka_unit_test(load_reads_yaml_as_it_is_written),
        cmocka_unit_test(load_mark_counts_characters),
        cmocka_unit_test(preset_numbers_are_those_of_the_systems),
        cmocka_unit_test(presets_say_what_goes_together),
        cmocka_unit_test(preset_gives_way_to_the_file),
        cmocka_unit_test(preset_without_retries_has_its_waits),
        cmocka_unit_test(preset_with_version_is_read_and_written_as_said),
        cmocka_unit_test(presets_are_pinned_by_name_and_version),
        cmocka_unit_test(retry_sidekiq_jitter_follows_the_version),
        cmocka_unit_test(check_reach_goes_through_enqueues),
        cmocka_unit_test(copy_outlives_what_it_copied),
        cmocka_unit_test(needs_reach_through_others),
        cmocka_unit_test(lookup_takes_the_exact_name_first),
        cmocka_unit_test(step_micros_follow_the_guard),
        cmocka_unit_test(step_micros_of_a_recorded_step_end_in_its_record),
        cmocka_unit_test(limits_hold_to_the_last),
        cmocka_unit_test(numbers_hold_to_the_last),
    };
    const size_t other_count = sizeof others / sizeof *others;
    struct CMUnitTest tests[FILES_MAX + sizeof others / sizeof *others];
    const size_t file_count = scenarios_list(tests);
    int status;

    memcpy(tests + file_count, others, sizeof others);
    status = test_main("scenario_load", tests, file_count + other_count);
    for (size_t i = 0; i < file_count; i++)
        free((char *)tests[i].name);
    return status;
}
