//! The rules of docs/domain.md section 5 a second time, as plainly as they can be said, beside the real program.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp};

const NAMES: [&str; 4] = ["bob", "carl", "dana", "erin"];
const PRIORITIES: [&str; 4] = ["urgent", "high", "medium", "low"];

#[derive(Clone, Default)]
struct Engineer {
    is_away: bool,
    capacity: Option<usize>,
    last_assigned: Option<u32>,
}

struct Opened {
    priority: usize,
    status: &'static str,
    assignee: Option<usize>,
}

/// Engineers by the order of their ids; tickets by number, less one.
struct Model {
    engineers: Vec<Engineer>,
    tickets: Vec<Opened>,
    now: u32,
}

impl Model {
    fn load(&self, engineer: usize) -> usize {
        self.tickets.iter().filter(|t| t.status == "open" && t.assignee == Some(engineer)).count()
    }

    fn is_eligible(&self, engineer: usize) -> bool {
        let it = &self.engineers[engineer];
        !it.is_away && it.capacity.is_none_or(|most| self.load(engineer) < most)
    }

    fn assign(&mut self, ticket: usize, to: Option<usize>) {
        if self.tickets[ticket].assignee != to {
            self.tickets[ticket].assignee = to;
            if let Some(engineer) = to {
                self.engineers[engineer].last_assigned = Some(self.now);
            }
        }
    }

    fn best(&self) -> Option<usize> {
        let eligible = (0..self.engineers.len()).filter(|engineer| self.is_eligible(*engineer));
        eligible.min_by_key(|engineer| (self.load(*engineer), self.engineers[*engineer].last_assigned, *engineer))
    }

    fn hand_out(&mut self) {
        let is_waiting = |t: &Opened| t.assignee.is_none() && matches!(t.status, "open" | "blocked");
        let mut waiting: Vec<_> = (0..self.tickets.len()).filter(|i| is_waiting(&self.tickets[*i])).collect();
        waiting.sort_by_key(|i| (self.tickets[*i].priority, *i));
        for ticket in waiting {
            let best = self.best();
            self.assign(ticket, best);
        }
    }

    fn open(&mut self, priority: usize) {
        self.tickets.push(Opened { priority, status: "closed", assignee: None });
        let (ticket, best) = (self.tickets.len() - 1, self.best());
        self.assign(ticket, best);
        self.tickets[ticket].status = "open";
    }

    fn move_to(&mut self, ticket: usize, to: &'static str) {
        let from = std::mem::replace(&mut self.tickets[ticket].status, to);
        let is_reopened = to == "open" && matches!(from, "resolved" | "closed");
        if is_reopened {
            self.tickets[ticket].status = from;
            let former = self.tickets[ticket].assignee.filter(|engineer| self.is_eligible(*engineer));
            let chosen = former.or_else(|| self.best());
            self.assign(ticket, chosen);
            self.tickets[ticket].status = to;
        }
        if from == "open" {
            self.hand_out();
        }
    }
}

/// Numbers without a pattern, the same in every run.
struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

#[tokio::test]
async fn over_a_long_day_every_assignment_is_the_one_that_the_rules_name() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    let mut ids = BTreeMap::new();
    for name in NAMES {
        ids.insert(app.engineer(name).await.id, name);
    }
    let names: Vec<&str> = ids.into_values().collect();
    let mut model = Model { engineers: vec![Engineer::default(); NAMES.len()], tickets: Vec::new(), now: 0 };
    let mut rng = Rng(20_260_105);
    for step in 0..150 {
        app.wait(Duration::seconds(1));
        model.now += 1;
        let what = one_step(&app, &ada, &admin, &names, &mut model, &mut rng).await;
        let rows = everything(&app, &admin).await;
        for (ticket, expected) in rows.iter().zip(&model.tickets) {
            let assignee = expected.assignee.map(|engineer| names[engineer]);
            let case = format!("step {step}, {what}: ticket {}", ticket["number"]);
            assert_eq!(ticket["assignee"]["username"].as_str(), assignee, "{case}");
            assert_eq!(ticket["status"], expected.status, "{case}");
        }
        for shown in app.rows(&admin, "/users?role=engineer").await {
            let name = shown["username"].as_str().unwrap();
            let engineer = names.iter().position(|other| *other == name).unwrap();
            assert_eq!(shown["open_tickets"], model.load(engineer), "step {step}, {what}: load of {name}");
        }
    }
    assert!(model.tickets.len() > 40);
    app.finish().await;
}

async fn one_step(
    app: &TestApp,
    ada: &Person,
    admin: &Person,
    names: &[&str],
    model: &mut Model,
    rng: &mut Rng,
) -> String {
    let choice = rng.below(10);
    if choice < 4 || model.tickets.is_empty() {
        let priority = rng.below(4);
        app.open_pressing(ada, "Another", PRIORITIES[priority]).await;
        model.open(priority);
        return format!("opened, {}", PRIORITIES[priority]);
    }
    if choice < 8 {
        let ticket = rng.below(model.tickets.len());
        let choices: &[&'static str] = match model.tickets[ticket].status {
            "open" => &["blocked", "resolved", "closed"],
            "blocked" => &["open", "resolved"],
            _ => &["open"],
        };
        let to = choices[rng.below(choices.len())];
        let who = if to == "blocked" || to == "open" { admin } else { ada };
        app.move_to(who, &json!({"number": ticket + 1}), to).await.expect(200);
        model.move_to(ticket, to);
        return format!("ticket {} to {to}", ticket + 1);
    }
    let engineer = rng.below(names.len());
    let change = if choice == 8 {
        let is_away = !model.engineers[engineer].is_away;
        model.engineers[engineer].is_away = is_away;
        json!({"availability": if is_away { "away" } else { "available" }})
    } else {
        let capacity = [None, Some(1), Some(2), Some(3), Some(6)][rng.below(5)];
        model.engineers[engineer].capacity = capacity;
        json!({"capacity": capacity})
    };
    app.change_user(admin, names[engineer], change.clone()).await;
    model.hand_out();
    format!("{} gets {change}", names[engineer])
}

async fn everything(app: &TestApp, admin: &Person) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut path = "/tickets?sort=number&limit=100".to_owned();
    loop {
        let list = app.get(admin, &path).await.expect(200);
        rows.extend(list["data"].as_array().unwrap().iter().cloned());
        match list["page"]["next_cursor"].as_str() {
            Some(cursor) => path = format!("/tickets?sort=number&limit=100&cursor={cursor}"),
            None => return rows,
        }
    }
}
