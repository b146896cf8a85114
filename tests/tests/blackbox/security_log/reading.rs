use serde_json::json;

use super::{entries, summaries};
use crate::support::TestApp;

#[tokio::test]
async fn admins_read_the_log_on_from_any_entry_and_the_newest_first() {
    let app = TestApp::start().await;
    let (root, admin, ada) = (app.superadmin().await, app.admin("alice").await, app.customer("ada").await);
    app.get(&ada, "/admin/security-events").await.expect_problem(403, "forbidden");
    let all = entries(&app, &root, "kind=signed_in", 4).await;
    let first = app.get(&root, "/admin/security-events?kind=signed_in&limit=2").await;
    let page = first.expect(200);
    assert_eq!(page["page"], json!({"next_cursor": all[1]["id"], "has_more": true}));
    let id = all[1]["id"].as_str().unwrap();
    assert!(first.header("link").contains(&format!("after={id}>")), "{}", first.header("link"));
    for name in ["after", "cursor"] {
        let rest = app.get(&root, &format!("/admin/security-events?kind=signed_in&{name}={id}")).await.expect(200);
        assert_eq!((&rest["data"][1], &rest["page"]), (&all[3], &json!({"next_cursor": null, "has_more": false})));
    }
    let newest = app.get(&root, "/admin/security-events?kind=signed_in&sort=-at&limit=1").await.expect(200);
    assert_eq!(newest["data"][0], all[3]);
    // Another admin's sign-ins are no business of an admin; their own are, and those of customers.
    assert_eq!(summaries(&entries(&app, &admin, "kind=signed_in", 2).await).len(), 2);
    assert_eq!(entries(&app, &admin, "person=nobody-there", 0).await, Vec::<serde_json::Value>::new());
    let gone = "after=019b8d26-3280-77ff-8000-000000000001";
    app.get(&root, &format!("/admin/security-events?{gone}")).await.expect_problem(410, "event-expired");
    app.finish().await;
}
