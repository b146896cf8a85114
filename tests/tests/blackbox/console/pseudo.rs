//! Pages in a language that is longer, and in one that is written from right to left: pseudo-languages, which only a program built for tests has.

use deskhand_http_core::routing::Access;
use deskhand_web::{PAGES, PageRoute};
use serde_json::{Value, json};

use super::browser::{Browser, desk};
use super::walk::path_of;
use crate::support::TestApp;

/// The visible texts and names that are not out of the files of words: what is left without brackets, without what people wrote, and without
/// what is the same in every language.
const UNTRANSLATED: &str = "
    const theirs = 'bdi, .words, code, kbd, datalist, script, style, textarea, option[dir], main [lang], svg text, svg desc';
    const rest = (text) => text.replace(/\\u2068[^\\u2069]*\\u2069/g, '').replace(/⟦[^⟦⟧]*⟧/g, '');
    const found = new Set();
    const look = (text, place) => { if (/\\p{L}/u.test(rest(text ?? ''))) found.add(`${place}: ${text.trim().slice(0, 80)}`); };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent.closest(theirs) && node.data.trim()) look(node.data, parent.closest('[id], [class]')?.outerHTML.slice(0, 40));
    }
    for (const one of document.querySelectorAll('*')) {
        for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-kept', 'data-other', 'data-news']) {
            if (one.hasAttribute(name)) look(one.getAttribute(name), name);
        }
    }
    return [...found]";

/// Whether something is wider than the window, and what.
const TOO_WIDE: &str = "
    const root = document.documentElement;
    if (root.scrollWidth <= innerWidth) return [];
    const isOut = (one) => { const box = one.getBoundingClientRect(); return box.width && (box.right > innerWidth + 1 || box.left < -1); };
    return [...document.querySelectorAll('body *')].filter((one) => isOut(one) && one.checkVisibility() && !one.closest('.scroll, .quiet, .skip')).slice(0, 3)
        .map((one) => one.outerHTML.slice(0, 120)).concat(String(root.scrollWidth))";

/// What each role sees beyond what lesser ones do; with scripts, files and streams left out.
fn pages_of(role: Access) -> impl Iterator<Item = &'static PageRoute> {
    let is_page = |path: &str| !["/assets/", "/live", ".csv", "/files/", "/raw"].iter().any(|part| path.contains(part));
    let shows_more = |path: &str| ["/tickets/{ticket}", "/people/{user}", "/requests", "/account/look"].contains(&path);
    PAGES.iter().filter(move |page| {
        page.method == "GET"
            && is_page(page.path)
            && (page.access == role || (page.access < role && shows_more(page.path)))
    })
}

async fn scene(app: &TestApp) -> String {
    app.engineer("edgar").await;
    app.admin("anna").await;
    let ada = app.customer("ada").await;
    app.sign_up("wanda", "engineer").await.expect(201);
    let number = app.open_ticket(&ada, "4711").await["number"].to_string();
    let edgar = app.sign_in("edgar").await;
    let path = format!("/tickets/{number}");
    app.post(&edgar, &format!("{path}/messages"), json!({"body": "An answer"})).await.expect(201);
    app.post(&edgar, &format!("{path}/messages"), json!({"body": "A note", "kind": "note"})).await.expect(201);
    app.patch(&edgar, &path, json!({"priority": "high"})).await.expect(200);
    app.post(&ada, "/api-keys", json!({"name": "4711", "scopes": ["read"]})).await.expect(201);
    number
}

async fn speaks(browser: &Browser, language: &str) {
    browser.command("Network.enable", json!({})).await;
    browser.command("Network.setExtraHTTPHeaders", json!({"headers": {"Accept-Language": language}})).await;
}

#[tokio::test]
async fn every_page_has_room_for_longer_words_from_both_sides_and_all_of_them_can_be_translated() {
    let Some(app) = desk("pseudo-languages").await else { return };
    let number = scene(&app).await;
    let mut faults = Vec::new();
    for (login, role) in
        [("", Access::Public), ("ada", Access::SignedIn), ("edgar", Access::Staff), ("anna", Access::Admins)]
    {
        let mut browser = if login.is_empty() { Browser::open(&app).await } else { Browser::of(&app, login).await };
        for part in ["403 (Forbidden)", "404 (Not Found)", "422 (Unprocessable"] {
            browser.expect_in_log(part);
        }
        for (language, direction) in [("en-XA", "ltr"), ("ar-XB", "rtl")] {
            speaks(&browser, language).await;
            for page in pages_of(role) {
                let path = path_of(page, &number);
                browser.visit(&path).await;
                let is_so = browser.ask("return getComputedStyle(document.body).direction").await == direction;
                let mut note = |what: &str, found: Value| {
                    if found != json!([]) {
                        faults.push(format!("{} as {role:?} in {language}, {what}: {found}", page.path));
                    }
                };
                note("direction", if is_so { json!([]) } else { json!([direction]) });
                note("not translated", browser.ask(UNTRANSLATED).await);
                for width in [320, 1280] {
                    let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
                    browser.command("Emulation.setDeviceMetricsOverride", size).await;
                    note(&format!("too wide at {width}"), browser.ask(TOO_WIDE).await);
                }
            }
        }
        browser.close().await;
    }
    assert!(faults.is_empty(), "{faults:#?}");
    app.finish().await;
}
