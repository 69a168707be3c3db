//! Walks every page with every role: the table of routes is the promise, the running router is held to it. And the ways of
//! the login: form tokens, rotation, expiry, isolation of territories.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, Response, StatusCode};
use belvedere_domain::id::{ConsultationId, SceneId, TerritoryId, UserId};
use belvedere_domain::role::Role;
use belvedere_domain::territory::Territory;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use super::routes::{self, Access, Route};
use super::tests_support::consultation;
use crate::auth::{FormSecret, Token, password};
use crate::config::{Config, Flags};
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::session::{self, Session};
use crate::store::user::{self, User};
use crate::store::{consultation as consultations, territory};

const PASSWORD: &str = "une phrase assez longue";

struct Server {
    state: AppState,
    router: Router,
    _folder: TempDir,
}

/// Somebody's browser.
#[derive(Clone)]
struct Browser {
    cookie: String,
    secret: FormSecret,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let flags = Flags { data_dir: Some(folder.path().to_owned()), ..Flags::default() };
        let state = AppState::open(Config::load(&flags).unwrap()).await.unwrap();
        let mut tx = state.store.write().await.unwrap();
        let now = Timestamp::now();
        for (id, name) in [(ours(), "Ici"), (theirs(), "Ailleurs")] {
            territory::put(&mut tx, &Territory { id, name: name.into() }, now, Actor::Server).await.unwrap();
        }
        consultations::put(&mut tx, &consultation(), now, Actor::Server).await.unwrap();
        tx.commit().await.unwrap();
        Self { router: crate::app::router(state.clone()), state, _folder: folder }
    }

    async fn user(&self, email: &str, territory: TerritoryId, role: Role) -> UserId {
        let hash = password::hash_new(PASSWORD).unwrap();
        let user = User { id: UserId::from_uuid(Uuid::now_v7()), email: email.into(), password_hash: hash };
        let mut tx = self.state.store.write().await.unwrap();
        user::add(&mut tx, &user, Timestamp::now(), Actor::Server).await.unwrap();
        user::set_role(&mut tx, user.id, territory, Some(role), Timestamp::now(), Actor::Server).await.unwrap();
        tx.commit().await.unwrap();
        user.id
    }

    async fn session(&self, user: UserId, expires_at: Timestamp) -> Browser {
        let (token, secret, now) = (Token::random(), FormSecret::random(), Timestamp::now());
        let (token_hash, csrf) = (token.kept(), secret.to_string());
        let row = Session { token_hash, user, csrf, created_at: now, last_seen_at: now, expires_at };
        let mut tx = self.state.store.write().await.unwrap();
        session::begin(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        Browser { cookie: format!("belvedere-session={token}"), secret }
    }

    async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str, cookie: &str) -> Response<Body> {
        self.ask(Request::get(path).header(COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, cookie: &str, form: String) -> Response<Body> {
        let request =
            Request::post(path).header(COOKIE, cookie).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form)).unwrap()).await
    }
}

fn ours() -> TerritoryId {
    consultation().territory
}

fn theirs() -> TerritoryId {
    TerritoryId::from_uuid(Uuid::from_u128(99))
}

fn tomorrow() -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(24)
}

fn path_of(route: &Route) -> String {
    let (asked, scene) = (consultation().id, SceneId::from_uuid(Uuid::from_u128(4)));
    let filled = route.path.replace("{consultation}", &asked.to_string()).replace("{scene}", &scene.to_string());
    let filled = filled.replace("{model}", &Uuid::from_u128(5).to_string()).replace("{file}", "plan.png");
    let filled = filled.replace("{viewpoint}", "mairie");
    filled
        .replace("{variant}", "a")
        .replace("{tag}", "fr")
        .replace("{name}", "app.css")
        .replace("{report}", &Uuid::from_u128(6).to_string())
}

