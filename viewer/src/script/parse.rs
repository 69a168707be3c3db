//! Reads a script. Every error names its line and says what could stand there.

use std::str::FromStr;
use std::time::Duration;

use belvedere_domain::id::Key;
use belvedere_domain::language::Language;
use belvedere_domain::opinion::Stance;
use bevy::math::Vec2;

use super::{Awaited, Gesture, Line};
use crate::Screen;
use crate::intent::Intent;

/// How long a wait lasts unless the line says otherwise.
const PATIENCE: Duration = Duration::from_secs(60);

/// A line cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ScriptError {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// Reads a script.
///
/// # Errors
/// The first line that cannot be read.
pub fn parse(text: &str) -> Result<Vec<Line>, ScriptError> {
    let mut lines = Vec::new();
    for (index, text) in text.lines().enumerate() {
        let (number, text) = (index + 1, text.trim());
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let gesture = gesture(text).map_err(|what| ScriptError { line: number, what })?;
        lines.push(Line { number, text: text.to_owned(), gesture });
    }
    Ok(lines)
}

fn gesture(text: &str) -> Result<Gesture, String> {
    let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    match (verb, words.as_slice()) {
        ("wait", ["for", awaited @ ..]) => wait_for(awaited),
        ("wait", [number, "s"]) => Ok(Gesture::Pause(seconds(number)?)),
        ("go", ["to", place @ ..]) => go_to(place),
        ("walk", [way, metres, "m"]) => walk(way, metres),
        ("point", place) => point(place),
        ("screenshot", [name]) => picture(name),
        ("quit", []) => Ok(Gesture::Quit),
        _ => said(verb, &words, rest, text).map(Gesture::Say),
    }
}

fn said(verb: &str, words: &[&str], rest: &str, text: &str) -> Result<Intent, String> {
    Ok(match (verb, words) {
        ("look", ["at", yaw, pitch]) => Intent::LookAt { yaw_deg: number(yaw)?, pitch_deg: number(pitch)? },
        ("turn", [yaw]) => Intent::Turn { yaw_deg: number(yaw)?, pitch_deg: 0.0 },
        ("turn", [yaw, pitch]) => Intent::Turn { yaw_deg: number(yaw)?, pitch_deg: number(pitch)? },
        ("variant", [name]) => Intent::ShowVariant(key(name)?),
        ("give", ["opinion"]) => Intent::StartOpinion,
        ("whole", ["project"]) => Intent::PlaceWhole,
        ("confirm", []) => Intent::ConfirmPlace,
        ("stance", [value]) => Intent::ChooseStance(stance(value)?),
        ("theme", ["none"]) => Intent::ChooseTheme(None),
        ("theme", [name]) => Intent::ChooseTheme(Some(key(name)?)),
        ("answer", [question, _, ..]) => {
            let value = rest[question.len()..].trim().to_owned();
            Intent::Answer { question: key(question)?, value }
        }
        ("type", [_, ..]) => Intent::WriteText(rest.to_owned()),
        ("send", []) => Intent::Send,
        ("another", []) => Intent::StartOpinion,
        ("finish", []) => Intent::Finish,
        ("cancel", []) => Intent::Cancel,
        ("retry", []) => Intent::Retry,
        ("back", ["to", "start"]) => Intent::TakeMeBack,
        ("language", [tag]) => Intent::Speak(language(tag)?),
        _ => {
            return Err(format!("“{text}” is not a gesture; `belvedere-viewer` knows those of its README"));
        }
    })
}

fn wait_for(words: &[&str]) -> Result<Gesture, String> {
    let (words, patience) = match words {
        [awaited @ .., "up", "to", number, "s"] => (awaited, seconds(number)?),
        awaited => (awaited, PATIENCE),
    };
    let awaited = match words {
        ["sent"] => Awaited::Sent,
        ["place"] => Awaited::Place,
        ["variant", name] => Awaited::Variant(key(name)?),
        [name] => Awaited::Screen(screen(name)?),
        _ => {
            return Err("wait for a screen, for `sent`, for `place`, or for `variant NAME`".to_owned());
        }
    };
    Ok(Gesture::WaitFor(awaited, patience))
}

fn go_to(words: &[&str]) -> Result<Gesture, String> {
    match words {
        ["viewpoint", name] => Ok(Gesture::Say(Intent::GoToViewpoint(key(name)?))),
        ["tap", x, y] => Ok(Gesture::GoToTap(Vec2::new(number(x)?, number(y)?))),
        [x, y, z] => {
            let position_m = [number(x)?, number(y)?, number(z)?];
            Ok(Gesture::Say(Intent::GoToPlace { position_m }))
        }
        _ => Err("go to `viewpoint NAME`, to `tap X Y`, or to X Y Z in metres".to_owned()),
    }
}

