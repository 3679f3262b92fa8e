import Foundation
import RNNSwift
import Testing

/// `--isa`, and OpenBLAS, which is loaded only if it is asked for.
@Suite struct KernelChoiceTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    #if os(Linux)
        /// OpenBLAS starts its threads as soon as it is loaded, and tries for ever where there is no memory for them.
        @Test(arguments: ["--version", "--help", "train --help", "inspect names.txt"])
        func `a command that computes nothing ends in little memory`(_ arguments: String) throws {
            let run = try folder.shell("ulimit -v 300000; exec timeout 30 \"$RNNC\" \(arguments)")
            #expect([0, 1].contains(run.status), "\(run)")
            #expect(!(run.output + run.errors).isEmpty)
        }

        @Test func `the program does not need OpenBLAS to start`() throws {
            let run = try folder.shell("ldd \"$RNNC\"")
            #expect(run.status == 0 && run.output.contains("libc.so") && !run.output.contains("openblas"), "\(run)")
        }
    #endif

    @Test func `without OpenBLAS everything else runs`() throws {
        try folder.train("names.txt", to: "with.safetensors")
        let options = "--hidden 8 --epochs 2 --threads 1 --quiet"
        let run = try folder.shell(
            "export RNNK_OPENBLAS=/nonexistent; \"$RNNC\" train names.txt -o without.safetensors \(options) && "
                + "\"$RNNC\" generate without.safetensors -n 3 --seed 1 && \"$RNNC\" train --help | grep -c openblas")
        #expect(run.status == 0 && run.lines.count == 4, "\(run)")
        #expect(try folder.data("with.safetensors") == folder.data("without.safetensors"))
    }

    @Test func `OpenBLAS that cannot be loaded is named`() throws {
        let missing = try folder.shell(
            "RNNK_OPENBLAS=/nonexistent exec \"$RNNC\" train names.txt -o m.safetensors --isa openblas")
        missing.expectFailure(saying: "/nonexistent", "RNNK_OPENBLAS", "--isa")
        // A library that is not OpenBLAS.
        let other = try folder.shell(
            "RNNK_OPENBLAS=libm.so.6 RNNC_ISA=openblas exec \"$RNNC\" train names.txt -o m.safetensors")
        other.expectFailure(saying: "libm.so.6", "the environment variable RNNC_ISA")
        #expect(try folder.files == ["names.txt"])
    }

    @Test(arguments: Kernels.names.filter { $0 != "openblas" })
    func `kernels of another processor are refused`(_ name: String) throws {
        guard Kernels(named: name) == nil else { return }
        for command in ["train names.txt -o m.safetensors", "generate @names", "inspect @names"] {
            try folder.shell("exec \"$RNNC\" \(command) --isa \(name)").expectFailure(
                saying: "this processor cannot run the kernels '\(name)' (--isa)")
        }
    }

    @Test func `an unknown name is answered with the known ones`() throws {
        let run = try folder.shell(
            "RNNK_OPENBLAS=/nonexistent exec \"$RNNC\" train names.txt -o m.safetensors --isa sse9")
        #expect(run.status == 64 && run.errors.contains("openblas") && run.errors.contains("reference"), "\(run)")
    }
}