fn request_of(route: &Route, browser: Option<&Browser>) -> Request<Body> {
    let mut request = Request::builder().method(route.method.clone()).uri(path_of(route));
    if let Some(browser) = browser {
        request = request.header(COOKIE, &browser.cookie);
    }
    let token = browser.map(|browser| browser.secret.masked()).unwrap_or_default();
    if route.method == Method::GET {
        return request.body(Body::empty()).unwrap();
    }
    if route.method == Method::OPTIONS {
        return request.body(Body::empty()).unwrap();
    }
    if route.path.contains("/uploads") && !route.path.ends_with("/discard") {
        let request = request.header("tus-resumable", "1.0.0").header("x-csrf-token", token);
        return request.header("x-http-method-override", "HEAD").body(Body::empty()).unwrap();
    }
    if route.path.ends_with("/model") {
        let field = format!("--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--b--\r\n");
        return request.header(CONTENT_TYPE, "multipart/form-data; boundary=b").body(Body::from(field)).unwrap();
    }
    let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(format!("csrf={token}"))).unwrap()
}

/// What the table promises somebody with `role` in `territory`.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    LetIn,
    Forbidden,
    Unknown,
}

fn promised(access: Access, role: Role, territory: TerritoryId) -> Answer {
    match access {
        Access::Public | Access::AnyStaff => Answer::LetIn,
        Access::Anywhere(right) if role.may(right) => Answer::LetIn,
        Access::Of(_) if territory != ours() => Answer::Unknown,
        Access::Of(right) if role.may(right) => Answer::LetIn,
        Access::Anywhere(_) | Access::Of(_) => Answer::Forbidden,
    }
}

/// A stranger's 404 says "there is no such project"; one who was let in may still find that the made-up scene or model is
/// not there. The latter is told apart by asking for what there is.
fn fits(promise: &Answer, status: StatusCode, route: &Route) -> bool {
    let names_more = ["{scene}", "{model}", "{report}"].iter().any(|name| route.path.contains(name));
    match promise {
        Answer::Forbidden => status == StatusCode::FORBIDDEN,
        Answer::Unknown => status == StatusCode::NOT_FOUND,
        Answer::LetIn if route.method == Method::OPTIONS => status == StatusCode::NO_CONTENT,
        Answer::LetIn if names_more => status == StatusCode::NOT_FOUND,
        Answer::LetIn if route.path.ends_with("plan.jpg") => status == StatusCode::NOT_FOUND,
        // Without the login form's own cookie.
        Answer::LetIn if route.path == "/login" && route.method == Method::POST => status == StatusCode::FORBIDDEN,
        Answer::LetIn => status.is_success() || status.is_redirection(),
    }
}

#[tokio::test]
async fn every_page_keeps_the_tables_promise_to_every_role() {
    let server = Server::start().await;
    for role in Role::ALL {
        for (place, territory) in [("here", ours()), ("elsewhere", theirs())] {
            let user = server.user(&format!("{role}-{place}@example.org"), territory, role).await;
            for route in routes::all() {
                let browser = server.session(user, tomorrow()).await;
                let status = server.ask(request_of(&route, Some(&browser))).await.status();
                let promise = promised(route.access, role, territory);
                assert!(
                    fits(&promise, status, &route),
                    "{role} {place}: {} {} {status}, {promise:?}",
                    route.method,
                    route.path
                );
            }
        }
    }
}

#[tokio::test]
async fn a_stranger_is_led_to_the_login_and_changes_nothing() {
    let server = Server::start().await;
    for route in routes::all().iter().filter(|route| route.access != Access::Public) {
        let response = server.ask(request_of(route, None)).await;
        if route.method == Method::GET {
            assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", route.path);
            let to = response.headers()[LOCATION].to_str().unwrap();
            assert_eq!(to, format!("/login?next={}", path_of(route)), "{}", route.path);
        } else {
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{}", route.path);
        }
    }
}

#[tokio::test]
async fn no_form_is_taken_without_its_sessions_token() {
    let server = Server::start().await;
    let user = server.user("anne@example.org", ours(), Role::Administrator).await;
    for route in routes::all().iter().filter(|route| route.method != Method::GET && route.access != Access::Public) {
        let browser = server.session(user, tomorrow()).await;
        let forged = Browser { secret: FormSecret::random(), ..browser };
        let status = server.ask(request_of(route, Some(&forged))).await.status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{}", route.path);
    }
}

