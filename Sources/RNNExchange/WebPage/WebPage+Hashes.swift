import Foundation
import RNNSwift

extension WebPage {
    /// Hashes in the form that ``hashesScript`` reads.
    static func text(of hashes: NameHashes) -> String {
        hashes.words.map(\.littleEndian).withUnsafeBytes { Data($0) }.base64EncodedString()
    }

    /// The training names in JavaScript: the reader of ``NameHashes``.
    static let hashesScript = #"""
        // The names of hashes, those of the training names and of the lists given at export: sets of ascending numbers below
        // `range`. Like a Set of names.
        class HashedNames {
          constructor(text) {
            this.sets = readHashes(Uint8Array.from(atob(text), character => character.charCodeAt(0)));
            this.size = this.sets.reduce((sum, set) => sum + set.numbers.length, 0);
          }

          has(name) {
            const wanted = mixed(hash(name));
            return this.sets.some(({range, numbers}) => {
              const number = Number(wanted * range >> 64n);
              let low = 0, high = numbers.length;
              while (low < high) {
                const middle = (low + high) >> 1;
                if (numbers[middle] < number) low = middle + 1; else high = middle;
              }
              return low < numbers.length && numbers[low] === number;
            });
          }
        }

        // Each set: the number of hashes, the number of bits, the number of words that follow, and differences in Rice's code.
        function readHashes(bytes) {
          const view = new DataView(bytes.buffer), sets = [];
          const word = index => Number(view.getBigUint64(8 * index, true));
          for (let start = 0; start < bytes.length / 8; start += 3 + word(start + 2)) {
            const count = word(start), errorBits = word(start + 1), numbers = new Float64Array(count);
            let bit = 64 * (start + 3), number = 0;
            const next = () => bytes[Math.floor(bit / 8)] >> (bit++ & 7) & 1;
            for (let i = 0; i < count; i++) {
              while (next() === 0) number += 2 ** (errorBits - 1);
              for (let place = 0; place < errorBits - 1; place++) number += next() * 2 ** place;
              numbers[i] = number;
            }
            sets.push({range: BigInt(count) << BigInt(errorBits), numbers});
          }
          return sets;
        }

        const lowBits = number => BigInt.asUintN(64, number);

        const encoder = new TextEncoder();

        // FNV-1a, 64 bits, of the UTF-8 of a name in normal form C: in two halves, by the prime 2^40 + 0x1B3.
        function hash(name) {
          let high = 0xCBF29CE4, low = 0x84222325;
          for (const byte of encoder.encode(name.normalize("NFC"))) {
            low = (low ^ byte) >>> 0;
            const product = low * 0x1B3;
            high = Math.imul(high, 0x1B3) + Math.floor(product / 2 ** 32) + (low << 8) >>> 0;
            low = product >>> 0;
          }
          return BigInt(high) << 32n | BigInt(low);
        }

        // The output function of SplitMix64.
        function mixed(hash) {
          hash = lowBits((hash ^ hash >> 30n) * 0xBF58476D1CE4E5B9n);
          hash = lowBits((hash ^ hash >> 27n) * 0x94D049BB133111EBn);
          return hash ^ hash >> 31n;
        }

        // Whether a name is one of the list; false if nothing is known of the list.
        const isKnown = name => known !== null && known.has(name);

        """#
}
