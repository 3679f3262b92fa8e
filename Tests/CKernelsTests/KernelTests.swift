import CKernels
import KernelCheck
import Testing

/// The kernels, by the checks in C of `Tests/Kernels`, which the same programs run for processors that Swift is not
/// here for.
@Suite struct KernelTests {
    /// Against the reference and against formulas in double.
    @Test(arguments: Table.all, Entry.list(kernel_check_subject))
    func `kernels of a table`(_ table: Table, _ subject: Entry) {
        #expect(kernel_check(subject.index, table.kernels) == 0)
    }

    /// How tables are found, the reference's formulas and gradients, the checks themselves.
    @Test(arguments: Entry.list(kernel_check_general_subject))
    func `the library and the checks`(_ subject: Entry) {
        #expect(kernel_check_general(subject.index) == 0)
    }

    @Test(arguments: Entry.list(kernel_check_defect))
    func `a broken kernel is found`(_ defect: Entry) {
        #expect(kernel_check_finds_defect(defect.index))
    }
}

/// A table that this machine can run.
struct Table: CustomTestStringConvertible, @unchecked Sendable {  // it is immutable
    let kernels: UnsafePointer<rnnk_kernels>

    var testDescription: String { String(cString: kernels.pointee.name) }

    static let all: [Table] = (0...).lazy.map { rnnk_kernels_at($0) }.prefix { $0 != nil }.map { Table(kernels: $0!) }
}

/// An entry of a list of the checks: its place and its name.
struct Entry: CustomTestStringConvertible, Sendable {
    let index: Int
    let testDescription: String

    static func list(_ name: @escaping (Int) -> UnsafePointer<CChar>?) -> [Entry] {
        (0...).lazy.map { ($0, name($0)) }.prefix { $0.1 != nil }
            .map { Entry(index: $0.0, testDescription: String(cString: $0.1!)) }
    }
}
