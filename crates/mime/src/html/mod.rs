//! HTML as plain text: words, lines, quotes, links. Read as a stream, without a tree: time is linear, memory has a limit.

mod element;
mod entities;
mod writer;

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::TextType;
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_text, element};
use writer::Writer;

/// For open elements, some ten thousand of them, and a tag that is not complete.
const MOST_MEMORY: usize = 4 * 1024 * 1024;

/// The text of an HTML page. Never fails: where the parser gives up, the tags are cut out.
pub(crate) fn to_text(source: &str) -> String {
    let writer = Rc::new(RefCell::new(Writer::default()));
    match convert(source, &writer) {
        Ok(()) => writer.take().finish(),
        Err(_) => mail_parser::decoders::html::html_to_text(source),
    }
}

fn convert(source: &str, writer: &Rc<RefCell<Writer>>) -> Result<(), lol_html::errors::RewritingError> {
    let settings = Settings::new()
        .append_element_content_handler(element!("*", |element| element::start(element, writer)))
        .append_document_content_handler(doc_text!(|chunk| {
            // The rest is of scripts, styles, titles.
            match chunk.text_type() {
                TextType::Data => writer.borrow_mut().text(&entities::decode(chunk.as_str())),
                TextType::PlainText | TextType::CDataSection => writer.borrow_mut().text(chunk.as_str()),
                _ => {}
            }
            Ok(())
        }))
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MOST_MEMORY))
        .with_strict(false);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    rewriter.write(source.as_bytes())?;
    rewriter.end()
}

/// The character set that a page says in its head.
pub(crate) fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let label: String = label.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    (!label.is_empty()).then_some(label)
}
