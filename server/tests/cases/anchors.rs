//! Anchors on newer models: kept, moved or orphaned, all of it appended, nothing dropped, nothing overwritten.

use std::path::Path;

use belvedere_domain::anchor::Fate;
use belvedere_domain::batch::OpinionBatch;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::language::Language;
use belvedere_domain::text::Texts;
use belvedere_server::convert::{COLLISION_FILE, Outcome, Request, Said, Sun, convert_in_child};
use belvedere_server::follow::{follow, late};
use belvedere_server::intake::{Origin, take};
use belvedere_server::publish::publish;
use belvedere_server::store::anchor::{self, Tally, table};
use belvedere_server::store::model::{Conversion, ModelFiles};
use belvedere_server::store::{audit, exhibit, model, opinion, scene};
use belvedere_tests::yard::container;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::Fresh;
use crate::support::{BY, SERVER, fill, kiosk_id, noon, opinion as sample, opinion_json, sample_consultation};
use crate::support::{sample_files, sample_model, sample_scene};

/// A GLB of squares of 4 m that lie flat, each with its name, its corner (x, z) and its height.
fn glb(squares: &[(&str, [f32; 3])]) -> Vec<u8> {
    let (mut bin, mut nodes, mut meshes, mut views, mut accessors) = (Vec::new(), vec![], vec![], vec![], vec![]);
    for (i, (name, [x, y, z])) in squares.iter().enumerate() {
        let corners = [[0.0, 0.0], [0.0, 4.0], [4.0, 4.0], [0.0, 0.0], [4.0, 4.0], [4.0, 0.0]];
        views.push(json!({"buffer": 0, "byteOffset": bin.len(), "byteLength": 72}));
        for [dx, dz] in corners {
            [x + dx, *y, z + dz].iter().for_each(|value| bin.extend_from_slice(&value.to_le_bytes()));
        }
        accessors.push(json!({"bufferView": i, "componentType": 5126, "count": 6, "type": "VEC3",
                              "min": [x, y, z], "max": [x + 4.0, y, z + 4.0]}));
        meshes.push(json!({"primitives": [{"attributes": {"POSITION": i}}]}));
        nodes.push(json!({"name": name, "mesh": i}));
    }
    let roots: Vec<_> = (0..nodes.len()).collect();
    let document = json!({"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": roots}], "nodes": nodes,
        "meshes": meshes, "bufferViews": views, "accessors": accessors, "buffers": [{"byteLength": bin.len()}]});
    container(document.to_string().into_bytes(), bin)
}

/// Makes those squares the current model of the sample's variant.
async fn import(fresh: &Fresh, number: u32, received_at: Timestamp, squares: &[(&str, [f32; 3])]) {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("model.glb");
    std::fs::write(&input, glb(squares)).unwrap();
    let out_dir = folder.path().to_owned();
    let request = Request { input, out_dir, said: Said::default(), sun: Sun::default(), progress: |_, _| () };
    let outcome = convert_in_child(Path::new(SERVER), request).await.unwrap();
    assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
    let collision = fresh.state.blobs.put_file(&folder.path().join(COLLISION_FILE)).await.unwrap();
    let files = ModelFiles { collision, ..sample_files() };
    let mut received = sample_model(number);
    received.received_at = received_at;
    let made = Conversion { findings: "[]".into(), made: Some((files, [0.0; 3])), proposal: None, report: None };
    let mut tx = fresh.state.store.write().await.unwrap();
    model::receive(&mut tx, &received, BY).await.unwrap();
    model::convert(&mut tx, received.id, &made, received_at, BY).await.unwrap();
    tx.commit().await.unwrap();
}

fn given(number: u32, node: &str, position_m: [f64; 3], revision: ContentHash) -> Value {
    let mut given = opinion_json(number);
    given["anchor"]["node"] = json!(node);
    given["anchor"]["position_m"] = json!(position_m);
    given["anchor"]["revision"] = json!(revision);
    given
}

async fn send(fresh: &Fresh, opinions: Vec<Value>) {
    let batch = OpinionBatch { kiosk: kiosk_id(), sent_at: noon(), opinions };
    let (store, blobs) = (&fresh.state.store, &fresh.state.blobs);
    take(store, blobs, batch, Origin::Public, noon(), Texts::of(Language::Fr)).await.unwrap();
}

async fn followed(fresh: &Fresh, at: Timestamp) -> Tally {
    let (store, blobs) = (&fresh.state.store, &fresh.state.blobs);
    follow(store, blobs, Path::new(SERVER), sample_scene().id, at, BY).await.unwrap()
}

async fn published(fresh: &Fresh, at: Timestamp) -> ContentHash {
    publish(&fresh.state.store, &fresh.state.blobs, sample_scene().id, at, BY).await.unwrap().revision
}

const SQUARE: [(&str, [f32; 3]); 3] =
    [("Sol", [0.0, 0.0, 0.0]), ("Banc", [10.0, 0.45, 0.0]), ("Kiosque", [30.0, 3.0, 0.0])];

