//! What words of each language are made of. All tables are our own.

pub enum Script {
    /// Syllables of a head, a vowel and a tail, then an ending.
    Letters,
    /// Korean blocks and a particle.
    Hangul,
    /// Chinese characters.
    Han,
    /// Two characters and an ending, or a loan word in katakana.
    Kana,
}

pub struct Sounds {
    /// Keeps languages apart that share their sounds.
    pub salt: u64,
    pub script: Script,
    /// The words that are everywhere, most frequent first.
    pub small: &'static [&'static str],
    pub heads: &'static [&'static str],
    pub vowels: &'static [&'static str],
    pub tails: &'static [&'static str],
    pub endings: &'static [&'static str],
}

#[rustfmt::skip]
const EN: Sounds = Sounds {
    salt: 1,
    script: Script::Letters,
    small: &["the", "and", "to", "it", "is", "not", "for", "with", "my", "on", "was", "but", "have", "this", "that", "you", "we", "they", "can", "from", "or", "so", "just", "very", "after", "before"],
    heads: &["b", "bl", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "l", "m", "n", "p", "pl", "qu", "r", "s", "sh", "st", "str", "t", "th", "tr", "v", "w"],
    vowels: &["a", "e", "i", "o", "u", "ea", "oo", "ai", "ou", "ee"],
    tails: &["", "", "n", "r", "t", "ck", "ll", "st", "m", "ss", "nd", "p"],
    endings: &["", "", "", "s", "ed", "ing", "er", "ly", "tion", "y", "ness", "able"],
};
#[rustfmt::skip]
const DE: Sounds = Sounds {
    salt: 2,
    script: Script::Letters,
    small: &["die", "der", "und", "ich", "das", "ist", "nicht", "ein", "mit", "auf", "für", "es", "den", "zu", "im", "war", "auch", "wir", "sie", "noch", "schon", "aber", "wie", "so"],
    heads: &["b", "bl", "d", "dr", "f", "g", "gl", "h", "k", "kl", "l", "m", "n", "p", "pf", "r", "s", "sch", "schl", "sp", "st", "t", "v", "w", "z", "zw"],
    vowels: &["a", "e", "i", "o", "u", "ei", "au", "ie", "ä", "ö", "ü", "eu"],
    tails: &["", "n", "r", "t", "ch", "ß", "nd", "ng", "rt", "l", "ck", "ss"],
    endings: &["", "", "en", "e", "ung", "er", "lich", "keit", "heit", "es", "schaft", "bar"],
};
#[rustfmt::skip]
const FR: Sounds = Sounds {
    salt: 3,
    script: Script::Letters,
    small: &["de", "la", "le", "et", "les", "je", "est", "pas", "un", "une", "pour", "mon", "que", "dans", "vous", "ce", "sur", "avec", "plus", "mais", "bien", "été"],
    heads: &["b", "br", "c", "ch", "d", "f", "fr", "g", "gr", "j", "l", "m", "n", "p", "pl", "pr", "qu", "r", "s", "t", "tr", "v"],
    vowels: &["a", "e", "i", "o", "u", "é", "è", "ou", "ai", "eau", "oi", "ê"],
    tails: &["", "", "", "n", "r", "s", "t", "l"],
    endings: &["", "e", "er", "ment", "tion", "eur", "eux", "é", "ée", "s", "age"],
};
#[rustfmt::skip]
const ES: Sounds = Sounds {
    salt: 4,
    script: Script::Letters,
    small: &["de", "la", "que", "el", "no", "en", "y", "a", "mi", "los", "se", "por", "un", "con", "para", "una", "lo", "es", "me", "ya", "pero", "más"],
    heads: &["b", "br", "c", "ch", "d", "f", "g", "gu", "h", "j", "l", "ll", "m", "n", "ñ", "p", "pr", "qu", "r", "s", "t", "tr", "v", "z"],
    vowels: &["a", "e", "i", "o", "u", "ie", "ue", "á", "ó", "í"],
    tails: &["", "", "", "n", "r", "s", "l"],
    endings: &["", "o", "a", "ado", "ción", "ar", "mente", "es", "ito", "ero", "dad"],
};
#[rustfmt::skip]
const IT: Sounds = Sounds {
    salt: 5,
    script: Script::Letters,
    small: &["di", "il", "che", "la", "e", "non", "un", "per", "è", "in", "mi", "ho", "con", "si", "una", "del", "ma", "da", "lo", "come", "più"],
    heads: &["b", "c", "ch", "d", "f", "fr", "g", "gl", "gn", "l", "m", "n", "p", "pr", "qu", "r", "s", "sc", "sp", "st", "t", "tr", "v", "z"],
    vowels: &["a", "e", "i", "o", "u", "ia", "io", "uo"],
    tails: &["", "", "", "n", "r", "l", "tt", "cc", "ss"],
    endings: &["o", "a", "e", "i", "are", "zione", "ato", "mente", "ezza", "ità"],
};
#[rustfmt::skip]
const PT: Sounds = Sounds {
    salt: 6,
    script: Script::Letters,
    small: &["de", "o", "que", "a", "não", "e", "do", "para", "um", "em", "meu", "com", "uma", "por", "mas", "no", "foi", "já", "mais", "está"],
    heads: &["b", "br", "c", "ch", "d", "f", "g", "j", "l", "lh", "m", "n", "nh", "p", "pr", "qu", "r", "s", "t", "tr", "v", "x"],
    vowels: &["a", "e", "i", "o", "u", "ão", "ei", "ou", "é", "ê", "á"],
    tails: &["", "", "", "r", "s", "m", "l"],
    endings: &["", "o", "a", "ção", "ar", "ado", "mente", "inho", "dade", "es"],
};
#[rustfmt::skip]
const NL: Sounds = Sounds {
    salt: 7,
    script: Script::Letters,
    small: &["de", "het", "een", "en", "van", "ik", "niet", "is", "dat", "op", "te", "mijn", "voor", "met", "was", "maar", "ook", "nog", "wel", "al"],
    heads: &["b", "bl", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "sch", "sp", "st", "t", "v", "w", "z"],
    vowels: &["a", "e", "i", "o", "u", "aa", "ee", "oo", "ij", "ui", "oe", "ou"],
    tails: &["", "n", "r", "t", "k", "cht", "l", "ng", "m", "s"],
    endings: &["", "en", "e", "ing", "er", "lijk", "heid", "tje", "d"],
};
#[rustfmt::skip]
const PL: Sounds = Sounds {
    salt: 8,
    script: Script::Letters,
    small: &["nie", "w", "i", "na", "to", "się", "że", "do", "jest", "z", "jak", "mi", "ale", "co", "już", "po", "za", "od", "czy", "tak"],
    heads: &["b", "c", "cz", "d", "dz", "g", "j", "k", "l", "ł", "m", "n", "p", "prz", "r", "rz", "s", "sz", "ś", "t", "w", "z", "ż"],
    vowels: &["a", "e", "i", "o", "u", "y", "ą", "ę", "ó", "ie", "ia"],
    tails: &["", "", "n", "r", "k", "ć", "st", "m"],
    endings: &["", "a", "y", "ać", "ość", "owy", "em", "ów", "nie", "ka"],
};
#[rustfmt::skip]
const RU: Sounds = Sounds {
    salt: 9,
    script: Script::Letters,
    small: &["не", "и", "в", "на", "я", "что", "с", "мне", "по", "за", "это", "как", "у", "но", "уже", "мой", "вы", "так", "от", "ещё"],
    heads: &["б", "в", "вр", "г", "д", "ж", "з", "к", "кр", "л", "м", "н", "п", "пр", "р", "с", "ст", "т", "ф", "х", "ц", "ч", "ш"],
    vowels: &["а", "е", "и", "о", "у", "ы", "я", "ю", "э"],
    tails: &["", "", "н", "р", "л", "ст", "к", "й", "т"],
    endings: &["", "а", "ы", "ать", "ость", "ный", "ом", "ение", "ка", "ого"],
};
#[rustfmt::skip]
const AR: Sounds = Sounds {
    salt: 10,
    script: Script::Letters,
    small: &["في", "من", "على", "لم", "لا", "هل", "أن", "هذا", "إلى", "عن", "ما", "كان", "مع", "بعد", "قبل", "كل"],
    heads: &["ب", "ت", "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص", "ط", "ع", "غ", "ف", "ق", "ك", "ل", "م", "ن"],
    vowels: &["", "", "ا", "و", "ي"],
    tails: &["", "", "ر", "ل", "م", "ن", "د"],
    endings: &["", "", "ة", "ات", "ون", "ها", "ي", "كم"],
};
#[rustfmt::skip]
const HE: Sounds = Sounds {
    salt: 11,
    script: Script::Letters,
    small: &["לא", "את", "אני", "של", "זה", "על", "עם", "לי", "מה", "גם", "אבל", "יש", "כל", "הוא", "עוד", "רק"],
    heads: &["א", "ב", "ג", "ד", "ה", "ז", "ח", "ט", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ", "ק", "ר", "ש", "ת"],
    vowels: &["", "", "ו", "י"],
    tails: &["", "", "ר", "ל", "ב", "ד"],
    endings: &["", "", "ה", "ים", "ות", "ית", "נו"],
};
#[rustfmt::skip]
const KO: Sounds = Sounds {
    salt: 12,
    script: Script::Hangul,
    small: &["제가", "아직", "너무", "다시", "그리고", "그런데", "빨리", "어제", "오늘", "지금", "혹시", "정말"],
    heads: &[],
    vowels: &[],
    tails: &[],
    endings: &["", "", "은", "는", "이", "가", "을", "를", "에", "에서", "도", "으로"],
};
#[rustfmt::skip]
const JA: Sounds = Sounds {
    salt: 13,
    script: Script::Kana,
    small: &["の", "が", "は", "を", "に", "で", "と", "も", "です", "ます", "から", "まだ", "もう", "とても"],
    heads: &["注", "文", "商", "品", "発", "送", "返", "金", "確", "認", "連", "絡", "電", "話", "番", "号", "住", "所", "変", "更", "配", "達", "時", "間", "指", "定", "説", "明", "書", "保", "証", "交", "換", "修", "理", "請", "求", "支", "払", "方", "法", "会", "員", "登", "録", "情", "報", "画", "面", "表", "示", "対", "応", "担", "当", "者", "希", "望", "予", "約", "日", "程", "店", "舗", "在", "庫", "入", "荷", "箱", "中", "身", "色", "大", "小", "新", "旧", "部", "分", "原", "因", "問", "題"],
    vowels: &["ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ", "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ", "ネ", "ノ", "ハ", "ヒ", "フ", "マ", "ミ", "メ", "モ", "ラ", "リ", "ル", "レ", "ロ", "ワ", "ン", "ー", "ッ", "バ", "ビ", "ブ", "ド", "グ", "プ"],
    tails: &[],
    endings: &["", "", "する", "した", "が", "を", "に", "です", "中", "的な"],
};
#[rustfmt::skip]
const ZH: Sounds = Sounds {
    salt: 14,
    script: Script::Han,
    small: &["的", "了", "是", "我", "不", "在", "有", "你", "这", "就", "没有", "可以", "还是", "已经", "什么"],
    heads: &["订", "单", "货", "物", "发", "送", "退", "款", "确", "认", "联", "系", "电", "话", "号", "码", "地", "址", "更", "改", "快", "递", "时", "间", "指", "定", "说", "明", "书", "保", "证", "交", "换", "修", "理", "请", "求", "支", "付", "方", "法", "会", "员", "登", "录", "信", "息", "页", "面", "显", "示", "处", "客", "服", "希", "望", "预", "约", "日", "期", "门", "店", "库", "存", "进", "箱", "中", "身", "颜", "色", "大", "小", "新", "旧", "部", "分", "原", "因", "问", "题", "价", "格", "质", "量", "包", "装", "破", "损", "错", "误", "重", "复", "优", "惠", "活", "动", "积", "点", "账", "户", "密", "验", "手", "机", "尺", "寸"],
    vowels: &[],
    tails: &[],
    endings: &["", "", "", "", "了", "的", "吗"],
};

/// By the language's code; English where there is none.
pub fn sounds(code: &str) -> &'static Sounds {
    match code {
        "de" => &DE,
        "fr" => &FR,
        "es" => &ES,
        "it" => &IT,
        "pt" => &PT,
        "nl" => &NL,
        "pl" => &PL,
        "ru" => &RU,
        "ar" => &AR,
        "he" => &HE,
        "ko" => &KO,
        "ja" => &JA,
        "zh" => &ZH,
        _ => &EN,
    }
}
