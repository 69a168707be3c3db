//! A report to draw in tests: a village square with two variants, and as many opinions as wanted, always the same.

use std::collections::BTreeMap;

use belvedere_domain::consultation::{Consultation, Theme};
use belvedere_domain::exhibit::{Blob, Counts, PlanBounds, PlanView, VariantFiles};
use belvedere_domain::geodesy::Crs;
use belvedere_domain::hash::ContentHash;
use belvedere_domain::id::{ConsultationId, ModelId, SceneId, TerritoryId};
use belvedere_domain::language::LocalText;
use belvedere_domain::opinion::Channel;
use belvedere_domain::placement::{HeightReference, Placement, PlacementMethod, UpAxis};
use belvedere_domain::report::{Figures, Place, Report, ReportExhibit, Row};
use belvedere_domain::scene::{Certainty, Pose, Scene, Variant};
use belvedere_domain::suppression::Threshold;
use belvedere_domain::territory::Territory;
use jiff::ToSpan;

/// What could break a page or a PDF, or speak to a typesetter, a browser or a spreadsheet.
pub const HOSTILE: [&str; 12] = [
    "#panic(\"boum\") #import \"x\": * $ x^2 $ \\ @ref <label> *gras* _it_ `code` = titre",
    "\\u{41} #{ while true {} } #sys.inputs #read(\"/etc/passwd\")",
    "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;",
    "=HYPERLINK(\"http://example.org\";\"clic\")",
    "Zéro\u{200b}largeur\u{200d} et \u{feff}marque\u{ad} d’ordre",
    "\u{202e}txet desrever\u{202c} puis normal",
    "مرحبا، الساحة جميلة جدا ويجب أن تبقى مفتوحة للجميع",
    "הכיכר יפה מאוד וצריך להשאיר אותה פתוחה לכולם",
    "Super 👍🏽 👨‍👩‍👧‍👦 🇫🇷 place ☀️ !",
    "广场应该保持开放 и площадь должна остаться открытой для всех",
    "\"; drop table opinion; -- ' || 1=1 \u{a0}\u{202f}~~~ // commentaire /* fin */",
    "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} zalgo z\u{335}\u{321}\u{489}",
];

fn local(fr: &str, en: &str) -> LocalText {
    LocalText { fr: fr.to_owned(), en: Some(en.to_owned()) }
}

fn id<T: std::str::FromStr>(last: u8) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("01990000-0000-7000-8000-0000000000{last:02}").parse().unwrap()
}

fn consultation() -> Consultation {
    let theme = |key: &str, fr, en| Theme { key: key.parse().unwrap(), label: local(fr, en) };
    Consultation {
        id: id::<ConsultationId>(1),
        territory: id::<TerritoryId>(2),
        title: local(
            "La place de l’Église à Saint-Vincent-des-Vignes",
            "The church square of Saint-Vincent-des-Vignes",
        ),
        question: local(
            "Quelle place voulez-vous pour le marché, les enfants et les voitures ?",
            "What square do you want for the market, the children and the cars?",
        ),
        presentation: local(
            "La commune refait la place de l’Église, ses abords et son éclairage. Deux scénarios sont à l’étude ; ni l’un ni l’autre n’est décidé.",
            "The commune redoes the church square. Two scenarios are under study; neither is decided.",
        ),
        opens_on: "2026-03-02".parse().unwrap(),
        closes_on: "2026-04-12".parse().unwrap(),
        themes: vec![
            theme("trees", "Les arbres et l’ombre", "Trees and shade"),
            theme("parking", "Le stationnement", "Parking"),
            theme("market", "Le marché et les terrasses", "Market and terraces"),
            theme("walking", "Marcher et s’asseoir", "Walking and sitting"),
            theme("light", "L’éclairage", "Lighting"),
        ],
        questions: Vec::new(),
    }
}

