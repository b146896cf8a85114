use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::Element;
use lol_html::{HandlerResult, end_tag};

use super::entities;
use super::writer::Writer;

/// Around what a mail program copied of the mail that is answered. Not `gmail_quote`: answers between quotes are in that, too, and its
/// quotes are in a `blockquote` each.
const QUOTE_CLASSES: [&str; 3] = ["yahoo_quoted", "protonmail_quote", "moz-cite-prefix"];
const QUOTE_ID: &str = "OLK_SRC_BODY_SECTION";
/// With these, Outlook begins the rest of the mail, which is all copied.
const REST_IDS: [&str; 2] = ["divRplyFwdMsg", "appendonsend"];

const RULE: &str = "________________________________";

/// What is done at the end of an element.
#[derive(Clone, Debug)]
enum AtEnd {
    Break(usize),
    Quote,
    Preformatted,
    Link { target: String, start: usize },
}

pub(super) fn start(element: &mut Element<'_, '_>, writer: &Rc<RefCell<Writer>>) -> HandlerResult {
    let name = element.tag_name();
    let mut ends = Vec::new();
    {
        let mut text = writer.borrow_mut();
        if is_rest(element) {
            text.quote_rest();
        }
        if is_quote(element, &name) {
            text.begin_quote();
            ends.push(AtEnd::Quote);
        }
        ends.extend(start_by_name(element, &name, &mut text));
    }
    // Elements without content have no end.
    if let Some(handlers) = element.end_tag_handlers() {
        for end in ends {
            let writer = Rc::clone(writer);
            handlers.push(end_tag!(move |_| {
                finish(&end, &mut writer.borrow_mut());
                Ok(())
            }));
        }
    }
    Ok(())
}

fn start_by_name(element: &Element<'_, '_>, name: &str, text: &mut Writer) -> Option<AtEnd> {
    match name {
        "br" => text.line_end(),
        "hr" => text.line(RULE),
        "td" | "th" => text.text(" "),
        "img" => {
            let alt = attribute(element, "alt").filter(|alt| !alt.trim().is_empty())?;
            text.text(&format!("[image: {}]", alt.trim()));
        }
        "a" => {
            let target = attribute(element, "href").filter(|target| is_shown(target))?;
            return Some(AtEnd::Link { target, start: text.position() });
        }
        "pre" => {
            text.begin_preformatted();
            return Some(AtEnd::Preformatted);
        }
        "li" => {
            text.breaks(1);
            text.text("- ");
            return Some(AtEnd::Break(1));
        }
        name => {
            let breaks = breaks_around(element, name)?;
            text.breaks(breaks);
            return Some(AtEnd::Break(breaks));
        }
    }
    None
}

fn finish(end: &AtEnd, text: &mut Writer) {
    match end {
        AtEnd::Break(breaks) => text.breaks(*breaks),
        AtEnd::Quote => text.end_quote(),
        AtEnd::Preformatted => text.end_preformatted(),
        AtEnd::Link { target, start } => text.link(target, *start),
    }
}

/// How many line ends there are before and after an element: two make a blank line.
fn breaks_around(element: &Element<'_, '_>, name: &str) -> Option<usize> {
    match name {
        // Outlook writes each line as a paragraph without space around.
        "p" if has_class(element, "MsoNormal") || has_class(element, "MsoPlainText") => Some(1),
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" => Some(2),
        "div" | "tr" | "ul" | "ol" | "dl" | "dt" | "dd" | "section" | "article" | "header" | "footer" | "address"
        | "center" | "form" | "fieldset" | "figure" | "figcaption" | "main" | "nav" | "aside" | "details"
        | "summary" | "blockquote" | "caption" | "plaintext" => Some(1),
        _ => None,
    }
}

fn is_quote(element: &Element<'_, '_>, name: &str) -> bool {
    // Gmail indents with it, too.
    let is_indentation =
        || attribute(element, "style").is_some_and(|style| style.replace(' ', "").contains("border:none"));
    let is_copy = name == "blockquote" && !is_indentation();
    is_copy || QUOTE_CLASSES.iter().any(|class| has_class(element, class)) || has_id(element, QUOTE_ID)
}

fn is_rest(element: &Element<'_, '_>) -> bool {
    REST_IDS.iter().any(|id| has_id(element, id))
}

/// Outlook puts `x_` before all names of a mail that it copies.
fn bare(name: &str) -> &str {
    name.trim_start_matches("x_")
}

fn has_class(element: &Element<'_, '_>, class: &str) -> bool {
    element.get_attribute("class").is_some_and(|classes| classes.split_whitespace().any(|found| bare(found) == class))
}

fn has_id(element: &Element<'_, '_>, id: &str) -> bool {
    element.get_attribute("id").is_some_and(|found| bare(&found) == id)
}

fn attribute(element: &Element<'_, '_>, name: &str) -> Option<String> {
    element.get_attribute(name).map(|value| entities::decode(&value).into_owned())
}

fn is_shown(target: &str) -> bool {
    let folded = target.trim().to_ascii_lowercase();
    folded.len() <= 2_000 && ["http://", "https://", "mailto:"].iter().any(|scheme| folded.starts_with(scheme))
}
