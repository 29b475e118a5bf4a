#include "tui/request.h"

const char *const view_names[VIEW_COUNT] = {
#define VIEW_NAME_ITEM(name, word, title) [VIEW_##name] = title,
    VIEW_LIST(VIEW_NAME_ITEM)
#undef VIEW_NAME_ITEM
};

const struct request_row request_rows[REQUEST_COUNT] = {
#define ROW_ITEM(constant, section, a, b, c, key, others, word, mouse, where)                                          \
    [constant] = {{a, b, c}, key, key others, word, mouse, section, where},
    REQUEST_LIST(ROW_ITEM)
#undef ROW_ITEM
};

enum request request_of_key(int key, enum view_id view, bool is_class)
{
    for (int r = 0; r < REQUEST_COUNT; r++) {
        const struct request_row *row = &request_rows[r];

        if (!(row->where >> view & 1) || (r == REQUEST_BLANK && !is_class))
            continue;
        if (r == REQUEST_PREDICT && key >= '1' && key <= '9')
            return REQUEST_PREDICT;
        for (int k = 0; k < 3; k++)
            if (row->keys[k] == key && key != KEY_CODE_NONE)
                return (enum request)r;
    }
    return REQUEST_NONE;
}
