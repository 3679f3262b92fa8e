#if os(Linux)
    import Foundation
    import Testing

    /// The memory that a list takes, whatever its format.
    @Suite struct MemoryTests {
        let folder: Folder

        init() throws { folder = try Folder() }

        /// The largest resident memory of a training, in bytes.
        private func peak(_ list: String) throws -> Int {
            let options = ["--hidden", "1", "--layers", "1", "--cell", "rnn", "--max-time", "1ms", "--epochs", "1"]
            let run = try folder.shell(
                """
                "$RNNC" train \(list) -o m --validation 0 --threads 1 -q --batch-size 4 --no-hashes \
                \(options.joined(separator: " ")) & pid=$!
                peak=0
                while line=$(grep VmHWM /proc/$pid/status 2>/dev/null); do peak=$line; done
                wait $pid; echo "$peak"
                """, seconds: 120)
            let kilobytes = run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            return try #require(kilobytes.first, "\(run)") * 1024
        }

        /// Three times the text of the names at most, beside what the program needs for a short list. (A list that is
        /// read as a whole, or into one string per name, takes more.)
        @Test func memoryOfALongList() throws {
            let names = (0..<200_000).map { "C1=\($0)N(CC)c1cc(\($0 &* 2_654_435_761 % 1_000_003))c" }
            let text = names.reduce(0) { $0 + $1.utf8.count + 1 }
            try folder.write("long.txt", names.joined(separator: "\n"))
            try folder.write("long.csv", "id,name,set\n" + names.enumerated().map { "\($0),\($1),train\n" }.joined())
            try folder.write(
                "long.json", "[" + names.map { #"{"id": 12345678, "name": "\#($0)"}"# }.joined(separator: ",\n") + "]")
            try folder.write("long.jsonl", names.map { #"{"id": 12345678, "name": "\#($0)"}"# }.joined(separator: "\n"))
            let gzip = try folder.shell("gzip -1 -k long.json")
            try #require(gzip.status == 0, "\(gzip)")
            try folder.write("short.txt", "C1=23NC\n(4)c\n")
            try folder.write("short.csv", "name,set\nC1=23NC,train\n(4)c,train\n")
            let base = try peak("short.txt")
            for list in ["long.txt", "long.csv", "long.json", "long.jsonl", "long.json.gz"] {
                let peak = try peak(list) - base
                #expect(peak < 3 * text + 2 << 20, "\(list): \(peak >> 10) KB for \(text >> 10) KB of names")
            }
            // Records are in memory beside the names of the column that is learned.
            let columns = " --columns name --sample-columns set"
            let records = try peak("long.csv" + columns) - peak("short.csv" + columns)
            #expect(records < 5 * text + 2 << 20, "\(records >> 10) KB for \(text >> 10) KB of names")
        }
    }
#endif
