#include "tui/gate_record.h"

#include "base/json_write.h"
#include "explore/gate.h"
#include "words/gate.h"

/* As long as a line may be. */
enum { WORDS_COLUMNS = 200 };

static json_t *gate_json(const struct question *question)
{
    bool is_of_bot = question->bot != NO_INDEX && ask_traits[question->ask].of != ASK_OF_NONE;
    const char *of = is_of_bot ? question->scenario->bots[question->bot].name : NULL;
    struct text asked = {0};

    gate_question_say(question, &asked);
    return json_pack("{s:i, s:s, s:s?, s:o}", "event", (int)question->event + 1, "ask", ask_names[question->ask], "of",
                     of, "question", json_of_text(&asked));
}

static json_t *choice_json(const struct question *question, uint32_t choice)
{
    json_t *beliefs = json_array();
    struct text words = {0};

    for (int b = 0; b < BELIEF_COUNT; b++)
        if (question->choices[choice].beliefs >> b & 1)
            json_append(&beliefs, json_string(belief_names[b]));
    gate_choice_say(question, choice, WORDS_COLUMNS, &words);
    return json_pack("{s:o, s:b, s:o}", "choice", json_of_text(&words), "true", (int)question->choices[choice].is_true,
                     "beliefs", beliefs);
}

static json_t *choices_json(const struct question *question)
{
    json_t *choices = json_array();

    for (uint32_t c = 0; c < question->count; c++)
        json_append(&choices, choice_json(question, c));
    return choices;
}

static json_t *votes_json(const struct gate_record *record)
{
    json_t *votes = json_array();

    for (size_t v = 0; v < record->vote_count; v++) {
        json_t *hands = json_array();

        for (uint32_t c = 0; c < record->question->count; c++)
            json_append(&hands, json_integer(record->hands[v][c]));
        json_append(&votes, hands);
    }
    return votes;
}

void gate_record_write(const struct gate_record *record, const char *time, struct text *out)
{
    json_t *value = json_pack("{s:s, s:s?, s:s?, s:s, s:o, s:o, s:b, s:o, s:i}", "time", time, "lesson", record->lesson,
                              "beat", record->beat, "scenario", record->question->scenario->source, "gate",
                              gate_json(record->question), "choices", choices_json(record->question), "class",
                              (int)record->is_class, "votes", votes_json(record), "seconds", (int)record->seconds);

    json_write_value(value, JSON_COMPACT, out);
    text_add(out, "\n");
}
