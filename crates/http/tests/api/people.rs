use serde_json::json;

use crate::support::{Service, account};

#[actix_web::test]
async fn open_tickets_are_told_to_staff_only() {
    let service = Service::new().await;
    let emil = service.engineer("emil").await;
    let carla = service.customer("carla").await;
    service.ticket(&carla, "Printer").await;
    let root = service.root().await;

    let own = service.get("/me").by(&carla).send().await.success(200);
    let staff = service.get("/me").by(&emil).send().await.success(200);
    let seen = service.get("/users/carla").by(&root).send().await.success(200);

    assert_eq!((own.get("open_tickets"), &own["tickets_count"]), (None, &json!(1)));
    assert_eq!((&staff["open_tickets"], &staff["availability"]), (&json!(1), &json!("available")));
    assert_eq!((&seen["open_tickets"], &seen["email"]), (&json!(0), &json!("carla@example.com")));
}

#[actix_web::test]
async fn a_person_is_found_by_id_and_by_name_in_any_case() {
    let service = Service::new().await;
    let root = service.root().await;
    let carla = service.customer("carla").await;

    for key in ["carla", "CARLA", &carla.id] {
        let user = service.get(&format!("/users/{key}")).by(&root).send().await.success(200);
        assert_eq!(user["id"], carla.id);
    }
}

#[actix_web::test]
async fn a_superior_makes_approved_accounts_of_roles_below() {
    let service = Service::new().await;
    let admin = service.admin("anna").await;

    let answer = service.post("/users", &account("emil", "engineer")).by(&admin).send().await;
    let refused = service.post("/users", &account("otto", "admin")).by(&admin).send().await;

    assert_eq!(answer.success(201)["status"], "approved");
    assert_eq!(answer.header("location"), "/help/api/v1/users/emil");
    refused.problem(403, "forbidden");
}

#[actix_web::test]
async fn an_account_changes_in_one_request() {
    let service = Service::new().await;
    let root = service.root().await;
    service.customer("carla").await;

    let promotion = json!({"role": "engineer", "status": "approved", "capacity": 3, "availability": "away"});
    let user = service.patch("/users/carla", &promotion).by(&root).send().await.success(200);
    let lifted = service.patch("/users/carla", &json!({"capacity": null})).by(&root).send().await.success(200);

    assert_eq!(
        (&user["role"], &user["capacity"], &user["availability"]),
        (&json!("engineer"), &json!(3), &json!("away"))
    );
    assert_eq!(lifted["capacity"], json!(null));
}

#[actix_web::test]
async fn a_removed_person_is_not_found() {
    let service = Service::new().await;
    let root = service.root().await;
    let carla = service.customer("carla").await;

    assert_eq!(service.delete("/users/carla").by(&root).send().await.status, 204);

    service.get("/users/carla").by(&root).send().await.problem(404, "not-found");
    service.get(&format!("/users/{}", carla.id)).by(&root).send().await.problem(404, "not-found");
    service.delete("/users/carla").by(&root).send().await.problem(404, "not-found");
    service.get("/me").by(&carla).send().await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_last_superadmin_stays() {
    let service = Service::new().await;
    let root = service.root().await;

    service.delete("/users/root").by(&root).send().await.problem(409, "last-superadmin");
    service.patch("/users/root", &json!({"role": "customer"})).by(&root).send().await.problem(409, "last-superadmin");
}

#[actix_web::test]
async fn people_are_listed_by_role_status_and_words() {
    let service = Service::new().await;
    let root = service.root().await;
    service.customer("carla").await;
    service.post("/auth/signup", &account("emil", "engineer")).send().await.success(201);

    for (query, expected) in [
        ("role=engineer,customer&sort=created_at", vec!["carla", "emil"]),
        ("status=pending", vec!["emil"]),
        ("q=ARL", vec!["carla"]),
    ] {
        let list = service.get(&format!("/users?{query}")).by(&root).send().await.success(200);
        let names: Vec<_> =
            list["data"].as_array().unwrap().iter().map(|user| user["username"].as_str().unwrap()).collect();
        assert_eq!(names, expected, "{query}");
    }
}
