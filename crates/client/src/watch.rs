//! `deskhand watch`.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use deskhand_domain::history::EventKind;
use deskhand_outgoing::innermost_reason;
use http_body_util::BodyExt as _;
use hyper::StatusCode;
use hyper::body::Incoming;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::timeout;
use url::form_urlencoded::Serializer;

use crate::desk::{Desk, wait};
use crate::event_words::words;
use crate::no_answer::NoAnswer;
use crate::output::{note, print};
use crate::problem::Refusal;
use crate::server_sent::{EventReader, ServerSent, TooLong};
use crate::terminal::Line;
use crate::ticket_name::ticket_name;
use crate::wire::Event;

/// A connection without a sign of life for three heartbeats is broken.
const SILENCE: Duration = Duration::from_secs(45);

/// The longest pause before a connection is made again.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Which events.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Only those about this ticket: its number or id
    #[arg(long, value_parser = ticket_name)]
    ticket: Option<String>,
    /// Only those of this kind; several by comma
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(EventKind::ALL.iter().map(|kind| kind.as_str())))]
    kind: Vec<String>,
    /// Begin after the event with this id, as JSON shows it [default: what happens from now on]
    #[arg(long, value_name = "ID")]
    after: Option<String>,
    /// How events are printed
    #[arg(long, value_enum, default_value_t)]
    output: WatchOutput,
}

/// How events are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum WatchOutput {
    /// A line for people
    #[default]
    Lines,
    /// A line of JSON, as the API gives it
    Json,
}

pub(crate) async fn run(desk: &Desk, arguments: &WatchArgs) -> anyhow::Result<()> {
    let wanted = Wanted::of(desk, arguments).await?;
    let mut last = arguments.after.clone();
    let mut pause = Duration::from_secs(1);
    loop {
        let before = last.clone();
        let Err(broken) = follow(desk, &wanted, &mut last).await else { continue };
        if is_final(&broken) {
            return Err(broken);
        }
        if last != before {
            pause = Duration::from_secs(1);
        }
        wait(&format!("{broken:#}"), pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// What is printed.
struct Wanted<'a> {
    /// The id of a ticket: a deleted one has no number any more.
    ticket: Option<String>,
    kinds: &'a [String],
    output: WatchOutput,
}

impl<'a> Wanted<'a> {
    async fn of(desk: &Desk, arguments: &'a WatchArgs) -> anyhow::Result<Self> {
        let ticket = match &arguments.ticket {
            Some(name) => {
                let named = desk.get::<Named>(format!("/tickets/{name}?fields=id")).await;
                Some(named.with_context(|| format!("ticket {name}"))?.id)
            }
            None => None,
        };
        Ok(Self { ticket, kinds: &arguments.kind, output: arguments.output })
    }

    fn has(&self, event: &Value) -> bool {
        let text = |pointer| event.pointer(pointer).and_then(Value::as_str);
        self.ticket.as_deref().is_none_or(|wanted| text("/ticket/id") == Some(wanted))
            && (self.kinds.is_empty() || self.kinds.iter().any(|wanted| text("/kind") == Some(wanted)))
    }
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// Whether another try would end the same: the desk refuses, or this machine can't print.
fn is_final(error: &anyhow::Error) -> bool {
    let refused = error.downcast_ref::<Refusal>();
    let waits = |status: StatusCode| status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
    refused.is_some_and(|refusal| !waits(refusal.status))
        || matches!(error.downcast_ref(), Some(NoAnswer::Final(_)))
        || error.is::<std::io::Error>()
        || error.is::<TooLong>()
        || error.is::<Ended>()
}

/// The desk has ended the stream for good.
#[derive(Debug, thiserror::Error)]
#[error("the desk has ended the stream: {0}")]
struct Ended(&'static str);

/// Prints the events of one connection, until it ends.
async fn follow(desk: &Desk, wanted: &Wanted<'_>, last: &mut Option<String>) -> anyhow::Result<()> {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(last.iter().map(|id| ("after", id)));
    let mut stream = desk.stream(format!("/events/stream?{}", query.finish())).await?;
    let mut reader = EventReader::default();
    loop {
        for event in reader.read(&next(&mut stream).await?)? {
            take(desk, &event, wanted)?;
            if event.id.is_some() {
                last.clone_from(&event.id);
            }
        }
    }
}

async fn next(stream: &mut Incoming) -> anyhow::Result<Vec<u8>> {
    let frame = timeout(SILENCE, stream.frame()).await;
    let frame = frame.map_err(|_| anyhow!("the desk gave no sign of life for {} s", SILENCE.as_secs()))?;
    let frame = frame.context("the connection was closed")?;
    let frame = frame.map_err(|error| anyhow!("the connection broke: {}", innermost_reason(&error)))?;
    Ok(frame.into_data().unwrap_or_default().to_vec())
}

fn take(desk: &Desk, sent: &ServerSent, wanted: &Wanted<'_>) -> anyhow::Result<()> {
    let event: Value = serde_json::from_str(&sent.data).unwrap_or_default();
    match sent.name.as_str() {
        "bye" => return Err(ended(&event)),
        "reset" => {
            note("The desk does not know the event to begin after any more: what happened until now is left out.");
        }
        "ready" => note(&format!("Connected to {}.", desk.base())),
        _ if wanted.has(&event) => print_event(&event, wanted.output)?,
        _ => {}
    }
    Ok(())
}

fn ended(bye: &Value) -> anyhow::Error {
    match bye.get("reason").and_then(Value::as_str) {
        Some("signed_out") => {
            Ended("the API key was revoked or has expired, or its owner may not use the desk any more").into()
        }
        Some("expired") => Ended("the API key has expired").into(),
        Some(reason) => anyhow!("the desk has ended the connection ({})", Line::new(reason)),
        None => anyhow!("the desk has ended the connection"),
    }
}

/// An event that this version can't put into words is named: the next ones can be read all the same.
fn print_event(event: &Value, output: WatchOutput) -> std::io::Result<()> {
    match (output, Event::deserialize(event)) {
        (WatchOutput::Json, _) => print(&event.to_string()),
        (WatchOutput::Lines, Ok(event)) => print(&words(&event)),
        (WatchOutput::Lines, Err(_)) => {
            note("There was an event that this version of deskhand can't read: --output json shows it.");
            Ok(())
        }
    }
}
