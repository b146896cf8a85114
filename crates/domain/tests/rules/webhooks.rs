//! What webhooks are sent, how often, and when they are stopped.

use deskhand_domain::history::EventKind;
use deskhand_domain::people::Actor;
use deskhand_domain::permissions::Denied;
use deskhand_domain::ports::{Clock as _, PageLimit, WebhookAnswer};
use deskhand_domain::testing::ScriptedReceiver;
use deskhand_domain::ticket::Refusal;
use deskhand_domain::time::Duration;
use deskhand_domain::use_cases::{
    CreateWebhook, DeliveryTry, Error, Execution, ListDeliveries, Outcome, RedeliverSince, UpdateWebhook,
};
use deskhand_domain::webhooks::{
    Delivery, DeliveryState, SigningKeys, Webhook, WebhookKinds, WebhookRules, WebhookState, WebhookUrl,
};
use deskhand_domain::{Invalid, WebhookId};
use pollster::block_on;

use crate::small_desk::SmallDesk;

fn wanted(kinds: WebhookKinds) -> CreateWebhook {
    CreateWebhook { url: WebhookUrl::parse("https://chat.example/hooks").unwrap(), kinds, description: None }
}

fn answer(status: u16) -> Result<WebhookAnswer, String> {
    Ok(WebhookAnswer { status, retry_after: None, text: "busy\nnow".to_owned() })
}

impl SmallDesk {
    async fn webhook(&self, kinds: WebhookKinds) -> WebhookId {
        let made = self.use_cases.webhooks().create(&self.root, wanted(kinds), &Execution::Commit).await.unwrap();
        let Outcome::Done(webhook) = made else { panic!("{made:?}") };
        webhook.id
    }

    /// Queues what happened, and sends what is due. Returns what became of each try.
    async fn send_all(&self, webhook: WebhookId, receiver: &ScriptedReceiver) -> Vec<DeliveryTry> {
        self.use_cases.webhooks().queue_events().await.unwrap();
        let mut tries = Vec::new();
        while self.use_cases.webhooks().due().await.unwrap().contains(&webhook) {
            for claimed in self.use_cases.webhooks().claim(webhook, 10).await.unwrap() {
                tries.push(self.use_cases.webhooks().deliver(claimed, receiver).await.unwrap());
            }
        }
        tries
    }

    /// Oldest first.
    async fn deliveries(&self, webhook: WebhookId) -> Vec<Delivery> {
        let command = ListDeliveries { limit: PageLimit::LARGEST, ..ListDeliveries::default() };
        let mut rows = self.use_cases.webhooks().deliveries(&self.root, webhook, command).await.unwrap().rows;
        rows.reverse();
        rows
    }

    async fn state(&self, webhook: WebhookId) -> Webhook {
        self.use_cases.webhooks().show(&self.root, webhook).await.unwrap()
    }
}

fn types(receiver: &ScriptedReceiver) -> Vec<String> {
    receiver.asked().into_iter().map(|request| request.body).collect()
}

#[test]
fn a_webhook_is_sent_what_happens_after_it_was_made_and_what_it_wants() {
    block_on(async {
        let desk = SmallDesk::open().await;
        desk.ticket(&desk.ada, "Before").await;
        let chosen = desk.webhook(WebhookKinds::parse([EventKind::TicketOpened]).unwrap()).await;
        let all = desk.webhook(WebhookKinds::All).await;
        desk.ticket(&desk.ada, "After").await;
        let (to_chosen, to_all) = (ScriptedReceiver::default(), ScriptedReceiver::default());
        assert_eq!(desk.send_all(chosen, &to_chosen).await, [DeliveryTry::Delivered]);
        desk.send_all(all, &to_all).await;
        assert_eq!(types(&to_chosen), ["ticket.ticket_opened"]);
        // That a superadmin made a webhook is not for every admin.
        assert_eq!(types(&to_all), ["ticket.ticket_opened", "ticket.assigned"]);
        // Nothing is queued twice, whoever asks.
        desk.use_cases.webhooks().queue_events().await.unwrap();
        assert_eq!(desk.send_all(all, &to_all).await, []);
    });
}

