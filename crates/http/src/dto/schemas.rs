//! The values of the domain as the OpenAPI document describes them: limits and words come from the domain's types.

use deskhand_domain::{
    api_keys, assignment, history, incoming, notification, people, ports, security, ticket, webhooks,
};
use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

pub(crate) use deskhand_http_core::problem::KeyScopeSchema as KeyScope;

/// The characters of an id.
const UUID: usize = 36;

/// The characters of a time with nanoseconds and an offset.
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

/// The roles of a sign-up.
pub(crate) enum SignUpRole {}

impl PartialSchema for SignUpRole {
    fn schema() -> RefOr<Schema> {
        let words = people::Role::ON_SIGN_UP.iter().map(people::Role::as_str);
        let description = "The roles of a sign-up.";
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).description(Some(description)).into()
    }
}

impl ToSchema for SignUpRole {}

/// The words for why a mail is held, then those for what became of one.
fn reasons() -> Vec<&'static str> {
    let held = incoming::HeldBecause::ALL.iter().map(incoming::HeldBecause::as_str);
    held.chain(incoming::Settlement::ALL.iter().map(incoming::Settlement::as_str)).collect()
}

macro_rules! plain_words {
    ($($(#[doc = $doc:literal])* $name:ident = $words:expr;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some($words)).description(Some(concat!($($doc),*).trim())).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

plain_words! {
    /// How a message came.
    Via = super::words::VIA;
    /// The state of a mail that came in: it waits to be understood, waits for a decision of staff, has its result, or could not be
    /// understood.
    IncomingMailState = incoming::TakenState::WORDS;
    /// Why a mail that came in is held, or what became of it.
    IncomingMailReason = reasons();
    /// What would become of a mail by itself.
    MailVerdict = super::words::VERDICTS;
    /// What an admin makes of a webhook.
    WebhookSwitch = ["active", "paused"];
    /// What becomes of a mail that is held.
    MailDecisionWord = super::words::DECISIONS;
    /// What a single ticket can embed.
    TicketPart = super::words::PARTS;
    /// A field of a ticket.
    TicketField = super::words::TICKET_FIELDS;
}

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
    /// The role of a person.
    Role = people::Role;
    /// A language in which the desk writes letters.
    Language = people::Language;
    /// The colours of the pages: `system` as the device is set.
    Theme = people::Theme;
    /// The status of an account.
    AccountStatus = people::AccountStatus;
    /// Whether an engineer takes new tickets.
    Availability = people::Availability;
    /// The priority of a ticket.
    Priority = ticket::Priority;
    /// The status of a ticket.
    TicketStatus = ticket::TicketStatus;
    /// Who has to answer next.
    Awaiting = ticket::Awaiting;
    /// The kind of a message: a request of the reporter, a response of staff, or an internal note.
    MessageKind = ticket::MessageKind;
    /// The kind of an event.
    EventKind = history::EventKind;
    /// The kind of an entry of the security log.
    SecurityKind = security::SecurityKind;
    /// The order of the security log.
    SecuritySort = ports::SecuritySort;
    /// The kind of a mail.
    MailKind = notification::MailKind;
    /// Why the recipient gets the mail.
    MailReason = notification::Reason;
    /// The state of a mail: waiting or in flight, accepted by the mail server, given up, or canceled.
    MailState = ports::MailState;
    /// How soon a kind of mail comes: at once, hourly, or daily.
    Frequency = notification::Frequency;
    /// How a mail came in.
    MailTransport = incoming::Transport;
    /// What the own mail server found out about a sender.
    Authentication = incoming::AuthenticationVerdict;
    /// What kind of mail came in.
    IncomingKind = incoming::IncomingKind;
    /// What showed who wrote a mail.
    MailProof = ticket::MailProof;
    /// What caused the assignment.
    Trigger = assignment::Trigger;
    /// Why an engineer was not considered.
    Exclusion = assignment::Exclusion;
    /// Whether a webhook is sent events: it is; an admin stopped it; the desk stopped it, because nothing was taken for days, or because the
    /// receiver answered 410.
    WebhookState = webhooks::WebhookState;
    /// How far a delivery came.
    DeliveryState = webhooks::DeliveryState;
    /// The order of a list of tickets.
    TicketSort = ports::TicketSort;
    /// The order of a list of people.
    UserSort = ports::PersonSort;
}

texts! {
    /// Starts with a letter or digit, then letters, digits, dots, underscores and hyphens.
    Username = people::Username::MIN, people::Username::MAX => "ada";
    /// The name of a person.
    PersonName = 1, people::PersonName::MAX => "Ada Lovelace";
    /// An e-mail address.
    Email = 3, people::EmailAddress::MAX, Email => "ada@example.com";
    /// A password; every character counts.
    Password = people::Password::MIN, people::Password::MAX, Password => "a lovely machine";
    /// A typed password. It may be older than the rules for new ones.
    TypedPassword = 1, people::Password::MAX, Password => "a lovely machine";
    /// The name of an API key.
    KeyName = 1, api_keys::KeyName::MAX => "Nightly report";
    /// Where a webhook is sent, without user name, password and fragment. It begins with `https://` unless the operator allows `http://`.
    WebhookUrl = 9, webhooks::WebhookUrl::MAX => "https://example.com/hooks";
    /// What a webhook is for.
    WebhookDescription = 1, webhooks::WebhookDescription::MAX => "The chat of the support team";
    /// A time in RFC 3339, with any offset.
    Moment = 20, MOMENT, DateTime => "2030-01-01T00:00:00Z";
    /// Username or e-mail address.
    Login = 1, people::EmailAddress::MAX => "ada";
    /// A username, an id, or `auto`.
    Assignee = people::Username::MIN, UUID => "bob";
    /// A telephone number in international form.
    Phone = 3, 40 => "+49 30 123456";
    /// The name of a time zone in the IANA database.
    TimeZone = 1, people::TimeZone::MAX => "Europe/Berlin";
    /// The subject of a ticket, in one line.
    Title = 1, ticket::Title::MAX => "The printer is on fire";
    /// Plain text in any number of lines.
    Text = 1, ticket::MessageBody::MAX => "It began with smoke.";
    /// Plain text in any number of lines.
    RatingComment = 1, ticket::RatingComment::MAX => "Quick and friendly.";
}

/// Something that a person chooses for kinds of mail.
macro_rules! by_kind {
    ($($(#[doc = $doc:literal])* $name:ident = $value:expr, required $required:literal, $text:literal;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                kinds($value, $required).description(Some($text)).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

by_kind! {
    /// Which kinds of mail a person gets: every kind that can be muted.
    Notifications = bool::schema, required true, "Which kinds of mail they get.";
    /// Which kinds of mail to get: those that shall change.
    NotificationChange = bool::schema, required false, "Which kinds of mail to get: those that shall change.";
    /// How soon a person gets each kind of mail: every kind that can be muted.
    Digests = frequency, required true, "How soon they get each kind of mail.";
    /// How soon to get which kinds of mail: those that shall change.
    DigestChange = frequency, required false, "How soon to get which kinds of mail: those that shall change.";
}

/// By its name, so that clients have one type for all kinds.
fn frequency() -> RefOr<Schema> {
    Ref::from_schema_name(Frequency::name()).into()
}

fn kinds(value: fn() -> RefOr<Schema>, is_required: bool) -> ObjectBuilder {
    let closed = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::FreeForm(false)));
    notification::MailKind::mutable().fold(closed, |object, kind| {
        let object = object.property(kind.as_str(), value());
        if is_required { object.required(kind.as_str()) } else { object }
    })
}

/// The bytes of a file.
pub(crate) enum FileBytes {}

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for FileBytes {}

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
