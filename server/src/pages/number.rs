//! Numbers in the fields of forms, which hold text: what people type is read here, and only here.

/// A number as people type it: with a comma or a point, and spaces between thousands.
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    let plain = if plain.contains('.') { plain.replace(',', "") } else { plain.replace(',', ".") };
    // Only what people type: not “inf”, not “1e5”.
    let typed = plain.chars().all(|c| c.is_ascii_digit() || ".-+".contains(c));
    plain.parse().ok().filter(|value: &f64| typed && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(number("835\u{202f}140,125"), Some(835_140.125));
        assert_eq!(number(" 835 140.5 "), Some(835_140.5));
        assert_eq!(number("6,578,260.25"), Some(6_578_260.25));
        assert_eq!(number("−12,5"), Some(-12.5));
        for none in ["", "douze", "1.2.3", "inf", "NaN", "1e5", "--1", "12,5,1"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
