//! `exhibit publish`: publishes the scene as it is and prints the revision. `exhibit anchors`: what became of the anchors of
//! opinions on the models that were published since.

use std::io::{self, Write};
use std::process::ExitCode;

use belvedere_domain::anchor::Fate;
use belvedere_domain::id::{ConsultationId, SceneId};
use belvedere_domain::language::Language;
use jiff::Timestamp;

use super::Failure;
use crate::config::Config;
use crate::convert::one_line;
use crate::follow::follow;
use crate::publish::publish as publish_scene;
use crate::report::words::Words;
use crate::state::AppState;
use crate::store::anchor::{self, Tally, table};
use crate::store::audit::Actor;
use crate::store::scene;

const BY: Actor = Actor::CommandLine;
/// Lines of the table that are printed of each fate; the page has them all.
const LINES_MAX: i64 = 1_000;

/// Publishes, then follows the anchors to what was published.
///
/// # Errors
/// When the exhibit is not complete or the data cannot be used.
pub async fn publish(config: Config, scene: SceneId, language: Language) -> Result<ExitCode, Failure> {
    let state = AppState::open(config).await?;
    let exhibit = publish_scene(&state.store, &state.blobs, scene, Timestamp::now(), BY).await?;
    println!("{}", exhibit.revision);
    let tally = followed(&state, scene).await.map_err(|error| {
        Failure::new(format!(
            "the exhibit is published, but anchors were not followed to it (run `exhibit anchors`): {error}"
        ))
    })?;
    if tally.fates != [0; 3] {
        print(&state, scene, language, &[Fate::Orphaned, Fate::Moved]).await?;
    }
    state.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Follows what has not been followed yet, and prints the table.
///
/// # Errors
/// When the data cannot be used.
pub async fn anchors(config: Config, scene: SceneId, language: Language) -> Result<ExitCode, Failure> {
    let state = AppState::open(config).await?;
    followed(&state, scene).await?;
    print(&state, scene, language, &[Fate::Orphaned, Fate::Moved, Fate::Kept]).await?;
    state.store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn followed(state: &AppState, scene: SceneId) -> Result<Tally, Failure> {
    let exe = std::env::current_exe()?;
    Ok(follow(&state.store, &state.blobs, &exe, scene, Timestamp::now(), BY).await?)
}

/// Prints how many anchors met each fate, and a line for each of those that met one of `fates`.
async fn print(state: &AppState, id: SceneId, language: Language, fates: &[Fate]) -> Result<(), Failure> {
    let mut db = state.store.snapshot().await?;
    let found = scene::find(&mut db, id).await?;
    let consultation: ConsultationId =
        found.map(|scene| scene.consultation).ok_or_else(|| Failure::new(format!("there is no scene {id}")))?;
    let tally = anchor::tally(&mut db, consultation).await?;
    let mut lines = Vec::new();
    for fate in fates {
        lines.extend(table::page(&mut db, consultation, Some(*fate), LINES_MAX, 0).await?);
    }
    Ok(written(&mut io::stdout().lock(), &tally, &lines, Words::of(language))?)
}

fn written(out: &mut impl Write, tally: &Tally, lines: &[table::Line], words: Words) -> io::Result<()> {
    for fate in Fate::ALL {
        writeln!(out, "{}", words.counted(&format!("anchors-{}", fate.as_str()), tally.fates[fate as usize], &[]))?;
    }
    writeln!(out, "{}", words.counted("anchors-given", tally.given, &[]))?;
    for line in lines {
        let distance =
            line.distance_m.map_or_else(|| "—".to_owned(), |distance_m| format!("{} m", words.decimal(distance_m, 2)));
        let fate = words.get(&format!("anchor-fate-{}", line.fate.as_str()));
        let number = words.count(line.number);
        writeln!(
            out,
            "{number:>7}  {}  {fate}  {distance}  {} → {}",
            line.variant,
            shown(&line.given_node),
            shown(&line.node)
        )?;
    }
    Ok(())
}

/// A name from a planner's file, on one line of the terminal.
fn shown(name: &str) -> String {
    one_line(name, 60)
}

#[cfg(test)]
mod tests {
    use belvedere_domain::id::OpinionId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_name_from_a_file_moves_no_cursor() {
        let line = table::Line {
            number: 12,
            opinion: OpinionId::from_uuid(Uuid::from_u128(1)),
            variant: "a".parse().unwrap(),
            given_node: "Mur\u{1b}[2J".into(),
            fate: Fate::Orphaned,
            node: "Mur".into(),
            distance_m: None,
            revisions: 1,
            published_at: Timestamp::UNIX_EPOCH,
        };
        let mut out = Vec::new();
        let tally = Tally { given: 3, fates: [0, 0, 1] };
        written(&mut out, &tally, &[line], Words::of(Language::En)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('\u{1b}') && text.contains("12  a  orphaned  —  Mur [2J → Mur"), "{text}");
    }
}
