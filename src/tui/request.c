#include "tui/request.h"

#include <string.h>
#include <strings.h>

const char *const view_names[VIEW_COUNT] = {
#define VIEW_NAME_ITEM(name, word, title) [VIEW_##name] = title,
    VIEW_LIST(VIEW_NAME_ITEM)
#undef VIEW_NAME_ITEM
};

const struct request_row request_rows[REQUEST_COUNT] = {
#define ROW_ITEM(constant, section, a, b, c, key, others, word, mouse, linear, where)                                  \
    [constant] = {{a, b, c}, key, key others, word, mouse, section, linear, where},
    REQUEST_LIST(ROW_ITEM)
#undef ROW_ITEM
};

bool request_is_of_lesson(enum request request)
{
    return request >= REQUEST_BEAT_NEXT && request <= REQUEST_BEAT_GO_TO; /* its section of the table */
}

static bool has_key(const struct request_row *row, int key, enum view_id view)
{
    bool is_one = false;

    for (int k = 0; k < 3; k++)
        is_one = is_one || (row->keys[k] == key && key != KEY_CODE_NONE);
    return is_one && (row->where >> view & 1);
}

enum request request_of_lesson_key(int key, enum view_id view)
{
    for (int r = 0; r < REQUEST_COUNT; r++)
        if (request_is_of_lesson((enum request)r) && has_key(&request_rows[r], key, view))
            return (enum request)r;
    return REQUEST_NONE;
}

enum request request_of_key(int key, enum view_id view, bool is_class)
{
    for (int r = 0; r < REQUEST_COUNT; r++) {
        const struct request_row *row = &request_rows[r];

        if (!(row->where >> view & 1) || (r == REQUEST_BLANK && !is_class) || request_is_of_lesson((enum request)r))
            continue;
        if (r == REQUEST_PREDICT && key >= '1' && key <= '9')
            return REQUEST_PREDICT;
        if (has_key(row, key, view))
            return (enum request)r;
    }
    return REQUEST_NONE;
}

/* Its word, how its key is written, or the name of one of its keys. A letter is another key than its capital. */
static bool is_word_of(const struct request_row *row, const char *word)
{
    int key = key_read(word);

    if ((row->said && strcasecmp(row->said, word) == 0) || strcmp(row->key, word) == 0 ||
        (word[1] && strcasecmp(row->key, word) == 0))
        return true;
    for (int k = 0; k < 3; k++)
        if (key != KEY_CODE_NONE && row->keys[k] == key)
            return true;
    return false;
}

/* Of those that a lesson alone takes, or of the others. */
static enum request find_word(const char *word, enum view_id view, bool is_of_lesson)
{
    enum request elsewhere = REQUEST_NONE;

    for (int r = 0; r < REQUEST_COUNT && *word; r++) {
        if (request_is_of_lesson((enum request)r) != is_of_lesson || !is_word_of(&request_rows[r], word))
            continue;
        if (request_rows[r].where >> view & 1)
            return (enum request)r;
        elsewhere = (enum request)r;
    }
    return elsewhere;
}

enum request request_of_word(const char *word, enum view_id view, bool is_lesson)
{
    enum request request = is_lesson ? find_word(word, view, true) : REQUEST_NONE;

    return request != REQUEST_NONE ? request : find_word(word, view, false);
}
