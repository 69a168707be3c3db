//! The domain's wire types as the API's document describes them. The domain itself knows no OpenAPI; the test below holds
//! the two together by a real opinion.

use utoipa::ToSchema;

/// A SHA-256, as 64 lowercase hexadecimal digits.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^[0-9a-f]{64}$", min_length = 64, max_length = 64)]
pub struct Hash(#[expect(dead_code, reason = "only described")] String);

/// A short stable name: a theme, a variant, a question.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^[a-z0-9-]{1,40}$", max_length = 40)]
pub struct Key(#[expect(dead_code, reason = "only described")] String);

macro_rules! described {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(ToSchema)]
        pub struct $name {
            $($(#[$field_meta])* #[expect(dead_code, reason = "only described")] $field: $kind),+
        }
    )+};
}

described! {
    /// What a kiosk sends.
    OpinionBatch {
        /// The device that sends; made at its first start.
        #[schema(format = "uuid")]
        kiosk: String,
        /// The device's clock when it sent; noted, not trusted.
        #[schema(format = DateTime)]
        sent_at: String,
        /// The opinions.
        #[schema(max_items = 100)]
        opinions: Vec<Opinion>,
    }

    /// An opinion, as the device that took it made it.
    Opinion {
        /// A UUIDv7 made on the device.
        #[schema(format = "uuid")]
        id: String,
        /// The consultation that it answers.
        #[schema(format = "uuid")]
        consultation: String,
        /// The exhibit revision that the resident saw.
        revision: Option<Hash>,
        /// The visit that it was given in.
        #[schema(format = "uuid")]
        visit: Option<String>,
        /// When it was given, by the device's clock.
        #[schema(format = DateTime)]
        given_at: String,
        /// From strongly against (−2) to strongly for (2).
        #[schema(minimum = -2, maximum = 2)]
        stance: i32,
        /// What it is about; none for the project as a whole.
        theme: Option<Key>,
        /// The resident's words.
        #[schema(max_length = 4000)]
        text: Option<String>,
        /// Answers to the planner's questions.
        #[schema(required = false)]
        answers: Vec<Answer>,
        /// The place.
        anchor: Option<Anchor>,
        /// What the resident saw meanwhile.
        view: Option<View>,
        /// How it came: kiosk, vr, web, paper or mediator.
        #[schema(pattern = "^(kiosk|vr|web|paper|mediator)$")]
        channel: String,
        /// The code by which the resident follows it: 11 random characters and a check character.
        #[schema(examples("0000-0000-0000"))]
        receipt: String,
        /// Set on made-up opinions of a demo.
        #[schema(required = false)]
        made_up: bool,
    }

    /// An answer to one of the planner's questions.
    Answer {
        /// Which question.
        question: Key,
        /// The option's key, or the words.
        #[schema(max_length = 4000)]
        value: String,
    }

    /// A point on a surface of the scene.
    Anchor {
        /// In the scene frame, in metres.
        #[schema(min_items = 3, max_items = 3)]
        position_m: Vec<f64>,
        /// The surface's outward normal, of length 1.
        #[schema(min_items = 3, max_items = 3)]
        normal: Vec<f64>,
        /// The model's node that was pointed at.
        #[schema(max_length = 500)]
        node: String,
        /// The variant that was shown.
        variant: Key,
        /// The exhibit's revision.
        revision: Hash,
        /// The same point on Earth.
        geo: GeoPoint,
    }

    /// A place by longitude and latitude.
    GeoPoint {
        /// Degrees east of Greenwich.
        longitude_deg: f64,
        /// Degrees north of the equator.
        latitude_deg: f64,
        /// Metres, in the placement's vertical reference.
        height_m: f64,
    }

    /// The camera in which an opinion was given.
    View {
        /// The eye, in the scene frame, in metres.
        #[schema(min_items = 3, max_items = 3)]
        position_m: Vec<f64>,
        /// Degrees clockwise from −Z, seen from above.
        yaw_deg: f64,
        /// Degrees above the horizon.
        pitch_deg: f64,
        /// The vertical field of view, in degrees.
        fov_deg: f64,
        /// The variant that was shown.
        variant: Key,
    }

    /// What became of a batch.
    BatchAnswer {
        /// The server's clock.
        #[schema(format = DateTime)]
        received_at: String,
        /// One answer per item, in order.
        items: Vec<ItemAnswer>,
    }

    /// What became of one opinion.
    ItemAnswer {
        /// Which one; none where the item had no readable id.
        #[schema(format = "uuid")]
        id: Option<String>,
        /// `stored`, `already_there` or `refused`.
        #[schema(pattern = "^(stored|already_there|refused)$")]
        outcome: String,
        /// Why it was refused: a stable code.
        #[schema(required = false)]
        code: String,
        /// Why it was refused, in the caller's language.
        #[schema(required = false)]
        reason: String,
    }

    /// What went wrong (RFC 9457).
    Problem {
        /// A stable name of the kind of problem.
        #[schema(rename = "type", examples("/problems/not-found"))]
        kind: String,
        /// What kind, in the caller's language.
        title: String,
        /// The HTTP status.
        #[schema(minimum = 400, maximum = 599)]
        status: i32,
        /// What happened and what to do, in the caller's language.
        detail: Option<String>,
    }
}
