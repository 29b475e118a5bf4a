#include "words/class_told.h"

#include "base/duration.h"

enum { RIGHT_FEW = 35, RIGHT_MANY = 80 };

void class_told_init(struct class_told *told)
{
    *told = (struct class_told){0};
#define EMPTY_TEXT(field, is_for_pupils) told->field = "";
    TOLD_TEXT_LIST(EMPTY_TEXT)
#undef EMPTY_TEXT
}

void class_told_release(struct class_told *told)
{
    arena_release(&told->arena);
    class_told_init(told);
}

const char *class_told_keep(struct class_told *told, const char *string)
{
    const char *kept = string ? arena_string(&told->arena, string) : "";

    return kept ? kept : TEXT_LOST;
}

const char *class_told_keep_text(struct class_told *told, struct text *text)
{
    const char *kept = class_told_keep(told, text_str(text));

    text_release(text);
    return kept;
}

void class_told_hide(struct class_told *told)
{
#define HIDE_TEXT(field, is_for_pupils) told->field = (is_for_pupils) ? told->field : "";
#define HIDE_NUMBER(field, is_for_pupils) told->field = (is_for_pupils) ? told->field : 0;
    TOLD_TEXT_LIST(HIDE_TEXT)
    TOLD_NUMBER_LIST(HIDE_NUMBER)
#undef HIDE_TEXT
#undef HIDE_NUMBER
    if (!told->is_open) {
        told->ask = "";
        told->choice_count = 0;
    }
    for (size_t i = 0; i < told->choice_count; i++) {
        told->choices[i].is_right = false;
        told->choices[i].model_count = 0;
        for (int vote = 0; vote < TOLD_VOTES; vote++)
            if (!(told->shows_hands >> vote & 1))
                told->choices[i].hands[vote] = -1;
    }
}

static int64_t minutes_since(int64_t began, int64_t now)
{
    return now > began ? (now - began) / MINUTE : 0;
}

void class_say_time(const struct class_told *told, int64_t now, struct text *out)
{
    text_addf(out, "%lld ", (long long)minutes_since(told->began, now));
    if (told->minutes > 0)
        text_addf(out, "of %lld ", (long long)told->minutes);
    text_add(out, "min");
}

void class_say_delay(const struct class_told *told, int64_t now, struct text *out)
{
    int64_t over = minutes_since(told->began, now) - told->minutes_before - told->beat_minutes;

    if (told->beat_number == 0 || over <= 0)
        return;
    text_addf(out, "%lld min over", (long long)over);
    if (told->spare > 0)
        text_addf(out, "; beat %lld is spare", (long long)told->spare);
}

static int64_t hands_in_all(const struct class_told *told, int vote)
{
    int64_t sum = 0;

    for (size_t i = 0; i < told->choice_count; i++)
        sum += told->choices[i].hands[vote] > 0 ? told->choices[i].hands[vote] : 0;
    return sum;
}

/* Rounded to the nearest. */
static long long percent(int64_t part, int64_t whole)
{
    return (long long)((200 * part + whole) / (2 * whole));
}

void class_say_hands(const struct class_told *told, const struct told_choice *choice, struct text *out)
{
    for (int vote = 0; vote < TOLD_VOTES; vote++) {
        int64_t all = hands_in_all(told, vote), hands = choice->hands[vote];

        if (all == 0 || hands < 0)
            continue;
        if (vote > 0)
            text_addf(out, "; then %lld, %lld %%", (long long)hands, percent(hands, all));
        else
            text_addf(out, "%lld hand%s, %lld %%", (long long)hands, hands == 1 ? "" : "s", percent(hands, all));
    }
}

/* The vote that was taken last, or −1. */
static int last_vote(const struct class_told *told)
{
    int vote = TOLD_VOTES - 1;

    while (vote >= 0 && hands_in_all(told, vote) == 0)
        vote--;
    return vote;
}

void class_say_advice(const struct class_told *told, struct text *out)
{
    int vote = last_vote(told);
    bool is_known = false;
    int64_t right = 0;
    long long share;

    for (size_t i = 0; i < told->choice_count && vote >= 0; i++) {
        is_known = is_known || told->choices[i].is_right;
        right += told->choices[i].is_right && told->choices[i].hands[vote] > 0 ? told->choices[i].hands[vote] : 0;
    }
    if (!is_known)
        return;
    share = percent(right, hands_in_all(told, vote));
    text_addf(out, "%lld %% right: %s", share,
              share < RIGHT_FEW    ? "too few to talk it over; explain it"
              : share > RIGHT_MANY ? "enough: go on"
                                   : "let them talk to each other");
}
