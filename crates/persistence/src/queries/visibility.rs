//! Who sees which ticket, person and event: the domain's visibilities as SQL conditions. Every list, single row, count,
//! search, report and feed takes them from here.

use deskhand_domain::PersonId;
use deskhand_domain::people::Role;
use deskhand_domain::permissions::{EventVisibility, NotesVisibility, PeopleVisibility, TicketVisibility};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};

use crate::entities::{event, message, person, security_event, ticket, ticket_follower};
use crate::mapping::event::FOR_STAFF;

/// The alias under which a statement joins the person that an event is about.
pub(crate) const SUBJECT: &str = "person";

/// One of the reasons for which a person sees a ticket.
pub(crate) struct TicketGrant {
    pub(crate) name: &'static str,
    /// An index finds the tickets.
    pub(crate) condition: Expr,
    /// Whether their notes come with them.
    pub(crate) with_notes: bool,
    /// Whether it lists the ids of the tickets, in another table.
    pub(crate) lists_ids: bool,
}

/// The grants of which a visible ticket has at least one. `None`: every ticket is visible.
pub(crate) fn ticket_grants(sees: TicketVisibility) -> Option<Vec<TicketGrant>> {
    let grant = |name, condition| TicketGrant { name, condition, with_notes: false, lists_ids: false };
    let is = |column: ticket::Column, person: PersonId| column.eq(person.as_uuid());
    let takes_part = |me| {
        vec![
            grant("reported", is(ticket::Column::ReporterId, me)),
            TicketGrant { lists_ids: true, ..grant("followed", is_followed_by(me)) },
        ]
    };
    match sees {
        TicketVisibility::Everything => None,
        TicketVisibility::ReportedOrFollowedBy(me) => Some(takes_part(me)),
        TicketVisibility::ReportedFollowedOrAssignedTo(me) => {
            let assigned = grant("assigned", is(ticket::Column::AssigneeId, me));
            let assigned = TicketGrant { with_notes: true, ..assigned };
            Some(takes_part(me).into_iter().chain([assigned]).collect())
        }
    }
}

fn is_followed_by(me: PersonId) -> Expr {
    let followed = Query::select()
        .column(ticket_follower::Column::TicketId)
        .from(ticket_follower::Entity)
        .and_where(ticket_follower::Column::PersonId.eq(me.as_uuid()))
        .take();
    ticket::Column::Id.in_subquery(followed)
}

pub(crate) fn visible_tickets(sees: TicketVisibility) -> Condition {
    match ticket_grants(sees) {
        None => Condition::all(),
        Some(grants) => grants.into_iter().map(|grant| grant.condition).fold(Condition::any(), Condition::add),
    }
}

pub(crate) fn visible_messages(with_notes: bool) -> Condition {
    let hidden = (!with_notes).then(|| message::Column::Kind.ne(deskhand_domain::ticket::MessageKind::Note.as_str()));
    Condition::all().add_option(hidden)
}

/// People in the rows of the table itself.
pub(crate) fn visible_people(sees: PeopleVisibility) -> Condition {
    people(sees, &person::Column::Id.into_expr(), &person::Column::Role.into_expr())
}

fn people(sees: PeopleVisibility, id: &Expr, role: &Expr) -> Condition {
    let is = |me: PersonId| id.clone().eq(me.as_uuid());
    let unprivileged = Role::ALL.iter().filter(|role| !role.is_admin()).map(Role::as_str);
    match sees {
        PeopleVisibility::Everybody => Condition::all(),
        PeopleVisibility::CustomersAndEngineers(me) => {
            Condition::any().add(role.clone().is_in(unprivileged)).add(is(me))
        }
        PeopleVisibility::Only(me) => Condition::all().add(is(me)),
    }
}

/// The same as `EventVisibility::includes`. The statement must join the event's ticket, and its person as [`SUBJECT`].
pub(crate) fn visible_events(sees: EventVisibility) -> Condition {
    if sees == EventVisibility::EVERYTHING {
        return Condition::all();
    }
    let of_a_ticket = Condition::all()
        .add(ticket::Column::Id.is_not_null())
        .add(visible_tickets(sees.tickets))
        .add_option(internal_events(sees.notes));
    Condition::any().add(of_a_ticket).add(visible_other_events(sees))
}

/// Entries of the security log. The statement must join the person as [`SUBJECT`].
pub(crate) fn visible_security_events(sees: PeopleVisibility) -> Condition {
    let (person, role) = (security_event::Column::PersonId, Expr::col((SUBJECT, person::Column::Role)));
    if sees == PeopleVisibility::Everybody {
        return Condition::all();
    }
    Condition::any().add(person.is_null()).add(people(sees, &person.into_expr(), &role))
}

/// Those of [`visible_events`] that are about no ticket, or about one that was deleted.
pub(crate) fn visible_other_events(sees: EventVisibility) -> Condition {
    let of_a_deleted_ticket =
        Condition::all().add(event::Column::TicketId.is_not_null()).add(ticket::Column::Id.is_null());
    let (person, role) = (event::Column::PersonId, Expr::col((SUBJECT, person::Column::Role)));
    let of_a_person = Condition::all().add(person.is_not_null()).add(people(sees.people, &person.into_expr(), &role));
    Condition::any().add_option(sees.deleted_tickets.then_some(of_a_deleted_ticket)).add(of_a_person)
}

/// The tickets whose notes a reader may read.
pub(crate) fn tickets_with_notes(notes: NotesVisibility) -> Condition {
    Condition::all().add_option(match notes {
        NotesVisibility::Everywhere => None,
        NotesVisibility::AssignedTo(me) => Some(ticket::Column::AssigneeId.eq(me.as_uuid())),
        // Without a row, not without a statement.
        NotesVisibility::Nowhere => Some(ticket::Column::Id.is_null()),
    })
}

pub(crate) fn internal_events(notes: NotesVisibility) -> Option<Condition> {
    let public = Condition::any().add(public_events());
    match notes {
        NotesVisibility::Everywhere => None,
        NotesVisibility::AssignedTo(me) => Some(public.add(ticket::Column::AssigneeId.eq(me.as_uuid()))),
        NotesVisibility::Nowhere => Some(public),
    }
}

/// Events that are not only for staff.
pub(crate) fn public_events() -> Expr {
    event::Column::Audience.ne(FOR_STAFF)
}
