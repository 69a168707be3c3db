//! `--tell`: one JSON line on the standard output for each change of what is on screen, for tests and for
//! assistive tools. It costs nothing when it is off.

use std::io::{self, Write};

use belvedere_domain::anchor::Anchor;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use serde::Serialize;

use crate::Screen;
use crate::link::Link;
use crate::ui::{Controls, Speaking};
use crate::visit::{Device, Draft, LastReceipt, SendProblem};
use crate::world::stage::Stage;
use crate::world::{Aimed, CurrentVariant, Exhibit, Visitor};

/// What is on screen. Rectangles are `[left, top, right, bottom]` in physical pixels of the window.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Told {
    screen: &'static str,
    language: &'static str,
    controls: Vec<ToldControl>,
    pose: ToldPose,
    variant: Option<String>,
    revision: Option<String>,
    outbox: ToldOutbox,
    receipt: Option<String>,
    anchor: Option<Anchor>,
    problem: Option<String>,
    /// The words of the opinion under way.
    text: String,
    /// All of the variant in sight is up.
    loaded: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ToldControl {
    name: String,
    label: String,
    rect: [f32; 4],
    enabled: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ToldPose {
    position_m: [f64; 3],
    yaw_deg: f64,
    pitch_deg: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ToldOutbox {
    unsent: usize,
    online: bool,
}

/// What is told of.
#[derive(SystemParam)]
struct Sight<'w> {
    screen: Res<'w, State<Screen>>,
    speaking: Res<'w, Speaking>,
    controls: Res<'w, Controls>,
    visitor: Res<'w, Visitor>,
    variant: Option<Res<'w, CurrentVariant>>,
    exhibit: Option<Res<'w, Exhibit>>,
    device: Option<Res<'w, Device>>,
    link: Res<'w, Link>,
    receipt: Res<'w, LastReceipt>,
    draft: Res<'w, Draft>,
    aimed: Res<'w, Aimed>,
    problem: Res<'w, SendProblem>,
    stage: Option<Res<'w, Stage>>,
}

/// Tells.
pub fn plugin(app: &mut App) {
    app.add_systems(Last, tell);
}

fn tell(sight: Sight, mut told: Local<Option<Told>>) {
    let now = sight.told();
    if told.as_ref() == Some(&now) {
        return;
    }
    if let Ok(mut line) = serde_json::to_vec(&now) {
        line.push(b'\n');
        let mut out = io::stdout().lock();
        // Whoever listened may have gone; the visit goes on.
        let _ = out.write_all(&line).and_then(|()| out.flush());
    }
    *told = Some(now);
}

impl Sight<'_> {
    fn told(&self) -> Told {
        let shown = self.variant.as_ref();
        Told {
            screen: self.screen.get().name(),
            language: self.speaking.0.tag(),
            controls: self.controls(),
            pose: self.pose(),
            variant: shown.map(|variant| variant.0.to_string()),
            revision: self.exhibit.as_ref().map(|exhibit| exhibit.revision.to_string()),
            outbox: ToldOutbox {
                unsent: self.device.as_ref().map_or(0, |device| device.outbox.unsent()),
                online: self.link.trouble.is_none(),
            },
            receipt: self.receipt.0.as_ref().map(ToString::to_string),
            anchor: self.aimed.0.clone().or_else(|| self.draft.anchor.clone()),
            problem: (*self.problem != SendProblem::None).then(|| format!("{:?}", *self.problem)),
            text: self.draft.text.clone(),
            loaded: self.stage.as_ref().zip(shown).is_some_and(|(stage, variant)| stage.is_whole(&variant.0)),
        }
    }

    fn controls(&self) -> Vec<ToldControl> {
        let scale = self.controls.pixels_per_point;
        let controls = self.controls.list.iter().map(|control| ToldControl {
            name: control.name.clone(),
            label: control.label.clone(),
            rect: [control.rect.left(), control.rect.top(), control.rect.right(), control.rect.bottom()]
                .map(|points| (points * scale).round()),
            enabled: control.enabled,
        });
        controls.collect()
    }

    fn pose(&self) -> ToldPose {
        let round = |number: f64| (number * 1_000.0).round() / 1_000.0;
        ToldPose {
            position_m: self.visitor.feet_m.map(round),
            yaw_deg: round(self.visitor.yaw_deg),
            pitch_deg: round(self.visitor.pitch_deg),
        }
    }
}
