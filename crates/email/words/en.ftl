### The texts of letters in English. Arguments are in braces; a quotation of a person stands apart in HTML by itself.
### docs/letters.md explains how an operator replaces single texts.

## In every letter

# What the desk is called where its sender has no name.
desk = Help desk
# The desk as the one who did something, at the beginning of a sentence.
help-desk = The help desk
# In the place of a name that is not known.
somebody = Somebody
hello = Hello { $name },
hello-nobody = Hello,
# A name is chosen freely; the role beside it is not.
by-role = { $name } ({ $role })
because-reporter = You get this mail because you opened this ticket.
because-assignee = You get this mail because this ticket is assigned to you.
because-previous-assignee = You get this mail because this ticket was assigned to you until now.
because-admin = You get this mail because you run this help desk.
because-participant = You get this mail because you run this help desk and took part in this ticket.
because-follower = You get this mail because you follow this ticket.
because-note-writer = You get this mail because you wrote a note on this ticket.
because-several-tickets = You get this mail because you chose to get such news together. You can change that in your account.
because-mail-held = You get this mail because you decide on mail that waits. It comes once an hour at most.
because-mail-too-large = You get this mail because you wrote to the help desk. It comes once a day at most.
because-own-account = You get this mail because it is about your own account.
open-desk = Open the help desk
desk-link = The help desk:
moment = { $year }-{ $month }-{ $day } at { $hour }:{ $minute } { $zone }
clock = { $hour }:{ $minute } { $zone }

## Subjects. The subject of a letter about a ticket is the ticket's title.

subject-engineer-signed-up = An engineer waits for approval
subject-account-status-changed = News about your account
subject-password-changed = Your password was changed
subject-second-factor-set = Your second factor is set up
subject-second-factor-removed = Your second factor was removed
subject-recovery-code-used = A recovery code of yours was used
subject-webhook-stopped = A webhook was stopped
subject-api-key-created = An API key was made for your account
subject-email-change-requested = Your e-mail address is about to change
subject-email-changed = Your e-mail address was changed
subject-email-verification = Confirm your e-mail address
subject-password-reset = Choose a new password
subject-desk-digest = New tickets and sign-ups
subject-mail-held = Mail waits for your decision
subject-mail-too-large = Your mail was too large
subject-several-tickets = News about your tickets
subject-account-claim = Your mail waits for your confirmation
subject-invitation = You are invited to the help desk
subject-other = News from the help desk

## A ticket

status-open = open
status-blocked = blocked
status-resolved = resolved
status-unresolved = unresolved
status-closed = closed
status-canceled = canceled
priority-low = low
priority-medium = medium
priority-high = high
priority-urgent = urgent
role-customer = customer
role-engineer = engineer
role-admin = admin
role-superadmin = superadmin
nobody-yet = nobody yet
ticket-state = Status: { $status }; priority: { $priority }; assignee: { $assignee }
label-status = Status: { $status }
label-priority = Priority: { $priority }
label-assignee = Assignee: { $assignee }
open-ticket = Open ticket #{ $number }
no-more-mails = No more mails about this ticket
no-more-mails-link = No more mails about this ticket:

## Files

files = Files:
files-more = There are more at the ticket.
files-until = The links are good until { $moment }.

## Answers by mail

# In the line above which answers are written. By the hyphens and the number around it the line is known again.
marker = answer above this line
answer-note = Answer this mail to write a note for staff.
answer-ticket = Answer this mail to write on the ticket.
note-to = For a note that only staff see, write to { $address }.
note-to-link = For a note that only staff see, write to:
solved = It is solved
solved-link = It is solved:
not-solved = It is not solved
not-solved-link = It is not solved:
# Asks for a rating from 1 to 5.
rating = How was our help?
rating-1 = very poor
rating-2 = poor
rating-3 = fair
rating-4 = good
rating-5 = very good

## How letters begin

