//! The gamepad: left stick walks, right stick looks, South gives an opinion or takes the place ahead, East leaves,
//! North shows the next variant, Select goes back to the start.

use bevy::prelude::*;

use super::Intent;
use crate::world::{Aimed, CurrentVariant, Exhibit};
use crate::{Screen, Step};

const TURN_DEG_PER_S: f32 = 110.0;
const DEAD_ZONE: f32 = 0.12;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (sticks, buttons).in_set(Step::Devices));
}

/// Nothing in the dead zone; beyond it from nothing to all, gently at first.
fn eased(stick: Vec2) -> Vec2 {
    let length = stick.length().min(1.0);
    if length <= DEAD_ZONE {
        return Vec2::ZERO;
    }
    let strength = (length - DEAD_ZONE) / (1.0 - DEAD_ZONE);
    stick.normalize() * strength * strength.sqrt()
}

fn sticks(gamepads: Query<&Gamepad>, screen: Res<State<Screen>>, time: Res<Time>, mut out: MessageWriter<Intent>) {
    if !screen.lets_walk() {
        return;
    }
    for gamepad in &gamepads {
        let (walk, look) = (eased(gamepad.left_stick()), eased(gamepad.right_stick()));
        let pace = if gamepad.pressed(GamepadButton::RightTrigger) { 2.0 } else { 1.0 };
        if walk != Vec2::ZERO {
            out.write(Intent::Walk { forward: walk.y * pace, right: walk.x * pace });
        }
        if look != Vec2::ZERO {
            let turned_deg = look * TURN_DEG_PER_S * time.delta_secs();
            out.write(Intent::Turn { yaw_deg: turned_deg.x, pitch_deg: turned_deg.y * 0.6 });
        }
    }
}

fn buttons(
    gamepads: Query<&Gamepad>,
    screen: Res<State<Screen>>,
    aimed: Res<Aimed>,
    (exhibit, current): (Option<Res<Exhibit>>, Option<Res<CurrentVariant>>),
    mut out: MessageWriter<Intent>,
) {
    for gamepad in &gamepads {
        match screen.get() {
            Screen::Walk if gamepad.just_pressed(GamepadButton::South) => {
                out.write(Intent::StartOpinion);
            }
            Screen::ChoosePlace if gamepad.just_pressed(GamepadButton::South) => {
                out.write(super::take_place(&aimed));
            }
            _ => {}
        }
        if gamepad.just_pressed(GamepadButton::East) {
            out.write(Intent::Cancel);
        }
        if screen.lets_walk() && gamepad.just_pressed(GamepadButton::Select) {
            out.write(Intent::TakeMeBack);
        }
        if gamepad.just_pressed(GamepadButton::North)
            && let (Some(exhibit), Some(current)) = (&exhibit, &current)
        {
            out.write(Intent::ShowVariant(exhibit.variant_after(&current.0)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stick_at_rest_is_at_rest_and_a_full_one_is_full() {
        assert_eq!(eased(Vec2::new(0.05, -0.1)), Vec2::ZERO);
        assert!((eased(Vec2::Y).y - 1.0).abs() < 1e-6);
        assert!(eased(Vec2::X * 0.5).x < 0.5);
    }
}
