use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use deskhand_domain::people::{Availability, EmailAddress, Person, Role, TimeZone};
use deskhand_domain::use_cases::{Error, UpdateMe, UpdatePerson};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::frame::{DoneQuery, Frame, Section};
use super::identity::{Guarded, typed_password};
use super::profile_form::ProfileForm;
use crate::door::{Faults, Form, Page, Shell, Visitor, bad_form, page, refused, see_other};

#[derive(Template)]
#[template(path = "account/profile.html")]
struct ProfilePage<'a> {
    shell: Shell,
    frame: Frame,
    person: &'a Person,
    form: ProfileForm,
    email: String,
    phone_required: bool,
    /// What holds where a person chooses none.
    desk_time_zone: &'a TimeZone,
}

/// The address, and the password where it is asked for.
#[derive(Deserialize)]
pub(crate) struct EmailForm {
    email: String,
    #[serde(default)]
    current_password: String,
}

/// Whether an engineer takes new tickets.
#[derive(Deserialize)]
pub(crate) struct AvailabilityForm {
    availability: String,
}

/// What the desk knows of the person.
pub(crate) async fn show_account(state: web::Data<AppState>, visitor: Visitor, query: web::Query<DoneQuery>) -> Page {
    let frame = Frame::after(Section::Profile, &query);
    profile_page(&state, visitor, StatusCode::OK, frame, Typed::default())
}

/// Changes name, phone and time zone.
pub(crate) async fn save_profile(state: web::Data<AppState>, visitor: Visitor, Form(form): Form<ProfileForm>) -> Page {
    let mut faults = Faults::default();
    let command = form.read(&mut faults);
    if !faults.is_empty() {
        let frame = Frame::with_faults(Section::Profile, faults);
        return profile_page(&state, visitor, StatusCode::UNPROCESSABLE_ENTITY, frame, Typed::profile(form));
    }
    match update(&state, &visitor, command).await {
        Ok(()) => Ok(see_other("/account?done=saved", None)),
        // What others changed is shown: it would be lost under what was typed.
        Err(Error::Stale) => again(&state, visitor, Error::Stale, Typed::default()),
        Err(error) => again(&state, visitor, error, Typed::profile(form)),
    }
}

/// Takes another address, which counts once its link was followed; or drops it, for the present one.
pub(crate) async fn change_email(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    Form(form): Form<EmailForm>,
) -> Page {
    let mut faults = Faults::default();
    let Some(email) = faults.accept("email", EmailAddress::parse(&form.email)) else {
        let frame = Frame::with_faults(Section::Profile, faults);
        return profile_page(&state, visitor, StatusCode::UNPROCESSABLE_ENTITY, frame, Typed::email(form.email));
    };
    let done = if visitor.caller.person.is_reached_at(&email) { "saved" } else { "email" };
    let current_password = typed_password(&state, &request, &visitor, &form.current_password)?;
    let command = UpdateMe { email: Some(email), current_password, ..UpdateMe::default() };
    let Err(error) = update(&state, &visitor, command).await else {
        return Ok(see_other(&format!("/account?done={done}"), None));
    };
    let fields = [("email", form.email.as_str())];
    let guarded = Guarded { action: "/account/email", fields: &fields, section: Section::Profile };
    match guarded.ask(&visitor.shell, error) {
        Ok(page) => page,
        Err(error) => again(&state, visitor, error, Typed::email(form.email)),
    }
}

/// Says whether the engineer takes new tickets.
pub(crate) async fn set_availability(
    state: web::Data<AppState>,
    visitor: Visitor,
    Form(form): Form<AvailabilityForm>,
) -> Page {
    let availability: Availability = form.availability.parse().map_err(|_| bad_form())?;
    let profile = UpdatePerson { availability: Some(availability), ..UpdatePerson::default() };
    match update(&state, &visitor, UpdateMe { profile, ..UpdateMe::default() }).await {
        Ok(()) => Ok(see_other("/account?done=saved", None)),
        Err(error) => again(&state, visitor, error, Typed::default()),
    }
}

/// Changes the person's own account.
pub(super) async fn update(state: &AppState, visitor: &Visitor, command: UpdateMe) -> Result<(), Error> {
    let caller = visitor.caller.clone();
    let origin = caller.origin.clone();
    state.change(origin, async move |use_cases| use_cases.users().update_me(&caller, command).await).await.map(drop)
}

/// What was typed and not taken; the fields of the other forms show what is stored.
#[derive(Default)]
struct Typed {
    profile: Option<ProfileForm>,
    email: Option<String>,
}

impl Typed {
    fn profile(form: ProfileForm) -> Self {
        Self { profile: Some(form), ..Self::default() }
    }

    fn email(email: String) -> Self {
        Self { email: Some(email), ..Self::default() }
    }
}

/// The page again, with why nothing was changed.
fn again(state: &AppState, visitor: Visitor, error: Error, typed: Typed) -> Page {
    if !matches!(error, Error::Field { .. } | Error::Taken(_)) {
        let frame = Frame::refused(Section::Profile, refused(error, &visitor.shell)?);
        return profile_page(state, visitor, StatusCode::CONFLICT, frame, typed);
    }
    let mut faults = Faults::default();
    faults.take(error)?;
    let frame = Frame::with_faults(Section::Profile, faults);
    profile_page(state, visitor, StatusCode::UNPROCESSABLE_ENTITY, frame, typed)
}

fn profile_page(state: &AppState, visitor: Visitor, status: StatusCode, frame: Frame, typed: Typed) -> Page {
    let Visitor { caller, shell } = visitor;
    let (person, rules) = (&caller.person, state.use_cases.rules());
    let address = person.email_pending.as_ref().or(person.email.as_ref());
    let email = typed.email.unwrap_or_else(|| address.map(ToString::to_string).unwrap_or_default());
    let form = typed.profile.unwrap_or_else(|| ProfileForm::of(person));
    let phone_required = rules.workflow.phone_required;
    let desk_time_zone = &rules.time_zone;
    page(status, &ProfilePage { shell, frame, person, form, email, phone_required, desk_time_zone })
}

impl ProfilePage<'_> {
    fn is_engineer(&self) -> bool {
        self.person.role == Role::Engineer
    }

    fn availabilities(&self) -> &'static [Availability] {
        Availability::ALL
    }

    fn zones(&self) -> impl Iterator<Item = &'static str> {
        TimeZone::names()
    }
}
