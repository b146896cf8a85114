//! The summary against the tickets' own answers, counted in the plainest way.

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::support::{Person, TestApp, path_of};

const STATUSES: [&str; 6] = ["open", "blocked", "resolved", "unresolved", "closed", "canceled"];
const PRIORITIES: [&str; 4] = ["low", "medium", "high", "urgent"];

struct BusyDesk {
    app: TestApp,
    root: Person,
    engineers: [Person; 2],
}

/// Forty tickets, to which all kinds of things happen at all kinds of times.
async fn busy_desk() -> BusyDesk {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let root = app.superadmin().await;
    let (ada, ben) = (app.customer("ada").await, app.customer("ben").await);
    let engineers = [app.engineer("bob").await, app.engineer("carl").await];
    let mut open = Vec::new();
    for i in 0..40_usize {
        app.wait(Duration::milliseconds(i64::try_from(i * i % 97 * 173).unwrap()));
        let reporter = [&ada, &ben, &engineers[0], &ben][i % 4];
        let body = json!({"title": format!("Number {i}"), "description": "D", "priority": PRIORITIES[i * 7 % 4]});
        open.push((reporter, app.post(reporter, "/tickets", body).await.expect(201)));
        if i % 3 == 2 {
            let (reporter, ticket) = open.swap_remove(i * 5 % open.len());
            develop(&app, &root, reporter, &ticket, i).await;
        }
    }
    BusyDesk { app, root, engineers }
}

async fn develop(app: &TestApp, root: &Person, reporter: &Person, ticket: &Value, i: usize) {
    if !i.is_multiple_of(4) {
        app.wait(Duration::milliseconds(i64::try_from(1 + i * 311).unwrap()));
        app.say(root, ticket, "Have you tried turning it off?").await.expect(201);
    }
    app.wait(Duration::milliseconds(i64::try_from(i * 977).unwrap()));
    for status in
        [&["resolved"][..], &["resolved", "closed"], &["blocked"], &["resolved", "open"], &["canceled"]][i % 5]
    {
        app.move_to(reporter_or_staff(status, root, reporter), ticket, status).await.expect(200);
        if matches!(*status, "resolved" | "closed") {
            app.wait(Duration::milliseconds(i64::try_from(i * 53).unwrap()));
            let (path, rating) = (format!("{}/rating", path_of(ticket)), json!({"stars": 1 + i * 7 % 5}));
            app.call(Some(reporter), "PUT", &path, Some(&rating)).await.expect(200);
        }
    }
}

fn reporter_or_staff<'a>(status: &str, root: &'a Person, reporter: &'a Person) -> &'a Person {
    if status == "blocked" { root } else { reporter }
}

fn moment(value: &Value) -> Option<OffsetDateTime> {
    value.as_str().map(|text| OffsetDateTime::parse(text, &Rfc3339).unwrap())
}

fn distribution(mut times: Vec<Duration>) -> Value {
    times.sort();
    // The smallest value that at least this share does not exceed.
    let percentile = |percent: usize| {
        let fits = |time: &&Duration| times.iter().filter(|other| other <= time).count() * 100 >= percent * times.len();
        times.iter().find(fits).map(|time| time.as_seconds_f64())
    };
    json!({"count": times.len(), "median_seconds": percentile(50), "p95_seconds": percentile(95)})
}

fn ratings<'a>(tickets: impl Iterator<Item = &'a Value>, from: OffsetDateTime, to: OffsetDateTime) -> Value {
    let given = tickets.map(|ticket| &ticket["rating"]).filter(|rating| rating["stars"].is_u64());
    let given: Vec<u64> = given
        .filter(|rating| moment(&rating["at"]).is_some_and(|at| from <= at && at < to))
        .map(|rating| rating["stars"].as_u64().unwrap())
        .collect();
    let by_stars = (1..=5).map(|stars| (stars.to_string(), json!(given.iter().filter(|one| **one == stars).count())));
    // Few enough that the numbers are exact.
    let average = given.iter().sum::<u64>() as f64 / given.len() as f64;
    let average = (!given.is_empty()).then_some((average * 100.0).round() / 100.0);
    json!({"count": given.len(), "average_stars": average, "by_stars": Value::Object(by_stars.collect())})
}

