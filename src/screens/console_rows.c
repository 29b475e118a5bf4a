#include "screens/console_rows.h"

#include <string.h>

#include "base/check.h"

static const char *const numbers[TOLD_CHOICES_MAX] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
static const char *const right_numbers[TOLD_CHOICES_MAX] = {"1 right", "2 right", "3 right", "4 right", "5 right",
                                                            "6 right", "7 right", "8 right", "9 right"};

static struct text *add(struct console_rows *rows, const char *head, enum element element, enum console_rank rank)
{
    struct console_row *row = &rows->rows[rows->count++];

    CHECK(rows->count <= CONSOLE_ROWS_MAX);
    *row = (struct console_row){.head = head, .element = element, .rank = rank, .begins_group = head[0] != '\0'};
    return &row->text;
}

/* Where there is something to tell. */
static void add_string(struct console_rows *rows, const char *head, const char *string, enum element element,
                       enum console_rank rank)
{
    if (string[0])
        text_add(add(rows, head, element, rank), string);
}

static void add_wall(struct console_rows *rows, const struct class_told *told)
{
    struct text *text;

    if (!told->wall[0])
        return;
    text = add(rows, "wall", ELEMENT_SENTENCE, RANK_WALL);
    text_addf(text, "%s%s%s", told->wall, told->clock[0] ? ", " : "", told->clock);
    if (told->moment[0])
        text_addf(text, ": %s", told->moment);
    add_string(rows, "", told->says, ELEMENT_SENTENCE, RANK_WALL);
    add_string(rows, "", told->said, ELEMENT_CHANGED, RANK_WALL);
    add_string(rows, "typed", told->typed, ELEMENT_CHANGED, RANK_ASKED);
}

static void add_choice(struct console_rows *rows, const struct class_told *told, size_t i)
{
    const struct told_choice *choice = &told->choices[i];
    struct text hands = {0};
    struct text *text = add(rows, choice->is_right ? right_numbers[i] : numbers[i],
                            choice->is_right ? ELEMENT_GRANTED : ELEMENT_LANE, RANK_ASKED);

    rows->rows[rows->count - 1].begins_group = false;
    class_say_hands(told, choice, &hands);
    text_add(text, choice->text);
    if (!text_is_empty(&hands))
        text_addf(text, " (%s)", text_str(&hands));
    for (size_t m = 0; m < choice->model_count; m++)
        text_addf(add(rows, "", ELEMENT_QUIET, RANK_MODEL), "%s%s%s", choice->models[m].belief,
                  choice->models[m].reply[0] ? " Say: " : "", choice->models[m].reply);
    text_release(&hands);
}

/* The gate's question, or the one to come; where there is none the scenario's. */
static void add_asked(struct console_rows *rows, const struct class_told *told)
{
    struct text advice = {0};

    add_string(rows, told->ask[0] && !told->is_open ? "to come" : "question", told->ask[0] ? told->ask : told->question,
               ELEMENT_TITLE, RANK_ASKED);
    for (size_t i = 0; i < told->choice_count; i++)
        add_choice(rows, told, i);
    add_string(rows, "now", told->stage, ELEMENT_CHANGED, RANK_ASKED);
    class_say_advice(told, &advice);
    add_string(rows, "advice", text_str(&advice), ELEMENT_CHANGED, RANK_ASKED);
    text_release(&advice);
}

static void add_given(struct console_rows *rows, const struct class_told *told)
{
    for (size_t i = 0; i < told->premise_count; i++) {
        const struct told_premise *premise = &told->premises[i];

        text_addf(add(rows, i == 0 ? "given" : "", ELEMENT_QUIET, RANK_GIVEN), "%s%s%s", premise->head,
                  premise->head[0] ? ": " : "", premise->premise);
    }
}

void console_rows_init(struct console_rows *rows, const struct class_told *told)
{
    rows->count = 0;
    add_wall(rows, told);
    add_asked(rows, told);
    add_string(rows, "notes", told->notes, ELEMENT_WORDS, RANK_NOTES);
    add_string(rows, "next", told->next, ELEMENT_WORDS, RANK_NEXT);
    add_string(rows, told->next[0] ? "" : "next", told->then, ELEMENT_WORDS, RANK_NEXT);
    add_string(rows, "the end", told->verdict[0] ? told->verdict : told->ended, ELEMENT_WORDS, RANK_NEXT);
    add_given(rows, told);
}

void console_rows_release(struct console_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        text_release(&rows->rows[i].text);
    rows->count = 0;
}

static bool has_row(const struct console_rows *rows, const struct console_row *row)
{
    for (size_t i = 0; rows && i < rows->count; i++)
        if (strcmp(rows->rows[i].head, row->head) == 0 &&
            strcmp(text_str(&rows->rows[i].text), text_str(&row->text)) == 0)
            return true;
    return false;
}

void console_rows_tell(const struct console_rows *rows, const struct console_rows *before, struct text *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct console_row *row = &rows->rows[i];

        if (!has_row(before, row))
            text_addf(out, "%s%s%s\n", row->head, row->head[0] ? ": " : "", text_str(&row->text));
    }
}
