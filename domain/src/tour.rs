//! Changes that a planner makes to the guided tour, the start of a visit and the certainty of layers. Each is checked
//! here and gives the scene as it would be; keeping it, with who made it, is the store's.

use serde::Serialize;

use crate::id::Key;
use crate::language::LocalText;
use crate::scene::{Certainty, Pose, Scene, Viewpoint};

/// The most viewpoints of a tour: beyond, nobody follows it to its end.
pub const VIEWPOINTS_MAX: usize = 24;
/// How far outside the model one may stand (m): on the road beside it, on a plain that the model does not bring.
pub const MARGIN_M: f64 = 50.0;
/// The longest name, in characters: what fits on a kiosk's button.
pub const NAME_MAX: usize = 60;
/// The longest text, in characters.
pub const TEXT_MAX: usize = 600;
/// How far up and down one can look (degrees); the viewer has the same limit.
pub const PITCH_MAX_DEG: f64 = 80.0;

/// A box in the scene frame (metres, Y up).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least corner.
    pub min_m: [f64; 3],
    /// The greatest corner.
    pub max_m: [f64; 3],
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// A viewpoint more, at the end of the tour.
    Add {
        /// Its name.
        name: LocalText,
        /// What is seen from there.
        text: LocalText,
        /// Where one stands and looks.
        pose: Pose,
    },
    /// Another name and text for a viewpoint.
    Rename {
        /// Which.
        viewpoint: Key,
        /// Its name.
        name: LocalText,
        /// What is seen from there.
        text: LocalText,
    },
    /// Another pose for a viewpoint.
    Turn {
        /// Which.
        viewpoint: Key,
        /// Where one stands and looks.
        pose: Pose,
    },
    /// A viewpoint one place earlier in the tour; the first stays.
    Earlier(Key),
    /// A viewpoint one place later in the tour; the last stays.
    Later(Key),
    /// A viewpoint less.
    Remove(Key),
    /// Another place where visits start.
    Start(Pose),
    /// How certain layers of a variant are; none: as the variant. Layers that are not named stay as they are.
    Certainty {
        /// Which variant.
        variant: Key,
        /// Each layer's name with its mark.
        layers: Vec<(String, Option<Certainty>)>,
    },
}

/// Why a change was refused. The texts are for logs; people read the text of [`TourError::code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TourError {
    /// The French name is empty.
    #[error("the viewpoint has no name in French")]
    NameEmpty,
    /// A name is longer than [`NAME_MAX`].
    #[error("the name is longer than {NAME_MAX} characters")]
    NameLong,
    /// A text is longer than [`TEXT_MAX`].
    #[error("the text is longer than {TEXT_MAX} characters")]
    TextLong,
    /// A figure is missing, NaN or infinite.
    #[error("the place or the direction is not a finite number")]
    NotFinite,
    /// One looks too far up or down.
    #[error("one looks up or down by more than {PITCH_MAX_DEG}°")]
    Pitch,
    /// It is farther than [`MARGIN_M`] outside the model.
    #[error("the place is more than {MARGIN_M} m outside the model")]
    Outside,
    /// There are [`VIEWPOINTS_MAX`] already.
    #[error("there are {VIEWPOINTS_MAX} viewpoints already")]
    TooMany,
    /// The viewpoint is not there, any more perhaps.
    #[error("there is no such viewpoint")]
    NoViewpoint,
    /// The variant is not there.
    #[error("there is no such variant")]
    NoVariant,
}

impl TourError {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::NameEmpty,
        Self::NameLong,
        Self::TextLong,
        Self::NotFinite,
        Self::Pitch,
        Self::Outside,
        Self::TooMany,
        Self::NoViewpoint,
        Self::NoVariant,
    ];

    /// The stable name, in text keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameEmpty => "name-empty",
            Self::NameLong => "name-long",
            Self::TextLong => "text-long",
            Self::NotFinite => "not-finite",
            Self::Pitch => "pitch",
            Self::Outside => "outside",
            Self::TooMany => "too-many",
            Self::NoViewpoint => "no-viewpoint",
            Self::NoVariant => "no-variant",
        }
    }
}