fn naive(tickets: &[Value], who: &Person, from: OffsetDateTime, to: OffsetDateTime) -> Value {
    let within = |at: Option<OffsetDateTime>| at.is_some_and(|at| from <= at && at < to);
    let is_theirs = |ticket: &&&Value| {
        who.username == "admin" || ticket["reporter"]["id"] == who.id || ticket["assignee"]["id"] == who.id
    };
    let opened: Vec<_> = tickets.iter().filter(|t| within(moment(&t["created_at"]))).collect();
    let opened: Vec<_> = opened.iter().filter(is_theirs).collect();
    let resolved: Vec<_> = tickets.iter().filter(|t| within(moment(&t["resolved_at"]))).collect();
    let resolved: Vec<_> = resolved.iter().filter(is_theirs).collect();
    let count = |field: &str, words: &[&str]| {
        let of = |word: &&str| (word.to_string(), json!(opened.iter().filter(|t| t[field] == **word).count()));
        Value::Object(words.iter().map(of).collect())
    };
    let time = |ticket: &Value, end: &str| Some(moment(&ticket[end])? - moment(&ticket["created_at"])?);
    json!({
        "opened": {
            "total": opened.len(),
            "by_status": count("status", &STATUSES),
            "by_priority": count("priority", &PRIORITIES),
        },
        "resolved": resolved.len(),
        "first_response": distribution(opened.iter().filter_map(|t| time(t, "first_response_at")).collect()),
        "resolution": distribution(resolved.iter().filter_map(|t| time(t, "resolved_at")).collect()),
        "ratings": ratings(tickets.iter().filter(|t| who.username == "admin" || t["assignee"]["id"] == who.id), from, to),
    })
}

fn figures(tickets: &[Value], engineer: &Person, from: OffsetDateTime, to: OffsetDateTime) -> Value {
    let theirs = || tickets.iter().filter(|ticket| ticket["assignee"]["id"] == engineer.id);
    let resolved = theirs().filter_map(|t| moment(&t["resolved_at"])).filter(|at| from <= *at && *at < to).count();
    json!({
        "engineer": {"id": engineer.id, "username": engineer.username, "name": format!("{} the engineer", engineer.username)},
        "open_tickets": theirs().filter(|t| t["status"] == "open").count(),
        "blocked_tickets": theirs().filter(|t| t["status"] == "blocked").count(),
        "resolved_in_period": resolved,
        "ratings": ratings(theirs(), from, to),
    })
}

#[tokio::test]
async fn a_summary_is_what_counting_the_tickets_gives() {
    let BusyDesk { app, root, engineers } = busy_desk().await;
    let tickets = app.rows(&root, "/tickets?sort=created_at").await;
    let [first, last] = [&tickets[0], &tickets[39]].map(|ticket| moment(&ticket["created_at"]).unwrap());
    let middle = first + (last - first) / 2;
    let day = Duration::DAY;
    let mut resolved = 0;
    for (from, to) in [(first - day, last + day), (first, middle), (middle, last), (last + day, last + day * 2)] {
        let written = |at: OffsetDateTime| at.format(&Rfc3339).unwrap();
        let path = format!("/reports/summary?from={}&to={}", written(from), written(to));
        let all = engineers.each_ref().map(|engineer| figures(&tickets, engineer, from, to));
        for (who, told_of) in [(&root, &all[..]), (&engineers[0], &all[..1]), (&engineers[1], &all[1..])] {
            let mut summary = app.get(who, &path).await.expect(200);
            let members = summary.as_object_mut().unwrap();
            assert_eq!(members.remove("engineers").unwrap(), json!(told_of), "{path} for {}", who.username);
            let bounds = [members.remove("from").unwrap(), members.remove("to").unwrap()];
            let to_the_millisecond =
                |at: OffsetDateTime, said: &Value| (at - moment(said).unwrap()).abs() < Duration::MILLISECOND;
            assert!(to_the_millisecond(from, &bounds[0]) && to_the_millisecond(to, &bounds[1]));
            assert_eq!(summary, naive(&tickets, who, from, to), "{path} for {}", who.username);
            resolved += summary["resolved"].as_u64().unwrap();
        }
    }
    assert!(resolved > 10, "the tickets are too poor");
    app.finish().await;
}

#[tokio::test]
async fn where_there_is_nothing_to_measure_there_is_no_measure() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let summary = app.get(&root, "/reports/summary").await.expect(200);
    let nothing = json!({"count": 0, "median_seconds": null, "p95_seconds": null});
    assert_eq!((&summary["first_response"], &summary["resolution"]), (&nothing, &nothing));
    assert_eq!((&summary["opened"]["total"], &summary["engineers"]), (&json!(0), &json!([])));
    for words in [("by_status", &STATUSES[..]), ("by_priority", &PRIORITIES[..])] {
        for word in words.1 {
            assert_eq!(summary["opened"][words.0][word], 0, "{word}");
        }
    }
    app.finish().await;
}
