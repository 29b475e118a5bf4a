/* The command sweep: many seeded runs, counted; or the parts of such a sweep, merged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/picture_file.h"
#include "cli/print.h"
#include "cli/sweep_work.h"
#include "model/changed.h"
#include "model/fault_rate.h"
#include "model/refusal.h"
#include "report/sweep.h"

/* A part of 64 bots with every bucket of its delays filled has some 4 MB. */
enum { VALUES_MAX = 200, PART_BYTES_MAX = 16 << 20 };

/* What --vary turns, and its values: in thousand-millionths for a rate, else whole. */
struct vary {
    char name[VARY_NAME_MAX]; /* "" when nothing is varied */
    bool is_rate;
    enum change_kind kind; /* the what-if option that sets the values, where they are no rates */
    uint64_t values[VALUES_MAX];
    size_t count;
};

static bool value_parse(const struct vary *vary, const char *string, uint64_t *out)
{
    if (vary->is_rate)
        return decimal_parse(string, PROBABILITY_DECIMALS, out) && *out <= PROBABILITY_ONE;
    return number_parse(string, 0, 1000000, out);
}

/* "FROM..TO[:STEP]". */
static bool range_parse(struct vary *vary, char *range, struct err *err)
{
    char *to = strstr(range, ".."), *step = strrchr(range, ':');
    uint64_t from, end, by = vary->is_rate ? PROBABILITY_ONE / 100 : 1;

    if (to == NULL)
        return err_set(err, "--vary: \"%s\" is not FROM..TO[:STEP]", range);
    *to = '\0';
    to += 2;
    if (step != NULL)
        *step++ = '\0';
    if (!value_parse(vary, range, &from) || !value_parse(vary, to, &end) || (step && !value_parse(vary, step, &by)))
        return err_set(err, "--vary: %s takes %s", vary->name,
                       vary->is_rate ? "numbers from 0 to 1 with at most 9 decimals" : "whole numbers");
    if (by == 0 || end < from || (end - from) / by >= VALUES_MAX)
        return err_set(err, "--vary: at most %d values, from the smaller to the larger", VALUES_MAX);
    for (uint64_t value = from; value <= end; value += by)
        vary->values[vary->count++] = value;
    return true;
}

static bool vary_parse(const char *option, struct vary *vary, struct err *err)
{
    static const char *const names[] = {"fault-rate", "workers", "days", "retry:JOB"};
    char range[VARY_NAME_MAX];
    const char *at = option ? strrchr(option, '=') : NULL;

    *vary = (struct vary){.count = 1};
    if (!option)
        return true;
    vary->count = 0;
    if (!at || strlen(option) >= sizeof range)
        return err_set(err, "--vary: \"%s\" is not NAME=FROM..TO[:STEP]", option);
    memcpy(vary->name, option, (size_t)(at - option));
    memcpy(range, at + 1, strlen(at + 1) + 1);
    if (strcmp(vary->name, "fault-rate") == 0)
        vary->is_rate = true;
    else if (strcmp(vary->name, "workers") == 0)
        vary->kind = CHANGE_WORKERS;
    else if (strcmp(vary->name, "days") == 0)
        vary->kind = CHANGE_DAYS;
    else if (strncmp(vary->name, "retry:", 6) == 0)
        vary->kind = CHANGE_RETRY;
    else
        return word_refuse("name to vary", vary->name, names, sizeof names / sizeof *names, err);
    return range_parse(vary, range, err);
}

/* A value beside its range would go unheard. */
static bool vary_is_alone(const struct vary *vary, const struct settings *settings, struct err *err)
{
    const char *job = strchr(vary->name, ':');
    struct text option = {0};

    if (vary->name[0] == '\0')
        return true;
    if (vary->is_rate && option_text(settings, OPTION_FAULT_RATE))
        return err_set(err, "--fault-rate and --vary fault-rate exclude each other: one value, or a range of them");
    for (size_t i = 0; !vary->is_rate && i < settings->change_count; i++) {
        const struct change *change = &settings->changes[i];

        if (change->kind != vary->kind || (job && strcmp(change->name, job + 1) != 0))
            continue;
        change_write(change, &option);
        err_set(err, "%s and --vary %s exclude each other: one value, or a range of them", text_str(&option),
                vary->name);
        text_release(&option);
        return false;
    }
    return true;
}

/* The change that sets the value, as what-if options do. */
static bool vary_change(const struct vary *vary, uint64_t value, struct change *out, struct err *err)
{
    struct text text = {0};
    bool is_made;

    if (vary->kind == CHANGE_RETRY)
        text_addf(&text, "%s=", vary->name + 6);
    text_addf(&text, "%llu", (unsigned long long)value);
    is_made = text.failed ? err_memory(err) : change_parse(vary->kind, text.bytes, out, err);
    text_release(&text);
    return is_made || err_set(err, "--%s: %s", change_rows[vary->kind].option, err->text);
}

