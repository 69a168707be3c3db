//! A member of staff who is logged in, with the roles that they have now: a role taken away counts from the next request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{TerritoryId, UserId};
use belvedere_domain::role::{Right, Role};
use jiff::Timestamp;

use super::{FormSecret, session};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::user;

/// A member of staff.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Who.
    pub id: UserId,
    /// Their address, by which pages name them.
    pub email: String,
    /// What they are, by territory.
    pub roles: Vec<(TerritoryId, Role)>,
    /// The session, for its end.
    pub session: ContentHash,
    /// What their forms must bring back.
    pub form_secret: FormSecret,
}

impl Staff {
    /// Who is logged in by the request's cookie.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn of_request(state: &AppState, headers: &HeaderMap, now: Timestamp) -> Result<Option<Self>, AppError> {
        let Some(session) = session::current(state, headers, now).await? else {
            return Ok(None);
        };
        let mut db = state.store.read().await?;
        let Some(user) = user::find(&mut db, session.user).await? else {
            return Ok(None);
        };
        let roles = user::roles(&mut db, user.id).await?;
        let form_secret = session.csrf.parse().map_err(AppError::internal)?;
        Ok(Some(Self { id: user.id, email: user.email, roles, session: session.token_hash, form_secret }))
    }

    /// Their role in a territory.
    pub fn role_in(&self, territory: TerritoryId) -> Option<Role> {
        self.roles.iter().find(|(at, _)| *at == territory).map(|(_, role)| *role)
    }

    /// The territories where they have a right.
    pub fn territories_with(&self, right: Right) -> Vec<TerritoryId> {
        self.roles.iter().filter(|(_, role)| role.may(right)).map(|(at, _)| *at).collect()
    }

    /// Under what name the log keeps what they do.
    pub fn actor(&self) -> Actor {
        Actor::User(self.id)
    }
}

/// Why a staff page is not shown.
#[derive(Debug)]
pub enum Refused {
    /// Nobody is logged in: on to the login, and back here afterwards.
    Login(Uri),
    /// Anything else.
    Error(AppError),
}

impl<E: Into<AppError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Error(error) => error.into_response(),
            Self::Login(uri) => {
                let back = uri.path_and_query().map_or("/projects", |path| path.as_str());
                Redirect::to(&format!("/login?next={}", percent(back))).into_response()
            }
        }
    }
}

/// For a value in a query: letters, digits and `/-._` stay.
pub fn percent(text: &str) -> String {
    let escaped = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escaped).collect()
}

pub(super) async fn logged_in(parts: &Parts, state: &AppState) -> Result<Staff, Refused> {
    let staff = Staff::of_request(state, &parts.headers, Timestamp::now()).await?;
    staff.ok_or_else(|| match parts.method.is_safe() {
        true => Refused::Login(parts.uri.clone()),
        // The form cannot be repeated from the login page: say so, rather than lose it silently.
        false => Refused::Error(AppError::NotLoggedIn),
    })
}

/// For pages that show who is logged in, if anybody: it allows nothing.
pub struct Visitor(pub Option<Staff>);

impl FromRequestParts<AppState> for Visitor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, AppError> {
        Ok(Self(Staff::of_request(state, &parts.headers, Timestamp::now()).await?))
    }
}
