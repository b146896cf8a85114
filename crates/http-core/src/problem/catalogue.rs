use actix_web::http::StatusCode;

macro_rules! catalogue {
    ($($name:ident = $status:ident $code:literal $title:literal;)*) => {
        /// Every problem that this service answers: a stable code, its status and its title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $(#[doc = $title] $name,)* }

        impl ProblemCode {
            /// All of them, by status.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The last part of the problem's type.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The status that it is answered with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            /// What it is, in a few words that never change.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

catalogue! {
    BadRequest = BAD_REQUEST "bad-request" "The request cannot be read";
    BrokenJson = BAD_REQUEST "broken-json" "The body is not JSON";
    BadQuery = BAD_REQUEST "bad-query" "A query parameter is not valid";
    BadCursor = BAD_REQUEST "bad-cursor" "The cursor does not belong to this list";
    Unauthenticated = UNAUTHORIZED "unauthenticated" "You are not signed in";
    WrongCredentials = UNAUTHORIZED "wrong-credentials" "The login or the password is wrong";
    WrongCode = UNAUTHORIZED "wrong-code" "The code is wrong";
    ChallengeInvalid = UNAUTHORIZED "challenge-invalid" "The sign-in has to start again";
    Forbidden = FORBIDDEN "forbidden" "You may not do this";
    AccountPending = FORBIDDEN "account-pending" "Your account waits for approval";
    AccountRejected = FORBIDDEN "account-rejected" "Your account was rejected";
    AccountSuspended = FORBIDDEN "account-suspended" "Your account is suspended";
    EmailUnverified = FORBIDDEN "email-unverified" "Your e-mail address is not verified";
    SecondFactorRequired = FORBIDDEN "second-factor-required" "Set up a second factor first";
    InsufficientScope = FORBIDDEN "insufficient-scope" "The API key does not reach so far";
    SessionRequired = FORBIDDEN "session-required" "No API key may do this";
    PasswordRequired = FORBIDDEN "password-required" "Your current password is required";
    NotFound = NOT_FOUND "not-found" "There is no such thing";
    MethodNotAllowed = METHOD_NOT_ALLOWED "method-not-allowed" "This address does not know the method";
    IdempotencyInFlight = CONFLICT "idempotency-in-flight" "The request is being carried out";
    RequestTimeout = REQUEST_TIMEOUT "request-timeout" "The request took too long to arrive";
    Conflict = CONFLICT "conflict" "It was changed in the meantime";
    Overtaken = CONFLICT "overtaken" "Others wrote in the meantime";
    UsernameTaken = CONFLICT "username-taken" "The username is taken";
    EmailTaken = CONFLICT "email-taken" "The e-mail address is taken";
    IllegalTransition = CONFLICT "illegal-transition" "The ticket cannot move there";
    ResponseRequired = CONFLICT "response-required" "A response is required first";
    AwaitingResponse = CONFLICT "awaiting-response" "The support team has not answered yet";
    ReopenWindowPassed = CONFLICT "reopen-window-passed" "The ticket was closed too long ago";
    TicketCanceled = CONFLICT "ticket-canceled" "The ticket was canceled";
    ConversationOver = CONFLICT "conversation-over" "The conversation is over";
    TooManyFollowers = CONFLICT "too-many-followers" "The ticket has as many followers as it may have";
    NotActive = CONFLICT "not-active" "The ticket is neither open nor blocked";
    NotRateable = CONFLICT "not-rateable" "The ticket has no outcome to rate";
    NotDead = CONFLICT "not-dead" "The mail was neither given up nor dropped";
    TakesNoMail = CONFLICT "takes-no-mail" "The desk takes no mail";
    MailNotHeld = CONFLICT "mail-not-held" "The mail is not held";
    MailIncomplete = CONFLICT "mail-incomplete" "Only the header of the mail is here";
    SenderHasNoPart = CONFLICT "sender-has-no-part" "The sender may not write on this ticket";
    MailHasNoTicket = CONFLICT "mail-has-no-ticket" "The mail belongs to no ticket";
    LastSuperadmin = CONFLICT "last-superadmin" "This is the last superadmin";
    TooManyKeys = CONFLICT "too-many-keys" "There are as many API keys as there may be";
    TooManyWebhooks = CONFLICT "too-many-webhooks" "There are as many webhooks as there may be";
    WebhookStopped = CONFLICT "webhook-stopped" "The webhook is stopped";
    DeliveryPending = CONFLICT "delivery-pending" "The delivery is pending";
    SecondFactorSet = CONFLICT "second-factor-set" "There is a second factor already";
    NoSecondFactor = CONFLICT "no-second-factor" "There is no second factor";
    PersonRemoved = CONFLICT "person-removed" "This person was removed";
    EventExpired = GONE "event-expired" "There is no such event any more";
    Stale = PRECONDITION_FAILED "stale" "It is no longer the version of your If-Match";
    TooLarge = PAYLOAD_TOO_LARGE "too-large" "The body is too large";
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" "The body must be JSON";
    IdempotencyKeyReused = UNPROCESSABLE_ENTITY "idempotency-key-reused" "The key was used for another request";
    LinkInvalid = UNPROCESSABLE_ENTITY "link-invalid" "The link is not good, or not any more";
    InvalidFields = UNPROCESSABLE_ENTITY "invalid-fields" "Fields of the body are not valid";
    DigestMismatch = UNPROCESSABLE_ENTITY "digest-mismatch" "The body is not what Content-Digest says";
    AssigneeAndStatus = UNPROCESSABLE_ENTITY "assignee-and-status" "Assignee and status cannot change together";
    UnknownRecipient = UNPROCESSABLE_ENTITY "unknown-recipient" "No recipient is an address of this desk";
    NotAssignable = UNPROCESSABLE_ENTITY "not-assignable" "This person cannot have the ticket";
    NotFollowable = UNPROCESSABLE_ENTITY "not-followable" "This person cannot follow the ticket";
    NotAnEngineer = UNPROCESSABLE_ENTITY "not-an-engineer" "This person is not an engineer";
    EmptyPeriod = UNPROCESSABLE_ENTITY "empty-period" "The period ends before it begins";
    RateLimited = TOO_MANY_REQUESTS "rate-limited" "Too many requests";
    TooManyLetters = TOO_MANY_REQUESTS "too-many-letters" "You caused more mail than one person may";
    QuotaExceeded = TOO_MANY_REQUESTS "quota-exceeded" "You have used up a quota";
    HeadTooLarge = REQUEST_HEADER_FIELDS_TOO_LARGE "head-too-large" "The head of the request is too large";
    UpgradeRequired = UPGRADE_REQUIRED "upgrade-required" "This address speaks WebSocket only";
    TooManyStreams = TOO_MANY_REQUESTS "too-many-streams" "You have too many streams open";
    Internal = INTERNAL_SERVER_ERROR "internal" "The server failed";
    Overloaded = SERVICE_UNAVAILABLE "overloaded" "Too many requests at once";
    Unavailable = SERVICE_UNAVAILABLE "unavailable" "The service is unavailable for a moment";
    NotReady = SERVICE_UNAVAILABLE "not-ready" "The service is not ready";
    InsufficientStorage = INSUFFICIENT_STORAGE "insufficient-storage" "There is no room to keep it";
}

impl ProblemCode {
    /// The detail of a problem without one of its own.
    pub const fn detail(self) -> &'static str {
        match self {
            Self::Unauthenticated => "Send a valid access token as `Authorization: Bearer`.",
            Self::NotFound => "There is no such thing, or you may not see it.",
            Self::Conflict | Self::Stale => "Read it again, and repeat the change on what it is now.",
            Self::UsernameTaken | Self::EmailTaken => "Somebody has it already.",
            Self::IdempotencyInFlight => "The same request is being carried out; ask again for its answer in a second.",
            Self::IdempotencyKeyReused => "Another request came with this Idempotency-Key within the last 24 hours.",
            Self::TooManyStreams => "Close some: each connection is one. Then try again.",
            Self::EventExpired => "Begin anew: read what there is now, then ask for events without `after`.",
            Self::LinkInvalid => "It was used, it expired, or a later one took its place. Ask for a new one.",
            Self::Overloaded | Self::Unavailable | Self::RateLimited => {
                "Try again after the seconds that `Retry-After` names."
            }
            Self::InsufficientStorage => "Nothing new can be kept until there is room; what there is can be read.",
            _ => self.title(),
        }
    }

    /// After how many seconds another try makes sense.
    pub const fn retry_after(self) -> Option<u32> {
        match self {
            Self::IdempotencyInFlight => Some(1),
            Self::Overloaded => Some(2),
            Self::Unavailable | Self::NotReady | Self::TooManyStreams => Some(5),
            Self::InsufficientStorage => Some(60),
            _ => None,
        }
    }
}
