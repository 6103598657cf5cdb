//! Durations (RFC 3339 appendix A).

/// Whether a text is a duration as RFC 3339 appendix A spells it: `P3Y6M4DT12H30M5S`, `PT36H` or `P2W`.
///
/// Units stand in order without gaps between them (years and days only with months), weeks stand alone, numbers are
/// digits only, and letters may be small, as in every grammar of RFC 5234.
#[must_use]
pub fn is_duration(text: &str) -> bool {
    let [b'P' | b'p', text @ ..] = text.as_bytes() else {
        return false;
    };
    if units(text, b"W").is_some_and(<[u8]>::is_empty) {
        return true;
    }
    let rest = units(text, b"YMD");
    match rest.unwrap_or(text) {
        [] => rest.is_some(),
        [b'T' | b't', time @ ..] => units(time, b"HMS").is_some_and(<[u8]>::is_empty),
        _ => false,
    }
}

/// What follows numbers with consecutive ones of the units, at least one.
fn units<'t>(mut text: &'t [u8], units: &[u8]) -> Option<&'t [u8]> {
    let mut expected = units;
    while let Some((unit, rest)) = number_with_unit(text) {
        let place = expected.iter().position(|other| *other == unit);
        // The first unit may be any, and then no unit is left out.
        match place {
            Some(place) if place == 0 || expected.len() == units.len() => {
                expected = expected.get(place + 1..).unwrap_or_default();
            }
            _ => return None,
        }
        text = rest;
    }
    (expected.len() < units.len()).then_some(text)
}

fn number_with_unit(text: &[u8]) -> Option<(u8, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (unit, rest) = text.get(digits..)?.split_first()?;
    (digits > 0).then_some((unit.to_ascii_uppercase(), rest))
}

#[cfg(test)]
mod tests {
    use super::is_duration;

    #[test]
    fn units_follow_each_other_without_gaps() {
        for text in [
            "P1Y",
            "P1M",
            "P1D",
            "P1Y2M",
            "P1M2D",
            "P1Y2M3D",
            "PT1H",
            "PT1M",
            "PT1S",
            "PT1H2M",
            "PT1M2S",
            "PT1H2M3S",
            "P1Y2M3DT4H5M6S",
            "P1DT1S",
            "P1YT1H",
            "P2W",
            "P0D",
            "P007D",
            "p1dt2h",
            "P99999999999999999999999999D",
        ] {
            assert!(is_duration(text), "{text}");
        }
        for text in [
            "",
            "P",
            "PT",
            "1D",
            "P1",
            "PD",
            "P1YT",
            "P1Y2D",
            "P1D2M",
            "P1D1D",
            "PT1H2S",
            "PT1S2M",
            "PT1D",
            "P1S",
            "P1H",
            "P1W2D",
            "P1D2W",
            "P2WT1H",
            "P1.5D",
            "PT0,5S",
            "-P1D",
            "P-1D",
            "P+1D",
            "P1D ",
            " P1D",
            "P1DT",
            "P1DT1HT1H",
            "P１D",
            "P1Y2M3D4",
            "TP1D",
            "P1T1H",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
