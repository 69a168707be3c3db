//! Every function of the store, on SQLite and on PostgreSQL, by the same cases. A case gets a new, empty database.

mod cases;
mod support;

use belvedere_server::state::AppState;
use belvedere_server::store::Kind;
use belvedere_tests::postgres::Cluster;

/// A new empty database, with a folder for files.
pub struct Fresh {
    pub state: AppState,
    pub url: String,
    // Removed when the case ends.
    pub folder: tempfile::TempDir,
}

/// Runs every case on new databases, which `url` makes in the case's folder.
fn run_all(kind: Kind, url: impl Fn(&std::path::Path) -> String) {
    macro_rules! run {
        ($($file:ident: $($case:ident),+;)+) => {$($(
            eprintln!("{kind:?}: {}::{}", stringify!($file), stringify!($case));
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let folder = tempfile::tempdir().expect("a folder");
                let url = url(folder.path());
                let config = support::config(&folder.path().join("data"), Some(&url));
                let state = AppState::open(config).await.expect("the data opens");
                assert_eq!(state.store.kind(), kind);
                let fresh = Fresh { state, url, folder };
                cases::$file::$case(&fresh).await;
                fresh.state.store.close().await;
            });
        )+)+};
    }
    run! {
        texts: texts_and_placements_keep_their_revisions, a_consultation_is_found_in_its_territory,
            a_change_of_the_tour_keeps_what_was_and_who_changed_it, a_dropped_transaction_changes_nothing, migrating_again_changes_nothing;
        exhibits: a_model_is_kept_whatever_becomes_of_it, an_exhibit_is_published_and_its_files_are_to_be_had,
            publishing_says_what_is_missing_and_publishes_nothing_twice;
        opinions: an_opinion_comes_back_as_it_was_given, an_opinion_sent_twice_is_stored_once,
            a_list_is_read_page_by_page, a_filter_narrows_a_list_and_no_number, what_the_database_refuses_takes_nothing_with_it;
        intake: each_item_is_answered_for_itself, an_anchor_lies_where_the_placement_says,
            many_kiosks_send_the_same_opinions_at_once;
        people: people_have_one_role_per_territory, a_session_ends, a_kiosk_is_seen;
        reports: the_database_counts_what_the_rows_hold, frozen_reports_are_numbered_and_never_replaced;
        anchors: anchors_are_kept_moved_or_orphaned, an_orphan_comes_back_and_history_grows,
            an_opinion_that_comes_late_is_followed_too;
        placements: placements_are_appended_with_author_method_and_evidence, how_a_model_was_read_is_noted_once;
        audit: a_changed_entry_shows;
    }
}

#[test]
fn on_sqlite() {
    run_all(Kind::Sqlite, |folder| belvedere_server::store::sqlite_url(&folder.join("été 100%.db")));
}

#[test]
fn on_postgres() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    run_all(Kind::Postgres, |_| cluster.database());
}
