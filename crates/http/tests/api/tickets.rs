use deskhand_domain::policy::Workflow;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Service, SignedIn};

/// A service with the ticket 1 of carla, which emil has.
async fn desk() -> (Service, SignedIn, SignedIn) {
    let service = Service::new().await;
    let emil = service.engineer("emil").await;
    let carla = service.customer("carla").await;
    service.ticket(&carla, "Printer").await;
    (service, carla, emil)
}

#[actix_web::test]
async fn an_opened_ticket_is_answered_whole() {
    let service = Service::new().await;
    let emil = service.engineer("emil").await;
    let carla = service.customer("carla").await;
    let body = json!({"title": "Printer", "description": "Smoke", "priority": "urgent"});

    let answer = service.post("/tickets", &body).by(&carla).send().await;

    let mut ticket = answer.success(201);
    assert_eq!((answer.header("location"), answer.header("etag")), ("/help/api/v1/tickets/1", "\"1\""));
    let fields = ticket.as_object_mut().unwrap();
    assert!(fields.remove("id").unwrap().is_string());
    let actions = fields.remove("allowed_actions").unwrap();
    let at = "2026-01-05T09:00:00.000Z";
    let expected = json!({
        "number": 1, "title": "Printer", "description": "Smoke", "priority": "urgent", "status": "open",
        "awaiting": "staff", "reporter": {"id": carla.id, "username": "carla", "name": "carla"},
        "assignee": {"id": emil.id, "username": "emil", "name": "emil"}, "taken_at": null, "first_response_at": null,
        "resolved_at": null, "closed_at": null, "reopen_count": 0, "rating": null, "follow_up_of": null, "followers": [], "message_count": 1,
        "created_at": at, "updated_at": at, "version": 1, "attachments": [], "muted": false,
    });
    assert_eq!(ticket, expected);
    assert_eq!(actions["close"], json!({"allowed": true}));
    assert_eq!(actions["block"]["allowed"], false);
    assert!(actions["block"]["reason"].is_string());
}

#[actix_web::test]
async fn a_list_tells_no_allowed_actions() {
    let (service, carla, _) = desk().await;

    for list in ["/tickets", "/users/carla/tickets", "/users/carla/tickets?assignee=emil&status=open"] {
        let list = service.get(list).by(&carla).send().await.success(200);
        assert_eq!(list["data"][0]["number"], 1);
        assert_eq!(list["data"][0].get("allowed_actions"), None);
    }
}

#[actix_web::test]
async fn a_ticket_is_found_by_number_and_by_id() {
    let (service, carla, _) = desk().await;

    let by_number = service.get("/tickets/1").by(&carla).send().await.success(200);
    let by_id = service.get(&format!("/tickets/{}", by_number["id"].as_str().unwrap())).by(&carla).send().await;

    assert_eq!(by_number, by_id.success(200));
}

#[actix_web::test]
async fn an_illegal_move_names_the_allowed_ones() {
    let (service, _, emil) = desk().await;

    service.patch("/tickets/1", &json!({"status": "unresolved"})).by(&emil).send().await.success(200);

    let answer = service.patch("/tickets/1", &json!({"status": "blocked"})).by(&emil).send().await;

    let problem = answer.problem(409, "illegal-transition");
    assert_eq!(problem["allowed"], json!(["close", "reopen"]));
}

#[actix_web::test]
async fn the_rules_of_the_desk_have_their_own_problems() {
    let (service, carla, emil) = desk().await;
    let root = service.root().await;
    let patch = |body: Value| service.patch("/tickets/1", &body);

    patch(json!({"status": "resolved"})).by(&emil).send().await.problem(409, "response-required");
    patch(json!({"status": "canceled"})).by(&emil).send().await.problem(403, "forbidden");
    patch(json!({"priority": "high"})).by(&carla).send().await.problem(403, "forbidden");
    let both = patch(json!({"status": "closed", "assignee": null})).by(&root).send().await;
    both.problem(422, "assignee-and-status");
    patch(json!({"assignee": "carla"})).by(&root).send().await.problem(422, "not-assignable");
    patch(json!({"assignee": "nobody-knows"})).by(&root).send().await.problem(422, "not-assignable");
    patch(json!({"status": "canceled"})).by(&carla).send().await.success(200);
    let message = service.post("/tickets/1/messages", &json!({"body": "Wait"})).by(&carla).send().await;
    message.problem(409, "ticket-canceled");
    service.call("POST", "/tickets/1/take").by(&emil).send().await.problem(409, "not-active");
}

