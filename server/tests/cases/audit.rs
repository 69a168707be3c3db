//! The audit log.

use belvedere_server::store::{Store, audit};
use sqlx::Executor;

use crate::Fresh;
use crate::support::{BY, fill, noon};

async fn change(store: &Store, sql: &'static str) -> Option<i64> {
    let mut tx = store.write().await.unwrap();
    tx.execute(sql).await.unwrap();
    audit::first_broken(&mut tx).await.unwrap()
}

pub async fn a_changed_entry_shows(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    let mut tx = store.write().await.unwrap();
    audit::append(&mut tx, noon(), BY, "test", "é", "x:1\n").await.unwrap();
    tx.commit().await.unwrap();
    let entries = audit::after(&mut store.read().await.unwrap(), 0, 1_000).await.unwrap();
    let last = entries.last().unwrap();
    assert_eq!((last.action.as_str(), last.subject.as_str(), last.made_at), ("test", "é", noon()));
    assert_eq!(last.sequence, entries.len() as i64);
    assert_eq!(audit::after(&mut store.read().await.unwrap(), last.sequence - 1, 10).await.unwrap().len(), 1);

    assert_eq!(audit::first_broken(&mut store.read().await.unwrap()).await.unwrap(), None);
    assert_eq!(change(store, "update audit set details = 'y' where sequence = 2").await, Some(2));
    assert_eq!(change(store, "delete from audit where sequence = 3").await, Some(4));
    let end = "delete from audit where sequence = (select max(sequence) from audit)";
    assert_eq!(change(store, end).await, Some(last.sequence), "a cut-off end shows too");
    assert_eq!(audit::first_broken(&mut store.read().await.unwrap()).await.unwrap(), None, "nothing was committed");
}
