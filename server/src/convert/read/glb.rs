//! The GLB container, version 2: a header, the glTF text, the binary part. It checks every length against what is there.

use crate::convert::finding::Finding;

const HEADER: usize = 12;
const JSON: u32 = 0x4E4F_534A;
const BIN: u32 = 0x004E_4942;

/// Splits a GLB into its text and its binary part.
///
/// # Errors
/// `glb-version`, or `glb-truncated` when a length in the file goes beyond its end.
pub fn split(mut bytes: Vec<u8>) -> Result<(Vec<u8>, Option<Vec<u8>>), Finding> {
    let version = u32_at(&bytes, 4)?;
    if version != 2 {
        return Err(Finding::error("glb-version").with("version", version));
    }
    let total = u32_at(&bytes, 8)? as usize;
    if total > bytes.len() {
        return Err(truncated(total, bytes.len()));
    }
    bytes.truncate(total.max(HEADER));
    let (json, end) = chunk(&bytes, HEADER, JSON)?;
    let json = json.to_vec();
    let has_bin = end < bytes.len();
    if !has_bin {
        return Ok((json, None));
    }
    let (start, len) = match chunk(&bytes, end, BIN) {
        Ok((bin, _)) => (end + 8, bin.len()),
        Err(finding) if finding.code == "glb-truncated" => return Err(finding),
        // Chunks of other kinds are allowed by the standard, and not read.
        Err(_) => return Ok((json, None)),
    };
    // Moved within its own allocation: a copy would double the memory of a large model.
    bytes.drain(..start);
    bytes.truncate(len);
    Ok((json, Some(bytes)))
}

/// The text of a GLB.
///
/// # Errors
/// As [`split`], of the text alone; `glb-structure` when the file does not begin with it.
pub fn text(bytes: &[u8]) -> Result<&[u8], Finding> {
    chunk(bytes, HEADER, JSON).map(|(text, _)| text)
}

/// The chunk of the kind `wanted` at `at`, and where it ends.
fn chunk(bytes: &[u8], at: usize, wanted: u32) -> Result<(&[u8], usize), Finding> {
    let len = u32_at(bytes, at)? as usize;
    let kind = u32_at(bytes, at + 4)?;
    let start = at + 8;
    let end = start.checked_add(len).ok_or_else(|| truncated(len, bytes.len()))?;
    let data = bytes.get(start..end).ok_or_else(|| truncated(end, bytes.len()))?;
    if kind != wanted {
        return Err(Finding::error("glb-structure"));
    }
    Ok((data, end.next_multiple_of(4)))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Finding> {
    let four = bytes.get(at..at + 4).ok_or_else(|| truncated(at + 4, bytes.len()))?;
    Ok(u32::from_le_bytes(four.try_into().expect("four bytes")))
}

fn truncated(announced: usize, found: usize) -> Finding {
    Finding::error("glb-truncated").with("announced", announced).with("found", found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glb(json: &[u8], bin: Option<&[u8]>) -> Vec<u8> {
        let mut body = [(json.len() as u32).to_le_bytes(), JSON.to_le_bytes()].concat();
        body.extend_from_slice(json);
        if let Some(bin) = bin {
            body.extend_from_slice(&[(bin.len() as u32).to_le_bytes(), BIN.to_le_bytes()].concat());
            body.extend_from_slice(bin);
        }
        let mut file = b"glTF".to_vec();
        file.extend_from_slice(&[2u32.to_le_bytes(), (body.len() as u32 + 12).to_le_bytes()].concat());
        [file, body].concat()
    }

    #[test]
    fn text_and_binary_part_come_apart() {
        let (json, bin) = split(glb(b"{}  ", Some(&[1, 2, 3, 4]))).expect("a sound file");
        assert_eq!((json.as_slice(), bin.as_deref()), (&b"{}  "[..], Some(&[1u8, 2, 3, 4][..])));
        assert_eq!(split(glb(b"{}  ", None)).expect("a sound file").1, None);
    }

    #[test]
    fn every_cut_is_told() {
        let whole = glb(b"{}  ", Some(&[1, 2, 3, 4]));
        for len in 4..whole.len() {
            let finding = split(Vec::from(&whole[..len])).expect_err("cut");
            assert_eq!(finding.code, "glb-truncated", "cut at {len}");
        }
    }
}
