//! What the screens know of the server: how far the exhibit has come, whether the server answers, and
//! whether a newer exhibit is here. An exhibit that comes while none is shown is shown at once; a newer one
//! is shown from the next start on.

use std::sync::mpsc::Receiver;

use belvedere_domain::hash::ContentHash;
use bevy::platform::cell::SyncCell;
use bevy::prelude::*;

use crate::Step;
use crate::cache::KeptExhibit;
use crate::fetch::{FetchEvent, Trouble};
use crate::visit::Device;
use crate::world::{Exhibit, ExhibitFiles};

/// The way to the server, as far as it is known.
#[derive(Resource, Default)]
pub struct Link {
    events: Option<SyncCell<Receiver<FetchEvent>>>,
    /// Bytes here and bytes in all, while an exhibit comes.
    pub progress: Option<(u64, u64)>,
    /// Why it does not come, while it does not.
    pub trouble: Option<Trouble>,
    /// A newer exhibit that the next start shows.
    pub newer: Option<ContentHash>,
}

impl Link {
    /// A link that hears these events.
    pub fn hearing(events: Receiver<FetchEvent>) -> Self {
        Self { events: Some(SyncCell::new(events)), ..Self::default() }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Link>();
    app.add_systems(Update, listen.in_set(Step::Devices));
}

/// Shows an exhibit.
pub fn show(commands: &mut Commands, kept: &KeptExhibit) {
    commands.insert_resource(ExhibitFiles::in_folder(&kept.folder));
    commands.insert_resource(Exhibit { manifest: kept.manifest.clone(), revision: kept.revision });
}

fn listen(mut commands: Commands, mut link: ResMut<Link>, shown: Option<Res<Exhibit>>, device: Option<Res<Device>>) {
    let events: Vec<FetchEvent> = match link.bypass_change_detection().events.as_mut() {
        Some(events) => events.get().try_iter().collect(),
        None => return,
    };
    for event in events {
        match event {
            FetchEvent::Reached => {
                let back = link.trouble.take().is_some();
                if let (true, Some(sync)) = (back, device.as_ref().and_then(|device| device.sync.as_ref())) {
                    sync.wake();
                }
            }
            FetchEvent::Progress { here, all } => link.progress = Some((here, all)),
            FetchEvent::Trouble(trouble) => link.trouble = Some(trouble),
            FetchEvent::Ready(kept) if shown.is_none() => show(&mut commands, &kept),
            FetchEvent::Ready(kept) => link.newer = Some(kept.revision),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_the_server_says_is_known_to_the_screens() {
        let mut app = App::new();
        app.add_plugins(plugin);
        let (tell, events) = channel();
        app.insert_resource(Link::hearing(events));
        tell.send(FetchEvent::Trouble(Trouble::NoServer)).unwrap();
        app.update();
        assert_eq!(app.world().resource::<Link>().trouble, Some(Trouble::NoServer));
        tell.send(FetchEvent::Reached).unwrap();
        tell.send(FetchEvent::Progress { here: 1, all: 4 }).unwrap();
        app.update();
        let link = app.world().resource::<Link>();
        assert_eq!((link.trouble, link.progress), (None, Some((1, 4))));
    }
}
