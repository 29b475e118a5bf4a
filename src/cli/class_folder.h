/* Where running classes have their sockets: a private folder of the user. */
#ifndef CLI_CLASS_FOLDER_H
#define CLI_CLASS_FOLDER_H

#include "base/err.h"
#include "base/text.h"

/* Appends its path: makeitso below XDG_RUNTIME_DIR, or where that is not set /tmp/makeitso-UID; made where it is not
 * there yet. False with a reason where it is not a folder of this user's alone. */
bool class_folder(struct text *out, struct err *err);

#endif
