//! Staff, roles, sessions, kiosks.

use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::UserId;
use belvedere_domain::role::Role;
use belvedere_server::store::session::{self, Session};
use belvedere_server::store::user::{self, User};
use belvedere_server::store::{Store, kiosk};
use jiff::ToSpan;
use uuid::Uuid;

use crate::Fresh;
use crate::support::{BY, fill, kiosk_id, noon, sample_territory};

fn somebody() -> User {
    User { id: UserId::from_uuid(Uuid::from_u128(1)), email: "Elue@Commune.example".into(), password_hash: "$1".into() }
}

async fn add_somebody(store: &Store) {
    let mut tx = store.write().await.unwrap();
    assert!(user::add(&mut tx, &somebody(), noon(), BY).await.unwrap());
    tx.commit().await.unwrap();
}

pub async fn people_have_one_role_per_territory(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    add_somebody(store).await;
    let (id, at) = (somebody().id, sample_territory().id);
    let mut tx = store.write().await.unwrap();
    let other = User { id: UserId::from_uuid(Uuid::from_u128(2)), ..somebody() };
    assert!(!user::add(&mut tx, &other, noon(), BY).await.unwrap(), "one address, one person");
    assert_eq!(user::roles(&mut tx, id).await.unwrap(), []);
    assert!(user::set_role(&mut tx, id, at, Some(Role::Official), noon(), BY).await.unwrap());
    assert!(!user::set_role(&mut tx, id, at, Some(Role::Official), noon(), BY).await.unwrap(), "unchanged");
    assert!(user::set_role(&mut tx, id, at, Some(Role::Planner), noon(), BY).await.unwrap());
    assert_eq!(user::roles(&mut tx, id).await.unwrap(), [(at, Role::Planner)]);
    assert!(user::set_role(&mut tx, id, at, None, noon(), BY).await.unwrap());
    assert_eq!(user::roles(&mut tx, id).await.unwrap(), []);
    user::set_password_hash(&mut tx, id, "$2", noon(), BY).await.unwrap();
    tx.commit().await.unwrap();
    let mut db = store.read().await.unwrap();
    let found = user::find_by_email(&mut db, " ELUE@commune.example").await.unwrap().unwrap();
    assert_eq!((found.id, found.email.as_str(), found.password_hash.as_str()), (id, "elue@commune.example", "$2"));
    assert_eq!(user::find(&mut db, id).await.unwrap(), Some(found));
    assert!(user::find(&mut db, other.id).await.unwrap().is_none());
    let history: (i64,) = sqlx::query_as("select count(*) from staff_role_revision").fetch_one(&mut *db).await.unwrap();
    assert_eq!(history.0, 3, "history is appended");
}

pub async fn a_session_ends(fresh: &Fresh) {
    let store = &fresh.state.store;
    add_somebody(store).await;
    let made = |token: &str| Session {
        token_hash: ContentHash::of(token.as_bytes()),
        user: somebody().id,
        csrf: "secret".into(),
        created_at: noon(),
        last_seen_at: noon(),
        expires_at: noon() + 1.hour(),
    };
    let mut tx = store.write().await.unwrap();
    for token in ["a", "b", "c"] {
        session::begin(&mut tx, &made(token)).await.unwrap();
    }
    let (a, b) = (made("a").token_hash, made("b").token_hash);
    assert!(session::find(&mut tx, a, noon()).await.unwrap() == Some(made("a")));
    assert!(session::find(&mut tx, a, noon() + 1.hour()).await.unwrap().is_none(), "it ended by itself");
    session::touch(&mut tx, a, noon() + 30.minutes(), noon() + 2.hours()).await.unwrap();
    let used = session::find(&mut tx, a, noon() + 1.hour()).await.unwrap().unwrap();
    assert_eq!(used.last_seen_at, noon() + 30.minutes());
    session::end(&mut tx, b).await.unwrap();
    assert!(session::find(&mut tx, b, noon()).await.unwrap().is_none());
    assert_eq!(session::forget_ended(&mut tx, noon() + 1.hour()).await.unwrap(), 1, "c");
    session::end_all_of(&mut tx, somebody().id).await.unwrap();
    assert!(session::find(&mut tx, a, noon()).await.unwrap().is_none());
    tx.commit().await.unwrap();
}

pub async fn a_kiosk_is_seen(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let territory = sample_territory().id;
    let mut tx = store.write().await.unwrap();
    kiosk::saw(&mut tx, kiosk_id(), territory, noon(), 5).await.unwrap();
    kiosk::saw(&mut tx, kiosk_id(), territory, noon() + 1.hour(), -7).await.unwrap();
    tx.commit().await.unwrap();
    let kiosks = kiosk::of_territory(&mut store.read().await.unwrap(), territory).await.unwrap();
    let seen: Vec<_> = kiosks.iter().map(|k| (k.first_seen_at, k.last_seen_at, k.clock_skew_ms)).collect();
    assert_eq!(seen, [(noon(), noon() + 1.hour(), -7)]);
}
