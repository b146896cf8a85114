use serde_json::{Value, json};

use super::naive::{fits, in_order, may_see, numbers};
use super::paging::walk;
use super::varied::{TicketPeople, varied_tickets};
use crate::support::{Person, TestApp};

const SORTS: &[&str] = &["created_at", "-created_at", "updated_at", "-updated_at", "priority", "number"];

fn filters(all: &[Value], cast: &TicketPeople) -> Vec<(&'static str, String)> {
    let middle = |field: &str| in_order(all.to_vec(), field)[all.len() / 2][field].as_str().unwrap().to_owned();
    let plain = [
        ("status", "open"),
        ("status", "blocked"),
        ("status", "resolved"),
        ("status", "unresolved"),
        ("status", "closed"),
        ("status", "canceled"),
        ("status", "closed,open,blocked"),
        ("priority", "low"),
        ("priority", "urgent"),
        ("priority", "high,medium"),
        ("reporter", "ada"),
        ("reporter", "me"),
        ("reporter", "ben,bob"),
        ("reporter", "carl"),
        ("reporter", "nobody.here"),
        ("reporter", "nobody.here,ben"),
        ("assignee", "bob"),
        ("assignee", "me"),
        ("assignee", "none"),
        ("assignee", "none,carl"),
        ("assignee", "bob,me"),
        ("title", "PRINTER"),
        ("title", "100%"),
        ("title", "a_b!c"),
        ("title", "\\"),
        ("title", "ärger"),
        ("title", "STRAßE"),
        ("title", "%"),
        ("title", "_"),
        ("title", "#4"),
        ("title", "not there"),
        ("description", "began"),
        ("description", "überlauf"),
        ("description", "0% C"),
        ("q", "printer"),
        ("q", "12"),
        ("q", "ÄRGER"),
        ("q", "%"),
        ("q", "7"),
        ("awaiting", "staff"),
        ("awaiting", "reporter"),
    ];
    let mut filters: Vec<_> = plain.map(|(name, value)| (name, value.to_owned())).into();
    for name in ["created_after", "created_before"] {
        filters.push((name, middle("created_at")));
    }
    for name in ["updated_after", "updated_before"] {
        filters.push((name, middle("updated_at")));
    }
    filters.push(("reporter", cast.ada.id.clone()));
    filters.push(("assignee", format!("{},none", cast.bob.id)));
    filters
}

fn query(parameters: &[(&str, String)]) -> String {
    let mut url = reqwest::Url::parse("http://x/").unwrap();
    url.query_pairs_mut().extend_pairs(parameters);
    url.query().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_filter_alone_and_with_others_finds_what_a_naive_search_finds() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let cast = varied_tickets(&app).await;
    let mut all = Vec::new();
    for number in 1..=42 {
        all.push(app.get(&cast.admin, &format!("/tickets/{number}")).await.expect(200));
    }
    let filters = filters(&all, &cast);
    let viewers = [&cast.ada, &cast.bob, &cast.admin, &cast.ben, &cast.carl];
    let mut wishes: Vec<(&Person, Vec<(&str, String)>)> = Vec::new();
    for viewer in &viewers[..3] {
        wishes.push((viewer, Vec::new()));
        wishes.extend(filters.iter().map(|filter| (*viewer, vec![filter.clone()])));
    }
    // Every pair of neighbours at a growing distance: all filters meet many others.
    for (i, one) in filters.iter().enumerate() {
        for distance in [3, 7, 16] {
            let other = &filters[(i + distance) % filters.len()];
            if one.0 != other.0 {
                wishes.push((viewers[(i + distance) % 5], vec![one.clone(), other.clone()]));
            }
        }
    }
    let mut found_some = 0;
    for (i, (viewer, mut wish)) in wishes.into_iter().enumerate() {
        let sort = SORTS[i % SORTS.len()];
        let fitting = |t: &&Value| may_see(t, viewer) && wish.iter().all(|(name, value)| fits(t, name, value, viewer));
        let expected = numbers(&in_order(all.iter().filter(fitting).cloned().collect(), sort));
        found_some += usize::from(!expected.is_empty() && expected.len() < all.len());
        wish.extend([("sort", sort.to_owned()), ("limit", "100".to_owned()), ("count", "true".to_owned())]);
        let answer = app.get(viewer, &format!("/tickets?{}", query(&wish))).await;
        let list = answer.expect(200);
        assert_eq!(numbers(list["data"].as_array().unwrap()), expected, "{} wants {wish:?}", viewer.username);
        assert_eq!(list["page"], json!({"next_cursor": null, "has_more": false, "total": expected.len()}));
        assert_eq!(answer.header("link"), "");
    }
    assert!(found_some > 100, "the data set is too poor: {found_some}");
    app.finish().await;
}

#[tokio::test]
async fn every_order_is_paged_to_its_end_each_ticket_exactly_once() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let cast = varied_tickets(&app).await;
    let all = app.rows(&cast.admin, "/tickets").await;
    for (i, sort) in SORTS.iter().enumerate() {
        for (viewer, limit) in [(&cast.admin, 1 + i), (&cast.ada, 7), (&cast.bob, 100)] {
            let expected = in_order(all.iter().filter(|t| may_see(t, viewer)).cloned().collect(), sort);
            let path = format!("/tickets?sort={sort}&limit={limit}&count=true");
            let walked = walk(&app, viewer, &path, limit, async || {}).await;
            assert_eq!(numbers(&walked), numbers(&expected), "{sort} for {}", viewer.username);
        }
        let path = format!("/tickets?sort={sort}&limit=4&status=open,closed&q=e");
        let fits = |t: &&Value| fits(t, "status", "open,closed", &cast.ben) && fits(t, "q", "e", &cast.ben);
        let expected = in_order(all.iter().filter(fits).cloned().collect(), sort);
        assert_eq!(numbers(&walk(&app, &cast.admin, &path, 4, async || {}).await), numbers(&expected), "{path}");
    }
    let newest_first = in_order(all, "-created_at");
    let default = app.get(&cast.admin, "/tickets").await.expect(200);
    assert_eq!(numbers(default["data"].as_array().unwrap()), numbers(&newest_first[..20]));
    app.finish().await;
}

#[tokio::test]
async fn the_tickets_of_a_person_are_those_they_reported() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let cast = varied_tickets(&app).await;
    let all = in_order(app.rows(&cast.admin, "/tickets").await, "priority");
    for (viewer, name) in [(&cast.admin, "ada"), (&cast.admin, "bob"), (&cast.ada, "ada"), (&cast.bob, "bob")] {
        let id = &cast.named(name).id;
        let expected: Vec<_> = all.iter().filter(|t| t["reporter"]["username"] == name).cloned().collect();
        assert!(!expected.is_empty());
        for key in [name, id.as_str()] {
            let path = format!("/users/{key}/tickets?sort=priority&limit=3&count=true");
            assert_eq!(numbers(&walk(&app, viewer, &path, 3, async || {}).await), numbers(&expected), "{path}");
        }
        let blocked = app.rows(viewer, &format!("/users/{name}/tickets?status=blocked")).await;
        let expected = expected.iter().filter(|t| t["status"] == "blocked").count();
        assert_eq!(blocked.len(), expected);
        assert_eq!(app.get(viewer, &format!("/users/{name}")).await.expect(200)["tickets_count"], {
            all.iter().filter(|t| t["reporter"]["username"] == name).count()
        });
    }
    app.get(&cast.ada, "/users/ben/tickets").await.expect_problem(404, "not-found");
    app.finish().await;
}
