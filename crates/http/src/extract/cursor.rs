//! The position of a page as clients see it: opaque, and valid only for the list that issued it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use deskhand_http_core::problem::{Problem, ProblemCode};

/// The row after which a page begins: what the sort looks at, and the id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) value: i64,
    pub(crate) id: Uuid,
}

/// Enough to detect another filter or a typing error. It protects no secret: a forged cursor shows rows that the caller may see anyway.
const CHECKSUM: usize = 8;

/// Writes a cursor for the list that `binding` describes.
pub(super) fn encode(position: Position, binding: &str) -> String {
    let mut bytes = position.value.to_be_bytes().to_vec();
    bytes.extend(position.id.as_bytes());
    let checksum = checksum(&bytes, binding);
    bytes.extend(checksum.iter().take(CHECKSUM));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor that this list issued.
pub(super) fn decode(cursor: &str, binding: &str) -> Result<Position, Problem> {
    parse(cursor, binding).ok_or_else(|| {
        Problem::new(ProblemCode::BadCursor)
            .detail("A cursor is good only for the list, filter and sort that gave it out. Begin without one.")
    })
}

fn parse(cursor: &str, binding: &str) -> Option<Position> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (content, presented) = bytes.split_at_checked(24)?;
    if presented.len() != CHECKSUM || !checksum(content, binding).starts_with(presented) {
        return None;
    }
    let (value, id) = content.split_at_checked(8)?;
    Some(Position { value: i64::from_be_bytes(value.try_into().ok()?), id: Uuid::from_slice(id).ok()? })
}

fn checksum(content: &[u8], binding: &str) -> Vec<u8> {
    Sha256::new().chain_update(content).chain_update(binding).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSITION: Position = Position { value: -1_767_603_600_000, id: Uuid::from_u128(7) };

    #[test]
    fn a_cursor_leads_back_to_its_position() {
        let cursor = encode(POSITION, "here");

        assert_eq!(parse(&cursor, "here"), Some(POSITION));
    }

    #[test]
    fn a_cursor_is_good_for_no_other_list() {
        let cursor = encode(POSITION, "here");

        assert_eq!(parse(&cursor, "there"), None);
    }

    #[test]
    fn no_character_of_a_cursor_can_be_changed() {
        let cursor = encode(POSITION, "here");

        for place in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(parse(&String::from_utf8(changed).unwrap(), "here"), None, "character {place}");
        }
    }
}
