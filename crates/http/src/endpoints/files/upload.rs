use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, HttpResponse, post, web};
use deskhand_domain::files::{Attachment, FileName};
use deskhand_domain::use_cases::{ReceivedFile, Upload};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};
use futures::StreamExt as _;
use sha2::{Digest as _, Sha256};

use super::upload_head::UploadHead;
use crate::dto::schemas::FileBytes;
use crate::dto::{AttachmentJson, Created};
use crate::extract::{BodyDigest, Caller, IdempotencyHeader, without_slot};

/// Uploads a file: the body is its bytes. Its uploader may name its id in `attachments` of a ticket or message within 24 hours; after
/// that it is deleted. `Content-Type` does not count: what a file is, its bytes say.
#[utoipa::path(
    tag = "files",
    params(
        ("Content-Disposition" = Option<String>, Header, description = "Gives the name: `attachment; filename=\"photo.png\"`, or with `filename*`. `file` where it is missing."),
        ("Content-Digest" = Option<String>, Header, description = "The SHA-256 of the body (RFC 9530), such as `sha-256=:<base64>:`. What arrives otherwise is refused."),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    responses((status = 201, description = "The file.", body = AttachmentJson))
)]
#[post("/api/v1/files")]
pub(crate) async fn upload_file(
    state: web::Data<AppState>,
    caller: Caller,
    request: HttpRequest,
    idempotency: IdempotencyHeader,
    head: UploadHead,
    body: web::Payload,
) -> Result<HttpResponse, Problem> {
    let upload = state.use_cases.files().begin_upload(&caller.actor, head.length).await?;
    let arriving = timeout(state.upload_timeout, receive(upload, body));
    let arrived = without_slot(&request, arriving).await?;
    let file = arrived.map_err(|_| Problem::new(ProblemCode::RequestTimeout))??;
    if head.digest.is_some_and(|digest| digest != file.blob.digest.0) {
        return Err(Problem::new(ProblemCode::DigestMismatch));
    }
    let guard = idempotency.begin(Some(caller.actor.id), &fingerprint(&file, &head.name))?;
    let keeping = state.change(caller.origin.clone(), async move |use_cases| {
        let keep = |file: &Attachment| AttachmentJson::created(file)?.to_text();
        use_cases.files().keep_upload(&caller.actor, file, &head.name, &guard.execution(&keep)).await
    });
    Created::answer(&keeping.await?, AttachmentJson::created)
}

async fn receive(mut upload: Upload, mut body: web::Payload) -> Result<ReceivedFile, Problem> {
    while let Some(bytes) = body.next().await {
        let unreadable = |_| Problem::new(ProblemCode::BadRequest).detail("The body did not arrive whole.");
        upload.write(&bytes.map_err(unreadable)?).await?;
    }
    Ok(upload.finish().await?)
}

/// A request with an `Idempotency-Key` is the same if its bytes and its name are.
fn fingerprint(file: &ReceivedFile, name: &FileName) -> BodyDigest {
    let both = [file.blob.digest.0.as_slice(), name.as_str().as_bytes()].concat();
    BodyDigest(Sha256::digest(&both).into())
}