fn variants() -> Vec<Variant> {
    let variant = |key: &str, fr, en, text, certainty| Variant {
        key: key.parse().unwrap(),
        name: local(fr, en),
        text: local(text, text),
        certainty,
        layers: Vec::new(),
    };
    vec![
        variant(
            "existing",
            "Aujourd’hui",
            "Today",
            "La place telle qu’elle est, avec 42 stationnements.",
            Certainty::Existing,
        ),
        variant(
            "planted",
            "La place plantée",
            "The planted square",
            "Douze tilleuls, une fontaine, 18 stationnements.",
            Certainty::Option,
        ),
        variant(
            "open",
            "La grande esplanade",
            "The open esplanade",
            "Un sol continu pour le marché, 26 stationnements.",
            Certainty::Option,
        ),
    ]
}

/// The exhibit, with plans of 1,200 × 900 pixels over 160 × 120 m.
fn exhibit() -> ReportExhibit {
    let blob = |bytes: &[u8]| Blob { hash: ContentHash::of(bytes), bytes: 1 };
    let files = |variant: Variant| VariantFiles {
        model: id::<ModelId>(3),
        model_hash: ContentHash::of(variant.key.as_str().as_bytes()),
        visual: blob(b"visual"),
        collision: blob(b"collision"),
        plan: PlanView {
            image: blob(variant.key.as_str().as_bytes()),
            bounds: PlanBounds { x_min_m: -80.0, x_max_m: 80.0, z_min_m: -60.0, z_max_m: 60.0 },
            width_px: 1200,
            height_px: 900,
        },
        counts: Counts::default(),
        variant,
    };
    let spawn = Pose { position_m: [0.0; 3], yaw_deg: 0.0, pitch_deg: 0.0 };
    ReportExhibit {
        revision: ContentHash::of(b"exhibit"),
        published_at: "2026-02-27T09:00:00Z".parse().unwrap(),
        scene: Scene {
            id: id::<SceneId>(4),
            consultation: id(1),
            placement: placement(),
            variants: variants(),
            viewpoints: Vec::new(),
            spawn,
        },
        variants: variants().into_iter().map(files).collect(),
    }
}

fn placement() -> Placement {
    Placement {
        crs: Crs::Lambert93,
        easting_m: 836_400.0,
        northing_m: 6_582_300.0,
        height_m: 240.0,
        height_reference: HeightReference::Unstated,
        heading_deg: 12.0,
        scale: 1.0,
        up_axis: UpAxis::Y,
        method: PlacementMethod::Typed,
        accuracy_m: 0.1,
    }
}

/// A report with so many opinions.
pub fn report(opinions: u64) -> Report {
    let mut dice = Dice(0x5eed);
    let rows: Vec<Row> = (1..=opinions).map(|number| row(number, opinions, &mut dice)).collect();
    Report {
        format: Report::FORMAT,
        made_at: "2026-04-13T08:00:00Z".parse().unwrap(),
        territory: Territory { id: id(2), name: "Communauté de communes du Haut-Mâconnais".to_owned() },
        consultation: consultation(),
        exhibit: Some(exhibit()),
        threshold: Threshold::default(),
        figures: Figures::of_rows(&rows),
        rows,
    }
}

/// The same with texts that could do harm, one per opinion from the first on.
pub fn hostile() -> Report {
    let mut report = report(60);
    let long = "Très long. ".repeat(364).chars().take(4000).collect::<String>();
    for (row, text) in report.rows.iter_mut().zip(HOSTILE.iter().map(|text| text.to_string()).chain([long])) {
        row.theme = [None, Some("trees"), Some("market")][row.number as usize % 3].map(|key| key.parse().unwrap());
        row.stance = (row.number as i64 % 5 - 2).try_into().unwrap();
        row.text = Some(text.clone());
        row.place = row.place.take().map(|place| Place { node: text.chars().take(200).collect(), ..place });
    }
    report.consultation.title.fr = format!("#sys {} 👍", HOSTILE[0]);
    report.territory.name = HOSTILE[1].to_owned();
    report.figures = Figures::of_rows(&report.rows);
    report
}