#[tokio::test]
async fn a_session_ends_at_its_hour_and_at_the_logout() {
    let server = Server::start().await;
    let user = server.user("anne@example.org", ours(), Role::Planner).await;
    let over = server.session(user, Timestamp::now() - SignedDuration::from_secs(1)).await;
    assert_eq!(server.get("/projects", &over.cookie).await.status(), StatusCode::SEE_OTHER);
    let lasting = server.session(user, tomorrow()).await;
    assert_eq!(server.get("/projects", &lasting.cookie).await.status(), StatusCode::OK);
    server.post("/logout", &lasting.cookie, format!("csrf={}", lasting.secret.masked())).await;
    assert_eq!(server.get("/projects", &lasting.cookie).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_role_taken_away_counts_at_once() {
    let server = Server::start().await;
    let user = server.user("anne@example.org", ours(), Role::Planner).await;
    let browser = server.session(user, tomorrow()).await;
    let mut tx = server.state.store.write().await.unwrap();
    user::set_role(&mut tx, user, ours(), None, Timestamp::now(), Actor::Server).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(server.get("/projects", &browser.cookie).await.status(), StatusCode::FORBIDDEN);
    let page = format!("/projects/{}", consultation().id);
    assert_eq!(server.get(&page, &browser.cookie).await.status(), StatusCode::NOT_FOUND);
}

fn cookies(response: &Response<Body>) -> Vec<String> {
    let first = |value: &axum::http::HeaderValue| value.to_str().unwrap().split(';').next().unwrap().to_owned();
    response.headers().get_all(SET_COOKIE).iter().map(first).collect()
}

/// The login form's cookie and the token that fits it.
async fn login_form(server: &Server) -> (String, String) {
    let cookie = cookies(&server.get("/login", "").await).remove(0);
    let token: Token = cookie.split_once('=').unwrap().1.parse().unwrap();
    (cookie, FormSecret::of_cookie(&token).masked())
}

async fn log_in(server: &Server, more: &str, email: &str, password: &str) -> Response<Body> {
    let (cookie, token) = login_form(server).await;
    let form = format!("csrf={token}&email={email}&password={}&next=%2F%2Fevil.example", password.replace(' ', "+"));
    server.post("/login", &format!("{cookie}; {more}"), form).await
}

#[tokio::test]
async fn a_login_begins_a_new_session_and_ends_the_old_one() {
    let server = Server::start().await;
    server.user("anne@example.org", ours(), Role::Planner).await;
    let first = log_in(&server, "", "Anne@Example.org", PASSWORD).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    assert_eq!(first.headers()[LOCATION], "/projects", "nobody is sent elsewhere");
    let old = cookies(&first).remove(0);
    assert_eq!(server.get("/projects", &old).await.status(), StatusCode::OK);
    let new = cookies(&log_in(&server, &old, "anne@example.org", PASSWORD).await).remove(0);
    assert_ne!(new, old);
    assert_eq!(server.get("/projects", &new).await.status(), StatusCode::OK);
    assert_eq!(server.get("/projects", &old).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let server = Server::start().await;
    server.user("anne@example.org", ours(), Role::Planner).await;
    let mut answers = Vec::new();
    for email in ["anne@example.org", "nobody@example.org"] {
        let response = log_in(&server, "", email, "wrong").await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(cookies(&response).iter().all(|cookie| !cookie.starts_with("belvedere-session")));
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap().replace(email, "");
        let (before, after) = body.split_once("name=\"csrf\" value=\"").unwrap();
        answers.push(format!("{before}{}", &after[128..]));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_login_form_of_another_site_is_refused() {
    let server = Server::start().await;
    server.user("anne@example.org", ours(), Role::Planner).await;
    let (cookie, token) = login_form(&server).await;
    let form = |token: &str| format!("csrf={token}&email=anne@example.org&password={}", PASSWORD.replace(' ', "+"));
    let stolen = login_form(&server).await.1;
    assert_eq!(server.post("/login", &cookie, form(&stolen)).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(server.post("/login", "", form(&token)).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(server.post("/login", &cookie, form(&token)).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let server = Server::start().await;
    let mut last = StatusCode::OK;
    for _ in 0..6 {
        last = log_in(&server, "", "anne@example.org", "wrong").await.status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn an_unknown_project_is_a_page_with_a_way_on() {
    let server = Server::start().await;
    let user = server.user("anne@example.org", ours(), Role::Planner).await;
    let browser = server.session(user, tomorrow()).await;
    let response = server.get(&format!("/projects/{}", ConsultationId::from_uuid(Uuid::nil())), &browser.cookie).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    assert!(String::from_utf8_lossy(&body).contains("href=\"/projects\""));
}
