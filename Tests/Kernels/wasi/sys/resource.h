/* For WASI, which has no processes. */
#ifndef SYS_RESOURCE_H
#define SYS_RESOURCE_H

struct rlimit {
    int current, most;
};
enum { RLIMIT_CORE };
#define setrlimit(...) ((void)0)

#endif
