use serde_json::{Value, json};

use crate::support::{Person, TestApp};

const ROLES: [&str; 4] = ["customer", "engineer", "admin", "superadmin"];

/// Two approved people of each role, and the first superadmin.
async fn two_of_each(app: &TestApp) -> Vec<(Person, &'static str)> {
    let mut people = vec![(app.superadmin().await, "superadmin")];
    for role in ROLES {
        for number in 1..3 {
            let name = format!("{role}-{number}");
            app.appoint(&name, role).await;
            people.push((app.sign_in(&name).await, role));
        }
    }
    people
}

/// Who may see whom, written from the rules: superadmins all, admins customers and engineers, everybody themselves;
/// engineers as admins where the policy lets them list people.
fn sees(role: &str, target: &str, themselves: bool, engineers_list: bool) -> bool {
    let below_admins = ["customer", "engineer"].contains(&target);
    let runs_the_desk = role == "admin" || (role == "engineer" && engineers_list);
    themselves || role == "superadmin" || (runs_the_desk && below_admins)
}

async fn compare(app: &TestApp, engineers_list: bool) {
    let people = two_of_each(app).await;
    for (caller, role) in &people {
        let list = app.get(caller, "/users?limit=100&count=true").await;
        let lists = ["admin", "superadmin"].contains(role) || (*role == "engineer" && engineers_list);
        let listed: Vec<Value> = if lists {
            list.expect(200)["data"].as_array().unwrap().clone()
        } else {
            list.expect_problem(403, "forbidden");
            Vec::new()
        };
        for (target, target_role) in &people {
            let themselves = caller.id == target.id;
            let expected = sees(role, target_role, themselves, engineers_list);
            for name in [&target.username, &target.id] {
                let shown = app.get(caller, &format!("/users/{name}")).await;
                let tickets = app.get(caller, &format!("/users/{name}/tickets")).await;
                let status = if expected { 200 } else { 404 };
                assert_eq!((shown.status, tickets.status), (status, status), "{role} looks at {target_role}");
            }
            let is_listed = listed.iter().any(|person| person["id"] == target.id);
            assert_eq!(is_listed, lists && expected, "{role} lists {target_role}");
        }
        for person in &listed {
            assert!(person["open_tickets"].is_u64(), "staff are told: {person}");
        }
    }
}

#[tokio::test]
async fn everybody_sees_exactly_whom_the_rules_let_them_see() {
    let app = TestApp::start().await;
    compare(&app, false).await;
    app.finish().await;
}

#[tokio::test]
async fn where_engineers_list_people_they_see_whom_admins_see() {
    let app = TestApp::with("workflow.engineers_list_users", true).start().await;
    compare(&app, true).await;
    app.finish().await;
}

#[tokio::test]
async fn no_search_finds_somebody_whom_the_caller_may_not_see() {
    let app = TestApp::start().await;
    let agnes = app.admin("agnes").await;
    app.admin("arthur").await;
    for query in ["q=arthur", "q=admin@desk", "role=superadmin", "q=Superadmin"] {
        let list = app.get(&agnes, &format!("/users?count=true&{query}")).await.expect(200);
        assert_eq!((&list["data"], &list["page"]["total"]), (&json!([]), &json!(0)), "{query}");
    }
    let admins = app.get(&agnes, "/users?role=admin").await.expect(200);
    assert_eq!(admins["data"].as_array().unwrap().len(), 1, "only herself: {admins}");
    assert_eq!(admins["data"][0]["username"], "agnes");
    app.finish().await;
}
