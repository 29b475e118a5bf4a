#include "tui/views.h"

#define VIEW_ADDRESS_ITEM(name, word, title) [VIEW_##name] = &view_##word,
const struct view *const views[VIEW_COUNT] = {VIEW_LIST(VIEW_ADDRESS_ITEM)};
#undef VIEW_ADDRESS_ITEM
