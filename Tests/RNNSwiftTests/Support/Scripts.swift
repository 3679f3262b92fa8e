/// Lists of names in scripts whose characters may join when they are put together.
enum Script: String, CaseIterable, Sendable {
    case hindi, bengali, thai, koreanComposed, koreanDecomposed, arabic, families, vietnamese

    /// Whether characters that were drawn sometimes join; nil where that depends on the draw.
    var joins: Bool? { self == .bengali ? nil : [.hindi, .families].contains(self) }

    var names: [String] {
        switch self {
        case .hindi: Self.words(Self.hindiNames)
        case .bengali: Self.words(Self.bengaliNames)
        case .thai: Self.words(Self.thaiNames)
        case .koreanComposed: Self.korean
        case .koreanDecomposed: Self.korean.map(\.decomposedStringWithCanonicalMapping)
        case .arabic: Self.words(Self.arabicNames)
        case .families: Self.familiesNames
        case .vietnamese: Self.vietnameseNames
        }
    }

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static let hindiNames = """
        अनिल सुनील मोहन सोहन राजेश सुरेश रमेश महेश दिनेश गणेश लक्ष्मी सरस्वती पार्वती सीता गीता राधा कृष्ण विष्णु ब्रह्मा इन्द्र
        चन्द्र सूर्य अर्जुन भीम नकुल सहदेव द्रौपदी कुन्ती गान्धारी धृतराष्ट्र युधिष्ठिर अभिमन्यु प्रह्लाद हिरण्य विक्रम आदित्य प्रियंका
        स्नेहा श्रेया ऐश्वर्या दीपिका कैटरीना अक्षय सलमान शाहरुख़ आमिर सैफ़ करीना रणबीर रणवीर विराट सचिन राहुल सौरव अनुष्का
        ज्योति श्वेता संजय विजय अजय जय किशोर मुकेश लता आशा उषा नर्मदा गंगा यमुना गोदावरी कावेरी हिमालय विन्ध्य सत्यम् शिवम्
        सुन्दरम् भगत् जगत् विद्युत् श्रीमान् हनुमान् भगवान् बलवान् विद्वान् राजन्
        """
    private static let bengaliNames = """
        রবীন্দ্রনাথ নজরুল শরৎচন্দ্র বঙ্কিমচন্দ্র ঈশ্বরচন্দ্র মধুসূদন সুকুমার সত্যজিৎ উপেন্দ্রকিশোর জীবনানন্দ বিভূতিভূষণ তারাশঙ্কর
        মানিক সুনীল শক্তি শঙ্খ অমর্ত্য অভিজিৎ সৌরভ ঋত্বিক মৃণাল অপর্ণা সুচিত্রা উত্তম সৌমিত্র শর্মিলা মাধবী সাবিত্রী ছায়া কাজল
        রানী কঙ্কনা রাইমা রিয়া শ্রেয়া শান্তনু প্রসেনজিৎ দেবশ্রী ঋতুপর্ণা ইন্দ্রাণী শুভশ্রী মিমি নুসরাত ঐন্দ্রিলা অঙ্কুশ যীশু পরমব্রত আবীর
        অনির্বাণ বিশ্বজিৎ দীপঙ্কর শুভঙ্কর জয় বিজয় সঞ্জয় অর্জুন কৃষ্ণ রাধা লক্ষ্মী দুর্গা কালী চৈতন্য নিতাই গৌরাঙ্গ
        """
    private static let thaiNames = """
        สมชาย สมหญิง สมศักดิ์ สมบัติ สมพร สุรชัย สุรศักดิ์ สุภาพร สุนทร ประยุทธ์ ประเสริฐ ประภา วิชัย วิไล วิภา วรรณา อรุณ อรทัย
        อนันต์ อภิชาติ กิตติ กัญญา เกษม แก้ว ขวัญ คำ จันทร์ จิราพร เฉลิม ชัยวัฒน์ ชลธิชา ณัฐ ดวงใจ ดาว ทองคำ ทักษิณ ธนา
        ธีรศักดิ์ นภา นิพนธ์ น้ำผึ้ง น้ำฝน บุญมี บุษบา ปรีชา ปัญญา พงษ์ พิมพ์ เพ็ญ ไพศาล ภูมิ มานะ มานี มาลี ยุพา รัตนา ลำดวน ศิริ
        สายฝน สุดา แสงดาว หทัย อัมพร อุไร เอก ยิ่งลักษณ์ น้ำเพชร ก้อง ต้น อ้อย ตั้ม กุ้ง ปู ไก่ แมว หมู
        """
    private static let arabicNames = """
        محمد أحمد علي حسن حسين فاطمة عائشة خديجة مريم زينب يوسف إبراهيم إسماعيل إسحاق يعقوب موسى عيسى داود سليمان نوح
        آدم عمر عثمان خالد طارق سعيد سعد سمير كريم رشيد نبيل جمال كمال جميل أمين آمنة ليلى سلمى هدى نور منى رانيا سارة
        مُحَمَّد عَلِيّ فَاطِمَة حَسَن حُسَيْن عُمَر خَالِد زَيْنَب عَبْد أُمّ نُور ضِيَاء رُؤَى مَرْيَم لُؤَيّ بَدْر قَمَر شَمْس رَبِيع سَلَام
        عبدالله عبدالرحمن عبدالعزيز أبوبكر سيف الدين نجم شهاب هيثم مؤمن رؤوف ضياء رضا رجاء هناء
        """

    /// Family names with given names.
    private static let korean: [String] = {
        let given = words(
            """
            민준 서준 도윤 예준 시우 하준 지호 주원 지후 준서 서연 서윤 지우 서현 하은 하윤 민서 지유 윤서 채원 은우 현우 건우 선우 유진 태현 \
            영호 철수 영희 순자 정숙 미경 명희 경숙 상훈 동현
            """)
        return words("김 이 박 최 정").flatMap { family in given.map { family + $0 } }
    }()

    /// Family names with middle and given names.
    private static let vietnameseNames: [String] = {
        let given = words(
            """
            Anh Bảo Bình Châu Dũng Đức Giang Hà Hải Hiền Hùng Hương Khánh Lan Linh Mỹ Nghĩa Ngọc Phượng Quỳnh Sơn Thảo Tuấn \
            Yến
            """)
        return ["Nguyễn Thị", "Trần Văn", "Lê Hoàng", "Phạm Đình", "Đặng Hữu"].flatMap { first in
            given.map { first + " " + $0 }
        }
    }()

    /// People, families, flags and signs with their parts.
    private static let familiesNames: [String] = {
        let people = ["👩", "👨", "👧", "👦", "👶🏽", "👩🏾", "🧑🏻"]
        let joined = words("👩‍👧 👨‍👦 👩‍👩‍👧 👨‍👩‍👧‍👦 ❤️‍🔥 👩🏽‍🚀 🏳️‍🌈 🇩🇪 🇫🇷 🇩 🇫 ❤️") + ["👩\u{200D}", "\u{1F3FD}"]
        return people.flatMap { a in joined.flatMap { b in [a + b, b + "·" + a] } }
    }()
}