#[test]
fn a_delivery_keeps_its_id_and_is_signed_with_each_key_in_use() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::parse([EventKind::TicketOpened]).unwrap()).await;
        assert_eq!(desk.use_cases.webhooks().key(webhook).await.unwrap().reveal(), "key-1");
        desk.ticket(&desk.ada, "One").await;
        let receiver = ScriptedReceiver::new([answer(500)]);
        let tries = desk.send_all(webhook, &receiver).await;
        let [DeliveryTry::Retried { at, error }] = &tries[..] else { panic!("{tries:?}") };
        assert_eq!(error, "the receiver answered 500");
        desk.use_cases.webhooks().rotate_key(&desk.root, webhook, &Execution::Commit).await.unwrap();
        assert_eq!(desk.use_cases.webhooks().key(webhook).await.unwrap().reveal(), "key-2");
        desk.clock.advance(*at - desk.clock.now());
        assert_eq!(desk.send_all(webhook, &receiver).await, [DeliveryTry::Delivered]);
        let [first, second] = &receiver.asked()[..] else { panic!("two tries") };
        assert_eq!((first.id, &first.body), (second.id, &second.body));
        let message = |timestamp: i64| format!("{}.{timestamp}.ticket.ticket_opened", first.id);
        assert_eq!(first.signatures, [format!("key-1 of {}", message(first.timestamp))]);
        assert_eq!(second.timestamp, desk.clock.now().unix_timestamp());
        let both = [2, 1].map(|key| format!("key-{key} of {}", message(second.timestamp)));
        assert_eq!(second.signatures, both);

        desk.clock.advance(SigningKeys::OVERLAP);
        desk.ticket(&desk.ada, "Two").await;
        desk.send_all(webhook, &receiver).await;
        assert_eq!(receiver.asked().last().unwrap().signatures.len(), 1, "the key before is not used any more");
    });
}

#[test]
fn events_of_one_ticket_arrive_in_their_order_and_those_of_others_do_not_wait() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::parse([EventKind::TicketOpened, EventKind::Assigned]).unwrap()).await;
        desk.ticket(&desk.ada, "One").await;
        desk.ticket(&desk.ada, "Two").await;
        let receiver = ScriptedReceiver::new([answer(503), answer(200), answer(200)]);
        desk.send_all(webhook, &receiver).await;
        assert_eq!(types(&receiver), ["ticket.ticket_opened", "ticket.ticket_opened", "ticket.assigned"]);
        let waiting = desk.deliveries(webhook).await;
        let first = &waiting[0];
        assert_eq!((first.state, first.tries, first.last_status), (DeliveryState::Pending, 1, Some(503)));
        assert_eq!(first.last_answer.as_deref(), Some("busy now"));
        let behind = waiting.iter().find(|row| row.about == first.about && row.kind == "ticket.assigned").unwrap();
        assert_eq!((behind.state, behind.due_at, behind.tries), (DeliveryState::Pending, None, 0));
        desk.clock.advance(Duration::seconds(7));
        desk.send_all(webhook, &receiver).await;
        assert!(desk.deliveries(webhook).await.iter().all(|row| row.state == DeliveryState::Delivered));
    });
}

#[test]
fn waits_follow_the_rules_and_what_the_receiver_asks_for() {
    let (rules, desk) = (WebhookRules::default(), deskhand_domain::testing::TestClock::START);
    let id = deskhand_domain::DeliveryId::new(deskhand_domain::uuid::Uuid::nil());
    let wait = |tries, asked| rules.next_try(id, tries, desk, asked).map(|at| at - desk);
    // The id decides about a fifth more or less.
    assert_eq!(wait(1, None), Some(Duration::seconds(4)));
    assert_eq!(wait(9, None), Some(Duration::hours(24) * 8 / 10));
    assert_eq!(wait(10, None), None);
    assert_eq!(wait(1, Some(Duration::minutes(10))), Some(Duration::minutes(10)));
    assert_eq!(wait(3, Some(Duration::SECOND)), Some(Duration::minutes(24)), "a receiver cannot ask for less");
    assert_eq!(wait(1, Some(Duration::days(365))), Some(Duration::hours(24)), "nor for ever");
    assert_eq!(wait(10, Some(Duration::SECOND)), None);
    let most =
        rules.next_try(deskhand_domain::DeliveryId::new(deskhand_domain::uuid::Uuid::from_u128(31)), 1, desk, None);
    assert_eq!(most, Some(desk + Duration::seconds(6)));
}

