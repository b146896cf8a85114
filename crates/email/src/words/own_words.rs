//! Whether a file of words can be used, asked before anything is written with it.

use fluent_bundle::FluentResource;

use super::signatures::Signatures;

/// What is wrong with a file of words, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordsFault {
    pub(crate) line: usize,
    pub(crate) reason: String,
}

pub(super) fn parsed(source: &str) -> Result<FluentResource, WordsFault> {
    FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
        let first = errors.into_iter().next();
        let (at, reason) = first.map_or((0, "it is no Fluent file".to_owned()), |error| {
            (error.slice.unwrap_or(error.pos).start, error.kind.to_string())
        });
        WordsFault { line: line_at(source, at), reason }
    })
}

/// An operator's file: each of its texts replaces one that is there, and can be written wherever that one can.
pub(super) fn checked(source: &str, embedded: &Signatures) -> Result<FluentResource, WordsFault> {
    let resource = parsed(source)?;
    for (id, own) in Signatures::of(&resource).0 {
        let fault = |reason: String| WordsFault { line: line_of(source, &id), reason };
        let Some(known) = embedded.0.get(&id) else {
            return Err(fault(format!("there is no text {id}; delete it, or correct its name")));
        };
        if let Some(unknown) = own.arguments.difference(&known.arguments).next() {
            let known = known.arguments.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
            let known = if known.is_empty() { "it has none".to_owned() } else { format!("it has {known}") };
            return Err(fault(format!("the text {id} has no argument ${unknown}: {known}")));
        }
        if let Some(reference) = own.references.first() {
            return Err(fault(format!("the text {id} refers to {reference}; write the words themselves")));
        }
    }
    Ok(resource)
}

fn line_at(source: &str, at: usize) -> usize {
    source.get(..at).unwrap_or(source).matches('\n').count() + 1
}

/// The line in which a text begins.
fn line_of(source: &str, id: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    source.lines().position(begins).map_or(1, |index| index + 1)
}