/* Everything the command was asked for. */
struct asked {
    struct sweep_options options;
    struct vary vary;
    uint32_t rate;
    bool has_rate;
};

/* The scenario with the value and the rate, to be freed. */
static struct scenario *scenario_of(const struct scenario *scenario, const struct asked *asked, uint64_t value,
                                    struct err *err)
{
    bool is_varied = asked->vary.name[0] != '\0';
    bool is_rate = is_varied && asked->vary.is_rate;
    struct scenario *varied, *made;
    struct change change;

    if (is_varied && !is_rate && !vary_change(&asked->vary, value, &change, err))
        return NULL;
    varied = scenario_changed(scenario, &change, is_varied && !is_rate ? 1 : 0, err);
    if (!varied || (!is_rate && !asked->has_rate))
        return varied;
    made = scenario_with_fault_rate(varied, is_rate ? (uint32_t)value : asked->rate, err);
    scenario_free(varied);
    return made;
}

static void varied_write(const struct vary *vary, uint64_t value, struct text *out)
{
    if (vary->name[0] == '\0')
        return;
    text_addf(out, "%s=", vary->name);
    if (vary->is_rate)
        decimal_write(value, PROBABILITY_DECIMALS, out);
    else
        text_addf(out, "%llu", (unsigned long long)value);
}

/* Keeps a line, fit to be shown; where there is no room for all of it, none. */
static void line_keep(char *to, size_t room, const char *line)
{
    snprintf(to, room, "%s", strlen(line) < room ? line : "");
    (void)string_make_safe(to);
}

static enum exit_code sweep_one(const struct scenario *scenario, struct asked *asked, uint64_t value, struct swept *out)
{
    const char *heading = scenario_heading(scenario);
    struct text varied = {0};
    struct scenario *made;
    struct err err;
    bool is_taken;

    made = scenario_of(scenario, asked, value, &err);
    if (!made)
        return fail_mistake(&err);
    is_taken = sweep_work(made, &asked->options.work, &err) && sweep_take(made, &asked->options, &out->sweep, &err);
    scenario_free(made);
    if (!is_taken)
        return fail_world(&err);
    varied_write(&asked->vary, value, &varied);
    snprintf(out->varied, sizeof out->varied, "%s", text_str(&varied));
    text_release(&varied);
    line_keep(out->title, sizeof out->title, heading);
    line_keep(out->scenario, sizeof out->scenario, scenario->source);
    line_keep(out->preset, sizeof out->preset, preset_traits[scenario->platform.preset].pinned);
    if (!shards_add(&out->shards, (struct shard){asked->options.shard, asked->options.shards}, &err)) {
        swept_release(out);
        return fail_world(&err);
    }
    return EXIT_AS_CLAIMED;
}

/* The picture that --plot asks for. */
static enum exit_code plot_save(const char *path, const struct swept *list, size_t count)
{
    struct scene scene;
    struct err err;

    if (plot_draw(list, count, &scene, &err) && scene_save(&scene, path, &err))
        return EXIT_AS_CLAIMED;
    return fail_world(&err);
}

static enum exit_code json_print(const struct swept *list, size_t count, bool is_varied)
{
    struct text text = {0};

    for (size_t i = 0; i < count; i++) {
        text_add(&text, !is_varied ? "" : i == 0 ? "[" : ",\n");
        swept_json(&list[i], &text);
    }
    text_add(&text, is_varied ? "]\n" : "\n");
    return print(&text);
}

static enum exit_code swept_print(const struct cli *cli, const struct swept *list, size_t count, bool is_varied)
{
    const char *plot = option_text(cli->settings, OPTION_PLOT);
    struct report report;

    if (plot) {
        enum exit_code code = plot_save(plot, list, count);

        if (code != EXIT_AS_CLAIMED || strcmp(plot, "-") == 0)
            return code;
    }
    if (cli->settings->format == FORMAT_JSON)
        return json_print(list, count, is_varied);
    report_init(&report);
    if (cli->settings->format == FORMAT_CSV)
        sweep_report_data(list, count, &report);
    else if (is_varied)
        sweep_report_plot(list, count, cli->style.is_ascii, &report);
    else
        sweep_report(&list[0], &report);
    return report_print(cli, &report);
}

static enum exit_code sweep_values(const struct cli *cli, const struct scenario *scenario, struct asked *asked)
{
    struct swept *list = calloc(asked->vary.count + 1, sizeof *list);
    enum exit_code code = EXIT_AS_CLAIMED;
    struct patience patience;
    size_t count = 0;

