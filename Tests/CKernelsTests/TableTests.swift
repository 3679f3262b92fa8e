import CKernels
import Testing

/// How tables are found.
@Suite struct TableTests {
    @Test func `the best table is the first`() {
        #expect(rnnk_kernels_best() == rnnk_kernels_at(0))
        #expect(rnnk_kernels_at(Table.all.count) == nil)
        #expect(rnnk_kernels_at(.max) == nil)
    }

    @Test func `tables are found by their names`() {
        #expect(Set(Table.all.map(\.name)).count == Table.all.count)
        for (i, table) in Table.all.enumerated() { #expect(rnnk_kernels_named(table.name) == rnnk_kernels_at(i)) }
        for name in ["", "avx", "Reference", "reference "] { #expect(rnnk_kernels_named(name) == nil) }
    }

    @Test func `the names of all tables are listed in the order of the tables`() {
        let names: [String] = (0...).lazy.map { rnnk_kernels_name_at($0) }.prefix { $0 != nil }
            .map { String(cString: $0!) }
        #expect(names.filter { rnnk_kernels_named($0) != nil } == Table.all.map(\.name))
        #expect(names.contains("openblas") && names.last == "reference")
        #expect(rnnk_kernels_name_at(.max) == nil)
    }

    @Test func `there is always a reference`() {
        #expect(Table.all.map(\.name).contains("reference"))
    }

    @Test(arguments: Table.all)
    func `the multiply-add loop counts its operations`(_ table: Table) {
        let one = table.kernels.multiply_add_loop(1)
        #expect(one >= 2)
        #expect(table.kernels.multiply_add_loop(0) == 0)
        #expect(table.kernels.multiply_add_loop(1000) == 1000 * one)
    }
}