#[test]
fn a_delivery_is_given_up_after_ten_tries_and_sent_again_where_an_admin_says_so() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::parse([EventKind::TicketOpened]).unwrap()).await;
        desk.ticket(&desk.ada, "One").await;
        let begun = desk.clock.now();
        let receiver = ScriptedReceiver::new((0..10).map(|_| Err("connection refused".to_owned())));
        let mut last = desk.send_all(webhook, &receiver).await;
        for _ in 0..9 {
            let [DeliveryTry::Retried { at, .. }] = &last[..] else { panic!("{last:?}") };
            desk.clock.advance(*at - desk.clock.now());
            last = desk.send_all(webhook, &receiver).await;
        }
        assert_eq!(last, [DeliveryTry::GivenUp { error: "connection refused".to_owned() }]);
        assert!(desk.clock.now() - begun < WebhookRules::default().stop_after, "one that fails is no reason to stop");
        let dead = desk.deliveries(webhook).await.remove(0);
        assert_eq!((dead.state, dead.tries, dead.due_at), (DeliveryState::Dead, 10, None));

        let again = desk.use_cases.webhooks().redeliver(&desk.root, webhook, dead.id).await.unwrap();
        assert_eq!((again.state, again.tries), (DeliveryState::Pending, 0));
        let twice = desk.use_cases.webhooks().redeliver(&desk.root, webhook, dead.id).await;
        assert!(matches!(twice, Err(Error::Refused(Refusal::DeliveryPending))), "{twice:?}");
        assert_eq!(desk.send_all(webhook, &receiver).await, [DeliveryTry::Delivered]);

        let since = |with_delivered, since| RedeliverSince { since, with_delivered };
        let webhooks = desk.use_cases.webhooks();
        assert_eq!(webhooks.redeliver_since(&desk.root, webhook, since(false, begun)).await.unwrap(), 0);
        let later = begun + Duration::MILLISECOND;
        assert_eq!(webhooks.redeliver_since(&desk.root, webhook, since(true, later)).await.unwrap(), 0);
        assert_eq!(webhooks.redeliver_since(&desk.root, webhook, since(true, begun)).await.unwrap(), 1);
        desk.send_all(webhook, &receiver).await;
        let ids: Vec<_> = receiver.asked().iter().map(|request| request.id).collect();
        assert!(ids.len() == 12 && ids.iter().all(|id| *id == dead.id), "{ids:?}");
    });
}

#[test]
fn a_receiver_that_takes_nothing_for_days_is_stopped_and_loses_nothing() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::parse([EventKind::TicketOpened]).unwrap()).await;
        desk.ticket(&desk.ada, "One").await;
        let receiver = ScriptedReceiver::new((0..4).map(|_| answer(500)));
        desk.send_all(webhook, &receiver).await;
        let failing_since = desk.clock.now();
        assert_eq!(desk.state(webhook).await.failing_since, Some(failing_since));
        desk.clock.advance(Duration::days(4));
        desk.send_all(webhook, &receiver).await;
        assert_eq!(desk.state(webhook).await.state, WebhookState::Active);
        desk.clock.advance(Duration::days(1));
        desk.send_all(webhook, &receiver).await;
        assert_eq!(desk.state(webhook).await.state, WebhookState::Failing);

        // Meanwhile nothing is sent, and nothing is forgotten.
        desk.ticket(&desk.ada, "Two").await;
        desk.clock.advance(Duration::days(30));
        assert_eq!(desk.send_all(webhook, &receiver).await, []);
        let stopped = desk.use_cases.webhooks().test(&desk.root, webhook).await;
        assert!(matches!(stopped, Err(Error::Refused(Refusal::WebhookStopped(WebhookState::Failing)))), "{stopped:?}");

        let active = UpdateWebhook { active: Some(true), ..UpdateWebhook::default() };
        let active = desk.use_cases.webhooks().update(&desk.root, webhook, active).await.unwrap();
        assert_eq!((active.state, active.failing_since), (WebhookState::Active, None));
        desk.send_all(webhook, &receiver).await;
        assert_eq!(desk.state(webhook).await.failing_since, None, "one failed once more, the other arrived");
        desk.clock.advance(Duration::days(1));
        let sent = desk.send_all(webhook, &receiver).await;
        assert!(sent.iter().all(|sent| *sent == DeliveryTry::Delivered), "{sent:?}");
        assert_eq!(desk.state(webhook).await.failing_since, None);
        assert!(desk.deliveries(webhook).await.iter().all(|row| row.state == DeliveryState::Delivered));
        assert_eq!(desk.deliveries(webhook).await.len(), 2);
    });
}

