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
const SVG: &str = "image/svg+xml";

/// Every file: its name, its type, its bytes.
const FILES: &[(&str, &str, &str)] = &[
    ("console.css", CSS, include_str!("../../assets/console.css")),
    ("print.css", CSS, include_str!("../../assets/print.css")),
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
