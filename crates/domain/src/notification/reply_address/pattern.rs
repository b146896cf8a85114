use super::ReplyTag;
use crate::invalid::Invalid;
use crate::mail::EmailAddress;

const WANTED: &str = "an address with {tag} once before the @, such as support+{tag}@example.com";
const TAG: &str = "{tag}";

/// How reply addresses are made: an address with `{tag}` in its local part, such as `support+{tag}@example.com`, or
/// `{tag}@in.example.com` for a domain that has nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyPattern {
    before: String,
    after: String,
}

impl ReplyPattern {
    /// The only way to make one. The longest tag must fit: a local part has 64 characters at most (RFC 5321), so that 20 are left
    /// for what is around it.
    ///
    /// # Errors
    /// [`Invalid`] says which rule the text breaks.
    pub fn parse(input: &str) -> Result<Self, Invalid> {
        let (before, after) = input.trim().split_once(TAG).ok_or(Invalid::Format(WANTED))?;
        if after.contains(TAG) || before.contains('@') {
            return Err(Invalid::Format(WANTED));
        }
        let longest = EmailAddress::parse(&format!("{before}{}{after}", "b".repeat(ReplyTag::MAX)))?;
        let (_, after) = longest.as_str().split_at(before.len() + ReplyTag::MAX);
        Ok(Self { before: before.to_owned(), after: after.to_owned() })
    }

    /// The address with this tag.
    ///
    /// # Errors
    /// None that can happen: the longest tag was tried.
    pub fn address(&self, tag: &ReplyTag) -> Result<EmailAddress, Invalid> {
        EmailAddress::parse(&format!("{}{tag}{}", self.before, self.after))
    }

    /// The tag in an address, in any case; `None` for an address that is not of this pattern.
    #[must_use]
    pub fn tag_in(&self, address: &EmailAddress) -> Option<ReplyTag> {
        let folded = address.case_folded();
        let tag = folded.strip_prefix(&self.before.to_ascii_lowercase())?;
        ReplyTag::parse(tag.strip_suffix(&self.after.to_ascii_lowercase())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::ReplySubject;
    use crate::secrets::SecretDigest;
    use crate::ticket::TicketNumber;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    #[test]
    fn an_address_has_the_tag_where_the_pattern_has_it() {
        let tag = ReplyTag::new(ReplySubject::Answer(TicketNumber::new(42).unwrap()), &SecretDigest([0xa5; 32]));
        for (pattern, expected) in [
            ("support+{tag}@Desk.Example", "support+r42-mpjtb9d5mpjtb9d5mpjt@desk.example"),
            ("{tag}@in.desk.example", "r42-mpjtb9d5mpjtb9d5mpjt@in.desk.example"),
            ("re-{tag}-x@desk.example", "re-r42-mpjtb9d5mpjtb9d5mpjt-x@desk.example"),
        ] {
            let pattern = ReplyPattern::parse(pattern).unwrap();
            let made = pattern.address(&tag).unwrap();
            assert_eq!(made.as_str(), expected);
            assert_eq!(pattern.tag_in(&made), Some(tag.clone()));
            assert_eq!(pattern.tag_in(&address(&expected.to_uppercase())), Some(tag.clone()));
        }
    }

    #[test]
    fn other_addresses_have_no_tag() {
        let pattern = ReplyPattern::parse("support+{tag}@desk.example").unwrap();
        for text in
            ["support@desk.example", "support+r42@desk.example", "support+r42-mpjtb9d5mpjtb9d5mpjt@desk.example.evil"]
        {
            assert_eq!(pattern.tag_in(&address(text)), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_has_the_tag_once_and_leaves_room_for_it() {
        for text in [
            "",
            "support@desk.example",
            "{tag}{tag}@desk.example",
            "support@{tag}.example",
            "{tag}",
            "a b{tag}@desk.example",
        ] {
            assert!(ReplyPattern::parse(text).is_err(), "{text}");
        }
        assert!(ReplyPattern::parse("a-long-local-part-x+{tag}@desk.example").is_ok());
        assert!(ReplyPattern::parse("a-long-local-part-xy+{tag}@desk.example").is_err());
    }
}
