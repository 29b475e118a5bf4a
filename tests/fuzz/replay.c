/* Feeds files to a fuzz target without a fuzzer: those of its corpus, tests/fuzz/corpus/NAME for a program replay_NAME,
 * or those named as arguments. So each input that once failed is a test under every compiler. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void replay(const char *path)
{
    size_t size;
    char *bytes = test_file_read(path, &size);

    if (!bytes)
        return;
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    free(bytes);
}

static int replay_folder(const char *name)
{
    char path[1024];
    DIR *folder;
    struct dirent *entry;
    int count = 0;

    snprintf(path, sizeof path, "tests/fuzz/corpus/%s", name);
    folder = opendir(path);
    if (!folder) {
        perror(path);
        return 1;
    }
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "tests/fuzz/corpus/%s/%s", name, entry->d_name);
        replay(path);
        count++;
    }
    closedir(folder);
    printf("%d inputs\n", count);
    return count == 0;
}

int main(int argc, char **argv)
{
    const char *name = strstr(argv[0], "replay_");

    if (argc == 1 && name)
        return replay_folder(name + strlen("replay_"));
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    return 0;
}
