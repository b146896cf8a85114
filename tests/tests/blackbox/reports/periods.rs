use deskhand_domain::testing::TestClock;
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::table::{numbers, tickets};
use crate::support::TestApp;

const MILLISECOND: Duration = Duration::MILLISECOND;

fn written(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap()
}

/// Tickets 1, 2 ... resolved then.
async fn resolved_at(app: &TestApp, moments: &[OffsetDateTime]) {
    let reporter = app.superadmin().await.person_id();
    app.archive(u32::try_from(moments.len()).unwrap(), |number, ticket| {
        let at = moments[usize::try_from(number).unwrap() - 1];
        ticket.reporter(reporter).created_at(at - Duration::hours(1)).resolved_at(at)
    })
    .await;
}

#[tokio::test]
async fn the_default_period_is_the_last_month() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    // The clock is at 2026-01-05T09:00:00Z.
    let now = TestClock::START;
    let a_month_ago = now - Duration::days(31);
    let moments = [a_month_ago - MILLISECOND, a_month_ago, now - MILLISECOND, now, now + Duration::DAY];
    resolved_at(&app, &moments).await;

    let answer = app.get(&root, "/reports/resolved.csv").await;
    assert_eq!(numbers(&answer), [2, 3]);
    let day = |at: OffsetDateTime| at.date().to_string();
    let name = format!("attachment; filename=\"resolved-{}-{}.csv\"", day(a_month_ago), day(now));
    assert_eq!(answer.header("content-disposition"), name);

    let summary = app.get(&root, "/reports/summary").await.expect(200);
    assert_eq!((&summary["resolved"], &summary["opened"]["total"]), (&json!(2), &json!(2)));
    assert_eq!(summary["from"], "2025-12-05T09:00:00.000Z");
    assert_eq!(summary["to"], "2026-01-05T09:00:00.000Z");

    app.wait(Duration::days(31));
    assert_eq!(numbers(&app.get(&app.superadmin().await, "/reports/resolved.csv").await), [4, 5]);
    app.finish().await;
}

#[tokio::test]
async fn any_period_begins_and_ends_at_the_millisecond_that_was_said() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let (begin, end) = (TestClock::START - Duration::days(9), TestClock::START + Duration::days(9));
    let moments = [begin - MILLISECOND, begin, begin + MILLISECOND, end - MILLISECOND, end, end + MILLISECOND];
    resolved_at(&app, &moments).await;

    for (i, from) in moments.iter().enumerate() {
        for (j, to) in moments.iter().enumerate() {
            let query = format!("?from={}&to={}", written(*from), written(*to));
            let answer = app.get(&root, &format!("/reports/resolved.csv{query}")).await;
            let summary = app.get(&root, &format!("/reports/summary{query}")).await;
            if i < j {
                assert_eq!(numbers(&answer), (i as u64 + 1..j as u64 + 1).collect::<Vec<_>>(), "{query}");
                assert_eq!(summary.expect(200)["resolved"], j - i, "{query}");
            } else {
                answer.expect_problem(422, "empty-period");
                summary.expect_problem(422, "empty-period");
            }
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_day_is_in_utc_and_belongs_to_the_period_as_a_whole() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let midnight = TestClock::START.date().midnight().assume_utc();
    let next = midnight + Duration::DAY;
    resolved_at(&app, &[midnight - MILLISECOND, midnight, next - MILLISECOND, next]).await;
    let (day, tomorrow) = (midnight.date(), next.date());

    let one_day = app.get(&root, &format!("/reports/resolved.csv?from={day}&to={day}")).await;
    assert_eq!(numbers(&one_day), [2, 3]);
    assert_eq!(one_day.header("content-disposition"), format!("attachment; filename=\"resolved-{day}-{day}.csv\""));
    for (query, expected) in [
        (format!("from={day}&to={tomorrow}"), vec![2, 3, 4]),
        (format!("to={day}"), vec![1, 2, 3]),
        (format!("from=2000-01-01&to={day}T00:00:00Z"), vec![1]),
        (format!("from={day}T01:00:00%2B01:00&to={tomorrow}T00:00:00.001Z"), vec![2, 3, 4]),
        (format!("from={tomorrow}&to=9999-12-31"), vec![4]),
    ] {
        assert_eq!(numbers(&app.get(&root, &format!("/reports/resolved.csv?{query}")).await), expected, "{query}");
    }
    app.finish().await;
}

#[tokio::test]
async fn what_was_resolved_at_the_same_time_comes_in_the_order_of_ids_over_all_pages() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let reporter = root.person_id();
    app.archive(730, |number, ticket| {
        let at = TestClock::START - Duration::seconds((number % 3).cast_signed());
        ticket.reporter(reporter).created_at(at).resolved_at(at)
    })
    .await;

    let mut expected: Vec<u64> = (1..=730).collect();
    expected.retain(|number| number % 3 != 0);
    expected.sort_by_key(|number| (3 - number % 3, *number));
    let query = format!("?to={}", written(TestClock::START));
    assert_eq!(numbers(&app.get(&root, &format!("/reports/resolved.csv{query}")).await), expected);
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_stays_in_the_report_for_as_long_as_it_is_resolved() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.customer("ada").await, app.engineer("bob").await);
    let ticket = app.open_ticket(&ada, "=1+1").await;
    let report = async || {
        app.wait(Duration::minutes(1));
        tickets(&app.get(&bob, "/reports/resolved.csv").await)
    };
    assert_eq!(report().await, Vec::<Vec<String>>::new());

    app.say(&bob, &ticket, "Pull the plug.").await.expect(201);
    app.wait(Duration::milliseconds(1_250));
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    let now = app.get(&ada, "/tickets/1").await.expect(200);
    let text = |field: &str| now[field].as_str().unwrap().to_owned();
    let mut expected = vec![
        text("id"),
        "1".to_owned(),
        "'=1+1".to_owned(),
        text("description"),
        "resolved".to_owned(),
        text("resolved_at"),
        text("created_at"),
        text("first_response_at"),
        "ada".to_owned(),
        "bob".to_owned(),
        "0".to_owned(),
    ];
    assert_eq!(report().await, [expected.clone()]);

    app.move_to(&ada, &ticket, "closed").await.expect(200);
    expected[4] = "closed".to_owned();
    assert_eq!(report().await, [expected]);

    app.move_to(&ada, &ticket, "open").await.expect(200);
    assert_eq!(report().await, Vec::<Vec<String>>::new());
    app.move_to(&ada, &ticket, "resolved").await.expect(200);
    assert_eq!(report().await[0][10], "1");
    app.finish().await;
}

#[tokio::test]
async fn a_table_has_no_byte_order_mark_where_none_is_wanted() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    for (query, begins) in
        [("", "\u{feff}ticket_id,"), ("?bom=true", "\u{feff}ticket_id,"), ("?bom=false", "ticket_id,")]
    {
        let answer = app.get(&root, &format!("/reports/resolved.csv{query}")).await;
        assert!(answer.body.starts_with(begins), "{query}: {:.20?}", answer.body);
    }
    app.get(&root, "/reports/resolved.csv?bom=no").await.expect_problem(400, "bad-query");
    app.finish().await;
}
