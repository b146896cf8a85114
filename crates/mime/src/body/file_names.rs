//! Names of files that are safe to show, to save under and to put into a header.

use std::collections::HashSet;

use deskhand_domain::incoming::IncomingFile;

const MOST_BYTES: usize = 200;
/// More bytes after the last dot are no ending.
const LONGEST_ENDING: usize = 20;
/// Names that Windows takes for devices, with every ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Gives every file a name that is safe, and unlike those before it.
pub(super) fn make_safe(files: &mut [IncomingFile]) {
    let mut taken = HashSet::new();
    for file in files {
        let name =
            safe(&file.name).map_or_else(|| made_up(&file.media_type), |name| with_ending(name, &file.media_type));
        file.name = different(&name, &mut taken);
    }
}

/// Mails and invitations open by their endings.
fn with_ending(name: String, media_type: &str) -> String {
    let ending = match media_type {
        "message/rfc822" | "message/global" => ".eml",
        "text/calendar" => ".ics",
        _ => return name,
    };
    if name.to_lowercase().ends_with(ending) { name } else { shortened(&format!("{name}{ending}"), "") }
}

/// Without path, control characters, direction marks, characters that file systems forbid. `None` if nothing is left.
fn safe(name: &str) -> Option<String> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = base.chars().filter(|c| !c.is_control() && !is_invisible(*c));
    let plain: String =
        kept.map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let is_made_of_nothing = !plain.contains(char::is_alphanumeric);
    (!is_made_of_nothing).then(|| shortened(&if is_device(plain) { format!("_{plain}") } else { plain.to_owned() }, ""))
}

/// Marks and overrides of direction (UAX #9), joiners, separators of lines, private use.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}' | '\u{FFF9}'..='\u{FFFB}')
}

fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim().to_ascii_lowercase();
    let word = base.trim_end_matches(|c: char| c.is_ascii_digit());
    DEVICES.contains(&word) && base.len() <= word.len() + 1
}

/// The name with `addition` before its ending, cut in the middle if it is too long.
fn shortened(name: &str, addition: &str) -> String {
    let (stem, ending) = match name.rfind('.').map(|at| name.split_at(at)) {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= LONGEST_ENDING => (stem, ending),
        _ => (name, ""),
    };
    let room = MOST_BYTES - ending.len() - addition.len();
    let end = (0..=room.min(stem.len())).rev().find(|at| stem.is_char_boundary(*at)).unwrap_or_default();
    format!("{}{addition}{ending}", stem.get(..end).unwrap_or_default().trim_end())
}

/// With a number, if the name is taken. File systems of some machines take no notice of case.
fn different(name: &str, taken: &mut HashSet<String>) -> String {
    let mut number = 1;
    let mut candidate = name.to_owned();
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        candidate = shortened(name, &format!(" ({number})"));
    }
    candidate
}

fn made_up(media_type: &str) -> String {
    match media_type {
        "message/rfc822" | "message/global" => "message.eml",
        "message/delivery-status" | "message/global-delivery-status" => "delivery-status.txt",
        "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers" => "header.txt",
        "text/calendar" => "invitation.ics",
        "text/plain" => "text.txt",
        "text/html" => "page.html",
        "text/csv" => "table.csv",
        "application/pdf" => "document.pdf",
        "application/zip" => "archive.zip",
        "application/json" => "data.json",
        "application/pgp-signature" => "signature.asc",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "smime.p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "smime.p7m",
        "application/pgp-encrypted" => "version.txt",
        "application/ms-tnef" | "application/vnd.ms-tnef" => "winmail.dat",
        "image/jpeg" => "image.jpg",
        "image/svg+xml" => "image.svg",
        "image/png" => "image.png",
        "image/gif" => "image.gif",
        "image/webp" => "image.webp",
        "audio/mpeg" => "audio.mp3",
        "video/mp4" => "video.mp4",
        _ => "file.bin",
    }
    .to_owned()
}
