//! A kiosk that heard no answer sends again. However often and at whatever instant: stored once.

use belvedere_domain::id::ConsultationId;
use belvedere_domain::receipt::Receipt;
use belvedere_tests::api::Api;
use belvedere_tests::postgres::Cluster;
use belvedere_tests::server::Server;
use serde_json::{Value, json};

const KIOSK: &str = "019a0000-0000-7000-8000-00000000c0de";

#[test]
fn on_sqlite() {
    story(Server::on_sqlite());
}

#[test]
fn on_postgres() {
    if let Some(cluster) = Cluster::start() {
        story(Server::on_postgres(&cluster));
    }
}

fn story(mut server: Server) {
    server.open_yard();
    let consultation = server.manifest().consultation.id;
    let api = server.api();

    let first = batch(consultation, 0..3, "dit une fois");
    assert_eq!(outcomes(&api, &first), ["stored", "stored", "stored"]);
    assert_eq!(outcomes(&api, &first), ["already_there", "already_there", "already_there"]);

    // One that is known and one that is new in the same batch; the known one keeps its first words.
    let mixed = batch(consultation, 2..4, "dit autrement");
    assert_eq!(outcomes(&api, &mixed), ["already_there", "stored"]);

    // Eight kiosks' threads at the same instant: for each opinion, one of them stores it.
    let together = batch(consultation, 10..40, "dit en chœur");
    let answers: Vec<Vec<String>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| outcomes(&api, &together))).collect();
        threads.into_iter().map(|thread| thread.join().expect("the server answers")).collect()
    });
    for item in 0..30 {
        let stored = answers.iter().filter(|answer| answer[item] == "stored").count();
        assert_eq!(stored, 1, "opinion {item} of the chorus");
    }

    let (_, report) = server.report(consultation);
    let words = |text: &str| report.rows.iter().filter(|row| row.text.as_deref() == Some(text)).count();
    assert_eq!(report.figures.opinions, 34);
    assert_eq!((words("dit une fois"), words("dit autrement"), words("dit en chœur")), (3, 1, 30));
}

/// What became of each item of the batch.
fn outcomes(api: &Api, batch: &Value) -> Vec<String> {
    let answer = api.post("/api/v1/opinions", batch).expect(200).json();
    let items = answer["items"].as_array().expect("an answer has items").iter();
    items.map(|item| item["outcome"].as_str().expect("an item has an outcome").to_owned()).collect()
}

fn batch(consultation: ConsultationId, numbers: std::ops::Range<u64>, text: &str) -> Value {
    let opinion = |number: u64| {
        json!({
            "id": format!("019a0000-0000-7000-8000-{number:012x}"),
            "consultation": consultation,
            "revision": null, "visit": null,
            "given_at": "2026-11-24T10:00:00Z",
            "stance": 1, "theme": null, "text": text,
            "anchor": null, "view": null, "channel": "kiosk",
            "receipt": Receipt::from_random(0x5eed_0000 + number),
        })
    };
    json!({"kiosk": KIOSK, "sent_at": "2026-11-24T10:00:05Z", "opinions": numbers.map(opinion).collect::<Vec<_>>()})
}
