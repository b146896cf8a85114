//! The twelve numbered samples of the CRM service's document, in its order, with its values.

use serde_json::{Value, json};
use time::Duration;

use super::compare::Ids;
use super::crm_service::{Answered, CrmService};
use crate::support::TestApp;

/// Copied from the document.
const SAMPLES: &str = include_str!("crm_samples.json");

/// The password of everybody in the document.
const PASSWORD: &str = "crmService@1";

struct Replay<'a> {
    app: &'a TestApp,
    ids: Ids,
}

impl Replay<'_> {
    async fn call(&self, who: Option<&str>, method: &str, path: &str, body: Value) -> Answered {
        let service = CrmService(self.app);
        self.app.wait(Duration::SECOND);
        let token = match who {
            Some(name) => {
                let credentials = json!({"userId": name, "password": PASSWORD});
                let (_, signed_in) = service.call("POST", "/crmService/api/v1/auth/signin", None, &credentials).await;
                Some(signed_in["data"]["accessToken"].as_str().unwrap().to_owned())
            }
            None => None,
        };
        service.call(method, path, token.as_deref(), &body).await
    }

    /// Sends the sample's request and compares the answer with the sample's.
    async fn sample(&mut self, number: usize) -> u16 {
        let samples: Vec<Value> = serde_json::from_str(SAMPLES).unwrap();
        let sample = &samples[number - 1];
        assert_eq!(sample["sample"], number);
        let path = self.ids.in_path(sample["path"].as_str().unwrap());
        let method = sample["method"].as_str().unwrap();
        let (status, answer) = self.call(sample["as"].as_str(), method, &path, sample["request"].clone()).await;
        self.ids.check(&sample["response"], &answer);
        status
    }

    async fn sign_up(&self, name: &str, role: &str) -> Answered {
        let body = json!({
            "name": name.to_uppercase(), "userId": name, "email": format!("{name}@email.com"), "password": PASSWORD,
            "userType": role,
        });
        self.call(None, "POST", "/crmService/api/v1/auth/signup", body).await
    }

    async fn set_status(&self, by: &str, name: &str, status: &str) -> Answered {
        self.call(Some(by), "PUT", &format!("/crmService/api/v1/users/{name}"), json!({"userStatus": status})).await
    }
}

#[tokio::test]
async fn the_twelve_samples_of_the_crm_service_are_answered_with_its_values() {
    let app = TestApp::with("bootstrap.email", "john@email.com")
        .setting("bootstrap.password", PASSWORD)
        .setting("workflow.password_classes", true)
        .start()
        .await;
    let mut replay = Replay { app: &app, ids: Ids::default() };
    // The ADMIN is made at the first start, and is called John Doe.
    let name = json!({"name": "John Doe"});
    assert_eq!(replay.call(Some("admin"), "PUT", "/crmService/api/v1/users/admin", name).await.0, 200);
    assert_eq!(replay.sign_up("boss", "ADMIN").await.0, 400, "the document answers BAD REQUEST");
    replay.sign_up("customer1", "CUSTOMER").await;
    assert_eq!(replay.sample(1).await, 201);
    assert_eq!(replay.sample(2).await, 200);
    for engineer in ["engineer1", "engineer2"] {
        let (_, signed_up) = replay.sign_up(engineer, "ENGINEER").await;
        assert_eq!(signed_up["data"]["userStatus"], "PENDING");
        replay.set_status("admin", engineer, "APPROVED").await;
    }
    for number in [3, 4, 5] {
        assert_eq!(replay.sample(number).await, 200, "{number}");
    }
    replay.sign_up("engineer3", "ENGINEER").await;
    assert_eq!(replay.sample(6).await, 200);
    assert_eq!(replay.sample(7).await, 201);
    for (customer, minutes) in [("customer1", 5), ("customer2", 10)] {
        let description =
            format!("Mobile phone is not working, restarting automatically after {minutes} minute of usage.");
        let body = json!({"title": "Problem in mobile phone", "description": description});
        replay.call(Some(customer), "POST", "/crmservice/api/v1/tickets", body).await;
    }
    for (number, status) in [(8, 200), (9, 200), (10, 200), (11, 200), (12, 404)] {
        assert_eq!(replay.sample(number).await, status, "{number}");
    }
    assert_only_an_open_ticket_moves_load(&replay).await;
    app.finish().await;
}

/// "In case, tickets status is CLOSED or BLOCKED, then ticketsWorkingCount doesnt affect for both engineers."
async fn assert_only_an_open_ticket_moves_load(replay: &Replay<'_>) {
    let loads = async || {
        let (_, users) =
            replay.call(Some("admin"), "GET", "/crmservice/api/v1/users?userType=ENGINEER", Value::Null).await;
        let users = users["data"].as_array().unwrap().clone();
        users.iter().map(|user| user["ticketsWorkingOnCount"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let path = |number: u64| format!("/crmservice/api/v1/tickets/{number}");
    assert_eq!(loads().await, [0, 1, 1], "the closed ticket counts no more");
    let give = |to: &str| json!({"assignee": to});
    assert_eq!(replay.call(Some("admin"), "PUT", &path(1), give("engineer3")).await.0, 200, "it is CLOSED");
    assert_eq!(loads().await, [0, 1, 1]);
    assert_eq!(replay.call(Some("admin"), "PUT", &path(2), give("engineer1")).await.0, 200, "it is OPEN");
    assert_eq!(loads().await, [1, 0, 1]);
    assert_eq!(replay.call(Some("engineer1"), "PUT", &path(2), give("engineer2")).await.0, 403);
    let both = json!({"assignee": "engineer2", "status": "CLOSED"});
    assert_eq!(replay.call(Some("admin"), "PUT", &path(2), both).await.0, 400, "not both at once");
}