impl Edit {
    /// What the change is called in the audit log, such as `viewpoint.add`.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Add { .. } => "viewpoint.add",
            Self::Rename { .. } => "viewpoint.rename",
            Self::Turn { .. } => "viewpoint.turn",
            Self::Earlier(_) | Self::Later(_) => "viewpoint.order",
            Self::Remove(_) => "viewpoint.remove",
            Self::Start(_) => "spawn.set",
            Self::Certainty { .. } => "certainty.set",
        }
    }

    /// The scene after the change. `bounds` is the box of the model that the place was picked in, where it is known.
    ///
    /// # Errors
    /// The first [`TourError`] that holds.
    pub fn apply(&self, scene: &Scene, bounds: Option<&Bounds>) -> Result<Scene, TourError> {
        let mut scene = scene.clone();
        match self {
            Self::Add { name, text, pose } => add(&mut scene, name, text, standing(pose, bounds)?)?,
            Self::Rename { viewpoint, name, text } => {
                let (name, text) = worded(name, text)?;
                let at = place(&scene, viewpoint)?;
                (scene.viewpoints[at].name, scene.viewpoints[at].text) = (name, text);
            }
            Self::Turn { viewpoint, pose } => {
                let at = place(&scene, viewpoint)?;
                scene.viewpoints[at].pose = standing(pose, bounds)?;
            }
            Self::Earlier(viewpoint) => {
                let at = place(&scene, viewpoint)?;
                scene.viewpoints.swap(at, at.saturating_sub(1));
            }
            Self::Later(viewpoint) => {
                let at = place(&scene, viewpoint)?;
                let after = (at + 1).min(scene.viewpoints.len() - 1);
                scene.viewpoints.swap(at, after);
            }
            Self::Remove(viewpoint) => {
                scene.viewpoints.remove(place(&scene, viewpoint)?);
            }
            Self::Start(pose) => scene.spawn = standing(pose, bounds)?,
            Self::Certainty { variant, layers } => {
                let found = scene.variants.iter_mut().find(|one| one.key == *variant);
                let found = found.ok_or(TourError::NoVariant)?;
                layers.iter().for_each(|(layer, certainty)| found.mark(layer, *certainty));
            }
        }
        Ok(scene)
    }
}

fn add(scene: &mut Scene, name: &LocalText, text: &LocalText, pose: Pose) -> Result<(), TourError> {
    if scene.viewpoints.len() >= VIEWPOINTS_MAX {
        return Err(TourError::TooMany);
    }
    let (name, text) = worded(name, text)?;
    let key = free_key(scene, &name.fr);
    scene.viewpoints.push(Viewpoint { key, name, text, pose });
    Ok(())
}

fn place(scene: &Scene, viewpoint: &Key) -> Result<usize, TourError> {
    scene.viewpoints.iter().position(|one| one.key == *viewpoint).ok_or(TourError::NoViewpoint)
}

/// The pose with its angles in −180..180, if one can stand and look so.
fn standing(pose: &Pose, bounds: Option<&Bounds>) -> Result<Pose, TourError> {
    let Pose { position_m, yaw_deg, pitch_deg } = *pose;
    if !position_m.into_iter().chain([yaw_deg, pitch_deg]).all(f64::is_finite) {
        return Err(TourError::NotFinite);
    }
    if pitch_deg.abs() > PITCH_MAX_DEG {
        return Err(TourError::Pitch);
    }
    let inside = |Bounds { min_m, max_m }: &Bounds| {
        (0..3).all(|i| (min_m[i] - MARGIN_M..=max_m[i] + MARGIN_M).contains(&position_m[i]))
    };
    if !bounds.is_none_or(inside) {
        return Err(TourError::Outside);
    }
    Ok(Pose { position_m, yaw_deg: (yaw_deg + 180.0).rem_euclid(360.0) - 180.0, pitch_deg })
}

/// The texts without what surrounds them; an empty translation is none.
fn worded(name: &LocalText, text: &LocalText) -> Result<(LocalText, LocalText), TourError> {
    let trimmed = |text: &LocalText| LocalText {
        fr: text.fr.trim().to_owned(),
        en: text.en.as_deref().map(str::trim).filter(|en| !en.is_empty()).map(str::to_owned),
    };
    let longest = |text: &LocalText| text.fr.chars().count().max(text.en.as_ref().map_or(0, |en| en.chars().count()));
    let (name, text) = (trimmed(name), trimmed(text));
    if name.fr.is_empty() {
        return Err(TourError::NameEmpty);
    }
    if longest(&name) > NAME_MAX {
        return Err(TourError::NameLong);
    }
    if longest(&text) > TEXT_MAX {
        return Err(TourError::TextLong);
    }
    Ok((name, text))
}

/// A key made from a French name, other than those that the tour has: “Devant l’école” is `devant-l-ecole`.
fn free_key(scene: &Scene, name: &str) -> Key {
    let mut plain = String::new();
    for letter in name.to_lowercase().chars().map(unaccented) {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            _ if !plain.is_empty() && !plain.ends_with('-') => plain.push('-'),
            _ => {}
        }
    }
    plain.truncate(34);
    let plain = plain.trim_end_matches('-');
    let first = if plain.is_empty() { "vue" } else { plain };
    let numbered = (2..).map(|number| format!("{first}-{number}"));
    std::iter::once(first.to_owned())
        .chain(numbered)
        .filter_map(|text| text.parse().ok())
        .find(|key: &Key| scene.viewpoints.iter().all(|one| one.key != *key))
        .unwrap_or_else(|| unreachable!("a tour has an end, numbers have none"))
}

fn unaccented(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'á' | 'æ' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' | 'œ' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests;
