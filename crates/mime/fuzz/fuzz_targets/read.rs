//! Any bytes give a mail: the reader neither fails nor overruns, and trimming loses nothing.
#![no_main]

use deskhand_domain::incoming::{Readability, Trimmed, Unparsed};
use deskhand_mime::MimeReader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let mail = MimeReader::new(25_000_000).read(raw);
    assert!(!matches!(mail.readability, Readability::Unparsed(Unparsed::ReaderFailed | Unparsed::OutOfTime)));
    let trimmed = Trimmed::of(&mail.text, None);
    assert_eq!(format!("{}{}", trimmed.kept, trimmed.elided), mail.text);
});
