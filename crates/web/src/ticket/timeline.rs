use std::collections::BTreeMap;

use deskhand_domain::files::Attachment;
use deskhand_domain::history::{By, EventKind};
use deskhand_domain::people::Actor;
use deskhand_domain::ports::{HistoryView, PageLimit, TicketKey};
use deskhand_domain::ticket::MessageKind;
use deskhand_domain::use_cases::{Error, MessageDetail};
use deskhand_domain::{IncomingMailId, MessageId};
use deskhand_http_core::AppState;
use time::OffsetDateTime;

use super::letters::letters;
use crate::door::Shell;
use crate::words::Arg;

/// The most messages, and the most events, that the page shows: the newest. It says where older ones are left out.
const MOST: usize = 500;

/// The most messages, and the most events, that are printed.
const MOST_PRINTED: usize = 2_000;

/// One entry of a ticket's life: a message or what happened.
pub(super) enum Entry {
    Message(Box<MessageEntry>),
    Event {
        at: OffsetDateTime,
        words: String,
    },
    /// More than the page shows.
    Cut,
}

/// A message as it is shown.
pub(super) struct MessageEntry {
    pub(super) id: String,
    pub(super) kind: MessageKind,
    pub(super) author: String,
    pub(super) is_mine: bool,
    pub(super) by_mail: bool,
    /// The mail that it was, for those who may see it.
    pub(super) letter: Option<IncomingMailId>,
    pub(super) at: OffsetDateTime,
    pub(super) body: String,
    pub(super) files: Vec<Attachment>,
}

/// How much of a ticket's life is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// The newest, for the screen.
    Newest,
    /// All of it, for paper: the newest [`MOST_PRINTED`].
    All,
    /// All but what is internal: notes, and what happened to them.
    AllPublic,
}

impl Extent {
    const fn most(self) -> usize {
        match self {
            Self::Newest => MOST,
            Self::All | Self::AllPublic => MOST_PRINTED,
        }
    }
}

/// The conversation and the history in one order, oldest first.
pub(super) async fn timeline(
    state: &AppState,
    actor: &Actor,
    key: TicketKey,
    shell: &Shell,
    extent: Extent,
) -> Result<Vec<Entry>, Error> {
    let mut messages = messages(state, actor, key, extent.most()).await?;
    let mut events = events(state, actor, key, extent.most()).await?;
    if extent == Extent::AllPublic {
        messages.retain(|detail| detail.view.message.kind != MessageKind::Note);
        events.retain(|view| !view.event.kind.is_internal());
    }
    let is_cut = keep_newest(&mut messages, extent.most()) | keep_newest(&mut events, extent.most());
    let letters = if extent == Extent::Newest { letters(state, actor, key, &messages).await? } else { BTreeMap::new() };
    let messages =
        messages.into_iter().map(|detail| (detail.view.message.created_at, message(detail, actor, &letters)));
    let events = events.into_iter().filter_map(|view| event(&view, shell));
    let mut all: Vec<_> = messages.chain(events).collect();
    all.sort_by_key(|(at, _)| *at);
    let cut = is_cut.then_some(Entry::Cut);
    Ok(cut.into_iter().chain(all.into_iter().map(|(_, entry)| entry)).collect())
}

/// Leaves out the oldest rows beyond the most, and says whether there were any.
fn keep_newest<T>(rows: &mut Vec<T>, most: usize) -> bool {
    let beyond = rows.len().saturating_sub(most);
    rows.drain(..beyond);
    beyond > 0
}

async fn messages(state: &AppState, actor: &Actor, key: TicketKey, most: usize) -> Result<Vec<MessageDetail>, Error> {
    let mut all: Vec<MessageDetail> = Vec::new();
    loop {
        let after = all.last().map(|detail| detail.view.message.id);
        let found = state.use_cases.tickets().messages(actor, key, after, PageLimit::LARGEST, false).await?;
        all.extend(found.rows);
        if !found.has_more {
            return Ok(all);
        }
        // Of a long conversation only the end stays in memory.
        keep_newest(&mut all, most);
    }
}

async fn events(state: &AppState, actor: &Actor, key: TicketKey, most: usize) -> Result<Vec<HistoryView>, Error> {
    let mut all: Vec<HistoryView> = Vec::new();
    loop {
        let after = all.last().map(|view| view.event.id);
        let found = state.use_cases.tickets().history(actor, key, after, PageLimit::LARGEST, false).await?;
        all.extend(found.rows);
        if !found.has_more {
            return Ok(all);
        }
        keep_newest(&mut all, most);
    }
}

fn message(
    MessageDetail { view, attachments }: MessageDetail,
    actor: &Actor,
    letters: &BTreeMap<MessageId, IncomingMailId>,
) -> Entry {
    let message = view.message;
    Entry::Message(Box::new(MessageEntry {
        id: message.id.to_string(),
        kind: message.kind,
        author: view.author.name.to_string(),
        is_mine: actor.is(message.author),
        by_mail: message.mail.is_some(),
        letter: letters.get(&message.id).copied(),
        at: message.created_at,
        body: message.body.to_string(),
        files: attachments,
    }))
}

/// What happened besides messages, in words.
fn event(view: &HistoryView, shell: &Shell) -> Option<(OffsetDateTime, Entry)> {
    let event = &view.event;
    let is_message = matches!(
        event.kind,
        EventKind::RequestPosted | EventKind::ResponsePosted | EventKind::NotePosted | EventKind::TicketOpened
    );
    (!is_message).then(|| (event.at, Entry::Event { at: event.at, words: event_words(view, shell) }))
}

fn event_words(view: &HistoryView, shell: &Shell) -> String {
    let event = &view.event;
    let by = match (&event.by, &view.by) {
        (By::Person(_), Some(person)) => person.name.to_string(),
        (By::Person(_), None) => shell.say("someone-removed"),
        (By::System, _) => shell.say("the-desk"),
    };
    let id = format!("event-{}", event.kind.as_str().replace('_', "-"));
    let person =
        |person: &Option<deskhand_domain::people::PersonRef>| person.as_ref().map(|ref_| ref_.name.to_string());
    let (before, after) = match event.kind {
        EventKind::StatusChanged => (word(shell, "status", &event.before), word(shell, "status", &event.after)),
        EventKind::PriorityChanged => (word(shell, "priority", &event.before), word(shell, "priority", &event.after)),
        kind if kind.names_people() => (person(&view.before), person(&view.after)),
        _ => (event.before.clone(), event.after.clone()),
    };
    let is_none = if after.is_none() { "yes" } else { "no" };
    let args = [
        ("by", Arg::theirs(by)),
        ("before", Arg::theirs(before.unwrap_or_default())),
        ("after", Arg::theirs(after.unwrap_or_default())),
        ("none", Arg::word(is_none)),
    ];
    shell.words().find(&id, &args).unwrap_or_else(|| event.kind.to_string().replace('_', " "))
}

fn word(shell: &Shell, of: &str, word: &Option<String>) -> Option<String> {
    word.as_ref().map(|word| shell.word(of, word))
}
