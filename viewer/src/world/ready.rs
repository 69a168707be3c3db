//! When the scene is shown: as soon as what surrounds the visitor is up and there is ground to stand on.

use bevy::prelude::*;

use super::exhibit::CurrentVariant;
use super::news::News;
use super::stage::Stage;
use super::walk::Walker;
use crate::{Screen, Step};

pub(super) fn plugin(app: &mut App) {
    let all = resource_exists::<Stage>
        .and_then(resource_exists::<Walker>)
        .and_then(resource_exists::<CurrentVariant>)
        .and_then(in_state(Screen::Loading));
    app.add_systems(Update, open.in_set(Step::Show).run_if(all));
    app.add_systems(Update, report.in_set(Step::Show));
}

fn open(
    stage: Res<Stage>,
    current: Res<CurrentVariant>,
    mut next: ResMut<NextState<Screen>>,
    mut news: MessageWriter<News>,
) {
    if stage.is_near_up(&current.0) {
        next.set(Screen::Walk);
        news.write(News::Ready);
    }
}

fn report(mut news: MessageReader<News>) {
    for item in news.read() {
        match item {
            News::VariantFailed { variant, cause } => {
                error!("variant {}: {cause}", variant.as_str())
            }
            other => debug!("{other:?}"),
        }
    }
}
