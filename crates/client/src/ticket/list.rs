use clap::Args;
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use deskhand_domain::ports::TicketSort;
use deskhand_domain::ticket::{Awaiting, Priority, TicketStatus};
use serde::Deserialize as _;
use serde_json::Value;
use url::form_urlencoded::Serializer;

use crate::desk::Desk;
use crate::output::{Output, note, print};
use crate::table::table;
use crate::wire::{Page, Ticket};

/// The most rows that the API gives at once.
const LARGEST_PAGE: usize = 100;

/// Which tickets.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only those that have all of these words, in title, description or a message
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Only those with this status; several by comma
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(TicketStatus::ALL.iter().map(|status| status.as_str())))]
    status: Vec<String>,
    /// Only those with this priority; several by comma
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(Priority::ALL.iter().map(|priority| priority.as_str())))]
    priority: Vec<String>,
    /// Only those assigned to this person: a username, `me` or `none`; several by comma
    #[arg(long, value_delimiter = ',', value_name = "PERSON", value_parser = NonEmptyStringValueParser::new())]
    assignee: Vec<String>,
    /// Only those that this person reported: a username or `me`; several by comma
    #[arg(long, value_delimiter = ',', value_name = "PERSON", value_parser = NonEmptyStringValueParser::new())]
    reporter: Vec<String>,
    /// Only those where this side has to answer next
    #[arg(long, value_parser = PossibleValuesParser::new(Awaiting::ALL.iter().map(|side| side.as_str())))]
    awaiting: Option<String>,
    /// In which order; with a minus the other way round
    #[arg(long, allow_hyphen_values = true, value_parser = PossibleValuesParser::new(TicketSort::ALL.iter().map(|sort| sort.as_str())))]
    sort: Option<String>,
    /// How many at most
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
}

pub(super) async fn run(desk: &Desk, arguments: &ListArgs, output: Output) -> anyhow::Result<()> {
    let (rows, has_more) = rows(desk, arguments).await?;
    if has_more {
        note("There are more: --limit shows them.");
    }
    if output == Output::Json {
        return Ok(print(&format!("{:#}", Value::Array(rows)))?);
    }
    if rows.is_empty() {
        return Ok(print("No tickets.")?);
    }
    let tickets: Vec<Ticket> = rows.iter().map(Ticket::deserialize).collect::<Result<_, _>>()?;
    for line in table(["NUMBER", "STATUS", "PRIORITY", "ANSWERS NEXT", "ASSIGNEE", "UPDATED", "TITLE"], &cells(tickets))
    {
        print(&line)?;
    }
    Ok(())
}

/// As many rows as were asked for, and whether there are more.
async fn rows(desk: &Desk, arguments: &ListArgs) -> anyhow::Result<(Vec<Value>, bool)> {
    let wanted = arguments.limit as usize;
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let query = query(arguments, (wanted - rows.len()).min(LARGEST_PAGE), cursor.as_deref());
        let page: Page = desk.get(format!("/tickets?{query}")).await?;
        let next = page.next_after(cursor.as_deref())?;
        rows.extend(page.data);
        cursor = next;
        if cursor.is_none() || rows.len() >= wanted {
            return Ok((rows, cursor.is_some()));
        }
    }
}

fn query(arguments: &ListArgs, limit: usize, cursor: Option<&str>) -> String {
    let mut query = Serializer::new(String::new());
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            query.append_pair(name, &value);
        }
    };
    add("q", arguments.words.join(" "));
    add("status", arguments.status.join(","));
    add("priority", arguments.priority.join(","));
    add("assignee", arguments.assignee.join(","));
    add("reporter", arguments.reporter.join(","));
    add("awaiting", arguments.awaiting.clone().unwrap_or_default());
    add("sort", arguments.sort.clone().unwrap_or_default());
    add("limit", limit.to_string());
    add("cursor", cursor.unwrap_or_default().to_owned());
    query.finish()
}

fn cells(tickets: Vec<Ticket>) -> Vec<[String; 7]> {
    let cells = |ticket: Ticket| {
        let assignee = ticket.assignee.map_or_else(|| "-".to_owned(), |person| person.username.to_string());
        let awaiting = ticket.awaiting.map_or_else(|| "-".to_owned(), |side| side.to_string());
        let [status, priority, title] = [ticket.status, ticket.priority, ticket.title].map(|text| text.to_string());
        [ticket.number.to_string(), status, priority, awaiting, assignee, ticket.updated_at.minute(), title]
    };
    tickets.into_iter().map(cells).collect()
}
