//! `deskhand watch`.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use deskhand_domain::history::EventKind;
use http_body_util::BodyExt as _;
use hyper::StatusCode;
use hyper::body::Incoming;
use serde::Deserialize as _;
use serde_json::Value;
use tokio::time::timeout;
use url::form_urlencoded::Serializer;

use crate::answer::innermost;
use crate::desk::{Desk, wait};
use crate::event_words::words;
use crate::output::print;
use crate::problem::Refusal;
use crate::server_sent::{EventReader, ServerSent};
use crate::wire::Event;

/// A connection without a sign of life for three heartbeats is broken.
const SILENCE: Duration = Duration::from_secs(45);

/// The longest pause before a connection is made again.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Which events.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Only those about the ticket with this number
    #[arg(long, value_name = "NUMBER")]
    ticket: Option<u64>,
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
    let mut last = arguments.after.clone();
    let mut pause = Duration::from_secs(1);
    loop {
        let before = last.clone();
        let Err(broken) = follow(desk, arguments, &mut last).await else { continue };
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

/// Whether another try would end the same: the desk refuses, or this machine can't print.
fn is_final(error: &anyhow::Error) -> bool {
    let refused = error.downcast_ref::<Refusal>();
    let waits = |status: StatusCode| status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
    refused.is_some_and(|refusal| !waits(refusal.status)) || error.is::<std::io::Error>() || error.is::<Ended>()
}

/// The desk has ended the stream for good.
#[derive(Debug, thiserror::Error)]
#[error("the desk has ended the stream: {0}")]
struct Ended(&'static str);

/// Prints the events of one connection, until it ends.
async fn follow(desk: &Desk, arguments: &WatchArgs, last: &mut Option<String>) -> anyhow::Result<()> {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(last.iter().map(|id| ("after", id)));
    let mut stream = desk.stream(format!("/events/stream?{}", query.finish())).await?;
    let mut reader = EventReader::default();
    loop {
        for event in reader.read(&next(&mut stream).await?) {
            take(desk, &event, arguments, last)?;
        }
    }
}

async fn next(stream: &mut Incoming) -> anyhow::Result<Vec<u8>> {
    let frame = timeout(SILENCE, stream.frame()).await;
    let frame = frame.map_err(|_| anyhow!("the desk gave no sign of life for {} s", SILENCE.as_secs()))?;
    let frame = frame.context("the connection was closed")?;
    let frame = frame.map_err(|error| anyhow!("the connection broke: {}", innermost(&error)))?;
    Ok(frame.into_data().unwrap_or_default().to_vec())
}

fn take(desk: &Desk, sent: &ServerSent, arguments: &WatchArgs, last: &mut Option<String>) -> anyhow::Result<()> {
    let value: Value =
        serde_json::from_str(&sent.data).with_context(|| format!("an event is no JSON: {}", sent.data))?;
    match sent.name.as_str() {
        "bye" => return Err(ended(&value)),
        "reset" => {
            eprintln!("The desk does not know the event to begin after any more: what happened until now is left out.");
        }
        "ready" => eprintln!("Connected to {}.", desk.base()),
        _ => print_event(&value, arguments)?,
    }
    if sent.id.is_some() {
        last.clone_from(&sent.id);
    }
    Ok(())
}

fn ended(bye: &Value) -> anyhow::Error {
    match bye.get("reason").and_then(Value::as_str) {
        Some("signed_out") => Ended("the API key was revoked, or its owner may not use the desk any more").into(),
        Some("expired") => Ended("the API key has expired").into(),
        Some(reason) => anyhow!("the desk has ended the connection ({reason})"),
        None => anyhow!("the desk has ended the connection"),
    }
}

fn print_event(value: &Value, arguments: &WatchArgs) -> anyhow::Result<()> {
    let event = Event::deserialize(value)?;
    let number = event.ticket.as_ref().and_then(|ticket| ticket.number);
    let is_wanted = arguments.ticket.is_none_or(|wanted| number == Some(wanted))
        && (arguments.kind.is_empty() || arguments.kind.contains(&event.kind));
    if is_wanted {
        match arguments.output {
            WatchOutput::Lines => print(&words(&event))?,
            WatchOutput::Json => print(&value.to_string())?,
        }
    }
    Ok(())
}
