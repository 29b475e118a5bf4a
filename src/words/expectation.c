#include "words/expectation.h"

#include <inttypes.h>
#include <string.h>

/* "Riker, day 1", "BotsJob, all 3 days", "all together, day 1". */
static void subject_say(const struct scenario *scenario, const struct expect *expect, struct text *out)
{
    if (expect->bot != NO_INDEX)
        text_add(out, scenario->bots[expect->bot].name);
    else if (expect->job != NO_INDEX)
        text_add(out, scenario->jobs[expect->job].name);
    else
        text_add(out, "all together");
    if (expect->occurrence == 0 && scenario->occurrences > 1)
        text_addf(out, ", all %" PRIu32 " days", scenario->occurrences);
    else
        text_addf(out, ", day %" PRIu32, expect->occurrence == 0 ? 1 : expect->occurrence);
}

/* "1 post", "2 duplicates", "0 missed", "state never-ran". */
static void figure_say(const struct figure *figure, struct text *out)
{
    size_t size = strlen(figure->name);

    if (figure->state != NULL)
        text_addf(out, "state %s", figure->state);
    else if (figure->expected == 1 && figure->name[size - 1] == 's')
        text_addf(out, "1 %.*s", (int)size - 1, figure->name);
    else
        text_addf(out, "%" PRId64 " %s", figure->expected, figure->name);
}

void expectation_name(const struct scenario *scenario, const struct expect *expect, struct text *out)
{
    static const struct ledger NOTHING = {0};
    struct figure figures[FIGURES_MAX];
    size_t figure_count = expectation_figures(scenario, &NOTHING, expect, figures);

    subject_say(scenario, expect, out);
    for (size_t i = 0; i < figure_count; i++) {
        text_add(out, i == 0 ? ": " : ", ");
        figure_say(&figures[i], out);
    }
}

void expectation_say(const struct scenario *scenario, const struct ledger *ledger, const struct expect *expect,
                     struct text *out)
{
    struct figure figures[FIGURES_MAX];
    size_t figure_count = expectation_figures(scenario, ledger, expect, figures);
    enum expectation_end end = expectation_end(scenario, ledger, expect);
    const char *before = ": expected ";

    subject_say(scenario, expect, out);
    for (size_t i = 0; i < figure_count; i++) {
        if (figures[i].holds && end == EXPECTATION_FAILS)
            continue;
        text_add(out, before);
        figure_say(&figures[i], out);
        if (figures[i].state != NULL)
            text_addf(out, ", got %s", figures[i].got_state);
        else
            text_addf(out, ", got %" PRId64, figures[i].got);
        before = "; ";
    }
    if (end == EXPECTATION_UNDECIDED)
        text_addf(out, " when the run was cut: %s", ended_abouts[ledger->ended]);
}
