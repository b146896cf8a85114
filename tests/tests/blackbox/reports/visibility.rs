use deskhand_domain::testing::TestClock;
use serde_json::{Value, json};
use time::Duration;

use super::table::numbers;
use crate::support::{Person, TestApp};

/// Six resolved tickets: 1 and 2 are Bob's work, 3 is Carl's, 4 has no assignee, 5 was reported by Bob, 6 by Carl.
async fn archive(app: &TestApp) -> [Person; 3] {
    let (ada, bob, carl) = (app.customer("ada").await, app.engineer("bob").await, app.engineer("carl").await);
    let [customer, first, second] = [&ada, &bob, &carl].map(Person::person_id);
    app.archive(6, |number, ticket| {
        let at = TestClock::START - Duration::hours(10 - number.cast_signed());
        let reporter = [customer, customer, customer, customer, first, second][usize::try_from(number).unwrap() - 1];
        let ticket = ticket.reporter(reporter).created_at(at - Duration::hours(1)).resolved_at(at);
        match number {
            1 | 2 => ticket.assignee(first),
            3 => ticket.assignee(second),
            _ => ticket,
        }
    })
    .await;
    [ada, bob, carl]
}

fn figures(summary: &Value) -> Vec<(&str, u64)> {
    let engineers = summary["engineers"].as_array().unwrap().iter();
    let figure = |one: &'static str| move |value: &Value| value[one].as_u64().unwrap();
    let resolved = figure("resolved_in_period");
    engineers.map(|one| (one["engineer"]["username"].as_str().unwrap(), resolved(one))).collect()
}

#[tokio::test]
async fn engineers_are_told_of_their_own_tickets_and_admins_of_all() {
    let app = TestApp::start().await;
    let [ada, bob, carl] = archive(&app).await;
    let admin = app.admin("agnes").await;
    for (who, expected, known) in [
        (&bob, vec![1, 2, 5], vec![("bob", 2)]),
        (&carl, vec![3, 6], vec![("carl", 1)]),
        (&admin, vec![1, 2, 3, 4, 5, 6], vec![("bob", 2), ("carl", 1)]),
    ] {
        assert_eq!(numbers(&app.get(who, "/reports/resolved.csv").await), expected, "{}", who.username);
        let summary = app.get(who, "/reports/summary").await.expect(200);
        assert_eq!(
            (&summary["resolved"], &summary["opened"]["total"]),
            (&json!(expected.len()), &json!(expected.len()))
        );
        assert_eq!(figures(&summary), known);
    }
    for path in ["/reports/resolved.csv", "/reports/summary"] {
        app.get(&ada, path).await.expect_problem(403, "forbidden");
        app.call(None, "GET", path, None).await.expect_problem(401, "unauthenticated");
    }
    app.finish().await;
}

#[tokio::test]
async fn where_engineers_see_every_ticket_they_are_told_of_every_ticket() {
    let app = TestApp::with("workflow.engineer_scope", "all").start().await;
    let [_, bob, _] = archive(&app).await;
    assert_eq!(numbers(&app.get(&bob, "/reports/resolved.csv").await), [1, 2, 3, 4, 5, 6]);
    let summary = app.get(&bob, "/reports/summary").await.expect(200);
    assert_eq!(figures(&summary), [("bob", 2), ("carl", 1)]);
    app.finish().await;
}

#[tokio::test]
async fn where_engineers_may_list_people_they_are_told_of_their_colleagues_but_not_of_their_tickets() {
    let app = TestApp::with("workflow.engineers_list_users", true).start().await;
    let [_, bob, _] = archive(&app).await;
    assert_eq!(numbers(&app.get(&bob, "/reports/resolved.csv").await), [1, 2, 5]);
    let summary = app.get(&bob, "/reports/summary").await.expect(200);
    assert_eq!(figures(&summary), [("bob", 2), ("carl", 1)]);
    assert_eq!(summary["resolved"], 3);
    app.finish().await;
}

#[tokio::test]
async fn notes_and_answers_are_in_no_report_and_removed_people_have_no_name_there() {
    let app = TestApp::start().await;
    let (ada, bob, root) = (app.customer("ada").await, app.engineer("bob").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.note(&bob, &ticket, "Secret: the customer is difficult.").await.expect(201);
    app.say(&bob, &ticket, "Answer: pull the plug.").await.expect(201);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    app.wait(Duration::minutes(1));
    app.delete(&root, "/users/ada").await.expect(204);
    for who in [&bob, &root] {
        let report = app.get(who, "/reports/resolved.csv").await;
        assert_eq!(numbers(&report), [1]);
        for word in ["Secret", "Answer", "difficult", ",ada,", "ada@example.com", "ada the customer"] {
            assert!(!report.body.contains(word), "{word} in {}", report.body);
        }
        let summary = app.get(who, "/reports/summary").await;
        assert!(!summary.body.contains("Secret"));
    }
    app.finish().await;
}
