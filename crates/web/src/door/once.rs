use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{IdempotencyKey, KeyedRequest};
use deskhand_domain::use_cases::{Error, Execution, Idempotent, Outcome, UseCases};
use deskhand_http_core::problem::Problem;

/// A form that is carried out once, however often its page sends it: pressed twice, or sent again because its answer was lost.
pub(crate) struct Once(Option<KeyedRequest>);

impl Once {
    /// `page` is the hidden field `once`, which tells one page from the next; `says` is all else that the form says. What differs in any
    /// of it is another request. A form without the field is carried out as often as it comes.
    pub(crate) fn new(desk: &UseCases, owner: PersonId, page: &str, says: &[&str]) -> Result<Self, Problem> {
        if page.is_empty() {
            return Ok(Self(None));
        }
        // The fields may contain a password, so that also the key is made of a fingerprint.
        let fingerprint = desk.fingerprint(&joined(page, says));
        let key = format!("page-{}", URL_SAFE_NO_PAD.encode(fingerprint));
        let key = IdempotencyKey::parse(&key).map_err(Problem::internal)?;
        Ok(Self(Some(KeyedRequest { owner: Some(owner), key, fingerprint })))
    }

    /// How to carry it out. `answer` makes what is remembered of the result.
    pub(crate) fn execution<'a, T>(
        &'a self,
        answer: &'a (dyn Fn(&T) -> Option<String> + Send + Sync),
    ) -> Execution<'a, T> {
        match &self.0 {
            Some(request) => Execution::Idempotent(Idempotent { request, answer }),
            None => Execution::Commit,
        }
    }

    /// What is remembered of the result, and whether this form brought it about, and not the same form before.
    pub(crate) fn done<T>(outcome: Outcome<T>, answer: impl Fn(&T) -> Option<String>) -> Result<(String, bool), Error> {
        let done = match outcome {
            Outcome::Done(result) => answer(&result).map(|answer| (answer, true)),
            Outcome::Replayed(answer) => Some((answer, false)),
            Outcome::Planned(_) => None,
        };
        done.ok_or(Error::Internal("a form was planned only, or its result can't be remembered"))
    }
}

/// Each text with its length before it, so that no two lists look alike.
fn joined(page: &str, says: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in [page].iter().chain(says) {
        bytes.extend_from_slice(text.len().to_string().as_bytes());
        bytes.push(b' ');
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_texts_that_read_alike_when_joined_are_told_apart() {
        let lists: [(&str, &[&str]); 5] =
            [("a", &["b"]), ("ab", &[]), ("a", &["b", ""]), ("a", &["", "b"]), ("", &["a", "b"])];
        let all: std::collections::BTreeSet<_> = lists.iter().map(|(page, says)| joined(page, says)).collect();
        assert_eq!(all.len(), lists.len());
    }
}
