//! The style, the icons and the scripts of the pages. Their address has a hash of all of them, so that a browser keeps them for good and never
//! mixes two versions.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deskhand_http_core::problem::{Problem, ProblemCode};
use sha2::{Digest as _, Sha256};

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Every file: its name, its type, its bytes.
const FILES: &[(&str, &str, &str)] = &[
    ("console.css", CSS, include_str!("../../assets/console.css")),
    ("print.css", CSS, include_str!("../../assets/print.css")),
    ("choose.js", JS, include_str!("../../assets/js/choose.js")),
    ("console.js", JS, include_str!("../../assets/js/console.js")),
    ("drafts.js", JS, include_str!("../../assets/js/drafts.js")),
    ("keys.js", JS, include_str!("../../assets/js/keys.js")),
    ("live.js", JS, include_str!("../../assets/js/live.js")),
    ("palette.js", JS, include_str!("../../assets/js/palette.js")),
    ("parse.js", JS, include_str!("../../assets/js/parse.js")),
    ("presence.js", JS, include_str!("../../assets/js/presence.js")),
    ("seen.js", JS, include_str!("../../assets/js/seen.js")),
    ("icon.svg", SVG, include_str!("../../assets/icon.svg")),
];

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    for (name, _, text) in FILES {
        all.update(name);
        all.update(text);
    }
    let digest = all.finalize();
    URL_SAFE_NO_PAD.encode(digest.get(..9).unwrap_or(&digest))
});

/// The hash of all files.
pub(crate) fn hash() -> &'static str {
    &HASH
}

/// One of the files. Old pages ask for those of an older version: they get today's, and are not to keep them.
pub(crate) async fn show_asset(path: web::Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (asked, name) = path.into_inner();
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, kind, text) = found.ok_or_else(|| Problem::new(ProblemCode::NotFound))?;
    let kept = if asked == hash() { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok()
        .content_type(*kind)
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .body(*text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of all files of this kind.
    fn bytes(kind: &str) -> usize {
        FILES.iter().filter(|(_, known, _)| *known == kind).map(|(_, _, text)| text.len()).sum()
    }

    #[test]
    fn style_and_scripts_keep_within_their_budgets() {
        assert!(bytes(JS) <= 30_000, "{} bytes of scripts", bytes(JS));
        assert!(bytes(CSS) <= 24_000, "{} bytes of style", bytes(CSS));
    }

    #[test]
    fn one_place_makes_html_of_text_and_nothing_comes_from_elsewhere() {
        for (name, _, text) in FILES {
            for way_in in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
                assert!(!text.contains(way_in), "{way_in} in {name}");
            }
            assert!(*name == "parse.js" || !text.contains("parseFromString"), "{name}");
            for foreign in ["http://", "https://", "@import", "url("] {
                assert!(*name == "icon.svg" || !text.contains(foreign), "{foreign} in {name}");
            }
        }
    }

    /// The declarations of a style: property and value.
    fn declarations(style: &str) -> Vec<(&str, &str)> {
        let blocks = style.split(['{', '}', ';']).filter(|part| !part.contains("/*"));
        blocks.filter_map(|part| part.trim().split_once(':')).map(|(name, value)| (name.trim(), value.trim())).collect()
    }

    /// Whether a declaration says left, right, top, bottom, width or height where the direction of writing should decide.
    fn is_physical((name, value): (&str, &str)) -> bool {
        let sides = ["left", "right", "top", "bottom"];
        let is_side = sides
            .iter()
            .any(|side| name == *side || name.ends_with(&format!("-{side}")) || name.contains(&format!("-{side}-")));
        let is_size = ["width", "height", "min-width", "min-height", "max-width", "max-height"].contains(&name);
        let has_four = ["margin", "padding", "inset", "border-width"].contains(&name) && {
            let values: Vec<&str> = value.split_whitespace().collect();
            values.len() == 4 && values.get(1) != values.get(3)
        };
        let is_aligned = ["text-align", "float", "clear"].contains(&name) && ["left", "right"].contains(&value);
        is_side || is_size || has_four || is_aligned
    }

    #[test]
    fn the_style_follows_the_direction_of_writing() {
        for (name, kind, text) in FILES.iter().filter(|(_, kind, _)| *kind == CSS) {
            let declared = declarations(text);
            assert!(declared.len() > 10, "{name} {kind}: {declared:?}");
            // What is in parentheses before a block is a condition and no property.
            let found: Vec<_> = declared.into_iter().filter(|one| !one.0.contains('(') && is_physical(*one)).collect();
            assert!(found.is_empty(), "{name}: {found:?}");
        }
        let one = |declaration: &'static str| is_physical(declaration.split_once(": ").unwrap());
        for physical in [
            "margin-left: 1rem",
            "border-right-color: red",
            "left: 0",
            "text-align: right",
            "inset: 0 auto auto 1px",
            "width: 1px",
        ] {
            assert!(one(physical), "{physical}");
        }
        for logical in [
            "margin-inline-start: 1rem",
            "text-align: start",
            "inset: 50%",
            "padding: 1px 2px 3px 2px",
            "line-height: 1.5",
        ] {
            assert!(!one(logical), "{logical}");
        }
    }

    /// The colours of the first block with this line, by name.
    fn tokens(after: &str) -> Vec<(&'static str, [f64; 3])> {
        let style = include_str!("../../assets/console.css");
        let block = style.split_once(after).unwrap().1.split_once('}').unwrap().0;
        let declared = block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
        declared
            .map(|(name, hex)| (name, [0, 2, 4].map(|at| linear(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()))))
            .collect()
    }

    fn linear(part: u8) -> f64 {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    }

    /// WCAG 2.2, "contrast ratio".
    fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
        let [a, b] =
            [a, b].map(|[red, green, blue]| 0.2126f64.mul_add(red, 0.7152f64.mul_add(green, 0.0722 * blue)) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_and_edges_have_enough_contrast_in_both_looks() {
        for look in [":root {", ":root:not([data-theme=\"light\"]) {", ":root[data-theme=\"dark\"] {"] {
            let tokens = tokens(look);
            let colour = |name: &str| tokens.iter().find(|(known, _)| *known == name).unwrap().1;
            let text = [
                ("ink", "page"),
                ("ink", "card"),
                ("ink", "sunk"),
                ("ink", "selected"),
                ("soft", "page"),
                ("soft", "card"),
                ("soft", "sunk"),
                ("soft", "selected"),
                ("accent", "page"),
                ("accent", "card"),
                ("accent", "selected"),
                ("on-accent", "accent"),
                ("good", "good-ground"),
                ("warn", "warn-ground"),
                ("bad", "bad-ground"),
                ("warn", "card"),
                ("bad", "card"),
                ("note-ink", "note"),
            ];
            for (ink, ground) in text {
                let found = contrast(colour(ink), colour(ground));
                assert!(found >= 4.5, "{ink} on {ground}: {found:.2} in {look}");
            }
            for (edge, ground) in [("edge", "page"), ("edge", "card"), ("accent", "page"), ("note-edge", "note")] {
                let found = contrast(colour(edge), colour(ground));
                assert!(found >= 3.0, "{edge} on {ground}: {found:.2} in {look}");
            }
        }
    }
}
