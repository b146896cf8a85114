//! What letters say: one folder of templates for each kind of mail, and one file of words for each language. They are embedded in
//! the program; an operator's own files replace them one by one.

mod by_ticket;
mod check;
mod embedded;
mod environment;
mod letter_set;
mod own_files;
mod several;
mod template_error;
#[cfg(test)]
mod tests;
mod translate;
mod what_happened;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use deskhand_domain::ports::OutgoingMail;
pub(crate) use letter_set::Letter;
use letter_set::LetterSet;
use own_files::OwnFiles;
pub use template_error::TemplateError;

use crate::letterhead::Letterhead;

/// The templates of all letters.
#[derive(Clone)]
pub struct Templates {
    embedded: Arc<LetterSet>,
    own: Option<Arc<LetterSet>>,
}

impl Templates {
    /// Those of the program.
    ///
    /// # Errors
    /// [`TemplateError`] if the program was built with wrong ones.
    pub fn embedded() -> Result<Self, TemplateError> {
        Ok(Self { embedded: Arc::new(LetterSet::new(OwnFiles::default())?), own: None })
    }

    /// Those of the program, with the files of a folder in the place of the ones that have the same names. They are checked as by
    /// [`Templates::check`].
    ///
    /// # Errors
    /// [`TemplateError`] for the first file that can't be used: its name is unknown, it does not parse, or a letter fails with it.
    pub fn with_own(folder: &Path) -> Result<Self, TemplateError> {
        let own = LetterSet::new(OwnFiles::read(folder)?)?;
        let templates = Self { own: Some(Arc::new(own)), ..Self::embedded()? };
        templates.check().map(|_| templates)
    }

    /// How many files of the operator's take the place of embedded ones.
    #[must_use]
    pub fn own_files(&self) -> usize {
        self.own.as_ref().map_or(0, |set| set.own.len())
    }

    /// Writes sample letters of every kind in every language, and gives back how many. What passes can be sent.
    ///
    /// # Errors
    /// [`TemplateError`] for the first template that fails.
    pub fn check(&self) -> Result<usize, TemplateError> {
        check::check(self.own.as_ref().unwrap_or(&self.embedded))
    }

    /// Writes a letter. Where an own template fails after all, with values that no sample has, the embedded ones write it: the
    /// letter matters more than its form.
    pub(crate) fn write(&self, outgoing: &OutgoingMail, letterhead: &Letterhead) -> Result<Letter, TemplateError> {
        let Some(own) = &self.own else { return self.embedded.write(outgoing, letterhead) };
        own.write(outgoing, letterhead).or_else(|error| {
            tracing::error!(mail = %outgoing.mail.id, "An own template failed, the built-in one is used: {error}");
            self.embedded.write(outgoing, letterhead)
        })
    }
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").field("own_files", &self.own_files()).finish()
    }
}
