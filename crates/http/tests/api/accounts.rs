use deskhand_domain::policy::Workflow;
use serde_json::json;
use time::Duration;

use crate::support::{PASSWORD, Service, account};

#[actix_web::test]
async fn a_customer_signs_up_and_is_approved_at_once() {
    let service = Service::new().await;

    let answer = service.post("/auth/signup", &account("carla", "customer")).send().await;

    let mut user = answer.success(201);
    assert_eq!(answer.header("location"), "/help/api/v1/users/carla");
    assert_eq!(answer.header("etag"), "\"1\"");
    assert!(user.as_object_mut().unwrap().remove("id").unwrap().is_string());
    let expected = json!({
        "username": "carla", "name": "carla", "email": "carla@example.com", "phone": null, "role": "customer",
        "status": "approved", "email_verified": false, "availability": null, "capacity": null, "tickets_count": 0,
        "created_at": "2026-01-05T09:00:00.000Z", "updated_at": "2026-01-05T09:00:00.000Z",
    });
    assert_eq!(user, expected);
}

#[actix_web::test]
async fn what_is_taken_is_named() {
    let service = Service::new().await;
    service.customer("carla").await;
    let mut same_email = account("other", "customer");
    same_email["email"] = json!("CARLA@example.com");

    let name = service.post("/auth/signup", &account("Carla", "customer")).send().await;
    let email = service.post("/auth/signup", &same_email).send().await;

    name.problem(409, "username-taken");
    email.problem(409, "email-taken");
}

#[actix_web::test]
async fn nobody_signs_up_as_more_than_an_engineer() {
    let service = Service::new().await;

    for role in ["admin", "superadmin"] {
        service.post("/auth/signup", &account("carla", role)).send().await.problem(422, "invalid-fields");
    }
    let engineer = service.post("/auth/signup", &account("emil", "engineer")).send().await.success(201);
    assert_eq!(engineer["status"], "pending");
}

#[actix_web::test]
async fn a_password_that_repeats_the_name_is_refused() {
    let service = Service::new().await;
    let mut body = account("carla.the.customer", "customer");
    body["password"] = json!("Carla.The.Customer");

    let answer = service.post("/auth/signup", &body).send().await;

    answer.problem(422, "invalid-fields");
    assert_eq!(answer.errors(), ["/password guessable"]);
}

#[actix_web::test]
async fn signing_in_hands_out_the_keys() {
    let service = Service::new().await;
    service.customer("carla").await;

    for login in ["carla", "CARLA", "carla@example.com", "Carla@Example.com"] {
        let body = json!({"login": login, "password": PASSWORD});
        let keys = service.post("/auth/signin", &body).send().await.success(200);
        assert_eq!((&keys["token_type"], &keys["expires_in"]), (&json!("Bearer"), &json!(900)));
        assert_eq!(keys["user"]["username"], "carla");
        assert_eq!(keys.as_object().unwrap().len(), 5);
    }
}

#[actix_web::test]
async fn a_wrong_login_and_a_wrong_password_are_the_same() {
    let service = Service::new().await;
    service.customer("carla").await;
    let mut answers = Vec::new();

    for (login, password) in [("carla", "wrong"), ("nobody", PASSWORD), ("no way", "x"), ("x\u{0}", "x\u{0}")] {
        let answer = service.post("/auth/signin", &json!({"login": login, "password": password})).send().await;
        answer.problem(401, "wrong-credentials");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        answers.push(answer.text().replace(answer.header("x-request-id"), ""));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}

#[actix_web::test]
async fn an_account_that_is_not_in_use_says_so_after_a_right_password() {
    let service = Service::new().await;
    let root = service.root().await;
    service.post("/auth/signup", &account("emil", "engineer")).send().await.success(201);

    for (status, code) in
        [("pending", "account-pending"), ("rejected", "account-rejected"), ("suspended", "account-suspended")]
    {
        service.patch("/users/emil", &json!({"status": status})).by(&root).send().await.success(200);
        let right = service.post("/auth/signin", &json!({"login": "emil", "password": PASSWORD})).send().await;
        let wrong = service.post("/auth/signin", &json!({"login": "emil", "password": "wrong"})).send().await;
        right.problem(403, code);
        wrong.problem(401, "wrong-credentials");
    }
}

#[actix_web::test]
async fn an_unverified_address_is_a_reason_where_the_desk_asks_for_it() {
    let service = Service::with(Workflow { require_verified_email: true, ..Workflow::default() }).await;
    service.post("/auth/signup", &account("carla", "customer")).send().await.success(201);

    let answer = service.post("/auth/signin", &json!({"login": "carla", "password": PASSWORD})).send().await;

    answer.problem(403, "email-unverified");
}

#[actix_web::test]
async fn a_refresh_token_is_good_once() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    let body = json!({"refresh_token": carla.refresh_token});

    let first = service.post("/auth/refresh", &body).send().await.success(200);
    service.clock.advance(Duration::seconds(11));
    let again = service.post("/auth/refresh", &body).send().await;

    again.problem(401, "unauthenticated");
    let next = json!({"refresh_token": first["refresh_token"]});
    service.post("/auth/refresh", &next).send().await.problem(401, "unauthenticated");
    service.get("/me").by(&carla).send().await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_signing_out_twice_is_signing_out() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;

    for token in [carla.refresh_token.as_str(), carla.refresh_token.as_str(), "never seen"] {
        let answer = service.post("/auth/signout", &json!({"refresh_token": token})).send().await;
        assert_eq!((answer.status, answer.text().as_str()), (204, ""));
    }
    service.get("/me").by(&carla).send().await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn an_access_token_expires() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;

    service.clock.advance(Duration::minutes(15));

    service.get("/me").by(&carla).send().await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_person_changes_what_is_theirs() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;

    let body = json!({"name": "Carla C.", "phone": "+49 (30) 123-456"});
    let changed = service.patch("/me", &body).by(&carla).send().await.success(200);
    let cleared = service.patch("/me", &json!({"phone": null})).by(&carla).send().await.success(200);
    let away = service.patch("/me", &json!({"availability": "away"})).by(&carla).send().await;

    assert_eq!((&changed["name"], &changed["phone"]), (&json!("Carla C."), &json!("+4930123456")));
    assert_eq!((&cleared["name"], &cleared["phone"]), (&json!("Carla C."), &json!(null)));
    away.problem(422, "not-an-engineer");
}
