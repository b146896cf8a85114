//! The values of the domain as the OpenAPI document describes them: limits and words come from the domain's types.

use deskhand_domain::{api_keys, assignment, history, notification, people, ports, ticket};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, Type,
};
use utoipa::{PartialSchema, ToSchema};

pub(crate) use deskhand_http_core::problem::KeyScopeSchema as KeyScope;

/// The characters of an id.
const UUID: usize = 36;

/// The characters of a moment with nanoseconds and an offset.
pub(crate) const MOMENT: usize = 35;

macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident = $source:ty;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = <$source>::ALL.iter().map(|word| word.as_str());
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some(concat!($($doc),*).trim())).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

/// What somebody can sign up as.
pub(crate) enum SignUpRole {}

impl PartialSchema for SignUpRole {
    fn schema() -> RefOr<Schema> {
        let words = people::Role::ON_SIGN_UP.iter().map(people::Role::as_str);
        let description = "What somebody can sign up as.";
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some(description)).into()
    }
}

impl ToSchema for SignUpRole {}

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident = $min:expr, $max:expr $(, $format:ident)? $(=> $example:literal)?;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .min_length(Some($min))
                    .max_length(Some($max))
                    $(.format(Some(SchemaFormat::KnownFormat(KnownFormat::$format))))?
                    $(.examples([$example]))?
                    .description(Some(concat!($($doc),*).trim()))
                    .into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

words! {
    /// What a person is to the help desk.
    Role = people::Role;
    /// Where an account stands.
    AccountStatus = people::AccountStatus;
    /// Whether an engineer takes new tickets.
    Availability = people::Availability;
    /// How much a ticket presses.
    Priority = ticket::Priority;
    /// Where a ticket stands.
    TicketStatus = ticket::TicketStatus;
    /// Whose turn it is.
    Awaiting = ticket::Awaiting;
    /// Who speaks to whom.
    MessageKind = ticket::MessageKind;
    /// What happened.
    EventKind = history::EventKind;
    /// What a mail is about.
    MailKind = notification::MailKind;
    /// Why somebody gets a mail.
    MailReason = notification::Reason;
    /// Where a mail stands: waiting or under way, accepted by the mail server, given up, or not to be sent any more.
    MailState = ports::MailState;
    /// What made the assignment look at a ticket.
    Trigger = assignment::Trigger;
    /// Why an engineer was not considered.
    Exclusion = assignment::Exclusion;
    /// The order of a list of tickets.
    TicketSort = ports::TicketSort;
    /// The order of a list of people.
    UserSort = ports::PersonSort;
}

texts! {
    /// Starts with a letter or digit, then letters, digits, dots, underscores and hyphens.
    Username = people::Username::MIN, people::Username::MAX => "ada";
    /// What a person is called.
    PersonName = 1, people::PersonName::MAX => "Ada Lovelace";
    /// An e-mail address.
    Email = 3, people::EmailAddress::MAX, Email => "ada@example.com";
    /// A password; every character counts.
    Password = people::Password::MIN, people::Password::MAX, Password => "a lovely machine";
    /// A password as somebody types it: it need not obey today's rules.
    TypedPassword = 1, people::Password::MAX, Password => "a lovely machine";
    /// What its owner calls an API key.
    KeyName = 1, api_keys::KeyName::MAX => "Nightly report";
    /// A moment: RFC 3339 in any offset.
    Moment = 20, MOMENT, DateTime => "2030-01-01T00:00:00Z";
    /// Username or e-mail address.
    Login = 1, people::EmailAddress::MAX => "ada";
    /// A username, an id, or `auto`.
    Assignee = people::Username::MIN, UUID => "bob";
    /// A telephone number in international form.
    Phone = 3, 40 => "+49 30 123456";
    /// What a ticket is about, in one line.
    Title = 1, ticket::Title::MAX => "The printer is on fire";
    /// Plain text in any number of lines.
    Text = 1, ticket::MessageBody::MAX => "It began with smoke.";
}

/// Which kinds of notice somebody gets by mail: every kind that can be muted.
pub(crate) enum Notifications {}

impl PartialSchema for Notifications {
    fn schema() -> RefOr<Schema> {
        let kinds =
            notification::MailKind::mutable().fold(mutable_kinds(), |object, kind| object.required(kind.as_str()));
        kinds.description(Some("Which kinds of notice they get by mail.")).into()
    }
}

impl ToSchema for Notifications {}

/// Which kinds of notice to get by mail: those that shall change.
pub(crate) enum NotificationChange {}

impl PartialSchema for NotificationChange {
    fn schema() -> RefOr<Schema> {
        mutable_kinds().description(Some("Which kinds of notice to get by mail: those that shall change.")).into()
    }
}

impl ToSchema for NotificationChange {}

fn mutable_kinds() -> ObjectBuilder {
    let closed = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)));
    notification::MailKind::mutable().fold(closed, |object, kind| object.property(kind.as_str(), bool::schema()))
}

/// The number of a ticket, or its id.
pub(crate) enum NumberOrId {}

impl PartialSchema for NumberOrId {
    fn schema() -> RefOr<Schema> {
        let number =
            ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(ticket::TicketNumber::MAX));
        let id = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(UUID));
        OneOfBuilder::new().item(number).item(id).into()
    }
}

impl ToSchema for NumberOrId {}
