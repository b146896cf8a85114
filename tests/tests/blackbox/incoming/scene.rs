use serde_json::Value;

use crate::support::{Mail, Person, TestApp};

/// The address of the desk.
pub(super) const DESK: &str = "support@desk.example.com";

/// Ada's ticket, on which Lin works; their letters about it.
pub(super) struct Scene {
    pub(super) ada: Person,
    pub(super) lin: Person,
    pub(super) ticket: Value,
    pub(super) to_ada: Mail,
    pub(super) to_lin: Mail,
    pub(super) note_address: String,
}

pub(super) async fn scene(app: &mut TestApp) -> Scene {
    let (lin, ada) = (app.engineer("lin").await, app.customer("ada").await);
    app.customer("bob").await;
    app.mails().await;
    let ticket = app.open_ticket(&ada, "No paper").await;
    let mails = app.mails().await;
    let to = |person: &Person| mails.iter().find(|mail| mail.to == person.email).unwrap().clone();
    let (to_ada, to_lin) = (to(&ada), to(&lin));
    let mut lines = to_lin.text.lines().skip_while(|line| !line.starts_with("For a note that only staff see"));
    let note_address = lines.nth(1).unwrap().to_owned();
    assert!(!to_ada.text.contains("only staff see"), "{}", to_ada.text);
    Scene { ada, lin, ticket, to_ada, to_lin, note_address }
}
