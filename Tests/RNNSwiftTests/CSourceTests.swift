import Foundation
import RNNExchange
import RNNSwift
import Testing

/// Models exported as C, compiled by the machine's compiler: the logits of 100 names, and what int8 weights cost.
@Suite struct CSourceTests {
    /// Two layers of different sizes, trained until they know a little.
    static func trained(_ cell: Architecture.Cell) throws -> (model: Model, names: [String]) {
        let list = try NameList(.dinosaurs)
        var options = TrainingOptions()
        options.architecture = Architecture(cell: cell, hidden: [24, 17])
        options.schedule.epochs = 12
        options.threads = 1
        let model = try Trainer(list, options: options).train()
        let known = list.distinct.filter { $0.allSatisfy { model.vocabulary.token(of: $0) != nil } }
        return (model, Array(known.prefix(100)))
    }

    /// The file has the labels in a comment.
    @Test func labelsAreNoCode() throws {
        let texts = ["*/ int injected(void) { return 42; } /*", "prefix", "PREFIX", "\\", "??/", "é\"", "//"]
        let list = try NameList(texts.enumerated().map { (name: "n\($0)", values: [$1]) }, labels: ["kind"])
        var options = TrainingOptions()
        (options.architecture, options.schedule.epochs) = (Architecture(cell: .gru, hidden: [4]), 1)
        options.data.minimumLabelCount = 1
        let source = CSource.write(try Trainer(list, options: options).train(), prefix: "own")
        let text = String(decoding: source, as: UTF8.self)
        #expect(text.contains("int injected(void)") && !text.contains("*/ int") && !text.contains("kind=own"))
        let folder = try TemporaryFolder()
        try source.write(to: folder.url.appending(path: "own.c"))
        _ = try folder.shell("\(Self.compileQuickly) -c own.c")
    }

    /// Reads lines of tokens; prints the logits after each.
    static let driver = """
        #include <stdio.h>
        #include "names.c"
        int main(void) {
            static char line[1000];
            while (fgets(line, sizeof line, stdin)) {
                static names_state state;
                int token, used;
                names_start(&state);
                for (char *p = line; sscanf(p, "%d%n", &token, &used) == 1; p += used) {
                    const float *logits = names_step(&state, token);
                    for (int v = 0; v < NAMES_TOKENS; v++) printf("%.9g ", (double)logits[v]);
                }
                printf("\\n");
            }
        }
        """

    static let compile = "$(command -v cc || echo clang) -std=c11 -O2 -Wall -Wextra -Wpedantic -Werror"
    /// Without optimization, where many programs are compiled.
    static let compileQuickly = "$(command -v cc || echo clang) -std=c11 -Wall -Wextra -Wpedantic -Werror"
    static let compileAsCPlusPlus =
        "$(command -v c++ || echo clang++) -x c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror"

    /// The logits of the exported model, a row for each name.
    static func logits(_ model: Model, _ names: [String], precision: CSource.Precision) throws -> [[Double]] {
        let folder = try TemporaryFolder()
        try CSource.write(model, precision: precision).write(to: folder.url.appending(path: "names.c"))
        try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
        _ = try folder.shell("\(compile) main.c -lm -o main")
        let tokens = names.map { name in
            ([model.vocabulary.start] + name.compactMap { model.vocabulary.token(of: $0) }).map(String.init)
                .joined(separator: " ")
        }
        let output = try folder.shell("./main", input: tokens.joined(separator: "\n") + "\n")
        return output.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    }

    /// The mean of -log p over all characters of the names.
    static func nats(_ logits: [[Double]], _ names: [String], _ model: Model) -> Double {
        var (sum, count) = (0.0, 0.0)
        let width = model.vocabulary.count
        for (name, row) in zip(names, logits) {
            let targets = name.compactMap { model.vocabulary.token(of: $0) } + [model.vocabulary.stop]
            for (position, target) in targets.enumerated() {
                let z = row[position * width..<(position + 1) * width]
                let top = z.max()!
                sum += top + log(z.reduce(0) { $0 + exp($1 - top) }) - z[z.startIndex + target]
                count += 1
            }
        }
        return sum / count
    }

