use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::notification::{Frequency, MailKind, mutable_kinds};
use deskhand_domain::people::Person;
use deskhand_domain::use_cases::{UpdateMe, UpdatePerson};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;

use super::frame::{DoneQuery, Frame, Section};
use super::profile::update;
use crate::door::{Form, Page, Shell, Visitor, bad_form, page, see_other};

/// The choice of a kind that is muted.
const NEVER: &str = "never";

#[derive(Template)]
#[template(path = "account/notifications.html")]
struct NotificationsPage {
    shell: Shell,
    frame: Frame,
    /// Each kind that the person may get, and how they want it.
    kinds: Vec<(MailKind, &'static str)>,
    choices: Vec<&'static str>,
}

/// What the person gets mail about.
pub(crate) async fn show_notifications(Visitor { caller, shell }: Visitor, query: web::Query<DoneQuery>) -> Page {
    let frame = Frame::after(Section::Notifications, &query);
    let kinds = mutable_kinds(caller.person.role).map(|kind| (kind, choice(&caller.person, kind))).collect();
    let choices = Frequency::ALL.iter().map(Frequency::as_str).chain([NEVER]).collect();
    page(StatusCode::OK, &NotificationsPage { shell, frame, kinds, choices })
}

/// Mutes kinds of mail, or has them come at once, hourly or daily. A kind that the form does not name stays as it is.
pub(crate) async fn save_notifications(
    state: web::Data<AppState>,
    visitor: Visitor,
    Form(choices): Form<Vec<(String, String)>>,
) -> Page {
    let profile = read(&choices)?;
    update(&state, &visitor, UpdateMe { profile, ..UpdateMe::default() }).await?;
    Ok(see_other("/account/notifications?done=saved", None))
}

fn choice(person: &Person, kind: MailKind) -> &'static str {
    if person.muted.contains(&kind) {
        return NEVER;
    }
    person.digests.get(&kind).copied().unwrap_or(Frequency::AtOnce).as_str()
}

/// How soon a muted kind came is kept: it comes so again.
fn read(choices: &[(String, String)]) -> Result<UpdatePerson, Problem> {
    let mut profile = UpdatePerson::default();
    for (kind, choice) in choices {
        let kind: MailKind = kind.parse().map_err(|_| bad_form())?;
        profile.notifications.insert(kind, choice != NEVER);
        if choice != NEVER {
            profile.digests.insert(kind, choice.parse().map_err(|_| bad_form())?);
        }
    }
    Ok(profile)
}
