//! The exhibition goes on when the network is away: the kiosk starts from its kept copy, takes
//! opinions, keeps them over a restart, and sends them when the server is back.

use belvedere_tests::display::Display;
use belvedere_tests::resident::{Place, Resident};
use belvedere_tests::server::Server;
use belvedere_tests::viewer::{Kiosk, Viewer, WINDOW_PX};

#[test]
fn story() {
    let mut server = Server::on_sqlite();
    server.open_yard();
    let consultation = server.manifest().consultation.id;
    let url = server.url();
    let display = Display::open(WINDOW_PX[0], WINDOW_PX[1]);
    let kiosk = Kiosk::new();
    {
        let mut viewer = kiosk.start(&display, &url);
        viewer.wait_for_scene();
        viewer.terminate();
    }

    server.kill();
    {
        let mut viewer = kiosk.start(&display, &url);
        viewer.wait_for_scene();
        give(&viewer, &display, 2);
        give(&viewer, &display, -1);
        assert_eq!(unsent(&viewer), 2);
        viewer.terminate();
    }

    let viewer = kiosk.start(&display, &url);
    viewer.wait_for_scene();
    assert_eq!(unsent(&viewer), 2, "what was held is held after a restart");
    server.start();
    viewer.wait_until_sent();

    let (_, report) = server.report(consultation);
    assert_eq!(report.figures.by_stance, [0, 1, 0, 0, 1]);
}

/// An opinion on the project as a whole, and back to walking.
fn give(viewer: &Viewer, display: &Display, stance: i8) {
    let resident = Resident { viewer, window: viewer.window(display) };
    resident.choose_place(Place::Whole);
    resident.fill_in(stance, None, None);
    resident.send();
    resident.press("finish");
    viewer.wait_for_screen("walk");
}

fn unsent(viewer: &Viewer) -> u64 {
    viewer.now().expect("the viewer tells").outbox.unsent
}
