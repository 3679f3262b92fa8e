import Foundation
import RNNSwift

/// A model as one file of C that needs nothing but the standard library's mathematics: weights, a step, sampling.
///
/// The weights are constants, which a microcontroller keeps in its flash memory; nothing is allocated, and all memory
/// for computing is in a structure of the caller's.
package enum CSource {
    /// How the weights are kept.
    package enum Precision {
        /// Each weight as it is.
        case float
        /// Each weight as a whole number in -127...127 times a factor of its row's: a fourth of the memory.
        case int8
    }

    /// The text of the file.
    ///
    /// - Parameter prefix: What all its names begin with; by default "names", or "text" for a model of running text.
    package static func write(_ model: Model, precision: Precision = .float, prefix: String? = nil) -> Data {
        let isText = model.record.text != nil
        let prefix = prefix ?? (isText ? "text" : "names")
        let network = PlainNetwork(model)
        let writer = CSourceWriter(network: network, precision: precision)
        let parts = [
            head(model, network, precision), "#ifndef PREFIX_DECLARATIONS\n", writer.weights,
            CSourceTemplate.arithmetic(precision), CSourceTemplate.cell(network.cell), writer.texts(model.vocabulary),
            writer.boundaries(TokenBoundaries(model)), CSourceTemplate.interface,
            CSourceTemplate.sampling(isText: isText),
            isText ? CSourceTemplate.textGeneration : CSourceTemplate.nameGeneration, "#endif\n",
        ]
        let text = parts.joined(separator: "\n")
            .replacing("PREFIX", with: prefix.uppercased()).replacing("prefix", with: prefix)
        return Data(text.utf8)
    }

    /// A text in quotation marks.
    fileprivate static func literal(_ text: String) -> String {
        let bytes = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F where byte != UInt8(ascii: "?"): String(UnicodeScalar(byte))
            default: "\\" + String(Int(byte) + 0o1000, radix: 8).dropFirst()  // three digits; no trigraphs
            }
        }
        // The prefix of the file's names is put in later, not here.
        return "\"" + bytes.joined().replacing("prefix", with: "\\160refix").replacing("PREFIX", with: "\\120REFIX")
            + "\""
    }

    private static func head(_ model: Model, _ network: PlainNetwork, _ precision: Precision) -> String {
        let hidden = network.layers.map { String($0.units) }.joined(separator: ", ")
        let states = network.layers.reduce(0) { $0 + $1.units }
        let widest = network.layers.reduce(0) { max($0, $1.units) }
        let cell = network.cell.traits
        let work = network.gates * (cell.hasCandidateBias ? 2 : 1) * widest
        let longest = model.vocabulary.texts.reduce(0) { max($0, $1.utf8.count) }
        let labels = zip(model.vocabulary.labelTokens, model.vocabulary.labelTexts).map { token, text in
            // A text does not end the comment, nor begin another one.
            " *     \(token)  \(literal(text).replacing("/", with: "\\057"))\n"
        }
        let labelNote =
            labels.isEmpty
            ? ""
            : "\n *\n * Behind START comes one token for each label, in the order of the columns here, which has no text; "
                + "prefix_generate\n * draws them as it draws the rest:\n" + labels.joined().dropLast()
        let bytes = precision == .float ? "float" : "8-bit integers, a factor for each row"
        let words = model.record.text == nil ? Wording.names : Wording.text(model.vocabulary)
        return """
            /* A network that writes \(words.subject), \(model.vocabulary.tokenizer == nil ? "character" : "token") by \
            \(model.vocabulary.tokenizer == nil ? "character" : "token"): \(network.cell.rawValue) of \(hidden) units, \
            \(network.tokens) tokens, \(model.parameterCount) weights in
             * \(bytes). C11 or C++17; needs <math.h>, allocates nothing. Written by rnnc.
             *
             *     prefix_state state;
             *     char \(words.example);
             *     uint32_t random = (uint32_t)time(NULL);    // from <time.h>
             *     prefix_generate(&state, \(GenerationOptions.defaultTemperature)f, &random, \(words.variable), sizeof \(words.variable));
             *
             * or, step by step, prefix_start, prefix_step and prefix_sample, for texts and temperatures of your own. A file that
             * only calls these functions defines PREFIX_DECLARATIONS before it includes this one.\(labelNote) */
            #ifndef PREFIX_DECLARED
            #define PREFIX_DECLARED
            #include <math.h>
            #include <stddef.h>
            #include <stdint.h>
            #include <string.h>
            #ifdef __cplusplus
            extern "C" {
            #endif

            enum {
                PREFIX_TOKENS = \(network.tokens), /* the texts, the labels, START, which nothing predicts, STOP */
                PREFIX_START = \(network.tokens - 2),
                PREFIX_STOP = \(network.tokens - 1),\(words.constant)
                PREFIX_LONGEST_TEXT = \(longest), /* bytes of a text in UTF-8 */
                PREFIX_GATES = \(network.gates),
                PREFIX_LAYERS = \(network.layers.count),
                PREFIX_UNITS = \(states), /* of all layers */
                PREFIX_CELLS = \(cell.states.count > 1 ? states : 1) /* the second state, which \(cell.states.count > 1 ? "this cell has" : "this cell does not have") */
            };

            /* The state of the network in a sequence, and memory for a step. */
            typedef struct {
                float h[PREFIX_UNITS], c[PREFIX_CELLS];
                float work[\(work)];
                float logits[PREFIX_TOKENS];
            } prefix_state;

            \(words.declarations)

            #ifdef __cplusplus
            }
            #endif
            #endif

            """
    }
}

