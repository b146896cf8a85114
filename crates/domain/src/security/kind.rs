use crate::history::EventKind;
use crate::text::word_type;

word_type! {
    /// What happened. The words never change.
    #[non_exhaustive]
    SecurityKind: "a kind of security event" {
        /// A session began.
        SignedIn = "signed_in",
        /// A sign-in was refused. The reason says why.
        SignInFailed = "sign_in_failed",
        /// A person ended the session that they used.
        SignedOut = "signed_out",
        /// A person ended another session of theirs, or all others.
        SessionEnded = "session_ended",
        /// A refresh token came a second time: there is a copy of it. Its session ended.
        RefreshTokenReused = "refresh_token_reused",
        /// A current password was asked for and was wrong.
        IdentityNotConfirmed = "identity_not_confirmed",
        /// A person replaced their password.
        PasswordChanged = "password_changed",
        /// A link for a new password was mailed.
        PasswordResetRequested = "password_reset_requested",
        /// A password was set by a mailed link.
        PasswordReset = "password_reset",
        /// An invited person set their first password.
        InvitationAccepted = "invitation_accepted",
        /// A link was mailed to confirm a new address.
        EmailChangeRequested = "email_change_requested",
        /// The address of an account changed.
        EmailChanged = "email_changed",
        /// A change of the address was undone by the link that went to the address before.
        EmailChangeUndone = "email_change_undone",
        /// The address was shown to be theirs.
        EmailVerified = "email_verified",
        /// An API key was made. The detail is its name.
        ApiKeyCreated = "api_key_created",
        /// An API key was revoked. The detail is its name.
        ApiKeyRevoked = "api_key_revoked",
        /// All API keys of a person were revoked together. The detail is how many.
        ApiKeysRevoked = "api_keys_revoked",
        /// A webhook was made. The detail is its URL.
        WebhookCreated = "webhook_created",
        /// A webhook was changed. The detail is its URL.
        WebhookChanged = "webhook_changed",
        /// Another signing key of a webhook came into use. The detail is its URL.
        WebhookKeyRotated = "webhook_key_rotated",
        /// A webhook was deleted. The detail is its URL.
        WebhookRemoved = "webhook_removed",
        /// A request came with an API key that is not good. The reason says why.
        ApiKeyRefused = "api_key_refused",
        /// A request came with an access token that is not good, or not any more.
        TokenRefused = "token_refused",
        /// A signed-in person was refused an action. The detail is the route, the reason the problem.
        AccessDenied = "access_denied",
        /// A second factor was made, and is not in use yet.
        SecondFactorEnrolled = "second_factor_enrolled",
        /// A second factor came into use.
        SecondFactorConfirmed = "second_factor_confirmed",
        /// A second factor was removed.
        SecondFactorRemoved = "second_factor_removed",
        /// The code of a second factor was refused at a sign-in. The reason says why.
        SecondFactorFailed = "second_factor_failed",
        /// A recovery code took the place of a second factor.
        RecoveryCodeUsed = "recovery_code_used",
        /// An account was made. The detail is its role.
        AccountCreated = "account_created",
        /// The detail has the role before and after.
        RoleChanged = "role_changed",
        /// The detail has the state before and after.
        AccountStatusChanged = "account_status_changed",
        /// An admin read a mail that came in as it came. The detail is its id.
        RawMailRead = "raw_mail_read",
        /// An admin exported the desk. The detail says whether with the hashes of passwords.
        DeskExported = "desk_exported",
        /// A person was removed and anonymised.
        PersonRemoved = "person_removed",
    }
}

impl SecurityKind {
    /// The kind of entry that an event of an account makes; `None` for what does not concern security.
    #[must_use]
    pub const fn of_fact(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::SignedUp => Some(Self::AccountCreated),
            EventKind::RoleChanged => Some(Self::RoleChanged),
            EventKind::AccountStatusChanged => Some(Self::AccountStatusChanged),
            EventKind::PasswordChanged => Some(Self::PasswordChanged),
            EventKind::InvitationAccepted => Some(Self::InvitationAccepted),
            EventKind::EmailVerified => Some(Self::EmailVerified),
            EventKind::EmailChangeRequested => Some(Self::EmailChangeRequested),
            EventKind::EmailChanged => Some(Self::EmailChanged),
            EventKind::EmailChangeUndone => Some(Self::EmailChangeUndone),
            EventKind::ApiKeyCreated => Some(Self::ApiKeyCreated),
            EventKind::ApiKeyRevoked => Some(Self::ApiKeyRevoked),
            EventKind::ApiKeysRevoked => Some(Self::ApiKeysRevoked),
            EventKind::WebhookCreated => Some(Self::WebhookCreated),
            EventKind::WebhookChanged => Some(Self::WebhookChanged),
            EventKind::WebhookKeyRotated => Some(Self::WebhookKeyRotated),
            EventKind::WebhookRemoved => Some(Self::WebhookRemoved),
            EventKind::SecondFactorSet => Some(Self::SecondFactorConfirmed),
            EventKind::SecondFactorRemoved => Some(Self::SecondFactorRemoved),
            EventKind::RecoveryCodeUsed => Some(Self::RecoveryCodeUsed),
            EventKind::LinkSent => Some(Self::PasswordResetRequested),
            EventKind::PersonRemoved => Some(Self::PersonRemoved),
            _ => None,
        }
    }

    /// Whether nothing came of it: it was refused. Strangers decide how many of these there are.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::SignInFailed
                | Self::IdentityNotConfirmed
                | Self::ApiKeyRefused
                | Self::TokenRefused
                | Self::AccessDenied
                | Self::SecondFactorFailed
        )
    }
}
