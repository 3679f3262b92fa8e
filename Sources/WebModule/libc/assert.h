/* For programs without a C library: what the C library of this package needs of <assert.h>. */
#ifndef ASSERT_H
#define ASSERT_H

#define static_assert _Static_assert

#endif
