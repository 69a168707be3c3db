//! The demo's members of staff, one per role. Their passwords are no secret.

use belvedere_domain::id::UserId;
use belvedere_domain::role::Role;
use jiff::Timestamp;
use uuid::Uuid;

use super::{BY, TERRITORY};
use crate::auth::password;
use crate::commands::Failure;
use crate::store::user::{self, User};
use crate::store::{Store, StoreError};

/// Role, address, password.
const PEOPLE: [(Role, &str, &str); 5] = [
    (Role::Mediator, "mediateur@vaugelin.example", "demo-mediateur"),
    (Role::Planner, "urbaniste@vaugelin.example", "demo-urbaniste"),
    (Role::Moderator, "moderateur@vaugelin.example", "demo-moderateur"),
    (Role::Official, "elu@vaugelin.example", "demo-elu-vaugelin"),
    (Role::Administrator, "administrateur@vaugelin.example", "demo-administrateur"),
];

pub(super) async fn put(store: &Store) -> Result<(), Failure> {
    let now = Timestamp::now();
    for (role, email, password) in PEOPLE {
        if user::find_by_email(&mut *store.read().await?, email).await?.is_some() {
            continue;
        }
        let password_hash = password::hash_new(password)?;
        let user = User { id: UserId::from_uuid(Uuid::now_v7()), email: email.to_owned(), password_hash };
        let mut tx = store.write().await?;
        if user::add(&mut tx, &user, now, BY).await? {
            user::set_role(&mut tx, user.id, TERRITORY, Some(role), now, BY).await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
    }
    Ok(())
}

pub(super) fn print() {
    for (role, email, password) in PEOPLE {
        println!("  {:<14} {email}  {password}", role.as_str());
    }
}
