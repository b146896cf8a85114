use deskhand_domain::incoming::{HeldBecause, Recognition, Standing, Verdict};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ticket::MessageKind;
use serde_json::json;

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable, reply_to};

const REQUEST: Verdict = Verdict::Post(MessageKind::Request);
const TICKET: Verdict = Verdict::Open { with_receipt: true };

fn held(because: HeldBecause) -> Verdict {
    Verdict::Hold(because)
}

#[tokio::test]
async fn an_answer_to_ones_own_address_is_taken_in_wherever_the_address_is() {
    let mut app = answerable().start().await;
    let Scene { ada, to_ada, .. } = scene(&mut app).await;
    let address = reply_to(&to_ada);
    assert!(address.starts_with("support+r1-"), "{address}");
    let plain = Letter::new(&ada.email, &address);
    let folded = Letter::new(&ada.email.to_uppercase(), &address.to_uppercase());
    let delivered = Letter::new(&ada.email, DESK).header(&format!("Delivered-To: {address}"));
    let envelope = Letter { envelope: vec![EmailAddress::parse(&address).unwrap()], ..Letter::new(&ada.email, DESK) };
    for letter in [&plain, &folded, &delivered, &envelope] {
        let explained = app.explain(letter).await;
        assert_eq!((explained.verdict, explained.recognition), (REQUEST, Recognition::OwnAddress), "{letter:?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn an_answer_that_lost_its_address_is_recognised_by_the_mails_that_it_names() {
    let mut app = answerable().start().await;
    let Scene { ada, to_ada, .. } = scene(&mut app).await;
    let (id, references) = (to_ada.header("message-id"), to_ada.header("references"));
    let root = references.split_whitespace().next().unwrap();
    let by = |header: String| Letter::new(&ada.email, DESK).header(&header);
    assert_eq!(app.verdict(&by(format!("References: {references}"))).await, REQUEST, "the tag is a proof");
    assert_eq!(app.verdict(&by(format!("In-Reply-To: {id}"))).await, REQUEST, "so is the id of the letter");
    assert_eq!(app.verdict(&by(format!("References: {root}"))).await, held(HeldBecause::Weak), "the root is not");
    let of_bob = Letter::new("bob@example.com", DESK).header(&format!("In-Reply-To: {id}"));
    assert_eq!(app.verdict(&of_bob).await, held(HeldBecause::Bystander));
    let foreign = Letter::new("bob@example.com", DESK).header(&format!("References: {references}"));
    assert_eq!(app.verdict(&foreign).await, held(HeldBecause::ForeignAddress));
    let elsewhere = by(format!("References: {}", references.replace("@", "@evil.")));
    assert_eq!(app.verdict(&elsewhere).await, TICKET);
    app.finish().await;
}

#[tokio::test]
async fn the_id_of_a_letter_to_staff_is_no_proof_because_other_staff_can_read_it() {
    let mut app = answerable().start().await;
    let Scene { lin, to_lin, .. } = scene(&mut app).await;
    let header = format!("In-Reply-To: {}", to_lin.header("message-id"));
    let letter = Letter::new(&lin.email, DESK).header(&header);
    assert_eq!(app.verdict(&letter).await, held(HeldBecause::Weak));
    app.finish().await;
}

#[tokio::test]
async fn a_number_in_the_subject_is_no_proof_and_a_forward_is_about_another_matter() {
    let mut app = answerable().start().await;
    let Scene { ada, to_ada, .. } = scene(&mut app).await;
    let letter = || Letter::new(&ada.email, DESK).subject("Re: [#1] No paper");
    assert_eq!(app.verdict(&letter()).await, held(HeldBecause::Weak));
    let vouched = |id: &str, result: &str| letter().header(&format!("Authentication-Results: {id}; dmarc={result}"));
    assert_eq!(app.verdict(&vouched("mx.desk.example.com", "pass header.from=example.com")).await, REQUEST);
    for id in ["mx.evil.example", "mx.desk.example.com.evil"] {
        assert_eq!(app.verdict(&vouched(id, "pass header.from=example.com")).await, held(HeldBecause::Weak), "{id}");
    }
    let buried = vouched("mx.desk.example.com", "none");
    let buried = buried.header("Authentication-Results: mx.desk.example.com; dmarc=pass header.from=example.com");
    assert_eq!(app.verdict(&buried).await, held(HeldBecause::Weak), "only the topmost counts");

    for from in ["bob@example.com", "stranger@example.org"] {
        assert_eq!(app.verdict(&Letter::new(from, DESK).subject("[#1] No paper")).await, TICKET, "{from}");
    }
    for prefix in ["WG", "Fwd", "TR", "转发"] {
        let forward = letter().subject(&format!("{prefix}: [#1] No paper"));
        let forward = forward.header(&format!("References: {}", to_ada.header("references")));
        assert_eq!(app.verdict(&forward).await, TICKET, "{prefix}");
    }
    app.finish().await;
}

#[tokio::test]
async fn an_address_of_another_person_gives_no_voice() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, to_ada, note_address, .. } = scene(&mut app).await;
    let address = reply_to(&to_ada);
    for from in [lin.email.as_str(), "no-reply@saas.example", "bob@example.com", "mallory@example.org"] {
        let letter = Letter::new(from, &address).header(&format!("Reply-To: {}", ada.email));
        let letter = letter.header(&format!("Sender: {}", ada.email));
        assert_eq!(app.verdict(&letter).await, held(HeldBecause::ForeignAddress), "{from}");
    }
    let vouched = Letter::new(&lin.email, &address);
    let vouched = vouched.header("Authentication-Results: mx.desk.example.com; dmarc=pass header.from=example.com");
    assert_eq!(app.verdict(&vouched).await, Verdict::Post(MessageKind::Response));
    let to_notes = Letter::new(&ada.email, &note_address);
    assert_eq!(app.verdict(&to_notes).await, held(HeldBecause::ForeignAddress));

    let refuted = Letter::new(&ada.email, &address);
    let refuted = refuted.header("Authentication-Results: mx.desk.example.com; dmarc=fail header.from=example.com");
    assert_eq!(app.verdict(&refuted).await, held(HeldBecause::Refuted));
    let (tag, domain) = address.rsplit_once('@').unwrap();
    let last = if tag.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}@{domain}", &tag[..tag.len() - 1]);
    assert_eq!(app.verdict(&Letter::new(&ada.email, &forged)).await, TICKET, "a forged address is a plain one");
    for own in [DESK, &address] {
        assert_eq!(app.verdict(&Letter::new(own, DESK)).await, held(HeldBecause::NoSender), "{own}");
    }
    let two = Letter::new(&format!("{}, bob@example.com", ada.email), &address);
    assert_eq!(app.verdict(&two).await, held(HeldBecause::NoSender));
    app.finish().await;
}

