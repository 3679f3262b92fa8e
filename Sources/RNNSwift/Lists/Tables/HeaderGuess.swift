import Foundation

/// Whether the first row of a table names its columns.
///
/// Evidence for a header: a word that columns are called by (`name`, `city`, `Vorname`), a text over numbers, another
/// capitalization or another length than all that is below. Evidence against it: a number over numbers, a text that
/// comes again below it, the same text twice. The row counts as a name where there is no evidence.
struct HeaderGuess {
    private let first: [String]
    private let rows: ArraySlice<[String]>

    static func hasHeader(_ rows: [[String]]) -> Bool {
        guard let first = rows.first else { return true }
        return HeaderGuess(first: first, rows: rows.dropFirst()).hasHeader
    }

    private var hasHeader: Bool {
        let isKnown = first.contains(where: Self.isColumnWord)
        let texts = first.filter { !$0.isEmpty }
        if texts.isEmpty { return false }
        if hasNumberOverNumbers { return isKnown && hasOnlyYears }
        if isKnown { return true }
        if hasTextOverNumbers { return true }
        if Set(texts).count < texts.count || comesAgain { return false }
        return columns.contains { looksDifferent(first[$0], below: cells($0)) }
    }

    private var columns: Range<Int> { first.indices }

    private func cells(_ column: Int) -> [String] {
        rows.compactMap { $0.indices.contains(column) && !$0[column].isEmpty ? $0[column] : nil }
    }

    private func isNumeric(_ column: Int) -> Bool {
        let cells = cells(column)
        return !cells.isEmpty && cells.count(where: Self.isNumber) * 10 >= cells.count * 9
    }

    private var hasNumberOverNumbers: Bool {
        columns.contains { Self.isNumber(first[$0]) && (rows.isEmpty || isNumeric($0)) }
    }

    private var hasTextOverNumbers: Bool {
        columns.contains { !first[$0].isEmpty && !Self.isNumber(first[$0]) && isNumeric($0) }
    }

    /// Whether the numbers of the first row are years: columns of a table by years.
    private var hasOnlyYears: Bool {
        first.filter(Self.isNumber).allSatisfy { Int($0).map { (1000...2999).contains($0) } ?? false }
            && columns.contains { Self.isColumnWord(first[$0]) && !isNumeric($0) }
    }

    private var comesAgain: Bool { columns.contains { !first[$0].isEmpty && cells($0).contains(first[$0]) } }

    private func looksDifferent(_ title: String, below cells: [String]) -> Bool {
        guard cells.count >= 2, !title.isEmpty else { return false }
        if title.contains("_"), !cells.contains(where: { $0.contains("_") }) { return true }
        let capitals = cells.map(Capitals.init)
        let capital = Capitals(title)
        if capital != .none, !capitals.contains(capital), Set(capitals).count == 1, capital != .first { return true }
        let lengths = Set(cells.map(\.count))
        return cells.count >= 4 && lengths.count == 1 && !lengths.contains(title.count)
            && (lengths.first ?? 0) < title.count
    }

    /// How a text is capitalized.
    private enum Capitals {
        case none, lower, first, all

        init(_ text: String) {
            let letters = text.filter { $0.isUppercase || $0.isLowercase }
            if letters.isEmpty {
                self = .none
            } else if letters.allSatisfy(\.isLowercase) {
                self = .lower
            } else {
                self = letters.count > 1 && letters.allSatisfy(\.isUppercase) ? .all : .first
            }
        }
    }

    /// Whether a text is a number, an amount or a date: digits and separators between them.
    static func isNumber(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x20, 0x25, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A: break
            case 0x45, 0x65: guard digits > 0 else { return false }
            default: return false
            }
        }
        return digits > 0
    }

    /// Whether all words of a text are words that columns are called by: `name`, `First Name`, `company_name`,
    /// `birthYear`.
    static func isColumnWord(_ text: String) -> Bool {
        guard text.utf8.count <= 40 else { return false }
        if words.contains(text.lowercased()) { return true }
        var parts: [String] = [""]
        var wasLower = false
        for character in text {
            if !character.isLetter {
                if character.isNumber || " _-.()/#*:".contains(character) { parts.append("") } else { return false }
                wasLower = false
                continue
            }
            if character.isUppercase, wasLower { parts.append("") }
            wasLower = character.isLowercase
            parts[parts.count - 1] += character.lowercased()
        }
        let found = parts.filter { !$0.isEmpty }
        return !found.isEmpty && found.allSatisfy(words.contains)
    }

    /// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Chinese, Japanese, Korean.
    private static let words = Set(
        """
        name names id ids no nr num number index idx row key code title label labels type kind class category \
        categories group first last middle given family full short long legal common scientific official display \
        native original english local user nick maiden sur fore birth brand product company companies organization \
        organisation player person people firstname lastname middlename fullname surname forename givenname familyname \
        nickname username companyname gender sex age year years month day date time born died birthday birthdate count \
        counts total freq frequency rank rate score value values amount price percent percentage share prob \
        probability weight height size length population area city town village place country county state region \
        province district street address zip postcode postal location lat lon lng latitude longitude email mail phone \
        url link website web site domain image photo text word words string description note notes comment comments \
        status language lang origin ethnicity nationality race source target meaning species genus order team position \
        suffix prefix salutation job occupation department symbol ticker sector industry employees revenue founded \
        isbn author artist album song genre rating bezeichnung vorname nachname familienname rufname firma geschlecht \
        jahr monat tag datum anzahl häufigkeit rang ort stadt gemeinde land bundesland kreis plz straße strasse wort \
        kategorie art typ wert preis nummer titel sprache herkunft nom noms prénom prenom prénoms prenoms sexe année \
        annee annais mois jour nombre ville pays région département departement preusuel mot titre prix société \
        entreprise langue nombres apellido apellidos sexo género genero año ano fecha ciudad país pais empresa palabra \
        precio edad cantidad nome nomi cognome sesso genere anno città citta paese comune parola prezzo data nomes \
        sobrenome apelido cidade estado palavra preço naam voornaam achternaam tussenvoegsel geslacht jaar stad plaats \
        aantal woord imię imie imiona nazwisko nazwa płeć plec rok miasto liczba имя имена фамилия отчество пол год \
        город страна название количество 姓名 名字 名称 名稱 性别 性別 姓 名 城市 国家 公司 名前 氏名 苗字 会社名 都市 이름 성명 성별 도시 회사
        """.split(separator: " ").map(String.init))
}
