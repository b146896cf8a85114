//! The flows of the CRM service: engineers wait for approval, tickets find their engineer, everybody gets mail.

use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn everybody_signs_up_as_their_role_allows() {
    let app = TestApp::start().await;
    let admin = app.superadmin().await;
    let customer = app.sign_up("customer1", "customer").await.expect(201);
    assert_eq!((&customer["role"], &customer["status"]), (&json!("customer"), &json!("approved")));
    app.try_sign_in("customer1", PASSWORD).await.expect(200);

    let engineer = app.sign_up("engineer1", "engineer").await.expect(201);
    assert_eq!(engineer["status"], "pending");
    app.try_sign_in("engineer1", PASSWORD).await.expect_problem(403, "account-pending");
    app.change_user(&admin, "engineer1", json!({"status": "approved"})).await;
    app.try_sign_in("engineer1", PASSWORD).await.expect(200);
    app.change_user(&admin, "engineer1", json!({"status": "rejected"})).await;
    app.try_sign_in("engineer1", PASSWORD).await.expect_problem(403, "account-rejected");

    app.sign_up("admin1", "admin").await.expect_problem(422, "invalid-fields");
    app.sign_up("customer1", "customer").await.expect(409);
    // A new admin is pending again until a superadmin approves.
    let promoted = app.change_user(&admin, "customer1", json!({"role": "admin"})).await;
    assert_eq!((&promoted["role"], &promoted["status"]), (&json!("admin"), &json!("pending")));
    app.finish().await;
}

#[tokio::test]
async fn an_admin_lists_people_by_type_and_status_and_sees_what_engineers_work_on() {
    let app = TestApp::start().await;
    let (admin, customer) = (app.superadmin().await, app.customer("customer1").await);
    let engineer = app.engineer("engineer1").await;
    app.sign_up("engineer2", "engineer").await.expect(201);
    app.open_ticket(&customer, "Problem in printer").await;

    let engineers = app.rows(&admin, "/users?role=engineer&sort=created_at").await;
    let seen: Vec<_> = engineers.iter().map(|user| (user["username"].clone(), user["open_tickets"].clone())).collect();
    assert_eq!(seen, [(json!("engineer1"), json!(1)), (json!("engineer2"), json!(0))]);
    assert_eq!(app.rows(&admin, "/users?role=engineer&status=pending").await.len(), 1);

    // Only the admin and the person themselves read an account.
    assert_eq!(app.get(&customer, "/users/customer1").await.expect(200)["email"], customer.email.as_str());
    app.get(&customer, "/users/engineer1").await.expect_problem(404, "not-found");
    app.get(&customer, "/users").await.expect_problem(403, "forbidden");
    app.get(&engineer, "/users").await.expect_problem(403, "forbidden");
    app.patch(&customer, "/users/engineer1", json!({"name": "Nobody"})).await.expect_problem(404, "not-found");
    assert_eq!(app.change_user(&customer, "customer1", json!({"name": "Me Myself"})).await["name"], "Me Myself");
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_goes_to_the_least_loaded_approved_engineer_and_everybody_concerned_gets_mail() {
    let mut app = TestApp::start().await;
    let (admin, customer) = (app.superadmin().await, app.customer("customer1").await);
    let waiting = app.open_ticket(&customer, "Before anybody works here").await;
    assert_eq!(waiting["assignee"], Value::Null);
    assert_eq!((&waiting["status"], &waiting["priority"]), (&json!("open"), &json!("low")));
    let mails = app.mails().await;
    assert!(mails.iter().any(|mail| mail.to == "admin@desk.example.com"), "the admins are told of every ticket");

    // Approving an engineer assigns the backlog.
    let first = app.engineer("engineer1").await;
    assert_eq!(app.ticket(&customer, &waiting).await["assignee"]["username"], "engineer1");
    let second = app.engineer("engineer2").await;
    app.mails().await;
    let next = app.open_pressing(&customer, "Problem in printer", "urgent").await;
    assert_eq!((&next["assignee"]["username"], &next["priority"]), (&json!("engineer2"), &json!("urgent")));
    let recipients: Vec<String> = app.mails().await.into_iter().map(|mail| mail.to).collect();
    for address in [&customer.email, &second.email, &"admin@desk.example.com".to_owned()] {
        assert!(recipients.contains(address), "{address} is not among {recipients:?}");
    }
    assert!(!recipients.contains(&first.email));

    // A change of status changes the engineer's count, and is mailed too.
    app.move_to(&second, &next, "blocked").await.expect(200);
    assert_eq!(app.get(&admin, "/users/engineer2").await.expect(200)["open_tickets"], 0);
    assert!(app.mails().await.iter().any(|mail| mail.to == customer.email && mail.text.contains("It is on hold")));
    app.finish().await;
}

#[tokio::test]
async fn tickets_are_filtered_for_each_role_and_only_the_admin_moves_them_between_engineers() {
    let app = TestApp::start().await;
    let (admin, one, two) = (app.superadmin().await, app.customer("customer1").await, app.customer("customer2").await);
    let (first, second) = (app.engineer("engineer1").await, app.engineer("engineer2").await);
    let printer = app.open_ticket(&one, "Problem in printer").await;
    let phone = app.open_ticket(&two, "Problem in mobile phone").await;

    assert_eq!(app.rows(&admin, "/tickets").await.len(), 2);
    for (who, theirs) in [(&one, &printer), (&two, &phone), (&first, &printer), (&second, &phone)] {
        let rows = app.rows(who, "/tickets").await;
        assert_eq!(rows.iter().map(|row| &row["id"]).collect::<Vec<_>>(), [&theirs["id"]], "{}", who.username);
    }
    for query in
        ["status=open&description=PRINTER", "title=printer", "reporter=customer1", "assignee=engineer1&priority=low"]
    {
        let rows = app.rows(&admin, &format!("/tickets?{query}")).await;
        assert_eq!(rows.iter().map(|row| &row["id"]).collect::<Vec<_>>(), [&printer["id"]], "{query}");
    }

    let give = json!({"assignee": "engineer2"});
    app.change_ticket(&first, &printer, give.clone()).await.expect_problem(403, "forbidden");
    let both = json!({"assignee": "engineer2", "status": "closed"});
    app.change_ticket(&admin, &printer, both).await.expect_problem(422, "assignee-and-status");
    assert_eq!(app.change_ticket(&admin, &printer, give).await.expect(200)["assignee"]["username"], "engineer2");
    assert_eq!(app.move_to(&one, &printer, "closed").await.expect(200)["status"], "closed");
    // What does not exist is answered as such, whatever the method.
    for method in ["GET", "POST", "PUT", "DELETE"] {
        app.call(Some(&admin), method, "/invalid-endpoint", None).await.expect_problem(404, "not-found");
    }
    app.finish().await;
}