#[tokio::test]
async fn staff_answer_and_write_notes_for_as_long_as_they_are_staff_on_the_ticket() {
    let mut app = answerable().start().await;
    let Scene { lin, to_lin, note_address, .. } = scene(&mut app).await;
    let root = app.superadmin().await;
    let answer = Letter::new(&lin.email, &reply_to(&to_lin));
    let note = Letter::new(&lin.email, &note_address);
    assert_eq!(app.verdict(&answer).await, Verdict::Post(MessageKind::Response));
    assert_eq!(app.verdict(&note).await, Verdict::Post(MessageKind::Note));

    app.patch(&root, "/users/lin", json!({"role": "customer"})).await.expect(200);
    assert_eq!(app.verdict(&answer).await, held(HeldBecause::NoPart));
    assert_eq!(app.verdict(&note).await, held(HeldBecause::NoteAddress));
    app.patch(&root, "/users/lin", json!({"status": "suspended"})).await.expect(200);
    assert_eq!(app.verdict(&answer).await, held(HeldBecause::AccountNotInUse));
    app.delete(&root, "/tickets/1").await.expect(204);
    app.patch(&root, "/users/lin", json!({"status": "approved"})).await.expect(200);
    assert_eq!(app.verdict(&answer).await, held(HeldBecause::Deleted));
    app.finish().await;
}

#[tokio::test]
async fn our_own_letter_that_comes_back_is_dropped_and_an_answer_keeps_only_what_is_new() {
    let mut app = answerable().start().await;
    let Scene { ada, to_ada, .. } = scene(&mut app).await;
    let back = Letter::new(&ada.email, DESK);
    let looped = back.clone().header(&format!("X-Deskhand-Loop: {}", to_ada.header("x-deskhand-loop")));
    let same_id = back.header(&format!("Message-ID: {}", to_ada.header("message-id")));
    for letter in [looped, same_id] {
        assert_eq!(app.verdict(&letter).await, Verdict::Drop);
    }
    let quoted: String = to_ada.text.lines().map(|line| format!("> {line}\n")).collect();
    let answer = Letter::new(&ada.email, &reply_to(&to_ada));
    let answer = answer.text(&format!("It jams again.\n\nOn Mon, 5 Jan 2026, Help desk wrote:\n{quoted}"));
    let explained = app.explain(&answer).await;
    assert_eq!((explained.kept.trim(), explained.standing), ("It jams again.", Standing::Known));
    assert!(explained.elided.contains("answer above this line (#1)"), "{}", explained.elided);

    let unproven = app.sign_up("eve", "customer").await;
    unproven.expect(201);
    let trick = Letter::new("eve@example.com", DESK);
    assert_eq!(app.verdict(&trick).await, held(HeldBecause::UnprovenAccount));
    let machine = Letter::new("no-reply@example.org", DESK);
    assert_eq!(app.verdict(&machine).await, held(HeldBecause::Machine));
    app.finish().await;
}

#[tokio::test]
async fn the_id_of_a_letter_about_several_tickets_shows_none_of_them() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, .. } = scene(&mut app).await;
    let other = app.open_ticket(&ada, "No toner").await;
    app.mails().await;
    app.patch(&ada, "/me", json!({"digests": {"response_posted": "daily"}})).await.expect(200);
    for ticket in [&ticket, &other] {
        app.say(&lin, ticket, "Is it plugged in?").await.expect(201);
    }
    app.wait(time::Duration::DAY);
    let mails = app.mails().await;
    let [digest] = mails.iter().filter(|mail| mail.to == ada.email).collect::<Vec<_>>()[..] else {
        panic!("{mails:#?}")
    };
    let header = format!("In-Reply-To: {}", digest.header("message-id"));
    let answer = Letter::new(&ada.email, DESK).subject("Re: News about your tickets").header(&header);
    assert_eq!(app.verdict(&answer).await, held(HeldBecause::Weak));
    app.finish().await;
}
