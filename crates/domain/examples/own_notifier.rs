//! An own notifier: the museum has no mail server, so what the help desk wants to say appears on a screen.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use deskhand_domain::people::Role;
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use deskhand_domain::use_cases::{DeliveryRules, Rules, UseCases};
use deskhand_memory::MemoryStorage;

mod museum;

use museum::{Outcome, add_person, lost_umbrella};

/// Lines on a screen, the newest last.
#[derive(Default)]
struct Screen(Mutex<Vec<String>>);

#[async_trait]
impl Notifier for Screen {
    async fn send(&self, mail: OutgoingMail) -> Result<String, NotifyError> {
        let subject = mail.mail.ticket.map_or_else(String::new, |ticket| ticket.subject.to_string());
        let name = mail.to_name.map_or_else(String::new, |name| name.to_string());
        let line = format!("{name} ({}): {subject}", mail.mail.kind);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        Ok("shown".to_owned())
    }
}

fn main() -> Outcome<()> {
    pollster::block_on(async {
        let memory = Arc::new(MemoryStorage::new());
        let desk = UseCases::new(deskhand_system::ports_over(memory.clone()), Rules::default());
        add_person(&*memory, "guide", Role::Engineer).await?;
        let visitor = add_person(&*memory, "visitor", Role::Customer).await?;
        desk.tickets().open(&visitor, lost_umbrella()?).await?;

        // The mails were queued with the ticket. A service does this at intervals, or when the change signal wakes it.
        let (screen, rules) = (Screen::default(), DeliveryRules::default());
        for mail in desk.mail().claim(10, &[], &rules).await?.deliveries {
            desk.mail().deliver(mail, &screen, &rules).await?;
        }
        for line in screen.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            println!("{line}");
        }
        Ok(())
    })
}
