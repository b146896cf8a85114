//! Mail over the memory storage: what goes wrong between taking it in and understanding it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use deskhand_domain::files::{Blob, BlobDigest};
use deskhand_domain::incoming::{
    ArrivedMail, HeldBecause, IncomingAddress, IncomingMail, IntakeRetries, MailDigest, MailMarks, Mailbox,
    Readability, Settlement, TakenState, Transport, Unparsed,
};
use deskhand_domain::notification::MailIn;
use deskhand_domain::people::{AccountStatus, EmailAddress, Person, PersonRecord};
use deskhand_domain::ports::{BlobStore, BlobWriter, MailReader, Storage as _, StorageError, Unsupported};
use deskhand_domain::testing::{CountedSecrets, SequentialIds, TestClock};
use deskhand_domain::time::{Duration, OffsetDateTime};
use deskhand_domain::use_cases::{DigestOutcome, MailDecision, Ports, Rules, TakenIn, UseCases};
use deskhand_domain::{IncomingMailId, UploadId};
use deskhand_memory::{MemoryBlobs, MemoryStorage};
use pollster::block_on;

/// Reads mails whose first byte is their digest. While it is slow it is never done in time.
#[derive(Default)]
struct PlainReader {
    is_slow: AtomicBool,
    /// What happens once between the moment when a mail is weighed and the one when that is carried out.
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

#[async_trait]
impl MailReader for PlainReader {
    async fn read(&self, raw: Vec<u8>) -> IncomingMail {
        if self.is_slow.load(Ordering::SeqCst) {
            let readability = Readability::Unparsed(Unparsed::OutOfTime);
            return IncomingMail { readability, ..IncomingMail::default() };
        }
        let author = Mailbox { name: None, address: IncomingAddress::parse("ada@client.example").unwrap() };
        let text = String::from_utf8_lossy(&raw).into_owned();
        let spam = if text.contains("spam") { vec!["X-Spam-Flag: YES".to_owned()] } else { Vec::new() };
        IncomingMail {
            from_headers: 1,
            from: vec![author],
            subject: "The lamp".to_owned(),
            marks: MailMarks { spam, ..MailMarks::default() },
            text,
            ..IncomingMail::default()
        }
    }

    fn digest(&self, raw: &[u8]) -> MailDigest {
        MailDigest([raw.first().copied().unwrap_or_default(); 32])
    }

    fn content_digest(&self, _: &IncomingMail) -> Option<MailDigest> {
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some(happen) = meanwhile {
            happen();
        }
        None
    }
}

/// A store of bytes that may be away.
#[derive(Clone, Default)]
struct Away {
    blobs: MemoryBlobs,
    is_away: Arc<AtomicBool>,
}

#[async_trait]
impl BlobStore for Away {
    async fn receive(&self, upload: UploadId) -> Result<Box<dyn BlobWriter>, StorageError> {
        self.blobs.receive(upload).await
    }

    async fn read(&self, digest: BlobDigest, offset: u64, length: usize) -> Result<Option<Vec<u8>>, StorageError> {
        if self.is_away.load(Ordering::SeqCst) {
            return Err(StorageError::Unavailable("the disk is not there".into()));
        }
        self.blobs.read(digest, offset, length).await
    }

    async fn measure(&self, digest: BlobDigest) -> Result<Option<Blob>, StorageError> {
        self.blobs.measure(digest).await
    }

    async fn delete(&self, digest: BlobDigest) -> Result<(), StorageError> {
        self.blobs.delete(digest).await
    }

    async fn list(&self, after: Option<BlobDigest>, limit: u32) -> Result<Vec<Blob>, StorageError> {
        self.blobs.list(after, limit).await
    }

    async fn discard_unfinished(&self, before: OffsetDateTime) -> Result<u64, StorageError> {
        self.blobs.discard_unfinished(before).await
    }
}

struct Desk {
    use_cases: UseCases,
    storage: Arc<MemoryStorage>,
    reader: Arc<PlainReader>,
    blobs: Away,
    clock: TestClock,
    retries: IntakeRetries,
}

fn a_desk() -> Desk {
    let (storage, blobs, clock) = (Arc::new(MemoryStorage::new()), Away::default(), TestClock::new());
    let reader = Arc::<PlainReader>::default();
    let ports = Ports {
        attachments: storage.clone(),
        intake: storage.clone(),
        mail: storage.clone(),
        mail_reader: reader.clone(),
        blobs: Arc::new(blobs.clone()),
        secrets: Arc::new(CountedSecrets::new()),
        sleeper: Arc::new(Unsupported),
        ..Ports::over(storage.clone(), Arc::new(clock.clone()), Arc::new(SequentialIds::new()))
    };
    let address = EmailAddress::parse("support@desk.example").unwrap();
    let mail_in = MailIn { address, replies: None, id_domain: "desk.example".to_owned() };
    let use_cases = UseCases::new(ports, Rules { mail_in: Some(mail_in), ..Rules::default() });
    Desk { use_cases, storage, reader, blobs, clock, retries: IntakeRetries::default() }
}

impl Desk {
    async fn take_in(&self, raw: &str) -> TakenIn {
        let raw = raw.as_bytes().to_vec();
        let mail = ArrivedMail { raw, sender: None, recipients: Vec::new(), transport: Transport::Stdin, left: None };
        self.use_cases.incoming_mail().take_in(mail).await.unwrap()
    }

