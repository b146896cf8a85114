use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::{Language, Person, Theme};
use deskhand_domain::use_cases::{LookChange, UpdateMe, UpdatePerson};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::frame::{DoneQuery, Frame, Section};
use super::profile::update;
use crate::door::{Form, Page, Shell, Visitor, bad_form, page, see_other};

#[derive(Template)]
#[template(path = "account/look.html")]
struct LookPage<'a> {
    shell: Shell,
    frame: Frame,
    person: &'a Person,
    /// What holds where a person chooses none.
    desk_language: &'a Language,
}

/// The fields of the page.
#[derive(Deserialize)]
pub(crate) struct LookForm {
    /// Empty for that of the desk.
    language: String,
    theme: String,
    /// Staff only: customers have no single keys.
    #[serde(default)]
    single_keys: Option<bool>,
}

/// In which language the desk speaks to the person, and how the pages look.
pub(crate) async fn show_look(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<DoneQuery>,
) -> Page {
    let frame = Frame::after(Section::Look, &query);
    let desk_language = &state.use_cases.rules().language;
    page(StatusCode::OK, &LookPage { shell, frame, person: &caller.person, desk_language })
}

/// Changes language, colours and single keys: in every browser of the person.
pub(crate) async fn save_look(state: web::Data<AppState>, visitor: Visitor, Form(form): Form<LookForm>) -> Page {
    let language = match form.language.as_str() {
        "" => None,
        code => Some(code.parse().map_err(|_| bad_form())?),
    };
    let theme = form.theme.parse().map_err(|_| bad_form())?;
    let profile = UpdatePerson { language: Some(language), ..UpdatePerson::default() };
    let look = LookChange { theme: Some(theme), single_keys: form.single_keys };
    update(&state, &visitor, UpdateMe { profile, look, ..UpdateMe::default() }).await?;
    Ok(see_other("/account/look?done=saved", None))
}

impl LookPage<'_> {
    fn languages(&self) -> &'static [Language] {
        Language::ALL
    }

    fn is_chosen(&self, language: &Language) -> bool {
        self.person.language.as_ref() == Some(language)
    }

    fn themes(&self) -> &'static [Theme] {
        Theme::ALL
    }
}
