/* The socket of a running class, through which consoles beside it see what it tells and press its keys.
 *
 * It lies in a private folder, of mode 0600, called class-N.sock with the first N that no living class has; what one
 * that was killed has left is replaced. A line is one JSON object. The class writes its whole state (class_json.h) to
 * whoever comes, and again at each change; a console writes {"key":"PgDn"}, by the names of input.h. Who writes
 * anything else, or a line longer than CLASS_KEY_LINE_MAX, is let go; one who does not read gets the newest state when
 * he does, and none between, and is let go when he has read nothing for CLASS_PATIENCE_MS. Nothing here ever waits.
 *
 *     struct class_socket *class = class_socket_open(folder, &err);
 *     count = class_socket_files(class, files);           // poll them
 *     class_socket_serve(class, files, count, now);
 *     while ((key = class_socket_key(class)) != KEY_CODE_NONE) …
 *     class_socket_tell(class, &line, now);               // after each turn */
#ifndef TUI_CLASS_SOCKET_H
#define TUI_CLASS_SOCKET_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

enum {
    CLASS_CONSOLES_MAX = 16,
    CLASS_FILES_MAX = CLASS_CONSOLES_MAX + 1,
    CLASS_NUMBERS_MAX = 99, /* classes at once */
    CLASS_KEY_LINE_MAX = 200,
    CLASS_PATIENCE_MS = 20000
};

struct class_socket;

/* NULL with a reason where the folder does not serve. To be closed, which removes the file. */
struct class_socket *class_socket_open(const char *folder, struct err *err);
void class_socket_close(struct class_socket *socket);

/* What is to be waited for, at most CLASS_FILES_MAX; returns how many. */
size_t class_socket_files(const struct class_socket *socket, struct pollfd *files);

/* Takes in who comes and what was written, writes what was left to be. */
void class_socket_serve(struct class_socket *socket, const struct pollfd *files, size_t count, int64_t now);

/* The next key that was pressed at a console; KEY_CODE_NONE: there is none. */
int class_socket_key(struct class_socket *socket);

/* Has a console read it? Where nobody is there, nothing need be told. */
bool class_socket_has_consoles(const struct class_socket *socket);

/* Tells every console a line, which ends in a newline, unless it is what it was told last. */
void class_socket_tell(struct class_socket *socket, const struct text *line, int64_t now);

/* The numbers of the classes that live in a folder, in their order; how many. */
size_t class_socket_living(const char *folder, uint64_t numbers[CLASS_NUMBERS_MAX]);

/* Connects to the class of that number; its file, which does not block, to be closed; -1 with a reason. */
int class_socket_connect(const char *folder, uint64_t number, struct err *err);

/* The key that a console's line asks for, without its newline; KEY_CODE_NONE where it is none. */
int class_key_read(const char *line, size_t size);

/* Appends the line, its newline included. */
void class_key_write(int key, struct text *out);

#endif