    @Test(arguments: Architecture.Cell.allCases) func logitsOfAHundredNames(_ cell: Architecture.Cell) throws {
        let (model, names) = try Self.trained(cell)
        let expected = try names.map { try model.logits(for: $0).joined().map { Double($0) } }
        let actual = try Self.logits(model, names, precision: .float)
        #expect(names.count == 100 && actual.count == 100)
        let worst = zip(actual, expected).map { relativeDifference($0, $1) }.max()!
        #expect(worst < 1e-5, "\(worst)")

        let quantized = try Self.logits(model, names, precision: .int8)
        let (exact, rounded) = (Self.nats(actual, names, model), Self.nats(quantized, names, model))
        #expect(abs(exact - Self.nats(expected, names, model)) < 1e-5)
        #expect(abs(rounded - exact) < 0.02, "\(rounded) nats per character, not \(exact)")
        #expect(zip(quantized, actual).contains { relativeDifference($0, $1) > 1e-4 }, "int8 is not float")
    }

    /// Names are drawn with the model's probabilities, end in whole characters, and are the same for the same random
    /// numbers.
    @Test func generation() throws {
        let model = try randomModel("aé👩🏽‍🚀?\"\\", cell: .gru, hidden: [6])
        let folder = try TemporaryFolder()
        try CSource.write(model, prefix: "astro").write(to: folder.url.appending(path: "names.c"))
        let driver = """
            #include <stdio.h>
            #include "names.c"
            int main(void) {
                astro_state state;
                uint32_t random = 12345;
                char name[40];
                for (int i = 0; i < 20000; i++) {
                    const size_t length = astro_generate(&state, 1, &random, name, i < 10000 ? sizeof name : 9);
                    printf("%zu %s\\n", length, name);
                }
                printf("%d %d %d\\n", astro_token("\\303\\251x"), astro_token("z"), astro_token(astro_text(2)));
                printf("%zu %zu\\n", astro_generate(&state, 0, &random, name, 1), astro_generate(&state, 0, &random, name, 0));
            }
            """
        try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
        let lines = try folder.shell("\(Self.compile) main.c -lm -o main && ./main").split(separator: "\n")
        try #require(lines.count == 20002)
        #expect(lines[20000] == "1 -1 2" && lines[20001] == "0 0")
        let names = lines[..<20000].map { $0.drop { $0 != " " }.dropFirst() }
        for (index, line) in lines[..<20000].enumerated() {
            let length = names[index].utf8.count
            #expect(Int(line.prefix { $0 != " " }) == length && length < (index < 10000 ? 40 : 9))
            #expect(names[index].allSatisfy { model.vocabulary.token(of: $0) != nil }, "\(names[index])")
        }
        // No list has an empty name.
        func probability(_ name: String) throws -> Double {
            try exp(model.logProbability(of: name)) / Self.withoutStart(model, name)
        }
        let notEmpty = try 1 - probability("")
        #expect(!names[..<10000].contains(""))
        for name in ["a", "é", "?", "\"\\"] {
            let expected = try probability(name) / notEmpty
            let share = Double(names[..<10000].count { $0 == name }) / 10000
            let deviation = (expected * (1 - expected) / 10000).squareRoot()
            #expect(abs(share - expected) < 5 * deviation, "\(name): \(share), expected \(expected)")
        }
    }

    /// What is left of the distributions along a name without START, which is never drawn: the product.
    static func withoutStart(_ model: Model, _ name: String) throws -> Double {
        try model.logits(for: name).reduce(1.0) { left, row in
            let sum = row.reduce(0) { $0 + exp(Double($1)) }
            return left * (1 - exp(Double(row[model.vocabulary.start])) / sum)
        }
    }

