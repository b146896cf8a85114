use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use deskhand_domain::SessionId;
use deskhand_domain::ports::{PageLimit, Session};
use deskhand_domain::use_cases::{Error, ListSessions};
use deskhand_http_core::AppState;
use serde::Deserialize;

use super::frame::{DoneQuery, Frame, Section};
use super::identity::{Guarded, PasswordOnly, typed_password};
use crate::door::{Form, Page, Shell, Visitor, bad_form, page, see_other};

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    shell: Shell,
    frame: Frame,
    sessions: Vec<Session>,
    has_more: bool,
    current: Option<SessionId>,
}

/// The session to end.
#[derive(Deserialize)]
pub(crate) struct SessionForm {
    session: String,
    #[serde(default)]
    current_password: String,
}

/// Where the person is signed in.
pub(crate) async fn show_sessions(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    query: web::Query<DoneQuery>,
) -> Page {
    let command = ListSessions { limit: PageLimit::LARGEST, ..ListSessions::default() };
    let found = state.use_cases.accounts().list_sessions(&caller, command).await?;
    let frame = Frame::after(Section::Sessions, &query);
    let current = caller.credential.id().session();
    page(StatusCode::OK, &SessionsPage { shell, frame, sessions: found.rows, has_more: found.has_more, current })
}

/// Ends one session.
pub(crate) async fn end_session(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    Form(form): Form<SessionForm>,
) -> Page {
    let session: SessionId = form.session.parse().map_err(|_| bad_form())?;
    let password = typed_password(&state, &request, &visitor, &form.current_password)?;
    let caller = visitor.caller.clone();
    let ending = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        use_cases.accounts().end_session(&caller, session, password).await
    });
    let fields = [("session", form.session.as_str())];
    let guarded = Guarded { action: "/account/sessions/end", fields: &fields, section: Section::Sessions };
    match ending.await {
        // It may have ended by itself meanwhile.
        Ok(()) | Err(Error::NotFound) => Ok(see_other("/account/sessions?done=session", None)),
        Err(error) => guarded.ask(&visitor.shell, error)?,
    }
}

/// Ends all sessions but this one.
pub(crate) async fn end_other_sessions(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    Form(form): Form<PasswordOnly>,
) -> Page {
    let password = typed_password(&state, &request, &visitor, &form.current_password)?;
    let caller = visitor.caller.clone();
    let ending = state.change(visitor.caller.origin.clone(), async move |use_cases| {
        use_cases.accounts().end_other_sessions(&caller, password).await
    });
    let guarded = Guarded { action: "/account/sessions/end-others", fields: &[], section: Section::Sessions };
    match ending.await {
        Ok(()) => Ok(see_other("/account/sessions?done=sessions", None)),
        Err(error) => guarded.ask(&visitor.shell, error)?,
    }
}

impl SessionsPage {
    fn is_current(&self, session: &Session) -> bool {
        self.current == Some(session.id)
    }
}
