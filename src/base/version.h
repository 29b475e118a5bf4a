/* The version of the program: the one place that states it. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define MAKEITSO_VERSION "0.1.0"

#endif
