#include "tui/speech.h"

#include <string.h>

/* Signs of the screen, where a sentence tells of keys. Enter alone means something else in linear text. */
static const struct {
    const char *sign, *word;
} signs[] = {{"←", "left"}, {"→", "right"}, {"↑", "up"}, {"↓", "down"}, {" ·", ","}, {"–", "to"}, {"Enter ", "open "}};

void speech_release(struct speech *speech)
{
    text_release(&speech->text);
    speech->count = 0;
}

void speech_clear(struct speech *speech)
{
    text_clear(&speech->text);
    speech->count = 0;
}

/* Whatever parts words becomes one blank. */
static void add_words(const char *line, struct text *out)
{
    bool is_apart = false;

    for (; *line; line++) {
        unsigned char byte = (unsigned char)*line;

        if (byte <= ' ' || byte == 127) {
            is_apart = true;
            continue;
        }
        text_add(out, is_apart && !text_is_empty(out) ? " " : "");
        text_add_bytes(out, line, 1);
        is_apart = false;
    }
}

void speech_add(struct speech *speech, const char *line)
{
    struct text words = {0};

    (void)text_carry(&speech->text, line);
    add_words(line, &words);
    if (!text_is_empty(&words)) {
        text_add(&speech->text, text_str(&words));
        text_add(&speech->text, "\n");
        speech->count++;
    }
    speech->text.failed = speech->text.failed || words.failed;
    text_release(&words);
}

void speech_take(struct speech *speech, struct text *line)
{
    speech->text.failed = speech->text.failed || line->failed;
    speech_add(speech, text_str(line));
    text_release(line);
}

void speech_addf(struct speech *speech, const char *format, ...)
{
    struct text line = {0};
    va_list arguments;

    va_start(arguments, format);
    text_addv(&line, format, arguments);
    va_end(arguments);
    speech_take(speech, &line);
}

void speech_add_row(struct speech *speech, size_t number, const char *line)
{
    speech_addf(speech, "%zu: %s", number, line);
}

void speech_take_lines(struct speech *speech, struct text *lines)
{
    const char *at = text_str(lines);
    struct text line = {0};

    while (text_take_line(&at, &line))
        speech_add(speech, text_str(&line));
    speech->text.failed = speech->text.failed || lines->failed || line.failed;
    text_release(&line);
    text_release(lines);
}

void speech_add_prose(struct speech *speech, const char *prose)
{
    for (size_t size; *prose; prose += size) {
        size = text_sentence(prose);
        speech_addf(speech, "%.*s", (int)size, prose);
    }
}

/* The word for a sign with which a notice goes on; NULL: there is none. */
static const char *word_of_sign(const char *at, size_t *size)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        *size = strlen(signs[i].sign);
        if (strncmp(at, signs[i].sign, *size) == 0)
            return signs[i].word;
    }
    *size = 1;
    return NULL;
}

void speech_add_notice(struct speech *speech, const char *notice)
{
    struct text line = {0};
    size_t size;

    for (const char *at = notice; *at; at += size) {
        const char *word = word_of_sign(at, &size);

        if (word)
            text_add(&line, word);
        else
            text_add_bytes(&line, at, 1);
    }
    (void)text_carry(&line, notice);
    speech_take(speech, &line);
}

void speech_add_row_notice(struct speech *speech, size_t number, const char *notice)
{
    struct text line = {0};

    text_addf(&line, "%zu: %s", number, notice);
    speech_add_notice(speech, text_str(&line));
    text_release(&line);
}

void speech_append(struct speech *speech, const struct speech *other)
{
    text_add(&speech->text, text_str(&other->text));
    speech->text.failed = speech->text.failed || other->text.failed;
    speech->count += other->count;
}

/* Where a line begins. */
static const char *line_at(const struct speech *speech, size_t line)
{
    const char *at = text_str(&speech->text);

    while (line-- > 0 && *at)
        at = strchr(at, '\n') + 1;
    return at;
}

void speech_write(const struct speech *speech, size_t first, size_t count, struct text *out)
{
    const char *begin = line_at(speech, first), *end = line_at(speech, first + count);

    text_add_bytes(out, begin, (size_t)(end - begin));
    out->failed = out->failed || speech->text.failed;
}

bool speech_has(const struct speech *speech, const char *line, size_t size)
{
    for (const char *at = text_str(&speech->text); *at; at = strchr(at, '\n') + 1)
        if (strncmp(at, line, size) == 0 && at[size] == '\n')
            return true;
    return false;
}
