//! Changes of files that know what a GLB and a glTF text look like: a random byte in a text is mostly a text that cannot be
//! read, and never reaches what is behind the parser. The container is made anew around what was changed.

use std::io::{Cursor, Read, Write};

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::words::{KEYS, NUMBERS, PIECES, TEXTS};

/// A small generator of numbers (SplitMix64): the fuzzer gives one seed for each change, and it must decide all.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall by `seed`.
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed))
    }

    /// A number below `sides`; 0 if that is 0.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as usize % sides.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// Changes the `size` bytes at the start of `data`, and gives how many there are then, at most `max_size`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice::new(seed);
    let file = &data[..size];
    let changed = match dice.roll(8) {
        0 => None,
        _ if file.starts_with(b"PK\x03\x04") => entry_changed(file, max_size, &mut dice),
        _ => model_changed(file, max_size, &mut dice),
    };
    match changed.filter(|changed| changed.len() <= max_size) {
        Some(changed) => {
            data[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        None => fuzzer_mutate(data, size, max_size),
    }
}

/// A GLB or a glTF text with another text or with other bytes.
fn model_changed(file: &[u8], max_size: usize, dice: &mut Dice) -> Option<Vec<u8>> {
    match dice.roll(4) {
        0 => bytes_changed(file, max_size),
        _ => text_changed(file, dice),
    }
}

/// A ZIP with one of its files changed, or under another name. It is packed anew, for no wrong sum reaches the reader.
fn entry_changed(file: &[u8], max_size: usize, dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let chosen = dice.roll(archive.len());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len().min(8) {
        let entry = archive.by_index(index).ok()?;
        let (mut name, method) = (entry.name().ok()?.into_owned(), entry.compression());
        let mut bytes = Vec::new();
        entry.take(max_size as u64).read_to_end(&mut bytes).ok()?;
        if index == chosen && dice.roll(6) == 0 {
            name = (*dice.pick(&TEXTS)).to_owned();
        } else if index == chosen {
            bytes = model_changed(&bytes, max_size, dice).unwrap_or(bytes);
        }
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).ok()?;
        zip.write_all(&bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The text and the bytes of a GLB; of a bare text, the text alone.
fn parts(file: &[u8]) -> Option<(Value, Option<Vec<u8>>)> {
    if !file.starts_with(b"glTF") {
        return Some((serde_json::from_slice(file).ok()?, None));
    }
    let length = |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    let end = length(12)?.checked_add(20)?;
    let text = serde_json::from_slice(file.get(20..end)?).ok()?;
    Some((text, Some(file.get(end.next_multiple_of(4) + 8..).unwrap_or_default().to_vec())))
}

fn whole(text: &Value, bytes: Option<Vec<u8>>) -> Vec<u8> {
    let mut text = text.to_string().into_bytes();
    let Some(bytes) = bytes else { return text };
    text.resize(text.len().next_multiple_of(4), b' ');
    let mut file = b"glTF".to_vec();
    for number in [2, 12 + 8 + text.len() + 8 + bytes.len(), text.len()] {
        file.extend((number as u32).to_le_bytes());
    }
    file.extend(b"JSON");
    file.extend(text);
    file.extend((bytes.len() as u32).to_le_bytes());
    file.extend(b"BIN\0");
    file.extend(bytes);
    file
}

/// The file with other bytes behind the text.
fn bytes_changed(file: &[u8], max_size: usize) -> Option<Vec<u8>> {
    let (text, bytes) = parts(file)?;
    let mut bytes = bytes?;
    let size = bytes.len();
    let most = max_size.saturating_sub(file.len().saturating_sub(size)).min(size + 64);
    bytes.resize(most.max(size), 0);
    let size = fuzzer_mutate(&mut bytes, size, most.max(size));
    bytes.truncate(size);
    Some(whole(&text, Some(bytes)))
}

/// The file with another text before the bytes: one to four values changed, added, taken away or moved.
fn text_changed(file: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let (mut text, bytes) = parts(file)?;
    for _ in 0..=dice.roll(4) {
        let count = count(&text);
        let mut at = dice.roll(count);
        let other = nth(&text, &mut dice.roll(count)).cloned();
        change(nth_mut(&mut text, &mut at)?, other, dice);
    }
    Some(whole(&text, bytes))
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(items) => items.values().map(count).sum(),
        _ => 0,
    }
}

fn nth<'a>(value: &'a Value, at: &mut usize) -> Option<&'a Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter().find_map(|item| nth(item, at)),
        Value::Object(items) => items.values().find_map(|item| nth(item, at)),
        _ => None,
    }
}

fn nth_mut<'a>(value: &'a mut Value, at: &mut usize) -> Option<&'a mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth_mut(item, at)),
        Value::Object(items) => items.values_mut().find_map(|item| nth_mut(item, at)),
        _ => None,
    }
}

fn change(value: &mut Value, other: Option<Value>, dice: &mut Dice) {
    match value {
        Value::Array(items) if !items.is_empty() => changed_list(items, other, dice),
        Value::Object(items) => changed_object(items, other, dice),
        Value::Number(_) => *value = number(value, dice),
        Value::String(text) => *text = (*dice.pick(&TEXTS)).to_owned(),
        Value::Bool(is) => *is = !*is,
        _ => *value = other.unwrap_or(Value::Null),
    }
}

fn changed_list(items: &mut Vec<Value>, other: Option<Value>, dice: &mut Dice) {
    let at = dice.roll(items.len());
    match dice.roll(5) {
        0 => drop(items.remove(at)),
        1 | 2 => {
            let again = items[at].clone();
            let times = 1 + dice.roll(3);
            items.extend((0..times).map(|_| again.clone()));
        }
        3 => items.swap(0, at),
        _ => items.extend(other),
    }
}

fn changed_object(items: &mut Map<String, Value>, other: Option<Value>, dice: &mut Dice) {
    match dice.roll(3) {
        0 => {
            let key = items.keys().nth(dice.roll(items.len())).cloned();
            key.map(|key| items.remove(&key));
        }
        1 => {
            let key = *dice.pick(&KEYS);
            items.insert(key.to_owned(), other.unwrap_or(json!(0)));
        }
        _ => {
            let (key, value) = dice.pick(&PIECES);
            items.insert((*key).to_owned(), serde_json::from_str(value).unwrap_or_default());
        }
    }
}

fn number(value: &Value, dice: &mut Dice) -> Value {
    let now = value.as_f64().unwrap_or(0.0);
    match dice.roll(6) {
        0 => json!(dice.roll(8)),
        1 => json!((now as i64).wrapping_add(1)),
        2 => json!((now as i64).wrapping_sub(1)),
        3 => json!(now * -1.5),
        4 => json!((now as i64).wrapping_mul(2)),
        _ => serde_json::from_str(dice.pick::<&str>(&NUMBERS)).unwrap_or_default(),
    }
}
