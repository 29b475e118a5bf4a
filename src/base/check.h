/* CHECK: an invariant of this program. A failed check is a bug here, never the user's mistake.
 *
 * It is compiled into every build. It prints the condition with its file and line to stderr and aborts; the
 * terminal UI restores the screen from its SIGABRT handler. */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H

#define CHECK(condition) ((condition) ? (void)0 : check_failed(#condition, __FILE__, __LINE__))

_Noreturn void check_failed(const char *condition, const char *file, int line);

#endif