    /// Understands what is due, and says what came of it.
    async fn digest(&self) -> Vec<DigestOutcome> {
        let mails = self.use_cases.incoming_mail();
        let mut outcomes = Vec::new();
        for mail in mails.claim(9, &self.retries).await.unwrap().mails {
            outcomes.push(mails.digest(&mail, &self.retries).await.unwrap());
        }
        outcomes
    }

    /// Has this happen while the next mail is under way: after it was weighed, before that is carried out.
    fn meanwhile(&self, happen: impl FnOnce() + Send + 'static) {
        *self.reader.meanwhile.lock().unwrap() = Some(Box::new(happen));
    }

    async fn suspend_ada(storage: &MemoryStorage) {
        let mut uow = storage.begin().await.unwrap();
        let address = EmailAddress::parse("ada@client.example").unwrap();
        let mut ada = PersonRecord::clone(&uow.people().find_by_email(&address).await.unwrap().unwrap());
        (ada.status, ada.version) = (AccountStatus::Suspended, ada.version + 1);
        uow.people().update(&Person::restore(ada)).await.unwrap();
        uow.commit().await.unwrap();
    }

    async fn state(&self, id: IncomingMailId) -> TakenState {
        self.use_cases
            .incoming_mail()
            .list(None, deskhand_domain::use_cases::ListTakenMail::default())
            .await
            .unwrap()
            .rows
            .into_iter()
            .find(|view| view.mail.id == id)
            .unwrap()
            .mail
            .state
    }
}

#[test]
fn a_store_that_is_away_is_no_fault_of_the_mail() {
    let desk = a_desk();
    block_on(async {
        let id = desk.take_in("good").await.id();
        desk.blobs.is_away.store(true, Ordering::SeqCst);
        let mails = desk.use_cases.incoming_mail();
        for _ in 0..20 {
            let claimed = mails.claim(9, &desk.retries).await.unwrap();
            assert_eq!((claimed.mails.len(), claimed.quarantined.len()), (1, 0));
            assert!(mails.digest(&claimed.mails[0], &desk.retries).await.is_err());
            desk.clock.advance(Duration::minutes(1));
        }
        desk.blobs.is_away.store(false, Ordering::SeqCst);
        assert_eq!(desk.digest().await, [DigestOutcome::Done(OPENED)]);
        assert_eq!(desk.state(id).await, OPENED);
    });
}

#[test]
fn a_mail_that_was_not_read_in_time_is_read_again_and_not_taken_for_an_empty_one() {
    let desk = a_desk();
    block_on(async {
        desk.take_in("good").await;
        desk.reader.is_slow.store(true, Ordering::SeqCst);
        assert!(matches!(desk.digest().await[..], [DigestOutcome::Failed { state: TakenState::Waiting, .. }]));
        desk.reader.is_slow.store(false, Ordering::SeqCst);
        desk.clock.advance(Duration::minutes(1));
        assert_eq!(desk.digest().await, [DigestOutcome::Done(OPENED)]);
    });
}

const OPENED: TakenState = TakenState::Settled(Settlement::Opened);

#[test]
fn a_mail_that_fails_six_times_is_quarantined_while_others_are_settled_and_can_be_tried_anew() {
    let desk = a_desk();
    block_on(async {
        let bad = desk.take_in("bad").await.id();
        let blob = desk.blobs.list(None, 9).await.unwrap()[0];
        desk.blobs.delete(blob.digest).await.unwrap();
        let good = desk.take_in("good").await.id();
        let mut failures = 0;
        for _ in 0..20 {
            failures += desk.digest().await.iter().filter(|one| matches!(one, DigestOutcome::Failed { .. })).count();
            desk.clock.advance(Duration::minutes(20));
        }
        assert_eq!((failures, desk.state(bad).await, desk.state(good).await), (6, TakenState::Quarantined, OPENED));

        let mut writer = desk.blobs.receive(UploadId::new(deskhand_domain::uuid::Uuid::nil())).await.unwrap();
        writer.write(b"bad").await.unwrap();
        writer.finish().await.unwrap();
        writer.keep().await.unwrap();
        desk.use_cases.incoming_mail().retry(None, bad).await.unwrap();
        assert_eq!(desk.digest().await, [DigestOutcome::Done(OPENED)]);
    });
}

#[test]
fn a_mail_of_which_no_try_comes_to_its_end_is_quarantined_by_the_seventh_claim() {
    let desk = a_desk();
    block_on(async {
        let id = desk.take_in("It ends the process that reads it.").await.id();
        let mails = desk.use_cases.incoming_mail();
        for _ in 0..6 {
            assert_eq!(mails.claim(9, &desk.retries).await.unwrap().mails.len(), 1);
            assert!(mails.claim(9, &desk.retries).await.unwrap().mails.is_empty(), "until its lease ends");
            desk.clock.advance(desk.retries.lease);
        }
        let last = mails.claim(9, &desk.retries).await.unwrap();
        assert_eq!((last.mails.len(), last.quarantined.len(), desk.state(id).await), (0, 1, TakenState::Quarantined));
    });
}

#[test]
fn a_mail_that_ends_the_process_takes_no_other_along_into_quarantine() {
    let desk = a_desk();
    block_on(async {
        let mut ids = Vec::new();
        for raw in ["good", "ends the process", "also good"] {
            ids.push(desk.take_in(raw).await.id());
        }
        let poison = ids.remove(1);
        let mails = desk.use_cases.incoming_mail();
        let mut quarantined = Vec::new();
        for _ in 0..50 {
            let claimed = mails.claim(9, &desk.retries).await.unwrap();
            quarantined.extend(claimed.quarantined.iter().map(|mail| mail.id));
            let kills = claimed.mails.iter().any(|mail| mail.id == poison);
            for mail in claimed.mails.iter().filter(|_| !kills) {
                mails.digest(mail, &desk.retries).await.unwrap();
            }
            desk.clock.advance(Duration::minutes(3));
        }
        assert_eq!((quarantined, desk.state(poison).await), (vec![poison], TakenState::Quarantined));
        for id in ids {
            assert_eq!(desk.state(id).await, OPENED);
        }
    });
}

#[test]
fn two_mails_of_a_stranger_at_the_same_time_make_one_account_and_two_tickets_at_once() {
    let desk = a_desk();
    block_on(async {
        let (first, second) = (desk.take_in("a").await.id(), desk.take_in("b").await.id());
        let mails = desk.use_cases.incoming_mail();
        let mut claimed = mails.claim(9, &desk.retries).await.unwrap().mails;
        let (use_cases, retries, other) = (desk.use_cases.clone(), desk.retries.clone(), claimed.remove(1));
        desk.meanwhile(move || {
            let done = block_on(use_cases.incoming_mail().digest(&other, &retries));
            assert_eq!(done.unwrap(), DigestOutcome::Done(OPENED));
        });
        assert_eq!(mails.digest(&claimed[0], &desk.retries).await.unwrap(), DigestOutcome::Done(OPENED));
        assert_eq!((desk.state(first).await, desk.state(second).await), (OPENED, OPENED));
    });
}

#[test]
fn a_mail_whose_sender_is_suspended_meanwhile_is_held_at_once() {
    let desk = a_desk();
    block_on(async {
        desk.take_in("a").await;
        assert_eq!(desk.digest().await, [DigestOutcome::Done(OPENED)]);
        desk.take_in("b").await;
        let storage = Arc::clone(&desk.storage);
        desk.meanwhile(move || block_on(Desk::suspend_ada(&storage)));
        let held = TakenState::Held(HeldBecause::AccountNotInUse);
        assert_eq!(desk.digest().await, [DigestOutcome::Done(held)]);
    });
}

#[test]
fn two_held_mails_of_a_stranger_are_opened_at_the_same_time() {
    let desk = a_desk();
    block_on(async {
        let (first, second) = (desk.take_in("a spam").await.id(), desk.take_in("b spam").await.id());
        let held = DigestOutcome::Done(TakenState::Held(HeldBecause::Spam));
        assert_eq!(desk.digest().await, [held.clone(), held]);
        let use_cases = desk.use_cases.clone();
        let open = MailDecision::Open { sender: None };
        desk.meanwhile(move || {
            let open = MailDecision::Open { sender: None };
            block_on(use_cases.incoming_mail().decide_held(None, second, &open)).unwrap();
        });
        desk.use_cases.incoming_mail().decide_held(None, first, &open).await.unwrap();
        assert_eq!((desk.state(first).await, desk.state(second).await), (OPENED, OPENED));
    });
}

#[test]
fn the_outcome_of_a_try_that_was_overtaken_counts_for_nothing() {
    let desk = a_desk();
    block_on(async {
        desk.take_in("Once").await;
        let mails = desk.use_cases.incoming_mail();
        let slow = mails.claim(9, &desk.retries).await.unwrap().mails.remove(0);
        desk.clock.advance(desk.retries.lease);
        assert_eq!(desk.digest().await, [DigestOutcome::Done(OPENED)]);
        assert_eq!(mails.digest(&slow, &desk.retries).await.unwrap(), DigestOutcome::Superseded);
    });
}

#[test]
fn the_same_mail_is_taken_in_once_and_another_one_twice() {
    let desk = a_desk();
    block_on(async {
        let first = desk.take_in("a first").await;
        let again = desk.take_in("a second copy").await;
        assert_eq!(again, TakenIn::Known { id: first.id(), state: TakenState::Waiting });
        assert!(matches!(desk.take_in("b").await, TakenIn::New(_)));
        assert_eq!(desk.digest().await.len(), 2);
    });
}