#[test]
fn a_receiver_that_is_gone_is_stopped_at_once() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::All).await;
        let receiver = ScriptedReceiver::new([answer(410)]);
        desk.ticket(&desk.ada, "One").await;
        desk.ticket(&desk.ada, "Two").await;
        desk.send_all(webhook, &receiver).await;
        assert_eq!(desk.state(webhook).await.state, WebhookState::Gone);
        assert_eq!(receiver.asked().len(), 2, "what was claimed already");
    });
}

#[test]
fn a_test_is_sent_at_once_and_before_what_waits() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::parse([EventKind::TicketOpened]).unwrap()).await;
        desk.ticket(&desk.ada, "One").await;
        let receiver = ScriptedReceiver::new([answer(500)]);
        desk.send_all(webhook, &receiver).await;
        let test = desk.use_cases.webhooks().test(&desk.root, webhook).await.unwrap();
        assert_eq!((test.kind.as_str(), test.event, test.state), ("webhook.test", None, DeliveryState::Pending));
        assert_eq!(desk.send_all(webhook, &receiver).await, [DeliveryTry::Delivered]);
        let test = desk.use_cases.webhooks().delivery(&desk.root, webhook, test.id).await.unwrap();
        assert_eq!((test.state, test.last_status), (DeliveryState::Delivered, Some(200)));
    });
}

#[test]
fn webhooks_are_for_admins_encrypted_and_few() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let webhook = desk.webhook(WebhookKinds::All).await;
        let webhooks = desk.use_cases.webhooks();
        let is_denied = |result: Result<(), Error>| {
            assert!(matches!(result, Err(Error::Refused(Refusal::Denied(Denied::Role)))), "{result:?}");
        };
        let others: [&Actor; 2] = [&desk.ada, &desk.bob];
        for actor in others {
            is_denied(webhooks.create(actor, wanted(WebhookKinds::All), &Execution::Commit).await.map(drop));
            is_denied(webhooks.list(actor, None, PageLimit::default(), false).await.map(drop));
            is_denied(webhooks.show(actor, webhook).await.map(drop));
            is_denied(webhooks.deliveries(actor, webhook, ListDeliveries::default()).await.map(drop));
            is_denied(webhooks.update(actor, webhook, UpdateWebhook::default()).await.map(drop));
            is_denied(webhooks.rotate_key(actor, webhook, &Execution::Commit).await.map(drop));
            is_denied(webhooks.test(actor, webhook).await.map(drop));
            is_denied(webhooks.remove(actor, webhook).await);
            let all = RedeliverSince { since: desk.clock.now(), with_delivered: true };
            is_denied(webhooks.redeliver_since(actor, webhook, all).await.map(drop));
        }
        let open =
            CreateWebhook { url: WebhookUrl::parse("http://chat.example/").unwrap(), ..wanted(WebhookKinds::All) };
        let refused = webhooks.create(&desk.root, open.clone(), &Execution::Commit).await;
        assert!(matches!(refused, Err(Error::Field { field: "url", reason: Invalid::Format(_) })), "{refused:?}");
        let change = UpdateWebhook { url: Some(open.url), ..UpdateWebhook::default() };
        let refused = webhooks.update(&desk.root, webhook, change).await;
        assert!(matches!(refused, Err(Error::Field { field: "url", .. })), "{refused:?}");

        for _ in 1..Webhook::MOST {
            desk.webhook(WebhookKinds::All).await;
        }
        let refused = webhooks.create(&desk.root, wanted(WebhookKinds::All), &Execution::Commit).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::TooManyWebhooks))), "{refused:?}");
        webhooks.remove(&desk.root, webhook).await.unwrap();
        assert!(matches!(webhooks.remove(&desk.root, webhook).await, Err(Error::NotFound)));
        desk.webhook(WebhookKinds::All).await;
    });
}
