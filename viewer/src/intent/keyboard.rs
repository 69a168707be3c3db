//! The keyboard, by the place of its keys: the same hand position on AZERTY (ZQSD) and QWERTY (WASD).
//!
//! Arrows up and down walk, left and right turn; Shift walks briskly; Page up and down look up and down; Enter gives
//! an opinion or takes the place ahead; Escape leaves; Home goes back to the start; V shows the next variant.

use bevy::prelude::*;

use super::{Attention, Intent};
use crate::world::{Aimed, CurrentVariant, Exhibit};
use crate::{Screen, Step};

const TURN_DEG_PER_S: f32 = 75.0;
const BRISK: f32 = 2.0;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (walk, turn, act).in_set(Step::Devices).run_if(Attention::keyboard_is_free));
}

fn axis(keys: &ButtonInput<KeyCode>, less: &[KeyCode], more: &[KeyCode]) -> f32 {
    let held = |codes: &[KeyCode]| f32::from(u8::from(keys.any_pressed(codes.iter().copied())));
    held(more) - held(less)
}

fn walk(keys: Res<ButtonInput<KeyCode>>, screen: Res<State<Screen>>, mut out: MessageWriter<Intent>) {
    use KeyCode::{ArrowDown, ArrowUp, KeyA, KeyD, KeyS, KeyW, ShiftLeft, ShiftRight};
    let forward = axis(&keys, &[KeyS, ArrowDown], &[KeyW, ArrowUp]);
    let right = axis(&keys, &[KeyA], &[KeyD]);
    if screen.lets_walk() && (forward != 0.0 || right != 0.0) {
        let pace = if keys.any_pressed([ShiftLeft, ShiftRight]) { BRISK } else { 1.0 };
        out.write(Intent::Walk { forward: forward * pace, right: right * pace });
    }
}

fn turn(keys: Res<ButtonInput<KeyCode>>, screen: Res<State<Screen>>, time: Res<Time>, mut out: MessageWriter<Intent>) {
    use KeyCode::{ArrowLeft, ArrowRight, KeyE, KeyQ, PageDown, PageUp};
    let yaw = axis(&keys, &[ArrowLeft, KeyQ], &[ArrowRight, KeyE]);
    let pitch = axis(&keys, &[PageDown], &[PageUp]);
    if screen.lets_walk() && (yaw != 0.0 || pitch != 0.0) {
        let step_deg = TURN_DEG_PER_S * time.delta_secs();
        out.write(Intent::Turn { yaw_deg: yaw * step_deg, pitch_deg: pitch * step_deg * 0.6 });
    }
}

fn act(
    keys: Res<ButtonInput<KeyCode>>,
    screen: Res<State<Screen>>,
    aimed: Res<Aimed>,
    (exhibit, current): (Option<Res<Exhibit>>, Option<Res<CurrentVariant>>),
    mut out: MessageWriter<Intent>,
) {
    let pressed = |code| keys.just_pressed(code);
    match screen.get() {
        Screen::Walk if pressed(KeyCode::Enter) => {
            out.write(Intent::StartOpinion);
        }
        Screen::ChoosePlace if pressed(KeyCode::Enter) => {
            out.write(super::take_place(&aimed));
        }
        _ => {}
    }
    if pressed(KeyCode::Escape) {
        out.write(Intent::Cancel);
    }
    if screen.lets_walk() && pressed(KeyCode::Home) {
        out.write(Intent::TakeMeBack);
    }
    if let (true, Some(exhibit), Some(current)) = (pressed(KeyCode::KeyV), exhibit, current) {
        out.write(Intent::ShowVariant(exhibit.variant_after(&current.0)));
    }
}
