/// The deepest quote that is shown as such.
const MOST_QUOTES: usize = 5;
/// The most blank lines in a row, and one.
const MOST_BREAKS: usize = 3;

/// Writes words in lines. Quotes get `> ` before each line, as in plain text, so that trimming need not know HTML.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    /// Line ends to write before the next word.
    breaks: usize,
    /// Whether white space comes before the next word.
    has_space: bool,
    quotes: usize,
    preformatted: usize,
    quotes_rest: bool,
}

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => self.line_end(),
                '\r' if self.preformatted > 0 => {}
                ' ' | '\t' if self.preformatted > 0 => self.push(c),
                c if c.is_whitespace() => self.has_space = true,
                '\0' => {}
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        if self.text.is_empty() {
            self.begin_line();
        } else if self.breaks > 0 {
            for _ in 0..self.breaks {
                self.end_line();
            }
        } else if self.has_space && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        (self.breaks, self.has_space) = (0, false);
        self.text.push(c);
    }

    fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
        self.begin_line();
    }

    fn begin_line(&mut self) {
        for _ in 0..self.quotes.min(MOST_QUOTES) {
            self.text.push_str("> ");
        }
    }

    /// The next word is on a new line, or after blank lines.
    pub(super) fn breaks(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
    }

    pub(super) fn line_end(&mut self) {
        self.breaks = (self.breaks + 1).min(MOST_BREAKS);
    }

    /// Words on a line of their own.
    pub(super) fn line(&mut self, words: &str) {
        self.breaks(1);
        self.text(words);
        self.breaks(1);
    }

    pub(super) fn begin_quote(&mut self) {
        self.breaks(1);
        self.flush_breaks();
        self.quotes += 1;
    }

    pub(super) fn end_quote(&mut self) {
        self.quotes = self.quotes.saturating_sub(1).max(usize::from(self.quotes_rest));
        self.breaks = 1;
    }

    /// All that follows is a quote.
    pub(super) fn quote_rest(&mut self) {
        if !self.quotes_rest {
            self.begin_quote();
            self.quotes_rest = true;
        }
    }

    /// Blank lines before a quote are outside of it.
    fn flush_breaks(&mut self) {
        if !self.text.is_empty() {
            for _ in 1..self.breaks {
                self.end_line();
            }
        }
        self.breaks = 1;
    }

    pub(super) fn begin_preformatted(&mut self) {
        self.breaks(1);
        self.preformatted += 1;
    }

    pub(super) fn end_preformatted(&mut self) {
        self.breaks(1);
        self.preformatted = self.preformatted.saturating_sub(1);
    }

    /// How far the text is.
    pub(super) const fn position(&self) -> usize {
        self.text.len()
    }

    /// The target of a link whose words began at `start`, unless the words say it.
    pub(super) fn link(&mut self, target: &str, start: usize) {
        let target = target.trim();
        let bare = target.split_once("://").or_else(|| target.split_once(':')).map_or(target, |(_, rest)| rest);
        let words = self.text.get(start..).unwrap_or_default();
        if !words.contains(bare.trim_end_matches('/')) {
            self.text(&format!(" <{target}>"));
        }
    }

    pub(super) fn finish(self) -> String {
        self.text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}
