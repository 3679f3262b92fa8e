// Protocol of a native peer, as that of worker.py: it prepares, prints a JSON object, and then answers each line of
// standard input with characters per second.
#ifndef SERVE_H
#define SERVE_H

#include <stdio.h>
#include <time.h>

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double seconds_of(void (*step)(void), int count) {
    double begin = seconds_now();
    for (int i = 0; i < count; i++) step();
    return seconds_now() - begin;
}

// Prints `json` and measures `step`, which processes `characters` characters, for about `seconds` per answer.
static void serve(void (*step)(void), double characters, double seconds, const char *json) {
    int count = 1;
    double elapsed;
    while ((elapsed = seconds_of(step, count)) < seconds / 2) count *= 2;
    count = (int)(count * seconds / elapsed + 0.5);
    if (count < 1) count = 1;
    printf("%s\n", json);
    fflush(stdout);
    for (int c; (c = getchar()) != EOF;) {
        if (c != '\n') continue;
        printf("%.9g\n", characters * count / seconds_of(step, count));
        fflush(stdout);
    }
}

#endif
