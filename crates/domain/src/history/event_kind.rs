use crate::text::word_type;

word_type! {
    /// What happened.
    #[non_exhaustive]
    EventKind: "a kind of event" {
        /// A ticket was opened.
        TicketOpened = "ticket_opened",
        /// The assignee of a ticket changed. Before and after are ids; one of them is missing where there was no assignee.
        Assigned = "assigned",
        /// Nobody was eligible for a ticket. After is the reason.
        NobodyEligible = "nobody_eligible",
        /// The assignee said "I am on it".
        Taken = "taken",
        /// Before and after are titles.
        TitleChanged = "title_changed",
        /// Before and after are descriptions.
        DescriptionChanged = "description_changed",
        /// Before and after are priorities.
        PriorityChanged = "priority_changed",
        /// Before and after are states.
        StatusChanged = "status_changed",
        /// A resolved ticket will close by itself, and its reporter was warned. After is when, RFC 3339 in UTC.
        ClosingSoon = "closing_soon",
        /// The reporter or a follower wrote.
        RequestPosted = "request_posted",
        /// Staff answered.
        ResponsePosted = "response_posted",
        /// Staff wrote for staff. Customers never learn of it.
        NotePosted = "note_posted",
        /// A file was removed from a request or a response. After is the id of the attachment.
        AttachmentRemoved = "attachment_removed",
        /// A file was removed from a note. After is the id of the attachment.
        NoteAttachmentRemoved = "note_attachment_removed",
        /// A machine answered a letter on behalf of a person. After is the id of the person.
        AutomaticAnswer = "automatic_answer",
        /// A letter about the ticket came back. Before is the id of its recipient, after the reason as a status (RFC 3463).
        MailBounced = "mail_bounced",
        /// A mail for the ticket waits for a decision of staff. After is the reason.
        MailHeld = "mail_held",
        /// A person follows a ticket. After is the id of the person.
        FollowerAdded = "follower_added",
        /// A person follows a ticket no longer. Before is the id of the person.
        FollowerRemoved = "follower_removed",
        /// The reporter rated a ticket. Before and after are stars; before is missing for the first rating.
        Rated = "rated",
        /// A ticket was deleted, with its conversation.
        TicketDeleted = "ticket_deleted",
        /// A person signed up or was made an account. After is the role.
        SignedUp = "signed_up",
        /// Name, phone or notification preferences changed.
        ProfileChanged = "profile_changed",
        /// Before and after are roles.
        RoleChanged = "role_changed",
        /// Before and after are account states.
        AccountStatusChanged = "account_status_changed",
        /// Before and after say whether the engineer takes tickets.
        AvailabilityChanged = "availability_changed",
        /// Before and after are numbers of tickets, or `none`.
        CapacityChanged = "capacity_changed",
        /// The password was replaced.
        PasswordChanged = "password_changed",
        /// The address was shown to be theirs.
        EmailVerified = "email_verified",
        /// So many letters came back that letters about tickets are not sent to the address any more.
        AddressUnreachable = "address_unreachable",
        /// Letters are sent to the address again.
        AddressReachable = "address_reachable",
        /// A mail of the person was too large to be taken in. After is the most bytes.
        MailTooLarge = "mail_too_large",
        /// A second factor was set up.
        SecondFactorSet = "second_factor_set",
        /// A second factor was removed.
        SecondFactorRemoved = "second_factor_removed",
        /// A recovery code took the place of a code. After is how many are left.
        RecoveryCodeUsed = "recovery_code_used",
        /// An API key was made. After is its name.
        ApiKeyCreated = "api_key_created",
        /// A key was revoked. After is its name.
        ApiKeyRevoked = "api_key_revoked",
        /// All API keys of a person were revoked together. After is how many.
        ApiKeysRevoked = "api_keys_revoked",
        /// A person made a webhook. After is its URL.
        WebhookCreated = "webhook_created",
        /// A person changed a webhook. After is its URL.
        WebhookChanged = "webhook_changed",
        /// A person took another signing key of a webhook into use. After is its URL.
        WebhookKeyRotated = "webhook_key_rotated",
        /// A webhook was stopped because its receiver takes nothing. After is its URL.
        WebhookStopped = "webhook_stopped",
        /// A person deleted a webhook. After is its URL.
        WebhookRemoved = "webhook_removed",
        /// Another address was given, which does not count yet. The history outlives the person, so it records neither.
        EmailChangeRequested = "email_change_requested",
        /// A change of the address was undone with the link that went to the address before.
        EmailChangeUndone = "email_change_undone",
        /// The address was replaced. The history outlives the person, so it records neither address.
        EmailChanged = "email_changed",
        /// A link was mailed to the person. After is what it is for.
        LinkSent = "link_sent",
        /// An invited person set their first password.
        InvitationAccepted = "invitation_accepted",
        /// A person was removed and anonymised.
        PersonRemoved = "person_removed",
    }
}

impl EventKind {
    /// Whether before and after are ids of people, whom readers get with their names.
    #[must_use]
    pub const fn names_people(&self) -> bool {
        matches!(self, Self::Assigned | Self::FollowerAdded | Self::FollowerRemoved)
    }

    /// Whether before and after are only for those who may read the rating of the ticket. Other readers learn that it happened.
    #[must_use]
    pub const fn is_about_rating(&self) -> bool {
        matches!(self, Self::Rated)
    }

    /// Whether only staff may learn of such an event.
    #[must_use]
    pub const fn is_internal(&self) -> bool {
        matches!(
            self,
            Self::MailBounced
                | Self::MailHeld
                | Self::NotePosted
                | Self::NoteAttachmentRemoved
                | Self::NobodyEligible
                | Self::AutomaticAnswer
        )
    }
}
