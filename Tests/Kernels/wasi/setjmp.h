/* For WASI, which has no setjmp: what the tests of the kernels need to be compiled. Tests of the checks themselves,
 * which jump, do not run there. */
#ifndef SETJMP_H
#define SETJMP_H

#include <stdlib.h>

typedef int jmp_buf[1];
#define setjmp(buffer) ((void)(buffer), 0)
#define longjmp(buffer, value) ((void)(buffer), abort())

#endif