opening-receipt = Thank you for writing to us. We have your ticket, and its number is #{ $number }.
opening-receipt-unnumbered = Thank you for writing to us. We have your ticket.
opening-new-and-yours = A new ticket was assigned to you.
opening-ticket-opened = { $by } opened a ticket.
opening-nobody-eligible = There is a ticket that nobody works on.
opening-assigned-to-you = A ticket was assigned to you.
opening-no-longer-yours = A ticket that was yours no longer is.
opening-assigned = There is news about who works on your ticket.
opening-assigned-follower = There is news about who works on a ticket that you follow.
opening-changed-reporter = { $by } changed your ticket.
opening-changed-assignee = { $by } changed a ticket that is assigned to you.
opening-changed-follower = { $by } changed a ticket that you follow.
opening-changed = { $by } changed a ticket that you took part in.
opening-closing-soon = Your ticket was resolved, and it will soon be closed.
opening-closing-soon-follower = A ticket that you follow was resolved, and it will soon be closed.
opening-response = There is an answer to your ticket.
opening-response-follower = There is an answer to a ticket that you follow.
opening-request-reporter = There is a new message on your ticket.
opening-request-follower = There is a new message on a ticket that you follow.
opening-request-assignee = There is a new message on a ticket that is assigned to you.
opening-request = There is a new message on a ticket that nobody is assigned to.
opening-note = There is a new note on a ticket. Only staff can read it.
opening-bounced = A letter about this ticket came back: it did not arrive.
opening-mail-held = Mail came in, and the desk does not decide by itself what becomes of it.
opening-mail-too-large = A mail of yours was too large for the help desk.
opening-engineer-signed-up = { $name } signed up as an engineer, and cannot sign in until an admin approves the account.
opening-account-status = There is news about your account at the help desk.
opening-password-changed = The password of your account at the help desk was changed. You are signed out everywhere else.
opening-second-factor-set = From now on a sign-in to your account at the help desk needs a code of your authenticator app as well. You are signed out everywhere else.
opening-second-factor-removed = The second factor of your account at the help desk was removed: a sign-in needs your password only. You are signed out everywhere else.
opening-recovery-code-used = One of your recovery codes was used, with your password, to sign in to your account at the help desk. That code is used up.
opening-webhook-stopped = The help desk stopped a webhook, because its receiver did not take anything for days, or said that it wants nothing any more.
opening-api-key-created = An API key was made for your account at the help desk. Whoever has it can act as you, as far as its scopes reach.
opening-email-change-requested = Another e-mail address was given for your account at the help desk. As soon as it is confirmed, the mail of the account goes there, and none to this address.
opening-email-changed = The e-mail address of your account at the help desk was changed. From now on its mail goes to the new address, and none to this one.
opening-email-verification = Please confirm that this address is yours: open this page, and press the button there.
opening-password-reset = Somebody asked for a new password for your account at the help desk. If it was you, choose it here:
opening-invitation = An account was made for you at the help desk. Choose a password here, and it is yours:
opening-account-claim = Your mail to the help desk arrived and waits: there is an account with your address that was never confirmed. Choose a new password here, and the account is yours:
opening-several = Several things happened on this ticket. Here they are in order.
opening-several-tickets = Here is what happened since the last letter, ticket by ticket.
opening-digest = There is more news than single mails should bring. Here it is together.

## What happened

said = { $by } wrote:
you-said = You wrote:
what-it-is-about = This is what it is about:
assigned-to = It is assigned to { $name }.
assigned-to-nobody = Nobody is assigned to it for now.
nobody-eligible = Nobody can take it just now: { $why }.
why-no-engineer = there is no engineer
why-none-approved = no engineer is approved
why-all-away = every engineer is away
why-all-at-capacity = every engineer is at capacity
why-handed-back = the only engineer handed it back
why-all-excluded = every engineer is away, at capacity, not approved, the reporter, or handed it back
title-changed = The title is now “{ $after }”; it was “{ $before }”.
description-changed = The description is now:
mail-too-large = It is about “{ $subject }”. The help desk takes mails of up to { $size }.
letter-came-back = It was to { $name }. The mail server there says: { $status }.
priority-changed = The priority is now { $after }; it was { $before }.
now-open = It is open again: somebody will go on working on it.
now-blocked = It is on hold: it waits for something outside the help desk.
now-resolved = It is resolved.
now-unresolved = It is marked as unresolved: we found no solution.
now-closed = It is closed.
now-canceled = It is canceled.
closes-by-itself = It closes by itself on { $moment }.
account-pending = Your account waits for approval.
account-approved = Your account is approved: you can sign in now.
account-rejected = Your account was not approved, so you cannot sign in.
account-suspended = Your account is suspended, so you cannot sign in for now.
recovery-codes-left =
    { $count ->
        [one] Of your recovery codes, one is left.
       *[other] Of your recovery codes, { $count } are left.
    }
