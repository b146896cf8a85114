use reqwest::Method;

use super::{Link, link_to};
use crate::support::{Answer, PASSWORD, TestApp};

fn is_page(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(policy.contains("style-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(answer.body.starts_with("<!DOCTYPE html>") && answer.body.contains("<html lang=\"en\">"));
    assert!(answer.body.contains("name=\"viewport\"") && !answer.body.contains("<script"), "{}", answer.body);
}

#[tokio::test]
async fn every_page_is_safe_and_works_without_scripts() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let verification = link_to(&mut app, "ada@example.com").await;
    app.wait(time::Duration::minutes(15));
    app.forgot("ada@example.com").await;
    let reset = link_to(&mut app, "ada@example.com").await;

    is_page(&app.open(&verification).await, 200);
    is_page(&app.press(&verification, "").await, 200);
    is_page(&app.press(&verification, "").await, 422);
    let form = app.open(&reset).await;
    is_page(&form, 200);
    for part in ["autocomplete=\"new-password\"", "<label for=\"password\"", "method=\"post\"", "minlength=\"8\""] {
        assert!(form.body.contains(part), "{part} in {}", form.body);
    }
    assert!(form.body.contains("action=\"reset-password\""), "relative: a proxy may put the desk below a path");
    is_page(&app.press(&reset, "short").await, 422);
    is_page(&app.press(&reset, PASSWORD).await, 200);
    app.finish().await;
}

#[tokio::test]
async fn after_a_link_the_person_signs_in_with_the_name_filled_in() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let verification = link_to(&mut app, "ada@example.com").await;
    let next = "href=\"/sign-in?login=ada\"";
    assert!(app.press(&verification, "").await.body.contains(next));
    app.wait(time::Duration::minutes(15));
    app.forgot("ada@example.com").await;
    let reset = link_to(&mut app, "ada@example.com").await;
    assert!(app.press(&reset, "another long password").await.body.contains(next));
    let sign_in = app.send(app.request(Method::GET, "//sign-in?login=ada")).await;
    assert!(sign_in.body.contains("name=\"login\" value=\"ada\""), "{}", sign_in.body);
    app.finish().await;
}

#[tokio::test]
async fn the_pages_of_links_speak_the_language_of_the_browser() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let link = link_to(&mut app, "ada@example.com").await;
    let request = app.request(Method::GET, &format!("/{}?token={}", link.path, link.token));
    let page = app.send(request.header("accept-language", "de-AT,de;q=0.9")).await;
    assert!(page.body.contains("<html lang=\"de\">"), "{}", page.body);
    assert!(page.body.contains("Bestätigen Sie Ihre E-Mail-Adresse"), "{}", page.body);
    app.finish().await;
}

#[tokio::test]
async fn the_problems_of_pages_are_pages_and_those_of_the_api_are_not() {
    let app = TestApp::start().await;
    for path in [
        "//account/verify-email",
        "//account/reset-password",
        "//account/accept-invitation",
        "//account/claim",
        "//account/undo-email-change",
    ] {
        let delete = app.send(app.request(Method::DELETE, path)).await;
        is_page(&delete, 405);
        assert_eq!(delete.header("allow"), "GET, HEAD, OPTIONS, POST");
        is_page(&app.send(app.request(Method::GET, path)).await, 422);
        is_page(&app.send(app.request(Method::GET, &format!("{path}?token=a&token=b"))).await, 400);
        is_page(&app.send(app.request(Method::POST, path).body("{}")).await, 415);
        let form = |body: String| {
            let request = app.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
            request.body(body)
        };
        is_page(&app.send(form(String::new())).await, 422);
        is_page(&app.send(form(format!("token={}", "x".repeat(100_000)))).await, 413);
    }
    app.send(app.request(Method::GET, "//nothing")).await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn what_is_in_a_link_stays_text_on_the_page() {
    let app = TestApp::start().await;
    let evil = Link { path: "/account/verify-email".to_owned(), token: "%22%3E%3Cscript%3Ealert(1)".to_owned() };
    for answer in [app.open(&evil).await, app.press(&evil, "").await] {
        is_page(&answer, 422);
        assert!(!answer.body.contains("alert"), "{}", answer.body);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_trackers_add_to_a_link_does_not_matter() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let link = link_to(&mut app, "ada@example.com").await;
    let tracked = Link { token: format!("{}&utm_source=mail", link.token), ..link };
    is_page(&app.open(&tracked).await, 200);
    app.finish().await;
}
