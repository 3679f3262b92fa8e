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
        /// A network that the limit of the process has no room for is refused before anything is done.
        @Test(arguments: [500_000, 2_000_000]) func aNetworkTooLarge(_ kilobytes: Int) throws {
            let run = try folder.shell(
                "ulimit -v \(kilobytes); \"$RNNC\" train names.txt -o m --hidden 8192 --layers 2 --epochs 1 -q")
            run.expectFailure(saying: "of memory to be trained")
            #expect(try folder.files == ["names.txt"])
        }

        /// An allocation that fails in the midst of the work ends in one line, too.
        @Test(arguments: [450_000, 550_000, 650_000]) func littleMemory(_ kilobytes: Int) throws {
            let run = try folder.shell(
                """
                yes 'to be or not' | head -c 1000000 > t; ulimit -v \(kilobytes)
                exec "$RNNC" train --text t -o m --streams 9000 --sequence-length 100 --hidden 64 --epochs 1 -q
                """, seconds: 120)
            run.expectFailure(saying: "Error: out of memory: another ")
            #expect(try folder.files == ["names.txt", "t"])
        }

        /// Whatever the memory, the old file is there in the end, or the new one.
        @Test func littleMemoryLeavesTheOldFile() throws {
            try folder.train("names.txt", to: "old", "--seed", "2")
            try folder.write("older.txt", "anna\n")
            let commands = [
                "train names.txt --hidden 1500 --epochs 1 --threads 1 -q -o m", "generate old -n 5000 --seed 1 -o list",
            ]
            var failures = 0
            for (command, (file, source)) in zip(commands, [("m", "old"), ("list", "older.txt")]) {
                let old = try folder.data(source)
                try #require(try folder.rnnc(command.split(separator: " ").map(String.init)).status == 0)
                let new = try folder.data(file)
                for kilobytes in stride(from: 140_000, through: 560_000, by: 60_000) {
                    try folder.write(file, old)
                    let run = try folder.shell("ulimit -v \(kilobytes); exec \"$RNNC\" \(command)")
                    let written = try folder.data(file)
                    guard run.status != 0 else {
                        #expect(written == new, "\(command), \(kilobytes)")
                        continue
                    }
                    failures += 1
                    #expect(written == old, "\(command), \(kilobytes)")
                    // With the least of them not even the libraries can be loaded.
                    #expect(run.status == 1 || run.status == 127, "\(command), \(kilobytes): \(run)")
                    if run.status == 1 { run.expectOneErrorLine(saying: ["memory"]) }
                    #expect(try Set(folder.files).isSubset(of: ["list", "m", "names.txt", "old", "older.txt"]))
                }
            }
            #expect(failures > 0)
        }

        /// Where no thread can be started the work is done without.
        @Test func noRoomForThreads() throws {
            try folder.train("names.txt")
            let arguments = ["generate", "model.safetensors", "-n", "3000", "--threads", "8", "--seed", "7"]
            let all = try folder.rnnc(arguments)
            try #require(all.status == 0 && all.lines.count > 1000, "\(all)")
            var (worked, tried) = (0, 0)
            // With the least of them not even the libraries can be loaded.
            for kilobytes in stride(from: 120_000, through: 420_000, by: 20_000) {
                tried += 1
                let run = try folder.shell(
                    "ulimit -v \(kilobytes); timeout 60 \"$RNNC\" \(arguments.joined(separator: " "))")
                guard run.status != 0 else {
                    worked += 1
                    #expect(run.output == all.output, "\(kilobytes)")
                    continue
                }
                #expect(run.status == 1 || run.status == 127, "\(kilobytes): \(run)")
                if run.status == 1 { run.expectOneErrorLine(saying: ["memory"]) }
            }
            #expect(worked > 0 && tried > worked)
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

    /// Several processes that write the same model: it is that of one of them, whole.
    @Test func severalWritersOfOneModel() throws {
        let options = "--hidden 4 --init pytorch --epochs 20 --threads 1 -q --checkpoint-every 10ms"
        let run = try folder.shell(
            """
            for seed in 1 2 3; do "$RNNC" train names.txt -o alone$seed --seed $seed \(options) || exit; done
            for seed in 1 2 3; do "$RNNC" train names.txt -o m --seed $seed \(options) & all="$all $!"; done
            for one in $all; do wait $one || exit; done
            """)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        #expect(try folder.files == ["alone1", "alone2", "alone3", "m", "names.txt"])
        let model = try folder.data("m")
        #expect(try (1...3).contains { try folder.data("alone\($0)") == model })
    }

    /// Several sweeps in one folder: one of them refuses, or they come to the same.
    @Test func severalSweepsOfOneFolder() throws {
        let options = "names.txt --hidden 3,4 --init pytorch --epochs 20 --first-round 5 -q"
        let run = try folder.shell(
            """
            "$RNNC" sweep \(options) -o alone >/dev/null || exit
            for one in 1 2 3; do "$RNNC" sweep \(options) -o s --resume >/dev/null & all="$all $!"; done
            for one in $all; do wait $one; done
            "$RNNC" sweep \(options) -o s --resume >/dev/null
            """)
        #expect(run.status == 0 && run.errorLines.allSatisfy { $0.hasPrefix("Error: ") }, "\(run)")
        #expect(try folder.data("s/best.safetensors") == folder.data("alone/best.safetensors"))
    }

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
