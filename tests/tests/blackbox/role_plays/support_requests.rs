//! The flow of the tracker of support requests: an agent speaks first, the customer resolves, the report is CSV.

use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn agents_answer_first_and_customers_resolve() {
    let app = TestApp::with("workflow.reporter_reply_requires_response", true)
        .setting("workflow.engineers_may_resolve", false)
        .setting("workflow.engineer_scope", "all")
        .start()
        .await;
    let customer = app.customer("kayode").await;
    let agent = app.engineer("benjamin").await;
    let ticket = app.open_ticket(&customer, "Issue related to logging in").await;
    assert_eq!((&ticket["number"], &ticket["awaiting"]), (&json!(1), &json!("staff")));

    // The customer replies if and only if an agent has replied at least once.
    app.say(&customer, &ticket, "Hello?").await.expect_problem(409, "awaiting-response");
    app.say(&agent, &ticket, "Hello! can you describe your issue more clearly?").await.expect(201);
    app.say(&customer, &ticket, "Yes! I have been stuck on the login screen.").await.expect(201);
    app.say(&agent, &ticket, "can you try logging into the vendor console?").await.expect(201);
    app.say(&customer, &ticket, "That actually worked. Greatttt!!").await.expect(201);
    let authors: Vec<_> =
        app.rows(&customer, "/tickets/1/messages").await.iter().map(|m| m["author"]["username"].clone()).collect();
    assert_eq!(authors, ["kayode", "benjamin", "kayode", "benjamin", "kayode"]);

    // Agents are not authorized to resolve; the customer does when satisfied.
    app.move_to(&agent, &ticket, "resolved").await.expect_problem(403, "forbidden");
    let resolved = app.move_to(&customer, &ticket, "resolved").await.expect(200);
    assert_eq!(resolved["status"], "resolved");
    assert!(resolved["resolved_at"].is_string());

    // Customers have no reason to see each other's tickets.
    let other = app.customer("other").await;
    app.get(&other, "/tickets/1").await.expect_problem(404, "not-found");
    app.say(&other, &ticket, "Let me in").await.expect_problem(404, "not-found");
    assert_eq!(app.rows(&other, "/tickets").await.len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn agents_get_the_tickets_resolved_within_the_last_month_as_csv() {
    let app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let (customer, agent) = (app.customer("kayode").await, app.engineer("benjamin").await);
    for title in ["long ago", "of this month", "never"] {
        app.open_ticket(&customer, title).await;
    }
    for (number, days) in [(1, 40), (2, 10)] {
        let customer = app.sign_in("kayode").await;
        app.patch(&customer, &format!("/tickets/{number}"), json!({"status": "resolved"})).await.expect(200);
        app.wait(time::Duration::days(days));
    }
    let (agent, customer) = (app.sign_in(&agent.username).await, app.sign_in(&customer.username).await);
    let report = app.get(&agent, "/reports/resolved.csv").await;
    assert_eq!(report.status, 200);
    let lines: Vec<_> = report.body.split("\r\n").filter(|line| !line.is_empty()).collect();
    let header =
        "ticket_id,number,subject,body,status,resolved_at,created_at,first_response_at,reporter,assignee,reopen_count";
    assert_eq!(lines[0].strip_prefix('\u{feff}'), Some(header), "spreadsheets know UTF-8 by its byte order mark");
    assert_eq!(lines.len(), 2, "{}", report.body);
    assert!(lines[1].contains(",2,of this month,All about: of this month,resolved,"), "{}", lines[1]);
    app.get(&customer, "/reports/resolved.csv").await.expect_problem(403, "forbidden");
    app.finish().await;
}
