//! `user add`: a member of staff with a role in a territory. The password never is an argument, and is never printed.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};
use std::process::ExitCode;

use belvedere_domain::id::{TerritoryId, UserId};
use belvedere_domain::role::Role;
use belvedere_domain::territory::Territory;
use jiff::Timestamp;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use uuid::Uuid;

use super::Failure;
use crate::auth::password;
use crate::cli::UserAddArgs;
use crate::config::Config;
use crate::state::AppState;
use crate::store::audit::Actor;
use crate::store::user::{self, User};
use crate::store::{Db, Store, StoreError, territory};

/// Adds somebody, or gives somebody who is there a role.
///
/// # Errors
/// When the address is none, the password too weak, or the data cannot be used.
pub async fn add(config: Config, args: &UserAddArgs) -> Result<ExitCode, Failure> {
    let email = user::normal_email(&args.email);
    if !is_email(&email) {
        return Err(Failure::new(format!("“{}” is no e-mail address", args.email)));
    }
    let state = AppState::open(config).await?;
    let known = user::find_by_email(&mut *state.store.read().await?, &email).await?.is_some();
    let hash = if known { None } else { Some(password::hash_new(&ask(args.password_stdin)?)?) };
    let (territory, changed) = put(&state.store, &email, hash, &args.territory, args.role).await?;
    state.store.close().await;
    let what = if changed { "has now" } else { "already had" };
    println!("{email} {what} the role {} in {} ({})", args.role, territory.name, territory.id);
    Ok(ExitCode::SUCCESS)
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

async fn put(
    store: &Store,
    email: &str,
    hash: Option<String>,
    territory: &str,
    role: Role,
) -> Result<(Territory, bool), Failure> {
    let (now, by) = (Timestamp::now(), Actor::CommandLine);
    let mut tx = store.write().await?;
    let territory = territory_of(&mut tx, territory, now).await?;
    if let Some(password_hash) = hash {
        let user = User { id: UserId::from_uuid(Uuid::now_v7()), email: email.to_owned(), password_hash };
        user::add(&mut tx, &user, now, by).await?;
    }
    let user = user::find_by_email(&mut tx, email).await?;
    let user = user.ok_or_else(|| Failure::new(format!("{email} was removed meanwhile")))?;
    let changed = user::set_role(&mut tx, user.id, territory.id, Some(role), now, by).await?;
    tx.commit().await.map_err(StoreError::from)?;
    Ok((territory, changed))
}

/// The territory of that id or name; a new one of that name when there is none.
async fn territory_of(db: &mut Db, text: &str, now: Timestamp) -> Result<Territory, Failure> {
    if let Ok(id) = text.parse::<TerritoryId>() {
        let found = territory::find(db, id).await?;
        return found.ok_or_else(|| Failure::new(format!("there is no territory {id}")));
    }
    if let Some(found) = territory::find_named(db, text).await? {
        return Ok(found);
    }
    let made = Territory { id: TerritoryId::from_uuid(Uuid::now_v7()), name: text.to_owned() };
    territory::put(db, &made, now, Actor::CommandLine).await?;
    Ok(made)
}

fn ask(from_stdin: bool) -> Result<String, Failure> {
    if from_stdin {
        return Ok(line()?);
    }
    if !stdin().is_terminal() {
        return Err(Failure::new("there is no terminal to ask for the password on: give it by --password-stdin"));
    }
    let password = hidden("Password: ")?;
    if password == hidden("The same again: ")? {
        Ok(password)
    } else {
        Err(Failure::new("the two passwords differ: nothing was changed"))
    }
}

/// Asks on the terminal, which does not show what is typed.
fn hidden(prompt: &str) -> std::io::Result<String> {
    write!(stderr(), "{prompt}")?;
    let before = tcgetattr(stdin())?;
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO);
    tcsetattr(stdin(), OptionalActions::Flush, &quiet)?;
    let typed = line();
    tcsetattr(stdin(), OptionalActions::Flush, &before)?;
    writeln!(stderr())?;
    typed
}

fn line() -> std::io::Result<String> {
    let mut line = String::new();
    stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
