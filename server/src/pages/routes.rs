//! The table of all pages. It is what the router is made from, and what the tests walk: a page that is not in it does not
//! exist, and one whose handler asks for another right than the table says fails the walk.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, delete, get, head, options, patch, post};
use belvedere_domain::role::Right;

use super::{anchors, language, login, model, opinions, placement, plan, preview, progress, project, projects};
use super::{report, statics, tus, upload, welcome};
use crate::http::length::refuse_long;
use crate::state::AppState;

/// Who may ask a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever is logged in.
    AnyStaff,
    /// Whoever has the right in some territory.
    Anywhere(Right),
    /// Whoever has the right in the territory of the path's `{consultation}`.
    Of(Right),
}

/// One page, or one form.
pub struct Route {
    /// `GET` or `POST`; others for uploads in pieces.
    pub method: Method,
    /// The path, with names in braces.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    handler: MethodRouter<AppState>,
}

fn show(path: &'static str, access: Access, handler: MethodRouter<AppState>) -> Route {
    Route { method: Method::GET, path, access, handler }
}

fn change(path: &'static str, access: Access, handler: MethodRouter<AppState>) -> Route {
    Route { method: Method::POST, path, access, handler }
}

/// A request of an upload in pieces.
fn piece(method: Method, path: &'static str, access: Access, handler: MethodRouter<AppState>) -> Route {
    Route { method, path, access, handler: handler.layer(from_fn(tus::speak)) }
}

/// Where uploads in pieces begin, and where one of them is.
const UPLOADS: &str = "/projects/{consultation}/scenes/{scene}/variants/{variant}/uploads";
const UPLOAD: &str = "/projects/{consultation}/uploads/{model}";

/// Every page.
pub fn all() -> Vec<Route> {
    use Access::{AnyStaff, Anywhere, Of, Public};
    use Right::{FreezeReport, Publish, ReadOpinions, ReadReport, SeeProjects};
    let upload_limit =
        (DefaultBodyLimit::max(upload::BODY_MAX_BYTES), from_fn_with_state(upload::BODY_MAX_BYTES, refuse_long));
    vec![
        show("/", Public, get(welcome::show)),
        show("/consultations/{consultation}/plan.jpg", Public, get(plan::published)),
        show("/language/{tag}", Public, get(language::choose)),
        show("/static/{name}", Public, get(statics::show)),
        show("/login", Public, get(login::show)),
        change("/login", Public, post(login::send)),
        change("/logout", AnyStaff, post(login::leave)),
        show("/projects", Anywhere(SeeProjects), get(projects::show)),
        show("/projects/{consultation}", Of(SeeProjects), get(project::show)),
        show("/projects/{consultation}/models/{model}", Of(SeeProjects), get(model::show)),
        show("/projects/{consultation}/models/{model}/{file}", Of(SeeProjects), get(model::file::show)),
        show("/projects/{consultation}/models/{model}/progress", Of(SeeProjects), get(progress::of_model)),
        show("/projects/{consultation}/models/{model}/preview", Of(SeeProjects), get(preview::show)),
        change("/projects/{consultation}/models/{model}/viewpoints", Of(Publish), post(preview::edit::add)),
        change(
            "/projects/{consultation}/models/{model}/viewpoints/{viewpoint}",
            Of(Publish),
            post(preview::edit::viewpoint),
        ),
        change("/projects/{consultation}/models/{model}/spawn", Of(Publish), post(preview::edit::spawn)),
        change("/projects/{consultation}/models/{model}/certainty", Of(Publish), post(preview::edit::certainty)),
        change("/projects/{consultation}/scenes/{scene}/publish", Of(Publish), post(project::publish)),
        change(
            "/projects/{consultation}/scenes/{scene}/variants/{variant}/model",
            Of(Publish),
            post(upload::send).layer(upload_limit),
        ),
        piece(Method::OPTIONS, UPLOADS, Public, options(tus::options)),
        piece(Method::POST, UPLOADS, Of(Publish), post(tus::create)),
        piece(Method::OPTIONS, UPLOAD, Public, options(tus::options)),
        piece(Method::HEAD, UPLOAD, Of(Publish), head(tus::head)),
        piece(Method::PATCH, UPLOAD, Of(Publish), patch(tus::patch)),
        piece(Method::DELETE, UPLOAD, Of(Publish), delete(tus::terminate)),
        piece(Method::POST, UPLOAD, Of(Publish), post(tus::instead)),
        change("/projects/{consultation}/uploads/{model}/discard", Of(Publish), post(tus::discard)),
        show("/projects/{consultation}/scenes/{scene}/placement", Of(SeeProjects), get(placement::show)),
        change("/projects/{consultation}/scenes/{scene}/placement", Of(Publish), post(placement::send_typed)),
        change("/projects/{consultation}/scenes/{scene}/placement/points", Of(Publish), post(placement::send_points)),
        change(
            "/projects/{consultation}/scenes/{scene}/placement/models/{model}",
            Of(Publish),
            post(placement::proposal::take),
        ),
        change(
            "/projects/{consultation}/scenes/{scene}/placement/models/{model}/again",
            Of(Publish),
            post(placement::save::convert),
        ),
        show("/projects/{consultation}/scenes/{scene}/placement.json", Of(SeeProjects), get(placement::whereabouts)),
        show(
            "/projects/{consultation}/scenes/{scene}/placement/communes.geojson",
            Of(SeeProjects),
            get(placement::communes),
        ),
        show("/projects/{consultation}/opinions", Of(ReadOpinions), get(opinions::show)),
        show("/projects/{consultation}/anchors", Of(ReadOpinions), get(anchors::show)),
        show("/projects/{consultation}/report", Of(ReadReport), get(report::show)),
        change("/projects/{consultation}/report/freeze", Of(FreezeReport), post(report::freeze)),
        show("/projects/{consultation}/report/frozen/{report}/pdf", Of(ReadReport), get(report::pdf)),
        show("/projects/{consultation}/report/frozen/{report}/data", Of(ReadOpinions), get(report::data)),
    ]
}

/// The pages' routes.
pub fn router() -> Router<AppState> {
    all().into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler))
}
