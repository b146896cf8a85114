use serde_json::json;

use super::{Instance, limited, too_often};
use crate::support::{Answer, TestApp};

fn strict(proxies: &[&str]) -> crate::support::TestAppBuilder {
    limited().setting("limits.sign_up", "1/1h").setting("http.trusted_proxies", json!(proxies))
}

async fn sign_up(desk: &Instance<'_>, headers: &[(&str, &str)]) -> Answer {
    let request = desk.app.client.post(format!("{}/api/v1/auth/signup", desk.base)).json(&json!({}));
    desk.app.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
}

#[tokio::test]
async fn what_somebody_untrusted_says_of_their_address_counts_for_nothing() {
    let app = strict(&[]).start().await;
    let desk = Instance::of(&app);
    sign_up(&desk, &[]).await.expect(422);
    for n in 0..5 {
        let claimed = format!("198.51.100.{n}");
        too_often(&sign_up(&desk, &[("x-forwarded-for", &claimed)]).await);
        too_often(&sign_up(&desk, &[("forwarded", &format!("for={claimed}"))]).await);
    }
    app.finish().await;
}

#[tokio::test]
async fn behind_a_proxy_only_the_address_that_it_wrote_itself_counts() {
    let app = strict(&["127.0.0.0/8", "10.0.0.0/8"]).start().await;
    let desk = Instance::of(&app);
    sign_up(&desk, &[("x-forwarded-for", "203.0.113.7")]).await.expect(422);
    for n in 0..5 {
        let spoofed = format!("198.51.100.{n}, 203.0.113.7");
        too_often(&sign_up(&desk, &[("x-forwarded-for", &spoofed)]).await);
        let through_two = format!("198.51.100.{n}, 203.0.113.7, 10.0.0.{n}");
        too_often(&sign_up(&desk, &[("x-forwarded-for", &through_two)]).await);
        // The proxy writes the other header, and passes this one on.
        let other = format!("for=198.51.100.{n}");
        too_often(&sign_up(&desk, &[("x-forwarded-for", "203.0.113.7"), ("forwarded", &other)]).await);
    }
    sign_up(&desk, &[("x-forwarded-for", "203.0.113.8")]).await.expect(422);
    app.finish().await;
}

#[tokio::test]
async fn all_addresses_of_one_ipv6_network_count_as_one() {
    let app = strict(&["127.0.0.1"]).start().await;
    let desk = Instance::of(&app);
    sign_up(&desk, &[("x-forwarded-for", "2001:db8:1:2::1")]).await.expect(422);
    too_often(&sign_up(&desk, &[("x-forwarded-for", "2001:db8:1:2:ffff::9")]).await);
    sign_up(&desk, &[("x-forwarded-for", "2001:db8:1:3::1")]).await.expect(422);
    app.finish().await;
}

#[tokio::test]
async fn a_desk_can_be_told_that_its_proxy_writes_forwarded() {
    let app = strict(&["127.0.0.1"]).setting("http.forwarded_header", "forwarded").start().await;
    let desk = Instance::of(&app);
    sign_up(&desk, &[("forwarded", "for=203.0.113.7;proto=https")]).await.expect(422);
    too_often(&sign_up(&desk, &[("forwarded", "for=\"203.0.113.7:4711\"")]).await);
    sign_up(&desk, &[("forwarded", "for=203.0.113.8")]).await.expect(422);
    app.finish().await;
}

#[tokio::test]
async fn without_limits_nobody_is_ever_asked_to_wait() {
    let app = TestApp::start().await;
    let desk = Instance::of(&app);
    for _ in 0..150 {
        sign_up(&desk, &[]).await.expect(422);
    }
    app.finish().await;
}
