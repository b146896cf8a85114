//! Who may open which page.

use super::browser::{Browser, hides, leads_to, shows};
use crate::support::{Answer, TestApp};

const OF_ADMINS: [&str; 5] = ["/people/waiting", "/people/new", "/mail", "/settings", "/security"];
const OF_STAFF: [&str; 4] = ["/people/bob", "/people/bob/tickets", "/mail/held", "/reports"];

/// One heading of the first order, every field with its label, and nothing that the policy of the page would keep a browser from showing.
#[track_caller]
fn is_whole(page: &Answer) {
    shows(page, 200, &["lang=\"en\"", "<main id=\"content\""]);
    assert_eq!(page.body.matches("<h1").count(), 1, "{}", page.body);
    hides(page, &[" style=", "<style", "javascript:", " onclick="]);
    let own = "<script type=\"module\" src=\"/assets/";
    assert_eq!(page.body.matches("<script").count(), page.body.matches(own).count(), "a script of our own files only");
    for kind in ["<input id=\"", "<select id=\"", "<textarea id=\""] {
        for field in page.body.split(kind).skip(1) {
            let label = format!("<label for=\"{}\"", field.split('"').next().unwrap());
            assert!(page.body.contains(&label), "{label} is not in {}", page.body);
        }
    }
    assert_eq!(
        page.body.matches("<th").count(),
        page.body.matches("<th scope=").count() + page.body.matches("<thead").count()
    );
}

#[tokio::test]
async fn pages_of_admins_and_of_staff_are_refused_to_others() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    app.engineer("bob").await;
    let (ada, bob, root) =
        (Browser::of(&app, "ada").await, Browser::of(&app, "bob").await, Browser::of(&app, "admin").await);
    let stranger = Browser::stranger(&app);
    for path in OF_ADMINS.iter().chain(&OF_STAFF) {
        leads_to(&stranger.get(path).await, &format!("/sign-in?next={}", path.replace('/', "%2F")));
        shows(&ada.get(path).await, 403, &["You may not do this"]);
        is_whole(&root.get(path).await);
    }
    for path in OF_ADMINS {
        shows(&bob.get(path).await, 403, &["You may not do this"]);
    }
    for path in OF_STAFF {
        shows(&bob.get(path).await, 200, &["<h1"]);
    }
    app.finish().await;
}
