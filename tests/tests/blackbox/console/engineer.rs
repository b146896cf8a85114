use super::browser::{Browser, desk};

#[tokio::test]
async fn an_engineer_takes_a_ticket_notes_replies_and_resolves_it() {
    let Some(app) = desk("an engineer's journey").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "The printer is on fire").await;
    let number = ticket["number"].to_string();
    let edgar = Browser::of(&app, "edgar").await;

    edgar.sees("Mine").await;
    edgar.opens("The printer is on fire").await;
    edgar.press("Take").await;
    edgar.sees("is on it").await;

    edgar.sees("only after at least one response").await;
    let resolve = edgar.find("//button[normalize-space(.)='Resolve']").await;
    assert_eq!(resolve.attr("aria-disabled").await.unwrap().as_deref(), Some("true"));

    edgar.fill("Note, for staff only", "She sounded calm.").await;
    edgar.press("Add note, staff only").await;
    edgar.sees("She sounded calm.").await;
    edgar.fill("Reply to ada the customer", "Use the fire extinguisher.").await;
    edgar.press("Send to ada the customer").await;
    edgar.sees("Use the fire extinguisher.").await;
    edgar.press("Resolve").await;
    edgar.sees("from open to resolved").await;

    let seen = app.get(&ada, &format!("/tickets/{number}/messages")).await.expect(200);
    assert!(!seen.to_string().contains("She sounded calm"), "a customer reads the note");
    edgar.close().await;
    app.finish().await;
}
