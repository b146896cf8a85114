use serde_json::json;

use super::line;
use super::ws_client::Socket;
use crate::support::TestApp;

/// The room of the ticket portal: everybody of the staff hears at once what one of them does with a ticket.
#[tokio::test]
async fn the_room_hears_at_once_who_took_a_ticket_and_what_is_urgent() {
    let app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let (root, admin, customer) = (app.superadmin().await, app.admin("alice").await, app.customer("ada").await);
    let bob = app.engineer("bob").await;
    app.open_ticket(&customer, "Where is my parcel?").await;
    let mut roots = Socket::ready(&app, &root).await;
    let mut admins = Socket::ready(&app, &admin).await;
    let mut bobs = Socket::ready(&app, &bob).await;

    let urgent = json!({"id": 1, "command": "set_priority", "ticket": 1, "priority": "urgent"});
    assert_eq!(roots.command(urgent).await["ticket"]["priority"], "urgent");
    let taken = bobs.command(json!({"id": 1, "command": "take", "ticket": 1})).await;
    assert!(taken["ticket"]["taken_at"].is_string(), "{taken}");
    let closed = json!({"id": 1, "command": "set_status", "ticket": 1, "status": "closed"});
    assert_eq!(admins.command(closed).await["ticket"]["status"], "closed");

    for socket in [&mut roots, &mut admins, &mut bobs] {
        for event in ["priority_changed 1", "taken 1", "status_changed 1"] {
            assert_eq!(line(&socket.event().await), event);
        }
    }
    let mut customers = Socket::ready(&app, &customer).await;
    let refused = json!({"id": 1, "command": "set_priority", "ticket": 1, "priority": "low"});
    assert_eq!(customers.command(refused).await["problem"]["type"], "/problems/forbidden");
    app.finish().await;
}
