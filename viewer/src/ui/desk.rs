//! The desk at which a screen is drawn: the words of its language, where it says what the visitor wants,
//! and the list of what can be pressed.

use belvedere_domain::exhibit::Manifest;
use belvedere_domain::language::{Language, LocalText};
use belvedere_domain::text::Texts;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_egui::input::EguiWantsInput;
use bevy_egui::{EguiContexts, EguiPostUpdateSet, EguiPrimaryContextPass, egui};

use super::Pass;
use crate::intent::{Attention, Intent};
use crate::world::Exhibit;

/// The language that the visitor chose.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speaking(pub Language);

/// Something that can be pressed or written in.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Its stable name, the same in every language, such as `send` or `theme ombre`.
    pub name: String,
    /// What it says.
    pub label: String,
    /// Where it is, in points.
    pub rect: egui::Rect,
    /// Whether it can be pressed now.
    pub enabled: bool,
}

/// What can be pressed on the screen in sight, in the order in which it was drawn.
#[derive(Resource, Default, Debug, PartialEq)]
pub struct Controls {
    /// Them.
    pub list: Vec<Control>,
    /// Physical pixels per point.
    pub pixels_per_point: f32,
}

/// What screens draw with.
#[derive(SystemParam)]
pub struct Desk<'w, 's> {
    contexts: EguiContexts<'w, 's>,
    speaking: Res<'w, Speaking>,
    exhibit: Option<Res<'w, Exhibit>>,
    controls: ResMut<'w, Controls>,
    said: MessageWriter<'w, Intent>,
}

/// The desk, opened for one drawing.
pub struct Ask<'a> {
    /// The words.
    pub texts: &'static Texts,
    /// The exhibit, where one is there.
    pub manifest: Option<&'a Manifest>,
    controls: &'a mut Controls,
    said: &'a mut Vec<Intent>,
}

impl Desk<'_, '_> {
    /// Draws, and then says what was asked for. Nothing is drawn where there is no window.
    pub fn draw(&mut self, draw: impl FnOnce(&egui::Context, &mut Ask)) {
        let Ok(context) = self.contexts.ctx_mut() else {
            return;
        };
        let context = context.clone();
        let mut said = Vec::new();
        let mut ask = Ask {
            texts: Texts::of(self.speaking.0),
            manifest: self.exhibit.as_ref().map(|exhibit| &*exhibit.manifest),
            controls: &mut self.controls,
            said: &mut said,
        };
        draw(&context, &mut ask);
        self.said.write_batch(said);
    }
}

impl<'a> Ask<'a> {
    /// An interface's text.
    pub fn text(&self, key: &str) -> String {
        self.texts.get(key).into_owned()
    }

    /// A planner's text.
    pub fn local<'t>(&self, text: &'t LocalText) -> &'t str {
        text.get(self.texts.language())
    }

    /// Says what the visitor wants.
    pub fn say(&mut self, intent: Intent) {
        self.said.push(intent);
    }

    /// Lists something that can be pressed.
    pub fn list(&mut self, control: Control) {
        self.controls.list.push(control);
    }

    /// A desk for tests.
    #[cfg(test)]
    pub fn for_test(
        language: Language,
        manifest: Option<&'a Manifest>,
        controls: &'a mut Controls,
        said: &'a mut Vec<Intent>,
    ) -> Self {
        Self { texts: Texts::of(language), manifest, controls, said }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Speaking>().init_resource::<Controls>();
    app.add_systems(EguiPrimaryContextPass, clear.in_set(Pass::Clear));
    app.add_systems(PostUpdate, claim.after(EguiPostUpdateSet::ProcessOutput));
    app.add_systems(Update, speak.in_set(crate::Step::Act));
}

fn clear(mut controls: ResMut<Controls>, mut contexts: EguiContexts) {
    controls.list.clear();
    controls.pixels_per_point = contexts.ctx_mut().map_or(1.0, |context| context.pixels_per_point());
}

/// What panels claim of the devices in the next frame.
fn claim(wants: Res<EguiWantsInput>, mut contexts: EguiContexts, mut attention: ResMut<Attention>) {
    let Ok(context) = contexts.ctx_mut() else {
        return;
    };
    let zoom = context.zoom_factor();
    let focused = context.memory(|memory| memory.focused().is_some());
    attention.set_if_neq(Attention {
        panels_px: context.memory(|memory| panels(memory, zoom)),
        keyboard_is_taken: focused || wants.wants_any_keyboard_input(),
    });
}

/// Where the panels are, in an order that does not change by itself.
fn panels(memory: &egui::Memory, zoom: f32) -> Vec<Rect> {
    let layers = memory.areas().visible_layer_ids();
    let over_the_scene = layers.into_iter().filter(|layer| layer.order != egui::Order::Background);
    let rects = over_the_scene.filter_map(|layer| memory.area_rect(layer.id));
    let rects = rects.map(|rect| rect * zoom);
    let mut panels: Vec<Rect> =
        rects.map(|rect| Rect::new(rect.left(), rect.top(), rect.right(), rect.bottom())).collect();
    panels.sort_by(|a, b| a.min.x.total_cmp(&b.min.x).then(a.min.y.total_cmp(&b.min.y)));
    panels
}

fn speak(mut intents: MessageReader<Intent>, mut speaking: ResMut<Speaking>) {
    for intent in intents.read() {
        if let Intent::Speak(language) = intent {
            speaking.set_if_neq(Speaking(*language));
        }
    }
}
