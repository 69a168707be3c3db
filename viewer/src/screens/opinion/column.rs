//! A column that may hold more than there is room for: what is below comes by one press, without dragging.

use bevy_egui::egui::scroll_area::ScrollAreaOutput;
use bevy_egui::egui::{Align, Layout, ScrollArea, Ui, Vec2, vec2};

use crate::ui::desk::Ask;
use crate::ui::theme;
use crate::ui::widgets::{Button, Look, Sign};

/// One press goes on by this part of what is seen, so that the last line is seen again.
const PAGE: f32 = 0.8;

pub(super) fn draw(ui: &mut Ui, ask: &mut Ask, name: &str, size: Vec2, draw: impl FnOnce(&mut Ui, &mut Ask)) {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_width(size.x);
        ui.spacing_mut().item_spacing.y = 8.0;
        // Whether it overflowed in the last frame decides whether there is room to keep for the button.
        let memory = ui.id().with((name, "overflows"));
        let overflows = ui.data(|data| data.get_temp::<bool>(memory)).unwrap_or(false);
        let room = if overflows { size.y - theme::PRESS - 8.0 } else { size.y };
        let area = ScrollArea::vertical().id_salt(name).max_height(room).auto_shrink([false, false]);
        let shown = area.show(ui, |ui| draw(ui, ask));
        let overflows_now = shown.content_size.y > size.y + 1.0;
        if overflows_now != overflows {
            ui.data_mut(|data| data.insert_temp(memory, overflows_now));
            ui.ctx().request_repaint();
        }
        if overflows {
            go_on(ui, ask, name, size.x, shown);
        }
    });
}

fn go_on<R>(ui: &mut Ui, ask: &mut Ask, name: &str, width: f32, mut shown: ScrollAreaOutput<R>) {
    let (seen, all) = (shown.inner_rect.height(), shown.content_size.y);
    let is_at_end = shown.state.offset.y + seen >= all - 2.0;
    let (key, sign) = if is_at_end { ("back-up", Sign::Up) } else { ("more-below", Sign::Down) };
    let label = ask.text(key);
    let name = format!("{key} {name}");
    let button =
        Button { name: &name, label: &label, look: Look::Quiet, sign: Some(sign), enabled: true, width: Some(width) };
    if button.show(ui, ask) {
        let next = if is_at_end { 0.0 } else { shown.state.offset.y + seen * PAGE };
        shown.state.offset = vec2(0.0, next.min(all - seen));
        shown.state.store(ui.ctx(), shown.id);
        ui.ctx().request_repaint();
    }
}
