//! The syntax of `Authentication-Results`: comments, quoted strings, one result after each semicolon.

/// The header, taken apart.
#[derive(Debug)]
pub(super) struct Results {
    /// The authserv-id: the server that writes.
    pub(super) server: String,
    pub(super) methods: Vec<Method>,
}

/// One result: `dkim=pass header.d=client.example`.
#[derive(Debug)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) result: String,
    properties: Vec<(String, String)>,
}

impl Results {
    /// `None` if the header does not keep to its syntax where a comment or a quoted string is: then everything after is in doubt.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut sections = sections(text)?.into_iter();
        let server = sections.next()?.into_iter().next()?;
        let methods = sections.filter_map(|words| Method::of(&words)).collect();
        Some(Self { server, methods })
    }
}

impl Method {
    fn of(words: &[String]) -> Option<Self> {
        let mut pairs = words.iter().filter_map(|word| word.split_once('='));
        let (name, result) = pairs.next()?;
        // `dkim/1` is the same method with its version.
        let name = name.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let properties = pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Some(Self { name, result: result.to_ascii_lowercase(), properties })
    }

    /// The domain that a property names: all of its value, or what is after the `@`.
    pub(super) fn property(&self, name: &str) -> Option<String> {
        let (_, value) = self.properties.iter().find(|(found, _)| found == name)?;
        Some(value.rsplit('@').next().unwrap_or_default().to_owned())
    }
}

/// The words between semicolons, without comments. White space around `=` is left out.
fn sections(text: &str) -> Option<Vec<Vec<String>>> {
    let mut sections = vec![Vec::new()];
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '(' => skip_comment(&mut chars)?,
            '"' => quoted(&mut chars, &mut word)?,
            ';' => {
                end_word(&mut sections, &mut word);
                sections.push(Vec::new());
            }
            '=' => {
                join_last_word(&mut sections, &mut word);
                word.push('=');
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
            }
            c if c.is_whitespace() => end_word(&mut sections, &mut word),
            c => word.push(c),
        }
    }
    end_word(&mut sections, &mut word);
    Some(sections)
}

fn end_word(sections: &mut [Vec<String>], word: &mut String) {
    if let Some(words) = sections.last_mut()
        && !word.is_empty()
    {
        words.push(std::mem::take(word));
    }
}

/// `dkim =pass` is `dkim=pass`.
fn join_last_word(sections: &mut [Vec<String>], word: &mut String) {
    if word.is_empty()
        && let Some(last) = sections.last_mut().and_then(Vec::pop)
    {
        *word = last;
    }
}

/// Comments nest, and a backslash takes the meaning from the next character.
fn skip_comment(chars: &mut impl Iterator<Item = char>) -> Option<()> {
    let mut depth = 1_usize;
    while depth > 0 {
        match chars.next()? {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\\' => drop(chars.next()?),
            _ => {}
        }
    }
    Some(())
}

fn quoted(chars: &mut impl Iterator<Item = char>, word: &mut String) -> Option<()> {
    loop {
        match chars.next()? {
            '"' => return Some(()),
            '\\' => word.push(chars.next()?),
            c => word.push(c),
        }
    }
}
