use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use deskhand_domain::ports::TicketView;
use deskhand_domain::ticket::{Rating, RatingComment, Stars};
use deskhand_domain::use_cases::{Error, RateTicket, RatingAnswer};
use deskhand_http_core::AppState;
use deskhand_http_core::auth::Origin;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::message::{done, link_invalid};
use super::page::page;
use super::sent::Sent;

const WHAT_NEXT: &str = "Nothing was changed. If the ticket is open again, you can rate it after its next solution.";
const WORDS: [&str; Stars::ALL.len()] = ["very poor", "poor", "fair", "good", "very good"];

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
    token: &'a str,
    number: u64,
    title: &'a str,
    choices: Vec<(Stars, &'static str)>,
    chosen: Option<Stars>,
    words: &'a str,
    max: usize,
    wrong_stars: bool,
    wrong_words: Option<String>,
}

/// The page behind the links by which a reporter rates the help with their ticket.
pub(crate) async fn show_rate(state: web::Data<AppState>, link: RatingLink) -> Result<HttpResponse, Problem> {
    match state.use_cases.tickets().check_rating_link(&link.token).await {
        Ok(view) => match view.ticket.rating_of_solution() {
            Some(rating) => rated_before(rating),
            None => form(&view, &Draft { chosen: stars(&link.stars), ..Draft::new(&link.token) }),
        },
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// Handles the button.
pub(crate) async fn rate_by_link(
    state: web::Data<AppState>,
    Origin(origin): Origin,
    sent: Sent,
) -> Result<HttpResponse, Problem> {
    let rating = match rating(&sent) {
        Ok(rating) => rating,
        Err(draft) => {
            return match state.use_cases.tickets().check_rating_link(&sent.token).await {
                Ok(view) => form(&view, &draft),
                Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
                Err(error) => Err(error.into()),
            };
        }
    };
    let token = sent.token;
    let rated =
        state.change(origin, async move |use_cases| use_cases.tickets().rate_by_link(&token, rating).await).await;
    match rated {
        Ok(RatingAnswer::Rated(rating)) => done("Thank you", &[&summary(&rating), "You can close this page."]),
        Ok(RatingAnswer::RatedBefore(rating)) => rated_before(&rating),
        Err(Error::LinkInvalid) => link_invalid(WHAT_NEXT),
        Err(error) => Err(error.into()),
    }
}

/// What a form shows: what was chosen and typed so far, and what is wrong with it.
struct Draft<'a> {
    token: &'a str,
    chosen: Option<Stars>,
    words: &'a str,
    wrong_stars: bool,
    wrong_words: Option<String>,
}

impl<'a> Draft<'a> {
    const fn new(token: &'a str) -> Self {
        Self { token, chosen: None, words: "", wrong_stars: false, wrong_words: None }
    }
}

fn rating(sent: &Sent) -> Result<RateTicket, Draft<'_>> {
    let chosen = stars(&sent.stars);
    // Forms end lines with CR LF.
    let words = sent.words.replace("\r\n", "\n");
    let comment = (!words.trim().is_empty()).then(|| RatingComment::parse(&words)).transpose();
    match (chosen, comment) {
        (Some(stars), Ok(comment)) => Ok(RateTicket { stars, comment }),
        (chosen, comment) => Err(Draft {
            chosen,
            words: &sent.words,
            wrong_stars: chosen.is_none(),
            wrong_words: comment.err().map(|reason| format!("The text {reason}.")),
            ..Draft::new(&sent.token)
        }),
    }
}

fn stars(text: &str) -> Option<Stars> {
    Stars::parse(text.parse().ok()?).ok()
}

fn form(view: &TicketView, draft: &Draft<'_>) -> Result<HttpResponse, Problem> {
    let template = RatePage {
        token: draft.token,
        number: view.ticket.number.get(),
        title: view.ticket.title.as_str(),
        choices: Stars::ALL.into_iter().zip(WORDS).collect(),
        chosen: draft.chosen,
        words: draft.words,
        max: RatingComment::MAX,
        wrong_stars: draft.wrong_stars,
        wrong_words: draft.wrong_words.clone(),
    };
    page(StatusCode::OK, &template)
}

fn rated_before(rating: &Rating) -> Result<HttpResponse, Problem> {
    let what_next = "This link does not change it. To change it, sign in where you read your tickets.";
    done("You rated this ticket", &[&summary(rating), what_next])
}

fn summary(rating: &Rating) -> String {
    format!("Your rating: {} of {}.", rating.stars, Stars::MAX)
}
