//! How bytes from outside are handed out: as a download that nothing runs.

use actix_web::HttpResponse;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue, HeaderName,
};
use deskhand_domain::IncomingMailId;
use deskhand_domain::files::FileName;

/// The headers of all bytes from outside.
pub const FILE_HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    (header::CACHE_CONTROL, "private, no-store"),
    (header::ACCEPT_RANGES, "bytes"),
];

/// The `Content-Disposition` of a download. Programs that do not know `filename*` get the name in ASCII.
#[must_use]
pub fn disposition(name: &FileName, inline: bool) -> ContentDisposition {
    let ascii =
        name.as_str().replace(|c: char| !c.is_ascii_graphic() && c != ' ' || matches!(c, '"' | '\\' | '%'), "_");
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_str().as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: if inline { DispositionType::Inline } else { DispositionType::Attachment },
        parameters: vec![DispositionParam::Filename(ascii), DispositionParam::FilenameExt(extended)],
    }
}

/// A mail as it came, byte for byte. The API and the pages hand out the same.
#[must_use]
pub fn raw_mail(id: IncomingMailId, bytes: Vec<u8>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    for header in FILE_HEADERS {
        answer.insert_header(header);
    }
    let name = FileName::of(&format!("{id}.eml"));
    answer.content_type("application/octet-stream").insert_header(disposition(&name, false)).body(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_out_in_ascii_and_in_full() {
        let header = disposition(&FileName::of("Größe \"1\".txt"), false).to_string();
        assert_eq!(header, "attachment; filename=\"Gr__e _1_.txt\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20_1_.txt");
        assert!(disposition(&FileName::of("a.png"), true).to_string().starts_with("inline; filename=\"a.png\""));
    }
}
