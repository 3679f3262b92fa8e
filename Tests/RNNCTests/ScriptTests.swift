import Foundation
import Testing

/// Names in scripts whose characters are made of several code points: list, model, file and list again.
@Suite struct ScriptTests {
    struct List: Sendable, CustomTestStringConvertible {
        let script: String
        let names: [String]
        var testDescription: String { script }
    }

    let folder: Folder

    init() throws { folder = try Folder() }

    /// Every given name with every surname.
    private static func all(_ given: String, _ surnames: String, separator: String = " ") -> [String] {
        given.split(separator: " ").flatMap { given in
            surnames.split(separator: " ").map { "\(given)\(separator)\($0)" }
        }
    }

    private static let korean = all(
        "김 이 박 최 정 강 조 윤 장 임", "민준 서연 도윤 하은 지호 수빈 예준 지우 현우 채원 건우 다은 은서 준혁 소율", separator: "")

    /// Families of two parents and up to two children, with and without skin tones, hearts and professions.
    /// Families of two parents and up to two children, people with skin tones, hearts, professions and flags.
    private static let families: [String] = {
        let (joiner, heart) = ("\u{200D}", "\u{2764}\u{FE0F}")
        let scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"
        let (man, woman, person) = ("\u{1F468}", "\u{1F469}", "\u{1F9D1}")
        let (girl, boy) = ("\u{1F467}", "\u{1F466}")
        let children = [[girl], [boy], [girl, boy], [boy, boy], ["\u{1F476}"]]
        var names: [String] = []
        for first in [man, woman, person] {
            for second in [man, woman, person] {
                names += children.map { ([first, second] + $0).joined(separator: joiner) }
            }
            for tone in ["", "\u{1F3FB}", "\u{1F3FD}", "\u{1F3FF}"] {
                let (astronaut, scientist) = ("\u{1F680}", "\u{1F52C}")
                names.append("\(first)\(tone)\(joiner)\(astronaut)\(first)\(tone)\(joiner)\(scientist)")
                names.append(
                    "\(first)\(tone)\(joiner)\(heart)\(joiner)\(man)\(tone)\u{1F1F3}\u{1F1F4}\u{1F1E7}\u{1F1F7}"
                )
            }
        }
        return names.enumerated().map { $0.offset % 3 == 0 ? $0.element + scotland : $0.element }
    }()

    static let lists = [
        List(
            script: "Hindi",
            names: all(
                "आरव विवान आदित्य कृष्णा ऋषि श्रेया प्रिया ज्योति लक्ष्मी अर्जुन", "शर्मा वर्मा गुप्ता मिश्रा त्रिपाठी श्रीवास्तव द्विवेदी चतुर्वेदी सिंह ठाकुर")),
        List(
            script: "Bengali",
            names: all(
                "রবীন্দ্রনাথ সত্যজিৎ অমর্ত্য সুভাষচন্দ্র শর্মিলা মৃণাল ঋত্বিক শ্রীজাত কৃষ্ণা জ্যোতি", "ঠাকুর রায় সেন বসু চট্টোপাধ্যায় মুখোপাধ্যায় বন্দ্যোপাধ্যায় চক্রবর্তী ভট্টাচার্য দাস")
        ),
        List(
            script: "Thai",
            names: all(
                "สมชาย สมหญิง ประเสริฐ วิไลลักษณ์ กิตติพงษ์ น้ำฝน พรทิพย์ ชัยวัฒน์ สุดารัตน์ ณัฐวุฒิ",
                "ใจดี ศรีสุข ทองคำ แก้วมณี บุญเรือง พงษ์พานิช รุ่งเรือง สุขสวัสดิ์ วงศ์ใหญ่ เพ็ชรน้ำหนึ่ง")),
        List(script: "Korean, NFC", names: korean),
        List(script: "Korean, NFD", names: korean.map(\.decomposedStringWithCanonicalMapping)),
        List(
            script: "Arabic",
            names: all(
                "مُحَمَّد أحمد فاطمة عائشة عبدالله إبراهيم مريم زَيْنَب يوسف آمنة",
                "الأنصاري القُرَشيّ البغدادي الهاشمي التميمي الكندي المصري الفاسي اللهبي الصنعاني")),
        List(
            script: "Vietnamese",
            names: all(
                "Nguyễn Trần Lê Phạm Huỳnh Hoàng Võ Đặng Bùi Đỗ",
                "Văn_An Thị_Bích_Ngọc Quốc_Khánh Đức_Thắng Hồng_Nhung Mỹ_Duyên Tuấn_Kiệt Thuỳ_Dương Phước_Lộc Ngọc_Ánh"
            )
            .map { $0.replacing("_", with: " ") }),
        List(script: "emoji families", names: families),
    ]

    /// What was learned is scored with finite numbers, and is the same names, byte for byte, after each step.
    @Test(arguments: lists) func theListIsLearnedAndReadAgain(_ list: List) throws {
        let composed = list.names.map(\.precomposedStringWithCanonicalMapping)
        #expect((50...200).contains(list.names.count))
        try folder.write("names.txt", list.names.joined(separator: "\n"))
        try folder.train("names.txt", "--validation", "0", "--checkpoint-every", "1")
        let run = try folder.rnnc(
            "score", "model.safetensors", "-", "--json", input: folder.data("names.txt"))
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let scores = run.objects
        #expect(scores.count == composed.count)
        for (score, name) in zip(scores, composed) {
            let read = try #require(score["name"] as? String)
            #expect(Array(read.utf8) == Array(name.utf8), "\(name)")
            #expect(score["known"] as? Bool == true)
            #expect(try #require(score["logprob"] as? Double).isFinite, "\(name)")
        }
        let characters = try #require(try folder.inspect()["characters"] as? [String])
        #expect(
            Set(characters.map { Array($0.utf8) })
                == Set(composed.joined(separator: "\n").map { Array(String($0).utf8) })
                .subtracting([[0x0A]]))
    }

    /// Names that were generated are a list from which a model is made that scores them.
    @Test(arguments: lists) func whatIsGeneratedIsAList(_ list: List) throws {
        try folder.write("names.txt", list.names.joined(separator: "\n"))
        try folder.train("names.txt", "--validation", "0", "--epochs", "5")
        let generated = try folder.rnnc("generate", "model.safetensors", "-n", "300", "--seed", "5")
        #expect(generated.status == 0 && generated.lines.count == 300, "\(generated)")
        try folder.write("generated.txt", generated.output)
        try folder.train("generated.txt", to: "second.safetensors", "--validation", "0")
        let run = try folder.rnnc(
            "score", "second.safetensors", "-", "--json", input: folder.data("generated.txt"))
        #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
        let names = run.objects.compactMap { $0["name"] as? String }
        #expect(names.map { Array($0.utf8) } == generated.lines.map { Array($0.utf8) })
        #expect(run.objects.allSatisfy { ($0["logprob"] as? Double)?.isFinite == true })
    }
}
