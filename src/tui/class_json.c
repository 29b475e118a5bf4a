#include "tui/class_json.h"

#include "base/json_read.h"
#include "base/json_write.h"
#include "base/range.h"

#define NUMBER_MAX ((int64_t)1 << 50)

static json_t *pair_json(const char *key, const char *value, const char *other_key, const char *other)
{
    json_t *object = json_object();

    json_add(&object, key, json_string(value));
    json_add(&object, other_key, json_string(other));
    return object;
}

static json_t *premises_json(const struct class_told *told)
{
    json_t *array = json_array();

    for (size_t i = 0; i < told->premise_count; i++)
        json_append(&array, pair_json("head", told->premises[i].head, "premise", told->premises[i].premise));
    return array;
}

static json_t *choice_json(const struct told_choice *choice)
{
    json_t *object = json_object(), *hands = json_array(), *models = json_array();

    for (int vote = 0; vote < TOLD_VOTES; vote++)
        json_append(&hands, json_integer(choice->hands[vote]));
    for (size_t m = 0; m < choice->model_count; m++)
        json_append(&models, pair_json("belief", choice->models[m].belief, "reply", choice->models[m].reply));
    json_add(&object, "text", json_string(choice->text));
    json_add(&object, "is_right", json_boolean(choice->is_right));
    json_add(&object, "hands", hands);
    json_add(&object, "models", models);
    return object;
}

static json_t *choices_json(const struct class_told *told)
{
    json_t *array = json_array();

    for (size_t i = 0; i < told->choice_count; i++)
        json_append(&array, choice_json(&told->choices[i]));
    return array;
}

void class_told_write(const struct class_told *told, struct text *out)
{
    json_t *root = json_object();

#define PUT_TEXT(field, is_for_pupils) json_add(&root, #field, json_string(told->field));
#define PUT_NUMBER(field, is_for_pupils) json_add(&root, #field, json_integer(told->field));
    TOLD_TEXT_LIST(PUT_TEXT)
    TOLD_NUMBER_LIST(PUT_NUMBER)
#undef PUT_TEXT
#undef PUT_NUMBER
    json_add(&root, "premises", premises_json(told));
    json_add(&root, "choices", choices_json(told));
    json_write_value(root, JSON_COMPACT, out);
    text_add(out, "\n");
}

/* --- Read again. */

/* The string of a member, made safe for a terminal; "" where it is none. */
static const char *string_of(struct class_told *told, const json_t *object, const char *key)
{
    const char *string = json_string_value(json_object_get(object, key));
    struct text shown = {0};

    text_add_shown(&shown, string ? string : "", " ");
    return class_told_keep_text(told, &shown);
}

/* A number that others can be added to. */
static int64_t number_of(const json_t *number, int64_t low)
{
    return json_is_integer(number) ? max_i64(min_i64(json_integer_value(number), NUMBER_MAX), low) : low;
}

static void read_choice(const json_t *from, struct class_told *told, struct told_choice *choice)
{
    const json_t *hands = json_object_get(from, "hands"), *models = json_object_get(from, "models");

    *choice = (struct told_choice){.text = string_of(told, from, "text"),
                                   .is_right = json_is_true(json_object_get(from, "is_right"))};
    for (size_t vote = 0; vote < TOLD_VOTES; vote++)
        choice->hands[vote] = number_of(json_array_get(hands, vote), -1);
    for (size_t m = 0; m < json_array_size(models) && m < TOLD_MODELS_MAX; m++)
        choice->models[choice->model_count++] = (struct told_model){
            .belief = string_of(told, json_array_get(models, m), "belief"),
            .reply = string_of(told, json_array_get(models, m), "reply")};
}

static void read_lists(const json_t *root, struct class_told *told)
{
    const json_t *premises = json_object_get(root, "premises"), *choices = json_object_get(root, "choices");

    for (size_t i = 0; i < json_array_size(premises) && i < TOLD_PREMISES_MAX; i++)
        told->premises[told->premise_count++] = (struct told_premise){
            .head = string_of(told, json_array_get(premises, i), "head"),
            .premise = string_of(told, json_array_get(premises, i), "premise")};
    for (size_t i = 0; i < json_array_size(choices) && i < TOLD_CHOICES_MAX; i++)
        read_choice(json_array_get(choices, i), told, &told->choices[told->choice_count++]);
}

bool class_told_read(const char *line, size_t size, struct class_told *told, struct err *err)
{
    json_t *root = json_read(line, size, err);
    bool is_object = json_is_object(root);

    if (root && !is_object)
        (void)err_set(err, "no object");
    if (is_object) {
#define TAKE_TEXT(field, is_for_pupils) told->field = string_of(told, root, #field);
#define TAKE_NUMBER(field, is_for_pupils) told->field = number_of(json_object_get(root, #field), 0);
        TOLD_TEXT_LIST(TAKE_TEXT)
        TOLD_NUMBER_LIST(TAKE_NUMBER)
#undef TAKE_TEXT
#undef TAKE_NUMBER
        read_lists(root, told);
    }
    json_decref(root);
    return is_object;
}
