//! Files over the memory storage: what goes wrong between the row and the bytes.

use std::sync::Arc;

use deskhand_domain::UploadId;
use deskhand_domain::files::{Attachment, Blob, FileKind, FileLimits, FileName, FileRefused};
use deskhand_domain::people::Actor;
use deskhand_domain::ports::{BlobStore, Storage, StorageError, Unsupported};
use deskhand_domain::testing::{SequentialIds, TestClock, a_customer};
use deskhand_domain::time::Duration;
use deskhand_domain::use_cases::{
    Error, Execution, FileFault, Outcome, Ports, ReceivedFile, Rules, SweptFiles, UseCases,
};
use deskhand_domain::uuid::Uuid;
use deskhand_memory::{MemoryBlobs, MemoryStorage};
use pollster::block_on;

struct Desk {
    use_cases: UseCases,
    storage: MemoryStorage,
    blobs: MemoryBlobs,
    clock: TestClock,
    ada: Actor,
}

fn a_desk(files: FileLimits) -> Desk {
    let (storage, blobs, clock) = (MemoryStorage::new(), MemoryBlobs::default(), TestClock::new());
    let ports = Ports {
        attachments: Arc::new(storage.clone()),
        blobs: Arc::new(blobs.clone()),
        sleeper: Arc::new(Unsupported),
        ..Ports::over(Arc::new(storage.clone()), Arc::new(clock.clone()), Arc::new(SequentialIds::new()))
    };
    let customer = a_customer().username("ada").build();
    block_on(async {
        let mut uow = storage.begin().await.unwrap();
        uow.people().insert(&customer).await.unwrap();
        uow.commit().await.unwrap();
    });
    let use_cases = UseCases::new(ports, Rules { files, ..Rules::default() });
    Desk { use_cases, storage, blobs, clock, ada: Actor::from(&customer) }
}

impl Desk {
    async fn received(&self, bytes: &[u8]) -> Result<ReceivedFile, Error> {
        let mut upload = self.use_cases.files().begin_upload(&self.ada, None).await?;
        upload.write(bytes).await?;
        upload.finish().await
    }

    async fn keep(&self, file: ReceivedFile) -> Result<Attachment, Error> {
        let name = FileName::of("a.txt");
        match self.use_cases.files().keep_upload(&self.ada, file, &name, &Execution::Commit).await? {
            Outcome::Done(attachment) => Ok(attachment),
            other => panic!("{other:?}"),
        }
    }

    async fn upload(&self, bytes: &[u8]) -> Result<Attachment, Error> {
        self.keep(self.received(bytes).await?).await
    }

    async fn stored(&self) -> Vec<Blob> {
        self.blobs.list(None, 99).await.unwrap()
    }
}

#[test]
fn an_uploaded_file_is_what_its_bytes_say() {
    let desk = a_desk(FileLimits::default());
    block_on(async {
        let file = desk.upload(b"%PDF-1.7 and more").await.unwrap();
        assert_eq!((file.kind, file.message, file.uploader), (FileKind::Pdf, None, desk.ada.id));
        let blob = file.content.unwrap();
        assert_eq!(desk.use_cases.files().read(blob, 5, 3).await.unwrap(), b"1.7");
        assert_eq!(desk.stored().await, [blob]);
    });
}

#[test]
fn a_refused_upload_leaves_no_bytes() {
    let desk = a_desk(FileLimits { max_file: 10, max_open_uploads: 15, ..FileLimits::default() });
    block_on(async {
        desk.upload(b"ten bytes!").await.unwrap();
        let refused = desk.upload(b"six...").await;
        assert!(matches!(refused, Err(Error::FileRefused(FileRefused::TooManyOpen { max: 15 }))), "{refused:?}");
        let large = desk.received(b"eleven bytes").await.map(drop);
        assert!(matches!(large, Err(Error::FileRefused(FileRefused::TooLarge { max: 10 }))), "{large:?}");
        let declared = desk.use_cases.files().begin_upload(&desk.ada, Some(11)).await.map(drop);
        assert!(matches!(declared, Err(Error::FileRefused(FileRefused::TooLarge { .. }))));
        assert_eq!(desk.stored().await.len(), 1);
    });
}

