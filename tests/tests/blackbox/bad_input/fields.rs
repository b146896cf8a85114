//! What is wrong for each kind of field, and by what word the answer says so.

use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Username,
    Email,
    Password,
    Phone,
    TimeZone,
    Title,
    Text,
    /// Of a rating.
    Comment,
    /// One to five.
    Stars,
    Word(&'static [&'static str]),
    Capacity,
    Assignee,
    OlderTicket,
    /// 1 to 100 tickets, each once.
    Tickets,
    /// An object with a change.
    Change,
    Login,
    TypedPassword,
    RefreshToken,
    /// Of a second factor.
    Code,
    Scopes,
    /// Ids of uploads.
    Files,
    /// The id of a message of the ticket.
    Message,
    /// An object of yes and no.
    Choices,
    /// A moment that lies ahead.
    Expiry,
    /// Yes or no.
    Flag,
    /// Of a webhook.
    Url,
    /// Of a webhook.
    Description,
    /// Kinds of events.
    EventKinds,
    /// A moment, past or not.
    Moment,
}

impl Kind {
    pub(super) fn wrong_values(self) -> Vec<(Value, &'static str)> {
        let mut wrong = self.of_wrong_type();
        wrong.extend(self.too_long().map(|length| (json!("x".repeat(length)), "too_long")));
        let mut add = |code: &'static str, texts: &[&str]| {
            wrong.extend(texts.iter().map(|text| (json!(text), code)));
        };
        match self {
            Self::Name | Self::Title | Self::Description => {
                add("empty", &["", " ", "\t\n", "\u{200b}", "\u{ad}\u{2060}", "\u{3164}", "\u{2800}"]);
                add(
                    "control_character",
                    &["a\0b", "a\nb", "a\rb", "a\u{1b}[31mb", "a\u{7f}", "a\u{85}b", "a\u{202e}b", "a\u{2028}b"],
                );
            }
            Self::Text | Self::Comment => {
                add("empty", &["", " \r\n\t ", "\u{200b}", "\u{1b}[31m"]);
            }
            Self::Username => {
                add("empty", &[""]);
                add("too_short", &["ab", " ab "]);
                add("reserved", &["me", "none", "auto", "null", "system", "SYSTEM"]);
                add("format", &["_ab", "-ab", ".ab", "a b", "a/b", "a@b", "änne", "a'--", "<b>", "١٢٣"]);
                add("control_character", &["a\0bc", "a\nbc"]);
            }
            Self::Email => {
                add("empty", &["", " "]);
                add("format", &["x", "@", "a@", "@b.example", "a b@c.example", "a@b@c.example", "ü@example.com"]);
                add(
                    "format",
                    &["\"a b\"@c.example", "a@[127.0.0.1]", "a@b c.example", "<a@b.example>", "a,b@c.example"],
                );
                add("control_character", &["a@b.example\r\nBcc: c@d.example", "a\0@b.example"]);
            }
            Self::Password => {
                add("empty", &[""]);
                add("too_short", &["1234567", "        ", "\u{200b}\u{a0}\u{ad}1234567"]);
                add("control_character", &["12345678\0"]);
            }
            Self::Phone => {
                add("empty", &["", " "]);
                add(
                    "format",
                    &["123456", "+1", "+012345", "+1234567890123456", "+49x30", "tel:+4930", "++4930", "+٤٩٣٠"],
                );
                add("control_character", &["+4930\0", "+49\n30"]);
            }
            Self::TimeZone => {
                add("empty", &["", " "]);
                add("format", &["Europe/Atlantis", "+02:00", "UTC+2", "../zone.tab", "/etc/localtime", "CET-1CEST"]);
                add("control_character", &["Europe/Berlin\0x", "Europe\n/Berlin"]);
            }
            Self::Word(_) => add("format", &["", " ", "nonsense", "null", "OPEN", "Engineer", "open,closed", "\0"]),
            Self::Assignee => {
                add("empty", &[""]);
                add("reserved", &["me", "none"]);
                add("too_short", &["x", "*"]);
                add("format", &["not a name", "***"]);
                add("control_character", &["a\0bc"]);
            }
            Self::OlderTicket => {
                add("format", &["", "x", "-1", "+1", "1.0", "999", "00000000-0000-7000-8000-000000000000"]);
            }
            Self::Tickets => {
                let none: [&str; 0] = [];
                let many: Vec<_> = (1..=101).collect();
                let lists = [(json!(none), "empty"), (json!(many), "too_many"), (json!([1, "1"]), "repeated")];
                wrong.extend(lists);
                wrong.extend([json!(["x"]), json!([1, null]), json!([[1]])].map(|list| (list, "format")));
                wrong.push((json!([0]), "out_of_range"));
            }
            Self::Change => {
                let no_change = [
                    json!({}),
                    json!({"take": false}),
                    json!({"take": true, "muted": true}),
                    json!({"status": "closed", "take": true}),
                    json!({"priority": null}),
                ];
                wrong.extend(no_change.map(|change| (change, "format")));
            }
            Self::Login => add("empty", &["", " "]),
            Self::TypedPassword | Self::RefreshToken => add("empty", &[""]),
            Self::Code => add("empty", &["", " ", " - "]),
            Self::Scopes => {
                let none: [&str; 0] = [];
                wrong.push((json!(none), "empty"));
                wrong.push((json!(["read", "write", "read"]), "repeated"));
                wrong.extend([json!(["nonsense"]), json!(["read", ""]), json!(["READ"])].map(|list| (list, "format")));
            }
            Self::Files => {
                wrong.extend([json!(["nonsense"]), json!([""]), json!(["1"])].map(|list| (list, "format")));
            }
            Self::Message => add("format", &["", "1", "nonsense", "00000000-0000-7000-8000-000000000000"]),
            Self::Url => {
                add("empty", &["", " "]);
                add(
                    "format",
                    &[
                        "x",
                        "/hooks",
                        "ftp://example.com/",
                        "http://example.com/",
                        "https://a@b.example/",
                        "https://a.example/#b",
                    ],
                );
                add("control_character", &["https://a.example/\0", "https://a.example/\nb"]);
            }
            Self::EventKinds => {
                let none: [&str; 0] = [];
                wrong.push((json!(none), "empty"));
                wrong.push((json!(["assigned", "taken", "assigned"]), "repeated"));
                wrong.extend([json!(["nonsense"]), json!(["ASSIGNED"])].map(|list| (list, "format")));
            }
            Self::Moment => {
                add("format", &["", "tomorrow", "2030-01-01", "2030-01-01T00:00:00", "2030-13-01T00:00:00Z"]);
            }
            Self::Expiry => {
                add("format", &["", "tomorrow", "2030-01-01", "2030-01-01T00:00:00", "2030-13-01T00:00:00Z"]);
                add("past", &["2020-01-01T00:00:00Z"]);
            }
            Self::Capacity | Self::Stars | Self::Choices | Self::Flag => {}
        }
        wrong
    }

    fn of_wrong_type(self) -> Vec<(Value, &'static str)> {
        let no_text = [json!(5), json!(1.5), json!(true), json!([]), json!(["open"]), json!({}), json!({"a": null})];
        match self {
            Self::Capacity => no_number(&[-1, 10_001, i64::MIN]),
            Self::Stars => no_number(&[-1, 0, 6, 257, i64::MIN, i64::MAX]),
            Self::OlderTicket => {
                let wrong = [json!(1.5), json!(-1), json!(999), json!(true), json!([]), json!({})];
                let mut wrong: Vec<_> = wrong.into_iter().map(|value| (value, "format")).collect();
                wrong.extend([json!(0), json!("0"), json!(u64::MAX)].map(|value| (value, "out_of_range")));
                wrong
            }
            Self::Tickets => {
                let no_list = [json!(5), json!("1"), json!(true), json!({}), json!({"a": 1})];
                no_list.into_iter().map(|value| (value, "type")).collect()
            }
            Self::Choices | Self::Change => {
                let no_object = [json!(5), json!("x"), json!(true), json!([]), json!([{"assigned": true}])];
                no_object.into_iter().map(|value| (value, "type")).collect()
            }
            Self::Flag => {
                let no_flag = [json!("true"), json!(""), json!(1), json!([]), json!({})];
                no_flag.into_iter().map(|value| (value, "type")).collect()
            }
            Self::Scopes | Self::Files | Self::EventKinds => {
                let no_texts = [json!("read"), json!(5), json!(true), json!({}), json!([5]), json!(["read", null])];
                no_texts.into_iter().map(|value| (value, "type")).collect()
            }
            _ => no_text.into_iter().map(|value| (value, "type")).collect(),
        }
    }

    fn too_long(self) -> Option<usize> {
        match self {
            Self::Name => Some(101),
            Self::Username | Self::Assignee => Some(33),
            Self::Email | Self::Login => Some(255),
            Self::Password | Self::TypedPassword => Some(1025),
            Self::Phone => Some(41),
            Self::TimeZone => Some(65),
            Self::Title | Self::Description => Some(201),
            Self::Url => Some(2001),
            Self::Text => Some(65_537),
            Self::Comment => Some(1_001),
            Self::RefreshToken => Some(513),
            Self::Code => Some(65),
            Self::Word(_)
            | Self::Capacity
            | Self::Stars
            | Self::OlderTicket
            | Self::Tickets
            | Self::Change
            | Self::Scopes
            | Self::Files
            | Self::Message
            | Self::Expiry
            | Self::Moment
            | Self::EventKinds
            | Self::Choices
            | Self::Flag => None,
        }
    }
}

/// What is no whole number, and these, which are too small or too large.
fn no_number(out_of_range: &[i64]) -> Vec<(Value, &'static str)> {
    let no_number = [json!("5"), json!(""), json!(1.5), json!(true), json!([]), json!({}), json!(u64::MAX)];
    let mut wrong: Vec<_> = no_number.into_iter().map(|value| (value, "type")).collect();
    wrong.extend(out_of_range.iter().map(|number| (json!(number), "out_of_range")));
    wrong
}