pub async fn anchors_are_kept_moved_or_orphaned(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    import(fresh, 20, noon() + 1.minute(), &SQUARE).await;
    let first = published(fresh, noon()).await;
    let places = [("Sol", [1.0, 0.0, 1.0]), ("Banc", [11.0, 0.45, 1.0]), ("Kiosque", [31.0, 3.0, 1.0])];
    let all = places.iter().zip(1..).map(|((node, position_m), number)| given(number, node, *position_m, first));
    send(fresh, all.collect()).await;
    assert_eq!(followed(fresh, noon()).await, Tally { given: 3, fates: [0; 3] }, "nothing is newer");

    // The ground sinks by 20 cm, the bench by 1 m, the bandstand is gone.
    let changed = [("Sol", [0.0, -0.2, 0.0]), ("Banc", [10.0, -0.55, 0.0]), ("Arbre", [50.0, 0.0, 0.0])];
    import(fresh, 21, noon() + 2.minutes(), &changed).await;
    let second = published(fresh, noon() + 1.hour()).await;
    assert_eq!(followed(fresh, noon() + 1.hour()).await, Tally { given: 0, fates: [1, 1, 1] });
    assert_eq!(followed(fresh, noon() + 2.hours()).await, Tally { given: 3, fates: [0; 3] }, "once is enough");

    let mut db = store.read().await.unwrap();
    let fates = [(Fate::Kept, "Sol", Some(0.2)), (Fate::Moved, "Banc", Some(1.0)), (Fate::Orphaned, "Kiosque", None)];
    for ((number, (node, position_m)), (fate, now_on, distance_m)) in (1..).zip(places).zip(fates) {
        let id = sample(number).id;
        let history = anchor::history(&mut db, id).await.unwrap();
        let [one] = history.as_slice() else { panic!("{history:?}") };
        assert_eq!((one.fate, one.exhibit, one.place.node.as_str()), (fate, second, now_on));
        match distance_m {
            Some(distance_m) => assert!((one.distance_m.unwrap() - distance_m).abs() < 1e-3, "{one:?}"),
            None => assert_eq!((one.distance_m, one.place.position_m), (None, position_m)),
        }
        // What the resident gave stays as it is.
        let anchor = opinion::find(&mut db, id).await.unwrap().unwrap().anchor.unwrap();
        assert_eq!((anchor.node.as_str(), anchor.position_m, anchor.revision), (node, position_m, first));
    }
    let id = sample_consultation().id;
    assert_eq!(anchor::tally(&mut db, id).await.unwrap(), Tally { given: 0, fates: [1, 1, 1] });
    let lines = table::page(&mut db, id, None, 10, 0).await.unwrap();
    let shown: Vec<_> = lines.iter().map(|line| (line.number, line.fate, line.given_node.as_str())).collect();
    assert_eq!(shown, [(3, Fate::Orphaned, "Kiosque"), (2, Fate::Moved, "Banc"), (1, Fate::Kept, "Sol")]);
    let moved = table::page(&mut db, id, Some(Fate::Moved), 10, 0).await.unwrap();
    assert_eq!((moved.len(), &moved[0], moved[0].revisions), (1, &lines[1], 1));
    assert_eq!(table::page(&mut db, id, None, 2, 2).await.unwrap(), lines[2..]);
    let log = audit::after(&mut db, 0, 1_000).await.unwrap();
    let told: Vec<_> = log.iter().filter(|entry| entry.action == "anchor.follow").map(|entry| &entry.details).collect();
    assert_eq!(told, ["1 kept, 1 moved, 1 orphaned"]);
}

pub async fn an_orphan_comes_back_and_history_grows(fresh: &Fresh) {
    fill(&fresh.state.store).await;
    import(fresh, 20, noon() + 1.minute(), &SQUARE).await;
    let first = published(fresh, noon()).await;
    send(fresh, vec![given(1, "Kiosque", [31.0, 3.0, 1.0], first)]).await;
    for (number, squares, fate) in [(21, &SQUARE[..2], Fate::Orphaned), (22, &SQUARE[..], Fate::Kept)] {
        let at = noon() + i64::from(number).minutes();
        import(fresh, number, at, squares).await;
        published(fresh, at).await;
        assert_eq!(followed(fresh, at).await.fates[fate as usize], 1);
    }
    let mut db = fresh.state.store.read().await.unwrap();
    let history = anchor::history(&mut db, sample(1).id).await.unwrap();
    let fates: Vec<_> = history.iter().map(|one| one.fate).collect();
    assert_eq!(fates, [Fate::Orphaned, Fate::Kept]);
}

pub async fn an_opinion_that_comes_late_is_followed_too(fresh: &Fresh) {
    let store = &fresh.state.store;
    fill(store).await;
    import(fresh, 20, noon() + 1.minute(), &SQUARE).await;
    let first = published(fresh, noon()).await;
    import(fresh, 21, noon() + 2.minutes(), &SQUARE[..2]).await;
    let second = published(fresh, noon() + 1.hour()).await;
    assert_eq!(followed(fresh, noon() + 1.hour()).await, Tally::default(), "no opinion yet");

    // A kiosk without a network still showed the first exhibit.
    let late_one = given(1, "Kiosque", [31.0, 3.0, 1.0], first);
    let current = given(2, "Sol", [1.0, 0.0, 1.0], second);
    assert_eq!(late(store, &[late_one.clone(), current.clone()]).await.unwrap(), [sample_scene().id]);
    assert_eq!(late(store, std::slice::from_ref(&current)).await.unwrap(), []);
    send(fresh, vec![late_one, current]).await;
    assert_eq!(followed(fresh, noon() + 2.hours()).await, Tally { given: 1, fates: [0, 0, 1] });

    // A new exhibit with the same models: anchors stay as they stand.
    let mut turned = sample_scene();
    turned.spawn.yaw_deg = 90.0;
    let mut tx = store.write().await.unwrap();
    scene::put(&mut tx, &turned, noon(), BY).await.unwrap();
    tx.commit().await.unwrap();
    let third = published(fresh, noon() + 3.hours()).await;
    assert_ne!(third, second);
    assert_eq!(followed(fresh, noon() + 3.hours()).await, Tally { given: 2, fates: [0; 3] });
    let mut db = store.read().await.unwrap();
    assert_eq!(exhibit::current(&mut db, sample_scene().id).await.unwrap().unwrap().revision, third);
}