/// The arrays of a network as text in C.
private struct CSourceWriter {
    let network: PlainNetwork
    let precision: CSource.Precision

    /// The arrays, and the table of the layers.
    var weights: String {
        var text = ""
        var rows: [String] = []
        for (index, layer) in network.layers.enumerated() {
            let columns = network.gates * layer.units
            text += matrix(
                "W\(index)", layer.inputWeights, rows: columns, columns: layer.inputs, transposed: index == 0)
            text += matrix("U\(index)", layer.recurrentWeights, rows: columns, columns: layer.units)
            text += vector("b\(index)", layer.bias)
            if let bias = layer.candidateBias { text += vector("c\(index)", bias) }
            let candidates = layer.candidateBias == nil ? "0" : "prefix_c\(index)"
            rows.append(
                "    {\(layer.inputs), \(layer.units), \(reference("W\(index)")), \(reference("U\(index)")), "
                    + "prefix_b\(index), \(candidates)},")
        }
        text += matrix("V", network.outputWeights, rows: network.tokens, columns: network.layers.last!.units)
        text += vector("a", network.outputBias)
        let type = precision == .float ? "float" : "int8_t"
        return """
            /* A matrix [outputs, inputs]\(precision == .int8 ? "; each row is its numbers times its factor" : "")\
            ; the first layer's, whose inputs are tokens, is transposed. */
            typedef struct {
                const \(type) *value;\(precision == .int8 ? "\n    const float *factor;" : "")
            } prefix_matrix;

            typedef struct {
                int inputs, units;
                prefix_matrix W, U; /* of the inputs, and of the state: gates side by side */
                const float *b, *c; /* biases; c is the candidates' own, of a GRU */
            } prefix_layer;

            \(text)static const prefix_layer prefix_layers[PREFIX_LAYERS] = {
            \(rows.joined(separator: "\n"))
            };
            static const prefix_matrix prefix_output = \(reference("V"));

            """
    }

    /// Which tokens may follow which.
    func boundaries(_ boundaries: TokenBoundaries) -> String {
        let columns = boundaries.isForbidden[0].count
        func array(_ name: String, _ type: String, _ size: String, _ values: [Int]) -> String {
            "static const \(type) prefix_\(name)[\(size)] = {\n" + lines(values.map(String.init)) + "};\n"
        }
        let forbidden = boundaries.isForbidden.flatMap { $0.map { $0 ? 1 : 0 } }
        return
            "/* Classes of tokens, before a boundary and behind one, and of which classes one may not follow the other. */\n"
            + "enum { PREFIX_CLASSES = \(columns) };\n"
            + array("left", "uint16_t", "PREFIX_TOKENS", boundaries.left)
            + array("right", "uint16_t", "PREFIX_TOKENS", boundaries.right)
            + array("forbidden", "unsigned char", "\(boundaries.isForbidden.count) * PREFIX_CLASSES", forbidden)
    }

    /// The texts of the tokens.
    func texts(_ vocabulary: Vocabulary) -> String {
        let texts = vocabulary.texts.map(CSource.literal)
        let all = texts + [String](repeating: "\"\"", count: vocabulary.count - texts.count)
        return "static const char *const prefix_texts[PREFIX_TOKENS] = {\n" + lines(all) + "};\n"
    }

    private func reference(_ name: String) -> String {
        precision == .float ? "{prefix_\(name)}" : "{prefix_\(name), prefix_\(name)_factors}"
    }

    private func matrix(
        _ name: String, _ values: [Float], rows: Int, columns: Int, transposed: Bool = false
    ) -> String {
        /// From output-major to how it is written.
        func order<Value>(_ values: [Value]) -> [Value] {
            transposed ? (0..<columns).flatMap { c in (0..<rows).map { values[$0 * columns + c] } } : values
        }
        guard precision == .int8 else { return vector(name, order(values)) }
        let quantized = QuantizedMatrix(values, stride: columns, inputs: columns, outputs: rows)
        let text = lines(order(quantized.numbers).map { String($0) })
        let array = "static const int8_t prefix_\(name)[\(values.count)] = {\n\(text)};\n"
        return array + vector("\(name)_factors", quantized.factors)
    }

    private func vector(_ name: String, _ values: [Float]) -> String {
        "static const float prefix_\(name)[\(values.count)] = {\n" + lines(values.map { "\($0)f" }) + "};\n"
    }

    /// Elements with commas, in lines of a handy length.
    private func lines(_ elements: [String]) -> String {
        var (text, line) = ("", "   ")
        for element in elements {
            if line.count + element.count > 116 {
                text += line + "\n"
                line = "   "
            }
            line += " \(element),"
        }
        return text + line + "\n"
    }
}
