/* Output that is checked to the last byte: standard output, standard error, and files that are replaced as a whole.
 *
 * Data goes to standard output through output_write, talk to standard error through talk. A full disk is an
 * error of the world like any other. A pipe whose reader is gone ends the program, by SIGPIPE (main.c). */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "base/err.h"
#include "base/text.h"

/* Writes all of `text` to standard output. A text that ran out of memory is an error too, and is not written. */
bool output_write(const struct text *text, struct err *err);

/* Writes what standard output still holds back (nothing, as a rule) and asks whether all of it arrived. Call once,
 * at the end. */
bool output_finish(struct err *err);

/* Standard output for a writer that gives many small pieces: they are gathered, and written some at a time. A
 * json_sink. */
struct stream {
    struct text held;
    struct err err; /* why stream_add returned other than 0 */
};

int stream_add(const char *bytes, size_t size, void *stream);

/* Writes what is still held and frees the memory, also after a failure. */
bool stream_end(struct stream *stream, struct err *err);

/* Makes `text` the whole content of the file at `path`: it is written beside it and renamed over it, so that a
 * reader sees the old file or the new one, and on failure the old one is still there. Its permissions are kept; a
 * new file gets the umask's. What is no regular file (a device, a pipe) is written to directly; a symbolic link is
 * followed. "-" is standard output. */
bool file_replace(const char *path, const struct text *text, struct err *err);

/* Appends lines to the file at `path`, in one piece, so that whoever appends at the same time does not come between; a
 * new file gets the umask's permissions. Behind a line that was cut off, as by a full disk, they begin a new one. No
 * lines at all try whether it can be written. */
bool file_append(const char *path, const struct text *lines, struct err *err);

/* One line on standard error: "makeitso: …". Control characters are shown as '?'. It takes no memory; made of a text or
 * an err that failed for want of it, it is "makeitso: out of memory", and false is returned. */
bool talk(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool talkv(const char *format, va_list arguments);

/* The same of a finished text, as it is. */
bool talk_text(const struct text *text);

#endif
