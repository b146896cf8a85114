use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::TicketView;
use deskhand_domain::ticket::{Rating, RatingComment, Stars};
use deskhand_domain::use_cases::{Error, RateTicket, RatingAnswer};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use serde::Deserialize;

use super::message::{done, link_invalid};
use super::sent::Sent;
use crate::door::{Faults, Guest, Page, Reason, Shell, unkept_page};
use crate::parts::typed_text;

const WHAT_NEXT: &str = "link-rate-next";
/// The ids of what each number of stars means.
const WORDS: [&str; Stars::ALL.len()] = ["stars-1", "stars-2", "stars-3", "stars-4", "stars-5"];

/// The query of a link. The stars in it are chosen on the page, and nothing more.
#[derive(Deserialize)]
pub(crate) struct RatingQuery {
    #[serde(default)]
    token: String,
    #[serde(default)]
    stars: String,
}

// Under a name that utoipa does not recognise as a query: pages are in no document.
type RatingLink = web::Query<RatingQuery>;

#[derive(Template)]
#[template(path = "links/rate.html")]
struct RatePage<'a> {
    shell: Shell,
    token: &'a str,
    number: u64,
    title: &'a str,
    choices: Vec<(Stars, &'static str)>,
    chosen: Option<Stars>,
    words: &'a str,
    max: usize,
    faults: Faults,
}

/// The page behind the links by which a reporter rates the help with their ticket.
pub(crate) async fn show_rate(state: web::Data<AppState>, Guest(shell): Guest, link: RatingLink) -> Page {
    match state.use_cases.tickets().check_rating_link(&link.token).await {
        Ok(view) => match view.ticket.rating_of_solution() {
            Some(rating) => rated_before(shell, rating),
            None => form(shell, &view, Draft { chosen: stars(&link.stars), ..Draft::new(&link.token) }),
        },
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button.
pub(crate) async fn rate_by_link(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    Guest(shell): Guest,
    sent: Sent,
) -> Page {
    let rating = match rating(&sent) {
        Ok(rating) => rating,
        Err(draft) => {
            return match state.use_cases.tickets().check_rating_link(&sent.token).await {
                Ok(view) => form(shell, &view, draft),
                Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
                Err(error) => Err(error.into()),
            };
        }
    };
    let token = sent.token;
    let rated =
        state.change(origin, async move |use_cases| use_cases.tickets().rate_by_link(&token, rating).await).await;
    match rated {
        Ok(RatingAnswer::Rated(rating)) => {
            let words = vec![summary(&shell, &rating), shell.say("link-close-page")];
            done(shell, "link-thanks", words)
        }
        Ok(RatingAnswer::RatedBefore(rating)) => rated_before(shell, &rating),
        Err(Error::LinkInvalid) => link_invalid(shell, WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// What a form shows: what was chosen and typed so far, and what is wrong with it.
struct Draft<'a> {
    token: &'a str,
    chosen: Option<Stars>,
    words: &'a str,
    faults: Faults,
}

impl<'a> Draft<'a> {
    fn new(token: &'a str) -> Self {
        Self { token, chosen: None, words: "", faults: Faults::default() }
    }
}

fn rating(sent: &Sent) -> Result<RateTicket, Draft<'_>> {
    let mut faults = Faults::default();
    let chosen = stars(&sent.stars);
    if chosen.is_none() {
        faults.add("stars", Reason::Text("link-rate-choose"));
    }
    let comment = faults.optional("words", &typed_text(&sent.words), RatingComment::parse);
    match chosen {
        Some(stars) if faults.is_empty() => Ok(RateTicket { stars, comment }),
        _ => Err(Draft { chosen, words: &sent.words, faults, ..Draft::new(&sent.token) }),
    }
}

fn stars(text: &str) -> Option<Stars> {
    Stars::parse(text.parse().ok()?).ok()
}

fn form(shell: Shell, view: &TicketView, draft: Draft<'_>) -> Page {
    let template = RatePage {
        shell,
        token: draft.token,
        number: view.ticket.number.get(),
        title: view.ticket.title.as_str(),
        choices: Stars::ALL.into_iter().zip(WORDS).collect(),
        chosen: draft.chosen,
        words: draft.words,
        max: RatingComment::MAX,
        faults: draft.faults,
    };
    unkept_page(StatusCode::OK, &template)
}

fn rated_before(shell: Shell, rating: &Rating) -> Page {
    let words = vec![summary(&shell, rating), shell.say("link-rate-before")];
    done(shell, "link-rated-before", words)
}

fn summary(shell: &Shell, rating: &Rating) -> String {
    shell.count("link-rating", rating.stars)
}
