//! Uploads in pieces: tus 1.0.0 (<https://tus.io/protocols/resumable-upload>) with creation, creation with upload, expiration
//! and termination, for any client of it. Every request needs the session's cookie and, in the header `X-CSRF-Token`, the
//! token that the forms of its pages carry. What is kept and how is `upload.rs`'s business.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::id::{ConsultationId, Key, ModelId, SceneId};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use uuid::Uuid;

use super::project::scene_of;
use super::upload::{FILE_MAX_BYTES, shown_name};
use crate::auth::rights::right::Publish;
use crate::auth::{Allowed, Signed, SignedBody};
use crate::error::AppError;
use crate::http::language::Lang;
use crate::http::length::announced;
use crate::state::AppState;
use crate::upload::{About, Kept, Metadata, NotMade, Turn, said, settle};

const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const EXTENSIONS: &str = "creation,creation-with-upload,expiration,termination";
const PIECE: &str = "application/offset+octet-stream";

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Middleware of these routes: refuses other versions of the protocol, and says ours in every answer.
pub async fn speak(request: Request, next: Next) -> Response {
    let is_ours = request.headers().get(TUS_RESUMABLE).is_some_and(|version| version == VERSION);
    let mut response = match is_ours || request.method() == Method::OPTIONS {
        true => next.run(request).await,
        false => (StatusCode::PRECONDITION_FAILED, [(TUS_VERSION, VERSION)]).into_response(),
    };
    response.headers_mut().insert(TUS_RESUMABLE, VERSION);
    response
}

/// What this server can do.
pub async fn options() -> Response {
    let can = [("tus-version", "1.0.0".to_owned()), ("tus-extension", EXTENSIONS.to_owned())];
    (StatusCode::NO_CONTENT, can, [("tus-max-size", FILE_MAX_BYTES.to_string())]).into_response()
}

/// Begins an upload for a variant; what the request's body brings is its beginning.
///
/// # Errors
/// [`AppError::TooLarge`] beyond [`FILE_MAX_BYTES`]; [`AppError::Conflict`] when the sender has too many unfinished uploads;
/// when there is no such variant or a header does not read.
pub async fn create(
    State(state): State<AppState>,
    Path((_, scene, variant)): Path<(ConsultationId, SceneId, Key)>,
    lang: Lang,
    request: SignedBody<Allowed<Publish>>,
) -> Result<Response, AppError> {
    let found = scene_of(&state, request.by.consultation.id, scene).await?;
    found.variant(&variant).ok_or(AppError::NotFound)?;
    let about = about(&request, scene, variant)?;
    let kept = state.uploads.make(&about, Timestamp::now()).await.map_err(|error| match error {
        NotMade::NoRoom => AppError::Conflict(lang.texts().get("problem-too-many-uploads").into_owned()),
        NotMade::Io(error) => AppError::internal(error),
    })?;
    let place = format!("/projects/{}/uploads/{}", about.consultation, about.id);
    let brings = is_piece(&request.headers);
    let turn = state.uploads.turn(about.id).ok_or(AppError::Locked)?;
    let kept = write(&state, turn, kept, if brings { request.body } else { Body::empty() }).await?;
    Ok((StatusCode::CREATED, [(LOCATION, place)], standing(&kept)).into_response())
}

fn about(request: &SignedBody<Allowed<Publish>>, scene: SceneId, variant: Key) -> Result<About, AppError> {
    let headers = &request.headers;
    let length_bytes = number(headers, &UPLOAD_LENGTH)?;
    if length_bytes > FILE_MAX_BYTES || announced(headers).is_some_and(|bytes| bytes > length_bytes) {
        return Err(AppError::TooLarge);
    }
    let raw = headers.get(UPLOAD_METADATA).map_or(Ok(""), HeaderValue::to_str).map_err(bad)?;
    let metadata = Metadata::read(raw).map_err(bad)?;
    let word = |key| metadata.get(&[key]).unwrap_or_default();
    let said = said(word("unit"), word("up_axis"));
    let said =
        said.ok_or_else(|| bad("Upload-Metadata: unit is auto, m, cm, mm, in or ft; up_axis is auto, y or z"))?;
    Ok(About {
        id: ModelId::from_uuid(Uuid::now_v7()),
        by: request.by.staff.id,
        consultation: request.by.consultation.id,
        scene,
        variant,
        file_name: shown_name(metadata.get(&["filename", "name"])),
        length_bytes,
        metadata: raw.to_owned(),
        scale: said.scale,
        up_axis: said.up_axis,
    })
}

/// Says how far an upload is. A connection that still writes to it is taken for lost: its client asks here.
///
/// # Errors
/// [`AppError::NotFound`] when it is not there, has expired or is somebody else's.
pub async fn head(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    request: SignedBody<Allowed<Publish>>,
) -> Result<Response, AppError> {
    mine(&state, &request.by, id).await?;
    let turn = state.uploads.take_turn(id).await.ok_or(AppError::Locked)?;
    let kept = mine(&state, &request.by, id).await?;
    state.uploads.sync(id).await.map_err(AppError::internal)?;
    if kept.is_whole() {
        settle(&state, &kept, &turn).await?;
    }
    let length = (UPLOAD_LENGTH, kept.about.length_bytes.to_string());
    let mut response = ([length, (CACHE_CONTROL, "no-store".to_owned())], standing(&kept)).into_response();
    let metadata = HeaderValue::try_from(&kept.about.metadata).ok().filter(|value| !value.is_empty());
    response.headers_mut().extend(metadata.map(|value| (UPLOAD_METADATA, value)));
    Ok(response)
}

