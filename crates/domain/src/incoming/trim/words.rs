//! The words of mail programs, in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish and Chinese. All in lower
//! case.

/// Names of the header lines that programs write above a mail that is answered.
const HEADERS: [&str; 46] = [
    "from",
    "sent",
    "date",
    "to",
    "cc",
    "subject", // English
    "von",
    "gesendet",
    "datum",
    "an",
    "betreff", // German
    "de",
    "envoyé",
    "à",
    "objet",
    "copie à", // French
    "enviado",
    "enviado el",
    "fecha",
    "para",
    "asunto", // Spanish
    "da",
    "inviato",
    "data",
    "a",
    "oggetto", // Italian
    "van",
    "verzonden",
    "aan",
    "onderwerp", // Dutch
    "enviada em",
    "enviado em",
    "assunto", // Portuguese
    "od",
    "wysłano",
    "do",
    "dw",
    "temat", // Polish
    "发件人",
    "发送时间",
    "日期",
    "收件人",
    "抄送",
    "主题",
    "寄件者",
    "收件者", // Chinese
];

/// Those that name the sender.
const FROM: [&str; 8] = ["from", "von", "de", "da", "van", "od", "发件人", "寄件者"];

const ORIGINAL: [&str; 10] = [
    "original message",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "mensagem original",
    "wiadomość oryginalna",
    "原始邮件",
    "邮件原件",
];

const FORWARD: [&str; 11] = [
    "forwarded message",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "message transféré",
    "mensaje reenviado",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "mensagem encaminhada",
    "wiadomość przekazana",
    "转发的邮件",
    "转发邮件信息",
];

/// The words for "wrote".
const WROTE: [&str; 12] = [
    "wrote",
    "schrieb",
    "écrit",
    "escribió",
    "ha scritto",
    "schreef",
    "escreveu",
    "napisał",
    "pisze",
    "写道",
    "寫道",
    "撰写",
];

/// With these words an attribution begins.
const BEGINNINGS: [&str; 9] = ["on ", "am ", "le ", "el ", "il ", "op ", "em ", "w dniu ", "在"];

const MOBILE: [&str; 10] = [
    "sent from my ",
    "get outlook for ",
    "von meinem ",
    "envoyé de mon ",
    "enviado desde mi ",
    "inviato da ",
    "verzonden vanaf ",
    "enviado do meu ",
    "wysłano z ",
    "发自我的",
];

/// `From: Ada`, also `*From:* Ada` as programs make it of bold type.
pub(super) fn is_header(line: &str) -> bool {
    header(line).is_some_and(|(name, _)| HEADERS.contains(&name.as_str()))
}

/// What a line such as `From: Ada <ada@client.example>` says of the sender.
pub(super) fn sender_line(line: &str) -> Option<&str> {
    header(line).filter(|(name, _)| FROM.contains(&name.as_str())).map(|(_, value)| value)
}

/// The name in lower case, and the value.
fn header(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim_matches(|c: char| c == '*' || c.is_whitespace());
    (name.len() <= 32).then(|| (name.to_lowercase(), value))
}

pub(super) fn is_original_message(line: &str) -> bool {
    is_ruled(line, &ORIGINAL)
}

pub(super) fn is_forward(line: &str) -> bool {
    is_ruled(line, &FORWARD) || FORWARD.contains(&line.trim_end_matches([':', '：']).trim().to_lowercase().as_str())
}

/// The words between hyphens.
fn is_ruled(line: &str, words: &[&str]) -> bool {
    let inside = line.trim_matches(|c: char| c == '-' || c.is_whitespace());
    line.starts_with("--") && line.ends_with("--") && words.contains(&inside.to_lowercase().as_str())
}

pub(super) fn is_mobile_signature(line: &str) -> bool {
    let folded = line.to_lowercase();
    line.chars().count() <= 80 && MOBILE.iter().any(|words| folded.starts_with(words)) && !line.ends_with([':', '?'])
}

pub(super) fn has_wrote(line: &str) -> bool {
    let folded = line.to_lowercase();
    WROTE.iter().any(|word| folded.contains(word))
}

pub(super) fn begins_attribution(line: &str) -> bool {
    let folded = line.to_lowercase();
    BEGINNINGS.iter().any(|word| folded.starts_with(word))
}
