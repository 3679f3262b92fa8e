/* How tables are found. */
#include <string.h>

#include "check.h"

void test_tables(void) {
    size_t count = 0, supported = 0;
    EXPECT(rnnk_version() == RNNK_VERSION, "the header is of version %d, the library of %d", RNNK_VERSION, rnnk_version());
    EXPECT(rnnk_kernels_best() == rnnk_kernels_at(0), "the best table is not the first");
    while (rnnk_kernels_at(count)) count++;
    EXPECT(!rnnk_kernels_at(count + 1) && !rnnk_kernels_at(SIZE_MAX), "a table past the last");
    for (size_t i = 0; i < count; i++) {
        const rnnk_kernels *table = rnnk_kernels_at(i);
        EXPECT(rnnk_kernels_named(table->name) == table, "%s is not found by its name", table->name);
    }
    EXPECT(rnnk_kernels_named("reference") == rnnk_kernels_at(count - 1), "the reference is not the last table");
    static const char *const unknown[] = {"", "avx", "Reference", "reference "};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        EXPECT(!rnnk_kernels_named(unknown[i]), "there is a table \"%s\"", unknown[i]);
    }
    /* The names of all tables, in the order of those that this machine can run. */
    size_t names = 0;
    for (; rnnk_kernels_name_at(names); names++) {
        const rnnk_kernels *table = rnnk_kernels_named(rnnk_kernels_name_at(names));
        if (!table) continue;
        EXPECT(table == rnnk_kernels_at(supported), "%s is listed at another place", table->name);
        supported++;
    }
    EXPECT(supported == count, "%zu tables of %zu are listed", supported, count);
    const char *core = rnnk_openblas_core();
    EXPECT(!core || (rnnk_kernels_named("openblas") && *core), "a core of OpenBLAS without its table");
    EXPECT(!rnnk_kernels_name_at(SIZE_MAX), "a name past the last");
    EXPECT(names > 0 && strcmp(rnnk_kernels_name_at(names - 1), "reference") == 0, "the reference is not listed last");
}