/// Adds a piece. When it was the last, the upload has become a model by the time of the answer.
///
/// # Errors
/// [`AppError::Conflict`] at another offset than the upload's, [`AppError::Locked`] while another request writes,
/// [`AppError::TooLarge`] beyond the announced length, [`AppError::NotFound`] as [`head`].
pub async fn patch(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    request: SignedBody<Allowed<Publish>>,
) -> Result<Response, AppError> {
    mine(&state, &request.by, id).await?;
    if !is_piece(&request.headers) {
        return Err(AppError::UnsupportedMediaType);
    }
    let offset = number(&request.headers, &UPLOAD_OFFSET)?;
    let turn = state.uploads.turn(id).ok_or(AppError::Locked)?;
    let kept = mine(&state, &request.by, id).await?;
    if offset != kept.offset {
        return Err(AppError::Conflict(format!("Upload-Offset: {}", kept.offset)));
    }
    if announced(&request.headers).is_some_and(|bytes| bytes > kept.about.length_bytes - offset) {
        return Err(AppError::TooLarge);
    }
    let kept = write(&state, turn, kept, request.body).await?;
    Ok((StatusCode::NO_CONTENT, standing(&kept)).into_response())
}

/// Gives an upload up. A model that it became stays.
///
/// # Errors
/// [`AppError::NotFound`] as [`head`].
pub async fn terminate(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    request: SignedBody<Allowed<Publish>>,
) -> Result<Response, AppError> {
    mine(&state, &request.by, id).await?;
    remove(&state, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The same by a button of the project's page.
///
/// # Errors
/// As [`terminate`].
pub async fn discard(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    signed: Signed<Allowed<Publish>>,
) -> Result<Response, AppError> {
    let about = mine(&state, &signed.by, id).await?.about;
    remove(&state, id).await?;
    Ok(Redirect::to(&format!("/projects/{}#variant-{}", about.consultation, about.variant)).into_response())
}

async fn remove(state: &AppState, id: ModelId) -> Result<(), AppError> {
    let _turn = state.uploads.take_turn(id).await.ok_or(AppError::Locked)?;
    state.uploads.remove(id).await.map_err(AppError::internal)
}

/// One of the others, for clients whose network lets no PATCH or DELETE through: `X-HTTP-Method-Override` names it.
///
/// # Errors
/// As the one that is named; [`AppError::BadRequest`] when none is.
pub async fn instead(
    state: State<AppState>,
    path: Path<(ConsultationId, ModelId)>,
    request: SignedBody<Allowed<Publish>>,
) -> Result<Response, AppError> {
    let method = request.headers.get("x-http-method-override").map(HeaderValue::as_bytes);
    match method {
        Some(b"PATCH") => patch(state, path, request).await,
        Some(b"DELETE") => terminate(state, path, request).await,
        Some(b"HEAD") => head(state, path, request).await,
        _ => Ok((StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "OPTIONS,HEAD,PATCH,DELETE")]).into_response()),
    }
}

/// The upload, if it was begun by that person through that consultation: an id in the path is not believed.
async fn mine(state: &AppState, by: &Allowed<Publish>, id: ModelId) -> Result<Kept, AppError> {
    let kept = state.uploads.find(id, Timestamp::now()).await.map_err(AppError::internal)?;
    let is_mine = |kept: &Kept| kept.about.by == by.staff.id && kept.about.consultation == by.consultation.id;
    kept.filter(is_mine).ok_or(AppError::NotFound)
}

/// Writes what the body brings, and settles the upload when that was the rest of it. In a task of its own: a client that goes
/// away in between stops neither the disk nor the turn's orderly return.
async fn write(state: &AppState, mut turn: Turn, mut kept: Kept, body: Body) -> Result<Kept, AppError> {
    let state = state.clone();
    let writing = tokio::spawn(async move {
        if !kept.is_whole() {
            let written = state.uploads.append(&mut turn, &kept, body.into_data_stream()).await;
            (kept.offset, kept.touched_at) = (written.map_err(AppError::internal)?, Timestamp::now());
        }
        if kept.is_whole() {
            settle(&state, &kept, &turn).await?;
        }
        Ok::<_, AppError>(kept)
    });
    writing.await.map_err(AppError::internal)?
}

fn standing(kept: &Kept) -> [(HeaderName, String); 2] {
    let expires = DateTimePrinter::new().timestamp_to_rfc9110_string(&kept.expires_at()).unwrap_or_default();
    [(UPLOAD_OFFSET, kept.offset.to_string()), (UPLOAD_EXPIRES, expires)]
}

fn is_piece(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind == PIECE)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, AppError> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    // No sign, which `parse` would let through.
    let digits = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|text| text.parse().ok()).ok_or_else(|| bad(format!("{name}: a whole number of bytes is expected")))
}

fn bad(reason: impl ToString) -> AppError {
    AppError::BadRequest(reason.to_string())
}
