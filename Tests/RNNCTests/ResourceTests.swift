import Foundation
import Testing

/// Little memory, a small stack, few open files, a lost terminal.
@Suite struct ResourceTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write("names.txt", TrainTests.names)
    }

    #if os(Linux)
        /// Whatever is asked for when memory ends: one line, and no model that is only a part.
        @Test(arguments: [250_000, 500_000, 1_000_000])
        func littleMemory(_ kilobytes: Int) throws {
            let run = try folder.shell(
                "ulimit -v \(kilobytes); \"$RNNC\" train names.txt -o m --hidden 8192 --layers 2 --epochs 1 -q")
            run.expectFailure(saying: "out of memory")
            #expect(try folder.files == ["names.txt"])
        }

        @Test(arguments: [64, 200, 512]) func aSmallStack(_ kilobytes: Int) throws {
            let run = try folder.shell("ulimit -s \(kilobytes); \"$RNNC\" --version")
            run.expectFailure(saying: "the stack is limited to \(kilobytes) KB", "ulimit -s")
        }

        @Test func aSmallStackThatMayGrow() throws {
            let run = try folder.shell("ulimit -S -s 64; \"$RNNC\" --version")
            #expect(run.status == 0 && run.errors.isEmpty && run.lines.count == 1, "\(run)")
        }

        @Test(arguments: [4, 5, 6]) func fewOpenFiles(_ count: Int) throws {
            let run = try folder.shell(
                "ulimit -n \(count); \"$RNNC\" sweep names.txt -o s --hidden 2,3 --epochs 1 -q --threads 2")
            #expect(run.status == 0 || run.status == 1, "\(run)")
            if run.status == 1 { run.expectOneErrorLine(saying: ["Too many open files"]) }
        }
    #endif

    /// After nohup a process outlives its terminal.
    @Test func nohup() throws {
        let run = try folder.shell(
            """
            trap '' HUP
            "$RNNC" train names.txt -o m -q --epochs 100000000 --patience 1000000 --max-time 2s &
            sleep 1; kill -HUP $!; wait $!
            """)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(try folder.inspect("m")["parameters"] is Int)
    }
}