fn row(number: u64, of: u64, dice: &mut Dice) -> Row {
    let themes = [Some("trees"), Some("parking"), Some("market"), Some("walking"), Some("light"), None];
    let theme = themes[dice.weighted(&[30, 28, 18, 14, 4, 6])];
    let leaning: [u64; 5] = match theme {
        Some("parking") => [34, 28, 12, 16, 10],
        Some("light") => [2, 3, 4, 40, 30],
        _ => [6, 12, 16, 34, 32],
    };
    let stance = dice.weighted(&leaning) as i64 - 2;
    let channel = Channel::ALL[dice.weighted(&[52, 14, 0, 22, 12])];
    let variant = ["existing", "planted", "open"][dice.weighted(&[8, 52, 40])];
    let days = i64::try_from(number * 41 / of.max(1)).unwrap();
    Row {
        number,
        day: "2026-03-02".parse::<jiff::civil::Date>().unwrap() + days.days(),
        channel,
        stance: stance.try_into().unwrap(),
        theme: theme.map(|key| key.parse().unwrap()),
        variant: Some(variant.parse().unwrap()),
        text: (dice.roll(10) < 7).then(|| text(dice, number)),
        place: (dice.roll(10) < 8).then(|| place(dice)),
        made_up: true,
    }
}

fn text(dice: &mut Dice, number: u64) -> String {
    let starts =
        ["Sur la place,", "Pour les anciens,", "Le samedi matin,", "Quand il fait chaud,", "Pour nos enfants,"];
    let middles = [
        "il manque de l’ombre et de quoi s’asseoir à plusieurs",
        "le stationnement devant les commerces reste indispensable",
        "le marché a besoin d’eau, d’électricité et de place",
        "la traversée vers l’école fait peur à tout le monde",
        "un sol clair renverrait moins la chaleur que l’enrobé",
    ];
    let ends = [
        ".",
        " ; pensez aux poussettes.",
        ", c’est ce que je demande depuis dix ans.",
        ", sans quoi rien ne changera.",
    ];
    let pick = |dice: &mut Dice, from: &[&'static str]| from[dice.roll(from.len() as u64) as usize];
    let visit = if number.is_multiple_of(3) { format!(" (passage n° {number})") } else { String::new() };
    format!("{} {}{}{visit}", pick(dice, &starts), pick(dice, &middles), pick(dice, &ends))
}

fn place(dice: &mut Dice) -> Place {
    let nodes = [
        "Tilleul_07",
        "Fontaine",
        "Parvis_dalles",
        "Halle",
        "Stationnement_Est",
        "Banc_03",
        "Rue_du_Lavoir",
        "Église_façade",
    ];
    let node = dice.roll(nodes.len() as u64) as usize;
    let centre = [
        [-20.0, -8.0],
        [4.0, 6.0],
        [0.0, -4.0],
        [30.0, 14.0],
        [48.0, -10.0],
        [-12.0, 16.0],
        [-52.0, 30.0],
        [10.0, -34.0],
    ][node];
    let spread = |dice: &mut Dice| (dice.roll(2000) as f64 + dice.roll(2000) as f64) / 250.0 - 8.0;
    let position_m: [f64; 3] = [centre[0] + spread(dice), 0.0, centre[1] + spread(dice)];
    let (sin, cos) = placement().heading_deg.to_radians().sin_cos();
    let (right, ahead) = (position_m[0], -position_m[2]);
    Place {
        position_m,
        easting_m: placement().easting_m + right * cos + ahead * sin,
        northing_m: placement().northing_m - right * sin + ahead * cos,
        node: nodes[node].to_owned(),
    }
}

/// The pictures of the plans, by hash.
pub fn plans() -> BTreeMap<ContentHash, Vec<u8>> {
    exhibit().variants.iter().map(|files| (files.plan.image.hash, picture())).collect()
}

/// A grey square in a green field, as PNG.
fn picture() -> Vec<u8> {
    let (width, height) = (1_200, 900);
    let colour = |x: u32, y: u32| match ((300..900).contains(&x), (250..650).contains(&y)) {
        (true, true) => image::Rgb([214, 206, 190]),
        _ => image::Rgb([150, 168, 128]),
    };
    let mut png = Vec::new();
    image::RgbImage::from_fn(width, height, colour)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    png
}

/// Numbers that look thrown and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.roll(weights.iter().sum());
        weights
            .iter()
            .position(|weight| {
                left.checked_sub(*weight).is_none_or(|rest| {
                    left = rest;
                    false
                })
            })
            .unwrap()
    }
}
