//! Mouse and fingers, alike: dragging turns the head, a tap goes there or chooses the place.
//!
//! A press that begins on a panel belongs to the panel until it ends.

use bevy::input::touch::Touch;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use super::{Attention, Intent};
use crate::{Screen, Step};

/// A press that moves less than this is a tap, in logical pixels.
const TAP_MOVES_PX: f32 = 12.0;
/// A whole window's height of dragging turns by this much.
const DRAG_DEG_PER_HEIGHT: f32 = 70.0;

/// The press under way.
#[derive(Resource, Default, Debug, PartialEq)]
enum Press {
    #[default]
    None,
    /// It began on a panel.
    OnPanel,
    /// It began on the scene.
    OnScene { from_px: Vec2, last_px: Vec2, dragging: bool },
}

/// What the pointer does in this frame.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pointer {
    at_px: Vec2,
    went_down: bool,
    went_up: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Press>();
    app.add_systems(Update, point.in_set(Step::Devices));
}

fn point(
    window: Single<&Window, With<PrimaryWindow>>,
    buttons: Res<ButtonInput<MouseButton>>,
    touches: Res<Touches>,
    (screen, attention): (Res<State<Screen>>, Res<Attention>),
    mut press: ResMut<Press>,
    mut out: MessageWriter<Intent>,
) {
    let Some(pointer) = finger(&touches).or_else(|| mouse(&window, &buttons)) else {
        press.set_if_neq(Press::None);
        return;
    };
    let on_panel = attention.is_on_panel(pointer.at_px);
    let (next, intent) = follow(&press, pointer, on_panel, window.height(), *screen.get());
    press.set_if_neq(next);
    if let Some(intent) = intent.filter(|_| screen.lets_walk()) {
        out.write(intent);
    }
}

fn finger(touches: &Touches) -> Option<Pointer> {
    let of = |touch: &Touch, went_down, went_up| Pointer { at_px: touch.position(), went_down, went_up };
    if let Some(touch) = touches.iter_just_released().next() {
        return Some(of(touch, false, true));
    }
    let touch = touches.iter().min_by_key(|touch| touch.id())?;
    Some(of(touch, touches.just_pressed(touch.id()), false))
}

fn mouse(window: &Window, buttons: &ButtonInput<MouseButton>) -> Option<Pointer> {
    let went_up = buttons.just_released(MouseButton::Left);
    if !went_up && !buttons.pressed(MouseButton::Left) {
        return None;
    }
    let went_down = buttons.just_pressed(MouseButton::Left);
    Some(Pointer { at_px: window.cursor_position()?, went_down, went_up })
}

/// The press after this frame, and what it asks for.
fn follow(press: &Press, pointer: Pointer, on_panel: bool, height_px: f32, screen: Screen) -> (Press, Option<Intent>) {
    let at_px = pointer.at_px;
    let begun = match *press {
        _ if pointer.went_down && on_panel => Press::OnPanel,
        _ if pointer.went_down => Press::OnScene { from_px: at_px, last_px: at_px, dragging: false },
        Press::None => Press::OnPanel,
        Press::OnPanel => Press::OnPanel,
        Press::OnScene { from_px, last_px, dragging } => Press::OnScene { from_px, last_px, dragging },
    };
    let Press::OnScene { from_px, last_px, dragging } = begun else {
        return (if pointer.went_up { Press::None } else { begun }, None);
    };
    let dragging = dragging || from_px.distance(at_px) > TAP_MOVES_PX;
    if pointer.went_up {
        return (Press::None, (!dragging).then(|| tap(screen, from_px)));
    }
    let moved_deg = (at_px - last_px) * DRAG_DEG_PER_HEIGHT / height_px.max(1.0);
    // The picture follows the finger, so the head turns the other way.
    let turn = Intent::Turn { yaw_deg: -moved_deg.x, pitch_deg: moved_deg.y };
    let intent = (dragging && moved_deg != Vec2::ZERO).then_some(turn);
    (Press::OnScene { from_px, last_px: at_px, dragging }, intent)
}

fn tap(screen: Screen, screen_px: Vec2) -> Intent {
    match screen {
        Screen::ChoosePlace => Intent::Aim { screen_px },
        _ => Intent::GoTo { screen_px },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play(moves: &[(f32, bool, bool)], on_panel: bool, screen: Screen) -> Vec<Intent> {
        let mut press = Press::None;
        let mut said = Vec::new();
        for &(x, went_down, went_up) in moves {
            let pointer = Pointer { at_px: Vec2::new(x, 100.0), went_down, went_up };
            let (next, intent) = follow(&press, pointer, on_panel, 700.0, screen);
            press = next;
            said.extend(intent);
        }
        assert_eq!(press, Press::None);
        said
    }

    #[test]
    fn a_short_press_is_a_tap() {
        let tap = [(300.0, true, false), (304.0, false, false), (304.0, false, true)];
        let at = Vec2::new(300.0, 100.0);
        assert_eq!(play(&tap, false, Screen::Walk), [Intent::GoTo { screen_px: at }]);
        assert_eq!(play(&tap, false, Screen::ChoosePlace), [Intent::Aim { screen_px: at }]);
        assert_eq!(play(&tap, true, Screen::Walk), []);
    }

    #[test]
    fn a_tap_within_one_frame_is_a_tap() {
        let at_once = [(300.0, true, true)];
        let at = Vec2::new(300.0, 100.0);
        assert_eq!(play(&at_once, false, Screen::ChoosePlace), [Intent::Aim { screen_px: at }]);
        assert_eq!(play(&at_once, true, Screen::ChoosePlace), []);
    }

    #[test]
    fn a_panel_is_where_it_is_whether_hovered_or_not() {
        let attention = Attention { panels_px: vec![Rect::new(10.0, 20.0, 110.0, 70.0)], ..default() };
        assert!(attention.is_on_panel(Vec2::new(60.0, 45.0)));
        assert!(!attention.is_on_panel(Vec2::new(60.0, 75.0)));
        assert!(!Attention::default().is_on_panel(Vec2::ZERO));
    }

    #[test]
    fn a_drag_turns_against_the_finger_and_is_no_tap() {
        let drag = [(300.0, true, false), (370.0, false, false), (370.0, false, true)];
        let turned = Intent::Turn { yaw_deg: -7.0, pitch_deg: 0.0 };
        assert_eq!(play(&drag, false, Screen::Walk), [turned]);
        assert_eq!(play(&drag, true, Screen::Walk), []);
    }
}
