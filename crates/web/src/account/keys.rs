use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use deskhand_domain::ApiKeyId;
use deskhand_domain::api_keys::{ApiKey, KeyScope, KeyScopes};
use deskhand_domain::ports::PageLimit;
use deskhand_domain::use_cases::{Error, ListApiKeys};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::frame::{DoneQuery, Frame, Section};
use super::identity::{Guarded, typed_password};
use super::key_form::{KeyForm, LIFETIMES};
use crate::door::{Faults, Form, Page, Shell, Visitor, bad_form, page, refused, see_other, shown_once};

#[derive(Template)]
#[template(path = "account/keys.html")]
struct KeysPage {
    shell: Shell,
    frame: Frame,
    keys: Vec<ApiKey>,
    has_more: bool,
    /// What a key of this person may be good for.
    scopes: Vec<KeyScope>,
    form: KeyForm,
}

#[derive(Template)]
#[template(path = "account/key_made.html")]
struct KeyMadePage<'a> {
    shell: Shell,
    frame: Frame,
    key: &'a ApiKey,
    text: String,
}

/// The key to end.
#[derive(Deserialize)]
pub(crate) struct RevokeForm {
    key: String,
}

/// The person's keys, and the form for another one.
pub(crate) async fn show_keys(state: web::Data<AppState>, visitor: Visitor, query: web::Query<DoneQuery>) -> Page {
    let frame = Frame::after(Section::Keys, &query);
    keys_page(&state, visitor, StatusCode::OK, frame, KeyForm::default()).await
}

/// Makes a key, and shows it this once.
pub(crate) async fn make_key(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    Form(form): Form<KeyForm>,
) -> Page {
    let password = typed_password(&state, &request, &visitor, form.current_password())?;
    let mut faults = Faults::default();
    let Some(command) = form.read(visitor.shell.now, password, &mut faults) else {
        let frame = Frame::with_faults(Section::Keys, faults);
        return keys_page(&state, visitor, StatusCode::UNPROCESSABLE_ENTITY, frame, form).await;
    };
    let caller = visitor.caller.clone();
    let making = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        use_cases.api_keys().create(&caller, command).await
    });
    match making.await {
        Ok((key, presented)) => {
            let (shell, frame) = (visitor.shell, Frame::new(Section::Keys));
            shown_once(StatusCode::OK, &KeyMadePage { shell, frame, key: &key, text: presented.reveal() })
        }
        Err(error) => again(&state, visitor, error, form).await,
    }
}

/// The page that asks for the password, or the page again with why there is no key.
async fn again(state: &AppState, visitor: Visitor, error: Error, form: KeyForm) -> Page {
    let guarded = Guarded { action: "/account/keys", fields: &form.fields(), section: Section::Keys };
    match guarded.ask(&visitor.shell, error) {
        Ok(page) => page,
        Err(error) => {
            let frame = Frame::refused(Section::Keys, refused(error, &visitor.shell)?);
            keys_page(state, visitor, StatusCode::CONFLICT, frame, form).await
        }
    }
}

/// Ends a key.
pub(crate) async fn revoke_key(state: web::Data<AppState>, visitor: Visitor, Form(form): Form<RevokeForm>) -> Page {
    let key: ApiKeyId = form.key.parse().map_err(|_| bad_form())?;
    let actor = visitor.caller.actor;
    let revoking = state
        .change(visitor.caller.origin.clone(), async move |use_cases| use_cases.api_keys().revoke(&actor, key).await);
    match revoking.await {
        // In another window, meanwhile.
        Ok(()) | Err(Error::NotFound) => Ok(see_other("/account/keys?done=key", None)),
        Err(error) => Err(error.into()),
    }
}

async fn keys_page(state: &AppState, visitor: Visitor, status: StatusCode, frame: Frame, form: KeyForm) -> Page {
    let Visitor { caller, shell } = visitor;
    let command = ListApiKeys { limit: PageLimit::LARGEST, ..ListApiKeys::default() };
    let found = state.use_cases.api_keys().list(&caller.actor, command).await?;
    let every = KeyScopes::parse(KeyScope::ALL.iter().copied());
    let scopes = every.map(|every| every.of_owner(caller.person.role)).unwrap_or_default();
    page(status, &KeysPage { shell, frame, keys: found.rows, has_more: found.has_more, scopes, form })
}

impl KeysPage {
    fn is_live(&self, key: &ApiKey) -> bool {
        key.is_live(self.shell.now)
    }

    fn lifetimes(&self) -> impl Iterator<Item = &'static str> {
        LIFETIMES.iter().map(|(word, _)| *word)
    }
}

/// The end of the id of the text for a scope.
fn scope_word(scope: &KeyScope) -> String {
    scope.as_str().replace(':', "-")
}
