use std::fmt;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, ObjectRepr, ValueKind, from_args};
use minijinja::{Error, ErrorKind, State, Value};

use crate::sentence::{Piece, Sentence};
use crate::words::{Arg, Words};

/// What the ids of the sentences begin with that follow the greeting. German begins them with a small letter.
const OPENING: &str = "opening-";

/// The function `t` of templates: `t("hello", name=mail.to_name)` is that text in the language of the letter.
pub(super) struct Translate {
    pub(super) words: Arc<Words>,
    /// Whether no greeting comes before the opening: it then begins with a capital letter.
    pub(super) is_part: bool,
}

impl fmt::Debug for Translate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("t")
    }
}

impl Object for Translate {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (id, named): (&str, Kwargs) = from_args(args)?;
        let mut given = Vec::new();
        for name in named.args() {
            given.push((name, argument(name, &named.get(name)?)?));
        }
        let sentence = self.words.sentence(id, &given);
        let begins = self.is_part && id.starts_with(OPENING);
        let sentence = sentence.map(|sentence| if begins { sentence.capitalized() } else { sentence });
        sentence.map(Value::from_object).map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
    }
}

/// A sentence is of our texts, and HTML made by the template stays HTML; any other text is what a person chose.
fn argument(name: &str, value: &Value) -> Result<Arg, Error> {
    if let Some(sentence) = value.downcast_object_ref::<Sentence>() {
        return Ok(Arg::Sentence(sentence.clone()));
    }
    match (value.kind(), value.as_str()) {
        (ValueKind::Number, _) => Ok(Arg::Number(u64::try_from(value.clone())?)),
        (_, Some(html)) if value.is_safe() => Ok(Arg::Sentence(Sentence(vec![Piece::Markup(html.to_owned())]))),
        (_, Some(text)) => Ok(Arg::theirs(text)),
        (kind, None) => {
            let reason = format!("the argument {name} must be a text or a number, but it is {kind}");
            Err(Error::new(ErrorKind::InvalidOperation, reason))
        }
    }
}
