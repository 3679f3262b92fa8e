/* For WASI, which has no signals. */
#ifndef SIGNAL_H
#define SIGNAL_H

enum { SIGSEGV = 11, SIGBUS = 7 };
#define SIG_DFL 0
#define signal(number, action) ((void)(number), (void)(action))

#endif
