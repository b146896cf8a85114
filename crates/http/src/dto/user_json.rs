use std::collections::BTreeMap;

use actix_web::HttpResponse;
use deskhand_domain::notification::MailKind;
use deskhand_domain::people::{Actor, Person, Role};
use deskhand_domain::ports::PersonView;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Created, Timestamp, etag};
use crate::dto::schemas;

/// An account. Only those who may see the person get it.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserJson {
    id: Uuid,
    username: String,
    name: String,
    #[schema(required)]
    email: Option<String>,
    /// The address that counts as soon as the link in a mail to it was followed. Shown to themselves and to admins only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    email_pending: Option<Option<String>>,
    #[schema(required)]
    phone: Option<String>,
    /// In which language the desk writes to them; `null` for its own. Shown to themselves and to admins only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schemas::Language>)]
    language: Option<Option<&'static str>>,
    /// In which time zone letters to them are written; `null` for the desk's own. Shown to themselves and to admins only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schemas::TimeZone>)]
    time_zone: Option<Option<String>>,
    #[schema(value_type = schemas::Role)]
    role: &'static str,
    #[schema(value_type = schemas::AccountStatus)]
    status: &'static str,
    /// Whether they followed the link in the verification mail.
    email_verified: bool,
    /// Since when letters about tickets are not sent to them, because so many came back. Shown to themselves and to admins only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Timestamp>)]
    unreachable_since: Option<Option<Timestamp>>,
    /// Whether a sign-in needs a second factor. Shown to themselves and to admins only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    second_factor: Option<bool>,
    /// Engineers only.
    #[schema(value_type = Option<schemas::Availability>, required)]
    availability: Option<&'static str>,
    /// The most open tickets that an engineer takes; `null` for no limit.
    #[schema(required)]
    capacity: Option<u32>,
    /// How many open tickets they work on. Shown to staff only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    open_tickets: Option<u32>,
    /// How many tickets they reported.
    tickets_count: u32,
    /// Which kinds of mail they get. Shown to themselves only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schemas::Notifications>, nullable = false)]
    notifications: Option<BTreeMap<&'static str, bool>>,
    /// How soon they get each kind of mail. Shown to themselves only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schemas::Digests>, nullable = false)]
    digests: Option<BTreeMap<&'static str, &'static str>>,
    /// The colours of the pages. Shown to themselves only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schemas::Theme>, nullable = false)]
    theme: Option<&'static str>,
    /// Whether the pages listen to single keys. Shown to themselves only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    single_keys: Option<bool>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl UserJson {
    /// The account as staff, or everybody else, sees it.
    fn new(view: &PersonView, seen_by_staff: bool) -> Self {
        let person = &view.person;
        Self {
            id: person.id.as_uuid(),
            username: person.username.to_string(),
            name: person.name.to_string(),
            email: person.email.as_ref().map(ToString::to_string),
            email_pending: None,
            phone: person.phone.as_ref().map(ToString::to_string),
            language: None,
            time_zone: None,
            role: person.role.as_str(),
            status: person.status.as_str(),
            email_verified: person.email_verified_at.is_some(),
            unreachable_since: None,
            second_factor: None,
            availability: availability(person),
            capacity: person.capacity.map(|capacity| capacity.get()),
            open_tickets: seen_by_staff.then_some(view.open_tickets),
            tickets_count: view.tickets_count,
            notifications: None,
            digests: None,
            theme: None,
            single_keys: None,
            created_at: Timestamp(person.created_at),
            updated_at: Timestamp(person.updated_at),
        }
    }

    /// The account as this person sees it.
    pub(crate) fn seen_by(view: &PersonView, viewer: &Actor) -> Self {
        let person = &view.person;
        let sees_all = viewer.role.is_admin() || viewer.is(person.id);
        let second_factor = sees_all.then_some(person.second_factor_at.is_some());
        let email_pending = sees_all.then(|| pending(person));
        let language = sees_all.then(|| person.language.map(|language| language.as_str()));
        let time_zone = sees_all.then(|| person.time_zone.as_ref().map(ToString::to_string));
        let unreachable_since = sees_all.then(|| person.unreachable_since.map(Timestamp));
        Self {
            unreachable_since,
            second_factor,
            email_pending,
            language,
            time_zone,
            ..Self::new(view, viewer.role.is_staff())
        }
    }

    /// Answers the caller's own account, with what only they see.
    pub(crate) fn answer_oneself(view: &PersonView) -> HttpResponse {
        let person = &view.person;
        let notifications = MailKind::mutable().map(|kind| (kind.as_str(), !person.muted.contains(&kind))).collect();
        let digests = MailKind::mutable().map(|kind| (kind.as_str(), person.frequency_of(kind).as_str())).collect();
        let json = Self {
            notifications: Some(notifications),
            digests: Some(digests),
            theme: Some(person.look.theme.as_str()),
            single_keys: Some(person.look.single_keys),
            ..Self::seen_by(view, &Actor::from(person))
        };
        HttpResponse::Ok().insert_header(etag(person.version)).json(json)
    }

    /// Answers one account.
    pub(crate) fn answer(view: &PersonView, viewer: &Actor) -> HttpResponse {
        HttpResponse::Ok().insert_header(etag(view.person.version)).json(Self::seen_by(view, viewer))
    }

    /// The answer for a new account.
    pub(crate) fn created(view: &PersonView, viewer: Option<&Actor>) -> Option<Created> {
        let location = format!("/api/v1/users/{}", view.person.username);
        let json = viewer.map_or_else(|| Self::new(view, false), |viewer| Self::seen_by(view, viewer));
        Created::new(Some(location), Some(view.person.version), &json)
    }
}

fn pending(person: &Person) -> Option<String> {
    person.email_pending.as_ref().map(ToString::to_string)
}

/// Every person has one in the domain, because roles change. Only that of an engineer counts.
fn availability(person: &Person) -> Option<&'static str> {
    (person.role == Role::Engineer).then_some(person.availability.as_str())
}
