/* Notes to the author of a scenario about its gates. */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "explore/gate.h"
#include "words/gate.h"

enum exit_code gates_note(const struct subject *subject, const struct trace *trace)
{
    const struct scenario *scenario = subject->changed;

    for (uint32_t g = 0; g < scenario->gate_count; g++) {
        const struct gate *gate = &scenario->gates[g];
        const struct posing posing = {.trace = trace, .gate = gate, .event = gate_event(trace, &gate->at)};
        struct text complaint = {0};
        struct question question;
        struct err err;
        bool is_said = true;

        if (posing.event != NO_EVENT && !gate_pose(&posing, &question, &err))
            return fail_world(&err);
        gate_complaint_say(scenario, gate, posing.event == NO_EVENT ? NULL : &question, &complaint);
        if (!text_is_empty(&complaint))
            is_said = talk("%s:%u:%u: %s", subject->source.name, (unsigned)gate->mark.line, (unsigned)gate->mark.column,
                           text_str(&complaint));
        text_release(&complaint);
        if (!is_said)
            return EXIT_WORLD;
    }
    return EXIT_AS_CLAIMED;
}
