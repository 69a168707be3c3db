//! How far a model's conversion is, as server-sent events for the project's page. `progress` tells where it is, in words;
//! `done`, that it has ended, one way or the other. A connection that ends without `done` is one to make again: the server
//! stopped.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use belvedere_domain::id::{ConsultationId, ModelId};
use futures_util::Stream;
use futures_util::stream::unfold;
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::watch;

use super::model::of_path;
use crate::auth::Allowed;
use crate::auth::rights::right::SeeProjects;
use crate::conversions::Progress;
use crate::error::AppError;
use crate::http::language::Lang;
use crate::report::words::Words;
use crate::state::AppState;
use crate::store::model;

/// How soon a browser connects again.
const RETRY: Duration = Duration::from_secs(2);

/// The events of one model.
///
/// # Errors
/// [`AppError::NotFound`] when the consultation has no such model.
pub async fn of_model(
    State(state): State<AppState>,
    Path((_, id)): Path<(ConsultationId, ModelId)>,
    lang: Lang,
    reader: Allowed<SeeProjects>,
) -> Result<Response, AppError> {
    of_path(&mut *state.store.read().await?, reader.consultation.id, id).await?;
    let teller = Teller {
        next: Next::Progress,
        heard: state.conversions.follow(id),
        stopping: state.conversions.stopping(),
        words: Words::of(lang.0),
        of: (state, id),
    };
    let events = Sse::new(teller.events()).keep_alive(KeepAlive::default());
    // For reverse proxies that would hold events back until there are enough of them.
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no"), (CACHE_CONTROL, "no-store")];
    Ok((unbuffered, events).into_response())
}

/// What is to be told next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Where the conversion is now.
    Progress,
    /// Where it is once it has moved on.
    Change,
    /// That it has ended.
    Done,
    /// Nothing.
    Nothing,
}

struct Teller {
    next: Next,
    /// None where it is not this server that converts.
    heard: Option<watch::Receiver<Progress>>,
    stopping: watch::Receiver<bool>,
    words: Words,
    of: (AppState, ModelId),
}

impl Teller {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        unfold(self, async |mut teller| Some((Ok(teller.event().await?), teller)))
    }

    async fn event(&mut self) -> Option<Event> {
        if self.next == Next::Change {
            self.next = self.change().await;
        } else if self.heard.is_none() && self.next == Next::Progress {
            self.next = self.looked_up().await;
        }
        let (event, next) = match self.next {
            Next::Done => (Event::default().event("done").data("{}"), Next::Nothing),
            Next::Progress => {
                let now = self.heard.as_mut().map(|heard| *heard.borrow_and_update());
                (told(now, self.words), Next::Change)
            }
            Next::Change | Next::Nothing => return None,
        };
        self.next = next;
        Some(event)
    }

    /// Waits for the conversion to move on or end, or for the server to stop.
    async fn change(&mut self) -> Next {
        let moved = async {
            match &mut self.heard {
                Some(heard) => {
                    if heard.changed().await.is_ok() {
                        Next::Progress
                    } else {
                        Next::Done
                    }
                }
                None => {
                    tokio::time::sleep(RETRY).await;
                    Next::Progress
                }
            }
        };
        let next = tokio::select! {
            next = moved => next,
            _ = self.stopping.wait_for(|stopping| *stopping) => Next::Nothing,
        };
        if next == Next::Progress && self.heard.is_none() { self.looked_up().await } else { next }
    }

    /// What the store knows of a conversion that cannot be heard.
    async fn looked_up(&self) -> Next {
        let (state, id) = &self.of;
        let found = async { model::find(&mut *state.store.read().await?, *id).await }.await;
        match found {
            Ok(Some(model)) if state.conversions.is_converting(&model, Timestamp::now()) => Next::Progress,
            Ok(_) => Next::Done,
            // The browser asks again.
            Err(_) => Next::Nothing,
        }
    }
}

/// Where a conversion is; none when another process converts.
fn told(progress: Option<Progress>, words: Words) -> Event {
    let stage = progress.and_then(|progress| progress.stage);
    let key = match (progress, stage) {
        (_, Some(stage)) => stage.text_key(),
        (Some(_), None) => "stage-waiting",
        (None, None) => "stage-elsewhere",
    };
    let percent = progress.filter(|_| stage.is_some()).map(|progress| progress.percent);
    let data = json!({ "percent": percent, "stage": words.get(key) });
    Event::default().event("progress").retry(RETRY).data(data.to_string())
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use belvedere_domain::language::Language;
    use futures_util::StreamExt;
    use futures_util::stream::iter;
    use uuid::Uuid;

    use super::*;
    use crate::config::{Config, Flags};
    use crate::convert::Stage;

    async fn opened() -> (tempfile::TempDir, AppState, ModelId) {
        let folder = tempfile::tempdir().unwrap();
        let flags = Flags { data_dir: Some(folder.path().to_owned()), ..Flags::default() };
        let state = AppState::open(Config::load(&flags).unwrap()).await.unwrap();
        (folder, state, ModelId::from_uuid(Uuid::from_u128(1)))
    }

    fn teller(state: &AppState, id: ModelId) -> Teller {
        Teller {
            next: Next::Progress,
            heard: state.conversions.follow(id),
            stopping: state.conversions.stopping(),
            words: Words::of(Language::Fr),
            of: (state.clone(), id),
        }
    }

    async fn text(events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> String {
        let body = Sse::new(events).into_response().into_body();
        String::from_utf8(to_bytes(body, 1 << 16).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_conversion_is_told_to_its_end() {
        let (_folder, state, id) = opened().await;
        let running = state.conversions.begin(id);
        let mut events = Box::pin(teller(&state, id).events());
        let mut all = vec![events.next().await.unwrap()];
        running.tell(40, Stage::Lighting);
        all.push(events.next().await.unwrap());
        drop(running);
        all.extend(events.collect::<Vec<_>>().await);
        let told = text(iter(all)).await;
        let at = |part: &str| told.find(part).unwrap_or_else(|| panic!("{part}: {told}"));
        assert!(at("\"percent\":null") < at("\"percent\":40") && at("\"percent\":40") < at("event: done"), "{told}");
        assert!(!told.contains('⟨'), "{told}");
        let later = text(teller(&state, id).events()).await;
        assert!(later.contains("event: done") && !later.contains("progress"), "over for who comes later: {later}");
    }

    #[tokio::test]
    async fn a_server_that_stops_lets_go_without_an_end() {
        let (_folder, state, id) = opened().await;
        let _running = state.conversions.begin(id);
        let teller = teller(&state, id);
        state.conversions.stop();
        let told = text(teller.events()).await;
        assert!(told.contains("event: progress") && !told.contains("event: done"), "{told}");
    }
}
