#include "cli/class_folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_private(const char *path, struct err *err)
{
    struct stat is;

    if (lstat(path, &is) != 0)
        return err_set(err, "\"%s\": %s", path, strerror(errno));
    if (!S_ISDIR(is.st_mode) || is.st_uid != getuid() || (is.st_mode & 077) != 0)
        return err_set(err, "\"%s\" is not a folder of yours alone: remove it, or set XDG_RUNTIME_DIR", path);
    return true;
}

bool class_folder(struct text *out, struct err *err)
{
    const char *runtime = getenv("XDG_RUNTIME_DIR");

    if (runtime && runtime[0] == '/')
        text_addf(out, "%s/makeitso", runtime);
    else
        text_addf(out, "/tmp/makeitso-%lu", (unsigned long)getuid());
    if (out->failed)
        return err_memory(err);
    if (mkdir(text_str(out), 0700) != 0 && errno != EEXIST)
        return err_set(err, "cannot make the folder \"%s\": %s", text_str(out), strerror(errno));
    return is_private(text_str(out), err);
}
