use actix_web::http::header::{Charset, ContentDisposition, HeaderValue};
use deskhand_domain::files::FileName;

/// The name in the `Content-Disposition` of an upload, made harmless; `filename*` goes before `filename` (RFC 6266).
pub(super) fn name_in(header: &HeaderValue) -> Option<FileName> {
    let disposition = ContentDisposition::from_raw(header).ok()?;
    let extended = disposition.get_filename_ext().map(|extended| match &extended.charset {
        Charset::Iso_8859_1 => extended.value.iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf8_lossy(&extended.value).into_owned(),
    });
    let name = extended.or_else(|| disposition.get_filename().map(str::to_owned));
    Some(FileName::of(&name.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_every_form_and_made_harmless() {
        for (header, name) in [
            ("attachment; filename=\"report.pdf\"", "report.pdf"),
            ("attachment; filename=report.pdf", "report.pdf"),
            ("attachment; filename=\"e.txt\"; filename*=UTF-8''%e2%82%ac.txt", "€.txt"),
            ("attachment; filename*=iso-8859-1''%a3.txt", "£.txt"),
            ("attachment; filename=\"../../etc/passwd\"", "passwd"),
            ("attachment; filename*=UTF-8''..%2F%2e%2e%2Fevil%0d%0a.txt", "evil.txt"),
            ("attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe", "photogpj.exe"),
            ("attachment", "file"),
        ] {
            let header = HeaderValue::from_str(header).unwrap();
            assert_eq!(name_in(&header).unwrap().as_str(), name, "{header:?}");
        }
    }
}
