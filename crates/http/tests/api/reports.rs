//! A long report: read as it is taken, broken off where it can't be read on.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::body::{BodySize, BoxBody, MessageBody as _};
use actix_web::web::Bytes;
use async_trait::async_trait;
use deskhand_domain::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{
    EngineerFigures, MailQueue, Measure, OpenedCount, Page, PageLimit, ReportQueries, ResolvedPosition, Storage as _,
    StorageError, TicketView,
};
use deskhand_domain::report::{Period, RatingCounts};
use deskhand_domain::testing::{TestClock, a_customer, a_ticket};
use deskhand_memory::MemoryStorage;
use serde_json::json;
use time::Duration;

use crate::support::Service;

const PATH: &str = "/reports/resolved.csv?from=2020-01-01&to=2030-01-01";
/// Ten pages of a report, and one ticket.
const TICKETS: u64 = 1_001;

/// Counts the pages that are read, and fails at one of them.
struct CountedPages {
    storage: MemoryStorage,
    read: AtomicUsize,
    broken_from: AtomicUsize,
}

impl CountedPages {
    fn read(&self) -> usize {
        self.read.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl ReportQueries for CountedPages {
    async fn resolved(
        &self,
        sees: TicketVisibility,
        period: Period,
        after: Option<ResolvedPosition>,
        limit: PageLimit,
    ) -> Result<Page<TicketView>, StorageError> {
        let page = self.read.fetch_add(1, Ordering::SeqCst) + 1;
        if page >= self.broken_from.load(Ordering::SeqCst) {
            return Err(StorageError::Unavailable("the cable is out".into()));
        }
        self.storage.resolved(sees, period, after, limit).await
    }

    async fn opened(&self, sees: TicketVisibility, period: Period) -> Result<Vec<OpenedCount>, StorageError> {
        self.storage.opened(sees, period).await
    }

    async fn count_measured(&self, sees: TicketVisibility, of: Period, what: Measure) -> Result<u64, StorageError> {
        self.storage.count_measured(sees, of, what).await
    }

    async fn measured(
        &self,
        sees: TicketVisibility,
        period: Period,
        measure: Measure,
        rank: u64,
    ) -> Result<Option<Duration>, StorageError> {
        self.storage.measured(sees, period, measure, rank).await
    }

    async fn ratings(&self, sees: NotesVisibility, period: Period) -> Result<RatingCounts, StorageError> {
        self.storage.ratings(sees, period).await
    }

    async fn engineers(&self, sees: PeopleVisibility, period: Period) -> Result<Vec<EngineerFigures>, StorageError> {
        self.storage.engineers(sees, period).await
    }

    async fn mail_queue(&self) -> Result<MailQueue, StorageError> {
        self.storage.mail_queue().await
    }
}

/// A service with a thousand and one resolved tickets.
async fn service() -> (Service, Arc<CountedPages>) {
    let storage = MemoryStorage::new();
    let customer = a_customer().build();
    let mut work = storage.begin().await.unwrap();
    work.people().insert(&customer).await.unwrap();
    for number in 1..=TICKETS {
        let at = TestClock::START + Duration::seconds(number.cast_signed());
        let ticket = a_ticket().number(number).created_at(TestClock::START).resolved_at(at).build();
        work.tickets().insert(&ticket).await.unwrap();
    }
    work.commit().await.unwrap();
    let reports = Arc::new(CountedPages {
        storage: storage.clone(),
        read: AtomicUsize::new(0),
        broken_from: AtomicUsize::new(usize::MAX),
    });
    (Service::over(storage, reports.clone(), Workflow::default()).await, reports)
}

async fn next_chunk(body: &mut BoxBody) -> Option<Result<Bytes, String>> {
    let chunk = poll_fn(|context| Pin::new(&mut *body).poll_next(context)).await;
    chunk.map(|chunk| chunk.map_err(|error| format!("{error:?}")))
}

#[actix_web::test]
async fn a_page_is_read_only_when_the_one_before_was_taken() {
    let (service, reports) = service().await;
    let root = service.root().await;
    let response = service.get(PATH).by(&root).begin().await;
    assert_eq!((response.status().as_u16(), response.body().size()), (200, BodySize::Stream));

    let mut body = response.into_body();
    assert_eq!(reports.read(), 1);
    let mut chunks = 0;
    let mut records = 0;
    while let Some(chunk) = next_chunk(&mut body).await {
        chunks += 1;
        assert!(reports.read() <= chunks, "{} pages read for {chunks} that were taken", reports.read());
        records += chunk.unwrap().split(|byte| *byte == b'\n').count() - 1;
    }
    assert_eq!((reports.read(), records), (11, 1_002));
}

#[actix_web::test]
async fn nobody_reads_on_for_a_client_that_is_gone() {
    let (service, reports) = service().await;
    let root = service.root().await;
    let mut body = service.get(PATH).by(&root).begin().await.into_body();
    next_chunk(&mut body).await.unwrap().unwrap();
    next_chunk(&mut body).await.unwrap().unwrap();
    assert!(service.get("/metrics").send().await.text().contains("deskhand_open_streams{kind=\"csv\"} 1\n"));

    drop(body);
    assert_eq!(reports.read(), 2);
    assert!(service.get("/metrics").send().await.text().contains("deskhand_open_streams{kind=\"csv\"} 0\n"));
}

#[actix_web::test]
async fn a_report_that_can_not_be_read_on_breaks_off_and_says_which_it_was_in_the_log() {
    let (service, reports) = service().await;
    let root = service.root().await;
    reports.broken_from.store(4, Ordering::SeqCst);
    let response = service.get(PATH).by(&root).begin().await;
    let id = response.headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
    let mut body = response.into_body();
    for _ in 0..3 {
        next_chunk(&mut body).await.unwrap().unwrap();
    }
    let error = next_chunk(&mut body).await.unwrap().unwrap_err();
    assert!(error.contains(&id) && error.contains("the cable is out"), "{error}");
    assert!(next_chunk(&mut body).await.is_none());
}

#[actix_web::test]
async fn a_report_that_can_not_even_begin_is_a_problem() {
    let (service, reports) = service().await;
    let root = service.root().await;
    reports.broken_from.store(1, Ordering::SeqCst);
    service.get(PATH).by(&root).send().await.problem(503, "unavailable");
    service
        .get("/reports/resolved.csv?from=2026-01-05&to=2026-01-04")
        .by(&root)
        .send()
        .await
        .problem(422, "empty-period");
}

#[actix_web::test]
async fn whoever_is_suspended_in_the_middle_of_a_report_gets_no_more_of_it() {
    let (service, reports) = service().await;
    let (root, admin) = (service.root().await, service.admin("anna").await);
    let mut body = service.get(PATH).by(&admin).begin().await.into_body();
    next_chunk(&mut body).await.unwrap().unwrap();
    service.patch("/users/anna", &json!({"status": "suspended"})).by(&root).send().await.success(200);

    next_chunk(&mut body).await.unwrap().unwrap_err();
    assert_eq!(reports.read(), 1);
}

#[actix_web::test]
async fn asking_for_the_head_of_a_report_reads_no_more_than_its_first_page() {
    let (service, reports) = service().await;
    let root = service.root().await;
    let answer = service.call("HEAD", PATH).by(&root).send().await;
    assert_eq!((answer.status, answer.body.len(), reports.read()), (200, 0, 1));
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
}
