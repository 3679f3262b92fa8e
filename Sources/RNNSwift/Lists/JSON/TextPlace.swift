/// The place of a byte in a text. Lines end with LF, CR LF or CR.
struct TextPlace {
    var line: Int
    /// Characters and bytes of the line before it.
    var characters = 0
    var bytes = 0
    private var isAfterCR = false

    init(line: Int) { self.line = line }

    mutating func advance(over text: ArraySlice<UInt8>) {
        for byte in text {
            bytes += 1
            if byte == 0x0A || byte == 0x0D {
                if byte == 0x0D || !isAfterCR { line += 1 }
                (characters, bytes) = (0, 0)
            } else if byte & 0xC0 != 0x80 {
                characters += 1
            }
            isAfterCR = byte == 0x0D
        }
    }
}
