//! Sixteen concurrent clients with random requests. They get no server error except 503 on a busy machine, and all counts
//! are right in the end. Over SQLite, or over two instances on one PostgreSQL. `make crowd` runs the long round.

use futures::future::join_all;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Person, TestApp};

const CLIENTS: u64 = 16;
/// How many things each does, unless the environment says more.
const DEEDS: u64 = 50;
const MORE: &str = "DESKHAND_TEST_DEEDS";

/// A random number generator (xorshift64*). The same seed gives the same numbers.
struct Rng(u64);

impl Rng {
    const fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}

/// Who takes part, as which client.
struct Client<'a> {
    app: &'a TestApp,
    number: u64,
    admin: &'a Person,
    engineers: &'a [String],
    rng: Rng,
    made: u64,
}

impl Client<'_> {
    async fn run(mut self) {
        let mut customer = self.newcomer().await;
        let deeds = std::env::var(MORE).map_or(DEEDS, |number| number.parse().unwrap());
        for _ in 0..deeds {
            let ticket = self.rng.below(400) + 1;
            let answer = match self.rng.below(20) {
                0 => {
                    customer = self.newcomer().await;
                    continue;
                }
                1..=5 => {
                    let body = json!({"title": "Help", "description": "Please."});
                    self.app.post(&customer, "/tickets", body).await
                }
                6..=8 => self.say(&customer, ticket).await,
                9..=10 => self.say(self.admin, ticket).await,
                11..=14 => {
                    let status = self.any_status();
                    self.change(ticket, status).await
                }
                15..=16 => {
                    let assignee = self.any_assignee();
                    self.change(ticket, assignee).await
                }
                17..=18 => self.change_engineer().await,
                _ => self.app.delete(self.admin, &format!("/tickets/{ticket}")).await,
            };
            self.judge(&answer);
        }
    }

    fn judge(&self, answer: &Answer) {
        assert!(answer.status < 500 || asks_to_come_back(answer), "client {}: {answer:?}", self.number);
    }

    /// Somebody new, as the whole road: sign up, sign in. They come back for as long as they are asked to.
    async fn newcomer(&mut self) -> Person {
        self.made += 1;
        let name = format!("c{}-{}", self.number, self.made);
        while asks_to_come_back(&self.app.sign_up(&name, "customer").await) {}
        loop {
            let answer = self.app.try_sign_in(&name, PASSWORD).await;
            if !asks_to_come_back(&answer) {
                return Person::signed_in(&answer.expect(200));
            }
        }
    }

    async fn say(&self, who: &Person, ticket: u64) -> Answer {
        self.app.post(who, &format!("/tickets/{ticket}/messages"), json!({"body": "And?"})).await
    }

    async fn change(&self, ticket: u64, change: Value) -> Answer {
        self.app.patch(self.admin, &format!("/tickets/{ticket}"), change).await
    }

    fn any_status(&mut self) -> Value {
        let all = ["open", "blocked", "resolved", "unresolved", "closed"];
        json!({"status": all[usize::try_from(self.rng.below(5)).unwrap()]})
    }

    fn any_assignee(&mut self) -> Value {
        match self.rng.below(4) {
            0 => json!({"assignee": null}),
            1 => json!({"assignee": "auto"}),
            _ => json!({"assignee": self.any_engineer()}),
        }
    }

    fn any_engineer(&mut self) -> String {
        let place = usize::try_from(self.rng.below(self.engineers.len() as u64)).unwrap();
        self.engineers[place].clone()
    }

    async fn change_engineer(&mut self) -> Answer {
        let change = match self.rng.below(8) {
            0 => json!({"status": "suspended"}),
            1 => json!({"availability": "away"}),
            2 => json!({"capacity": self.rng.below(30)}),
            3 => json!({"capacity": null}),
            4 | 5 => json!({"availability": "available"}),
            _ => json!({"status": "approved"}),
        };
        let engineer = self.any_engineer();
        self.app.patch(self.admin, &format!("/users/{engineer}"), change).await
    }
}

fn asks_to_come_back(answer: &Answer) -> bool {
    answer.status == 503 && !answer.header("retry-after").is_empty()
}

async fn a_crowd(seed: u64) {
    let mut app = TestApp::start().await;
    let mut engineers = Vec::new();
    for n in 0..5 {
        engineers.push(app.engineer(&format!("engineer{n}")).await.username);
    }
    let admin = app.superadmin().await;
    let clients = (0..CLIENTS).map(|number| {
        let rng = Rng(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (number + 1));
        Client { app: &app, number, admin: &admin, engineers: &engineers, rng, made: 0 }.run()
    });
    join_all(clients).await;

    app.check_loads(&admin).await;
    nobody_ineligible_has_anything_to_do(&app, &admin).await;
    app.stop().await;
}

async fn nobody_ineligible_has_anything_to_do(app: &TestApp, admin: &Person) {
    for engineer in app.rows(admin, "/users?role=engineer").await {
        if engineer["status"] != "approved" {
            let name = engineer["username"].as_str().unwrap();
            let path = format!("/tickets?assignee={name}&status=open,blocked&count=true");
            assert_eq!(app.get(admin, &path).await.expect(200)["page"]["total"], 0, "{name} is not in use");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_busy_people_leave_every_number_right() {
    for seed in 1..=3 {
        a_crowd(seed).await;
    }
}