    if (!list)
        return fail_memory();
    patience_begin(&patience, (msec)option_number(cli->settings, OPTION_TIME));
    asked->options.cancel = patience_watch(&patience);
    while (count < asked->vary.count && code == EXIT_AS_CLAIMED && (count == 0 || !patience_is_over(&patience))) {
        code = sweep_one(scenario, asked, asked->vary.values[count], &list[count]);
        count += code == EXIT_AS_CLAIMED;
    }
    if (count > 0 && patience_is_over(&patience) &&
        (count < asked->vary.count || list[count - 1].sweep.runs < asked->options.runs))
        list[count - 1].cut = patience_reason(patience_was_interrupted());
    patience_end(&patience);
    if (code == EXIT_AS_CLAIMED)
        code = swept_print(cli, list, count, asked->vary.name[0] != '\0');
    if (code == EXIT_AS_CLAIMED && patience_was_interrupted())
        code = EXIT_INTERRUPTED;
    for (size_t i = 0; i < count; i++)
        swept_release(&list[i]);
    free(list);
    return code;
}

static bool asked_read(const struct settings *settings, struct asked *out, struct err *err)
{
    const char *part = option_text(settings, OPTION_SHARD), *vary = option_text(settings, OPTION_VARY);
    struct shard shard = {1, 1};

    if ((part && !shard_parse(part, &shard, err)) || !vary_parse(vary, &out->vary, err) ||
        !vary_is_alone(&out->vary, settings, err))
        return false;
    out->options.runs = option_number(settings, OPTION_SWEEP_RUNS);
    out->options.threads = (uint32_t)option_number(settings, OPTION_THREADS);
    out->options.memory_max = option_number(settings, OPTION_MEMORY);
    out->options.shard = shard.index;
    out->options.shards = shard.count;
    out->has_rate = option_is_given(settings, OPTION_FAULT_RATE);
    out->rate = (uint32_t)option_number(settings, OPTION_FAULT_RATE);
    return true;
}

/* A failure in between leaves a sum that is of no use. */
static bool swept_merge(struct swept *sum, const struct swept *part, struct err *err)
{
    if (!sweep_is_of(&part->sweep, &sum->sweep, err))
        return false;
    for (size_t i = 0; i < part->shards.count; i++)
        if (!shards_add(&sum->shards, part->shards.list[i], err))
            return false;
    return sweep_merge(&sum->sweep, &part->sweep, err);
}

static bool part_read(const struct source *source, struct swept *out, struct err *err)
{
    if (source->size > PART_BYTES_MAX)
        return err_set(err, "too large for a part of a sweep; allowed: %d MiB", PART_BYTES_MAX >> 20);
    return swept_read(source->bytes, source->size, out, err);
}

static enum exit_code part_add(const char *name, struct swept *sum, bool is_first)
{
    struct source source;
    struct swept part = {0};
    struct err err;
    bool is_added;

    if (!source_read(name, PART_BYTES_MAX, &source, &err))
        return fail_world(&err);
    is_added = part_read(&source, is_first ? sum : &part, &err);
    source_release(&source);
    if (is_added && !is_first) {
        is_added = swept_merge(sum, &part, &err);
        swept_release(&part);
    }
    if (is_added)
        return EXIT_AS_CLAIMED;
    return mistake("%s: %s", name, err.text);
}

static enum exit_code merge(const struct cli *cli)
{
    struct swept swept = {0};
    enum exit_code code = EXIT_AS_CLAIMED;

    for (size_t i = 0; i < cli->settings->operand_count && code == EXIT_AS_CLAIMED; i++)
        code = part_add(cli->settings->operands[i], &swept, i == 0);
    if (code == EXIT_AS_CLAIMED)
        code = swept_print(cli, &swept, 1, false);
    swept_release(&swept);
    return code;
}

enum exit_code command_sweep(const struct cli *cli)
{
    struct asked *asked;
    struct subject subject;
    enum exit_code code;
    struct err err;

    if (option_text(cli->settings, OPTION_MERGE))
        return merge(cli);
    if (cli->settings->operand_count > 1)
        return mistake("sweep takes one FILE, or --merge and several");
    asked = calloc(1, sizeof *asked);
    if (!asked)
        return fail_memory();
    if (!asked_read(cli->settings, asked, &err)) {
        code = fail_mistake(&err);
    } else {
        code = subject_open(cli, cli->settings->operands[0], &subject);
        if (code == EXIT_AS_CLAIMED) {
            code = idle_faults_of_search_note(cli->settings, &subject);
            if (code == EXIT_AS_CLAIMED)
                code = sweep_values(cli, subject.changed, asked);
            subject_close(&subject);
        }
    }
    free(asked);
    return code;
}
