use serde_json::json;

use crate::support::Service;

#[actix_web::test]
async fn every_single_ticket_and_user_carries_its_version() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    let number = service.ticket(&carla, "Printer").await;

    let shown = service.get(&format!("/tickets/{number}")).by(&carla).send().await;
    let changed = service.patch(&format!("/tickets/{number}"), &json!({"title": "Fire"})).by(&carla).send().await;

    assert_eq!(shown.header("etag"), "\"1\"");
    assert_eq!((changed.header("etag"), changed.json()["version"].as_u64()), ("\"2\"", Some(2)));
    assert_eq!(service.get("/me").by(&carla).send().await.header("etag"), "\"1\"");
    assert_eq!(service.get("/users/carla").by(&carla).send().await.header("etag"), "\"1\"");
    let me = service.patch("/me", &json!({"name": "C"})).by(&carla).send().await;
    assert_eq!(me.header("etag"), "\"2\"");
}

#[actix_web::test]
async fn only_the_newest_version_may_be_changed_by_who_says_a_version() {
    let service = Service::new().await;
    let root = service.root().await;
    let carla = service.customer("carla").await;
    let number = service.ticket(&carla, "Printer").await;
    let (ticket, body) = (format!("/tickets/{number}"), json!({"title": "Fire"}));

    for stale in ["\"2\"", "W/\"1\"", "\"abc\"", "\"0\"", "\"99999999999999999999\""] {
        let call = service.patch(&ticket, &body).by(&carla).header("if-match", stale);
        call.send().await.problem(412, "stale");
        let call = service.delete(&ticket).by(&root).header("if-match", stale);
        call.send().await.problem(412, "stale");
        let call = service.patch("/me", &json!({"name": "C"})).by(&carla).header("if-match", stale);
        call.send().await.problem(412, "stale");
        let call = service.patch("/users/carla", &json!({"name": "C"})).by(&root).header("if-match", stale);
        call.send().await.problem(412, "stale");
        let call = service.delete("/users/carla").by(&root).header("if-match", stale);
        call.send().await.problem(412, "stale");
    }
    service.patch(&ticket, &body).by(&carla).header("if-match", "\"1\"").send().await.success(200);
    let several =
        service.patch(&ticket, &body).by(&carla).header("if-match", "\"9\", W/\"1\"").header("if-match", "\"2\"");
    several.send().await.success(200);
    service.patch(&ticket, &body).by(&carla).header("if-match", "*").send().await.success(200);
    service.patch(&ticket, &body).by(&carla).send().await.success(200);
}

#[actix_web::test]
async fn an_if_match_that_is_no_entity_tag_is_a_bad_request() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;

    for header in ["1", "", "\"1", "\"1\", 2", "\"1\", *"] {
        let call = service.patch("/me", &json!({"name": "C"})).by(&carla).header("if-match", header);
        call.send().await.problem(400, "bad-request");
    }
}
