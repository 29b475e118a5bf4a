/* The version of the program and its day: the one place that states them. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define MAKEITSO_VERSION "0.1.0"
#define MAKEITSO_DATE "2026-12-01"

#endif
