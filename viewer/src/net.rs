//! The server, as the kiosk speaks to it. The only module that uses the network. Every call blocks until
//! it is answered or has timed out: never call it on the frame's thread.

mod error;
#[cfg(test)]
pub mod test_server;

use std::io::Read;
use std::time::Duration;

use belvedere_domain::batch::{BatchAnswer, OpinionBatch};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::ConsultationId;
use belvedere_domain::language::Language;
use serde::Deserialize;
use serde_json::Value;
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body};

pub use error::NetError;

use crate::cache::{PartFile, PartOutcome};

/// Longest wait for a connection, or for the next bytes of an answer.
const CONNECT: Duration = Duration::from_secs(6);
const SILENCE: Duration = Duration::from_secs(20);
/// Largest manifest that is read, in bytes.
const MANIFEST_MAX: u64 = 16 << 20;
/// Largest other answer that is read, in bytes.
const ANSWER_MAX: u64 = 1 << 20;

/// One server.
#[derive(Clone, Debug)]
pub struct Server {
    agent: Agent,
    base: String,
    language: Language,
}

#[derive(Deserialize)]
struct Current {
    revision: ContentHash,
}

impl Server {
    /// The server at that address, which has no closing slash; it answers people in `language`.
    pub fn at(base: &str, language: Language) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_resolve(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .timeout_recv_response(Some(SILENCE * 2))
            .max_redirects(3)
            .user_agent(concat!("belvedere-viewer/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.new_agent(), base: base.to_owned(), language }
    }

    /// The revision that visitors should see now.
    ///
    /// # Errors
    /// [`NetError`]; 404 where nothing was published yet.
    pub fn current(&self, consultation: Option<ConsultationId>) -> Result<ContentHash, NetError> {
        let query = consultation.map_or_else(String::new, |id| format!("?consultation={id}"));
        let answer = self.get(&format!("/api/v1/exhibits/current{query}"), 0)?;
        let current: Current = read_json(answer)?;
        Ok(current.revision)
    }

    /// The bytes of a manifest, verified.
    ///
    /// # Errors
    /// [`NetError`].
    pub fn manifest(&self, revision: ContentHash) -> Result<Vec<u8>, NetError> {
        let answer = self.get(&format!("/api/v1/exhibits/{revision}/manifest"), 0)?;
        let bytes = answer.into_body().into_with_config().limit(MANIFEST_MAX).read_to_vec()?;
        if ContentHash::of(&bytes) == revision { Ok(bytes) } else { Err(NetError::Damaged(revision)) }
    }

    /// Brings what is missing of a blob, from where it was cut, and verifies the whole. `arrived` is told
    /// how many more bytes are here; it goes back where what was here turns out to be useless.
    ///
    /// # Errors
    /// [`NetError`]; what came before it is kept, and the next call continues there.
    pub fn bring(&self, hash: ContentHash, mut part: PartFile, mut arrived: impl FnMut(i64)) -> Result<(), NetError> {
        if part.missing() > 0 {
            let answer = match self.get(&format!("/api/v1/blobs/{hash}"), part.here()) {
                Err(NetError::Refused { status: 416, .. }) => self.restart(hash, &mut part, &mut arrived)?,
                other => other?,
            };
            if part.here() > 0 && !continues_at(&answer, part.here()) {
                forget(&mut part, &mut arrived)?;
            }
            receive(answer, &mut part, &mut arrived)?;
        }
        match part.finish()? {
            PartOutcome::Kept => Ok(()),
            PartOutcome::Damaged => Err(NetError::Damaged(hash)),
        }
    }

    /// Sends opinions; each is answered for itself.
    ///
    /// # Errors
    /// [`NetError`]; the server may have stored them all the same, and sending them again does no harm.
    pub fn send(&self, batch: &OpinionBatch<Value>) -> Result<BatchAnswer, NetError> {
        let sent = self
            .agent
            .post(format!("{}/api/v1/opinions", self.base))
            .header("accept-language", self.language.tag())
            .send_json(batch)?;
        read_json(checked(sent)?)
    }

    fn get(&self, path: &str, from_byte: u64) -> Result<Response<Body>, NetError> {
        let mut request = self.agent.get(format!("{}{path}", self.base)).header("accept-language", self.language.tag());
        if from_byte > 0 {
            request = request.header("range", format!("bytes={from_byte}-"));
        }
        checked(request.call()?)
    }

    fn restart(
        &self,
        hash: ContentHash,
        part: &mut PartFile,
        arrived: &mut impl FnMut(i64),
    ) -> Result<Response<Body>, NetError> {
        forget(part, arrived)?;
        self.get(&format!("/api/v1/blobs/{hash}"), 0)
    }
}

fn forget(part: &mut PartFile, arrived: &mut impl FnMut(i64)) -> Result<(), NetError> {
    arrived(-i64::try_from(part.here()).unwrap_or(i64::MAX));
    Ok(part.restart()?)
}

fn receive(answer: Response<Body>, part: &mut PartFile, arrived: &mut impl FnMut(i64)) -> Result<(), NetError> {
    let mut reader = answer.into_body().into_reader();
    let mut piece = vec![0; 64 * 1024];
    while part.missing() > 0 {
        let length = reader.read(&mut piece).map_err(NetError::Cut)?;
        if length == 0 {
            return Err(NetError::Cut(std::io::ErrorKind::UnexpectedEof.into()));
        }
        part.add(&piece[..length])?;
        arrived(i64::try_from(length).unwrap_or(i64::MAX));
    }
    Ok(())
}

/// Whether the answer holds the bytes from there on, rather than the whole file again.
fn continues_at(answer: &Response<Body>, byte: u64) -> bool {
    let range = answer.headers().get("content-range").and_then(|value| value.to_str().ok());
    let first = range.and_then(|range| range.strip_prefix("bytes ")?.split('-').next()?.parse().ok());
    answer.status() == StatusCode::PARTIAL_CONTENT && first == Some(byte)
}

fn read_json<T: serde::de::DeserializeOwned>(answer: Response<Body>) -> Result<T, NetError> {
    let bytes = answer.into_body().into_with_config().limit(ANSWER_MAX).read_to_vec()?;
    serde_json::from_slice(&bytes).map_err(NetError::Unreadable)
}

fn checked(answer: Response<Body>) -> Result<Response<Body>, NetError> {
    if answer.status().is_success() { Ok(answer) } else { Err(NetError::refused(answer)) }
}

#[cfg(test)]
mod tests;
