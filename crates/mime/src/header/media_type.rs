use super::parameters::Parameters;
use crate::structure::Fields;

/// A `Content-Type`.
#[derive(Debug)]
pub(crate) struct MediaType {
    /// In lower case, without parameters: `text/plain`. What is not of this form is `application/octet-stream`.
    pub(crate) essence: String,
    pub(crate) parameters: Parameters,
}

impl MediaType {
    /// The type of a part, or `default` where it says none.
    pub(crate) fn of(fields: &Fields<'_>, default: &str) -> Self {
        let parameters = Parameters::parse(fields.first("Content-Type").unwrap_or_default());
        let word = parameters.word().to_ascii_lowercase();
        let essence = match word.as_str() {
            "" => default.to_owned(),
            // Some programs write it so.
            "text" => "text/plain".to_owned(),
            word if is_type(word) => word.to_owned(),
            _ => "application/octet-stream".to_owned(),
        };
        Self { essence, parameters }
    }

    pub(crate) fn is_multipart(&self) -> bool {
        self.essence.starts_with("multipart/")
    }

    /// Whether the parameter has this value, whatever its case.
    pub(crate) fn says(&self, parameter: &str, value: &str) -> bool {
        self.parameters.get(parameter).is_some_and(|found| found.eq_ignore_ascii_case(value))
    }
}

fn is_type(word: &str) -> bool {
    let is_token = |token: &str| {
        let is_char = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !token.is_empty() && token.len() <= 100 && token.bytes().all(is_char)
    };
    word.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

/// A `Content-Disposition`.
#[derive(Debug)]
pub(crate) struct Disposition {
    pub(crate) is_attachment: bool,
    pub(crate) is_inline: bool,
    /// The file name that the part says, here or in its type. Not safe to use.
    pub(crate) file_name: Option<String>,
}

impl Disposition {
    pub(crate) fn of(fields: &Fields<'_>, media_type: &MediaType) -> Self {
        let parameters = Parameters::parse(fields.first("Content-Disposition").unwrap_or_default());
        let word = parameters.word();
        Self {
            // Other words mean the same (RFC 2183, section 2.8).
            is_attachment: !word.is_empty() && !word.eq_ignore_ascii_case("inline"),
            is_inline: word.eq_ignore_ascii_case("inline"),
            file_name: parameters.get("filename").or_else(|| media_type.parameters.get("name")).map(str::to_owned),
        }
    }
}
