/* Feeds files to a fuzz target without a fuzzer: those of its corpus, tests/fuzz/corpus/NAME for a program replay_NAME,
 * or those named as arguments. So each input that once failed is a test under every compiler. With PROP_SEED in the
 * environment, as `make soak` has it, also what comes of each by random edits. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "support/test.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { MUTANTS = 200, EDITS_MAX = 6 };

/* Cuts a piece out, copies one to elsewhere, or puts in what parsers stumble over. */
static void edit(struct random *random, const struct text *from, struct text *to)
{
    static const char *const pieces[] = {"", "0", "9", "-", "18446744073709551616", "\"", "[", "]", ":", ",", "\n", "\xff",
                                         "\xe2\x80\x8b"};
    size_t cut = random_below(random, from->size + 1), size = random_below(random, from->size - cut + 1);
    size_t copied = random_below(random, from->size + 1);

    size = random_below(random, 2) ? random_below(random, 4) % (from->size - cut + 1) : size;
    text_add_bytes(to, text_str(from), cut);
    if (random_below(random, 3) == 0)
        text_add_bytes(to, text_str(from) + copied, random_below(random, from->size - copied + 1) % 64);
    else
        text_add(to, pieces[random_below(random, sizeof pieces / sizeof *pieces)]);
    text_add_bytes(to, text_str(from) + cut + size, from->size - cut - size);
}

static void replay_mutants(const char *bytes, size_t size)
{
    struct random random;

    random_seed(&random, strtoull(getenv("PROP_SEED"), NULL, 10), RANDOM_FAULTS);
    for (int i = 0; i < MUTANTS; i++) {
        struct text mutant = {0};

        text_add_bytes(&mutant, bytes, size);
        for (uint64_t edits = 1 + random_below(&random, EDITS_MAX); edits > 0; edits--) {
            struct text edited = {0};

            edit(&random, &mutant, &edited);
            text_release(&mutant);
            mutant = edited;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)text_str(&mutant), mutant.size);
        text_release(&mutant);
    }
}

static void replay(const char *path)
{
    size_t size;
    char *bytes = test_file_read(path, &size);

    if (!bytes)
        return;
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    if (getenv("PROP_SEED"))
        replay_mutants(bytes, size);
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