#[test]
fn what_arrives_at_once_counts_together() {
    let desk = a_desk(FileLimits { max_file: 10, max_open_uploads: 15, ..FileLimits::default() });
    block_on(async {
        let first = desk.received(b"ten bytes!").await.unwrap();
        let second = desk.received(b"six...").await.map(drop);
        assert!(matches!(second, Err(Error::FileRefused(FileRefused::TooManyOpen { .. }))));
        drop(first);
        desk.received(b"six...").await.unwrap();
    });
}

#[test]
fn bytes_that_are_being_deleted_cannot_be_uploaded_until_they_are_gone() {
    let desk = a_desk(FileLimits::default());
    block_on(async {
        let blob = desk.upload(b"wanted again").await.unwrap().content.unwrap();
        let at = TestClock::START + Duration::hours(25);
        desk.clock.set(at);
        // Another instance has begun to delete it, and stopped.
        let mut uow = desk.storage.begin().await.unwrap();
        uow.attachments().forget_open(at, 9).await.unwrap();
        assert!(uow.attachments().condemn_blob(blob.digest, at, at, at).await.unwrap());
        uow.commit().await.unwrap();
        let refused = desk.upload(b"wanted again").await;
        assert!(matches!(refused, Err(Error::Storage(StorageError::Busy))), "{refused:?}");

        assert_eq!(desk.use_cases.files().sweep().await.unwrap().contents, 0, "it may still be under way");
        desk.clock.advance(Duration::minutes(10));
        assert_eq!(desk.use_cases.files().sweep().await.unwrap().contents, 1);
        assert_eq!(desk.upload(b"wanted again").await.unwrap().content, Some(blob));
        assert_eq!(desk.use_cases.files().check().await.unwrap().faults, []);
    });
}

#[test]
fn a_crash_between_the_claim_and_the_row_leaves_what_a_sweep_deletes() {
    let desk = a_desk(FileLimits::default());
    block_on(async {
        let mut writer = desk.blobs.receive(UploadId::new(Uuid::nil())).await.unwrap();
        writer.write(b"nobody got the answer").await.unwrap();
        let blob = writer.finish().await.unwrap();
        let mut uow = desk.storage.begin().await.unwrap();
        uow.attachments().claim_blob(blob, TestClock::START).await.unwrap();
        uow.commit().await.unwrap();
        writer.keep().await.unwrap();

        assert_eq!(desk.use_cases.files().check().await.unwrap().faults, []);
        assert_eq!(desk.use_cases.files().sweep().await.unwrap(), SweptFiles::default());
        desk.clock.advance(Duration::hours(24));
        assert_eq!(desk.use_cases.files().sweep().await.unwrap().contents, 1);
        assert_eq!(desk.stored().await, []);
    });
}

#[test]
fn what_the_store_has_and_no_row_knows_is_adopted_and_goes_a_day_later() {
    let desk = a_desk(FileLimits::default());
    block_on(async {
        let mut writer = desk.blobs.receive(UploadId::new(Uuid::nil())).await.unwrap();
        writer.write(b"from after the backup").await.unwrap();
        let blob = writer.finish().await.unwrap();
        writer.keep().await.unwrap();
        let lost = desk.upload(b"lost").await.unwrap().content.unwrap();
        desk.blobs.delete(lost.digest).await.unwrap();

        let files = desk.use_cases.files();
        assert_eq!(files.check().await.unwrap().faults, [FileFault::Missing(lost), FileFault::Stray(blob)]);
        assert_eq!((files.adopt_strays().await.unwrap(), files.adopt_strays().await.unwrap()), (1, 0));
        assert_eq!(files.sweep().await.unwrap().contents, 0);
        desk.clock.advance(Duration::hours(25));
        assert_eq!(files.sweep().await.unwrap(), SweptFiles { contents: 2, unused: 1, broken_off: 0 });
        assert_eq!(desk.stored().await, []);
    });
}