#[actix_web::test]
async fn a_rating_is_answered_with_its_ticket() {
    let (service, carla, emil) = desk().await;
    let rate = |who: &SignedIn, body: Value| service.call("PUT", "/tickets/1/rating").json(&body).by(who).send();
    rate(&carla, json!({"stars": 4})).await.problem(409, "not-rateable");
    service.patch("/tickets/1", &json!({"status": "closed"})).by(&carla).send().await.success(200);
    rate(&emil, json!({"stars": 4})).await.problem(403, "forbidden");

    let answer = rate(&carla, json!({"stars": 4, "comment": " Quick.\n"})).await;

    let rating = json!({"stars": 4, "comment": "Quick.", "at": "2026-01-05T09:00:00.002Z"});
    assert_eq!((&answer.success(200)["rating"], answer.header("etag")), (&rating, "\"3\""));
    let without = rate(&carla, json!({"stars": 1, "comment": null})).await.success(200);
    assert_eq!((&without["rating"]["stars"], &without["rating"]["comment"]), (&json!(1), &Value::Null));
    let wrong = rate(&carla, json!({"stars": 6, "comment": ""})).await;
    assert_eq!(wrong.errors(), ["/comment empty", "/stars out_of_range"]);
}

#[actix_web::test]
async fn what_is_long_closed_is_not_reopened() {
    let (service, carla, _) = desk().await;
    service.patch("/tickets/1", &json!({"status": "closed"})).by(&carla).send().await.success(200);

    service.clock.advance(Duration::days(15));
    let carla = service.sign_in("carla").await;

    let reopened = service.patch("/tickets/1", &json!({"status": "open"})).by(&carla).send().await;
    reopened.problem(409, "reopen-window-passed");
}

#[actix_web::test]
async fn policies_have_their_own_problems() {
    let workflow =
        Workflow { reporter_reply_requires_response: true, reopen_on_reporter_reply: false, ..Workflow::default() };
    let service = Service::with(workflow).await;
    let emil = service.engineer("emil").await;
    let carla = service.customer("carla").await;
    service.ticket(&carla, "Printer").await;
    let body = json!({"body": "Hello"});

    service.post("/tickets/1/messages", &body).by(&carla).send().await.problem(409, "awaiting-response");
    service.post("/tickets/1/messages", &body).by(&emil).send().await.success(201);
    service.patch("/tickets/1", &json!({"status": "resolved"})).by(&emil).send().await.success(200);
    service.post("/tickets/1/messages", &body).by(&carla).send().await.problem(409, "conversation-over");
}

#[actix_web::test]
async fn a_merge_patch_keeps_what_it_does_not_name() {
    let (service, carla, emil) = desk().await;
    let root = service.root().await;

    let titled = service.patch("/tickets/1", &json!({"title": "Fire"})).by(&carla).send().await.success(200);
    let nobody = service.patch("/tickets/1", &json!({"assignee": null})).by(&root).send().await.success(200);
    let auto = service.patch("/tickets/1", &json!({"assignee": "auto"})).by(&root).send().await.success(200);
    let by_id = service.patch("/tickets/1", &json!({"assignee": emil.id})).by(&root).send().await.success(200);
    let nothing = service.patch("/tickets/1", &json!({})).by(&root).send().await.success(200);

    assert_eq!((&titled["title"], &titled["description"]), (&json!("Fire"), &json!("It began with smoke.")));
    assert_eq!(nobody["assignee"], json!(null));
    assert_eq!(auto["assignee"]["username"], "emil");
    assert_eq!(by_id["assignee"]["username"], "emil");
    assert_eq!(nothing["title"], "Fire");
}

#[actix_web::test]
async fn a_follow_up_refers_to_a_ticket_that_its_reporter_sees() {
    let (service, carla, _) = desk().await;
    let older = service.get("/tickets/1").by(&carla).send().await.success(200)["id"].clone();
    let stranger = service.customer("curt").await;
    let following = |key: &Value| json!({"title": "Again", "description": "Smoke", "follow_up_of": key});

    for key in [json!(1), json!("1"), older.clone()] {
        let ticket = service.post("/tickets", &following(&key)).by(&carla).send().await.success(201);
        assert_eq!(ticket["follow_up_of"], older);
    }
    let refused = service.post("/tickets", &following(&json!(1))).by(&stranger).send().await;
    refused.problem(422, "invalid-fields");
    assert_eq!(refused.errors(), ["/follow_up_of format"]);
}

