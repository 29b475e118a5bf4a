#include "words/retry_wait.h"

#define WAITS_SAID_MAX 4 /* of more the first ones and the last */

static void say_waits(const struct retry *retry, struct text *text)
{
    bool are_many = retry->wait_count > WAITS_SAID_MAX;
    uint32_t said = are_many ? WAITS_SAID_MAX - 1 : retry->wait_count;

    for (uint32_t w = 0; w < said; w++) {
        text_add(text, w ? ", then " : "");
        duration_say(&retry->waits[w], text);
    }
    if (!are_many)
        return;
    text_add(text, ", … then ");
    duration_say(&retry->waits[retry->wait_count - 1], text);
}

void retry_wait_say(const struct retry *retry, struct text *text)
{
    switch (retry->kind) {
    case RETRY_FIXED:
    case RETRY_LIST:
        say_waits(retry, text);
        break;
    case RETRY_EXPONENTIAL:
        msec_say(retry->first, text);
        text_addf(text, ", times %g each time", retry->factor_milli / 1000.0);
        break;
    case RETRY_SIDEKIQ:
        text_addf(text, "15 s and more (Sidekiq %s)", retry->sidekiq_version);
        break;
    case RETRY_LEASE:
        text_add(text, "the lease's end");
        break;
    }
}
