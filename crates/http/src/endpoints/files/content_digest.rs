use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The SHA-256 in a `Content-Digest` (RFC 9530): `sha-256=:<base64>:` among digests by other algorithms, which do not count.
/// `Ok(None)` where there is none by SHA-256.
pub(super) fn sha256_of(header: &str) -> Result<Option<[u8; 32]>, ()> {
    let mut found = None;
    for member in header.split(',').map(str::trim) {
        let (algorithm, value) = member.split_once('=').ok_or(())?;
        if algorithm != "sha-256" {
            continue;
        }
        let encoded = value.strip_prefix(':').and_then(|value| value.strip_suffix(':')).ok_or(())?;
        found = Some(STANDARD.decode(encoded).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(())?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_digest_by_sha_256_counts() {
        let encoded = STANDARD.encode([7; 32]);
        for (header, digest) in [
            (format!("sha-256=:{encoded}:"), Ok(Some([7; 32]))),
            (format!("sha-512=:AAAA:, sha-256=:{encoded}:"), Ok(Some([7; 32]))),
            ("sha-512=:AAAA:".to_owned(), Ok(None)),
            (format!("sha-256={encoded}"), Err(())),
            ("sha-256=:AAAA:".to_owned(), Err(())),
            ("sha-256=:?:".to_owned(), Err(())),
            ("sha-256".to_owned(), Err(())),
            (String::new(), Err(())),
        ] {
            assert_eq!(sha256_of(&header), digest, "{header}");
        }
    }
}
