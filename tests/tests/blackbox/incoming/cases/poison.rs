//! Case 30: mails made to exhaust memory or stack. What the process needs for them is measured on a process of its own.

use deskhand_tests::poison::{Poison, poison};

use super::desk::{MailDesk, letter, outcome, says};
use super::transport::Transport;
use crate::incoming::scene::DESK;

pub(super) async fn exhausting(by: Transport) {
    let mut desk = MailDesk::start(by).await;
    for Poison { what, raw, is_read } in poison() {
        let mail = desk.receive(raw.into_bytes()).await;
        let expected = if is_read { ("settled", "opened") } else { ("held", "unread") };
        assert_eq!(outcome(&mail), expected, "{what}: {mail}");
        assert_eq!((&mail["from"], &mail["attempts"]), (&"eve@client.example".into(), &1.into()), "{what}");
        let next = desk.receive(says(letter("ada@client.example", DESK), what)).await;
        assert_eq!(desk.opened(&next).await["description"], what, "the next mail is taken in");
    }
    desk.finish().await;
}
