//! Which texts there are, and which arguments each of them uses.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::unknown_text::UnknownText;

/// What a text refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature {
    /// Its arguments.
    pub(crate) arguments: BTreeSet<String>,
    /// Other texts, terms (`-term`) and functions, by which it can't be written.
    pub(crate) references: BTreeSet<String>,
}

/// The texts of a language by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signatures(pub(crate) BTreeMap<String, Signature>);

impl Signatures {
    pub(crate) fn of(resource: &FluentResource) -> Self {
        let messages = resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.id.name, message.value.as_ref())),
            _ => None,
        });
        let signature = |value: Option<&Pattern<&str>>| {
            let mut signature = Signature::default();
            value.into_iter().for_each(|pattern| signature.read_pattern(pattern));
            signature
        };
        Self(messages.map(|(id, value)| (id.to_owned(), signature(value))).collect())
    }

    /// Whether there is such a text, with exactly these arguments.
    pub(super) fn check_call<'a>(&self, id: &str, args: impl Iterator<Item = &'a str>) -> Result<(), UnknownText> {
        let signature = self.0.get(id).ok_or_else(|| UnknownText(format!("there is no text {id}")))?;
        let given: BTreeSet<&str> = args.collect();
        if signature.arguments.iter().map(String::as_str).eq(given.iter().copied()) {
            return Ok(());
        }
        let wanted: Vec<_> = signature.arguments.iter().map(|name| format!("${name}")).collect();
        let wanted = if wanted.is_empty() { "no arguments".to_owned() } else { wanted.join(", ") };
        Err(UnknownText(format!("the text {id} has {wanted}; {given:?} was given")))
    }
}

impl Signature {
    fn read_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression } => self.read(expression),
            }
        }
    }

    fn read(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                variants.iter().for_each(|variant| self.read_pattern(&variant.value));
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.read(expression),
            InlineExpression::MessageReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::TermReference { id, arguments, .. } => {
                self.references.insert(format!("-{}", id.name));
                arguments.iter().for_each(|arguments| self.read_arguments(arguments));
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.references.insert(format!("{}()", id.name));
                self.read_arguments(arguments);
            }
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<&str>) {
        let named = arguments.named.iter().map(|argument| &argument.value);
        arguments.positional.iter().chain(named).for_each(|inline| self.read_inline(inline));
    }
}