#[actix_web::test]
async fn a_conversation_hides_its_notes_from_the_reporter() {
    let (service, carla, emil) = desk().await;

    let note = json!({"body": "Careful", "kind": "note"});
    let noted = service.post("/tickets/1/messages", &note).by(&emil).send().await.success(201);
    let answered = service.post("/tickets/1/messages", &json!({"body": "On it"})).by(&emil).send().await.success(201);
    service.post("/tickets/1/messages", &note).by(&carla).send().await.problem(403, "forbidden");

    assert_eq!((&noted["kind"], &answered["kind"]), (&json!("note"), &json!("response")));
    assert_eq!(answered.as_object().unwrap().keys().count(), 9);
    for (who, kinds, count) in
        [(&carla, vec!["request", "response"], 2), (&emil, vec!["request", "note", "response"], 3)]
    {
        let list = service.get("/tickets/1/messages").by(who).send().await.success(200);
        let seen: Vec<_> = list["data"].as_array().unwrap().iter().map(|m| m["kind"].as_str().unwrap()).collect();
        assert_eq!(seen, kinds);
        assert_eq!(service.get("/tickets/1").by(who).send().await.json()["message_count"], count);
        assert_eq!(service.get("/tickets").by(who).send().await.json()["data"][0]["message_count"], count);
    }
}

#[actix_web::test]
async fn the_history_names_people_and_values() {
    let (service, carla, emil) = desk().await;
    service.patch("/tickets/1", &json!({"title": "Fire"})).by(&carla).send().await.success(200);

    let list = service.get("/tickets/1/history").by(&carla).send().await.success(200);

    let by = |kind: &str| list["data"].as_array().unwrap().iter().find(|event| event["kind"] == kind).unwrap().clone();
    let (assigned, titled) = (by("assigned"), by("title_changed"));
    assert_eq!((&assigned["by"], &assigned["before"]), (&json!(null), &json!(null)));
    assert_eq!(assigned["after"], json!({"id": emil.id, "username": "emil", "name": "emil"}));
    assert_eq!(
        (&titled["by"]["username"], &titled["before"], &titled["after"]),
        (&json!("carla"), &json!("Printer"), &json!("Fire"))
    );
    assert_eq!((&titled["at"], &titled["message_id"]), (&json!("2026-01-05T09:00:00.000Z"), &json!(null)));
}

#[actix_web::test]
async fn the_assignment_explains_itself_to_staff() {
    let (service, carla, emil) = desk().await;
    let erna = service.engineer("erna").await;
    service.patch("/me", &json!({"availability": "away"})).by(&erna).send().await.success(200);
    let number = service.ticket(&carla, "Again").await;

    let why = service.get(&format!("/tickets/{number}/assignment")).by(&emil).send().await.success(200);
    let refused = service.get(&format!("/tickets/{number}/assignment")).by(&carla).send().await;

    refused.problem(403, "forbidden");
    assert_eq!((&why["trigger"], &why["chosen"]["username"]), (&json!("opened"), &json!("emil")));
    assert_eq!(why["candidates"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&why["candidates"][0]["engineer"]["username"], &why["candidates"][0]["open_tickets"]),
        (&json!("emil"), &json!(1))
    );
    assert_eq!(
        why["excluded"],
        json!([{"engineer": {"id": erna.id, "username": "erna", "name": "erna"}, "reason": "away"}])
    );
}

#[actix_web::test]
async fn an_engineer_takes_their_ticket_and_a_superadmin_deletes_it() {
    let (service, carla, emil) = desk().await;
    let root = service.root().await;

    let taken = service.call("POST", "/tickets/1/take").by(&emil).send().await;
    service.delete("/tickets/1").by(&carla).send().await.problem(403, "forbidden");
    let deleted = service.delete("/tickets/1").by(&root).send().await;

    assert_eq!(taken.success(200)["taken_at"], "2026-01-05T09:00:00.000Z");
    assert_eq!(taken.header("etag"), "\"2\"");
    assert_eq!((deleted.status, deleted.text().as_str()), (204, ""));
    service.get("/tickets/1").by(&root).send().await.problem(404, "not-found");
}
