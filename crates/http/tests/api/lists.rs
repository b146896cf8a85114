use serde_json::{Value, json};

use crate::support::{Service, SignedIn};

async fn with_five_tickets() -> (Service, SignedIn) {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    for title in ["One", "Two", "Three", "Four", "Five"] {
        service.ticket(&carla, title).await;
    }
    (service, carla)
}

fn titles(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|ticket| ticket["title"].as_str().unwrap()).collect()
}

fn next_of(page: &Value) -> &str {
    page["page"]["next_cursor"].as_str().unwrap()
}

#[actix_web::test]
async fn cursors_lead_through_a_list_without_gap_or_repetition() {
    let (service, carla) = with_five_tickets().await;

    let first = service.get("/tickets?sort=number&limit=2&count=true").by(&carla).send().await.success(200);
    let second = format!("/tickets?sort=number&limit=2&cursor={}", next_of(&first));
    let second = service.get(&second).by(&carla).send().await.success(200);
    let third = format!("/tickets?sort=number&limit=5&cursor={}", next_of(&second));
    let third = service.get(&third).by(&carla).send().await.success(200);

    assert_eq!(
        (titles(&first), titles(&second), titles(&third)),
        (vec!["One", "Two"], vec!["Three", "Four"], vec!["Five"])
    );
    assert_eq!(first["page"]["total"], 5);
    assert_eq!(second["page"], json!({"next_cursor": next_of(&second), "has_more": true}));
    assert_eq!(third["page"], json!({"next_cursor": null, "has_more": false}));
}

#[actix_web::test]
async fn the_link_header_leads_to_the_next_page_with_the_same_filter() {
    let (service, carla) = with_five_tickets().await;

    let first = service.get("/tickets?sort=number&title=e&limit=2").by(&carla).send().await;
    let link = first.header("link").strip_suffix(">; rel=\"next\"").unwrap();
    let path = link.strip_prefix("<https://desk.example.com/help").unwrap();
    let second = service.get(path).by(&carla).send().await;

    assert_eq!(titles(&first.json()), ["One", "Three"]);
    assert_eq!(titles(&second.success(200)), ["Five"]);
    assert_eq!(second.header("link"), "");
}

#[actix_web::test]
async fn a_cursor_is_good_only_for_its_own_list() {
    let (service, carla) = with_five_tickets().await;
    let first = service.get("/tickets?sort=number&status=open&limit=2").by(&carla).send().await.success(200);
    let cursor = next_of(&first);

    for list in [
        "/tickets?sort=-created_at&status=open",
        "/tickets?status=open",
        "/tickets?sort=number",
        "/tickets?sort=number&status=open,blocked",
        "/tickets?sort=number&status=open&title=x",
        "/users/carla/tickets?sort=number&status=open",
        "/tickets/1/messages?limit=1",
    ] {
        let joint = if list.contains('?') { '&' } else { '?' };
        let answer = service.get(&format!("{list}{joint}cursor={cursor}")).by(&carla).send().await;
        answer.problem(400, "bad-cursor");
    }
    service.get(&format!("/tickets?status=open&sort=number&cursor={cursor}")).by(&carla).send().await.success(200);
}

#[actix_web::test]
async fn the_default_sort_and_its_word_are_the_same_list() {
    let (service, carla) = with_five_tickets().await;

    let first = service.get("/tickets?limit=2").by(&carla).send().await.success(200);
    let path = format!("/tickets?sort=-created_at&cursor={}", next_of(&first));
    let rest = service.get(&path).by(&carla).send().await.success(200);

    assert_eq!(rest["data"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn a_cursor_that_nobody_gave_out_is_a_bad_cursor() {
    let (service, carla) = with_five_tickets().await;

    for cursor in ["", "x", "%00", "AAAA", "%F0%9F%92%A9", &"A".repeat(43), &"A".repeat(5000)] {
        let answer = service.get(&format!("/tickets?cursor={cursor}")).by(&carla).send().await;
        answer.problem(400, "bad-cursor");
    }
}

#[actix_web::test]
async fn conversations_histories_and_people_have_pages_too() {
    let (service, carla) = with_five_tickets().await;
    let root = service.root().await;
    service.post("/tickets/1/messages", &json!({"body": "Hurry"})).by(&carla).send().await.success(201);

    for list in ["/tickets/1/messages", "/tickets/1/history"] {
        let first = service.get(&format!("{list}?limit=1")).by(&root).send().await.success(200);
        let path = format!("{list}?limit=1&cursor={}", next_of(&first));
        let second = service.get(&path).by(&root).send().await.success(200);
        assert_ne!(first["data"][0]["id"], second["data"][0]["id"], "{list}");
    }
    let first = service.get("/users?limit=1&count=true").by(&root).send().await.success(200);
    let path = format!("/users?limit=1&cursor={}", next_of(&first));
    let second = service.get(&path).by(&root).send().await.success(200);
    assert_eq!(first["page"]["total"], 2);
    assert_ne!(first["data"][0]["id"], second["data"][0]["id"]);
    assert_eq!(second["page"]["has_more"], false);
}
