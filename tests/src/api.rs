//! A caller of the server, as a program is one: requests, statuses, JSON. It follows no redirect
//! and takes no status for an error, so that a story can look at both.

use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Response;

/// A caller of one server.
#[derive(Clone)]
pub struct Api {
    base: String,
    agent: Agent,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers by their lowercase name, in order.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// Largest body that a story reads.
const BODY_MAX: u64 = 512 * 1024 * 1024;

impl Api {
    /// A caller of the server at that address.
    pub fn new(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(120)))
            .build();
        Self { base: base.to_owned(), agent: Agent::new_with_config(config) }
    }

    /// GET with extra headers.
    ///
    /// # Errors
    /// When no answer comes, for a story that expects the server to be away.
    pub fn try_get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::read(request.call()?)
    }

    /// GET.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// GET with extra headers.
    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.try_get(path, headers).unwrap_or_else(|e| panic!("GET {path}: {e}"))
    }

    /// POST of a JSON document.
    ///
    /// # Errors
    /// When no answer comes.
    pub fn try_post(&self, path: &str, document: &Value) -> Result<Answer, ureq::Error> {
        Answer::read(self.agent.post(self.url(path)).send_json(document)?)
    }

    /// POST of a JSON document.
    #[track_caller]
    pub fn post(&self, path: &str, document: &Value) -> Answer {
        self.try_post(path, document).unwrap_or_else(|e| panic!("POST {path}: {e}"))
    }

    /// Any method with any body.
    #[track_caller]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_vec()).expect("the story's request can be written");
        let request = self.agent.configure_request(request).allow_non_standard_methods(true).build();
        let answer = self.agent.run(request).and_then(Answer::read);
        answer.unwrap_or_else(|e| panic!("{method} {path}: {e}"))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Answer {
    fn read(mut response: Response<ureq::Body>) -> Result<Self, ureq::Error> {
        let headers = response.headers().iter();
        let headers = headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        Ok(Self {
            status: response.status().as_u16(),
            headers,
            body: response.body_mut().with_config().limit(BODY_MAX).read_to_vec()?,
        })
    }

    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("not JSON ({e}): {}", self.text()))
    }

    /// Itself, if the status is this one.
    ///
    /// # Panics
    /// When it is another one.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}
