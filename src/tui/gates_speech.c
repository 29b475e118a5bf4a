#include "tui/gates_speech.h"

#include "explore/question.h"
#include "tui/gates.h"
#include "words/gate.h"

enum { CHOICE_COLUMNS = 200 };

/* ", 12 hands": of the vote under way; once it may be told, of both: ", 12 hands, then 20 hands". */
static void say_hands(const struct stage_question *question, uint32_t choice, struct text *out)
{
    size_t first = question->tells_truth ? 0 : question->vote;

    for (size_t vote = first; vote <= question->vote && vote < STAGE_VOTES_MAX; vote++) {
        text_add(out, vote > first ? ", then " : ", ");
        text_add_count(out, question->hands[vote][choice], "hand", "hands");
    }
}

/* A choice, its hands where a class votes, and once it may be told whether it is right, or why somebody may think
 * so. */
static void say_choice(const struct stage_question *question, uint32_t choice, bool is_class, struct speech *out)
{
    struct text line = {0};

    gate_choice_say(question->posed, choice, CHOICE_COLUMNS, &line);
    if (is_class)
        say_hands(question, choice, &line);
    if (question->tells_truth && question->posed->choices[choice].is_true) {
        text_add(&line, ": true");
    } else if (question->tells_truth && question->posed->choices[choice].beliefs) {
        text_add(&line, ": ");
        gate_beliefs_say(question->posed, choice, &line);
    }
    text_add(&line, ".");
    speech_add_row_notice(out, choice + 1, text_str(&line));
    text_release(&line);
}

void gates_say(const struct session *session, struct speech *out)
{
    struct gates_view view;
    struct text title = {0};
    const struct stage_question *question = &view.question;
    const char *at;

    if (!gates_view_of(session, &view))
        return;
    text_add(&title, question->title);
    text_capitalise(&title, 0);
    text_add(&title, ".");
    speech_add_notice(out, text_str(&title));
    text_release(&title);
    speech_add(out, question->asked ? question->asked : "");
    for (uint32_t c = 0; question->posed && c < question->posed->count; c++)
        say_choice(question, c, session->options->is_class, out);
    at = question->lines;
    while (text_take_line(&at, &title)) {
        text_capitalise(&title, 0);
        speech_add_notice(out, text_str(&title));
    }
    text_release(&title);
    gates_view_release(&view);
}
