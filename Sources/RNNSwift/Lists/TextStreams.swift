/// Running text, cut into parallel streams for truncated backpropagation through time.
///
/// The text is split into `streams` equal parts, which are read in parallel in pieces of `sequenceLength` tokens. Each
/// piece continues where the piece before it in its stream ended. The first stream's last token predicts the second
/// stream's first, and so on.
package struct TextStreams: Sendable {
    package let tokens: SharedArray<UInt16>
    package let streams: Int
    package let sequenceLength: Int
    /// The tokens that each stream predicts in one pass.
    private let streamLength: Int

    /// - Parameter count: How many of the tokens are read.
    /// - Precondition: More tokens than streams.
    package init(_ tokens: SharedArray<UInt16>, count: Int, streams: Int, sequenceLength: Int) {
        precondition(
            streams > 0 && sequenceLength > 0 && count > streams && count <= tokens.count,
            "a text must be longer than its number of streams")
        self.tokens = tokens
        self.streams = streams
        self.sequenceLength = sequenceLength
        streamLength = (count - 1) / streams
    }

    package init(_ tokens: [UInt16], streams: Int, sequenceLength: Int) {
        self.init(SharedArray(tokens), count: tokens.count, streams: streams, sequenceLength: sequenceLength)
    }

    /// The pieces of a pass over the text; the last one may be shorter.
    package var pieces: Int { (streamLength - 1) / sequenceLength + 1 }

    package func length(ofPiece piece: Int) -> Int { min(sequenceLength, streamLength - piece * sequenceLength) }

    /// Where a piece of a stream begins in `tokens`.
    package func start(ofPiece piece: Int, stream: Int) -> Int { stream * streamLength + piece * sequenceLength }
}
