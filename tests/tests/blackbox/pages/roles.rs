//! Who may open which page.

use super::browser::{Browser, leads_to, shows};
use crate::support::TestApp;

const OF_ADMINS: [&str; 5] = ["/people/waiting", "/people/new", "/mail", "/settings", "/security"];
const OF_STAFF: [&str; 4] = ["/people/bob", "/people/bob/tickets", "/mail/held", "/reports"];

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
        shows(&root.get(path).await, 200, &["<h1"]);
    }
    for path in OF_ADMINS {
        shows(&bob.get(path).await, 403, &["You may not do this"]);
    }
    for path in OF_STAFF {
        shows(&bob.get(path).await, 200, &["<h1"]);
    }
    app.finish().await;
}
