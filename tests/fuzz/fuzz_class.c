/* Any line as a console's key and as a class's state: no crash; what is taken is written, and read back as the same. */
#include <string.h>

#include "base/check.h"
#include "screens/console_rows.h"
#include "tui/class_socket.h"
#include "tui/class_json.h"
#include "tui/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_key(const char *line, size_t size)
{
    int key = class_key_read(line, size);
    struct text written = {0};

    if (key != KEY_CODE_NONE) {
        class_key_write(key, &written);
        CHECK(written.size > 1 && class_key_read(written.bytes, written.size - 1) == key);
    }
    text_release(&written);
}

static void say_all(const struct class_told *told)
{
    static struct console_rows rows;
    struct text out = {0};

    console_rows_init(&rows, told);
    console_rows_tell(&rows, NULL, &out);
    class_say_time(told, INT64_MAX / 2, &out);
    class_say_delay(told, INT64_MAX / 2, &out);
    CHECK(!out.failed);
    console_rows_release(&rows);
    text_release(&out);
}

static void check_state(const char *line, size_t size)
{
    static struct class_told told, again;
    struct text first = {0}, second = {0};
    struct err err;

    class_told_init(&told);
    class_told_init(&again);
    if (class_told_read(line, size, &told, &err)) {
        say_all(&told);
        class_told_write(&told, &first);
        CHECK(class_told_read(first.bytes, first.size - 1, &again, &err));
        class_told_write(&again, &second);
        CHECK(strcmp(text_str(&first), text_str(&second)) == 0);
        class_told_hide(&told);
        say_all(&told);
    } else {
        CHECK(err.text[0]);
    }
    class_told_release(&told);
    class_told_release(&again);
    text_release(&first);
    text_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    check_key((const char *)bytes, size);
    check_state((const char *)bytes, size);
    return 0;
}