webhook-goes-to = It goes to { $url }.
api-key-called = It is called “{ $name }”.

## What to do

advice-waiting = We will tell you as soon as somebody works on it.
advice-nobody-eligible = It goes to the first engineer who can take it, unless you assign it yourself.
advice-closing-soon-follower = If it is not solved, write on the ticket before then: it stays open, and somebody goes on working on it. If all is well, there is nothing to do.
advice-closing-soon = If it is not solved, write on the ticket or reopen it before then: it stays open, and somebody goes on working on it. If all is well, there is nothing to do.
advice-password-changed = If it was not you who changed it, tell the people who run the help desk at once.
advice-second-factor-set = If it was not you who set it up, tell the people who run the help desk at once.
advice-second-factor-removed = If you did not ask for that, change your password and tell the people who run the help desk at once.
advice-recovery-code-used = If it was not you, change your password and tell the people who run the help desk at once. For new codes, remove the second factor and set it up again.
advice-webhook-stopped = Nothing is lost: what happens meanwhile is sent when the webhook is made active again. Look at its deliveries for the last answer, mend the receiver, and then make it active, or delete it.
advice-api-key-created = If it was not you who made it, change your password and revoke the key, or tell the people who run the help desk at once.
advice-keep-account = If it was not you, keep your account here:
advice-email-change-requested = The link is good once, for 7 days, also after the change. Then this address counts again, everybody is signed out, all API keys end, and you get a mail to choose a new password.
advice-email-changed = If it was not you, use the link in the mail that announced the change, within 7 days of that mail, and tell the people who run the help desk.
advice-mail-too-large = The people who run the help desk see that you wrote, and not what. Please send your words once more, without large files.
advice-email-verification = The link is good once, for 24 hours. If you have no account at the help desk, forget this mail: without you, nothing happens.
advice-password-reset = The link is good once, for 30 minutes. If it was not you, forget this mail: your password stays as it is.
advice-invitation = The link is good once, for 72 hours. Later, ask for a new password with this address, and you get another link.
advice-account-claim = Then your mail is taken in. The link is good once, for 72 hours.
button-undo-change = Undo the change
button-confirm-address = Confirm your e-mail address
button-new-password = Choose a new password
button-password = Choose a password

## The digest of a busy desk

digest-opened =
    Opened between { $from } and { $until }: { $total } { $count ->
        [one] ticket
       *[other] tickets
    }.
digest-ticket = { $title }, by { $reporter }
digest-more = And { $more } more.
digest-waiting = Open tickets without an assignee: { $unassigned }. Engineers who wait for approval: { $engineers }.
# A number that was counted only so far.
more-than = more than { $number }

## Mail that waits for a decision

held-mail = { $subject }, from { $sender }
held-why = Why it waits: { $why }.
held-more = There is more.
held-without-subject = (no subject)
held-without-sender = an unknown sender
held-advice = Take it, open a ticket with it, or reject it: over the API, or with the command “deskhand mail”.
why-unread = it could not be read
why-too-large = it is larger than the desk takes, and stays in the mailbox
why-unfetched = it could not be fetched, and stays in the mailbox
why-no-sender = it has no sender whom the desk could answer
why-account-not-in-use = the account of its sender is not in use
why-refuted = the mail server says that it is not from this sender
why-storm = there were too many mails of this sender or on this ticket
why-foreign-address = it came to a reply address that another person got
why-note-address = it came to an address for notes, and its sender may not write notes
why-no-part = its sender has nothing to do with the ticket any more
why-staff-unproven = staff write by mail only where the mail server confirms their address
why-weak = nothing proves that it is from this sender
why-bystander = it answers a letter of the desk, and its sender has no part in the ticket
why-unproven-account = the address of the account was never confirmed
why-stranger = its sender is unknown to the desk
why-machine = it is from a machine or a mailing list
why-spam = a filter took it for spam
why-forward = it was forwarded, to be opened in the name of its first sender
why-deleted = its ticket was deleted
why-refused = its ticket does not take it now
why-quarantined = no try to understand it came to an end
