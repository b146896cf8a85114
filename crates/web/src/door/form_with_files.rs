use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::rt::time::timeout;
use actix_web::{Error, FromRequest, HttpMessage as _, HttpRequest, web};
use deskhand_domain::files::{Attachment, FileName};
use deskhand_domain::use_cases::{self, Execution, Outcome};
use deskhand_domain::{AttachmentId, Invalid};
use deskhand_http_core::auth::Caller;
use deskhand_http_core::problem::{Problem, ProblemCode};
use deskhand_http_core::{AppState, without_slot};
use futures::TryStreamExt as _;
use serde::de::DeserializeOwned;
use url::form_urlencoded::Serializer;

use super::form::Form;

/// The most bytes of all fields that are no files.
const LIMIT: usize = 512 * 1024;
/// The name of the hidden fields with the files of an earlier try.
const KEPT: &str = "attachment";
/// The name of the hidden field with the username of the person whose page it is.
const PERSON: &str = "person";
/// The most fields and files, and what each counts beside its bytes.
const PARTS: usize = 200;

/// The fields of a form and the files that came with it. They are stored as they arrive, for their sender to use in one message.
pub(crate) struct FormWithFiles<T> {
    pub(crate) fields: T,
    /// The new files, and those that an earlier try of the same form brought.
    pub(crate) files: Files,
    /// Why a file was not taken. The fields are whole all the same.
    pub(crate) refused: Option<use_cases::Error>,
    /// Whether another person was signed in when the page was made, and typed what is in it.
    pub(crate) is_of_another: bool,
}

/// Files that wait for their message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files(Vec<WaitingFile>);

#[derive(Clone, Debug)]
struct WaitingFile {
    id: AttachmentId,
    name: String,
    /// The same for the same bytes, as long as the form brings them anew.
    content: String,
}

impl Files {
    pub(crate) fn ids(&self) -> Vec<AttachmentId> {
        self.0.iter().map(|file| file.id).collect()
    }

    /// Tells these files from others, also where the same form brings them again.
    pub(crate) fn content(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|file| [file.name.as_str(), file.content.as_str()])
    }

    /// The hidden field that keeps a file for the next try, and the name of the file.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (String, &str)> {
        self.0.iter().map(|file| (format!("{} {}", file.id, file.name), file.name.as_str()))
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for FormWithFiles<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !request.content_type().starts_with("multipart/") {
            let form = Form::<T>::from_request(request, payload);
            return Box::pin(async {
                let (files, refused, is_of_another) = (Files::default(), None, false);
                Ok(Self { fields: form.await?.0, files, refused, is_of_another })
            });
        }
        let form = Multipart::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let state = AppState::of(&request)?.clone();
            let caller = request.extensions().get::<Caller>().cloned();
            let caller = caller.ok_or_else(|| Problem::new(ProblemCode::Unauthenticated))?;
            let mut arrived = Arrived {
                state: state.clone(),
                caller,
                text: Serializer::new(String::new()),
                length: 0,
                files: Files::default(),
                refused: None,
                is_of_another: false,
                parts: 0,
            };
            let reading = timeout(state.upload_timeout, arrived.read(form.await?));
            without_slot(&request, reading).await?.map_err(|_| Problem::new(ProblemCode::RequestTimeout))??;
            let fields = web::Query::<T>::from_query(&arrived.text.finish())?.into_inner();
            let Arrived { files, refused, is_of_another, .. } = arrived;
            Ok(Self { fields, files, refused, is_of_another })
        })
    }
}

/// What has arrived of a form so far.
struct Arrived {
    state: web::Data<AppState>,
    caller: Caller,
    text: Serializer<'static, String>,
    length: usize,
    files: Files,
    refused: Option<use_cases::Error>,
    is_of_another: bool,
    parts: usize,
}

impl Arrived {
    async fn read(&mut self, mut form: Multipart) -> Result<(), Error> {
        while let Some(mut field) = form.try_next().await? {
            let disposition = field.content_disposition();
            let name = disposition.and_then(|said| said.get_name()).unwrap_or_default().to_owned();
            self.parts += 1;
            self.grow(name.len())?;
            match disposition.and_then(|said| said.get_filename()).map(str::to_owned) {
                // An input without a choice.
                Some(file) if file.is_empty() => {}
                Some(file) => self.read_file(&mut field, &file).await?,
                None => self.read_text(&mut field, &name).await?,
            }
        }
        Ok(())
    }

    /// Bounds the form: its names and its parts take memory as its values do.
    fn grow(&mut self, bytes: usize) -> Result<(), Error> {
        self.length += bytes;
        let is_small = self.parts <= PARTS && self.length <= LIMIT;
        if is_small { Ok(()) } else { Err(Problem::new(ProblemCode::TooLarge).into()) }
    }

    async fn read_text(&mut self, field: &mut Field, name: &str) -> Result<(), Error> {
        let mut bytes = Vec::new();
        while let Some(part) = field.try_next().await? {
            self.grow(part.len())?;
            bytes.extend_from_slice(&part);
        }
        let text = String::from_utf8_lossy(&bytes);
        if name == PERSON {
            self.is_of_another = *text != *self.caller.person.username.as_str();
            return Ok(());
        }
        let kept = if name == KEPT { text.split_once(' ') } else { None };
        match kept.and_then(|(id, name)| Some((id.parse().ok()?, name.to_owned()))) {
            Some((id, name)) => self.files.0.push(WaitingFile { id, name, content: id.to_string() }),
            None => {
                self.text.append_pair(name, &text);
            }
        }
        Ok(())
    }

    async fn read_file(&mut self, field: &mut Field, name: &str) -> Result<(), Error> {
        let most = self.state.use_cases.rules().files.max_files;
        if self.files.0.len() >= most {
            let reason = Invalid::TooMany { max: most };
            self.refused = Some(use_cases::Error::Field { field: "attachments", reason });
        }
        // What is not read of a field is passed over.
        if self.refused.is_none() {
            match self.store(field, name).await? {
                Ok(file) => self.files.0.push(WaitingFile {
                    id: file.id,
                    name: file.name.to_string(),
                    content: file.content.map(|content| content.digest.to_string()).unwrap_or_default(),
                }),
                Err(refused) => self.refused = Some(refused),
            }
        }
        Ok(())
    }

    async fn store(&self, field: &mut Field, name: &str) -> Result<Result<Attachment, use_cases::Error>, Error> {
        let files = self.state.use_cases.files();
        let mut upload = match files.begin_upload(&self.caller.actor, None).await {
            Ok(upload) => upload,
            Err(refused) => return Ok(Err(refused)),
        };
        while let Some(part) = field.try_next().await? {
            if let Err(refused) = upload.write(&part).await {
                return Ok(Err(refused));
            }
        }
        let file = match upload.finish().await {
            Ok(file) => file,
            Err(refused) => return Ok(Err(refused)),
        };
        let (actor, name) = (self.caller.actor, FileName::of(name));
        let keeping = self.state.change(self.caller.origin.clone(), async move |use_cases| {
            use_cases.files().keep_upload(&actor, file, &name, &Execution::Commit).await
        });
        match keeping.await {
            Ok(Outcome::Done(file)) => Ok(Ok(file)),
            Ok(_) => Err(Problem::internal("an upload without a key was replayed or planned").into()),
            Err(refused) => Ok(Err(refused)),
        }
    }
}
