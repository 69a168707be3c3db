//! Shop signs: words drawn with a small bitmap alphabet of our own, one row of the atlas per sign.

use super::{Canvas, Rgb, hex, to_byte};

/// The signs: text, letter colour, ground colour.
pub const SIGNS: [(&str, u32, u32); 16] = [
    ("MAIRIE", 0x4A4032, 0xDCCBA6),
    ("LIBERTÉ ÉGALITÉ FRATERNITÉ", 0x4A4032, 0xDCCBA6),
    ("BOULANGERIE", 0xF0E6CC, 0x7A3B2A),
    ("CAFÉ DE LA PLACE", 0xEFE3C4, 0x2F4A3E),
    ("ÉPICERIE", 0xF3EAD2, 0x5B6B3A),
    ("PHARMACIE", 0xF2F2EA, 0x3F7355),
    ("CAVE DES VIGNERONS", 0xEAD9B0, 0x55202C),
    ("COIFFURE", 0x3C4650, 0xD8DCDC),
    ("ÉCOLE", 0x4A4032, 0xDCCBA6),
    ("RUE DU LAVOIR", 0xF4F4F0, 0x2C4478),
    ("GRANDE RUE", 0xF4F4F0, 0x2C4478),
    ("RUE DES VIGNES", 0xF4F4F0, 0x2C4478),
    ("PLACE DU TILLEUL", 0xF4F4F0, 0x2C4478),
    ("POSTE", 0x2C3F78, 0xE8B628),
    ("MARCHÉ LE SAMEDI", 0x4A4032, 0xE6D9B8),
    ("PARKING", 0xF4F4F0, 0x2450A0),
];

const WIDTH: u32 = 512;
const ROW: u32 = 32;

/// `[u0, v0, u1, v1]` of a sign in the atlas.
pub fn sign_uv(index: usize) -> [f32; 4] {
    let rows = SIGNS.len() as f32;
    let inset = 0.06;
    [0.0, (index as f32 + inset) / rows, 1.0, (index as f32 + 1.0 - inset) / rows]
}

/// The atlas picture.
pub fn atlas() -> Canvas {
    let height = ROW * SIGNS.len() as u32;
    let mut data = Vec::with_capacity((WIDTH * height * 3) as usize);
    for y in 0..height {
        for x in 0..WIDTH {
            data.extend(pixel(x, y).map(to_byte));
        }
    }
    Canvas { width: WIDTH, height, data }
}

fn pixel(x: u32, y: u32) -> Rgb {
    let (text, ink, ground) = SIGNS[(y / ROW) as usize];
    let letters: Vec<char> = text.chars().collect();
    // 6 columns per letter; the scale leaves a margin on long texts.
    let scale = ((WIDTH as f32 - 24.0) / (letters.len() as f32 * 6.0)).min(2.9);
    let left = (WIDTH as f32 - scale * 6.0 * letters.len() as f32 + scale) / 2.0;
    let (column, line) = ((x as f32 - left) / scale, ((y % ROW) as f32 - (ROW as f32 - 9.0 * scale) / 2.0) / scale);
    let index = (column / 6.0).floor();
    if column >= 0.0 && line >= 0.0 && (index as usize) < letters.len() {
        let (cx, cy) = ((column - index * 6.0) as usize, line as usize);
        if cx < 5 && cy < 9 && lit(letters[index as usize], cx, cy) {
            return hex(ink);
        }
    }
    hex(ground)
}

/// Whether a dot of a letter is drawn: rows 0–1 are the accent, 2–8 the letter.
fn lit(letter: char, x: usize, y: usize) -> bool {
    if letter == 'É' {
        return if y < 2 { (x, y) == (3, 0) || (x, y) == (2, 1) } else { lit('E', x, y) };
    }
    if y < 2 {
        return false;
    }
    (rows(letter)[y - 2] >> (4 - x)) & 1 == 1
}

fn rows(letter: char) -> [u8; 7] {
    match letter {
        'A' => [14, 17, 17, 31, 17, 17, 17],
        'B' => [30, 17, 17, 30, 17, 17, 30],
        'C' => [14, 17, 16, 16, 16, 17, 14],
        'D' => [30, 17, 17, 17, 17, 17, 30],
        'E' => [31, 16, 16, 30, 16, 16, 31],
        'F' => [31, 16, 16, 30, 16, 16, 16],
        'G' => [14, 17, 16, 23, 17, 17, 14],
        'H' => [17, 17, 17, 31, 17, 17, 17],
        'I' => [14, 4, 4, 4, 4, 4, 14],
        'K' => [17, 18, 20, 24, 20, 18, 17],
        'L' => [16, 16, 16, 16, 16, 16, 31],
        'M' => [17, 27, 21, 21, 17, 17, 17],
        'N' => [17, 25, 21, 19, 17, 17, 17],
        'O' => [14, 17, 17, 17, 17, 17, 14],
        'P' => [30, 17, 17, 30, 16, 16, 16],
        'R' => [30, 17, 17, 30, 20, 18, 17],
        'S' => [15, 16, 16, 14, 1, 1, 30],
        'T' => [31, 4, 4, 4, 4, 4, 4],
        'U' => [17, 17, 17, 17, 17, 17, 14],
        'V' => [17, 17, 17, 17, 17, 10, 4],
        'Y' => [17, 17, 10, 4, 4, 4, 4],
        _ => [0; 7],
    }
}