    /// Seeds that are near to each other, as those of a clock are, begin with names as different as other names are.
    @Test func seeds() throws {
        let model = try randomModel("abcdefgh", cell: .gru, hidden: [6])
        let folder = try TemporaryFolder()
        try CSource.write(model).write(to: folder.url.appending(path: "names.c"))
        let driver = """
            #include <stdio.h>
            #include "names.c"
            int main(void) {
                names_state state;
                char name[40];
                for (uint32_t seed = 0; seed < 4000; seed++) {
                    uint32_t random = seed;
                    names_generate(&state, 1, &random, name, sizeof name), puts(name);
                }
            }
            """
        try Data(driver.utf8).write(to: folder.url.appending(path: "main.c"))
        let names = try folder.shell("\(Self.compile) main.c -lm -o main && ./main").split(separator: "\n")
        let row = try model.logits(for: "")[0]
        let weights = model.vocabulary.characters.indices.map { exp(Double(row[$0])) }
        let means = zip(model.vocabulary.characters, weights).map {
            (String($0), $1 / weights.reduce(0, +) * Double(names.count))
        }
        #expect(names.count == 4000)
        #expect(chiSquareFits(names.map { String($0.prefix(1)) }, Dictionary(uniqueKeysWithValues: means)))
    }

    /// Two models in one program, and a file that only calls them, in C and in C++.
    @Test(arguments: [compileQuickly, compileAsCPlusPlus]) func twoModels(_ compile: String) throws {
        let folder = try TemporaryFolder()
        for (name, letters) in [("first", "ab"), ("second", "cd")] {
            let source = try CSource.write(randomModel(letters, cell: .gru, hidden: [4]), prefix: name)
            try source.write(to: folder.url.appending(path: name + ".c"))
        }
        let main = """
            #define FIRST_DECLARATIONS
            #define SECOND_DECLARATIONS
            #include <stdio.h>
            #include "first.c"
            #include "second.c"
            #include "first.c"
            int main(void) {
                static first_state one;
                static second_state other;
                uint32_t random = 0;
                char name[9];
                first_generate(&one, 1, &random, name, sizeof name), puts(name);
                second_generate(&other, 1, &random, name, sizeof name), puts(name);
            }
            """
        try Data(main.utf8).write(to: folder.url.appending(path: "main.c"))
        let c = Self.compileQuickly
        let commands = [
            "\(c) -c first.c", "\(c) -c second.c", "\(compile) -c main.c -o main.o",
            "$(command -v cc || echo clang) *.o -lm -o main", "./main",
        ]
        let names = try folder.shell(commands.joined(separator: " && ")).split(separator: "\n")
        try #require(names.count == 2)
        #expect(names[0].allSatisfy("ab".contains) && names[1].allSatisfy("cd".contains), "\(names)")
    }

    /// Also for C++, for one unit, for many layers, and with sanitizers.
    @Test(arguments: Architecture.Cell.allCases) func everyShapeCompiles(_ cell: Architecture.Cell) throws {
        for hidden in [[1], [3, 1, 2, 5]] {
            let model = try randomModel("ab", cell: cell, hidden: hidden)
            for precision in [CSource.Precision.float, .int8] {
                let folder = try TemporaryFolder()
                try CSource.write(model, precision: precision).write(to: folder.url.appending(path: "names.c"))
                try Data(Self.driver.utf8).write(to: folder.url.appending(path: "main.c"))
                let sanitize = "-fsanitize=address,undefined -fno-sanitize-recover=all"
                _ = try folder.shell("\(Self.compileQuickly) \(sanitize) main.c -lm -o main")
                let output = try folder.shell("ASAN_OPTIONS=detect_leaks=0 ./main", input: "2 0 1 3\n")
                #expect(output.split(separator: " ").filter { $0 != "\n" }.count == 16)
                _ = try folder.shell("\(Self.compileAsCPlusPlus) -c names.c -o names.o")
            }
        }
    }
}
