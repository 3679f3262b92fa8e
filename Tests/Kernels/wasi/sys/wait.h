/* For WASI, which has no processes. */
#ifndef SYS_WAIT_H
#define SYS_WAIT_H

#include <unistd.h>

#define fork() ((pid_t)-1)
#define waitpid(process, status, options) ((void)(status), (pid_t)-1)
#define WIFSIGNALED(status) ((status) > 0)
#define WEXITSTATUS(status) (status)

#endif