fn walk(way: &str, metres: &str) -> Result<Gesture, String> {
    let (ahead, right) = match way {
        "forward" => (1.0, 0.0),
        "back" => (-1.0, 0.0),
        "left" => (0.0, -1.0),
        "right" => (0.0, 1.0),
        _ => {
            return Err(format!("one walks forward, back, left or right, not “{way}”"));
        }
    };
    Ok(Gesture::Walk { ahead, right, metres: number(metres)? })
}

fn point(words: &[&str]) -> Result<Gesture, String> {
    match words {
        ["ahead"] => Ok(Gesture::Say(Intent::AimAhead)),
        ["at", x, y] => Ok(Gesture::Say(Intent::Aim { screen_px: Vec2::new(number(x)?, number(y)?) })),
        _ => Err("point `ahead`, or `at X Y` in pixels of the window".to_owned()),
    }
}

fn picture(name: &str) -> Result<Gesture, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.len() <= 80 && name.chars().all(plain) {
        Ok(Gesture::Picture(name.to_owned()))
    } else {
        Err(format!("“{name}” is not a picture’s name: use letters, digits, - and _"))
    }
}

fn number<N: FromStr + Into<f64> + Copy>(word: &str) -> Result<N, String> {
    let read = word.parse::<N>().ok().filter(|number| (*number).into().is_finite());
    read.ok_or_else(|| format!("“{word}” is not a number"))
}

fn seconds(word: &str) -> Result<Duration, String> {
    Duration::try_from_secs_f64(number(word)?).map_err(|_| format!("“{word}” is not a time"))
}

fn key(word: &str) -> Result<Key, String> {
    word.parse().map_err(|error: belvedere_domain::id::NotAKey| error.to_string())
}

fn stance(word: &str) -> Result<Stance, String> {
    let value: i64 = word.parse().map_err(|_| format!("“{word}” is not a stance: -2 to +2"))?;
    value.try_into().map_err(|error: belvedere_domain::opinion::NotAStance| error.to_string())
}

fn language(word: &str) -> Result<Language, String> {
    word.parse().map_err(|error: belvedere_domain::language::UnknownLanguage| error.to_string())
}

fn screen(word: &str) -> Result<Screen, String> {
    let known = Screen::ALL.into_iter().find(|screen| screen.name() == word);
    known.ok_or_else(|| {
        let names: Vec<_> = Screen::ALL.iter().map(|screen| screen.name()).collect();
        format!("there is no screen “{word}”: there are {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Result<Gesture, String> {
        let lines = parse(text).map_err(|error| error.to_string())?;
        Ok(lines.into_iter().next().expect("a line").gesture)
    }

    #[test]
    fn the_example_of_the_docs_reads() {
        let docs = include_str!("../script.rs");
        let example = docs.split("```text\n").nth(1).unwrap().split("//! ```").next().unwrap();
        let mut read = 0;
        for line in example.lines() {
            // What stands behind two blanks explains.
            let line = line.trim_start_matches("//! ").split("   ").next().unwrap();
            read += parse(line).unwrap_or_else(|error| panic!("{line}: {error}")).len();
        }
        assert_eq!(read, 23);
    }

    #[test]
    fn words_are_kept_as_they_are() {
        let said = one("  type  Œuvre d’un siècle :  « ça » # non  ").unwrap();
        assert_eq!(said, Gesture::Say(Intent::WriteText("Œuvre d’un siècle :  « ça » # non".to_owned())));
        let answered = one("answer venir à pied, toujours").unwrap();
        let value = "à pied, toujours".to_owned();
        assert_eq!(answered, Gesture::Say(Intent::Answer { question: "venir".parse().unwrap(), value }));
    }

    #[test]
    fn a_wait_says_how_long() {
        let a_minute = Duration::from_secs(60);
        assert_eq!(one("wait for choose-place"), Ok(Gesture::WaitFor(Awaited::Screen(Screen::ChoosePlace), a_minute)));
        let two = Duration::from_millis(2_500);
        assert_eq!(one("wait for sent up to 2.5 s"), Ok(Gesture::WaitFor(Awaited::Sent, two)));
        assert_eq!(one("wait 2.5 s"), Ok(Gesture::Pause(two)));
    }

    #[test]
    fn an_error_names_its_line_and_what_could_stand_there() {
        for (text, told) in [
            ("\n# x\njump", "line 3: “jump” is not a gesture"),
            ("wait for tea", "there is no screen “tea”: there are loading, walk"),
            ("stance 3", "a stance is a whole number from -2 to 2, not 3"),
            ("walk up 3 m", "forward, back, left or right"),
            ("walk forward NaN m", "“NaN” is not a number"),
            ("wait -1 s", "“-1” is not a time"),
            ("theme Éclairage", "is not a key"),
            ("screenshot ../x", "is not a picture’s name"),
            ("go to the pub", "go to `viewpoint NAME`"),
            ("type", "is not a gesture"),
            ("language de", "fr and en are"),
        ] {
            let error = one(text).unwrap_err();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
