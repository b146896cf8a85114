use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::Actor;
use deskhand_domain::permissions::may_list_people;
use deskhand_domain::ports::{
    Page as Rows, PageLimit, PeopleFilter, PersonView, SearchText, TicketFilter, TicketSort, TicketView,
};
use deskhand_domain::use_cases::{Error, ListPeople, ListTickets};
use deskhand_http_core::{AppState, named_ticket};
use serde::Deserialize;

use super::places::{Place, matching, named, places_of};
use crate::door::{Page, Shell, Visitor, page, see_other};
use crate::parts::{path_with, typed_search};

/// The most rows of each list.
const MOST: i64 = 10;

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct GoQuery {
    #[serde(default)]
    q: String,
    /// Lists what there is, also where the words name one thing: for the dialog, while a person types.
    #[serde(default)]
    list: Option<String>,
}

#[derive(Template)]
#[template(path = "go/go.html")]
struct GoPage<'a> {
    shell: Shell,
    q: &'a str,
    places: Vec<Place>,
    people: Option<Rows<PersonView>>,
    tickets: Option<Rows<TicketView>>,
    /// Where all tickets with the words are.
    all_tickets: String,
}

/// Goes to the ticket of a number, or the page of a name; else lists pages, people and tickets that have the words.
pub(crate) async fn go(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    web::Query(query): web::Query<GoQuery>,
) -> Page {
    let (words, actor) = (query.q.trim(), &caller.actor);
    let places = places_of(actor, &state.use_cases.rules().workflow);
    if query.list.is_none()
        && let Some(path) = one_target(&state, actor, &places, words, &shell).await?
    {
        return Ok(see_other(&path, None));
    }
    let (people, tickets) = match typed_search(words) {
        Some(search) => (people(&state, actor, search.clone()).await?, Some(tickets(&state, actor, search).await?)),
        None => (None, None),
    };
    let all_tickets = path_with(if caller.is_staff() { "/inbox" } else { "/requests" }, [("q", words)]);
    let places = matching(places, words, &shell);
    page(StatusCode::OK, &GoPage { shell, q: words, places, people, tickets, all_tickets })
}

/// The one thing that the words name.
async fn one_target(
    state: &AppState,
    actor: &Actor,
    places: &[Place],
    words: &str,
    shell: &Shell,
) -> Result<Option<String>, Error> {
    let number = words.strip_prefix('#').unwrap_or(words);
    if let Some(key) = Some(number).filter(|number| !number.is_empty()).and_then(|number| named_ticket(number).ok()) {
        return match state.use_cases.tickets().show(actor, key).await {
            Ok(detail) => Ok(Some(format!("/tickets/{}", detail.view.ticket.number))),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        };
    }
    Ok(named(places, words, shell).map(|place| place.path.to_owned()))
}

async fn people(state: &AppState, actor: &Actor, q: SearchText) -> Result<Option<Rows<PersonView>>, Error> {
    if may_list_people(actor, &state.use_cases.rules().workflow).is_err() {
        return Ok(None);
    }
    let filter = PeopleFilter { q: Some(q), ..PeopleFilter::default() };
    let command = ListPeople { filter, limit: few(), ..ListPeople::default() };
    state.use_cases.users().list(actor, command).await.map(Some)
}

async fn tickets(state: &AppState, actor: &Actor, q: SearchText) -> Result<Rows<TicketView>, Error> {
    let filter = TicketFilter { q: Some(q), ..TicketFilter::default() };
    let sort = Some(TicketSort::UpdatedAtDesc);
    state.use_cases.tickets().list(actor, ListTickets { filter, sort, limit: few(), ..ListTickets::default() }).await
}

fn few() -> PageLimit {
    PageLimit::parse(MOST).unwrap_or_default()
}

impl GoPage<'_> {
    /// Whether the words are in nothing.
    fn is_empty(&self) -> bool {
        let none_of = |rows: Option<bool>| rows.unwrap_or(true);
        self.places.is_empty()
            && none_of(self.people.as_ref().map(|found| found.rows.is_empty()))
            && none_of(self.tickets.as_ref().map(|found| found.rows.is_empty()))
    }

    fn all_people(&self) -> String {
        path_with("/people", [("q", self.q)])
    }
}
